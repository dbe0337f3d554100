//! A bare instance as a problem of the search.

use super::Bare;
use crate::planning::problem::{Adds, Block, Problem, Row};
use std::collections::BTreeMap;

/// Relative excess of a single option over a row from which it can be in no plan; what a judge forgives.
const ALONE: f64 = 1e-6;

/// A problem and where its segments stand in the instance.
#[derive(Clone, Debug, Default)]
pub struct Built {
    /// The problem.
    pub problem: Problem,
    /// Segment of the instance of each of the problem's segments.
    pub order: Vec<usize>,
    /// Segments (of the instance) without a programme that the capacity could bear.
    pub without: Vec<usize>,
}

/// Segments in order along the road: chains in the order of their first segment.
fn along(bare: &Bare) -> (Vec<usize>, Vec<u32>) {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let chain: Vec<usize> = bare
        .segments
        .iter()
        .enumerate()
        .map(|(at, segment)| if segment.chain.is_empty() { at } else { *seen.entry(&segment.chain).or_insert(at) })
        .collect();
    let mut order: Vec<usize> = (0..bare.segments.len()).collect();
    order.sort_by(|&a, &b| {
        chain[a].cmp(&chain[b]).then(bare.segments[a].position.total_cmp(&bare.segments[b].position)).then(a.cmp(&b))
    });
    let mut begins: Vec<u32> = Vec::new();
    for (at, &segment) in order.iter().enumerate() {
        if at == 0 || chain[order[at - 1]] != chain[segment] {
            begins.push(at as u32);
        }
    }
    begins.push(order.len() as u32);
    (order, begins)
}

/// Rows of the capacity, and the place of each by district and week.
fn hour_rows(bare: &Bare) -> (Vec<Row>, BTreeMap<(u32, u8), usize>) {
    let mut rows = Vec::new();
    let mut places = BTreeMap::new();
    for (&(district, week), &hours) in &bare.capacity {
        let Some(hours) = hours else { continue };
        places.insert((district, week), rows.len());
        let name = format!("capacity/{}/{week}", bare.districts[district as usize]);
        rows.push(Row { name, unit: "h", adds: Adds::Hours, at_least: false, limit: hours, fixed: 0.0 });
    }
    (rows, places)
}

fn limit_rows(bare: &Bare) -> Vec<Row> {
    let limits = [
        ("fire", bare.limits.fire_max, 1, false, "fire"),
        ("bio", bare.limits.bio_min, 2, true, "bio"),
        ("budget", bare.limits.budget_max, 0, false, "EUR"),
    ];
    let row = |(name, limit, column, at_least, unit): (&str, Option<f64>, usize, bool, &'static str)| {
        let adds = Adds::Column { column, owner: None };
        Some(Row { name: name.to_owned(), unit, adds, at_least, limit: limit?, fixed: 0.0 })
    };
    limits.into_iter().filter_map(row).collect()
}

/// The problem of an instance; programmes that alone exceed a capacity row, or have none, are left out.
pub fn build(bare: &Bare) -> Built {
    let (order, chains) = along(bare);
    let (mut rows, places) = hour_rows(bare);
    let mut problem = Problem {
        first: vec![0],
        columns: vec![Vec::new(); 3],
        owners: 1,
        chains,
        stretch: bare.limits.stretch_eur,
        ..Problem::default()
    };
    let mut without = Vec::new();
    let mut blocks: BTreeMap<(u32, Vec<u32>), u32> = BTreeMap::new();
    let mut kept: Vec<u32> = Vec::new();
    for &segment in &order {
        let own = &bare.segments[segment];
        kept.clear();
        for at in bare.values.first[segment] as usize..bare.values.first[segment + 1] as usize {
            let programme = bare.values.programme[at];
            let visits = &bare.programmes[programme as usize].visits;
            // Two visits may fall in one week.
            let possible = visits.iter().all(|&(week, share)| {
                let asked: f64 = visits.iter().filter(|visit| visit.0 == week).map(|visit| visit.1).sum();
                let hours = own.hours_full_cut * asked;
                hours <= 0.0
                    || share <= 0.0
                    || match bare.capacity.get(&(own.district, week)) {
                        Some(Some(limit)) => hours <= limit * (1.0 + ALONE),
                        Some(None) => true,
                        None => false,
                    }
            });
            if possible {
                kept.push(programme);
                problem.programme.push(programme);
                problem.columns[0].push(bare.values.cost[at]);
                problem.columns[1].push(bare.values.fire[at]);
                problem.columns[2].push(bare.values.bio[at]);
            }
        }
        if kept.is_empty() {
            without.push(segment);
        }
        let key = (own.district, std::mem::take(&mut kept));
        let block = if let Some(&block) = blocks.get(&key) {
            block
        } else {
            let options: Vec<Vec<(u32, f64)>> =
                key.1.iter().map(|&programme| shares(bare, &places, own.district, programme)).collect();
            problem.blocks.push(Block::new(options.iter().map(Vec::as_slice)));
            let block = problem.blocks.len() as u32 - 1;
            blocks.insert(key.clone(), block);
            block
        };
        kept = key.1;
        problem.block.push(block);
        problem.hours.push(own.hours_full_cut);
        problem.owner.push(0);
        problem.area.push(own.district);
        problem.first.push(problem.programme.len() as u32);
    }
    rows.extend(limit_rows(bare));
    problem.rows = rows;
    problem.find_alike();
    Built { problem, order, without }
}

/// Rows and shares of a programme in a district; visits in one week are added up.
fn shares(bare: &Bare, places: &BTreeMap<(u32, u8), usize>, district: u32, programme: u32) -> Vec<(u32, f64)> {
    let mut list: Vec<(u32, f64)> = Vec::new();
    for &(week, share) in &bare.programmes[programme as usize].visits {
        let Some(&row) = places.get(&(district, week)) else { continue };
        match list.iter_mut().find(|(at, _)| *at as usize == row) {
            Some((_, sum)) => *sum += share,
            None => list.push((row as u32, share)),
        }
    }
    list
}
