//! What a climate changes in the generator, month by month.

use super::super::climatology::RainMonth;
use super::occurrence::PROBABILITY_MAX;
use super::rain::mean_amount;

/// Changes of a month in the units of the generator; [`MonthShift::NONE`] changes nothing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MonthShift {
    /// Added to maximum temperature in every state, degrees C.
    pub tmax_c: f64,
    /// Added to the log of the daily range.
    pub ln_range: f64,
    /// Added to the logit of the clearness.
    pub logit_clearness: f64,
    /// Added to the logit of humidity.
    pub logit_humidity: f64,
    /// Factor on the root of wind.
    pub root_wind_factor: f64,
    /// Factor on the long-run share of wet days; their persistence is kept.
    pub wet_factor: f64,
    /// Factor on the persistence (probability after wet less that after dry).
    pub persistence_factor: f64,
    /// Factor on the mean amount of a wet day.
    pub amount_factor: f64,
}

impl MonthShift {
    /// No change.
    pub const NONE: MonthShift = MonthShift {
        tmax_c: 0.0,
        ln_range: 0.0,
        logit_clearness: 0.0,
        logit_humidity: 0.0,
        root_wind_factor: 1.0,
        wet_factor: 1.0,
        persistence_factor: 1.0,
        amount_factor: 1.0,
    };

    /// The change a share of the way to another: 0 is this one, 1 the other.
    #[must_use]
    pub fn towards(&self, other: &MonthShift, share: f64) -> MonthShift {
        let between = |a: f64, b: f64| a + share * (b - a);
        MonthShift {
            tmax_c: between(self.tmax_c, other.tmax_c),
            ln_range: between(self.ln_range, other.ln_range),
            logit_clearness: between(self.logit_clearness, other.logit_clearness),
            logit_humidity: between(self.logit_humidity, other.logit_humidity),
            root_wind_factor: between(self.root_wind_factor, other.root_wind_factor),
            wet_factor: between(self.wet_factor, other.wet_factor),
            persistence_factor: between(self.persistence_factor, other.persistence_factor),
            amount_factor: between(self.amount_factor, other.amount_factor),
        }
    }

    /// Occurrence and amounts of a month under the change: `pi' = pi f`, `r' = r c`, `p01' = pi'(1 - r')`,
    /// `p11' = p01' + r'`, both within 0.02-0.97; both exponentials scaled so that the mean of a wet day is multiplied.
    #[must_use]
    pub fn rain(&self, month: &RainMonth) -> RainMonth {
        if self.wet_factor == 1.0 && self.persistence_factor == 1.0 && self.amount_factor == 1.0 {
            return *month;
        }
        let share = month.wet_after_dry / (1.0 + month.wet_after_dry - month.wet_after_wet) * self.wet_factor;
        let persistence = (month.wet_after_wet - month.wet_after_dry) * self.persistence_factor;
        let after_dry = share * (1.0 - persistence);
        let mean = mean_amount(month);
        let scale = ((self.amount_factor * mean - 0.25) / (mean - 0.25)).max(0.05);
        RainMonth {
            wet_after_dry: after_dry.clamp(0.02, PROBABILITY_MAX),
            wet_after_wet: (after_dry + persistence).clamp(0.02, PROBABILITY_MAX),
            share_first: month.share_first,
            mean_first_mm: month.mean_first_mm * scale,
            mean_second_mm: month.mean_second_mm * scale,
        }
    }
}

/// Changes of the twelve months of a year.
pub type YearShift = [MonthShift; 12];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rain_keeps_its_persistence_and_meets_its_factors() {
        let month = RainMonth {
            wet_after_dry: 0.3,
            wet_after_wet: 0.6,
            share_first: 0.4,
            mean_first_mm: 1.0,
            mean_second_mm: 8.0,
        };
        assert_eq!(MonthShift::NONE.rain(&month), month);
        let shift = MonthShift { wet_factor: 0.9, amount_factor: 1.1, ..MonthShift::NONE };
        let changed = shift.rain(&month);
        let share = |m: &RainMonth| m.wet_after_dry / (1.0 + m.wet_after_dry - m.wet_after_wet);
        assert!((share(&changed) / share(&month) - 0.9).abs() < 1e-12);
        assert!((changed.wet_after_wet - changed.wet_after_dry - 0.3).abs() < 1e-12);
        assert!((mean_amount(&changed) / mean_amount(&month) - 1.1).abs() < 1e-12);
        let half = MonthShift::NONE.towards(&shift, 0.5);
        assert!((half.wet_factor - 0.95).abs() < 1e-12 && (half.amount_factor - 1.05).abs() < 1e-12);
    }
}
