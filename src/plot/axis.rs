//! Scales and ticks.

use crate::plot::words::with_decimals;
use crate::scenario::Language;

/// A straight scale from values to places in the frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// Values at the two ends.
    pub values: (f64, f64),
    /// Places of the two ends.
    pub places: (f64, f64),
}

impl Scale {
    /// Place of a value.
    pub fn at(&self, value: f64) -> f64 {
        let share = (value - self.values.0) / (self.values.1 - self.values.0);
        self.places.0 + share * (self.places.1 - self.places.0)
    }

    /// Place of a value, moved to the nearer end when it lies outside.
    pub fn within(&self, value: f64) -> f64 {
        self.at(value.clamp(self.values.0, self.values.1))
    }
}

/// A round step (1, 2 or 5 times a power of ten) that cuts `span` into at most `most` pieces; 1 for an empty span.
pub fn step(span: f64, most: usize) -> f64 {
    if !span.is_finite() || span <= 0.0 || most == 0 {
        return 1.0;
    }
    let wanted = span / most as f64;
    let mut power = 1.0;
    while power > wanted {
        power /= 10.0;
    }
    while power * 10.0 <= wanted {
        power *= 10.0;
    }
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|factor| factor * power).find(|&round| round >= wanted).unwrap_or(power)
}

/// Round values from `low` to `high`, at most `most` + 1 of them.
pub fn ticks(low: f64, high: f64, most: usize) -> Vec<f64> {
    let step = step(high - low, most);
    let first = (low / step).ceil() as i64;
    let last = (high / step + 1e-9).floor() as i64;
    (first..=last).map(|number| number as f64 * step).collect()
}

/// The end of an axis that holds `largest`: the next round value, 1 when there is nothing to show.
pub fn round_up(largest: f64, most: usize) -> f64 {
    if !largest.is_finite() || largest <= 0.0 {
        return 1.0;
    }
    let step = step(largest, most);
    (largest / step - 1e-9).ceil() * step
}

/// Labels of ticks with as many decimals as their step needs.
pub fn tick_label(value: f64, step: f64, language: Language) -> String {
    let (mut decimals, mut size) = (0, step);
    while size < 0.999 && decimals < 6 {
        size *= 10.0;
        decimals += 1;
    }
    with_decimals(value, decimals, language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round() {
        assert_eq!(ticks(0.0, 10.0, 5), vec![0.0, 2.0, 4.0, 6.0, 8.0, 10.0]);
        assert_eq!(ticks(-0.9, 1.0, 4), vec![-0.5, 0.0, 0.5, 1.0]);
        assert_eq!(round_up(8123.0, 5), 10000.0);
        assert_eq!(round_up(0.0, 5), 1.0);
        assert_eq!(tick_label(0.5, 0.5, Language::Nl), "0,5");
        assert_eq!(step(0.0, 5), 1.0);
    }

    #[test]
    fn scales_hold_their_ends() {
        let scale = Scale { values: (0.0, 10.0), places: (100.0, 0.0) };
        assert_eq!(scale.at(2.5), 75.0);
        assert_eq!(scale.within(99.0), 0.0);
    }
}
