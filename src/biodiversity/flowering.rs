//! Flowering curves: when a species flowers, and what a cut takes of it.
//!
//! The curve is a triangle between the first day of the first month, the day of full flowering and the end of the last
//! month, in days of 30.4 per month, tabulated per day and scaled to sum to 1.

mod block;

use super::species::Species;
use crate::lane::Lane;
pub(super) use block::CurveBlock;

/// Days of the table: day of the year 0 to 366.
const DAYS: usize = 367;
/// Mean length of a month, d.
const DAYS_PER_MONTH: f64 = 30.4;
/// Flowering stems stand above the leaves by this factor, and plants lower than this height send stems as tall as it,
/// m (assumption).
const STEM_PER_LEAF_HEIGHT: f64 = 1.3;
const LOWEST_LEAF_HEIGHT_M: f64 = 0.15;
/// A cut more than this many days before flowering costs no flower.
const BUD_DAYS: f64 = 30.0;
/// First day of a second flush after the cut, d (assumption, 25-50).
const FLUSH_DELAY_DAYS: i32 = 35;
/// A cut in flower leaves at least this share of the potential for a second flush.
const LEAST_REFLOWER_POTENTIAL: f64 = 0.3;
/// Share of the flowers that must have opened for that least potential.
const IN_FLOWER_SHARE: f64 = 0.05;
/// Days by which flowering moves at most in a warm or cold spring: beyond this the rule has no ground.
const LARGEST_SHIFT_DAYS: f64 = 20.0;

/// Days by which flowering moves in a spring warmer than normal: `-4` per degree, rounded to whole days, at most 20.
///
/// - `anomaly_c`: mean temperature of February to May over its normal, degrees C
/// - `days_per_degree`: days earlier per degree (from memory, unconfirmed; 2-6)
///
/// ```
/// assert_eq!(zeis::biodiversity::flowering::spring_shift_days(1.5, 4.0), -6);
/// ```
pub fn spring_shift_days(anomaly_c: f64, days_per_degree: f64) -> i32 {
    (-days_per_degree * anomaly_c).round().clamp(-LARGEST_SHIFT_DAYS, LARGEST_SHIFT_DAYS) as i32
}

/// A change of a piecewise-linear curve on a day: a step, and a change of slope that lasts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bend {
    /// Day of the year.
    pub(super) day: i32,
    /// Step, and change of slope.
    pub(super) change: [f64; 2],
}

/// The flowering of a species over a year, tabulated.
#[derive(Clone, Debug)]
pub struct FloweringCurve {
    /// First day of flowering, day of the year.
    pub first_day: f64,
    /// Height of the flowering stems, m.
    pub stem_height_m: f64,
    /// Days from flower opening to ripe seed.
    pub seed_lag_days: i32,
    /// Size of a second flush over the potential that a cut removed.
    pub reflower: f64,
    /// First day of a second flush after the cut, d.
    pub flush_delay_days: i32,
    last_day: f64,
    /// First days of rising, of falling and of rest after flowering.
    corner_days: [i32; 3],
    /// Change of the flowers that open in a day, a day, while they rise and while they fall, share of the year's.
    slopes: [f64; 2],
    flowered_by: [f64; DAYS],
}

impl FloweringCurve {
    /// The curve of a species; the day of full flowering is kept a day inside the season.
    pub fn of(species: &Species) -> Self {
        let first = DAYS_PER_MONTH * (species.flower_first_month - 1.0) + 1.0;
        let last = DAYS_PER_MONTH * species.flower_last_month;
        let peak = species.flower_peak_day.clamp(first + 1.0, last - 1.0);
        let height = |day: usize| {
            let day = day as f64;
            ((day - first) / (peak - first)).min((last - day) / (last - peak)).max(0.0)
        };
        let total: f64 = (1..DAYS).map(height).sum();
        let mut flowered_by = [0.0; DAYS];
        for day in 1..DAYS {
            flowered_by[day] = (flowered_by[day - 1] + height(day) / total).min(1.0);
        }
        flowered_by[DAYS - 1] = 1.0;
        FloweringCurve {
            first_day: first,
            stem_height_m: STEM_PER_LEAF_HEIGHT * species.height_m.max(LOWEST_LEAF_HEIGHT_M),
            seed_lag_days: i32::from(species.seed_lag_days),
            reflower: species.reflower,
            flush_delay_days: FLUSH_DELAY_DAYS,
            last_day: last,
            corner_days: [first, peak, last].map(|day| day.ceil() as i32),
            slopes: [first, last].map(|end| (1.0 / total) / (peak - end)),
            flowered_by,
        }
    }

    /// The curve with another delay of the second flush, rounded to whole days.
    #[must_use]
    pub fn reflowering_after(mut self, delay_days: f64) -> Self {
        self.flush_delay_days = delay_days.round() as i32;
        self
    }

    /// The bends of `f`: where flowering begins to rise, to fall and to rest.
    pub(super) fn bends(&self) -> [Bend; 3] {
        let (mut value_before, mut slope_before, mut day_before) = (0.0, 0.0, 0);
        self.corner_days.map(|day| {
            let (value, slope) = self.opening_on(day);
            let eve = value_before + slope_before * f64::from(day - 1 - day_before);
            let bend = Bend { day, change: [value - eve - slope, slope - slope_before] };
            (value_before, slope_before, day_before) = (value, slope, day);
            bend
        })
    }

    /// `f(d)`, share of the year's flowers that open on a day, and its slope until the next corner.
    fn opening_on(&self, day: i32) -> (f64, f64) {
        let [rises, falls, rests] = self.corner_days;
        if day < rises || day >= rests {
            return (0.0, 0.0);
        }
        let (from, slope) =
            if day < falls { (self.first_day, self.slopes[0]) } else { (self.last_day, self.slopes[1]) };
        (slope * (f64::from(day) - from), slope)
    }
}

/// What a cut asks of the flowering of a species, or of several in lanes.
pub(super) trait Flowering<L: Lane> {
    /// `rho = clamp(1 - h_c/h_stem, 0, 1)`, share of a stem that a cut at this height (m) removes.
    fn stem_share_removed(&self, cut_height_m: f64) -> L;
    /// `lambda = clamp((d - (t1 - 30))/30, 0, 1)`, how far buds are on a day: 0 more than 30 days before flowering.
    fn bud_stage(&self, day: i32) -> L;
    /// `F(d)`, share of the year's flowers opened by the end of a day; 0 before the year and 1 after it.
    fn flowered_by(&self, day: i32) -> L;
    /// `F(d - lag)`, share of the year's flowers whose seed is ripe by the end of a day.
    fn ripened_by(&self, day: i32) -> L;
    /// Days from flower opening to ripe seed.
    fn seed_lag_days(&self) -> L;
    /// Size of a second flush over the potential that a cut removed.
    fn reflower(&self) -> L;
    /// First day of a second flush after the cut, d.
    fn flush_delay_days(&self) -> i32;

    /// Size of the second flush that a cut calls up: `reflower rho lambda u max(0.3 if in flower, 1 - F(c))`.
    ///
    /// - `lost`: `rho lambda u`, share of the year's flowers that the cut takes away
    #[inline(always)]
    fn second_flush_potential(&self, day: i32, lost: L) -> L {
        let flowered = self.flowered_by(day);
        let in_flower = flowered.gt(L::splat(IN_FLOWER_SHARE));
        let least = L::select(in_flower, L::splat(LEAST_REFLOWER_POTENTIAL), L::zero());
        self.reflower() * lost * (L::one() - flowered).max(least)
    }
}

#[inline(always)]
fn stem_share_removed<L: Lane>(stem_height_m: L, cut_height_m: f64) -> L {
    (L::one() - L::splat(cut_height_m) / stem_height_m).clamp_to(0.0, 1.0)
}

#[inline(always)]
fn bud_stage<L: Lane>(first_day: L, day: i32) -> L {
    ((L::splat(f64::from(day)) - (first_day - L::splat(BUD_DAYS))) / L::splat(BUD_DAYS)).clamp_to(0.0, 1.0)
}

impl Flowering<f64> for FloweringCurve {
    fn stem_share_removed(&self, cut_height_m: f64) -> f64 {
        stem_share_removed(self.stem_height_m, cut_height_m)
    }

    fn bud_stage(&self, day: i32) -> f64 {
        bud_stage(self.first_day, day)
    }

    fn flowered_by(&self, day: i32) -> f64 {
        self.flowered_by[day.clamp(0, DAYS as i32 - 1) as usize]
    }

    fn ripened_by(&self, day: i32) -> f64 {
        self.flowered_by(day - self.seed_lag_days)
    }

    fn seed_lag_days(&self) -> f64 {
        f64::from(self.seed_lag_days)
    }

    fn reflower(&self) -> f64 {
        self.reflower
    }

    fn flush_delay_days(&self) -> i32 {
        self.flush_delay_days
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knapweed_has_flowered_by_tenths_as_worked_by_hand() {
        let curve = Species::named("Centaurea jacea").expect("in the table").flowering();
        assert!((curve.first_day - 153.0).abs() < 1e-9);
        assert!((curve.flowered_by(178) - 0.10).abs() < 0.005);
        assert!((curve.flowered_by(218) - 0.63).abs() < 0.005);
        assert_eq!((curve.flowered_by(-9), curve.flowered_by(152), curve.flowered_by(400)), (0.0, 0.0, 1.0));
        assert!((curve.stem_share_removed(0.06) - 0.904).abs() < 5e-4);
        assert_eq!((curve.stem_share_removed(0.9), curve.bud_stage(123), curve.bud_stage(178)), (0.0, 0.0, 1.0));
    }

    #[test]
    fn every_curve_rises_from_nothing_to_one() {
        for species in Species::all() {
            let curve = species.flowering();
            for day in 0..=366 {
                assert!(curve.flowered_by(day) >= curve.flowered_by(day - 1), "{} {day}", species.name);
                assert!(curve.flowered_by(day) <= 1.0, "{} {day}", species.name);
            }
        }
        assert_eq!((spring_shift_days(0.0, 4.0), spring_shift_days(-9.0, 4.0)), (0, 20));
    }
}
