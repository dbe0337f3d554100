//! Judges a certificate: bound, cost and rows worked out again from the data and the multipliers, in code of its own.
//!
//! For multipliers of zero or more, the least total of cost and priced rows over all choices, less the price of the limits, is a
//! bound on every plan. Segments choose each for themselves, those of a chain together where changes of programme cost. Where the
//! certificate says that no plan exists, the same sum without the cost must come out above zero.

use super::data::{Data, Segment, Value};
use super::{Check, Proof};
use crate::error::{Problem, Problems};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Relative difference of a claim that counts as rounding.
const CLAIM: f64 = 1e-6;
/// Relative excess of a bound that counts as rounding.
const BOUND: f64 = 1e-8;
/// Share by which an option may exceed a row before it can be in no plan.
const ALONE: f64 = 1e-6;

/// A row of the certificate.
#[derive(Clone, Debug, Default)]
struct Row {
    name: String,
    sense: String,
    limit: f64,
    used: Option<f64>,
    multiplier: f64,
}

/// What a certificate says.
#[derive(Clone, Debug, Default)]
pub(super) struct Claimed {
    digest: String,
    bound: Option<f64>,
    cost: Option<f64>,
    gap: Option<f64>,
    rows: Vec<Row>,
    /// Weights of the members in each row of their fires.
    pub(super) weights: Vec<Vec<f64>>,
    /// Whether it says that no plan exists.
    pub(super) infeasible: bool,
}

/// Reads a certificate.
pub(super) fn read(path: &Path) -> Result<Claimed, Problems> {
    let place = path.display().to_string();
    let text = std::fs::read_to_string(path)
        .map_err(|error| Problem::new("I901", place.clone(), format!("cannot be read: {error}")))?;
    let json: Json = serde_json::from_str(&text)
        .map_err(|error| Problem::new("P430", place.clone(), format!("is no certificate: {error}")))?;
    let mut problems = Problems::none();
    if json["format"].as_u64() != Some(1) {
        problems.push(Problem::new("P430", place.clone(), "its format is not 1"));
    }
    let mut claimed = Claimed {
        digest: json["digest"].as_str().unwrap_or_default().to_owned(),
        bound: json["bound"].as_f64(),
        cost: json["cost"].as_f64(),
        gap: json["gap"].as_f64(),
        rows: Vec::new(),
        weights: weights(&json["tail"]["weights"]),
        infeasible: json["infeasible"].is_array(),
    };
    for (at, row) in json["rows"].as_array().into_iter().flatten().enumerate() {
        let number = |key: &str| row[key].as_f64();
        match (row["name"].as_str(), row["sense"].as_str(), number("limit"), number("multiplier")) {
            (Some(name), Some(sense), Some(limit), Some(multiplier)) => claimed.rows.push(Row {
                name: name.to_owned(),
                sense: sense.to_owned(),
                limit,
                used: number("used"),
                multiplier,
            }),
            _ => problems.push(
                Problem::new("P430", format!("{place}, rows[{at}]"), "needs name, sense, limit and multiplier")
                    .hint("write it again with zeis plan"),
            ),
        }
    }
    problems.unless_any(claimed)
}

/// Lists of numbers; what is none counts as not a number, which no check lets pass.
fn weights(json: &Json) -> Vec<Vec<f64>> {
    let numbers =
        |list: &Json| list.as_array().into_iter().flatten().map(|one| one.as_f64().unwrap_or(f64::NAN)).collect();
    json.as_array().into_iter().flatten().map(numbers).collect()
}

/// A limit as the data have it: name, whether a lower one, value.
struct Known {
    at_least: bool,
    limit: f64,
}

/// Whether a group stands for a depot (`@`, tonnes), a zone (`#`, ha) or opposite sides (`|`, cuts), which every district shares.
pub(super) fn is_shared(group: &str) -> bool {
    group.starts_with(['@', '#', '|'])
}

/// Unit of the rows of a group.
pub(super) fn unit_of(group: &str) -> &'static str {
    match group.chars().next() {
        Some('@') => "t",
        Some('#') => "ha",
        Some('|') => "cuts",
        _ => "h",
    }
}

/// District in which a segment's use of a group counts.
pub(super) fn area_of<'a>(segment: &'a Segment, group: &str) -> &'a str {
    if is_shared(group) { "" } else { &segment.district }
}

/// Name of a capacity row.
pub(super) fn capacity_name(district: &str, group: &str, week: u8) -> String {
    if let Some(depot) = group.strip_prefix('@') {
        return format!("disposal/{depot}/{week}");
    }
    for (sign, kind) in [('#', "synchrony"), ('|', "sides")] {
        if let Some(name) = group.strip_prefix(sign) {
            return format!("{kind}/{name}/{week}");
        }
    }
    if group.is_empty() { format!("capacity/{district}/{week}") } else { format!("capacity/{district}/{group}/{week}") }
}

/// Name of a limit in certificates.
pub(super) fn limit_name(name: &str) -> &str {
    match name {
        "fire_max" => "fire",
        "bio_min" => "bio",
        "budget_max" => "budget",
        other => other,
    }
}

fn known_rows(data: &Data) -> BTreeMap<String, Known> {
    let capacity = data.capacity.iter().filter_map(|((district, group, week), row)| {
        Some((capacity_name(district, group, *week), Known { at_least: false, limit: row.hours? }))
    });
    let limits = data
        .limits
        .iter()
        .map(|limit| (limit_name(&limit.name).to_owned(), Known { at_least: limit.at_least, limit: limit.value }));
    capacity.chain(limits).collect()
}

/// Weight of a segment in a mean; 1 in a sum.
pub(super) fn weight_of(segment: &Segment, weight: &str) -> f64 {
    if weight.is_empty() { 1.0 } else { segment.weights.get(weight).copied().unwrap_or(0.0) }
}

/// What a mean over all segments is divided by; 1 for a sum.
pub(super) fn total_weight(data: &Data, weight: &str) -> f64 {
    let total: f64 = data.segments.values().map(|segment| weight_of(segment, weight)).sum();
    if weight.is_empty() || total <= 0.0 { 1.0 } else { total }
}

/// Prices in the form in which they are added to the values.
struct Prices<'a> {
    data: &'a Data,
    /// Column of what is made small, the name of its weight, and its price: per unit 1, or 0 where only the rows count.
    objective: (usize, &'a str, f64),
    /// Price of an hour by district, group and week.
    hours: BTreeMap<(&'a str, &'a str, u8), f64>,
    /// Price of a limit, per unit of a segment's column: column, weight name, owner, price.
    limits: Vec<(usize, &'a str, &'a str, f64)>,
}

impl<'a> Prices<'a> {
    fn new(data: &'a Data, multipliers: &BTreeMap<&str, f64>, cost: f64) -> Self {
        let price = |name: &str| multipliers.get(name).copied().unwrap_or(0.0);
        let hours = data.capacity.keys().map(|(district, group, week)| {
            ((district.as_str(), group.as_str(), *week), price(&capacity_name(district, group, *week)))
        });
        let limits = data.limits.iter().filter_map(|limit| {
            let column = data.values.columns.iter().position(|name| *name == limit.column)?;
            let owner = limit.owner.as_str();
            let weight = |segment: &Segment| segment.weights.get(&limit.weight).copied().unwrap_or(0.0);
            let counted = data.segments.values().filter(|segment| owner.is_empty() || segment.owner == owner);
            let divisor: f64 = if limit.weight.is_empty() { 1.0 } else { counted.map(weight).sum() };
            let sign = if limit.at_least { -1.0 } else { 1.0 };
            let price = sign * price(limit_name(&limit.name)) / if divisor > 0.0 { divisor } else { 1.0 };
            Some((column, limit.weight.as_str(), owner, price))
        });
        let objective = data.objective.as_ref().map_or(("cost", "", cost), |of| {
            let sign = if of.large { -cost } else { cost };
            (of.column.as_str(), of.weight.as_str(), sign / total_weight(data, &of.weight))
        });
        let column = data.values.columns.iter().position(|name| name == objective.0).unwrap_or(0);
        let objective = (column, objective.1, objective.2);
        Prices { data, objective, hours: hours.collect(), limits: limits.collect() }
    }

    /// Priced value of a programme on a segment; `None` where it exceeds a row by itself.
    fn of(&self, segment: &Segment, programme: &str, value: Value<'_>) -> Option<f64> {
        let numbers = value.numbers();
        let (column, weight, price) = self.objective;
        let mut sum = price * weight_of(segment, weight) * numbers[column];
        for (column, weight, owner, price) in &self.limits {
            if owner.is_empty() || *owner == segment.owner {
                sum += price * weight_of(segment, weight) * numbers[*column];
            }
        }
        let mut weeks: BTreeMap<(&str, u8), f64> = BTreeMap::new();
        if let Some(hours) = value.hours() {
            for ((group, week), hours) in hours {
                *weeks.entry((group, *week)).or_default() += hours;
            }
        } else {
            let full = segment.hours_full_cut.unwrap_or(0.0);
            for (week, share) in self.data.programmes.get(programme).into_iter().flatten() {
                *weeks.entry(("", *week)).or_default() += full * share;
            }
        }
        for ((group, week), hours) in weeks.into_iter().filter(|(_, hours)| *hours > 0.0) {
            let area = area_of(segment, group);
            let key = (area.to_owned(), group.to_owned(), week);
            let limit = self.data.capacity.get(&key)?.hours;
            if limit.is_some_and(|limit| hours > limit * (1.0 + ALONE)) {
                return None;
            }
            sum += hours * self.hours.get(&(area, group, week)).copied().unwrap_or(0.0);
        }
        Some(sum)
    }
}

/// A running sum with the part that rounding cuts off.
#[derive(Default)]
struct Sum(f64, f64);

impl Sum {
    fn add(&mut self, term: f64) {
        let total = self.0 + term;
        let (large, small) = if self.0.abs() < term.abs() { (term, self.0) } else { (self.0, term) };
        self.1 += (large - total) + small;
        self.0 = total;
    }
}

/// Segments in runs: those of a chain in order of position, all others alone.
fn runs(data: &Data) -> Vec<Vec<&str>> {
    let mut chains: BTreeMap<&str, Vec<(&str, f64)>> = BTreeMap::new();
    let mut list = Vec::new();
    for (name, segment) in &data.segments {
        if segment.chain.is_empty() || data.stretch_eur == 0.0 {
            list.push(vec![name.as_str()]);
        } else {
            chains.entry(&segment.chain).or_default().push((name, segment.position));
        }
    }
    for mut chain in chains.into_values() {
        chain.sort_by(|a, b| a.1.total_cmp(&b.1));
        list.push(chain.into_iter().map(|(name, _)| name).collect());
    }
    list
}

/// The bound that the multipliers prove; with `cost` 0, the value that is above zero where no plan exists.
fn bound(data: &Data, claimed: &Claimed, cost: f64) -> f64 {
    let multipliers: BTreeMap<&str, f64> = claimed.rows.iter().map(|row| (row.name.as_str(), row.multiplier)).collect();
    let prices = Prices::new(data, &multipliers, cost);
    let stretch = cost * data.stretch_eur;
    let mut sum = Sum::default();
    for run in runs(data) {
        // Cost of the best path that ends in each programme.
        let mut paths: Vec<(&str, f64)> = Vec::new();
        for name in run {
            let Some(segment) = data.segments.get(name) else { continue };
            let best = paths.iter().map(|(_, cost)| *cost).fold(f64::INFINITY, f64::min);
            let next: Vec<(&str, f64)> = data
                .values
                .of(name)
                .filter_map(|(programme, value)| {
                    let own = prices.of(segment, programme, value)?;
                    if paths.is_empty() {
                        return Some((programme, own));
                    }
                    let stays =
                        paths.iter().find(|(before, _)| *before == programme).map_or(f64::INFINITY, |path| path.1);
                    Some((programme, own + stays.min(best + stretch)))
                })
                .collect();
            if !next.is_empty() {
                paths = next;
            }
        }
        sum.add(paths.iter().map(|(_, cost)| *cost).reduce(f64::min).unwrap_or(0.0));
    }
    for (name, row) in known_rows(data) {
        let sign = if row.at_least { -1.0 } else { 1.0 };
        sum.add(-sign * multipliers.get(name.as_str()).copied().unwrap_or(0.0) * row.limit);
    }
    sum.0 + sum.1
}

/// Breaches of the certificate's rows: unknown names, other limits, prices below zero.
fn row_breaches(data: &Data, claimed: &Claimed) -> Vec<String> {
    let known = known_rows(data);
    let mut breaches = Vec::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for row in &claimed.rows {
        if !seen.insert(&row.name) {
            breaches.push(format!("{}: stands there twice", row.name));
        }
        if !(row.multiplier >= 0.0 && row.multiplier.is_finite()) {
            breaches.push(format!("{}: the price {} is below zero", row.name, row.multiplier));
        }
        match known.get(&row.name) {
            None => breaches.push(format!("{}: there is no such row in the data", row.name)),
            Some(data) => {
                let sense = if data.at_least { ">=" } else { "<=" };
                if row.sense != sense || differs(row.limit, data.limit) {
                    breaches.push(format!(
                        "{}: {} {} claimed, {sense} {} found",
                        row.name, row.sense, row.limit, data.limit
                    ));
                }
            }
        }
    }
    breaches
}

fn differs(a: f64, b: f64) -> bool {
    (a - b).abs() > CLAIM * b.abs().max(1e-9)
}

/// Judges the claims; the plan's number is what it makes small, with its changes of programme, `used` the use of its rows by name.
pub(super) fn judge(
    data: &Data,
    claimed: &Claimed,
    digest: Option<u64>,
    plan: Option<(f64, &BTreeMap<String, f64>)>,
) -> (Vec<Check>, Proof) {
    let mut checks = vec![Check {
        name: "certificate rows".into(),
        found: format!("{} rows", claimed.rows.len()),
        breaches: row_breaches(data, claimed),
    }];
    if let Some(digest) = digest.map(|digest| format!("{digest:016x}")) {
        let breaches = if digest == claimed.digest {
            Vec::new()
        } else {
            vec![format!("the certificate is of inputs {}", claimed.digest)]
        };
        checks.push(Check { name: "digest of the inputs".into(), found: digest, breaches });
    }
    if claimed.infeasible {
        let value = bound(data, claimed, 0.0);
        let breaches = if value > 0.0 { Vec::new() } else { vec!["the prices do not prove it".to_owned()] };
        checks.push(Check {
            name: "no plan exists".into(),
            found: format!("priced rows exceed their limits by {value:.6}"),
            breaches,
        });
        return (checks, Proof { bound: None, gap: None, infeasible: true });
    }
    let value = bound(data, claimed, 1.0);
    let unit = data.objective.as_ref().map_or("EUR", |of| of.column.as_str());
    let mut breaches = Vec::new();
    match claimed.bound {
        Some(bound) if bound <= value + BOUND * value.abs() => {}
        Some(bound) => breaches.push(format!("claimed {bound:.6}, but the prices prove only {value:.6}")),
        None => breaches.push("the certificate claims no bound".to_owned()),
    }
    checks.push(Check { name: "bound".into(), found: format!("{value:.6} {unit}"), breaches });
    let bound = claimed.bound.map(|bound| bound.min(value));
    let mut proof = Proof { bound, gap: None, infeasible: false };
    if let (Some((cost, used)), Some(bound)) = (plan, bound) {
        let gap = (cost - bound) / bound.abs().max(f64::MIN_POSITIVE);
        proof.gap = Some(gap);
        let mut breaches = Vec::new();
        if claimed.cost.is_none_or(|claimed| differs(claimed, cost)) {
            breaches.push(format!("cost claimed {:?}, found {cost:.6}", claimed.cost));
        }
        if cost < bound - BOUND * bound.abs() {
            breaches.push(format!("the plan costs {cost:.6}, less than the bound {bound:.6}"));
        }
        if claimed.gap.is_none_or(|claimed| (claimed - gap).abs() > 10.0 * CLAIM * (1.0 + gap.abs())) {
            breaches.push(format!("gap claimed {:?}, found {gap:.8}", claimed.gap));
        }
        for row in &claimed.rows {
            let found = used.get(&row.name).copied().unwrap_or(0.0);
            if let Some(claim) = row.used.filter(|claim| (claim - found).abs() > CLAIM * found.abs().max(1e-3)) {
                breaches.push(format!("{}: use claimed {claim}, found {found:.6}", row.name));
            }
        }
        checks.push(Check { name: "gap".into(), found: format!("{:.4} %", 100.0 * gap), breaches });
    }
    (checks, proof)
}
