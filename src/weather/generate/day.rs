//! A generated day, and how it enters a series.

use super::super::WeatherSeries;
use super::super::climatology::noon_coefficients;
use super::super::derive::{
    mean_temperature, minimum_humidity_from_noon, noon_humidity_from_mean, noon_temperature, noon_wind,
};
use super::super::evaporation::makkink;
use crate::calendar::Date;
use crate::lane::math::exp;

/// Number of variables of the autoregression.
pub(super) const VARIABLES: usize = 5;
/// Largest clearness index: radiation at the ground over radiation outside the atmosphere.
pub(super) const CLEARNESS_MAX: f64 = 0.80;

/// Values of one generated day.
pub(super) struct Day {
    pub(super) tmin_c: f64,
    pub(super) tmax_c: f64,
    pub(super) radiation_mj_m2: f64,
    pub(super) rain_mm: f64,
    pub(super) rh_pct: f64,
    pub(super) wind_m_s: f64,
    pub(super) wind_dir_deg: f64,
    pub(super) noon_noise: f64,
}

impl Day {
    /// The day whose transformed variables are `y`: maximum temperature, log of the daily range, logit of the clearness over
    /// its largest value, logit of humidity, root of wind.
    #[inline]
    pub(super) fn of(y: &[f64; VARIABLES], extraterrestrial_mj_m2: f64, rain_mm: f64, drawn: Drawn) -> Self {
        let root_wind = y[4].max(0.3);
        Day {
            tmin_c: y[0] - exp(y[1]).clamp(0.3, 30.0),
            tmax_c: y[0],
            radiation_mj_m2: extraterrestrial_mj_m2 * (CLEARNESS_MAX * logistic(y[2])).clamp(0.015, 0.79),
            rain_mm,
            rh_pct: (100.0 * logistic(y[3])).clamp(20.0, 99.5),
            wind_m_s: root_wind * root_wind,
            wind_dir_deg: drawn.wind_dir_deg,
            noon_noise: drawn.noon_noise,
        }
    }
}

/// What a day has that depends on no other variable.
#[derive(Clone, Copy)]
pub(super) struct Drawn {
    pub(super) wind_dir_deg: f64,
    pub(super) noon_noise: f64,
}

/// 1 January of a year.
pub(super) fn first_day(year: i16) -> Date {
    Date::constant(year.clamp(-9999, 9999), 1, 1)
}

/// `1/(1 + e^-x)`.
pub(super) fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + exp(-x))
}

pub(super) fn push(series: &mut WeatherSeries, day: &Day, month: i8) {
    let noon = noon_coefficients(month);
    let tmean = mean_temperature(day.tmin_c, day.tmax_c, month);
    let temp12 = noon_temperature(tmean, day.tmax_c, noon);
    let expected_rh12 = noon_humidity_from_mean(day.rh_pct, tmean, temp12, noon);
    let noise = noon.humidity_error_pct * day.noon_noise;
    let rh12 = (expected_rh12 + noise).clamp(5.0, 100.0);
    // The minimum shares the day's departure at noon but must not enlarge it, as the relation solved for it would.
    let rh_min = (minimum_humidity_from_noon(expected_rh12, day.rh_pct, noon) + noise).min(rh12).clamp(5.0, day.rh_pct);
    series.tmin_c.push(day.tmin_c);
    series.tmean_c.push(tmean);
    series.tmax_c.push(day.tmax_c);
    series.radiation_mj_m2.push(day.radiation_mj_m2);
    series.rain_mm.push(day.rain_mm);
    series.rain_trace.push(false);
    series.wind_m_s.push(day.wind_m_s);
    series.wind_dir_deg.push(Some(day.wind_dir_deg));
    series.rh_pct.push(day.rh_pct);
    series.rh_min_pct.push(rh_min);
    series.temp12_c.push(temp12);
    series.rh12_pct.push(rh12);
    series.wind12_m_s.push(noon_wind(day.wind_m_s, noon));
    series.makkink_mm.push(makkink(tmean, day.radiation_mj_m2));
    series.flags.push(String::new());
}
