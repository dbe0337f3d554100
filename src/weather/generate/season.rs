//! The climate of each day of the year, worked out once for a series.

use super::super::climatology::Harmonics;
use super::super::derive::extraterrestrial_radiation;
use super::day::VARIABLES;
use crate::calendar::{MONTH_START, is_leap_year};
use std::f64::consts::PI;

/// Place of 29 February in the table, after the 365 days of a common year.
const LEAP_DAY: usize = 365;

/// A day as the generator sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct CalendarDay {
    /// Row of the season table: 0-364 for the days of a common year, 365 for 29 February.
    pub(super) index: usize,
    /// Month, 1-12.
    pub(super) month: i8,
}

/// The days of a year in order.
pub(super) fn calendar(year: i16) -> impl Iterator<Item = CalendarDay> {
    let leap = is_leap_year(year);
    (0..365_usize + usize::from(leap)).map(move |n| {
        let index = match n {
            59 if leap => LEAP_DAY,
            60.. if leap => n - 1,
            _ => n,
        };
        let month = if index == LEAP_DAY {
            2
        } else {
            MONTH_START[1..].iter().position(|&start| index < usize::from(start)).map_or(12, |m| m + 1)
        };
        CalendarDay { index, month: month as i8 }
    })
}

/// Means and spreads of the variables in each state of a day, and the radiation outside the atmosphere.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct SeasonDay<const STATES: usize> {
    pub(super) mean: [[f64; VARIABLES]; STATES],
    pub(super) spread: [[f64; VARIABLES]; STATES],
    pub(super) extraterrestrial_mj_m2: f64,
}

/// [`SeasonDay`] of every day of the year.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SeasonTable<const STATES: usize>(Vec<SeasonDay<STATES>>);

impl<const STATES: usize> SeasonTable<STATES> {
    pub(super) fn new(
        latitude_deg: f64,
        mean: &[[Harmonics; VARIABLES]; STATES],
        spread: &[[Harmonics; VARIABLES]; STATES],
    ) -> Self {
        let rows = (0..=LEAP_DAY).map(|index| {
            // 29 February stands half-way between the days beside it.
            let day_of_year = if index == LEAP_DAY { 59.5 } else { index as f64 + 1.0 };
            let waves = waves(day_of_year);
            let values =
                |moments: &[[Harmonics; VARIABLES]; STATES]| moments.map(|state| state.map(|h| value(&h, &waves)));
            SeasonDay {
                mean: values(mean),
                spread: values(spread),
                extraterrestrial_mj_m2: extraterrestrial_radiation(latitude_deg, day_of_year),
            }
        });
        SeasonTable(rows.collect())
    }

    pub(super) fn of(&self, index: usize) -> &SeasonDay<STATES> {
        &self.0[index]
    }
}

/// 1, cos w, sin w, cos 2w, sin 2w, ..., sin 4w of a day of the year.
pub(in crate::weather) fn waves(day_of_year: f64) -> [f64; 9] {
    let angle = 2.0 * PI * day_of_year / 365.25;
    let (s1, c1) = (libm::sin(angle), libm::cos(angle));
    let (c2, s2) = (c1 * c1 - s1 * s1, 2.0 * s1 * c1);
    let (c3, s3) = (c1 * c2 - s1 * s2, s1 * c2 + c1 * s2);
    [1.0, c1, s1, c2, s2, c3, s3, c2 * c2 - s2 * s2, 2.0 * s2 * c2]
}

fn value(harmonics: &Harmonics, waves: &[f64; 9]) -> f64 {
    harmonics.0.iter().zip(waves).map(|(coefficient, wave)| coefficient * wave).sum()
}

/// Season of a month, from winter (0).
pub(super) fn season_of(month: i8) -> usize {
    (month % 12 / 3) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leap_years_insert_one_day_and_shift_no_month() {
        assert_eq!(calendar(2027).count(), 365);
        let leap: Vec<_> = calendar(2028).collect();
        assert_eq!(leap.len(), 366);
        assert_eq!((leap[58].index, leap[59].index, leap[60].index), (58, LEAP_DAY, 59));
        assert_eq!((leap[59].month, leap[60].month, leap[365].month), (2, 3, 12));
        let lengths = |year| (1..=12).map(|m| calendar(year).filter(|day| day.month == m).count()).collect::<Vec<_>>();
        assert_eq!(lengths(2027), [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);
    }

    #[test]
    fn harmonics_by_recurrence_equal_their_definition() {
        let angle = 2.0 * PI * 200.0 / 365.25;
        let waves = waves(200.0);
        assert!((waves[5] - libm::cos(3.0 * angle)).abs() < 1e-12 && (waves[6] - libm::sin(3.0 * angle)).abs() < 1e-12);
        assert!((waves[7] - libm::cos(4.0 * angle)).abs() < 1e-12 && (waves[8] - libm::sin(4.0 * angle)).abs() < 1e-12);
    }
}
