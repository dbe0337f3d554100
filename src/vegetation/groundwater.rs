//! Capillary rise from a shallow water table into the lower soil layer; a process that is off unless asked for.
//!
//! `CR = exp((ln z - b)/a)` in mm/d, `z` the height of the lower layer's middle above the water table in m, with `a` and
//! `b` of the soil (AquaCrop: Raes et al. 2012, reference manual; coefficients by soil class from Ksat). The flux falls
//! to nothing as the layer nears its capacity, `1 - (W2/W2max)^16`, and in a layer drier than half of it in proportion to
//! its water; from 4 m up nothing rises. The table moves as a cosine between its highest depth on 1 April and its lowest
//! on 1 October, the Dutch GHG and GLG (dates: an assumption). Left out: field capacity raised by a near table, so water
//! never stands above capacity and roots never lack air.

use crate::lane::Lane;
use crate::lane::math::{exp, ln};
use crate::vegetation::drivers::DayDrivers;
use crate::vegetation::site::Column;
use crate::vegetation::stand::Stand;

/// Height above the water table from which nothing rises, m.
const HIGHEST_RISE_M: f64 = 4.0;
/// Nearest that the water table counts, m above; below it the rise is that of this distance, capped.
const NEAREST_M: f64 = 0.05;
/// Most that rises, mm/d.
const MOST_MM: f64 = 99.0;

/// A soil with its coefficients of capillary rise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RisingSoil {
    /// Name in files.
    pub name: &'static str,
    /// `a`, of the logarithm of mm/d.
    pub slope: f64,
    /// `b`.
    pub level: f64,
}

/// Soils of AquaCrop, `a` and `b` computed from its default Ksat (mm/d) by class.
pub const SOILS: [RisingSoil; 8] = [
    sandy("sand", 3000.0, 0.4407),
    sandy("loamy_sand", 2200.0, 0.3658),
    sandy("sandy_loam", 1200.0, 0.2194),
    RisingSoil { name: "loam", slope: -0.4536, level: 0.8373 },
    RisingSoil { name: "silt_loam", slope: -0.4468, level: 0.9041 },
    RisingSoil { name: "clay_loam", slope: -0.5727, level: -0.8596 },
    RisingSoil { name: "silty_clay", slope: -0.5566, level: 1.3361 },
    RisingSoil { name: "clay", slope: -0.6086, level: 0.5946 },
];

const fn sandy(name: &'static str, ksat_mm_day: f64, level: f64) -> RisingSoil {
    RisingSoil { name, slope: -0.3112 - 1e-5 * ksat_mm_day, level }
}

/// Capillary rise that a soil allows, mm/d, before what the layer takes.
///
/// - `height_m`: height of the layer above the water table, m
/// - `slope`, `level`: `a` (below 0) and `b` of the soil
///
/// ```
/// use zeis::vegetation::groundwater::{SOILS, largest_rise};
/// let loam = SOILS[3];
/// assert!((largest_rise(1.0_f64, loam.slope, loam.level) - 6.33).abs() < 0.01);
/// assert_eq!(largest_rise(4.0_f64, loam.slope, loam.level), 0.0);
/// ```
#[inline(always)]
pub fn largest_rise<L: Lane>(height_m: L, slope: L, level: L) -> L {
    let rise = exp((ln(height_m.max(L::splat(NEAREST_M))) - level) / slope).min(L::splat(MOST_MM));
    L::select(height_m.lt(L::splat(HIGHEST_RISE_M)), rise, L::zero())
}

/// Water that rises into the lower layer on a day, mm: no more than it has room for.
pub fn capillary_rise<L: Lane>(stand: &Stand<L>, column: &Column<L>, day: &DayDrivers) -> L {
    let (zero, one) = (L::zero(), L::one());
    let depth_m = column.water_table_m + column.water_table_fall_m * L::splat(day.water_table_fall);
    let largest = largest_rise(depth_m - column.lower_layer_m, column.rise_slope, column.rise_level);
    let room = (column.w2_max - stand.w2).max(zero);
    let filled = stand.w2 / column.w2_max.max(L::splat(crate::vegetation::lanes::TINY));
    let square = filled * filled;
    let eighth = square * square * (square * square);
    let draught = (one - eighth * eighth).max(zero);
    let conductive = (filled + filled).min(one);
    (largest * draught * conductive).min(room)
}

/// Share of the way from its highest to its lowest stand at which the water table is on a day of the year.
pub fn water_table_fall(day_of_year: u16) -> f64 {
    const HIGHEST_DAY: f64 = 91.0;
    let turn = std::f64::consts::TAU * (f64::from(day_of_year) - HIGHEST_DAY) / 365.0;
    0.5 - 0.5 * libm::cos(turn)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deeper_table_never_gives_more() {
        for soil in SOILS {
            let mut before = f64::INFINITY;
            for step in 0..500 {
                let rise = largest_rise(0.01 * f64::from(step), soil.slope, soil.level);
                assert!((0.0..=MOST_MM).contains(&rise) && rise <= before, "{} at {step} cm", soil.name);
                before = rise;
            }
        }
    }

    #[test]
    fn the_table_is_highest_in_spring() {
        assert_eq!(water_table_fall(91), 0.0);
        assert!(water_table_fall(274) > 0.999 && (0.0..=1.0).contains(&water_table_fall(1)));
    }
}
