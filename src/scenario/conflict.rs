//! What stands against a cut: the owner's windows and machines, breeding birds, protected plants and animals.
//!
//! Where a cut before summer is weighed, a conflict does not forbid it: early cuts lower the danger of fire and disturb birds, and
//! those who decide must see both. A plan keeps the share that an owner asks for, and tells what that costs.

use super::Owner;
use crate::calendar::DayRange;
use crate::mowing::patches::Programme;
use crate::mowing::programme::Restrictions;
use crate::network::segment::Segment;

/// A conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Conflict {
    /// The owner's windows or machines leave the cut out.
    Window,
    /// In the breeding season, with less left standing than the owner wants: nests must be looked for first.
    Nests,
    /// Protected species are known there.
    ProtectedSpecies,
}

impl Conflict {
    /// Name in files.
    pub fn name(self) -> &'static str {
        match self {
            Conflict::Window => "window",
            Conflict::Nests => "nests",
            Conflict::ProtectedSpecies => "protected_species",
        }
    }
}

/// Room for rounding in a share.
const ROUNDING: f64 = 1e-9;
/// Share that stays in the breeding season where protected species are known, whatever the owner asks (a water board's rule, S20).
const KEPT_FOR_NESTS: f64 = 0.5;

/// Share that must stay when a segment is cut in the breeding season.
pub fn share_to_keep(owner: &Owner, segment: &Segment) -> f64 {
    if segment.protected_species { owner.breeding_share.max(KEPT_FOR_NESTS) } else { owner.breeding_share }
}

/// Whether some visit that may fall in the breeding season leaves less than a share.
pub fn disturbs_nests(programme: &Programme, season: DayRange, share: f64) -> bool {
    let mut visits = programme.visits.iter();
    visits.any(|visit| visit.cut.span().overlaps(season) && visit.leave + ROUNDING < share)
}

/// Whether some visit may fall in the breeding season.
pub fn cuts_in_season(programme: &Programme, season: DayRange) -> bool {
    programme.visits.iter().any(|visit| visit.cut.span().overlaps(season))
}

/// What stands against the first visit of a programme on some segments, each told once.
pub fn conflicts_of_first_visit<'a>(
    programme: &Programme,
    owners: &[Owner],
    segments: impl IntoIterator<Item = &'a Segment>,
) -> Vec<Conflict> {
    let first = Programme { visits: programme.visits.iter().take(1).copied().collect(), ..programme.clone() };
    let mut found = Vec::new();
    for segment in segments {
        if let Some(owner) = owners.iter().find(|owner| owner.name == segment.owner) {
            let restrictions = Restrictions { windows: &owner.windows, machines: &owner.machines, breeding: None };
            found.extend((!restrictions.allow_programme(&first)).then_some(Conflict::Window));
            found.extend(disturbs_nests(&first, owner.breeding, owner.breeding_share).then_some(Conflict::Nests));
        }
        found.extend((segment.protected_species && !first.visits.is_empty()).then_some(Conflict::ProtectedSpecies));
    }
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mowing::programme::own_days;
    use crate::mowing::regime::Pattern;
    use crate::network::segment::Side;
    use crate::scenario::stands::samples::{owner, regime, segment};

    #[test]
    fn conflicts_of_an_early_cut_are_those_of_owner_and_segment() {
        let june = own_days(0, &regime("june", Pattern::Full, &[("06-20..06-20", 0.0), ("09-15..09-15", 0.0)]));
        let half = own_days(0, &regime("half", Pattern::Rotating, &[("06-20..06-20", 0.5)]));
        let mut owners = [owner("late", &["08-15..10-31"]), owner("any", &[])];
        for owner in &mut owners {
            owner.breeding_share = 0.5;
        }
        let mut rows = [segment("a", "late", Side::Right, 100.0), segment("b", "any", Side::Right, 100.0)];
        let found = |programme, rows: &[Segment]| conflicts_of_first_visit(programme, &owners, rows);
        assert_eq!(found(&june, &rows), [Conflict::Window, Conflict::Nests]);
        assert_eq!(found(&june, &rows[1..]), [Conflict::Nests]);
        assert_eq!(found(&half, &rows[1..]), []);
        rows[1].protected_species = true;
        assert_eq!(found(&half, &rows[1..]), [Conflict::ProtectedSpecies]);
        assert_eq!(found(&half, &rows[..1]), [Conflict::Window]);
    }
}
