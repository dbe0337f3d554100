//! Indicators of problem species and of the contract as a whole; [`KPIS`](super::KPIS) gives them their place in the tables.

use super::{Aggregate, Direction, FieldCheck, Kpi, Quantity, Source, field_check};
use crate::kpi::problem::ProblemPart;

/// A KPI that no plan can be limited by.
pub(super) const fn without_limit(
    [id, title_en, title_nl, unit]: [&'static str; 4],
    direction: Direction,
    aggregate: Aggregate,
    (quantity, source): (Quantity, Source),
    (mark, field_check): (&'static str, FieldCheck),
    threshold: Option<(f64, &'static str)>,
) -> Kpi {
    Kpi {
        id,
        limit: "",
        title_en,
        title_nl,
        unit,
        direction,
        aggregate,
        quantity,
        source,
        mark,
        field_check,
        threshold,
    }
}

/// Broken rules on problem species. No value without an inspection map: a segment that names a species.
pub const VIOLATIONS: Kpi = without_limit(
    ["B18", "Broken rules on problem species", "Overtreden regels voor probleemsoorten", "count/yr"],
    Direction::Down,
    Aggregate::Sum,
    (Quantity::Problem(ProblemPart::Violations), Source::Model),
    ("A", field_check::INSPECTION_MAP),
    Some((0.0, "A")),
);

/// Seeds of problem species: `sum cover SS`.
pub const PROBLEM_SEEDS: Kpi = without_limit(
    ["B18_seed", "Cover of problem species that seeds", "Bedekking van probleemsoorten die zaad zet", "share"],
    Direction::Down,
    Aggregate::Area,
    (Quantity::Problem(ProblemPart::SeedIndex), Source::Model),
    ("A", field_check::INSPECTION_MAP),
    None,
);

/// Cuttings that must be kept apart, as the model tender text asks (Moederbestek 2023).
pub const TONNES_APART: Kpi = without_limit(
    [
        "K3_apart",
        "Fresh cuttings kept apart for problem species",
        "Maaisel apart gehouden wegens probleemsoorten (vers)",
        "t/yr",
    ],
    Direction::Down,
    Aggregate::Sum,
    (Quantity::Problem(ProblemPart::TonnesApart), Source::Plan),
    ("S", field_check::TICKETS),
    None,
);

/// Verge and days within the height of the agreed visual quality. No value without `limit_m`: the field tells it then.
pub const VISUAL_QUALITY: Kpi = without_limit(
    [
        "V3",
        "Verge within the height of the agreed visual quality",
        "Berm binnen de hoogte van de afgesproken beeldkwaliteit",
        "share",
    ],
    Direction::Up,
    Aggregate::Area,
    (Quantity::VisualQuality, Source::Model),
    ("A", field_check::IMAGE_SCALES),
    None,
);

/// Share of the length whose district is planned together with another owner's.
pub const JOINT_PLAN: Kpi = without_limit(
    ["K6", "Length planned together with another owner", "Gezamenlijk beheer", "share"],
    Direction::Up,
    Aggregate::Length,
    (Quantity::JointPlan, Source::Plan),
    ("S", field_check::SIGNED_PLAN),
    None,
);

/// Chance that all hard limits hold at once.
pub const ROBUSTNESS: Kpi = without_limit(
    ["K7", "Chance that all hard limits hold", "Robuustheid: kans dat alle eisen en grenzen gehaald worden", "0-1"],
    Direction::Up,
    Aggregate::Sum,
    (Quantity::Robustness, Source::Model),
    ("A", field_check::BY_MODEL),
    Some((0.8, "A")),
);

#[cfg(test)]
mod tests {
    use super::VISUAL_QUALITY;
    use crate::kpi::define::field_kpis;
    use crate::kpi::sample::Sample;
    use crate::kpi::segment_value::{Over, expected, series};
    use crate::kpi::{Evidence, Setting};
    use crate::scenario::terms::Terms;
    use crate::simulation::measure::Measure;

    #[test]
    fn visual_quality_has_a_value_where_its_height_is_agreed_and_is_left_to_the_field_elsewhere() {
        let mut sample = Sample::new();
        for case in 0..7 {
            for member in 0..2 {
                sample.outcomes.mean[[case, member, Measure::QualityShare.index()]] = if case == 1 { 0.5 } else { 1.0 };
            }
        }
        let of = |terms: &Terms| {
            sample.with(|evidence| {
                let setting = Setting { terms, ..evidence.setting.clone() };
                let evidence = Evidence { setting: &setting, ..*evidence };
                let found = series(&evidence, &VISUAL_QUALITY, 0, 0, Over::Members);
                assert_eq!(found.as_ref().map(|values| values[0]), expected(&evidence, &VISUAL_QUALITY, 0, 0));
                found
            })
        };
        let agreed = Terms { quality_limit_m: Some(0.3), ..Terms::default() };
        // the strip of a tenth stays short all year, the main verge for half of it
        let share = of(&agreed).expect("a value")[0];
        assert!((0.5..0.6).contains(&share), "{share}");
        assert_eq!(of(&Terms::default()), None);
        let left = |terms: &Terms| field_kpis(terms).map(|kpi| kpi.id).collect::<Vec<_>>();
        assert_eq!((left(&agreed), left(&Terms::default())), (vec!["V5", "K4"], vec!["V3", "V5", "K4"]));
    }
}
