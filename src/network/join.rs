//! Values of the user's own tables brought to segments by road, letter, carriageway, side and kilometres ("dynamic segmentation").

use super::delimited::{Codes, Table};
use crate::error::{Problem, Problems};

/// Codes of a table that is joined.
const CODES: Codes =
    Codes { empty: "N321", column: "N322", row: "N323", missing: "N324", kind: "N325", range: "N326", word: "N327" };
/// Columns by which rows are matched; an empty cell, or a column that is not there, matches all.
const TEXT_KEYS: [&str; 4] = ["road", "letter", "carriageway", "side"];

/// What a segment is matched by.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// Road, letter, carriageway and side.
    pub keys: [&'a str; 4],
    /// Kilometres, rising.
    pub km: [f64; 2],
}

/// Rows of a table: keys, kilometres, and the values of its other columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Joined {
    /// Name of the file.
    pub name: String,
    /// Columns that it adds.
    pub columns: Vec<String>,
    rows: Vec<Row>,
}

#[derive(Clone, Debug, PartialEq)]
struct Row {
    keys: [String; 4],
    km: [f64; 2],
    cells: Vec<String>,
}

impl Joined {
    /// Reads a table with `road`, `km_from`, `km_to` and what it adds; `letter`, `carriageway` and `side` narrow a row down.
    pub fn read(name: &str, bytes: &[u8]) -> Result<Self, Problems> {
        let table = Table::read(name, bytes, CODES)?;
        table.require(&["road", "km_from", "km_to"])?;
        let place = |column: &str| table.head.iter().position(|own| own == column);
        let is_value = |column: &&String| {
            !TEXT_KEYS.contains(&column.as_str()) && !["km_from", "km_to", "id"].contains(&column.as_str())
        };
        let columns: Vec<String> = table.head.iter().filter(is_value).cloned().collect();
        let mut problems = Problems::none();
        if columns.is_empty() {
            problems.push(Problem::new("N328", name, "the table adds no column").hint("name a column beside the keys"));
        }
        let mut rows = Vec::new();
        for row in &table.rows {
            let cell = |column: &str| place(column).and_then(|at| row.cells.get(at)).map_or("", |cell| cell.trim());
            let mut number = |column: &str| {
                let found: Option<f64> = cell(column).replace(',', ".").parse().ok();
                let found = found.filter(|km| (0.0..=1000.0).contains(km));
                if found.is_none() {
                    let what = format!("{column} is \"{}\", no kilometre between 0 and 1000", cell(column));
                    problems.push(Problem::new("N325", format!("{name}:{}", row.line), what));
                }
                found
            };
            let (Some(from), Some(to)) = (number("km_from"), number("km_to")) else { continue };
            rows.push(Row {
                keys: TEXT_KEYS.map(|key| cell(key).to_owned()),
                km: [from.min(to), from.max(to)],
                cells: columns.iter().map(|column| with_point(cell(column), &table)).collect(),
            });
        }
        problems.unless_any(Joined { name: name.to_owned(), columns, rows })
    }

    /// Value of a column for a segment: that of the row that covers most of it among those that have a value; the first of equals.
    pub fn value(&self, column: usize, target: Target<'_>) -> Option<&str> {
        let mut best: Option<(f64, &str)> = None;
        for row in self.rows.iter().filter(|row| row.matches(target)) {
            let cover = row.km[1].min(target.km[1]) - row.km[0].max(target.km[0]);
            let cell = row.cells[column].as_str();
            if cover > 1e-9 && !cell.is_empty() && best.is_none_or(|(most, _)| cover > most + 1e-9) {
                best = Some((cover, cell));
            }
        }
        best.map(|(_, cell)| cell)
    }
}

/// A cell as it is, a number with a decimal comma with a point.
fn with_point(cell: &str, table: &Table) -> String {
    let whole = if table.has_decimal_comma { cell.replace('.', "") } else { cell.to_owned() };
    let number = whole.replace(',', ".");
    let is_number = table.decimal_comma && cell.contains(',') && number.parse::<f64>().is_ok();
    if is_number { number } else { cell.to_owned() }
}

impl Row {
    fn matches(&self, target: Target<'_>) -> bool {
        self.keys.iter().zip(target.keys).all(|(own, key)| own.is_empty() || own.eq_ignore_ascii_case(key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_row_that_covers_most_gives_the_value() {
        let text = "road;side;km_from;km_to;width_m;soil\nA12;;117,0;117,4;18;sand_dry\nA12;Re;117,36;118;25,5;\nA50;;0;9;3;clay\n";
        let joined = Joined::read("widths.csv", text.as_bytes()).expect("sound");
        assert_eq!(joined.columns, ["width_m", "soil"]);
        let value =
            |column, side, from, to| joined.value(column, Target { keys: ["A12", "", "R", side], km: [from, to] });
        assert_eq!(value(0, "Re", 117.3, 117.4), Some("18"));
        assert_eq!(value(0, "Re", 117.35, 117.45), Some("25.5"));
        assert_eq!(value(0, "Li", 117.35, 117.45), Some("18"));
        assert_eq!(value(1, "Re", 117.35, 117.45), Some("sand_dry"));
        assert_eq!(value(0, "Li", 119.0, 119.1), None);
    }

    #[test]
    fn every_faulty_row_is_a_problem() {
        let text = "road,km_from,km_to,soil\nA12,x,2,clay\nA12,1,2000,clay\n";
        let problems = Joined::read("soil.csv", text.as_bytes()).expect_err("faulty");
        assert_eq!(problems.0.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["N325", "N325"]);
        assert!(Joined::read("soil.csv", b"road,km_from,km_to\nA1,1,2\n").is_err());
    }
}
