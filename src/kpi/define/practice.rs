//! Indicators of how the verge is mown; [`KPIS`](super::KPIS) gives them their place in the tables.

use super::contract::without_limit;
use super::{Aggregate, Direction, FieldCheck, Kpi, Quantity, Source, field_check};
use crate::kpi::practice::PracticePart;

const fn practice(
    names: [&'static str; 4],
    direction: Direction,
    aggregate: Aggregate,
    part: PracticePart,
    stated: (&'static str, FieldCheck),
    threshold: Option<(f64, &'static str)>,
) -> Kpi {
    without_limit(names, direction, aggregate, (Quantity::Practice(part), Source::Plan), stated, threshold)
}

/// First cut before 1 July. Contracts that forbid early cuts fail it by design: read it beside seed set and winter refuge.
pub const EARLY_CUT: Kpi = practice(
    ["F5", "First cut before 1 July", "Eerste maaibeurt vóór 1 juli", "share"],
    Direction::Up,
    Aggregate::Length,
    PracticePart::FirstCutBeforeJuly,
    ("S", field_check::MOWING_LOG),
    None,
);

/// Main verge cut without flail.
pub const WITHOUT_FLAIL: Kpi = practice(
    ["B16", "Main verge cut without flail", "Hoofdberm niet geklepeld", "share"],
    Direction::Up,
    Aggregate::Area,
    PracticePart::WithoutFlail,
    ("S", field_check::MACHINES),
    Some((1.0, "S")),
);

/// Days until the hay is taken away.
pub const LYING_DAYS: Kpi = practice(
    ["B17", "Days until the hay is taken away", "Afvoertermijn maaisel", "d"],
    Direction::Neither,
    Aggregate::Area,
    PracticePart::LyingDays,
    ("A", field_check::DAY_LOG),
    None,
);

/// Cuts whose day follows the season.
pub const FOUND_BY_RULE: Kpi = practice(
    ["K5", "Cuts that follow the season", "Maaibeurten die het seizoen volgen", "share"],
    Direction::Up,
    Aggregate::Length,
    PracticePart::FoundByRule,
    ("S", field_check::DEGREE_DAYS),
    None,
);

/// Machine hours beside the carriageway, where a lane may have to be closed.
pub const STRIP_HOURS: Kpi = practice(
    ["V4", "Machine hours in the safety strip", "Machine-uren in de veiligheidsstrook", "h/km/yr"],
    Direction::Down,
    Aggregate::Length,
    PracticePart::StripHours,
    ("A", field_check::CLOSURES),
    None,
);
