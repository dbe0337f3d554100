//! What proves and limits a plan, in words: the gap to the best possible, marginal prices, and what is missing where no plan
//! exists.

use super::SHARE;
use crate::error::Problem;
use crate::kpi::define::{Kpi, find};
use crate::planning::breeding::Breeding;
use crate::planning::capacity::Row;
use crate::planning::model::Objective;
use crate::planning::synchrony::Collision;
use crate::planning::{Missing, Plan, Refusal};
use crate::plot::words::{capital, choose, number, with_decimals};
use crate::report::page::Price;
use crate::scenario::Language;
use std::path::Path;

/// Rows that are told where no plan exists.
const TOLD: usize = 6;

/// How far the plan may lie from the best possible.
pub fn gap(plan: &Plan, language: Language) -> String {
    let per_cent = with_decimals(100.0 * plan.gap(), 2, language);
    if let Objective::Measure(kpi) = plan.objective {
        let sign = plan.objective.sign();
        let scale = if kpi.unit == SHARE { 100.0 } else { 1.0 };
        let [value, bound] = [plan.value, plan.bound].map(|value| number(sign * scale * value, language));
        let unit = super::words::unit(kpi.unit, language);
        return match language {
            Language::En => format!(
                "{}: {value} {unit}; no plan within the limits does better than {bound} (gap {per_cent} %)",
                kpi.title_en
            ),
            Language::Nl => format!(
                "{}: {value} {unit}; geen plan binnen de grenzen doet het beter dan {bound} (verschil {per_cent} %)",
                kpi.title_nl
            ),
        };
    }
    let [bound, value] = [plan.bound, plan.value].map(|eur| with_decimals(eur, 0, language));
    let stretch = if plan.stretch_eur > 0.0 {
        let eur = number(plan.stretch_eur, language);
        match language {
            Language::En => format!(", of which {eur} EUR for changes of programme along the road"),
            Language::Nl => format!(", waarvan {eur} EUR voor wisselingen van programma langs de weg"),
        }
    } else {
        String::new()
    };
    match language {
        Language::En => format!(
            "Proven: no plan within the limits costs less than {bound} EUR a year; this one costs {value} EUR{stretch} (gap {per_cent} %)"
        ),
        Language::Nl => format!(
            "Bewezen: geen plan binnen de grenzen kost minder dan {bound} EUR per jaar; dit kost {value} EUR{stretch} (verschil {per_cent} %)"
        ),
    }
}

/// Marginal prices of limits and crew-weeks, those that weigh most (price times limit) first.
pub fn prices(plan: &Plan, language: Language) -> Vec<Price> {
    let per = choose(language, "per", "per");
    let money = match plan.objective {
        Objective::Cost => "EUR",
        Objective::Measure(kpi) => super::words::unit(kpi.unit, language),
    };
    let limits = plan.limits.iter().filter(|limit| limit.price > 1e-9).map(|limit| {
        let scale = if limit.kpi.is_some_and(|kpi| kpi.unit == SHARE) { 0.01 } else { 1.0 };
        let unit = limit.kpi.map_or("", |kpi| one_unit(kpi.unit, language));
        let price = Price {
            name: limit_name(&limit.name, language),
            price: scale * limit.price,
            unit: format!("{money} {per} {unit}"),
        };
        (price, limit.price * limit.limit.abs())
    });
    let rows = plan.rows.iter().filter(|row| row.price > 1e-9).map(|row| {
        let name = hours_name(&row.area, &row.row.group_name(), row.row.week, language);
        let unit = format!("{money} {per} {}", choose(language, "hour", "uur"));
        (Price { name, price: row.price, unit }, row.price * row.row.hours.unwrap_or(0.0))
    });
    let depots = plan.disposal.iter().filter(|row| row.price > 1e-9).map(|row| {
        let unit = format!("{money} {per} t");
        let price = Price { name: format!("week {}, {}", row.week, row.depot), price: row.price, unit };
        (price, row.price * row.limit)
    });
    let together = plan.synchrony.iter().filter(|one| one.price > 1e-9).map(|one| {
        let unit = format!("{money} {per} {}", super::synchrony::unit(one.row.kind, language));
        let price = Price { name: super::synchrony::row_name(&one.row, language), price: one.price, unit };
        (price, one.price * one.row.limit)
    });
    let tail = plan.tail.iter().filter(|tail| tail.price > 1e-9).map(|tail| {
        let unit = format!("{money} {per} {}", one_unit("fires/yr", language));
        let price = Price { name: limit_name("fire_tail", language), price: tail.price, unit };
        (price, tail.price * tail.limit.limit)
    });
    let mut list: Vec<(Price, f64)> = limits.chain(rows).chain(depots).chain(together).chain(tail).collect();
    list.sort_by(|a, b| b.1.total_cmp(&a.1));
    list.into_iter().map(|(price, _)| price).collect()
}

/// Unit of the price of a measure.
pub fn price_unit(money: &str, kpi: &Kpi, language: Language) -> String {
    format!("{money} {} {}", choose(language, "per", "per"), one_unit(kpi.unit, language))
}

/// One of a unit, for prices.
fn one_unit(unit: &'static str, language: Language) -> &'static str {
    match unit {
        SHARE => choose(language, "percentage point", "procentpunt"),
        "fires/yr" => choose(language, "fire a year", "brand per jaar"),
        "d/yr" => choose(language, "day a year", "dag per jaar"),
        "EUR/yr" => choose(language, "EUR a year", "EUR per jaar"),
        "t/yr" => choose(language, "t a year", "t per jaar"),
        other => super::words::unit(other, language),
    }
}

/// Name of a limit for people.
fn limit_name(name: &str, language: Language) -> String {
    if name.starts_with("fire_tail") {
        let text = choose(language, "limit fires in the worst weathers", "grens branden in het slechtste weer");
        return text.to_owned();
    }
    let (kpi, owner) = name.split_once('/').map_or((name, None), |(kpi, owner)| (kpi, Some(owner)));
    let (kpi, year) = kpi.split_once('@').map_or((kpi, None), |(kpi, year)| (kpi, Some(year)));
    let owner = match (owner, year) {
        (Some(owner), Some(year)) => Some(format!("{owner}, {year}")),
        (owner, year) => owner.or(year).map(str::to_owned),
    };
    let title = find(kpi).map_or(kpi, |kpi| kpi.title(language));
    let limit = choose(language, "limit", "grens");
    owner.map_or_else(|| format!("{limit} {title}"), |owner| format!("{limit} {title} ({owner})"))
}

/// Name of a crew's week for people.
pub fn week_name(area: &str, row: &Row, language: Language) -> String {
    let week = choose(language, "week", "week");
    let year = row.year.map_or_else(String::new, |year| format!(" {} {year}", choose(language, "of", "van")));
    format!("{area}, {week} {}{year}", row.week)
}

/// Name of the hours of a week for people.
fn hours_name(area: &str, group: &str, week: u8, language: Language) -> String {
    let (year, group) =
        group.split_once('/').map_or((String::new(), group), |(year, group)| (format!(" {year}"), group));
    let machines = group.replace('_', " ").replace('+', choose(language, " or ", " of "));
    format!("week {week}{year}, {area}, {machines}")
}

/// A row of a certificate in words, with what it lacks.
pub fn lacks(missing: &Missing, language: Language) -> String {
    let parts: Vec<&str> = missing.name.split('/').collect();
    let name = match parts.as_slice() {
        ["capacity", area @ .., year, group, week] if year.parse::<i16>().is_ok() => {
            hours_name(&area.join("/"), &format!("{year}/{group}"), week.parse().unwrap_or(0), language)
        }
        ["disposal", year, depot, week] => format!("week {week} {year}, {depot}"),
        ["capacity", area @ .., group, week] => hours_name(&area.join("/"), group, week.parse().unwrap_or(0), language),
        ["disposal", depot, week] => format!("week {week}, {depot}"),
        ["synchrony", zone, year, week] => format!("week {week} {year}, {zone}"),
        ["sides", pair, year, week] => {
            format!("week {week} {year}, {} {pair}", choose(language, "both sides of", "beide zijden van"))
        }
        ["synchrony", zone, week] => format!("week {week}, {zone}"),
        ["sides", pair, week] => {
            format!("week {week}, {} {pair}", choose(language, "both sides of", "beide zijden van"))
        }
        _ => limit_name(&missing.name, language),
    };
    let scale = if missing.unit == SHARE { 100.0 } else { 1.0 };
    let unit = match missing.unit {
        "h" => choose(language, "hours", "uur"),
        unit => super::words::unit(unit, language),
    };
    let [short, limit] = [missing.short, missing.limit].map(|value| number(scale * value, language));
    match language {
        Language::En => format!("{name}: {short} {unit} short of the limit of {limit}"),
        Language::Nl => format!("{name}: {short} {unit} te kort voor de grens van {limit}"),
    }
}

/// Opposite sides that no plan keeps apart, in one sentence.
fn collide(collisions: &[Collision], language: Language) -> String {
    let told = collisions.iter().take(TOLD).map(|one| {
        let Collision { name, owner, district, weeks: (first, last) } = one;
        format!("{name} ({owner}, {district}, week {first}-{last})")
    });
    let told = told.collect::<Vec<_>>().join("; ");
    let count = collisions.len();
    match language {
        Language::En => format!(
            "No plan exists: on {count} pairs of opposite sides no two programmes lie as many weeks apart as asked. With the weeks of their programmes: {told}."
        ),
        Language::Nl => format!(
            "Er bestaat geen plan: bij {count} paren overstaande zijden liggen geen twee programma's zoveel weken uit elkaar als gevraagd. Met de weken van hun programma's: {told}."
        ),
    }
}

/// Why there is no plan, in one sentence.
pub fn none(refusal: &Refusal, language: Language) -> String {
    if !refusal.collisions.is_empty() {
        return collide(&refusal.collisions, language);
    }
    let told: Vec<String> = refusal.missing.iter().take(TOLD).map(|missing| lacks(missing, language)).collect();
    let more = refusal.missing.len().saturating_sub(TOLD);
    let more = match (more, language) {
        (0, _) => String::new(),
        (n, Language::En) => format!("; and {n} more"),
        (n, Language::Nl) => format!("; en nog {n}"),
    };
    let told = told.join("; ") + &more;
    match (refusal.proven, language) {
        (true, Language::En) => format!("No plan is within the limits, which is proven. {}.", capital(&told)),
        (true, Language::Nl) => {
            format!("Geen enkel plan blijft binnen de grenzen; dat is bewezen. {}.", capital(&told))
        }
        (false, Language::En) => format!("No plan within the limits was found; the best attempt breaks {told}."),
        (false, Language::Nl) => {
            format!("Er is geen plan binnen de grenzen gevonden; de beste poging breekt {told}.")
        }
    }
}

/// Where the breeding season and early cuts meet, a line for each owner and side of it.
pub fn breeding(plan: &Plan, regime: &dyn Fn(usize) -> String, language: Language) -> Vec<String> {
    let mut lines = Vec::new();
    for found in &plan.breeding {
        let Breeding { owner, season, refused, .. } = found;
        let [cut_km, refused_km, fires] = [found.cut_km, found.refused_km, found.fires].map(|x| number(x, language));
        let (first, last) = (season.first, season.last);
        if found.cut_km > 0.0 {
            lines.push(match language {
                Language::En => format!(
                    "Breeding season ({owner}, {first} to {last}): {cut_km} km are cut within it; look for nests first"
                ),
                Language::Nl => format!(
                    "Broedseizoen ({owner}, {first} tot {last}): {cut_km} km wordt erin gemaaid; zoek eerst naar nesten"
                ),
            });
        }
        if found.refused_km > 0.0 {
            let regimes = refused.iter().map(|&one| regime(one)).collect::<Vec<_>>().join(" / ");
            lines.push(match language {
                Language::En => format!(
                    "Breeding season ({owner}) against early cuts: on {refused_km} km too little would stay under {regimes}; \
                     the best of these would avoid {fires} fires a year beyond the plan"
                ),
                Language::Nl => format!(
                    "Broedseizoen ({owner}) tegen vroeg maaien: op {refused_km} km zou te weinig blijven staan bij {regimes}; \
                     de beste daarvan zou {fires} branden per jaar meer voorkomen dan het plan"
                ),
            });
        }
    }
    lines
}

/// The problem that a run without a plan ends with.
pub fn problem(refusal: &Refusal, language: Language, dir: &Path) -> Problem {
    if !refusal.collisions.is_empty() {
        let hint = match language {
            Language::En => {
                "ask for fewer opposite_weeks, widen the windows, or let verges stay unmown (unmown = true)"
            }
            Language::Nl => {
                "vraag minder opposite_weeks, verruim de vensters, of laat bermen ongemaaid (unmown = true)"
            }
        };
        return Problem::new("P422", dir.display().to_string(), none(refusal, language)).hint(hint);
    }
    let (code, hint) = match (refusal.proven, language) {
        (true, Language::En) => {
            ("P420", "ease these limits, or give more hours in these weeks; the proof is in certificate.json")
        }
        (true, Language::Nl) => {
            ("P420", "verruim deze grenzen, of geef meer uren in deze weken; het bewijs staat in certificate.json")
        }
        (false, Language::En) => ("P421", "that none exists is not proven; ease these limits a little"),
        (false, Language::Nl) => ("P421", "dat er geen bestaat is niet bewezen; verruim deze grenzen een beetje"),
    };
    Problem::new(code, dir.display().to_string(), none(refusal, language)).hint(hint)
}
