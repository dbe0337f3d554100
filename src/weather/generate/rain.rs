//! Rain amounts of wet days.

use super::super::climatology::RainMonth;
use crate::lane::math::ln;

/// Least rain of a wet day, mm (the dry-day limit of KNMI's climate scenarios).
pub const WET_DAY_MM: f64 = 0.3;

/// Rain of a wet day, mm, in steps of 0.1: `0.25 + x` with x of the mixed exponential distribution of the month, at
/// least 0.3. `choice` (0-1) picks the component, `size` (0-1) its quantile.
///
/// ```
/// use zeis::weather::{climatology, generate::rain_amount};
/// let june = &climatology::parameters(260).expect("De Bilt").rain[5];
/// assert_eq!(rain_amount(june, 0.9, 0.5), 5.6);
/// ```
pub fn rain_amount(month: &RainMonth, choice: f64, size: f64) -> f64 {
    let mean = if choice < month.share_first { month.mean_first_mm } else { month.mean_second_mm };
    let amount = 0.25 - mean * ln(1.0 - size);
    ((amount * 10.0).round() / 10.0).max(WET_DAY_MM)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_tenths_and_their_mean_is_that_of_the_mixture() {
        let month = RainMonth {
            wet_after_dry: 0.3,
            wet_after_wet: 0.6,
            share_first: 0.4,
            mean_first_mm: 1.0,
            mean_second_mm: 8.0,
        };
        let mut sum = 0.0;
        for i in 0..300 {
            for j in 0..300 {
                let amount = rain_amount(&month, (f64::from(i) + 0.5) / 300.0, (f64::from(j) + 0.5) / 300.0);
                assert!(amount >= WET_DAY_MM && ((amount * 10.0) - (amount * 10.0).round()).abs() < 1e-9);
                sum += amount;
            }
        }
        assert!((sum / 90_000.0 - (0.25 + 0.4 + 4.8)).abs() < 0.05);
        assert_eq!(rain_amount(&month, 0.1, 1e-12), WET_DAY_MM);
    }
}
