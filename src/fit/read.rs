//! The table of observations.

use std::path::Path;

use crate::calendar::Date;
use crate::error::{Problem, Problems};
use crate::network::delimited::{Codes, Table};

/// Codes of the problems of these tables.
const CODES: Codes =
    Codes { empty: "O701", column: "O702", row: "O703", missing: "O704", kind: "O705", range: "O706", word: "O707" };
/// Columns that a table may have; others are reported, since a misspelt one would be lost.
const LONG: [&str; 6] = ["date", "quantity", "value", "sd", "n", "id"];

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// Standing mass, live and dead, before a cut of that day, kg DM/ha.
    Standing,
    /// Mass of the cut of that day, kg DM/ha.
    Yield,
    /// Mass cut since 1 January, kg DM/ha; of a rota the mean of its plots.
    CumulativeYield,
    /// Growth, kg DM/ha/d: of a rota the regrowth cut that day over its days, else the mean gross growth of four weeks.
    Growth,
    /// Sward height on the evening before, m.
    Height,
    /// Dead share of the standing mass.
    Curing,
}

/// Quantities: name in files, standard deviation where none is given (as a share of the value, and at least).
const QUANTITIES: [(Quantity, &str, f64, f64); 6] = [
    (Quantity::Standing, "standing_kg_ha", 0.2, 0.0),
    (Quantity::Yield, "yield_kg_ha", 0.2, 0.0),
    (Quantity::CumulativeYield, "cum_yield_kg_ha", 0.1, 0.0),
    (Quantity::Growth, "growth_kg_ha_day", 0.3, 0.0),
    (Quantity::Height, "height_m", 0.0, 0.05),
    (Quantity::Curing, "curing", 0.0, 0.1),
];
/// Names of quantities that are observed for a replanning and say nothing about growth.
const NOT_GROWTH: [&str; 4] = ["richness", "target_richness", "grass_share", "cut_share"];
/// A default standard deviation is at least that of this share of the largest value, so that small values do not rule.
const LEAST_SHARE: f64 = 0.25;

impl Quantity {
    /// Name in files.
    pub fn name(self) -> &'static str {
        QUANTITIES.iter().find(|row| row.0 == self).map_or("", |row| row.1)
    }
}

/// A measured value.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// Day.
    pub date: Date,
    /// What was measured.
    pub quantity: Quantity,
    /// Its value.
    pub value: f64,
    /// Standard deviation, given or by default.
    pub sd: f64,
}

/// Observations, and rows that say nothing about growth or hold no value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Observations {
    /// The observations, by date.
    pub list: Vec<Observation>,
    /// Rows left out.
    pub left_out: usize,
}

/// Reads `date, quantity, value, sd, n`, or `date` with `cum_biomass_kg_dm_ha` or `growth_rate_kg_dm_ha_d`.
///
/// With `n` above 1 the standard deviation is that of the mean. All problems of the table are told at once.
pub fn read(path: &Path) -> Result<Observations, Problems> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| Problem::new("I901", &name, format!("cannot be read: {error}")))?;
    let table = Table::read(&name, &bytes, CODES)?;
    let wide = [("cum_biomass_kg_dm_ha", Quantity::CumulativeYield), ("growth_rate_kg_dm_ha_d", Quantity::Growth)];
    let wide = wide.into_iter().find(|(column, _)| table.column(column).is_some());
    let mut problems = Problems::none();
    if wide.is_none() {
        table.require(&["date", "quantity", "value"])?;
        for column in table.unknown_columns(&LONG) {
            let hint = format!("known: {}", LONG.join(", "));
            problems.push(Problem::new("O702", format!("{name}:1, {column}"), "unknown column").hint(hint));
        }
    } else {
        table.require(&["date"])?;
    }
    let mut found = Observations::default();
    for row in &table.rows {
        let cell = |column: &str| table.column(column).and_then(|at| row.cells.get(at)).unwrap_or("").trim();
        let place = |column: &str| format!("{name}:{}, {column}", row.line);
        let (column, quantity) = match wide {
            Some((column, quantity)) => (column, quantity),
            None if NOT_GROWTH.contains(&cell("quantity")) => {
                found.left_out += 1;
                continue;
            }
            None => {
                let Some(known) = QUANTITIES.iter().find(|known| known.1 == cell("quantity")) else {
                    let names: Vec<&str> = QUANTITIES.iter().map(|known| known.1).collect();
                    let what = format!("{} is not a quantity", cell("quantity"));
                    problems.push(Problem::new("O707", place("quantity"), what).hint(names.join(", ")));
                    continue;
                };
                ("value", known.0)
            }
        };
        if ["", "NA", "NaN"].contains(&cell(column)) {
            found.left_out += 1;
            continue;
        }
        let number = |column: &str, low: f64, problems: &mut Problems| {
            let text = cell(column);
            let text = if table.decimal_comma { text.replace(',', ".") } else { text.to_owned() };
            let number = text.parse::<f64>().ok().filter(|number| number.is_finite() && *number >= low);
            if number.is_none() {
                let what = format!("{text} is not a number from {low} up");
                problems.push(Problem::new("O706", place(column), what));
            }
            number
        };
        let date = cell("date").parse::<Date>().ok();
        if date.is_none() {
            let what = format!("{} is not a day", cell("date"));
            problems.push(Problem::new("O705", place("date"), what).hint("dates are written YYYY-MM-DD"));
        }
        // Net growth can be below zero.
        let least = if quantity == Quantity::Growth { -500.0 } else { 0.0 };
        let value = number(column, least, &mut problems);
        let sd = if cell("sd").is_empty() { Some(0.0) } else { number("sd", 1e-9, &mut problems) };
        let n = if cell("n").is_empty() { Some(1.0) } else { number("n", 1.0, &mut problems) };
        if let (Some(date), Some(value), Some(sd), Some(n)) = (date, value, sd, n) {
            found.list.push(Observation { date, quantity, value, sd: sd / n.sqrt() });
        }
    }
    found.list.sort_by_key(|one| one.date);
    default_deviations(&mut found.list);
    problems.unless_any(found)
}

/// Fills standard deviations that the table leaves open.
fn default_deviations(list: &mut [Observation]) {
    for (quantity, _, share, least) in QUANTITIES {
        let largest = list.iter().filter(|one| one.quantity == quantity).map(|one| one.value.abs()).fold(0.0, f64::max);
        for one in list.iter_mut().filter(|one| one.quantity == quantity && one.sd == 0.0) {
            one.sd = (share * one.value.abs().max(LEAST_SHARE * largest)).max(least).max(1e-6);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Result<Observations, Problems> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("o.csv");
        std::fs::write(&path, text).expect("written");
        read(&path)
    }

    #[test]
    fn both_forms_are_read() {
        let long = "date,quantity,value,sd,n\n2001-06-20,yield_kg_ha,3000,,\n2001-05-01,standing_kg_ha,2000,300,9\n\
                    2001-06-01,richness,12,,\n";
        let found = read_text(long).expect("good");
        assert_eq!((found.list.len(), found.left_out), (2, 1));
        assert_eq!((found.list[0].sd, found.list[1].sd), (100.0, 600.0));
        let wide =
            read_text("date;cum_biomass_kg_dm_ha\n1983-03-12;166,5\n1983-03-19;\n1983-09-19;10000\n").expect("good");
        assert_eq!((wide.list.len(), wide.left_out), (2, 1));
        assert_eq!(wide.list[0].quantity.name(), "cum_yield_kg_ha");
        assert_eq!(wide.list[0].sd, 250.0, "small values do not rule");
    }

    #[test]
    fn every_mistake_is_told() {
        let text = "date,quantity,value,colour\n20-06-2001,yield_kg_ha,-3,red\n2001-06-21,weight,3,red\n";
        let codes: Vec<&str> = read_text(text).expect_err("wrong").0.iter().map(|problem| problem.code).collect();
        assert_eq!(codes, ["O702", "O705", "O706", "O707"]);
    }
}
