//! Rules for problem species: what may not be mown, what must not seed, what must not become fodder.
//!
//! | rule | species | broken when |
//! |---|---|---|
//! | knotweed | *Reynoutria* | its patch is mown: fragments sprout. Left out of mowing with 5 m around it (3-7), it is not |
//! | `alien_seed` | other listed invasive aliens | more than 5 % of its seed ripens |
//! | toxic | ragworts | the same, beside pasture or hay land; above 1 % cover the hay is no fodder |
//! | allergen | ragweed | any seed ripens, or it is not cut before 1 August |
//!
//! Seeds of these and of nuisance and other invasive plants add up to an index, `sum cover SS`. Limits are assumptions and legal
//! lists change: the flag in the table of species decides which rule a species falls under, and a scenario may set the limits and
//! switch rules off.

use super::insects::PatchCuts;
use super::species::{Flag, Species};

/// A rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Knotweed is not mown.
    Knotweed,
    /// Invasive aliens do not seed.
    AlienSeed,
    /// Toxic plants do not seed beside pasture or hay land.
    Toxic,
    /// Allergenic plants are cut in time and do not seed.
    Allergen,
}

impl Rule {
    /// Names in files, in the order of the variants.
    pub const WORDS: [&'static str; 4] = ["knotweed", "alien_seed", "toxic", "allergen"];
    /// Every rule.
    pub const ALL: [Rule; 4] = [Rule::Knotweed, Rule::AlienSeed, Rule::Toxic, Rule::Allergen];

    /// The rule that a species falls under.
    pub fn of(species: &Species) -> Option<Rule> {
        match species.flag {
            Flag::InvasiveAlien if species.name.starts_with("Reynoutria") => Some(Rule::Knotweed),
            Flag::InvasiveAlien => Some(Rule::AlienSeed),
            Flag::Toxic | Flag::ToxicAlien => Some(Rule::Toxic),
            Flag::Allergen => Some(Rule::Allergen),
            _ => None,
        }
    }

    /// Whether the rule is about invasive aliens, whose violation caps the index of biodiversity.
    pub fn is_of_aliens(self) -> bool {
        matches!(self, Rule::Knotweed | Rule::AlienSeed)
    }
}

/// Limits of the rules (assumptions), and which rules hold.
#[derive(Clone, Debug, PartialEq)]
pub struct ProblemLimits {
    /// Seed set of an invasive or toxic plant that breaks the rule.
    pub seed_set: f64,
    /// Cover of a toxic plant above which hay is no fodder, share.
    pub toxic_cover: f64,
    /// Day of the year before which an allergenic plant must be cut.
    pub allergen_day: u16,
    /// Whether patches of knotweed, with 5 m around them, are kept out of mowing.
    pub knotweed_left_out: bool,
    /// Rules that hold.
    pub rules: Vec<Rule>,
}

impl Default for ProblemLimits {
    fn default() -> Self {
        ProblemLimits {
            seed_set: 0.05,
            toxic_cover: 0.01,
            allergen_day: 213,
            knotweed_left_out: false,
            rules: Rule::ALL.to_vec(),
        }
    }
}

impl ProblemLimits {
    /// The rule that holds for a species.
    pub fn rule(&self, species: &Species) -> Option<Rule> {
        Rule::of(species).filter(|rule| self.rules.contains(rule))
    }

    /// Whether cuttings with a species are kept apart: invasive aliens and allergenic plants in any cover, toxic plants above the
    /// cover from which hay is no fodder.
    pub fn kept_apart(&self, species: &Species, cover: f64) -> bool {
        match Rule::of(species) {
            Some(Rule::Knotweed) => !self.knotweed_left_out,
            Some(Rule::AlienSeed | Rule::Allergen) => true,
            Some(Rule::Toxic) => cover > self.toxic_cover,
            None => false,
        }
    }
}

/// A species in a year on a place.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SpeciesYear {
    /// Share of its seeds that ripens, mean over the patches by area.
    pub seed_set: f64,
    /// Whether its rule is broken; that on toxic plants counts beside pasture or hay land alone.
    pub is_broken: bool,
}

impl SpeciesYear {
    /// Seed set, and 1 where the rule is broken, else 0.
    pub fn numbers(self) -> [f64; 2] {
        [self.seed_set, f64::from(u8::from(self.is_broken))]
    }
}

/// Judges a year of a species.
///
/// - `patches`: parts of the place with their cuts; `seed_sets`: seed set of the species in each, 0-1
pub fn species_year(
    species: &Species,
    patches: &[PatchCuts],
    seed_sets: &[f64],
    limits: &ProblemLimits,
) -> SpeciesYear {
    let area: f64 = patches.iter().map(|patch| patch.area_share).sum();
    let ripe: f64 = patches.iter().zip(seed_sets).map(|(patch, seeds)| patch.area_share * seeds).sum();
    let seed_set = if area > 0.0 { ripe / area } else { 1.0 };
    let is_broken = match limits.rule(species) {
        Some(Rule::Knotweed) => !limits.knotweed_left_out && patches.iter().any(|patch| !patch.cuts.is_empty()),
        Some(Rule::AlienSeed | Rule::Toxic) => seed_set > limits.seed_set,
        Some(Rule::Allergen) => seed_set > 0.0 || !cut_by(patches, limits.allergen_day),
        None => false,
    };
    SpeciesYear { seed_set, is_broken }
}

/// Whether the seeds of a species count as a problem.
pub fn counts_as_problem(species: &Species) -> bool {
    !matches!(species.flag, Flag::None | Flag::Target | Flag::High | Flag::Nitro)
}

fn cut_by(patches: &[PatchCuts], day: u16) -> bool {
    !patches.is_empty() && patches.iter().all(|patch| patch.cuts.iter().any(|cut| cut.day_of_year < day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::biodiversity::seed::seed_set;
    use crate::mowing::CutEvent;

    fn cuts(days: &[u16]) -> Vec<CutEvent> {
        let cut = |&day_of_year| CutEvent::hay(day_of_year, 0.08);
        days.iter().map(cut).collect()
    }

    fn named(name: &str) -> &'static Species {
        Species::named(name).expect("in the table")
    }

    fn judged(name: &str, days: &[u16], limits: &ProblemLimits) -> SpeciesYear {
        let (species, cuts) = (named(name), cuts(days));
        let seeds = seed_set(species, &cuts);
        species_year(species, &[PatchCuts { area_share: 1.0, cuts: &cuts }], &[seeds], limits)
    }

    #[test]
    fn knotweed_is_left_alone_and_hogweed_must_not_seed() {
        let usual = ProblemLimits::default();
        let left_out = ProblemLimits { knotweed_left_out: true, ..ProblemLimits::default() };
        let off = ProblemLimits { rules: vec![Rule::AlienSeed], ..ProblemLimits::default() };
        assert!(judged("Reynoutria japonica", &[178], &usual).is_broken);
        assert!(!judged("Reynoutria japonica", &[], &usual).is_broken);
        assert!(!judged("Reynoutria japonica", &[178], &left_out).is_broken);
        assert!(!judged("Reynoutria japonica", &[178], &off).is_broken);
        assert_eq!(judged("Heracleum mantegazzianum", &[], &usual), SpeciesYear { seed_set: 1.0, is_broken: true });
        assert!(!judged("Heracleum mantegazzianum", &[200, 250], &usual).is_broken);
        // half a place uncut ripens half the seeds
        let cuts = cuts(&[200, 250]);
        let parts = [PatchCuts { area_share: 0.5, cuts: &cuts }, PatchCuts { area_share: 0.5, cuts: &[] }];
        let half = species_year(named("Heracleum mantegazzianum"), &parts, &[0.0, 1.0], &usual);
        assert_eq!(half, SpeciesYear { seed_set: 0.5, is_broken: true });
    }

    #[test]
    fn ragwort_spoils_hay_above_a_cover() {
        let limits = ProblemLimits::default();
        let ragwort = named("Jacobaea vulgaris");
        assert!(!limits.kept_apart(ragwort, 0.01) && limits.kept_apart(ragwort, 0.02));
        assert!(judged("Jacobaea vulgaris", &[], &limits).is_broken);
        assert!(limits.kept_apart(named("Reynoutria japonica"), 0.001));
    }

    #[test]
    fn ragweed_must_be_gone_by_august_and_meadow_plants_are_no_problem() {
        let limits = ProblemLimits::default();
        assert!(judged("Ambrosia artemisiifolia", &[250], &limits).is_broken);
        assert!(!judged("Centaurea jacea", &[], &limits).is_broken);
        assert!(!counts_as_problem(named("Centaurea jacea")) && counts_as_problem(named("Cirsium arvense")));
        assert_eq!(Rule::of(named("Cirsium arvense")), None);
    }
}
