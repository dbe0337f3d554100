//! Duff moisture code: loosely packed organic matter.

use crate::lane::Lane;
use crate::lane::math::{exp, ln};

/// Effective day length by month, h, of the latitude bands above 30, 10-30, -30 to -10 and below -30 degrees north.
const DAY_LENGTH_H: [[f64; 12]; 4] = [
    [6.5, 7.5, 9.0, 12.8, 13.9, 13.9, 12.4, 10.9, 9.4, 8.0, 7.0, 6.0],
    [7.9, 8.4, 8.9, 9.5, 9.9, 10.2, 10.1, 9.7, 9.1, 8.6, 8.1, 7.8],
    [10.1, 9.6, 9.1, 8.5, 8.1, 7.8, 7.9, 8.3, 8.9, 9.4, 9.9, 10.2],
    [11.5, 10.5, 9.2, 7.9, 6.8, 6.2, 6.5, 7.4, 8.7, 10.0, 11.2, 11.8],
];
/// Effective day length within 10 degrees of the equator, h.
const DAY_LENGTH_EQUATOR_H: f64 = 9.0;

/// Duff moisture code of the day, 0 and up.
///
/// Rain above 1.5 mm lowers the code; temperature above -1.1 degrees C and dry air raise it by the day length.
///
/// - `previous`: code of the day before, 0 and up
/// - `temp_c`, `rh_pct` (0-100): at noon; `rain_mm`: of the day; `month`: 1-12; `latitude_deg`: north positive
///
/// Source: Van Wagner (1987), eq. 11-17; latitude bands as in cffdrs.
#[inline(always)]
pub fn duff_moisture_code<L: Lane>(previous: L, temp_c: L, rh_pct: L, rain_mm: L, month: u8, latitude_deg: f64) -> L {
    let warmth = temp_c.max(L::splat(-1.1)) + L::splat(1.1);
    let day = L::splat(1.894e-4 * day_length_h(month, latitude_deg));
    let drying = warmth * (L::splat(100.0) - rh_pct) * day;
    (after_rain(previous, rain_mm) + drying).max(L::zero())
}

/// Code after rain: unchanged up to 1.5 mm.
#[inline(always)]
fn after_rain<L: Lane>(previous: L, rain_mm: L) -> L {
    let wets = rain_mm.gt(L::splat(1.5));
    if !L::any(wets) {
        return previous;
    }
    let effective_rain = L::splat(0.92) * rain_mm.max(L::splat(1.5)) - L::splat(1.27);
    let moisture = L::splat(20.0) + L::splat(280.0) * exp(L::splat(-0.023) * previous);
    let low = previous.le(L::splat(33.0));
    let of_low = L::splat(100.0) / (L::splat(0.5) + L::splat(0.3) * previous);
    let slope = if L::any(wets & !low) { L::select(low, of_low, slope_of_high(previous)) } else { of_low };
    let wet = moisture + L::splat(1000.0) * effective_rain / (L::splat(48.77) + slope * effective_rain);
    let code = (L::splat(43.43) * (L::splat(5.6348) - ln(wet - L::splat(20.0)))).max(L::zero());
    L::select(wets, code, previous)
}

/// Slope of wetting above code 33.
#[inline(always)]
fn slope_of_high<L: Lane>(previous: L) -> L {
    let ln_code = ln(previous);
    let middle = previous.le(L::splat(65.0));
    L::select(middle, L::splat(14.0) - L::splat(1.3) * ln_code, L::splat(6.2) * ln_code - L::splat(17.2))
}

/// Effective day length, h: that of 46 degrees north for the whole temperate north, as all programs do.
fn day_length_h(month: u8, latitude_deg: f64) -> f64 {
    let band = if latitude_deg > 30.0 {
        0
    } else if latitude_deg > 10.0 {
        1
    } else if latitude_deg > -10.0 {
        return DAY_LENGTH_EQUATOR_H;
    } else if latitude_deg > -30.0 {
        2
    } else {
        3
    };
    DAY_LENGTH_H[band][usize::from(month.clamp(1, 12)) - 1]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cold_days_leave_the_code() {
        assert_eq!(duff_moisture_code(5.0, -5.0, 90.0, 0.0, 1, 52.0), 5.0);
        assert_eq!(duff_moisture_code(5.0, -1.1, 20.0, 1.5, 1, 52.0), 5.0);
    }

    #[test]
    fn latitude_bands_end_where_they_should() {
        assert_eq!(day_length_h(1, 30.1), 6.5);
        assert_eq!(day_length_h(1, 30.0), 7.9);
        assert_eq!(day_length_h(1, 10.0), 9.0);
        assert_eq!(day_length_h(1, -10.0), 10.1);
        assert_eq!(day_length_h(1, -30.0), 11.5);
    }
}
