//! English and Dutch, and the way numbers are written on figures and pages.

use crate::calendar::{Date, MonthDay};
use crate::scenario::Language;

/// The English or the Dutch text.
pub fn choose<'a>(language: Language, english: &'a str, dutch: &'a str) -> &'a str {
    language.choose(english, dutch)
}

/// First letters of the months; the same in both languages.
pub const MONTH_LETTERS: [&str; 12] = ["J", "F", "M", "A", "M", "J", "J", "A", "S", "O", "N", "D"];

/// A day in words: "17 July 2001", "17 juli 2001".
///
/// ```
/// use zeis::{plot::words::date_words, scenario::Language};
/// let date = "2001-07-17".parse()?;
/// assert_eq!(date_words(date, Language::Nl), "17 juli 2001");
/// # Ok::<(), jiff::Error>(())
/// ```
pub fn date_words(date: Date, language: Language) -> String {
    format!("{} {} {}", date.day(), month_name(date.month() as u8, language), date.year())
}

/// Day and month in words: "1 August".
pub fn day_words(day: MonthDay, language: Language) -> String {
    format!("{} {}", day.day(), month_name(day.month(), language))
}

/// Name of a month, 1 to 12.
pub fn month_name(month: u8, language: Language) -> &'static str {
    const ENGLISH: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    const DUTCH: [&str; 12] = [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ];
    let month = usize::from(month.clamp(1, 12)) - 1;
    choose(language, ENGLISH[month], DUTCH[month])
}

/// The text with its first letter in upper case, for the beginning of a title.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The text as it stands inside a sentence: its first letter small, unless more capitals follow as in "CO2".
///
/// ```
/// use zeis::plot::words::inside;
/// assert_eq!(inside("Winter refuge"), "winter refuge");
/// assert_eq!(inside("CO2 of machines"), "CO2 of machines");
/// ```
pub fn inside(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(letters).collect(),
        _ => text.to_string(),
    }
}

/// A change with its interval: "−12 (−15 to −9)"; the change alone where the interval is as narrow as the digits shown.
pub fn with_interval([low, mid, high]: [f64; 3], language: Language) -> String {
    let [low, mid, high] = [low, mid, high].map(|value| signed(value, language));
    if low == mid && mid == high {
        return mid;
    }
    format!("{mid} ({low} {} {high})", choose(language, "to", "tot"))
}

/// A number with at most three significant digits, thousands apart, a true minus sign, and the comma in Dutch.
///
/// Not a number gives a dash.
///
/// ```
/// use zeis::{plot::words::number, scenario::Language};
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
        assert_eq!(with_interval([1.0, 1.0, 1.0001], Language::En), "+1");
        assert_eq!(with_interval([-2.0, 1.0, 3.0], Language::Nl), "+1 (\u{2212}2 tot +3)");
        assert_eq!(per_cent(-0.001, Language::En), "0\u{a0}%");
    }

    #[test]
    fn only_the_first_letter_changes() {
        assert_eq!(capital("één keer maaien"), "Één keer maaien");
        assert_eq!(capital(""), "");
        assert_eq!((inside("Één keer").as_str(), inside("X").as_str(), inside("").as_str()), ("één keer", "X", ""));
        assert_eq!(choose(Language::Nl, "verge", "berm"), "berm");
    }
}
