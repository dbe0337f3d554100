//! Interchanges: where crews can turn.

use super::Interchange;
use crate::error::Problems;
use crate::network::Network;
use crate::network::cells::Cells;
use crate::network::delimited::{Codes, Table};

/// Codes of the table of interchanges.
const CODES: Codes =
    Codes { empty: "S201", column: "S202", row: "S203", missing: "S204", kind: "S205", range: "S206", word: "S207" };
const COLUMNS: [&str; 4] = ["road", "letter", "km", "name"];

/// Reads a table of interchanges, with remarks on what is not used.
pub fn read(name: &str, bytes: &[u8]) -> Result<(Vec<Interchange>, Vec<String>), Problems> {
    let table = Table::read(name, bytes, CODES)?;
    table.require(&["road", "km"])?;
    let mut problems = Problems::none();
    let mut interchanges = Vec::new();
    for row in &table.rows {
        let cells = Cells::new(&table, row, &[]);
        let road = cells.required("road");
        let km = cells.required("km").and_then(|_| cells.number("km", 0.0..=1000.0));
        if let (Some(road), Some(km)) = (road, km) {
            let letter = cells.text("letter").unwrap_or_default().to_owned();
            interchanges.push(Interchange { road: road.to_owned(), letter, km });
        }
        problems.0.extend(cells.into_problems().0);
    }
    let unknown = table.unknown_columns(&COLUMNS);
    let notice = (!unknown.is_empty())
        .then(|| format!("{name}: columns that are not known and not used: {}", unknown.join(", ")));
    problems.unless_any((interchanges, notice.into_iter().collect()))
}

/// A remark on interchanges of roads that the network has not.
pub fn remark(interchanges: &[Interchange], network: &Network) -> Option<String> {
    let known = |one: &Interchange| network.segments.iter().any(|segment| segment.road == one.road);
    let mut strange: Vec<&str> = interchanges.iter().filter(|one| !known(one)).map(|one| one.road.as_str()).collect();
    strange.dedup();
    (!strange.is_empty())
        .then(|| format!("interchanges of roads that the network has not are not used: {}", strange.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn interchanges_are_read_and_faults_told_at_once() {
        let (found, notices) = read("i.csv", b"road,km,name,exit\nA12,110.6,Maanderbroek,24\n").expect("sound");
        assert_eq!(found, [Interchange { road: "A12".into(), letter: String::new(), km: 110.6 }]);
        assert_eq!(notices.len(), 1);
        let problems = read("i.csv", b"road,km\n,5\nA1,x\nA1,2000\n").expect_err("faulty");
        let codes: Vec<&str> = problems.0.iter().map(|problem| problem.code).collect();
        assert_eq!(codes, ["S204", "S205", "S206"]);
        assert_eq!(read("i.csv", b"km\n1\n").expect_err("no road").0[0].code, "S202");
    }
}
