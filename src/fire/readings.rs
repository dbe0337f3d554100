//! Other readings of the susceptibility of a day, beside the one that fires are counted with.
//!
//! How a flame carries a start on is an assumption, and so is the model of spread behind the flame. Sums of these
//! readings tell how much of a result hangs on them; each is scaled to the fires that were counted in the country.
//!
//! | reading | chance that the bed carries a start on |
//! |---|---|
//! | short, long scale | `1 - exp(-flame / L0)` with half and with twice the flame scale |
//! | by load | `(a + (1 - a) phi(C)) F`, `F = min(1, (1 - exp(-w / 0.10)) / 0.969803)`, `w` dead load in kg/m2 |
//! | second opinion | `1 - exp(-flame / L0)` with the flame of the other model of spread: [`super::cheney`], or [Rothermel's](super::spread) where fires are counted with Cheney's |
//! | fresh cut | as counted, but at least 0.63 for 30 days after a cut, as a laboratory study of machine-mown grass suggests (Fire 2026, 9(2):75) |
//!
//! `phi` is the effect of curing. Sources: fire danger form of this project for the first two (assumptions); curing after
//! Cruz et al. (2015), spread after Cheney et al. (1998).

use super::drivers::{FireConstants, FireDay};
use super::fuel_bed::{FuelBed, curing};
use super::grass2025::spread::curing_factor;
use super::ignition::{at_least_after_cut, carrying_chance_after_cut};
use super::parameters::FireParameters;
use super::residue::Residue;
use crate::lane::Lane;
use crate::lane::math::exp;

/// Susceptibility of a day by other readings, 0-1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Readings<L: Lane> {
    /// With half the flame scale.
    pub short_scale: L,
    /// With twice the flame scale.
    pub long_scale: L,
    /// By dead load and curing instead of the flame.
    pub by_load: L,
    /// By the flame of the other model of spread.
    pub second_opinion: L,
    /// By the flame, with grass that burns easily after a machine cut.
    pub fresh_cut: L,
}

impl<L: Lane> Readings<L> {
    /// A day when nothing can burn.
    #[inline(always)]
    pub fn none() -> Self {
        let zero = L::zero();
        Readings { short_scale: zero, long_scale: zero, by_load: zero, second_opinion: zero, fresh_cut: zero }
    }

    /// Adds those of another day.
    #[inline(always)]
    pub fn add(&mut self, day: &Readings<L>) {
        self.short_scale = self.short_scale + day.short_scale;
        self.long_scale = self.long_scale + day.long_scale;
        self.by_load = self.by_load + day.by_load;
        self.second_opinion = self.second_opinion + day.second_opinion;
        self.fresh_cut = self.fresh_cut + day.fresh_cut;
    }
}

/// Chance that a flame does not carry a start on at twice the flame scale, `exp(-flame / (2 L0))`; its square is that at
/// the scale itself, its fourth power that at half of it.
#[inline(always)]
pub fn dying_chance<L: Lane>(flame_m: L, constants: &FireConstants) -> L {
    exp(flame_m * L::splat(-0.5 * constants.inverse_flame_scale_per_m))
}

/// Share of a dead load that lets a start carry on: `min(1, (1 - exp(-w / 0.10)) / 0.969803)`, 1 from 0.35 kg/m2 on.
///
/// ```
/// use zeis::fire::{FireConstants, FireParameters, readings::load_factor};
/// let constants = FireConstants::of(&FireParameters::default());
/// assert!((load_factor(0.35, &constants) - 1.0_f64).abs() < 1e-12 && load_factor(0.0_f64, &constants) == 0.0);
/// assert!((load_factor(0.10_f64, &constants) - 0.632121 / 0.969803).abs() < 1e-6);
/// ```
#[inline(always)]
pub fn load_factor<L: Lane>(dead_load_kg_m2: L, constants: &FireConstants) -> L {
    let reached = L::one() - exp(dead_load_kg_m2 * L::splat(-constants.inverse_load_scale_m2_kg));
    (reached * L::splat(constants.inverse_full_load_share)).min(L::one())
}

/// Chance that a start is carried on, from the chance that it dies.
#[inline(always)]
fn carried<L: Lane>(dying: L, residue: &Residue<L>, p: &FireParameters) -> L {
    carrying_chance_after_cut(L::one() - dying, residue.since_cut_day, p)
}

/// The other readings of a burnable day; zero where the bed carries no fire or its dead fuel is too moist to burn.
///
/// - `dying`: [`dying_chance`] of the flame that fires are counted with; `other_dying`: that of the other model of spread
#[inline(always)]
pub fn readings<L: Lane>(
    bed: &FuelBed<L>,
    dying: L,
    other_dying: L,
    residue: &Residue<L>,
    day: &FireDay,
    constants: &FireConstants,
) -> Readings<L> {
    let p = &constants.parameters;
    if day.dead_moisture >= p.extinction_moisture {
        return Readings::none();
    }
    let ignition = L::select(bed.carries_fire, L::splat(day.ignition_probability), L::zero());
    let squared = dying * dying;
    let dead_load = bed.loads.dead + bed.loads.residue;
    let cured = curing_factor(L::splat(100.0) * curing(bed.loads.green, bed.loads.dead));
    let by_curing = L::splat(p.residue_starts) + L::splat(1.0 - p.residue_starts) * cured;
    let after_cut = at_least_after_cut(L::one() - squared, residue.since_cut_day, p.fresh_cut_reading, p);
    Readings {
        short_scale: ignition * carried(squared * squared, residue, p),
        long_scale: ignition * carried(dying, residue, p),
        by_load: ignition * by_curing * load_factor(dead_load, constants),
        second_opinion: ignition * carried(other_dying * other_dying, residue, p),
        fresh_cut: ignition * after_cut,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fire::cheney::{GrassBed, cheney_fire};
    use crate::fire::danger::{Fuel, danger};
    use crate::fire::drivers::fire_day;
    use crate::fire::fwi::{Codes, NoonWeather};
    use crate::fire::ignition::carrying_chance;
    use crate::fire::spread::SpreadModel;

    fn july() -> (FireDay, FireConstants) {
        let constants = FireConstants::of(&FireParameters::default());
        let noon =
            NoonWeather { temp_c: 27.0, rh_pct: 35.0, wind_km_h: 18.0, rain_mm: 0.0, month: 7, latitude_deg: 52.0 };
        (fire_day(&noon, Codes::start(92.0, 60.0, 400.0), 0.0, None, &constants), constants)
    }

    const STAND: Fuel<f64> = Fuel {
        green_kg_ha: 2000.0,
        dead_kg_ha: 3000.0,
        litter_kg_ha: 500.0,
        height_m: 0.8,
        headed: true,
        transpiration_factor: 0.3,
    };

    #[test]
    fn readings_agree_with_their_formulas() {
        let (day, constants) = july();
        let p = &constants.parameters;
        let today = danger(&STAND, &Residue::thatch(p), &day, &constants);
        let chance = |scale_m: f64| day.ignition_probability * carrying_chance(today.flame_m, 1.0 / scale_m);
        let readings = today.readings;
        assert!((today.susceptibility - chance(0.5)).abs() < 1e-14);
        assert!((readings.short_scale - chance(0.25)).abs() < 1e-14);
        assert!((readings.long_scale - chance(1.0)).abs() < 1e-14);
        let bed = GrassBed { green: 0.2, dead: 0.3, residue: 0.05, height_m: 0.8, days_since_mowing: 1e5 };
        let cheney = cheney_fire(&bed, day.dead_moisture, day.wind_km_h, p);
        let expected = day.ignition_probability * carrying_chance(cheney.flame_m, 2.0);
        assert!((readings.second_opinion - expected).abs() < 1e-12, "{} {expected}", readings.second_opinion);
        assert_eq!(readings.fresh_cut, today.susceptibility, "never cut");
        let phi = 1.036 / (1.0 + 103.989 * libm::exp(-0.0996 * 40.0));
        let by_load = day.ignition_probability * (0.5 + 0.5 * phi);
        assert!((readings.by_load - by_load).abs() < 1e-6 * by_load, "0.35 kg/m2 of dead fuel is a full load");
    }

    #[test]
    fn a_bare_or_green_sward_reads_as_it_should() {
        let (day, constants) = july();
        let thatch = Residue::thatch(&constants.parameters);
        let bare = Fuel { green_kg_ha: 0.0, dead_kg_ha: 0.0, litter_kg_ha: 0.0, height_m: 0.0, ..STAND };
        assert_eq!(danger(&bare, &thatch, &day, &constants).readings, Readings::none());
        let green = Fuel { green_kg_ha: 4500.0, dead_kg_ha: 500.0, ..STAND };
        let readings = danger(&green, &thatch, &day, &constants).readings;
        assert_eq!(readings.second_opinion, 0.0, "a sward that is a tenth cured does not spread fire after Cheney");
        assert!(readings.by_load > 0.0);
    }

    #[test]
    fn the_two_models_of_spread_change_places() {
        let (day, constants) = july();
        let cheney =
            FireConstants::of(&FireParameters { spread_model: SpreadModel::Cheney, ..constants.parameters.clone() });
        let thatch = Residue::thatch(&constants.parameters);
        let (usual, turned) = (danger(&STAND, &thatch, &day, &constants), danger(&STAND, &thatch, &day, &cheney));
        assert!((turned.susceptibility - usual.readings.second_opinion).abs() < 1e-14);
        assert!((turned.readings.second_opinion - usual.susceptibility).abs() < 1e-14);
        assert_eq!(turned.readings.by_load, usual.readings.by_load);
        assert!(turned.spread_m_min != usual.spread_m_min && turned.consumed_kg_m2 > 0.35);
        let bare = Fuel { green_kg_ha: 10.0, dead_kg_ha: 20.0, litter_kg_ha: 0.0, ..STAND };
        let none = danger(&bare, &thatch, &day, &cheney);
        assert_eq!(
            (none.spread_m_min, none.flame_m, none.susceptibility),
            (0.0, 0.0, 0.0),
            "too little to carry a fire"
        );
    }

    #[test]
    fn freshly_mown_grass_reads_as_easily_lit_for_thirty_days() {
        let (day, constants) = july();
        let p = &constants.parameters;
        let mown = Residue { since_cut_day: 29.0, ..Residue::thatch(p) };
        let short = Fuel { green_kg_ha: 500.0, dead_kg_ha: 300.0, litter_kg_ha: 300.0, height_m: 0.1, ..STAND };
        let today = danger(&short, &mown, &day, &constants);
        assert!((today.readings.fresh_cut - 0.63 * day.ignition_probability).abs() < 1e-14);
        assert!(today.susceptibility < 0.9 * today.readings.fresh_cut);
        let later = danger(&short, &Residue { since_cut_day: 30.0, ..mown }, &day, &constants);
        assert_eq!(later.readings.fresh_cut, later.susceptibility);
    }
}
