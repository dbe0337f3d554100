//! The bound of the search against the linear relaxation solved by another program's simplex method (microlp, a test dependency).
//!
//! The best dual bound without cost of changes equals the value of the relaxation, so that a bound may not lie above it and should lie
//! within 0.01 % of it; a plan may not cost less.

use microlp::{ComparisonOp, OptimizationDirection, Problem as Lp};
use zeis::planning::bare::build::build;
use zeis::planning::bare::generate::generate;
use zeis::planning::problem::{Adds, Problem};
use zeis::planning::search::dual::raise;
use zeis::planning::search::rounding::Effort;
use zeis::planning::search::solve::solve;

/// Least objective over shares of the options between 0 and 1 that sum to 1 for each segment, within the rows.
fn relaxation(problem: &Problem) -> f64 {
    let mut lp = Lp::new(OptimizationDirection::Minimize);
    let mut rows = vec![Vec::new(); problem.rows.len()];
    for segment in 0..problem.segments() {
        let mut all = Vec::new();
        for option in 0..problem.options(segment).len() {
            let share = lp.add_var(problem.value(segment, option, problem.objective), (0.0, f64::INFINITY));
            all.push((share, 1.0));
            for &(row, part) in problem.shares(segment, option) {
                rows[row as usize].push((share, part * problem.hours[segment]));
            }
            for (at, row) in problem.rows.iter().enumerate() {
                if let Adds::Column { column, .. } = row.adds {
                    rows[at].push((share, problem.value(segment, option, column)));
                }
            }
        }
        lp.add_constraint(&all, ComparisonOp::Eq, 1.0);
    }
    for (row, terms) in problem.rows.iter().zip(rows).filter(|(_, terms)| !terms.is_empty()) {
        let sense = if row.at_least { ComparisonOp::Ge } else { ComparisonOp::Le };
        // In parts of the limit, so that rows of hours and of fires are of one size.
        let size = row.size();
        let terms: Vec<_> = terms.into_iter().map(|(share, amount)| (share, amount / size)).collect();
        lp.add_constraint(&terms, sense, (row.limit - row.fixed) / size);
    }
    let solved = lp.solve().expect("the relaxation is solved");
    solved.into_solution().expect("to its end").objective()
}

#[test]
fn bounds_lie_just_below_the_linear_relaxation() {
    for (segments, seed) in [(30, 1), (30, 2), (60, 3), (60, 4), (110, 5), (110, 6)] {
        let problem = build(&generate(segments, seed, 0.0)).problem;
        let value = relaxation(&problem);
        let bound = raise(&problem, None, 1e12).bound;
        let below = (value - bound) / value;
        assert!(below >= -1e-9, "{segments} segments, seed {seed}: bound {bound} above the relaxation {value}");
        assert!(below <= 1e-4, "{segments} segments, seed {seed}: bound {bound} lies {below:e} below {value}");
        let quick = Effort { proposals: 500_000, passes: (30, 3000), drawn: 100_000, starts: 2, retries: 5 };
        if let Ok(solution) = solve(&problem, None, quick, seed) {
            assert!(solution.cost >= value * (1.0 - 1e-9), "{} below the relaxation {value}", solution.cost);
        }
    }
}

#[test]
fn warm_starts_and_tighter_limits_reach_the_relaxation_too() {
    let mut problem = build(&generate(60, 9, 0.0)).problem;
    let row = problem.rows.iter().position(|row| row.name == "fire").expect("fires are limited");
    let mut warm = raise(&problem, None, 1e12).multipliers;
    let limit = problem.rows[row].limit;
    for part in [1.03, 0.99, 0.97] {
        problem.rows[row].limit = part * limit;
        let (dual, value) = (raise(&problem, Some(&warm), 1e12), relaxation(&problem));
        let below = (value - dual.bound) / value;
        assert!((-1e-9..=1e-4).contains(&below), "limit {part}: {} against {value}", dual.bound);
        warm = dual.multipliers;
    }
}
