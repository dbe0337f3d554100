//! Drought code: deep, compact organic matter, and its wintering.

use crate::lane::Lane;
use crate::lane::math::{exp, ln};

/// Day-length addend by month north of 20 degrees; south of -20 degrees the list runs half a year ahead.
const DAY_LENGTH_ADDEND: [f64; 12] = [-1.6, -1.6, -1.6, 0.9, 3.8, 5.8, 6.4, 5.0, 2.4, 0.4, -1.6, -1.6];
/// Day-length addend within 20 degrees of the equator.
const DAY_LENGTH_ADDEND_EQUATOR: f64 = 1.4;
/// Moisture equivalent at code zero, in hundredths of an inch of water.
const FULL: f64 = 800.0;
/// Lowest code that a spring may start with.
const LOWEST_SPRING_CODE: f64 = 15.0;

/// Drought code of the day, 0 and up.
///
/// Rain above 2.8 mm lowers the code; temperature above -2.8 degrees C and the season raise it.
///
/// - `previous`: code of the day before, 0 and up
/// - `temp_c`: at noon; `rain_mm`: of the day; `month`: 1-12; `latitude_deg`: north positive
///
/// Source: Van Wagner (1987), eq. 18-23.
#[inline(always)]
pub fn drought_code<L: Lane>(previous: L, temp_c: L, rain_mm: L, month: u8, latitude_deg: f64) -> L {
    let warmth = L::splat(0.36) * (temp_c.max(L::splat(-2.8)) + L::splat(2.8));
    let evaporation = L::splat(0.5) * (warmth + L::splat(day_length_addend(month, latitude_deg)));
    (after_rain(previous, rain_mm) + evaporation.max(L::zero())).max(L::zero())
}

/// Code after rain: unchanged up to 2.8 mm.
#[inline(always)]
fn after_rain<L: Lane>(previous: L, rain_mm: L) -> L {
    let wets = rain_mm.gt(L::splat(2.8));
    if !L::any(wets) {
        return previous;
    }
    let effective_rain = L::splat(0.83) * rain_mm.max(L::splat(2.8)) - L::splat(1.27);
    // rain over the moisture `800 exp(-D / 400)`, with the division drawn into the power
    let share = L::splat(3.937 / FULL) * effective_rain * exp(previous * L::splat(1.0 / 400.0));
    let wetting = ln(L::one() + share);
    L::select(wets, (previous - L::splat(400.0) * wetting).max(L::zero()), previous)
}

/// Day-length addend of a month at a latitude.
fn day_length_addend(month: u8, latitude_deg: f64) -> f64 {
    let index = usize::from(month.clamp(1, 12)) - 1;
    if latitude_deg > 20.0 {
        DAY_LENGTH_ADDEND[index]
    } else if latitude_deg > -20.0 {
        DAY_LENGTH_ADDEND_EQUATOR
    } else {
        DAY_LENGTH_ADDEND[(index + 6) % 12]
    }
}

/// Drought code to start a spring with, from the last code of autumn and the rain of the winter.
///
/// `Qs = a 800 exp(-DC/400) + b 3.94 rain`, `DC_s = max(15, 400 ln(800 / Qs))`.
///
/// - `autumn_code`: last code of the season, 0 and up; `winter_rain_mm`: 0 and up
/// - `carried`: share `a` of autumn moisture that is left; `absorbed`: share `b` of winter rain that is taken up
///
/// `None` where no moisture at all is left (`Qs` is zero or less), for which no code exists. Source: Lawson and
/// Armitage (2008), eq. 2.
///
/// ```
/// let spring = zeis::fire::fwi::dc::overwintered_drought_code(300.0, 110.0, 0.75, 0.75);
/// assert!((spring.unwrap_or(0.0) - 109.4657).abs() < 1e-3);
/// ```
pub fn overwintered_drought_code(autumn_code: f64, winter_rain_mm: f64, carried: f64, absorbed: f64) -> Option<f64> {
    let moisture = carried * FULL * exp(-autumn_code / 400.0) + absorbed * 3.94 * winter_rain_mm;
    (moisture > 0.0).then(|| (400.0 * ln(FULL / moisture)).max(LOWEST_SPRING_CODE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_southern_year_runs_half_a_year_ahead() {
        assert_eq!(day_length_addend(1, -20.0), 6.4);
        assert_eq!(day_length_addend(7, -45.0), -1.6);
        assert_eq!(day_length_addend(7, 0.0), 1.4);
        assert_eq!(day_length_addend(7, 20.1), 6.4);
    }

    #[test]
    fn a_winter_without_water_has_no_spring_code() {
        assert_eq!(overwintered_drought_code(300.0, 0.0, 0.0, 0.75), None);
        assert_eq!(overwintered_drought_code(0.0, 500.0, 0.75, 0.75), Some(15.0));
    }

    #[test]
    fn a_cold_day_leaves_the_code() {
        assert_eq!(drought_code(100.0, -5.0, 0.0, 1, 52.0), 100.0);
    }
}
