//! Scales, ticks and the way numbers are written on figures and pages.

use super::words::choose;
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

/// A number with at most three significant digits, thousands apart, a true minus sign, and the comma in Dutch.
///
/// Not a number gives a dash.
///
/// ```
/// use zeis::{plot::axis::number, scenario::Language};
/// assert_eq!(number(-12345.6, Language::En), "\u{2212}12\u{a0}300");
/// assert_eq!(number(0.12345, Language::Nl), "0,123");
/// assert_eq!(number(8.0, Language::En), "8");
/// ```
pub fn number(value: f64, language: Language) -> String {
    if !value.is_finite() {
        return "\u{2013}".to_string();
    }
    // The place of the third digit, for numbers of four digits and more.
    let mut unit = 1.0;
    while value.abs() >= 999.5 * unit {
        unit *= 10.0;
    }
    let mut decimals = 0;
    let mut size = value.abs();
    while size > 0.0 && size < 99.95 && decimals < 6 {
        size *= 10.0;
        decimals += 1;
    }
    let text = with_decimals(if unit > 1.0 { (value / unit).round() * unit } else { value }, decimals, language);
    if text.contains(['.', ',']) { text.trim_end_matches('0').trim_end_matches(['.', ',']).to_string() } else { text }
}

/// A number with this many decimals, thousands apart, a true minus sign, and the comma in Dutch.
pub fn with_decimals(value: f64, decimals: usize, language: Language) -> String {
    let plain = format!("{:.decimals$}", value.abs());
    let (whole, rest) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut out = String::new();
    // A rounded zero has no sign.
    if value < 0.0 && plain.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) {
        out.push('\u{2212}');
    }
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            out.push('\u{a0}');
        }
        out.push(digit);
    }
    if !rest.is_empty() {
        out.push_str(choose(language, ".", ","));
        out.push_str(rest);
    }
    out
}

/// Per cent of a share, without decimals: 0.214 gives "21 %".
pub fn per_cent(share: f64, language: Language) -> String {
    format!("{}\u{a0}%", with_decimals(100.0 * share, 0, language))
}

/// A number that always carries its sign.
pub fn signed(value: f64, language: Language) -> String {
    let text = number(value, language);
    if value > 0.0 && text != "0" { format!("+{text}") } else { text }
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
    fn numbers_have_three_digits_at_most() {
        for (value, text) in [
            (0.0, "0"),
            (0.5, "0.5"),
            (999.6, "1\u{a0}000"),
            (99.96, "100"),
            (1234567.0, "1\u{a0}230\u{a0}000"),
            (-0.0456, "\u{2212}0.0456"),
            (1e-9, "0"),
            (f64::NAN, "\u{2013}"),
        ] {
            assert_eq!(number(value, Language::En), text, "{value}");
        }
        assert_eq!(signed(1.25, Language::Nl), "+1,25");
        assert_eq!(signed(-0.0, Language::En), "0");
        assert_eq!(per_cent(-0.001, Language::En), "0\u{a0}%");
    }

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
