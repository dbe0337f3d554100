//! What the cuts of a year do to flowers and seeds, species by species: the part of the plant model that no state enters.
//!
//! A response depends on dates, heights and machines of the cuts and on the warmth of spring alone, so stands with equal
//! cuts share it. Flowering is kept as the changes of a piecewise-linear curve, so that the nectar of a stand is an exact sum
//! of 155 such curves for every day of the year.

mod kept;

use super::flowering::FloweringCurve;
use super::plants::{BLOCK, Column, Plants};
use super::seed::ripened_share;
use crate::lane::{F64x8, Lane};
use crate::mowing::CutEvent;
pub use kept::Responses;

/// Days of the longest year, and one for counting from 1.
pub const DAY_SLOTS: usize = 367;
/// Length of a second flush, d.
const FLUSH_DAYS: i32 = 35;
/// Last day of a second flush: 31 October.
const FLUSH_LAST_DAY: i32 = 304;
/// A second flush starts before this day or not at all.
const FLUSH_STARTS_BEFORE: i32 = 300;
/// Seed set at which short-lived plants lack no seed, and at which colonisation is as fast as it gets.
const SEED_ENOUGH_TO_STAY: f64 = 0.5;
const SEED_ENOUGH_TO_SPREAD: f64 = 0.3;
/// Speed of colonisation without seed of the year, of the full speed.
const SPREAD_WITHOUT_SEED: f64 = 0.2;
/// Seed set from which a species counts as setting seed.
const SETS_SEED: f64 = 0.2;

/// A change of a flowering curve on a day: a step, and a change of slope that lasts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bend {
    pub(super) day: u16,
    /// Step, and change of slope.
    pub(super) change: [f64; 2],
}

/// Flowers and seeds of every species under the cuts of a year.
#[derive(Clone, Debug)]
pub struct Response {
    /// Seed set `SS`, 0-1.
    pub(super) seed_set: Column,
    /// Factor `r` of the equilibrium: what the lack of seed leaves of short-lived species.
    pub(super) recruitment: Column,
    /// Speed of colonisation by the seed of the year, 0.2-1.
    pub(super) spread: Column,
    /// Flowers of the year over those of an uncut year.
    pub(super) flowers: Column,
    bends: Vec<Bend>,
    bends_end: Vec<u32>,
    /// Target species that ripen at least a fifth of their seeds.
    pub(super) setting_seed: Vec<bool>,
}

impl Response {
    /// The response to some cuts.
    ///
    /// - `cuts`: cuts of one patch in one year, in order of date
    /// - `shift_days`: days by which a warm spring moves flowering (negative: earlier)
    pub fn of(plants: &Plants, cuts: &[CutEvent], shift_days: i32) -> Self {
        let mut response = Response {
            seed_set: plants.constant(1.0),
            recruitment: plants.constant(1.0),
            spread: plants.constant(1.0),
            flowers: plants.constant(0.0),
            bends: Vec::with_capacity(plants.count * (3 + 5 * cuts.len())),
            bends_end: Vec::with_capacity(plants.count),
            setting_seed: Vec::with_capacity(plants.count),
        };
        for (index, curve) in plants.curves.iter().enumerate() {
            let (block, at) = (index / BLOCK, index % BLOCK);
            let seeds = if cuts.is_empty() { 1.0 } else { ripened_share(curve, cuts, shift_days) };
            response.seed_set[block].set(at, seeds);
            if let Some(bank) = plants.short_lived[index] {
                response.recruitment[block].set(at, ((seeds + bank) / SEED_ENOUGH_TO_STAY).min(1.0));
            }
            let speed = (seeds / SEED_ENOUGH_TO_SPREAD).min(1.0);
            response.spread[block].set(at, SPREAD_WITHOUT_SEED + (1.0 - SPREAD_WITHOUT_SEED) * speed);
            response.setting_seed.push(plants.target[index] && seeds >= SETS_SEED);
            let first_flush = bend_first_flush(curve, cuts, shift_days, &mut response.bends);
            let second_flush = bend_second_flushes(curve, cuts, shift_days, &mut response.bends);
            response.flowers[block].set(at, first_flush + second_flush);
            response.bends_end.push(response.bends.len() as u32);
        }
        response.bends.shrink_to_fit();
        response
    }

    /// Seed set of a species, 0-1.
    pub fn seed_set_of(&self, species: usize) -> f64 {
        self.seed_set[species / BLOCK].get(species % BLOCK)
    }

    /// Flowers of a species over those of an uncut year.
    pub fn flowers_of(&self, species: usize) -> f64 {
        self.flowers[species / BLOCK].get(species % BLOCK)
    }

    /// Sum of the flowering curves with a weight for each species, for each day of the year (index 1 to 366).
    #[inline(always)]
    pub(super) fn daily(&self, weights: &[F64x8]) -> [f64; DAY_SLOTS] {
        let mut changes = [[0.0; 2]; DAY_SLOTS];
        let mut start = 0;
        for (&end, &weight) in self.bends_end.iter().zip(weights.iter().flat_map(|block| &block.0)) {
            let end = end as usize;
            if weight != 0.0 {
                for bend in &self.bends[start..end] {
                    let [step, slope] = &mut changes[usize::from(bend.day)];
                    *step += weight * bend.change[0];
                    *slope += weight * bend.change[1];
                }
            }
            start = end;
        }
        let (mut value, mut slope) = (0.0, 0.0);
        changes.map(|[step, change]| {
            slope += change;
            value += slope + step;
            // rounding may leave a trace of a curve that has ended
            f64::max(value, 0.0)
        })
    }
}

/// Bends of `u(d) f(d)`; gives its sum over the year.
fn bend_first_flush(curve: &FloweringCurve, cuts: &[CutEvent], shift_days: i32, bends: &mut Vec<Bend>) -> f64 {
    let days = curve.corner_days();
    let mut places = [i32::MAX; 3 + MOST_CUTS];
    places[..3].copy_from_slice(&days);
    let cuts = &cuts[..cuts.len().min(MOST_CUTS)];
    for (place, cut) in places[3..].iter_mut().zip(cuts) {
        *place = i32::from(cut.day_of_year) - shift_days;
    }
    let places = &mut places[..3 + cuts.len()];
    places.sort_unstable();
    let (mut standing, mut next_cut, mut sum) = (1.0, 0, 0.0);
    let (mut value_before, mut slope_before, mut day_before) = (0.0, 0.0, 0);
    let mut flowered_before = 0.0;
    for (index, &day) in places.iter().enumerate() {
        if index > 0 && day == day_before {
            continue;
        }
        let flowered = curve.flowered_by(day - 1);
        sum += standing * (flowered - flowered_before);
        flowered_before = flowered;
        while next_cut < cuts.len() && i32::from(cuts[next_cut].day_of_year) - shift_days <= day {
            let at = i32::from(cuts[next_cut].day_of_year) - shift_days;
            standing *= 1.0 - curve.stem_share_removed(cuts[next_cut].height_m) * curve.bud_stage(at);
            next_cut += 1;
        }
        let (flower, slope) = curve.opening_on(day);
        let (value, slope) = (standing * flower, standing * slope);
        let eve = value_before + slope_before * f64::from(day - 1 - day_before);
        if (value, slope) != (value_before, slope_before) {
            push(bends, day + shift_days, value - eve - slope, slope - slope_before);
        }
        (value_before, slope_before, day_before) = (value, slope, day);
    }
    sum + standing * (1.0 - flowered_before)
}

/// Cuts of a patch in a year that the model tells apart.
const MOST_CUTS: usize = 12;

/// Bends of the second flushes; gives their sum over the year.
fn bend_second_flushes(curve: &FloweringCurve, cuts: &[CutEvent], shift_days: i32, bends: &mut Vec<Bend>) -> f64 {
    let (mut standing, mut sum) = (1.0, 0.0);
    for (number, cut) in cuts.iter().enumerate() {
        let real_day = i32::from(cut.day_of_year);
        let day = real_day - shift_days;
        let hit = curve.stem_share_removed(cut.height_m) * curve.bud_stage(day);
        let size = curve.second_flush_potential(day, hit * standing);
        standing *= 1.0 - hit;
        let first = real_day + curve.flush_delay_days;
        if size <= 0.0 || first >= FLUSH_STARTS_BEFORE {
            continue;
        }
        let last = (first + FLUSH_DAYS - 1).min(FLUSH_LAST_DAY);
        let mut rate = size / f64::from(FLUSH_DAYS);
        let mut since = first;
        let mut started = false;
        for later in &cuts[number + 1..] {
            let at = i32::from(later.day_of_year);
            if at > last {
                break;
            }
            let left = 1.0 - curve.stem_share_removed(later.height_m);
            if at > first {
                if !started {
                    push(bends, first, rate, 0.0);
                    started = true;
                }
                push(bends, at, rate * left - rate, 0.0);
                sum += rate * f64::from(at - since);
                since = at;
            }
            rate *= left;
        }
        if !started {
            push(bends, first, rate, 0.0);
        }
        push(bends, last + 1, -rate, 0.0);
        sum += rate * f64::from(last + 1 - since);
    }
    sum
}

/// Adds a bend; what happens before the year counts from its first day on, what happens after it is left out.
fn push(bends: &mut Vec<Bend>, day: i32, step: f64, slope: f64) {
    if day >= DAY_SLOTS as i32 {
        return;
    }
    let (day, step) = if day < 1 { (1, step + slope * f64::from(1 - day)) } else { (day, step) };
    bends.push(Bend { day: day as u16, change: [step, slope] });
}

#[cfg(test)]
mod tests;
