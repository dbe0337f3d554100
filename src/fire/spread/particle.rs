//! What depends on the surface-area-to-volume ratio of the fuel alone.

use crate::lane::math::{exp, ln, powf};

/// Coefficients of the bed for one characteristic surface-area-to-volume ratio, in ft and minutes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BedCoefficients {
    /// Packing ratio at which the bed reacts fastest.
    pub optimum_packing: f64,
    /// Largest reaction velocity, 1/min.
    pub largest_velocity: f64,
    /// Exponent `A` of the reaction velocity.
    pub velocity_exponent: f64,
    /// Slope of the propagating flux ratio on packing.
    pub flux_slope: f64,
    /// One over the divisor of the propagating flux ratio.
    pub flux_inverse_divisor: f64,
    /// Scale `C` of the wind factor.
    pub wind_scale: f64,
    /// Exponent `B` of the wind factor.
    pub wind_exponent: f64,
    /// Exponent `E` of relative packing in the wind factor.
    pub wind_packing_exponent: f64,
    /// Time that the front stays at a place, min.
    pub residence_min: f64,
}

impl BedCoefficients {
    /// Coefficients for `sigma` in 1/ft, above 0.
    ///
    /// Sources: Rothermel (1972), eq. 36-50; exponent `A` of Albini (1976); residence time of Anderson (1969).
    pub fn of(sigma: f64) -> Self {
        let ln_sigma = ln(sigma);
        let to_1_5 = powf(sigma, 1.5);
        BedCoefficients {
            optimum_packing: 3.348 * exp(-0.8189 * ln_sigma),
            largest_velocity: to_1_5 / (495.0 + 0.0594 * to_1_5),
            velocity_exponent: 133.0 * exp(-0.7913 * ln_sigma),
            flux_slope: 0.792 + 0.681 * sigma.sqrt(),
            flux_inverse_divisor: 1.0 / (192.0 + 0.2595 * sigma),
            wind_scale: 7.47 * exp(-0.133 * exp(0.55 * ln_sigma)),
            wind_exponent: 0.02526 * exp(0.54 * ln_sigma),
            wind_packing_exponent: 0.715 * exp(-3.59e-4 * sigma),
            residence_min: 384.0 / sigma,
        }
    }
}

/// Share of a dead particle that is heated to ignition: `exp(-138/s)`, `s` in 1/ft. Source: Rothermel (1972), eq. 14.
pub fn effective_heating(sigma: f64) -> f64 {
    exp(-138.0 / sigma)
}

/// The like for a live particle in the moisture of extinction: `exp(-500/s)`. Source: Albini (1976).
pub fn live_heating(sigma: f64) -> f64 {
    exp(-500.0 / sigma)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coefficients_of_gr2_are_those_worked_out() {
        let bed = BedCoefficients::of(1820.0);
        assert!((bed.wind_exponent - 1.45503).abs() < 1e-4);
        assert!((bed.wind_scale - 0.001935461).abs() < 1e-6);
        assert!((bed.wind_packing_exponent - 0.3720032).abs() < 1e-5);
    }
}
