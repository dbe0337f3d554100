//! Polish: switches that make a choice within its rows cheaper, alone or in pairs.
//!
//! A switch that would pay but does not fit is paired with one elsewhere that makes room in the row it breaks.

use super::order::keep_least;
use super::shortlist::Shortlist;
use super::tally::{Changes, Tally};

/// Least saving that counts, as a share of the mean spread of costs.
const LEAST: f64 = 1e-9;
/// Reliefs of a row that are remembered.
const REMEMBERED: usize = 400;
/// Reliefs that are tried for one switch.
const TRIED: usize = 60;
/// Passes over all segments.
const PASSES: usize = 12;

/// A switch that makes room in a row.
#[derive(Clone, Copy)]
struct Relief {
    cost: f64,
    room: f64,
    segment: u32,
    option: u32,
}

/// Makes a choice cheaper as long as switches or pairs do; every row that holds goes on holding.
pub fn polish(tally: &mut Tally, shortlist: &Shortlist) {
    let least = LEAST * super::dual::money(tally.problem());
    for _ in 0..PASSES {
        let before = tally.cost();
        let singles = single_switches(tally, shortlist, least);
        let pairs = pair_switches(tally, shortlist, least);
        tally.recount();
        if singles + pairs == 0 || before - tally.cost() < 1e-6 * before.abs() {
            break;
        }
    }
}

/// One pass of single switches; how many were made.
fn single_switches(tally: &mut Tally, shortlist: &Shortlist, least: f64) -> usize {
    let mut made = 0;
    let mut changes = Changes::new();
    for segment in 0..tally.problem().segments() {
        for &option in shortlist.of(segment) {
            let option = option as usize;
            if option == tally.choice[segment] as usize || tally.cost_change(segment, option) >= -least {
                continue;
            }
            changes.clear();
            tally.add_changes(segment, option, &mut changes);
            if tally.fits(&changes) {
                tally.switch(segment, option, &changes);
                made += 1;
            }
        }
    }
    made
}

/// The switches that make room in a row for the least cost.
fn reliefs(tally: &Tally, shortlist: &Shortlist, row: usize) -> Vec<Relief> {
    let problem = tally.problem();
    let sign = problem.rows[row].sign();
    let mut list = Vec::new();
    let mut changes = Changes::new();
    for segment in problem.concerned(row) {
        for &option in shortlist.of(segment) {
            if option == tally.choice[segment] {
                continue;
            }
            changes.clear();
            tally.add_changes(segment, option as usize, &mut changes);
            let room = changes.iter().find(|(at, _)| *at as usize == row).map_or(0.0, |(_, amount)| -amount * sign);
            if room > 0.0 {
                let cost = tally.cost_change(segment, option as usize);
                list.push(Relief { cost, room, segment: segment as u32, option });
            }
        }
    }
    keep_least(&mut list, REMEMBERED, |a, b| {
        a.cost.total_cmp(&b.cost).then(a.segment.cmp(&b.segment)).then(a.option.cmp(&b.option))
    });
    list
}

/// One pass of switches paired with one that makes room; how many were made.
fn pair_switches(tally: &mut Tally, shortlist: &Shortlist, least: f64) -> usize {
    let problem = tally.problem();
    let mut cache: Vec<Option<Vec<Relief>>> = vec![None; problem.rows.len()];
    let mut made = 0;
    let mut changes = Changes::new();
    for segment in 0..problem.segments() {
        for &option in shortlist.of(segment) {
            let option = option as usize;
            let saved = -tally.cost_change(segment, option);
            if option == tally.choice[segment] as usize || saved <= least {
                continue;
            }
            changes.clear();
            tally.add_changes(segment, option, &mut changes);
            let Some(row) = tally.lacking(&changes) else {
                tally.switch(segment, option, &changes);
                made += 1;
                continue;
            };
            let amount = changes.iter().find(|(at, _)| *at as usize == row).map_or(0.0, |(_, amount)| *amount);
            let lack = problem.rows[row].excess(tally.used[row] + amount);
            if cache[row].is_none() {
                cache[row] = Some(reliefs(tally, shortlist, row));
            }
            let list = cache[row].as_deref().unwrap_or_default();
            let worth = list.iter().filter(|one| one.room >= lack && one.segment as usize != segment);
            let partner = worth.take_while(|one| one.cost < saved - least).take(TRIED).find_map(|one| {
                let (other, to) = (one.segment as usize, one.option as usize);
                // Neighbours change each other's cost, and the choice may have moved on since the list was made.
                if tally.choice[other] == one.option || other.abs_diff(segment) == 1 {
                    return None;
                }
                let mut both = changes.clone();
                tally.add_changes(other, to, &mut both);
                (tally.cost_change(other, to) < saved - least && tally.fits(&both)).then_some((other, to, both))
            });
            if let Some((other, to, both)) = partner {
                tally.switch(segment, option, &both);
                tally.choice[other] = to as u32;
                made += 1;
            }
        }
    }
    made
}
