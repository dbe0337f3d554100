//! What other climates change, for the page, the screen and the list of sources.

use super::{Results, SHARE, paired, words};
use crate::kpi::climates::ClimateRow;
use crate::plot::words::{choose, number, signed};
use crate::report::page::{Difference, Marked, MeasureRow, MeasureTable};
use crate::scenario::{Language, Scenario};

/// KPIs in the table of climates.
const SHOWN: [&str; 12] = ["fire", "fire_cheney", "F1", "F2", "F3", "F4", "B4", "B9", "B10", "B12", "V1", "K1"];

/// The first climate against the others; empty where there is only one.
pub fn table(results: &Results) -> MeasureTable {
    const COLOUR: &str = "#555555";
    let (scenario, language) = (results.scenario, results.scenario.language);
    let rows = SHOWN.iter().filter_map(|kpi| results.climates.iter().find(|row| row.kpi.id == *kpi));
    let rows: Vec<MeasureRow> = rows.map(|row| measure(row, language)).collect();
    if rows.is_empty() {
        return MeasureTable::default();
    }
    let names: Vec<String> = scenario.climates.iter().map(|climate| climate.name.clone()).collect();
    let assumed = choose(
        language,
        "Changes of climate are made from what is published of KNMI'23 and are no product of KNMI; the source of each is listed below under the numbers that are not measured. Relative humidity and wind are left as they are, which is unknown, and long dry spells grow about half as much as published.",
        "De klimaatveranderingen zijn gemaakt uit wat van KNMI'23 is gepubliceerd en zijn geen product van het KNMI; de herkomst van elk staat hieronder bij de getallen die niet gemeten zijn. Relatieve vochtigheid en wind blijven zoals ze zijn, wat onbekend is, en lange droogtes groeien ongeveer half zo veel als gepubliceerd.",
    );
    MeasureTable {
        present: names[0].clone(),
        regimes: names[1..].iter().map(|name| (name.clone(), COLOUR.to_owned())).collect(),
        rows,
        remarks: vec![assumed.to_owned()],
    }
}

fn measure(row: &ClimateRow, language: Language) -> MeasureRow {
    let scale = if row.kpi.unit == SHARE { 100.0 } else { 1.0 };
    let difference = |found: &crate::ensemble::summary::Paired| {
        let pair = paired(found);
        Difference {
            low: scale * pair.low,
            mid: scale * pair.mid,
            high: scale * pair.high,
            proven: pair.is_proven(),
            word: pair.verdict().word(language).to_owned(),
        }
    };
    MeasureRow {
        name: row.title.to_owned(),
        unit: words::unit(row.kpi.unit, language).to_owned(),
        present: scale * row.first.q50,
        differences: row.differences.iter().map(|found| found.as_ref().map(difference)).collect(),
    }
}

/// A line for each other climate: what it does to fires and hazard days under the regimes of today.
pub fn screen_lines(results: &Results) -> Vec<String> {
    const TOLD: [&str; 2] = ["fire", "F3"];
    let (scenario, language) = (results.scenario, results.scenario.language);
    let told = |place: usize, kpi: &str| {
        let row = results.climates.iter().find(|row| row.kpi.id == kpi)?;
        let found = row.differences[place]?;
        let title = super::inside(row.title);
        Some(if found.excludes_zero() {
            format!("{title} {} {}", signed(found.q50, language), words::unit(row.kpi.unit, language))
        } else {
            format!("{title} {}", choose(language, "no proven difference", "geen aangetoond verschil"))
        })
    };
    let line = |(place, climate): (usize, &crate::scenario::Climate)| {
        let parts: Vec<String> = TOLD.into_iter().filter_map(|kpi| told(place, kpi)).collect();
        let against = choose(language, "against", "tegenover");
        format!("  {} {against} {}: {}", climate.name, scenario.climates[0].name, parts.join("; "))
    };
    if results.climates.is_empty() {
        return Vec::new();
    }
    scenario.climates.iter().skip(1).enumerate().map(line).collect()
}

/// Where each change of climate comes from.
pub fn marks(scenario: &Scenario) -> Vec<Marked> {
    let language = scenario.language;
    let month = |month: i8| number(f64::from(month), language);
    let mut list = Vec::new();
    for climate in &scenario.climates {
        for origin in &climate.origins {
            let months = if origin.months.len() == 12 {
                choose(language, "all months", "alle maanden").to_owned()
            } else {
                let months: Vec<String> = origin.months.iter().map(|&m| month(m)).collect();
                format!("{} {}", choose(language, "months", "maanden"), months.join(", "))
            };
            list.push(Marked {
                name: format!("climate.{}.{}", climate.name, origin.what),
                value: months,
                mark: status_word(&origin.status, language).to_owned(),
                origin: origin.status.clone(),
            });
        }
    }
    list
}

/// The status of a change in a word or two.
fn status_word(status: &str, language: Language) -> &'static str {
    let begins = |word: &str| status.starts_with(word);
    if status.contains("memory") {
        choose(language, "unconfirmed", "onbevestigd")
    } else if begins("assumed") {
        choose(language, "assumed", "aangenomen")
    } else if begins("data") {
        choose(language, "from published data", "uit gepubliceerde gegevens")
    } else if begins("text") {
        choose(language, "from a published text", "uit een gepubliceerde tekst")
    } else if begins("user") {
        choose(language, "given by the user", "door de gebruiker gegeven")
    } else {
        choose(language, "derived", "afgeleid")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_told_in_a_word() {
        let word = |status| status_word(status, Language::En);
        assert_eq!(word("data"), "from published data");
        assert_eq!(word("closure of year 0% with memory JJA"), "unconfirmed");
        assert_eq!(word("assumed: sibling Hn x 1.000"), "assumed");
        assert_eq!(word("derived from annual potential evaporation"), "derived");
        assert_eq!(word("closure of data (year and 3 seasons)"), "derived");
    }
}
