//! Whether a column can be what its name says: swapped columns and wrong units show in their range.

use super::{COLUMNS, Column, RawStation};
use crate::error::{Problem, Problems};

/// Fewest values from which the range of a column is judged.
const ENOUGH_VALUES: usize = 10;

/// Years that a daily table can have.
const YEARS: std::ops::RangeInclusive<i16> = 1700..=2300;

/// Adds a problem for the first date that is far from any weather record or scenario, and for each column whose values cannot be of that quantity.
pub(super) fn check(place: &str, station: &RawStation, problems: &mut Problems) {
    if let Some(row) = station.rows.iter().find(|row| !YEARS.contains(&row.date.year())) {
        let what = format!("station {} has the date {}", station.node, row.date);
        problems.push(Problem::new("W304", place, what).hint("dates lie between 1700 and 2300"));
    }
    for (column, range) in Column::ALL.into_iter().zip(ranges(station)) {
        let Range { count, least, most } = range;
        // What is said of the median holds between both ends too, where it holds at both.
        let never = |middle: f64| contradiction(column, least, middle, most).is_none();
        if count < ENOUGH_VALUES || never(least) && never(most) {
            continue;
        }
        let mut values: Vec<f64> = station.rows.iter().filter_map(|row| row.get(column)).collect();
        let half = values.len() / 2;
        let (_, &mut middle, _) = values.select_nth_unstable_by(half, f64::total_cmp);
        if let Some(hint) = contradiction(column, least, middle, most) {
            let place = format!("{place}, station {}, {}", station.node, column.name());
            let what = format!("values from {least} to {most} (median {middle}) cannot be this quantity");
            problems.push(Problem::new("W307", place, what).hint(hint));
        }
    }
}

/// Number of values of a column, the least and the most of them.
#[derive(Clone, Copy)]
struct Range {
    count: usize,
    least: f64,
    most: f64,
}

/// [`Range`] of each column.
fn ranges(station: &RawStation) -> [Range; COLUMNS] {
    let mut ranges = [Range { count: 0, least: f64::INFINITY, most: f64::NEG_INFINITY }; COLUMNS];
    for row in &station.rows {
        for (range, value) in ranges.iter_mut().zip(row.values) {
            if let Some(value) = value {
                range.count += 1;
                range.least = range.least.min(value);
                range.most = range.most.max(value);
            }
        }
    }
    ranges
}

/// What is probably wrong with a column of this range; `None` if nothing.
fn contradiction(column: Column, least: f64, middle: f64, most: f64) -> Option<&'static str> {
    match column {
        Column::Humidity | Column::Humidity12 if most <= 1.0 => Some("humidity is given in per cent, not as a share"),
        Column::Humidity | Column::Humidity12 if most <= 40.0 => {
            Some("a wind, rain or temperature column may be taken for humidity; KNMI's RH is rain, its UG humidity")
        }
        Column::Humidity if middle > 100.0 => Some("humidity is given in per cent"),
        Column::Wind | Column::Wind12 if middle > 20.0 || most > 60.0 => {
            Some("a humidity column may be taken for wind, or wind is not in m/s")
        }
        Column::Tmin | Column::Tmean | Column::Tmax | Column::Temp12 if !(-40.0..=45.0).contains(&middle) => {
            Some("temperatures are expected in degrees C (KNMI layout: 0.1 degrees C)")
        }
        Column::Radiation if middle > 45.0 => Some("radiation is expected in MJ/m2 per day"),
        Column::Radiation if most <= 1.5 => Some("radiation is expected in MJ/m2 per day"),
        Column::Rain if middle > 25.0 => Some("another column may be taken for rain, or rain is not in mm per day"),
        Column::Rain if least < 0.0 && middle < 0.0 => Some("another column may be taken for rain"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swapped_columns_are_noticed() {
        assert!(contradiction(Column::Humidity, 1.0, 4.0, 14.0).is_some_and(|hint| hint.contains("wind")));
        assert!(contradiction(Column::Humidity, 0.0, 0.1, 38.0).is_some_and(|hint| hint.contains("RH is rain")));
        assert!(contradiction(Column::Humidity, 0.4, 0.8, 1.0).is_some_and(|hint| hint.contains("share")));
        assert!(contradiction(Column::Wind, 40.0, 80.0, 100.0).is_some());
        assert!(contradiction(Column::Tmean, 260.0, 283.0, 300.0).is_some());
        assert!(contradiction(Column::Humidity, 35.0, 82.0, 100.0).is_none());
        assert!(contradiction(Column::Wind, 0.5, 3.4, 17.0).is_none());
        assert!(contradiction(Column::Rain, 0.0, 0.1, 60.0).is_none());
    }
}
