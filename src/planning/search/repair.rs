//! Repair: brings a choice within its rows, by the switches, alone or in pairs, that cost least for what they relieve.

use super::order::{keep_least, rising};
use super::tally::{Changes, Tally};
use std::cmp::Ordering;

/// Rounds over the broken rows.
const ROUNDS: usize = 80;
/// Switches that are paired, and partners that are tried for each.
const PAIRED: (usize, usize) = (300, 300);

/// A switch that relieves a row.
#[derive(Clone, Copy)]
struct Switch {
    cost: f64,
    relief: f64,
    segment: u32,
    option: u32,
}

/// Relief of a row by changes.
fn relief(tally: &Tally, row: usize, changes: &Changes) -> f64 {
    let sign = tally.problem().rows[row].sign();
    changes.iter().find(|(at, _)| *at as usize == row).map_or(0.0, |(_, amount)| -amount * sign)
}

/// Switches that relieve a row.
fn switches(tally: &Tally, row: usize) -> Vec<Switch> {
    let problem = tally.problem();
    let mut list = Vec::new();
    let mut changes = Changes::new();
    for segment in problem.concerned(row) {
        for option in 0..problem.options(segment).len() {
            if option == tally.choice[segment] as usize {
                continue;
            }
            changes.clear();
            tally.add_changes(segment, option, &mut changes);
            let relief = relief(tally, row, &changes);
            if relief > 0.0 {
                let cost = tally.cost_change(segment, option);
                list.push(Switch { cost, relief, segment: segment as u32, option: option as u32 });
            }
        }
    }
    list
}

/// Order by a key, then by segment and option.
fn by(key: impl Fn(&Switch) -> f64) -> impl Fn(&Switch, &Switch) -> Ordering {
    move |a, b| key(a).total_cmp(&key(b)).then(a.segment.cmp(&b.segment)).then(a.option.cmp(&b.option))
}

/// Brings the rows within their limits; whether that succeeded. It gives up at the first row that nothing helps, unless it is to be
/// thorough: then all others are tried first.
pub fn repair(tally: &mut Tally, is_thorough: bool) -> bool {
    let problem = tally.problem();
    for _ in 0..ROUNDS {
        tally.recount();
        let mut broken = tally.broken();
        if broken.is_empty() {
            return true;
        }
        // The row that is relatively worst first; where nothing helps it, the next.
        broken.sort_by(|(a, x), (b, y)| {
            (y / problem.rows[*b].size()).total_cmp(&(x / problem.rows[*a].size())).then(a.cmp(b))
        });
        broken.truncate(if is_thorough { broken.len() } else { 1 });
        if !broken.iter().any(|&(row, _)| relieve(tally, row)) {
            return false;
        }
    }
    tally.recount();
    tally.broken().is_empty()
}

/// Relieves a row by single switches, else by one pair; whether anything helped.
fn relieve(tally: &mut Tally, row: usize) -> bool {
    let problem = tally.problem();
    let over = |tally: &Tally| problem.rows[row].excess(tally.used[row]);
    let mut list = switches(tally, row);
    let lack = over(tally);
    let mut changes = Changes::new();
    let mut helped = false;
    // What relieves more than is lacking is worth no more than what is lacking.
    rising(&mut list, by(|one| one.cost / one.relief.min(lack)), |one| {
        changes.clear();
        tally.add_changes(one.segment as usize, one.option as usize, &mut changes);
        if relief(tally, row, &changes) > 0.0 && tally.fits(&changes) {
            tally.switch(one.segment as usize, one.option as usize, &changes);
            helped = true;
        }
        over(tally) > 0.0
    });
    helped || pair(tally, row, list)
}

/// Two segments, each with the option it switches to.
type Pair = ((usize, usize), (usize, usize));

/// Relieves a row by the cheapest pair found: a switch, and one that makes room where the first breaks another row.
fn pair(tally: &mut Tally, row: usize, mut list: Vec<Switch>) -> bool {
    keep_least(&mut list, PAIRED.0, by(|one| one.cost));
    let mut partners: Vec<Option<Vec<Switch>>> = vec![None; tally.problem().rows.len()];
    let mut best: Option<(f64, Pair, Changes)> = None;
    let mut changes = Changes::new();
    for one in &list {
        let (segment, option) = (one.segment as usize, one.option as usize);
        changes.clear();
        tally.add_changes(segment, option, &mut changes);
        let Some(lacking) = tally.lacking(&changes) else { continue };
        let others = partners[lacking].get_or_insert_with(|| {
            let mut others = switches(tally, lacking);
            keep_least(&mut others, PAIRED.1, by(|one| one.cost));
            others
        });
        for other in others.iter() {
            let cost = one.cost + other.cost;
            if best.as_ref().is_some_and(|(known, ..)| cost >= *known) {
                break;
            }
            let (second, to) = (other.segment as usize, other.option as usize);
            if second.abs_diff(segment) < 2 {
                continue;
            }
            let mut both = changes.clone();
            tally.add_changes(second, to, &mut both);
            if relief(tally, row, &both) > 0.0 && tally.fits(&both) {
                best = Some((cost, ((segment, option), (second, to)), both));
                break;
            }
        }
    }
    let Some((_, (one, other), both)) = best else { return false };
    tally.switch(one.0, one.1, &both);
    tally.choice[other.0] = other.1 as u32;
    true
}
