//! Values that may be wrong but are kept: they are counted in the import report.

use super::draft::Draft;
use super::report::ImportReport;
use crate::weather::read::{Column, RawStation};
use std::collections::BTreeMap;

/// Change of the maximum temperature from day to day that is noticed, degrees C.
const JUMP_C: f64 = 20.0;
/// Number of equal values in a row that is noticed.
const EQUAL_RUN: usize = 5;
/// Temperature range at which a day without radiation is noticed, degrees C.
const RANGE_WITHOUT_SUN_C: f64 = 8.0;
/// Days of constant full humidity that are noticed.
const SATURATED_RUN: usize = 7;
/// Days without rain that are noticed when neighbours had more than [`NEIGHBOUR_RAIN_MM`].
const DRY_RUN: usize = 45;
const NEIGHBOUR_RAIN_MM: f64 = 20.0;

/// Counts what is suspect.
pub(super) fn flag(draft: &Draft, neighbours: &[RawStation], report: &mut ImportReport) {
    for day in 0..draft.len() {
        let tmax = draft.get(Column::Tmax, day);
        let yesterday = day.checked_sub(1).and_then(|before| draft.get(Column::Tmax, before));
        if tmax.zip(yesterday).is_some_and(|(now, before)| (now - before).abs() > JUMP_C) {
            report.suspect("maximum temperature changes by more than 20 degrees in a day", draft.dates[day]);
        }
        let range = tmax.zip(draft.get(Column::Tmin, day)).map(|(max, min)| max - min);
        if draft.get(Column::Radiation, day) == Some(0.0) && range.is_some_and(|range| range > RANGE_WITHOUT_SUN_C) {
            report.suspect("no radiation on a day with a wide temperature range", draft.dates[day]);
        }
    }
    let equal = "five or more equal values in a row";
    for column in [Column::Tmin, Column::Tmean, Column::Tmax, Column::Radiation, Column::Rain, Column::Wind] {
        runs(
            draft,
            column,
            EQUAL_RUN,
            |value| value != 0.0,
            |start| {
                report.suspect(&format!("{}: {equal}", column.name()), draft.dates[start]);
            },
        );
    }
    runs(
        draft,
        Column::Humidity,
        SATURATED_RUN,
        |value| value == 100.0,
        |start| {
            report.suspect("humidity of 100 % for seven days or more", draft.dates[start]);
        },
    );
    dry_against_neighbours(draft, neighbours, report);
}

/// Calls `found` with the first day of each run of at least `length` equal values that `counts`.
fn runs(draft: &Draft, column: Column, length: usize, counts: impl Fn(f64) -> bool, mut found: impl FnMut(usize)) {
    let mut start = 0;
    for day in 1..=draft.len() {
        let goes_on = day < draft.len() && draft.get(column, day) == draft.get(column, start);
        if !goes_on {
            if day - start >= length && draft.get(column, start).is_some_and(&counts) {
                found(start);
            }
            start = day;
        }
    }
}

/// Notices long runs without rain while a neighbour had rain.
fn dry_against_neighbours(draft: &Draft, neighbours: &[RawStation], report: &mut ImportReport) {
    let mut dry = Vec::new();
    runs(draft, Column::Rain, DRY_RUN, |value| value == 0.0, |start| dry.push(start));
    if neighbours.is_empty() || dry.is_empty() {
        return;
    }
    let mut rain: BTreeMap<_, f64> = BTreeMap::new();
    for row in neighbours.iter().flat_map(|neighbour| &neighbour.rows) {
        let most = rain.entry(row.date).or_default();
        *most = most.max(row.get(Column::Rain).unwrap_or(0.0));
    }
    for start in dry {
        let days = (start..draft.len()).take_while(|&day| draft.get(Column::Rain, day) == Some(0.0));
        let nearby: f64 = days.map(|day| rain.get(&draft.dates[day]).copied().unwrap_or(0.0)).sum();
        if nearby > NEIGHBOUR_RAIN_MM {
            report.suspect("no rain in 45 days while neighbours had more than 20 mm", draft.dates[start]);
        }
    }
}
