//! What the cuts of a year do to flowers and seeds, species by species: the part of the plant model that no state enters.
//!
//! A response depends on dates, heights and machines of the cuts and on the warmth of spring alone, so stands with equal
//! cuts share it. Flowering is kept as the changes of a piecewise-linear curve, so that the nectar of a stand is an exact sum
//! of 155 such curves for every day of the year.

use super::flowering::{Bend, CurveBlock, Flowering};
use super::nectar::DailyNectar;
use super::plants::{BLOCK, Column, Plants, dot};
use super::seed::ripened_share;
use crate::lane::{F64x8, Lane};
use crate::mowing::CutEvent;

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
    /// Target species that ripen at least a fifth of their seeds: 1.
    pub(super) setting_seed: Column,
    /// Bends of the first flush, three for each species; those outside the year do nothing.
    bends: Vec<Bend>,
    events: Vec<Event>,
}

/// A day on which the flowers of all species change: a cut, or the begin or end of a second flush.
#[derive(Clone, Debug)]
struct Event {
    day: usize,
    /// Steps.
    step: Column,
    /// Changes of slope; empty where there are none.
    slope: Column,
}

impl Response {
    /// The response to some cuts.
    ///
    /// - `cuts`: cuts of one patch in one year, in order of date
    /// - `shift_days`: days by which a warm spring moves flowering (negative: earlier)
    #[inline(always)]
    pub fn of(plants: &Plants, cuts: &[CutEvent], shift_days: i32) -> Self {
        let mut response = Response {
            seed_set: plants.constant(1.0),
            recruitment: plants.constant(1.0),
            spread: plants.constant(1.0),
            flowers: plants.constant(0.0),
            setting_seed: plants.constant(0.0),
            bends: Vec::with_capacity(3 * plants.count),
            events: Vec::new(),
        };
        let (zero, one) = (F64x8::zero(), F64x8::one());
        let mut standing = vec![one; cuts.len() + 1];
        for (block, curves) in plants.curves.iter().enumerate() {
            let seeds = if cuts.is_empty() { one } else { ripened_share(curves, cuts, shift_days) };
            let of_short_lived = ((seeds + plants.seed_bank[block]) * F64x8::splat(1.0 / SEED_ENOUGH_TO_STAY)).min(one);
            let speed = (seeds * F64x8::splat(1.0 / SEED_ENOUGH_TO_SPREAD)).min(one);
            let without = F64x8::splat(SPREAD_WITHOUT_SEED);
            let target = plants.target_share[block];
            response.seed_set[block] = seeds;
            response.recruitment[block] = F64x8::select(plants.short_lived_share[block].gt(zero), of_short_lived, one);
            response.spread[block] = without + (one - without) * speed;
            response.setting_seed[block] = F64x8::select(seeds.ge(F64x8::splat(SETS_SEED)), target, zero);
            let mut events = Events { plants, block, next: 0, list: &mut response.events };
            let first_flush = first_flush(curves, cuts, shift_days, &mut standing, &mut events);
            let second_flush = second_flushes(curves, cuts, shift_days, &standing, &mut events);
            response.flowers[block] = first_flush + second_flush;
            for (at, bends) in plants.bends.iter().skip(block * BLOCK).take(BLOCK).enumerate() {
                for bend in bends {
                    let before = cuts.iter().filter(|cut| i32::from(cut.day_of_year) - shift_days < bend.day).count();
                    response.bends.push(of_year(bend, shift_days, standing[before].get(at)));
                }
            }
        }
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

    /// Nectar of a species on each day of the year, mg sugar/m2/d.
    ///
    /// - `weights`: nectar of each species in a year without a cut, mg sugar/m2
    pub(crate) fn nectar_of(&self, species: usize, weights: &[F64x8]) -> DailyNectar {
        let (block, at) = (species / BLOCK, species % BLOCK);
        let mut changes = [[0.0; 2]; DAY_SLOTS];
        for bend in &self.bends[3 * species..3 * species + 3] {
            let [step, slope] = &mut changes[bend.day as usize];
            *step += bend.change[0];
            *slope += bend.change[1];
        }
        for event in &self.events {
            let [step, slope] = &mut changes[event.day];
            *step += event.step[block].get(at);
            *slope += event.slope.get(block).map_or(0.0, |change| change.get(at));
        }
        let weight = weights[block].get(at);
        let mut nectar = DailyNectar::default();
        let (mut value, mut slope) = (0.0, 0.0);
        for (nectar, [step, change]) in nectar.0.iter_mut().zip(changes) {
            slope += change;
            value += slope + step;
            *nectar = weight * f64::max(value, 0.0);
        }
        nectar
    }

    /// Sum of the flowering curves with a weight for each species, for each day of the year (index 1 to 366).
    #[inline(always)]
    pub(super) fn daily(&self, weights: &[F64x8]) -> [f64; DAY_SLOTS] {
        let mut changes = [[0.0; 2]; DAY_SLOTS];
        for (bends, &weight) in self.bends.chunks_exact(3).zip(weights.iter().flat_map(|block| &block.0)) {
            for bend in bends {
                let [step, slope] = &mut changes[bend.day as usize];
                *step += weight * bend.change[0];
                *slope += weight * bend.change[1];
            }
        }
        for event in &self.events {
            let [step, slope] = &mut changes[event.day];
            *step += dot(weights, &event.step);
            *slope += dot(weights, &event.slope);
        }
        let (mut value, mut slope) = (0.0, 0.0);
        let mut flowers = [0.0; DAY_SLOTS];
        for (flowers, [step, change]) in flowers.iter_mut().zip(changes) {
            slope += change;
            value += slope + step;
            // rounding may leave a trace of a curve that has ended
            *flowers = f64::max(value, 0.0);
        }
        flowers
    }
}

/// Fills in the events of one block after another: which days there are hangs on the cuts alone.
struct Events<'a> {
    plants: &'a Plants,
    block: usize,
    next: usize,
    list: &'a mut Vec<Event>,
}

impl Events<'_> {
    #[inline(always)]
    fn step(&mut self, day: i32, step: F64x8) {
        self.add(day, step).slope.clear();
    }

    #[inline(always)]
    fn step_and_slope(&mut self, day: i32, step: F64x8, slope: F64x8) {
        let block = self.block;
        self.add(day, step).slope[block] = slope;
    }

    #[inline(always)]
    fn add(&mut self, day: i32, step: F64x8) -> &mut Event {
        if self.next == self.list.len() {
            let (step, slope) = (self.plants.constant(0.0), self.plants.constant(0.0));
            self.list.push(Event { day: day as usize, step, slope });
        }
        let event = &mut self.list[self.next];
        event.step[self.block] = step;
        self.next += 1;
        event
    }
}

/// First flush of a block: what stands of it after none, one and more cuts, and its change at each cut; gives its sum over the
/// year.
#[inline(always)]
fn first_flush(
    curves: &CurveBlock,
    cuts: &[CutEvent],
    shift_days: i32,
    standing: &mut [F64x8],
    events: &mut Events<'_>,
) -> F64x8 {
    let (mut sum, mut flowered_before) = (F64x8::zero(), F64x8::zero());
    for (number, cut) in cuts.iter().enumerate() {
        let day = i32::from(cut.day_of_year) - shift_days;
        let flowered = curves.flowered_by(day - 1);
        let before = standing[number];
        sum = sum + before * (flowered - flowered_before);
        flowered_before = flowered;
        let hit = curves.stem_share_removed(cut.height_m) * curves.bud_stage(day);
        let after = before * (F64x8::one() - hit);
        let [flower, slope] = curves.opening_on(day);
        let lost = after - before;
        events.step_and_slope(i32::from(cut.day_of_year), lost * (flower - slope), lost * slope);
        standing[number + 1] = after;
    }
    sum + standing[cuts.len()] * (F64x8::one() - flowered_before)
}

/// Second flushes of a block; gives their sum over the year.
#[inline(always)]
fn second_flushes(
    curves: &CurveBlock,
    cuts: &[CutEvent],
    shift_days: i32,
    standing: &[F64x8],
    events: &mut Events<'_>,
) -> F64x8 {
    let (zero, one) = (F64x8::zero(), F64x8::one());
    let mut sum = zero;
    for (number, cut) in cuts.iter().enumerate() {
        let first = i32::from(cut.day_of_year) + curves.flush_delay_days();
        if first >= FLUSH_STARTS_BEFORE {
            continue;
        }
        let day = i32::from(cut.day_of_year) - shift_days;
        let hit = curves.stem_share_removed(cut.height_m) * curves.bud_stage(day);
        let size = curves.second_flush_potential(day, hit * standing[number]);
        let last = (first + FLUSH_DAYS - 1).min(FLUSH_LAST_DAY);
        let mut rate = size * F64x8::splat(1.0 / f64::from(FLUSH_DAYS));
        let (mut since, mut started) = (first, false);
        for later in &cuts[number + 1..] {
            let at = i32::from(later.day_of_year);
            if at > last {
                break;
            }
            let left = one - curves.stem_share_removed(later.height_m);
            if at > first {
                if !started {
                    events.step(first, rate);
                    started = true;
                }
                events.step(at, rate * left - rate);
                sum = sum + rate * F64x8::splat(f64::from(at - since));
                since = at;
            }
            rate = rate * left;
        }
        if !started {
            events.step(first, rate);
        }
        events.step(last + 1, zero - rate);
        sum = sum + rate * F64x8::splat(f64::from(last + 1 - since));
    }
    sum
}

/// A bend in the days of the year, times the share that stands; what happens before the year counts from its first day on, what
/// happens after it does nothing.
fn of_year(bend: &Bend, shift_days: i32, standing: f64) -> Bend {
    let [step, slope] = bend.change.map(|change| standing * change);
    match bend.day + shift_days {
        day if day >= DAY_SLOTS as i32 => Bend { day: 0, change: [0.0; 2] },
        day if day < 1 => Bend { day: 1, change: [step + slope * f64::from(1 - day), slope] },
        day => Bend { day, change: [step, slope] },
    }
}

#[cfg(test)]
mod tests;
