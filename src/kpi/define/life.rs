//! Indicators of plants, flowers and insects; [`KPIS`](super::KPIS) gives them their place in the tables.
//!
//! Thresholds are assumptions to be agreed with the client. Numbers of species and nectar have none: they depend on a flora that
//! no contract has measured yet.

use super::{Aggregate, Direction, FieldCheck, Kpi, Quantity, Source, Zones, field_check};
use crate::kpi::connectivity::ConnectivityPart;
use crate::simulation::measure::Measure;

/// An indicator of the model, a mean over areas.
const fn life(
    [id, limit, title_en, title_nl, unit]: [&'static str; 5],
    direction: Direction,
    measure: Measure,
    zones: Zones,
    (mark, field_check): (&'static str, FieldCheck),
) -> Kpi {
    Kpi {
        id,
        limit,
        title_en,
        title_nl,
        unit,
        direction,
        aggregate: Aggregate::Area,
        quantity: Quantity::Measure(measure, zones, 1.0),
        source: Source::Model,
        mark,
        field_check,
        threshold: None,
    }
}

/// An indicator with a threshold, an assumption.
const fn asked(threshold: f64, kpi: Kpi) -> Kpi {
    Kpi { threshold: Some((threshold, "A")), ..kpi }
}

/// Target plant species.
pub const TARGET_RICHNESS: Kpi = life(
    ["B1", "target_richness", "Target plant species", "Aantal doelsoorten", "species/25 m2"],
    Direction::Up,
    Measure::TargetRichness,
    Zones::Area,
    ("A", field_check::PLOT),
);

/// Length of verge rich in target species.
pub const SPECIES_RICH_KM: Kpi = Kpi {
    id: "B1_km",
    limit: "species_rich_km",
    title_en: "Verge rich in target species",
    title_nl: "Berm rijk aan doelsoorten",
    unit: "km",
    aggregate: Aggregate::Sum,
    quantity: Quantity::SpeciesRichKm,
    ..TARGET_RICHNESS
};

/// Plant species.
pub const RICHNESS: Kpi = life(
    ["B2", "richness", "Plant species", "Soortenrijkdom", "species/25 m2"],
    Direction::Up,
    Measure::Richness,
    Zones::Area,
    ("A", field_check::PLOT),
);

/// Species that will not stay.
pub const DEBT: Kpi = life(
    ["debt", "", "Species that will not stay", "Uitsterfschuld", "species/25 m2"],
    Direction::Down,
    Measure::ExtinctionDebt,
    Zones::Area,
    ("A", field_check::FORECAST),
);

/// Species that may still come.
pub const CREDIT: Kpi = life(
    ["credit", "", "Species that may still come", "Vestigingskrediet", "species/25 m2"],
    Direction::Neither,
    Measure::ColonisationCredit,
    Zones::Area,
    ("A", field_check::FORECAST),
);

/// Share of grasses.
pub const GRASS_SHARE: Kpi = life(
    ["B3", "", "Share of grasses", "Aandeel grassen", "share"],
    Direction::Neither,
    Measure::GrassShare,
    Zones::Area,
    ("A", field_check::COVER),
);

/// Nectar.
pub const NECTAR: Kpi = life(
    ["B6", "nectar_kg_ha", "Nectar", "Nectaraanbod", "kg sugar/ha/yr"],
    Direction::Up,
    Measure::Nectar,
    Zones::Area,
    ("A", field_check::FLOWER_TRANSECT),
);

/// Nectar of target species.
pub const TARGET_NECTAR: Kpi = life(
    ["B6_target", "", "Nectar of target species", "Nectar van doelsoorten", "kg sugar/ha/yr"],
    Direction::Up,
    Measure::TargetNectar,
    Zones::Area,
    ("A", field_check::FLOWER_TRANSECT),
);

/// Days without enough nectar.
pub const FORAGE_GAP: Kpi = asked(
    45.0,
    life(
        ["B7", "forage_gap_days", "Days without enough nectar", "Dagen zonder bloemaanbod", "d/yr"],
        Direction::Down,
        Measure::ForageGapDays,
        Zones::Area,
        ("A", field_check::FLOWER_TRANSECT),
    ),
);

/// Continuity of flowering.
pub const CONTINUITY: Kpi = asked(
    0.8,
    life(
        ["B8", "", "Continuity of flowering", "Bloeicontinuïteit", "0-1"],
        Direction::Up,
        Measure::Continuity,
        Zones::Area,
        ("A", field_check::FLOWER_TRANSECT),
    ),
);

/// Survival of caterpillars.
pub const CATERPILLARS: Kpi = life(
    ["B10_lep", "", "Survival of caterpillars", "Overleving van rupsen", "share"],
    Direction::Up,
    Measure::CaterpillarSurvival,
    Zones::Area,
    ("S", field_check::BUTTERFLIES),
);

/// Survival of grasshoppers.
pub const GRASSHOPPERS: Kpi = life(
    ["B10_orth", "", "Survival of grasshoppers", "Overleving van sprinkhanen", "share"],
    Direction::Up,
    Measure::GrasshopperSurvival,
    Zones::Area,
    ("A", field_check::SWEEP_NET),
);

/// Survival of other small animals in the sward.
pub const SWARD_DWELLERS: Kpi = life(
    [
        "B10_sward",
        "",
        "Survival of other small animals in the sward",
        "Overleving van andere kleine dieren in het gras",
        "share",
    ],
    Direction::Up,
    Measure::SwardSurvival,
    Zones::Area,
    ("A", field_check::SWEEP_NET),
);

/// Survival of wild bees.
pub const BEES: Kpi = life(
    ["B10_bees", "", "Survival of wild bees", "Overleving van wilde bijen", "share"],
    Direction::Up,
    Measure::BeeSurvival,
    Zones::Area,
    ("A", field_check::CUT_TRANSECT),
);

/// Survival of what winters above ground.
pub const WINTER_SURVIVAL: Kpi = life(
    ["B10_winter", "", "Survival of what winters above ground", "Overleving van wat bovengronds overwintert", "share"],
    Direction::Up,
    Measure::WinterSurvival,
    Zones::Area,
    ("A", field_check::FORECAST),
);

/// Insect potential.
pub const INSECT_POTENTIAL: Kpi = life(
    ["IP", "insect_potential", "Insect potential", "Insectenpotentie", "0-1"],
    Direction::Up,
    Measure::InsectPotential,
    Zones::Area,
    ("A", field_check::FORECAST),
);

/// Variation in height.
pub const STRUCTURE: Kpi = asked(
    0.5,
    life(
        ["B13", "", "Variation in height", "Structuurvariatie", "0-1"],
        Direction::Up,
        Measure::Structure,
        Zones::Main,
        ("A", field_check::HEIGHTS),
    ),
);

/// Biodiversity index.
pub const INDEX: Kpi = life(
    ["B19", "biodiversity_index", "Biodiversity index", "Biodiversiteitsindex", "0-1"],
    Direction::Up,
    Measure::BiodiversityIndex,
    Zones::Area,
    ("A", field_check::THROUGH_PARTS),
);

/// A measure of the whole network; segments have no value.
const fn network(
    [id, title_en, title_nl, unit]: [&'static str; 4],
    direction: Direction,
    part: ConnectivityPart,
    (mark, field_check): (&'static str, FieldCheck),
) -> Kpi {
    let of_area =
        life([id, "", title_en, title_nl, unit], direction, Measure::Structure, Zones::Main, (mark, field_check));
    Kpi { aggregate: Aggregate::Sum, quantity: Quantity::Connectivity(part), ..of_area }
}

/// Connected area, mean of the season.
pub const CONNECTED_AREA: Kpi = network(
    ["B14", "Connected area, mean of the season", "Samenhang, gemiddeld over het seizoen", "ha"],
    Direction::Up,
    ConnectivityPart::Mean,
    ("A", field_check::LOG_MAP),
);

/// Connected area in the worst half-month.
pub const LEAST_CONNECTED_AREA: Kpi = network(
    ["B14_min", "Connected area in the worst half-month", "Samenhang in de slechtste halve maand", "ha"],
    Direction::Up,
    ConnectivityPart::Least,
    ("A", field_check::LOG_MAP),
);

/// When the verges hang together least.
pub const WORST_HALF_MONTH: Kpi = network(
    ["B14_when", "Half-month of the least connected area", "Halve maand met de minste samenhang", "1-24"],
    Direction::Neither,
    ConnectivityPart::Worst,
    ("A", field_check::LOG_MAP),
);

/// Passage between Natura 2000 areas.
pub const CORRIDOR: Kpi = network(
    [
        "B14_corridor",
        "Passage between Natura 2000 areas in the worst half-month",
        "Doorgang tussen Natura 2000-gebieden in de slechtste halve maand",
        "share",
    ],
    Direction::Up,
    ConnectivityPart::Corridor,
    ("A", field_check::LOG_MAP),
);

/// Dip of the connected area.
pub const CONNECTIVITY_DIP: Kpi = asked(
    0.25,
    network(
        ["B14_dip", "Dip of the connected area", "Dip in de samenhang", "share"],
        Direction::Down,
        ConnectivityPart::Dip,
        ("A", field_check::LOG_MAP),
    ),
);

/// Neighbours cut at one time.
pub const SYNCHRONY: Kpi = asked(
    0.5,
    network(
        ["B15", "Neighbours cut within two weeks", "Gelijktijdigheid van buurvakken", "share"],
        Direction::Down,
        ConnectivityPart::Synchrony,
        ("A", field_check::MOWING_LOG),
    ),
);
