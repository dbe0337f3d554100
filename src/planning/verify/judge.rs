//! Adds up a plan again and holds it against capacity, limits and claims.

use super::data::{Data, Hours, Issued, Limit, Planned, Value};
use super::proof::{area_of, capacity_name, is_shared, limit_name, total_weight, unit_of, weight_of};
use super::{Check, Verdict};
use std::collections::{BTreeMap, BTreeSet};

/// Relative excess of a row or limit that counts as rounding.
const ROUNDING: f64 = 1e-6;
/// Relative difference of a claim written with 6 significant digits.
const CLAIM: f64 = 1e-5;
/// Difference of a claim in money, written with 2 decimals.
const CENT: f64 = 0.0051;

/// Hours used by district, group and week.
type Used = BTreeMap<(String, String, u8), f64>;

pub(super) fn judge(data: &Data) -> Verdict {
    let rows = valued(data);
    let total = |column: &str| rows.iter().filter_map(|(_, value)| value.get(column)).sum::<f64>();
    let used = hours_used(data, &rows);
    let mut checks = vec![completeness(data), permission(data), capacity(data, &used)];
    checks.extend(data.limits.iter().map(|limit| keeps_limit(data, limit, &rows)));
    if data.plan.iter().any(|planned| !planned.claims.is_empty()) {
        checks.push(claims(data, &rows));
    }
    if data.capacity.values().any(|row| row.claimed.is_some()) {
        checks.push(claimed_hours(data, &used));
    }
    if let Some(issued) = &data.issued {
        checks.push(issued_weeks(data, issued));
    }
    let full = data.capacity.iter().filter_map(|(key, row)| {
        let hours = row.hours.filter(|hours| *hours > 0.0)?;
        Some(used.get(key).copied().unwrap_or(0.0) / hours)
    });
    Verdict {
        checks,
        segments: data.plan.len(),
        cost_eur: total("cost"),
        stretch_eur: data.stretch_eur * changes(data) as f64,
        fire: total("fire"),
        bio: total("bio"),
        fullest_row: full.reduce(f64::max),
        proof: None,
        objective: data.objective.as_ref().map(|of| of.column.clone()),
    }
}

/// Rows of the plan that have values.
fn valued(data: &Data) -> Vec<(&Planned, Value<'_>)> {
    let find = |planned: &Planned| data.values.get(&planned.segment, &planned.programme);
    data.plan.iter().filter_map(|planned| Some((planned, find(planned)?))).collect()
}

fn completeness(data: &Data) -> Check {
    let mut seen = BTreeSet::new();
    let mut breaches = Vec::new();
    for planned in &data.plan {
        if !data.segments.contains_key(&planned.segment) {
            breaches.push(format!("segment {} is not in the data", planned.segment));
        } else if !seen.insert(&planned.segment) {
            breaches.push(format!("segment {} has more than one programme", planned.segment));
        }
    }
    let missing = data.segments.keys().filter(|segment| !seen.contains(segment));
    breaches.extend(missing.map(|segment| format!("segment {segment} has no programme")));
    let found = format!("{} rows for {} segments", data.plan.len(), data.segments.len());
    Check { name: "one programme per segment".into(), found, breaches }
}

fn permission(data: &Data) -> Check {
    let mut breaches = Vec::new();
    for planned in data.plan.iter().filter(|planned| data.segments.contains_key(&planned.segment)) {
        if !data.programmes.contains_key(&planned.programme) {
            breaches.push(format!("segment {}: there is no programme {}", planned.segment, planned.programme));
        } else if data.values.get(&planned.segment, &planned.programme).is_none() {
            breaches.push(format!("segment {}: programme {} is no candidate", planned.segment, planned.programme));
        }
    }
    Check { name: "programmes allowed".into(), found: format!("{} programmes", data.programmes.len()), breaches }
}

/// Hours of a segment under its programme, by group and week.
fn hours_of(data: &Data, planned: &Planned, value: Value<'_>) -> Hours {
    if let Some(hours) = value.hours() {
        return hours.clone();
    }
    let full = data.segments.get(&planned.segment).and_then(|segment| segment.hours_full_cut).unwrap_or(0.0);
    let visits = data.programmes.get(&planned.programme);
    let visits = visits.into_iter().flatten();
    visits.map(|&(week, share)| ((String::new(), week), full * share)).collect()
}

fn hours_used(data: &Data, rows: &[(&Planned, Value<'_>)]) -> Used {
    let mut used = Used::new();
    for (planned, value) in rows {
        let Some(segment) = data.segments.get(&planned.segment) else { continue };
        for ((group, week), hours) in hours_of(data, planned, *value) {
            *used.entry((area_of(segment, &group).to_owned(), group, week)).or_default() += hours;
        }
    }
    used
}

fn capacity(data: &Data, used: &Used) -> Check {
    let mut breaches = Vec::new();
    for (key, &hours) in used.iter().filter(|(_, hours)| **hours > 0.0) {
        let (district, group, week) = key;
        let row = if group.is_empty() {
            format!("{district}, week {week}")
        } else {
            format!("{district}, {group}, week {week}")
        };
        match data.capacity.get(key) {
            None => breaches.push(format!("{row}: {hours:.3} {}, but there is no capacity", unit_of(group))),
            Some(capacity) => {
                if let Some(limit) = capacity.hours.filter(|limit| hours > limit * (1.0 + ROUNDING)) {
                    let unit = unit_of(group);
                    breaches.push(format!("{row}: {hours:.3} {unit} of {limit:.3} {unit}"));
                }
            }
        }
    }
    let limited = data.capacity.values().filter(|row| row.hours.is_some()).count();
    let found = if limited == 0 { "hours are not limited".to_owned() } else { format!("{limited} limited rows") };
    Check { name: "capacity".into(), found, breaches }
}

/// Use of a limit by the plan; segments without a value are breaches.
fn limit_used(data: &Data, limit: &Limit, rows: &[(&Planned, Value<'_>)], breaches: &mut Vec<String>) -> f64 {
    let (mut sum, mut divisor) = (0.0, 0.0);
    let counts = |planned: &Planned| {
        limit.owner.is_empty() || data.segments.get(&planned.segment).is_some_and(|s| s.owner == limit.owner)
    };
    for (planned, value) in rows.iter().filter(|(planned, _)| counts(planned)) {
        let weights = data.segments.get(&planned.segment).map(|segment| &segment.weights);
        let weight = if limit.weight.is_empty() {
            1.0
        } else {
            weights.and_then(|weights| weights.get(&limit.weight)).copied().unwrap_or(0.0)
        };
        match value.get(&limit.column) {
            Some(value) => sum += weight * value,
            None => breaches.push(format!("segment {}: no value of {}", planned.segment, limit.column)),
        }
        divisor += weight;
    }
    if limit.weight.is_empty() || divisor == 0.0 { sum } else { sum / divisor }
}

/// What the plan makes small, without the cost of changes along the road.
pub(super) fn objective(data: &Data) -> f64 {
    let Some(of) = &data.objective else {
        return valued(data).iter().filter_map(|(_, value)| value.get("cost")).sum();
    };
    let part = |(planned, value): &(&Planned, Value<'_>)| {
        Some(weight_of(data.segments.get(&planned.segment)?, &of.weight) * value.get(&of.column)?)
    };
    let sum: f64 = valued(data).iter().filter_map(part).sum();
    if of.large { -sum / total_weight(data, &of.weight) } else { sum / total_weight(data, &of.weight) }
}

/// Use of every limited row by its name in the certificate.
pub(super) fn rows_used(data: &Data) -> BTreeMap<String, f64> {
    let rows = valued(data);
    let hours = hours_used(data, &rows).into_iter();
    let hours = hours.map(|((district, group, week), hours)| (capacity_name(&district, &group, week), hours));
    let limits = data
        .limits
        .iter()
        .map(|limit| (limit_name(&limit.name).to_owned(), limit_used(data, limit, &rows, &mut Vec::new())));
    hours.chain(limits).collect()
}

fn keeps_limit(data: &Data, limit: &Limit, rows: &[(&Planned, Value<'_>)]) -> Check {
    let mut breaches = Vec::new();
    let used = limit_used(data, limit, rows, &mut breaches);
    let excess = if limit.at_least { limit.value - used } else { used - limit.value };
    let met = excess <= ROUNDING * limit.value.abs();
    let sense = if limit.at_least { ">=" } else { "<=" };
    let mut found = format!("{used:.6} {sense} {:.6}", limit.value);
    match limit.claimed_met {
        Some(false) if !met => found.push_str(" not met, as the plan says"),
        Some(claim) if claim != met => breaches.push(format!("said to be {}", if claim { "met" } else { "not met" })),
        None if !met => breaches.push(format!("broken by {excess:.6}")),
        _ => {}
    }
    if let Some(claimed) = limit.claimed.filter(|claimed| differs(*claimed, used, 0.0)) {
        breaches.push(format!("claimed {claimed}, found {used:.6}"));
    }
    Check { name: format!("limit {}", limit.name), found, breaches }
}

fn differs(claimed: f64, found: f64, absolute: f64) -> bool {
    (claimed - found).abs() > absolute.max(CLAIM * found.abs()) + 1e-12
}

/// Years of a contract whose hours stand apart, as `2029/GROUP`; 1 where one year stands for all.
fn years(data: &Data) -> f64 {
    let year = |group: &str| group.split_once('/').and_then(|(year, _)| year.parse::<u16>().ok());
    data.capacity.keys().filter_map(|(_, group, _)| year(group)).collect::<BTreeSet<u16>>().len().max(1) as f64
}

fn claims(data: &Data, rows: &[(&Planned, Value<'_>)]) -> Check {
    let mut breaches = Vec::new();
    let years = years(data);
    for (planned, value) in rows {
        let hours = hours_of(data, planned, *value);
        // Where machine lists overlap a visit counts in several rows, so that the rows do not add up to its hours.
        let own = hours.iter().filter(|((group, _), _)| !is_shared(group)).map(|(_, hours)| hours).sum::<f64>() / years;
        let hours = value.get("total_hours").unwrap_or(own);
        let visits = data.programmes.get(&planned.programme).map_or(0, Vec::len) as f64;
        let found = [
            ("cost_eur", value.get("cost").unwrap_or(0.0), CENT),
            ("hours", hours, 0.0),
            ("fires_per_year", value.get("fire").unwrap_or(0.0), 0.0),
            ("visits", visits, 0.0),
        ];
        for (name, found, absolute) in found {
            if let Some(claimed) = planned.claims.get(name).filter(|claimed| differs(**claimed, found, absolute)) {
                breaches.push(format!("segment {}: {name} claimed {claimed}, found {found:.6}", planned.segment));
            }
        }
    }
    Check { name: "claims per segment".into(), found: "cost, hours, fires, visits".into(), breaches }
}

fn claimed_hours(data: &Data, used: &Used) -> Check {
    let mut breaches = Vec::new();
    for (key, row) in &data.capacity {
        let found = used.get(key).copied().unwrap_or(0.0);
        if let Some(claimed) = row.claimed.filter(|claimed| differs(*claimed, found, 1e-9)) {
            breaches.push(format!(
                "{}, week {}: claimed {claimed}, found {found:.6} {}",
                key.0,
                key.2,
                unit_of(&key.1)
            ));
        }
    }
    Check { name: "claimed hours".into(), found: format!("{} rows", data.capacity.len()), breaches }
}

/// Whether the programmes that were handed out have the weeks that the plan was judged with.
fn issued_weeks(data: &Data, issued: &Issued) -> Check {
    let planned: BTreeSet<&String> = data.plan.iter().map(|planned| &planned.programme).collect();
    let mut breaches = Vec::new();
    for programme in planned {
        let Some(visits) = data.programmes.get(programme) else { continue };
        let weeks: Vec<u8> = visits.iter().map(|visit| visit.0).collect();
        let given = issued.get(programme).cloned().unwrap_or_default();
        let alike = |(given, week): (&Option<u8>, &u8)| given.is_none_or(|given| given == *week);
        if given.len() != weeks.len() || !given.iter().zip(&weeks).all(alike) {
            let given: Vec<u8> = given.into_iter().flatten().collect();
            breaches.push(format!("programme {programme}: weeks {given:?} were handed out, {weeks:?} were planned"));
        }
    }
    Check { name: "programmes handed out".into(), found: format!("{} programmes", issued.len()), breaches }
}

/// Changes of programme between neighbours of a chain.
fn changes(data: &Data) -> usize {
    let mut along: Vec<(&str, f64, &str)> = data
        .plan
        .iter()
        .filter_map(|planned| {
            let segment = data.segments.get(&planned.segment)?;
            (!segment.chain.is_empty()).then_some((
                segment.chain.as_str(),
                segment.position,
                planned.programme.as_str(),
            ))
        })
        .collect();
    along.sort_by(|a, b| a.0.cmp(b.0).then(a.1.total_cmp(&b.1)));
    along.windows(2).filter(|pair| pair[0].0 == pair[1].0 && pair[0].2 != pair[1].2).count()
}
