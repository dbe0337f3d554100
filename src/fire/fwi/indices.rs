//! Indices that follow from the codes and the wind, and danger classes.

use super::ffmc::dead_moisture_pct;
use crate::lane::Lane;
use crate::lane::math::{exp, ln, powf};

/// Initial spread index, 0 and up.
///
/// - `ffmc`: 0-101; `wind_km_h`: 10 m wind at noon
///
/// The plain form, without the change above 40 km/h of the Canadian behaviour system. Source: Van Wagner (1987),
/// eq. 24-26.
#[inline(always)]
pub fn initial_spread_index<L: Lane>(ffmc: L, wind_km_h: L) -> L {
    spread_index_of_moisture(dead_moisture_pct(ffmc), wind_km_h)
}

/// Initial spread index of fine fuel with a known moisture, % (0-250).
#[inline(always)]
pub(super) fn spread_index_of_moisture<L: Lane>(moisture: L, wind_km_h: L) -> L {
    let wet = L::one() + powf(moisture, L::splat(5.31)) * L::splat(1.0 / 4.93e7);
    L::splat(0.208 * 91.9) * exp(L::splat(0.05039) * wind_km_h - L::splat(0.1386) * moisture) * wet
}

/// Build-up index, 0 and up: fuel available to a spreading fire.
///
/// `0.8 P D / (P + 0.4 D)`, lowered where it would fall below `P`. Zero where both codes are zero. `dmc`, `dc`: 0 and
/// up. Source: Van Wagner (1987), eq. 27.
#[inline(always)]
pub fn build_up_index<L: Lane>(dmc: L, dc: L) -> L {
    let sum = dmc + L::splat(0.4) * dc;
    let any_fuel = sum.gt(L::zero());
    // index over P, so that one division serves both forms
    let share = L::splat(0.8) * dc / L::select(any_fuel, sum, L::one());
    let index = share * dmc;
    let falls = index.lt(dmc);
    if !L::any(falls) {
        return index;
    }
    let deep = L::splat(0.92) + powf(L::splat(0.0114) * dmc, L::splat(1.7));
    let reduced = dmc - (L::one() - share) * deep;
    L::select(falls, reduced.max(L::zero()), index)
}

/// Fire weather index, 0 and up.
///
/// `isi`, `bui`: 0 and up. Source: Van Wagner (1987), eq. 28-30.
#[inline(always)]
pub fn fire_weather_index<L: Lane>(isi: L, bui: L) -> L {
    fire_weather_and_log(isi, bui).0
}

/// Fire weather index with its natural logarithm, -708 (f64) where the index is zero.
#[inline(always)]
fn fire_weather_and_log<L: Lane>(isi: L, bui: L) -> (L, L) {
    let shallow = L::splat(0.626) * powf(bui, L::splat(0.809)) + L::splat(2.0);
    let deep = bui.gt(L::splat(80.0));
    let duff = if L::any(deep) {
        let of_deep = L::splat(1000.0) / (L::splat(25.0) + L::splat(108.64) * exp(L::splat(-0.023) * bui));
        L::select(deep, of_deep, shallow)
    } else {
        shallow
    };
    let intermediate = L::splat(0.1) * isi * duff;
    let ln_intermediate = ln(intermediate);
    let large = intermediate.gt(L::one());
    if !L::any(large) {
        return (intermediate, ln_intermediate);
    }
    // of a lane at or below 1 the power is that of the smallest number, which is not taken
    let ln_scaled = L::splat(2.72) * powf(L::splat(0.434) * ln_intermediate, L::splat(0.647));
    (L::select(large, exp(ln_scaled), intermediate), L::select(large, ln_scaled, ln_intermediate))
}

/// Daily severity rating: `0.0272 FWI^1.77`. Source: Van Wagner (1987), eq. 41.
#[inline(always)]
pub fn daily_severity<L: Lane>(fwi: L) -> L {
    severity_of_log(fwi, ln(fwi))
}

/// Daily severity rating of an index whose logarithm is known.
#[inline(always)]
fn severity_of_log<L: Lane>(fwi: L, ln_fwi: L) -> L {
    L::select(fwi.gt(L::zero()), L::splat(0.0272) * exp(L::splat(1.77) * ln_fwi), L::zero())
}

/// Fire weather index and daily severity rating together; the index is a power, so its logarithm costs nothing.
#[inline(always)]
pub(super) fn fire_weather_and_severity<L: Lane>(isi: L, bui: L) -> (L, L) {
    let (fwi, ln_fwi) = fire_weather_and_log(isi, bui);
    (fwi, severity_of_log(fwi, ln_fwi))
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
        assert_eq!(build_up_index(0.0_f64, 0.0), 0.0);
        assert_eq!(build_up_index(0.0, 300.0), 0.0);
        assert!((build_up_index(5.4_f64, 0.0) - 4.471).abs() < 5e-4);
    }

    #[test]
    fn the_index_joins_where_the_two_forms_meet() {
        assert!((fire_weather_index(5.0_f64, 0.0) - 1.0).abs() < 1e-12);
        assert_eq!(fire_weather_index(0.0, 50.0), 0.0);
        assert_eq!(daily_severity(0.0_f64), 0.0);
    }
}
