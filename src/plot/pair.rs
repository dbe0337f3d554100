//! Paired differences between two regimes that met the same weather, and the words for how sure they are.

use crate::plot::words::choose;
use crate::scenario::Language;

/// A paired difference: its 5, 50 and 95 % quantiles and the share of pairs below zero.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paired {
    /// 5 % quantile.
    pub low: f64,
    /// Median.
    pub mid: f64,
    /// 95 % quantile.
    pub high: f64,
    /// Share of pairs in which the difference is below zero.
    pub p_below: f64,
}

/// How sure a difference is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// At least 95 % of the pairs agree and the interval keeps clear of zero.
    Shown,
    /// At least 80 % of the pairs agree.
    Likely,
    /// Fewer agree.
    NotDecided,
}

impl Paired {
    /// Differences `a - b` pair by pair; `None` without pairs.
    pub fn difference(a: &[f64], b: &[f64]) -> Option<Self> {
        Self::of(a.iter().zip(b).map(|(a, b)| a - b).collect())
    }

    /// Relative differences `a / b - 1` pair by pair, over the pairs with b above zero; `None` without any.
    pub fn relative(a: &[f64], b: &[f64]) -> Option<Self> {
        Self::of(a.iter().zip(b).filter(|&(_, &b)| b > 0.0).map(|(a, b)| a / b - 1.0).collect())
    }

    fn of(mut differences: Vec<f64>) -> Option<Self> {
        if differences.is_empty() {
            return None;
        }
        let below = differences.iter().filter(|&&difference| difference < 0.0).count();
        let p_below = below as f64 / differences.len() as f64;
        differences.sort_by(f64::total_cmp);
        let at = |probability| quantile(&differences, probability);
        Some(Paired { low: at(0.05), mid: at(0.5), high: at(0.95), p_below })
    }

    /// Whether the interval from 5 to 95 % keeps clear of zero.
    pub fn is_proven(&self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }

    /// How sure the direction is.
    pub fn verdict(&self) -> Verdict {
        let agree = self.p_below.max(if self.low == 0.0 && self.high == 0.0 { 0.0 } else { 1.0 - self.p_below });
        match (self.is_proven(), agree >= 0.8) {
            (true, true) => Verdict::Shown,
            (false, true) => Verdict::Likely,
            _ => Verdict::NotDecided,
        }
    }
}

impl Verdict {
    /// The word for it.
    pub fn word(self, language: Language) -> &'static str {
        match self {
            Verdict::Shown => choose(language, "shown", "aangetoond"),
            Verdict::Likely => choose(language, "likely", "waarschijnlijk"),
            Verdict::NotDecided => choose(language, "not decided", "onbeslist"),
        }
    }
}

/// Quantile of values in rising order, straight between neighbours; not a number for none.
pub fn quantile(sorted: &[f64], probability: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let place = probability.clamp(0.0, 1.0) * last as f64;
    let below = place.floor() as usize;
    let above = (below + 1).min(last);
    sorted[below] + (place - below as f64) * (sorted[above] - sorted[below])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_shown_likely_or_not_decided() {
        let base = [10.0; 10];
        let less = Paired::relative(&[8.0; 10], &base).expect("ten pairs");
        assert!((less.mid + 0.2).abs() < 1e-12 && less.verdict() == Verdict::Shown);
        let mostly =
            Paired::difference(&[9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 11.0, 11.0], &base).expect("ten pairs");
        assert_eq!(mostly.verdict(), Verdict::Likely);
        let mixed = Paired::difference(&[9.0, 11.0], &base[..2]).expect("two pairs");
        assert_eq!(mixed.verdict(), Verdict::NotDecided);
        let none = Paired::difference(&base, &base).expect("ten pairs");
        assert_eq!(none.verdict(), Verdict::NotDecided);
        assert_eq!(Paired::relative(&[1.0], &[0.0]), None);
    }

    #[test]
    fn quantiles_lie_between_neighbours() {
        assert_eq!(quantile(&[1.0, 2.0, 4.0], 0.75), 3.0);
        assert_eq!(quantile(&[5.0], 0.05), 5.0);
        assert!(quantile(&[], 0.5).is_nan());
    }
}
