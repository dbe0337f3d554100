//! Rate of spread in grassland and its factors.
//!
//! Curing and moisture may differ between stands and are generic; wind belongs to the hour.

use super::GrassForm;
use crate::lane::Lane;
use crate::lane::math::{exp, powf};

/// Cured share of the standing mass below which grass does not burn, %.
const LEAST_CURED_PCT: f64 = 20.0;
/// Moisture up to which its effect is exponential, %.
const DRY_PCT: f64 = 12.0;
/// Wind speed from which damp grass burns as in wind, km/h: 10 after rounding to a whole number, halves up.
const WINDY_KM_H: f64 = 9.5;
/// Wind speed at which the effect of wind changes its form, km/h.
const WIND_SWITCH_KM_H: f64 = 5.0;
/// m/min in a km/h, as rounded in the original.
const M_MIN_PER_KM_H: f64 = 16.67;

/// Effect of curing on spread, 0-1.
///
/// `1.036 / (1 + 103.989 exp(-0.0996 (C - 20)))` from 20 % on, else zero. `cured_pct`: dead share of the standing mass,
/// 0-100. Source: Cruz et al. (2015).
///
/// ```
/// let half = zeis::fire::grass2025::spread::curing_factor(50.0);
/// assert!((half - 0.166031).abs() < 1e-6);
/// assert_eq!(zeis::fire::grass2025::spread::curing_factor(19.9), 0.0);
/// ```
#[inline(always)]
pub fn curing_factor<L: Lane>(cured_pct: L) -> L {
    let least = L::splat(LEAST_CURED_PCT);
    let rise = L::splat(103.989) * exp(L::splat(-0.0996) * (cured_pct - least));
    L::select(cured_pct.lt(least), L::zero(), L::splat(1.036) / (L::one() + rise))
}

/// Effect of moisture on spread, 0-1.
///
/// | moisture | wind below 9.5 km/h | wind from 9.5 km/h |
/// |---|---|---|
/// | below 12 % | `exp(-0.108 m)` | `exp(-0.108 m)` |
/// | from 12 % | `0.6838 - 0.0342 m` below 20 %, else 0 | `0.547 - 0.0228 m` below 23.9 %, else 0 |
///
/// - `moisture_pct`: of the grass, 0 and up; `wind_km_h`: 10 m wind
///
/// Never negative. Source: Cheney et al. (1998), eq. 7, with the wind rounded as in cffdrs-ng.
///
/// ```
/// use zeis::fire::grass2025::spread::moisture_factor;
/// assert!((moisture_factor(15.0, 8.0) - 0.1708).abs() < 1e-12 && moisture_factor(22.0, 8.0) == 0.0);
/// assert!((moisture_factor(22.0, 10.0) - 0.0454).abs() < 1e-12);
/// ```
#[inline(always)]
pub fn moisture_factor<L: Lane>(moisture_pct: L, wind_km_h: f64) -> L {
    let (level, slope, wettest) = if wind_km_h < WINDY_KM_H { (0.6838, 0.0342, 20.0) } else { (0.547, 0.0228, 23.9) };
    let line = (L::splat(level) - L::splat(slope) * moisture_pct).max(L::zero());
    let damp = L::select(moisture_pct.lt(L::splat(wettest)), line, L::zero());
    L::select(moisture_pct.lt(L::splat(DRY_PCT)), exp(L::splat(-0.108) * moisture_pct), damp)
}

/// Rate of spread in dry and fully cured grass, km/h, by the wind alone.
///
/// | form | below 5 km/h | from 5 km/h |
/// |---|---|---|
/// | standing | `0.054 + 0.269 U` | `1.4 + 0.838 (U - 5)^0.844` |
/// | matted or cut | `0.054 + 0.209 U` | `1.1 + 0.715 (U - 5)^0.844` |
///
/// - `wind_km_h`: 10 m wind, 0 and up
///
/// Source: Cheney et al. (1998), eq. 5 and 6.
pub fn wind_factor(wind_km_h: f64, form: GrassForm) -> f64 {
    let (slope, level, rise) = match form {
        GrassForm::Standing => (0.269, 1.4, 0.838),
        GrassForm::Matted => (0.209, 1.1, 0.715),
    };
    if wind_km_h < WIND_SWITCH_KM_H {
        0.054 + slope * wind_km_h
    } else {
        level + rise * powf(wind_km_h - WIND_SWITCH_KM_H, 0.844)
    }
}

/// Rate of spread of the head of a grass fire, m/min: `16.67 g(U) fm phi`.
///
/// - `wind_factor`: [`wind_factor`], km/h; `moisture_factor`: [`moisture_factor`]; `curing_factor`: [`curing_factor`]
///
/// Load plays no part. Source: Cheney et al. (1998).
#[inline(always)]
pub fn rate_of_spread<L: Lane>(wind_factor: L, moisture_factor: L, curing_factor: L) -> L {
    L::splat(M_MIN_PER_KM_H) * wind_factor * moisture_factor * curing_factor
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lane::F64x8;

    #[test]
    fn curing_rises_as_published() {
        let published =
            [(0.0, 0.0), (20.0, 0.009868), (35.0, 0.042559), (50.0, 0.166031), (75.0, 0.722237), (100.0, 0.999982)];
        for (cured, factor) in published {
            assert!((curing_factor::<f64>(cured) - factor).abs() < 1e-6, "{cured}");
        }
    }

    #[test]
    fn moisture_switches_where_it_should() {
        // at 12 % the line begins, below it the exponential ends; both limits belong to the wetter side
        assert!((moisture_factor::<f64>(12.0, 0.0) - 0.2734).abs() < 1e-12);
        assert!((moisture_factor::<f64>(12.0, 30.0) - 0.2734).abs() < 1e-12);
        assert_eq!(moisture_factor::<f64>(20.0, 9.49), 0.0);
        assert!(moisture_factor::<f64>(20.0, 9.5) > 0.09);
        assert!(moisture_factor::<f64>(23.89, 10.0) > 0.0);
        assert_eq!(moisture_factor::<f64>(23.9, 10.0), 0.0);
        // the line would be negative here
        assert_eq!(moisture_factor::<f64>(19.999, 0.0), 0.0);
    }

    #[test]
    fn wind_switches_at_five() {
        assert!((wind_factor(5.0, GrassForm::Standing) - 1.4).abs() < 1e-12);
        assert!((wind_factor(5.0, GrassForm::Matted) - 1.1).abs() < 1e-12);
        assert!((wind_factor(4.9999, GrassForm::Standing) - 1.399).abs() < 1e-3);
        assert!((wind_factor(0.0, GrassForm::Matted) - 0.054).abs() < 1e-15);
        for wind in 1..100 {
            let wind = f64::from(wind);
            assert!(wind_factor(wind, GrassForm::Standing) > wind_factor(wind, GrassForm::Matted));
            assert!(wind_factor(wind, GrassForm::Matted) > wind_factor(wind - 1.0, GrassForm::Matted));
        }
    }

    #[test]
    fn wide_lanes_have_the_bits_of_the_scalar() {
        let mut moisture = F64x8::zero();
        let mut cured = F64x8::zero();
        for i in 0..8 {
            moisture.set(i, 4.0 + 3.0 * i as f64);
            cured.set(i, 13.0 * i as f64);
        }
        let wide = rate_of_spread(F64x8::splat(6.0), moisture_factor(moisture, 18.0), curing_factor(cured));
        for i in 0..8 {
            let one = rate_of_spread(6.0, moisture_factor(moisture.get(i), 18.0), curing_factor(cured.get(i)));
            assert_eq!(wide.get(i).to_bits(), one.to_bits());
        }
    }
}
