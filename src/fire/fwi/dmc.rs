//! Duff moisture code: loosely packed organic matter.

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
pub fn duff_moisture_code(previous: f64, temp_c: f64, rh_pct: f64, rain_mm: f64, month: u8, latitude_deg: f64) -> f64 {
    let drying = 1.894 * (temp_c.max(-1.1) + 1.1) * (100.0 - rh_pct) * day_length_h(month, latitude_deg) * 1e-4;
    (after_rain(previous, rain_mm) + drying).max(0.0)
}

/// Code after rain: unchanged up to 1.5 mm.
fn after_rain(previous: f64, rain_mm: f64) -> f64 {
    if rain_mm <= 1.5 {
        return previous;
    }
    let effective_rain = 0.92 * rain_mm - 1.27;
    let moisture = 20.0 + 280.0 * exp(-0.023 * previous);
    let slope = if previous <= 33.0 {
        100.0 / (0.5 + 0.3 * previous)
    } else if previous <= 65.0 {
        14.0 - 1.3 * ln(previous)
    } else {
        6.2 * ln(previous) - 17.2
    };
    let wet = moisture + 1000.0 * effective_rain / (48.77 + slope * effective_rain);
    (43.43 * (5.6348 - ln(wet - 20.0))).max(0.0)
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
