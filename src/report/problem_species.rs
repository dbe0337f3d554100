//! What problem species ask of those who mow, in words: for the schedule, the page and the workbook.

use crate::biodiversity::problem_species::{ProblemLimits, Rule};
use crate::biodiversity::species::Species;
use crate::calendar::MonthDay;
use crate::kpi::Setting;
use crate::kpi::problem::seen;
use crate::network::segment::{AdjacentUse, Segment};
use crate::plot::words::{choose, day_words, number};
use crate::scenario::Language;
use std::collections::BTreeMap;

/// Name of a species in a language, with its Latin name.
pub fn name(species: &Species, language: Language) -> String {
    let own = choose(language, species.english_name.as_str(), species.dutch_name.as_str());
    format!("{own} ({})", species.name)
}

/// What is to be done where a species stands; `None` for species without a rule.
pub fn instruction(species: &Species, cover: f64, limits: &ProblemLimits, language: Language) -> Option<String> {
    let say = |en, nl| Some(choose(language, en, nl).to_owned());
    match Rule::of(species)? {
        Rule::Knotweed if limits.knotweed_left_out => {
            say("leave the patch and 5 m around it unmown", "groeiplaats met 5 m eromheen niet maaien")
        }
        Rule::Knotweed => say(
            "fragments sprout: no flail or suction, cuttings apart, clean the machine",
            "stukjes lopen uit: niet klepelen of zuigen, maaisel apart, machine schoonmaken",
        ),
        Rule::AlienSeed => say(
            "cut before the seed ripens, cuttings apart, clean the machine",
            "maaien voor het zaad rijpt, maaisel apart, machine schoonmaken",
        ),
        Rule::Toxic if cover > limits.toxic_cover => say("hay is no fodder: apart", "maaisel is geen veevoer: apart"),
        Rule::Toxic => None,
        Rule::Allergen => {
            let day = day_words(MonthDay::from_day_of_year(limits.allergen_day), language);
            Some(match language {
                Language::En => format!("cut before {day}, cuttings apart"),
                Language::Nl => format!("maaien vóór {day}, maaisel apart"),
            })
        }
    }
}

/// The remark of an order on the main verge of some segments; empty without a species that asks for anything.
pub fn remark(setting: &Setting, segments: &[usize]) -> String {
    let mut found: BTreeMap<usize, String> = BTreeMap::new();
    for &segment in segments {
        for (species, cover) in seen(setting.species, &setting.segments[segment]) {
            if let Some(text) = instruction(species, cover, setting.problem_limits, setting.language) {
                let own = choose(setting.language, species.english_name.as_str(), species.dutch_name.as_str());
                found.entry(species.index).or_insert_with(|| format!("{own}: {text}"));
            }
        }
    }
    found.into_values().collect::<Vec<_>>().join("; ")
}

/// A species on a segment, with what it asks for.
#[derive(Clone, Debug)]
pub struct Sighting<'a> {
    /// The segment.
    pub segment: &'a Segment,
    /// The species.
    pub species: &'a Species,
    /// Cover, share.
    pub cover: f64,
    /// What is to be done; empty without a rule.
    pub instruction: String,
    /// Whether cuttings are kept apart.
    pub apart: bool,
}

/// Every species of every segment, in the order of the network.
pub fn sightings<'a>(setting: &Setting<'a>) -> Vec<Sighting<'a>> {
    let (limits, language) = (setting.problem_limits, setting.language);
    let of = |segment: &'a Segment| {
        seen(setting.species, segment).map(move |(species, cover)| {
            let seeds_beside_pasture =
                Rule::of(species) == Some(Rule::Toxic) && segment.adjacent_use == AdjacentUse::Grass;
            let pasture = choose(language, "no seed beside pasture", "geen zaad naast grasland");
            let parts = instruction(species, cover, limits, language)
                .into_iter()
                .chain(seeds_beside_pasture.then(|| pasture.to_owned()));
            Sighting {
                segment,
                species,
                cover,
                instruction: parts.collect::<Vec<_>>().join("; "),
                apart: limits.kept_apart(species, cover),
            }
        })
    };
    setting.segments.iter().flat_map(of).collect()
}

/// Cover in per cent, for readers.
pub fn cover_pct(cover: f64, language: Language) -> String {
    number(100.0 * cover, language)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::sample::Sample;
    use crate::network::segment::SeenSpecies;

    #[test]
    fn an_order_says_what_each_species_asks_for_once() {
        let mut sample = Sample::new();
        let seen = |name: &str, cover| SeenSpecies { name: name.into(), cover };
        sample.segments[0].problem_species = vec![seen("Jacobaea vulgaris", 0.03), seen("Reynoutria japonica", 0.001)];
        sample.segments[1].problem_species = vec![seen("Jacobaea vulgaris", 0.02), seen("Cirsium arvense", 0.2)];
        sample.with(|evidence| {
            let text = remark(evidence.setting, &[0, 1]);
            assert_eq!(text.matches("Common ragwort: hay is no fodder").count(), 1, "{text}");
            assert!(text.contains("Japanese knotweed: fragments sprout") && !text.contains("thistle"), "{text}");
            assert_eq!(remark(evidence.setting, &[2]), "");
            let all = sightings(evidence.setting);
            assert_eq!(all.len(), 4);
            assert!(all[0].apart && all[0].instruction.contains("no seed beside pasture"));
            assert!(!all[3].apart && all[3].instruction.is_empty());
        });
        let ragweed = Species::named("Ambrosia artemisiifolia").expect("listed");
        let text = instruction(ragweed, 0.01, &ProblemLimits::default(), Language::Nl).expect("a rule");
        assert!(text.contains("vóór 1 augustus"), "{text}");
    }
}
