//! A table of species, the shipped one or a user's own.
//!
//! | column | values |
//! |---|---|
//! | `scientific_name` | unique |
//! | `dutch_name`, `english_name` | empty: the scientific name |
//! | `functional_group` | `grass graminoid legume herb parasite shrub fern` |
//! | `L F R N` | Ellenberg light 1-9, moisture 1-12, reaction 1-9, nutrients 1-9 |
//! | `N_sd` | spread of the nutrient value, 0-5 |
//! | `mow_graze_opt`, `longevity`, `host_class`, `seedbank_class` | 1-8, 1-4, 1-8, 1-4 |
//! | `flower_first_month`, `flower_last_month`, `flower_peak_doy` | 1-12, not before the first, 1-366 |
//! | `height_cm`, `seed_lag_d` | 0.5-500 cm, 0-200 d |
//! | `reflower_frac`, `nectar_g_m2_yr` | 0-1, 0-1000 g/m2/yr |
//! | `flag` | `target high nitro nuisance toxic toxic_alien invasive ias allergen none` (empty: none) |
//! | `availability` | chance that the species is in the region, 0-1 |
//!
//! Other columns are not read.

use super::{Flag, FunctionalGroup, Species};
use crate::error::{Problem, Problems};
use crate::network::cells::Cells;
use crate::network::delimited::{Codes, Table};
use std::collections::BTreeMap;

const CODES: Codes =
    Codes { empty: "B700", column: "B701", row: "B702", missing: "B703", kind: "B704", range: "B705", word: "B706" };
/// Most species of a table.
const MOST_SPECIES: usize = 2000;
const COLUMNS: [&str; 22] = [
    "scientific_name",
    "dutch_name",
    "english_name",
    "functional_group",
    "l",
    "f",
    "r",
    "n",
    "n_sd",
    "mow_graze_opt",
    "longevity",
    "flower_first_month",
    "flower_last_month",
    "flower_peak_doy",
    "height_cm",
    "seed_lag_d",
    "reflower_frac",
    "nectar_g_m2_yr",
    "host_class",
    "seedbank_class",
    "flag",
    "availability",
];
const GROUPS: [(&str, FunctionalGroup); 7] = [
    ("grass", FunctionalGroup::Grass),
    ("graminoid", FunctionalGroup::Graminoid),
    ("legume", FunctionalGroup::Legume),
    ("herb", FunctionalGroup::Herb),
    ("parasite", FunctionalGroup::Parasite),
    ("shrub", FunctionalGroup::Shrub),
    ("fern", FunctionalGroup::Fern),
];
const FLAGS: [(&str, Flag); 10] = [
    ("target", Flag::Target),
    ("high", Flag::High),
    ("nitro", Flag::Nitro),
    ("nuisance", Flag::Nuisance),
    ("toxic", Flag::Toxic),
    ("toxic_alien", Flag::ToxicAlien),
    ("invasive", Flag::Invasive),
    ("ias", Flag::InvasiveAlien),
    ("allergen", Flag::Allergen),
    ("none", Flag::None),
];

/// Reads a table of species; every problem of the table is told.
///
/// ```
/// let table = "scientific_name,functional_group\nPoa annua,grass\n";
/// let problems = zeis::biodiversity::species::read("own.csv", table.as_bytes()).unwrap_err();
/// assert_eq!(problems.0.len(), 20); // one for each column that is missing
/// ```
pub fn read(name: &str, bytes: &[u8]) -> Result<Vec<Species>, Problems> {
    let table = Table::read(name, bytes, CODES)?;
    table.require(&COLUMNS)?;
    let (mut list, mut problems) = (Vec::new(), Problems::none());
    let mut lines: BTreeMap<String, usize> = BTreeMap::new();
    for (index, row) in table.rows.iter().enumerate() {
        let cells = Cells::new(&table, row, &[]);
        let found = species(&cells, index);
        if let Some(species) = &found
            && let Some(line) = lines.insert(species.name.to_lowercase(), row.line)
        {
            let what = format!("{} already stands on line {line}", species.name);
            cells.problem("B707", "scientific_name", what, "one row for each species");
        }
        let own = cells.into_problems();
        if own.is_empty() {
            list.extend(found);
        }
        problems.0.extend(own.0);
    }
    if table.rows.len() > MOST_SPECIES {
        problems.push(Problem::new("B708", name, format!("{} species, at most {MOST_SPECIES}", table.rows.len())));
    }
    if problems.is_empty() && !list.iter().any(|species| species.flag == Flag::Target) {
        let what =
            "no species has the flag target, so that richness, nectar and seeds of target species have no meaning";
        problems
            .push(Problem::new("B709", name, what).hint("flag = target for the species that the verges are mown for"));
    }
    problems.unless_any(list)
}

/// A species; `None` where a cell is empty or wrong.
fn species(cells: &Cells<'_>, index: usize) -> Option<Species> {
    let number = |column: &str, low: f64, high: f64| {
        cells.required(column)?;
        cells.number(column, low..=high)
    };
    let name = cells.required("scientific_name");
    let own_name = |column: &str| cells.text(column).or(name).unwrap_or_default().to_owned();
    let group = cells.required("functional_group").and_then(|_| cells.word("functional_group", &GROUPS));
    let flag = match cells.text("flag") {
        None => Some(Flag::None),
        Some(_) => cells.word("flag", &FLAGS),
    };
    let [light, moisture, reaction, nutrients] =
        [("l", 9.0), ("f", 12.0), ("r", 9.0), ("n", 9.0)].map(|(column, high)| number(column, 1.0, high));
    let (nutrients_sd, mowing_optimum) = (number("n_sd", 0.0, 5.0), number("mow_graze_opt", 1.0, 8.0));
    let (longevity, host_class) = (number("longevity", 1.0, 4.0), number("host_class", 1.0, 8.0));
    let [first, last] = ["flower_first_month", "flower_last_month"].map(|column| number(column, 1.0, 12.0));
    if let (Some(first), Some(last)) = (first, last)
        && last < first
    {
        let what = format!("flowering ends in month {last}, before it begins in month {first}");
        cells.problem("B705", "flower_last_month", what, "flowering over New Year cannot be told");
    }
    let peak = number("flower_peak_doy", 1.0, 366.0);
    let (height_cm, lag) = (number("height_cm", 0.5, 500.0), number("seed_lag_d", 0.0, 200.0));
    let (reflower, nectar) = (number("reflower_frac", 0.0, 1.0), number("nectar_g_m2_yr", 0.0, 1000.0));
    let (seed_bank, availability) = (number("seedbank_class", 1.0, 4.0), number("availability", 0.0, 1.0));
    Some(Species {
        index,
        name: name?.to_owned(),
        dutch_name: own_name("dutch_name"),
        english_name: own_name("english_name"),
        group: group?,
        light: light?,
        moisture: moisture?,
        reaction: reaction?,
        nutrients: nutrients?,
        nutrients_sd: nutrients_sd?,
        mowing_optimum: mowing_optimum?,
        longevity: longevity?,
        flower_first_month: first?,
        flower_last_month: last?,
        flower_peak_day: peak?,
        height_m: height_cm? / 100.0,
        seed_lag_days: lag? as u16,
        reflower: reflower?,
        nectar_g_m2: nectar?,
        host_class: host_class?,
        seed_bank: seed_bank?,
        flag: flag?,
        availability: availability?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: &str = include_str!("../species.csv");

    fn codes(table: &str) -> Vec<&'static str> {
        read("own.csv", table.as_bytes()).expect_err("not valid").0.iter().map(|problem| problem.code).collect()
    }

    #[test]
    fn a_table_of_the_user_is_read_like_the_shipped_one() {
        let own = SHIPPED.lines().take(40).collect::<Vec<_>>().join("\n");
        let list = read("own.csv", own.as_bytes()).expect("valid");
        assert_eq!(list.len(), 39);
        assert!(list.iter().zip(Species::all()).all(|(own, all)| own.name == all.name && own.height_m == all.height_m));
    }

    #[test]
    fn every_problem_of_a_table_is_told() {
        let head: Vec<&str> = SHIPPED.lines().take(2).collect();
        let worse = |from: &str, to: &str| format!("{}\n{}\n", head[0], head[1].replacen(from, to, 1));
        assert_eq!(codes(&worse("grass", "moss")), ["B706"]);
        assert_eq!(codes(&worse("6,8,190", "9,8,500")), ["B705", "B705"], "months turned round, no such day");
        assert_eq!(codes(&worse("27.0", "tall")), ["B704"]);
        assert_eq!(codes(&worse("Agrostis capillaris", "")), ["B703"]);
        assert_eq!(codes(&format!("{}\n{}\n{}\n", head[0], head[1], head[1])), ["B707"]);
        assert_eq!(codes(&worse("none,0.8", "none,0.8")), ["B709"], "no target species");
    }
}
