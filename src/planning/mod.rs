//! Which programme on which segment in which week.
//!
//! [`instance`] gathers the candidates of each segment, [`capacity`] the hours of the crews and [`limits`] the limits in natural
//! units; [`greedy`] chooses; [`verify`] judges a written plan again from its tables, sharing no code with the search.

pub mod bare;
pub mod capacity;
pub mod certificate;
pub mod greedy;
pub mod instance;
pub mod limits;
pub mod problem;
pub mod search;
pub mod verify;

use crate::kpi::Evidence;
use crate::kpi::cost::{VisitWork, visits};
use crate::scenario::Language;
use capacity::Row;
use greedy::Reason;
use instance::{Instance, Rules};
use limits::{LimitResult, Values, network_value, place};

/// The programme of a segment, with what it costs and does.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Segment of the network.
    pub segment: usize,
    /// Programme.
    pub programme: usize,
    /// Regime of the programme.
    pub regime: usize,
    /// Why.
    pub reason: Reason,
    /// Cost, strips included, EUR a year.
    pub cost_eur: f64,
    /// Hours, strips included.
    pub hours: f64,
    /// KPI values under the programme.
    pub values: Values,
    /// KPI values under the present regime.
    pub present: Values,
    /// Visits, strips included, in order of day.
    pub visits: Vec<VisitWork>,
}

impl Choice {
    /// A KPI under the programme, by its limit name; 0 for an unknown name.
    pub fn value(&self, name: &str) -> f64 {
        place(name).map_or(0.0, |at| self.values[at])
    }

    /// A KPI under the present regime, by its limit name; 0 for an unknown name.
    pub fn present_value(&self, name: &str) -> f64 {
        place(name).map_or(0.0, |at| self.present[at])
    }
}

/// Hours used of a capacity row.
#[derive(Clone, Debug, PartialEq)]
pub struct RowUse {
    /// Name of the area.
    pub area: String,
    /// The row.
    pub row: Row,
    /// Hours booked.
    pub used: f64,
}

impl RowUse {
    /// Whether more hours are booked than there are.
    pub fn is_over(&self) -> bool {
        self.row.hours.is_some_and(|limit| self.used > limit * (1.0 + 1e-9))
    }
}

/// A plan for every segment with grass.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Choices in the order of the segments.
    pub choices: Vec<Choice>,
    /// Capacity rows that are used or limited.
    pub rows: Vec<RowUse>,
    /// Limits with what the plan makes of them.
    pub limits: Vec<LimitResult>,
    /// Remarks, one line each.
    pub notes: Vec<String>,
}

impl Plan {
    /// Total cost, EUR a year.
    pub fn cost_eur(&self) -> f64 {
        self.choices.iter().map(|choice| choice.cost_eur).sum()
    }

    /// Total hours a year.
    pub fn hours(&self) -> f64 {
        self.choices.iter().map(|choice| choice.hours).sum()
    }

    /// Programme of each of the network's segments, `None` where no grass is mown.
    pub fn programmes(&self, segments: usize) -> Vec<Option<usize>> {
        let mut list = vec![None; segments];
        for choice in &self.choices {
            list[choice.segment] = Some(choice.programme);
        }
        list
    }
}

/// Words of a reason.
pub fn reason_text(reason: Reason, language: Language) -> &'static str {
    match (reason, language) {
        (Reason::CheapestNoWorse, Language::En) => "cheapest that is no worse than today in fire and seed set",
        (Reason::CheapestNoWorse, Language::Nl) => "goedkoopste die niet slechter is dan nu in brand en zaadzetting",
        (Reason::LeastFire, Language::En) => "none is as good as today; least fire of those that fit",
        (Reason::LeastFire, Language::Nl) => "geen is zo goed als nu; minste brand van wat past",
        (Reason::ObligatoryOnly, Language::En) => "only obligatory cuts: nothing else fits crew hours and windows",
        (Reason::ObligatoryOnly, Language::Nl) => "alleen verplichte beurten: verder past niets in uren en vensters",
    }
}

/// Plans with the baseline planner; the instance is returned for the tables that let a plan be judged again.
pub fn plan(evidence: &Evidence, rules: &Rules, seed: u64) -> (Plan, Instance) {
    let instance = Instance::build(evidence, rules);
    let chosen = greedy::choose(&instance, seed);
    let mut used = vec![0.0; instance.capacity.rows.len()];
    let mut choices = Vec::with_capacity(chosen.len());
    for (place, (at, reason)) in instance.places.iter().zip(chosen) {
        let candidate = &place.candidates[at];
        for &(row, hours) in place.obligatory.iter().chain(&candidate.usage) {
            used[row] += hours;
        }
        choices.push(Choice {
            segment: place.segment,
            programme: candidate.programme,
            regime: evidence.setting.programmes[candidate.programme].regime,
            reason,
            cost_eur: candidate.cost_eur,
            hours: candidate.hours,
            values: candidate.values,
            present: place.present,
            visits: visits(evidence, place.segment, candidate.programme).unwrap_or_default(),
        });
    }
    let rows = instance.capacity.rows.iter().zip(used).filter(|(row, used)| *used > 0.0 || row.hours.is_some());
    let rows: Vec<RowUse> = rows
        .map(|(row, used)| RowUse { area: instance.capacity.areas[row.area].clone(), row: row.clone(), used })
        .collect();
    let mut limits = instance.limits.clone();
    for limit in &mut limits {
        if let Some((kpi, at)) = limit.kpi.and_then(|kpi| Some((kpi, place(kpi.limit)?))) {
            let values = choices.iter().map(|choice| (&evidence.setting.segments[choice.segment], &choice.values));
            let used = network_value(kpi, at, values.filter(|(segment, _)| limit.counts(segment)));
            limit.used = used;
        }
    }
    let mut notes = instance.notes.clone();
    notes.push("baseline planner: limits on the network are judged, not sought".to_owned());
    if rules.options.minimise != "cost" {
        notes.push(format!("baseline planner: cost is minimised, not {}", rules.options.minimise));
    }
    for row in rows.iter().filter(|row| row.is_over()) {
        notes.push(format!("obligatory cuts alone need more hours than there are: {} week {}", row.area, row.row.week));
    }
    (Plan { choices, rows, limits, notes }, instance)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::sample::Sample;
    use crate::scenario::{Limit, PlanOptions};

    #[test]
    fn a_plan_adds_up_and_its_limits_are_judged() {
        let sample = Sample::new();
        let options = PlanOptions {
            minimise: "cost".into(),
            limits: vec![
                ("fire".into(), Limit::Relative(-0.25)),
                ("fire".into(), Limit::Relative(-0.5)),
                ("budget_eur".into(), Limit::Absolute(301.0)),
            ],
            weeks: (14, 44),
            candidates: 30,
            min_gap_weeks: 6,
            stretch_eur: 0.0,
            joint: true,
        };
        let rules = Rules { options: &options, crews: &[], owners: &[] };
        let (plan, _) = sample.with(|evidence| super::plan(evidence, &rules, 1));
        assert!((plan.cost_eur() - 300.0).abs() < 1e-9);
        assert!((plan.hours() - 6.0).abs() < 1e-9);
        assert_eq!(plan.programmes(4), vec![Some(3), Some(3), Some(3), None]);
        // Fire falls from 0.6 * 10 + 0.4 * 2 to 0.6 * 6 + 0.4 * 2 per unit of exposure: 35 %.
        assert!((plan.limits[0].used / plan.limits[0].present - 4.4 / 6.8).abs() < 1e-12);
        let met: Vec<Option<bool>> = plan.limits.iter().map(LimitResult::is_met).collect();
        assert_eq!(met, vec![Some(true), Some(false), Some(true)]);
        let hours: f64 = plan.rows.iter().map(|row| row.used).sum();
        assert!((hours - plan.hours()).abs() < 1e-12);
    }
}
