//! Days, windows and weeks of the mowing year.
//!
//! Dates are civil dates of crate jiff. Rules are given by month and day, never by day of year, so that a leap day
//! moves nothing; 29 February cannot be named in a rule. Week `w` of a plan stands for day `7w - 3` of a 365-day year.

use std::fmt;

pub use jiff::civil::Date;

/// First day of each month in a 365-day year, counted from 0, and the length of the year.
pub const MONTH_START: [u16; 13] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];

/// A day given by month and day, valid in every year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MonthDay {
    month: u8,
    day: u8,
}

impl MonthDay {
    /// The day, unless the month has no such day in every year.
    pub fn new(month: u8, day: u8) -> Option<Self> {
        if !(1..=12).contains(&month) {
            return None;
        }
        let length = MONTH_START[usize::from(month)] - MONTH_START[usize::from(month) - 1];
        (day >= 1 && u16::from(day) <= length).then_some(MonthDay { month, day })
    }

    /// Reads `MM-DD`.
    pub fn parse(text: &str) -> Option<Self> {
        let (month, day) = text.trim().split_once('-')?;
        if month.len() != 2 || day.len() != 2 {
            return None;
        }
        Self::new(month.parse().ok()?, day.parse().ok()?)
    }

    /// The day with this number (1-365) in a year without a leap day; numbers outside are moved to the nearest end.
    pub fn from_day_of_year(day_of_year: u16) -> Self {
        let index = day_of_year.clamp(1, 365) - 1;
        let month = (1..=12).find(|&m| index < MONTH_START[m]).unwrap_or(12);
        MonthDay { month: month as u8, day: (index - MONTH_START[month - 1] + 1) as u8 }
    }

    /// The day that week `week` of a plan stands for: day `7 week - 3` (27 gives 5 July).
    pub fn of_week(week: u8) -> Self {
        Self::from_day_of_year((7 * u16::from(week)).saturating_sub(3))
    }

    /// Month, 1-12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// Day of the month, 1-31.
    pub fn day(self) -> u8 {
        self.day
    }

    /// Number of the day in a year without a leap day, 1-365.
    pub fn day_of_year(self) -> u16 {
        MONTH_START[usize::from(self.month) - 1] + u16::from(self.day)
    }

    /// The date in a year.
    pub fn in_year(self, year: i16) -> Date {
        jiff::civil::date(year, self.month as i8, self.day as i8)
    }
}

impl fmt::Display for MonthDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

/// A span of days within a year, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DayRange {
    /// First day.
    pub first: MonthDay,
    /// Last day, not before the first.
    pub last: MonthDay,
}

impl DayRange {
    /// Reads `MM-DD..MM-DD`; `None` if malformed or if it would run over New Year.
    pub fn parse(text: &str) -> Option<Self> {
        let (first, last) = text.split_once("..")?;
        let range = DayRange { first: MonthDay::parse(first)?, last: MonthDay::parse(last)? };
        (range.first <= range.last).then_some(range)
    }

    /// Whether the day lies in the span.
    pub fn contains(self, day: MonthDay) -> bool {
        self.first <= day && day <= self.last
    }

    /// Whether two spans share a day.
    pub fn overlaps(self, other: DayRange) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// The middle day, rounded down.
    pub fn middle(self) -> MonthDay {
        MonthDay::from_day_of_year(u16::midpoint(self.first.day_of_year(), self.last.day_of_year()))
    }

    /// The weeks whose day lies in the span.
    pub fn weeks(self) -> impl Iterator<Item = u8> {
        (1..=52).filter(move |&week| self.contains(MonthDay::of_week(week)))
    }
}

impl fmt::Display for DayRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.first, self.last)
    }
}

/// Whether the year has 29 February.
pub fn is_leap_year(year: i16) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Half-month of a date, 0-23: days 1-15 and the rest of each month.
pub fn half_month(month: u8, day: u8) -> usize {
    2 * (usize::from(month) - 1) + usize::from(day > 15)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_stand_for_their_day() {
        assert_eq!(MonthDay::of_week(27).to_string(), "07-05");
        assert_eq!(MonthDay::of_week(14).to_string(), "04-05");
        let range = DayRange::parse("06-15..07-05").expect("valid");
        assert_eq!(range.weeks().collect::<Vec<_>>(), vec![25, 26, 27]);
        assert_eq!(range.middle().to_string(), "06-25");
    }

    #[test]
    fn impossible_days_are_refused() {
        assert_eq!(MonthDay::parse("06-31"), None);
        assert_eq!(MonthDay::parse("02-29"), None);
        assert_eq!(MonthDay::parse("6-1"), None);
        assert_eq!(DayRange::parse("10-15..09-15"), None);
        for day in 1..=365 {
            assert_eq!(MonthDay::from_day_of_year(day).day_of_year(), day);
        }
    }

    #[test]
    fn half_months_cover_the_year() {
        assert_eq!(half_month(1, 15), 0);
        assert_eq!(half_month(1, 16), 1);
        assert_eq!(half_month(12, 31), 23);
        assert!(is_leap_year(2024) && !is_leap_year(2100) && is_leap_year(2000));
    }
}
