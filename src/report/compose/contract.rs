//! A contract year by year: what each year costs and does, which regimes change when, and what that buys.

use super::{Results, plan_lines, words};
use crate::planning::contract::ChoiceYear;
use crate::planning::contract::worth::Worth;
use crate::plot::words::{choose, number, with_decimals};
use crate::report::html::Cell;
use crate::report::page::Table;
use crate::scenario::Language;

/// Changes of regime that are told one by one.
const TOLD: usize = 6;

/// A year of the whole network.
struct Year {
    calendar: i16,
    cost_eur: f64,
    hours: f64,
    fires: f64,
    /// Means by area.
    production_t_ha: f64,
    target_richness: f64,
}

fn years(results: &Results) -> Vec<Year> {
    let Some(plan) = results.plan else { return Vec::new() };
    let segments = &results.scenario.network.segments;
    let count = plan.choices.first().map_or(0, |choice| choice.years.len());
    let of = |at: usize| {
        let sum =
            |value: &dyn Fn(&ChoiceYear) -> f64| plan.choices.iter().map(|one| value(&one.years[at])).sum::<f64>();
        let area: f64 = plan.choices.iter().map(|choice| segments[choice.segment].mown_area_m2).sum();
        let mean = |value: &dyn Fn(&ChoiceYear) -> f64| {
            let weighed = |one: &crate::planning::Choice| segments[one.segment].mown_area_m2 * value(&one.years[at]);
            plan.choices.iter().map(weighed).sum::<f64>() / area.max(f64::MIN_POSITIVE)
        };
        Year {
            calendar: plan.choices[0].years[at].year,
            cost_eur: sum(&|year| year.cost_eur),
            hours: sum(&|year| year.hours),
            fires: sum(&|year| year.fires),
            production_t_ha: mean(&|year| year.production_t_ha),
            target_richness: mean(&|year| year.target_richness),
        }
    };
    (0..count).map(of).collect()
}

/// The years as a table; without rows where one year stands for all.
pub fn table(results: &Results) -> Table {
    let language = results.scenario.language;
    let say = |english, dutch| choose(language, english, dutch);
    let all = years(results);
    let mean = |value: &dyn Fn(&Year) -> f64| all.iter().map(value).sum::<f64>() / all.len().max(1) as f64;
    let of_contract = (!all.is_empty()).then(|| {
        let whole = |value| Cell::Number(with_decimals(value, 0, language));
        vec![
            Cell::Number(say("mean", "gemiddeld").to_owned()),
            whole(mean(&|year| year.cost_eur)),
            whole(mean(&|year| year.hours)),
            Cell::Number(number(mean(&|year| year.fires), language)),
            Cell::Number(with_decimals(mean(&|year| year.production_t_ha), 2, language)),
            Cell::Number(with_decimals(mean(&|year| year.target_richness), 2, language)),
        ]
    });
    let rows = all.iter().map(|year| {
        let whole = |value| Cell::Number(with_decimals(value, 0, language));
        vec![
            Cell::Number(year.calendar.to_string()),
            whole(year.cost_eur),
            whole(year.hours),
            Cell::Number(number(year.fires, language)),
            Cell::Number(with_decimals(year.production_t_ha, 2, language)),
            Cell::Number(with_decimals(year.target_richness, 2, language)),
        ]
    });
    Table {
        intro: lines(results).join(" "),
        head: vec![
            say("Year", "Jaar"),
            say("Cost, EUR", "Kosten, EUR"),
            say("Machine hours", "Machine-uren"),
            say("Expected fires", "Verwachte branden"),
            say("Production, t/ha", "Productie, t/ha"),
            say("Target species", "Doelsoorten"),
        ],
        rows: rows.chain(of_contract).collect(),
    }
}

/// The contract in sentences; none where one year stands for all.
pub fn lines(results: &Results) -> Vec<String> {
    let all = years(results);
    let (Some(first), Some(last)) = (all.first(), all.last()) else { return Vec::new() };
    let language = results.scenario.language;
    let [from, to] = [first, last].map(|year| with_decimals(year.production_t_ha, 2, language));
    let [before, after] = [first, last].map(|year| with_decimals(year.cost_eur, 0, language));
    let mut told = vec![match language {
        Language::En => format!(
            "Contract {}\u{2013}{}: production goes from {from} to {to} t/ha, the cost of a year from {before} to {after} EUR.",
            first.calendar, last.calendar
        ),
        Language::Nl => format!(
            "Contract {}\u{2013}{}: de productie gaat van {from} naar {to} t/ha, de kosten van een jaar van {before} naar {after} EUR.",
            first.calendar, last.calendar
        ),
    }];
    told.extend(results.worth.map(|worth| changes(results, worth)));
    told.extend(results.worth.map(|worth| bought(results, worth)));
    let members = results.scenario.members;
    told.push(match language {
        Language::En => format!(
            "Each year is the mean of {members} weathers: ups and downs between the years are for the most part those of the weather that was drawn. The limits hold for the whole contract, budget and hours for every year."
        ),
        Language::Nl => format!(
            "Elk jaar is het gemiddelde van {members} weerreeksen: verschillen tussen de jaren zijn grotendeels die van het getrokken weer. De grenzen gelden voor het hele contract, budget en uren voor elk jaar."
        ),
    });
    told
}

fn changes(results: &Results, worth: &Worth) -> String {
    let (scenario, language) = (results.scenario, results.scenario.language);
    if worth.changes.is_empty() {
        return choose(
            language,
            "No verge changes its regime within the contract.",
            "Geen berm wisselt binnen het contract van regime.",
        )
        .to_owned();
    }
    let told = worth.changes.iter().take(TOLD).map(|change| {
        let [before, after] = [change.before, change.after].map(|regime| words::regime(scenario, regime));
        let km = number(change.km, language);
        match language {
            Language::En => format!("{km} km from {before} to {after} in {}", change.year),
            Language::Nl => format!("{km} km van {before} naar {after} in {}", change.year),
        }
    });
    let list = told.collect::<Vec<_>>().join("; ");
    let more = worth.changes.len().saturating_sub(TOLD);
    let rest = match (more, language) {
        (0, _) => String::new(),
        (_, Language::En) => format!("; and {more} smaller ones"),
        (_, Language::Nl) => format!("; en {more} kleinere"),
    };
    format!("{}: {list}{rest}.", choose(language, "Changes of regime", "Wisselingen van regime"))
}

fn bought(results: &Results, worth: &Worth) -> String {
    let language = results.scenario.language;
    let Some(plan) = results.plan else { return String::new() };
    match &worth.kept {
        Err(refusal) => {
            let why = plan_lines::none(refusal, language);
            match language {
                Language::En => format!("Without such changes there is no plan: {why}"),
                Language::Nl => format!("Zonder zulke wisselingen is er geen plan: {why}"),
            }
        }
        Ok(kept) => {
            let sign = plan.objective.sign();
            let unit = match plan.objective {
                crate::planning::model::Objective::Cost => choose(language, "EUR a year", "EUR per jaar"),
                crate::planning::model::Objective::Measure(kpi) => words::unit(kpi.unit, language),
            };
            let shown = |value: f64| match plan.objective {
                crate::planning::model::Objective::Cost => with_decimals(value, 0, language),
                crate::planning::model::Objective::Measure(_) => number(sign * value, language),
            };
            let [with, without, bound] = [plan.value, kept.value, kept.bound].map(shown);
            let proven = plan.value < kept.bound;
            match (language, proven) {
                (Language::En, true) => format!(
                    "Without changes of regime the best plan found has {without} {unit} and none can have less than {bound}; with them it is {with}: that they pay is proven."
                ),
                (Language::Nl, true) => format!(
                    "Zonder wisselingen heeft het beste gevonden plan {without} {unit} en kan geen plan onder {bound} komen; met wisselingen is het {with}: dat ze lonen is bewezen."
                ),
                (Language::En, false) => format!(
                    "Without changes of regime the best plan found has {without} {unit} (none can have less than {bound}), with them {with}: that they pay is not proven."
                ),
                (Language::Nl, false) => format!(
                    "Zonder wisselingen heeft het beste gevonden plan {without} {unit} (geen kan onder {bound} komen), met wisselingen {with}: dat ze lonen is niet bewezen."
                ),
            }
        }
    }
}
