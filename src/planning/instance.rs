//! What a planner chooses from: for each segment its candidate programmes with cost, hours per capacity row and KPI values.
//!
//! Candidates are the programmes that the owner's windows, machines and breeding season allow in the weeks of the plan, where some
//! crew has the machine in that week and hours for it beside the obligatory cuts, and the uncut programme. A candidate is dominated,
//! and dropped, when another with the same weeks asks no more hours, tonnes and cost and is no worse in any measure that can be
//! limited. What is left is thinned evenly.

use super::candidate::{Candidate, candidate, cost_and_values, thin, undominated, usage};
use super::capacity::Capacity;
use super::contract::{self, years::Years};
use super::disposal::Disposal;
use super::limits::{LimitResult, Values, budgets, network_value, place, resolve};
use super::synchrony::{self, SyncRow};
use super::tail::{TailLimit, limit_the_tail};
use crate::kpi::Evidence;
use crate::kpi::cost::visits;
use crate::kpi::define::Aggregate;
use crate::kpi::segment_value::expected;
use crate::network::chain::Chain;
use crate::scenario::stands::Zone;
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
    /// Its cost in each year of a contract that is planned year by year, EUR; else none.
    pub present_by_year: Vec<f64>,
    /// Candidates in order of programme; the uncut programme is first, where it may be chosen.
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
        let years = Years::of(evidence, rules.options);
        let capacity = contract::capacity(setting.segments, rules, owners, &years);
        let disposal = Disposal::new(setting.segments, rules.depots).year_by_year(&years.calendar());
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
            .map(|segment| {
                let resources = (&capacity, &disposal);
                choice_of(evidence, &years, resources, (rules.options.candidates, segment), uncut)
            })
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
        instance.drop_what_no_crew_has_hours_for(rules.options.adjusted);
        if !rules.options.unmown && !rules.options.adjusted {
            instance.drop_the_uncut();
        }
        synchrony::limit(&mut instance, setting, rules.options, &years.calendar());
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
        // An adjustment holds the limit on the mean of the weathers: it moves a few segments, not the tail.
        if !rules.options.adjusted {
            limit_the_tail(&mut instance, evidence, rules.options);
        }
        if !years.is_empty() {
            contract::budgets_by_year(&mut instance.limits, &instance.places, setting, &years.calendar());
        }
        for limit in instance.limits.iter().filter(|limit| limit.kpi.is_none()) {
            instance.notes.push(format!("the limit on {} is not judged: this KPI has no value yet", limit.name));
        }
        instance
    }

    /// Candidates that do not fit in the hours of a week beside the obligatory cuts, even if nobody else were mown; where a plan
    /// is adjusted, the first one, which is to keep it, stays, so that what breaks it can be told.
    fn drop_what_no_crew_has_hours_for(&mut self, keep_first: bool) {
        let (capacity, obligatory) = (&self.capacity, &self.obligatory);
        let fits = |&(row, hours): &(usize, f64)| {
            capacity.rows[row].hours.is_none_or(|limit| obligatory[row] + hours <= limit * (1.0 + ALONE))
        };
        for place in &mut self.places {
            let mut at = 0;
            place.candidates.retain(|one| {
                at += 1;
                (keep_first && at == 1) || one.weeks.is_empty() || one.usage.iter().all(fits)
            });
        }
    }

    /// Leaves no verge unmown that anybody can mow; tells how many stay unmown all the same.
    fn drop_the_uncut(&mut self) {
        let mut out_of_reach = 0;
        for place in &mut self.places {
            if place.candidates.iter().any(|one| !one.weeks.is_empty()) {
                place.candidates.retain(|one| !one.weeks.is_empty());
            } else {
                out_of_reach += 1;
            }
        }
        if out_of_reach > 0 {
            self.notes.push(format!(
                "{out_of_reach} segments stay unmown although `unmown = false`: windows, machines or hours leave no way to mow them"
            ));
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
    years: &Years,
    resources: (&Capacity, &Disposal),
    (count, segment): (usize, usize),
    uncut: Option<usize>,
) -> Option<(Place, bool)> {
    let programmes = evidence.setting.programmes;
    let now = evidence.setting.present[segment];
    let (present, present_by_year) = cost_and_values(evidence, years, resources, segment, now)?;
    let allowed = evidence.sites.candidates(segment);
    // Where a plan is adjusted, what was done before stays, and nothing is uncut from the start.
    let adjusted = allowed.iter().any(|&one| evidence.sites.is_adjusted(one));
    let uncut = uncut.filter(|_| !adjusted);
    let of = |programme: usize| candidate(evidence, years, resources, segment, programme);
    let bare = uncut.and_then(of);
    let strips = strips_of(evidence, years, resources, segment, uncut.or(allowed.first().copied())?)?;
    let others: Vec<Candidate> = allowed.into_iter().filter(|&one| Some(one) != uncut).filter_map(of).collect();
    let mut candidates: Vec<Candidate> = bare.into_iter().collect();
    if adjusted {
        candidates.extend(others);
    } else {
        let in_turn = |one: &Candidate| !programmes[one.programme].stages.is_empty();
        let (courses, plain): (Vec<_>, Vec<_>) = undominated(others).into_iter().partition(in_turn);
        candidates.extend(thin(plain, count.saturating_sub(1).max(1)));
        candidates.extend(thin(courses, count));
    }
    // Chains find the programme of a neighbour by the order of programmes.
    candidates.sort_by_key(|candidate| candidate.programme);
    if candidates.is_empty() {
        return None;
    }
    // Hours that no crew can work are no hours of the plan; the missing crew is told in a note.
    for candidate in &mut candidates {
        candidate.hours = (strips.in_all + candidate.hours) / years.count().max(1) as f64;
    }
    let place = Place {
        segment,
        obligatory: strips.hours,
        obligatory_tonnes: strips.tonnes,
        present,
        present_by_year,
        candidates,
    };
    Some((place, strips.blocked))
}

/// Hours and tonnes of the obligatory strips.
struct Strips {
    hours: Vec<(usize, f64)>,
    in_all: f64,
    tonnes: Vec<(usize, f64)>,
    blocked: bool,
}

/// The strips of a segment, which are the same under every programme.
fn strips_of(
    evidence: &Evidence,
    years: &Years,
    (capacity, disposal): (&Capacity, &Disposal),
    segment: usize,
    programme: usize,
) -> Option<Strips> {
    let mut strips = Strips { hours: Vec::new(), in_all: 0.0, tonnes: Vec::new(), blocked: false };
    let mut add = |evidence: &Evidence, year: usize| {
        let work = visits(evidence, segment, programme)?;
        let strip = || work.iter().filter(|visit| visit.zone != Zone::Main);
        let found = usage(capacity, capacity.segment_area[segment], strip());
        strips.blocked |= found.blocked.is_some();
        strips.in_all += found.hours;
        strips.hours.extend(found.rows.into_iter().map(|(row, hours)| (row + year * capacity.in_a_year, hours)));
        let tonnes = disposal.usage(segment, strip()).into_iter();
        strips.tonnes.extend(tonnes.map(|(row, tonnes)| (row + year * disposal.in_a_year(), tonnes)));
        Some(())
    };
    if years.is_empty() {
        add(evidence, 0)?;
    }
    years.all().enumerate().try_for_each(|(year, evidence)| add(&evidence, year))?;
    Some(strips)
}

#[cfg(test)]
mod tests;
