//! Stochastic daily weather.
//!
//! The [`extended`] generator is the default; [`basic`] is the plain one after Richardson (1981), kept for comparison.
//!
//! **Draws.** Each purpose has its own stream, keyed by seed, place and member, and takes the same number of draws
//! every day, needed or not. A series therefore begins the same whatever its length, and a changed parameter moves no
//! later draw: a climate scenario meets the random numbers of the reference. A series starts 120 days before the first year
//! in the middle of the climate. Values at noon come from daily values, humidity at noon with noise of the size of the
//! estimate's error: without it days of dry air are far too few. Wind direction does not depend on the other variables.

pub mod basic;
mod day;
mod direction;
pub mod extended;
mod fast;
mod matrix;
mod normals;
mod occurrence;
mod rain;
mod season;
mod shift;
pub mod sites;

use super::WeatherSeries;
use super::climatology::StationParameters;
pub use basic::generate_basic;
pub use extended::Generator;
pub use rain::{WET_DAY_MM, mean_amount, rain_amount};
pub(super) use season::waves;
pub use shift::{MonthShift, YearShift};

/// Days run before the first one kept.
pub const SPIN_UP_DAYS: usize = 120;

/// A generator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// Run lengths, three states, slow effects.
    #[default]
    Extended,
    /// Plain first-order chain and autoregression.
    Basic,
}

/// Generates whole years of weather from 1 January of `first_year` with the extended generator.
///
/// Equal seed, station, member and first year give equal days, whatever the number of years.
///
/// ```
/// use zeis::weather::{climatology, generate::generate};
/// let parameters = climatology::parameters(260).expect("De Bilt");
/// let weather = generate(parameters, 1, 0, 2027, 2);
/// assert_eq!(weather.len(), 365 + 366);
/// assert_eq!(weather.tmax_c[..365], generate(parameters, 1, 0, 2027, 1).tmax_c[..]);
/// ```
pub fn generate(
    parameters: &StationParameters,
    seed: u64,
    member: u64,
    first_year: i16,
    years: usize,
) -> WeatherSeries {
    Generator::new(parameters).series(seed, member, first_year, years)
}
