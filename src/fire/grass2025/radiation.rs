//! Place of the sun, and solar radiation where none was measured.

use std::f64::consts::TAU;

use crate::lane::math::exp;

/// Radiation that counts as none, kW/m2.
const DARK_KW_M2: f64 = 1e-4;

/// Solar radiation estimated from the height of the sun and the dryness of the air, kW/m2.
///
/// `0.92 cos(z) (1 - exp(-0.22 D))`, `D = 6.11 (1 - RH/100) exp(17.29 T / (T + 237.3))` hPa: damp air stands for
/// cloud. Zero below 1e-4 and at night.
///
/// - `cos_zenith`: cosine of the angle between sun and vertical, -1 to 1
/// - `temp_c`, `rh_pct` (0-100, moved to the end outside): of the air
///
/// Source: cffdrs-ng, version of 2026-08-13.
///
/// ```
/// use zeis::fire::grass2025::radiation::{cos_zenith, estimated_radiation};
/// let sun = cos_zenith(45.996, -77.427, 130.0, 14.0);
/// assert!((estimated_radiation(sun, 21.21, 62.95) - 0.539).abs() < 5e-5);
/// ```
pub fn estimated_radiation(cos_zenith: f64, temp_c: f64, rh_pct: f64) -> f64 {
    let dryness = 1.0 - rh_pct.clamp(0.0, 100.0) / 100.0;
    let deficit_hpa = 6.11 * dryness * exp(17.29 * temp_c / (temp_c + 237.3));
    let radiation = 0.92 * cos_zenith * (1.0 - exp(-0.22 * deficit_hpa));
    if radiation < DARK_KW_M2 { 0.0 } else { radiation }
}

/// Cosine of the angle between sun and vertical; negative when the sun is down.
///
/// `sin(lat) sin(decl) + cos(lat) cos(decl) cos(w)`, with declination and equation of time of the day as Fourier
/// series and the hour angle `w` from true solar time.
///
/// - `latitude_deg`, `longitude_deg`: north and east positive; `day_of_year`: 1-366, of the local date
/// - `hour_ut`: hours of universal time since midnight UT of that date; below 0 or above 24 near the ends of a day
///   far from Greenwich
///
/// Source: Spencer (1971), Search 2(5), as in the solar calculator of NOAA.
pub fn cos_zenith(latitude_deg: f64, longitude_deg: f64, day_of_year: f64, hour_ut: f64) -> f64 {
    let year_angle = TAU * (day_of_year - 1.0) / 365.0;
    let [s1, s2, s3] = [1.0, 2.0, 3.0].map(|n| libm::sin(n * year_angle));
    let [c1, c2, c3] = [1.0, 2.0, 3.0].map(|n| libm::cos(n * year_angle));
    let equation_of_time_min = 229.18 * (0.000075 + 0.001868 * c1 - 0.032077 * s1 - 0.014615 * c2 - 0.040849 * s2);
    let declination =
        0.006918 - 0.399912 * c1 + 0.070257 * s1 - 0.006758 * c2 + 0.000907 * s2 - 0.002697 * c3 + 0.00148 * s3;
    let true_solar_min = 60.0 * hour_ut + 4.0 * longitude_deg + equation_of_time_min;
    let hour_angle = (0.25 * true_solar_min - 180.0).to_radians();
    let latitude = latitude_deg.to_radians();
    libm::sin(latitude) * libm::sin(declination) + libm::cos(latitude) * libm::cos(declination) * libm::cos(hour_angle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sun_stands_where_it_should() {
        // equinox at noon on the equator, midsummer noon and midnight at De Bilt (5.18 E, noon about 11:41 UT)
        assert!(cos_zenith(0.0, 0.0, 80.0, 12.12) > 0.9999);
        let noon = cos_zenith(52.1, 5.18, 172.0, 11.69);
        assert!((noon - libm::cos((52.1_f64 - 23.44).to_radians())).abs() < 1e-3);
        assert!(cos_zenith(52.1, 5.18, 172.0, 23.69) < 0.0);
        // the year angle is that of the date, so a day later the sun has moved on only a little
        assert!((cos_zenith(52.1, 5.18, 172.0, 36.0) - cos_zenith(52.1, 5.18, 173.0, 12.0)).abs() < 1e-3);
    }

    #[test]
    fn night_and_fog_give_nothing() {
        assert_eq!(estimated_radiation(-0.3, 20.0, 50.0), 0.0);
        assert_eq!(estimated_radiation(0.8, 20.0, 100.0), 0.0);
        assert_eq!(estimated_radiation(0.8, 20.0, 108.0), 0.0);
        assert!(estimated_radiation(1.0, 40.0, 10.0) < 0.92);
    }
}
