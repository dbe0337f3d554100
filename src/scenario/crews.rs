//! Crews and their weeks.

use super::Crew;
use super::file::{dates, suggest};
use crate::error::Problems;
use crate::mowing::regime::Machine;
use crate::network::Network;
use crate::network::cells::Cells;
use crate::network::delimited::{Codes, Table};
use crate::network::geometry::{is_rd_new, rd_new};
use crate::network::segment::Point;
use std::collections::{BTreeMap, BTreeSet};

/// Codes of the crew table.
const CODES: Codes =
    Codes { empty: "S140", column: "S141", row: "S142", missing: "S143", kind: "S144", range: "S145", word: "S146" };
const COLUMNS: [&str; 10] = [
    "crew",
    "owner",
    "district",
    "machines",
    "hours_per_week",
    "weeks",
    "eur_per_hour",
    "depot_x_m",
    "depot_y_m",
    "night",
];
/// Weeks of a crew that names none.
const WHOLE_YEAR: (u8, u8) = (1, 52);

/// Reads a crew table, with remarks on what is not used.
pub fn read(name: &str, bytes: &[u8]) -> Result<(Vec<Crew>, Vec<String>), Problems> {
    let table = Table::read(name, bytes, CODES)?;
    let mut problems = Problems::none();
    problems.take(table.require(&["crew", "district", "hours_per_week"]));
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut crews: Vec<Crew> = Vec::new();
    let mut lines: BTreeMap<String, usize> = BTreeMap::new();
    for row in &table.rows {
        let cells = Cells::new(&table, row, &[]);
        if let Some(crew) = crew(&cells) {
            if let Some(line) = lines.insert(crew.name.clone(), row.line) {
                cells.problem("S147", "crew", format!("the crew \"{}\" already stands on line {line}", crew.name), "");
            }
            crews.push(crew);
        }
        problems.0.extend(cells.into_problems().0);
    }
    let unknown = table.unknown_columns(&COLUMNS);
    let notice = (!unknown.is_empty())
        .then(|| format!("{name}: columns that are not known and not used: {}", unknown.join(", ")));
    problems.unless_any((crews, notice.into_iter().collect()))
}

fn crew(cells: &Cells<'_>) -> Option<Crew> {
    let name = cells.required("crew");
    let district = cells.required("district");
    let hours = cells.required("hours_per_week").and_then(|_| cells.number("hours_per_week", 0.0..=500.0));
    let [x, y] = ["depot_x_m", "depot_y_m"].map(|column| cells.number(column, f64::MIN..=f64::MAX));
    if x.is_some() != y.is_some() {
        cells.problem("S143", "depot_x_m", "one of depot_x_m and depot_y_m is empty", "give both, or neither");
    }
    let depot = x.zip(y).map(|(x, y)| if is_rd_new(x) { Point { x_m: x, y_m: y } } else { rd_new(x, y) });
    let crew = Crew {
        name: name.unwrap_or_default().to_string(),
        owner: cells.text("owner").unwrap_or_default().to_string(),
        district: district.unwrap_or_default().to_string(),
        machines: machines(cells),
        hours_per_week: hours.unwrap_or(0.0),
        weeks: weeks(cells),
        eur_per_hour: cells.number("eur_per_hour", 0.0..=10_000.0).unwrap_or(0.0),
        night: cells.flag("night").unwrap_or(false),
        depot,
    };
    (name.is_some() && district.is_some() && hours.is_some()).then_some(crew)
}

fn machines(cells: &Cells<'_>) -> Vec<Machine> {
    let mut machines = Vec::new();
    for word in cells.text("machines").unwrap_or_default().split(';').map(str::trim).filter(|word| !word.is_empty()) {
        match Machine::parse(word) {
            Some(machine) if !machines.contains(&machine) => machines.push(machine),
            Some(_) => {}
            None => {
                let hint = suggest::hint(word, Machine::ALL.map(Machine::name));
                cells.problem("S146", "machines", format!("\"{word}\" is no machine"), hint);
            }
        }
    }
    machines.sort();
    machines
}

fn weeks(cells: &Cells<'_>) -> Vec<(u8, u8)> {
    let mut spans = Vec::new();
    for word in cells.text("weeks").unwrap_or_default().split(';').map(str::trim).filter(|word| !word.is_empty()) {
        match dates::weeks(word) {
            Some(span) => spans.push(span),
            None => {
                cells.problem("S144", "weeks", format!("\"{word}\" is no span of weeks"), "such as 14-44, within 1-52");
            }
        }
    }
    if spans.is_empty() { vec![WHOLE_YEAR] } else { spans }
}

/// Remarks on crews that fit no segment, and on owners and districts without a crew.
pub fn remarks(crews: &[Crew], network: &Network) -> Vec<String> {
    let areas: BTreeSet<(&str, &str)> =
        network.segments.iter().filter(|s| s.is_grass()).map(|s| (s.district.as_str(), s.owner.as_str())).collect();
    let serves = |crew: &Crew, district: &str, owner: &str| {
        crew.district == district && (crew.owner.is_empty() || crew.owner == owner)
    };
    let idle =
        crews.iter().filter(|crew| !areas.iter().any(|(district, owner)| serves(crew, district, owner))).map(|crew| {
            format!("the crew {} works for nobody here: {} has no segment in {}", crew.name, crew.owner, crew.district)
        });
    let bare = areas
        .iter()
        .filter(|(district, owner)| !crews.iter().any(|crew| serves(crew, district, owner)))
        .map(|(district, owner)| format!("no crew works for {owner} in {district}"));
    if crews.is_empty() { Vec::new() } else { idle.chain(bare).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crews_have_their_defaults() {
        let text =
            b"crew;district;hours_per_week;machines;night\nnoord-1;veluwe;37,5;eco_head;ja\nnoord-2;veluwe;0;;\n";
        let (crews, notices) = read("c.csv", text).expect("valid");
        assert_eq!(
            (crews[0].hours_per_week, &crews[0].machines, crews[0].night),
            (37.5, &vec![Machine::EcoHead], true)
        );
        assert_eq!((crews[1].machines.len(), &crews[1].weeks), (0, &vec![(1, 52)]));
        assert!(notices.is_empty());
    }

    #[test]
    fn every_problem_of_a_crew_table_is_reported() {
        let text = b"crew,district,hours_per_week,machines,weeks\na,d,600,disk_hay,44-14\na,,x,bar_hay,14-20\nb,d,3,,\nb,d,3,,\n";
        let problems = read("c.csv", text).expect_err("broken");
        let mut codes: Vec<(&str, &str)> = problems.0.iter().map(|p| (p.code, p.place.as_str())).collect();
        codes.sort_unstable();
        assert_eq!(
            codes,
            [
                ("S143", "c.csv:3, district"),
                ("S144", "c.csv:2, weeks"),
                ("S144", "c.csv:3, hours_per_week"),
                ("S145", "c.csv:2, hours_per_week"),
                ("S146", "c.csv:2, machines"),
                ("S147", "c.csv:5, crew"),
            ]
        );
        assert_eq!(read("c.csv", b"crew,hours\na,3\n").expect_err("columns").0.len(), 2);
    }
}
