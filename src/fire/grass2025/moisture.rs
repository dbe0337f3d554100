//! Wetting and drying of cured grass.

use std::f64::consts::LN_10;

use super::GrassHour;
use crate::lane::math::{exp, powf};

/// Moisture that no rain exceeds, %.
const WETTEST_PCT: f64 = 250.0;

/// Moisture of cured grass at the end of a step, % of dry mass.
///
/// Rain wets the grass; then it moves towards the equilibrium of drying or wetting at the temperature and humidity
/// that the sun gives the fuel, `m = E + (m - E) 10^(-k dt)`. Between the two equilibria nothing changes.
///
/// - `previous_pct`: 0-250; `load_kg_m2`: above 0; `hours`: length of the step, above 0
/// - `hour`: weather of the step, with the rain and radiation that reach this layer
///
/// Source: Wotton (2009), with the coefficients of cffdrs-ng, version of 2026-08-13.
///
/// ```
/// use zeis::fire::grass2025::{GrassHour, moisture::grass_moisture};
/// let hour = GrassHour { temp_c: 10.0, rh_pct: 70.0, wind_km_h: 0.0, rain_mm: 3.0, solar_kw_m2: 0.0 };
/// assert!((grass_moisture(15.0, &hour, 0.35, 1.0) - 199.58677).abs() < 1e-5);
/// ```
pub fn grass_moisture(previous_pct: f64, hour: &GrassHour, load_kg_m2: f64, hours: f64) -> f64 {
    let wet = moisture_after_rain(previous_pct, hour.rain_mm, load_kg_m2);
    let temp_c = fuel_temperature(hour.temp_c, hour.solar_kw_m2, hour.wind_km_h);
    let rh_pct = fuel_humidity(hour.rh_pct.clamp(0.0, 100.0), hour.temp_c, temp_c);
    let (drying_end, wetting_end) = equilibria(temp_c, rh_pct);
    if wet > drying_end {
        let rate = log10_rate(rh_pct / 100.0, temp_c, hour.wind_km_h);
        approach(wet, drying_end, rate * hours)
    } else if wet < wetting_end {
        let rate = log10_rate((100.0 - rh_pct) / 100.0, temp_c, hour.wind_km_h);
        approach(wet, wetting_end, rate * hours)
    } else {
        wet
    }
}

/// Moisture after rain, %: `min(250, m + 100 r / L)`, as 1 mm is 1 kg/m2 of water.
pub fn moisture_after_rain(moisture_pct: f64, rain_mm: f64, load_kg_m2: f64) -> f64 {
    if rain_mm <= 0.0 { moisture_pct } else { (moisture_pct + 100.0 * rain_mm / load_kg_m2).min(WETTEST_PCT) }
}

/// Temperature of grass in the sun, degrees C: `T + 17.9 S exp(-0.034 U)`.
///
/// - `temp_c`: of the air; `solar_kw_m2`: 0 and up; `wind_km_h`: 10 m wind
///
/// The printed form of 2009 (35.07 and 0.06215) heats the fuel too much and was replaced by its authors.
pub fn fuel_temperature(temp_c: f64, solar_kw_m2: f64, wind_km_h: f64) -> f64 {
    temp_c + 17.9 * solar_kw_m2 * exp(-0.034 * wind_km_h)
}

/// Relative humidity at the surface of the fuel, %: that of the air at the temperature of the fuel.
///
/// `RH es(T) / es(Tf)`, `es(x)` proportional to `10^(7.5 x / (x + 237))`; fuel no warmer than the air leaves it.
///
/// - `rh_pct`: of the air, 0-100; `temp_c`: of the air; `fuel_temp_c`: of the fuel
pub fn fuel_humidity(rh_pct: f64, temp_c: f64, fuel_temp_c: f64) -> f64 {
    if fuel_temp_c <= temp_c {
        return rh_pct;
    }
    let log10_ratio = 7.5 * (temp_c / (temp_c + 237.0) - fuel_temp_c / (fuel_temp_c + 237.0));
    rh_pct * exp(log10_ratio * LN_10)
}

/// Moisture towards which grass dries, and that towards which it wets, %.
fn equilibria(temp_c: f64, rh_pct: f64) -> (f64, f64) {
    let warmth = 0.27 * (26.7 - temp_c) * (1.0 - exp(-0.115 * rh_pct));
    let drying = 1.62 * powf(rh_pct, 0.532) + 13.7 * exp((rh_pct - 100.0) / 13.0) + warmth;
    let wetting = 1.42 * powf(rh_pct, 0.512) + 12.0 * exp((rh_pct - 100.0) / 18.0) + warmth;
    (drying, wetting)
}

/// Decimal orders of approach to the equilibrium in one hour; `a` is the dampness or dryness of the air, 0-1.
fn log10_rate(a: f64, temp_c: f64, wind_km_h: f64) -> f64 {
    let still_air = 0.424 * (1.0 - powf(a, 1.7));
    let wind = 0.0694 * wind_km_h.sqrt() * (1.0 - powf(a, 8.0));
    0.389633 * exp(0.0365 * temp_c) * (still_air + wind)
}

/// Moisture after `log10_steps` decimal orders of approach to `end`, %.
fn approach(moisture: f64, end: f64, log10_steps: f64) -> f64 {
    end + (moisture - end) * exp(-log10_steps * LN_10)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: GrassHour = GrassHour { temp_c: 22.0, rh_pct: 40.0, wind_km_h: 8.0, rain_mm: 0.0, solar_kw_m2: 0.35 };

    #[test]
    fn two_half_hours_are_an_hour() {
        for start in [4.0, 60.0, 240.0] {
            let half = grass_moisture(start, &HOUR, 0.35, 0.5);
            let whole = grass_moisture(start, &HOUR, 0.35, 1.0);
            assert!((grass_moisture(half, &HOUR, 0.35, 0.5) - whole).abs() < 1e-10);
        }
    }

    #[test]
    fn between_the_equilibria_nothing_changes() {
        let (drying, wetting) = equilibria(22.0, 40.0);
        let between = 0.5 * (drying + wetting);
        assert!(wetting < between && between < drying);
        assert_eq!(grass_moisture(between, &GrassHour { solar_kw_m2: 0.0, ..HOUR }, 0.35, 1.0), between);
    }

    #[test]
    fn rain_fills_up_to_its_limit() {
        assert_eq!(moisture_after_rain(10.0, 0.0, 0.35), 10.0);
        assert_eq!(moisture_after_rain(10.0, 0.35, 0.35), 110.0);
        assert_eq!(moisture_after_rain(10.0, 5.0, 0.35), 250.0);
    }

    #[test]
    fn extremes_stay_finite() {
        for temp_c in [-50.0, 60.0] {
            for rh_pct in [-5.0, 0.0, 100.0, 110.0] {
                for solar_kw_m2 in [0.0, 1.2] {
                    let hour = GrassHour { temp_c, rh_pct, wind_km_h: 200.0, rain_mm: 500.0, solar_kw_m2 };
                    let moisture = grass_moisture(0.0, &hour, 0.01, 24.0);
                    assert!(moisture.is_finite() && moisture <= 250.0, "{temp_c} {rh_pct} {moisture}");
                }
            }
        }
    }

    #[test]
    fn saturated_air_stops_drying() {
        assert!((log10_rate(1.0, 20.0, 30.0)).abs() < 1e-12);
        assert_eq!(fuel_humidity(80.0, 20.0, 20.0), 80.0);
        assert!(fuel_humidity(80.0, 20.0, 30.0) < 50.0);
    }
}
