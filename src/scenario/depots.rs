//! Depots that take cuttings, with what they take in a week.

use super::Depot;
use crate::error::Problems;
use crate::network::cells::Cells;
use crate::network::delimited::{Codes, Table};
use crate::network::geometry::{is_rd_new, rd_new};
use crate::network::segment::Point;

/// Codes of the table of depots.
const CODES: Codes =
    Codes { empty: "S171", column: "S172", row: "S173", missing: "S174", kind: "S175", range: "S176", word: "S177" };
const COLUMNS: [&str; 5] = ["depot", "x_m", "y_m", "tonnes_per_week", "eur_per_tonne"];

/// Reads a table of depots, with remarks on what is not used.
pub fn read(name: &str, bytes: &[u8]) -> Result<(Vec<Depot>, Vec<String>), Problems> {
    let table = Table::read(name, bytes, CODES)?;
    table.require(&["depot", "x_m", "y_m", "tonnes_per_week"])?;
    let mut problems = Problems::none();
    let mut depots: Vec<Depot> = Vec::new();
    for row in &table.rows {
        let cells = Cells::new(&table, row, &[]);
        if let Some(depot) = depot(&cells) {
            if depots.iter().any(|other| other.name == depot.name) {
                cells.problem("S178", "depot", format!("the depot \"{}\" stands there twice", depot.name), "");
            }
            depots.push(depot);
        }
        problems.0.extend(cells.into_problems().0);
    }
    let unknown = table.unknown_columns(&COLUMNS);
    let notice = (!unknown.is_empty())
        .then(|| format!("{name}: columns that are not known and not used: {}", unknown.join(", ")));
    problems.unless_any((depots, notice.into_iter().collect()))
}

fn depot(cells: &Cells<'_>) -> Option<Depot> {
    let name = cells.required("depot")?.to_owned();
    if name.contains(['/', ';', ':', '@']) {
        cells.problem("S177", "depot", format!("\"{name}\" holds one of / ; : @"), "give the depot a plain name");
    }
    let number = |column: &str, limits| {
        cells.required(column)?;
        cells.number(column, limits)
    };
    let (x, y) = (number("x_m", f64::MIN..=f64::MAX), number("y_m", f64::MIN..=f64::MAX));
    let tonnes_per_week = number("tonnes_per_week", 0.0..=1e6);
    let (x, y) = (x?, y?);
    let place = if is_rd_new(x) { Point { x_m: x, y_m: y } } else { rd_new(x, y) };
    let eur_per_tonne = cells.number("eur_per_tonne", 0.0..=10_000.0).unwrap_or(0.0);
    Some(Depot { name, place, tonnes_per_week: tonnes_per_week?, eur_per_tonne })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depots_are_read_and_faults_told_at_once() {
        let text = "depot;x_m;y_m;tonnes_per_week\nErmelo;170000;475000;12,5\nArnhem;5.9;51.98;40\n";
        let (depots, notices) = read("depots.csv", text.as_bytes()).expect("sound");
        assert_eq!((depots.len(), notices.len(), depots[0].tonnes_per_week), (2, 0, 12.5));
        assert!((depots[1].place.x_m - 190_000.0).abs() < 2_000.0);
        let faulty = "depot,x_m,y_m,tonnes_per_week\na/b,1,2,x\na,170000,475000,1\na,170000,475000,1\n";
        let problems = read("depots.csv", faulty.as_bytes()).expect_err("faulty");
        let codes: Vec<&str> = problems.0.iter().map(|problem| problem.code).collect();
        assert_eq!(codes, ["S177", "S175", "S178"]);
    }
}
