//! Poisson counts: exact intervals of a mean, and the spread of a count around a known mean.

use crate::lane::math::{exp, ln};

/// Steps of a bisection: enough for the last bit.
const STEPS: usize = 200;

/// Chance that a Poisson count with this mean does not pass `count`.
///
/// ```
/// let chance = zeis::fire::calibrate::counts::not_above(1, 2.0);
/// assert!((chance - 3.0 * (-2.0_f64).exp()).abs() < 1e-14);
/// ```
pub fn not_above(count: usize, mean: f64) -> f64 {
    if mean <= 0.0 {
        return 1.0;
    }
    let log_mean = ln(mean);
    let term = |k: usize| exp(k as f64 * log_mean - mean - libm::lgamma(k as f64 + 1.0));
    (0..=count).map(term).sum::<f64>().min(1.0)
}

/// Mean at which the count is not passed with this chance.
fn mean_where(count: usize, chance: f64) -> f64 {
    let (mut low, mut high) = (0.0, 10.0 + 2.0 * count as f64 + 20.0 * (count as f64).sqrt());
    for _ in 0..STEPS {
        let mid = f64::midpoint(low, high);
        if not_above(count, mid) > chance {
            low = mid;
        } else {
            high = mid;
        }
    }
    f64::midpoint(low, high)
}

/// Exact 5-95 % interval of the mean of a Poisson count; from 0 where nothing was counted, and then up to 95 %.
///
/// Source: Garwood (1936), Fiducial limits for the Poisson distribution, Biometrika 28.
///
/// ```
/// let [low, high] = zeis::fire::calibrate::counts::mean_interval(0);
/// assert!(low == 0.0 && (high - 2.9957).abs() < 1e-4);
/// ```
pub fn mean_interval(count: usize) -> [f64; 2] {
    let low = count.checked_sub(1).map_or(0.0, |below| mean_where(below, 0.95));
    [low, mean_where(count, 0.05)]
}

/// 5 and 95 % of a count whose mean is known, with its variance `dispersion` times the mean: rounded outwards.
pub fn count_interval(mean: f64, dispersion: f64) -> [f64; 2] {
    // A count that varies more is that of a smaller mean, scaled up.
    let mean = (mean / dispersion).max(0.0);
    let reach = |share: f64| {
        let mut count = 0;
        while not_above(count, mean) < share && (count as f64) < 2.0 * mean + 50.0 {
            count += 1;
        }
        count as f64 * dispersion
    };
    [reach(0.05), reach(0.95)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_those_of_the_tables() {
        // Garwood's 90 % limits.
        for (count, low, high) in [(1, 0.0513, 4.744), (5, 1.970, 10.513), (10, 5.425, 16.962), (100, 84.14, 118.08)] {
            let found = mean_interval(count);
            assert!((found[0] / low - 1.0).abs() < 1e-3 && (found[1] / high - 1.0).abs() < 1e-3, "{count}: {found:?}");
        }
        let [low, high] = mean_interval(20_000);
        assert!((low - 19_768.0).abs() < 3.0 && (high - 20_234.0).abs() < 3.0, "{low} {high}");
    }

    #[test]
    fn spreads_of_known_means_hold_nine_tenths() {
        assert_eq!(count_interval(0.02, 1.0), [0.0, 0.0]);
        assert_eq!(count_interval(4.0, 1.0), [1.0, 8.0]);
        let [low, high] = count_interval(40.0, 4.0);
        assert!(low <= 20.0 && high >= 60.0, "{low} {high}");
    }
}
