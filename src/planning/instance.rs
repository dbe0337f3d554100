//! What a planner chooses from: for each segment its candidate programmes with cost, hours per capacity row and KPI values.
//!
//! Candidates are the weekly programmes that the owner's windows and machines allow in the weeks of the plan, and the uncut
//! programme. On segments with protected species a cut in the breeding season must leave the owner's share. A candidate is
//! dominated, and dropped, when another with the same weeks asks no more hours, cost and fire, and is no worse in seed set, insects,
//! winter refuge and uncut share. What is left is thinned evenly.

use super::capacity::Capacity;
use super::limits::{LimitResult, Values, network_value, place, resolve};
use crate::kpi::Evidence;
use crate::kpi::cost::{VisitWork, visits};
use crate::kpi::define::{Quantity, find, limit_names};
use crate::kpi::segment_value::expected;
use crate::mowing::patches::Programme;
use crate::scenario::stands::Zone;
use crate::scenario::{Crew, Owner, PlanOptions};

/// A programme that a segment may get.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Programme.
    pub programme: usize,
    /// Cost of all visits, strips included, EUR a year.
    pub cost_eur: f64,
    /// Hours of all visits, strips included.
    pub hours: f64,
    /// Hours of the main verge by capacity row.
    pub usage: Vec<(usize, f64)>,
    /// Weeks of the visits to the main verge.
    pub weeks: Vec<u8>,
    /// KPI values.
    pub values: Values,
    /// The visits, strips included.
    pub visits: Vec<VisitWork>,
}

/// A segment with its choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Segment of the network.
    pub segment: usize,
    /// Hours of the obligatory strips by capacity row.
    pub obligatory: Vec<(usize, f64)>,
    /// Present regime on its own days.
    pub present: Values,
    /// Candidates in order of programme; the uncut programme is first.
    pub candidates: Vec<Candidate>,
}

/// Everything a planner needs.
#[derive(Clone, Debug, Default)]
pub struct Instance {
    /// Segments with grass.
    pub places: Vec<Place>,
    /// Crew hours.
    pub capacity: Capacity,
    /// Limits in natural units.
    pub limits: Vec<LimitResult>,
    /// Remarks, one line each.
    pub notes: Vec<String>,
}

/// Rules of a plan beside the limits.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// How to plan.
    pub options: &'a PlanOptions,
    /// Crews.
    pub crews: &'a [Crew],
    /// Owners.
    pub owners: &'a [Owner],
}

/// Whether owner and weeks of the plan allow a programme on a segment.
fn allowed(rules: &Rules, owner: Option<&Owner>, protected: bool, programme: &Programme, work: &[VisitWork]) -> bool {
    let (first, last) = rules.options.weeks;
    let main = work.iter().filter(|visit| visit.zone == Zone::Main);
    let mut main = main.zip(&programme.visits);
    main.all(|(visit, _)| {
        let in_weeks = (first..=last).contains(&visit.week);
        in_weeks
            && owner.is_none_or(|owner| {
                let window = owner.windows.is_empty() || owner.windows.iter().any(|window| window.contains(visit.day));
                let machine = owner.machines.is_empty() || owner.machines.contains(&visit.machine);
                let quiet = !protected || !owner.breeding.contains(visit.day) || visit.leave >= owner.breeding_share;
                window && machine && quiet
            })
    })
}

fn values_of(evidence: &Evidence, segment: usize, programme: usize, cost_eur: f64) -> Option<Values> {
    let mut values = [0.0; super::limits::LIMITED];
    for (value, name) in values.iter_mut().zip(limit_names()) {
        let kpi = find(name)?;
        *value = match kpi.quantity {
            Quantity::Work(crate::kpi::define::WorkPart::Eur) => cost_eur,
            _ => expected(evidence, kpi, segment, programme)?,
        };
    }
    Some(values)
}

/// Hours of visits by capacity row; `None` where no crew can do one of them.
fn usage<'a>(
    capacity: &Capacity,
    area: usize,
    work: impl Iterator<Item = &'a VisitWork>,
) -> (Vec<(usize, f64)>, Option<&'a VisitWork>) {
    let mut list: Vec<(usize, f64)> = Vec::new();
    for visit in work.filter(|visit| visit.cost.hours > 0.0) {
        let Some(row) = capacity.row(area, visit.machine, visit.week) else { return (list, Some(visit)) };
        match list.iter_mut().find(|(place, _)| *place == row) {
            Some((_, hours)) => *hours += visit.cost.hours,
            None => list.push((row, visit.cost.hours)),
        }
    }
    (list, None)
}

/// The candidate of a programme on a segment; `None` where it was not simulated, or no crew can do it.
fn candidate(evidence: &Evidence, capacity: &Capacity, segment: usize, programme: usize) -> Option<Candidate> {
    let work = visits(evidence, segment, programme)?;
    let area = capacity.segment_area[segment];
    let (usage, blocked) = usage(capacity, area, work.iter().filter(|visit| visit.zone == Zone::Main));
    if blocked.is_some() {
        return None;
    }
    let cost_of =
        |visit: &VisitWork| visit.cost.eur + visit.cost.hours * capacity.extra_eur_per_hour(area, visit.machine);
    let cost_eur = work.iter().map(cost_of).sum();
    Some(Candidate {
        programme,
        cost_eur,
        hours: work.iter().map(|visit| visit.cost.hours).sum(),
        usage,
        weeks: work.iter().filter(|visit| visit.zone == Zone::Main).map(|visit| visit.week).collect(),
        values: values_of(evidence, segment, programme, cost_eur)?,
        visits: work,
    })
}

/// Whether `other` makes `candidate` superfluous.
fn dominates(other: &Candidate, candidate: &Candidate) -> bool {
    let no_less = ["seed_set", "insect_survival", "winter_refuge", "uncut_share"];
    let better_or_equal = other.weeks == candidate.weeks
        && other.cost_eur <= candidate.cost_eur
        && other.values[0] <= candidate.values[0]
        && other.usage.len() == candidate.usage.len()
        && other.usage.iter().zip(&candidate.usage).all(|(a, b)| a.0 == b.0 && a.1 <= b.1)
        && no_less.iter().filter_map(|name| place(name)).all(|at| other.values[at] >= candidate.values[at]);
    let equal = other.cost_eur == candidate.cost_eur && other.values == candidate.values;
    better_or_equal && (!equal || other.programme < candidate.programme)
}

/// Candidates that no other makes superfluous, in the same order.
pub fn undominated(candidates: Vec<Candidate>) -> Vec<Candidate> {
    let keep: Vec<bool> = candidates.iter().map(|one| !candidates.iter().any(|other| dominates(other, one))).collect();
    candidates.into_iter().zip(keep).filter_map(|(one, keep)| keep.then_some(one)).collect()
}

/// At most `count` of the items, evenly spread, with the first and the last.
pub fn thin<T>(items: Vec<T>, count: usize) -> Vec<T> {
    let length = items.len();
    if length <= count || count == 0 {
        return items;
    }
    let kept: Vec<usize> = (0..count).map(|i| if count == 1 { 0 } else { i * (length - 1) / (count - 1) }).collect();
    items
        .into_iter()
        .enumerate()
        .filter_map(|(place, item)| kept.binary_search(&place).is_ok().then_some(item))
        .collect()
}

impl Instance {
    /// Candidates of every segment with grass, capacity and limits.
    pub fn build(evidence: &Evidence, rules: &Rules) -> Self {
        let setting = evidence.setting;
        let capacity = Capacity::new(setting.segments, rules.crews, rules.options.joint);
        let regimes = setting.regimes.len();
        let mut notes = Vec::new();
        if !capacity.is_limited() {
            notes.push("no crews are given: hours are counted but not limited".to_owned());
        }
        let uncut = setting.programmes.iter().position(|programme| programme.visits.is_empty());
        let mut places = Vec::new();
        let mut without_crew = 0;
        for (segment, row) in setting.segments.iter().enumerate() {
            let Some(bare) = uncut.and_then(|programme| candidate(evidence, &capacity, segment, programme)) else {
                continue;
            };
            let Some(now) = candidate_values(evidence, segment, setting.present[segment]) else { continue };
            let owner = rules.owners.iter().find(|owner| owner.name == row.owner);
            let weekly = (regimes..setting.programmes.len()).filter_map(|programme| {
                let made = candidate(evidence, &capacity, segment, programme)?;
                let named = &setting.programmes[programme];
                allowed(rules, owner, row.protected_species, named, &made.visits).then_some(made)
            });
            let rest = thin(undominated(weekly.collect()), rules.options.candidates.saturating_sub(1).max(1));
            let (obligatory, blocked) = usage(&capacity, capacity.segment_area[segment], bare.visits.iter());
            without_crew += usize::from(blocked.is_some());
            let candidates = std::iter::once(bare).chain(rest).collect();
            places.push(Place { segment, obligatory, present: now, candidates });
        }
        if without_crew > 0 {
            notes
                .push(format!("on {without_crew} segments no crew has the machine or week of an obligatory strip cut"));
        }
        let mut instance = Instance { places, capacity, limits: Vec::new(), notes };
        instance.limits = resolve(rules.options, |kpi, at| {
            let present = instance.places.iter().map(|place| (&setting.segments[place.segment], &place.present));
            network_value(kpi, at, present)
        });
        for limit in instance.limits.iter().filter(|limit| limit.kpi.is_none()) {
            instance.notes.push(format!("the limit on {} is not judged: this KPI has no value yet", limit.name));
        }
        instance
    }
}

fn candidate_values(evidence: &Evidence, segment: usize, programme: usize) -> Option<Values> {
    let work = visits(evidence, segment, programme)?;
    values_of(evidence, segment, programme, work.iter().map(|visit| visit.cost.eur).sum())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{DayRange, MonthDay};
    use crate::kpi::sample::Sample;

    fn options() -> PlanOptions {
        PlanOptions {
            minimise: "cost".into(),
            limits: Vec::new(),
            weeks: (14, 44),
            candidates: 30,
            min_gap_weeks: 6,
            stretch_eur: 0.0,
            joint: true,
        }
    }

    fn owner(windows: &str) -> Owner {
        Owner {
            name: "RWS".into(),
            windows: DayRange::parse(windows).into_iter().collect(),
            budget_eur: None,
            machines: Vec::new(),
            breeding: DayRange { first: MonthDay::of_week(11), last: MonthDay::of_week(28) },
            breeding_share: 0.5,
        }
    }

    #[test]
    fn windows_and_breeding_forbid_programmes() {
        let mut sample = Sample::new();
        sample.segments[1].protected_species = true;
        let options = options();
        let owners = [owner("06-20..10-01")];
        let rules = Rules { options: &options, crews: &[], owners: &owners };
        let instance = sample.with(|evidence| Instance::build(evidence, &rules));
        let names = |place: usize| -> Vec<usize> {
            instance.places[place].candidates.iter().map(|one| one.programme).collect()
        };
        assert_eq!(instance.places.len(), 3);
        assert_eq!(names(0), vec![2, 4, 5]); // early@24 lies before the window
        assert_eq!(names(1), vec![2, 5]); // early@26 disturbs the breeding season
        assert_eq!(names(2), vec![2, 3, 4, 5]); // another owner, without rules
        assert_eq!(instance.places[0].obligatory.len(), 1);
        assert!(instance.notes[0].contains("not limited"));
    }

    #[test]
    fn a_programme_that_is_nowhere_better_is_dropped() {
        let mut sample = Sample::new();
        let mut twin = sample.programmes[3].clone();
        twin.name = "twin@24".into();
        sample.programmes[4] = twin; // same weeks and cost as early@24, but more fire; its seed set is higher
        let options = options();
        let rules = Rules { options: &options, crews: &[], owners: &[] };
        let count =
            |sample: &Sample| sample.with(|evidence| Instance::build(evidence, &rules)).places[0].candidates.len();
        assert_eq!(count(&sample), 4);
        let seeds = crate::simulation::measure::Measure::SeedSet.index();
        for member in 0..2 {
            sample.outcomes.mean[[5, member, seeds]] = 0.3;
        }
        assert_eq!(count(&sample), 3);
    }

    #[test]
    fn thinning_keeps_the_ends() {
        assert_eq!(thin((0..10).collect(), 4), vec![0, 3, 6, 9]);
        assert_eq!(thin(vec![1, 2], 4), vec![1, 2]);
        assert_eq!(thin(vec![1, 2, 3], 1), vec![1]);
    }
}
