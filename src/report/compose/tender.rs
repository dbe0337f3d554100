//! What the contract pays and whose weights choose what, for screen and page.

use super::{Results, words};
use crate::kpi::evaluate::PLAN;
use crate::kpi::group::Level;
use crate::plot::words::{capital, choose, inside, number, signed};
use crate::report::html::Cell;
use crate::report::page::Table;
use crate::scenario::Language;
use crate::tender::assess::{Assessment, Payments, assess};
use crate::tender::partners::{Partners, partners};

/// Name of a regime, or of the plan.
fn regime_word(results: &Results, name: &str) -> String {
    if name == PLAN {
        return choose(results.scenario.language, "the plan", "het plan").to_owned();
    }
    let place = results.scenario.regimes.iter().position(|regime| regime.name == name);
    place.map_or_else(|| name.to_owned(), |regime| words::regime(results.scenario, regime))
}

/// What each contract pays under each regime; empty without terms that pay.
pub fn payments(results: &Results) -> Table {
    let (scenario, language) = (results.scenario, results.scenario.language);
    let say = |en, nl| choose(language, en, nl);
    let assessments = assess(&scenario.terms, results.rows);
    let paid: Vec<&Assessment> =
        assessments.iter().filter(|one| one.payments.is_some() || one.deduction_eur.is_some()).collect();
    if paid.is_empty() {
        return Table::default();
    }
    let base = scenario.terms.base_eur.unwrap_or(0.0);
    let money = |value: Option<f64>| value.map_or_else(String::new, |value| number(value, language));
    let change = |value: f64| signed(value - base, language);
    let by_year = |paid: &Payments| {
        let parts = paid.assessed.iter().map(|(year, eur)| format!("{} {year}: {}", say("year", "jaar"), change(*eur)));
        parts.collect::<Vec<_>>().join("; ")
    };
    let without: Vec<&str> = paid[0].scored.iter().filter(|one| one.row.is_none()).map(|one| one.kpi.id).collect();
    let left_out = if without.is_empty() {
        String::new()
    } else {
        let text = say(
            " Without a value in a contract, so not counted, with the weights of the others in their place:",
            " Zonder waarde in een contract en dus niet meegeteld, met de gewichten van de andere in hun plaats:",
        );
        format!("{text} {}.", without.join(", "))
    };
    Table {
        intro: format!(
            "{}{left_out}",
            say(
                "Bonus and malus a year at the simulated medians (slow KPIs: those of the year in which they are assessed), and what quality takes off the price of a bid. kpi.xlsx holds the same with live formulas.",
                "Bonus en malus per jaar bij de gesimuleerde medianen (trage KPI's: die van het jaar waarin zij worden getoetst), en wat kwaliteit van een inschrijfprijs aftrekt. kpi.xlsx bevat hetzelfde met werkende formules.",
            )
        ),
        head: vec![
            say("Contract", "Contract"),
            say("Regime", "Beheer"),
            say("Assessment years, EUR", "Toetsjaren, EUR"),
            say("Other year, EUR", "Ander jaar, EUR"),
            say("Off a bid, EUR", "Aftrek, EUR"),
        ],
        rows: paid
            .iter()
            .map(|one| {
                vec![
                    Cell::Text(one.contract.to_owned()),
                    Cell::Text(regime_word(results, one.regime)),
                    Cell::Number(one.payments.as_ref().map_or_else(String::new, by_year)),
                    Cell::Number(one.payments.as_ref().map_or_else(String::new, |paid| change(paid.other))),
                    Cell::Number(money(one.deduction_eur)),
                ]
            })
            .collect(),
    }
}

/// What the sets of weights say of the regimes on the whole network.
pub fn network_partners(results: &Results) -> Option<Partners> {
    let regimes: Vec<&str> = results.scenario.regimes.iter().map(|regime| regime.name.as_str()).collect();
    partners(&results.scenario.terms, results.rows, &(Level::Network, String::new()), &regimes)
}

/// Whose weights choose what: the network by every set, then each owner by its own; empty without sets.
pub fn choices(results: &Results) -> Table {
    let (scenario, language) = (results.scenario, results.scenario.language);
    let say = |en, nl| choose(language, en, nl);
    let Some(found) = network_partners(results) else { return Table::default() };
    let name = |found: &Partners, regime: usize| regime_word(results, &found.regimes[regime]);
    let share = |value: f64| number(100.0 * value, language);
    let mut rows: Vec<Vec<Cell>> = found
        .sets
        .iter()
        .map(|set| {
            vec![
                Cell::Text(set.set.clone()),
                Cell::Text(say("whole network", "hele netwerk").to_owned()),
                Cell::Text(name(&found, set.best)),
                Cell::Number(share(set.regret(found.compromise))),
                Cell::Text(set.left_out.join(", ")),
            ]
        })
        .collect();
    for owner in &scenario.owners {
        let Some(weights) = &owner.weights else { continue };
        let group = (Level::Owner, owner.name.clone());
        let regimes: Vec<&str> = scenario.regimes.iter().map(|regime| regime.name.as_str()).collect();
        let Some(own) = partners(&scenario.terms, results.rows, &group, &regimes) else { continue };
        let Some(set) = own.sets.iter().find(|set| set.set == *weights) else { continue };
        let compromise = regimes.iter().position(|regime| *regime == found.regimes[found.compromise]);
        rows.push(vec![
            Cell::Text(set.set.clone()),
            Cell::Text(owner.name.clone()),
            Cell::Text(name(&own, set.best)),
            Cell::Number(compromise.map_or_else(String::new, |regime| share(set.regret(regime)))),
            Cell::Text(set.left_out.join(", ")),
        ]);
    }
    Table {
        intro: sentence(results, &found),
        head: vec![
            say("Weights of", "Gewichten van"),
            say("On", "Op"),
            say("Would choose", "Zou kiezen"),
            say("Regret of the compromise, % of the range", "Spijt van het compromis, % van het bereik"),
            say("KPIs without a say", "KPI's zonder stem"),
        ],
        rows,
    }
}

/// The agreement or the compromise, in a sentence.
pub fn sentence(results: &Results, found: &Partners) -> String {
    let language = results.scenario.language;
    let name = |regime: usize| inside(&regime_word(results, &found.regimes[regime]));
    let regret = number(100.0 * found.largest_regret(found.compromise), language);
    match (found.agreed(), language) {
        (Some(regime), Language::En) => format!("Every set of weights chooses {}.", name(regime)),
        (Some(regime), Language::Nl) => format!("Elke set gewichten kiest {}.", name(regime)),
        (None, Language::En) => format!(
            "The sets of weights do not agree. {} keeps the largest regret smallest: no set loses more than {regret} % of the range between its worst and best regime.",
            capital(&name(found.compromise))
        ),
        (None, Language::Nl) => format!(
            "De sets gewichten zijn het niet eens. Met {} blijft de grootste spijt het kleinst: geen set verliest meer dan {regret} % van het bereik tussen het slechtste en het beste beheer.",
            name(found.compromise)
        ),
    }
}
