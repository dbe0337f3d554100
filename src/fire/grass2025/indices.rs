//! Chance of sustained flaming and the three indices of grassland.

use crate::lane::math::{exp, ln};
use crate::units::SECONDS_PER_MINUTE;

/// Wind in the grass, at 2 m, over wind at 10 m.
const WIND_2M_OVER_10M: f64 = 0.75;
/// Heat content of grass, kJ/kg.
const HEAT_KJ_KG: f64 = 18_000.0;
/// Moisture at which the code is zero, %.
const WETTEST_PCT: f64 = 250.0;
/// Code of bone-dry grass.
const DRIEST_CODE: f64 = 101.0;
/// Constant of the scale of the fine fuel moisture code, which makes moisture 250 % the code 0.
const SCALE: f64 = WETTEST_PCT * 59.5 / DRIEST_CODE;
/// Largest chance of flaming that still has a moisture.
const SUREST: f64 = 1.0 - 1e-12;
/// Intensity above which the fire weather index is logarithmic, kW/m.
const STRONG_KW_M: f64 = 100.0;

/// Share of the logit of flaming that the wind gives.
fn wind_logit(wind_km_h: f64) -> f64 {
    0.075 * WIND_2M_OVER_10M * wind_km_h
}

/// Chance that a small flame set to cured grass goes on burning, 0-1.
///
/// `1 / (1 + exp(-(1.49 - 0.11 m + 0.075 U2)))`, `U2 = 0.75 U`.
///
/// - `moisture_pct`: 0 and up; `wind_km_h`: 10 m wind
///
/// Source: Kidnie and Wotton, as in cffdrs-ng, version of 2026-08-13.
///
/// ```
/// let chance = zeis::fire::grass2025::indices::sustained_flaming(3.0, 0.0);
/// assert!((chance - 0.76133271).abs() < 1e-8);
/// ```
pub fn sustained_flaming(moisture_pct: f64, wind_km_h: f64) -> f64 {
    1.0 / (1.0 + exp(-(1.49 - 0.11 * moisture_pct + wind_logit(wind_km_h))))
}

/// Grassland fuel moisture code, 0-101: the fine fuel code of the fully cured grass that would flame as readily.
///
/// The moisture `me = (ln(p / (1 - p)) - 1.49 - 0.075 U2) / -0.11`, 250 where `p` is zero and never above it, on the
/// scale of the fine fuel moisture code, `59.5 (250 - me) / (K + me)`.
///
/// - `chance`: of sustained flaming times the curing factor, 0-1; a sure one counts as `1 - 1e-12`
/// - `wind_km_h`: 10 m wind
///
/// A chance above that of bone-dry cured grass has the moisture zero, so that the code ends at 101. Source: cffdrs-ng,
/// version of 2026-08-13.
pub fn grass_moisture_code(chance: f64, wind_km_h: f64) -> f64 {
    if chance <= 0.0 {
        return 0.0;
    }
    let chance = chance.min(SUREST);
    let moisture = (ln(chance / (1.0 - chance)) - 1.49 - wind_logit(wind_km_h)) / -0.11;
    let moisture = moisture.clamp(0.0, WETTEST_PCT);
    (59.5 * (WETTEST_PCT - moisture) / (SCALE + moisture)).min(DRIEST_CODE)
}

/// Grassland spread index: `1.11 R`, `spread_m_min` 0 and up.
pub fn grass_spread_index(spread_m_min: f64) -> f64 {
    1.11 * spread_m_min
}

/// Fireline intensity of grass that burns whole, kW/m: `300 L R`, that is 18 000 kJ/kg.
///
/// - `load_kg_m2`: 0 and up; `spread_m_min`: 0 and up
pub fn grass_intensity(load_kg_m2: f64, spread_m_min: f64) -> f64 {
    HEAT_KJ_KG / SECONDS_PER_MINUTE * load_kg_m2 * spread_m_min
}

/// Grassland fire weather index: `ln(I / 60) / 0.14` above 100 kW/m, `I / 25` up to it.
///
/// The two forms do not meet: the index falls from 4 to 3.65 as the intensity passes 100 kW/m. `intensity_kw_m`: 0
/// and up. Source: cffdrs-ng, version of 2026-08-13.
pub fn grass_fire_weather_index(intensity_kw_m: f64) -> f64 {
    if intensity_kw_m > STRONG_KW_M { ln(intensity_kw_m / 60.0) / 0.14 } else { intensity_kw_m / 25.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fire::fwi::dead_moisture_pct;

    #[test]
    fn the_code_stands_for_the_moisture_of_cured_grass() {
        for moisture in [1.0, 8.0, 20.0, 60.0, 150.0] {
            for wind in [0.0, 5.0, 40.0] {
                let code = grass_moisture_code(sustained_flaming(moisture, wind), wind);
                assert!((dead_moisture_pct(code) - moisture).abs() < 1e-6, "{moisture} {wind} {code}");
            }
        }
    }

    #[test]
    fn sure_and_impossible_flames_end_the_scale() {
        for wind in [0.0, 40.0, 200.0] {
            for chance in [1.0 - 1e-15, 1.0, 1.0 + 1e-9] {
                let code = grass_moisture_code(chance, wind);
                assert!(code.is_finite() && code <= 101.0 && code > 90.0, "{chance} {wind} {code}");
            }
            assert_eq!(grass_moisture_code(0.0, wind), 0.0);
            assert_eq!(grass_moisture_code(1e-300, wind), 0.0);
        }
        assert!((grass_moisture_code(1.0, 0.0) - 101.0).abs() < 1e-12);
    }

    #[test]
    fn the_index_falls_where_its_forms_part() {
        assert_eq!(grass_fire_weather_index(0.0), 0.0);
        assert_eq!(grass_fire_weather_index(100.0), 4.0);
        assert!((grass_fire_weather_index(100.000_001) - 3.648_754).abs() < 1e-5);
        assert_eq!(grass_intensity(0.35, 10.0), 1050.0);
    }
}
