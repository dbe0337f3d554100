//! Programmes that a segment may choose under the rules of its owner.

use super::Stands;
use crate::mowing::patches::Programme;
use crate::mowing::programme::{Restrictions, own_days, weekly};
use crate::mowing::regime::Regime;
use crate::network::segment::Segment;
use crate::scenario::conflict::disturbs_nests;
use crate::scenario::{Owner, Scenario};
use std::collections::BTreeMap;

/// A programme that a segment may choose, with what must be checked in the field before it is mown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Index into [`Stands::programmes`].
    pub programme: usize,
    /// A visit in the owner's breeding season leaves less standing than the owner wants: nests must be checked first. The
    /// programme is not excluded, because early hay and breeding birds do conflict (operations.md, conclusion 5) and the
    /// report must say so.
    pub breeding_check_required: bool,
    /// Protected species are known on the segment and the programme cuts it.
    pub protected_species_check: bool,
}

impl Stands {
    /// The candidate programmes of a segment, ascending: the weekly ones that its owner's windows and machines allow, and
    /// today's regime on its own days where they allow that too. None without a plan, and none where no grass grows.
    pub fn programmes_of(&self, scenario: &Scenario, segment: usize) -> Vec<Candidate> {
        let row = &scenario.network.segments[segment];
        let owner = owner_of(&scenario.owners, row).filter(|_| self.segment_class[segment].is_some());
        owner.map_or_else(Vec::new, |owner| {
            let rules = &scenario.owners[owner];
            let mut allowed = self.owner_programmes[owner].clone();
            let today = scenario.segment_present[segment];
            let restrictions = Restrictions { windows: &rules.windows, machines: &rules.machines };
            if !allowed.contains(&today) && restrictions.allow_programme(&self.programmes[today]) {
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

/// The candidates among the owner's programmes, with their flags.
fn candidates(programmes: &[Programme], of_owner: &[usize], owner: &Owner, segment: &Segment) -> Vec<Candidate> {
    let candidate = |&programme: &usize| Candidate {
        programme,
        breeding_check_required: disturbs_nests(&programmes[programme], owner),
        protected_species_check: segment.protected_species && !programmes[programme].visits.is_empty(),
    };
    of_owner.iter().map(candidate).collect()
}

/// Every programme of a scenario, and the weekly ones of each owner.
///
/// First each regime on its own days, in the order of the regimes; then, with a plan (first and last week, smallest gap),
/// the union of what the owners allow, in order of first appearance. Owners with equal rules have equal programmes, since
/// thinning depends on the rules alone.
pub(super) fn programmes(
    regimes: &[Regime],
    owners: &[Owner],
    plan: Option<((u8, u8), u8)>,
) -> (Vec<Programme>, Vec<Vec<usize>>) {
    let mut programmes: Vec<Programme> = regimes.iter().enumerate().map(|(i, regime)| own_days(i, regime)).collect();
    let mut index: BTreeMap<String, usize> =
        programmes.iter().enumerate().map(|(i, programme)| (programme.name.clone(), i)).collect();
    let mut of_owners = vec![Vec::new(); owners.len()];
    let Some((weeks, min_gap_weeks)) = plan else { return (programmes, of_owners) };
    for (owner, of_owner) in owners.iter().zip(&mut of_owners) {
        let restrictions = Restrictions { windows: &owner.windows, machines: &owner.machines };
        for programme in weekly(regimes, weeks, min_gap_weeks, restrictions) {
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

    #[test]
    fn programmes_are_the_union_of_what_owners_allow() {
        let regimes = [regime("none", Pattern::Full, &[]), regime("one", Pattern::Full, &[("06-15..07-05", 0.0)])];
        let owners = [owner("a", &["06-15..06-30"]), owner("b", &["06-25..12-01"])];
        let (programmes, of_owners) = programmes(&regimes, &owners, Some(((14, 44), 6)));
        let names: Vec<&str> = programmes.iter().map(|programme| programme.name.as_str()).collect();
        assert_eq!(names, ["none", "one", "one@25", "one@26", "one@27"]);
        assert_eq!(of_owners, [vec![0, 2, 3], vec![0, 3, 4]]);
        assert_eq!(super::programmes(&regimes, &owners, None).0.len(), 2);
    }

    #[test]
    fn conflicts_are_flagged_and_not_hidden() {
        let regimes = [
            regime("none", Pattern::Full, &[]),
            regime("june", Pattern::Full, &[("06-16..06-22", 0.0)]),
            regime("half", Pattern::Rotating, &[("06-16..06-22", 0.5), ("09-04..09-08", 0.0)]),
            regime("late", Pattern::Full, &[("07-16..07-20", 0.0)]),
        ];
        let owners = [owner("a", &[])];
        let (programmes, of_owners) = programmes(&regimes, &owners, Some(((14, 44), 6)));
        let mut row = segment("s", "a", Side::Right, 100.0);
        row.protected_species = true;
        let found = candidates(&programmes, &of_owners[0], &owners[0], &row);
        let flags: Vec<_> = found
            .iter()
            .map(|c| (programmes[c.programme].name.as_str(), c.breeding_check_required, c.protected_species_check))
            .collect();
        assert_eq!(
            flags,
            [("none", false, false), ("june@25", true, true), ("half@25+36", false, true), ("late@29", false, true)]
        );
    }
}
