//! The basic generator, kept for comparison.
//!
//! After Richardson (1981): a first-order Markov chain of wet (0.3 mm and more) and dry days with monthly
//! probabilities, mixed exponential amounts, and the five variables as a first-order autoregression around seasonal means
//! and spreads of dry and of wet days.
//!
//! **Weaknesses**, generated against observed over 200 years at five stations: dry spells of 15 days and more in
//! April-September 0.52, of 20 days and more 0.33; days of 30 degrees and more 0.52; correlation of maximum temperature and
//! radiation in June-August 0.32 where 0.49 is observed; spread between years of summer rain 0.80, of annual
//! temperature 0.69, of monthly wet-day numbers 0.84; mean maximum precipitation deficit 0.85 and its spread 0.76.
//! Droughts and heat are thus too rare for work on fire. Sites are independent of each other.

use super::super::WeatherSeries;
use super::super::climatology::{BasicVariables, StationParameters};
use super::SPIN_UP_DAYS;
use super::day::{Day, Drawn, VARIABLES, first_day, push};
use super::direction::wind_direction;
use super::rain::rain_amount;
use super::season::{self, SeasonTable};
use crate::calendar::is_leap_year;
use crate::random::{Purpose, Stream};

/// One stream for each purpose of the generator.
struct Streams {
    occurrence: Stream,
    amount: Stream,
    residuals: Stream,
    direction: Stream,
    noon: Stream,
}

impl Streams {
    fn open(seed: u64, node: u64, member: u64) -> Self {
        let open = |purpose| Stream::open(seed, purpose, node, member);
        Streams {
            occurrence: open(Purpose::RainOccurrence),
            amount: open(Purpose::RainAmount),
            residuals: open(Purpose::Residuals),
            direction: open(Purpose::WindDirection),
            noon: open(Purpose::NoonNoise),
        }
    }
}

/// What is carried from one day to the next.
struct State {
    wet: bool,
    residuals: [f64; VARIABLES],
}

/// Generates whole years of weather from 1 January of `first_year`; `None` where the place has no parameters of this
/// generator.
pub fn generate_basic(
    parameters: &StationParameters,
    seed: u64,
    member: u64,
    first_year: i16,
    years: usize,
) -> Option<WeatherSeries> {
    let station = &parameters.station;
    let basic = parameters.basic.as_ref()?;
    let season = SeasonTable::new(station.latitude_deg, &basic.mean, &basic.spread);
    let mut streams = Streams::open(seed, u64::from(station.number), member);
    let mut state = State { wet: false, residuals: [0.0; VARIABLES] };
    let mut series = WeatherSeries::empty(&station.number.to_string(), station.latitude_deg, first_day(first_year));
    for day_of_year in
        season::calendar(first_year - 1).skip(365 - SPIN_UP_DAYS + usize::from(is_leap_year(first_year - 1)))
    {
        let _ = next_day(parameters, basic, &season, day_of_year, &mut state, &mut streams);
    }
    for year in 0..years {
        for day_of_year in season::calendar(first_year + year as i16) {
            let day = next_day(parameters, basic, &season, day_of_year, &mut state, &mut streams);
            push(&mut series, &day, day_of_year.month);
        }
    }
    Some(series)
}

fn next_day(
    parameters: &StationParameters,
    basic: &BasicVariables,
    season: &SeasonTable<2>,
    day: season::CalendarDay,
    state: &mut State,
    streams: &mut Streams,
) -> Day {
    let month = &parameters.rain[(day.month - 1) as usize];
    let probability = if state.wet { month.wet_after_wet } else { month.wet_after_dry };
    state.wet = streams.occurrence.uniform() < probability;
    let amount = rain_amount(month, streams.amount.uniform(), streams.amount.uniform());
    let fresh: [f64; VARIABLES] = std::array::from_fn(|_| streams.residuals.normal());
    state.residuals = std::array::from_fn(|i| {
        let carried = dot(&basic.persistence[i], &state.residuals);
        carried + dot(&basic.innovation[i], &fresh)
    });
    let climate = season.of(day.index);
    let y: [f64; VARIABLES] = std::array::from_fn(|i| {
        let wet = usize::from(state.wet);
        climate.mean[wet][i] + climate.spread[wet][i] * state.residuals[i]
    });
    let rain_mm = if state.wet { amount } else { 0.0 };
    let wind_dir_deg = wind_direction(day.month, streams.direction.uniform());
    Day::of(&y, climate.extraterrestrial_mj_m2, rain_mm, Drawn { wind_dir_deg, noon_noise: streams.noon.normal() })
}

fn dot(row: &[f64; VARIABLES], column: &[f64; VARIABLES]) -> f64 {
    row.iter().zip(column).map(|(a, b)| a * b).sum()
}
