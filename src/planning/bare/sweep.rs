//! What a bare instance costs at each value of one of its limits.

use crate::planning::problem::Problem;
use crate::planning::search::rounding::Effort;
use crate::planning::search::solve::{NoPlan, Solution, solve};

/// A point of the front.
#[derive(Clone, Debug)]
pub struct Point {
    /// Limit, as a share of that of the instance.
    pub share: f64,
    /// Limit.
    pub limit: f64,
    /// Plan with its bound, or why there is none.
    pub solution: Result<Solution, NoPlan>,
}

/// Shares evenly spread from one end to the other, both included.
///
/// ```
/// assert_eq!(zeis::planning::bare::sweep::shares((1.0, 0.5), 3), [1.0, 0.75, 0.5]);
/// ```
pub fn shares((from, to): (f64, f64), points: usize) -> Vec<f64> {
    let last = points.saturating_sub(1).max(1) as f64;
    (0..points).map(|at| from + (to - from) * at as f64 / last).collect()
}

/// Solves the problem once for each share of the limit of a row, each from the prices of the point before it; `warm` are those
/// of the problem itself. Rows keep their other limits.
pub fn sweep(
    problem: &Problem,
    row: usize,
    shares: &[f64],
    warm: Option<&[f64]>,
    seed: u64,
    mut each: impl FnMut(&Point),
) -> Vec<Point> {
    let mut problem = problem.clone();
    let limit = problem.rows[row].limit;
    let mut warm = warm.map(<[f64]>::to_vec);
    let point = |&share: &f64| {
        problem.rows[row].limit = share * limit;
        let solution = solve(&problem, warm.as_deref(), Effort::FRONT, seed);
        if let Ok(found) = &solution {
            warm = Some(found.multipliers.clone());
        }
        let point = Point { share, limit: share * limit, solution };
        each(&point);
        point
    };
    shares.iter().map(point).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::planning::bare::build::build;
    use crate::planning::bare::generate::generate;

    #[test]
    fn a_tighter_limit_costs_more_and_what_is_impossible_has_no_plan() {
        let problem = build(&generate(400, 3, 0.0)).problem;
        let fire = problem.rows.iter().position(|row| row.name == "fire").expect("a limit on fire");
        let mut seen = 0;
        let points = sweep(&problem, fire, &[1.05, 1.0, 0.95, 0.0], None, 1, |_| seen += 1);
        assert_eq!(seen, 4);
        let found: Vec<&Solution> = points.iter().filter_map(|point| point.solution.as_ref().ok()).collect();
        assert_eq!(found.len(), 3, "nothing burns nowhere is beyond any plan");
        for (point, solution) in points.iter().zip(&found) {
            assert!(solution.used[fire] <= point.limit * (1.0 + 1e-9) && solution.bound <= solution.cost);
            assert!(solution.gap() < 0.02, "{}", solution.gap());
        }
        assert!(found.windows(2).all(|pair| pair[1].bound >= pair[0].bound - 1e-6 * pair[0].bound));
    }
}
