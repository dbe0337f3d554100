//! Rules for problem species: what may not be mown, what must not seed, what must not become fodder.
//!
//! Limits are assumptions and legal lists change: the flag of a species in the table decides which rule it falls under.

use super::insects::PatchCuts;
use super::seed::seed_set;
use super::species::{Flag, Species};

/// Limits of the rules (assumptions).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ProblemLimits {
    /// Seed set of an invasive alien that breaks the rule.
    pub alien_seed_set: f64,
    /// Cover of a toxic plant from which hay is no fodder, share.
    pub toxic_cover: f64,
    /// Distance to grazed or hay land within which seed of toxic plants counts, m.
    pub fodder_distance_m: f64,
    /// Day of the year before which an allergenic plant must be cut.
    pub allergen_day: u16,
}

impl Default for ProblemLimits {
    fn default() -> Self {
        ProblemLimits { alien_seed_set: 0.05, toxic_cover: 0.01, fodder_distance_m: 50.0, allergen_day: 213 }
    }
}

/// A problem species seen on a segment.
#[derive(Clone, Copy, Debug)]
pub struct Observed {
    /// Species.
    pub species: &'static Species,
    /// Cover, share.
    pub cover: f64,
    /// Whether its patch, with 5 m around it (3-7), stays out of normal mowing.
    pub left_out: bool,
}

/// A broken rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Violation {
    /// Knotweed is cut: its fragments sprout.
    KnotweedCut,
    /// Seed of an invasive alien ripens.
    AlienSeed,
    /// Seed of a toxic plant ripens beside grazed or hay land.
    ToxicSeedBesideFodder,
    /// An allergenic plant ripens seed, or is not cut in time.
    AllergenSeed,
}

/// What problem species ask of a segment in a year.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProblemYear {
    /// Broken rules, each with the place of its species in the list.
    pub violations: Vec<(usize, Violation)>,
    /// `sum cover SS` over the species that should not seed.
    pub seed_index: f64,
    /// Whether the hay may be fed.
    pub fodder: bool,
}

/// Judges a year of cuts.
///
/// - `observed`: problem species of the segment
/// - `patches`: parts of the segment with their cuts
/// - `fodder_distance_m`: distance to the nearest pasture or hay land, if known
///
/// No species, no violation. Seed set of a species is that of its patches by area.
pub fn problem_year(
    observed: &[Observed],
    patches: &[PatchCuts],
    fodder_distance_m: Option<f64>,
    limits: &ProblemLimits,
) -> ProblemYear {
    let mut year = ProblemYear { fodder: true, ..ProblemYear::default() };
    for (place, seen) in observed.iter().enumerate() {
        let seeds = seed_over(seen.species, patches);
        match seen.species.flag {
            Flag::InvasiveAlien if is_knotweed(seen.species) => {
                let cut = patches.iter().any(|patch| !patch.cuts.is_empty());
                year.violations.extend((cut && !seen.left_out).then_some((place, Violation::KnotweedCut)));
            }
            Flag::InvasiveAlien if seeds > limits.alien_seed_set => {
                year.violations.push((place, Violation::AlienSeed));
            }
            Flag::Toxic | Flag::ToxicAlien => {
                if seeds > limits.alien_seed_set && fodder_distance_m.is_some_and(|d| d <= limits.fodder_distance_m) {
                    year.violations.push((place, Violation::ToxicSeedBesideFodder));
                }
                year.fodder &= seen.cover <= limits.toxic_cover;
            }
            Flag::Allergen if seeds > 0.0 || !cut_by(patches, limits.allergen_day) => {
                year.violations.push((place, Violation::AllergenSeed));
            }
            _ => {}
        }
        if counts_as_problem(seen.species) {
            year.seed_index += seen.cover * seeds;
        }
    }
    year
}

/// Whether the seeds of a species count as a problem.
pub fn counts_as_problem(species: &Species) -> bool {
    !matches!(species.flag, Flag::None | Flag::Target | Flag::High | Flag::Nitro)
}

fn is_knotweed(species: &Species) -> bool {
    species.name.starts_with("Reynoutria")
}

fn seed_over(species: &'static Species, patches: &[PatchCuts]) -> f64 {
    let area: f64 = patches.iter().map(|patch| patch.area_share).sum();
    let ripe: f64 = patches.iter().map(|patch| patch.area_share * seed_set(species, patch.cuts)).sum();
    if area > 0.0 { ripe / area } else { 1.0 }
}

fn cut_by(patches: &[PatchCuts], day: u16) -> bool {
    !patches.is_empty() && patches.iter().all(|patch| patch.cuts.iter().any(|cut| cut.day_of_year < day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mowing::CutEvent;
    use crate::mowing::regime::{Machine, Removal};

    fn cuts(days: &[u16]) -> Vec<CutEvent> {
        let cut = |&day_of_year| CutEvent {
            day_of_year,
            visit: 0,
            height_m: 0.08,
            machine: Machine::DiscHay,
            removal: Removal::Hay,
            lying_days: 0,
            cut_kg_ha: 0.0,
            exported_kg_ha: 0.0,
            exported_n_kg_ha: 0.0,
            ignition_probability: 0.0,
            should_wait: false,
        };
        days.iter().map(cut).collect()
    }

    fn judged(name: &str, cover: f64, left_out: bool, days: &[u16], fodder_distance_m: Option<f64>) -> ProblemYear {
        let seen = Observed { species: Species::named(name).expect("in the table"), cover, left_out };
        let cuts = cuts(days);
        let patches = [PatchCuts { area_share: 1.0, cuts: &cuts }];
        problem_year(&[seen], &patches, fodder_distance_m, &ProblemLimits::default())
    }

    #[test]
    fn knotweed_is_left_alone_and_hogweed_must_not_seed() {
        let broken = |name, left_out, days: &[u16]| judged(name, 0.1, left_out, days, None).violations;
        assert_eq!(broken("Reynoutria japonica", false, &[178]), [(0, Violation::KnotweedCut)]);
        assert_eq!(broken("Reynoutria japonica", true, &[178]), []);
        assert_eq!(broken("Heracleum mantegazzianum", false, &[]), [(0, Violation::AlienSeed)]);
        assert_eq!(broken("Heracleum mantegazzianum", false, &[200, 250]), []);
        assert!((judged("Heracleum mantegazzianum", 0.1, false, &[], None).seed_index - 0.1).abs() < 1e-12);
    }

    #[test]
    fn ragwort_spoils_hay_and_its_seed_counts_beside_pasture_only() {
        let ragwort = |cover, distance| judged("Jacobaea vulgaris", cover, false, &[], distance);
        assert!(ragwort(0.005, None).fodder && !ragwort(0.02, None).fodder);
        assert_eq!(ragwort(0.02, Some(200.0)).violations, []);
        assert_eq!(ragwort(0.02, Some(30.0)).violations, [(0, Violation::ToxicSeedBesideFodder)]);
    }

    #[test]
    fn ragweed_must_be_gone_by_august_and_meadow_plants_are_no_problem() {
        let late = judged("Ambrosia artemisiifolia", 0.01, false, &[250], None);
        assert_eq!(late.violations, [(0, Violation::AllergenSeed)]);
        let meadow = judged("Centaurea jacea", 0.2, false, &[], Some(0.0));
        assert_eq!(meadow, ProblemYear { fodder: true, ..ProblemYear::default() });
        let none = problem_year(&[], &[], None, &ProblemLimits::default());
        assert_eq!((none.violations.len(), none.fodder), (0, true));
    }
}
