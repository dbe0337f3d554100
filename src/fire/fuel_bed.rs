//! Fuel bed from the state of a stand.
//!
//! | part | burns as | stands in the depth as |
//! |---|---|---|
//! | standing green | live | standing |
//! | standing dead | dead | standing |
//! | residue: litter and dried cuttings | dead | lying |
//! | fresh cuttings | live, with their own moisture | lying |
//!
//! Dead and live are split already, so nothing is transferred between them. A 10-h class is not part of the beds of
//! the day loop. The bed inputs are assumptions; sources stand beside each value in
//! [`parameters`](super::parameters).

use super::parameters::FireParameters;
use crate::lane::Lane;
use crate::units::{KG_PER_POUND, METRE_PER_FOOT};

/// Density of fuel particles, kg/m3: 32 lb/ft3.
pub const PARTICLE_DENSITY_KG_M3: f64 = 32.0 * KG_PER_POUND / (METRE_PER_FOOT * METRE_PER_FOOT * METRE_PER_FOOT);

/// Fuel of a stand, kg/m2.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Loads<L: Lane> {
    /// Standing green mass.
    pub green: L,
    /// Standing dead mass.
    pub dead: L,
    /// Litter and dried cuttings on the ground.
    pub residue: L,
    /// Fresh cuttings on the ground.
    pub fresh: L,
    /// All of them.
    pub total: L,
}

impl<L: Lane> Loads<L> {
    /// Loads with their sum.
    #[inline(always)]
    pub fn of(green: L, dead: L, residue: L, fresh: L) -> Self {
        Loads { green, dead, residue, fresh, total: (green + dead) + (residue + fresh) }
    }
}

/// Loads with the depth they fill.
#[derive(Clone, Copy, Debug)]
pub struct FuelBed<L: Lane> {
    /// Loads by class.
    pub loads: Loads<L>,
    /// Depth, m.
    pub depth_m: L,
    /// One over the depth, 1/m.
    pub inverse_depth_per_m: L,
    /// Share of the bed filled with fuel.
    pub packing: L,
    /// Whether there is enough fuel for a fire.
    pub carries_fire: L::Mask,
}

/// Curing: dead share of the standing mass, 0-1; zero where nothing stands.
///
/// ```
/// assert_eq!(zeis::fire::fuel_bed::curing(0.2, 0.3), 0.6);
/// ```
#[inline(always)]
pub fn curing<L: Lane>(green_load: L, dead_load: L) -> L {
    dead_load / (green_load + dead_load).max(L::splat(1e-12))
}

/// Bulk density of ground residue, kg/m3: `min(30, 8 + 0.5 age)`, from loose cuttings to thatch.
///
/// `age_day`: days since the newest residue dried, 0 and up.
#[inline(always)]
pub fn residue_density<L: Lane>(age_day: L, p: &FireParameters) -> L {
    (L::splat(p.residue_density_kg_m3) + L::splat(p.residue_settling_kg_m3_day) * age_day)
        .min(L::splat(p.thatch_density_kg_m3))
}

/// Depth of a bed, m: the mean of standing and lying depth by load, deep enough for the densest packing allowed.
///
/// Standing fuel is `max(0.02, 0.7 h)` deep, lying fuel its load over its density.
///
/// - `height_m`: sward height, 0-4; `residue_age_day`: 0 and up
#[inline(always)]
pub fn bed_depth<L: Lane>(loads: &Loads<L>, height_m: L, residue_age_day: L, p: &FireParameters) -> L {
    let standing_depth = (L::splat(p.depth_share_of_height) * height_m).max(L::splat(p.least_standing_depth_m));
    let lying = loads.residue + loads.fresh;
    // lying depth is load over density; above and below are taken times the density, which saves a division
    let density = residue_density(residue_age_day, p);
    let weighed = (loads.green + loads.dead) * standing_depth * density + lying * lying;
    let mean = weighed / (density * loads.total.max(L::splat(1e-12)));
    let densest = loads.total * L::splat(1.0 / (p.densest_packing * PARTICLE_DENSITY_KG_M3));
    mean.max(L::splat(p.least_depth_m)).max(densest)
}

/// The bed of loads that fill a known depth; below the least load (kg/m2) it carries no fire.
#[inline(always)]
pub fn fuel_bed_of_depth<L: Lane>(loads: Loads<L>, depth_m: L, least_load_kg_m2: f64) -> FuelBed<L> {
    let inverse_depth_per_m = L::one() / depth_m;
    FuelBed {
        loads,
        depth_m,
        inverse_depth_per_m,
        packing: loads.total * inverse_depth_per_m * L::splat(1.0 / PARTICLE_DENSITY_KG_M3),
        carries_fire: loads.total.ge(L::splat(least_load_kg_m2)) & loads.total.gt(L::zero()),
    }
}

/// The bed of a stand: loads in kg/m2, sward height in m, age of its residue in days.
#[inline(always)]
pub fn fuel_bed<L: Lane>(loads: Loads<L>, height_m: L, residue_age_day: L, p: &FireParameters) -> FuelBed<L> {
    fuel_bed_of_depth(loads, bed_depth(&loads, height_m, residue_age_day, p), p.least_load_kg_m2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depths_of_the_reference_beds() {
        let p = FireParameters::default();
        let cases = [
            (0.20, 0.30, 0.05, 0.80, 60.0, 0.50924, 0.002107),
            (0.10, 0.03, 0.04, 0.12, 30.0, 0.06464, 0.005130),
            (0.08, 0.03, 0.40, 0.10, 20.0, 0.03253, 0.030588),
            (0.03, 0.22, 0.05, 0.25, 150.0, 0.14611, 0.004006),
        ];
        for (green, dead, residue, height, age, depth, packing) in cases {
            let bed = fuel_bed(Loads::of(green, dead, residue, 0.0), height, age, &p);
            assert!((bed.depth_m - depth).abs() < 6e-6 && (bed.packing - packing).abs() < 6e-7);
        }
    }

    #[test]
    fn an_empty_or_packed_bed_has_its_limits() {
        let p = FireParameters::default();
        let empty = fuel_bed(Loads::of(0.0, 0.0, 0.0, 0.0), 0.0, 0.0, &p);
        assert!(!empty.carries_fire && empty.depth_m == 0.01 && empty.packing == 0.0);
        let packed = fuel_bed(Loads::of(0.0, 3.0, 0.0, 0.0), 0.01, 0.0, &p);
        assert!((packed.packing - 0.12).abs() < 1e-12);
        assert_eq!(curing(0.0, 0.0), 0.0);
    }
}
