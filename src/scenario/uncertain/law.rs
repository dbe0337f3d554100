//! Laws of uncertain parameters, drawn by inverse transform: one uniform a draw, so that equal uniforms give comparable
//! values whatever the law.

use crate::biodiversity::draws::{beta_quantile, triangular};
use crate::lane::math::{exp, ln};
use crate::random::{normal_probability, normal_quantile};

/// The law of a parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Law {
    /// Equally likely between two values.
    Uniform {
        /// Least value.
        low: f64,
        /// Largest value.
        high: f64,
    },
    /// Rising to a mode and falling from it.
    Triangular {
        /// Least value.
        low: f64,
        /// Most likely value.
        mode: f64,
        /// Largest value.
        high: f64,
    },
    /// Normal, cut off at the limits of the parameter.
    Normal {
        /// Mean before it is cut off.
        mean: f64,
        /// Standard deviation before it is cut off.
        sd: f64,
    },
    /// The logarithm is normal, cut off at the limits of the parameter.
    LogNormal {
        /// Median before it is cut off.
        median: f64,
        /// Standard deviation of the natural logarithm.
        sd_ln: f64,
    },
    /// Beta between 0 and 1.
    Beta {
        /// Mean.
        mean: f64,
        /// Standard deviation.
        sd: f64,
    },
    /// The whole numbers from 0, equally likely.
    Choice(usize),
    /// Always the same.
    Fixed(f64),
}

impl Law {
    /// Smallest and largest value that a draw within `limits` may have.
    pub fn support(&self, (least, most): (f64, f64)) -> (f64, f64) {
        match *self {
            Law::Uniform { low, high } | Law::Triangular { low, high, .. } => (low, high),
            Law::Normal { .. } => (least, most),
            Law::LogNormal { .. } => (least.max(0.0), most),
            Law::Beta { .. } => (0.0, 1.0),
            Law::Choice(count) => (0.0, count.saturating_sub(1) as f64),
            Law::Fixed(value) => (value, value),
        }
    }

    /// Value that a share `u` of the draws does not pass; `u` above 0 and below 1, `limits` those of the parameter.
    ///
    /// ```
    /// use zeis::scenario::uncertain::law::Law;
    /// assert_eq!(Law::Uniform { low: 2.0, high: 4.0 }.quantile(0.25, (0.0, 9.0)), 2.5);
    /// ```
    pub fn quantile(&self, u: f64, limits: (f64, f64)) -> f64 {
        match *self {
            Law::Uniform { low, high } => low + u * (high - low),
            Law::Triangular { low, mode, high } => triangular(u, low, mode, high),
            Law::Normal { mean, sd } => cut_normal(u, mean, sd, limits).clamp(limits.0, limits.1),
            Law::LogNormal { median, sd_ln } => {
                let of = |limit: f64| if limit > 0.0 { ln(limit) } else { f64::NEG_INFINITY };
                exp(cut_normal(u, ln(median), sd_ln, (of(limits.0), of(limits.1)))).clamp(limits.0, limits.1)
            }
            Law::Beta { mean, sd } => beta_quantile(u, mean, sd),
            Law::Choice(count) => (u * count as f64).floor().min(count.saturating_sub(1) as f64),
            Law::Fixed(value) => value,
        }
    }

    /// Share of the law that lies within the limits before it is cut off.
    pub fn share_within(&self, limits: (f64, f64)) -> f64 {
        match *self {
            Law::Normal { mean, sd } => between(mean, sd, limits).1,
            Law::LogNormal { median, sd_ln } => {
                let of = |limit: f64| if limit > 0.0 { ln(limit) } else { f64::NEG_INFINITY };
                between(ln(median), sd_ln, (of(limits.0), of(limits.1))).1
            }
            _ => 1.0,
        }
    }
}

/// Share of a normal law below the first limit, and between both.
fn between(mean: f64, sd: f64, limits: (f64, f64)) -> (f64, f64) {
    let below = |limit: f64| normal_probability((limit - mean) / sd);
    (below(limits.0), below(limits.1) - below(limits.0))
}

fn cut_normal(u: f64, mean: f64, sd: f64, limits: (f64, f64)) -> f64 {
    let (below, within) = between(mean, sd, limits);
    mean + sd * normal_quantile((below + u * within).clamp(1e-12, 1.0 - 1e-12))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDE: (f64, f64) = (-1e9, 1e9);

    fn moments(law: Law, limits: (f64, f64)) -> (f64, f64) {
        let n = 20_000;
        let values: Vec<f64> = (0..n).map(|i| law.quantile((f64::from(i) + 0.5) / f64::from(n), limits)).collect();
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let variance = values.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / values.len() as f64;
        (mean, variance.sqrt())
    }

    #[test]
    fn laws_have_their_moments() {
        let near = |(a, b): (f64, f64), (c, d): (f64, f64)| (a - c).abs() < 2e-3 && (b - d).abs() < 2e-3;
        assert!(near(moments(Law::Uniform { low: 1.0, high: 3.0 }, WIDE), (2.0, (1.0_f64 / 3.0).sqrt())));
        // variance of the triangle 0, 0, 1: 1/18
        let triangle = Law::Triangular { low: 0.0, mode: 0.0, high: 1.0 };
        assert!(near(moments(triangle, WIDE), (1.0 / 3.0, (1.0_f64 / 18.0).sqrt())));
        assert!(near(moments(Law::Normal { mean: 2.0, sd: 0.5 }, WIDE), (2.0, 0.5)));
        let (mean, _) = moments(Law::LogNormal { median: 1.0, sd_ln: 0.5 }, (0.0, 1e9));
        assert!((mean - exp(0.125)).abs() < 2e-3);
        assert!(near(moments(Law::Beta { mean: 0.3, sd: 0.1 }, WIDE), (0.3, 0.1)));
        assert!(near(moments(Law::Choice(4), WIDE), (1.5, 1.25_f64.sqrt())));
        assert_eq!(moments(Law::Fixed(7.0), WIDE), (7.0, 0.0));
    }

    #[test]
    fn laws_are_cut_off_at_the_limits() {
        let law = Law::Normal { mean: 0.0, sd: 1.0 };
        assert!((law.share_within((0.0, 1e9)) - 0.5).abs() < 1e-9);
        // the half-normal law: mean sqrt(2/pi)
        let (mean, _) = moments(law, (0.0, 1e9));
        assert!((mean - (2.0 / std::f64::consts::PI).sqrt()).abs() < 2e-3, "{mean}");
        for u in [1e-9, 0.5, 1.0 - 1e-9] {
            let value = Law::LogNormal { median: 1.0, sd_ln: 2.0 }.quantile(u, (0.5, 2.0));
            assert!((0.5..=2.0).contains(&value));
        }
    }
}
