//! A table that another program printed, and how far a run lies from it.

use crate::error::Problem;
use crate::simulation::grow::TraceDay;
use std::path::Path;

/// Values below which printed digits of fluxes are the rounding of differences.
const LEAST: f64 = 1e-9;

/// A table of another program.
#[derive(Clone, Debug)]
pub struct Reference {
    name: String,
    head: csv::StringRecord,
    rows: Vec<csv::StringRecord>,
}

impl Reference {
    /// Reads a table with commas and one head line.
    pub fn read(path: &Path) -> Result<Self, Problem> {
        let name = path.display().to_string();
        let failed = |error: csv::Error| Problem::new("I901", &name, format!("cannot be read: {error}"));
        let mut reader = csv::Reader::from_path(path).map_err(failed)?;
        let head = reader.headers().map_err(failed)?.clone();
        let rows = reader.records().collect::<Result<_, _>>().map_err(failed)?;
        Ok(Reference { name, head, rows })
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// Names of the columns.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.head.iter()
    }

    /// What is wrong in a cell.
    pub fn problem(&self, row: usize, column: &str, what: &str) -> Problem {
        Problem::new("G592", format!("{}:{}, {column}", self.name, row + 2), what)
    }

    /// The number of a cell.
    pub fn number(&self, row: usize, column: &str) -> Result<f64, Problem> {
        let place = self.head.iter().position(|name| name == column);
        let text = place.and_then(|place| self.rows.get(row)?.get(place));
        let text = text.ok_or_else(|| self.problem(row, column, "there is no such column"))?;
        text.trim().parse().map_err(|_| self.problem(row, column, &format!("\"{text}\" is no number")))
    }

    /// The third cell of the row whose second is `name`: a table of parameters.
    pub fn value_of(&self, name: &str) -> Result<&str, Problem> {
        let row = self.rows.iter().find(|row| row.get(1) == Some(name)).and_then(|row| row.get(2));
        row.ok_or_else(|| Problem::new("G592", &self.name, format!("there is no parameter {name}")))
    }
}

/// Largest relative deviation over pairs of columns (ours, theirs); absolute where the table has 0.
pub fn worst(expected: &Reference, days: &[TraceDay], columns: &[(&str, &str)]) -> Result<f64, Problem> {
    if expected.rows() != days.len() {
        let what = format!("has {} rows, and its weather {} days", expected.rows(), days.len());
        return Err(Problem::new("G592", &expected.name, what));
    }
    let mut worst = 0.0_f64;
    for &(ours, theirs) in columns {
        for (row, day) in days.iter().enumerate() {
            let wanted = expected.number(row, theirs)?;
            let found = day.value(ours).ok_or_else(|| expected.problem(row, ours, "is no column of a trace"))?;
            let size = if wanted == 0.0 { 1.0 } else { wanted.abs().max(LEAST) };
            worst = worst.max((found - wanted).abs() / size);
        }
    }
    Ok(worst)
}
