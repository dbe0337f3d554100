//! Judges a limit on the fires of the worst members, from the fires by member and the weights of the certificate.
//!
//! Fires of a programme on a segment in a member are the sum of weight times susceptibility over its cases. Any weights of the
//! members between 0 and 1 over the worst share of them that sum to 1 give a row that every plan within the limit keeps.

use super::Check;
use super::data::{Data, Limit, Tail};
use super::proof::Claimed;
use super::tables::Table;
use crate::error::{Problem, Problems};
use std::collections::BTreeMap;
use std::path::Path;

/// Relative difference that counts as rounding.
const ROUNDING: f64 = 1e-6;

/// Reads the fires by member that a limit is judged by.
pub(super) fn read(path: &Path, tail: Option<&mut Tail>, problems: &mut Problems) {
    let Some(tail) = tail else { return };
    let Some(table) = problems.take(Table::read(path)) else { return };
    table.require(&["case", "member", "susceptibility"], problems);
    for row in table.records() {
        let (member, fires) = (row.number("member", problems), row.number("susceptibility", problems));
        if tail.cases.entry(row.text("case").to_owned()).or_default().insert(member as u32, fires).is_some() {
            problems.push(Problem::new("P405", row.place(), "this case and member stand there twice"));
        }
    }
    let count = members(tail);
    if let Some((case, _)) = tail.cases.iter().find(|(_, own)| own.len() != count) {
        problems.push(Problem::new(
            "P408",
            path.display().to_string(),
            format!("case {case} lacks members that others have"),
        ));
    }
}

/// Members of the cases, the same for all.
fn members(tail: &Tail) -> usize {
    tail.cases.values().next().map_or(0, BTreeMap::len)
}

/// Fires of cases in each member.
fn fires(tail: &Tail, cases: &[(String, f64)]) -> Vec<f64> {
    let mut sums = vec![0.0; members(tail)];
    for (case, weight) in cases {
        for (sum, phi) in sums.iter_mut().zip(tail.cases.get(case).into_iter().flat_map(BTreeMap::values)) {
            *sum += weight * phi;
        }
    }
    sums
}

/// Mean of the worst: as much weight as may be on each, from the worst on.
fn worst(mut fires: Vec<f64>, share: f64) -> f64 {
    fires.sort_by(|a, b| b.total_cmp(a));
    let looked_at = ((1.0 - share) * fires.len() as f64).max(1.0);
    let (mut sum, mut left) = (0.0, looked_at);
    for one in fires {
        let part = left.min(1.0);
        sum += part * one;
        left -= part;
    }
    sum / looked_at
}

/// What is wrong with the weights of a row.
fn wrong(weights: &[f64], members: usize, share: f64) -> Option<String> {
    let most = 1.0 / ((1.0 - share) * members as f64).max(1.0);
    if weights.len() != members {
        return Some(format!("has {} weights for {members} members", weights.len()));
    }
    if !weights.iter().all(|weight| (0.0..=most * (1.0 + ROUNDING)).contains(weight)) {
        return Some(format!("has a weight that is not between 0 and {most}"));
    }
    let sum: f64 = weights.iter().sum();
    ((sum - 1.0).abs() > ROUNDING).then(|| format!("has weights that sum to {sum}"))
}

/// Judges the limit, and gives the data a column and a limit for each row of the certificate; `None` where there is no such limit.
pub(super) fn judge(data: &mut Data, claimed: &Claimed) -> Option<Check> {
    let tail = data.tail.take()?;
    let count = members(&tail);
    let mut breaches = Vec::new();
    for (at, weights) in claimed.weights.iter().enumerate() {
        breaches.extend(wrong(weights, count, tail.share).map(|what| format!("fire_tail/{} {what}", at + 1)));
    }
    let column = data.values.columns.iter().position(|name| name == "fire").unwrap_or(0);
    let mut cells = Vec::new();
    let mut off = 0;
    for (cases, numbers) in data.values.cases() {
        let fires = fires(&tail, cases);
        let mean = fires.iter().sum::<f64>() / count.max(1) as f64;
        off += usize::from((mean - numbers[column]).abs() > ROUNDING * numbers[column].abs() + 1e-15);
        let of = |weights: &Vec<f64>| weights.iter().zip(&fires).map(|(weight, fires)| weight * fires).sum::<f64>();
        cells.push(claimed.weights.iter().map(of).collect::<Vec<f64>>());
    }
    if off > 0 {
        breaches.push(format!("{off} programmes of segments have other fires than the mean of their members"));
    }
    let names: Vec<String> = (1..=claimed.weights.len()).map(|at| format!("fire_tail/{at}")).collect();
    let limit =
        |name: &String| Limit { name: name.clone(), column: name.clone(), value: tail.limit, ..Limit::default() };
    data.limits.extend(names.iter().map(limit));
    let mut totals = vec![0.0; count];
    for planned in &data.plan {
        let cases = data.values.cases_of(&planned.segment, &planned.programme).unwrap_or_default();
        totals.iter_mut().zip(fires(&tail, cases)).for_each(|(total, fires)| *total += fires);
    }
    data.values.add_columns(names, &cells);
    let found = worst(totals, tail.share);
    if !data.plan.is_empty() {
        if found > tail.limit * (1.0 + ROUNDING) {
            breaches.push(format!("the worst members have {found:.6} fires, more than {:.6}", tail.limit));
        }
        if tail.claimed.is_some_and(|claimed| (claimed - found).abs() > ROUNDING * found.abs()) {
            breaches.push(format!("claimed {:?}, found {found:.6}", tail.claimed));
        }
    }
    Some(Check {
        name: "fires of the worst members".into(),
        found: format!("{found:.6} <= {:.6} in the worst {:.3} of {count} members", tail.limit, 1.0 - tail.share),
        breaches,
    })
}
