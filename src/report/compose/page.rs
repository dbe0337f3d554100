//! The page of a run, filled from its results.

use super::{
    Results, SHARE, advice, captions, climates, contract, marks, mowing_days, owners, paired, plan_lines, problems,
    second_opinion, tender, words, work,
};
use crate::fire::spread::SpreadModel;
use crate::kpi::define::{Quantity, WorkPart};
use crate::kpi::evaluate::KpiRow;
use crate::mowing::regime::Removal;
use crate::network::segment::Segment;
use crate::plot::Drawing;
use crate::plot::svg;
use crate::plot::words::{choose, number, with_decimals};
use crate::report::manifest::digest;
use crate::report::page::{Change, Difference, Figure, Limiting, MeasureRow, MeasureTable, Order, Page, PlanSummary};
use crate::report::schedule::side_name;
use crate::scenario::stands::Zone;
use crate::scenario::{Language, Scenario};
use crate::units::KM_PER_M;
use crate::weather::generate::Method;
use crate::weather::nodes::NodeWeather;

/// KPIs that the answer shows, in this order.
pub const SHOWN: [&str; 7] = ["fire", "F3", "B9", "B10", "B12", "K1", "hours"];
/// KPIs in the table of regimes.
const TABLE: [&str; 38] = [
    "fire",
    "fire_cheney",
    "fire_rothermel",
    "fire_fresh_cut",
    "fire_mowing",
    "mow_wait",
    "fire_escape",
    "fire_lane",
    "fire_smoke",
    "fire_cost",
    "F1",
    "F2",
    "F3",
    "F3_flame",
    "F3_start",
    "F3_weather",
    "F4",
    "B1",
    "B2",
    "B4",
    "B5",
    "B6",
    "B7",
    "B9",
    "B10",
    "B11",
    "B12",
    "IP",
    "B14_corridor",
    "B18",
    "B18_seed",
    "B19",
    "V1",
    "K1",
    "K2",
    "K3_apart",
    "K7",
    "hours",
];
/// Crew-weeks from this share of their hours on are listed.
const NEARLY_FULL: f64 = 0.9;
/// Lines of the schedule on the page.
const ORDERS_SHOWN: usize = 14;
/// Marginal prices on the page.
const PRICES_SHOWN: usize = 12;

/// The page; `figures` are those of [`super::figures::figures`].
pub fn page(results: &Results, figures: &[(&'static str, Drawing)]) -> Page {
    let scenario = results.scenario;
    let language = scenario.language;
    let figure = |name: &str, drawing: &Drawing| Figure {
        name: match name {
            "map_regimes" => choose(language, "Recommended regime", "Aanbevolen regime").to_owned(),
            "map_weeks" => choose(language, "Week of the first cut", "Week van de eerste beurt").to_owned(),
            "map_risk" => choose(language, "Risk of today", "Risico van nu").to_owned(),
            "map_standing" => {
                choose(language, "Worst half-month for animals", "Slechtste halve maand voor dieren").to_owned()
            }
            _ => name.to_owned(),
        },
        svg: svg::render(drawing),
        caption: captions::caption(name, scenario),
    };
    let (maps, others): (Vec<_>, Vec<_>) = figures.iter().partition(|(name, _)| name.starts_with("map_"));
    Page {
        language,
        name: scenario.name.clone(),
        area: area(results),
        headline: advice::headline(results),
        recommendations: advice::recommendations(results),
        verdicts: advice::verdicts(results),
        weather: advice::weather_alone(results),
        changes: changes(results),
        maps: maps.iter().map(|(name, drawing)| figure(name, drawing)).collect(),
        figures: others.iter().map(|(name, drawing)| figure(name, drawing)).collect(),
        measures: measures(results),
        climates: climates::table(results),
        doubts: words::doubts(scenario.life_draws, language),
        problems: problems::table(results),
        tender: tender::payments(results),
        partners: tender::choices(results),
        orders: main_orders(results).take(ORDERS_SHOWN).map(|order| order_line(results, order)).collect(),
        orders_in_all: results.orders.len(),
        plan: plan_summary(results),
        work: results.work.map(|plan| work::table(plan, language)).unwrap_or_default(),
        contract: contract::table(results),
        owners: results.together.map(|found| owners::table(found, language)).unwrap_or_default(),
        limits: limits(scenario),
        marks: marks::marks(scenario).into_iter().chain(climates::marks(scenario)).collect(),
        defaults: scenario.notices.clone(),
        provenance: provenance(scenario),
    }
}

/// Number and length of the verge sections.
pub fn sections(results: &Results) -> String {
    let scenario = results.scenario;
    let grass: Vec<&Segment> = scenario.network.segments.iter().filter(|segment| segment.is_grass()).collect();
    let km = grass.iter().map(|segment| segment.length_m).sum::<f64>() * KM_PER_M;
    let name = choose(scenario.language, "verge sections", "bermvakken");
    format!("{} {name} ({} km)", grass.len(), number(km, scenario.language))
}

/// One line: sections, km, years, weathers.
pub fn area(results: &Results) -> String {
    let scenario = results.scenario;
    let (first, last) = results.years();
    format!(
        "{}, {first}\u{2013}{last}, {} {}",
        sections(results),
        scenario.members,
        choose(scenario.language, "weather series", "weerreeksen"),
    )
}

/// Factor and unit that readers see: shares in per cent.
fn shown_in(row: &KpiRow, language: Language) -> (f64, String) {
    (if row.kpi.unit == SHARE { 100.0 } else { 1.0 }, words::unit(row.kpi.unit, language).to_owned())
}

fn difference(row: &KpiRow, language: Language) -> Option<Difference> {
    let pair = paired(&row.difference?);
    let (scale, _) = shown_in(row, language);
    Some(Difference {
        low: scale * pair.low,
        mid: scale * pair.mid,
        high: scale * pair.high,
        proven: pair.is_proven(),
        word: pair.verdict().word(language).to_owned(),
    })
}

/// What the plan changes, measure by measure.
pub fn changes(results: &Results) -> Vec<Change> {
    let language = results.scenario.language;
    let of = |kpi: &&str| {
        let row = results.network_row("plan", kpi)?;
        let (scale, unit) = shown_in(row, language);
        let sure = match row.kpi.quantity {
            Quantity::Work(WorkPart::Eur) => choose(language, "from the price book", "uit het prijzenboek"),
            Quantity::Work(_) => choose(language, "from the planned work", "uit het geplande werk"),
            _ => choose(language, "the same in all weathers", "in elk weer gelijk"),
        };
        // What every weather gives alike has no interval to show.
        let spread = row.difference.is_none_or(|found| found.q95 - found.q05 > 1e-9 * found.q50.abs());
        Some(Change {
            measure: row.title.to_owned(),
            unit,
            present: scale * row.present_q50?,
            plan: scale * row.value.q50,
            difference: difference(row, language).filter(|found| spread || !found.proven),
            sure: sure.to_owned(),
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
        let (scale, unit) = shown_in(now, scenario.language);
        Some(MeasureRow {
            name: now.title.to_owned(),
            unit,
            present: scale * now.present_q50.unwrap_or(now.value.q50),
            differences: others.iter().map(of).collect(),
        })
    });
    MeasureTable {
        present: choose(scenario.language, "regimes of today", "regimes van nu").to_owned(),
        regimes: others.iter().map(|&regime| (words::regime(scenario, regime), colours[regime].hex())).collect(),
        rows: rows.collect(),
        remarks: second_opinion::disagreements(results).into_iter().chain(mowing_days::remark(results)).collect(),
    }
}

/// Orders of the main verges: those of the strips are the same every year.
fn main_orders<'a>(results: &Results<'a>) -> impl Iterator<Item = &'a crate::report::schedule::Order> {
    results.orders.iter().filter(|order| order.work.zone == Zone::Main)
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
            match order.work.removal {
                Removal::Hay => choose(language, "hay taken away", "maaisel afgevoerd"),
                Removal::Mulch => choose(language, "cuttings stay", "maaisel blijft liggen"),
            },
        ),
        crew: order.crew.clone(),
        hours: order.cost.hours,
        cost_eur: order.cost.eur,
    }
}

fn plan_summary(results: &Results) -> Option<PlanSummary> {
    let plan = results.plan?;
    let language = results.scenario.language;
    let full = plan
        .rows
        .iter()
        .filter(|row| row.row.hours.is_some_and(|hours| hours > 0.0 && row.used >= NEARLY_FULL * hours));
    let limiting = full.map(|row| Limiting {
        name: plan_lines::week_name(&row.area, &row.row, language),
        machines: row.row.group.replace('_', " ").replace('+', choose(language, " or ", " of ")),
        limit: number(row.row.hours.unwrap_or(0.0), language),
        used: number(row.used, language),
    });
    Some(PlanSummary {
        sentence: format!(
            "{} {} EUR {} {} {}. {}",
            choose(language, "The plan costs", "Het plan kost"),
            number(plan.cost_eur(), language),
            choose(language, "a year and takes", "per jaar en vraagt"),
            number(plan.hours(), language),
            choose(language, "machine hours", "machine-uren"),
            plan_lines::gap(plan, language),
        ),
        remarks: plan_lines::breeding(plan, &|regime| words::regime(results.scenario, regime), language),
        prices: plan_lines::prices(plan, language).into_iter().take(PRICES_SHOWN).collect(),
        limiting: limiting.collect(),
    })
}

fn limits(scenario: &Scenario) -> Vec<String> {
    let language = scenario.language;
    let list: [(&str, &str); 7] = [
        (
            "Absolute numbers of fires rest on one calibrated rate and are known within a factor of about two either way. Intervals of fires, hazard days, escapes, smoke, area and harm hold that doubt, the doubt about the weight of traffic and that about the form of susceptibility, beside the weather; it is the same on every verge and under every regime.",
            "Aantallen branden rusten op één gekalibreerde factor en zijn bekend binnen ongeveer een factor twee naar boven en beneden. Intervallen van branden, dagen met gevaar, uitloop, rook, oppervlak en schade dragen die twijfel, die over het gewicht van het verkeer en die over de vorm van de brandbaarheid, naast het weer; ze is op elke berm en onder elk regime gelijk.",
        ),
        if scenario.life_draws {
            (
                "Intervals of plants, flowers, seeds and insects hold the weather and the doubt about traits, niches, timing and losses by machines, drawn anew for each weather series and the same under every regime; which species the region holds is drawn for each type of site. Intervals of all other measures show weather alone; none holds doubt about growth. The column interval_holds of the tables says which.",
                "Intervallen van planten, bloemen, zaden en insecten dragen het weer en de twijfel over eigenschappen, niches, timing en verliezen door machines, per weerreeks opnieuw getrokken en gelijk onder elk regime; welke soorten de streek heeft is per soort standplaats getrokken. Intervallen van alle andere maatstaven tonen alleen het weer; geen ervan draagt twijfel over groei. De kolom interval_holds van de tabellen zegt welke.",
            )
        } else {
            (
                "Intervals of all other measures show weather alone, not uncertain parameters.",
                "Intervallen van alle andere maatstaven tonen alleen het weer, niet de onzekere parameters.",
            )
        },
        if is_generated(scenario, Method::Basic) {
            (
                "Weather is that of 1991-2020, from the basic generator, which makes too few long dry spells and hot days: fire risk of bad years is understated.",
                "Het weer is dat van 1991-2020, uit de basisgenerator, die te weinig lange droogtes en hete dagen maakt: het brandrisico van slechte jaren wordt onderschat.",
            )
        } else if is_generated(scenario, Method::Extended) {
            (
                "Weather is drawn from the climate of 1991-2020 and what changes it. Against observed years its summers differ too much in number of wet days (1.2 times), its years too little in temperature (0.9) and its autumns too little in rain (0.8); days of dry air are about right at De Bilt, and a fifth to a half too many at other stations, most so at the coast.",
                "Het weer is getrokken uit het klimaat van 1991-2020 en wat dat verandert. Vergeleken met gemeten jaren verschillen de zomers te veel in aantal natte dagen (1,2 maal), de jaren te weinig in temperatuur (0,9) en de herfsten te weinig in neerslag (0,8); dagen met droge lucht kloppen ongeveer in De Bilt en zijn er elders een vijfde tot de helft te veel, het meest aan de kust.",
            )
        } else {
            (
                "The weather is an observed series: it holds those years and no others, and not the climate to come.",
                "Het weer is een gemeten reeks: die jaren en geen andere, en niet het klimaat dat komt.",
            )
        },
        match scenario.fire.spread_model {
            SpreadModel::Rothermel => (
                "Spread follows Rothermel, with Cheney's as a second opinion; where the two disagree on a regime the table of regimes says so. Lower loads must not be read as slower fires.",
                "De uitbreiding volgt Rothermel, met die van Cheney als tweede mening; waar beide over een regime verschillen, zegt de tabel van regimes het. Minder massa mag niet als tragere brand worden gelezen.",
            ),
            SpreadModel::Cheney => (
                "Spread follows Cheney, with Rothermel's as a second opinion; where the two disagree on a regime the table of regimes says so. Cheney's spread does not see how much lies or stands, except through the intensity.",
                "De uitbreiding volgt Cheney, met die van Rothermel als tweede mening; waar beide over een regime verschillen, zegt de tabel van regimes het. De uitbreiding van Cheney ziet niet hoeveel er ligt of staat, behalve via de intensiteit.",
            ),
        },
        (
            "What a fire does is reckoned with the response of a usual day, the spread of noon and level verges; costs of fires are those of the sources, without inflation.",
            "Wat een brand aanricht is gerekend met de opkomst van een gewone dag, de uitbreiding van het middaguur en vlakke bermen; kosten van branden zijn die van de bronnen, zonder inflatie.",
        ),
        (
            "Plants are chances to find 155 species, which follow a regime over years; on unmown clay the model gives more nectar than is believable (tall ruderal herbs). Numbers of species are levels to compare, not to expect in a plot.",
            "Planten zijn kansen op 155 soorten, die een beheer over jaren volgen; op ongemaaide klei geeft het model meer nectar dan geloofwaardig is (hoge ruigtekruiden). Soortenaantallen zijn niveaus om te vergelijken, niet om in een kwadraat te verwachten.",
        ),
        (
            "Costs are national figures of several years, not offers; set-up time assumes one closure per kilometre.",
            "Kosten zijn landelijke cijfers uit verschillende jaren, geen offertes; opstellen rekent op één afzetting per kilometer.",
        ),
    ];
    list.into_iter().map(|(english, dutch)| choose(language, english, dutch).to_owned()).collect()
}

/// Whether any weather is drawn by this generator.
fn is_generated(scenario: &Scenario, method: Method) -> bool {
    let drawn = |weather: &NodeWeather| matches!(weather, NodeWeather::Generated(drawn) if drawn.method == method);
    scenario.nodes.iter().any(|node| drawn(&node.weather))
}

fn provenance(scenario: &Scenario) -> Vec<(String, String)> {
    let language = scenario.language;
    let name = |english: &str, dutch: &str| choose(language, english, dutch).to_owned();
    let mut list = vec![
        (name("Program", "Programma"), format!("zeis {}", env!("CARGO_PKG_VERSION"))),
        (name("Digest of the input", "Kenmerk van de invoer"), digest(scenario)),
        (name("Seed", "Toevalsgetal"), scenario.seed.to_string()),
        (
            name("Weather of", "Weer van"),
            scenario
                .nodes
                .iter()
                .map(|node| format!("{} ({})", words::node(&node.name), node.name))
                .collect::<Vec<_>>()
                .join(", "),
        ),
        (
            name("Weather data", "Weergegevens"),
            if [Method::Basic, Method::Extended].iter().any(|&method| is_generated(scenario, method)) {
                name(
                    "climatology 1991-2020 derived from station data of KNMI",
                    "klimatologie 1991-2020 afgeleid van stationsgegevens van het KNMI",
                )
            } else {
                name("observed series, in the files below", "gemeten reeksen, in de bestanden hieronder")
            },
        ),
    ];
    list.extend(scenario.inputs.iter().map(|input| (input.name.clone(), format!("{:016x}", input.digest))));
    list
}
