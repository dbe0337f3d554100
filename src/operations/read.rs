//! Reading price rows: the tables of the program and the user's `prices.csv`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::prices::{Basis, PriceRow, USED};
use crate::error::{Problem, Problems};

/// Text of a file; a file that is no UTF-8 is taken as Latin-1.
pub(super) fn text(path: &Path) -> Result<String, Problems> {
    let bytes = std::fs::read(path).map_err(|error| {
        Problem::new("I901", path.display().to_string(), format!("cannot be read: {error}"))
            .hint("give the path of a price table, or leave `prices` out for the published figures")
    })?;
    Ok(String::from_utf8(bytes).unwrap_or_else(|error| error.into_bytes().into_iter().map(char::from).collect()))
}

/// Rows of a table of the program.
pub(super) fn embedded(table: &str) -> Vec<PriceRow> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    reader
        .records()
        .map(|row| {
            let row = row.expect("the embedded table is well formed");
            PriceRow {
                id: row[0].to_owned(),
                group: row[1].to_owned(),
                item: row[2].to_owned(),
                unit: row[3].to_owned(),
                low: row[4].parse().ok(),
                mid: row[5].parse().ok(),
                high: row[6].parse().ok(),
                year: row[7].to_owned(),
                country: row[8].to_owned(),
                basis: match &row[9] {
                    "quoted" => Basis::Quoted,
                    "derived" => Basis::Derived,
                    _ => Basis::Assumed,
                },
                source: row[10].to_owned(),
            }
        })
        .collect()
}

/// Delimiter of a table by its head line.
fn delimiter(head: &str) -> u8 {
    let count = |mark: char| head.matches(mark).count();
    if count('\t') > 0 {
        b'\t'
    } else if count(';') > count(',') {
        b';'
    } else {
        b','
    }
}

/// The user's rows, each a published row with the cells given in its place.
pub(super) fn user_rows(
    text: &str,
    name: &str,
    published: &BTreeMap<String, PriceRow>,
) -> Result<Vec<PriceRow>, Problems> {
    let text = text.trim_start_matches('\u{feff}');
    let delimiter = delimiter(text.lines().next().unwrap_or_default());
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let head = reader.headers().map(|head| head.iter().map(str::to_lowercase).collect()).unwrap_or_default();
    let table = Table { name, head, decimal_comma: delimiter != b',' };
    let mut problems = Problems::none();
    if table.column("id").is_none() || table.column("mid").is_none() {
        problems.push(
            Problem::new("S170", format!("{name}:1"), format!("columns found: `{}`", table.head.join(", ")))
                .hint("a price table needs at least the columns `id` and `mid`"),
        );
        return Err(problems);
    }
    let mut rows = Vec::new();
    let mut seen = BTreeSet::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                problems.push(Problem::new("S170", name, format!("not a table row: {error}")));
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        let id = table.cell(&record, "id").unwrap_or_default();
        let Some(base) = published.get(id) else {
            problems.push(
                Problem::new("S171", format!("{name}:{line}, id"), format!("`{id}` is no key of the price book"))
                    .hint("take the key of the figure you replace, such as M12 (cut, rake and collect)"),
            );
            continue;
        };
        if !seen.insert(id.to_owned()) {
            problems.push(
                Problem::new("S174", format!("{name}:{line}, id"), format!("`{id}` is given a second time"))
                    .hint("keep one row per key"),
            );
            continue;
        }
        let row = table.row(&record, line, base);
        rows.extend(problems.take(row));
    }
    problems.unless_any(rows)
}

/// A table of the user with its columns.
struct Table<'a> {
    name: &'a str,
    head: Vec<String>,
    decimal_comma: bool,
}

impl Table<'_> {
    fn column(&self, name: &str) -> Option<usize> {
        self.head.iter().position(|column| column == name)
    }

    /// The cell of a column unless it is missing.
    fn cell<'r>(&self, record: &'r csv::StringRecord, name: &str) -> Option<&'r str> {
        let cell = record.get(self.column(name)?)?;
        (!matches!(cell, "" | "NA" | "NaN")).then_some(cell)
    }

    fn number(&self, record: &csv::StringRecord, name: &str, place: &str) -> Result<Option<f64>, Problem> {
        let Some(cell) = self.cell(record, name) else { return Ok(None) };
        let point = if self.decimal_comma { cell.replace(',', ".") } else { cell.to_owned() };
        match point.parse::<f64>() {
            Ok(value) if value.is_finite() => Ok(Some(value)),
            _ => Err(Problem::new("S172", place, format!("`{cell}` is no number"))
                .hint("a decimal comma is read only in tables with `;` or tabs")),
        }
    }

    fn row(&self, record: &csv::StringRecord, line: u64, base: &PriceRow) -> Result<PriceRow, Problems> {
        let mut problems = Problems::none();
        let mut row = PriceRow { low: None, high: None, basis: Basis::User, ..base.clone() };
        let is_used = USED.contains(&base.id.as_str());
        for column in ["low", "mid", "high"] {
            let place = format!("{}:{line}, {column}", self.name);
            let value = match self.number(record, column, &place) {
                Ok(value) => value,
                // a key that is not a number in the book (a date, a text) may hold any text
                Err(_) if base.mid.is_none() && !is_used => None,
                Err(problem) => {
                    problems.push(problem);
                    continue;
                }
            };
            if let Some(wrong) = value.and_then(|value| impossible(base, value)) {
                problems.push(Problem::new("S173", place, wrong));
            } else if value.is_none() && is_used && column == "mid" {
                problems.push(
                    Problem::new("S176", place, format!("no value for {} ({})", base.id, base.item))
                        .hint("give a value, or leave the row out to keep the published figure"),
                );
            }
            match column {
                "low" => row.low = value,
                "mid" => row.mid = value,
                _ => row.high = value,
            }
        }
        if let Some(unit) = self.cell(record, "unit").filter(|unit| !unit.eq_ignore_ascii_case(&base.unit)) {
            problems.push(
                Problem::new("S175", format!("{}:{line}, unit", self.name), format!("`{unit}` for {}", base.id))
                    .hint(format!("give the figure in {}", base.unit)),
            );
        }
        for (column, field) in [
            ("item", &mut row.item),
            ("year", &mut row.year),
            ("country", &mut row.country),
            ("source", &mut row.source),
        ] {
            if let Some(cell) = self.cell(record, column) {
                cell.clone_into(field);
            }
        }
        problems.unless_any(row)
    }
}

/// Figures that something is divided by.
const DIVISORS: [&str; 9] = ["C01", "C02", "C03", "C04", "C05", "C06", "C07", "Z07", "Z08"];

/// Why a value cannot be, if so.
fn impossible(row: &PriceRow, value: f64) -> Option<String> {
    if value < 0.0 {
        Some(format!("{value} is below 0 for {} ({})", row.id, row.item))
    } else if value == 0.0 && DIVISORS.contains(&row.id.as_str()) {
        Some(format!("0 would take for ever: {} ({})", row.id, row.item))
    } else if row.unit == "fraction" && row.id != "T03" && value > 1.0 {
        Some(format!("{value} is above 1 for the share {} ({})", row.id, row.item))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::prices::PriceBook;
    use super::*;

    fn codes(text: &str) -> Vec<&'static str> {
        let problems = PriceBook::default().with_rows(text, "prices.csv").expect_err("wrong");
        problems.0.iter().map(|problem| problem.code).collect()
    }

    #[test]
    fn rows_of_the_user_replace_published_ones() {
        let book = PriceBook::default()
            .with_rows("\u{feff}MID,Id,remark\n1450,M12,contract 2027\n0.5,C06,\n", "prices.csv")
            .expect("valid");
        assert_eq!((book.rates.hay_eur_ha, book.rates.flail_ha_h), (1450.0, 0.5));
        assert_eq!(book.rates.suction_eur_ha, PriceBook::default().rates.suction_eur_ha);
        let row = book.row("M12").expect("in the book");
        assert_eq!((row.basis, row.low, row.unit.as_str()), (Basis::User, None, "EUR/ha/cut"));
        assert_eq!(Basis::User.name(), "user");
    }

    #[test]
    fn a_dutch_table_is_read() {
        let book = PriceBook::default().with_rows("id;mid;unit\r\nD01;41,50;EUR/t fresh\r\n", "p").expect("valid");
        assert_eq!(book.rates.gate_eur_t, 41.5);
    }

    #[test]
    fn every_problem_of_a_table_is_found_with_its_line() {
        let text =
            "id,mid,unit\nQ99,1,\nM12,dear,\nM10,-5,\nC05,1.2,\nD01,35,EUR/kg\nT02,,\nC06,0,\nT03,0.4,\nT03,0.5,\n";
        assert_eq!(codes(text), ["S171", "S172", "S173", "S173", "S175", "S176", "S173", "S174"]);
        let problems = PriceBook::default().with_rows(text, "prices.csv").expect_err("wrong");
        assert_eq!(problems.0[1].place, "prices.csv:3, mid");
        assert_eq!(codes("key,value\nM12,3\n"), ["S170"]);
        assert_eq!(codes(""), ["S170"]);
        assert_eq!(codes("id,mid\nM12,inf\n"), ["S172"]);
    }

    #[test]
    fn files_are_read_in_either_encoding() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("prices.csv");
        std::fs::write(&path, b"id,mid,item\nM12,1300,gemeente Sud\xe9\n").expect("written");
        let book = PriceBook::read(&path).expect("valid");
        assert_eq!(book.rates.hay_eur_ha, 1300.0);
        assert_eq!(book.row("M12").map(|row| row.item.as_str()), Some("gemeente Sudé"));
        let missing = PriceBook::read(&folder.path().join("none.csv")).expect_err("missing");
        assert_eq!(missing.0[0].code, "I901");
    }
}
