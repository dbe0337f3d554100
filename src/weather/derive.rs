//! What follows from the weather of a day alone: vapour pressure, day length, noon values.
//!
//! Noon is 12 UT, about 20 minutes after solar noon. Its estimates from daily values rest on hourly records of 28
//! stations, 2011-2025, with coefficients by calendar month.

use super::climatology::embedded::Table;
use crate::lane::math::exp;
use std::f64::consts::{PI, TAU};
use std::sync::OnceLock;

/// Saturation vapour pressure, kPa: `0.6108 exp(17.27 T / (T + 237.3))`, T in degrees C (-40 to 50).
///
/// Source: Allen et al. 1998, FAO-56, equation 11.
///
/// ```
/// assert!((zeis::weather::derive::saturation_vapour_pressure(20.0) - 2.338).abs() < 1e-3);
/// ```
pub fn saturation_vapour_pressure(temperature_c: f64) -> f64 {
    0.6108 * exp(17.27 * temperature_c / (temperature_c + 237.3))
}

/// Vapour pressure of the air, kPa, from temperature (degrees C) and relative humidity (%).
pub fn vapour_pressure(temperature_c: f64, rh_pct: f64) -> f64 {
    0.01 * rh_pct * saturation_vapour_pressure(temperature_c)
}

/// Vapour pressure deficit, kPa, from temperature (degrees C) and relative humidity (%); 0 in saturated air.
pub fn vapour_pressure_deficit(temperature_c: f64, rh_pct: f64) -> f64 {
    ((1.0 - 0.01 * rh_pct) * saturation_vapour_pressure(temperature_c)).max(0.0)
}

/// Slope of the saturation vapour pressure, kPa/K: `4098 es / (T + 237.3)^2`. Source: FAO-56, equation 13.
pub fn vapour_pressure_slope(temperature_c: f64) -> f64 {
    let above = temperature_c + 237.3;
    4098.0 * saturation_vapour_pressure(temperature_c) / (above * above)
}

/// Angle of the sun between noon and sunset, and the parts of its height: (angle, sin sin, cos cos), in radians.
fn sun(latitude_deg: f64, day_of_year: f64) -> (f64, f64, f64) {
    let latitude = latitude_deg.to_radians();
    let declination = 0.409 * libm::sin(TAU * day_of_year / 365.0 - 1.39);
    let along = libm::sin(latitude) * libm::sin(declination);
    let across = libm::cos(latitude) * libm::cos(declination);
    (libm::acos((-along / across).clamp(-1.0, 1.0)), along, across)
}

/// Radiation outside the atmosphere, MJ/m2/d, at a latitude (degrees north) and day of year (1-366).
///
/// `Ra = 1440/pi 0.0820 dr (ws sin lat sin decl + cos lat cos decl sin ws)`; polar day and night are covered.
/// Source: FAO-56, equations 21-25.
///
/// ```
/// assert!((zeis::weather::derive::extraterrestrial_radiation(50.8, 187.0) - 41.09).abs() < 0.01);
/// ```
pub fn extraterrestrial_radiation(latitude_deg: f64, day_of_year: f64) -> f64 {
    let (sunset, along, across) = sun(latitude_deg, day_of_year);
    let distance = 1.0 + 0.033 * libm::cos(TAU * day_of_year / 365.0);
    (1440.0 / PI * 0.0820 * distance * (sunset * along + across * libm::sin(sunset))).max(0.0)
}

/// Length of the day, h, at a latitude (degrees north) and day of year (1-366). Source: FAO-56, equation 34.
pub fn day_length(latitude_deg: f64, day_of_year: f64) -> f64 {
    24.0 / PI * sun(latitude_deg, day_of_year).0
}

/// Coefficients of one calendar month for values at noon and for mean temperature.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct NoonCoefficients {
    /// Share of the way from mean to maximum temperature reached at noon.
    pub share_of_maximum: f64,
    /// Vapour pressure at noon over that of the day.
    pub vapour_ratio: f64,
    /// Root mean square error of humidity at noon from mean humidity alone, %.
    pub rh_error_pct: f64,
    /// Share of the way from minimum to mean humidity found at noon.
    pub share_of_mean_rh: f64,
    /// Wind at noon over that of the day.
    pub wind_ratio: f64,
    /// Mean temperature less the middle of minimum and maximum, degrees C.
    pub mean_offset_c: f64,
}

/// Coefficients of a month, 1-12; months outside are moved to the nearest end.
pub fn noon_coefficients(month: u8) -> &'static NoonCoefficients {
    static MONTHS: OnceLock<[NoonCoefficients; 12]> = OnceLock::new();
    let months = MONTHS.get_or_init(|| {
        let mut months = [NoonCoefficients::default(); 12];
        for row in Table::new(include_str!("climatology_data/noon_from_daily.csv")).rows() {
            months[row.month("month")] = NoonCoefficients {
                share_of_maximum: row.number("c_T12_from_TG_TX"),
                vapour_ratio: row.number("k_vapour_noon"),
                rh_error_pct: row.number("rmse_RH12"),
                share_of_mean_rh: row.number("w_RH12_from_UN_UG"),
                wind_ratio: row.number("f_wind_noon"),
                mean_offset_c: row.number("offset_TG_minus_midrange"),
            };
        }
        months
    });
    &months[usize::from(month.clamp(1, 12)) - 1]
}

/// Temperature at noon, degrees C: `TG + c (TX - TG)` with c by month; error about 1 degree.
pub fn temp12(month: u8, tmean_c: f64, tmax_c: f64) -> f64 {
    tmean_c + noon_coefficients(month).share_of_maximum * (tmax_c - tmean_c)
}

/// Relative humidity at noon, %.
///
/// `UN + w (UG - UN)` when the minimum UN of the day is known (error 5-7 %), else the vapour pressure of the day times k
/// over saturation at the temperature at noon (5-8 %); at most 100.
pub fn rh12(month: u8, rh_mean_pct: f64, rh_min_pct: Option<f64>, tmean_c: f64, temp12_c: f64) -> f64 {
    let coefficients = noon_coefficients(month);
    let estimate = match rh_min_pct {
        Some(rh_min) => rh_min + coefficients.share_of_mean_rh * (rh_mean_pct - rh_min),
        None => rh_at(rh_mean_pct, tmean_c, temp12_c) * coefficients.vapour_ratio,
    };
    estimate.clamp(0.0, 100.0)
}

/// Wind at noon and 10 m, m/s: the mean of the day times a factor by month; error about 1.2 m/s.
pub fn wind12(month: u8, wind_m_s: f64) -> f64 {
    noon_coefficients(month).wind_ratio * wind_m_s
}

/// Mean temperature, degrees C, from the extremes: their middle plus an offset by month, kept between them; error
/// 0.5-0.7 degrees.
pub fn mean_temperature(month: u8, tmin_c: f64, tmax_c: f64) -> f64 {
    (0.5 * (tmin_c + tmax_c) + noon_coefficients(month).mean_offset_c).max(tmin_c).min(tmax_c)
}

/// Minimum humidity of a day, %, where only the mean is known: the vapour pressure of the day at the maximum temperature.
///
/// An assumption of this program: vapour pressure is taken as constant over the day. The monthly normals of De Bilt give
/// 53 % in April (measured 52), 57 % in July (56), 73 % in January (76).
pub fn minimum_humidity(rh_mean_pct: f64, tmean_c: f64, tmax_c: f64) -> f64 {
    rh_at(rh_mean_pct, tmean_c, tmax_c).clamp(0.0, rh_mean_pct)
}

/// Humidity, %, of air brought from one temperature to another without gain or loss of vapour.
fn rh_at(rh_pct: f64, from_c: f64, to_c: f64) -> f64 {
    let exponent = |t: f64| 17.27 * t / (t + 237.3);
    rh_pct * exp(exponent(from_c) - exponent(to_c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vapour_pressure_follows_its_parts() {
        assert!((vapour_pressure(20.0, 50.0) + vapour_pressure_deficit(20.0, 50.0) - 2.3383).abs() < 1e-4);
        assert_eq!(vapour_pressure_deficit(10.0, 100.5), 0.0);
        let difference = (saturation_vapour_pressure(15.05) - saturation_vapour_pressure(14.95)) / 0.1;
        assert!((vapour_pressure_slope(15.0) - difference).abs() < 1e-5);
    }

    #[test]
    fn days_are_long_in_summer_and_whole_beyond_the_polar_circle() {
        assert!((day_length(52.1, 172.0) - 16.5).abs() < 0.2);
        assert!((day_length(0.0, 20.0) - 12.0).abs() < 1e-9);
        assert_eq!(day_length(75.0, 172.0), 24.0);
        assert_eq!(extraterrestrial_radiation(75.0, 355.0), 0.0);
        assert!(extraterrestrial_radiation(-20.0, 355.0) > 40.0);
    }

    #[test]
    fn noon_is_warmer_drier_and_windier_than_the_day() {
        let (mean, maximum) = (18.2, 23.0);
        let noon = temp12(7, mean, maximum);
        assert!((noon - (18.2 + 0.6698 * 4.8)).abs() < 1e-9);
        let from_mean = rh12(7, 76.6, None, mean, noon);
        let from_minimum = rh12(7, 76.6, Some(56.0), mean, noon);
        assert!((from_mean - from_minimum).abs() < 3.0, "{from_mean} {from_minimum}");
        assert!((minimum_humidity(76.6, mean, maximum) - 56.0).abs() < 1.5);
        assert!((wind12(8, 3.0) - 3.7932).abs() < 1e-9);
        assert_eq!(rh12(1, 100.0, None, 5.0, 4.0), 100.0);
        assert_eq!(minimum_humidity(80.0, 5.0, 4.0), 80.0);
    }

    #[test]
    fn mean_temperature_stays_between_the_extremes() {
        assert!((mean_temperature(6, 10.0, 20.0) - 15.1989).abs() < 1e-9);
        assert_eq!(mean_temperature(6, 10.0, 10.1), 10.1);
    }
}
