//! Typed access to the keys of a site file: every key that is wrong or unknown becomes a problem with its line.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::error::{Problem, Problems};

/// A table of the file with what has been read from it.
pub(super) struct Keys<'a> {
    pub(super) file: &'a Source<'a>,
    path: String,
    table: &'a DeTable<'a>,
    known: Vec<&'static str>,
}

/// Name and text of the file, for places.
pub(super) struct Source<'a> {
    pub(super) name: String,
    pub(super) text: &'a str,
}

impl Source<'_> {
    /// `file:line, key`.
    pub(super) fn place(&self, span: &Range<usize>, key: &str) -> String {
        let end = span.start.min(self.text.len());
        let line = 1 + self.text.get(..end).unwrap_or(self.text).matches('\n').count();
        if key.is_empty() { format!("{}:{line}", self.name) } else { format!("{}:{line}, {key}", self.name) }
    }
}

impl<'a> Keys<'a> {
    pub(super) fn new(file: &'a Source<'a>, path: &str, table: &'a DeTable<'a>) -> Self {
        Keys { file, path: path.to_owned(), table, known: Vec::new() }
    }

    /// Full name of a key.
    pub(super) fn name(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// Place of a key; that of the file where the key is absent.
    pub(super) fn place(&self, key: &str) -> String {
        match self.table.get(key) {
            Some(value) => self.file.place(&value.span(), &self.name(key)),
            None => format!("{}, {}", self.file.name, self.name(key)),
        }
    }

    /// The value of a key, noted as known.
    pub(super) fn value(&mut self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        if !self.known.contains(&key) {
            self.known.push(key);
        }
        self.table.get(key)
    }

    /// Every key with its value, all noted as known.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&'a str, &'a Spanned<DeValue<'a>>)> + use<'a> {
        self.table.iter().map(|(key, value)| (key.get_ref().as_ref(), value))
    }

    /// A number within bounds.
    pub(super) fn number(
        &mut self,
        key: &'static str,
        (low, high): (f64, f64),
        unit: &str,
        problems: &mut Problems,
    ) -> Option<f64> {
        let value = self.value(key)?;
        let Some(number) = as_number(value.get_ref()) else {
            problems.push(self.wrong_type(key, value, "a number"));
            return None;
        };
        if !(low..=high).contains(&number) {
            let what = format!("{number} is outside {low} to {high} {unit}");
            problems.push(Problem::new("G520", self.place(key), what.trim_end().to_owned()));
            return None;
        }
        Some(number)
    }

    /// A text.
    pub(super) fn text(&mut self, key: &'static str, problems: &mut Problems) -> Option<&'a str> {
        let value = self.value(key)?;
        let text = value.get_ref().as_str();
        if text.is_none() {
            problems.push(self.wrong_type(key, value, "a text in quotes"));
        }
        text
    }

    /// `true` or `false`.
    pub(super) fn flag(&mut self, key: &'static str, problems: &mut Problems) -> Option<bool> {
        let value = self.value(key)?;
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            problems.push(self.wrong_type(key, value, "true or false"));
        }
        flag
    }

    /// A table below this one.
    pub(super) fn table(&mut self, key: &'static str, problems: &mut Problems) -> Option<Keys<'a>> {
        let value = self.value(key)?;
        if let DeValue::Table(table) = value.get_ref() {
            return Some(Keys::new(self.file, &self.name(key), table));
        }
        problems.push(self.wrong_type(key, value, "a table"));
        None
    }

    /// Problem of a key with a value of another type.
    pub(super) fn wrong_type(&self, key: &str, value: &Spanned<DeValue<'_>>, wanted: &str) -> Problem {
        let what = format!("{} found, {wanted} wanted", value.get_ref().type_str());
        Problem::new("G502", self.file.place(&value.span(), &self.name(key)), what)
    }

    /// Reports every key that was not asked for.
    pub(super) fn refuse_others(&self, problems: &mut Problems) {
        for (key, value) in self.entries() {
            if !self.known.contains(&key) {
                let hint = format!("known here: {}", self.known.join(", "));
                let place = self.file.place(&value.span(), &self.name(key));
                problems.push(Problem::new("G503", place, "unknown key").hint(hint));
            }
        }
    }
}

/// A TOML number as f64.
pub(super) fn as_number(value: &DeValue<'_>) -> Option<f64> {
    let digits = match value {
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok().map(|n| n as f64),
        DeValue::Float(number) => number.as_str().parse().ok(),
        _ => None,
    };
    digits.filter(|number: &f64| number.is_finite())
}
