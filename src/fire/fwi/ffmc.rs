//! Fine fuel moisture code: litter and dead grass.

use crate::lane::math::{exp, powf};

/// `250 * 59.5 / 101`, which makes moisture 250 % the code 0 (the printed 147.2 is rounded).
const SCALE: f64 = 250.0 * 59.5 / 101.0;
/// Rain that the canopy of the standard stand keeps, mm.
const RAIN_KEPT_MM: f64 = 0.5;
/// Moisture that no rain exceeds, %.
const WETTEST_PCT: f64 = 250.0;

/// Moisture of fine dead fuel that a fine fuel moisture code stands for, % of dry mass.
///
/// `m = K (101 - F) / (59.5 + F)`, `K = 250 * 59.5 / 101`. `ffmc`: 0-101. Source: Van Wagner (1987), eq. 1 with the
/// constant that makes the scale close.
///
/// ```
/// assert!((zeis::fire::fwi::dead_moisture_pct(85.0) - 16.3075).abs() < 1e-4);
/// ```
pub fn dead_moisture_pct(ffmc: f64) -> f64 {
    SCALE * (101.0 - ffmc) / (59.5 + ffmc)
}

/// Fine fuel moisture code of the day, 0-101.
///
/// Rain above 0.5 mm wets the fuel; then it moves towards the equilibrium of drying or wetting at a rate that grows
/// with temperature and wind. Between the two equilibria nothing changes.
///
/// - `previous`: code of the day before, 0-101
/// - `temp_c`, `rh_pct` (0-100), `wind_km_h`: at noon; `rain_mm`: of the day
///
/// Source: Van Wagner (1987), eq. 1-10.
pub fn fine_fuel_moisture_code(previous: f64, temp_c: f64, rh_pct: f64, wind_km_h: f64, rain_mm: f64) -> f64 {
    let wet = after_rain(dead_moisture_pct(previous), rain_mm);
    let warmth = 0.18 * (21.1 - temp_c) * (1.0 - exp(-0.115 * rh_pct));
    let damp = exp((rh_pct - 100.0) / 10.0);
    let drying_end = 0.942 * powf(rh_pct, 0.679) + 11.0 * damp + warmth;
    let wetting_end = 0.618 * powf(rh_pct, 0.753) + 10.0 * damp + warmth;
    let moisture = if wet > drying_end {
        approach(wet, drying_end, rh_pct / 100.0, temp_c, wind_km_h)
    } else if wet < wetting_end {
        approach(wet, wetting_end, (100.0 - rh_pct) / 100.0, temp_c, wind_km_h)
    } else {
        wet
    };
    (59.5 * (250.0 - moisture) / (SCALE + moisture)).clamp(0.0, 101.0)
}

/// Moisture after rain, %, at most 250.
fn after_rain(moisture: f64, rain_mm: f64) -> f64 {
    if rain_mm <= RAIN_KEPT_MM {
        return moisture;
    }
    let rain = rain_mm - RAIN_KEPT_MM;
    let gain = 42.5 * rain * exp(-100.0 / (251.0 - moisture)) * (1.0 - exp(-6.93 / rain));
    let excess = (moisture - 150.0).max(0.0);
    (moisture + gain + 0.0015 * excess * excess * rain.sqrt()).min(WETTEST_PCT)
}

/// Moisture after a day of drying or wetting towards `end`, %; `a` is the dryness or wetness of the air, 0-1.
fn approach(moisture: f64, end: f64, a: f64, temp_c: f64, wind_km_h: f64) -> f64 {
    let still_air = 0.424 * (1.0 - powf(a, 1.7));
    let wind = 0.0694 * wind_km_h.sqrt() * (1.0 - powf(a, 8.0));
    let log10_rate = (still_air + wind) * 0.581 * exp(0.0365 * temp_c);
    end + (moisture - end) * exp(-log10_rate * std::f64::consts::LN_10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_closes_at_both_ends() {
        assert!((dead_moisture_pct(0.0) - 250.0).abs() < 1e-12);
        assert_eq!(dead_moisture_pct(101.0), 0.0);
        for (ffmc, pct) in [(70.0, 35.26), (80.0, 22.17), (89.0, 11.90), (92.0, 8.75), (95.0, 5.72)] {
            assert!((dead_moisture_pct(ffmc) - pct).abs() < 5e-3);
        }
    }

    #[test]
    fn rain_up_to_half_a_millimetre_is_kept_by_the_canopy() {
        let dry = fine_fuel_moisture_code(85.0, 15.0, 60.0, 10.0, 0.0);
        assert_eq!(fine_fuel_moisture_code(85.0, 15.0, 60.0, 10.0, 0.5), dry);
        assert!(fine_fuel_moisture_code(85.0, 15.0, 60.0, 10.0, 1.0) < dry);
    }
}
