//! Indices that follow from the codes and the wind, and danger classes.

use super::ffmc::dead_moisture_pct;
use crate::lane::math::{exp, ln, powf};

/// Initial spread index, 0 and up.
///
/// - `ffmc`: 0-101; `wind_km_h`: 10 m wind at noon
///
/// The plain form, without the change above 40 km/h of the Canadian behaviour system. Source: Van Wagner (1987),
/// eq. 24-26.
pub fn initial_spread_index(ffmc: f64, wind_km_h: f64) -> f64 {
    let moisture = dead_moisture_pct(ffmc);
    0.208 * exp(0.05039 * wind_km_h) * 91.9 * exp(-0.1386 * moisture) * (1.0 + powf(moisture, 5.31) / 4.93e7)
}

/// Build-up index, 0 and up: fuel available to a spreading fire.
///
/// `0.8 P D / (P + 0.4 D)`, lowered where it would fall below `P`. Zero where both codes are zero. `dmc`, `dc`: 0 and
/// up. Source: Van Wagner (1987), eq. 27.
pub fn build_up_index(dmc: f64, dc: f64) -> f64 {
    let sum = dmc + 0.4 * dc;
    if sum <= 0.0 {
        return 0.0;
    }
    let index = 0.8 * dmc * dc / sum;
    if index < dmc {
        let reduction = (1.0 - index / dmc) * (0.92 + powf(0.0114 * dmc, 1.7));
        (dmc - reduction).max(0.0)
    } else {
        index
    }
}

/// Fire weather index, 0 and up.
///
/// `isi`, `bui`: 0 and up. Source: Van Wagner (1987), eq. 28-30.
pub fn fire_weather_index(isi: f64, bui: f64) -> f64 {
    let duff = if bui <= 80.0 { 0.626 * powf(bui, 0.809) + 2.0 } else { 1000.0 / (25.0 + 108.64 * exp(-0.023 * bui)) };
    let intermediate = 0.1 * isi * duff;
    if intermediate <= 1.0 { intermediate } else { exp(2.72 * powf(0.434 * ln(intermediate), 0.647)) }
}

/// Daily severity rating: `0.0272 FWI^1.77`. Source: Van Wagner (1987), eq. 41.
pub fn daily_severity(fwi: f64) -> f64 {
    if fwi <= 0.0 { 0.0 } else { 0.0272 * powf(fwi, 1.77) }
}

/// Danger class of a fire weather index: the number of lower bounds reached, 0 below the first.
///
/// ```
/// assert_eq!(zeis::fire::fwi::indices::danger_class(42.0, &[5.2, 11.2, 21.3, 38.0, 50.0]), 4);
/// ```
pub fn danger_class(fwi: f64, lower_bounds: &[f64; 5]) -> usize {
    lower_bounds.iter().filter(|&&bound| fwi >= bound).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_fuel_and_no_drought_build_nothing_up() {
        assert_eq!(build_up_index(0.0, 0.0), 0.0);
        assert_eq!(build_up_index(0.0, 300.0), 0.0);
        assert!((build_up_index(5.4, 0.0) - 4.471).abs() < 5e-4);
    }

    #[test]
    fn the_index_joins_where_the_two_forms_meet() {
        assert!((fire_weather_index(5.0, 0.0) - 1.0).abs() < 1e-12);
        assert_eq!(fire_weather_index(0.0, 50.0), 0.0);
        assert_eq!(daily_severity(0.0), 0.0);
    }
}
