//! Rows of a table of an instance, one after the other, with their lines; every bad cell is a problem.

use crate::error::{Problem, Problems};
use crate::network::delimited::decode;
use csv::StringRecord;

/// Problems of one kind that are named in one table; more of them have one cause.
const NAMED: usize = 20;

/// A row while it is read.
pub(super) struct Cells<'a> {
    record: &'a StringRecord,
    columns: &'a [Option<usize>],
    names: &'a [&'static str],
    file: &'a str,
    line: u64,
    decimal_comma: bool,
}

impl Cells<'_> {
    /// A cell; empty where the column is missing.
    pub(super) fn text(&self, column: usize) -> &str {
        self.columns[column].and_then(|at| self.record.get(at)).unwrap_or("")
    }

    /// File, line and column.
    pub(super) fn place(&self, column: usize) -> String {
        format!("{}:{}, {}", self.file, self.line, self.names[column])
    }

    /// A finite number; `None` where the cell is empty.
    pub(super) fn optional(&self, column: usize, problems: &mut Problems) -> Option<f64> {
        let text = self.text(column);
        if text.is_empty() || text == "NA" || text == "NaN" {
            return None;
        }
        let number = if self.decimal_comma && text.contains(',') {
            text.replace(',', ".").parse::<f64>()
        } else {
            text.parse::<f64>()
        };
        let number = number.ok().filter(|number| number.is_finite());
        if number.is_none() {
            let what = format!("`{text}` is not a finite number");
            problems.push(Problem::new("P403", self.place(column), what));
        }
        number
    }

    /// A finite number, or a problem and 0.
    pub(super) fn number(&self, column: usize, problems: &mut Problems) -> f64 {
        let before = problems.0.len();
        let number = self.optional(column, problems);
        if number.is_none() && problems.0.len() == before {
            problems.push(Problem::new("P403", self.place(column), "is empty"));
        }
        number.unwrap_or(0.0)
    }

    /// A number of zero or more, or a problem and 0.
    pub(super) fn positive(&self, column: usize, problems: &mut Problems) -> f64 {
        let number = self.number(column, problems);
        if number < 0.0 {
            problems.push(Problem::new("P409", self.place(column), format!("{number} is below zero")));
        }
        number.max(0.0)
    }

    /// A week, or a problem.
    pub(super) fn week(&self, column: usize, text: &str, problems: &mut Problems) -> Option<u8> {
        let week = text.trim().parse::<u8>().ok().filter(|week| (1..=53).contains(week));
        if week.is_none() {
            problems.push(Problem::new("P407", self.place(column), format!("`{text}` is not a week (1-53)")));
        }
        week
    }
}

/// The delimiter of a head line: the one of `;`, tab and `,` that stands there most.
fn delimiter(head: &str) -> u8 {
    let count = |sign: u8| head.bytes().filter(|&byte| byte == sign).count();
    [b';', b'\t'].into_iter().filter(|&sign| count(sign) > count(b',')).max_by_key(|&sign| count(sign)).unwrap_or(b',')
}

/// Reads a table row by row. `columns` are the names that are handed to `take` by their place; the first `required` must be there.
///
/// Problems of the table go to `problems`, at most [`NAMED`] of one code, with a count of the rest.
pub(super) fn rows(
    file: &str,
    bytes: &[u8],
    columns: &[&'static str],
    required: usize,
    problems: &mut Problems,
    mut take: impl FnMut(&Cells, &mut Problems),
) {
    let mut own = Problems::none();
    if let Err(problem) = read(file, bytes, columns, required, &mut own, &mut take) {
        own.push(problem);
    }
    // A flood has one cause; its first problems tell it.
    let mut kept: Vec<(&'static str, usize)> = Vec::new();
    for problem in own.0 {
        let count = if let Some((_, count)) = kept.iter_mut().find(|(code, _)| *code == problem.code) {
            *count += 1;
            *count
        } else {
            kept.push((problem.code, 1));
            1
        };
        if count <= NAMED {
            problems.push(problem);
        }
    }
    for (code, count) in kept.into_iter().filter(|(_, count)| *count > NAMED) {
        problems.push(Problem::new(code, file, format!("{} more problems of this kind", count - NAMED)));
    }
}

fn read(
    file: &str,
    bytes: &[u8],
    columns: &[&'static str],
    required: usize,
    problems: &mut Problems,
    take: &mut impl FnMut(&Cells, &mut Problems),
) -> Result<(), Problem> {
    let broken = |error: csv::Error| Problem::new("P401", file, format!("is not a table: {error}"));
    let text = decode(file, bytes)?;
    let delimiter = delimiter(text.lines().next().unwrap_or(""));
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let head: Vec<String> = reader.headers().map_err(broken)?.iter().map(str::to_ascii_lowercase).collect();
    let places: Vec<Option<usize>> = columns.iter().map(|name| head.iter().position(|found| found == name)).collect();
    let mut complete = true;
    for (name, _) in columns.iter().zip(&places).take(required).filter(|(_, place)| place.is_none()) {
        complete = false;
        let hint = format!("the head line has: {}", head.join(", "));
        problems.push(Problem::new("P402", file, format!("has no column {name}")).hint(hint));
    }
    if !complete {
        return Ok(());
    }
    let mut record = StringRecord::new();
    while reader.read_record(&mut record).map_err(broken)? {
        let line = record.position().map_or(0, csv::Position::line);
        if record.len() < head.len() {
            let what = format!("{} cells where the head has {}", record.len(), head.len());
            problems.push(Problem::new("P401", format!("{file}:{line}"), what));
            continue;
        }
        let cells =
            Cells { record: &record, columns: &places, names: columns, file, line, decimal_comma: delimiter != b',' };
        take(&cells, problems);
    }
    Ok(())
}
