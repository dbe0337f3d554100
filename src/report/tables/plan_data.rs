//! The data a plan is judged by, in the form of a planning instance: folder `plan_data` beside the plan.
//!
//! Columns beyond those of a bare instance: weights of the means (`area_m2`, `length_m`), `hours` of a segment under a programme
//! by group of machines and week, the `group` and the `used` hours of a capacity row, and what a limit is made of and claims.

use super::fire_members;
use crate::kpi::Setting;
use crate::kpi::define::{Aggregate, Direction, Kpi};
use crate::planning::candidate::Candidate;
use crate::planning::capacity::Row;
use crate::planning::instance::{Instance, Place};
use crate::planning::limits::place;
use crate::planning::model::Objective;
use crate::planning::{Plan, Planned};
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

/// Columns of the cost of each year of a contract, which is kept within a budget year by year.
const COST_BY_YEAR: [&str; 8] = [
    "cost_year_1",
    "cost_year_2",
    "cost_year_3",
    "cost_year_4",
    "cost_year_5",
    "cost_year_6",
    "cost_year_7",
    "cost_year_8",
];

/// Weight of the mean of a measure; empty for a sum.
fn weight_name(kpi: &Kpi) -> &'static str {
    match kpi.aggregate {
        Aggregate::Area => "area_m2",
        Aggregate::Length => "length_m",
        Aggregate::Sum | Aggregate::Per100Km => "",
    }
}

/// Measures that are limited or made small, one of each beyond cost, fire and bio.
fn extra_columns(planned: &Planned) -> Vec<&'static str> {
    let limited = planned.instance.limits.iter().filter_map(|limit| limit.kpi);
    let made_small = match planned.model.objective {
        Objective::Measure(kpi) => Some(kpi),
        Objective::Cost => None,
    };
    let names: BTreeSet<&'static str> = limited.chain(made_small).map(|kpi| kpi.limit).collect();
    names.into_iter().filter(|name| !["fire", "seed_set", "budget_eur"].contains(name)).collect()
}

/// The five tables, by file name; without a plan they hold what none exists for.
pub fn sheets(planned: &Planned, setting: &Setting) -> Vec<(&'static str, Sheet)> {
    let (instance, plan) = (&planned.instance, planned.plan.as_ref().ok());
    vec![
        ("segments.csv", segments(instance, setting)),
        ("programmes.csv", programmes(instance, setting)),
        ("values.csv", values(planned, setting)),
        ("capacity.csv", capacity(planned, plan)),
        ("limits.csv", limits(planned, plan)),
    ]
}

fn segments(instance: &Instance, setting: &Setting) -> Sheet {
    let mut along = vec![(0, 0); instance.places.len()];
    for (chain, run) in instance.chains.iter().enumerate() {
        for (position, &place) in run.iter().enumerate() {
            along[place] = (chain, position);
        }
    }
    let mut sheet =
        Sheet::new(&["segment", "district", "owner", "hours_full_cut", "chain", "position", "area_m2", "length_m"]);
    for (place, (chain, position)) in instance.places.iter().zip(along) {
        let segment = &setting.segments[place.segment];
        sheet.rows.push(vec![
            segment.id.clone(),
            instance.capacity.areas[instance.capacity.segment_area[place.segment]].clone(),
            segment.owner.clone(),
            String::new(),
            chain.to_string(),
            position.to_string(),
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

/// Hours by group and week, as `GROUP/WEEK:hours;...`, the obligatory strips included; then tonnes by depot and week, as
/// `@DEPOT/WEEK:tonnes`, and `#ZONE/WEEK:ha` and `|SIDES/WEEK:cuts` for the weeks from one on.
fn hours(instance: &Instance, place: &Place, candidate: &Candidate) -> String {
    let mut rows: BTreeMap<usize, f64> = BTreeMap::new();
    for &(row, hours) in place.obligatory.iter().chain(&candidate.usage) {
        *rows.entry(row).or_default() += hours;
    }
    let mut list: Vec<String> = rows
        .iter()
        .map(|(&row, &hours)| {
            let row = &instance.capacity.rows[row];
            format!("{}/{}:{}", row.group_name(), row.week, data_number(hours))
        })
        .collect();
    let mut tonnes: BTreeMap<usize, f64> = BTreeMap::new();
    for &(row, amount) in place.obligatory_tonnes.iter().chain(&candidate.tonnes) {
        *tonnes.entry(row).or_default() += amount;
    }
    list.extend(tonnes.iter().map(|(&row, &amount)| {
        let (_, week) = instance.disposal.row(row);
        format!("@{}/{week}:{}", instance.disposal.depot_name(row), data_number(amount))
    }));
    list.extend(candidate.together.iter().map(|&(row, amount)| {
        let row = &instance.synchrony[row];
        format!("{}{}/{}:{}", row.kind.sign(), row.place_name(), row.week, data_number(amount))
    }));
    list.join(";")
}

fn values(planned: &Planned, setting: &Setting) -> Sheet {
    let (instance, extra) = (&planned.instance, extra_columns(planned));
    let mut head = vec!["segment", "programme", "cost", "fire", "bio", "hours", "total_hours"];
    head.extend(&extra);
    let years = instance.limits.iter().filter_map(|limit| limit.year).max().map_or(0, |last| last + 1);
    head.extend(COST_BY_YEAR.iter().take(years));
    let cases = fire_members::cases(planned);
    if cases.is_some() {
        head.push("fire_cases");
    }
    let mut sheet = Sheet::new(&head);
    for (at, segment) in instance.places.iter().enumerate() {
        for (number, candidate) in segment.candidates.iter().enumerate() {
            let value = |name: &str| place(name).map_or_else(String::new, |at| data_number(candidate.values[at]));
            let mut cells = vec![
                setting.segments[segment.segment].id.clone(),
                setting.programmes[candidate.programme].name.clone(),
                data_number(candidate.cost_eur),
                value("fire"),
                value("seed_set"),
                hours(instance, segment, candidate),
                data_number(candidate.hours),
            ];
            cells.extend(extra.iter().map(|name| value(name)));
            cells.extend(candidate.cost_by_year.iter().take(years).map(|eur| data_number(*eur)));
            cells.extend(cases.as_ref().map(|cases| cases[at][number].clone()));
            sheet.rows.push(cells);
        }
    }
    sheet
}

/// Hours by area, group and week; zones and opposite sides as the groups `#ZONE` in ha and `|SIDES` in cuts; depots, which serve every area, as the group `@DEPOT` without an area, in tonnes.
fn capacity(planned: &Planned, plan: Option<&Plan>) -> Sheet {
    let instance = &planned.instance;
    let mut sheet = Sheet::new(&["district", "group", "week", "hours", "used"]);
    let mut add = |area: &str, row: &Row, used: Option<f64>| {
        sheet.rows.push(vec![
            area.to_owned(),
            row.group_name(),
            row.week.to_string(),
            row.hours.map(data_number).unwrap_or_default(),
            used.map(data_number).unwrap_or_default(),
        ]);
    };
    match plan {
        Some(plan) => plan.rows.iter().for_each(|one| add(&one.area, &one.row, Some(one.used))),
        None => instance.capacity.rows.iter().for_each(|row| add(&instance.capacity.areas[row.area], row, None)),
    }
    for (at, row) in instance.synchrony.iter().enumerate() {
        sheet.rows.push(vec![
            String::new(),
            format!("{}{}", row.kind.sign(), row.place_name()),
            row.week.to_string(),
            data_number(row.limit),
            plan.map(|plan| data_number(plan.synchrony[at].used)).unwrap_or_default(),
        ]);
    }
    for (at, &row) in planned.model.disposal_rows.iter().enumerate() {
        let (depot, week) = instance.disposal.row(row);
        sheet.rows.push(vec![
            String::new(),
            format!("@{}", instance.disposal.depot_name(row)),
            week.to_string(),
            data_number(depot.tonnes_per_week),
            plan.map(|plan| data_number(plan.disposal[at].used)).unwrap_or_default(),
        ]);
    }
    sheet
}

/// Sign of a limit.
fn sense(at_least: bool) -> &'static str {
    if at_least { ">=" } else { "<=" }
}

fn limits(planned: &Planned, plan: Option<&Plan>) -> Sheet {
    let mut sheet = Sheet::new(&["name", "value", "column", "sense", "weight", "owner", "used", "met"]);
    let of_plan = plan.map_or(&planned.instance.limits, |plan| &plan.limits);
    for limit in of_plan {
        let (Some(kpi), Some(met)) = (limit.kpi, limit.is_met()) else { continue };
        let claim = |text: String| if plan.is_some() { text } else { String::new() };
        sheet.rows.push(vec![
            limit.name.clone(),
            data_number(limit.limit),
            limit.year.map_or(column(kpi.limit), |year| COST_BY_YEAR[year]).into(),
            sense(limit.at_least()).into(),
            weight_name(kpi).into(),
            limit.owner.clone().unwrap_or_default(),
            claim(data_number(limit.used)),
            claim(if met { "yes" } else { "no" }.into()),
        ]);
    }
    let mut add = |cells: &[&str]| {
        let mut cells: Vec<String> = cells.iter().map(|cell| (*cell).to_owned()).collect();
        cells.resize(sheet.head.len(), String::new());
        sheet.rows.push(cells);
    };
    if let Some(limit) = planned.instance.tail {
        // The share that is not looked at stands where a mean has its weight.
        let worst = plan.and_then(|plan| plan.tail).map(|tail| data_number(tail.worst)).unwrap_or_default();
        let met = if worst.is_empty() { "" } else { "yes" };
        add(&["fire_tail", &data_number(limit.limit), "fire", "<=", &data_number(limit.share), "", &worst, met]);
    }
    add(&["stretch_eur", &data_number(planned.model.problem.stretch)]);
    if let Objective::Measure(kpi) = planned.model.objective {
        // A measure that is better when larger is made large.
        let sense = if kpi.direction == Direction::Up { ">=" } else { "<=" };
        add(&["minimise", "", column(kpi.limit), sense, weight_name(kpi)]);
    }
    sheet
}
