//! What a planner chooses from: for each segment its candidate programmes with cost, hours per capacity row and KPI values.
//!
//! Candidates are the programmes that the owner's windows, machines and breeding season allow in the weeks of the plan, where some
//! crew has the machine in that week and hours for it beside the obligatory cuts, and the uncut programme. A candidate is dominated,
//! and dropped, when another with the same weeks asks no more hours, tonnes and cost and is no worse in any measure that can be
//! limited. What is left is thinned evenly.

use super::candidate::{Candidate, candidate, cost_and_values, thin, undominated, usage};
use super::capacity::Capacity;
use super::disposal::Disposal;
use super::limits::{LimitResult, Values, budgets, network_value, place, resolve};
use super::synchrony::{self, SyncRow};
use super::tail::{TailLimit, limit_the_tail};
use crate::kpi::Evidence;
use crate::kpi::cost::visits;
use crate::kpi::define::Aggregate;
use crate::kpi::segment_value::expected;
use crate::network::chain::Chain;
use crate::scenario::{Crew, Depot, Limit, Owner, PlanOptions};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// A segment with its choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Segment of the network.
    pub segment: usize,
    /// Hours of the obligatory strips by capacity row.
    pub obligatory: Vec<(usize, f64)>,
    /// Tonnes of the obligatory strips by row of disposal.
    pub obligatory_tonnes: Vec<(usize, f64)>,
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
    /// Depots, and where each segment's cuttings go.
    pub disposal: Disposal,
    /// Tonnes of each row of disposal that come from the obligatory strips.
    pub obligatory_tonnes: Vec<f64>,
    /// What may be cut at about the same time.
    pub synchrony: Vec<SyncRow>,
    /// Limits in natural units.
    pub limits: Vec<LimitResult>,
    /// Limit on the fires of the worst members, in place of one on their mean.
    pub tail: Option<TailLimit>,
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
    /// Depots for cuttings.
    pub depots: &'a [Depot],
    /// Chains of the network, for what a change of programme along the road costs.
    pub chains: &'a [Chain],
}

/// Relative excess of a candidate over the hours that the obligatory cuts leave from which no crew can do it.
const ALONE: f64 = 1e-9;

impl Instance {
    /// Candidates of every segment with grass, capacity and limits.
    pub fn build(evidence: &Evidence, rules: &Rules) -> Self {
        Self::of_owners(evidence, rules, None)
    }

    /// The same for the segments of some owners alone, with their share of absolute limits and their own crews.
    pub fn of_owners(evidence: &Evidence, rules: &Rules, owners: Option<&[&str]>) -> Self {
        let setting = evidence.setting;
        let is_own = |owner: &str| owners.is_none_or(|owners| owners.contains(&owner));
        let capacity = Capacity::of_owners(setting.segments, rules.crews, rules.options.joint, owners);
        let disposal = Disposal::new(setting.segments, rules.depots);
        let mut notes = Vec::new();
        if !capacity.is_limited() {
            notes.push("no crews are given: hours are counted but not limited".to_owned());
        }
        if rules.options.minimise != "cost" && rules.options.stretch_eur > 0.0 {
            notes.push("a change of programme along the road costs only where cost is minimised".to_owned());
        }
        let uncut = setting.programmes.iter().position(|programme| programme.visits.is_empty());
        let own: Vec<usize> =
            (0..setting.segments.len()).filter(|&segment| is_own(&setting.segments[segment].owner)).collect();
        let made: Vec<Option<(Place, bool)>> = own
            .into_par_iter()
            .map(|segment| choice_of(evidence, (&capacity, &disposal), rules.options.candidates, segment, uncut?))
            .collect();
        let without_crew = made.iter().flatten().filter(|(_, blocked)| *blocked).count();
        let places: Vec<Place> = made.into_iter().flatten().map(|(place, _)| place).collect();
        if without_crew > 0 {
            notes
                .push(format!("on {without_crew} segments no crew has the machine or week of an obligatory strip cut"));
        }
        let chains = runs(rules.chains, &places);
        let mut instance = Instance {
            obligatory: booked(capacity.rows.len(), places.iter().flat_map(|place| &place.obligatory)),
            obligatory_tonnes: booked(disposal.rows(), places.iter().flat_map(|place| &place.obligatory_tonnes)),
            places,
            chains,
            capacity,
            disposal,
            synchrony: Vec::new(),
            limits: Vec::new(),
            tail: None,
            notes,
        };
        instance.drop_what_no_crew_has_hours_for();
        synchrony::limit(&mut instance, setting, rules.options);
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
        instance.limits.extend(
            of_owners.into_iter().filter(|limit| owners.is_none() || limit.owner.as_deref().is_some_and(is_own)),
        );
        if owners.is_some() {
            share_absolute_sums(&mut instance.limits, rules.options, evidence);
        }
        limit_the_tail(&mut instance, evidence, rules.options);
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

/// Gives an owner its share of the absolute limits on sums: in proportion to the present.
fn share_absolute_sums(limits: &mut [LimitResult], options: &PlanOptions, evidence: &Evidence) {
    let setting = evidence.setting;
    for (limit, (_, asked)) in limits.iter_mut().zip(&options.limits) {
        let (Some(kpi), Limit::Absolute(value)) = (limit.kpi, *asked) else { continue };
        if kpi.aggregate != Aggregate::Sum {
            continue;
        }
        let present = |segment: usize| expected(evidence, kpi, segment, setting.present[segment]);
        let all: f64 = (0..setting.segments.len()).filter_map(present).sum();
        if all > 0.0 {
            limit.limit = value * limit.present / all;
        }
    }
}

/// Sums by row.
fn booked<'a>(rows: usize, used: impl Iterator<Item = &'a (usize, f64)>) -> Vec<f64> {
    let mut booked = vec![0.0; rows];
    for &(row, amount) in used {
        booked[row] += amount;
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
    resources: (&Capacity, &Disposal),
    count: usize,
    segment: usize,
    uncut: usize,
) -> Option<(Place, bool)> {
    let (capacity, disposal) = resources;
    let area = capacity.segment_area[segment];
    let now = evidence.setting.present[segment];
    let present = cost_and_values(evidence, resources, segment, now)?;
    let bare = candidate(evidence, resources, segment, uncut)?;
    let strips = visits(evidence, segment, uncut)?;
    let obligatory = usage(capacity, area, strips.iter());
    let obligatory_tonnes = disposal.usage(segment, strips.iter());
    let others = evidence.sites.candidates(segment).into_iter().filter(|&programme| programme != uncut);
    let others = others.filter_map(|programme| candidate(evidence, resources, segment, programme)).collect();
    let rest = thin(undominated(others), count.saturating_sub(1).max(1));
    let mut candidates: Vec<Candidate> = std::iter::once(bare).chain(rest).collect();
    // Hours that no crew can work are no hours of the plan; the missing crew is told in a note.
    for candidate in &mut candidates {
        candidate.hours += obligatory.hours;
    }
    let blocked = obligatory.blocked.is_some();
    Some((Place { segment, obligatory: obligatory.rows, obligatory_tonnes, present, candidates }, blocked))
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
            depot: None,
        };
        let crews = [crew(Machine::DiscHay, (26, 44))];
        let rules = Rules { options: &options, crews: &crews, owners: &[], depots: &[], chains: &[] };
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
        let free = Rules { options: &options, crews: &[], owners: &[], depots: &[], chains: &[] };
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
        let rules = Rules { options: &options, crews: &[], owners: &[], depots: &[], chains: &[] };
        let count =
            |sample: &Sample| sample.with(|evidence| Instance::build(evidence, &rules)).places[0].candidates.len();
        assert_eq!(count(&sample), 4);
        let seeds = crate::simulation::measure::Measure::SeedSet.index();
        for member in 0..2 {
            sample.outcomes.mean[[5, member, seeds]] = 0.3;
        }
        assert_eq!(count(&sample), 3);
    }
}
