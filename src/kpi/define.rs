//! The list of KPIs: name, unit, direction, how segments are aggregated, where the value comes from and how it is verified.
//!
//! Only KPIs with a value are listed; those that need occupancy of plants, nectar or a mowing log have none yet. Marks:
//! S found in a source, A assumption to be agreed with the client, C calibrated, D design. Shares are 0-1.

use crate::scenario::Language;
use crate::simulation::measure::Measure;

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// More is better.
    Up,
    /// Less is better.
    Down,
    /// Neither; reported only.
    Neither,
}

impl Direction {
    /// Name in files.
    pub fn name(self) -> &'static str {
        match self {
            Direction::Up => "up",
            Direction::Down => "down",
            Direction::Neither => "",
        }
    }
}

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
    /// Expected fires a year, from a yearly sum of susceptibility: all of it, or that of a season or of tall flames.
    Fires(Measure),
    /// Fire index, 0-100: fires weighted by their flames, per km of road (fire.md 8, without escapes).
    FireIndex,
    /// Work of the visits.
    Work(WorkPart),
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
    pub field_check: &'static str,
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

const fn kpi(
    names: [&'static str; 5],
    direction: Direction,
    aggregate: Aggregate,
    quantity: Quantity,
    marks: [&'static str; 2],
    threshold: Option<(f64, &'static str)>,
) -> Kpi {
    let [id, limit, title_en, title_nl, unit] = names;
    let [mark, field_check] = marks;
    let source = if matches!(quantity, Quantity::Work(_) | Quantity::Measure(Measure::UncutShare, _, _)) {
        Source::Plan
    } else {
        Source::Model
    };
    Kpi { id, limit, title_en, title_nl, unit, direction, aggregate, quantity, source, mark, field_check, threshold }
}

const fn measure(measure: Measure, zones: Zones, factor: f64) -> Quantity {
    Quantity::Measure(measure, zones, factor)
}

/// Every KPI with a value, in the order of the tables.
pub const KPIS: [Kpi; 22] = {
    use Aggregate::{Area, Length, Per100Km, Sum};
    use Direction::{Down, Neither, Up};
    [
        kpi(
            ["fire", "fire", "Expected verge fires", "Verwachte bermbranden", "fires/yr"],
            Down,
            Sum,
            Quantity::Fires(Measure::Susceptibility),
            ["C", "incident register of the safety region"],
            None,
        ),
        kpi(
            ["fire_spring", "", "Verge fires of 1 March-15 May", "Bermbranden van 1 maart-15 mei", "fires/yr"],
            Down,
            Sum,
            Quantity::Fires(Measure::SusceptibilitySpring),
            ["C", "incident register of the safety region"],
            None,
        ),
        kpi(
            [
                "fire_summer",
                "",
                "Verge fires of 16 May-30 September",
                "Bermbranden van 16 mei-30 september",
                "fires/yr",
            ],
            Down,
            Sum,
            Quantity::Fires(Measure::SusceptibilitySummer),
            ["C", "incident register of the safety region"],
            None,
        ),
        kpi(
            ["fire_tall", "", "Verge fires with flames above 1.2 m", "Bermbranden met vlammen boven 1,2 m", "fires/yr"],
            Down,
            Sum,
            Quantity::Fires(Measure::SusceptibilityAbove12),
            ["C", "incident register of the safety region"],
            None,
        ),
        kpi(
            ["fire_index", "", "Fire index", "Brandindex", "0-100"],
            Down,
            Length,
            Quantity::FireIndex,
            ["A", "none: for ranking"],
            None,
        ),
        kpi(
            ["F1", "", "Peak fine dead fuel", "Piek droge brandstof", "t/ha"],
            Down,
            Area,
            measure(Measure::DeadFuelPeak, Zones::Area, 1e-3),
            ["D", "clip and dry"],
            None,
        ),
        kpi(
            ["F2", "", "Cured share in summer", "Afgestorven aandeel in de zomer", "share"],
            Down,
            Area,
            measure(Measure::CuringPeak, Zones::Area, 1.0),
            ["D", "photo scale or clip"],
            None,
        ),
        kpi(
            ["F3", "hazard_days", "Fire-danger days with carrying fuel", "Dagen met bermbrandgevaar", "d/yr"],
            Down,
            Length,
            measure(Measure::HazardDays, Zones::Ignition, 1.0),
            ["A", "weather station and peak dead fuel"],
            None,
        ),
        kpi(
            ["F4", "", "Expected verge fires per 100 km", "Verwachte bermbranden per 100 km", "fires/100 km/yr"],
            Down,
            Per100Km,
            Quantity::Fires(Measure::Susceptibility),
            ["C", "incident register of the safety region"],
            None,
        ),
        kpi(
            ["B4", "", "Production", "Productie (schraalheid)", "t DM/ha/yr"],
            Down,
            Area,
            measure(Measure::Production, Zones::Area, 1e-3),
            ["A", "clip 4 x 0.25 m2 before the first cut, and the regrowth"],
            None,
        ),
        kpi(
            ["B5", "n_export_kg_ha", "Nitrogen export", "Stikstofafvoer", "kg N/ha/yr"],
            Up,
            Area,
            measure(Measure::ExportedNitrogen, Zones::Area, 1.0),
            ["A", "weigh-bridge tickets times content, one mixed sample per 50 t"],
            Some((20.0, "A")),
        ),
        kpi(
            ["B9", "seed_set", "Seed set of target species", "Zaadzetting doelsoorten", "share"],
            Up,
            Area,
            measure(Measure::SeedSet, Zones::Area, 1.0),
            ["A", "share of ripe heads of 5 indicator species just before each cut"],
            Some((0.3, "A")),
        ),
        kpi(
            ["B10", "insect_survival", "Insect survival", "Insectenoverleving", "share"],
            Up,
            Area,
            measure(Measure::InsectSurvival, Zones::Area, 1.0),
            ["A", "sweep net 2 x 25 strokes the day before and 3 days after a cut; butterfly transect"],
            None,
        ),
        kpi(
            ["B11", "uncut_share", "Uncut share at each round", "Overstaand deel per maaibeurt", "share"],
            Up,
            Area,
            measure(Measure::UncutShare, Zones::Main, 1.0),
            ["S", "positions logged by the machine, and drone or photo"],
            Some((0.15, "S")),
        ),
        kpi(
            ["B12", "winter_refuge", "Winter refuge", "Winterdekking", "share"],
            Up,
            Area,
            measure(Measure::WinterRefuge, Zones::Area, 1.0),
            ["A", "photo points in January"],
            Some((0.15, "A")),
        ),
        kpi(
            [
                "V1",
                "",
                "Days with tall grass in the safety strip",
                "Dagen met hoog gras in de veiligheidsstrook",
                "d/yr",
            ],
            Down,
            Length,
            measure(Measure::TallDaysStrip, Zones::Safety, 1.0),
            ["A", "height stick or lidar"],
            None,
        ),
        kpi(
            ["V2", "", "Days with blocked sight lines", "Dagen zichtbelemmering", "d/yr"],
            Down,
            Length,
            measure(Measure::TallDaysSight, Zones::Sight, 1.0),
            ["A", "inspection round"],
            Some((0.0, "A")),
        ),
        kpi(
            ["K1", "budget_eur", "Cost", "Kosten", "EUR/yr"],
            Down,
            Sum,
            Quantity::Work(WorkPart::Eur),
            ["S", "invoices"],
            None,
        ),
        kpi(
            ["K2", "co2_t", "CO2 of machines and transport", "CO2 van machines en transport", "t/yr"],
            Down,
            Sum,
            Quantity::Work(WorkPart::Co2),
            ["M", "fuel cards"],
            None,
        ),
        kpi(
            ["K3", "", "Fresh cuttings taken away", "Afgevoerd maaisel (vers)", "t/yr"],
            Neither,
            Sum,
            Quantity::Work(WorkPart::Tonnes),
            ["A", "weigh-bridge tickets"],
            None,
        ),
        kpi(
            ["hours", "", "Machine hours", "Machine-uren", "h/yr"],
            Down,
            Sum,
            Quantity::Work(WorkPart::Hours),
            ["S", "machine log"],
            None,
        ),
        kpi(
            ["first_cut", "", "Day of the first cut", "Dag van de eerste maaibeurt", "day of year"],
            Neither,
            Length,
            measure(Measure::FirstCutDay, Zones::Main, 1.0),
            ["D", "mowing log"],
            None,
        ),
    ]
};

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
        assert_eq!(find("target_richness"), None);
        assert_eq!(find(""), None);
    }

    #[test]
    fn fire_measures_are_weighted_as_the_measure_asks() {
        for kpi in &KPIS {
            if let Quantity::Measure(measure, Zones::Ignition, _) = kpi.quantity {
                assert!(measure <= Measure::HazardDays, "{}", kpi.id);
            }
            assert!(kpi.threshold.is_none() || kpi.direction != Direction::Neither);
        }
    }
}
