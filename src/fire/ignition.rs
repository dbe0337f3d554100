//! Susceptibility of a stand and ignition rate of a segment.
//!
//! Susceptibility `h` is the chance that a source ignites dead fuel, times the chance that the bed carries the start
//! on. Load, depth, curing, live moisture, residue and wind act once, through the flame. The rate of a segment
//! multiplies it by traffic and length, with a constant that makes the fires of the country those that were counted.
//! Rankings between regimes do not depend on the rate; absolute counts do, and are known within a factor of four.

use super::parameters::FireParameters;
use crate::lane::Lane;
use crate::lane::math::{exp, powf};

/// Excess of fuel temperature over air in full sun, in degrees F, and what full shade takes of it.
const SUN_EXCESS_F: f64 = 25.0;
const SHADE_LOSS_F: f64 = 20.0;

/// Temperature of dead fuel, degrees C: `T + (25 - 20 shade) / 1.8`, shade 0 (open) to 1.
pub fn fuel_temperature(temp_c: f64, shade: f64) -> f64 {
    temp_c + (SUN_EXCESS_F - SHADE_LOSS_F * shade) / 1.8
}

/// Probability that a firebrand-like source ignites dead fine fuel, 0-1.
///
/// Heat of ignition `Q = 144.51 - 0.266 T - 0.00058 T^2 - T M + 18.54 (1 - exp(-15.1 M)) + 640 M`, at most 400;
/// `P = 0.000048 (0.1 (400 - Q))^4.3 / 50`.
///
/// - `fuel_temp_c`: temperature of the fuel, see [`fuel_temperature`]; `dead_moisture`: fraction, 0 and up
///
/// Source: Schroeder (1969), as in BEHAVE (Andrews 1986). A relative measure, scaled by the calibrated rate.
///
/// ```
/// use zeis::fire::ignition::{fuel_temperature, ignition_probability};
/// assert!((ignition_probability(fuel_temperature(25.0, 0.0), 0.06) - 0.563989).abs() < 1e-6);
/// ```
pub fn ignition_probability(fuel_temp_c: f64, dead_moisture: f64) -> f64 {
    let t = fuel_temp_c;
    let m = dead_moisture;
    let heat = 144.51 - 0.266 * t - 0.00058 * t * t - t * m + 18.54 * (1.0 - exp(-15.1 * m)) + 640.0 * m;
    let margin = 0.1 * (400.0 - heat);
    if margin <= 0.0 { 0.0 } else { (0.000048 * powf(margin, 4.3) / 50.0).clamp(0.0, 1.0) }
}

/// Chance that a bed carries a start on, 0-1: `1 - exp(-flame / L0)`.
///
/// - `flame_m`: flame length, 0 and up; `inverse_scale_per_m`: one over the flame scale `L0` (0.5 m)
///
/// ```
/// assert!((zeis::fire::ignition::carrying_chance(0.5, 2.0) - 0.632121).abs() < 1e-6);
/// ```
#[inline(always)]
pub fn carrying_chance<L: Lane>(flame_m: L, inverse_scale_per_m: f64) -> L {
    L::one() - exp(flame_m * L::splat(-inverse_scale_per_m))
}

/// Carrying chance under the pessimistic reading of machine mowing: at least `floor` for some days after a cut.
///
/// A laboratory study found that mowing by machine raised flammability (Fire 2026, 9(2):75). Off with a floor of 0;
/// a bed without flame stays at zero.
#[inline(always)]
pub fn carrying_chance_after_cut<L: Lane>(chance: L, since_cut_day: L, p: &FireParameters) -> L {
    if p.fresh_cut_floor <= 0.0 {
        return chance;
    }
    at_least_after_cut(chance, since_cut_day, p.fresh_cut_floor, p)
}

/// Carrying chance, at least `floor` for some days after a cut where there is any flame.
#[inline(always)]
pub fn at_least_after_cut<L: Lane>(chance: L, since_cut_day: L, floor: f64, p: &FireParameters) -> L {
    let recent = since_cut_day.lt(L::splat(p.fresh_cut_days)) & chance.gt(L::zero());
    L::select(recent, chance.max(L::splat(floor)), chance)
}

/// Expected fires of a segment and day: `k AADT^g length s h`, times the share of the road that the segment stands for.
///
/// - `rate_constant`: `k`, fires per km-day per (vehicle/day)^g; `traffic_exponent`: `g`, 0-1
/// - `vehicles_per_day`: both directions, 0 and up; `length_km`; `day_factor`: 1 on a plain day
/// - `share`: segment-sides of one hectometre divide the rate equally (two verges: 0.5); `susceptibility`: 0-1
///
/// No traffic, no fires.
///
/// ```
/// let motorway_year = 10.0;  // sum of susceptibility
/// let fires = zeis::fire::ignition::daily_rate(2.1e-4, 0.3, 60_000.0, 1.0, 1.0, 1.0, motorway_year);
/// assert!((fires - 0.057).abs() < 5e-4);
/// ```
pub fn daily_rate(
    rate_constant: f64,
    traffic_exponent: f64,
    vehicles_per_day: f64,
    length_km: f64,
    day_factor: f64,
    share: f64,
    susceptibility: f64,
) -> f64 {
    rate_constant * traffic_weight(vehicles_per_day, traffic_exponent) * length_km * day_factor * share * susceptibility
}

/// Weight of a road in the rate: `AADT^g`; zero without traffic.
pub fn traffic_weight(vehicles_per_day: f64, traffic_exponent: f64) -> f64 {
    if vehicles_per_day <= 0.0 { 0.0 } else { powf(vehicles_per_day, traffic_exponent) }
}

/// Rate constant for a traffic exponent: `k(g) = N / (S sum(length AADT^g))`.
///
/// - `fires_per_year`, `susceptibility_per_year`: means over the same years and roads (3075 and 11.85)
/// - `network_weight`: sum over the network of km times [`traffic_weight`]
///
/// `None` where the network has no weight or the year no susceptibility.
///
/// ```
/// use zeis::fire::ignition::{rate_constant, traffic_weight};
/// let country = 3000.0 * traffic_weight(64_000.0, 0.5) + 136_000.0 * traffic_weight(1330.0, 0.5);
/// assert!((rate_constant(3075.0, 11.85, country).unwrap_or(0.0) - 4.5e-5).abs() < 1e-6);
/// ```
pub fn rate_constant(fires_per_year: f64, susceptibility_per_year: f64, network_weight: f64) -> Option<f64> {
    let exposure = susceptibility_per_year * network_weight;
    (exposure > 0.0).then(|| fires_per_year / exposure)
}

/// Expected fires started by mowing machines: `5e-5` per mown km, times the ignition probability of the day.
pub fn mowing_rate(mown_km: f64, ignition_probability: f64, p: &FireParameters) -> f64 {
    p.mowing_fires_per_km * mown_km * ignition_probability
}

/// Weights of zones between the carriageway edge and the outer edge, summing to 1.
///
/// Ignition falls off with distance as `exp(-x / 5 m)`, so the zone from `a` to `b` weighs
/// `(exp(-a/5) - exp(-b/5)) / (1 - exp(-W/5))`. `edges_m`: outer edge of each zone, rising from above 0; `decay_m`: above 0.
///
/// ```
/// let weights = zeis::fire::ignition::zone_weights(&[2.0, 6.0, 10.0], 5.0);
/// assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-12 && weights[0] > 0.38);
/// ```
pub fn zone_weights(edges_m: &[f64], decay_m: f64) -> Vec<f64> {
    let left = |x: f64| exp(-x / decay_m);
    let width = edges_m.last().copied().unwrap_or(0.0);
    let whole = 1.0 - left(width);
    let mut inner = 0.0;
    let mut weights = Vec::with_capacity(edges_m.len());
    for &outer in edges_m {
        weights.push((left(inner) - left(outer)) / whole);
        inner = outer;
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moister_fuel_never_ignites_more_easily() {
        for temp_c in [-10.0, 5.0, 20.0, 35.0, 60.0] {
            let mut before = f64::INFINITY;
            for i in 0..250 {
                let chance = ignition_probability(temp_c, 0.01 * f64::from(i));
                assert!(chance <= before && (0.0..=1.0).contains(&chance));
                before = chance;
            }
        }
        assert_eq!(ignition_probability(20.0, 2.5), 0.0);
    }

    #[test]
    fn the_chance_carried_on_rises_with_the_flame() {
        assert_eq!(carrying_chance(0.0, 2.0), 0.0);
        assert!((carrying_chance(0.2, 2.0) - 0.329680).abs() < 1e-6);
        assert!((carrying_chance(1.2, 2.0) - 0.909282).abs() < 1e-6);
    }

    #[test]
    fn the_pessimistic_switch_lasts_its_days() {
        let off = FireParameters::default();
        let on = FireParameters { fresh_cut_floor: 0.63, ..off.clone() };
        assert_eq!(carrying_chance_after_cut(0.2, 3.0, &off), 0.2);
        assert_eq!(carrying_chance_after_cut(0.2, 29.0, &on), 0.63);
        assert_eq!(carrying_chance_after_cut(0.2, 30.0, &on), 0.2);
        assert_eq!(carrying_chance_after_cut(0.0, 3.0, &on), 0.0);
    }

    #[test]
    fn roads_without_traffic_have_no_fires() {
        assert_eq!(daily_rate(2.1e-4, 0.3, 0.0, 1.0, 1.0, 1.0, 0.5), 0.0);
        assert_eq!(rate_constant(3075.0, 11.85, 0.0), None);
        let p = FireParameters::default();
        assert!((mowing_rate(10.0, 0.5, &p) - 2.5e-4).abs() < 1e-15);
    }
}
