//! The instance of a run as a problem of the search: a row for each limited crew-week that somebody can use, and for each limit.

use super::candidate::Candidate;
use super::instance::{Instance, Place};
use super::limits::{LimitResult, place};
use super::problem::{Adds, Block, Problem, Row};
use super::synchrony::SyncRow;
use crate::kpi::Setting;
use crate::kpi::define::{Aggregate, Direction, Kpi, find};
use crate::kpi::group::weight;
use crate::scenario::PlanOptions;

/// What a plan makes small.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Objective {
    /// Money, changes of programme along the road included.
    Cost,
    /// A measure of the network; one that is better when larger counts below zero.
    Measure(&'static Kpi),
}

impl Objective {
    /// The objective that a scenario asks for.
    pub fn of(options: &PlanOptions) -> Self {
        match find(&options.minimise).filter(|kpi| !["", "budget_eur"].contains(&kpi.limit)) {
            Some(kpi) if options.minimise != "cost" => Objective::Measure(kpi),
            _ => Objective::Cost,
        }
    }

    /// -1 where more is better, else 1.
    pub fn sign(self) -> f64 {
        match self {
            Objective::Measure(kpi) if kpi.direction == Direction::Up => -1.0,
            _ => 1.0,
        }
    }
}

/// A problem, and where its segments and rows stand in the instance.
#[derive(Clone, Debug)]
pub struct Model {
    /// The problem.
    pub problem: Problem,
    /// Place of each of the problem's segments.
    pub order: Vec<usize>,
    /// Capacity row of each row of hours.
    pub capacity_rows: Vec<usize>,
    /// Row of disposal of each row after those of hours.
    pub disposal_rows: Vec<usize>,
    /// Limit of each row after those of disposal.
    pub limit_rows: Vec<usize>,
    /// What is made small.
    pub objective: Objective,
}

/// Values of a measure as columns: of one segment's candidates, in parts of the network's value.
struct Columns<'a> {
    instance: &'a Instance,
    setting: &'a Setting<'a>,
    /// Measure, owner, year, sign; the columns themselves.
    known: Vec<(&'static str, Option<String>, Option<usize>, f64)>,
    numbers: Vec<Vec<f64>>,
}

impl Columns<'_> {
    /// Place of a measure's column; adds it where it is new.
    fn of(
        &mut self,
        kpi: &'static Kpi,
        (owner, year): (Option<&String>, Option<usize>),
        sign: f64,
        chosen: &[(usize, usize)],
    ) -> usize {
        // A sum has the same part whoever counts; a mean is divided by what its owner has.
        let owner = owner.filter(|_| kpi.aggregate != Aggregate::Sum).cloned();
        let key = (kpi.limit, owner, year, sign);
        if let Some(known) = self.known.iter().position(|known| *known == key) {
            return known;
        }
        let at = place(kpi.limit).unwrap_or(0);
        let part = |place: &Place| weight(kpi, &self.setting.segments[place.segment]);
        let counts =
            |place: &&Place| key.1.as_ref().is_none_or(|owner| self.setting.segments[place.segment].owner == *owner);
        let divisor: f64 = self.instance.places.iter().filter(counts).map(|place| part(place).1).sum();
        let divisor = if kpi.aggregate == Aggregate::Sum || divisor <= 0.0 { 1.0 } else { divisor };
        let value = |&(place, candidate): &(usize, usize)| {
            let place = &self.instance.places[place];
            let candidate = &place.candidates[candidate];
            let value = year.map_or(candidate.values[at], |year| candidate.cost_by_year[year]);
            sign * part(place).0 * value / divisor
        };
        let column = chosen.iter().map(value).collect();
        self.numbers.push(column);
        self.known.push(key);
        self.numbers.len() - 1
    }
}

/// The problem of an instance.
pub fn model(instance: &Instance, setting: &Setting, options: &PlanOptions) -> Model {
    let objective = Objective::of(options);
    let order: Vec<usize> = instance.chains.concat();
    let (capacity_rows, disposal_rows) = (limited_rows(instance), disposal_rows(instance));
    let mut chosen: Vec<(usize, usize)> = Vec::new();
    let mut problem = Problem { first: vec![0], ..Problem::default() };
    let owners: Vec<&str> = owners(instance, setting);
    for &at in &order {
        let place = &instance.places[at];
        let hours = largest_hours(place);
        chosen.extend((0..place.candidates.len()).map(|candidate| (at, candidate)));
        problem.programme.extend(place.candidates.iter().map(|candidate| candidate.programme as u32));
        let blocks: Vec<_> =
            place.candidates.iter().map(|candidate| shares(&capacity_rows, &disposal_rows, candidate, hours)).collect();
        problem.first.push(problem.programme.len() as u32);
        problem.block.push(problem.blocks.len() as u32);
        problem.blocks.push(Block::new(blocks.iter().map(Vec::as_slice)));
        problem.hours.push(hours);
        let owner = &setting.segments[place.segment].owner;
        problem.owner.push(owners.binary_search(&owner.as_str()).unwrap_or(0) as u32);
        problem.area.push(instance.capacity.segment_area[place.segment] as u32);
    }
    problem.owners = owners.len().max(1);
    problem.chains = vec![0];
    for run in &instance.chains {
        problem.chains.push(problem.chains[problem.chains.len() - 1] + run.len() as u32);
    }
    let hours = capacity_rows.iter().map(|&row| hour_row(instance, row));
    problem.rows = hours.chain(disposal_rows.iter().map(|&row| disposal_row(instance, row))).collect();
    problem.rows.extend(instance.synchrony.iter().map(sync_row));
    let mut columns = Columns { instance, setting, known: Vec::new(), numbers: Vec::new() };
    problem.objective = match objective {
        Objective::Measure(kpi) => columns.of(kpi, (None, None), objective.sign(), &chosen),
        Objective::Cost => find("budget_eur").map_or(0, |kpi| columns.of(kpi, (None, None), 1.0, &chosen)),
    };
    problem.stretch = if objective == Objective::Cost { options.stretch_eur } else { 0.0 };
    let mut limit_rows = Vec::new();
    for (at, limit) in instance.limits.iter().enumerate() {
        let Some(kpi) = limit.kpi else { continue };
        let column = columns.of(kpi, (limit.owner.as_ref(), limit.year), 1.0, &chosen);
        problem.rows.push(limit_row(limit, kpi, column, &owners));
        limit_rows.push(at);
    }
    problem.columns = columns.numbers;
    problem.find_alike();
    Model { problem, order, capacity_rows, disposal_rows, limit_rows, objective }
}

/// Owners of the places, sorted.
fn owners<'a>(instance: &Instance, setting: &'a Setting) -> Vec<&'a str> {
    let mut list: Vec<&str> =
        instance.places.iter().map(|place| setting.segments[place.segment].owner.as_str()).collect();
    list.sort_unstable();
    list.dedup();
    list
}

/// Capacity rows that are limited and that somebody uses or could, ascending.
fn limited_rows(instance: &Instance) -> Vec<usize> {
    let mut used: Vec<bool> = instance.obligatory.iter().map(|hours| *hours > 0.0).collect();
    for (row, _) in instance.places.iter().flat_map(|place| &place.candidates).flat_map(|one| &one.usage) {
        used[*row] = true;
    }
    let limited = |row: &usize| used[*row] && instance.capacity.rows[*row].hours.is_some();
    (0..used.len()).filter(limited).collect()
}

/// Rows of disposal that somebody uses or could, ascending.
fn disposal_rows(instance: &Instance) -> Vec<usize> {
    let mut used: Vec<bool> = instance.obligatory_tonnes.iter().map(|tonnes| *tonnes > 0.0).collect();
    for (row, _) in instance.places.iter().flat_map(|place| &place.candidates).flat_map(|one| &one.tonnes) {
        used[*row] = true;
    }
    (0..used.len()).filter(|&row| used[row]).collect()
}

fn disposal_row(instance: &Instance, row: usize) -> Row {
    let (depot, week) = instance.disposal.row(row);
    Row {
        name: format!("disposal/{}/{week}", instance.disposal.depot_name(row)),
        unit: "t",
        adds: Adds::Hours,
        at_least: false,
        limit: depot.tonnes_per_week,
        fixed: instance.obligatory_tonnes[row],
    }
}

fn sync_row(row: &SyncRow) -> Row {
    Row {
        name: row.row_name(),
        unit: row.kind.unit(),
        adds: Adds::Hours,
        at_least: false,
        limit: row.limit,
        fixed: 0.0,
    }
}

fn hour_row(instance: &Instance, row: usize) -> Row {
    Row {
        name: instance.capacity.row_name(row),
        unit: "h",
        adds: Adds::Hours,
        at_least: false,
        limit: instance.capacity.rows[row].hours.unwrap_or(f64::MAX),
        fixed: instance.obligatory[row],
    }
}

fn limit_row(limit: &LimitResult, kpi: &'static Kpi, column: usize, owners: &[&str]) -> Row {
    let owner = limit.owner.as_ref().and_then(|owner| owners.binary_search(&owner.as_str()).ok());
    Row {
        name: limit.name.clone(),
        unit: kpi.unit,
        adds: Adds::Column { column, owner: owner.map(|owner| owner as u32) },
        at_least: limit.at_least(),
        limit: limit.limit,
        fixed: 0.0,
    }
}

/// Most hours that a candidate of a place asks for beside the obligatory ones; 1 where none asks for any.
fn largest_hours(place: &Place) -> f64 {
    let hours = |one: &Candidate| one.usage.iter().map(|(_, hours)| hours).sum::<f64>();
    let most = place.candidates.iter().map(hours).fold(0.0, f64::max);
    if most > 0.0 { most } else { 1.0 }
}

/// Rows and shares of a candidate's hours, tonnes and what is cut at about the same time, all as parts of the segment's hours.
fn shares(capacity: &[usize], disposal: &[usize], candidate: &Candidate, hours: f64) -> Vec<(u32, f64)> {
    let of = |rows: &[usize], first: usize, used: &[(usize, f64)]| -> Vec<(u32, f64)> {
        let place = |row: &usize| rows.binary_search(row).ok().map(|at| (first + at) as u32);
        used.iter().filter_map(|(row, amount)| Some((place(row)?, amount / hours))).collect()
    };
    let first = (capacity.len() + disposal.len()) as u32;
    let together = candidate.together.iter().map(|&(row, amount)| (first + row as u32, amount / hours)).collect();
    [of(capacity, 0, &candidate.usage), of(disposal, capacity.len(), &candidate.tonnes), together].concat()
}
