//! Nectar through the season, the gaps in it, and its continuity.

use super::response::DAY_SLOTS;
use super::season::HALF_MONTHS;
use crate::calendar::{MonthDay, half_month};
use crate::lane::math::ln;

/// First and last day of the season of forage: 16 March and 15 October, in a 365-day year.
pub const FORAGE_SEASON: std::ops::RangeInclusive<usize> = 75..=288;
/// Half-months of that season.
pub const FORAGE_HALF_MONTHS: std::ops::Range<usize> = 5..19;
/// August and September, in a 365-day year.
const LATE_SUMMER: std::ops::RangeInclusive<usize> = 213..=273;
/// Kg/ha in mg/m2.
const KG_HA_PER_MG_M2: f64 = 0.01;

/// Nectar of each day of a year, mg sugar/m2/d (index 1 to 365).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DailyNectar(pub [f64; DAY_SLOTS]);

impl Default for DailyNectar {
    fn default() -> Self {
        DailyNectar([0.0; DAY_SLOTS])
    }
}

impl DailyNectar {
    /// Adds a share of the nectar of a patch.
    pub fn add(&mut self, other: &DailyNectar, share: f64) {
        self.0.iter_mut().zip(other.0).for_each(|(sum, value)| *sum += share * value);
    }

    /// Nectar of the year, kg sugar/ha.
    pub fn year_kg_ha(&self) -> f64 {
        KG_HA_PER_MG_M2 * self.0.iter().sum::<f64>()
    }

    /// Nectar of August and September, kg sugar/ha.
    pub fn late_summer_kg_ha(&self) -> f64 {
        KG_HA_PER_MG_M2 * self.0[LATE_SUMMER].iter().sum::<f64>()
    }

    /// Nectar of each half-month, kg sugar/ha.
    pub fn half_months_kg_ha(&self) -> [f64; HALF_MONTHS] {
        let mut sums = [0.0; HALF_MONTHS];
        let mut first = 1;
        for (half, sum) in sums.iter_mut().enumerate() {
            let end = if half + 1 == HALF_MONTHS { DAY_SLOTS } else { first_day(half + 1) };
            *sum = KG_HA_PER_MG_M2 * self.0[first..end].iter().sum::<f64>();
            first = end;
        }
        sums
    }

    /// Days of 16 March to 15 October with less nectar than a threshold, mg sugar/m2/d.
    pub fn gap_days(&self, below_mg_m2: f64) -> usize {
        self.0[FORAGE_SEASON].iter().filter(|nectar| **nectar < below_mg_m2).count()
    }

    /// Continuity over the half-months of 16 March to 15 October ([`continuity`]).
    pub fn continuity(&self) -> f64 {
        continuity(&self.half_months_kg_ha()[FORAGE_HALF_MONTHS])
    }
}

/// First day of a half-month in a 365-day year.
fn first_day(half: usize) -> usize {
    let (month, day) = (half as u8 / 2 + 1, if half.is_multiple_of(2) { 1 } else { 16 });
    debug_assert_eq!(half_month(month, day), half);
    MonthDay::new(month, day).map_or(1, |date| usize::from(date.day_of_year()))
}

/// Continuity of flowering: Shannon's entropy of the shares of equal spans over its largest value, 0-1; 0 without nectar.
///
/// ```
/// use zeis::biodiversity::nectar::continuity;
/// assert!((continuity(&[2.0; 14]) - 1.0).abs() < 1e-12);
/// assert_eq!(continuity(&[1.0, 0.0, 0.0]), 0.0);
/// ```
pub fn continuity(spans: &[f64]) -> f64 {
    evenness(spans)
}

/// Shannon's entropy of shares over its largest value.
pub(super) fn evenness(parts: &[f64]) -> f64 {
    let sum: f64 = parts.iter().sum();
    if sum <= 0.0 {
        return 0.0;
    }
    let terms = parts.iter().filter(|part| **part > 0.0).map(|part| part / sum).map(|share| -share * ln(share));
    let most: f64 = ln(parts.len() as f64);
    (terms.sum::<f64>() / most).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_divide_the_year() {
        let mut nectar = DailyNectar::default();
        nectar.0[1..=365].fill(10.0);
        assert!((nectar.year_kg_ha() - 36.5).abs() < 1e-9);
        assert!((nectar.half_months_kg_ha().iter().sum::<f64>() - 36.5).abs() < 1e-9);
        assert!((nectar.half_months_kg_ha()[2] - 1.5).abs() < 1e-9);
        assert!((nectar.late_summer_kg_ha() - 6.1).abs() < 1e-9);
        assert_eq!((nectar.gap_days(5.0), nectar.gap_days(10.1)), (0, 214));
        assert!(nectar.continuity() > 0.999);
        assert_eq!(DailyNectar::default().gap_days(5.0), 214);
        assert_eq!(DailyNectar::default().continuity(), 0.0);
        assert_eq!((first_day(5), first_day(19)), (75, 289));
    }
}
