//! Section `[biodiversity]`: sets of weights, whether traits of plants and insects are drawn, and rules for problem species.

use super::dates::month_day;
use super::keys::Keys;
use super::terms;
use crate::biodiversity::problem_species::{ProblemLimits, Rule};
use crate::scenario::terms::WeightSet;

/// What the section says beside the weights.
#[derive(Clone, Debug, PartialEq)]
pub struct LifeFile {
    /// Whether traits of plants and insects are drawn anew for each member.
    pub draws: bool,
    /// Rules for problem species.
    pub problems: ProblemLimits,
}

impl Default for LifeFile {
    fn default() -> Self {
        LifeFile { draws: true, problems: ProblemLimits::default() }
    }
}

/// Reads the section.
pub fn biodiversity(root: &Keys<'_>) -> (Vec<WeightSet>, LifeFile) {
    let Some(keys) = root.table("biodiversity") else { return (Vec::new(), LifeFile::default()) };
    let weights = terms::weights(&keys);
    for key in ["species", "gap_mg", "d50_m"] {
        keys.later(key, "the shipped species and distances hold");
    }
    let draws = keys.get("draws").and_then(|item| item.flag()).unwrap_or(true);
    let problems = problem_limits(&keys);
    keys.finish();
    (weights, LifeFile { draws, problems })
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
