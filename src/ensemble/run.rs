//! Work units over threads, reduced in the order of their indices.

use super::Outcomes;
use super::fold::{Fold, Keep};
use super::showcase::chosen;
use super::unit::{Unit, UnitRows, Wanted, run_unit};
use crate::error::Problem;
use crate::scenario::Scenario;
use crate::scenario::stands::Stands;
use rayon::prelude::*;
use std::ops::Range;

/// Stands that one unit simulates at most (unless a single class has more): many share its weather, and none takes long.
const STANDS_PER_UNIT: usize = 4_800;

/// The units of a scenario, member by member.
pub fn units(scenario: &Scenario, stands: &Stands) -> Vec<Unit> {
    units_of(scenario, stands, STANDS_PER_UNIT)
}

/// Units of at most so many stands (unless a single class has more), member by member.
pub fn units_of(scenario: &Scenario, stands: &Stands, stands_per_unit: usize) -> Vec<Unit> {
    units_of_members(scenario, stands, stands_per_unit, 0..scenario.members)
}

fn units_of_members(scenario: &Scenario, stands: &Stands, stands_per_unit: usize, members: Range<usize>) -> Vec<Unit> {
    let mut sizes = vec![0; stands.classes.len()];
    for stand in &stands.stands {
        sizes[stand.class] += 1;
    }
    let mut groups: Vec<(usize, Vec<usize>)> = Vec::new();
    for node in 0..scenario.nodes.len() {
        let mut size = usize::MAX;
        for class in (0..stands.classes.len()).filter(|&class| stands.classes[class].node == node) {
            if size.saturating_add(sizes[class]) > stands_per_unit {
                groups.push((node, Vec::new()));
                size = 0;
            }
            size += sizes[class];
            if let Some((_, classes)) = groups.last_mut() {
                classes.push(class);
            }
        }
    }
    members
        .flat_map(|member| {
            groups.iter().map(move |(node, classes)| Unit { node: *node, member, classes: classes.clone() })
        })
        .collect()
}

/// Does some work on so many threads (all processors when `None`), and gives what it gave.
pub fn on_threads<T: Send>(threads: Option<usize>, work: impl FnOnce() -> T + Send) -> Result<T, Problem> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.unwrap_or(0)).build().map_err(|error| {
        Problem::new("E802", "threads", format!("cannot be started: {error}")).hint("try fewer with --threads")
    })?;
    Ok(pool.install(work))
}

/// Threads of the pool that the caller works on.
pub fn threads() -> usize {
    rayon::current_num_threads()
}

/// Units that are finished before they are folded, per thread: enough that threads seldom wait for each other.
const UNITS_PER_FOLD: usize = 2;

/// Simulates every stand in every member and evaluates every case.
///
/// `finished` is told after each unit how many units there are in all. The result does not depend on the number of
/// threads: units are folded in their order, a few at a time, so that none is held longer than it takes.
pub fn run(scenario: &Scenario, stands: &Stands, finished: &(dyn Fn(usize) + Sync)) -> Result<Outcomes, Problem> {
    run_with(scenario, stands, &chosen(stands, scenario.regimes.len()), finished)
}

/// The same without daily pictures.
pub fn run_plain(scenario: &Scenario, stands: &Stands, finished: &(dyn Fn(usize) + Sync)) -> Result<Outcomes, Problem> {
    run_with(scenario, stands, &[], finished)
}

fn run_with(
    scenario: &Scenario,
    stands: &Stands,
    showcases: &[usize],
    finished: &(dyn Fn(usize) + Sync),
) -> Result<Outcomes, Problem> {
    let units = units(scenario, stands);
    let mut fold = Fold::new(scenario, stands, 0..scenario.members, showcases, Keep::Years);
    for some in units.chunks(UNITS_PER_FOLD * threads()) {
        let rows: Vec<Vec<UnitRows>> = some
            .par_iter()
            .map(|unit| {
                let mut groups = Vec::new();
                let wanted = Wanted { showcases, seasons: &[], fires_by_year: !scenario.contract_span().is_empty() };
                run_unit(scenario, stands, wanted, unit, &mut |rows| groups.push(rows))?;
                finished(units.len());
                Ok(groups)
            })
            .collect::<Result<_, Problem>>()?;
        for (unit, groups) in some.iter().zip(rows) {
            for rows in groups {
                fold.add(unit, rows);
            }
        }
    }
    Ok(fold.finish())
}

/// Simulates one member on the thread of the caller: means over its years, no pictures. `see` looks at each group of classes
/// and its years before these are summed up; `seasons` says which cases show it their half-months.
pub fn run_member(
    scenario: &Scenario,
    stands: &Stands,
    member: usize,
    seasons: &[bool],
    see: &mut dyn FnMut(&Unit, &UnitRows),
) -> Result<Outcomes, Problem> {
    let wanted = Wanted { showcases: &[], seasons, fires_by_year: false };
    let mut fold = Fold::new(scenario, stands, member..member + 1, &[], Keep::Means);
    for unit in units_of_members(scenario, stands, STANDS_PER_UNIT, member..member + 1) {
        run_unit(scenario, stands, wanted, &unit, &mut |rows| {
            see(&unit, &rows);
            fold.add(&unit, rows);
        })?;
    }
    Ok(fold.finish())
}

/// Does some work on every item, over the threads, and stops at the first that fails.
pub fn store_each<I: Sync>(items: &[I], work: impl Fn(&I) -> Result<(), Problem> + Sync + Send) -> Result<(), Problem> {
    items.par_iter().try_for_each(work)
}

/// Does some work on every item, over the threads; results in the order of the items.
pub fn on_each<I: Sync, T: Send>(
    items: &[I],
    work: impl Fn(&I) -> Result<T, Problem> + Sync + Send,
) -> Result<Vec<T>, Problem> {
    items.par_iter().map(work).collect()
}
