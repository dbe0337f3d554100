//! Section `[biodiversity]`: sets of weights, a table of species, when nectar is too little, how far animals get, whether traits of
//! plants and insects are drawn, and rules for problem species.

use super::dates::month_day;
use super::keys::{Keys, Located};
use super::terms;
use crate::biodiversity::connectivity::Walker;
use crate::biodiversity::problem_species::{ProblemLimits, Rule};
use crate::scenario::terms::WeightSet;
use std::ops::RangeInclusive;

/// Nectar that can be too little, mg sugar/m2/d.
const GAP_MG: RangeInclusive<f64> = 0.0..=1000.0;
/// Distance that half of the animals cover, m.
const HALF_DISTANCE_M: RangeInclusive<f64> = 10.0..=20_000.0;

/// What the section says beside the weights.
#[derive(Clone, Debug, PartialEq)]
pub struct LifeFile {
    /// Table of species instead of the shipped one.
    pub species: Option<Located<String>>,
    /// Nectar below which a day is a gap in the forage, mg sugar/m2/d; none: as shipped.
    pub gap_mg: Option<f64>,
    /// How far animals get between verges.
    pub walker: Walker,
    /// Whether traits of plants and insects are drawn anew for each member.
    pub draws: bool,
    /// Rules for problem species.
    pub problems: ProblemLimits,
}

impl Default for LifeFile {
    fn default() -> Self {
        LifeFile {
            species: None,
            gap_mg: None,
            walker: Walker::default(),
            draws: true,
            problems: ProblemLimits::default(),
        }
    }
}

/// Reads the section.
pub fn biodiversity(root: &Keys<'_>) -> (Vec<WeightSet>, LifeFile) {
    let Some(keys) = root.table("biodiversity") else { return (Vec::new(), LifeFile::default()) };
    let weights = terms::weights(&keys);
    let species = keys.get("species").and_then(|item| Some(item.locate(item.text()?)));
    let gap_mg = keys.get("gap_mg").and_then(|item| item.number(GAP_MG));
    let mut walker = Walker::default();
    walker.half_distance_m = keys.number_or("d50_m", HALF_DISTANCE_M, walker.half_distance_m);
    let draws = keys.get("draws").and_then(|item| item.flag()).unwrap_or(true);
    let problems = problem_limits(&keys);
    keys.finish();
    (weights, LifeFile { species, gap_mg, walker, draws, problems })
}

fn problem_limits(section: &Keys<'_>) -> ProblemLimits {
    let mut limits = ProblemLimits::default();
    let Some(keys) = section.table("problem_species") else { return limits };
    limits.seed_set = keys.number_or("seed_set", 0.0..=1.0, limits.seed_set);
    limits.toxic_cover = keys.number_or("toxic_cover", 0.0..=1.0, limits.toxic_cover);
    if let Some(day) = keys.get("allergen_before").and_then(|item| month_day(&item)) {
        limits.allergen_day = day.day_of_year();
    }
    limits.knotweed_left_out =
        keys.get("knotweed_left_out").and_then(|item| item.flag()).unwrap_or(limits.knotweed_left_out);
    if let Some(item) = keys.get("rules") {
        let words = item.list();
        limits.rules = words.iter().filter_map(|word| word.word(&Rule::WORDS)).map(|place| Rule::ALL[place]).collect();
    }
    keys.finish();
    limits
}
