//! Checks beside the findings: reference tables of fire and growth, counts of verge fires, yields, the drought of 2018, insects, the
//! generator, the planner.

pub mod drought;
pub mod fire_counts;
pub mod fire_tables;
pub mod growth;
pub mod growth_tables;
pub mod insects;
pub mod planning;
pub mod weather;

use crate::error::Problem;
use crate::validation::findings::Experiments;
use crate::validation::verdict::{Check, Text};

/// Every check, in the order of the page.
pub fn checks(experiments: &Experiments, seed: u64, said: &dyn Fn(&str)) -> Result<Vec<Check>, Problem> {
    said("insects, growth");
    let mut all = insects::checks(seed);
    all.extend(growth::checks(experiments)?);
    said("tables and counts of fire");
    all.extend(fire_tables::checks());
    all.extend(fire_counts::checks(experiments));
    said("the weather generator");
    all.extend(weather::checks()?);
    said("the planner");
    all.push(planning::check(seed));
    Ok(all)
}

/// Values on the three sites: "0.5, 0.4, 0.3 t/ha on clay, loam, sand".
pub(super) fn on_sites(values: [f64; 3], unit: &str) -> Text {
    let numbers = values.map(shown).join(", ");
    let unit = if unit.is_empty() { String::new() } else { format!(" {unit}") };
    Text::told(|language| format!("{numbers}{unit} {}", language.choose("on clay, loam, sand", "op klei, leem, zand")))
}

/// A number with three significant digits, as tables of checks show it.
pub(super) fn shown(value: f64) -> String {
    crate::validation::verdict::short(value)
}
