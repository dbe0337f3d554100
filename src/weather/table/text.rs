//! Numbers and dates as text, as the standard formatter writes them but several times as fast: long tables are mostly these.

use crate::calendar::Date;
use std::fmt::Write;

/// Below this many ten-thousandths a number has at most 15 digits, so that no other text of as few digits is as near to it.
const SHORTEST_BELOW: f64 = 1e15;
/// Decimals of the ten-thousandths.
const DECIMALS: usize = 4;
/// Signs of the longest number below that limit: 15 digits, the point and the sign.
const LONGEST: usize = 20;

/// Value rounded to 4 decimals; never negative zero.
pub fn rounded(value: f64) -> f64 {
    (value * 1e4).round() / 1e4 + 0.0
}

/// Adds a value rounded to 4 decimals: the shortest text that reads back to it.
///
/// ```
/// let mut text = String::new();
/// zeis::weather::table::push_rounded(&mut text, -3.50004);
/// assert_eq!(text, "-3.5");
/// ```
pub fn push_rounded(text: &mut String, value: f64) {
    let parts = (value * 1e4).round();
    if parts.abs() >= SHORTEST_BELOW || parts.is_nan() {
        let _ = write!(text, "{}", rounded(value));
        return;
    }
    let mut rest = (parts as i64).unsigned_abs();
    let (mut written, mut start) = ([0_u8; LONGEST], LONGEST);
    let mut put = |sign: u8| {
        start -= 1;
        written[start] = sign;
    };
    let mut decimals = DECIMALS;
    while decimals > 0 && rest.is_multiple_of(10) {
        (rest, decimals) = (rest / 10, decimals - 1);
    }
    for _ in 0..decimals {
        put(digit(rest));
        rest /= 10;
    }
    if decimals > 0 {
        put(b'.');
    }
    loop {
        put(digit(rest));
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if parts < 0.0 {
        put(b'-');
    }
    text.push_str(std::str::from_utf8(&written[start..]).unwrap_or_default());
}

fn digit(value: u64) -> u8 {
    b'0' + (value % 10) as u8
}

/// Adds a date, `2027-06-15`.
pub(super) fn push_date(text: &mut String, date: Date) {
    let Ok(year @ 0..=9999) = u64::try_from(date.year()) else {
        let _ = write!(text, "{date}");
        return;
    };
    let (month, day) = (date.month().unsigned_abs().into(), date.day().unsigned_abs().into());
    let [y, m, d] = [year, month, day];
    let written = [
        digit(y / 1000),
        digit(y / 100),
        digit(y / 10),
        digit(y),
        b'-',
        digit(m / 10),
        digit(m),
        b'-',
        digit(d / 10),
        digit(d),
    ];
    text.push_str(std::str::from_utf8(&written).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pushed(value: f64) -> String {
        let mut text = String::new();
        push_rounded(&mut text, value);
        text
    }

    #[test]
    fn numbers_are_written_as_the_standard_formatter_does() {
        for value in [0.0, -0.0, -0.00001, 0.00005, -0.00005, 12.0, 0.1, -17.25, 999.99995, 1e9, 99_999_999_999.999_9] {
            assert_eq!(pushed(value), rounded(value).to_string());
        }
        for value in [1e11, 1e15, 1e300, -1e22, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(pushed(value), rounded(value).to_string());
        }
    }

    #[test]
    fn dates_are_written_as_the_standard_formatter_does() {
        for (year, month, day) in [(2027, 6, 15), (1, 1, 1), (9999, 12, 31), (-3, 2, 28)] {
            let date = Date::constant(year, month, day);
            let mut text = String::new();
            push_date(&mut text, date);
            assert_eq!(text, date.to_string());
        }
    }

    proptest! {
        #[test]
        fn any_number_is_written_as_the_standard_formatter_does(value in -1e6..1e6, large in -1e12..1e12) {
            prop_assert_eq!(pushed(value), rounded(value).to_string());
            prop_assert_eq!(pushed(large), rounded(large).to_string());
        }
    }
}
