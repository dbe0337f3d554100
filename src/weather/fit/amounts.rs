//! The mixture of two exponentials.

use crate::lane::math::exp;

/// Steps of expectation and maximisation.
const STEPS: usize = 400;
/// Least mean of a component, mm.
const LEAST_MEAN_MM: f64 = 0.02;

/// Share of the first exponential and the means of both, mm, the first being the smaller.
pub(super) fn mixture(excess_mm: &[f64]) -> (f64, f64, f64) {
    let n = excess_mm.len() as f64;
    let mean = excess_mm.iter().sum::<f64>() / n;
    let (mut share, mut first, mut second) = (0.4, 0.3 * mean, 1.5 * mean);
    for _ in 0..STEPS {
        let (mut weight, mut weighted) = (0.0, 0.0);
        for &x in excess_mm {
            let a = share / first * exp(-x / first);
            let b = (1.0 - share) / second * exp(-x / second);
            let own = if a + b > 0.0 { a / (a + b) } else { 0.0 };
            weight += own;
            weighted += own * x;
        }
        share = (weight / n).clamp(0.001, 0.999);
        first = (weighted / weight.max(1e-9)).max(LEAST_MEAN_MM);
        second = ((mean * n - weighted) / (n - weight).max(1e-9)).max(LEAST_MEAN_MM);
    }
    if first <= second { (share, first, second) } else { (1.0 - share, second, first) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lane::math::ln;

    #[test]
    fn a_mixture_comes_back() {
        // Quantiles of each component in the shares of the mixture.
        let quantiles =
            |count: u32, mean: f64| (0..count).map(move |i| -mean * ln(1.0 - (f64::from(i) + 0.5) / f64::from(count)));
        let sample: Vec<f64> = quantiles(4000, 0.5).chain(quantiles(6000, 6.0)).collect();
        let (share, first, second) = mixture(&sample);
        assert!((share - 0.4).abs() < 0.02 && (first - 0.5).abs() < 0.04 && (second - 6.0).abs() < 0.15);
        let mean = share * first + (1.0 - share) * second;
        assert!((mean - sample.iter().sum::<f64>() / 10_000.0).abs() < 1e-6, "the mean is kept");
    }
}
