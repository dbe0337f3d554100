//! Problem species on the main verge of a segment: broken rules, seeds, cuttings to be kept apart.
//!
//! Where a plant stands in the cross-section is not known: it is taken to stand in the main verge (assumption). Toxic plants break
//! their rule where pasture or hay land lies behind the verge. A network on which no segment names a problem species has no
//! inspection map and no value.

use super::cost::visits;
use super::segment_value::weights;
use super::{Evidence, Setting};
use crate::biodiversity::problem_species::{Rule, counts_as_problem};
use crate::biodiversity::species::Species;
use crate::ensemble::{Outcomes, Over};
use crate::kpi::define::Zones;
use crate::mowing::regime::Removal;
use crate::network::segment::{AdjacentUse, Segment};
use crate::scenario::stands::Zone;

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemPart {
    /// Broken rules a year.
    Violations,
    /// `sum cover SS` over the species that should not seed.
    SeedIndex,
    /// Fresh cuttings that are kept apart, t a year.
    TonnesApart,
}

/// Problem species seen on a segment, with their cover.
pub fn seen<'a>(species: &'a [Species], segment: &'a Segment) -> impl Iterator<Item = (&'a Species, f64)> {
    segment.problem_species.iter().filter_map(|seen| Some((Species::find(species, &seen.name)?, seen.cover)))
}

/// Whether cuttings of a segment are kept apart.
pub fn kept_apart(setting: &Setting, segment: &Segment) -> bool {
    seen(setting.species, segment).any(|(species, cover)| setting.problem_limits.kept_apart(species, cover))
}

/// Values of a part on a segment under a programme, over members or member-years; `None` without grass, without an inspection map,
/// or where the programme was not simulated.
pub fn series(
    evidence: &Evidence,
    part: ProblemPart,
    segment: usize,
    programme: usize,
    over: Over,
) -> Option<Vec<f64>> {
    if evidence.outcomes.problems.species.is_empty() || evidence.sites.zones(segment).is_empty() {
        return None;
    }
    let (setting, row) = (evidence.setting, &evidence.setting.segments[segment]);
    if part == ProblemPart::TonnesApart {
        let hay = |tonnes: f64| vec![tonnes; evidence.outcomes.count(over)];
        if !kept_apart(setting, row) {
            return Some(hay(0.0));
        }
        let main = visits(evidence, segment, programme)?.into_iter();
        let taken = main.filter(|work| work.zone == Zone::Main && work.removal == Removal::Hay);
        return Some(hay(taken.map(|work| work.cost.tonnes_fresh).sum()));
    }
    let (case, _) = *weights(evidence, segment, programme, Zones::Main)?.first()?;
    of_case(setting, evidence.outcomes, row, case, part, over)
}

/// Broken rules or seeds of a segment on a case.
pub(super) fn of_case(
    setting: &Setting,
    outcomes: &Outcomes,
    row: &Segment,
    case: usize,
    part: ProblemPart,
    over: Over,
) -> Option<Vec<f64>> {
    let mut sums = vec![0.0; outcomes.count(over)];
    for (species, cover) in seen(setting.species, row) {
        let Ok(place) = outcomes.problems.species.binary_search(&species.index) else { continue };
        let years = outcomes.problem(case, place, over)?;
        let counted = match part {
            ProblemPart::Violations => f64::from(u8::from(counts(setting, species, row))),
            _ if counts_as_problem(species) => cover,
            _ => 0.0,
        };
        for (sum, [seeds, broken]) in sums.iter_mut().zip(years) {
            *sum += counted * if part == ProblemPart::Violations { broken } else { seeds };
        }
    }
    Some(sums)
}

/// Whether the rule of a species counts on a segment.
fn counts(setting: &Setting, species: &Species, row: &Segment) -> bool {
    match setting.problem_limits.rule(species) {
        Some(Rule::Toxic) => row.adjacent_use == AdjacentUse::Grass,
        rule => rule.is_some(),
    }
}

/// An index of biodiversity with rules on invasive aliens kept in mind: a year in which one is broken has at most 0.5.
pub(super) fn capped(evidence: &Evidence, segment: usize, programme: usize, over: Over, index: Vec<f64>) -> Vec<f64> {
    const CAP: f64 = 0.5;
    let (setting, row) = (evidence.setting, &evidence.setting.segments[segment]);
    let aliens = |(species, _): &(&Species, f64)| setting.problem_limits.rule(species).is_some_and(Rule::is_of_aliens);
    let alien: Vec<_> = seen(setting.species, row).filter(aliens).collect();
    let case = weights(evidence, segment, programme, Zones::Main).and_then(|list| Some(list.first()?.0));
    let Some(case) = case.filter(|_| !alien.is_empty()) else { return index };
    let mut broken = vec![0.0_f64; index.len()];
    for (species, _) in alien {
        let Ok(place) = evidence.outcomes.problems.species.binary_search(&species.index) else { continue };
        let Some(years) = evidence.outcomes.problem(case, place, over) else { continue };
        broken.iter_mut().zip(years).for_each(|(most, [_, share])| *most = most.max(share));
    }
    // of a member's mean only the years with a violation are held down
    index.iter().zip(broken).map(|(index, share)| index - share * (index - CAP).max(0.0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ensemble::ProblemOutcomes;
    use crate::kpi::define::find;
    use crate::kpi::evaluate::{KpiRow, Pass, evaluate};
    use crate::kpi::group::Level;
    use crate::kpi::sample::Sample;
    use crate::kpi::segment_value;
    use crate::network::segment::SeenSpecies;
    use crate::simulation::measure::Measure;

    /// Knotweed and ragwort on segment a; knotweed is mown in the second year of each member under programme 0, ragwort ripens half
    /// its seeds in every year.
    fn sample() -> Sample {
        let mut sample = Sample::new();
        let index = |name: &str| Species::named(name).expect("in the table").index;
        let species = [index("Jacobaea vulgaris"), index("Reynoutria japonica")];
        assert!(species[0] < species[1]);
        let mut problems = ProblemOutcomes::zeros(&species, 14, 14, 2, 2);
        for member in 0..2 {
            problems.mean[[1, member, 1, 1]] = 0.5;
            problems.yearly[[1, member, 1, 1, 1]] = 1.0;
            problems.mean[[1, member, 0, 0]] = 0.5;
            problems.mean[[1, member, 0, 1]] = 1.0;
            for year in 0..2 {
                problems.yearly[[1, member, year, 0, 0]] = 0.5;
                problems.yearly[[1, member, year, 0, 1]] = 1.0;
            }
        }
        sample.outcomes.problems = problems;
        let seen = |name: &str, cover| SeenSpecies { name: name.into(), cover };
        sample.segments[0].problem_species = vec![seen("Reynoutria japonica", 0.1), seen("Jacobaea vulgaris", 0.04)];
        sample
    }

    #[test]
    fn rules_and_seeds_are_counted_year_by_year() {
        let mut sample = sample();
        let of = |sample: &Sample, part, over| sample.with(|evidence| series(evidence, part, 0, 0, over));
        assert_eq!(of(&sample, ProblemPart::Violations, Over::MemberYears), Some(vec![1.0, 2.0, 1.0, 2.0]));
        assert_eq!(of(&sample, ProblemPart::Violations, Over::Members), Some(vec![1.5, 1.5]));
        assert_eq!(of(&sample, ProblemPart::SeedIndex, Over::Members), Some(vec![0.02, 0.02]));
        // 0.9 ha at 2000 kg/ha
        assert!((of(&sample, ProblemPart::TonnesApart, Over::Members).expect("cut")[0] - 5.4).abs() < 1e-9);
        sample.segments[0].adjacent_use = AdjacentUse::Heath;
        assert_eq!(of(&sample, ProblemPart::Violations, Over::Members), Some(vec![0.5, 0.5]), "no pasture beside it");
    }

    #[test]
    fn a_broken_rule_on_aliens_caps_the_index_of_that_year() {
        let mut sample = sample();
        sample.outcomes.yearly.slice_mut(ndarray::s![1, .., .., Measure::BiodiversityIndex.index()]).fill(0.8);
        let index = find("B19").expect("listed");
        sample.with(|evidence| {
            let found = segment_value::series(evidence, index, 0, 0, Over::MemberYears).expect("simulated");
            let whole = 0.9 * 0.8;
            assert!((found[0] - whole).abs() < 1e-12 && (found[1] - 0.5).abs() < 1e-12, "{found:?}");
        });
    }

    #[test]
    fn a_contract_sees_the_violations_of_each_regime_and_asks_for_none() {
        let rows = sample().with(|evidence| evaluate(evidence, None));
        let of = |regime: &str, id: &str| -> KpiRow {
            let is_it = |row: &&KpiRow| row.group.0 == Level::Contract && row.regime == regime && row.kpi.id == id;
            rows.iter().find(is_it).expect("a row").clone()
        };
        assert_eq!((of("late", "B18").value.q95, of("late", "B18").pass.map(Pass::name)), (2.0, Some("no")));
        assert_eq!((of("none", "B18").value.q95, of("none", "B18").pass.map(Pass::name)), (0.0, Some("yes")));
        assert!(of("late", "B18_seed").value.q50 > 0.0 && of("none", "K3_apart").value.q50 == 0.0);
        let without = Sample::new().with(|evidence| evaluate(evidence, None));
        assert!(without.iter().all(|row| !["B18", "B18_seed", "K3_apart"].contains(&row.kpi.id)), "no map, no value");
    }
}
