//! What follows from the weather of a day alone: vapour pressure, radiation outside the atmosphere, values at noon.
//!
//! Equations of Allen et al. (1998), Crop evapotranspiration, FAO Irrigation and Drainage Paper 56, unless said
//! otherwise. The noon coefficients were fitted to hourly observations of 28 KNMI stations, 2011-2025.

use super::climatology::{NoonCoefficients, noon_coefficients};
use crate::lane::math::exp;
use std::f64::consts::PI;

/// Saturation vapour pressure over water, kPa: `0.6108 exp(17.27 T/(T + 237.3))` at `t_c` degrees C (-40 to 50).
///
/// ```
/// assert!((zeis::weather::derive::saturation_vapour_pressure(20.0) - 2.338).abs() < 1e-3);
/// ```
pub fn saturation_vapour_pressure(t_c: f64) -> f64 {
    0.6108 * exp(17.27 * t_c / (t_c + 237.3))
}

/// Slope of the saturation vapour pressure, kPa/K: `4098 es/(T + 237.3)^2` at `t_c` degrees C.
pub fn saturation_slope(t_c: f64) -> f64 {
    let denominator = t_c + 237.3;
    4098.0 * saturation_vapour_pressure(t_c) / (denominator * denominator)
}

/// Actual vapour pressure, kPa, from relative humidity (%) at `t_c` degrees C.
pub fn vapour_pressure(t_c: f64, rh_pct: f64) -> f64 {
    rh_pct / 100.0 * saturation_vapour_pressure(t_c)
}

/// Vapour pressure deficit, kPa, `es(T) (1 - RH/100)`; never negative.
pub fn vapour_pressure_deficit(t_c: f64, rh_pct: f64) -> f64 {
    (saturation_vapour_pressure(t_c) - vapour_pressure(t_c, rh_pct)).max(0.0)
}

/// Angle of the sun's declination, rad, on a day of the year (1-366).
pub fn solar_declination(day_of_year: f64) -> f64 {
    0.409 * libm::sin(2.0 * PI * day_of_year / 365.0 - 1.39)
}

/// Hour angle of sunset, rad; 0 in polar night, pi in polar day.
fn sunset_hour_angle(latitude_rad: f64, declination_rad: f64) -> f64 {
    libm::acos((-libm::tan(latitude_rad) * libm::tan(declination_rad)).clamp(-1.0, 1.0))
}

/// Radiation on a level plane outside the atmosphere, MJ/m2/d, at a latitude (degrees) and day of the year (1-366).
///
/// `Ra = (1440/pi) 0.0820 dr [ws sin lat sin decl + cos lat cos decl sin ws]`.
///
/// ```
/// let ra = zeis::weather::derive::extraterrestrial_radiation(50.8, 187.0);
/// assert!((ra - 41.09).abs() < 0.01);
/// ```
pub fn extraterrestrial_radiation(latitude_deg: f64, day_of_year: f64) -> f64 {
    let latitude = latitude_deg.to_radians();
    let decl = solar_declination(day_of_year);
    let distance = 1.0 + 0.033 * libm::cos(2.0 * PI * day_of_year / 365.0);
    let sunset = sunset_hour_angle(latitude, decl);
    (1440.0 / PI)
        * 0.0820
        * distance
        * (sunset * libm::sin(latitude) * libm::sin(decl) + libm::cos(latitude) * libm::cos(decl) * libm::sin(sunset))
}

/// Day length, h, `24 ws/pi`.
pub fn day_length(latitude_deg: f64, day_of_year: f64) -> f64 {
    24.0 / PI * sunset_hour_angle(latitude_deg.to_radians(), solar_declination(day_of_year))
}

/// Radiation under a clear sky near sea level, MJ/m2/d: 0.75 of that outside the atmosphere.
pub fn clear_sky_radiation(extraterrestrial_mj_m2: f64) -> f64 {
    0.75 * extraterrestrial_mj_m2
}

/// Mean temperature from the extremes of the day, degrees C: middle plus the offset of the month (error 0.5-0.7 degrees).
pub fn mean_temperature(tmin_c: f64, tmax_c: f64, month: i8) -> f64 {
    let mean = f64::midpoint(tmin_c, tmax_c) + noon_coefficients(month).mean_offset_c;
    mean.max(tmin_c).min(tmax_c)
}

/// Temperature at 12 UT, degrees C: `TG + c (TX - TG)` (error 0.9-1.1 degrees).
pub fn noon_temperature(tmean_c: f64, tmax_c: f64, month: &NoonCoefficients) -> f64 {
    tmean_c + month.temperature_share * (tmax_c - tmean_c)
}

/// Relative humidity at 12 UT, %, from daily minimum and mean: `UN + w (UG - UN)` (error 5-7 %).
pub fn noon_humidity_from_minimum(rh_min_pct: f64, rh_pct: f64, month: &NoonCoefficients) -> f64 {
    rh_min_pct + month.humidity_share * (rh_pct - rh_min_pct)
}

/// Relative humidity at 12 UT, %, from the daily mean alone: vapour pressure of the day at the temperature of noon,
/// at most 100 (error 5.4-7.8 %).
pub fn noon_humidity_from_mean(rh_pct: f64, tmean_c: f64, temp12_c: f64, month: &NoonCoefficients) -> f64 {
    let vapour = vapour_pressure(tmean_c, rh_pct);
    (100.0 * month.vapour_factor * vapour / saturation_vapour_pressure(temp12_c)).min(100.0)
}

/// Minimum relative humidity, %, that agrees with humidity at noon and in the mean: the relation
/// `RH12 = UN + w (UG - UN)` solved for UN, at most RH12 and UG, at least 5 %.
pub fn minimum_humidity_from_noon(rh12_pct: f64, rh_pct: f64, month: &NoonCoefficients) -> f64 {
    let share = month.humidity_share;
    let minimum = (rh12_pct - share * rh_pct) / (1.0 - share);
    minimum.min(rh12_pct).min(rh_pct).max(5.0)
}

/// Wind speed at 12 UT, m/s: `f FG` (error 1.1-1.25 m/s).
pub fn noon_wind(wind_m_s: f64, month: &NoonCoefficients) -> f64 {
    month.wind_factor * wind_m_s
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vapour_pressure_follows_fao_56() {
        assert!((saturation_vapour_pressure(24.5) - 3.075).abs() < 1e-3);
        assert!((saturation_slope(30.0) - 0.243).abs() < 1e-3);
        assert!((vapour_pressure_deficit(20.0, 60.0) - 0.4 * 2.3383).abs() < 1e-3);
        assert_eq!(vapour_pressure_deficit(20.0, 101.0), 0.0);
    }

    #[test]
    fn the_sun_is_highest_in_june_and_days_are_longest() {
        let june = extraterrestrial_radiation(52.1, 172.0);
        let december = extraterrestrial_radiation(52.1, 355.0);
        assert!((june - 41.691).abs() < 0.001 && (december - 6.231).abs() < 0.001, "{june} {december}");
        assert!((day_length(52.1, 172.0) - 16.4).abs() < 0.2);
        assert!((day_length(0.0, 100.0) - 12.0).abs() < 1e-9);
        assert_eq!(day_length(80.0, 355.0), 0.0);
        assert!((clear_sky_radiation(40.0) - 30.0).abs() < 1e-12);
    }

    #[test]
    fn noon_values_lie_between_their_bounds() {
        let july = noon_coefficients(7);
        let t12 = noon_temperature(18.0, 24.0, july);
        assert!((t12 - 22.0188).abs() < 1e-6);
        assert!((mean_temperature(10.0, 20.0, 7) - 15.1363).abs() < 1e-9);
        assert!(noon_humidity_from_mean(99.0, 18.0, 17.0, july) <= 100.0);
        let rh12 = noon_humidity_from_minimum(40.0, 70.0, july);
        assert!((minimum_humidity_from_noon(rh12, 70.0, july) - 40.0).abs() < 1e-9);
        assert_eq!(minimum_humidity_from_noon(90.0, 60.0, july), 60.0);
        assert!((noon_wind(4.0, july) - 4.9204).abs() < 1e-9);
    }
}
