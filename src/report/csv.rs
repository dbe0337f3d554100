//! Writing of tables: numbers, cells, and files that are whole or not there.

use crate::error::Problem;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Significant digits of reports and outcomes.
const REPORT_DIGITS: usize = 6;
/// Significant digits of traces and of data that are read again.
const DATA_DIGITS: usize = 12;

/// A number in the shortest form that reads back to the same value after rounding to `digits` significant digits; empty if
/// it is not finite.
fn rounded(x: f64, digits: usize) -> String {
    if !x.is_finite() {
        return String::new();
    }
    // Rust's scientific form rounds correctly, and what it prints always parses.
    let value: f64 = format!("{x:.*e}", digits - 1).parse().unwrap_or(x);
    if value == 0.0 { "0".to_owned() } else { value.to_string() }
}

/// A number of a report: shortest form after rounding to 6 significant digits.
///
/// ```
/// assert_eq!(zeis::report::csv::number(0.1 + 0.2), "0.3");
/// assert_eq!(zeis::report::csv::number(1234567.0), "1234570");
/// ```
pub fn number(x: f64) -> String {
    rounded(x, REPORT_DIGITS)
}

/// A number that is read again by the program: 12 significant digits.
pub fn data_number(x: f64) -> String {
    rounded(x, DATA_DIGITS)
}

/// Money, with two decimals.
///
/// ```
/// assert_eq!(zeis::report::csv::money(1234.5), "1234.50");
/// ```
pub fn money(eur: f64) -> String {
    if !eur.is_finite() {
        return String::new();
    }
    let text = format!("{eur:.2}");
    if text == "-0.00" { "0.00".to_owned() } else { text }
}

/// A number, or an empty cell.
pub fn cell(value: Option<f64>) -> String {
    value.map(number).unwrap_or_default()
}

/// A table of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Names of the columns.
    pub head: Vec<&'static str>,
    /// Rows, each as long as the head.
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    /// A table without rows.
    pub fn new(head: &[&'static str]) -> Self {
        Sheet { head: head.to_vec(), rows: Vec::new() }
    }

    /// The file's text: comma, point, line feed, one head line.
    pub fn text(&self) -> String {
        let mut text = line(self.head.iter().copied());
        for row in &self.rows {
            text.push_str(&line(row.iter().map(String::as_str)));
        }
        text
    }

    /// Writes the file: beside its place first, then renamed, so that a table is whole or not there.
    pub fn write(&self, path: &Path) -> Result<(), Problem> {
        write_whole(path, self.text().as_bytes())
    }
}

/// A table that is written row by row and never held as a whole: beside its place until it is finished, then renamed.
#[derive(Debug)]
pub struct SheetFile {
    path: PathBuf,
    beside: PathBuf,
    out: Result<BufWriter<File>, std::io::Error>,
}

impl SheetFile {
    /// Begins a table; what fails is told by [`SheetFile::finish`].
    pub fn begin(path: &Path, head: &[&'static str]) -> Self {
        let mut beside = path.as_os_str().to_owned();
        beside.push(".part");
        let beside = PathBuf::from(beside);
        let folder = path.parent().map_or(Ok(()), std::fs::create_dir_all);
        let out = folder.and_then(|()| File::create(&beside)).map(BufWriter::new);
        let mut file = SheetFile { path: path.to_path_buf(), beside, out };
        file.write(&line(head.iter().copied()));
        file
    }

    /// Adds a row.
    pub fn row(&mut self, cells: &[String]) {
        self.write(&line(cells.iter().map(String::as_str)));
    }

    fn write(&mut self, text: &str) {
        if let Ok(out) = &mut self.out
            && let Err(error) = out.write_all(text.as_bytes())
        {
            self.out = Err(error);
        }
    }

    /// Brings the table into its place.
    pub fn finish(self) -> Result<(), Problem> {
        let written = self.out.and_then(|mut out| out.flush()).and_then(|()| std::fs::rename(&self.beside, &self.path));
        written.map_err(|error| {
            // What was begun is taken away again; where that fails too, the first error is the one to tell.
            let _ = std::fs::remove_file(&self.beside);
            cannot_be_written(&self.path, &error)
        })
    }
}

fn cannot_be_written(path: &Path, error: &std::io::Error) -> Problem {
    Problem::new("I904", path.display().to_string(), format!("cannot be written: {error}"))
        .hint("check the folder of the output, its rights and the free space")
}

/// One line of a table; cells with a comma, quote or line end are quoted.
fn line<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let quoted = cells.map(|cell| {
        if cell.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.to_owned()
        }
    });
    let mut line = quoted.collect::<Vec<_>>().join(",");
    line.push('\n');
    line
}

/// Writes bytes beside the path and renames them into place; makes the folder if needed.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    let failed = |error: std::io::Error| cannot_be_written(path, &error);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    let written = std::fs::write(&beside, bytes).and_then(|()| std::fs::rename(&beside, path));
    written.map_err(|error| {
        // What was begun is taken away again; where that fails too, the first error is the one to tell.
        let _ = std::fs::remove_file(&beside);
        failed(error)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_read_back() {
        let cases = [(0.0, "0"), (-0.0, "0"), (1.0, "1"), (-2.5, "-2.5"), (0.000_123_456_78, "0.000123457")];
        for (x, text) in cases {
            assert_eq!(number(x), text);
        }
        assert_eq!(number(f64::NAN), "");
        assert_eq!(number(9_999_996.0), "10000000");
        assert_eq!(data_number(1.0 / 3.0), "0.333333333333");
        assert_eq!((money(-0.001), money(2.345), money(f64::INFINITY)), ("0.00".into(), "2.35".into(), String::new()));
        for i in 1..500 {
            let x = f64::from(i) * 0.0713 * f64::from(i % 7 + 1);
            let back: f64 = number(x).parse().expect("a number");
            assert!((back - x).abs() <= 5e-6 * x);
            assert_eq!(number(back), number(x));
        }
    }

    #[test]
    fn cells_are_quoted_and_files_are_whole() {
        let mut sheet = Sheet::new(&["a", "b"]);
        sheet.rows.push(vec!["x, \"y\"".into(), "1".into()]);
        assert_eq!(sheet.text(), "a,b\n\"x, \"\"y\"\"\",1\n");
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("new/table.csv");
        sheet.write(&path).expect("written");
        assert_eq!(std::fs::read_to_string(&path).expect("read"), sheet.text());
        assert_eq!(std::fs::read_dir(folder.path().join("new")).expect("a folder").count(), 1);
        let mut file = SheetFile::begin(&folder.path().join("rows.csv"), &["a", "b"]);
        file.row(&sheet.rows[0]);
        file.finish().expect("written");
        assert_eq!(std::fs::read_to_string(folder.path().join("rows.csv")).expect("read"), sheet.text());
        assert_eq!(SheetFile::begin(&path.join("below"), &["a"]).finish().expect_err("no folder").code, "I904");
        assert_eq!(sheet.write(&path.join("below")).expect_err("a file is no folder").code, "I904");
    }
}
