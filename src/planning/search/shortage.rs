//! What is missing where no plan exists: the least shortage of all rows together, and the prices that prove it.
//!
//! Every row may be exceeded at a price of 1 for its whole size; the dual of that problem has prices between 0 and 1 and no cost.
//! A value above zero is a proof that no plan is within the rows, and the use at its prices tells which rows are short.

use super::bound::exact;
use super::dual::smooth;
use super::lbfgs::{Patience, maximise};
use crate::planning::problem::Problem;

/// Rows that are short.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shortage {
    /// Rows and what they lack, in their units; largest share of the row first.
    pub rows: Vec<(usize, f64)>,
    /// Prices that prove it, one a row.
    pub ray: Vec<f64>,
    /// Value at these prices; above zero: no plan exists.
    pub proof: f64,
}

/// Smoothing of the stages, as shares of a segment's part of all rows.
const STAGES: [f64; 4] = [0.3, 0.1, 0.03, 0.01];

/// What is missing; `None` where nothing proves that no plan exists.
pub fn shortage(problem: &Problem) -> Option<Shortage> {
    let sizes: Vec<f64> = problem.rows.iter().map(crate::planning::problem::Row::size).collect();
    let prices = |y: &[f64]| -> Vec<f64> { y.iter().zip(&sizes).map(|(y, size)| y / size).collect() };
    let mut y = vec![0.5; problem.rows.len()];
    let part = 1.0 / problem.segments().max(1) as f64;
    let mut used = Vec::new();
    let mut best: Option<(f64, Vec<f64>)> = None;
    for stage in STAGES {
        y = maximise(y, 1.0, Patience { evaluations: 120, rise: 1e-7 }, |y| {
            let smooth = smooth(problem, &prices(y), 0.0, stage * part);
            let excess = problem.rows.iter().zip(&smooth.used).map(|(row, used)| row.excess(*used));
            (smooth.value, excess.zip(&sizes).map(|(excess, size)| excess / size).collect())
        });
        used = smooth(problem, &prices(&y), 0.0, stage * part).used;
        let value = exact(problem, &prices(&y), 0.0);
        if best.as_ref().is_none_or(|(known, _)| value > *known) {
            best = Some((value, prices(&y)));
        }
    }
    let (proof, ray) = best.filter(|(value, _)| *value > 1e-9)?;
    let mut rows: Vec<(usize, f64)> = problem
        .rows
        .iter()
        .zip(&used)
        .enumerate()
        .map(|(at, (row, used))| (at, row.excess(*used)))
        .filter(|(at, excess)| *excess > 1e-3 * sizes[*at])
        .collect();
    rows.sort_by(|(a, x), (b, y)| (y / sizes[*b]).total_cmp(&(x / sizes[*a])).then(a.cmp(b)));
    if rows.is_empty() {
        // Too small a shortage to show in any use: it is that of the row with the highest price, all others held.
        let dearest = (0..ray.len()).max_by(|&a, &b| ray[a].total_cmp(&ray[b]).then(b.cmp(&a)))?;
        rows.push((dearest, proof / ray[dearest]));
    }
    Some(Shortage { rows, ray, proof })
}
