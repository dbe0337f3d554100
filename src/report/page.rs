//! The report page: one self-contained file that answers first and explains after.
//!
//! [`Page`] holds plain texts and numbers; [`render`] sets them into HTML with the figures inside, in this order: what to
//! do, what it changes and how sure that is, the map, the figures, the measures per regime, the schedule, what limits the
//! plan, what the numbers cannot carry, and where they come from. The page needs no network, prints on A4, and holds no
//! clock time: equal input gives equal bytes.

use super::html::{Cell, section};
use super::sections::{answer, climates, figure, limits, maps, measures, plan, provenance, schedule, told, with_table};
use crate::plot::svg::escape;
use crate::plot::words::{choose, number};
use crate::scenario::Language;

/// A paired difference against the present regimes, in the unit of its measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// 5 % quantile.
    pub low: f64,
    /// Median.
    pub mid: f64,
    /// 95 % quantile.
    pub high: f64,
    /// Whether the interval keeps clear of zero.
    pub proven: bool,
    /// How sure the direction is, in a word: shown, likely, not decided.
    pub word: String,
}

/// What to do on one type of verge.
#[derive(Clone, Debug, PartialEq)]
pub struct Recommendation {
    /// Type of verge in words: soil and productivity.
    pub verge_type: String,
    /// Length of the sides, km.
    pub length_km: f64,
    /// Its regimes, the longest first.
    pub regimes: Vec<Advised>,
    /// Why, in one line; may be empty.
    pub why: String,
}

/// A regime on a part of a type of verge.
#[derive(Clone, Debug, PartialEq)]
pub struct Advised {
    /// Regime for people.
    pub regime: String,
    /// Its colour, `#RRGGBB`.
    pub colour: String,
    /// Share of the length of the type.
    pub share: f64,
}

/// A limit of the plan and whether it holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// What is asked and what the plan makes of it.
    pub text: String,
    /// Whether it holds; `None` where it cannot be judged.
    pub met: Option<bool>,
}

impl Verdict {
    /// The verdict in a word or two.
    pub fn word(&self, language: Language) -> &'static str {
        match self.met {
            Some(true) => choose(language, "met", "gehaald"),
            Some(false) => choose(language, "NOT met", "NIET gehaald"),
            None => choose(language, "not judged in this version", "niet beoordeeld in deze versie"),
        }
    }
}

/// What the plan changes in one measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Measure for people.
    pub measure: String,
    /// Unit.
    pub unit: String,
    /// Value under the regimes of today.
    pub present: f64,
    /// Value under the plan.
    pub plan: f64,
    /// Paired difference; `None` where there is no uncertainty to speak of (said so in `sure`).
    pub difference: Option<Difference>,
    /// Where the value comes from if it has no interval: "computed from the price book".
    pub sure: String,
}

/// A crew's week that is nearly full.
#[derive(Clone, Debug, PartialEq)]
pub struct Limiting {
    /// Crew area and week.
    pub name: String,
    /// Its machines.
    pub machines: String,
    /// Hours there are.
    pub limit: String,
    /// Hours used.
    pub used: String,
}

/// What a unit more room in a limit or crew-week would save.
#[derive(Clone, Debug, PartialEq)]
pub struct Price {
    /// Limit, or area, machines and week.
    pub name: String,
    /// Amount.
    pub price: f64,
    /// What it is an amount of: "EUR per hour".
    pub unit: String,
}

impl Price {
    /// One line of text.
    pub fn line(&self, language: Language) -> String {
        let name = choose(language, "marginal price", "marginale prijs");
        format!("{name}: {}: {} {}", self.name, number(self.price, language), self.unit)
    }
}

/// Owners together and apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ToldTable {
    /// What planning together changes, a sentence each.
    pub sentences: Vec<String>,
    /// Column names.
    pub heads: Vec<String>,
    /// A row for each owner: name, then numbers as text.
    pub rows: Vec<Vec<String>>,
}

/// The plan as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanSummary {
    /// Sentence on cost, hours and how it was made.
    pub sentence: String,
    /// What must be said beside it: where the breeding season and early cuts meet.
    pub remarks: Vec<String>,
    /// Marginal prices, those that weigh most first.
    pub prices: Vec<Price>,
    /// Weeks of crews that are nearly full.
    pub limiting: Vec<Limiting>,
}

/// A figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Short name, on the button that shows a map.
    pub name: String,
    /// The SVG document, made by this program.
    pub svg: String,
    /// Remark below it; may be empty.
    pub caption: String,
}

/// A measure in the table of regimes.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasureRow {
    /// Measure for people.
    pub name: String,
    /// Unit.
    pub unit: String,
    /// Value under the present regime.
    pub present: f64,
    /// One per other regime.
    pub differences: Vec<Option<Difference>>,
}

/// Measures by regime.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MeasureTable {
    /// Name of the present regime.
    pub present: String,
    /// Names and colours of the other regimes.
    pub regimes: Vec<(String, String)>,
    /// Measures.
    pub rows: Vec<MeasureRow>,
    /// What must be said below the table.
    pub remarks: Vec<String>,
}

/// One line of the schedule.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// ISO week.
    pub week: u8,
    /// Road, side and kilometres.
    pub place: String,
    /// What is done: regime, machine, height, hay, what stays.
    pub work: String,
    /// Crew or district.
    pub crew: String,
    /// Hours.
    pub hours: f64,
    /// Cost, EUR.
    pub cost_eur: f64,
}

/// A number behind the results that is not measured: its mark tells what it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Marked {
    /// What it is.
    pub name: String,
    /// Its value, with unit.
    pub value: String,
    /// Calibrated, assumed or unconfirmed.
    pub mark: String,
    /// Where it comes from.
    pub origin: String,
}

/// A table below a paragraph; without rows it is left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// What stands above the table.
    pub intro: String,
    /// Heads.
    pub head: Vec<&'static str>,
    /// Rows, as long as the head.
    pub rows: Vec<Vec<Cell>>,
}

/// Everything on the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Language.
    pub language: Language,
    /// Name of the scenario.
    pub name: String,
    /// One line: sides, km, years, weathers.
    pub area: String,
    /// The answer in one sentence.
    pub headline: String,
    /// What to do, by type of verge.
    pub recommendations: Vec<Recommendation>,
    /// Limits of the plan.
    pub verdicts: Vec<Verdict>,
    /// What the weather alone does, beside the fire results.
    pub weather: String,
    /// What that changes.
    pub changes: Vec<Change>,
    /// Maps of the network: by regime, by risk.
    pub maps: Vec<Figure>,
    /// Other figures.
    pub figures: Vec<Figure>,
    /// Measures by regime.
    pub measures: MeasureTable,
    /// Measures by climate, under the regimes of today; empty where there is one climate.
    pub climates: MeasureTable,
    /// What intervals hold beside the weather, in words.
    pub doubts: &'static str,
    /// Problem species: broken rules by regime.
    pub problems: Table,
    /// What contracts pay by regime.
    pub tender: Table,
    /// Whose weights choose what.
    pub partners: Table,
    /// First lines of the schedule.
    pub orders: Vec<Order>,
    /// Lines of the whole schedule.
    pub orders_in_all: usize,
    /// The plan; `None` when only regimes were compared.
    pub plan: Option<PlanSummary>,
    /// The contract year by year; without rows where one year stands for all.
    pub contract: Table,
    /// Owners together and apart; empty where they do not plan together.
    pub owners: ToldTable,
    /// Routes of the crews; without rows it is left out.
    pub work: ToldTable,
    /// What the numbers cannot carry.
    pub limits: Vec<String>,
    /// Calibrated, assumed and unconfirmed numbers.
    pub marks: Vec<Marked>,
    /// Defaults that stand in for data of the user, and remarks of the readers.
    pub defaults: Vec<String>,
    /// Version, seed, digest and so on, as name and value.
    pub provenance: Vec<(String, String)>,
}

/// The page as HTML.
pub fn render(page: &Page) -> String {
    let language = page.language;
    let (code, title) = (choose(language, "en", "nl"), escape(&page.name));
    let sections = [
        ("answer", choose(language, "What to do", "Wat te doen"), answer(page)),
        ("map", choose(language, "Where", "Waar"), maps(page)),
        ("figures", choose(language, "Why", "Waarom"), page.figures.iter().map(figure).collect()),
        ("measures", choose(language, "Regimes side by side", "Regimes naast elkaar"), measures(page)),
        ("climates", choose(language, "Climates", "Klimaten"), climates(page)),
        ("problems", choose(language, "Problem species", "Probleemsoorten"), with_table(&page.problems)),
        ("tender", choose(language, "What the contract pays", "Wat het contract betaalt"), with_table(&page.tender)),
        (
            "partners",
            choose(language, "Whose weights choose what", "Wiens gewichten wat kiezen"),
            with_table(&page.partners),
        ),
        ("schedule", choose(language, "Schedule", "Planning"), schedule(page)),
        ("plan", choose(language, "The plan", "Het plan"), plan(page)),
        ("contract", choose(language, "Year by year", "Jaar op jaar"), with_table(&page.contract)),
        ("owners", choose(language, "Owners together", "Beheerders samen"), told(&page.owners)),
        ("work", choose(language, "Work orders", "Werkopdrachten"), told(&page.work)),
        ("limits", choose(language, "What these numbers cannot carry", "Wat deze cijfers niet dragen"), limits(page)),
        ("origin", choose(language, "Origin", "Herkomst"), provenance(page)),
    ];
    let sections = || sections.iter().filter(|(_, _, body)| !body.is_empty());
    let link = |(id, name, _): &(&str, &str, String)| format!("<a href=\"#{id}\">{}</a>", escape(name));
    let links = sections().map(link).collect::<Vec<_>>().join(" ");
    let body: String = sections().map(|(id, name, body)| section(id, name, body)).collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
         script-src 'unsafe-inline'\">\n<title>{title}</title>\n<style>\n{}</style>\n</head>\n<body>\n<main>\n<header>\n\
         <p class=\"lead-in\">{title}</p>\n<h1>{}</h1>\n<p class=\"area\">{}</p>\n<nav>{links}</nav>\n</header>\n{body}\
         </main>\n<script>\n{}</script>\n</body>\n</html>\n",
        include_str!("page.css"),
        escape(&page.headline),
        escape(&page.area),
        include_str!("page.js"),
    )
}

#[cfg(test)]
pub(crate) mod tests;
