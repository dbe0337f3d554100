//! KPIs: name, unit, direction, how segments are aggregated, where the value comes from and how it is verified.
//!
//! Only KPIs with a value are listed; those that need a mowing log have none yet. Marks:
//! S found in a source, A assumption to be agreed with the client, C calibrated, D design. Shares are 0-1.

use contract::VISUAL_QUALITY;

mod catalogue;
pub mod contract;
mod field_check;
mod holds;
pub mod life;
pub mod practice;

pub use crate::scenario::terms::Direction;
pub use catalogue::KPIS;
pub use field_check::FieldCheck;
pub use holds::Holds;

use super::connectivity::ConnectivityPart;
use super::consequence::ConsequencePart;
use super::practice::PracticePart;
use super::problem::ProblemPart;
use crate::fire::rate_doubt::FORMS;
use crate::fire::spread::SpreadModel;
use crate::scenario::Language;
use crate::scenario::terms::Terms;
use crate::simulation::measure::Measure;

/// How the segments of a level are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregate {
    /// Sum.
    Sum,
    /// Mean weighted with the mown area.
    Area,
    /// Mean weighted with the length.
    Length,
    /// Sum per 100 km of road (length times ignition share).
    Per100Km,
}

/// Which zones of the cross-section count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zones {
    /// All, by their share of ignitions.
    Ignition,
    /// All, by area.
    Area,
    /// All, each whole.
    Each,
    /// The main verge, where the pattern of the regime is.
    Main,
    /// The safety strip.
    Safety,
    /// The main verge of segments in a sight triangle.
    Sight,
}

/// Part of the work of visits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkPart {
    /// Money.
    Eur,
    /// CO2, t.
    Co2,
    /// Fresh cuttings, t.
    Tonnes,
    /// Machine hours.
    Hours,
}

/// What a KPI is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Quantity {
    /// A yearly measure of the cases, times a factor of units.
    Measure(Measure, Zones, f64),
    /// Days a year with much susceptibility, by the form of each draw (measures by the forms of
    /// [`Reading::ALL`](crate::fire::rate_doubt::Reading::ALL)).
    FormDays([Measure; FORMS]),
    /// Days a year with a fire weather index of 21.3 or more: weather alone.
    FireWeatherDays,
    /// Expected fires a year, from a yearly sum of susceptibility: all of it, that of a season or of tall flames, or that by
    /// another reading.
    Fires(Measure),
    /// Expected fires a year after the model of spread that fires are not counted with; none for the other.
    SecondOpinion(SpreadModel),
    /// Expected fires a year that mowing machines start.
    MowingFires,
    /// Fire index, 0-100: fires weighted by their flames, by their escapes, per km of road (fire.md 8).
    FireIndex,
    /// What the fires do around them.
    Consequence(ConsequencePart),
    /// Work of the visits.
    Work(WorkPart),
    /// How it is mown.
    Practice(PracticePart),
    /// Length of verge with at least so many target species as the plan calls rich.
    SpeciesRichKm,
    /// How the network hangs together; it has no value on a segment.
    Connectivity(ConnectivityPart),
    /// Share of area and days within the height of the agreed visual quality; no value where none is agreed.
    VisualQuality,
    /// Problem species on the main verge.
    Problem(ProblemPart),
    /// Length whose district is planned together with another owner's; of a plan alone.
    JointPlan,
    /// Chance that all hard limits hold at once; it has no value on a segment.
    Robustness,
}

impl Quantity {
    /// Whether intervals hold the doubt about rate and form of ignition, beside the weather.
    pub fn holds_ignition_doubt(self) -> bool {
        match self {
            Quantity::FormDays(_)
            | Quantity::Fires(_)
            | Quantity::SecondOpinion(_)
            | Quantity::FireIndex
            | Quantity::Consequence(_) => true,
            Quantity::Measure(..)
            | Quantity::FireWeatherDays
            | Quantity::MowingFires
            | Quantity::Work(_)
            | Quantity::Practice(_)
            | Quantity::SpeciesRichKm
            | Quantity::VisualQuality
            | Quantity::Connectivity(_)
            | Quantity::Problem(_)
            | Quantity::JointPlan
            | Quantity::Robustness => false,
        }
    }

    /// Whether the consequences of fires are read.
    pub fn needs_consequences(self) -> bool {
        match self {
            Quantity::FireIndex => true,
            Quantity::Consequence(part) => part != ConsequencePart::LaneFlames,
            _ => false,
        }
    }
}

/// Where a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Simulated.
    Model,
    /// From plan or regime and the price book.
    Plan,
}

impl Source {
    /// Name in files.
    pub fn name(self) -> &'static str {
        match self {
            Source::Model => "model",
            Source::Plan => "plan",
        }
    }
}

/// A key performance indicator.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kpi {
    /// Short name in tables.
    pub id: &'static str,
    /// Name in the limits of a plan; empty if none.
    pub limit: &'static str,
    /// Title in English.
    pub title_en: &'static str,
    /// Title in Dutch.
    pub title_nl: &'static str,
    /// Unit.
    pub unit: &'static str,
    /// Which way is better.
    pub direction: Direction,
    /// How segments are put together.
    pub aggregate: Aggregate,
    /// What it is made of.
    pub quantity: Quantity,
    /// Where the value comes from.
    pub source: Source,
    /// Mark of the definition.
    pub mark: &'static str,
    /// How it is verified in the field.
    pub field_check: FieldCheck,
    /// Threshold with its mark, met at or beyond it in the good direction.
    pub threshold: Option<(f64, &'static str)>,
}

impl Kpi {
    /// Title in a language.
    pub fn title(&self, language: Language) -> &'static str {
        match language {
            Language::En => self.title_en,
            Language::Nl => self.title_nl,
        }
    }
}

/// A KPI that only the field can tell: its form stands in the tables with an empty value, and nothing counts it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FieldKpi {
    /// Short name in tables.
    pub id: &'static str,
    /// Title in English.
    pub title_en: &'static str,
    /// Title in Dutch.
    pub title_nl: &'static str,
    /// Unit.
    pub unit: &'static str,
    /// Which way is better.
    pub direction: Direction,
    /// Value that is asked, with its mark.
    pub threshold: Option<(f64, &'static str)>,
    /// Mark of the definition.
    pub mark: &'static str,
    /// How it is verified in the field.
    pub field_check: FieldCheck,
}

/// KPIs that only the field can tell.
pub const FIELD_KPIS: [FieldKpi; 3] = [
    FieldKpi {
        id: "V3",
        title_en: "Plots at the agreed visual quality",
        title_nl: "Meetvakken op de afgesproken beeldkwaliteit",
        unit: "share",
        direction: Direction::Up,
        threshold: None,
        mark: "S",
        field_check: field_check::IMAGE_SCALES,
    },
    FieldKpi {
        id: "V5",
        title_en: "Litter cleared before mowing",
        title_nl: "Zwerfafval vooraf verwijderd",
        unit: "share",
        direction: Direction::Up,
        threshold: Some((1.0, "A")),
        mark: "A",
        field_check: field_check::PHOTO,
    },
    FieldKpi {
        id: "K4",
        title_en: "Cuts within their window",
        title_nl: "Naleving maaiplan",
        unit: "share",
        direction: Direction::Up,
        threshold: Some((0.95, "A")),
        mark: "A",
        field_check: field_check::MOWING_LOG,
    },
];

/// KPIs that only the field can tell under the terms of a contract: V3 has a value where its height is agreed.
pub fn field_kpis(terms: &Terms) -> impl Iterator<Item = &'static FieldKpi> {
    static LIST: [FieldKpi; FIELD_KPIS.len()] = FIELD_KPIS;
    let simulated = terms.quality_limit_m.is_some();
    LIST.iter().filter(move |kpi| !simulated || kpi.id != VISUAL_QUALITY.id)
}

/// The KPI with this id or limit name.
pub fn find(name: &str) -> Option<&'static Kpi> {
    static LIST: [Kpi; KPIS.len()] = KPIS;
    LIST.iter().find(|kpi| kpi.id == name || (!kpi.limit.is_empty() && kpi.limit == name))
}

/// Names that a limit of a plan may have.
pub fn limit_names() -> impl Iterator<Item = &'static str> {
    KPIS.iter().map(|kpi| kpi.limit).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::file::plan::FROM_0_TO_1;
    use crate::scenario::terms::{KPI_NAMES, OPEN_DIRECTION};

    #[test]
    fn ids_and_limit_names_are_unique() {
        for (place, kpi) in KPIS.iter().enumerate() {
            for other in &KPIS[place + 1..] {
                assert_ne!(kpi.id, other.id);
                assert!(kpi.limit.is_empty() || kpi.limit != other.limit);
            }
        }
        assert_eq!(find("seed_set").map(|kpi| kpi.id), Some("B9"));
        assert_eq!(find("budget_eur").map(|kpi| kpi.id), Some("K1"));
        assert_eq!(find("target_richness").map(|kpi| kpi.id), Some("B1"));
        assert_eq!(find("species_rich_km").map(|kpi| kpi.unit), Some("km"));
        assert_eq!(find(""), None);
    }

    #[test]
    fn the_catalogue_is_whole_in_both_languages() {
        let families = [("B", 19), ("F", 5), ("V", 5), ("K", 7)];
        for id in
            families.iter().flat_map(|(family, count)| (1..=*count).map(move |number| format!("{family}{number}")))
        {
            let modelled = find(&id).map(|kpi| (kpi.title_en, kpi.title_nl, kpi.unit, kpi.mark, kpi.field_check));
            let field = || FIELD_KPIS.iter().find(|kpi| kpi.id == id);
            let of_field = || field().map(|kpi| (kpi.title_en, kpi.title_nl, kpi.unit, kpi.mark, kpi.field_check));
            let (en, nl, unit, mark, check) = modelled.or_else(of_field).expect(&id);
            assert!(!en.is_empty() && !nl.is_empty() && !unit.is_empty() && !mark.is_empty(), "{id}");
            assert!(!check.en.is_empty() && !check.nl.is_empty(), "{id}");
        }
        let threshold = |id: &str| find(id).expect("listed").threshold;
        assert_eq!([threshold("B18"), threshold("K7")], [Some((0.0, "A")), Some((0.8, "A"))]);
        for kpi in &KPIS {
            let same = ["butterfly transect", "lidar"];
            assert!(kpi.field_check.en != kpi.field_check.nl || same.contains(&kpi.field_check.en), "{}", kpi.id);
        }
    }

    #[test]
    fn terms_may_name_every_kpi() {
        let mut names = KPIS.map(|kpi| kpi.id);
        names.sort_unstable();
        assert_eq!(names, KPI_NAMES);
        let open: Vec<&str> = KPIS.iter().filter(|kpi| kpi.direction == Direction::Neither).map(|kpi| kpi.id).collect();
        assert!(open.len() == OPEN_DIRECTION.len() && open.iter().all(|id| OPEN_DIRECTION.contains(id)), "{open:?}");
    }

    #[test]
    fn limits_that_lie_between_0_and_1_are_those_of_shares_and_indices() {
        let shares = KPIS.iter().filter(|kpi| !kpi.limit.is_empty() && ["share", "0-1"].contains(&kpi.unit));
        let mut found: Vec<&str> = shares.map(|kpi| kpi.limit).collect();
        let mut known = FROM_0_TO_1.to_vec();
        found.sort_unstable();
        known.sort_unstable();
        assert_eq!(found, known);
    }

    #[test]
    fn fire_measures_are_weighted_as_the_measure_asks() {
        for kpi in &KPIS {
            if let Quantity::Measure(measure, Zones::Ignition, _) = kpi.quantity {
                assert!(measure <= Measure::HazardDaysByLoad, "{}", kpi.id);
            }
            assert!(kpi.threshold.is_none() || kpi.direction != Direction::Neither);
        }
    }
}
