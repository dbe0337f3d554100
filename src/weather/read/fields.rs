//! Delimiter, numbers and dates of generic tables.

use super::knmi::digits_value;
use crate::calendar::{Date, is_leap_year};

/// Numbers that stand for a missing value.
const MISSING: [f64; 3] = [-9999.0, -999.0, -99.9];
/// The delimiter of a head line: the most frequent of `;`, tab and comma, in this order when equal.
pub(super) fn delimiter(head: &str) -> u8 {
    let count = |sign: u8| head.bytes().filter(|&byte| byte == sign).count();
    let mut best = b',';
    for sign in [b'\t', b';'] {
        if count(sign) > 0 && count(sign) >= count(best) {
            best = sign;
        }
    }
    best
}

/// Powers of ten that a number of 15 digits can be divided by without a second rounding.
const TENS: [f64; 16] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

/// A plain decimal of at most 15 digits: the nearest number, as both parts of the one division are exact. `None` for anything else.
fn plain_decimal(field: &[u8], decimal_comma: bool) -> Option<f64> {
    let (sign, digits) = field.strip_prefix(b"-").map_or((1.0, field), |rest| (-1.0, rest));
    let (mut value, mut count, mut decimals) = (0_u64, 0, None);
    for &byte in digits {
        match byte {
            b'0'..=b'9' => (value, count) = (10 * value + u64::from(byte - b'0'), count + 1),
            b'.' if decimals.is_none() => decimals = Some(count),
            b',' if decimal_comma && decimals.is_none() => decimals = Some(count),
            _ => return None,
        }
        if count >= TENS.len() {
            return None;
        }
    }
    (count > 0).then(|| sign * (value as f64 / TENS[count - decimals.unwrap_or(count)]))
}

/// A number, or `None` for a missing value.
pub(super) fn number(field: &str, decimal_comma: bool) -> Result<Option<f64>, ()> {
    if let Some(value) = plain_decimal(field.as_bytes(), decimal_comma) {
        return Ok((!MISSING.contains(&value)).then_some(value));
    }
    let field = field.trim();
    if field.is_empty() || field.eq_ignore_ascii_case("na") || field.eq_ignore_ascii_case("nan") {
        return Ok(None);
    }
    let value: f64 = if decimal_comma && !field.contains('.') {
        field.replace(',', ".").parse().map_err(|_| ())?
    } else {
        field.parse().map_err(|_| ())?
    };
    if !value.is_finite() {
        return Err(());
    }
    Ok((!MISSING.contains(&value)).then_some(value))
}

/// A date `2027-06-15` or `20270615`, with or without a time behind it.
pub(super) fn date(field: &str) -> Option<Date> {
    let day = field.trim();
    let day = day.as_bytes().split(|byte| matches!(byte, b'T' | b' ')).next()?;
    let (year, month, of_month) = match day.len() {
        8 => (&day[..4], &day[4..6], &day[6..]),
        10 if day[4] == b'-' && day[7] == b'-' => (&day[..4], &day[5..7], &day[8..]),
        _ => return None,
    };
    let [year, month, of_month] = [year, month, of_month].map(|digits| digits_value(digits, 4));
    Date::new(year? as i16, month? as i8, of_month? as i8).ok()
}

/// The date of a day of the year.
pub(super) fn date_of_day(year: i16, day_of_year: f64) -> Option<Date> {
    let last = if is_leap_year(year) { 366.0 } else { 365.0 };
    if day_of_year.fract() != 0.0 || !(1.0..=last).contains(&day_of_year) {
        return None;
    }
    Date::new(year, 1, 1).ok()?.checked_add(jiff::Span::new().days(day_of_year as i64 - 1)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delimiters_and_decimal_signs_are_found() {
        assert_eq!(delimiter("datum;tn;tx"), b';');
        assert_eq!(delimiter("date\ttn\ttx"), b'\t');
        assert_eq!(delimiter("date,tn,tx"), b',');
        assert_eq!((number("3,5", true), number("1.234,5", true)), (Ok(Some(3.5)), Err(())));
        assert_eq!(number("3,5", false), Err(()));
        for text in
            ["0.1", "-0.0", "-17.25", "12", "5.", ".5", "1234567.1234567", "0.3000000000000001", "123456789012345.6"]
        {
            let standard: f64 = text.parse().expect("a number");
            assert_eq!(
                number(text, false).map(|value| value.map(f64::to_bits)),
                Ok(Some(standard.to_bits())),
                "{text}"
            );
        }
        for text in ["", "NA", "nan", "-9999", "-999.0", "-99.9"] {
            assert_eq!(number(text, false), Ok(None), "{text}");
        }
        for text in ["inf", "-Infinity", "1e999", "3.5 C", ".", "-", "1.2.3", "--1"] {
            assert_eq!(number(text, false), Err(()), "{text}");
        }
    }

    #[test]
    fn dates_of_every_accepted_form() {
        let wanted = Date::new(2027, 6, 15).ok();
        for text in ["2027-06-15", "20270615", "2027-06-15T00:00:00Z", "2027-06-15 12:00"] {
            assert_eq!(date(text), wanted, "{text}");
        }
        for text in ["15-06-2027", "2027-02-30", "2027/06/15", "27-6-15"] {
            assert_eq!(date(text), None, "{text}");
        }
        assert_eq!(date_of_day(2028, 366.0), Date::new(2028, 12, 31).ok());
        assert_eq!(date_of_day(2027, 366.0), None);
    }
}
