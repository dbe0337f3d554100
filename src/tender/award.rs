//! Award on price and quality (*BPKV*): what the quality of a regime takes off the price of a bid.
//!
//! `evaluation price = bid - sum_j V_j score_j`, `V_j` the announced largest value of a criterion. The form is the usual one
//! (from memory, unconfirmed); amounts are the contract's.

use crate::kpi::define::Direction;

/// Score of a criterion, 0-1: 0 at the threshold or short of it, 1 from one band beyond it, a straight line between.
///
/// ```
/// use zeis::kpi::define::Direction;
/// use zeis::tender::award::award_score;
/// assert_eq!(award_score(6.0, 5.0, 2.0, Direction::Up), 0.5);
/// assert_eq!(award_score(50.0, 45.0, 15.0, Direction::Down), 0.0);
/// assert_eq!(award_score(20.0, 45.0, 15.0, Direction::Down), 1.0);
/// ```
pub fn award_score(value: f64, threshold: f64, band: f64, direction: Direction) -> f64 {
    match direction {
        Direction::Up => ((value - threshold) / band).clamp(0.0, 1.0),
        Direction::Down => ((threshold - value) / band).clamp(0.0, 1.0),
        Direction::Neither => 0.0,
    }
}

/// Fictitious deduction from a bid, EUR: `sum V score` over criteria.
///
/// ```
/// assert_eq!(zeis::tender::award::deduction_eur(&[(10_000.0, 0.5), (4_000.0, 1.0)]), 9_000.0);
/// ```
pub fn deduction_eur(criteria: &[(f64, f64)]) -> f64 {
    criteria.iter().map(|(most, score)| most * score).sum()
}
