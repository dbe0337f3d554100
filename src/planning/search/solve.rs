//! From a problem to a plan with its bound, or to what is missing.

use super::dual::{Dual, raise};
use super::rounding::{Effort, round};
use super::shortage::{Shortage, shortage};
use crate::planning::problem::Problem;

/// A plan with what proves it.
#[derive(Clone, Debug)]
pub struct Solution {
    /// Option of each segment.
    pub choice: Vec<u32>,
    /// Objective, changes of programme included.
    pub cost: f64,
    /// Cost of the changes of programme.
    pub stretch_cost: f64,
    /// Use of each row, without what is fixed.
    pub used: Vec<f64>,
    /// Multiplier of each row.
    pub multipliers: Vec<f64>,
    /// No plan costs less.
    pub bound: f64,
    /// Evaluations of the dual.
    pub evaluations: usize,
}

impl Solution {
    /// How far the cost may lie above the best possible, as a share of the bound.
    pub fn gap(&self) -> f64 {
        (self.cost - self.bound) / self.bound.abs().max(f64::MIN_POSITIVE)
    }
}

/// Why there is no plan.
#[derive(Clone, Debug)]
pub enum NoPlan {
    /// Proven: these rows are short.
    Impossible(Shortage),
    /// Not proven, but none was found: what the best attempt exceeds, and the dual.
    NotFound(Vec<(usize, f64)>, Dual),
}

/// Objective that no plan can exceed.
fn ceiling(problem: &Problem) -> f64 {
    let column = &problem.columns[problem.objective];
    let dearest = |segment: usize| column[problem.options(segment)].iter().copied().fold(f64::MIN, f64::max);
    let sum: f64 = (0..problem.segments()).map(dearest).sum();
    sum + problem.stretch * problem.segments() as f64
}

/// The best plan found, with the bound that no plan can go below.
///
/// `warm`: multipliers of a similar problem to start from. The result depends on the problem and the seed alone, not on the number
/// of threads.
pub fn solve(problem: &Problem, warm: Option<&[f64]>, effort: Effort, seed: u64) -> Result<Solution, NoPlan> {
    let ceiling = ceiling(problem);
    let dual = raise(problem, warm, ceiling);
    let beyond = dual.bound > ceiling + 1e-6 * ceiling.abs();
    if let Some(short) = beyond.then(|| shortage(problem)).flatten() {
        return Err(NoPlan::Impossible(short));
    }
    let tally = round(problem, &dual, effort, seed);
    let broken = tally.broken();
    if !broken.is_empty() {
        return Err(match shortage(problem) {
            Some(short) => NoPlan::Impossible(short),
            None => NoPlan::NotFound(broken, dual),
        });
    }
    Ok(Solution {
        cost: tally.cost(),
        stretch_cost: tally.stretch_cost(),
        used: tally.used,
        choice: tally.choice,
        multipliers: dual.multipliers,
        bound: dual.bound,
        evaluations: dual.evaluations,
    })
}
