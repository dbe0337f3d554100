//! The answer of KNMI's web service in JSON: a list of objects with `station_code`, `date` and the names and whole units of the
//! daily files; null is missing.

use super::fields;
use super::knmi::{Field, field_of, store};
use super::{Findings, RawRow, RawTable};
use crate::error::{Problem, Problems};
use serde_json::Value;

/// Whether a text is a JSON list.
pub(super) fn is_json_list(text: &str) -> bool {
    let mut signs = text.chars().filter(|sign| !sign.is_whitespace());
    signs.next() == Some('[') && matches!(signs.next(), Some('{' | ']'))
}

/// Reads the list.
pub(super) fn read_json(place: &str, text: &str) -> Result<RawTable, Problems> {
    let rows: Vec<serde_json::Map<String, Value>> = serde_json::from_str(text).map_err(|error| {
        let at = format!("{place}:{}", error.line());
        Problem::new("W302", at, format!("is no list of days in JSON: {error}"))
            .hint("objects with station_code, date and the names of KNMI's daily values")
    })?;
    let mut table = RawTable::default();
    let mut findings = Findings::none();
    let mut unknown: Vec<String> = Vec::new();
    for (index, object) in rows.iter().enumerate() {
        let at = format!("{place}, object {}", index + 1);
        let station = match object.get("station_code") {
            Some(Value::Number(number)) => number.to_string(),
            Some(Value::String(text)) => text.trim().to_owned(),
            _ => {
                findings.push(Problem::new("W304", at, "has no station_code").hint("a number, such as 260"));
                continue;
            }
        };
        let Some(date) = object.get("date").and_then(Value::as_str).and_then(fields::date) else {
            findings.push(Problem::new("W304", at, "has no date").hint("such as \"2020-01-01T00:00:00.000Z\""));
            continue;
        };
        let mut row = RawRow::empty(date);
        for (name, value) in object.iter().filter(|(name, _)| !["station_code", "date"].contains(&name.as_str())) {
            let field = field_of(&name.to_ascii_uppercase());
            let number = value.as_i64().and_then(|number| i32::try_from(number).ok());
            match (field, number) {
                (Some(Field::Value(column, divisor)), Some(number)) => store(&mut row, column, divisor, number),
                (Some(Field::Value(..)), None) if !value.is_null() => {
                    let what = format!("{name}: {value} is not a whole number");
                    findings.push(Problem::new("W303", at.clone(), what).hint("null where a value is missing"));
                }
                (None, _) if !unknown.contains(name) => unknown.push(name.clone()),
                _ => {}
            }
        }
        let station = table.station_index(&station);
        table.stations[station].rows.push(row);
        if findings.stop {
            break;
        }
    }
    if !unknown.is_empty() {
        table.notice(format!("unknown columns not read: {}", unknown.join(", ")));
    }
    if rows.iter().any(|object| object.keys().any(|name| name.eq_ignore_ascii_case("RH"))) {
        table.notice("RH read as rain (0.1 mm)");
    }
    findings.unless_any(place, table)
}
