//! Dead and live fuel moisture, as fractions of dry mass.
//!
//! Dead fine fuel follows the fine fuel moisture code, with which the ignition rate was calibrated. Live herbs follow
//! their water supply and their stage. Left out: dead moisture of the 2025 grass component and of single-day formulas.

use super::fwi::dead_moisture_pct;
use super::parameters::FireParameters;
use crate::lane::Lane;
use crate::lane::math::exp;

/// Dead fine fuel moisture from the fine fuel moisture code, moved into the range of the parameters.
///
/// ```
/// let p = zeis::fire::parameters::FireParameters::default();
/// assert!((zeis::fire::moisture::dead_moisture(85.0, &p) - 0.163075).abs() < 1e-6);
/// ```
pub fn dead_moisture(ffmc: f64, p: &FireParameters) -> f64 {
    (dead_moisture_pct(ffmc) / 100.0).clamp(p.dead_moisture_min, p.dead_moisture_max)
}

/// Live herbaceous moisture: `0.6 + (Mmax - 0.6) f`, `Mmax` 2.0 before heading and 1.5 after it.
///
/// - `transpiration_factor`: actual over potential transpiration with the soil water of the morning, 0-1
/// - `headed`: whether the stand has reached heading this year (a cut does not set it back)
///
/// An assumption: no measured moisture of verge herbs was found.
#[inline(always)]
pub fn live_moisture<L: Lane>(transpiration_factor: L, headed: L::Mask, p: &FireParameters) -> L {
    let base = L::splat(p.live_moisture_base);
    let largest = L::select(headed, L::splat(p.live_moisture_headed), L::splat(p.live_moisture_leafy));
    (base + (largest - base) * transpiration_factor).clamp_to(p.live_moisture_min, p.live_moisture_max)
}

/// Vapour pressure deficit, kPa: `0.6108 exp(17.27 T / (T + 237.3)) (1 - RH/100)`.
///
/// `temp_c`: -50..60; `rh_pct`: 0-100, moved to the end outside. Source: Allen et al. (1998), FAO-56, eq. 11.
///
/// ```
/// assert!((zeis::fire::moisture::vapour_pressure_deficit(20.0, 50.0) - 1.169141).abs() < 1e-6);
/// ```
pub fn vapour_pressure_deficit(temp_c: f64, rh_pct: f64) -> f64 {
    0.6108 * exp(17.27 * temp_c / (temp_c + 237.3)) * (1.0 - rh_pct.clamp(0.0, 100.0) / 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn live_moisture_follows_water_and_stage() {
        let p = FireParameters::default();
        assert_eq!(live_moisture(1.0, false, &p), 2.0);
        assert_eq!(live_moisture(1.0, true, &p), 1.5);
        assert_eq!(live_moisture(0.0, true, &p), 0.6);
    }

    #[test]
    fn soaked_and_bone_dry_fuel_stay_in_range() {
        let p = FireParameters::default();
        assert_eq!(dead_moisture(101.0, &p), 0.02);
        assert!((dead_moisture(0.0, &p) - 2.5).abs() < 1e-12);
        assert_eq!(vapour_pressure_deficit(20.0, 105.0), 0.0);
    }
}
