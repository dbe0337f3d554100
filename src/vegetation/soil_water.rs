//! Soil water: two layers, transpiration, evaporation through litter, drainage, and the factor of water stress.
//!
//! The top layer holds the share `f1` of the water capacity. No run-off; capillary rise
//! where [`groundwater`] is asked for.

use crate::lane::Lane;
use crate::lane::math::exp;
use crate::vegetation::drivers::{DayDrivers, Demand};
use crate::vegetation::groundwater;
use crate::vegetation::lanes::TINY;
use crate::vegetation::parameters::Parameters;
use crate::vegetation::profile::Profile;
use crate::vegetation::site::Column;
use crate::vegetation::stand::Stand;

/// Water of a day in a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WaterDay<L> {
    /// Leaf area index of all green mass after a cut (in profile `inrae` of the leaves alone).
    pub leaf_area: L,
    /// Factor of water stress on transpiration, from the soil water before the day.
    pub transpiration_factor: L,
    /// Factor of water stress on growth, from the soil water after the day.
    pub growth_factor: L,
    /// Transpiration, mm.
    pub transpiration: L,
    /// Evaporation from the soil, mm.
    pub evaporation: L,
    /// Drainage below the root zone, mm.
    pub drainage: L,
    /// Capillary rise from groundwater, mm.
    pub capillary_rise: L,
}

/// Factor of water stress, 0-1: piecewise linear in the relative soil water, gentler when the air demands little.
///
/// Each curve is concave, so it is the least of its lines. McCall & Bishop-Hurley 2003, after Jouven et al. 2006 fig. 2.
///
/// - `water`: soil water over capacity; values outside 0-1 count as the nearest end
///
/// ```
/// use zeis::vegetation::{drivers::Demand, soil_water::water_factor};
/// assert!((water_factor(0.3, Demand::Low) - 0.875_f64).abs() < 1e-12);
/// assert!((water_factor(0.3, Demand::Middle) - 0.55_f64).abs() < 1e-12);
/// ```
#[inline(always)]
pub fn water_factor<L: Lane>(water: L, demand: Demand) -> L {
    let w = water.clamp_to(0.0, 1.0);
    let one = L::one();
    match demand {
        Demand::Low => (L::splat(4.0) * w)
            .min(L::splat(0.75) * w + L::splat(0.65))
            .min(L::splat(0.25) * w + L::splat(0.85))
            .min(one),
        Demand::Middle => (w + w)
            .min(L::splat(1.5) * w + L::splat(0.1))
            .min(w + L::splat(0.3))
            .min(L::splat(0.5) * w + L::splat(0.6))
            .min(one),
        Demand::High => w,
    }
}

/// Share of light that a canopy of this leaf area catches: `1 - exp(-k LAI)`.
#[inline(always)]
pub fn interception<L: Lane>(leaf_area: L, p: &Parameters) -> L {
    L::one() - exp(L::splat(-p.extinction) * leaf_area)
}

/// Moves the water of a day through the column.
///
/// Transpiration takes the intercepted share of the demand times the stress factor, from both layers as they are filled;
/// the rest of the demand evaporates from the top layer through the litter; rain and melt then fill it, spill into the
/// lower layer and drain.
#[inline(always)]
pub fn water_day<L: Lane>(stand: &mut Stand<L>, column: &Column<L>, p: &Parameters, day: &DayDrivers) -> WaterDay<L> {
    let zero = L::zero();
    let canopy = match p.profile {
        Profile::Verge | Profile::Growr => stand.green(),
        Profile::Inrae => stand.gv,
    };
    let leaf_area = column.leaf_area_per_kg * canopy;
    let demand = L::splat(day.crop_evaporation_mm);
    let of_plants = demand * interception(leaf_area, p);
    let cover = exp(L::splat(-p.litter_cover * crate::units::TONNE_PER_KG) * stand.litter);
    let of_soil = (demand - of_plants) * cover;

    let stored = stand.w1 + stand.w2;
    let transpiration_factor = water_factor(stored * column.per_whc, day.demand);
    let transpiration = (of_plants * transpiration_factor).min(stored);
    let from_top = transpiration * stand.w1 / stored.max(L::splat(TINY));
    let top = stand.w1 - from_top;
    let evaporation = (of_soil * (stand.w1 * column.per_w1_max)).min(top.max(zero));
    let top = top - evaporation + L::splat(day.infiltration_mm);
    let spill = (top - column.w1_max).max(zero);
    // Rounding may take a hair more than there is, and a store below nothing would grow without end.
    stand.w1 = (top - spill).max(zero);
    let below = stand.w2 - (transpiration - from_top) + spill;
    let drainage = (below - column.w2_max).max(zero);
    stand.w2 = (below - drainage).max(zero);
    let mut capillary_rise = zero;
    if p.groundwater {
        capillary_rise = groundwater::capillary_rise(stand, column, day);
        stand.w2 = stand.w2 + capillary_rise;
    }

    let growth_factor = water_factor((stand.w1 + stand.w2) * column.per_whc, day.demand);
    WaterDay { leaf_area, transpiration_factor, growth_factor, transpiration, evaporation, drainage, capillary_rise }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Date;
    use crate::vegetation::drivers::{WeatherMemory, WeatherRow, drivers};
    use crate::vegetation::site::Site;
    use crate::vegetation::traits::Shares;

    #[test]
    fn stress_has_its_published_values_and_no_jumps() {
        for (water, demand, expected) in [
            (0.3, Demand::Low, 0.875),
            (0.5, Demand::Low, 0.975),
            (0.3, Demand::Middle, 0.55),
            (0.5, Demand::Middle, 0.8),
            (0.7, Demand::Middle, 0.95),
            (0.5, Demand::High, 0.5),
            (-0.2, Demand::Low, 0.0),
            (1.4, Demand::High, 1.0),
        ] {
            assert!((water_factor(water, demand) - expected).abs() < 1e-12);
        }
        for demand in [Demand::Low, Demand::Middle, Demand::High] {
            let mut before: f64 = 0.0;
            for step in 0..=1000 {
                let now = water_factor(f64::from(step) / 1000.0, demand);
                assert!(now >= before && now - before < 0.005);
                before = now;
            }
        }
    }

    /// Demand beyond all that a column holds, on days with and without a drop of rain.
    #[test]
    fn an_emptied_column_is_never_in_debt() {
        let p = Parameters::verge();
        let site = Site::open(46.755_423_752_045_82, &p);
        let shares = Shares { a: 0.0, b: 0.4, c: 0.3, d: 0.3 };
        let (column, start) = (Column::new(&shares, &site, &p), Stand::start(&shares, &site, 500.0, &p));
        let first: Date = "2001-06-01".parse().expect("a date");
        let dates = std::iter::successors(Some(first), |date| date.tomorrow().ok());
        let row = |(day, date): (u32, Date)| WeatherRow {
            date,
            temp_c: 20.0,
            par_mj_m2: 9.0,
            rain_mm: 0.037 * f64::from(day % 7) * f64::from(day % 3),
            makkink_mm: 3.0 + 0.5 * f64::from(day % 31),
            co2_ppm: 420.0,
            snow: None,
        };
        let days = drivers((0..2000).zip(dates).map(row), &mut WeatherMemory::start(), &p);
        for (gv, full) in [(0.0, 0.0), (1e-9, 1e-15), (800.0, 0.01), (6000.0, 1.0)] {
            let mut stand = Stand { gv, gr: 0.0, litter: 0.0, w1: full * start.w1, w2: full * start.w2, ..start };
            let (mut net, begin) = (0.0, stand.w1 + stand.w2);
            for day in &days {
                let water = water_day(&mut stand, &column, &p, day);
                assert!(stand.w1 >= 0.0 && stand.w2 >= 0.0, "{} {}", stand.w1, stand.w2);
                net += day.infiltration_mm - water.transpiration - water.evaporation - water.drainage;
                assert!((begin + net - stand.w1 - stand.w2).abs() < 1e-9);
            }
        }
    }
}
