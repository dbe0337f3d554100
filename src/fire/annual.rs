//! Yearly fire measures, from the sums of a year.
//!
//! A stand keeps sums of susceptibility `h`, of all days and of the days with a flame above each limit; a segment
//! multiplies them by its rate. These sums are expectations: no draw is needed.

use super::parameters::FireParameters;
use super::rate_doubt::{FORMS, Reading};
use crate::lane::math::exp;

/// Flame lengths whose exceedance is reported, m: low hazard, hand tools, carriageway, machines.
pub const FLAME_LIMITS_M: [f64; 4] = [0.5, 1.2, 1.5, 2.4];

/// What the yearly sums of a stand measure a fire by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HazardLimits {
    /// Flame length, m, from which a day is hazardous, whatever the chance of a fire.
    pub flame_m: f64,
    /// Susceptibility from which a day is hazardous, in each form of [`Reading::ALL`]: the one that starts as many fires.
    pub susceptibility: [f64; FORMS],
    /// The least of these.
    pub least_susceptibility: f64,
    /// Flame length, m, that doubles the weight of a fire in the fire index.
    pub flame_scale_m: f64,
}

impl HazardLimits {
    /// Limits of a set of parameters.
    pub fn of(p: &FireParameters) -> Self {
        let susceptibility = Reading::ALL.map(|form| p.hazard_susceptibility / form.scale(p));
        HazardLimits {
            flame_m: p.hazard_flame_m,
            susceptibility,
            least_susceptibility: susceptibility.into_iter().fold(f64::INFINITY, f64::min),
            flame_scale_m: p.index_flame_scale_m,
        }
    }
}

/// Expected fires per km: expected fires over length. Zero for no length.
pub fn per_km(expected_fires: f64, length_km: f64) -> f64 {
    if length_km > 0.0 { expected_fires / length_km } else { 0.0 }
}

/// Probability of at least one fire: `1 - exp(-Lambda)`, `Lambda` the expected number, 0 and up.
///
/// With the expected number of fires whose flame exceeds a limit it is the annual exceedance of that limit.
///
/// ```
/// assert!((zeis::fire::annual::probability_of_a_fire(0.1) - 0.0951626).abs() < 1e-7);
/// ```
pub fn probability_of_a_fire(expected_fires: f64) -> f64 {
    1.0 - exp(-expected_fires.max(0.0))
}

/// Fire index, 0-100: `100 (1 - exp(-Lambda_w / Lref))`.
///
/// - `weighted_fires_per_km`: sum of daily rates times `1 + flame / 1.5 m`, per km and year
/// - `reference_per_km`: 0.2 per km and year, an assumption
///
/// ```
/// assert_eq!(zeis::fire::annual::fire_index(0.0, 0.2), 0.0);
/// ```
pub fn fire_index(weighted_fires_per_km: f64, reference_per_km: f64) -> f64 {
    100.0 * probability_of_a_fire(weighted_fires_per_km / reference_per_km)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_stands_for_the_same_fires_in_every_form() {
        let p = FireParameters::default();
        let limits = HazardLimits::of(&p).susceptibility;
        assert_eq!(limits[0], p.hazard_susceptibility);
        // A short scale finds every day more susceptible and counts fewer fires for it.
        assert!(limits[1] > limits[0] && limits[2] < limits[0], "{limits:?}");
        for (form, limit) in Reading::ALL.into_iter().zip(limits) {
            assert!((limit * form.scale(&p) - p.hazard_susceptibility).abs() < 1e-15);
        }
    }

    #[test]
    fn measures_have_their_limits() {
        assert_eq!(probability_of_a_fire(0.0), 0.0);
        assert!(probability_of_a_fire(50.0) <= 1.0);
        assert_eq!(per_km(0.3, 0.0), 0.0);
        assert_eq!(per_km(0.3, 2.0), 0.15);
        assert!((fire_index(0.2, 0.2) - 63.212).abs() < 1e-3);
    }
}
