//! Weather nodes: where the weather of a place comes from, observed or generated.

use super::WeatherSeries;
use super::climatology::StationParameters;
use super::generate::generate;
use crate::calendar::{Date, MONTH_START, is_leap_year};
use crate::error::Problem;

/// Weather of a node.
#[derive(Clone, Debug)]
pub enum NodeWeather {
    /// Observed weather that already covers the years of the run, warm-up included; the same in every member.
    Observed(Box<WeatherSeries>),
    /// Weather generated for each member.
    Generated(StationParameters),
}

impl NodeWeather {
    /// The series of a member, whole years from 1 January of `first_year` on. Observed weather is given as it is.
    pub fn series(&self, seed: u64, member: u64, first_year: i16, years: usize) -> WeatherSeries {
        match self {
            NodeWeather::Observed(series) => series.as_ref().clone(),
            NodeWeather::Generated(parameters) => generate(parameters, seed, member, first_year, years),
        }
    }
}

/// Observed weather brought to the years of a run, and notices on what had to be repeated.
///
/// Year `first_year` of the run takes `source_first_year` of the series, the following years follow, and the `warmup`
/// years take those before; warm-up years that the series does not have take its first complete years in turn. Where
/// only the year of the run is a leap year, 28 February is repeated; where only the year of the series is, 29 February
/// is left out. Fails with `W330`, naming the year, when a year of the run itself is not complete in the series.
pub fn observed_years(
    source: &WeatherSeries,
    source_first_year: i16,
    first_year: i16,
    years: usize,
    warmup: usize,
) -> Result<(WeatherSeries, Vec<String>), Problem> {
    let complete = complete_years(source);
    let wanted: Vec<i16> = (source_first_year..).take(years).collect();
    if let Some(missing) = wanted.iter().find(|&&year| !complete.contains(&year)) {
        return Err(missing_year(source, *missing, &complete));
    }
    let mut taken: Vec<i16> = (1..=warmup as i16).rev().map(|before| source_first_year - before).collect();
    let lacking = taken.iter().take_while(|year| !complete.contains(year)).count();
    let mut notices = Vec::new();
    if lacking > 0 {
        for (year, repeated) in taken.iter_mut().zip(complete.iter().cycle()).take(lacking) {
            *year = *repeated;
        }
        let list: Vec<String> = taken[..lacking].iter().map(ToString::to_string).collect();
        notices.push(format!(
            "weather of {}: the warm-up needs {lacking} year(s) before the first complete one and repeats {} instead",
            source.node,
            list.join(", ")
        ));
    }
    taken.extend(wanted);
    let start = first_year - warmup as i16;
    let days: Vec<usize> = (start..).zip(taken).flat_map(|(year, from)| days_of_year(source, from, year)).collect();
    Ok((select_days(source, &days, jiff::civil::date(start, 1, 1)), notices))
}

/// Years of which the series has every day, in order.
fn complete_years(source: &WeatherSeries) -> Vec<i16> {
    if source.is_empty() {
        return Vec::new();
    }
    let (first, last) = (source.first_day, source.last_day());
    (first.year()..=last.year())
        .filter(|&year| jiff::civil::date(year, 1, 1) >= first && jiff::civil::date(year, 12, 31) <= last)
        .collect()
}

fn missing_year(source: &WeatherSeries, missing: i16, complete: &[i16]) -> Problem {
    let found = match (complete.first(), complete.last()) {
        (Some(first), Some(last)) => format!("complete years are {first} to {last}"),
        _ => "it has no complete year".to_owned(),
    };
    Problem::new("W330", format!("weather of {}", source.node), format!("year {missing} is not complete; {found}"))
        .hint("set climate.first_weather_year to a year with enough years after it, or shorten period.years")
}

/// Places in the series of the days that stand for a year of the run.
fn days_of_year(source: &WeatherSeries, from: i16, year: i16) -> impl Iterator<Item = usize> {
    let first = days_between(source.first_day, jiff::civil::date(from, 1, 1));
    let (source_leap, leap) = (is_leap_year(from), is_leap_year(year));
    let february_28 = usize::from(MONTH_START[2]) - 1;
    (0..365 + usize::from(leap)).map(move |day| {
        first + day + usize::from(source_leap && !leap && day > february_28)
            - usize::from(leap && !source_leap && day > february_28)
    })
}

/// Days from a date to a later one; 0 if it is not later.
fn days_between(from: Date, to: Date) -> usize {
    let hours = to.duration_since(from).as_hours();
    usize::try_from(hours / 24).unwrap_or(0)
}

/// The series of the days at these places.
fn select_days(source: &WeatherSeries, days: &[usize], first_day: Date) -> WeatherSeries {
    fn pick<T: Clone>(column: &[T], days: &[usize]) -> Vec<T> {
        days.iter().map(|&day| column[day].clone()).collect()
    }
    WeatherSeries {
        node: source.node.clone(),
        latitude_deg: source.latitude_deg,
        first_day,
        tmin_c: pick(&source.tmin_c, days),
        tmean_c: pick(&source.tmean_c, days),
        tmax_c: pick(&source.tmax_c, days),
        radiation_mj_m2: pick(&source.radiation_mj_m2, days),
        rain_mm: pick(&source.rain_mm, days),
        rain_trace: pick(&source.rain_trace, days),
        wind_m_s: pick(&source.wind_m_s, days),
        wind_dir_deg: pick(&source.wind_dir_deg, days),
        rh_pct: pick(&source.rh_pct, days),
        rh_min_pct: pick(&source.rh_min_pct, days),
        temp12_c: pick(&source.temp12_c, days),
        rh12_pct: pick(&source.rh12_pct, days),
        wind12_m_s: pick(&source.wind12_m_s, days),
        makkink_mm: pick(&source.makkink_mm, days),
        flags: pick(&source.flags, days),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Generated weather with the number of the day in the place of rain; 2010-2014 less the last day.
    fn numbered() -> WeatherSeries {
        let parameters = StationParameters::of(260).expect("De Bilt");
        let mut series = generate(&parameters, 1, 0, 2010, 5);
        series.rain_mm = (0..series.len()).map(|day| day as f64).collect();
        let last = vec![series.len() - 2];
        let days: Vec<usize> = (0..=last[0]).collect();
        select_days(&series, &days, series.first_day)
    }

    #[test]
    fn years_are_mapped_with_their_leap_days() {
        let source = numbered();
        let (run, notices) = observed_years(&source, 2011, 2024, 2, 1).expect("complete");
        assert!(notices.is_empty());
        assert_eq!((run.first_day, run.len()), (jiff::civil::date(2023, 1, 1), 365 + 366 + 365));
        assert_eq!(run.rain_mm[0], 0.0);
        // 2024 from 2011: 28 February stands twice and the last day is that of the source.
        assert_eq!(run.rain_mm[365 + 58..365 + 61], [423.0, 423.0, 424.0]);
        assert_eq!(run.rain_mm[365 + 365], 729.0);
        // 2025 from 2012: 29 February is left out.
        assert_eq!(run.rain_mm[731 + 58..731 + 60], [788.0, 790.0]);
        assert_eq!(run.last_day(), jiff::civil::date(2025, 12, 31));
    }

    #[test]
    fn a_warm_up_before_the_series_repeats_its_first_years_and_says_so() {
        let source = numbered();
        let (run, notices) = observed_years(&source, 2011, 2011, 1, 3).expect("complete");
        assert_eq!(run.first_day, jiff::civil::date(2008, 1, 1));
        assert_eq!(run.rain_mm[0], 0.0);
        assert_eq!(run.rain_mm[366], 365.0);
        assert_eq!(run.rain_mm[366 + 365], 0.0);
        assert!(notices.len() == 1 && notices[0].contains("2 year(s)") && notices[0].contains("2010, 2011"));
    }

    #[test]
    fn a_series_that_ends_too_early_is_refused_by_year() {
        let source = numbered();
        let problem = observed_years(&source, 2012, 2012, 3, 0).expect_err("2014 lacks a day");
        assert_eq!(problem.code, "W330");
        assert!(problem.what.contains("2014") && problem.what.contains("2010 to 2013"), "{problem}");
        assert!(observed_years(&source, 2009, 2009, 1, 0).is_err());
    }

    #[test]
    fn observed_weather_is_the_same_in_every_member() {
        let source = numbered();
        let node = NodeWeather::Observed(Box::new(source.clone()));
        assert_eq!(node.series(1, 1, 2010, 5), source);
        assert_eq!(node.series(2, 9, 2010, 5), source);
        let node = NodeWeather::Generated(StationParameters::of(260).expect("De Bilt"));
        assert_ne!(node.series(1, 1, 2010, 1), node.series(1, 2, 2010, 1));
    }
}
