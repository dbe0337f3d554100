//! The answer: one sentence, what each type of verge gets and why, which limits hold, and what the weather alone does.

use super::{Results, SHARE, paired, plan_lines, second_opinion, words};
use crate::ensemble::summary::{paired as pair_up, quantile};
use crate::kpi::define::{Kpi, Quantity, find};
use crate::kpi::evaluate::{KpiRow, PLAN};
use crate::kpi::group::Level;
use crate::kpi::segment_value::{Over, series};
use crate::network::segment::ProductivityClass;
use crate::planning::Choice;
use crate::planning::reason::reason_text;
use crate::plot::words::{capital, choose, inside, number, per_cent, with_interval};
use crate::report::page::{Advised, Recommendation, Verdict};
use crate::scenario::Language;
use crate::simulation::measure::Measure;
use crate::units::KM_PER_M;
use std::collections::BTreeMap;

/// Regimes that cover less than this share of a verge type are not named.
const WORTH_NAMING: f64 = 0.02;
/// A proven loss of a share from this size on is told in the headline.
const WORTH_A_WARNING: f64 = 0.05;

/// The answer in one sentence: fire and cost, and the largest proven loss of life.
pub fn headline(results: &Results) -> String {
    let language = results.scenario.language;
    if let Some(refusal) = results.refusal {
        return plan_lines::none(refusal, language);
    }
    let Some(fire) = results.network_row("plan", "fire") else {
        return choose(
            language,
            "Regimes compared on this network; the scenario asks for no plan.",
            "Regimes vergeleken op dit netwerk; het scenario vraagt geen plan.",
        )
        .to_owned();
    };
    let fires = [
        ("fewer expected verge fires", "minder verwachte bermbranden"),
        ("more expected verge fires", "meer verwachte bermbranden"),
        ("no proven difference in expected verge fires", "geen aangetoond verschil in verwachte bermbranden"),
    ];
    let money =
        [("lower cost", "lagere kosten"), ("higher cost", "hogere kosten"), ("the same cost", "gelijke kosten")];
    let doubt = if second_opinion::disputed(results, "plan") {
        choose(
            language,
            " (which a second reading of fire does not confirm)",
            " (wat een tweede lezing van brand niet bevestigt)",
        )
    } else {
        ""
    };
    let parts = [
        change(fire, fires, language).map(|told| told + doubt),
        results.network_row("plan", "K1").and_then(|row| change(row, money, language)),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let told = parts.join(choose(language, " at ", " bij "));
    match language {
        Language::En => format!("Against the regimes of today the plan gives {told}{}.", loss(results)),
        Language::Nl => format!("Vergeleken met de regimes van nu geeft het plan {told}{}.", loss(results)),
    }
}

/// A relative change in words: less, more or not proven.
fn change(row: &KpiRow, words: [(&str, &str); 3], language: Language) -> Option<String> {
    let [less, more, same] = words.map(|(english, dutch)| choose(language, english, dutch));
    if !row.proven()? {
        return Some(same.to_owned());
    }
    let share = row.relative_q50?;
    Some(format!("{} {}", per_cent(share.abs(), language), if share < 0.0 { less } else { more }))
}

/// The largest proven loss among the measures of plants and insects, as the end of a sentence; empty if none is large.
fn loss(results: &Results) -> String {
    let language = results.scenario.language;
    let lost = ["B9", "B10", "B12"].iter().filter_map(|kpi| {
        let row = results.network_row("plan", kpi)?;
        let size = -row.difference?.q50;
        (row.proven()? && size >= WORTH_A_WARNING).then_some((inside(row.title), size))
    });
    let Some((name, size)) = lost.max_by(|a, b| a.1.total_cmp(&b.1)) else { return String::new() };
    let points = number((100.0 * size).round(), language);
    match language {
        Language::En => format!(", but {name} falls by {points} percentage points"),
        Language::Nl => format!(", maar {name} daalt met {points} procentpunten"),
    }
}

/// What each type of verge gets, by length, and why.
pub fn recommendations(results: &Results) -> Vec<Recommendation> {
    let Some(plan) = results.plan else { return Vec::new() };
    let (scenario, colours) = (results.scenario, results.colours());
    let order = [ProductivityClass::High, ProductivityClass::Mid, ProductivityClass::Low];
    let length = |choice: &Choice| scenario.network.segments[choice.segment].length_m;
    let made = order.into_iter().filter_map(|productivity| {
        let is_this = |choice: &&Choice| scenario.network.segments[choice.segment].site.productivity == productivity;
        let choices: Vec<&Choice> = plan.choices.iter().filter(is_this).collect();
        let mut lengths: BTreeMap<usize, f64> = BTreeMap::new();
        for choice in &choices {
            *lengths.entry(choice.regime).or_default() += length(choice);
        }
        let total: f64 = lengths.values().sum();
        let mut regimes: Vec<(usize, f64)> = lengths.into_iter().collect();
        regimes.retain(|(_, length)| length / total >= WORTH_NAMING);
        regimes.sort_by(|a, b| b.1.total_cmp(&a.1));
        let advised = |(regime, length): (usize, f64)| Advised {
            regime: words::regime(scenario, regime),
            colour: colours[regime].hex(),
            share: length / total,
        };
        (total > 0.0).then(|| Recommendation {
            verge_type: capital(words::verges(productivity, scenario.language)),
            length_km: total * KM_PER_M,
            regimes: regimes.into_iter().map(advised).collect(),
            why: why(results, &choices, total),
        })
    });
    made.collect()
}

/// What the choices do to fires and cost of their verges, and the reasons of the planner with their share of the length.
fn why(results: &Results, choices: &[&Choice], total_m: f64) -> String {
    let language = results.scenario.language;
    let segments = &results.scenario.network.segments;
    let mut reasons: Vec<(String, f64)> = Vec::new();
    for choice in choices {
        let limit = results.plan.and_then(|plan| plan.limit_of(choice.reason));
        let (text, length) = (reason_text(choice.reason, limit, language), segments[choice.segment].length_m);
        match reasons.iter_mut().find(|(other, _)| *other == text) {
            Some((_, sum)) => *sum += length,
            None => reasons.push((text, length)),
        }
    }
    reasons.sort_by(|a, b| b.1.total_cmp(&a.1));
    let reasons = reasons.iter().filter(|(_, length)| length / total_m >= WORTH_NAMING);
    let reasons: Vec<String> = reasons
        .map(|(text, length)| {
            format!("{} {}: {text}", choose(language, "on", "op"), per_cent(length / total_m, language))
        })
        .collect();
    let effects =
        [("fire", "fires", "branden"), ("K1", "cost", "kosten")].into_iter().filter_map(|(kpi, name, naam)| {
            let told = effect(results, choices, kpi)?;
            Some(format!("{} {told}", choose(language, name, naam)))
        });
    let effects: Vec<String> = effects.collect();
    format!("{}. {}", capital(&effects.join(", ")), capital(&reasons.join("; ")))
}

/// Change of a summed measure on some verges, in per cent of today with its interval; `None` where today it is nothing.
fn effect(results: &Results, choices: &[&Choice], kpi: &str) -> Option<String> {
    let (language, kpi) = (results.scenario.language, find(kpi)?);
    let sum = |programme: &dyn Fn(&Choice) -> usize| -> Option<Vec<f64>> {
        let mut sums = vec![0.0; results.scenario.members];
        for choice in choices {
            let values = series(results.evidence, kpi, choice.segment, programme(choice), Over::Members)?;
            sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
        }
        Some(sums)
    };
    let plan = sum(&|choice| choice.programme)?;
    let present = sum(&|choice| results.scenario.segment_present[choice.segment])?;
    let relative: Vec<f64> = plan
        .iter()
        .zip(&present)
        .filter(|(_, now)| **now > 0.0)
        .map(|(plan, now)| 100.0 * (plan / now - 1.0))
        .collect();
    let found = paired(&pair_up(&relative, &vec![0.0; relative.len()])?);
    if !found.is_proven() {
        return Some(choose(language, "no proven difference", "geen aangetoond verschil").to_owned());
    }
    Some(format!("{}\u{a0}%", with_interval([found.low, found.mid, found.high].map(f64::round), language)))
}

/// The limits of the plan, one line each with its verdict.
pub fn verdicts(results: &Results) -> Vec<Verdict> {
    let language = results.scenario.language;
    let limits = results.plan.map_or(&[][..], |plan| &plan.limits);
    let told = limits.iter().map(|limit| {
        let name = limit.kpi.map_or_else(|| limit.name.clone(), |kpi| kpi.title(language).to_owned());
        let year = limit.name.split('/').next().and_then(|name| name.split_once('@')).map(|(_, year)| year);
        let of: Vec<&str> = limit.owner.as_deref().into_iter().chain(year).collect();
        let of = if of.is_empty() { String::new() } else { format!(" ({})", of.join(", ")) };
        let scale = if limit.kpi.is_some_and(|kpi| kpi.unit == SHARE) { 100.0 } else { 1.0 };
        let unit = limit.kpi.map_or("", |kpi| words::unit(kpi.unit, language));
        let bound = match (limit.at_least(), language) {
            (true, Language::En) => "at least",
            (true, Language::Nl) => "minstens",
            (false, Language::En) => "at most",
            (false, Language::Nl) => "hoogstens",
        };
        let [asked, used, today] =
            [limit.limit, limit.used, limit.present].map(|value| number(scale * value, language));
        let [with, now] =
            [("with the plan", "met het plan"), ("now", "nu")].map(|(english, dutch)| choose(language, english, dutch));
        let basis = limit.kpi.map_or_else(String::new, |kpi| basis(results, kpi, limit.owner.as_deref(), scale));
        let text = match limit.is_met() {
            Some(_) => format!("{name}{of}: {bound} {asked} {unit}; {with} {used}, {now} {today}{basis}"),
            None => format!("{name}{of}"),
        };
        Verdict { text, met: limit.is_met() }
    });
    told.chain(super::tail::verdicts(results)).chain(super::synchrony::verdicts(results)).collect()
}

/// What the numbers of a limit are, and how far the plan's value is in doubt; empty for work, which has one value.
fn basis(results: &Results, kpi: &Kpi, owner: Option<&str>, scale: f64) -> String {
    let language = results.scenario.language;
    if matches!(kpi.quantity, Quantity::Work(_)) {
        return String::new();
    }
    if matches!(kpi.quantity, Quantity::Measure(Measure::BiodiversityIndex, ..)) {
        let parts = (" (means, without connectivity)", " (gemiddelden, zonder samenhang)");
        return choose(language, parts.0, parts.1).to_owned();
    }
    if !kpi.quantity.holds_ignition_doubt() {
        return choose(language, " (means)", " (gemiddelden)").to_owned();
    }
    let means = choose(
        language,
        "means at the rate and form of ignition of the scenario",
        "gemiddelden bij het aantal en de vorm van ontbranden van het scenario",
    );
    let level = owner.map_or((Level::Network, ""), |owner| (Level::Owner, owner));
    let Some(row) = results.row(level.0, level.1, PLAN, kpi.id) else { return format!(" ({means})") };
    let [low, mid, high] = [row.value.q05, row.value.q50, row.value.q95].map(|value| number(scale * value, language));
    match language {
        Language::En => {
            format!(" ({means}; with the doubt about them the plan has {mid}, {low} to {high} in 5\u{2013}95 %)")
        }
        Language::Nl => {
            format!(" ({means}; met de twijfel daarover heeft het plan {mid}, {low} tot {high} in 5\u{2013}95 %)")
        }
    }
}

/// Days of fire weather a year, over stations, members and years: what the weather does whatever is mown.
pub fn weather_alone(results: &Results) -> String {
    let language = results.scenario.language;
    let mut days: Vec<f64> = results.outcomes.fire_weather_days.iter().copied().collect();
    days.sort_by(f64::total_cmp);
    if days.is_empty() {
        return String::new();
    }
    let [low, mid, high] = [0.05, 0.5, 0.95].map(|share| number(quantile(&days, share), language));
    match language {
        Language::En => format!(
            "Weather alone, whatever is mown: {mid} fire weather days a year (median; {low} to {high} in 5\u{2013}95 % of the years; a day with a fire weather index of 21.3 or more)."
        ),
        Language::Nl => format!(
            "Alleen het weer, wat er ook gemaaid wordt: {mid} dagen brandgevaarlijk weer per jaar (mediaan; {low} tot {high} in 5\u{2013}95 % van de jaren; een dag met een fire weather index van 21,3 of meer)."
        ),
    }
}
