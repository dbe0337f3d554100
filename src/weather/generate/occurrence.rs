//! Wet and dry days whose probability depends on how long it has been wet or dry.
//!
//! After a dry run the monthly probability of a wet day is multiplied by a factor of the season and the length of the run (1,
//! 2, 3-4, 5-8, 9 and more days) to the power 0.85, at most 0.97; after a wet run by a factor of its length (1, 2-3, 4 and
//! more). A slow effect moves the logit of the probability; the logit itself is stretched so that the mean stays.

use super::super::climatology::RainMonth;
use super::super::climatology::extended::Shared;
use crate::lane::math::{exp, ln, powf};

/// Power of the factors after dry runs: with 1 the spells of 20 days are too many, with 0.7 too few.
const DRY_FACTOR_POWER: f64 = 0.85;
/// Largest probability of a wet day.
pub(super) const PROBABILITY_MAX: f64 = 0.97;
/// `(16 sqrt(3)/(15 pi))^2`: by how much the logit is stretched per unit of variance of the effect on it.
const STRETCH: f64 = 0.346;

/// Length of the run that ended yesterday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spell {
    pub(super) wet: bool,
    pub(super) days: u32,
}

impl Spell {
    /// The run with another day.
    #[inline]
    pub(super) fn then(self, wet: bool) -> Self {
        Spell { wet, days: if wet == self.wet { self.days + 1 } else { 1 } }
    }

    /// Class of the run: 0-4 dry, 5-7 wet.
    #[inline]
    fn class(self) -> usize {
        match (self.wet, self.days) {
            (false, 0 | 1) => 0,
            (false, 2) => 1,
            (false, 3 | 4) => 2,
            (false, 5..=8) => 3,
            (false, _) => 4,
            (true, 0 | 1) => 5,
            (true, 2 | 3) => 6,
            (true, _) => 7,
        }
    }

    /// State of the day that ends the run: wet, dry for up to three days, dry for longer.
    #[inline]
    pub(super) fn state(self) -> usize {
        match (self.wet, self.days) {
            (true, _) => 0,
            (false, ..=3) => 1,
            (false, _) => 2,
        }
    }
}

/// Factors on the probabilities of a season by class of the run, and the stretch of the logit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct RunFactors {
    factor: [f64; 8],
    stretch: f64,
}

/// [`RunFactors`] of each season.
pub(super) fn run_factors(shared: &Shared) -> [RunFactors; 4] {
    std::array::from_fn(|season| RunFactors {
        factor: std::array::from_fn(|class| match class {
            0..5 => powf(shared.after_dry[season][class], DRY_FACTOR_POWER),
            _ => shared.after_wet[season][class - 5],
        }),
        stretch: (1.0 + STRETCH * shared.slow[season][5][5]).sqrt(),
    })
}

/// Stretched logits of the probability of a wet day, by class of the run, of a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Chain([f64; 8]);

impl Chain {
    /// `factors` are those of [`run_factors`] for the season.
    pub(super) fn new(rain: &RainMonth, factors: &RunFactors) -> Self {
        let logit = |probability: f64| {
            let p = probability.clamp(1e-6, PROBABILITY_MAX);
            factors.stretch * ln(p / (1.0 - p))
        };
        Chain(std::array::from_fn(|class| {
            logit(factors.factor[class] * if class < 5 { rain.wet_after_dry } else { rain.wet_after_wet })
        }))
    }

    /// Whether the day after a run is wet; `uniform` draws it, `slow` is the effect on the logit.
    #[inline]
    pub(super) fn wet(&self, spell: Spell, slow: f64, uniform: f64) -> bool {
        // u < 1/(1 + e^-x) without the division.
        uniform * (1.0 + exp(-(self.0[spell.class()] + slow))) < 1.0
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::climatology::{extended::shared, parameters};
    use super::*;

    #[test]
    fn runs_grow_and_break() {
        let dry = Spell { wet: false, days: 3 };
        assert_eq!(dry.then(false), Spell { wet: false, days: 4 });
        assert_eq!(dry.then(true), Spell { wet: true, days: 1 });
        assert_eq!((dry.state(), dry.then(false).state(), dry.then(true).state()), (1, 2, 0));
        let classes: Vec<usize> = (1..=10).map(|days| Spell { wet: false, days }.class()).collect();
        assert_eq!(classes, [0, 1, 2, 2, 3, 3, 3, 3, 4, 4]);
        let classes: Vec<usize> = (1..=5).map(|days| Spell { wet: true, days }.class()).collect();
        assert_eq!(classes, [5, 6, 6, 7, 7]);
    }

    #[test]
    fn long_dry_runs_are_likelier_to_go_on() {
        let july = &parameters(260).expect("De Bilt").rain[6];
        let chain = Chain::new(july, &run_factors(shared())[2]);
        let share = |days| {
            let spell = Spell { wet: false, days };
            (0..10_000).filter(|&i| chain.wet(spell, 0.0, (f64::from(i) + 0.5) / 1e4)).count() as f64 / 1e4
        };
        assert!(share(1) > share(3) && share(3) > share(6) && share(6) > share(12));
        let expected = july.wet_after_dry * powf(1.3315, 0.85);
        assert!((share(1) - expected).abs() < 0.01, "{} {expected}", share(1));
    }
}
