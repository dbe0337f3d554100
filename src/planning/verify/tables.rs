//! Reading of the tables that a plan is judged by; nothing here is shared with the writers.

use crate::error::{Problem, Problems};
use std::path::Path;

/// A table as text.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// File, for messages.
    file: String,
    /// Names of the columns, in lower case.
    head: Vec<String>,
    /// Line in the file and cells.
    rows: Vec<(u64, Vec<String>)>,
}

/// A row of a table.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    table: &'a Table,
    row: usize,
}

impl Table {
    /// Reads a file.
    pub fn read(path: &Path) -> Result<Self, Problems> {
        let text = std::fs::read_to_string(path).map_err(|error| {
            Problem::new("I901", path.display().to_string(), format!("cannot be read: {error}"))
                .hint("give the folder of a finished run, or --instance with its five tables")
        })?;
        Self::parse(&path.display().to_string(), &text)
    }

    /// Reads a text; `file` names it in messages.
    pub fn parse(file: &str, text: &str) -> Result<Self, Problems> {
        let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
        let broken = |error: csv::Error| Problems::from(Problem::new("P401", file, format!("is not a table: {error}")));
        let head: Vec<String> = reader
            .headers()
            .map_err(broken)?
            .iter()
            .map(|name| name.trim_start_matches('\u{feff}').to_ascii_lowercase())
            .collect();
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(broken)?;
            let line = record.position().map_or(0, csv::Position::line);
            rows.push((line, record.iter().map(str::to_owned).collect()));
        }
        Ok(Table { file: file.to_owned(), head, rows })
    }

    /// Reads a large file row by row; `take` gets each row in turn, in a table that holds no other.
    pub fn stream(path: &Path, problems: &mut Problems, mut take: impl FnMut(Record<'_>, &mut Problems)) {
        let file = path.display().to_string();
        let broken = |error: csv::Error| Problem::new("P401", file.clone(), format!("is not a table: {error}"));
        let opened = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_path(path);
        let mut reader = match opened {
            Ok(reader) => reader,
            Err(error) => return problems.push(broken(error)),
        };
        let head = match reader.headers() {
            Ok(head) => head.iter().map(|name| name.trim_start_matches('\u{feff}').to_ascii_lowercase()).collect(),
            Err(error) => return problems.push(broken(error)),
        };
        let mut one = Table { file: file.clone(), head, rows: vec![(0, Vec::new())] };
        let mut record = csv::StringRecord::new();
        loop {
            match reader.read_record(&mut record) {
                Ok(true) => {}
                Ok(false) => return,
                Err(error) => return problems.push(broken(error)),
            }
            let (line, cells) = &mut one.rows[0];
            *line = record.position().map_or(0, csv::Position::line);
            cells.resize(record.len(), String::new());
            for (cell, text) in cells.iter_mut().zip(record.iter()) {
                cell.clear();
                cell.push_str(text);
            }
            take(Record { table: &one, row: 0 }, problems);
        }
    }

    /// Whether there is a column of this name.
    pub fn has(&self, column: &str) -> bool {
        self.head.iter().any(|name| name == column)
    }

    /// Names of the columns.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.head.iter().map(String::as_str)
    }

    /// Notes every one of these columns that is missing.
    pub fn require(&self, columns: &[&str], problems: &mut Problems) {
        for column in columns.iter().filter(|column| !self.has(column)) {
            problems.push(Problem::new("P402", self.file.clone(), format!("has no column {column}")));
        }
    }

    /// Its rows.
    pub fn records(&self) -> impl Iterator<Item = Record<'_>> {
        (0..self.rows.len()).map(|row| Record { table: self, row })
    }
}

impl<'a> Record<'a> {
    /// File and line.
    pub fn place(&self) -> String {
        format!("{}:{}", self.table.file, self.table.rows[self.row].0)
    }

    /// The table of the row.
    pub fn table(&self) -> &'a Table {
        self.table
    }

    /// A cell; empty where the column is missing.
    pub fn text(&self, column: &str) -> &'a str {
        let at = self.table.head.iter().position(|name| name == column);
        at.and_then(|at| self.table.rows[self.row].1.get(at)).map_or("", String::as_str)
    }

    /// A finite number, or a problem.
    pub fn number(&self, column: &str, problems: &mut Problems) -> f64 {
        self.optional(column, problems).unwrap_or_else(|| {
            let found = self.text(column);
            if found.is_empty() {
                problems.push(Problem::new("P403", format!("{}, {column}", self.place()), "is empty"));
            }
            0.0
        })
    }

    /// A finite number; `None` where the cell is empty, or, with a problem, where it is no number.
    pub fn optional(&self, column: &str, problems: &mut Problems) -> Option<f64> {
        let found = self.text(column);
        if found.is_empty() {
            return None;
        }
        let number = found.parse::<f64>().ok().filter(|number| number.is_finite());
        if number.is_none() {
            let what = format!("`{found}` is not a finite number");
            problems.push(Problem::new("P403", format!("{}, {column}", self.place()), what));
        }
        number
    }

    /// Pairs of a `;` list of `key:number`.
    pub fn pairs(&self, column: &str, problems: &mut Problems) -> Vec<(&'a str, f64)> {
        let mut list = Vec::new();
        for item in self.text(column).split(';').filter(|item| !item.is_empty()) {
            let pair = item.rsplit_once(':').and_then(|(key, number)| Some((key, number.parse::<f64>().ok()?)));
            match pair {
                Some(pair) if pair.1.is_finite() => list.push(pair),
                _ => problems.push(
                    Problem::new("P404", format!("{}, {column}", self.place()), format!("`{item}` is not key:number"))
                        .hint("write such as 24:0.5;28:0.5"),
                ),
            }
        }
        list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bad_cell_is_a_problem() {
        let table = Table::parse("v.csv", "segment,cost,hours\na,1.5,all/24:2;x\nb,inf,\n").expect("a table");
        let mut problems = Problems::none();
        table.require(&["segment", "fire"], &mut problems);
        let records: Vec<Record> = table.records().collect();
        assert_eq!(records[0].number("cost", &mut problems), 1.5);
        assert_eq!(records[0].pairs("hours", &mut problems), vec![("all/24", 2.0)]);
        records[1].number("cost", &mut problems);
        let codes: Vec<&str> = problems.0.iter().map(|problem| problem.code).collect();
        assert_eq!(codes, vec!["P402", "P404", "P403"]);
        assert!(problems.0[2].place.contains("v.csv:3"));
    }
}
