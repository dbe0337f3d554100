//! Seed set before the cut: which share of its seeds a species ripens in a year of cuts.
//!
//! A cut takes the share `rho` of each stem and finds the share `lambda` of the buds made, so that `1 - rho lambda` of
//! the first flush goes on. Some species send up a second flush five weeks later. Seeds are ripe a lag after their flower.
//! Hay that lies three days or more drops half of the seeds that were within ten days of ripeness (assumption 0-0.5;
//! shedding during haymaking: Smith, Pullan & Shiel 1996, Journal of Applied Ecology). This is why a later autumn cut
//! helps: the second flush ripens before it.

use super::flowering::Flowering;
use super::species::Species;
use crate::lane::Lane;
use crate::mowing::CutEvent;
use crate::mowing::regime::{Machine, Removal};

/// From the first day of a second flush to the day on which its flowers count as open, d.
const SECOND_FLUSH_MIDDLE_DAYS: i32 = 14;
/// Day of the year from which no second flush starts, and after which it no longer ripens.
const LATEST_SECOND_FLUSH_DAY: i32 = 300;
/// Days of lying from which hay drops seed, share it drops, and how close to ripeness that seed must be, d.
const SHEDDING_LYING_DAYS: u8 = 3;
const SHED_SHARE: f64 = 0.5;
const NEARLY_RIPE_DAYS: i32 = 10;

/// Share of its seeds that a species ripens in a patch in one year, 0-1.
///
/// `SS = sum over cuts of u_before [F(c - lag) - F(previous c - lag)] + u_end [1 - F(last c - lag)]` plus the second flush if
/// it is ripe before the next cut and by day 300, plus what lying hay drops; at most 1. `F` is the flowering curve, `u` the
/// share of the first flush still standing: `u <- u (1 - rho lambda)` at each cut.
///
/// - `cuts`: the cuts of the patch in that year, in order of date
///
/// Without a cut the seed set is 1. The lag and the size of the second flush are from memory (unconfirmed).
///
/// ```
/// use zeis::biodiversity::{seed::seed_set, species::Species};
/// let knapweed = Species::named("Centaurea jacea").unwrap();
/// assert_eq!(seed_set(knapweed, &[]), 1.0);
/// ```
pub fn seed_set(species: &Species, cuts: &[CutEvent]) -> f64 {
    ripened_share(&species.flowering(), cuts, 0)
}

/// As [`seed_set`], in a spring that moves flowering by some days (see [`super::flowering::spring_shift_days`]).
pub fn seed_set_in_spring(species: &Species, cuts: &[CutEvent], shift_days: i32) -> f64 {
    ripened_share(&species.flowering(), cuts, shift_days)
}

/// Flowers sent up after a cut.
struct SecondFlush<L> {
    size: L,
    ripe_on: L,
}

#[inline(always)]
pub(super) fn ripened_share<L: Lane>(curve: &impl Flowering<L>, cuts: &[CutEvent], shift_days: i32) -> L {
    let (zero, one) = (L::zero(), L::one());
    let number = |days: i32| L::splat(f64::from(days));
    let mut ripe = zero;
    let mut ripened_before = zero;
    let mut standing = one;
    let mut second = SecondFlush { size: zero, ripe_on: zero };
    // days are counted as in a normal spring, so that the curve need not move; the end of autumn moves instead
    let latest = LATEST_SECOND_FLUSH_DAY - shift_days;
    for cut in cuts {
        let day = i32::from(cut.day_of_year) - shift_days;
        let removed = curve.stem_share_removed(cut.height_m);
        let hit = removed * curve.bud_stage(day);
        let shed = L::splat(if drops_seed(cut) { SHED_SHARE } else { 0.0 });

        let ripened = curve.ripened_by(day);
        let nearly_ripe = curve.ripened_by(day + NEARLY_RIPE_DAYS) - ripened;
        ripe = ripe + standing * (ripened - ripened_before + shed * hit * nearly_ripe);
        ripened_before = ripened;

        let is_ripe = second.ripe_on.le(number(day));
        let is_nearly_ripe = second.ripe_on.le(number(day + NEARLY_RIPE_DAYS));
        let dropped = L::select(is_nearly_ripe, shed * removed * second.size, zero);
        ripe = ripe + L::select(is_ripe, second.size, dropped);
        second.size = L::select(is_ripe, zero, second.size * (one - removed));
        if day + curve.flush_delay_days() < latest {
            let size = curve.second_flush_potential(day, hit * standing);
            let ripe_on = number(day + curve.flush_delay_days() + SECOND_FLUSH_MIDDLE_DAYS) + curve.seed_lag_days();
            second.size = second.size + size;
            second.ripe_on = L::select(size.gt(zero), ripe_on, second.ripe_on);
        }
        standing = standing * (one - hit);
    }
    ripe = ripe + standing * (one - ripened_before);
    ripe = ripe + L::select(second.ripe_on.le(number(latest)), second.size, zero);
    ripe.min(one)
}

/// Whether the cuttings lie long enough to drop seed; a suction head takes the seeds at once.
fn drops_seed(cut: &CutEvent) -> bool {
    cut.removal == Removal::Hay && cut.machine != Machine::FlailSuction && cut.lying_days >= SHEDDING_LYING_DAYS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(day_of_year: u16, height_m: f64, lying_days: u8) -> CutEvent {
        CutEvent {
            lying_days,
            cut_kg_ha: 3000.0,
            exported_kg_ha: 2700.0,
            exported_n_kg_ha: 40.0,
            ..CutEvent::hay(day_of_year, height_m)
        }
    }

    fn cuts(days: &[u16]) -> Vec<CutEvent> {
        days.iter().map(|&day| cut(day, 0.06, 0)).collect()
    }

    const NO_CUT: &[u16] = &[];

    #[test]
    fn worked_cases_are_met() {
        let worked = [
            ("Centaurea jacea", [1.00, 0.67, 0.50, 0.064, 0.49]),
            ("Leucanthemum vulgare", [1.00, 0.97, 0.32, 0.21, 0.32]),
        ];
        let dates = [NO_CUT, &[258], &[178], &[178, 258], &[178, 285]];
        for (name, expected) in worked {
            let species = Species::named(name).expect("in the table");
            for (days, expected) in dates.iter().zip(expected) {
                let found = seed_set(species, &cuts(days));
                let tolerance = if expected < 0.1 { 5e-4 } else { 5e-3 };
                assert!((found - expected).abs() <= tolerance, "{name} {days:?}: {found}, worked {expected}");
            }
        }
    }

    #[test]
    fn delaying_the_only_cut_never_lowers_seed_set_without_a_second_flush() {
        for species in Species::all() {
            for lying_days in [0, 3] {
                let mut curve = species.flowering();
                curve.reflower = 0.0;
                let first = curve.first_day.ceil() as u16;
                let sets: Vec<f64> =
                    (first..=365).map(|day| ripened_share(&curve, &[cut(day, 0.08, lying_days)], 0)).collect();
                assert!(sets.windows(2).all(|pair| pair[1] >= pair[0] - 1e-12), "{}", species.name);
            }
        }
    }

    #[test]
    fn another_cut_never_raises_seed_set_without_a_second_flush() {
        for species in Species::all() {
            let mut curve = species.flowering();
            curve.reflower = 0.0;
            for first in (100..300).step_by(20) {
                for second in (first + 10..330).step_by(20) {
                    for lying_days in [0, 5] {
                        let both = [cut(first, 0.06, lying_days), cut(second, 0.06, lying_days)];
                        let with = ripened_share(&curve, &both, 0);
                        let alone = ripened_share(&curve, &both[1..], 0).min(ripened_share(&curve, &both[..1], 0));
                        assert!(with <= alone + 1e-12, "{} {first} {second}", species.name);
                    }
                }
            }
        }
    }

    #[test]
    fn lying_hay_drops_seed_but_suction_takes_it() {
        let species = Species::named("Centaurea jacea").expect("in the table");
        let at_once = seed_set(species, &[cut(245, 0.06, 2)]);
        let lying = seed_set(species, &[cut(245, 0.06, 3)]);
        let curve = species.flowering();
        let expected = 0.5 * curve.stem_share_removed(0.06) * (curve.flowered_by(215) - curve.flowered_by(205));
        assert!((lying - at_once - expected).abs() < 1e-12, "{lying} {at_once}");
        let suction = CutEvent { machine: Machine::FlailSuction, ..cut(245, 0.06, 3) };
        assert_eq!(seed_set(species, &[suction]), at_once);
        let mulch = CutEvent { removal: Removal::Mulch, ..cut(245, 0.06, 3) };
        assert_eq!(seed_set(species, &[mulch]), at_once);
    }

    #[test]
    fn a_cut_above_the_stems_or_before_the_buds_costs_nothing() {
        let species = Species::named("Centaurea jacea").expect("in the table");
        assert_eq!(seed_set(species, &[cut(200, 0.70, 0)]), 1.0);
        assert_eq!(seed_set(species, &[cut(100, 0.06, 0)]), 1.0);
        assert!(seed_set(species, &[cut(200, 0.30, 0)]) > seed_set(species, &[cut(200, 0.10, 0)]));
    }

    #[test]
    fn a_warm_spring_ripens_more_seed_before_the_same_cut() {
        let species = Species::named("Centaurea jacea").expect("in the table");
        let autumn = cuts(&[258]);
        assert!(seed_set_in_spring(species, &autumn, -8) > seed_set(species, &autumn));
        assert_eq!(seed_set_in_spring(species, &cuts(&[250]), -8), seed_set_in_spring(species, &cuts(&[258]), 0));
    }
}
