//! What a planner chooses from: for each segment its candidate programmes with cost, hours per capacity row and KPI values.
//!
//! Candidates are the programmes that the owner's windows and machines allow in the weeks of the plan, where some crew has the
//! machine in that week and hours for it beside the obligatory cuts, and the uncut programme. A candidate is dominated, and dropped, when another with the same weeks asks no more hours, cost and fire, and is no worse in seed set, insects,
//! winter refuge and uncut share. What is left is thinned evenly.

use super::capacity::Capacity;
use super::limits::{LimitResult, Values, budgets, network_value, place, resolve};
use crate::kpi::Evidence;
use crate::kpi::cost::{VisitWork, visits};
use crate::kpi::define::{Quantity, find, limit_names};
use crate::kpi::segment_value::expected;
use crate::network::chain::Chain;
use crate::scenario::stands::Zone;
use crate::scenario::{Crew, Owner, PlanOptions};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// A programme that a segment may get.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Programme.
    pub programme: usize,
    /// Cost of all visits, strips included, EUR a year.
    pub cost_eur: f64,
    /// Hours that crews work on all visits, strips included.
    pub hours: f64,
    /// Hours of the main verge by capacity row.
    pub usage: Vec<(usize, f64)>,
    /// Week of each visit of the programme, to the main verge.
    pub weeks: Vec<u8>,
    /// KPI values.
    pub values: Values,
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
    /// Places (by index) that follow each other along the road; each place is in one run.
    pub chains: Vec<Vec<usize>>,
    /// Crew hours.
    pub capacity: Capacity,
    /// Hours of each capacity row that the obligatory strips take.
    pub obligatory: Vec<f64>,
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
    /// Chains of the network, for what a change of programme along the road costs.
    pub chains: &'a [Chain],
}

/// Relative excess of a candidate over the hours that the obligatory cuts leave from which no crew can do it.
const ALONE: f64 = 1e-9;

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

/// KPI values of a segment under any simulated programme, the crews' price included; `None` where it was not simulated.
pub(super) fn cost_and_values(
    evidence: &Evidence,
    capacity: &Capacity,
    segment: usize,
    programme: usize,
) -> Option<Values> {
    let work = visits(evidence, segment, programme)?;
    values_of(evidence, segment, programme, cost_with_crews(capacity, capacity.segment_area[segment], &work))
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
    let mut main: Vec<(u8, u8)> =
        work.iter().filter(|visit| visit.zone == Zone::Main).map(|visit| (visit.visit, visit.week)).collect();
    main.sort_unstable();
    let cost_eur = cost_with_crews(capacity, area, &work);
    Some(Candidate {
        programme,
        cost_eur,
        hours: 0.0,
        usage,
        weeks: main.into_iter().map(|(_, week)| week).collect(),
        values: values_of(evidence, segment, programme, cost_eur)?,
    })
}

/// Cost of visits with the crews' price on top of the price book, EUR.
fn cost_with_crews(capacity: &Capacity, area: usize, work: &[VisitWork]) -> f64 {
    let extra = |visit: &VisitWork| visit.cost.hours * capacity.extra_eur_per_hour(area, visit.machine);
    work.iter().map(|visit| visit.cost.eur + extra(visit)).sum()
}

/// Whether `other` makes `candidate` superfluous.
fn dominates(other: &Candidate, candidate: &Candidate) -> bool {
    let no_less = [
        "seed_set",
        "insect_survival",
        "winter_refuge",
        "uncut_share",
        "target_richness",
        "nectar_kg_ha",
        "insect_potential",
    ];
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
    let mut alike: BTreeMap<&[u8], Vec<&Candidate>> = BTreeMap::new();
    for one in &candidates {
        alike.entry(&one.weeks).or_default().push(one);
    }
    let superfluous = |one: &Candidate| alike[one.weeks.as_slice()].iter().any(|other| dominates(other, one));
    let keep: Vec<bool> = candidates.iter().map(|one| !superfluous(one)).collect();
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
        let mut notes = Vec::new();
        if !capacity.is_limited() {
            notes.push("no crews are given: hours are counted but not limited".to_owned());
        }
        if rules.options.minimise != "cost" && rules.options.stretch_eur > 0.0 {
            notes.push("a change of programme along the road costs only where cost is minimised".to_owned());
        }
        let uncut = setting.programmes.iter().position(|programme| programme.visits.is_empty());
        let made: Vec<Option<(Place, bool)>> = (0..setting.segments.len())
            .into_par_iter()
            .map(|segment| choice_of(evidence, &capacity, rules.options.candidates, segment, uncut?))
            .collect();
        let without_crew = made.iter().flatten().filter(|(_, blocked)| *blocked).count();
        let places: Vec<Place> = made.into_iter().flatten().map(|(place, _)| place).collect();
        if without_crew > 0 {
            notes
                .push(format!("on {without_crew} segments no crew has the machine or week of an obligatory strip cut"));
        }
        let chains = runs(rules.chains, &places);
        let obligatory = booked(&capacity, &places);
        let mut instance = Instance { places, chains, capacity, obligatory, limits: Vec::new(), notes };
        instance.drop_what_no_crew_has_hours_for();
        instance.limits = resolve(rules.options, |kpi, at| {
            let present = instance.places.iter().map(|place| (&setting.segments[place.segment], &place.present));
            network_value(kpi, at, present)
        });
        let budget = place("budget_eur").unwrap_or(0);
        let cost = |owner: &str| {
            let own = instance.places.iter().filter(|place| setting.segments[place.segment].owner == owner);
            own.map(|place| place.present[budget]).sum()
        };
        let of_owners = budgets(rules.owners, cost);
        instance.limits.extend(of_owners);
        for limit in instance.limits.iter().filter(|limit| limit.kpi.is_none()) {
            instance.notes.push(format!("the limit on {} is not judged: this KPI has no value yet", limit.name));
        }
        instance
    }

    /// Candidates that do not fit in the hours of a week beside the obligatory cuts, even if nobody else were mown.
    fn drop_what_no_crew_has_hours_for(&mut self) {
        let (capacity, obligatory) = (&self.capacity, &self.obligatory);
        let fits = |&(row, hours): &(usize, f64)| {
            capacity.rows[row].hours.is_none_or(|limit| obligatory[row] + hours <= limit * (1.0 + ALONE))
        };
        for place in &mut self.places {
            place.candidates.retain(|one| one.weeks.is_empty() || one.usage.iter().all(fits));
        }
    }
}

/// Hours of each row that the obligatory strips of all places take.
fn booked(capacity: &Capacity, places: &[Place]) -> Vec<f64> {
    let mut booked = vec![0.0; capacity.rows.len()];
    for &(row, hours) in places.iter().flat_map(|place| &place.obligatory) {
        booked[row] += hours;
    }
    booked
}

/// Places that follow each other in the chains, and each place without a neighbour alone; a segment without grass ends a run.
fn runs(chains: &[Chain], places: &[Place]) -> Vec<Vec<usize>> {
    let at: BTreeMap<usize, usize> = places.iter().enumerate().map(|(at, place)| (place.segment, at)).collect();
    let mut runs: Vec<Vec<usize>> = Vec::new();
    let mut seen = vec![false; places.len()];
    for chain in chains {
        let mut follows = false;
        for segment in &chain.segments {
            let Some(&place) = at.get(segment) else {
                follows = false;
                continue;
            };
            seen[place] = true;
            match runs.last_mut() {
                Some(run) if follows => run.push(place),
                _ => runs.push(vec![place]),
            }
            follows = true;
        }
    }
    runs.extend(seen.iter().enumerate().filter(|(_, seen)| !**seen).map(|(place, _)| vec![place]));
    runs
}

/// A segment with its candidates, and whether no crew can do its obligatory cuts; `None` without grass.
fn choice_of(
    evidence: &Evidence,
    capacity: &Capacity,
    count: usize,
    segment: usize,
    uncut: usize,
) -> Option<(Place, bool)> {
    let area = capacity.segment_area[segment];
    let now = evidence.setting.present[segment];
    let present = cost_and_values(evidence, capacity, segment, now)?;
    let bare = candidate(evidence, capacity, segment, uncut)?;
    let strips = visits(evidence, segment, uncut)?;
    let (obligatory, blocked) = usage(capacity, area, strips.iter());
    let others = evidence.sites.candidates(segment).into_iter().filter(|&programme| programme != uncut);
    let others = others.filter_map(|programme| candidate(evidence, capacity, segment, programme)).collect();
    let rest = thin(undominated(others), count.saturating_sub(1).max(1));
    let mut candidates: Vec<Candidate> = std::iter::once(bare).chain(rest).collect();
    // Hours that no crew can work are no hours of the plan; the missing crew is told in a note.
    let booked: f64 = obligatory.iter().map(|(_, hours)| hours).sum();
    for candidate in &mut candidates {
        candidate.hours = booked + candidate.usage.iter().map(|(_, hours)| hours).sum::<f64>();
    }
    Some((Place { segment, obligatory, present, candidates }, blocked.is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::sample::Sample;
    use crate::mowing::regime::Machine;

    fn options() -> PlanOptions {
        PlanOptions { stretch_eur: 0.0, joint: true, ..PlanOptions::default() }
    }

    #[test]
    fn candidates_are_those_that_owner_and_crews_allow() {
        let options = options();
        let crew = |machine, weeks| Crew {
            name: "one".into(),
            owner: "RWS".into(),
            district: "d".into(),
            machines: vec![machine],
            hours_per_week: 2.0,
            weeks: vec![weeks],
            eur_per_hour: 10.0,
            night: false,
        };
        let crews = [crew(Machine::DiscHay, (26, 44))];
        let rules = Rules { options: &options, crews: &crews, owners: &[], chains: &[] };
        let instance = Sample::new().with(|evidence| Instance::build(evidence, &rules));
        assert_eq!(instance.places.len(), 3);
        let names: Vec<usize> = instance.places[0].candidates.iter().map(|one| one.programme).collect();
        assert_eq!(names, vec![2, 4, 5], "no crew works in week 24");
        // 0.9 ha: 90 EUR and 1.8 h at 10 EUR; the strip 10 EUR, without a crew.
        assert!((instance.places[0].candidates[1].cost_eur - 118.0).abs() < 1e-9);
        assert!(instance.notes[0].contains("3 segments"), "{:?}", instance.notes);
        let mut short = crews.clone();
        short[0].hours_per_week = 1.0;
        let rules = Rules { crews: &short, ..rules };
        let instance = Sample::new().with(|evidence| Instance::build(evidence, &rules));
        assert_eq!(instance.places[0].candidates.len(), 1, "no crew has 1.8 hours");
        let free = Rules { options: &options, crews: &[], owners: &[], chains: &[] };
        let instance = Sample::new().with(|evidence| Instance::build(evidence, &free));
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
        let rules = Rules { options: &options, crews: &[], owners: &[], chains: &[] };
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
