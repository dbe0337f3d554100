//! The bound itself: the exact least cost at given prices, whatever led to them.

use super::chain::shortest;
use super::prices::{Prices, Reduced};
use crate::planning::problem::Problem;
use rayon::prelude::*;

/// Share of the bound that is given away to rounding.
const ROUNDED: f64 = 1e-9;

/// A sum that keeps what rounding would lose (Neumaier 1974).
#[derive(Clone, Copy, Debug, Default)]
pub struct Compensated {
    sum: f64,
    lost: f64,
}

impl Compensated {
    /// Adds a number.
    pub fn add(&mut self, term: f64) {
        let next = self.sum + term;
        self.lost += if self.sum.abs() >= term.abs() { (self.sum - next) + term } else { (term - next) + self.sum };
        self.sum = next;
    }

    /// The sum.
    pub fn total(self) -> f64 {
        self.sum + self.lost
    }
}

/// Least value of the objective and priced rows over every choice, at these multipliers.
///
/// For multipliers of zero or more no plan within the rows costs less. `objective` is 1; with 0 only the rows are weighed, and a
/// value above zero proves that no plan is within them.
pub fn exact(problem: &Problem, multipliers: &[f64], objective: f64) -> f64 {
    let prices = Prices::new(problem, multipliers, objective);
    let parts: Vec<Compensated> = problem
        .chunks()
        .into_par_iter()
        .map(|chunk| {
            let mut reduced = Reduced::new(problem, &prices);
            let mut sum = Compensated::default();
            if problem.stretch > 0.0 && objective > 0.0 {
                let mut best = Vec::new();
                for chain in problem.chains_of(&chunk) {
                    sum.add(shortest(problem, &mut reduced, &chain, &mut best));
                }
            } else {
                for segment in chunk {
                    reduced.of(segment);
                    sum.add(reduced.least());
                }
            }
            sum
        })
        .collect();
    let mut sum = Compensated::default();
    for part in parts {
        sum.add(part.sum);
        sum.add(part.lost);
    }
    sum.add(-prices.limits());
    let total = sum.total();
    total - ROUNDED * total.abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_keep_what_rounding_would_lose() {
        let mut sum = Compensated::default();
        for term in [1.0, 1e100, 1.0, -1e100] {
            sum.add(term);
        }
        assert_eq!(sum.total(), 2.0);
    }
}
