//! Wet and dry days and the rain of wet days.

use crate::lane::math::ln;
use crate::random::Stream;
use crate::weather::climatology::RainMonth;

/// A Markov chain of first order with amounts that do not depend on each other.
pub(super) struct Rain {
    months: [RainMonth; 12],
    occurrence: Stream,
    amount: Stream,
    wet: bool,
}

impl Rain {
    /// The chain, after a dry day.
    pub(super) fn new(months: [RainMonth; 12], occurrence: Stream, amount: Stream) -> Self {
        Rain { months, occurrence, amount, wet: false }
    }

    /// Rain of the next day, mm; 0 when dry. Takes one draw for occurrence and two for the amount.
    pub(super) fn next_day(&mut self, month: u8) -> f64 {
        let rain = &self.months[usize::from(month) - 1];
        let probability = if self.wet { rain.wet_after_wet } else { rain.wet_after_dry };
        self.wet = self.occurrence.uniform() < probability;
        let (component, size) = (self.amount.uniform(), self.amount.uniform());
        if self.wet { amount(rain, component, size) } else { 0.0 }
    }
}

/// Rain of a wet day, mm, from two uniforms: 0.25 plus a mixed exponential amount, rounded to 0.1 and at least 0.3.
fn amount(rain: &RainMonth, component: f64, size: f64) -> f64 {
    let mean = if component < rain.first_share { rain.first_mean_mm } else { rain.second_mean_mm };
    let tenths = (10.0 * (0.25 - mean * ln(1.0 - size))).round();
    tenths.max(3.0) / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_tenths_and_at_least_the_limit_of_a_wet_day() {
        let rain = RainMonth { first_share: 0.2, first_mean_mm: 0.5, second_mean_mm: 5.0, ..RainMonth::default() };
        assert_eq!(amount(&rain, 0.1, 1e-9), 0.3);
        assert_eq!(amount(&rain, 0.1, 0.5), 0.6);
        assert_eq!(amount(&rain, 0.3, 0.5), 3.7);
        assert!(amount(&rain, 0.3, 1.0 - f64::EPSILON) < 200.0);
    }
}
