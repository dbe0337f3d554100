//! Numbers that describe a sample of members or member-years: mean, spread, quantiles, Monte Carlo error, and the paired
//! comparison of two regimes that met the same weather.
//!
//! Sums run in the order of the sample, so that a result never depends on threads. Values that are not finite are left
//! out, so that no summary is ever NaN; an empty sample gives `None`.

/// Mean, spread and quantiles of a sample.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Summary {
    /// Number of finite values.
    pub count: usize,
    /// Mean.
    pub mean: f64,
    /// Standard deviation with n - 1; 0 for a single value.
    pub sd: f64,
    /// 5 % quantile.
    pub q05: f64,
    /// 25 % quantile.
    pub q25: f64,
    /// Median.
    pub q50: f64,
    /// 75 % quantile.
    pub q75: f64,
    /// 95 % quantile.
    pub q95: f64,
}

/// A paired comparison: regime minus present in the same member and year.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Paired {
    /// Median of the differences.
    pub q50: f64,
    /// 5 % quantile of the differences.
    pub q05: f64,
    /// 95 % quantile of the differences.
    pub q95: f64,
    /// Share of pairs in which the first is the larger, ties counted half.
    pub p_larger: f64,
}

impl Paired {
    /// Whether the 5-95 % interval of the differences leaves out 0.
    pub fn excludes_zero(&self) -> bool {
        self.q05 > 0.0 || self.q95 < 0.0
    }
}

/// A difference, pair by pair: its spread, what is known of its mean, and how often it is above 0.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Difference {
    /// Spread of the differences.
    pub value: Summary,
    /// Monte Carlo error of their mean.
    pub mc_error: f64,
    /// Share of pairs in which the first is the larger, ties counted half.
    pub p_larger: f64,
}

impl Difference {
    /// Whether the 5-95 % interval of the differences leaves out 0.
    pub fn excludes_zero(&self) -> bool {
        self.value.q05 > 0.0 || self.value.q95 < 0.0
    }
}

/// The finite values in ascending order.
pub fn ascending(values: &[f64]) -> Vec<f64> {
    let mut sorted: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted
}

/// Quantile of type 7 (linear between order statistics) of values in ascending order; the value itself for a single
/// one.
///
/// `h = (n - 1) p`, `q = x[floor h] + (h - floor h) (x[floor h + 1] - x[floor h])`
///
/// - `sorted`: at least one value, ascending
/// - `p`: 0 to 1
///
/// Source: Hyndman and Fan (1996), Sample quantiles in statistical packages, definition 7.
///
/// ```
/// assert_eq!(zeis::ensemble::summary::quantile(&[1.0, 2.0, 4.0], 0.75), 3.0);
/// ```
pub fn quantile(sorted: &[f64], p: f64) -> f64 {
    let place = (sorted.len() - 1) as f64 * p.clamp(0.0, 1.0);
    let low = place.floor() as usize;
    let high = (low + 1).min(sorted.len() - 1);
    sorted[low] + (place - low as f64) * (sorted[high] - sorted[low])
}

/// Mean of the finite values; `None` without any.
pub fn mean(values: &[f64]) -> Option<f64> {
    let (sum, count) = values
        .iter()
        .filter(|value| value.is_finite())
        .fold((0.0, 0_usize), |(sum, count), value| (sum + value, count + 1));
    (count > 0).then(|| sum / count as f64)
}

/// Mean, spread and quantiles of a sample; `None` without a finite value.
pub fn summarise(values: &[f64]) -> Option<Summary> {
    let mean = mean(values)?;
    let sorted = ascending(values);
    let squares: f64 =
        values.iter().filter(|value| value.is_finite()).map(|value| (value - mean) * (value - mean)).sum();
    let degrees = sorted.len().saturating_sub(1).max(1);
    Some(Summary {
        count: sorted.len(),
        mean,
        sd: (squares / degrees as f64).sqrt(),
        q05: quantile(&sorted, 0.05),
        q25: quantile(&sorted, 0.25),
        q50: quantile(&sorted, 0.5),
        q75: quantile(&sorted, 0.75),
        q95: quantile(&sorted, 0.95),
    })
}

/// Monte Carlo error of a mean: `sd / sqrt(n)` over independent values (members, not the years within them).
///
/// ```
/// assert_eq!(zeis::ensemble::summary::monte_carlo_error(0.8, 16), 0.2);
/// ```
pub fn monte_carlo_error(sd: f64, count: usize) -> f64 {
    if count == 0 { 0.0 } else { sd / (count as f64).sqrt() }
}

/// Monte Carlo error of the mean of members: of independent ones, or of ones in pairs that belong together, as antithetic ones do
/// (each two in a row). Pairs are independent of each other, so that the error is that of the mean of their means.
///
/// ```
/// use zeis::ensemble::summary::error_of_mean;
/// assert_eq!(error_of_mean(&[1.0, 3.0, 1.0, 3.0], true), 0.0);
/// ```
pub fn error_of_mean(values: &[f64], in_pairs: bool) -> f64 {
    let means: Vec<f64> = if in_pairs { values.chunks(2).filter_map(mean).collect() } else { values.to_vec() };
    summarise(&means).map_or(0.0, |found| monte_carlo_error(found.sd, found.count))
}

/// Compares two samples pair by pair, `first - second`; `None` without a finite pair.
///
/// Pairs are members (and years) of the same place in both samples: they met the same weather, so the sampling noise of the
/// weather drops out of the difference.
pub fn paired(first: &[f64], second: &[f64]) -> Option<Paired> {
    let differences: Vec<f64> = first.iter().zip(second).map(|(a, b)| a - b).collect();
    let sorted = ascending(&differences);
    if sorted.is_empty() {
        return None;
    }
    let larger = sorted.iter().filter(|&&difference| difference > 0.0).count() as f64;
    let equal = sorted.iter().filter(|&&difference| difference == 0.0).count() as f64;
    Some(Paired {
        q50: quantile(&sorted, 0.5),
        q05: quantile(&sorted, 0.05),
        q95: quantile(&sorted, 0.95),
        p_larger: (larger + 0.5 * equal) / sorted.len() as f64,
    })
}

/// Differences `first - second` of the same members; `None` without a finite one. `in_pairs` as in [`error_of_mean`].
pub fn difference(first: &[f64], second: &[f64], in_pairs: bool) -> Option<Difference> {
    let differences: Vec<f64> = first.iter().zip(second).map(|(a, b)| a - b).collect();
    let value = summarise(&differences)?;
    let p_larger = paired(first, second)?.p_larger;
    Some(Difference { value, mc_error: error_of_mean(&differences, in_pairs), p_larger })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_sample_gives_its_known_summary() {
        let summary = summarise(&[4.0, 1.0, 3.0, 2.0, 5.0]).expect("finite values");
        assert_eq!((summary.mean, summary.q50, summary.q25, summary.q75), (3.0, 3.0, 2.0, 4.0));
        assert!((summary.sd * summary.sd - 2.5).abs() < 1e-12);
        assert!((summary.q05 - 1.2).abs() < 1e-12 && (summary.q95 - 4.8).abs() < 1e-12);
    }

    #[test]
    fn no_summary_is_nan() {
        assert_eq!(summarise(&[]), None);
        assert_eq!(summarise(&[f64::NAN]), None);
        let one = summarise(&[2.0, f64::NAN, f64::INFINITY]).expect("one finite value");
        assert_eq!((one.count, one.mean, one.sd, one.q05, one.q95), (1, 2.0, 0.0, 2.0, 2.0));
        assert_eq!(monte_carlo_error(1.0, 0), 0.0);
    }

    #[test]
    fn members_that_make_up_for_each_other_leave_less_error() {
        let values = [1.0, 4.0, 2.0, 3.5, f64::NAN, 2.0];
        // pair means 2.5, 2.75 and 2
        let spread = ((0.0833_f64.powi(2) + 0.3333_f64.powi(2) + 0.4167_f64.powi(2)) / 2.0).sqrt();
        assert!((error_of_mean(&values, true) - spread / 3.0_f64.sqrt()).abs() < 1e-4);
        assert_eq!(
            error_of_mean(&values[..4], false),
            monte_carlo_error(summarise(&values[..4]).expect("values").sd, 4)
        );
        assert_eq!(error_of_mean(&[], true), 0.0);
    }

    #[test]
    fn pairs_remove_what_both_share() {
        let weather = [10.0, 50.0, 20.0, 90.0];
        let present: Vec<f64> = weather.to_vec();
        let better: Vec<f64> = weather.iter().map(|value| value - 1.0).collect();
        let comparison = paired(&better, &present).expect("pairs");
        assert_eq!((comparison.q05, comparison.q50, comparison.q95, comparison.p_larger), (-1.0, -1.0, -1.0, 0.0));
        assert!(comparison.excludes_zero());
        let same = paired(&present, &present).expect("pairs");
        assert_eq!(same.p_larger, 0.5);
        assert!(!same.excludes_zero());
        assert_eq!(paired(&[], &[]), None);
    }
}
