//! Fireline intensity and flame length.

use crate::lane::Lane;
use crate::lane::math::{exp, ln};
use crate::units::SECONDS_PER_MINUTE;

/// Flame length in m of a fireline intensity of 1 kW/m: 0.45 ft at 1 Btu/ft/s, brought to metric (0.0775 in print).
const FLAME_AT_ONE_KW_M: f64 = 0.077_476_08;
/// Exponent of flame length on intensity.
const FLAME_EXPONENT: f64 = 0.46;

/// Fireline intensity: heat released per second by one metre of fire front, kW/m.
///
/// `I = HPA R`, with spread brought from m/min to m/s.
///
/// - `heat_per_area_kj_m2`: heat released per area in the flaming front, 0 or more
/// - `spread_m_min`: rate of spread of the head, 0 or more
///
/// Zero heat or zero spread gives zero. Source: Byram (1959), Combustion of forest fuels.
///
/// ```
/// assert!((zeis::fire::intensity::fireline_intensity(2753.26, 8.304539) - 381.0759).abs() < 1e-3);
/// ```
#[inline(always)]
pub fn fireline_intensity<L: Lane>(heat_per_area_kj_m2: L, spread_m_min: L) -> L {
    heat_per_area_kj_m2 * spread_m_min * L::splat(1.0 / SECONDS_PER_MINUTE)
}

/// Flame length, m.
///
/// `0.07747608 I^0.46`; no intensity, no flame. `intensity_kw_m`: 0 or more. Source: Byram (1959), constant derived
/// from its English units.
///
/// ```
/// assert!((zeis::fire::intensity::flame_length(381.0759) - 1.19243).abs() < 1e-5);
/// assert_eq!(zeis::fire::intensity::flame_length(0.0), 0.0);
/// ```
#[inline(always)]
pub fn flame_length<L: Lane>(intensity_kw_m: L) -> L {
    let length = L::splat(FLAME_AT_ONE_KW_M) * exp(L::splat(FLAME_EXPONENT) * ln(intensity_kw_m));
    L::select(intensity_kw_m.gt(L::zero()), length, L::zero())
}

/// Whether an ignition grows into a spreading fire: both spread (m/min) and flame (m) above their limits.
///
/// Others go out by themselves and are counted as such. Limits are assumptions and parameters.
pub fn is_spreading_fire(spread_m_min: f64, flame_m: f64, spread_limit: f64, flame_limit: f64) -> bool {
    spread_m_min > spread_limit && flame_m > flame_limit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_heat_no_flame() {
        assert_eq!(fireline_intensity(0.0, 5.0), 0.0);
        assert_eq!(flame_length(fireline_intensity(300.0, 0.0)), 0.0);
        assert!(is_spreading_fire(0.2, 0.1, 0.1, 0.05));
        assert!(!is_spreading_fire(0.2, 0.05, 0.1, 0.05));
    }
}
