//! Quantiles of the Beta distribution.

use crate::lane::math::{exp, ln};

/// Quantile of the Beta distribution with a mean and a standard deviation.
///
/// - `p`: probability, strictly between 0 and 1
/// - `mean`: 0-1; at the ends there is no spread
/// - `sd`: standard deviation; made smaller where a share of that mean cannot spread so far
///
/// ```
/// // mean 1/2 and variance 1/12: every share alike
/// let third = zeis::biodiversity::draws::beta_quantile(1.0 / 3.0, 0.5, (1.0_f64 / 12.0).sqrt());
/// assert!((third - 1.0 / 3.0).abs() < 1e-9);
/// ```
pub fn beta_quantile(p: f64, mean: f64, sd: f64) -> f64 {
    const MOST_OF_VARIANCE: f64 = 0.9;
    let largest = mean * (1.0 - mean);
    if largest <= 0.0 || sd <= 0.0 {
        return mean;
    }
    let size = largest / (sd * sd).min(MOST_OF_VARIANCE * largest) - 1.0;
    let (a, b) = (mean * size, (1.0 - mean) * size);
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if probability_below(middle, a, b) < p {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

/// Regularised incomplete Beta function by its continued fraction (Lentz's method; Press et al., Numerical Recipes, 6.4).
fn probability_below(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return if x >= 1.0 { 1.0 } else { 0.0 };
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - probability_below(1.0 - x, b, a);
    }
    let front = exp(libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b) + a * ln(x) + b * ln(1.0 - x)) / a;
    let floor = |value: f64| if value.abs() < 1e-300 { 1e-300 } else { value };
    let (mut c, mut d) = (1.0, 1.0 / floor(1.0 - (a + b) * x / (a + 1.0)));
    let mut fraction = d;
    for step in 1..200 {
        let m = f64::from(step);
        for term in [
            m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0)),
        ] {
            d = 1.0 / floor(1.0 + term * d);
            c = floor(1.0 + term / c);
            fraction *= c * d;
        }
        if (c * d - 1.0).abs() < 1e-14 {
            break;
        }
    }
    front * fraction
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_have_the_mean_and_spread_asked_for() {
        for (mean, sd) in [(0.45, 0.1), (0.94, 0.1), (0.15, 0.1), (0.6, 0.05)] {
            let count = 4000;
            let draws: Vec<f64> =
                (0..count).map(|at| beta_quantile((f64::from(at) + 0.5) / f64::from(count), mean, sd)).collect();
            let found = draws.iter().sum::<f64>() / f64::from(count);
            let variance = draws.iter().map(|draw| (draw - found) * (draw - found)).sum::<f64>() / f64::from(count);
            assert!((found - mean).abs() < 1e-3 && (variance.sqrt() - sd).abs() < 2e-3, "{mean} {sd}: {found}");
            assert!(draws.is_sorted());
        }
        assert_eq!(beta_quantile(0.3, 0.0, 0.1), 0.0);
    }
}
