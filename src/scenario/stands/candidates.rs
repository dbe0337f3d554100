//! Programmes that a segment may choose under the rules of its owner.

use super::Stands;
use super::courses::courses;
use crate::mowing::patches::Programme;
use crate::mowing::programme::{Restrictions, own_days, weekly};
use crate::mowing::regime::Regime;
use crate::network::segment::Segment;
use crate::scenario::conflict::{cuts_in_season, disturbs_nests, share_to_keep};
use crate::scenario::{Owner, Scenario};
use std::collections::BTreeMap;

/// A programme that a segment may choose, with what must be checked in the field before it is mown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Index into [`Stands::programmes`].
    pub programme: usize,
    /// A visit falls in the owner's breeding season: nests must be looked for first.
    pub breeding_check_required: bool,
    /// Protected species are known on the segment and the programme cuts it.
    pub protected_species_check: bool,
}

impl Stands {
    /// The candidate programmes of a segment, ascending: the weekly ones that its owner's windows and machines allow, and
    /// today's regime on its own days where they allow that too. None without a plan, and none where no grass grows.
    pub fn programmes_of(&self, scenario: &Scenario, segment: usize) -> Vec<Candidate> {
        let row = &scenario.network.segments[segment];
        if let Some(begun) = &self.begun {
            let of = |&programme: &usize| Candidate {
                programme,
                breeding_check_required: false,
                protected_species_check: row.protected_species,
            };
            return begun[segment].iter().map(of).collect();
        }
        let owner = owner_of(&scenario.owners, row).filter(|_| self.segment_class[segment].is_some());
        owner.map_or_else(Vec::new, |owner| {
            let rules = &scenario.owners[owner];
            let mut allowed = self.owner_programmes[owner].clone();
            let today = scenario.segment_present[segment];
            if !allowed.contains(&today) && restrictions(rules).allow_programme(&self.programmes[today]) {
                allowed.push(today);
                allowed.sort_unstable();
            }
            candidates(&self.programmes, &allowed, rules, row)
        })
    }
}

/// Index of a segment's owner.
pub fn owner_of(owners: &[Owner], segment: &Segment) -> Option<usize> {
    owners.iter().position(|owner| owner.name == segment.owner)
}

/// What an owner allows: windows, machines, and the share that stays in the breeding season.
fn restrictions(owner: &Owner) -> Restrictions<'_> {
    let breeding = Some((owner.breeding, owner.breeding_share));
    Restrictions { windows: &owner.windows, machines: &owner.machines, breeding }
}

/// The candidates among the owner's programmes, with their flags; those that would disturb nests on the segment are left out.
fn candidates(programmes: &[Programme], of_owner: &[usize], owner: &Owner, segment: &Segment) -> Vec<Candidate> {
    let share = share_to_keep(owner, segment);
    let allowed = of_owner.iter().filter(|&&one| !disturbs_nests(&programmes[one], owner.breeding, share));
    let candidate = |&programme: &usize| Candidate {
        programme,
        breeding_check_required: cuts_in_season(&programmes[programme], owner.breeding),
        protected_species_check: segment.protected_species && !programmes[programme].visits.is_empty(),
    };
    allowed.map(candidate).collect()
}

/// Programmes that are simulated for each candidate that a segment may have, shared over the regimes: more than are kept, since
/// those that others dominate are dropped only once their outcomes are known.
const SIMULATED_PER_CANDIDATE: usize = 4;
/// Programmes of a regime that are simulated in any case.
const LEAST_PER_REGIME: usize = 8;

/// Weeks of a plan, and how many programmes it weighs.
#[derive(Clone, Copy, Debug)]
pub(super) struct PlanWeeks {
    /// First and last week.
    pub weeks: (u8, u8),
    /// Smallest gap between visits to one part, weeks.
    pub min_gap_weeks: u8,
    /// Candidates of a segment.
    pub candidates: usize,
    /// Years of the contract; from two on, programmes may follow one another.
    pub contract_years: usize,
    /// First planned year, for names.
    pub first_year: i16,
}

/// Every programme of a scenario, and the weekly ones of each owner.
///
/// First each regime on its own days, in the order of the regimes; then, with a plan, the union of what the owners allow, in order of first appearance. Owners with equal rules have equal programmes, since
/// thinning depends on the rules alone.
pub(super) fn programmes(
    regimes: &[Regime],
    owners: &[Owner],
    plan: Option<PlanWeeks>,
) -> (Vec<Programme>, Vec<Vec<usize>>) {
    let mut programmes: Vec<Programme> = regimes.iter().enumerate().map(|(i, regime)| own_days(i, regime)).collect();
    let mut index: BTreeMap<String, usize> =
        programmes.iter().enumerate().map(|(i, programme)| (programme.name.clone(), i)).collect();
    let mut of_owners = vec![Vec::new(); owners.len()];
    let Some(plan) = plan else { return (programmes, of_owners) };
    let cutting = regimes.iter().filter(|regime| !regime.cuts.is_empty()).count().max(1);
    let most = (SIMULATED_PER_CANDIDATE * plan.candidates).div_ceil(cutting).max(LEAST_PER_REGIME);
    for (owner, of_owner) in owners.iter().zip(&mut of_owners) {
        let every_year = weekly(regimes, plan.weeks, plan.min_gap_weeks, restrictions(owner), most);
        let in_turn =
            courses(&every_year, (plan.contract_years, plan.first_year), SIMULATED_PER_CANDIDATE * plan.candidates);
        for programme in every_year.into_iter().chain(in_turn) {
            let place = *index.entry(programme.name.clone()).or_insert(programmes.len());
            if place == programmes.len() {
                programmes.push(programme);
            }
            of_owner.push(place);
        }
        of_owner.sort_unstable();
    }
    (programmes, of_owners)
}

#[cfg(test)]
mod tests {
    use super::super::samples::{owner, regime, segment};
    use super::*;
    use crate::mowing::regime::Pattern;
    use crate::network::segment::Side;

    fn usual_weeks() -> PlanWeeks {
        PlanWeeks { weeks: (14, 44), min_gap_weeks: 6, candidates: 30, contract_years: 1, first_year: 2027 }
    }

    #[test]
    fn programmes_are_the_union_of_what_owners_allow() {
        let regimes = [regime("none", Pattern::Full, &[]), regime("one", Pattern::Full, &[("06-15..07-05", 0.0)])];
        let owners = [owner("a", &["06-15..06-30"]), owner("b", &["06-25..12-01"])];
        let (programmes, of_owners) = programmes(&regimes, &owners, Some(usual_weeks()));
        let names: Vec<&str> = programmes.iter().map(|programme| programme.name.as_str()).collect();
        assert_eq!(names, ["none", "one", "one@25", "one@26", "one@27"]);
        assert_eq!(of_owners, [vec![0, 2, 3], vec![0, 3, 4]]);
        assert_eq!(super::programmes(&regimes, &owners, None).0.len(), 2);
    }

    #[test]
    fn full_cuts_in_the_breeding_season_are_left_out_and_others_flagged() {
        let regimes = [
            regime("none", Pattern::Full, &[]),
            regime("june", Pattern::Full, &[("06-16..06-22", 0.0)]),
            regime("half", Pattern::Rotating, &[("06-16..06-22", 0.5), ("09-04..09-08", 0.0)]),
            regime("late", Pattern::Full, &[("07-16..07-20", 0.0)]),
        ];
        let mut owners = [owner("a", &[])];
        owners[0].breeding_share = 0.5;
        let (programmes, of_owners) = programmes(&regimes, &owners, Some(usual_weeks()));
        let mut row = segment("s", "a", Side::Right, 100.0);
        row.protected_species = true;
        let found = candidates(&programmes, &of_owners[0], &owners[0], &row);
        let flags: Vec<_> = found
            .iter()
            .map(|c| (programmes[c.programme].name.as_str(), c.breeding_check_required, c.protected_species_check))
            .collect();
        assert_eq!(flags, [("none", false, false), ("half@25+36", true, true), ("late@29", false, true)]);
        // An owner who looks for nests first may cut all, but not where protected species are known.
        owners[0].breeding_share = 0.0;
        let (programmes, of_owners) = super::programmes(&regimes, &owners, Some(usual_weeks()));
        row.protected_species = false;
        assert_eq!(candidates(&programmes, &of_owners[0], &owners[0], &row).len(), 4);
        row.protected_species = true;
        assert_eq!(candidates(&programmes, &of_owners[0], &owners[0], &row).len(), 3);
    }
}
