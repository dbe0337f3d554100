//! Observed years laid out over the calendar of a run.

use super::RunYears;
use crate::calendar::{Date, is_leap_year};
use crate::error::{Problem, Problems};
use crate::weather::WeatherSeries;
use crate::weather::climate::{ClimateChange, YearFactors};
use crate::weather::quality::RefusedYears;

/// Lays an observed series out over the calendar of the run, warm-up first.
///
/// A target year with 29 February repeats 28 February if its source year has none; a source's 29 February is dropped
/// where the target year has none.
pub fn lay_out(
    observed: &WeatherSeries,
    refused: &RefusedYears,
    run: &RunYears,
    notices: &mut Vec<String>,
) -> Result<WeatherSeries, Problems> {
    let place = format!("weather of {}", observed.node);
    let (first_whole, last_whole) = whole_years(observed);
    if first_whole > last_whole {
        return Err(Problem::new("W313", place, "the series has no whole year, January to December").into());
    }
    let source_first = source_first_year(observed, refused, run);
    let source_last = source_first.saturating_add(run.years as i16 - 1);
    if source_first < first_whole || source_last > last_whole {
        let what = format!(
            "the run needs the years {source_first} to {source_last}; the series has the whole years {first_whole} to \
             {last_whole}"
        );
        let hint = "choose climate.first_weather_year, fewer period.years, or generated weather";
        return Err(Problem::new("W313", place, what).hint(hint).into());
    }
    let poor: Vec<Problem> = refused.range(source_first..=source_last).map(|(_, problem)| problem.clone()).collect();
    if !poor.is_empty() {
        return Err(Problems(poor));
    }
    let warmup = run.warmup as i16;
    let available = (1..=(source_first - first_whole).min(warmup))
        .take_while(|&back| !refused.contains_key(&(source_first - back)))
        .count() as i16;
    if available < warmup {
        notices.push(format!(
            "{place}: {available} of {warmup} warm-up years lie before {source_first}; the years from {source_first} on \
             are repeated for the others"
        ));
    }
    let target_first = run.first_year - warmup;
    let mut series = WeatherSeries::empty(&observed.node, observed.latitude_deg, Date::constant(target_first, 1, 1));
    for target in target_first..run.first_year.saturating_add(run.years as i16) {
        let offset = target - run.first_year;
        let source = if offset >= -available {
            source_first + offset
        } else {
            // Counted back from the years at hand, so that the repeated years stand in their own order.
            source_first + (offset + warmup) % (run.years as i16)
        };
        push_year(&mut series, observed, source, target);
    }
    Ok(series)
}

/// An observed series laid out for a run, each year under its own change; `under` gives it as a whole under one change.
pub(super) fn year_by_year(
    change: &ClimateChange,
    laid: &WeatherSeries,
    first_year: i16,
    under: &dyn Fn(&YearFactors) -> Result<WeatherSeries, Problems>,
) -> Result<WeatherSeries, Problems> {
    if !change.transient {
        return under(&change.factors_of(first_year));
    }
    let first = laid.first_day.year();
    let mut series = WeatherSeries::empty(&laid.node, laid.latitude_deg, laid.first_day);
    for year in first..=laid.last_day().year() {
        let whole = under(&change.factors_of(year))?;
        let (start, end) = (days_before(first, year), days_before(first, year + 1));
        (start..end).for_each(|day| series.push_day_of(&whole, day));
    }
    Ok(series)
}

/// Year of the series that stands for the first year of the run: the one asked for, else the same year, else the first from
/// which on every year of the run is good.
pub(super) fn source_first_year(observed: &WeatherSeries, refused: &RefusedYears, run: &RunYears) -> i16 {
    let (first_whole, last_whole) = whole_years(observed);
    let good = |first: i16| (first..first.saturating_add(run.years as i16)).all(|year| !refused.contains_key(&year));
    let default = if (first_whole..=last_whole).contains(&run.first_year) {
        run.first_year
    } else {
        (first_whole..=last_whole).find(|&year| good(year)).unwrap_or(first_whole)
    };
    run.first_weather_year.unwrap_or(default)
}

/// First and last year of which the series has every day; first above last if there is none.
fn whole_years(series: &WeatherSeries) -> (i16, i16) {
    let (first, last) = (series.first_day, series.last_day());
    let first_whole = if first.day_of_year() == 1 { first.year() } else { first.year() + 1 };
    let last_whole = if last.month() == 12 && last.day() == 31 { last.year() } else { last.year() - 1 };
    (first_whole, last_whole)
}

/// Days from 1 January of `from` to 1 January of `to`; 0 if `to` is not later.
pub(super) fn days_before(from: i16, to: i16) -> usize {
    (from..to).map(|year| if is_leap_year(year) { 366 } else { 365 }).sum()
}

/// Adds the source year of the observed series, with the leap day of the target year.
pub(super) fn push_year(series: &mut WeatherSeries, observed: &WeatherSeries, source: i16, target: i16) {
    const LEAP_DAY: usize = 59;
    let head = observed.first_day.day_of_year() as usize - 1;
    let start = days_before(observed.first_day.year(), source) - head;
    let days = if is_leap_year(source) { 366 } else { 365 };
    for day in 0..days {
        if day == LEAP_DAY && is_leap_year(target) && !is_leap_year(source) {
            series.push_day_of(observed, start + LEAP_DAY - 1);
        }
        if !(day == LEAP_DAY && is_leap_year(source) && !is_leap_year(target)) {
            series.push_day_of(observed, start + day);
        }
    }
}

/// Days `start..end` of a series that begins on 1 January.
pub(super) fn part(series: &WeatherSeries, start: usize, end: usize) -> WeatherSeries {
    let first = series.first_day.checked_add(jiff::Span::new().days(start as i64)).unwrap_or(series.first_day);
    let mut out = WeatherSeries::empty(&series.node, series.latitude_deg, first);
    for day in start..end {
        out.push_day_of(series, day);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::weather::climate::MonthFactors;
    use crate::weather::climate::delta::changed;
    use crate::weather::climatology::parameters;
    use crate::weather::generate::generate;

    #[test]
    fn every_year_of_a_transient_climate_has_its_own_change() {
        let observed = generate(parameters(260).expect("De Bilt"), 3, 0, 2006, 6);
        let warmer = MonthFactors { tmax_c: 4.4, tmin_c: 4.4, rain: 0.5, ..MonthFactors::NONE };
        let mut change = ClimateChange {
            name: "Hd-2050".to_owned(),
            anchors: vec![(2050, [warmer; 12])],
            transient: true,
            dry_persistence: 1.0,
        };
        let run = RunYears { first_year: 2027, years: 4, warmup: 1, first_weather_year: Some(2007) };
        let under = |factors: &YearFactors| {
            lay_out(&changed(&observed, factors, true), &RefusedYears::new(), &run, &mut Vec::new())
        };
        let plain = under(&[MonthFactors::NONE; 12]).expect("laid out");
        let series = year_by_year(&change, &plain, run.first_year, &under).expect("laid out");
        assert_eq!((series.len(), series.first_day), (plain.len(), plain.first_day));
        for (year, place) in [(2026, 0), (2027, 365), (2030, 365 + 365 + 366 + 365)] {
            let share = f64::from(year - 2006) / 44.0;
            for day in [0, 180, 364] {
                let more = series.tmax_c[place + day] - plain.tmax_c[place + day];
                assert!((more - 4.4 * share).abs() < 1e-9, "{year}: {more}");
                let rain = (1.0 - 0.5 * share) * plain.rain_mm[place + day];
                assert!((series.rain_mm[place + day] - rain).abs() < 1e-9, "{year}");
            }
        }
        change.transient = false;
        let still = year_by_year(&change, &plain, run.first_year, &under).expect("laid out");
        assert!((still.tmax_c[0] - plain.tmax_c[0] - 4.4).abs() < 1e-9);
    }
}
