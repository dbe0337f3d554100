//! The least misfit within bounds: a Nelder-Mead simplex of the crate argmin, from several starts.

use argmin::core::{CostFunction, Error, Executor, State};
use argmin::solver::neldermead::NelderMead;
use std::cell::{Cell, RefCell};

use crate::error::Problem;

/// Where the starts lie in every span, besides the values that the site has.
const STARTS: [f64; 2] = [0.3, 0.75];
/// Edge of a first simplex, as a share of the span.
const EDGE: f64 = 0.15;
/// Most steps of one search per number sought.
const STEPS_PER_NUMBER: u64 = 60;
/// Weight of a step out of bounds, in misfit per squared share of the span.
const OUTSIDE: f64 = 1e4;
/// Misfit of every point after the engine has stopped: the same everywhere, so that the search ends.
const STOPPED: f64 = 1e30;

/// The best set of numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Best {
    /// The numbers.
    pub values: Vec<f64>,
    /// Their misfit.
    pub misfit: f64,
    /// Runs it took.
    pub runs: usize,
}

/// The misfit over the unit cube; points outside count as the nearest one inside, and more the further they are.
struct InCube<'a, F> {
    cost: &'a F,
    spans: &'a [(f64, f64)],
    runs: &'a Cell<usize>,
    failed: &'a RefCell<Option<Problem>>,
}

/// Numbers of a point of the unit cube.
fn numbers(point: &[f64], spans: &[(f64, f64)]) -> Vec<f64> {
    point.iter().zip(spans).map(|(share, (low, high))| low + share.clamp(0.0, 1.0) * (high - low)).collect()
}

impl<F: Fn(&[f64]) -> Result<f64, Problem>> CostFunction for InCube<'_, F> {
    type Param = Vec<f64>;
    type Output = f64;

    // The crate panics on an error at the first simplex, so an error is kept here and told after the search.
    fn cost(&self, point: &Vec<f64>) -> Result<f64, Error> {
        if self.failed.borrow().is_some() {
            return Ok(STOPPED);
        }
        self.runs.set(self.runs.get() + 1);
        let outside: f64 =
            point.iter().map(|share| (share - share.clamp(0.0, 1.0)) * (share - share.clamp(0.0, 1.0))).sum();
        let misfit = (self.cost)(&numbers(point, self.spans)).unwrap_or_else(|problem| {
            self.failed.replace(Some(problem));
            STOPPED
        });
        Ok(misfit + OUTSIDE * outside)
    }
}

/// Seeks the numbers within `spans` with the least cost, from `first` and from two more starts.
///
/// Deterministic: equal cost functions give equal numbers. An error of the cost function is handed on.
pub fn least_misfit<F>(cost: &F, spans: &[(f64, f64)], first: &[f64]) -> Result<Best, Problem>
where
    F: Fn(&[f64]) -> Result<f64, Problem>,
{
    if spans.is_empty() {
        return Ok(Best { values: Vec::new(), misfit: cost(&[])?, runs: 1 });
    }
    let share = |(value, (low, high)): (&f64, &(f64, f64))| ((value - low) / (high - low)).clamp(0.0, 1.0);
    let mut starts = vec![first.iter().zip(spans).map(share).collect::<Vec<f64>>()];
    starts.extend(STARTS.map(|share| vec![share; spans.len()]));
    let mut best: Option<Best> = None;
    for start in starts {
        let found = search(cost, spans, &start)?;
        let runs = best.as_ref().map_or(0, |best| best.runs) + found.runs;
        let better = best.take().filter(|best| best.misfit <= found.misfit).unwrap_or(found);
        best = Some(Best { runs, ..better });
    }
    best.ok_or_else(|| Problem::new("G553", "fit", "no start to search from"))
}

/// One search from one start.
pub(super) fn search<F>(cost: &F, spans: &[(f64, f64)], start: &[f64]) -> Result<Best, Problem>
where
    F: Fn(&[f64]) -> Result<f64, Problem>,
{
    let mut simplex = vec![start.to_vec()];
    for place in 0..start.len() {
        let mut corner = start.to_vec();
        corner[place] += if corner[place] > 0.5 { -EDGE } else { EDGE };
        simplex.push(corner);
    }
    let (runs, failed) = (Cell::new(0), RefCell::new(None));
    let problem = InCube { cost, spans, runs: &runs, failed: &failed };
    let stopped = |error: &Error| Problem::new("G553", "fit", format!("the search stopped: {error}"));
    let solver = NelderMead::new(simplex).with_sd_tolerance(1e-7).map_err(|error| stopped(&error))?;
    let steps = STEPS_PER_NUMBER * spans.len() as u64;
    let outcome = Executor::new(problem, solver).configure(|state| state.max_iters(steps)).timer(false).run();
    if let Some(problem) = failed.take() {
        return Err(problem);
    }
    let outcome = outcome.map_err(|error| stopped(&error))?;
    let state = outcome.state();
    let point = state.get_best_param().map_or_else(|| start.to_vec(), Clone::clone);
    Ok(Best { values: numbers(&point, spans), misfit: state.get_best_cost(), runs: runs.get() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_valley_is_found_within_and_at_the_bounds() {
        let valley = |at: [f64; 2]| {
            move |v: &[f64]| Ok((v[0] - at[0]) * (v[0] - at[0]) + 3.0 * (v[1] - at[1]) * (v[1] - at[1]) + 0.5)
        };
        let spans = [(0.0, 10.0), (-1.0, 1.0)];
        let inside = least_misfit(&valley([7.0, 0.25]), &spans, &[1.0, 0.0]).expect("found");
        assert!((inside.values[0] - 7.0).abs() < 1e-2 && (inside.values[1] - 0.25).abs() < 1e-2);
        let outside = least_misfit(&valley([12.0, 0.25]), &spans, &[1.0, 0.0]).expect("found");
        assert!(outside.values[0] > 9.99 && (outside.misfit - 4.5).abs() < 1e-2, "{outside:?}");
    }

    #[test]
    fn an_error_of_the_engine_is_handed_on() {
        let broken = |_: &[f64]| Err(Problem::new("G590", "year 2001", "open"));
        assert_eq!(least_misfit(&broken, &[(0.0, 1.0)], &[0.5]).expect_err("broken").code, "G590");
        let calls = Cell::new(0);
        let breaks_later = |v: &[f64]| {
            calls.set(calls.get() + 1);
            if calls.get() > 7 { Err(Problem::new("G590", "year 2001", "open")) } else { Ok(v[0]) }
        };
        assert_eq!(least_misfit(&breaks_later, &[(0.0, 1.0)], &[0.5]).expect_err("broken").code, "G590");
        assert_eq!(calls.get(), 8, "the engine is not asked again");
    }
}
