//! The cells of one row, read by column name.

use super::delimited::{Row, Table};
use crate::calendar::Date;
use crate::error::{Problem, Problems};
use std::cell::RefCell;
use std::ops::RangeInclusive;

/// Columns of counts, which are whole numbers.
const WHOLE: [&str; 1] = ["aadt"];

/// A value that stands for a missing column or cell, with the place where the user wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnDefault {
    /// Column, lower case.
    pub column: String,
    /// Value as a cell would hold it.
    pub value: String,
    /// Where it was written.
    pub place: String,
}

/// One row under reading; problems are collected.
#[derive(Debug)]
pub struct Cells<'a> {
    table: &'a Table,
    row: &'a Row,
    defaults: &'a [ColumnDefault],
    problems: RefCell<Problems>,
}

/// Text of a cell for messages, cut off where it is long.
fn shown(text: &str) -> String {
    let start: String = text.chars().take(40).collect();
    if start.len() < text.len() { format!("{}...", start.escape_debug()) } else { start.escape_debug().to_string() }
}

/// Whether a cell counts as missing: empty, `NA` or `NaN`.
pub fn is_missing(cell: &str) -> bool {
    cell.is_empty() || cell.eq_ignore_ascii_case("na") || cell.eq_ignore_ascii_case("nan")
}

/// A number with point, or comma where that is the table's decimal sign.
fn number_of(cell: &str, decimal_comma: bool) -> Option<f64> {
    if decimal_comma && cell.matches(',').count() == 1 && !cell.contains('.') {
        return cell.replace(',', ".").parse().ok();
    }
    cell.parse().ok()
}

/// Whether a cell is a whole number with points between its thousands, `12.345`.
fn has_thousands(cell: &str) -> bool {
    let mut groups = cell.split('.');
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let first = groups.next().is_some_and(|group| (1..=3).contains(&group.len()) && digits(group) && group != "0");
    let rest: Vec<&str> = groups.collect();
    first && !rest.is_empty() && rest.iter().all(|group| group.len() == 3 && digits(group))
}

/// How to write a cell that is no number.
fn number_hint(cell: &str) -> &'static str {
    if cell.contains(',') && number_of(cell, true).is_some() {
        "a decimal comma needs `;` or tab as delimiter"
    } else if cell.contains('%') {
        "write a share such as 0.08, not per cent"
    } else if cell.contains(|sign: char| sign.is_ascii_digit()) {
        "write a number such as 1234.5, without unit and without a sign between thousands"
    } else {
        "write a number; where the column need not be filled and the value is not known, leave the cell empty"
    }
}

/// A date `2027-06-15` or `20270615`.
fn date_of(cell: &str) -> Option<Date> {
    if cell.len() == 8 && cell.bytes().all(|byte| byte.is_ascii_digit()) {
        return format!("{}-{}-{}", &cell[..4], &cell[4..6], &cell[6..]).parse().ok();
    }
    if cell.len() == 10 { cell.parse().ok() } else { None }
}

impl<'a> Cells<'a> {
    /// The cells of a row of a table.
    pub fn new(table: &'a Table, row: &'a Row, defaults: &'a [ColumnDefault]) -> Self {
        Cells { table, row, defaults, problems: RefCell::default() }
    }

    /// Line of the row.
    pub fn line(&self) -> usize {
        self.row.line
    }

    /// Place of a column for messages.
    pub fn place(&self, column: &str) -> String {
        format!("{}:{}, {column}", self.table.name, self.row.line)
    }

    /// Notes a problem with a column of this row.
    pub fn problem(&self, code: &'static str, column: &str, what: impl Into<String>, hint: impl Into<String>) {
        self.push(Problem::new(code, self.place(column), what).hint(hint));
    }

    fn push(&self, problem: Problem) {
        self.problems.borrow_mut().push(problem);
    }

    /// Every problem of the row.
    pub fn into_problems(self) -> Problems {
        self.problems.into_inner()
    }

    /// The cell's text, or the default's, and where it stands.
    fn raw(&self, column: &str) -> Option<(&'a str, String)> {
        let cell =
            self.table.column(column).and_then(|index| self.row.cells.get(index)).filter(|cell| !is_missing(cell));
        if let Some(cell) = cell {
            return Some((cell, self.place(column)));
        }
        let default = self.defaults.iter().find(|default| default.column == column)?;
        (!is_missing(&default.value)).then_some((default.value.trim(), default.place.clone()))
    }

    /// A text.
    pub fn text(&self, column: &str) -> Option<&'a str> {
        self.raw(column).map(|(cell, _)| cell)
    }

    /// A text that must be there.
    pub fn required(&self, column: &str) -> Option<&'a str> {
        let text = self.text(column);
        if text.is_none() {
            self.missing(column);
        }
        text
    }

    /// Notes that a cell that must be filled is empty.
    pub fn missing(&self, column: &str) {
        self.problem(self.table.codes.missing, column, "the cell is empty", "");
    }

    /// A number within limits, both included.
    pub fn number(&self, column: &str, limits: RangeInclusive<f64>) -> Option<f64> {
        let (cell, place) = self.raw(column)?;
        let codes = &self.table.codes;
        let Some(number) = number_of(cell, self.table.decimal_comma) else {
            let problem = Problem::new(codes.kind, place, format!("\"{}\" is not a number", shown(cell)));
            self.push(problem.hint(number_hint(cell)));
            return None;
        };
        // In a table with decimal commas 12.345 would be read as twelve and a bit, and nobody would notice.
        if has_thousands(cell) && self.table.decimal_comma && (self.table.has_decimal_comma || WHOLE.contains(&column))
        {
            let what = format!("\"{}\" has a point where this table would have a comma", shown(cell));
            let hint = format!("write {}, without a sign between thousands", cell.replace('.', ""));
            self.push(Problem::new(codes.kind, place, what).hint(hint));
            return None;
        }
        if number.is_finite() && limits.contains(&number) {
            return Some(number);
        }
        let (low, high) = (limits.start(), limits.end());
        let what = match (number.is_finite(), high.is_finite()) {
            (false, _) => format!("\"{}\" is not a finite number", shown(cell)),
            (true, true) => format!("{number} is outside {low} to {high}"),
            (true, false) => format!("{number} is below {low}"),
        };
        let share = (*low, *high) == (0.0, 1.0) && (1.0..=100.0).contains(&number);
        self.push(Problem::new(codes.range, place, what).hint(if share { "a share, not per cent" } else { "" }));
        None
    }

    /// Yes or no: 1/0, true/false, ja/nee, yes/no.
    pub fn flag(&self, column: &str) -> Option<bool> {
        let (cell, place) = self.raw(column)?;
        match cell.to_lowercase().as_str() {
            "1" | "true" | "ja" | "yes" => Some(true),
            "0" | "false" | "nee" | "no" => Some(false),
            _ => {
                let what = format!("\"{}\" is neither yes nor no", shown(cell));
                self.push(Problem::new(self.table.codes.word, place, what).hint("1/0, true/false, ja/nee"));
                None
            }
        }
    }

    /// One of a few words, in any case.
    pub fn word<T: Copy>(&self, column: &str, words: &[(&str, T)]) -> Option<T> {
        let (cell, place) = self.raw(column)?;
        let found = words.iter().find(|(word, _)| word.eq_ignore_ascii_case(cell));
        if found.is_none() {
            let possible: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let what = format!("\"{}\" is unknown", shown(cell));
            let hint = format!("possible: {}", possible.join(", "));
            self.push(Problem::new(self.table.codes.word, place, what).hint(hint));
        }
        found.map(|&(_, value)| value)
    }

    /// A date.
    pub fn date(&self, column: &str) -> Option<Date> {
        let (cell, place) = self.raw(column)?;
        let date = date_of(cell);
        if date.is_none() {
            let what = format!("\"{}\" is not a date", shown(cell));
            self.push(Problem::new(self.table.codes.kind, place, what).hint("written 2027-06-15 or 20270615"));
        }
        date
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_dates_are_read_in_their_forms() {
        assert_eq!(number_of("12,5", true), Some(12.5));
        assert_eq!(number_of("12,5", false), None);
        assert_eq!(number_of("1.000,5", true), None);
        for (cell, expected) in [
            ("12.345", true),
            ("1.234.567", true),
            ("12.34", false),
            ("0.345", false),
            ("1234.567", false),
            ("12", false),
        ] {
            assert_eq!(has_thousands(cell), expected, "{cell}");
        }
        for (cell, hint) in
            [("12,5", "decimal comma"), ("8%", "share"), ("10 m", "unit"), ("1.234,5", "thousands"), ("?", "empty")]
        {
            assert!(number_hint(cell).contains(hint), "{cell}: {}", number_hint(cell));
        }
        assert_eq!(date_of("20270615"), date_of("2027-06-15"));
        assert_eq!(date_of("2027-06-31"), None);
        assert_eq!(date_of("15-06-2027"), None);
        assert!(is_missing("NaN") && is_missing("") && !is_missing("0"));
    }
}
