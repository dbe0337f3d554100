//! Tables in and out of the researcher's verbs: columns by name, extra columns passed through.
//!
//! A [`Table`] keeps the text of every cell. Columns are asked for as numbers within a range; every cell that is not
//! one becomes a problem with its line and column, and reading goes on, so that all problems are told at once.

use std::ops::RangeInclusive;

use crate::error::{Problem, Problems};

/// A table of text cells with named columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Name of the file, for messages.
    name: String,
    /// Column names as written, without blanks around them.
    header: Vec<String>,
    /// Cells of each row, without blanks around them.
    rows: Vec<Vec<String>>,
    /// Line of each row in the file.
    lines: Vec<u64>,
}

impl Table {
    /// Reads a comma-separated table; lines that begin with `#` are comments.
    pub fn parse(name: &str, text: &str) -> Result<Table, Problems> {
        let text = text.trim_start_matches('\u{feff}');
        let mut reader = csv::ReaderBuilder::new()
            .comment(Some(b'#'))
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let header: Vec<String> = match reader.headers() {
            Ok(record) => record.iter().map(str::to_owned).collect(),
            Err(error) => return Err(Problem::new("F601", name, error.to_string()).into()),
        };
        let mut problems = Problems::none();
        for (i, column) in header.iter().enumerate() {
            if header[..i].contains(column) {
                problems.push(Problem::new("F602", name, format!("column `{column}` occurs twice")));
            }
        }
        let mut table = Table { name: name.to_owned(), header, rows: Vec::new(), lines: Vec::new() };
        for record in reader.records() {
            match record {
                Ok(record) => {
                    let line = record.position().map_or(0, csv::Position::line);
                    if record.len() != table.header.len() {
                        let what = format!("{} cells under {} columns", record.len(), table.header.len());
                        problems.push(Problem::new("F603", format!("{name}:{line}"), what));
                        continue;
                    }
                    table.rows.push(record.iter().map(str::to_owned).collect());
                    table.lines.push(line);
                }
                Err(error) => problems.push(Problem::new("F601", name, error.to_string())),
            }
        }
        if problems.is_empty() && table.rows.is_empty() {
            problems.push(Problem::new("F604", name, "no rows").hint("a header line and at least one row are needed"));
        }
        problems.unless_any(table)
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Index of a column.
    pub fn find(&self, column: &str) -> Option<usize> {
        self.header.iter().position(|name| name == column)
    }

    /// Text of a cell; empty where the column is missing.
    pub fn cell(&self, row: usize, column: Option<usize>) -> &str {
        column.map_or("", |index| self.rows[row][index].as_str())
    }

    /// Place of a cell, for messages.
    pub fn place(&self, row: usize, column: &str) -> String {
        format!("{}:{}, {column}", self.name, self.lines[row])
    }

    /// Notes each of these columns that the table lacks.
    pub fn require(&self, columns: &[&str], problems: &mut Problems) {
        for column in columns {
            if self.find(column).is_none() {
                let hint = format!("columns found: {}", self.header.join(", "));
                problems.push(Problem::new("F605", &self.name, format!("column `{column}` is missing")).hint(hint));
            }
        }
    }

    /// The number in a cell within a range; `None` for an empty cell or a missing column, and with a problem noted
    /// for anything else.
    pub fn number(
        &self,
        row: usize,
        column: &str,
        range: RangeInclusive<f64>,
        unit: &str,
        problems: &mut Problems,
    ) -> Option<f64> {
        let text = self.cell(row, self.find(column));
        if text.is_empty() {
            return None;
        }
        let Some(value) = text.parse::<f64>().ok().filter(|value| value.is_finite()) else {
            problems.push(Problem::new("F606", self.place(row, column), format!("`{text}` is not a number")));
            return None;
        };
        if !range.contains(&value) {
            let what = format!("{value} is outside the range {}-{} {unit}", range.start(), range.end());
            problems.push(Problem::new("F607", self.place(row, column), what));
            return None;
        }
        Some(value)
    }

    /// As [`Table::number`], with an empty cell as a problem too.
    pub fn needed(
        &self,
        row: usize,
        column: &str,
        range: RangeInclusive<f64>,
        unit: &str,
        problems: &mut Problems,
    ) -> Option<f64> {
        if self.find(column).is_some_and(|index| self.rows[row][index].is_empty()) {
            problems
                .push(Problem::new("F608", self.place(row, column), "the cell is empty").hint(format!("in {unit}")));
            return None;
        }
        self.number(row, column, range, unit, problems)
    }

    /// The table as text with columns added at its end; columns of the same names that it had give way to them.
    pub fn with_columns(&self, names: &[&str], rows: &[Vec<String>]) -> String {
        let kept: Vec<usize> = (0..self.header.len()).filter(|&i| !names.contains(&self.header[i].as_str())).collect();
        let mut writer = csv::Writer::from_writer(Vec::new());
        let header = kept.iter().map(|&i| self.header[i].as_str()).chain(names.iter().copied());
        let mut written = writer.write_record(header);
        for (old, new) in self.rows.iter().zip(rows) {
            let cells = kept.iter().map(|&i| old[i].as_str()).chain(new.iter().map(String::as_str));
            written = written.and_then(|()| writer.write_record(cells));
        }
        written.expect("memory takes every record, and all have one length");
        let bytes = writer.into_inner().expect("memory takes every byte");
        String::from_utf8(bytes).expect("all cells are text")
    }
}

/// The shortest text that reads back as the same number; very large and very small ones with an exponent.
///
/// ```
/// use zeis::fire::table::shortest;
/// assert_eq!((shortest(0.1), shortest(85.0), shortest(2.5e-9)), ("0.1".into(), "85".into(), "2.5e-9".into()));
/// ```
pub fn shortest(value: f64) -> String {
    let size = value.abs();
    if size != 0.0 && !(1e-5..1e16).contains(&size) { format!("{value:e}") } else { format!("{value}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_is_told() {
        let text = "a,b\n1,x\n2\n,900\n";
        let problems = Table::parse("t.csv", text).expect_err("a short row");
        assert_eq!(problems.0[0].to_string(), "F603 t.csv:3: 1 cells under 2 columns");
        let table = Table::parse("t.csv", "a,b\n1,x\n,900\n").expect("well formed");
        let mut problems = Problems::none();
        table.require(&["a", "c"], &mut problems);
        assert_eq!(table.number(0, "b", 0.0..=1.0, "m", &mut problems), None);
        assert_eq!(table.number(1, "b", 0.0..=1.0, "m", &mut problems), None);
        assert_eq!(table.needed(1, "a", 0.0..=1.0, "m", &mut problems), None);
        let codes: Vec<_> = problems.0.iter().map(|p| p.code).collect();
        assert_eq!(codes, ["F605", "F606", "F607", "F608"]);
    }

    #[test]
    fn other_columns_pass_and_named_ones_give_way() {
        let table = Table::parse("t.csv", "# made by hand\nid, out ,x\n7,old,\"a,b\"\n").expect("well formed");
        assert_eq!(table.with_columns(&["out"], &[vec!["1".into()]]), "id,x,out\n7,\"a,b\",1\n");
        assert!(Table::parse("t.csv", "id\n").is_err());
        assert!(Table::parse("t.csv", "id,id\n1,2\n").is_err());
    }
}
