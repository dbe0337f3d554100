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
mod tests {
    use super::*;
    use crate::mowing::regime::Machine;

    fn cut(day_of_year: u16, machine: Machine) -> CutEvent {
        CutEvent {
            machine,
            cut_kg_ha: 3000.0,
            exported_kg_ha: 2700.0,
            exported_n_kg_ha: 40.0,
            ..CutEvent::hay(day_of_year, 0.06)
        }
    }

    fn whole(cuts: &[CutEvent]) -> GuildSurvival {
        survival(&[PatchCuts { area_share: 1.0, cuts }], &InsectParameters::default())
    }

    fn with_refuge(refuge: f64, cuts: &[CutEvent], parameters: &InsectParameters) -> GuildSurvival {
        let standing = PatchCuts { area_share: refuge, cuts: &[] };
        survival(&[PatchCuts { area_share: 1.0 - refuge, cuts }, standing], parameters)
    }

    fn close(found: f64, expected: f64) -> bool {
        (found - expected).abs() < 5e-4
    }

    #[test]
    fn worked_cases_are_met() {
        let parameters = InsectParameters::default();
        let june = whole(&[cut(166, Machine::DiscHay)]);
        assert!(close(june.of(Guild::Caterpillars), 0.392), "{june:?}");
        assert!(close(june.of(Guild::Orthoptera), 0.349), "{june:?}");
        assert!(close(june.population(Guild::Orthoptera, &parameters), 0.132));
        let refuge = with_refuge(0.15, &[cut(166, Machine::DiscHay)], &parameters);
        assert!(close(refuge.of(Guild::Orthoptera), 0.498), "{refuge:?}");
        // worked from the rounded 0.498
        assert!((refuge.population(Guild::Orthoptera, &parameters) - 0.331).abs() < 1e-3);
        let july = whole(&[cut(196, Machine::DiscHay)]);
        assert!(close(july.of(Guild::Orthoptera), 0.486), "{july:?}");
        let twice = whole(&[cut(178, Machine::DiscHay), cut(258, Machine::DiscHay)]);
        assert!(close(twice.of(Guild::Caterpillars), 0.154) && close(twice.of(Guild::Orthoptera), 0.230), "{twice:?}");
        assert!(twice.is_lost(Guild::Orthoptera, &parameters) && !july.is_lost(Guild::Orthoptera, &parameters));
        assert_eq!(refuge_threshold(4.0), 0.25);
    }

    /// A second coding of the same equations for whole regimes: caterpillars, orthoptera, sward, bees, overwintering, index.
    #[test]
    fn regimes_agree_with_a_second_coding() {
        let rows: [(&[u16], Machine, [f64; 6]); 10] = [
            (&[258], Machine::DiscHay, [0.392, 0.6575, 0.508, 0.905, 0.712, 0.5867]),
            (&[285], Machine::DiscHay, [0.468, 0.863, 0.6925, 0.9525, 0.496, 0.7184]),
            (&[178], Machine::DiscHay, [0.392, 0.3492, 0.4465, 0.8575, 0.928, 0.4785]),
            (&[178, 258], Machine::DiscHay, [0.1537, 0.2296, 0.2268, 0.776, 0.6607, 0.2807]),
            (&[178, 285], Machine::DiscHay, [0.1835, 0.3014, 0.3092, 0.8168, 0.4603, 0.3438]),
            (&[135, 258], Machine::DiscHay, [0.1239, 0.2522, 0.2268, 0.776, 0.6607, 0.2723]),
            (&[220, 285], Machine::DiscHay, [0.1835, 0.4492, 0.3092, 0.8168, 0.4603, 0.3798]),
            (&[178, 258], Machine::FlailSuction, [0.0568, 0.1509, 0.1733, 0.7109, 0.5845, 0.1803]),
            (&[178, 258], Machine::FlailMulch, [0.0523, 0.1509, 0.1492, 0.7109, 0.5696, 0.1702]),
            (&[258], Machine::FlailMulch, [0.2288, 0.605, 0.424, 0.875, 0.628, 0.476]),
        ];
        for (days, machine, expected) in rows {
            let cuts: Vec<_> = days.iter().map(|&day| cut(day, machine)).collect();
            let found = whole(&cuts);
            for (found, expected) in found.survival.into_iter().chain([found.index()]).zip(expected) {
                assert!((found - expected).abs() < 1e-4, "{days:?} {machine:?}: {found}, second coding {expected}");
            }
        }
    }

    /// Phased by quarters: the j-th round leaves part j.
    #[test]
    fn phased_rounds_agree_with_a_second_coding() {
        let rows: [(&[u16], Machine, f64, [f64; 6]); 3] = [
            (&[258], Machine::DiscHay, 0.06, [0.5528, 0.771, 0.6673, 0.9504, 0.784, 0.7211]),
            (&[178, 285], Machine::DiscHay, 0.06, [0.3132, 0.5016, 0.4744, 0.9011, 0.5861, 0.5091]),
            (&[178, 285], Machine::EcoHead, 0.06, [0.5104, 0.6333, 0.6839, 0.9011, 0.6248, 0.6681]),
        ];
        for (days, machine, height_m, expected) in rows {
            let lists: Vec<Vec<CutEvent>> = (0..4)
                .map(|part| {
                    let rounds = days.iter().enumerate().filter(|&(round, _)| round != part);
                    rounds.map(|(_, &day)| CutEvent { height_m, ..cut(day, machine) }).collect()
                })
                .collect();
            let patches: Vec<_> = lists.iter().map(|cuts| PatchCuts { area_share: 0.25, cuts }).collect();
            let found = survival(&patches, &InsectParameters::default());
            for (found, expected) in found.survival.into_iter().chain([found.index()]).zip(expected) {
                assert!((found - expected).abs() < 1e-4, "{days:?} {machine:?}: {found}, second coding {expected}");
            }
        }
    }

    #[test]
    fn a_larger_refuge_never_lowers_survival_of_an_event() {
        for machine in Machine::ALL {
            for day in (10..365).step_by(15) {
                let at = |refuge| with_refuge(refuge, &[cut(day, machine)], &InsectParameters::default()).survival;
                let mut before = whole(&[cut(day, machine)]).survival;
                for percent in (5..95).step_by(5) {
                    let now = at(f64::from(percent) / 100.0);
                    assert!(now.iter().zip(before).all(|(n, b)| *n >= b - 1e-12), "{machine:?} {day} {percent}");
                    before = now;
                }
            }
        }
    }

    #[test]
    fn another_full_cut_or_a_harsher_machine_or_a_lower_cut_never_raises_survival() {
        let not_above = |worse: GuildSurvival, better: GuildSurvival| {
            worse.survival.iter().zip(better.survival).all(|(w, b)| *w <= b + 1e-12)
        };
        for first in (20..340).step_by(20) {
            for second in (first + 5..365).step_by(20) {
                let both = [cut(first, Machine::DiscHay), cut(second, Machine::DiscHay)];
                assert!(not_above(whole(&both), whole(&both[..1])) && not_above(whole(&both), whole(&both[1..])));
            }
            let order = [Machine::FlailMulch, Machine::FlailSuction, Machine::DiscHay, Machine::BarHay];
            for pair in order.windows(2) {
                assert!(not_above(whole(&[cut(first, pair[0])]), whole(&[cut(first, pair[1])])), "{pair:?}");
            }
            let high = CutEvent { height_m: 0.15, ..cut(first, Machine::DiscHay) };
            assert!(not_above(whole(&[cut(first, Machine::DiscHay)]), whole(&[high])));
        }
    }

    #[test]
    fn without_losses_no_animal_is_lost() {
        let harmless =
            InsectParameters { loss: [[0.0; 5]; 5], bare_ground_loss: [0.0; 5], ..InsectParameters::default() };
        let cuts = [cut(150, Machine::DiscHay), cut(170, Machine::FlailMulch), cut(260, Machine::EcoHead)];
        for found in with_refuge(0.25, &cuts, &harmless).survival {
            assert!((found - 1.0).abs() < 1e-12, "{found}");
        }
        let around = survival_among_neighbours(&[PatchCuts { area_share: 0.8, cuts: &cuts }], &[0.5; 3], &harmless);
        assert!(around.survival.iter().all(|s| (s - 1.0).abs() < 1e-12), "{around:?}");
        assert_eq!(survival(&[], &InsectParameters::default()).index(), 1.0);
    }

    #[test]
    fn neighbours_that_stand_shelter_what_a_whole_segment_loses() {
        let parameters = InsectParameters::default();
        let cuts = [cut(166, Machine::DiscHay)];
        let alone = [PatchCuts { area_share: 1.0, cuts: &cuts }];
        let none = survival_among_neighbours(&alone, &[0.0], &parameters);
        assert_eq!(none, survival(&alone, &parameters));
        assert_eq!(survival_among_neighbours(&alone, &[], &parameters), none);
        let half = survival_among_neighbours(&alone, &[0.5], &parameters);
        // 0.05 + 0.95 * 0.45 * (0.6 phi + (1 - 0.6 phi) 0.7), phi = 1 - exp(-5)
        let leaving = 0.6 * (1.0 - 0.006_737_947);
        let expected = 0.05 + 0.95 * 0.45 * (leaving + (1.0 - leaving) * 0.7);
        assert!(close(half.of(Guild::Orthoptera), expected), "{half:?} {expected}");
    }

    #[test]
    fn a_flushing_bar_spares_and_cuts_of_one_day_are_one_event() {
        let parameters = InsectParameters { flushed: 0.55, ..InsectParameters::default() };
        let cuts = [cut(166, Machine::DiscHay)];
        let flushed = survival(&[PatchCuts { area_share: 1.0, cuts: &cuts }], &parameters);
        assert!(close(flushed.of(Guild::Caterpillars), 0.2 + 0.8 * (1.0 - 0.6 * 0.45) * 0.6));
        let strips = [PatchCuts { area_share: 0.2, cuts: &cuts }, PatchCuts { area_share: 0.8, cuts: &cuts }];
        let both = survival(&strips, &InsectParameters::default());
        assert!(close(both.of(Guild::Orthoptera), whole(&cuts).of(Guild::Orthoptera)));
        assert_eq!(cut_days(&strips), vec![166]);
        assert_eq!(uncut_share_on(&strips, 166), 0.0);
        assert_eq!(uncut_share_on(&strips, 167), 1.0);
    }
}
