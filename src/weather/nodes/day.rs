//! Observed weather up to a day, with the days after it as outlook: the weather of a run that ends within a year.

use super::layout::push_year;
use super::{LoadedStation, NodeWeather, observed_series};
use crate::calendar::Date;
use crate::error::{Problem, Problems};
use crate::weather::WeatherSeries;
use crate::weather::climatology::parameters;
use crate::weather::generate::generate;
use crate::weather::quality::RefusedYears;
use std::path::PathBuf;

/// A day that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayAsked {
    /// The day: the weather must reach from 1 January to it.
    pub day: Date,
    /// Days after it that are wanted as outlook, as far as the weather has them.
    pub outlook_days: usize,
}

/// What a station needs besides its files to reach a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayWeather {
    /// The day.
    pub asked: DayAsked,
    /// Years before that of the day.
    pub warmup: usize,
    /// KNMI number of the climate that stands in for a warm-up the files do not have.
    pub climate: u16,
    /// Seed of that climate.
    pub seed: u64,
}

/// Loads one station of files of observed weather up to a day. `None` if the files have no such station.
pub fn load_station_to_day(
    files: &[PathBuf],
    station: &str,
    wanted: &DayWeather,
) -> Result<Option<LoadedStation>, Problems> {
    let mut notices = Vec::new();
    let found = observed_series(files, Some(station), &mut notices)?;
    let Some((observed, refused)) = found.into_iter().find(|(series, _)| series.node == station) else {
        return Ok(None);
    };
    let series = lay_out_to_day(&observed, &refused, wanted, &mut notices)?;
    let source_first_year = wanted.asked.day.year();
    let weather = NodeWeather::Observed(series);
    Ok(Some(LoadedStation { climates: vec![weather.clone()], weather, source_first_year, notices }))
}

/// Warm-up years, then the days from 1 January of the year of the day to the end of its outlook.
///
/// The warm-up takes the whole years before; where there are too few the first of them are repeated, and where there is none a
/// generated series stands in, both with a notice. Weather that begins after 1 January or ends before the day is refused.
pub fn lay_out_to_day(
    observed: &WeatherSeries,
    refused: &RefusedYears,
    wanted: &DayWeather,
    notices: &mut Vec<String>,
) -> Result<WeatherSeries, Problems> {
    let place = format!("weather of {}", observed.node);
    let (day, year) = (wanted.asked.day, wanted.asked.day.year());
    let new_year = Date::constant(year, 1, 1);
    let (first, last) = (observed.first_day, observed.last_day());
    let mut problems = Problems::none();
    if first > new_year {
        let what = format!("the days from {new_year} to {day} are needed; they begin on {first}");
        problems.push(Problem::new("W390", &place, what).hint("give a table that begins on 1 January or before"));
    }
    if last < day {
        let what = format!("the days from {new_year} to {day} are needed; they end on {last}");
        let hint = format!("add the observed days up to {day} to the table, or ask for --date {last}");
        problems.push(Problem::new("W391", &place, what).hint(hint));
    }
    problems.0.extend(refused.get(&year).cloned());
    let mut series = problems.unless_any(warm_up(observed, refused, wanted, notices))?;
    let from = days_between(first, new_year);
    let to = days_between(first, day) + wanted.asked.outlook_days;
    for index in from..=to.min(observed.len() - 1) {
        series.push_day_of(observed, index);
    }
    Ok(series)
}

/// Days from one date to a later one; 0 if it is not later.
fn days_between(from: Date, to: Date) -> usize {
    from.until(to).map_or(0, |span| usize::try_from(span.get_days()).unwrap_or(0))
}

/// The years before that of the day, as a series from 1 January of the first.
fn warm_up(
    observed: &WeatherSeries,
    refused: &RefusedYears,
    wanted: &DayWeather,
    notices: &mut Vec<String>,
) -> WeatherSeries {
    let year = wanted.asked.day.year();
    let warmup = wanted.warmup as i16;
    let begins = observed.first_day;
    let earliest = if begins.day_of_year() == 1 { begins.year() } else { begins.year() + 1 };
    let good = (1..=warmup).take_while(|&back| year - back >= earliest && !refused.contains_key(&(year - back)));
    let available = good.count() as i16;
    let first = year - warmup;
    let mut series = WeatherSeries::empty(&observed.node, observed.latitude_deg, Date::constant(first, 1, 1));
    if warmup == 0 {
        return series;
    }
    if available == 0 {
        notices.push(format!(
            "weather of {}: no whole year lies before {year}; generated weather of station {} stands in for the {warmup} \
             warm-up years",
            observed.node, wanted.climate
        ));
        if let Some(climate) = parameters(wanted.climate) {
            let made = generate(climate, wanted.seed, 0, first, wanted.warmup);
            (0..made.len()).for_each(|day| series.push_day_of(&made, day));
        }
        return series;
    }
    if available < warmup {
        notices.push(format!(
            "weather of {}: {available} of {warmup} warm-up years lie before {year}; they are repeated for the others",
            observed.node
        ));
    }
    for target in first..year {
        // Counted back from the year of the day, so that the repeated years stand in their own order.
        let source = year - 1 - (year - 1 - target) % available;
        push_year(&mut series, observed, source, target);
    }
    series
}

#[cfg(test)]
mod tests {
    use super::*;

    fn observed(first_year: i16, years: usize) -> WeatherSeries {
        generate(parameters(260).expect("De Bilt"), 1, 0, first_year, years)
    }

    fn wanted(day: &str, outlook_days: usize, warmup: usize) -> DayWeather {
        let asked = DayAsked { day: day.parse().expect("a date"), outlook_days };
        DayWeather { asked, warmup, climate: 260, seed: 1 }
    }

    fn laid(observed: &WeatherSeries, wanted: &DayWeather) -> (WeatherSeries, Vec<String>) {
        let mut notices = Vec::new();
        let series = lay_out_to_day(observed, &RefusedYears::new(), wanted, &mut notices).expect("weather");
        (series, notices)
    }

    #[test]
    fn the_days_run_from_the_warm_up_to_the_end_of_the_outlook() {
        let table = observed(2015, 4);
        let (series, notices) = laid(&table, &wanted("2018-07-26", 5, 2));
        assert_eq!(
            (series.first_day.to_string(), series.last_day().to_string()),
            ("2016-01-01".into(), "2018-07-31".into())
        );
        assert!(notices.is_empty());
        let place = days_between(table.first_day, "2018-07-26".parse().expect("a date"));
        assert_eq!(series.tmax_c[series.len() - 6], table.tmax_c[place]);
        let (short, _) = laid(&table, &wanted("2018-12-30", 9, 0));
        assert_eq!(short.last_day().to_string(), "2018-12-31", "no outlook beyond the table");
    }

    #[test]
    fn a_missing_warm_up_is_repeated_or_generated_and_told() {
        let table = observed(2017, 2);
        let (series, notices) = laid(&table, &wanted("2018-03-01", 0, 3));
        assert_eq!((series.first_day.year(), series.len()), (2015, 365 + 366 + 365 + 60));
        assert!(notices[0].contains("1 of 3"));
        assert_eq!(series.tmax_c[10], table.tmax_c[10]);
        let (alone, notices) = laid(&table, &wanted("2017-03-01", 0, 3));
        assert_eq!((alone.first_day.year(), alone.len()), (2014, 365 + 365 + 366 + 60));
        assert!(notices[0].contains("generated"));
    }

    #[test]
    fn weather_that_does_not_reach_the_day_is_refused() {
        let codes = |table: &WeatherSeries, day: &str| {
            let problems = lay_out_to_day(table, &RefusedYears::new(), &wanted(day, 0, 1), &mut Vec::new());
            problems.expect_err("too short").0.iter().map(|problem| problem.code).collect::<Vec<_>>()
        };
        assert_eq!(codes(&observed(2017, 1), "2018-01-01"), ["W391"]);
        assert_eq!(codes(&observed(2018, 1), "2017-12-31"), ["W390"]);
    }
}
