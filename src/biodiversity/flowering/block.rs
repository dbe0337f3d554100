//! The flowering of eight species side by side.

use super::{DAYS, Flowering, FloweringCurve, bud_stage, stem_share_removed};
use crate::biodiversity::plants::BLOCK;
use crate::lane::{F64x8, Lane};

/// The curves of a block of species, as lanes.
#[derive(Clone, Debug)]
pub(in crate::biodiversity) struct CurveBlock {
    stem_height_m: F64x8,
    first_day: F64x8,
    last_day: F64x8,
    corner_days: [F64x8; 3],
    slopes: [F64x8; 2],
    seed_lag_days: F64x8,
    reflower: F64x8,
    flush_delay_days: i32,
    /// `F(d)` of every day.
    flowered_by: Vec<F64x8>,
    /// `F(d - lag)` of every day, as long as the longest lag asks.
    ripened_by: Vec<F64x8>,
}

impl CurveBlock {
    /// The block of at most eight curves with one delay of the second flush; it is filled up with plants that never flower.
    pub fn of(curves: &[FloweringCurve]) -> Self {
        let lanes = |of: &dyn Fn(&FloweringCurve) -> f64, filling: f64| {
            let mut row = F64x8::splat(filling);
            curves.iter().take(BLOCK).enumerate().for_each(|(at, curve)| row.set(at, of(curve)));
            row
        };
        let longest_lag = curves.iter().map(|curve| curve.seed_lag_days).max().unwrap_or(0).max(0);
        let never = 10.0 * DAYS as f64;
        CurveBlock {
            stem_height_m: lanes(&|curve| curve.stem_height_m, 1.0),
            first_day: lanes(&|curve| curve.first_day, never),
            last_day: lanes(&|curve| curve.last_day, never),
            corner_days: [0, 1, 2].map(|corner| lanes(&|curve| f64::from(curve.corner_days[corner]), never)),
            slopes: [0, 1].map(|side| lanes(&|curve| curve.slopes[side], 0.0)),
            seed_lag_days: lanes(&|curve| f64::from(curve.seed_lag_days), 0.0),
            reflower: lanes(&|curve| curve.reflower, 0.0),
            flush_delay_days: curves.first().map_or(0, |curve| curve.flush_delay_days),
            flowered_by: (0..DAYS as i32).map(|day| lanes(&|curve| curve.flowered_by(day), 0.0)).collect(),
            ripened_by: (0..DAYS as i32 + longest_lag)
                .map(|day| lanes(&|curve| curve.flowered_by(day - curve.seed_lag_days), 0.0))
                .collect(),
        }
    }

    /// `f(d)`, share of the year's flowers that open on a day, and its slope until the next corner.
    #[inline(always)]
    pub fn opening_on(&self, day: i32) -> [F64x8; 2] {
        let day = F64x8::splat(f64::from(day));
        let [rises, falls, rests] = self.corner_days;
        let flowers = day.ge(rises) & day.lt(rests);
        let rising = day.lt(falls);
        let slope = F64x8::select(rising, self.slopes[0], self.slopes[1]);
        let from = F64x8::select(rising, self.first_day, self.last_day);
        let zero = F64x8::zero();
        [F64x8::select(flowers, slope * (day - from), zero), F64x8::select(flowers, slope, zero)]
    }
}

/// The row of a day, the first or last of a table for days beyond it.
fn row(table: &[F64x8], day: i32) -> F64x8 {
    table[day.clamp(0, table.len() as i32 - 1) as usize]
}

impl Flowering<F64x8> for CurveBlock {
    #[inline(always)]
    fn stem_share_removed(&self, cut_height_m: f64) -> F64x8 {
        stem_share_removed(self.stem_height_m, cut_height_m)
    }

    #[inline(always)]
    fn bud_stage(&self, day: i32) -> F64x8 {
        bud_stage(self.first_day, day)
    }

    #[inline(always)]
    fn flowered_by(&self, day: i32) -> F64x8 {
        row(&self.flowered_by, day)
    }

    #[inline(always)]
    fn ripened_by(&self, day: i32) -> F64x8 {
        row(&self.ripened_by, day)
    }

    #[inline(always)]
    fn seed_lag_days(&self) -> F64x8 {
        self.seed_lag_days
    }

    #[inline(always)]
    fn reflower(&self) -> F64x8 {
        self.reflower
    }

    #[inline(always)]
    fn flush_delay_days(&self) -> i32 {
        self.flush_delay_days
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::biodiversity::species::Species;

    #[test]
    fn lanes_read_what_single_curves_read() {
        let curves: Vec<FloweringCurve> = Species::all()[..11].iter().map(Species::flowering).collect();
        for (first, chunk) in curves.chunks(BLOCK).enumerate().map(|(block, chunk)| (block * BLOCK, chunk)) {
            let block = CurveBlock::of(chunk);
            for day in -30..460 {
                for (at, curve) in chunk.iter().enumerate() {
                    let species = first + at;
                    assert_eq!(block.flowered_by(day).get(at), curve.flowered_by(day), "{species} {day}");
                    assert_eq!(block.ripened_by(day).get(at), curve.ripened_by(day), "{species} {day}");
                    assert_eq!(block.bud_stage(day).get(at), curve.bud_stage(day), "{species} {day}");
                    let (flowers, slope) = curve.opening_on(day);
                    assert_eq!(block.opening_on(day).map(|lanes| lanes.get(at)), [flowers, slope], "{species} {day}");
                    let lost = F64x8::splat(0.7);
                    let potential = curve.second_flush_potential(day, 0.7);
                    assert_eq!(block.second_flush_potential(day, lost).get(at), potential, "{species} {day}");
                }
                for at in chunk.len()..BLOCK {
                    assert_eq!((block.flowered_by(day).get(at), block.bud_stage(day).get(at)), (0.0, 0.0));
                    assert_eq!(block.opening_on(day)[0].get(at), 0.0);
                }
            }
            for height_m in [0.06, 0.3, 0.9] {
                for (at, curve) in chunk.iter().enumerate() {
                    assert_eq!(block.stem_share_removed(height_m).get(at), curve.stem_share_removed(height_m));
                }
            }
        }
    }
}
