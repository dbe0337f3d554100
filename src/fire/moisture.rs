//! Dead and live fuel moisture, as fractions of dry mass.
//!
//! Dead fine fuel follows the fine fuel moisture code, with which the ignition rate was calibrated. Three other ways can be
//! asked for; with them the ignition rate is no longer calibrated, so compare regimes and do not count fires. Live herbs
//! follow their water supply and their stage.
//!
//! | [`DeadMoisture`] | is | memory |
//! |---|---|---|
//! | `Ffmc` | moisture of the fine fuel moisture code | days |
//! | `Grass2025` | standing cured grass at 15 UT, over hours made of the day | hours |
//! | `Deficit` | from the largest vapour pressure deficit of the day; far wetter than the others | none |
//! | `McArthur` | from temperature and humidity at noon; the moister of it and `Ffmc` on a day with rain and the day after | none |

use super::fwi::dead_moisture_pct;
use super::parameters::FireParameters;
use crate::lane::Lane;
use crate::lane::math::exp;

/// Where the moisture of dead fine fuel comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DeadMoisture {
    /// Fine fuel moisture code.
    #[default]
    Ffmc,
    /// Moisture of standing cured grass at 15 UT, of the grass components of 2025.
    Grass2025,
    /// Largest vapour pressure deficit of the day.
    Deficit,
    /// Temperature and humidity at noon, after McArthur.
    McArthur,
}

impl DeadMoisture {
    /// Names in files, in the order of the variants.
    pub const WORDS: [&'static str; 4] = ["ffmc", "grass2025", "vpd", "mcarthur"];
    /// Every way, in the order of the names.
    pub const ALL: [DeadMoisture; 4] =
        [DeadMoisture::Ffmc, DeadMoisture::Grass2025, DeadMoisture::Deficit, DeadMoisture::McArthur];

    /// Name in files.
    pub fn name(self) -> &'static str {
        DeadMoisture::WORDS[self as usize]
    }
}

/// Dead fine fuel moisture from the largest deficit of the day, kPa: `0.0543 + 0.5291 exp(-0.64 D)`.
///
/// Coefficients unconfirmed. Sharples et al. (2024) find simple models at least as good, and all of them weak below 10 %.
///
/// ```
/// // 25 degrees C and 40 % of humidity
/// let moisture = zeis::fire::moisture::moisture_by_deficit(1.9);
/// assert!((moisture - 0.211).abs() < 1e-3);
/// ```
pub fn moisture_by_deficit(deficit_kpa: f64) -> f64 {
    0.0543 + 0.5291 * exp(-0.64 * deficit_kpa)
}

/// Dead grass moisture on a dry day: `max(0.05, 0.0958 - 0.00205 T + 0.00138 RH)`.
///
/// - `temp_c`, `rh_pct`: of the air at noon. Source: McArthur (1966), as in the Australian fire danger rating.
///
/// ```
/// assert!((zeis::fire::moisture::moisture_after_mcarthur(25.0, 40.0) - 0.09975).abs() < 1e-12);
/// ```
pub fn moisture_after_mcarthur(temp_c: f64, rh_pct: f64) -> f64 {
    (0.0958 - 0.00205 * temp_c + 0.00138 * rh_pct).max(0.05)
}

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
