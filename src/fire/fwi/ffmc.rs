//! Fine fuel moisture code: litter and dead grass.

use crate::lane::Lane;
use crate::lane::math::{exp, ln};

/// `250 * 59.5 / 101`, which makes moisture 250 % the code 0 (the printed 147.2 is rounded).
const SCALE: f64 = 250.0 * 59.5 / 101.0;
/// Rain that the canopy of the standard stand keeps, mm.
const RAIN_KEPT_MM: f64 = 0.5;
/// Logarithm of 100, by which per cent becomes a share.
const LN_100: f64 = 2.0 * std::f64::consts::LN_10;
/// Moisture that no rain exceeds, %.
const WETTEST_PCT: f64 = 250.0;

/// Moisture of fine dead fuel that a fine fuel moisture code stands for, % of dry mass.
///
/// `m = K (101 - F) / (59.5 + F)`, `K = 250 * 59.5 / 101`. `ffmc`: 0-101. Source: Van Wagner (1987), eq. 1 with the
/// constant that makes the scale close.
///
/// ```
/// assert!((zeis::fire::fwi::dead_moisture_pct(85.0_f64) - 16.3075).abs() < 1e-4);
/// ```
#[inline(always)]
pub fn dead_moisture_pct<L: Lane>(ffmc: L) -> L {
    L::splat(SCALE) * (L::splat(101.0) - ffmc) / (L::splat(59.5) + ffmc)
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
#[inline(always)]
pub fn fine_fuel_moisture_code<L: Lane>(previous: L, temp_c: L, rh_pct: L, wind_km_h: L, rain_mm: L) -> L {
    code_of_moisture(moisture_of_day(dead_moisture_pct(previous), temp_c, rh_pct, wind_km_h, rain_mm))
}

/// Fine fuel moisture code of a moisture, %.
#[inline(always)]
pub(super) fn code_of_moisture<L: Lane>(moisture: L) -> L {
    (L::splat(59.5) * (L::splat(250.0) - moisture) / (L::splat(SCALE) + moisture)).clamp_to(0.0, 101.0)
}

/// Moisture of fine dead fuel at the end of the day, 0-250 %, from that of the day before.
#[inline(always)]
pub(super) fn moisture_of_day<L: Lane>(previous_pct: L, temp_c: L, rh_pct: L, wind_km_h: L, rain_mm: L) -> L {
    let one = L::one();
    let wet = after_rain(previous_pct, rain_mm);
    let warmth = L::splat(0.18) * (L::splat(21.1) - temp_c) * (one - exp(L::splat(-0.115) * rh_pct));
    let damp = exp((rh_pct - L::splat(100.0)) * L::splat(0.1));
    let ln_humidity = ln(rh_pct);
    let drying_end = L::splat(0.942) * exp(L::splat(0.679) * ln_humidity) + L::splat(11.0) * damp + warmth;
    let dries = wet.gt(drying_end);
    let dry_air = rh_pct * L::splat(0.01);
    let ln_dry_air = ln_humidity - L::splat(LN_100);
    let moisture = if L::any(!dries) {
        let wetting_end = L::splat(0.618) * exp(L::splat(0.753) * ln_humidity) + L::splat(10.0) * damp + warmth;
        let moves = dries | wet.lt(wetting_end);
        let end = L::select(dries, drying_end, wetting_end);
        let wet_air = one - dry_air;
        let air = L::select(dries, dry_air, wet_air);
        let ln_air = L::select(dries, ln_dry_air, ln(wet_air));
        L::select(moves, approach(wet, end, air, ln_air, temp_c, wind_km_h), wet)
    } else {
        approach(wet, drying_end, dry_air, ln_dry_air, temp_c, wind_km_h)
    };
    moisture.clamp_to(0.0, WETTEST_PCT)
}

/// Moisture after rain, %, at most 250.
#[inline(always)]
fn after_rain<L: Lane>(moisture: L, rain_mm: L) -> L {
    let wets = rain_mm.gt(L::splat(RAIN_KEPT_MM));
    if !L::any(wets) {
        return moisture;
    }
    // a lane without rain gets some, so that nothing is divided by zero; its result is not taken
    let rain = L::select(wets, rain_mm - L::splat(RAIN_KEPT_MM), L::one());
    let taken = exp(L::splat(-100.0) / (L::splat(251.0) - moisture)) * (L::one() - exp(L::splat(-6.93) / rain));
    let excess = (moisture - L::splat(150.0)).max(L::zero());
    let wet = moisture + L::splat(42.5) * rain * taken + L::splat(0.0015) * excess * excess * rain.sqrt();
    L::select(wets, wet.min(L::splat(WETTEST_PCT)), moisture)
}

/// Moisture after a day of drying or wetting towards `end`, %; `air` is its dryness or wetness, 0-1, with its logarithm.
#[inline(always)]
fn approach<L: Lane>(moisture: L, end: L, air: L, ln_air: L, temp_c: L, wind_km_h: L) -> L {
    let squared = air * air;
    let fourth = squared * squared;
    let still_air = L::splat(0.424) * (L::one() - exp(L::splat(1.7) * ln_air));
    let wind = L::splat(0.0694) * wind_km_h.sqrt() * (L::one() - fourth * fourth);
    let log10_rate = (still_air + wind) * L::splat(0.581) * exp(L::splat(0.0365) * temp_c);
    end + (moisture - end) * exp(log10_rate * L::splat(-std::f64::consts::LN_10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_closes_at_both_ends() {
        assert!((dead_moisture_pct(0.0_f64) - 250.0).abs() < 1e-12);
        assert_eq!(dead_moisture_pct(101.0), 0.0);
        for (ffmc, pct) in [(70.0, 35.26), (80.0, 22.17), (89.0, 11.90), (92.0, 8.75), (95.0, 5.72)] {
            assert!((dead_moisture_pct::<f64>(ffmc) - pct).abs() < 5e-3);
        }
    }

    #[test]
    fn rain_up_to_half_a_millimetre_is_kept_by_the_canopy() {
        let dry = fine_fuel_moisture_code(85.0, 15.0, 60.0, 10.0, 0.0);
        assert_eq!(fine_fuel_moisture_code(85.0, 15.0, 60.0, 10.0, 0.5), dry);
        assert!(fine_fuel_moisture_code(85.0, 15.0, 60.0, 10.0, 1.0) < dry);
    }
}
