//! How a choice stands as a whole: the chance that all hard limits hold at once, and the length planned together.
//!
//! Hard limits are the requirements of a tender that have a threshold (of the contract, else of the catalogue) and a value, and on
//! the network the limits of the plan. They are looked at member by member, in means over the years of each; a limit against the
//! present is held against the present of the same member.

use super::Evidence;
use super::define::{Direction, Kpi, find};
use super::evaluate::totals;
use super::group::{Level, Total, Totals, groups, weight};
use crate::ensemble::Over;
use crate::scenario::Limit;
use std::collections::{BTreeMap, BTreeSet};

/// KPIs that are hard requirements of a tender; others with terms are wishes.
pub const REQUIREMENTS: [&str; 6] = ["V1", "V2", "B11", "B16", "B18", "F5"];
/// Relative room for rounding: a plan meets its limits to the last digits.
const ROUNDING: f64 = 1e-9;

/// Which programme each segment has.
type Programmes<'a> = &'a dyn Fn(usize) -> Option<usize>;

/// Whether a value keeps a limit that is good to exceed (`Up`) or to stay below.
fn keeps(value: f64, limit: f64, direction: Direction) -> bool {
    let room = ROUNDING * limit.abs().max(1.0);
    match direction {
        Direction::Up => value >= limit - room,
        Direction::Down => value <= limit + room,
        Direction::Neither => true,
    }
}

/// Share of the members in which every hard limit holds, for the network, owners, contracts and roads with at least one.
///
/// - `choice`: programme of each segment; `present`: that of today
pub fn robustness(evidence: &Evidence, choice: Programmes<'_>, present: Programmes<'_>) -> Totals {
    let terms = evidence.setting.terms;
    let mut holds: BTreeMap<(Level, String), Vec<bool>> = BTreeMap::new();
    for kpi in REQUIREMENTS.iter().filter_map(|id| find(id)) {
        let Some(threshold) = terms.threshold(kpi.id, kpi.threshold.map(|(value, _)| value)) else { continue };
        let direction = terms.direction(kpi.id, kpi.direction);
        for (group, total) in totals(evidence, kpi, Over::Members, choice) {
            if group.0 != Level::Segment {
                hold(
                    holds.entry(group).or_default(),
                    total.values().into_iter().map(|x| keeps(x, threshold, direction)),
                );
            }
        }
    }
    let network = (Level::Network, String::new());
    for (name, limit) in evidence.setting.limits {
        let Some(kpi) = find(name) else { continue };
        let of = |choice| totals(evidence, kpi, Over::Members, choice).get(&network).map(Total::values);
        let (Some(values), Some(today)) = (of(choice), of(present)) else { continue };
        let kept = values.into_iter().zip(today).map(|(value, today)| {
            let limit = match *limit {
                Limit::Absolute(limit) => limit,
                Limit::Difference(change) => today + change,
                Limit::Relative(change) => today * (1.0 + change),
            };
            keeps(value, limit, kpi.direction)
        });
        hold(holds.entry(network.clone()).or_default(), kept);
    }
    let chance = |holds: Vec<bool>| {
        let share = holds.iter().filter(|holds| **holds).count() as f64 / holds.len().max(1) as f64;
        let mut total = Total::default();
        total.add(&[share], share, (1.0, 0.0));
        total
    };
    holds.into_iter().map(|(group, holds)| (group, chance(holds))).collect()
}

fn hold(all: &mut Vec<bool>, now: impl Iterator<Item = bool>) {
    let now: Vec<bool> = now.collect();
    all.resize(now.len(), true);
    all.iter_mut().zip(now).for_each(|(all, now)| *all &= now);
}

/// Share of the length whose district's plan was made together with another owner's: all of a district with several owners where
/// owners plan together, else nothing.
pub fn joint_totals(evidence: &Evidence, kpi: &Kpi, plan: &[Option<usize>]) -> Totals {
    let setting = evidence.setting;
    let planned = || setting.segments.iter().zip(plan).filter(|(_, programme)| programme.is_some()).map(|(row, _)| row);
    let mut owners: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in planned() {
        owners.entry(&row.district).or_default().insert(&row.owner);
    }
    let mut totals = Totals::new();
    for row in planned() {
        let share = f64::from(u8::from(setting.joint && owners[row.district.as_str()].len() > 1));
        for group in groups(row).into_iter().filter(|group| group.0 != Level::Segment) {
            totals.entry(group).or_default().add(&[share], share, weight(kpi, row));
        }
    }
    totals
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::Setting;
    use crate::kpi::sample::Sample;
    use crate::scenario::terms::{Term, Terms};

    const PLAN: [Option<usize>; 4] = [Some(3), Some(4), Some(5), None];

    /// Robustness of programme `regime` on the whole sample under some terms and limits.
    fn chance(terms: &Terms, limits: &[(String, Limit)], regime: usize) -> Option<f64> {
        Sample::new().with(|evidence| {
            let setting = Setting { terms, limits, ..evidence.setting.clone() };
            let evidence = Evidence { setting: &setting, ..*evidence };
            let found = robustness(&evidence, &|_| Some(regime), &|_| Some(0));
            found.get(&(Level::Network, String::new())).map(|total| total.values()[0])
        })
    }

    fn asked(kpi: &str, threshold: f64, direction: Direction) -> Term {
        Term { kpi: kpi.into(), threshold: Some(threshold), direction: Some(direction), ..Term::default() }
    }

    #[test]
    fn every_limit_must_hold_in_the_same_member() {
        // nothing stands at a cut of the sample, so the usual uncut share of 15 % fails; a contract may ask for less
        assert_eq!(chance(&Terms::default(), &[], 0), Some(0.0));
        let lenient = Terms { kpis: vec![asked("B11", 0.0, Direction::Up)], ..Terms::default() };
        assert_eq!(chance(&lenient, &[], 0), Some(1.0));
        // susceptibility of member 1 is a tenth above that of member 0
        let fires = Sample::new().with(|evidence| {
            let fires = find("fire").expect("listed");
            totals(evidence, fires, Over::Members, |_| Some(0))[&(Level::Network, String::new())].values()
        });
        let between = Limit::Absolute(f64::midpoint(fires[0], fires[1]));
        assert_eq!(chance(&lenient, &[("fire".to_owned(), between)], 0), Some(0.5));
        assert_eq!(chance(&lenient, &[("fire".to_owned(), Limit::Relative(-0.01))], 1), Some(1.0));
        assert_eq!(chance(&lenient, &[("fire".to_owned(), Limit::Relative(-0.01))], 0), Some(0.0));
        assert_eq!(chance(&lenient, &[("seed_set".to_owned(), Limit::Difference(0.05))], 1), Some(1.0));
        assert_eq!(chance(&lenient, &[("seed_set".to_owned(), Limit::Difference(0.15))], 1), Some(0.0));
    }

    #[test]
    fn length_is_joint_where_owners_of_a_district_plan_together() {
        let of = |joint: bool, district: &str| {
            let mut sample = Sample::new();
            sample.segments[2].district = district.into();
            sample.with(|evidence| {
                let setting = Setting { joint, ..evidence.setting.clone() };
                let evidence = Evidence { setting: &setting, ..*evidence };
                let found = joint_totals(&evidence, find("K6").expect("listed"), &PLAN);
                [(Level::Network, ""), (Level::Owner, "province")]
                    .map(|(level, name)| found[&(level, name.to_owned())].values()[0])
            })
        };
        assert_eq!(of(true, "d"), [1.0, 1.0]);
        assert_eq!(of(true, "elsewhere"), [0.0, 0.0]);
        assert_eq!(of(false, "d"), [0.0, 0.0]);
    }
}
