//! From the shares of the dual to a plan within the rows.

use super::anneal::{Schedule, anneal};
use super::diffuse::diffuse;
use super::dual::{Dual, all_shares, money};
use super::exact;
use super::gibbs;
use super::penalty::Penalties;
use super::polish::polish;
use super::repair::repair;
use super::resample::{Windows, resample};
use super::shortlist::Shortlist;
use super::tally::Tally;
use crate::lane::math::powf;
use crate::planning::problem::Problem;
use rayon::prelude::*;

/// Smoothing at which options are worth while, as a share of the mean spread of costs, with the least share and most options.
const WORTH_WHILE: (f64, f32, usize) = (0.024, 2e-3, 10);
/// Factor of the multipliers for an excess, by how much it grows from one attempt to the next, and by how much more for each
/// attempt that exceeded the row.
const EXCESS: (f64, f64, f64) = (1.02, 1.25, 1.5);
/// Share of a row that is left free once an attempt has exceeded it, and the factor for each attempt that does so again.
const ROOM: (f64, f64) = (5e-4, 2.5);

/// Most segments of which a repair takes less time than another attempt, whether it succeeds or not.
const QUICKLY_REPAIRED: usize = 10_000;

/// Effort of the rounding.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// Proposals of the annealing in all.
    pub proposals: usize,
    /// Least and most passes over the segments.
    pub passes: (usize, usize),
    /// Segments drawn anew, in all, where changes of programme cost.
    pub drawn: usize,
    /// Most starts that small problems are rounded from.
    pub starts: u64,
    /// Most further attempts where none of the starts gives a plan.
    pub retries: usize,
}

impl Default for Effort {
    fn default() -> Self {
        Effort { proposals: 12_000_000, passes: (60, 40_000), drawn: 3_000_000, starts: 8, retries: 9 }
    }
}

impl Effort {
    /// Effort of each point of a front: a front shows the shape, the plan itself is sought with more.
    pub const FRONT: Effort =
        Effort { proposals: 1_000_000, passes: (22, 3_000), drawn: 300_000, starts: 2, retries: 8 };
}

/// How warm the annealing begins, as a share of the mean spread of costs: the more segments share a row, the less rounding loses
/// on each.
fn warmth(problem: &Problem) -> f64 {
    let segments = problem.segments().max(1) as f64;
    if problem.stretch > 0.0 {
        (0.01 * powf(5000.0 / segments, 1.3)).clamp(0.0004, 0.01)
    } else {
        (0.006 * (400.0 / segments).sqrt()).clamp(0.0004, 0.006)
    }
}

/// Starts from which small problems are rounded, by the number of segments: more where less is to be done for each.
fn starts(problem: &Problem) -> u64 {
    match problem.segments() {
        0..=1000 => 8,
        1001..=10_000 => 2,
        _ => 1,
    }
}

/// Rounds the dual's shares to a plan; the tally is within its rows if a plan was found.
///
/// The best of several starts is taken, the first of equals.
pub fn round<'a>(problem: &'a Problem, dual: &Dual, effort: Effort, seed: u64) -> Tally<'a> {
    if let Some(choice) = exact::is_small(problem).then(|| exact::cheapest(problem)).flatten() {
        return Tally::new(problem, choice);
    }
    let unit = money(problem);
    let wide = all_shares(problem, &dual.multipliers, WORTH_WHILE.0 * unit);
    let shortlist = Shortlist::new(problem, &wide, WORTH_WHILE.1, WORTH_WHILE.2);
    drop(wide);
    let work = Work { dual, shortlist: &shortlist, effort };
    let mut tallies: Vec<Tally> = (0..starts(problem).min(effort.starts))
        .into_par_iter()
        .map(|start| {
            let mut tally = Tally::new(problem, work.first(problem, (seed, start)));
            work.attempt(&mut tally, 0, &mut vec![0; problem.rows.len()], of_start(seed, start));
            tally
        })
        .collect();
    if tallies.iter().all(|tally| !tally.broken().is_empty()) {
        tallies = tallies
            .into_par_iter()
            .enumerate()
            .map(|(start, mut tally)| {
                let seed = of_start(seed, start as u64);
                let mut exceeded = vec![0; problem.rows.len()];
                let found = |attempt: &usize| work.attempt(&mut tally, *attempt, &mut exceeded, seed);
                let _ = (1..=effort.retries).find(found);
                tally
            })
            .collect();
    }
    for tally in &mut tallies {
        lowest_of_equals(tally);
        tally.recount();
    }
    let worth = |tally: &Tally| (tally.broken().len(), tally.cost());
    let best = tallies.into_iter().reduce(|best, other| {
        let (a, b) = (worth(&best), worth(&other));
        if b.0 < a.0 || (b.0 == a.0 && b.1 < a.1) { other } else { best }
    });
    best.unwrap_or_else(|| Tally::new(problem, vec![0; problem.segments()]))
}

/// Seed of a start.
fn of_start(seed: u64, start: u64) -> u64 {
    seed.wrapping_add(start << 32)
}

/// What every start works with.
#[derive(Clone, Copy)]
struct Work<'a> {
    dual: &'a Dual,
    shortlist: &'a Shortlist,
    effort: Effort,
}

impl Work<'_> {
    /// The choice that a start begins with.
    fn first(&self, problem: &Problem, (seed, start): (u64, u64)) -> Vec<u32> {
        if problem.stretch > 0.0 {
            gibbs::sample(problem, &self.dual.multipliers, self.dual.tau, seed, start)
        } else {
            diffuse(problem, &all_shares(problem, &self.dual.multipliers, self.dual.tau))
        }
    }

    /// Brings a choice within the rows and makes it cheaper; whether that was done.
    ///
    /// `exceeded` counts for each row the attempts that left it exceeded: it is priced higher and given room accordingly, so that
    /// rows that stand against each other are not left in the same balance again. The last attempt leaves room in all rows of hours.
    fn attempt(&self, tally: &mut Tally, attempt: usize, exceeded: &mut [usize], seed: u64) -> bool {
        let (problem, effort) = (tally.problem(), self.effort);
        let unit = money(problem);
        let segments = problem.segments().max(1);
        // With changes of programme much is done before by drawing; what is tried again has a good plan to begin with.
        let halved = u32::from(problem.stretch > 0.0) + u32::from(attempt > 0);
        let passes = ((effort.proposals >> halved) / segments).clamp(effort.passes.0, effort.passes.1);
        let is_last = attempt == effort.retries;
        for (row, _) in tally.broken().into_iter().filter(|_| attempt > 0) {
            exceeded[row] += 1;
        }
        let room = |&times: &usize| match times.max(2 * usize::from(is_last)) {
            0 => 0.0,
            times => ROOM.0 * power(ROOM.1, times - 1),
        };
        let factors: Vec<f64> = exceeded.iter().map(|&times| power(EXCESS.2, times)).collect();
        let rooms: Vec<f64> = exceeded.iter().map(room).collect();
        let penalties = Penalties::new(problem, &self.dual.multipliers, EXCESS.0 * power(EXCESS.1, attempt))
            .raised(&factors)
            .with_room(problem, &rooms);
        let warm = warmth(problem) * unit;
        let seed = seed.wrapping_add(attempt as u64);
        if problem.stretch > 0.0 && attempt == 0 {
            let passes = (effort.drawn / segments).clamp(20, 400);
            let length = 10 + 14 * segments.min(60_000) / 60_000;
            let (hot, cold) = ((0.4 * warm).max(1e-3 * unit), (0.1 * warm).max(2e-4 * unit));
            let windows = Windows { passes, length, warm: hot, cold, lean: 3.0 };
            resample(tally, &self.dual.multipliers, &penalties, windows, seed);
        }
        let schedule = Schedule { passes, warm, cold: (warm / 20.0).max(5e-5 * unit) };
        anneal(tally, self.shortlist, &penalties, schedule, seed);
        let within = repair(tally, is_last || segments <= QUICKLY_REPAIRED);
        if within {
            polish(tally, self.shortlist);
        }
        within
    }
}

/// `x` multiplied by itself `count` times.
fn power(x: f64, count: usize) -> f64 {
    (0..count).fold(1.0, |product, _| product * x)
}

/// Gives every segment the first of the options that are worth the same in all respects.
fn lowest_of_equals(tally: &mut Tally) {
    let problem = tally.problem();
    for segment in 0..problem.segments() {
        let now = tally.choice[segment] as usize;
        let first = problem.first[segment] as usize;
        let equal = |option: usize| {
            problem.columns.iter().all(|column| column[first + option] == column[first + now])
                && (problem.hours[segment] == 0.0 || problem.shares(segment, option) == problem.shares(segment, now))
        };
        if let Some(lower) = (0..now).find(|&option| equal(option) && tally.cost_change(segment, option) <= 0.0) {
            tally.set(segment, lower);
        }
    }
}
