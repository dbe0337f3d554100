//! What proves a plan: multipliers, bound, cost and the use of every row, as `certificate.json`.

use super::problem::Problem;
use super::search::solve::{NoPlan, Solution};
use serde::Serialize;

/// Version of the format.
const FORMAT: u32 = 1;

/// A shared row.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RowProof {
    /// `capacity/DISTRICT/WEEK`, `capacity/DISTRICT/GROUP/WEEK`, `fire`, `bio`, or the name of a KPI.
    pub name: String,
    /// Unit of limit, use and slack.
    pub unit: &'static str,
    /// `<=` or `>=`.
    pub sense: &'static str,
    /// Limit, in the unit of the row.
    pub limit: f64,
    /// Use by the plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub used: Option<f64>,
    /// Room left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slack: Option<f64>,
    /// Marginal price, EUR per unit of the row, 0 or more; of an infeasible problem: the price that proves it.
    pub multiplier: f64,
}

/// A row that is short in every plan.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Short {
    /// Name of the row.
    pub name: String,
    /// What is missing.
    pub short: f64,
    /// Unit.
    pub unit: String,
}

/// What lies behind the rows `fire_tail/...`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TailProof {
    /// Share of the members that is not looked at.
    pub share: f64,
    /// Fires a year that the mean of the others may not exceed.
    pub limit: f64,
    /// What the plan makes of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub worst: Option<f64>,
    /// Weights of the members in each of the rows.
    pub weights: Vec<Vec<f64>>,
}

/// The certificate.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Certificate {
    /// Version of the format.
    pub format: u32,
    /// Digest of the inputs.
    pub digest: String,
    /// No plan costs less, EUR.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bound: Option<f64>,
    /// Cost of the plan, changes of programme included, EUR.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost: Option<f64>,
    /// Cost above the bound, as a share of the bound.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gap: Option<f64>,
    /// Part of the cost that changes of programme along the road make, EUR.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stretch_cost: Option<f64>,
    /// Rows.
    pub rows: Vec<RowProof>,
    /// Limit on the fires of the worst members, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tail: Option<TailProof>,
    /// Rows that are short, where no plan exists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub infeasible: Option<Vec<Short>>,
}

fn rows(problem: &Problem, used: Option<&[f64]>, multipliers: &[f64]) -> Vec<RowProof> {
    let of = |(at, (row, multiplier)): (usize, (&super::problem::Row, &f64))| RowProof {
        name: row.name.clone(),
        unit: row.unit,
        sense: if row.at_least { ">=" } else { "<=" },
        limit: row.limit,
        used: used.map(|used| used[at] + row.fixed),
        slack: used.map(|used| -row.excess(used[at])),
        multiplier: *multiplier,
    };
    problem.rows.iter().zip(multipliers).enumerate().map(of).collect()
}

impl Certificate {
    /// The certificate of a plan.
    pub fn of_plan(problem: &Problem, solution: &Solution, digest: u64) -> Self {
        Certificate {
            format: FORMAT,
            digest: format!("{digest:016x}"),
            bound: Some(solution.bound),
            cost: Some(solution.cost),
            gap: Some(solution.gap()),
            stretch_cost: Some(solution.stretch_cost),
            rows: rows(problem, Some(&solution.used), &solution.multipliers),
            tail: None,
            infeasible: None,
        }
    }

    /// The answer where there is no plan; `None` where that is not proven.
    pub fn of_shortage(problem: &Problem, none: &NoPlan, digest: u64) -> Option<Self> {
        let NoPlan::Impossible(shortage) = none else { return None };
        let short = |&(row, short): &(usize, f64)| Short {
            name: problem.rows[row].name.clone(),
            short,
            unit: problem.rows[row].unit.to_owned(),
        };
        Some(Certificate {
            format: FORMAT,
            digest: format!("{digest:016x}"),
            bound: None,
            cost: None,
            gap: None,
            stretch_cost: None,
            rows: rows(problem, None, &shortage.ray),
            tail: None,
            infeasible: Some(shortage.rows.iter().map(short).collect()),
        })
    }

    /// The file's text.
    pub fn text(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Rows with a price, dearest first by price times limit; `name`, price and unit.
    pub fn prices(&self) -> Vec<(&str, f64, &str)> {
        let mut list: Vec<(usize, f64)> = self
            .rows
            .iter()
            .enumerate()
            .filter(|(_, row)| row.multiplier > 1e-9)
            .map(|(at, row)| (at, row.multiplier))
            .collect();
        let worth = |&(at, price): &(usize, f64)| price * self.rows[at].limit.abs();
        list.sort_by(|a, b| worth(b).total_cmp(&worth(a)).then(a.0.cmp(&b.0)));
        list.into_iter().map(|(at, price)| (self.rows[at].name.as_str(), price, self.rows[at].unit)).collect()
    }
}

/// A group of machines for people: `disc_hay+eco_head` as "disc hay or eco head".
pub fn machines(group: &str) -> String {
    group.replace('_', " ").replace('+', " or ")
}

/// A row in words: "week 27, district 4", or its name.
pub fn in_words(name: &str) -> String {
    let parts: Vec<&str> = name.split('/').collect();
    match parts.as_slice() {
        ["capacity", district, year, group, week] if year.parse::<i16>().is_ok() => {
            format!("week {week} of {year}, {district}, {}", machines(group))
        }
        ["disposal", year, depot, week] if year.parse::<i16>().is_ok() => {
            format!("week {week} of {year}, depot {depot}")
        }
        ["capacity", district, week] => format!("week {week}, district {district}"),
        ["capacity", district, group, week] => format!("week {week}, {district}, {}", machines(group)),
        ["disposal", depot, week] => format!("week {week}, depot {depot}"),
        ["synchrony", zone, week] => format!("two weeks from {week}, zone {zone}"),
        ["sides", pair, week] => format!("weeks from {week}, both sides of {pair}"),
        ["fire_tail", _] => "fires in the worst weathers".to_owned(),
        ["budget_eur", owner] => format!("budget of {owner}"),
        _ => name.to_owned(),
    }
}
