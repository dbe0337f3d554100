//! Month-days, windows and weeks as the user writes them.

use super::keys::{Item, shown};
use crate::calendar::{DayRange, MonthDay};

/// Days of the longest month with this number.
fn days_of(month: u8) -> u8 {
    match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// What is wrong with a text that is no month-day.
fn wrong_day(text: &str) -> String {
    let parts: Option<(u8, u8)> =
        text.trim().split_once('-').and_then(|(m, d)| Some((m.parse().ok()?, d.parse().ok()?)));
    match parts {
        Some((2, 29)) => "02-29 is not a day of every year".to_string(),
        Some((month @ 1..=12, day)) if day > days_of(month) || day == 0 => {
            format!("month {month} has no day {day}")
        }
        Some((month, _)) if !(1..=12).contains(&month) => format!("there is no month {month}"),
        _ => format!("\"{}\" is not a day written MM-DD", shown(text)),
    }
}

/// Reads `MM-DD`.
pub fn month_day(item: &Item<'_>) -> Option<MonthDay> {
    let text = item.text()?;
    let day = MonthDay::parse(&text);
    if day.is_none() {
        item.problem("S110", wrong_day(&text), "two digits each, such as \"06-15\"");
    }
    day
}

/// Reads a window `MM-DD..MM-DD`.
pub fn window(item: &Item<'_>) -> Option<DayRange> {
    const HINT: &str = "written \"MM-DD..MM-DD\", such as \"06-15..07-05\"";
    let text = item.text()?;
    let Some((first, last)) = text.split_once("..") else {
        item.problem("S110", format!("\"{}\" is not a window of days", shown(&text)), HINT);
        return None;
    };
    let mut ends = [None; 2];
    for (end, part) in ends.iter_mut().zip([first, last]) {
        *end = MonthDay::parse(part);
        if end.is_none() {
            item.problem("S110", wrong_day(part), HINT);
        }
    }
    let (first, last) = (ends[0]?, ends[1]?);
    if first > last {
        item.problem("S111", format!("the window {first}..{last} runs over New Year"), "split it into two windows");
        return None;
    }
    Some(DayRange { first, last })
}

/// Weeks of a plan or crew, `14-44` or a single week.
pub fn weeks(text: &str) -> Option<(u8, u8)> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let (first, last): (u8, u8) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
    (first >= 1 && first <= last && last <= 52).then_some((first, last))
}

/// A time of the day `HH:MM`, h; 24:00 is the end of the day.
fn hour(text: &str) -> Option<f64> {
    let (hours, minutes) = text.trim().split_once(':')?;
    let (hours, minutes): (u8, u8) = (hours.parse().ok()?, minutes.parse().ok()?);
    let time = f64::from(hours) + f64::from(minutes) / 60.0;
    (minutes < 60 && time <= 24.0).then_some(time)
}

/// Hours of the day, `HH:MM-HH:MM`; an end before the begin is on the next day.
pub fn span_of_hours(text: &str) -> Option<(f64, f64)> {
    let (from, to) = text.split_once('-')?;
    let (from, to) = (hour(from)?, hour(to)?);
    (from != to && from < 24.0).then_some((from, to))
}

/// Reads hours of the day.
pub fn hours(item: &Item<'_>) -> Option<(f64, f64)> {
    let text = item.text()?;
    let span = span_of_hours(&text);
    if span.is_none() {
        let what = format!("\"{}\" is no span of hours", shown(&text));
        item.problem("S208", what, "written \"HH:MM-HH:MM\", such as \"09:00-15:00\" or \"20:00-05:00\"");
    }
    span
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_of_the_day_may_run_over_midnight() {
        assert_eq!(span_of_hours("09:00-15:30"), Some((9.0, 15.5)));
        assert_eq!(span_of_hours("20:00-05:00"), Some((20.0, 5.0)));
        assert_eq!(span_of_hours("19:00-24:00"), Some((19.0, 24.0)));
        for wrong in ["9-15", "09:00", "09:60-10:00", "09:00-25:00", "09:00-09:00", ""] {
            assert_eq!(span_of_hours(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn impossible_days_are_named() {
        assert_eq!(wrong_day("06-31"), "month 6 has no day 31");
        assert_eq!(wrong_day("13-01"), "there is no month 13");
        assert_eq!(wrong_day("02-29"), "02-29 is not a day of every year");
        assert!(wrong_day("6 June").contains("MM-DD"));
    }

    #[test]
    fn weeks_lie_within_the_year_and_in_order() {
        assert_eq!(weeks("14-44"), Some((14, 44)));
        assert_eq!(weeks("20"), Some((20, 20)));
        assert_eq!(weeks("44-14"), None);
        assert_eq!(weeks("0-60"), None);
    }
}
