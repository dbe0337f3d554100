//! The account of an import.

use super::draft::Draft;
use super::{CleanOptions, REQUIRED};
use crate::calendar::Date;
use crate::weather::read::{Column, RawStation};
use std::collections::BTreeMap;
use std::fmt;

/// What happened to one column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnCount {
    /// Days without a value in the file.
    pub missing: usize,
    /// Values beyond a limit.
    pub rejected: usize,
    /// Filled values by letter of the method.
    pub filled: BTreeMap<char, usize>,
}

/// Counts of one station, for the screen and the manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportReport {
    /// Number or name of the station.
    pub node: String,
    /// Its name, if known.
    pub name: String,
    /// First and last day of the series.
    pub span: Option<(Date, Date)>,
    /// Days of the series.
    pub days: usize,
    /// Days that the file did not have.
    pub inserted: usize,
    /// Dates that came more than once.
    pub duplicates: usize,
    /// Days with a trace of rain.
    pub traces: usize,
    /// Counts per column.
    pub columns: BTreeMap<Column, ColumnCount>,
    /// What looks wrong but was kept: how often, and when first.
    pub suspects: BTreeMap<String, (usize, Date)>,
    /// Interpretations and assumptions.
    pub notices: Vec<String>,
}

impl ImportReport {
    pub(super) fn new(raw: &RawStation) -> Self {
        ImportReport {
            node: raw.node.clone(),
            name: raw.name.clone().unwrap_or_default(),
            span: None,
            days: 0,
            inserted: 0,
            duplicates: raw.duplicates,
            traces: 0,
            columns: BTreeMap::new(),
            suspects: BTreeMap::new(),
            notices: Vec::new(),
        }
    }

    /// Counts what the file has.
    pub(super) fn begin(&mut self, draft: &Draft, options: &CleanOptions<'_>) {
        self.days = draft.len();
        self.inserted = draft.inserted;
        self.span = draft.dates.first().copied().zip(draft.dates.last().copied());
        self.traces = draft.trace.iter().filter(|&&trace| trace).count();
        for column in Column::ALL {
            if REQUIRED.contains(&column) || draft.has(column) {
                self.columns.entry(column).or_default().missing = draft.missing(column);
            }
        }
        if !draft.has(Column::Tmean) {
            self.notices.push("mean temperature computed from minimum and maximum".to_owned());
        }
        for column in [Column::Radiation, Column::Humidity, Column::Wind] {
            if options.force && !draft.has(column) {
                self.notices.push(format!("{} has no value in the file; all are made up", column.name()));
            }
        }
    }

    /// Counts rejected and filled values.
    pub(super) fn finish(&mut self, draft: &Draft) {
        for day in 0..draft.len() {
            for &(column, letter) in draft.flags_of(day) {
                let count = self.columns.entry(column).or_default();
                if letter == 'r' {
                    count.rejected += 1;
                } else {
                    *count.filled.entry(letter).or_default() += 1;
                }
            }
        }
    }

    pub(super) fn suspect(&mut self, what: &str, date: Date) {
        self.suspects.entry(what.to_owned()).or_insert((0, date)).0 += 1;
    }
}

/// The method that a letter stands for.
fn method(letter: char) -> &'static str {
    match letter {
        'n' => "neighbour",
        'i' => "interpolated",
        's' => "sunshine",
        'h' => "temperature range",
        'u' => "minimum temperature",
        'g' => "generator",
        'c' => "monthly normal",
        _ => "other",
    }
}

impl fmt::Display for ImportReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "station {} {}: {} days", self.node, self.name, self.days)?;
        if let Some((first, last)) = self.span {
            write!(f, ", {first} to {last}")?;
        }
        writeln!(
            f,
            "; {} dates not in the file, {} double, {} days with a trace of rain",
            self.inserted, self.duplicates, self.traces
        )?;
        writeln!(f, "  {:<16}{:>9}{:>10}  filled", "column", "missing", "rejected")?;
        for (column, count) in &self.columns {
            let filled: Vec<String> =
                count.filled.iter().map(|(letter, number)| format!("{} {number}", method(*letter))).collect();
            let filled = filled.join(", ");
            writeln!(f, "  {:<16}{:>9}{:>10}  {filled}", column.name(), count.missing, count.rejected)?;
        }
        for (what, (count, first)) in &self.suspects {
            writeln!(f, "  suspect, kept: {what} ({count} times, first {first})")?;
        }
        for notice in &self.notices {
            writeln!(f, "  note: {notice}")?;
        }
        Ok(())
    }
}
