//! KNMI hourly files (`uurgeg`) made into days.
//!
//! Slots 1-24 UT belong to the date of their row. Means of 24 hours give mean temperature, humidity and wind, sums radiation,
//! sunshine and rain; a day with fewer than 24 values of a quantity lacks it. Minimum and maximum temperature are the extremes
//! of the hours, corrected by the mean error of the month, as KNMI takes extremes within the hour. Values at noon are
//! those of slot 12.

use super::knmi::{cut, data_row, parse_date, station_head, whole_number};
use super::{Column, Findings, RawRow, RawStation, RawTable};
use crate::calendar::Date;
use crate::error::{Problem, Problems};
use std::collections::BTreeMap;

/// Hours of a day.
const HOURS: usize = 24;
/// Quantities that are read, by their names in the file.
const NAMES: [&str; 7] = ["T", "U", "FH", "Q", "SQ", "RH", "DD"];

/// Values of a day by quantity and hour, in the units of the file.
type Hours = [[Option<i32>; HOURS]; NAMES.len()];

/// Names of the column line of an hourly file.
pub(super) fn hourly_columns(line: &str) -> Option<Vec<String>> {
    let line = station_head(line)?;
    let names: Vec<String> = line.split(',').map(|name| name.trim().to_ascii_uppercase()).collect();
    let is_head = names.len() > 3 && names[0] == "STN" && names[1] == "YYYYMMDD";
    (is_head && names.iter().any(|name| name == "HH")).then_some(names)
}

/// Reads an hourly file.
pub(super) fn read_hours(place: &str, text: &str) -> Result<RawTable, Problems> {
    let mut findings = Findings::none();
    let mut table = RawTable::default();
    let mut columns: Vec<Option<usize>> = Vec::new();
    let mut hour_column = 0;
    let mut days: BTreeMap<(String, Date), Hours> = BTreeMap::new();
    for (index, line) in text.lines().enumerate() {
        let at = format!("{place}:{}", index + 1);
        if let Some(names) = hourly_columns(line) {
            columns = names.iter().map(|name| NAMES.iter().position(|known| known == name)).collect();
            hour_column = names.iter().position(|name| name == "HH").unwrap_or(0);
            continue;
        }
        let Some((station, digits, _)) = data_row(line) else { continue };
        if columns.is_empty() {
            findings.push(Problem::new("W302", at, "there is no column line before the first row"));
            break;
        }
        let fields: Vec<&str> = line.split(',').collect();
        let hour = fields.get(hour_column).and_then(|field| whole_number(field).ok().flatten());
        let (Some(date), Some(hour @ 1..=24)) = (parse_date(digits), hour) else {
            let what = format!("has no date and hour 1-24: {}", cut(line));
            findings.push(Problem::new("W304", at, what).hint("slot 24 belongs to the date of its row"));
            if findings.stop {
                break;
            }
            continue;
        };
        let day = days.entry((station.to_owned(), date)).or_insert([[None; HOURS]; NAMES.len()]);
        for (field, column) in fields.iter().zip(&columns) {
            let Some(column) = *column else { continue };
            if let Ok(value) = whole_number(field) {
                day[column][hour as usize - 1] = value;
            } else {
                let what = format!("column {}: {:?} is not a whole number", NAMES[column], field.trim());
                findings.push(Problem::new("W303", at.clone(), what).hint("leave a missing value blank"));
            }
        }
        if findings.stop {
            break;
        }
    }
    for ((station, date), hours) in &days {
        let index = table.station_index(station);
        table.stations[index].rows.push(day_of(*date, hours));
    }
    table.stations.iter_mut().for_each(RawStation::correct_hourly_extremes);
    table.notice(
        "hourly values made into days; minimum and maximum temperature corrected by the mean error of the month",
    );
    table.notice("RH read as rain (0.1 mm)");
    findings.unless_any(place, table)
}

fn day_of(date: Date, hours: &Hours) -> RawRow {
    let [temperature, humidity, wind, radiation, sunshine, rain, direction] = hours;
    let mut row = RawRow::empty(date);
    let whole = |values: &[Option<i32>; HOURS]| -> Option<Vec<f64>> {
        values.iter().map(|value| value.map(f64::from)).collect()
    };
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    if let Some(values) = whole(temperature) {
        row.set(Column::Tmean, Some(mean(&values) / 10.0));
        row.set(Column::Tmin, values.iter().copied().reduce(f64::min).map(|value| value / 10.0));
        row.set(Column::Tmax, values.iter().copied().reduce(f64::max).map(|value| value / 10.0));
    }
    if let Some(values) = whole(humidity) {
        row.set(Column::Humidity, Some(mean(&values)));
        row.set(Column::HumidityMin, values.iter().copied().reduce(f64::min));
    }
    row.set(Column::Wind, whole(wind).map(|values| mean(&values) / 10.0));
    row.set(Column::Radiation, whole(radiation).map(|values| values.iter().sum::<f64>() / 100.0));
    // A trace counts as nothing in a sum of hours.
    let sum = |values: &[f64]| values.iter().map(|value| value.max(0.0)).sum::<f64>() / 10.0;
    row.set(Column::Sunshine, whole(sunshine).map(|values| sum(&values)));
    if let Some(values) = whole(rain) {
        row.set(Column::Rain, Some(sum(&values)));
        row.trace = sum(&values) == 0.0 && values.contains(&-1.0);
    }
    let noon = |values: &[Option<i32>; HOURS], divisor: f64| values[11].map(|value| f64::from(value) / divisor);
    row.set(Column::Temp12, noon(temperature, 10.0));
    row.set(Column::Humidity12, noon(humidity, 1.0));
    row.set(Column::Wind12, noon(wind, 10.0));
    row.set(Column::WindDirection, mean_direction(direction, wind));
    row
}

/// Direction of the mean wind of a day, degrees 1-360; hours of calm (0) or of changing wind (990) are left out.
fn mean_direction(direction: &[Option<i32>; HOURS], wind: &[Option<i32>; HOURS]) -> Option<f64> {
    let (mut east, mut north) = (0.0, 0.0);
    for (direction, speed) in direction.iter().zip(wind) {
        let (Some(direction @ 1..=360), Some(speed)) = (direction, speed) else { continue };
        let angle = f64::from(*direction).to_radians();
        east += f64::from(*speed) * libm::sin(angle);
        north += f64::from(*speed) * libm::cos(angle);
    }
    if east == 0.0 && north == 0.0 {
        return None;
    }
    let degrees = libm::atan2(east, north).to_degrees().round().rem_euclid(360.0);
    Some(if degrees < 0.5 { 360.0 } else { degrees })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions_are_averaged_as_vectors() {
        let mut direction = [Some(350); HOURS];
        direction[12..].fill(Some(30));
        assert_eq!(mean_direction(&direction, &[Some(40); HOURS]), Some(10.0));
        assert_eq!(mean_direction(&[Some(990); HOURS], &[Some(40); HOURS]), None);
        assert_eq!(mean_direction(&[Some(360); HOURS], &[Some(40); HOURS]), Some(360.0));
    }
}
