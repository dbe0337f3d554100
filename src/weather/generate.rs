//! Stochastic daily weather from monthly statistics.
//!
//! The generator is of the kind of Richardson (1981, Water Resources Research 17: 182-190). A first-order Markov chain
//! gives wet days (0.3 mm or more), a mixed exponential distribution their rain; maximum temperature, daily range,
//! clearness of the sky, humidity and wind follow a first-order autoregression around a course over the year that
//! depends on wet or dry. Two hundred years at De Bilt reproduce the monthly means; against observations dry spells of
//! 15 days and more are about half as frequent as they should be, as are days of 30 degrees and more, and years differ
//! too little from each other: not fit for conclusions on rare drought.
//!
//! Every day takes the same number of draws from each stream, so the first years of a series do not depend on its
//! length and a changed parameter shifts no later draw.

mod course;
mod direction;
mod rain;
mod residuals;

use super::climatology::StationParameters;
use super::derive::{mean_temperature, minimum_humidity, noon_coefficients, rh12, temp12, wind12};
use super::evaporation::makkink;
use super::{WeatherSeries, derive};
use crate::calendar::{Date, MONTH_START, is_leap_year};
use crate::lane::math::exp;
use crate::random::{Purpose, Stream};
use course::{Course, CourseDay};
use direction::WindDirections;
use rain::Rain;
use residuals::Residuals;

/// Days generated and dropped before the first, so that the start leaves no trace.
const SPIN_UP_DAYS: usize = 120;

/// Weather of whole years from 1 January of `first_year` on, for one member.
///
/// The same key (seed, station number, member) and first year give the same days whatever the number of years. Humidity
/// at noon carries normal noise of the size of its estimation error, without which dry noons are too rare. Flags are
/// empty strings, rain is rounded to 0.1 mm.
pub fn generate(p: &StationParameters, seed: u64, member: u64, first_year: i16, years: usize) -> WeatherSeries {
    let first_day = jiff::civil::date(first_year, 1, 1);
    let mut series = empty_series(p, first_day, years * 366);
    let mut sources = Sources::open(p, seed, member);
    let course = Course::of(p);
    for day in 365 - SPIN_UP_DAYS..365 {
        let place = Place::of(day);
        sources.next_day(place.month, &course.days[place.entry]);
    }
    for year in (first_year..).take(years) {
        for day in 0..365 {
            if day == 59 && is_leap_year(year) {
                push_day(&mut series, &mut sources, &course, Place { month: 2, entry: Course::LEAP_DAY });
            }
            push_day(&mut series, &mut sources, &course, Place::of(day));
        }
    }
    series
}

/// Month and entry in the course of a day.
#[derive(Clone, Copy)]
struct Place {
    month: u8,
    entry: usize,
}

impl Place {
    fn of(day: usize) -> Self {
        let month = (1..12).find(|&m| day < usize::from(MONTH_START[m])).unwrap_or(12);
        Place { month: month as u8, entry: day }
    }
}

/// The streams and what they carry from day to day.
struct Sources {
    rain: Rain,
    residuals: Residuals,
    directions: WindDirections,
    noon_noise: Stream,
}

/// What is drawn for one day.
struct Draws {
    rain_mm: f64,
    transformed: [f64; 5],
    direction_deg: f64,
    noon_noise: f64,
}

impl Sources {
    fn open(p: &StationParameters, seed: u64, member: u64) -> Self {
        let open = |purpose| Stream::open(seed, purpose, u64::from(p.number), member);
        Sources {
            rain: Rain::new(*p.rain, open(Purpose::RainOccurrence), open(Purpose::RainAmount)),
            residuals: Residuals::new(*p.persistence, *p.innovation, open(Purpose::Residuals)),
            directions: WindDirections::new(open(Purpose::WindDirection)),
            noon_noise: open(Purpose::NoonNoise),
        }
    }

    fn next_day(&mut self, month: u8, course: &CourseDay) -> Draws {
        let rain_mm = self.rain.next_day(month);
        let z = self.residuals.next_day();
        let state = &course.states[usize::from(rain_mm > 0.0)];
        Draws {
            rain_mm,
            transformed: std::array::from_fn(|i| state.mean[i] + state.sd[i] * z[i]),
            direction_deg: self.directions.next_day(month),
            noon_noise: self.noon_noise.normal(),
        }
    }
}

fn push_day(series: &mut WeatherSeries, sources: &mut Sources, course: &Course, place: Place) {
    let (month, course) = (place.month, &course.days[place.entry]);
    let draws = sources.next_day(month, course);
    let [tx, ln_range, logit_clearness, logit_rh, root_wind] = draws.transformed;
    let tmax = tx.clamp(-25.0, 45.0);
    let tmin = (tmax - exp(ln_range).max(0.3)).clamp(-30.0, 30.0).min(tmax);
    let tmean = mean_temperature(month, tmin, tmax);
    let radiation = course.outside_mj_m2 * (0.80 * logistic(logit_clearness)).clamp(0.015, 0.79);
    let rh = (100.0 * logistic(logit_rh)).clamp(20.0, 99.5);
    let wind = root_wind.max(0.0) * root_wind.max(0.0);
    let noon_temp = temp12(month, tmean, tmax);
    let noise = draws.noon_noise * noon_coefficients(month).rh_error_pct;
    let noon_rh = (rh12(month, rh, None, tmean, noon_temp) + noise).clamp(LOWEST_RH, 100.0);
    series.tmin_c.push(tmin);
    series.tmean_c.push(tmean);
    series.tmax_c.push(tmax);
    series.radiation_mj_m2.push(radiation);
    series.rain_mm.push(draws.rain_mm);
    series.rain_trace.push(false);
    series.wind_m_s.push(wind);
    series.wind_dir_deg.push(Some(draws.direction_deg));
    series.rh_pct.push(rh);
    series.rh_min_pct.push(minimum_humidity(rh, tmean, tmax).clamp(LOWEST_RH, rh).min(noon_rh));
    series.temp12_c.push(noon_temp);
    series.rh12_pct.push(noon_rh);
    series.wind12_m_s.push(wind12(month, wind));
    series.makkink_mm.push(makkink(tmean, radiation));
    series.flags.push(String::new());
}

/// Lowest humidity at noon, %; the lowest that the quality limits of observed weather accept.
const LOWEST_RH: f64 = 5.0;

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + exp(-x))
}

fn empty_series(p: &StationParameters, first_day: Date, days: usize) -> WeatherSeries {
    let column = || Vec::with_capacity(days);
    WeatherSeries {
        node: p.number.to_string(),
        latitude_deg: p.latitude_deg,
        first_day,
        tmin_c: column(),
        tmean_c: column(),
        tmax_c: column(),
        radiation_mj_m2: column(),
        rain_mm: column(),
        rain_trace: Vec::with_capacity(days),
        wind_m_s: column(),
        wind_dir_deg: Vec::with_capacity(days),
        rh_pct: column(),
        rh_min_pct: column(),
        temp12_c: column(),
        rh12_pct: column(),
        wind12_m_s: column(),
        makkink_mm: column(),
        flags: Vec::with_capacity(days),
    }
}
