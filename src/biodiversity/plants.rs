//! The species as columns: what the yearly formulas read of each, eight species at a time.

use super::flowering::{Bend, CurveBlock, FloweringCurve};
use super::parameters::PlantParameters;
use super::season::LightPlace;
use super::species::{Flag, FunctionalGroup, Species};
use crate::lane::math::{exp, ln};
use crate::lane::{F64x8, Lane};
use std::sync::{Arc, OnceLock};

/// Species per block.
pub(super) const BLOCK: usize = F64x8::WIDTH;
/// A number per species, in blocks; the last block is filled up with species that are available nowhere.
pub(super) type Column = Vec<F64x8>;

/// Light at which suitability for a species of light value 4 halves; each step of the scale doubles it.
const HALF_LIGHT_OF_FOUR: f64 = 0.02;
/// Height up to which the whole litter layer lies on a plant, m.
const LITTER_HEIGHT_M: f64 = 0.30;
/// Height of a plant of middling cover, m.
const COVER_HEIGHT_M: f64 = 0.30;
/// Nectar that a closed stand reaches at most, g sugar/m2/yr.
const LARGEST_NECTAR_G_M2: f64 = 100.0;
/// Plants above this longevity need no seed to stay.
const SHORT_LIVED_UP_TO: f64 = 2.0;

/// The species of an evaluation, as columns, with the parameters they are read with.
#[derive(Clone, Debug)]
pub struct Plants {
    /// Parameters of plants and flowers.
    pub parameters: PlantParameters,
    /// Number of species.
    pub count: usize,
    /// The species themselves.
    pub species: Arc<[Species]>,
    pub(super) curves: Vec<CurveBlock>,
    pub(super) bends: Vec<[Bend; 3]>,
    pub(super) light_place: Vec<LightPlace>,
    /// 1 for plants that need seed to stay, and what their seed bank adds to the seed of the year.
    pub(super) short_lived_share: Column,
    pub(super) seed_bank: Column,
    pub(super) availability: Column,
    pub(super) target_share: Column,
    pub(super) grasslike_share: Column,
    pub(super) nutrients: Column,
    pub(super) moisture: Column,
    pub(super) reaction: Column,
    pub(super) half_light_squared: Column,
    pub(super) litter_exponent: Column,
    pub(super) mowing_optimum: Column,
    pub(super) ln_relative_height: Column,
    /// Nectar at full cover, mg sugar/m2/yr.
    pub(super) nectar_mg: Column,
}

impl Plants {
    /// Columns of a list of species; a species whose traits were drawn anew is one of its own.
    pub fn new(species: &[Species], parameters: PlantParameters) -> Self {
        let column = |of: &dyn Fn(&Species) -> f64, filling: f64| -> Column {
            let blocks = species.len().div_ceil(BLOCK);
            let value = |at: usize| species.get(at).map_or(filling, of);
            (0..blocks)
                .map(|block| {
                    let mut row = F64x8::zero();
                    (0..BLOCK).for_each(|at| row.set(at, value(block * BLOCK + at)));
                    row
                })
                .collect()
        };
        let flag = |on: bool| f64::from(u8::from(on));
        let grass = |s: &Species| s.group == FunctionalGroup::Grass;
        let half_light = |s: &Species| HALF_LIGHT_OF_FOUR * exp(std::f64::consts::LN_2 * (s.light - 4.0));
        let delay_days = parameters.second_flush_delay_days;
        let curves: Vec<FloweringCurve> =
            species.iter().map(|s| FloweringCurve::of(s).reflowering_after(delay_days)).collect();
        Plants {
            count: species.len(),
            species: species.into(),
            curves: curves.chunks(BLOCK).map(CurveBlock::of).collect(),
            bends: curves.iter().map(FloweringCurve::bends).collect(),
            light_place: species.iter().map(|s| LightPlace::of(s.height_m)).collect(),
            short_lived_share: column(&|s| flag(s.longevity <= SHORT_LIVED_UP_TO), 0.0),
            seed_bank: column(&|s| 0.5 * (s.seed_bank - 1.0) / 3.0, 0.0),
            availability: column(&|s| s.availability, 0.0),
            target_share: column(&|s| flag(s.flag == Flag::Target), 0.0),
            grasslike_share: column(&|s| flag(grass(s) || s.group == FunctionalGroup::Graminoid), 0.0),
            nutrients: column(&|s| s.nutrients, 5.0),
            moisture: column(&|s| s.moisture, 5.0),
            reaction: column(&|s| s.reaction, 5.0),
            half_light_squared: column(&|s| half_light(s) * half_light(s), 1.0),
            litter_exponent: column(&|s| (LITTER_HEIGHT_M / s.height_m).min(1.0), 1.0),
            mowing_optimum: column(&|s| s.mowing_optimum, 8.0),
            ln_relative_height: column(&|s| ln(s.height_m / COVER_HEIGHT_M), 0.0),
            nectar_mg: column(&|s| 1000.0 * s.nectar_g_m2.min(LARGEST_NECTAR_G_M2), 0.0),
            parameters,
        }
    }

    /// The shipped species with the shipped parameters.
    pub fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<Plants> = OnceLock::new();
        SHIPPED.get_or_init(|| Plants::new(Species::all(), PlantParameters::default()))
    }

    /// Number of blocks.
    pub(super) fn blocks(&self) -> usize {
        self.availability.len()
    }

    /// A column with the same value for every species.
    pub(super) fn constant(&self, value: f64) -> Column {
        vec![F64x8::splat(value); self.blocks()]
    }
}

/// Sum over the species of a product of two columns.
#[inline(always)]
pub(super) fn dot(a: &[F64x8], b: &[F64x8]) -> f64 {
    let mut sum = F64x8::zero();
    for (a, b) in a.iter().zip(b) {
        sum = sum + *a * *b;
    }
    total(sum)
}

/// Sum of a block, pair by pair.
#[inline(always)]
pub(super) fn total(block: F64x8) -> f64 {
    let [a, b, c, d, e, f, g, h] = block.0;
    ((a + b) + (c + d)) + ((e + f) + (g + h))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_hold_the_table_and_nothing_more() {
        let plants = Plants::shipped();
        assert_eq!((plants.count, plants.blocks()), (155, 20));
        let ones = plants.constant(1.0);
        let expected: f64 = Species::all().iter().map(|s| s.availability).sum();
        assert!((dot(&plants.availability, &ones) - expected).abs() < 1e-9);
        assert_eq!(dot(&plants.target_share, &ones), 63.0);
        assert_eq!((plants.curves.len(), plants.bends.len()), (20, 155));
        assert_eq!(plants.availability[19].get(3), 0.0);
    }
}
