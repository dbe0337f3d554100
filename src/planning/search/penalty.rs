//! What an excess over a row costs while a plan is annealed.

use super::dual::money;
use super::tally::{Changes, Tally};
use crate::planning::problem::{Adds, Problem, Row};

/// Charge for an exceeded row, as a share of the mean spread of costs.
const CHARGE: f64 = 0.015;
/// Least price of an hour, and of a share of a column, as shares of the mean spread of costs.
const FLOOR: (f64, f64) = (0.5, 0.1);

/// Prices of excess.
#[derive(Clone, Debug)]
pub struct Penalties {
    /// Price of the excess of each row, per unit.
    rows: Vec<f64>,
    /// Charge for each row that is exceeded, however little.
    charge: f64,
    /// Room that is to be left in each row, so that the rest of a plan's excess can be repaired.
    margins: Vec<f64>,
}

impl Penalties {
    /// Prices `factor` times the multipliers; a row without a price is still a limit, and costs what a row of its kind costs.
    pub fn new(problem: &Problem, multipliers: &[f64], factor: f64) -> Self {
        let unit = money(problem);
        let segments = problem.segments().max(1) as f64;
        let hours = problem.hours.iter().sum::<f64>() / segments;
        let floor = |row: &Row| match row.adds {
            Adds::Hours => FLOOR.0 * unit / if hours > 0.0 { hours } else { 1.0 },
            Adds::Column { .. } => FLOOR.1 * unit * segments / row.size(),
        };
        let price = |(row, multiplier): (&Row, &f64)| factor * multiplier.max(floor(row));
        Penalties {
            rows: problem.rows.iter().zip(multipliers).map(price).collect(),
            charge: CHARGE * factor * unit,
            margins: vec![0.0; problem.rows.len()],
        }
    }

    /// The same, with the price of each row so many times as high.
    #[must_use]
    pub fn raised(mut self, factors: &[f64]) -> Self {
        self.rows.iter_mut().zip(factors).for_each(|(price, factor)| *price *= factor);
        self
    }

    /// The same, with room to be left in rows of hours, as a share of each.
    #[must_use]
    pub fn with_room(mut self, problem: &Problem, shares: &[f64]) -> Self {
        for ((margin, row), share) in self.margins.iter_mut().zip(&problem.rows).zip(shares) {
            if row.adds == Adds::Hours {
                *margin = share * row.size();
            }
        }
        self
    }

    /// Prices at a time of the annealing, 0 to 1: the charge grows slowly, the prices steeply at the end.
    #[must_use]
    pub fn at(&self, progress: f64) -> Self {
        let cube = progress * progress * progress;
        let factor = 1.0 + 4.0 * cube + 20.0 * cube * cube;
        Penalties {
            rows: self.rows.iter().map(|price| price * factor).collect(),
            charge: self.charge * cube,
            margins: self.margins.clone(),
        }
    }

    /// What changes of the use add to the penalty.
    pub fn change(&self, tally: &Tally, changes: &Changes) -> f64 {
        let rows = &tally.problem().rows;
        changes
            .iter()
            .map(|&(row, amount)| {
                let row = row as usize;
                let before = rows[row].excess(tally.used[row]) + self.margins[row];
                let after = before + rows[row].sign() * amount;
                let tolerance = rows[row].tolerance();
                let over = |excess: f64| f64::from(u8::from(excess > tolerance));
                self.rows[row] * (after.max(0.0) - before.max(0.0)) + self.charge * (over(after) - over(before))
            })
            .sum()
    }
}
