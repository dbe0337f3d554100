//! Problem species on the page: what was seen, and what each regime breaks.

use super::{Results, words};
use crate::kpi::evaluate::PLAN;
use crate::plot::words::{choose, number};
use crate::report::html::Cell;
use crate::report::page::Table;
use crate::report::problem_species::{name, sightings};
use crate::scenario::Language;
use std::collections::BTreeMap;

/// Broken rules, seeds and tonnes apart by regime; empty without an inspection map.
pub fn table(results: &Results) -> Table {
    let (scenario, language) = (results.scenario, results.scenario.language);
    let say = |en, nl| choose(language, en, nl);
    let seen = sightings(results.setting());
    if seen.is_empty() {
        return Table::default();
    }
    let mut of_species: BTreeMap<usize, (String, usize)> = BTreeMap::new();
    for sighting in &seen {
        of_species.entry(sighting.species.index).or_insert_with(|| (name(sighting.species, language), 0)).1 += 1;
    }
    let list: Vec<String> = of_species.into_values().map(|(name, count)| format!("{name}: {count}")).collect();
    let regimes = scenario.regimes.iter().enumerate();
    let names = regimes.map(|(place, regime)| (words::regime(scenario, place), regime.name.as_str()));
    let plan = results.plan.map(|_| (say("the plan", "het plan").to_owned(), PLAN));
    let cells = |(label, regime): (String, &str)| {
        let value = |kpi: &str, factor: f64| {
            results.network_row(regime, kpi).map_or_else(String::new, |row| number(factor * row.value.mean, language))
        };
        vec![
            Cell::Text(label),
            Cell::Number(value("B18", 1.0)),
            Cell::Number(value("B18_seed", 100.0)),
            Cell::Number(value("K3_apart", 1.0)),
        ]
    };
    Table {
        intro: match language {
            Language::En => format!(
                "Segments with a problem species on the inspection map: {}. Means a year of the whole network under each regime; none may be broken (hard requirement B18). What to do on each segment stands in schedule.csv and on the sheet of problem species in kpi.xlsx. Plants are taken to stand in the main verge; rules and limits are assumptions, and legal lists change.",
                list.join(", ")
            ),
            Language::Nl => format!(
                "Vakken met een probleemsoort op de inspectiekaart: {}. Gemiddelden per jaar van het hele net onder elk beheer; geen regel mag worden overtreden (eis B18). Wat per vak te doen is staat in schedule.csv en op het blad probleemsoorten in kpi.xlsx. Aangenomen is dat de planten in de hoofdberm staan; regels en grenzen zijn aannames, en wettelijke lijsten veranderen.",
                list.join(", ")
            ),
        },
        head: vec![
            say("Regime", "Beheer"),
            say("Broken rules a year", "Overtredingen per jaar"),
            say("Cover that seeds, %", "Bedekking die zaad zet, %"),
            say("Fresh cuttings apart, t a year", "Maaisel apart (vers), t per jaar"),
        ],
        rows: names.chain(plan).map(cells).collect(),
    }
}
