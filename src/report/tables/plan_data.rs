//! The data a plan is judged by, in the form of a planning instance: folder `plan_data` beside the plan.
//!
//! Columns beyond those of a bare instance: weights of the means (`area_m2`, `length_m`), `hours` of a segment under a programme
//! by group of machines and week, the `group` and the `used` hours of a capacity row, and what a limit is made of and claims.

use crate::kpi::Setting;
use crate::kpi::define::Aggregate;
use crate::network::Network;
use crate::planning::Plan;
use crate::planning::instance::{Candidate, Instance, Place};
use crate::planning::limits::{LimitResult, place};
use crate::report::csv::{Sheet, data_number};
use std::collections::{BTreeMap, BTreeSet};

/// Column of `values.csv` that a limit is made of.
fn column(limit: &str) -> &str {
    match limit {
        "seed_set" => "bio",
        "budget_eur" => "cost",
        name => name,
    }
}

/// Weight of the mean of a limit; empty for a sum.
fn weight_name(limit: &LimitResult) -> &'static str {
    match limit.kpi.map(|kpi| kpi.aggregate) {
        Some(Aggregate::Area) => "area_m2",
        Some(Aggregate::Length) => "length_m",
        _ => "",
    }
}

/// Limits with a value, one of each KPI's columns beyond cost, fire and bio.
fn extra_columns(instance: &Instance) -> Vec<&'static str> {
    let names: BTreeSet<&'static str> =
        instance.limits.iter().filter_map(|limit| limit.kpi).map(|kpi| kpi.limit).collect();
    names.into_iter().filter(|name| !["fire", "seed_set", "budget_eur"].contains(name)).collect()
}

/// The five tables, by file name.
pub fn sheets(
    plan: &Plan,
    instance: &Instance,
    setting: &Setting,
    network: &Network,
    stretch_eur: f64,
) -> Vec<(&'static str, Sheet)> {
    vec![
        ("segments.csv", segments(instance, setting, network)),
        ("programmes.csv", programmes(instance, setting)),
        ("values.csv", values(instance, setting)),
        ("capacity.csv", capacity(plan, instance)),
        ("limits.csv", limits(plan, stretch_eur)),
    ]
}

fn segments(instance: &Instance, setting: &Setting, network: &Network) -> Sheet {
    let mut along: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (chain, row) in network.chains.iter().enumerate() {
        for (position, &segment) in row.segments.iter().enumerate() {
            along.insert(segment, (chain, position));
        }
    }
    let mut sheet =
        Sheet::new(&["segment", "district", "owner", "hours_full_cut", "chain", "position", "area_m2", "length_m"]);
    for place in &instance.places {
        let segment = &setting.segments[place.segment];
        let (chain, position) = along
            .get(&place.segment)
            .map_or((String::new(), String::new()), |(chain, position)| (chain.to_string(), position.to_string()));
        sheet.rows.push(vec![
            segment.id.clone(),
            instance.capacity.areas[instance.capacity.segment_area[place.segment]].clone(),
            segment.owner.clone(),
            String::new(),
            chain,
            position,
            data_number(segment.mown_area_m2),
            data_number(segment.length_m),
        ]);
    }
    sheet
}

fn programmes(instance: &Instance, setting: &Setting) -> Sheet {
    let mut used: BTreeMap<usize, &Candidate> = BTreeMap::new();
    for candidate in instance.places.iter().flat_map(|place| &place.candidates) {
        used.entry(candidate.programme).or_insert(candidate);
    }
    let mut sheet = Sheet::new(&["programme", "visits"]);
    for (programme, candidate) in used {
        let visits = setting.programmes[programme].visits.iter().zip(&candidate.weeks);
        let list: Vec<String> =
            visits.map(|(visit, week)| format!("{week}:{}", data_number(1.0 - visit.leave))).collect();
        sheet.rows.push(vec![setting.programmes[programme].name.clone(), list.join(";")]);
    }
    sheet
}

/// Hours by group and week, as `GROUP/WEEK:hours;...`, the obligatory strips included.
fn hours(instance: &Instance, place: &Place, candidate: &Candidate) -> String {
    let mut rows: BTreeMap<usize, f64> = BTreeMap::new();
    for &(row, hours) in place.obligatory.iter().chain(&candidate.usage) {
        *rows.entry(row).or_default() += hours;
    }
    let list: Vec<String> = rows
        .iter()
        .map(|(&row, &hours)| {
            let row = &instance.capacity.rows[row];
            format!("{}/{}:{}", row.group, row.week, data_number(hours))
        })
        .collect();
    list.join(";")
}

fn values(instance: &Instance, setting: &Setting) -> Sheet {
    let extra = extra_columns(instance);
    let mut head = vec!["segment", "programme", "cost", "fire", "bio", "hours"];
    head.extend(&extra);
    let mut sheet = Sheet::new(&head);
    for segment in &instance.places {
        for candidate in &segment.candidates {
            let value = |name: &str| place(name).map_or_else(String::new, |at| data_number(candidate.values[at]));
            let mut cells = vec![
                setting.segments[segment.segment].id.clone(),
                setting.programmes[candidate.programme].name.clone(),
                data_number(candidate.cost_eur),
                value("fire"),
                value("seed_set"),
                hours(instance, segment, candidate),
            ];
            cells.extend(extra.iter().map(|name| value(name)));
            sheet.rows.push(cells);
        }
    }
    sheet
}

fn capacity(plan: &Plan, instance: &Instance) -> Sheet {
    let mut sheet = Sheet::new(&["district", "group", "week", "hours", "used"]);
    for row in &plan.rows {
        sheet.rows.push(vec![
            instance.capacity.areas[row.row.area].clone(),
            row.row.group.clone(),
            row.row.week.to_string(),
            row.row.hours.map(data_number).unwrap_or_default(),
            data_number(row.used),
        ]);
    }
    sheet
}

fn limits(plan: &Plan, stretch_eur: f64) -> Sheet {
    let mut sheet = Sheet::new(&["name", "value", "column", "sense", "weight", "owner", "used", "met"]);
    for limit in &plan.limits {
        let (Some(kpi), Some(met)) = (limit.kpi, limit.is_met()) else { continue };
        sheet.rows.push(vec![
            limit.name.clone(),
            data_number(limit.limit),
            column(kpi.limit).into(),
            if limit.at_least() { ">=" } else { "<=" }.into(),
            weight_name(limit).into(),
            limit.owner.clone().unwrap_or_default(),
            data_number(limit.used),
            if met { "yes" } else { "no" }.into(),
        ]);
    }
    let mut cells = vec!["stretch_eur".to_owned(), data_number(stretch_eur)];
    cells.resize(sheet.head.len(), String::new());
    sheet.rows.push(cells);
    sheet
}
