//! A table of a scenario file under reading: every key is asked for by name, and what is left over is unknown.

use super::suggest;
use crate::error::{Problem, Problems};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value with the place where the user wrote it (`file:line, key`).
#[derive(Clone, Debug, PartialEq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// File, line and key.
    pub place: String,
}

/// The file under reading: turns offsets into lines and collects the problems.
#[derive(Debug)]
pub struct Source {
    name: String,
    line_ends: Vec<usize>,
    problems: RefCell<Vec<(usize, Problem)>>,
}

impl Source {
    /// A source with its name for messages.
    pub fn new(name: &str, text: &str) -> Self {
        let line_ends = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(at, _)| at).collect();
        Source { name: name.to_string(), line_ends, problems: RefCell::default() }
    }

    /// File and line of an offset.
    pub fn line(&self, at: usize) -> String {
        format!("{}:{}", self.name, self.line_ends.partition_point(|&end| end < at) + 1)
    }

    /// Notes a problem at an offset.
    pub fn push(&self, at: usize, problem: Problem) {
        self.problems.borrow_mut().push((at, problem));
    }

    /// Every problem, in the order of the lines.
    pub fn into_problems(self) -> Problems {
        let mut problems = self.problems.into_inner();
        problems.sort_by_key(|&(at, _)| at);
        Problems(problems.into_iter().map(|(_, problem)| problem).collect())
    }
}

/// One value with its path.
#[derive(Clone, Debug)]
pub struct Item<'a> {
    source: &'a Source,
    value: &'a Spanned<DeValue<'a>>,
    path: String,
}

/// Text of a value for messages, cut off where it is long.
pub fn shown(text: &str) -> String {
    const LONGEST: usize = 60;
    if text.chars().count() <= LONGEST {
        text.escape_debug().to_string()
    } else {
        let start: String = text.chars().take(LONGEST).collect();
        format!("{}...", start.escape_debug())
    }
}

impl<'a> Item<'a> {
    /// Place for messages.
    pub fn place(&self) -> String {
        format!("{}, {}", self.source.line(self.value.span().start), self.path)
    }

    /// Notes a problem with this value.
    pub fn problem(&self, code: &'static str, what: impl Into<String>, hint: impl Into<String>) {
        self.source.push(self.value.span().start, Problem::new(code, self.place(), what).hint(hint));
    }

    /// The value with this place.
    pub fn locate<T>(&self, value: T) -> Located<T> {
        Located { value, place: self.place() }
    }

    fn found(&self) -> String {
        match self.value.get_ref() {
            DeValue::String(text) => format!("the text \"{}\"", shown(text)),
            DeValue::Integer(number) => format!("the number {}", shown(number.as_str())),
            DeValue::Float(number) => format!("the number {}", shown(number.as_str())),
            DeValue::Boolean(flag) => format!("{flag}"),
            DeValue::Datetime(date) => format!("the date {date}"),
            DeValue::Array(items) => format!("a list of {}", items.len()),
            DeValue::Table(_) => "a table".to_string(),
        }
    }

    /// Notes that another kind of value is expected here.
    pub fn wrong_kind(&self, expected: &str) {
        self.problem("S103", format!("{} was found where {expected} is expected", self.found()), "");
    }

    /// Whether the value is a table.
    pub fn is_table(&self) -> bool {
        self.value.get_ref().is_table()
    }

    /// Whether the value is a list.
    pub fn is_list(&self) -> bool {
        self.value.get_ref().is_array()
    }

    /// Whether the value is a text.
    pub fn is_text(&self) -> bool {
        self.value.get_ref().is_str()
    }

    /// A text that is not empty.
    pub fn text(&self) -> Option<String> {
        match self.value.get_ref() {
            DeValue::String(text) if text.trim().is_empty() => {
                self.problem("S108", "the text is empty", "");
                None
            }
            DeValue::String(text) => Some(text.to_string()),
            _ => {
                self.wrong_kind("a text in quotes");
                None
            }
        }
    }

    /// A finite number, whatever its size.
    pub fn any_number(&self) -> Option<f64> {
        let number = match self.value.get_ref() {
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok().map(|n| n as f64),
            DeValue::Float(number) => number.as_str().parse().ok(),
            _ => {
                self.wrong_kind("a number");
                return None;
            }
        };
        match number {
            Some(number) if f64::is_finite(number) => Some(number),
            _ => {
                self.problem("S107", format!("{} is not a finite number", self.found()), "");
                None
            }
        }
    }

    /// A number within limits, both included.
    pub fn number(&self, limits: RangeInclusive<f64>) -> Option<f64> {
        let number = self.any_number()?;
        if limits.contains(&number) {
            return Some(number);
        }
        let (low, high) = (limits.start(), limits.end());
        let hint = if (0.0..=1.0).contains(&(number / 100.0)) && *high <= 1.0 {
            format!("a share or a length in metres: {} for {number} per cent or centimetres", number / 100.0)
        } else {
            String::new()
        };
        let range = if high.is_finite() { format!("{low} to {high}") } else { format!("{low} and above") };
        self.problem("S104", format!("{number} is outside {range}"), hint);
        None
    }

    /// A whole number within limits, both included.
    pub fn whole(&self, limits: RangeInclusive<i64>) -> Option<i64> {
        let DeValue::Integer(number) = self.value.get_ref() else {
            self.wrong_kind("a whole number");
            return None;
        };
        if let Ok(number) = i64::from_str_radix(number.as_str(), number.radix())
            && limits.contains(&number)
        {
            return Some(number);
        }
        self.problem("S104", format!("{} is outside {} to {}", self.found(), limits.start(), limits.end()), "");
        None
    }

    /// A text, number, flag or date as the text that a table cell would hold.
    pub fn scalar(&self) -> Option<String> {
        match self.value.get_ref() {
            DeValue::String(text) => Some(text.to_string()),
            DeValue::Integer(_) | DeValue::Float(_) => self.any_number().map(|number| number.to_string()),
            DeValue::Boolean(flag) => Some(flag.to_string()),
            DeValue::Datetime(date) => Some(date.to_string()),
            _ => {
                self.wrong_kind("a text, a number, a date, true or false");
                None
            }
        }
    }

    /// Yes or no.
    pub fn flag(&self) -> Option<bool> {
        let flag = self.value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong_kind("true or false");
        }
        flag
    }

    /// One of a few words; gives its index.
    pub fn word(&self, words: &[&str]) -> Option<usize> {
        let text = self.text()?;
        let place = words.iter().position(|word| *word == text.trim());
        if place.is_none() {
            self.problem(
                "S106",
                format!("\"{}\" is unknown here", shown(&text)),
                suggest::hint(&text, words.iter().copied()),
            );
        }
        place
    }

    /// The values of a list.
    pub fn list(&self) -> Vec<Item<'a>> {
        let DeValue::Array(items) = self.value.get_ref() else {
            self.wrong_kind("a list");
            return Vec::new();
        };
        let path = |i: usize| format!("{}[{i}]", self.path);
        items.iter().enumerate().map(|(i, value)| Item { source: self.source, value, path: path(i) }).collect()
    }

    /// The value as a table.
    pub fn keys(&self) -> Option<Keys<'a>> {
        let DeValue::Table(table) = self.value.get_ref() else {
            self.wrong_kind("a table");
            return None;
        };
        Some(Keys::new(self.source, table, self.path.clone(), self.value.span().start))
    }
}

/// A table under reading.
#[derive(Debug)]
pub struct Keys<'a> {
    source: &'a Source,
    table: &'a DeTable<'a>,
    path: String,
    at: usize,
    asked: RefCell<BTreeSet<&'static str>>,
}

impl<'a> Keys<'a> {
    /// The table with its path and the offset of its head.
    pub fn new(source: &'a Source, table: &'a DeTable<'a>, path: String, at: usize) -> Self {
        Keys { source, table, path, at, asked: RefCell::default() }
    }

    /// Place of the table's head.
    pub fn place(&self) -> String {
        let line = self.source.line(self.at);
        if self.path.is_empty() { line } else { format!("{line}, {}", self.path) }
    }

    /// Notes a problem with the table as a whole.
    pub fn problem(&self, code: &'static str, what: impl Into<String>, hint: impl Into<String>) {
        self.source.push(self.at, Problem::new(code, self.place(), what).hint(hint));
    }

    fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_string() } else { format!("{}.{key}", self.path) }
    }

    /// The value of a key, if written.
    pub fn get(&self, key: &'static str) -> Option<Item<'a>> {
        self.asked.borrow_mut().insert(key);
        let value = self.table.get(key)?;
        Some(Item { source: self.source, value, path: self.path_of(key) })
    }

    /// The value of a key that must be there.
    pub fn required(&self, key: &'static str, hint: &str) -> Option<Item<'a>> {
        let item = self.get(key);
        if item.is_none() {
            self.problem("S105", format!("`{}` is missing", self.path_of(key)), hint);
        }
        item
    }

    /// The table under a key, if written.
    pub fn table(&self, key: &'static str) -> Option<Keys<'a>> {
        self.get(key)?.keys()
    }

    /// A number within limits, or the default.
    pub fn number_or(&self, key: &'static str, limits: RangeInclusive<f64>, default: f64) -> f64 {
        self.get(key).and_then(|item| item.number(limits)).unwrap_or(default)
    }

    /// A whole number within limits, or the default.
    pub fn whole_or(&self, key: &'static str, limits: RangeInclusive<i64>, default: i64) -> i64 {
        self.get(key).and_then(|item| item.whole(limits)).unwrap_or(default)
    }

    /// The values of a list, none if the key is not written.
    pub fn list(&self, key: &'static str) -> Vec<Item<'a>> {
        self.get(key).map(|item| item.list()).unwrap_or_default()
    }

    /// Every entry of a table whose keys are names given by the user, in the order of the file.
    pub fn entries(&self) -> Vec<(String, Item<'a>)> {
        let mut entries: Vec<_> = self
            .table
            .iter()
            .map(|(key, value)| {
                let name = key.get_ref().to_string();
                let path = self.path_of(&name);
                (key.span().start, name, Item { source: self.source, value, path })
            })
            .collect();
        entries.sort_by_key(|entry| entry.0);
        entries.into_iter().map(|(_, name, item)| (name, item)).collect()
    }

    /// Notes every key that nothing asked for.
    pub fn finish(&self) {
        let asked = self.asked.borrow();
        for (key, _) in self.table.iter().filter(|(key, _)| !asked.contains(key.get_ref().as_ref())) {
            let (name, at) = (key.get_ref(), key.span().start);
            let place = format!("{}, {}", self.source.line(at), self.path_of(&shown(name)));
            let problem = Problem::new("S102", place, format!("unknown key `{}`", shown(name)));
            self.source.push(at, problem.hint(suggest::hint(name, asked.iter().copied())));
        }
    }
}
