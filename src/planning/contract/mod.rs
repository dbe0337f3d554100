//! Contracts of several years: the choice of a segment is a course of programmes, and hours, tonnes and money count year by year.
//!
//! Verges become poorer where cuttings are taken away, so that the years of a contract differ; the simulation lives through them
//! under every candidate. A candidate is one column all the same: its cost is the mean of the years, its hours stand in a row for
//! each week of each year, a budget is kept in every year. Measures that change slowly (species, the index) enter with their value
//! at the end of the contract, all others with the mean of its years; money is not discounted. Bound and certificate are those of
//! any plan.
//!
//! | file | is |
//! |---|---|
//! | [`years`] | each year as evidence |
//! | [`worth`] | what the changes of regime buy against a plan without any |

pub mod worth;
pub mod years;

use super::candidate::Candidate;
use super::capacity::Capacity;
use super::instance::{Place, Rules};
use super::limits::{LIMITED, LimitResult, Values, place};
use crate::kpi::Setting;
use crate::kpi::cost::{VisitWork, visits};
use crate::kpi::define::limit_names;
use crate::kpi::segment_value::expected;
use crate::mowing::course::stages;
use crate::network::segment::Segment;
use years::Years;

/// Measures whose value at the end of a contract counts.
const SLOW: [&str; 4] = ["target_richness", "richness", "species_rich_km", "biodiversity_index"];

/// A segment in a year of a contract.
#[derive(Clone, Debug, PartialEq)]
pub struct ChoiceYear {
    /// Calendar year.
    pub year: i16,
    /// Regime that begins the year.
    pub regime: usize,
    /// Cost, strips included, EUR.
    pub cost_eur: f64,
    /// Hours, strips included.
    pub hours: f64,
    /// Expected fires.
    pub fires: f64,
    /// Target species.
    pub target_richness: f64,
    /// Production, t DM/ha.
    pub production_t_ha: f64,
    /// Visits, strips included, in order of day.
    pub visits: Vec<VisitWork>,
}

/// Cost among the values of a segment, EUR.
pub(super) fn cost_in(values: &Values) -> f64 {
    place("budget_eur").map_or(0.0, |at| values[at])
}

/// Values of a contract from those of its years: means, and of slow measures the value of the last.
pub(super) fn over_years(years: &[Values]) -> Values {
    let mut values = [0.0; LIMITED];
    let Some(last) = years.last() else { return values };
    for ((at, value), name) in values.iter_mut().enumerate().zip(limit_names()) {
        let mean = years.iter().map(|year| year[at]).sum::<f64>() / years.len() as f64;
        *value = if SLOW.contains(&name) { last[at] } else { mean };
    }
    values
}

/// A candidate from its years; rows of hours and tonnes of a year follow those of the year before, `rows` of each.
pub(super) fn joined(years: Vec<Candidate>, rows: (usize, usize)) -> Option<Candidate> {
    let values: Vec<Values> = years.iter().map(|year| year.values).collect();
    let moved = |used: &[(usize, f64)], by: usize| -> Vec<(usize, f64)> {
        used.iter().map(|&(row, amount)| (row + by, amount)).collect()
    };
    let usage = years.iter().enumerate().flat_map(|(year, one)| moved(&one.usage, year * rows.0)).collect();
    let tonnes = years.iter().enumerate().flat_map(|(year, one)| moved(&one.tonnes, year * rows.1)).collect();
    let values_over = over_years(&values);
    let hours = years.iter().map(|year| year.hours).sum();
    let cuts = years.iter().flat_map(|year| year.cuts.iter().cloned()).collect();
    let first = years.into_iter().next()?;
    Some(Candidate {
        cost_eur: cost_in(&values_over),
        hours,
        usage,
        tonnes,
        values: values_over,
        cost_by_year: values.iter().map(cost_in).collect(),
        cuts,
        ..first
    })
}

/// Crew hours of every year; in the first one those that are left where a plan is adjusted, and no limit in the weeks before.
pub(super) fn capacity(segments: &[Segment], rules: &Rules, owners: Option<&[&str]>, years: &Years) -> Capacity {
    let options = rules.options;
    let mut capacity =
        Capacity::of_owners(segments, rules.crews, options.joint, owners).year_by_year(&years.calendar());
    if let Some(crews) = &options.crews_now {
        let now = Capacity::of_owners(segments, crews, options.joint, owners);
        for row in capacity.rows.iter_mut().take(now.in_a_year) {
            let same = now.rows.iter().find(|one| (one.area, &one.group, one.week) == (row.area, &row.group, row.week));
            row.hours = same.map_or(row.hours, |one| one.hours);
        }
    }
    for row in capacity.rows.iter_mut().take(capacity.in_a_year).filter(|row| row.week < options.from_week) {
        row.hours = None;
    }
    capacity
}

/// Puts a limit on each year in the place of each budget.
pub(super) fn budgets_by_year(limits: &mut Vec<LimitResult>, places: &[Place], setting: &Setting, calendar: &[i16]) {
    let is_budget = |limit: &LimitResult| limit.kpi.is_some_and(|kpi| kpi.limit == "budget_eur");
    let by_year = |limit: LimitResult| -> Vec<LimitResult> {
        if !is_budget(&limit) {
            return vec![limit];
        }
        let of = |(at, year): (usize, &i16)| {
            let counted = places.iter().filter(|place| limit.counts(&setting.segments[place.segment]));
            let present = counted.map(|place| place.present_by_year[at]).sum();
            let name = limit.owner.as_ref().map_or_else(String::new, |owner| format!("/{owner}"));
            LimitResult {
                name: format!("budget_eur@{year}{name}"),
                year: Some(at),
                present,
                used: present,
                ..limit.clone()
            }
        };
        calendar.iter().enumerate().map(of).collect()
    };
    *limits = std::mem::take(limits).into_iter().flat_map(by_year).collect();
}

impl Years<'_> {
    /// The years of a segment under its candidate.
    pub(super) fn choice(&self, segment: usize, candidate: &Candidate) -> Vec<ChoiceYear> {
        let calendar = self.calendar();
        let of = |(at, evidence): (usize, crate::kpi::Evidence<'_>)| {
            let value = |name: &str| {
                crate::kpi::define::find(name)
                    .and_then(|kpi| expected(&evidence, kpi, segment, candidate.programme))
                    .unwrap_or(0.0)
            };
            let work = visits(&evidence, segment, candidate.programme).unwrap_or_default();
            ChoiceYear {
                year: calendar[at],
                regime: regime_in(&evidence, candidate.programme, calendar[at]),
                cost_eur: candidate.cost_by_year[at],
                hours: work.iter().map(|visit| visit.cost.hours).sum(),
                fires: value("fire"),
                target_richness: value("target_richness"),
                production_t_ha: value("B4"),
                visits: work,
            }
        };
        self.all().enumerate().map(of).collect()
    }
}

/// Regime of a programme at the end of a calendar year.
fn regime_in(evidence: &crate::kpi::Evidence, programme: usize, year: i16) -> usize {
    let programme = &evidence.setting.programmes[programme];
    let begun = |year_of_stage: usize| evidence.setting.first_year + year_of_stage as i16 <= year;
    let stages = stages(programme);
    stages.iter().rev().find(|stage| begun(stage.year)).map_or(programme.regime, |stage| stage.regime)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ensemble::{Outcomes, VisitOutcome};
    use crate::kpi::sample::Sample;
    use crate::planning::plan;
    use crate::planning::search::rounding::Effort;
    use crate::scenario::{Crew, Limit, PlanOptions};
    use crate::simulation::measure::Measure;
    use ndarray::{Array3, Array4};

    /// A year of the sample: all fires times `fires`; programme 3 is not mown if `idle`.
    fn year(sample: &Sample, fires: f64, idle: bool) -> Outcomes {
        let whole = &sample.outcomes;
        let mean = Array3::from_shape_fn((14, 1, Measure::COUNT), |(case, _, measure)| {
            let factor = if measure == Measure::Susceptibility.index() { fires } else { 1.0 };
            factor * 0.5 * (whole.mean[[case, 0, measure]] + whole.mean[[case, 1, measure]])
        });
        let mut visits = whole.visits.clone();
        if idle {
            for case in [4, 11] {
                visits[case] = vec![VisitOutcome::default()];
            }
        }
        Outcomes {
            mean,
            visits,
            yearly: Array4::zeros((0, 1, 1, Measure::COUNT)),
            fire_weather_days: Array3::zeros((1, 1, 1)),
            by_year: Vec::new(),
            ..whole.clone()
        }
    }

    fn options(limits: Vec<(String, Limit)>) -> PlanOptions {
        PlanOptions { limits, stretch_eur: 0.0, joint: true, contract_years: 2, ..PlanOptions::default() }
    }

    fn crew(hours_per_week: f64) -> Crew {
        Crew {
            name: "one".into(),
            owner: "RWS".into(),
            district: "d".into(),
            machines: Vec::new(),
            hours_per_week,
            weeks: vec![(14, 44)],
            eur_per_hour: 0.0,
            night: false,
            depot: None,
        }
    }

    #[test]
    fn a_contract_costs_the_mean_of_its_years_and_keeps_hours_and_budget_in_each() {
        let mut sample = Sample::new();
        sample.outcomes.by_year = vec![year(&sample, 1.0, false), year(&sample, 1.4, true)];
        let options =
            options(vec![("budget_eur".into(), Limit::Absolute(250.0)), ("fire".into(), Limit::Relative(-0.15))]);
        let crews = [crew(5.0)];
        let rules = Rules { options: &options, crews: &crews, owners: &[], depots: &[], chains: &[] };
        let planned = sample.with(|evidence| plan(evidence, &rules, Effort::default(), 1));
        let names: Vec<&str> = planned.model.problem.rows.iter().map(|row| row.name.as_str()).collect();
        assert!(names.contains(&"capacity/d/2027/all/24") && names.contains(&"budget_eur@2028"), "{names:?}");
        // Programme 3 goes to a year without a cut: only its strip costs there.
        let first = planned.instance.places[0].candidates.iter().find(|one| one.programme == 3).expect("weighed");
        assert!((first.cost_by_year[0] - 100.0).abs() < 1e-9 && (first.cost_by_year[1] - 10.0).abs() < 1e-9);
        assert!((first.cost_eur - 55.0).abs() < 1e-9);
        let weeks: Vec<i16> =
            first.usage.iter().filter_map(|&(row, _)| planned.instance.capacity.rows[row].year).collect();
        assert_eq!(weeks, [2027]);
        let made = planned.plan.expect("there is a plan");
        for (at, limit) in made.limits.iter().enumerate() {
            assert_eq!(limit.is_met(), Some(true), "{at}: {limit:?}");
        }
        let spent = |year: usize| made.choices.iter().map(|choice| choice.years[year].cost_eur).sum::<f64>();
        assert!(spent(0) <= 250.0 && spent(1) <= 250.0);
        assert!((0.5 * (spent(0) + spent(1)) - made.cost_eur()).abs() < 1e-9);
        assert!(made.bound <= made.value + 1e-9);
        for row in made.rows.iter().filter(|row| row.row.hours.is_some()) {
            assert!(row.used <= 5.0 + 1e-9, "{row:?}");
        }
        assert!((made.choices[0].years[1].fires / made.choices[0].years[0].fires - 1.4).abs() < 1e-9);
    }

    #[test]
    fn slow_measures_count_at_the_end_of_the_contract() {
        let at = |name: &str| place(name).expect("a limit");
        let mut years = [[1.0; LIMITED]; 3];
        years[2] = [4.0; LIMITED];
        let over = over_years(&years);
        assert_eq!((over[at("target_richness")], over[at("fire")]), (4.0, 2.0));
    }

    #[test]
    fn lost_hours_count_in_the_first_year_and_past_weeks_have_no_limit() {
        let mut sample = Sample::new();
        sample.outcomes.by_year = vec![year(&sample, 1.0, false), year(&sample, 1.0, false)];
        let mut now = crew(5.0);
        now.hours_per_week = 2.0;
        let options = PlanOptions { crews_now: Some(vec![now]), from_week: 20, ..options(Vec::new()) };
        let crews = [crew(5.0)];
        let rules = Rules { options: &options, crews: &crews, owners: &[], depots: &[], chains: &[] };
        sample.with(|evidence| {
            let capacity = capacity(evidence.setting.segments, &rules, None, &Years::of(evidence, &options));
            let hours = |year: i16, week: u8| {
                capacity.rows.iter().find(|row| row.year == Some(year) && row.week == week).and_then(|row| row.hours)
            };
            assert_eq!((hours(2027, 19), hours(2027, 20), hours(2028, 19)), (None, Some(2.0), Some(5.0)));
        });
    }
}
