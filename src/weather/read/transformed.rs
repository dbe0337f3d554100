//! The layout of KNMI's transformation program for climate scenarios: one quantity of many stations.
//!
//! Comment lines, then rows that begin with `00000000` (station numbers, RD x and y in km, longitude, latitude), then a row per
//! day: `YYYYMMDD` and a value for each station, separated by blanks. The comment says which quantity it is.

use super::fields::{date, number};
use super::{Column, Findings, RawRow, RawTable};
use crate::error::{Problem, Problems};

/// First field of the rows that describe the stations.
const HEAD: &str = "00000000";

/// Whether a text has this layout.
pub(super) fn is_transformed(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
    lines.next().is_some_and(|line| line.split_whitespace().next() == Some(HEAD))
}

/// Quantity and factor to the units of the crate, from the comments.
fn quantity(text: &str) -> Option<(Column, f64)> {
    let comments: String = text.lines().filter(|line| line.trim_start().starts_with('#')).collect();
    let says = |words: &[&str]| words.iter().any(|word| comments.to_lowercase().contains(word));
    let per_unit = if says(&["kj/m2", "kj m-2"]) { 1e-3 } else { 1.0 };
    if says(&["max temperature", "maximum temperature", "(tx)"]) {
        Some((Column::Tmax, 1.0))
    } else if says(&["min temperature", "minimum temperature", "(tn)"]) {
        Some((Column::Tmin, 1.0))
    } else if says(&["temperature"]) {
        Some((Column::Tmean, 1.0))
    } else if says(&["radiation"]) {
        Some((Column::Radiation, per_unit))
    } else if says(&["evap"]) {
        Some((Column::Evaporation, 1.0))
    } else if says(&["precipitation", "rain"]) {
        Some((Column::Rain, 1.0))
    } else {
        None
    }
}

/// Reads a file of this layout.
pub(super) fn read_transformed(place: &str, text: &str) -> Result<RawTable, Problems> {
    let Some((column, factor)) = quantity(text) else {
        let problem = Problem::new("W302", place, "the comments do not say which quantity this is");
        return Err(problem.hint("a line such as `# max temperature [degrees Celsius]`").into());
    };
    let mut findings = Findings::none();
    let mut table = RawTable::default();
    let mut heads: Vec<Vec<&str>> = Vec::new();
    let mut stations: Vec<usize> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let at = format!("{place}:{}", index + 1);
        let mut fields = line.split_whitespace();
        let Some(first) = fields.next().filter(|first| !first.starts_with('#')) else { continue };
        let values: Vec<&str> = fields.collect();
        if first == HEAD {
            heads.push(values);
            continue;
        }
        if stations.is_empty() {
            stations = heads
                .first()
                .map_or(Vec::new(), |numbers| numbers.iter().map(|number| table.station_index(number)).collect());
            place_stations(&mut table, &stations, &heads);
        }
        let Some(day) = date(first) else {
            let what = format!("date {first} does not exist");
            findings.push(Problem::new("W304", at, what).hint("calendars of 360 days are not accepted"));
            continue;
        };
        if values.len() == stations.len() {
            for (&station, value) in stations.iter().zip(&values) {
                let mut row = RawRow::empty(day);
                match number(value, false) {
                    Ok(value) => row.set(column, value.map(|value| factor * value)),
                    Err(()) => {
                        findings.push(Problem::new("W303", at.clone(), format!("{value:?} is not a number")));
                    }
                }
                table.stations[station].rows.push(row);
            }
        } else {
            let what = format!("the row has {} values for {} stations", values.len(), stations.len());
            findings.push(Problem::new("W304", at, what).hint("the file may be cut off"));
        }
        if findings.stop {
            break;
        }
    }
    table.notice(format!("layout of KNMI's transformation program, read as {}", column.name()));
    findings.unless_any(place, table)
}

/// Takes the position of the stations from the last two rows of the head.
fn place_stations(table: &mut RawTable, stations: &[usize], heads: &[Vec<&str>]) {
    let [.., longitudes, latitudes] = heads else { return };
    if heads.len() < 5 {
        return;
    }
    for ((&station, longitude), latitude) in stations.iter().zip(longitudes).zip(latitudes) {
        table.stations[station].longitude_deg = longitude.parse().ok();
        table.stations[station].latitude_deg = latitude.parse().ok();
    }
}
