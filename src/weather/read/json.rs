//! The answer of KNMI's web service in JSON: a list of objects with `station_code`, `date` and the names and whole units of the
//! daily files; null is missing.
//!
//! Objects are read one at a time and none is kept, as an answer of many years is long.

use super::fields;
use super::knmi::{Field, field_of, store};
use super::{Findings, RawRow, RawTable};
use crate::error::{Problem, Problems};
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::borrow::Cow;
use std::fmt;

/// Whether a text is a JSON list.
pub(super) fn is_json_list(text: &str) -> bool {
    let mut signs = text.chars().filter(|sign| !sign.is_whitespace());
    signs.next() == Some('[') && matches!(signs.next(), Some('{' | ']'))
}

/// Reads the list.
pub(super) fn read_json(place: &str, text: &str) -> Result<RawTable, Problems> {
    let mut reader = Reader {
        place,
        objects: 0,
        entries: Vec::new(),
        names: Vec::new(),
        station: None,
        unknown: Vec::new(),
        has_rain: false,
        table: RawTable::default(),
        findings: Findings::none(),
    };
    let mut json = serde_json::Deserializer::from_str(text);
    json.deserialize_seq(Days(&mut reader)).and_then(|()| json.end()).map_err(|error| {
        let at = format!("{place}:{}", error.line());
        Problem::new("W302", at, format!("is no list of days in JSON: {error}"))
            .hint("objects with station_code, date and the names of KNMI's daily values")
    })?;
    let Reader { mut table, findings, unknown, has_rain, .. } = reader;
    if !unknown.is_empty() {
        table.notice(format!("unknown columns not read: {}", unknown.join(", ")));
    }
    if has_rain {
        table.notice("RH read as rain (0.1 mm)");
    }
    findings.unless_any(place, table)
}

/// State of reading one answer.
struct Reader<'p, 'de> {
    place: &'p str,
    objects: usize,
    /// Entries of the object at hand, by name.
    entries: Vec<(Cow<'de, str>, Value)>,
    /// Names met so far, in the order of an object, and what they are.
    names: Vec<(String, Option<Field>)>,
    /// Station of the row before: its code and index.
    station: Option<(Value, usize)>,
    unknown: Vec<String>,
    has_rain: bool,
    table: RawTable,
    findings: Findings,
}

impl Reader<'_, '_> {
    fn at(&self) -> String {
        format!("{}, object {}", self.place, self.objects)
    }

    /// What a name is; objects mostly have the same names in the same order, `hint` being the place among them.
    fn field(&mut self, hint: usize, name: &str) -> Option<Field> {
        let known = self.names.get(hint).filter(|(known, _)| known == name);
        if let Some((_, field)) = known.or_else(|| self.names.iter().find(|(known, _)| known == name)) {
            return *field;
        }
        let field = field_of(&name.to_ascii_uppercase());
        self.names.insert(hint.min(self.names.len()), (name.to_owned(), field));
        field
    }

    /// Index of the station of an object; `None` without a code.
    fn station_of(&mut self, code: &Value) -> Option<usize> {
        if let Some((_, index)) = self.station.as_ref().filter(|(known, _)| known == code) {
            return Some(*index);
        }
        let name = match code {
            Value::Number(number) => number.to_string(),
            Value::String(text) => text.trim().to_owned(),
            _ => return None,
        };
        let index = self.table.station_index(&name);
        self.station = Some((code.clone(), index));
        Some(index)
    }

    /// Takes over the object at hand.
    fn object(&mut self) {
        self.objects += 1;
        // By name, the last entry of each: the order does not change what is told.
        self.entries.sort_by(|a, b| a.0.cmp(&b.0));
        let entries = std::mem::take(&mut self.entries);
        let value = |wanted: &str| entries.iter().rfind(|(name, _)| name == wanted).map(|(_, value)| value);
        self.has_rain |= entries.iter().any(|(name, _)| name.eq_ignore_ascii_case("RH"));
        if !self.findings.stop {
            let date = value("date").and_then(Value::as_str).and_then(fields::date);
            match (value("station_code").filter(|code| code.is_number() || code.is_string()), date) {
                (None, _) => {
                    let problem = Problem::new("W304", self.at(), "has no station_code");
                    self.findings.push(problem.hint("a number, such as 260"));
                }
                (_, None) => {
                    let problem = Problem::new("W304", self.at(), "has no date");
                    self.findings.push(problem.hint("such as \"2020-01-01T00:00:00.000Z\""));
                }
                (Some(code), Some(date)) => {
                    let mut row = RawRow::empty(date);
                    for (place, (name, value)) in entries.iter().enumerate() {
                        let is_last = entries.get(place + 1).is_none_or(|(next, _)| next != name);
                        if is_last && name != "station_code" && name != "date" {
                            self.entry(place, name, value, &mut row);
                        }
                    }
                    if let Some(station) = self.station_of(code) {
                        self.table.stations[station].rows.push(row);
                    }
                }
            }
        }
        self.entries = entries;
        self.entries.clear();
    }

    fn entry(&mut self, place: usize, name: &str, value: &Value, row: &mut RawRow) {
        let number = value.as_i64().and_then(|number| i32::try_from(number).ok());
        match (self.field(place, name), number) {
            (Some(Field::Value(column, divisor)), Some(number)) => store(row, column, divisor, number),
            (Some(Field::Value(..)), None) if !value.is_null() => {
                let problem = Problem::new("W303", self.at(), format!("{name}: {value} is not a whole number"));
                self.findings.push(problem.hint("null where a value is missing"));
            }
            (None, _) if !self.unknown.iter().any(|known| known == name) => self.unknown.push(name.to_owned()),
            _ => {}
        }
    }
}

/// The list.
struct Days<'r, 'p, 'de>(&'r mut Reader<'p, 'de>);

impl<'de> Visitor<'de> for Days<'_, '_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of days")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(Day(&mut *self.0))?.is_some() {
            self.0.object();
        }
        Ok(())
    }
}

/// An object of the list.
struct Day<'r, 'p, 'de>(&'r mut Reader<'p, 'de>);

impl<'de> serde::de::DeserializeSeed<'de> for Day<'_, '_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Day<'_, '_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        while let Some(Name(name)) = entries.next_key()? {
            self.0.entries.push((name, entries.next_value()?));
        }
        Ok(())
    }
}

/// A name, borrowed from the text unless it holds escapes.
struct Name<'de>(Cow<'de, str>);

impl<'de> serde::Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        struct Text;
        impl<'de> Visitor<'de> for Text {
            type Value = Name<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Owned(text.to_owned())))
            }
        }
        json.deserialize_str(Text)
    }
}
