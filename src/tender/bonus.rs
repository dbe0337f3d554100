//! Bonus and malus of a contract year.
//!
//! ```text
//! b_j      = clamp((x_j - target_j) / band_j, -1, 1), the sign by the direction; |b_j| < 0.1 counts as 0
//! scaled:    payment = base (1 + M clamp(sum_j w_j b_j, -1, 1))
//! clamped:   payment = base (1 + clamp(sum_j w_j b_j, -M, M))
//! ```
//!
//! The weights `w_j` sum to 1 over the KPIs that have a value. The form is proposed here (assumption): no published Dutch scale
//! with amounts was found.

use crate::scenario::terms::{Direction, Mode};

/// Scores smaller than this count as 0: the target is met.
pub const DEAD_ZONE: f64 = 0.1;

/// Score of a value, -1 to 1.
///
/// - `band`: distance from the target that earns the whole, above 0
///
/// ```
/// use zeis::kpi::define::Direction;
/// use zeis::tender::bonus::score;
/// assert_eq!(score(6.0, 5.0, 2.0, Direction::Up), 0.5);
/// assert_eq!(score(15.0, 20.0, 10.0, Direction::Up), -0.5);
/// assert_eq!(score(5.1, 5.0, 2.0, Direction::Up), 0.0);
/// assert_eq!(score(90.0, 45.0, 15.0, Direction::Down), -1.0);
/// ```
pub fn score(value: f64, target: f64, band: f64, direction: Direction) -> f64 {
    let above = match direction {
        Direction::Up => value - target,
        Direction::Down => target - value,
        Direction::Neither => return 0.0,
    };
    let score = (above / band).clamp(-1.0, 1.0);
    if score.abs() < DEAD_ZONE { 0.0 } else { score }
}

/// Payment of a year, EUR, for weighed scores.
///
/// - `base_eur`: payment before bonus and malus; `max_share`: largest change, as a share of it
/// - `scores`: weight and score of each KPI with a value; weights of any sum above 0
///
/// Without a weighed score the payment is the base.
///
/// ```
/// use zeis::scenario::terms::Mode;
/// use zeis::tender::bonus::payment_eur;
/// let scores = [(0.4, 0.5), (0.3, -0.5), (0.3, 0.4)];
/// assert!((payment_eur(100_000.0, Mode::Clamped, 0.05, &scores) - 105_000.0).abs() < 1e-9);
/// assert!((payment_eur(100_000.0, Mode::Scaled, 0.05, &scores) - 100_850.0).abs() < 1e-9);
/// ```
pub fn payment_eur(base_eur: f64, mode: Mode, max_share: f64, scores: &[(f64, f64)]) -> f64 {
    let weights: f64 = scores.iter().map(|(weight, _)| weight).sum();
    if weights <= 0.0 {
        return base_eur;
    }
    let sum = scores.iter().map(|(weight, score)| weight / weights * score).sum::<f64>();
    let change = match mode {
        Mode::Scaled => max_share * sum.clamp(-1.0, 1.0),
        Mode::Clamped => sum.clamp(-max_share, max_share),
    };
    base_eur * (1.0 + change)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_band_ends_both_ways_and_less_is_better_where_it_should_be() {
        for (value, expected) in [(10.0, 1.0), (40.0, 1.0), (52.5, 0.5), (60.0, 0.0), (67.5, -0.5), (200.0, -1.0)] {
            assert!((score(value, 60.0, 15.0, Direction::Down) - expected).abs() < 1e-12, "{value}");
        }
        assert_eq!(score(3.0, 1.0, 1.0, Direction::Neither), 0.0);
        assert_eq!(score(1.1, 1.0, 1.0 + 1e-9, Direction::Up), 0.0, "just inside the dead zone");
    }

    #[test]
    fn weights_are_made_to_sum_to_one() {
        let whole = payment_eur(1000.0, Mode::Scaled, 0.05, &[(0.5, 1.0), (0.5, 1.0)]);
        let part = payment_eur(1000.0, Mode::Scaled, 0.05, &[(0.2, 1.0)]);
        assert_eq!((whole, part), (1050.0, 1050.0));
        assert_eq!(payment_eur(1000.0, Mode::Clamped, 0.05, &[]), 1000.0);
        assert_eq!(payment_eur(1000.0, Mode::Clamped, 0.05, &[(1.0, -1.0)]), 950.0);
    }
}
