//! Survival of insect guilds through the cuts of a year, and what it means for their populations.
//!
//! Each guild starts spread over the patches by area. On a day with cuts, of the animals in a cut patch the share `v` in
//! the sward meets the machine, `mu` dies, of the survivors a part leaves for what stands and the rest stays on bare
//! ground, where `M_post` is lost. The mobile reach a refuge the more easily the more of the segment stands.

use super::losses::{Guild, InsectParameters, height_factor, refuge_reached};
use crate::calendar::MonthDay;
use crate::mowing::CutEvent;

/// A population does not fall below this share of its capacity: immigration (assumption).
const IMMIGRATION_FLOOR: f64 = 0.05;

/// A part of a segment with the cuts it had in a year.
#[derive(Clone, Copy, Debug)]
pub struct PatchCuts<'a> {
    /// Share of the segment's area; the shares of its patches sum to 1.
    pub area_share: f64,
    /// Cuts of the year in order of date.
    pub cuts: &'a [CutEvent],
}

/// Share of each guild that lives through the cuts of a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GuildSurvival {
    /// Survival by guild, in the order of [`Guild::ALL`], 0-1.
    pub survival: [f64; 5],
}

impl GuildSurvival {
    /// Survival of one guild, 0-1.
    pub fn of(&self, guild: Guild) -> f64 {
        self.survival[guild as usize]
    }

    /// Insect survival index: geometric mean over caterpillars, grasshoppers, other sward dwellers and bees, 0-1.
    pub fn index(&self) -> f64 {
        let [caterpillars, orthoptera, sward, bees, _] = self.survival;
        (caterpillars * orthoptera * sward * bees).sqrt().sqrt()
    }

    /// Survival of the stages that spend the winter above ground, 0-1.
    pub fn overwintering(&self) -> f64 {
        self.of(Guild::Overwintering)
    }

    /// Long-run population of a guild, share of its capacity ([`long_run_population`]).
    pub fn population(&self, guild: Guild, parameters: &InsectParameters) -> f64 {
        long_run_population(self.of(guild), parameters.growth[guild as usize])
    }

    /// Whether a guild is lost from the place without immigration: survival below [`refuge_threshold`].
    pub fn is_lost(&self, guild: Guild, parameters: &InsectParameters) -> bool {
        self.of(guild) < refuge_threshold(parameters.growth[guild as usize])
    }
}

/// Equilibrium of the yearly recursion `N <- growth S N / (1 + (growth - 1) N)`: `A* = max(0.05, (growth S - 1)/(growth - 1))`.
///
/// - `survival`: share that lives through the cuts of a year, 0-1
/// - `growth`: yearly growth of a small population, above 1
///
/// ```
/// let a = zeis::biodiversity::insects::long_run_population(0.349, 4.0);
/// assert!((a - 0.132).abs() < 5e-4);
/// ```
pub fn long_run_population(survival: f64, growth: f64) -> f64 {
    ((growth * survival - 1.0) / (growth - 1.0)).max(IMMIGRATION_FLOOR)
}

/// Survival below which a guild is lost from a place: `1/growth`.
pub fn refuge_threshold(growth: f64) -> f64 {
    1.0 / growth
}

/// Survival of the guilds over the cuts of a segment in one year.
///
/// Cuts of one day over all patches are one event; its `U` is the area share of the patches without a cut that day.
/// For a patch `k` with a cut: `surv = A_k v (1 - mu (1 - eta))`, `moved = surv xi phi(U)`,
/// `A_k <- A_k (1 - v) + (surv - moved)(1 - M_post)`; `moved` goes to the uncut patches by area. The result is `sum A_k`.
///
/// - `patches`: parts of the segment with their cuts; their area shares are taken relative to their sum
///
/// All 1 without cuts. Days after February of a leap year count into the month of the same number in other years.
///
/// ```
/// use zeis::biodiversity::{insects::{PatchCuts, survival}, losses::InsectParameters};
/// let unmown = survival(&[PatchCuts { area_share: 1.0, cuts: &[] }], &InsectParameters::default());
/// assert_eq!(unmown.index(), 1.0);
/// ```
pub fn survival(patches: &[PatchCuts], parameters: &InsectParameters) -> GuildSurvival {
    through_the_year(patches, None, parameters)
}

/// As [`survival`], for patterns by whole segments or sides, whose refuge lies in the neighbouring segments.
///
/// - `uncut_shares`: share of the surroundings left uncut on each day with cuts, in the order of [`cut_days`]; a missing
///   one counts as the segment's own uncut share
///
/// What moves out comes back after the event: neighbours under the same regime exchange animals evenly (assumption).
pub fn survival_among_neighbours(
    patches: &[PatchCuts],
    uncut_shares: &[f64],
    parameters: &InsectParameters,
) -> GuildSurvival {
    through_the_year(patches, Some(uncut_shares), parameters)
}

/// Days of the year with a cut in any patch, in order, each once.
pub fn cut_days(patches: &[PatchCuts]) -> Vec<u16> {
    let mut days: Vec<u16> = patches.iter().flat_map(|patch| patch.cuts).map(|cut| cut.day_of_year).collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// The cut of a patch on a day, if any; of several the last.
pub(super) fn cut_on<'a>(patch: &PatchCuts<'a>, day: u16) -> Option<&'a CutEvent> {
    patch.cuts.iter().rev().find(|cut| cut.day_of_year == day)
}

/// Area share of the patches that have no cut on a day; 0 for no patches.
pub fn uncut_share_on(patches: &[PatchCuts], day: u16) -> f64 {
    let area: f64 = patches.iter().map(|patch| patch.area_share).sum();
    let uncut: f64 = patches.iter().filter(|patch| cut_on(patch, day).is_none()).map(|patch| patch.area_share).sum();
    if area > 0.0 { uncut / area } else { 0.0 }
}

fn through_the_year(
    patches: &[PatchCuts],
    surroundings: Option<&[f64]>,
    parameters: &InsectParameters,
) -> GuildSurvival {
    let area: f64 = patches.iter().map(|patch| patch.area_share).sum();
    let mut animals: Vec<[f64; 5]> = patches.iter().map(|patch| [patch.area_share / area; 5]).collect();
    for (event, day) in cut_days(patches).into_iter().enumerate() {
        let own = uncut_share_on(patches, day);
        let around = surroundings.and_then(|shares| shares.get(event)).copied();
        let moved = cut_event(patches, &mut animals, day, refuge_reached(around.unwrap_or(own)), parameters);
        // without a standing patch of its own the segment takes back what its neighbours sheltered
        let to_uncut = own > 0.0;
        let receiving = if to_uncut { own } else { 1.0 };
        for (patch, animals) in patches.iter().zip(&mut animals) {
            if !to_uncut || cut_on(patch, day).is_none() {
                let part = patch.area_share / area / receiving;
                animals.iter_mut().zip(moved).for_each(|(here, moved)| *here += moved * part);
            }
        }
    }
    let mut survival = [0.0; 5];
    for patch in &animals {
        survival.iter_mut().zip(patch).for_each(|(sum, here)| *sum += here);
    }
    if patches.is_empty() {
        survival = [1.0; 5];
    }
    GuildSurvival { survival: survival.map(|s| s.min(1.0)) }
}

/// Takes the losses of a day from the animals of the patches cut; gives the animals of each guild that move out.
fn cut_event(
    patches: &[PatchCuts],
    animals: &mut [[f64; 5]],
    day: u16,
    refuge: f64,
    parameters: &InsectParameters,
) -> [f64; 5] {
    let month = usize::from(MonthDay::from_day_of_year(day).month()) - 1;
    let mut moved = [0.0; 5];
    for (patch, animals) in patches.iter().zip(animals) {
        let Some(cut) = cut_on(patch, day) else { continue };
        let losses = parameters.losses_of(cut.machine);
        let hit = height_factor(cut.height_m) * (1.0 - parameters.flushed);
        for guild in 0..5 {
            let in_sward = animals[guild] * parameters.in_sward[guild][month];
            let alive = in_sward * (1.0 - losses[guild] * hit);
            let leaving = alive * parameters.mobile[guild] * refuge;
            moved[guild] += leaving;
            animals[guild] += (alive - leaving) * (1.0 - parameters.bare_ground_loss[guild]) - in_sward;
        }
    }
    moved
}

#[cfg(test)]
#[path = "insects_tests.rs"]
mod tests;
