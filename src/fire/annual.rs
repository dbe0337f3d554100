//! Yearly fire measures, from the sums of a year.
//!
//! A stand keeps sums of susceptibility `h`, of all days and of the days with a flame above each limit; a segment
//! multiplies them by its rate. These sums are expectations: no draw is needed.

use super::parameters::FireParameters;
use crate::lane::math::exp;

/// Flame lengths whose exceedance is reported, m: low hazard, hand tools, carriageway, machines.
pub const FLAME_LIMITS_M: [f64; 4] = [0.5, 1.2, 1.5, 2.4];

/// Limits of the hazard days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HazardLimits {
    /// Fire weather index from which a day is one of fire weather.
    pub fire_weather: f64,
    /// Flame length, m, from which a day is hazardous, whatever the chance of a fire.
    pub flame_m: f64,
    /// Susceptibility from which a day is hazardous.
    pub susceptibility: f64,
}

impl HazardLimits {
    /// Limits of a set of parameters.
    pub fn of(p: &FireParameters) -> Self {
        HazardLimits {
            fire_weather: p.fire_weather_fwi,
            flame_m: p.hazard_flame_m,
            susceptibility: p.hazard_susceptibility,
        }
    }
}

/// What makes a day hazardous; the fourth measure is both the flame and the susceptibility.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HazardDay {
    /// Fire weather, the same for every stand of a weather node.
    pub weather: bool,
    /// A long flame.
    pub flame: bool,
    /// A stand that ignites easily.
    pub susceptible: bool,
}

impl HazardDay {
    /// Long flame and easy ignition together.
    pub fn both(self) -> bool {
        self.flame && self.susceptible
    }
}

/// Judges a day by its fire weather index, flame length (m) and susceptibility.
pub fn hazard_day(fwi: f64, flame_m: f64, susceptibility: f64, limits: &HazardLimits) -> HazardDay {
    let flame = flame_m >= limits.flame_m;
    let susceptible = susceptibility >= limits.susceptibility;
    HazardDay { weather: fwi >= limits.fire_weather, flame, susceptible }
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

/// Weight of a fire in the fire index: `(1 + flame / 1.5) (1 + habitat escape)`.
///
/// - `flame_m`: 0 and up; `flame_scale_m`: 1.5; `habitat_weight`, `escape_probability`: 0-1 each
pub fn index_weight(flame_m: f64, flame_scale_m: f64, habitat_weight: f64, escape_probability: f64) -> f64 {
    (1.0 + flame_m / flame_scale_m) * (1.0 + habitat_weight * escape_probability)
}

/// Fire index, 0-100: `100 (1 - exp(-Lambda_w / Lref))`.
///
/// - `weighted_fires_per_km`: sum of daily rates times [`index_weight`], per km and year
/// - `reference_per_km`: 0.2 per km and year, an assumption
///
/// ```
/// assert_eq!(zeis::fire::annual::fire_index(0.0, 0.2), 0.0);
/// ```
pub fn fire_index(weighted_fires_per_km: f64, reference_per_km: f64) -> f64 {
    100.0 * probability_of_a_fire(weighted_fires_per_km / reference_per_km)
}

/// Class of a flame length among [`FLAME_LIMITS_M`]: the number of limits exceeded, 0-4.
pub fn flame_class(flame_m: f64) -> usize {
    FLAME_LIMITS_M.iter().filter(|&&limit| flame_m > limit).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_have_their_limits() {
        assert_eq!(probability_of_a_fire(0.0), 0.0);
        assert!(probability_of_a_fire(50.0) <= 1.0);
        assert_eq!(per_km(0.3, 0.0), 0.0);
        assert_eq!(per_km(0.3, 2.0), 0.15);
        assert_eq!(index_weight(1.5, 1.5, 1.0, 0.5), 3.0);
        assert!((fire_index(0.2, 0.2) - 63.212).abs() < 1e-3);
        assert_eq!((flame_class(0.5), flame_class(1.3), flame_class(9.0)), (0, 2, 4));
    }

    #[test]
    fn a_day_is_hazardous_in_four_ways() {
        let limits = HazardLimits::of(&FireParameters::default());
        let day = hazard_day(21.3, 1.3, 0.1, &limits);
        assert_eq!(day, HazardDay { weather: true, flame: true, susceptible: false });
        assert!(hazard_day(0.0, 1.2, 0.15, &limits).both());
    }
}
