//! The quantities of Rothermel's spread, one function each.
//!
//! Units are lb, ft, minute and Btu. Functions that need the logarithm of a quantity take the logarithm, so that the
//! day loop computes it once.

use crate::lane::Lane;
use crate::lane::math::exp;

/// Particle density of all fuels, lb/ft3.
pub const PARTICLE_DENSITY: f64 = 32.0;
/// Wind at 10 m over wind at 20 ft.
pub const WIND_10M_OVER_20FT: f64 = 1.15;

/// Moisture damping: the share of reaction intensity that moisture leaves, 1 when dry and 0 from extinction on.
///
/// `1 - 2.59 r + 5.11 r^2 - 3.52 r^3`, `r` = moisture over moisture of extinction, 0 and up. Source: Rothermel (1972),
/// eq. 29.
///
/// ```
/// assert!((zeis::fire::spread::quantities::moisture_damping(0.06 / 0.15) - 0.55632).abs() < 1e-9);
/// ```
#[inline(always)]
pub fn moisture_damping<L: Lane>(moisture_over_extinction: L) -> L {
    let r = moisture_over_extinction;
    let left = L::one() + r * (L::splat(-2.59) + r * (L::splat(5.11) - L::splat(3.52) * r));
    L::select(r.lt(L::one()), left, L::zero())
}

/// Share of reaction intensity that minerals leave: `min(1, 0.174 s^-0.19)`, given `ln s` of the effective mineral
/// content. Source: Rothermel (1972), eq. 30.
#[inline(always)]
pub fn mineral_damping<L: Lane>(ln_effective_minerals: L) -> L {
    (L::splat(0.174) * exp(L::splat(-0.19) * ln_effective_minerals)).min(L::one())
}

/// Reaction velocity, 1/min: `Gmax br^A exp(A (1 - br))`, with `br` = packing over optimum packing.
///
/// Source: Rothermel (1972), eq. 38, exponent of Albini (1976).
#[inline(always)]
pub fn reaction_velocity<L: Lane>(largest: L, exponent: L, relative_packing: L, ln_relative_packing: L) -> L {
    largest * exp(exponent * (ln_relative_packing + L::one() - relative_packing))
}

/// Share of the heat that reaches the fuel ahead, without wind: `exp(slope (packing + 0.1)) / divisor`, where slope
/// and divisor belong to the particle. Source: Rothermel (1972), eq. 42.
#[inline(always)]
pub fn propagating_flux_ratio<L: Lane>(slope: L, packing: L, inverse_divisor: L) -> L {
    exp(slope * (packing + L::splat(0.1))) * inverse_divisor
}

/// Heat to ignite one lb of fuel, Btu/lb: `250 + 1116 M`. Source: Rothermel (1972), eq. 12.
#[inline(always)]
pub fn heat_of_preignition<L: Lane>(moisture: L) -> L {
    L::splat(250.0) + L::splat(1116.0) * moisture
}

/// Argument of the logarithm of the wind adjustment: `(20 + 0.36 d) / (0.13 d)`, given `1/d` with `d` the depth in ft.
///
/// Wind at midflame height is wind at 20 ft times 1.83 over the logarithm. Source: Albini and Baughman (1979),
/// unsheltered, as in Andrews (2018).
#[inline(always)]
pub fn wind_profile_ratio<L: Lane>(inverse_depth: L) -> L {
    inverse_depth * L::splat(20.0 / 0.13) + L::splat(0.36 / 0.13)
}

/// Factor by which wind adds to spread: `C U^B br^-E`, given `ln U` (ft/min at midflame) and `ln br`.
///
/// Source: Rothermel (1972), eq. 47.
#[inline(always)]
pub fn wind_factor<L: Lane>(scale: L, exponent: L, ln_wind: L, packing_exponent: L, ln_relative_packing: L) -> L {
    scale * exp(exponent * ln_wind - packing_exponent * ln_relative_packing)
}

/// Factor by which slope adds to spread: `5.275 beta^-0.3 tan^2`, at most 0.9 of the reaction intensity.
///
/// Given `ln beta` of the packing ratio and the squared tangent of the slope. Source: Rothermel (1972), eq. 51; limit
/// as in firelab/behave.
#[inline(always)]
pub fn slope_factor<L: Lane>(ln_packing: L, tangent_squared: L, reaction_intensity: L) -> L {
    let free = L::splat(5.275) * exp(L::splat(-0.3) * ln_packing) * tangent_squared;
    free.min(L::splat(0.9) * reaction_intensity)
}

/// Share of live herbs that counts as dead: 1 below moisture 0.30, `1.333 - 1.11 M` to 1.20, 0 above.
///
/// The constants are those of the peer program: 0.001 is left at 1.20. Source: Scott and Burgan (2005).
#[inline(always)]
pub fn cured_share<L: Lane>(live_moisture: L) -> L {
    let between = L::splat(1.333) - L::splat(1.11) * live_moisture;
    let share = L::select(live_moisture.gt(L::splat(1.2)), L::zero(), between);
    L::select(live_moisture.lt(L::splat(0.3)), L::one(), share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damping_ends_exactly_at_extinction() {
        assert_eq!(moisture_damping(0.0), 1.0);
        assert_eq!(moisture_damping(1.0), 0.0);
        assert_eq!(moisture_damping(7.0), 0.0);
        assert!((mineral_damping(libm::log(0.01)) - 0.41739693).abs() < 1e-8);
    }

    #[test]
    fn transfer_keeps_the_constants_of_the_peer() {
        assert_eq!(cured_share(0.29), 1.0);
        assert!((cured_share(0.30) - 1.0).abs() < 1e-12);
        assert!((cured_share(0.60) - 0.667).abs() < 1e-12);
        assert!((cured_share(1.20) - 0.001).abs() < 1e-12);
        assert_eq!(cured_share(1.2001), 0.0);
    }

    #[test]
    fn wind_reaches_low_grass_weakly() {
        // GR2: one foot deep, adjustment 0.3621043
        let adjustment = 1.83 / libm::log(wind_profile_ratio(1.0));
        assert!((adjustment - 0.3621043).abs() < 1e-7);
    }
}
