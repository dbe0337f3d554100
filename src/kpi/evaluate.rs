//! KPIs per regime and level, each with its spread, compared with the present in the same members and years.
//!
//! Every regime is put on the whole network, on its own days, year by year; regime `plan` is the chosen programmes, in means of
//! the members. The present is each segment's own regime. A difference is proven when its paired 5-95 % interval leaves out 0.

mod whole;

pub(super) use whole::{connectivity_worths, with_connectivity};
use whole::{contract_rows, network, network_rows};

use super::assessed::{Assessed, add_assessed};
use super::define::{Direction, KPIS, Kpi};
use super::group::{Group, Total, Totals, groups, weight};
use super::segment_value::{Over, series};
use super::{Evidence, Setting};
use crate::ensemble::summary::{Paired, Summary, ascending, paired, quantile, summarise};

/// Name of the chosen plan among the regimes.
pub const PLAN: &str = "plan";

/// A row of the KPI table.
#[derive(Clone, Debug, PartialEq)]
pub struct KpiRow {
    /// Level and name of its member.
    pub group: Group,
    /// Regime, or `plan`.
    pub regime: String,
    /// Climate.
    pub climate: String,
    /// The KPI.
    pub kpi: &'static Kpi,
    /// Title in the language of the run.
    pub title: &'static str,
    /// Median, 5 and 95 % over member-years (plan: members).
    pub value: Summary,
    /// Values in the assessment years of the contract, for KPIs that are measured then; none of single segments.
    pub assessed: Vec<Assessed>,
    /// Mean of the worst tenth of the segments.
    pub worst_tenth: Option<f64>,
    /// Value that is asked: that of the contract, else that of the catalogue.
    pub threshold: Option<f64>,
    /// Whether it is met; `None` without one.
    pub pass: Option<Pass>,
    /// Median of the present.
    pub present_q50: Option<f64>,
    /// Difference against the present, pair by pair.
    pub difference: Option<Paired>,
    /// Median of the differences relative to the present, pair by pair; `None` where the present is nothing.
    pub relative_q50: Option<f64>,
    /// Probability of being better than the present, where one way is better.
    pub p_better: Option<f64>,
}

impl KpiRow {
    /// Whether the difference against the present is proven.
    pub fn proven(&self) -> Option<bool> {
        self.difference.map(|difference| difference.excludes_zero())
    }
}

/// Whether a threshold is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pass {
    /// In at least 95 % of the cases.
    Yes,
    /// Not even in the median.
    No,
    /// In the median, but not in 95 %.
    Unproven,
}

impl Pass {
    /// Name in files.
    pub fn name(self) -> &'static str {
        match self {
            Pass::Yes => "yes",
            Pass::No => "no",
            Pass::Unproven => "unproven",
        }
    }
}

/// Whether a spread meets a threshold; `None` where neither way is better.
pub fn pass(threshold: f64, direction: Direction, value: &Summary) -> Option<Pass> {
    let (median_meets, nearly_all_meet) = match direction {
        Direction::Up => (value.q50 >= threshold, value.q05 >= threshold),
        Direction::Down => (value.q50 <= threshold, value.q95 <= threshold),
        Direction::Neither => return None,
    };
    Some(match (median_meets, nearly_all_meet) {
        (true, true) => Pass::Yes,
        (true, false) => Pass::Unproven,
        _ => Pass::No,
    })
}

/// A row with its key: group, regime in the order of the scenario, KPI in that of the catalogue.
pub(super) type Keyed = ((Group, usize, usize), KpiRow);

/// Totals of a KPI over the network, with a programme for each segment; segments without a value are left out.
pub(super) fn totals(evidence: &Evidence, kpi: &Kpi, over: Over, programme: impl Fn(usize) -> Option<usize>) -> Totals {
    let mut totals = Totals::new();
    for (segment, row) in evidence.setting.segments.iter().enumerate() {
        let Some(series) = programme(segment).and_then(|programme| series(evidence, kpi, segment, programme, over))
        else {
            continue;
        };
        let median = quantile(&ascending(&series), 0.5);
        let weight = weight(kpi, row);
        for group in groups(row) {
            totals.entry(group).or_default().add(&series, median, weight);
        }
    }
    totals
}

fn row(
    setting: &Setting,
    kpi: &'static Kpi,
    regime: &str,
    group: &Group,
    now: &Totals,
    present: &Totals,
) -> Option<KpiRow> {
    let total = now.get(group)?;
    let values = total.values();
    let value = summarise(&values)?;
    let present_values = present.get(group).map(Total::values);
    let difference = present_values.as_ref().and_then(|present| paired(&values, present));
    let direction = setting.terms.direction(kpi.id, kpi.direction);
    let threshold = setting.terms.threshold(kpi.id, kpi.threshold.map(|(value, _)| value));
    let p_better = difference.and_then(|difference| match direction {
        Direction::Up => Some(difference.p_larger),
        Direction::Down => Some(1.0 - difference.p_larger),
        Direction::Neither => None,
    });
    Some(KpiRow {
        group: group.clone(),
        regime: regime.to_owned(),
        climate: setting.climate.to_owned(),
        kpi,
        title: kpi.title(setting.language),
        value,
        assessed: Vec::new(),
        worst_tenth: total.worst_tenth(kpi.aggregate, direction),
        threshold,
        pass: threshold.and_then(|threshold| pass(threshold, direction, &value)),
        present_q50: present_values.as_ref().and_then(|present| summarise(present)).map(|summary| summary.q50),
        difference,
        relative_q50: present_values.and_then(|present| relative(&values, &present)),
        p_better,
    })
}

/// Median of `value / present - 1` over the pairs with a present above zero; `None` without one.
///
/// A doubt that scales both, such as that about the rate of fires, drops out of every pair.
fn relative(values: &[f64], present: &[f64]) -> Option<f64> {
    let pairs = values.iter().zip(present).filter(|(_, present)| **present > 0.0);
    let changes: Vec<f64> = pairs.map(|(value, present)| value / present - 1.0).collect();
    summarise(&changes).map(|summary| summary.q50)
}

/// KPIs of every regime, and of the plan where programmes were chosen (`plan`: programme of each segment), for every level.
///
/// Rows are ordered by level, name, regime in the order of the scenario (the plan last) and KPI.
pub fn evaluate(evidence: &Evidence, plan: Option<&[Option<usize>]>) -> Vec<KpiRow> {
    static LIST: [Kpi; KPIS.len()] = KPIS;
    let setting = evidence.setting;
    let network = network(evidence, plan);
    let mut rows = network_rows(evidence, &network, plan.is_some());
    rows.extend(contract_rows(evidence, plan));
    for (place, kpi) in LIST.iter().enumerate() {
        let of = |over: Over, choice: usize, programme: &dyn Fn(usize) -> Option<usize>| {
            let mut totals = totals(evidence, kpi, over, programme);
            with_connectivity(evidence, kpi, over, &network[choice], &mut totals);
            totals
        };
        let today = |segment: usize| Some(setting.present[segment]);
        let present = of(Over::MemberYears, 0, &today);
        for (regime, name) in setting.regimes.iter().enumerate() {
            let now = of(Over::MemberYears, regime + 1, &|_| Some(regime));
            let made = now.keys().filter_map(|group| {
                Some(((group.clone(), regime, place), row(setting, kpi, name, group, &now, &present)?))
            });
            rows.extend(made);
        }
        if let Some(chosen) = plan {
            let present = of(Over::Members, 0, &today);
            let now = of(Over::Members, network.len() - 1, &|segment| chosen[segment]);
            let made = now.keys().filter_map(|group| {
                Some(((group.clone(), usize::MAX, place), row(setting, kpi, PLAN, group, &now, &present)?))
            });
            rows.extend(made);
        }
    }
    rows.sort_by(|(a, _), (b, _)| a.cmp(b));
    add_assessed(evidence, plan, &mut rows);
    rows.into_iter().map(|(_, row)| row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::group::Level;
    use crate::kpi::sample::Sample;
    use crate::simulation::measure::Measure;

    fn one<'a>(rows: &'a [KpiRow], level: Level, name: &str, regime: &str, kpi: &str) -> &'a KpiRow {
        rows.iter()
            .find(|row| row.group == (level, name.to_owned()) && row.regime == regime && row.kpi.id == kpi)
            .expect("the row is there")
    }

    #[test]
    fn fires_add_up_and_differences_are_paired() {
        let sample = Sample::new();
        let rows = sample.with(|evidence| evaluate(evidence, Some(&[Some(3), Some(4), Some(5), None])));
        let network = one(&rows, Level::Network, "", "early", "fire");
        let a1 = one(&rows, Level::Route, "A1", "early", "fire");
        let a2 = one(&rows, Level::Owner, "province", "early", "fire");
        assert!((network.value.q50 - a1.value.q50 - a2.value.q50).abs() < 1e-12);
        // A1 has two segments; A2 one with twice the fire.
        assert!((a1.value.q50 - a2.value.q50).abs() < 1e-12);
        let difference = network.difference.expect("paired");
        assert!(difference.q95 < 0.0 && network.proven() == Some(true) && network.p_better == Some(1.0));
        assert!(network.value.q95 > network.present_q50.expect("present") * 0.6, "weather spreads the value itself");
        let change = network.relative_q50.expect("fires today");
        assert!((change + 0.6 * 4.0 / (0.6 * 10.0 + 0.4 * 2.0)).abs() < 1e-12, "{change}");
        assert_eq!(relative(&[1.0, 3.0, 8.0], &[0.0, 2.0, 4.0]), Some(0.75));
        assert_eq!(relative(&[1.0], &[0.0]), None);
        let late = one(&rows, Level::Network, "", "late", "fire");
        assert_eq!((late.proven(), late.p_better), (Some(false), Some(0.5)));
        let worse = one(&rows, Level::Network, "", "none", "fire");
        assert_eq!((worse.proven(), worse.p_better), (Some(true), Some(0.0)));
    }

    #[test]
    fn the_plan_is_the_chosen_programmes() {
        let sample = Sample::new();
        let rows = sample.with(|evidence| evaluate(evidence, Some(&[Some(3), Some(4), Some(5), None])));
        let seeds = one(&rows, Level::Network, "", PLAN, "B9");
        assert!((seeds.value.q50 - 0.9 * (0.3 + 0.35 + 0.2) / 3.0).abs() < 1e-12);
        assert_eq!(seeds.pass, Some(Pass::No));
        assert_eq!(one(&rows, Level::Segment, "b", PLAN, "B9").pass, Some(Pass::Yes));
        assert!((seeds.worst_tenth.expect("of three segments") - 0.18).abs() < 1e-12);
        let cost = one(&rows, Level::Network, "", PLAN, "K1");
        assert_eq!((cost.value.q05, cost.value.q95), (cost.value.q50, cost.value.q50));
        assert!((cost.value.q50 - 300.0).abs() < 1e-9);
        assert!(rows.iter().all(|row| row.value.mean.is_finite()));
    }

    #[test]
    fn the_index_holds_the_connectivity_of_the_network() {
        let mut sample = Sample::new();
        for case in 0..14 {
            for member in 0..2 {
                sample.outcomes.mean[[case, member, Measure::BiodiversityIndex.index()]] = 0.4;
                sample
                    .outcomes
                    .yearly
                    .slice_mut(ndarray::s![case, member, .., Measure::BiodiversityIndex.index()])
                    .fill(0.4);
            }
        }
        let rows = sample.with(|evidence| evaluate(evidence, Some(&[Some(3), Some(4), Some(5), None])));
        // Two joined segments of 1 ha stand beside a third that nothing joins to them.
        let least = one(&rows, Level::Network, "", "late", "B14_min").value.q50;
        let worth = ((least / 3.0 - 0.1) / 0.5).clamp(0.0, 1.0);
        for (regime, name) in [("late", ""), (PLAN, "")] {
            let index = one(&rows, Level::Network, name, regime, "B19");
            assert!((index.value.q50 - (0.95 * 0.4 + 0.05 * worth)).abs() < 1e-12, "{}", index.value.q50);
        }
        assert!(worth > 0.5, "{least}");
    }

    #[test]
    fn a_threshold_needs_most_of_the_cases() {
        let value = |q05, q50, q95| Summary { q05, q50, q95, ..Summary::default() };
        let seeds = |q05, q50| pass(0.3, Direction::Up, &value(q05, q50, 1.0));
        assert_eq!(seeds(0.35, 0.4), Some(Pass::Yes));
        assert_eq!(seeds(0.25, 0.4), Some(Pass::Unproven));
        assert_eq!(seeds(0.1, 0.2), Some(Pass::No));
        assert_eq!(pass(45.0, Direction::Down, &value(10.0, 40.0, 50.0)), Some(Pass::Unproven));
        assert_eq!(pass(1.0, Direction::Neither, &value(1.0, 1.0, 1.0)), None);
    }
}
