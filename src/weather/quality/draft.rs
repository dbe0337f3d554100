//! The series while it is being completed.

use super::{CleanOptions, REQUIRED};
use crate::calendar::Date;
use crate::weather::derive::extraterrestrial_radiation;
use crate::weather::read::{COLUMNS, Column, RawRow, RawStation};

/// Days without a gap in the dates; values may be missing.
pub(super) struct Draft {
    pub(super) dates: Vec<Date>,
    pub(super) trace: Vec<bool>,
    /// Degrees north.
    pub(super) latitude_deg: f64,
    /// Radiation outside the atmosphere, MJ/m2/d.
    pub(super) extraterrestrial: Vec<f64>,
    /// Days that the file did not have.
    pub(super) inserted: usize,
    values: [Vec<Option<f64>>; COLUMNS],
    flags: Vec<Vec<(Column, char)>>,
}

/// Last day of a year.
const DAYS_MAX: u16 = 366;

fn useful(row: &RawRow) -> bool {
    REQUIRED.iter().any(|&column| row.get(column).is_some())
}

impl Draft {
    /// Lines up the rows of the years asked for, from the first to the last day with a required value.
    pub(super) fn new(raw: &RawStation, latitude_deg: f64, options: &CleanOptions<'_>) -> Option<Self> {
        let wanted = |row: &RawRow| {
            let year = row.date.year();
            options.from.is_none_or(|from| year >= from) && options.to.is_none_or(|to| year <= to)
        };
        let rows: Vec<&RawRow> = raw.rows.iter().filter(|row| wanted(row)).collect();
        let first = rows.iter().position(|row| useful(row))?;
        let last = rows.iter().rposition(|row| useful(row))?;
        let rows = &rows[first..=last];
        let outside: Vec<f64> =
            (0..=DAYS_MAX).map(|day| extraterrestrial_radiation(latitude_deg, f64::from(day))).collect();
        let mut draft = Draft {
            dates: Vec::with_capacity(rows.len()),
            trace: Vec::with_capacity(rows.len()),
            latitude_deg,
            extraterrestrial: Vec::with_capacity(rows.len()),
            inserted: 0,
            values: Default::default(),
            flags: Vec::new(),
        };
        let mut expected = rows[0].date;
        for row in rows {
            while expected < row.date {
                draft.push(&RawRow::empty(expected), &outside);
                draft.inserted += 1;
                expected = expected.tomorrow().ok()?;
            }
            draft.push(row, &outside);
            expected = expected.tomorrow().ok()?;
        }
        draft.flags = vec![Vec::new(); draft.dates.len()];
        Some(draft)
    }

    /// Adds a row; `outside` is the radiation outside the atmosphere by day of the year.
    fn push(&mut self, row: &RawRow, outside: &[f64]) {
        self.dates.push(row.date);
        self.trace.push(row.trace);
        self.extraterrestrial.push(outside[usize::from(row.date.day_of_year().unsigned_abs())]);
        for (column, value) in self.values.iter_mut().zip(row.values) {
            column.push(value);
        }
    }

    pub(super) fn len(&self) -> usize {
        self.dates.len()
    }

    pub(super) fn get(&self, column: Column, day: usize) -> Option<f64> {
        self.values[column as usize][day]
    }

    pub(super) fn has(&self, column: Column) -> bool {
        self.values[column as usize].iter().any(Option::is_some)
    }

    pub(super) fn missing(&self, column: Column) -> usize {
        self.values[column as usize].iter().filter(|value| value.is_none()).count()
    }

    /// Months of a day, 1-12.
    pub(super) fn month(&self, day: usize) -> i8 {
        self.dates[day].month()
    }

    /// Makes a value missing for being beyond a limit.
    pub(super) fn reject(&mut self, column: Column, day: usize) {
        if self.values[column as usize][day].take().is_some() {
            self.flags[day].push((column, 'r'));
        }
    }

    /// Fills a missing value and notes the letter of the method.
    pub(super) fn fill(&mut self, column: Column, day: usize, value: f64, letter: char) {
        self.values[column as usize][day] = Some(value);
        self.flags[day].push((column, letter));
    }

    /// Sets a missing value that follows from others of the day, without a letter.
    pub(super) fn derive(&mut self, column: Column, day: usize, value: f64) {
        self.values[column as usize][day] = Some(value);
    }

    pub(super) fn flags_of(&self, day: usize) -> &[(Column, char)] {
        &self.flags[day]
    }
}
