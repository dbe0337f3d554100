//! How long a fire burns before the fire brigade is there.
//!
//! The time from ignition to arrival is the time until somebody reports it, log-normal (an assumption), and the time that
//! the brigade needs, 7.9 min in the mean of the Netherlands in 2018 (CBS).

use super::parameters::FireParameters;
use crate::lane::math::{exp, ln};
use crate::random::{normal_probability, normal_quantile};

/// Chance that a fire burns longer than this before the brigade arrives: `1 - Phi(ln((t - t_brigade) / median) / s)`.
///
/// - `minutes`: time since ignition, min; 1 up to the time of the brigade
///
/// ```
/// use zeis::fire::{FireParameters, response::burns_longer_than};
/// let p = FireParameters::default();
/// assert_eq!(burns_longer_than(7.0, &p), 1.0);
/// assert!((burns_longer_than(12.9, &p) - 0.5).abs() < 1e-12 && burns_longer_than(60.0, &p) < 1e-3);
/// ```
pub fn burns_longer_than(minutes: f64, p: &FireParameters) -> f64 {
    let detection = minutes - p.brigade_min;
    if detection <= 0.0 {
        return 1.0;
    }
    1.0 - normal_probability(ln(detection / p.detection_median_min) / p.detection_sd_log)
}

/// Time from ignition to the arrival of the brigade that a share of the fires stays below, min.
///
/// - `share`: above 0 and below 1
pub fn response_quantile(share: f64, p: &FireParameters) -> f64 {
    p.brigade_min + p.detection_median_min * exp(p.detection_sd_log * normal_quantile(share))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_and_chances_are_each_other_turned_round() {
        let p = FireParameters::default();
        for step in 1..100 {
            let share = 0.01 * f64::from(step);
            assert!((burns_longer_than(response_quantile(share, &p), &p) - (1.0 - share)).abs() < 1e-8);
        }
    }
}
