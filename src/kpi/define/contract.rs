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
