//! Nectar through the season, the gaps in it, and its continuity.

use super::response::DAY_SLOTS;
use super::season::HALF_MONTHS;
use crate::lane::math::ln;

/// First and last day of the season of forage: 16 March and 15 October, in a 365-day year.
pub const FORAGE_SEASON: std::ops::RangeInclusive<usize> = 75..=288;
/// Half-months of that season.
pub const FORAGE_HALF_MONTHS: std::ops::Range<usize> = 5..19;
/// Half-months of August and September.
const LATE_SUMMER: std::ops::Range<usize> = 14..18;
/// First day of each half-month in a 365-day year, and the day after the last.
const FIRST_DAYS: [usize; HALF_MONTHS + 1] = [
    1, 16, 32, 47, 60, 75, 91, 106, 121, 136, 152, 167, 182, 197, 213, 228, 244, 259, 274, 289, 305, 320, 335, 350,
    DAY_SLOTS,
];
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

/// What the nectar of a year comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct NectarYear {
    /// Nectar of the year, kg sugar/ha.
    pub year_kg_ha: f64,
    /// Nectar of August and September, kg sugar/ha.
    pub late_summer_kg_ha: f64,
    /// Days of 16 March to 15 October with too little nectar.
    pub gap_days: f64,
    /// Continuity over the half-months of 16 March to 15 October ([`continuity`]), 0-1.
    pub continuity: f64,
}

impl DailyNectar {
    /// Adds a share of the nectar of a patch.
    pub fn add(&mut self, other: &DailyNectar, share: f64) {
        self.0.iter_mut().zip(other.0).for_each(|(sum, value)| *sum += share * value);
    }

    /// What the year comes to; `gap_below_mg_m2`: nectar of a day that counts as a gap, mg sugar/m2/d.
    pub fn of_year(&self, gap_below_mg_m2: f64) -> NectarYear {
        let halves = self.half_months_kg_ha();
        NectarYear {
            year_kg_ha: halves.iter().sum(),
            late_summer_kg_ha: halves[LATE_SUMMER].iter().sum(),
            gap_days: self.gap_days(gap_below_mg_m2) as f64,
            continuity: continuity(&halves[FORAGE_HALF_MONTHS]),
        }
    }

    /// Nectar of each half-month, kg sugar/ha.
    pub fn half_months_kg_ha(&self) -> [f64; HALF_MONTHS] {
        std::array::from_fn(|half| KG_HA_PER_MG_M2 * self.0[FIRST_DAYS[half]..FIRST_DAYS[half + 1]].iter().sum::<f64>())
    }

    /// Days of 16 March to 15 October with less nectar than a threshold, mg sugar/m2/d.
    pub fn gap_days(&self, below_mg_m2: f64) -> usize {
        self.0[FORAGE_SEASON].iter().filter(|nectar| **nectar < below_mg_m2).count()
    }
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
    use crate::calendar::{MonthDay, half_month};

    #[test]
    fn spans_divide_the_year() {
        let mut nectar = DailyNectar::default();
        nectar.0[1..=365].fill(10.0);
        let year = nectar.of_year(5.0);
        assert!((year.year_kg_ha - 36.5).abs() < 1e-9);
        assert!((nectar.half_months_kg_ha().iter().sum::<f64>() - 36.5).abs() < 1e-9);
        assert!((nectar.half_months_kg_ha()[2] - 1.5).abs() < 1e-9);
        assert!((year.late_summer_kg_ha - 6.1).abs() < 1e-9);
        assert_eq!((nectar.gap_days(5.0), nectar.gap_days(10.1)), (0, 214));
        assert!(year.continuity > 0.999 && year.gap_days == 0.0);
        assert_eq!(DailyNectar::default().gap_days(5.0), 214);
        assert_eq!(DailyNectar::default().of_year(5.0).continuity, 0.0);
        for (half, first) in FIRST_DAYS[..HALF_MONTHS].iter().enumerate() {
            let date = MonthDay::from_day_of_year(*first as u16);
            assert_eq!(half_month(date.month(), date.day()), half);
            assert!([1, 16].contains(&date.day()), "{date:?}");
        }
    }
}
