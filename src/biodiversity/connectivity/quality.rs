//! When a patch shelters: uncut, or grown back.

use super::HALF_MONTHS;
use crate::calendar::{MonthDay, half_month};
use crate::mowing::CutEvent;

/// Height at which a cut sward counts as grown back, m.
const GROWN_BACK_M: f64 = 0.20;

/// Whether a patch stands in each half-month: not since its last cut, or grown back above 0.20 m since.
///
/// - `short_before`: whether the year before left it cut and not grown back
/// - `cuts`: cuts of the year, in order of date
/// - `heights_m`: mean height of each half-month, m
///
/// A half-month with a cut counts as cut. The last entry is `short_before` of the next year, turned round.
pub fn standing_half_months(
    short_before: bool,
    cuts: &[CutEvent],
    heights_m: &[f64; HALF_MONTHS],
) -> [bool; HALF_MONTHS] {
    let mut short = short_before;
    let mut standing = [false; HALF_MONTHS];
    for (half, stands) in standing.iter_mut().enumerate() {
        let cut = cuts.iter().any(|cut| {
            let date = MonthDay::from_day_of_year(cut.day_of_year);
            half_month(date.month(), date.day()) == half
        });
        short = cut || (short && heights_m[half] <= GROWN_BACK_M);
        *stands = !short;
    }
    standing
}
