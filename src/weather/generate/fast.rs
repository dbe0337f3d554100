//! Residuals of the five variables: a slow part that lasts for weeks, a fast one that lasts for days, and the map from
//! normal scores to the residuals of the place.

use super::super::climatology::SeasonalVariables;
use super::super::climatology::extended::{QUANTILE_PCT, QUANTILES, Shared};
use super::day::VARIABLES;
use super::matrix::{Square, cholesky, difference, floored, product, symmetric_root, times_inverse, transposed};
use crate::random::normal_quantile;

/// Slow effects: the five variables and the wetness.
pub(super) const SLOW: usize = VARIABLES + 1;
/// Persistence of the slow effects from day to day.
pub(super) const SLOW_PERSISTENCE: f64 = 0.97;
/// Least eigenvalue of a covariance of the fast part.
const LEAST_EIGENVALUE: f64 = 1e-4;
/// Cells of the index that finds the interval of a score, and its ends.
const CELLS: usize = 64;
const SCORE_MAX: f64 = 3.3;

/// The residual process of a season at a place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SeasonProcess {
    /// A by columns: fast part on that of yesterday.
    pub(super) persistence: Square<VARIABLES>,
    /// B by columns: fast part on fresh normal draws.
    pub(super) innovation: Square<VARIABLES>,
    map: [[f64; QUANTILES]; VARIABLES],
}

impl SeasonProcess {
    /// With `F0 = M0 - K` and `F1 = M1 - 0.97 K`: `A = F1 F0^-1`, `B B' = F0 - A F0 A'`.
    pub(super) fn new(season: usize, variables: &SeasonalVariables, shared: &Shared) -> Self {
        let slow = &shared.slow[season];
        let less = |matrix: &Square<VARIABLES>, share: f64| -> Square<VARIABLES> {
            std::array::from_fn(|i| std::array::from_fn(|j| matrix[i][j] - share * slow[i][j]))
        };
        let same_day = floored(&less(&variables.same_day[season], 1.0), LEAST_EIGENVALUE);
        let day_after = less(&variables.day_after[season], SLOW_PERSISTENCE);
        let persistence = times_inverse(&day_after, &same_day);
        let carried = product(&product(&persistence, &same_day), &transposed(&persistence));
        let innovation = cholesky(&floored(&difference(&same_day, &carried), LEAST_EIGENVALUE));
        SeasonProcess {
            persistence: transposed(&persistence),
            innovation: transposed(&innovation),
            map: variables.quantiles[season],
        }
    }
}

/// Symmetric roots of the covariances of the slow effects, per season.
pub(super) fn slow_roots(shared: &Shared) -> [Square<SLOW>; 4] {
    shared.slow.map(|covariance| symmetric_root(&covariance))
}

/// Normal scores of the residual quantiles and an index to find the interval of a score.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Scores {
    knots: [f64; QUANTILES],
    first: [u8; CELLS],
}

impl Scores {
    pub(super) fn new() -> Self {
        let knots = QUANTILE_PCT.map(|pct| normal_quantile(pct / 100.0));
        let first = std::array::from_fn(|cell| {
            let from = (cell as f64 / CELLS as f64 * 2.0 - 1.0) * SCORE_MAX;
            knots.iter().rposition(|&knot| knot <= from).unwrap_or(0).min(QUANTILES - 2) as u8
        });
        Scores { knots, first }
    }

    /// The residual of a variable at a normal score: straight lines between quantiles, the outermost ones beyond them.
    #[inline]
    pub(super) fn residual(&self, process: &SeasonProcess, variable: usize, score: f64) -> f64 {
        let score = score.clamp(self.knots[0], self.knots[QUANTILES - 1]);
        let cell = ((score / SCORE_MAX + 1.0) * (CELLS as f64 / 2.0)) as usize;
        let mut at = usize::from(self.first[cell.min(CELLS - 1)]);
        while at < QUANTILES - 2 && score > self.knots[at + 1] {
            at += 1;
        }
        let values = &process.map[variable];
        let share = (score - self.knots[at]) / (self.knots[at + 1] - self.knots[at]);
        values[at] + share * (values[at + 1] - values[at])
    }
}

/// `M x` of a matrix given by columns.
#[inline]
pub(super) fn times<const N: usize>(columns: &Square<N>, vector: &[f64; N]) -> [f64; N] {
    let mut sum = [0.0; N];
    for (column, &factor) in columns.iter().zip(vector) {
        for (sum, &entry) in sum.iter_mut().zip(column) {
            *sum += entry * factor;
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::super::super::climatology::{extended::shared, parameters, stations};
    use super::*;

    #[test]
    fn no_shipped_place_needs_a_raised_eigenvalue() {
        for station in stations() {
            let variables = &parameters(station.number).expect("parameters").variables;
            for season in 0..4 {
                let process = SeasonProcess::new(season, variables, shared());
                let slow = &shared().slow[season];
                let wanted: Square<VARIABLES> =
                    std::array::from_fn(|i| std::array::from_fn(|j| variables.same_day[season][i][j] - slow[i][j]));
                let carried = product(&product(&transposed(&process.persistence), &wanted), &process.persistence);
                let fresh = product(&transposed(&process.innovation), &process.innovation);
                for i in 0..VARIABLES {
                    for j in 0..VARIABLES {
                        let variance = carried[i][j] + fresh[i][j];
                        assert!((variance - wanted[i][j]).abs() < 1e-9, "{} {season} {i} {j}", station.number);
                    }
                }
            }
        }
    }

    #[test]
    fn scores_are_mapped_through_the_quantiles_and_held_at_their_ends() {
        let variables = &parameters(260).expect("De Bilt").variables;
        let process = SeasonProcess::new(2, variables, shared());
        let scores = Scores::new();
        for (i, &pct) in QUANTILE_PCT.iter().enumerate() {
            let residual = scores.residual(&process, 0, normal_quantile(pct / 100.0));
            assert!((residual - variables.quantiles[2][0][i]).abs() < 1e-9, "{pct}");
        }
        assert_eq!(scores.residual(&process, 0, 9.0), variables.quantiles[2][0][QUANTILES - 1]);
        assert_eq!(scores.residual(&process, 0, -9.0), variables.quantiles[2][0][0]);
        let half = f64::midpoint(normal_quantile(0.3), normal_quantile(0.4));
        let expected = f64::midpoint(variables.quantiles[2][1][9], variables.quantiles[2][1][10]);
        assert!((scores.residual(&process, 1, half) - expected).abs() < 1e-9);
    }
}
