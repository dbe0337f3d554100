//! The page of a run, filled from its results.

use super::{Results, paired, words};
use crate::kpi::evaluate::KpiRow;
use crate::network::segment::{ProductivityClass, Segment};
use crate::plot::Drawing;
use crate::plot::svg;
use crate::plot::words::{capital, choose, number, per_cent, with_decimals};
use crate::report::manifest::{digest, parameters};
use crate::report::page::{
    Change, Difference, Figure, Limiting, Marked, MeasureRow, MeasureTable, Order, Page, PlanSummary, Recommendation,
};
use crate::report::schedule::side_name;
use crate::scenario::{Language, Scenario};
use crate::units::KM_PER_M;
use std::collections::BTreeMap;

/// KPIs that the answer shows, in this order.
pub const SHOWN: [&str; 7] = ["fire", "F3", "B9", "B10", "B12", "K1", "hours"];
/// KPIs in the table of regimes.
const TABLE: [&str; 15] =
    ["fire", "F1", "F2", "F3", "F4", "B4", "B5", "B9", "B10", "B11", "B12", "V1", "K1", "K2", "hours"];
/// Regimes that cover less than this share of a verge type are not named.
const WORTH_NAMING: f64 = 0.02;
/// Lines of the schedule on the page.
const ORDERS_SHOWN: usize = 14;

/// The page; `figures` are those of [`super::figures::figures`].
pub fn page(results: &Results, figures: &[(&'static str, Drawing)]) -> Page {
    let scenario = results.scenario;
    let language = scenario.language;
    let figure = |name: &str, drawing: &Drawing| Figure {
        name: match name {
            "map_regimes" => choose(language, "Recommended regime", "Aanbevolen regime").to_owned(),
            "map_risk" => choose(language, "Risk of today", "Risico van nu").to_owned(),
            _ => name.to_owned(),
        },
        svg: svg::render(drawing),
        caption: String::new(),
    };
    let (maps, others): (Vec<_>, Vec<_>) = figures.iter().partition(|(name, _)| name.starts_with("map_"));
    Page {
        language,
        name: scenario.name.clone(),
        area: area(results),
        headline: headline(results),
        recommendations: recommendations(results),
        changes: changes(results),
        maps: maps.iter().map(|(name, drawing)| figure(name, drawing)).collect(),
        figures: others.iter().map(|(name, drawing)| figure(name, drawing)).collect(),
        measures: measures(results),
        orders: results.orders.iter().take(ORDERS_SHOWN).map(|order| order_line(results, order)).collect(),
        orders_in_all: results.orders.len(),
        plan: plan_summary(results),
        limits: limits(language),
        marks: marks(scenario),
        defaults: scenario.notices.clone(),
        provenance: provenance(scenario),
    }
}

/// One line: sides, km, years, weathers.
pub fn area(results: &Results) -> String {
    let scenario = results.scenario;
    let language = scenario.language;
    let grass: Vec<&Segment> = scenario.network.segments.iter().filter(|segment| segment.is_grass()).collect();
    let km = grass.iter().map(|segment| segment.length_m).sum::<f64>() * KM_PER_M;
    let (first, last) = results.years();
    format!(
        "{} {} ({} km), {first}-{last}, {} {}",
        grass.len(),
        choose(language, "verge sections", "bermvakken"),
        number(km, language),
        scenario.members,
        choose(language, "weather series", "weerreeksen"),
    )
}

/// The answer in one sentence.
pub fn headline(results: &Results) -> String {
    let language = results.scenario.language;
    let Some(fire) = results.network_row("plan", "fire") else {
        return choose(
            language,
            "Regimes compared on this network; the scenario asks for no plan.",
            "Regimes vergeleken op dit netwerk; het scenario vraagt geen plan.",
        )
        .to_owned();
    };
    let cost = results.network_row("plan", "K1");
    let relative = |row: &KpiRow| {
        let present = row.present_q50.filter(|present| *present > 0.0)?;
        Some(row.difference?.q50 / present)
    };
    let change = |row: &KpiRow, less: (&str, &str), more: (&str, &str)| {
        let share = relative(row)?;
        let proven = row.proven()?;
        let word = if share < 0.0 { choose(language, less.0, less.1) } else { choose(language, more.0, more.1) };
        Some(if proven {
            format!("{} {word}", per_cent(share.abs(), language))
        } else {
            choose(language, "no proven difference in", "geen aangetoond verschil in").to_owned()
        })
    };
    let fires = change(
        fire,
        ("fewer expected verge fires", "minder verwachte bermbranden"),
        ("more expected verge fires", "meer verwachte bermbranden"),
    );
    let money = cost.and_then(|row| {
        let share = relative(row)?;
        Some(format!(
            "{} {}",
            per_cent(share.abs(), language),
            if share < 0.0 {
                choose(language, "lower cost", "lagere kosten")
            } else {
                choose(language, "higher cost", "hogere kosten")
            }
        ))
    });
    let parts: Vec<String> = [fires, money].into_iter().flatten().collect();
    format!(
        "{} {}.",
        choose(
            language,
            "Against the regimes of today the plan gives",
            "Vergeleken met de regimes van nu geeft het plan"
        ),
        parts.join(choose(language, " at ", " bij "))
    )
}

/// What each type of verge gets: productivity and regime, by length.
pub fn recommendations(results: &Results) -> Vec<Recommendation> {
    let Some(plan) = results.plan else { return Vec::new() };
    let (scenario, colours) = (results.scenario, results.colours());
    let order = [ProductivityClass::High, ProductivityClass::Mid, ProductivityClass::Low];
    let mut list = Vec::new();
    for productivity in order {
        let mut lengths: BTreeMap<usize, f64> = BTreeMap::new();
        for choice in &plan.choices {
            let segment = &scenario.network.segments[choice.segment];
            if segment.site.productivity == productivity {
                *lengths.entry(choice.regime).or_default() += segment.length_m;
            }
        }
        let total: f64 = lengths.values().sum();
        let mut regimes: Vec<(usize, f64)> = lengths.into_iter().collect();
        regimes.sort_by(|a, b| b.1.total_cmp(&a.1));
        list.extend(regimes.into_iter().filter(|(_, length)| length / total >= WORTH_NAMING).map(
            |(regime, length)| Recommendation {
                verge_type: capital(words::verges(productivity, scenario.language)),
                regime: words::regime(scenario, regime),
                colour: colours[regime].hex(),
                length_km: length * KM_PER_M,
                share: length / total,
                why: String::new(),
            },
        ));
    }
    list
}

fn difference(row: &KpiRow, language: Language) -> Option<Difference> {
    let pair = paired(&row.difference?);
    Some(Difference {
        low: pair.low,
        mid: pair.mid,
        high: pair.high,
        proven: pair.is_proven(),
        word: pair.verdict().word(language).to_owned(),
    })
}

/// What the plan changes, measure by measure.
pub fn changes(results: &Results) -> Vec<Change> {
    let language = results.scenario.language;
    let of = |kpi: &&str| {
        let row = results.network_row("plan", kpi)?;
        Some(Change {
            measure: row.title.to_owned(),
            unit: row.kpi.unit.to_owned(),
            present: row.present_q50?,
            plan: row.value.q50,
            difference: difference(row, language),
            sure: choose(language, "computed from the price book", "berekend met het prijzenboek").to_owned(),
        })
    };
    SHOWN.iter().filter_map(of).collect()
}

fn measures(results: &Results) -> MeasureTable {
    let (scenario, colours) = (results.scenario, results.colours());
    let others = results.other_regimes();
    let present = &scenario.regimes[scenario.present].name;
    let rows = TABLE.iter().filter_map(|kpi| {
        let now = results.network_row(present, kpi)?;
        let of =
            |&regime: &usize| difference(results.network_row(&scenario.regimes[regime].name, kpi)?, scenario.language);
        Some(MeasureRow {
            name: now.title.to_owned(),
            unit: now.kpi.unit.to_owned(),
            present: now.present_q50.unwrap_or(now.value.q50),
            differences: others.iter().map(of).collect(),
        })
    });
    MeasureTable {
        present: choose(scenario.language, "regimes of today", "regimes van nu").to_owned(),
        regimes: others.iter().map(|&regime| (words::regime(scenario, regime), colours[regime].hex())).collect(),
        rows: rows.collect(),
    }
}

fn order_line(results: &Results, order: &crate::report::schedule::Order) -> Order {
    let (scenario, language) = (results.scenario, results.scenario.language);
    let segments = &scenario.network.segments;
    let (first, last) = (&segments[order.segments[0]], &segments[order.segments[order.segments.len() - 1]]);
    let regime = results.stands.programmes[order.programme].regime;
    Order {
        week: order.work.week,
        place: format!("{} {} {:.1}-{:.1}", first.road, side_name(first.side), first.km_from, last.km_to),
        work: format!(
            "{}, {} {} cm, {}",
            words::regime(scenario, regime),
            order.work.machine.name().replace('_', " "),
            with_decimals(order.work.height_m * 100.0, 0, language),
            order.work.removal.name(),
        ),
        crew: order.crew.clone(),
        hours: order.cost.hours,
        cost_eur: order.cost.eur,
    }
}

fn plan_summary(results: &Results) -> Option<PlanSummary> {
    let plan = results.plan?;
    let language = results.scenario.language;
    let limiting = plan.limits.iter().map(|limit| {
        let unit = limit.kpi.map_or("", |kpi| kpi.unit);
        let verdict = match limit.is_met() {
            Some(true) => choose(language, "met", "gehaald"),
            Some(false) => choose(language, "NOT met", "NIET gehaald"),
            None => choose(language, "not judged", "niet beoordeeld"),
        };
        let sign = if limit.at_least() { ">=" } else { "<=" };
        Limiting {
            name: limit.kpi.map_or_else(|| limit.name.clone(), |kpi| kpi.title(language).to_owned()),
            limit: format!("{sign} {} {unit}", number(limit.limit, language)),
            used: format!("{} {unit} ({verdict})", number(limit.used, language)),
            price: String::new(),
        }
    });
    Some(PlanSummary {
        sentence: format!(
            "{} {} EUR {}. {}",
            choose(language, "The plan costs", "Het plan kost"),
            with_decimals(plan.cost_eur(), 0, language),
            choose(language, "a year", "per jaar"),
            choose(
                language,
                "It was made by the baseline planner, which takes verges one by one: it is feasible and checked, but no bound tells how far a better plan may be.",
                "Het is gemaakt door de basisplanner, die bermen één voor één neemt: het is uitvoerbaar en gecontroleerd, maar geen grens zegt hoeveel beter een ander plan kan zijn.",
            )
        ),
        limiting: limiting.collect(),
    })
}

fn limits(language: Language) -> Vec<String> {
    let list: [(&str, &str); 6] = [
        (
            "Absolute numbers of fires rest on one calibrated rate and are known within a factor of about two either way; comparisons between regimes do not depend on it.",
            "Aantallen branden rusten op één gekalibreerde factor en zijn bekend binnen ongeveer een factor twee naar boven en beneden; vergelijkingen tussen regimes hangen er niet van af.",
        ),
        (
            "Intervals show weather alone, not uncertain parameters.",
            "Intervallen tonen alleen het weer, niet de onzekere parameters.",
        ),
        (
            "Generated weather comes from the basic generator, which makes too few long dry spells and hot days: fire risk of bad years is understated.",
            "Gegenereerd weer komt uit de basisgenerator, die te weinig lange droogtes en hete dagen maakt: het brandrisico van slechte jaren wordt onderschat.",
        ),
        (
            "Spread follows Rothermel; the second opinion (Cheney) is not computed in this version. Lower loads must not be read as slower fires.",
            "De uitbreiding volgt Rothermel; de tweede mening (Cheney) zit niet in deze versie. Minder massa mag niet als tragere brand worden gelezen.",
        ),
        (
            "Seed set weighs target species by soil and nutrients alone; plant communities that change over years are not yet simulated.",
            "Zaadzetting weegt doelsoorten op bodem en voedsel alleen; veranderende vegetaties worden nog niet gesimuleerd.",
        ),
        (
            "Costs are national figures of several years, not offers; set-up time assumes one closure per kilometre.",
            "Kosten zijn landelijke cijfers uit verschillende jaren, geen offertes; opstellen rekent op één afzetting per kilometer.",
        ),
    ];
    list.into_iter().map(|(english, dutch)| choose(language, english, dutch).to_owned()).collect()
}

/// Values in use that are calibrated, assumed or unconfirmed.
fn marks(scenario: &Scenario) -> Vec<Marked> {
    let language = scenario.language;
    let word = |mark: &str| match mark {
        "C" => Some(choose(language, "calibrated", "gekalibreerd")),
        "A" | "assumed" => Some(choose(language, "assumed", "aangenomen")),
        "U" | "M" => Some(choose(language, "unconfirmed", "onbevestigd")),
        _ => None,
    };
    parameters(scenario)
        .filter_map(|used| {
            let mark = word(&used.mark)?;
            Some(Marked {
                value: format!("{} {}", number(used.value, language), used.unit),
                name: used.name,
                mark: mark.to_owned(),
                origin: used.source,
            })
        })
        .collect()
}

fn provenance(scenario: &Scenario) -> Vec<(String, String)> {
    let language = scenario.language;
    let name = |english: &str, dutch: &str| choose(language, english, dutch).to_owned();
    let mut list = vec![
        (name("Program", "Programma"), format!("zeis {}", env!("CARGO_PKG_VERSION"))),
        (name("Digest of the input", "Kenmerk van de invoer"), digest(scenario)),
        (name("Seed", "Toevalsgetal"), scenario.seed.to_string()),
        (
            name("Weather nodes", "Weerstations"),
            scenario.nodes.iter().map(|node| node.name.clone()).collect::<Vec<_>>().join(", "),
        ),
        (
            name("Weather data", "Weergegevens"),
            name(
                "climatology 1991-2020 derived from station data of KNMI",
                "klimatologie 1991-2020 afgeleid van stationsgegevens van het KNMI",
            ),
        ),
    ];
    list.extend(scenario.inputs.iter().map(|input| (input.name.clone(), format!("{:016x}", input.digest))));
    list
}
