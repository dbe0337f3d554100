//! The catalogue of KPIs, in the order of the tables.

use super::{Aggregate, Direction, Kpi, Quantity, Source, WorkPart, Zones, life};
use crate::kpi::consequence::ConsequencePart;
use crate::simulation::measure::Measure;

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
pub const KPIS: [Kpi; 45] = {
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
            [
                "fire_cheney",
                "",
                "Expected verge fires, spread after Cheney",
                "Verwachte bermbranden, uitbreiding volgens Cheney",
                "fires/yr",
            ],
            Down,
            Sum,
            Quantity::Fires(Measure::SusceptibilityCheney),
            ["A", "none: a second opinion"],
            None,
        ),
        kpi(
            [
                "fire_escape",
                "",
                "Escapes into what lies behind the verge, weighted",
                "Branden die de berm uit lopen, gewogen",
                "escapes/yr",
            ],
            Down,
            Sum,
            Quantity::Consequence(ConsequencePart::Escapes),
            ["A", "incident register of the safety region"],
            None,
        ),
        kpi(
            [
                "fire_lane",
                "",
                "Verge fires with flames at the carriageway",
                "Bermbranden met vlammen tot de rijbaan",
                "fires/yr",
            ],
            Down,
            Sum,
            Quantity::Consequence(ConsequencePart::LaneFlames),
            ["A", "incident register of the road authority"],
            None,
        ),
        kpi(
            ["fire_smoke", "", "Closures of the road for smoke", "Afsluitingen van de weg door rook", "closures/yr"],
            Down,
            Sum,
            Quantity::Consequence(ConsequencePart::Closures),
            ["A", "incident register of the road authority"],
            None,
        ),
        kpi(
            ["fire_area", "", "Burnt area", "Verbrand oppervlak", "ha/yr"],
            Down,
            Sum,
            Quantity::Consequence(ConsequencePart::AreaHa),
            ["A", "incident register of the safety region"],
            None,
        ),
        kpi(
            ["fire_cost", "fire_cost_eur", "Expected harm of fires", "Verwachte schade door branden", "EUR/yr"],
            Down,
            Sum,
            Quantity::Consequence(ConsequencePart::CostEur),
            ["A", "invoices and claims"],
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
        life::TARGET_RICHNESS,
        life::RICHNESS,
        life::DEBT,
        life::CREDIT,
        life::GRASS_SHARE,
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
        life::NECTAR,
        life::TARGET_NECTAR,
        life::FORAGE_GAP,
        life::CONTINUITY,
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
        life::CATERPILLARS,
        life::GRASSHOPPERS,
        life::SWARD_DWELLERS,
        life::BEES,
        life::WINTER_SURVIVAL,
        life::INSECT_POTENTIAL,
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
        life::STRUCTURE,
        life::INDEX,
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
