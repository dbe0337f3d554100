//! The form of the day loop: standing dead and residue in one dead class, standing green and fresh cuttings in the
//! live one, all of one particle size, on level ground.
//!
//! With one size the weights by surface area become weights by load, and all that depends on the size or on the
//! weather alone is computed beforehand in [`SpreadConstants`], [`DeadFactors`] and [`WindFactors`].

use super::particle::{BedCoefficients, effective_heating, live_heating};
use super::quantities as q;
use crate::fire::fuel_bed::FuelBed;
use crate::fire::intensity::fireline_intensity;
use crate::lane::Lane;
use crate::lane::math::ln;
use crate::units::{FT_MIN_PER_KM_H, KJ_KG_PER_BTU_LB, KJ_PER_BTU, METRE_PER_FOOT, POUND_FT2_PER_KG_M2};

/// What depends on parameters alone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SpreadConstants {
    /// Coefficients of the particle size.
    bed: BedCoefficients,
    /// One over the optimum packing ratio.
    inverse_optimum_packing: f64,
    /// Moisture of extinction of dead fuel.
    extinction: f64,
    /// Reaction intensity per reaction velocity and kg/m2 of undamped load, Btu/ft2.
    heat_per_load: f64,
    /// `2.9` times the ratio of the heated shares of dead and live particles.
    live_extinction_scale: f64,
    /// Share of a particle heated to ignition.
    heated_share: f64,
    /// Heat per area over reaction intensity, kJ/m2 per Btu/ft2/min.
    heat_per_area: f64,
}

impl SpreadConstants {
    /// Constants of a bed: size 1/m, moisture of extinction, heat kJ/kg, total and effective mineral content.
    pub fn of(
        sigma_per_m: f64,
        extinction: f64,
        heat_kj_kg: f64,
        minerals_total: f64,
        minerals_effective: f64,
    ) -> SpreadConstants {
        let sigma = sigma_per_m * METRE_PER_FOOT;
        let bed = BedCoefficients::of(sigma);
        SpreadConstants {
            bed,
            inverse_optimum_packing: 1.0 / bed.optimum_packing,
            extinction,
            heat_per_load: heat_kj_kg / KJ_KG_PER_BTU_LB
                * q::mineral_damping(ln(minerals_effective))
                * (1.0 - minerals_total)
                * POUND_FT2_PER_KG_M2,
            live_extinction_scale: 2.9 * effective_heating(sigma) / live_heating(sigma),
            heated_share: effective_heating(sigma),
            heat_per_area: bed.residence_min * KJ_PER_BTU / (METRE_PER_FOOT * METRE_PER_FOOT),
        }
    }

    /// Factors of a dead moisture (0 and up).
    pub fn dead_factors(&self, dead_moisture: f64) -> DeadFactors {
        let dryness = 1.0 - dead_moisture / self.extinction;
        DeadFactors {
            moisture: dead_moisture,
            damping: if dryness > 0.0 { q::moisture_damping(dead_moisture / self.extinction) } else { 0.0 },
            live_extinction: self.live_extinction_scale * dryness,
        }
    }

    /// Factors of a wind at 10 m, km/h.
    pub fn wind_factors(&self, wind_km_h: f64) -> WindFactors {
        if wind_km_h <= 0.0 {
            return WindFactors { scale: 0.0, ln_open_wind: 0.0 };
        }
        let open_wind = wind_km_h * FT_MIN_PER_KM_H / q::WIND_10M_OVER_20FT * 1.83;
        WindFactors { scale: self.bed.wind_scale, ln_open_wind: ln(open_wind) }
    }
}

/// What a dead moisture does, the same in every column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DeadFactors {
    /// Dead fine moisture, fraction of dry mass.
    pub moisture: f64,
    /// Share of reaction intensity that dead moisture leaves.
    pub damping: f64,
    /// Moisture of extinction of live fuel per ratio of dead to live load, before its constant.
    live_extinction: f64,
}

/// What a wind does, the same in every column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WindFactors {
    /// Scale of the wind factor; zero in calm air.
    scale: f64,
    /// Logarithm of 1.83 times the wind at 20 ft, ft/min.
    ln_open_wind: f64,
}

/// Spread and heat of a verge bed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VergeFire<L: Lane> {
    /// Rate of spread of the head, m/min.
    pub spread_m_min: L,
    /// Heat per area, kJ/m2.
    pub heat_per_area_kj_m2: L,
    /// Fireline intensity, kW/m.
    pub intensity_kw_m: L,
}

/// Share of reaction intensity that live moisture leaves.
///
/// `water_kg_m2` is the water in live fuel. Moisture over extinction is taken times the live load above and below,
/// which saves two divisions: `sum(w M) / max(Mx w_live, s w_dead - 0.226 w_live)`.
#[inline(always)]
fn live_damping<L: Lane>(dead_load: L, live_load: L, water_kg_m2: L, dead: &DeadFactors, extinction: f64) -> L {
    let least = L::splat(extinction) * live_load;
    let shaded = L::splat(dead.live_extinction) * dead_load - L::splat(0.226) * live_load;
    q::moisture_damping(water_kg_m2 / least.max(shaded).max(L::splat(1e-12)))
}

/// Spread, heat per area and intensity of a verge bed on level ground.
///
/// Equal to [`fire_behaviour`](super::fire_behaviour) of the same bed without transfer, to rounding.
///
/// - `bed`: loads, depth and packing; `live_moisture`, `fresh_moisture`: fractions of dry mass
/// - `dead`, `wind`: factors of the day
///
/// A bed below the least load gives zeros, as does one that no part of can burn.
#[inline(always)]
pub fn verge_fire<L: Lane>(
    bed: &FuelBed<L>,
    live_moisture: L,
    fresh_moisture: L,
    dead: &DeadFactors,
    wind: &WindFactors,
    constants: &SpreadConstants,
) -> VergeFire<L> {
    let loads = &bed.loads;
    let coefficients = &constants.bed;
    let dead_load = loads.dead + loads.residue;
    let live_load = loads.green + loads.fresh;
    let live_water = loads.green * live_moisture + loads.fresh * fresh_moisture;
    let relative_packing = bed.packing * L::splat(constants.inverse_optimum_packing);
    let ln_relative_packing = ln(relative_packing);

    let burning = dead_load * L::splat(dead.damping)
        + live_load * live_damping(dead_load, live_load, live_water, dead, constants.extinction);
    let velocity = q::reaction_velocity(
        L::splat(coefficients.largest_velocity),
        L::splat(coefficients.velocity_exponent),
        relative_packing,
        ln_relative_packing,
    );
    let reaction_intensity = velocity * L::splat(constants.heat_per_load) * burning;
    let flux = q::propagating_flux_ratio(
        L::splat(coefficients.flux_slope),
        bed.packing,
        L::splat(coefficients.flux_inverse_divisor),
    );
    // heat of preignition, 250 + 1116 M, is linear in moisture: that of the sum is the sum over the loads
    let sink = loads.total + (dead_load * L::splat(dead.moisture) + live_water) * L::splat(1116.0 / 250.0);
    let depth_over_share =
        bed.depth_m * L::splat(1.0 / (METRE_PER_FOOT * POUND_FT2_PER_KG_M2 * constants.heated_share * 250.0));

    let profile = ln(q::wind_profile_ratio(bed.inverse_depth_per_m * L::splat(METRE_PER_FOOT)));
    let by_wind = q::wind_factor(
        L::splat(wind.scale),
        L::splat(coefficients.wind_exponent),
        L::splat(wind.ln_open_wind) - ln(profile),
        L::splat(coefficients.wind_packing_exponent),
        ln_relative_packing,
    );
    let spread = reaction_intensity * flux * depth_over_share / sink.max(L::splat(1e-9)) * (L::one() + by_wind);
    let spread_m_min = L::select(bed.carries_fire, spread * L::splat(METRE_PER_FOOT), L::zero());
    let heat = L::select(bed.carries_fire, reaction_intensity * L::splat(constants.heat_per_area), L::zero());
    VergeFire { spread_m_min, heat_per_area_kj_m2: heat, intensity_kw_m: fireline_intensity(heat, spread_m_min) }
}

#[cfg(test)]
mod tests {
    use super::super::general::{Surroundings, fire_behaviour};
    use super::super::models::fuel_of_metric;
    use super::*;
    use crate::fire::fuel_bed::{Loads, fuel_bed_of_depth};

    #[test]
    fn both_forms_agree_where_they_meet() {
        let constants = SpreadConstants::of(6000.0, 0.24, 18608.0, 0.0555, 0.010);
        for dead_moisture in [0.03, 0.08, 0.15, 0.22, 0.24, 0.3] {
            for live_moisture in [1.21, 1.5, 2.0] {
                for wind_km_h in [0.0, 7.0, 40.0] {
                    let bed = fuel_bed_of_depth(Loads::of(0.2, 0.1, 0.05, 0.0), 0.4, 0.0);
                    let fuel = fuel_of_metric(0.4, 0.24, [0.15, 0.0, 0.2], [6000.0, 6000.0], 18608.0);
                    let weather = Surroundings { dead_moisture, live_moisture, wind_km_h, ..Default::default() };
                    let table = fire_behaviour(&fuel, &weather);
                    let dead = constants.dead_factors(dead_moisture);
                    let wind = constants.wind_factors(wind_km_h);
                    let verge = verge_fire(&bed, live_moisture, 0.0, &dead, &wind, &constants);
                    assert!((verge.spread_m_min - table.spread_m_min).abs() <= 1e-12 * table.spread_m_min);
                    assert!((verge.intensity_kw_m - table.intensity_kw_m).abs() <= 1e-12 * table.intensity_kw_m);
                }
            }
        }
    }
}
