//! Where the breeding season stands against an early first cut.
//!
//! An owner's breeding season keeps out cuts that leave too little standing; early cuts of grass that burns lower the danger of
//! fire. Both sides are told: where the plan cuts within the season, and what the cuts that the season keeps out would avoid.

use super::Choice;
use crate::calendar::DayRange;
use crate::kpi::Evidence;
use crate::kpi::define::find;
use crate::kpi::segment_value::expected;
use crate::mowing::programme::Restrictions;
use crate::scenario::Owner;
use crate::scenario::conflict::{disturbs_nests, share_to_keep};
use crate::scenario::stands::Zone;
use crate::units::KM_PER_M;

/// What the breeding season does on the verges of an owner.
#[derive(Clone, Debug, PartialEq)]
pub struct Breeding {
    /// Owner.
    pub owner: String,
    /// Season.
    pub season: DayRange,
    /// Length of the verges that the plan cuts within the season, km.
    pub cut_km: f64,
    /// Length of the verges on which the season keeps out a regime of the scenario that the owner otherwise allows, km.
    pub refused_km: f64,
    /// Those regimes.
    pub refused: Vec<usize>,
    /// Fires a year that they would avoid there beyond the plan, each verge under the best of them.
    pub fires: f64,
}

/// The owners on whose verges the season matters, in their order.
pub fn breeding(evidence: &Evidence, owners: &[Owner], choices: &[Choice]) -> Vec<Breeding> {
    let of = |owner: &Owner| {
        let own = choices.iter().filter(|choice| evidence.setting.segments[choice.segment].owner == owner.name);
        let mut found = Breeding {
            owner: owner.name.clone(),
            season: owner.breeding,
            cut_km: 0.0,
            refused_km: 0.0,
            refused: Vec::new(),
            fires: 0.0,
        };
        own.for_each(|choice| add(evidence, owner, choice, &mut found));
        found.refused.sort_unstable();
        (found.cut_km > 0.0 || found.refused_km > 0.0).then_some(found)
    };
    owners.iter().filter_map(of).collect()
}

fn add(evidence: &Evidence, owner: &Owner, choice: &Choice, found: &mut Breeding) {
    let setting = evidence.setting;
    let segment = &setting.segments[choice.segment];
    let km = segment.length_m * KM_PER_M;
    let within = choice
        .visits
        .iter()
        .any(|work| work.zone == Zone::Main && work.area_ha > 0.0 && owner.breeding.contains(work.day));
    found.cut_km += if within { km } else { 0.0 };
    let share = share_to_keep(owner, segment);
    let restrictions = Restrictions { windows: &owner.windows, machines: &owner.machines, breeding: None };
    let refused = |regime: &usize| {
        let programme = &setting.programmes[*regime];
        restrictions.allow_programme(programme) && disturbs_nests(programme, owner.breeding, share)
    };
    let refused: Vec<usize> = (0..setting.regimes.len()).filter(refused).collect();
    if refused.is_empty() {
        return;
    }
    found.refused_km += km;
    let fire = find("fire");
    let fires = |regime: &usize| expected(evidence, fire?, choice.segment, *regime);
    let least = refused.iter().filter_map(fires).fold(f64::INFINITY, f64::min);
    found.fires += (choice.value("fire") - least).max(0.0);
    for regime in refused {
        if !found.refused.contains(&regime) {
            found.refused.push(regime);
        }
    }
}
