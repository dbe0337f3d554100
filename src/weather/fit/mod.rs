//! Parameters of the extended generator from an observed series.
//!
//! Occurrence: counts of wet days after wet and after dry ones, per month. Amounts: mixture of two exponentials by expectation
//! and maximisation. The five variables: least squares on four waves of the year in each of the three states for the mean, and on two waves
//! of the absolute residual for the spread; residuals over their spread give quantiles per season, their normal scores the
//! correlations of the same day and of successive days. Run-length factors, slow effects and correlations between places are
//! those of the country.

mod amounts;
pub mod read;
mod variables;

use super::WeatherSeries;
use super::climatology::{RainMonth, Station, StationParameters};
use super::figures::dates;
use super::generate::WET_DAY_MM;
use crate::calendar::Date;
use crate::error::Problem;

/// Fewest years from which parameters are taken.
pub const LEAST_YEARS: usize = 5;
/// Years below which parameters are called uncertain.
pub const ENOUGH_YEARS: usize = 20;

/// Parameters of a series; `station` says where it was observed.
pub fn fit(series: &WeatherSeries, station: Station) -> Result<StationParameters, Problem> {
    let years = series.len() / 365;
    let place = format!("weather of {}", series.node);
    if years < LEAST_YEARS {
        let what = format!("{} days are too few for parameters", series.len());
        return Err(
            Problem::new("W340", place, what).hint(format!("at least {LEAST_YEARS} years; 20 or more are good"))
        );
    }
    let dates = dates(series);
    let mut rain = [RainMonth::default(); 12];
    for (m, month) in rain.iter_mut().enumerate() {
        *month = rain_month(series, &dates, m as i8 + 1)
            .ok_or_else(|| Problem::new("W341", &place, format!("month {} has too few wet or dry days", m + 1)))?;
    }
    let variables = variables::fit(series, &dates)
        .ok_or_else(|| Problem::new("W341", &place, "a state of the weather has too few days in a season"))?;
    Ok(StationParameters { station, rain, variables, basic: None })
}

/// Occurrence and amounts of a month; `None` where it has too few days of either kind.
fn rain_month(series: &WeatherSeries, dates: &[Date], month: i8) -> Option<RainMonth> {
    const LEAST_DAYS: usize = 10;
    let wet = |day: usize| series.rain_mm[day] >= WET_DAY_MM;
    let mut counts = [[0.0_f64; 2]; 2];
    let mut excess = Vec::new();
    for day in (1..series.len()).filter(|&day| dates[day].month() == month) {
        counts[usize::from(wet(day - 1))][usize::from(wet(day))] += 1.0;
        if wet(day) {
            excess.push(series.rain_mm[day] - 0.25);
        }
    }
    let share = |[dry, wet]: [f64; 2]| if dry + wet < LEAST_DAYS as f64 { None } else { Some(wet / (dry + wet)) };
    if excess.len() < LEAST_DAYS {
        return None;
    }
    let (share_first, mean_first_mm, mean_second_mm) = amounts::mixture(&excess);
    Some(RainMonth {
        wet_after_dry: share(counts[0])?.clamp(0.02, 0.97),
        wet_after_wet: share(counts[1])?.clamp(0.02, 0.97),
        share_first,
        mean_first_mm,
        mean_second_mm,
    })
}

#[cfg(test)]
mod tests {
    use super::super::climatology::parameters;
    use super::super::figures::figures;
    use super::super::generate::{Generator, generate, mean_amount};
    use super::*;

    #[test]
    fn parameters_come_back_from_a_long_generated_series() {
        let truth = parameters(260).expect("De Bilt");
        let series = generate(truth, 3, 0, 1901, 120);
        let found = fit(&series, truth.station.clone()).expect("long");
        for (a, b) in found.rain.iter().zip(&truth.rain) {
            assert!((mean_amount(a) / mean_amount(b) - 1.0).abs() < 0.1);
        }
        // The fitted generator makes the climate it was fitted on.
        let again = Generator::new(&found).series(9, 0, 1901, 120);
        let (wanted, made) = (figures(&series, false), figures(&again, false));
        let misses: Vec<String> = wanted
            .iter()
            .zip(&made)
            .filter(|(wanted, made)| !wanted.tolerance.holds(wanted.value, made.value))
            .map(|(wanted, made)| format!("{} {:.3} {:.3}", wanted.name, wanted.value, made.value))
            .collect();
        assert!(misses.len() <= 6, "{} of {}: {}", misses.len(), wanted.len(), misses.join("; "));
    }

    #[test]
    fn a_short_or_dry_series_is_refused() {
        let truth = parameters(260).expect("De Bilt");
        let short = generate(truth, 3, 0, 2001, 3);
        assert_eq!(fit(&short, truth.station.clone()).expect_err("short").code, "W340");
        let mut dry = generate(truth, 3, 0, 2001, 6);
        dry.rain_mm.fill(0.0);
        assert_eq!(fit(&dry, truth.station.clone()).expect_err("dry").code, "W341");
    }
}
