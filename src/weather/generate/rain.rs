//! Rain amounts of wet days.

use super::super::climatology::RainMonth;
use crate::lane::math::{exp, ln};

/// Least rain of a wet day, mm (the dry-day limit of KNMI's climate scenarios).
pub const WET_DAY_MM: f64 = 0.3;

/// Rain of a wet day, mm, in steps of 0.1: `0.25 + x` with x of the mixed exponential distribution of the month, at
/// least 0.3. `choice` (0-1) picks the component, `size` (0-1) its quantile.
///
/// ```
/// use zeis::weather::{climatology, generate::rain_amount};
/// let june = &climatology::parameters(260).expect("De Bilt").rain[5];
/// assert_eq!(rain_amount(june, 0.9, 0.5), 5.6);
/// ```
pub fn rain_amount(month: &RainMonth, choice: f64, size: f64) -> f64 {
    let mean = if choice < month.share_first { month.mean_first_mm } else { month.mean_second_mm };
    let amount = 0.25 - mean * ln(1.0 - size);
    ((amount * 10.0).round() / 10.0).max(WET_DAY_MM)
}

/// Amounts of a month by their probability: `alpha e^(-x/b1) + (1 - alpha) e^(-x/b2) = 1 - v` solved for the excess x over
/// 0.25 mm at equal steps of `-ln(1 - v)`, straight lines between them (within 0.05 mm), the slope of the larger component
/// beyond.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Amounts {
    excess_mm: [f64; STEPS + 1],
    last_slope: f64,
}

/// Steps of the table and their length.
const STEPS: usize = 64;
const STEP: f64 = 0.125;

impl Amounts {
    pub(super) fn new(month: &RainMonth) -> Self {
        let mut excess_mm = [0.0; STEPS + 1];
        let slope_at_zero = month.share_first / month.mean_first_mm + (1.0 - month.share_first) / month.mean_second_mm;
        let mut x = 0.0;
        let mut slope = 1.0 / slope_at_zero;
        for (step, excess) in excess_mm.iter_mut().enumerate().skip(1) {
            x += STEP * slope;
            // Two steps of Newton from the tangent at the step before.
            for _ in 0..2 {
                (x, slope) = closer(month, STEP * step as f64, x);
            }
            *excess = x;
        }
        Amounts { excess_mm, last_slope: month.mean_first_mm.max(month.mean_second_mm) }
    }

    /// Rain of a wet day, mm, in steps of 0.1, at the probability `v` (0-1); at least 0.3.
    #[inline]
    pub(super) fn quantile(&self, v: f64) -> f64 {
        let place = -ln((1.0 - v).max(1e-16)) * (1.0 / STEP);
        let step = (place as usize).min(STEPS);
        let slope = if step < STEPS { self.excess_mm[step + 1] - self.excess_mm[step] } else { STEP * self.last_slope };
        let excess = self.excess_mm[step] + (place - step as f64) * slope;
        ((excess + 0.25) * 10.0).round().max(10.0 * WET_DAY_MM) / 10.0
    }
}

/// A step of Newton's method towards the excess whose survival is `e^-target`, and the slope of the excess there. The
/// logarithm of the survival is convex, so the steps climb to the root from below.
fn closer(month: &RainMonth, target: f64, x: f64) -> (f64, f64) {
    let (share, first, second) = (month.share_first, month.mean_first_mm, month.mean_second_mm);
    let (a, b) = (share * exp(-x / first), (1.0 - share) * exp(-x / second));
    let slope = (a + b) / (a / first + b / second);
    (x + (ln(a + b) + target) * slope, slope)
}

/// Mean rain of a wet day, mm, apart from the rounding to tenths.
pub fn mean_amount(month: &RainMonth) -> f64 {
    0.25 + month.share_first * month.mean_first_mm + (1.0 - month.share_first) * month.mean_second_mm
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_invert_the_mixture_and_rise() {
        use crate::weather::climatology::{parameters, stations};
        for month in stations().iter().flat_map(|station| &parameters(station.number).expect("parameters").rain) {
            let amounts = Amounts::new(month);
            let mut before = 0.0;
            for i in 0..2000 {
                let v = (f64::from(i) + 0.5) / 2000.0;
                let mm = amounts.quantile(v);
                let beyond = |mm: f64| {
                    let x = (mm - 0.25).max(0.0);
                    month.share_first * exp(-x / month.mean_first_mm)
                        + (1.0 - month.share_first) * exp(-x / month.mean_second_mm)
                };
                assert!(beyond(mm + 0.1) <= 1.0 - v && (mm <= WET_DAY_MM || beyond(mm - 0.1) >= 1.0 - v), "{v} {mm}");
                assert!(mm >= before);
                before = mm;
            }
            assert!(amounts.quantile(1.0 - 1e-16).is_finite());
        }
    }

    #[test]
    fn amounts_are_tenths_and_their_mean_is_that_of_the_mixture() {
        let month = RainMonth {
            wet_after_dry: 0.3,
            wet_after_wet: 0.6,
            share_first: 0.4,
            mean_first_mm: 1.0,
            mean_second_mm: 8.0,
        };
        let mut sum = 0.0;
        for i in 0..300 {
            for j in 0..300 {
                let amount = rain_amount(&month, (f64::from(i) + 0.5) / 300.0, (f64::from(j) + 0.5) / 300.0);
                assert!(amount >= WET_DAY_MM && ((amount * 10.0) - (amount * 10.0).round()).abs() < 1e-9);
                sum += amount;
            }
        }
        assert!((sum / 90_000.0 - (0.25 + 0.4 + 4.8)).abs() < 0.05);
        assert_eq!(rain_amount(&month, 0.1, 1e-12), WET_DAY_MM);
    }
}
