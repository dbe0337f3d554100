//! The running sums of a year, for all columns of a batch at once.

use super::outcome::{
    HALF_MONTHS, HalfMonth, ReadingSums, SPREAD_CLASSES, SPREAD_LIMITS_M_MIN, SpreadCell, StandYear, WIND_SECTORS,
};
use super::{Day, Observer};
use crate::calendar::half_month;
use crate::fire::annual::{FLAME_LIMITS_M, HazardLimits};
use crate::fire::rate_doubt::FORMS;
use crate::fire::readings::Readings;
use crate::lane::Lane;

/// Days after a cut in which a short sward counts as intensively mown (biodiversity.md 2).
const SHORT_AFTER_CUT_DAYS: f64 = 42.0;
/// A sward below this height counts as short, m.
const SHORT_HEIGHT_M: f64 = 0.15;
/// Sums of the three quantities of a spread cell.
#[derive(Clone, Copy, Debug)]
struct Cell<L> {
    susceptibility: L,
    flame: L,
    consumed: L,
}

/// Sums of the quantities of a half-month, and its days.
#[derive(Clone, Copy, Debug)]
struct Half<L> {
    days: f64,
    leaf_area: L,
    height: L,
    live: L,
    dead: L,
    susceptibility: L,
}

impl<L: Lane> Half<L> {
    #[inline(always)]
    fn none() -> Self {
        let zero = L::zero();
        Half { days: 0.0, leaf_area: zero, height: zero, live: zero, dead: zero, susceptibility: zero }
    }
}

/// The observer of a production run: yearly sums of a batch.
#[derive(Clone, Debug)]
pub struct YearSums<L: Lane> {
    height_limits_m: [f64; 3],
    hazard: HazardLimits,
    growth: L,
    standing_peak: L,
    production: L,
    production_base: L,
    production_peak: L,
    dead_fuel_peak: L,
    curing_peak: L,
    dead_spring: L,
    susceptibility: L,
    susceptibility_spring: L,
    susceptibility_summer: L,
    susceptibility_above: [L; 4],
    susceptibility_weighted: L,
    readings: Readings<L>,
    flame_days: L,
    /// By the forms of [`Reading::ALL`](crate::fire::rate_doubt::Reading::ALL).
    susceptible_days: [L; FORMS],
    /// By the same forms.
    hazard_days: [L; FORMS],
    height_sum: L,
    height_days: f64,
    tall_days: [L; 3],
    short_days: L,
    days_since_cut: L,
    half_months: [Half<L>; HALF_MONTHS],
    /// Cumulative from the fastest class down: entry `i` holds the days with a rate above limit `i - 1`.
    spread: [[Cell<L>; SPREAD_CLASSES]; WIND_SECTORS],
}

impl<L: Lane> YearSums<L> {
    /// Empty sums; `height_limits_m` are those of the scenario, `hazard` those of the fire parameters.
    #[inline(always)]
    pub fn new(height_limits_m: [f64; 3], hazard: HazardLimits) -> Self {
        let zero = L::zero();
        YearSums {
            height_limits_m,
            hazard,
            growth: zero,
            standing_peak: zero,
            production: zero,
            production_base: zero,
            production_peak: zero,
            dead_fuel_peak: zero,
            curing_peak: zero,
            dead_spring: zero,
            susceptibility: zero,
            susceptibility_spring: zero,
            susceptibility_summer: zero,
            susceptibility_above: [zero; 4],
            susceptibility_weighted: zero,
            readings: Readings::none(),
            flame_days: zero,
            susceptible_days: [zero; FORMS],
            hazard_days: [zero; FORMS],
            height_sum: zero,
            height_days: 0.0,
            tall_days: [zero; 3],
            short_days: zero,
            days_since_cut: L::splat(SHORT_AFTER_CUT_DAYS),
            half_months: [Half::none(); HALF_MONTHS],
            spread: [[Cell { susceptibility: zero, flame: zero, consumed: zero }; SPREAD_CLASSES]; WIND_SECTORS],
        }
    }

    #[inline(always)]
    fn see_mass(&mut self, day: &Day<'_, L>) {
        let stand = day.stand;
        let live = stand.gv + stand.gr;
        let dead = stand.dv + stand.dr;
        let standing = live + dead;
        if let Some(cut) = day.cut {
            let taken = cut.mass.cut_kg_ha.gt(L::zero());
            let found = self.production + (self.production_peak - self.production_base);
            let stubble = cut.standing_before - cut.mass.cut_kg_ha;
            self.production = L::select(taken, found, self.production);
            self.production_base = L::select(taken, stubble, self.production_base);
            self.production_peak = L::select(taken, stubble, self.production_peak);
            self.days_since_cut = L::select(cut.order.height_m.gt(L::zero()), L::zero(), self.days_since_cut);
        }
        self.growth = self.growth + day.fluxes.growth;
        self.standing_peak = self.standing_peak.max(standing);
        self.production_peak = self.production_peak.max(standing);
        let season = (4..=9).contains(&day.weather.month);
        if season {
            self.dead_fuel_peak = self.dead_fuel_peak.max(dead + stand.litter);
            self.height_sum = self.height_sum + stand.height_m;
            self.height_days += 1.0;
            let short =
                stand.height_m.lt(L::splat(SHORT_HEIGHT_M)) & self.days_since_cut.lt(L::splat(SHORT_AFTER_CUT_DAYS));
            self.short_days = self.short_days + L::select(short, L::one(), L::zero());
        }
        if (6..=8).contains(&day.weather.month) {
            self.curing_peak = self.curing_peak.max(stand.curing());
        }
        if day.weather.month == 3 && day.weather.day == 31 {
            self.dead_spring = dead + stand.litter;
        }
        for (count, limit) in self.tall_days.iter_mut().zip(self.height_limits_m) {
            let tall = stand.height_m.gt(L::splat(limit));
            *count = *count + L::select(tall, L::one(), L::zero());
        }
        self.days_since_cut = self.days_since_cut + L::one();
        let half = &mut self.half_months[half_month(day.weather.month, day.weather.day)];
        half.days += 1.0;
        half.leaf_area = half.leaf_area + day.fluxes.leaf_area;
        half.height = half.height + stand.height_m;
        half.live = half.live + live;
        half.dead = half.dead + (dead + stand.litter);
    }
}

impl<L: Lane> YearSums<L> {
    #[inline(always)]
    fn see_fire(&mut self, day: &Day<'_, L>) {
        let h = day.danger.susceptibility;
        let flame = day.danger.flame_m;
        self.susceptibility = self.susceptibility + h;
        let half = &mut self.half_months[half_month(day.weather.month, day.weather.day)];
        half.susceptibility = half.susceptibility + h;
        if (3..=5).contains(&day.weather.month) && (day.weather.month, day.weather.day) <= (5, 15) {
            self.susceptibility_spring = self.susceptibility_spring + h;
        } else if (5..=9).contains(&day.weather.month) {
            self.susceptibility_summer = self.susceptibility_summer + h;
        }
        for (sum, limit) in self.susceptibility_above.iter_mut().zip(FLAME_LIMITS_M) {
            let above = flame.gt(L::splat(limit));
            if !L::any(above) {
                break;
            }
            *sum = *sum + L::select(above, h, L::zero());
        }
        self.susceptibility_weighted =
            self.susceptibility_weighted + h * (L::one() + flame * L::splat(1.0 / self.hazard.flame_scale_m));
        self.readings.add(&day.danger.readings);
        let tall_flame = flame.ge(L::splat(self.hazard.flame_m));
        let tall = L::select(tall_flame, L::one(), L::zero());
        self.flame_days = self.flame_days + tall;
        // no form of susceptibility exceeds the chance of ignition
        if day.fire.ignition_probability >= self.hazard.least_susceptibility {
            self.see_susceptible(day, tall);
        }
        if let Some(sector) = day.fire.wind_sector {
            self.see_spread(usize::from(sector), day);
        }
    }

    /// Counts the day in every form whose limit its susceptibility passes; `tall`: 1 where the flame is tall.
    #[inline(always)]
    fn see_susceptible(&mut self, day: &Day<'_, L>, tall: L) {
        let readings = &day.danger.readings;
        let forms = [day.danger.susceptibility, readings.short_scale, readings.long_scale, readings.by_load];
        let counts = self.susceptible_days.iter_mut().zip(&mut self.hazard_days);
        for ((form, limit), (susceptible_days, hazard_days)) in
            forms.into_iter().zip(self.hazard.susceptibility).zip(counts)
        {
            let susceptible = form.ge(L::splat(limit));
            if L::any(susceptible) {
                *susceptible_days = *susceptible_days + L::select(susceptible, L::one(), L::zero());
                *hazard_days = *hazard_days + L::select(susceptible, tall, L::zero());
            }
        }
    }

    /// Adds the day to every class whose lower limit its spread passes; classes are made from these at the year's end.
    #[inline(always)]
    fn see_spread(&mut self, sector: usize, day: &Day<'_, L>) {
        let h = day.danger.susceptibility;
        let flame = h * day.danger.flame_m;
        let consumed = h * day.danger.consumed_kg_m2;
        let cells = &mut self.spread[sector];
        cells[0].add(h, flame, consumed);
        for (cell, limit) in cells[1..].iter_mut().zip(SPREAD_LIMITS_M_MIN) {
            let passes = day.danger.spread_m_min.gt(L::splat(limit));
            if !L::any(passes) {
                break;
            }
            let zero = L::zero();
            cell.add(L::select(passes, h, zero), L::select(passes, flame, zero), L::select(passes, consumed, zero));
        }
    }

    /// Finishes the year, for all columns at once: sums of half-months become means, cumulative classes of spread become
    /// plain ones.
    pub fn finish(&mut self) {
        for half in &mut self.half_months {
            let days = L::splat(half.days.max(1.0));
            half.leaf_area = half.leaf_area / days;
            half.height = half.height / days;
            half.live = half.live / days;
            half.dead = half.dead / days;
        }
        for cells in &mut self.spread {
            for class in 1..SPREAD_CLASSES {
                let above = cells[class];
                let cell = &mut cells[class - 1];
                cell.susceptibility = cell.susceptibility - above.susceptibility;
                cell.flame = cell.flame - above.flame;
                cell.consumed = cell.consumed - above.consumed;
            }
        }
    }

    /// A year that [`YearSums::finish`] has finished, of one column; its cuts are added by the caller.
    pub fn year_of(&self, column: usize) -> StandYear {
        let at = |value: L| value.get(column);
        let mut year = StandYear {
            growth_kg_ha: at(self.growth),
            standing_peak_kg_ha: at(self.standing_peak),
            production_kg_ha: at(self.production) + (at(self.production_peak) - at(self.production_base)),
            dead_fuel_peak_kg_ha: at(self.dead_fuel_peak),
            curing_peak: at(self.curing_peak),
            dead_spring_kg_ha: at(self.dead_spring),
            susceptibility: at(self.susceptibility),
            susceptibility_spring: at(self.susceptibility_spring),
            susceptibility_summer: at(self.susceptibility_summer),
            susceptibility_above: self.susceptibility_above.map(at),
            susceptibility_weighted: at(self.susceptibility_weighted),
            readings: ReadingSums {
                short_scale: at(self.readings.short_scale),
                long_scale: at(self.readings.long_scale),
                by_load: at(self.readings.by_load),
                second_opinion: at(self.readings.second_opinion),
                fresh_cut: at(self.readings.fresh_cut),
            },
            flame_days: at(self.flame_days),
            susceptible_days: self.susceptible_days.map(at),
            hazard_days: self.hazard_days.map(at),
            mean_height_m: at(self.height_sum) / self.height_days.max(1.0),
            tall_days: [0, 1].map(|limit| at(self.tall_days[limit])),
            quality_share: 1.0
                - at(self.tall_days[2]) / self.half_months.iter().map(|half| half.days).sum::<f64>().max(1.0),
            short_days: at(self.short_days),
            ..StandYear::default()
        };
        for (mean, half) in year.half_months.iter_mut().zip(&self.half_months) {
            *mean = HalfMonth {
                leaf_area: at(half.leaf_area),
                height_m: at(half.height),
                live_kg_ha: at(half.live),
                dead_kg_ha: at(half.dead),
                susceptibility: at(half.susceptibility),
            };
        }
        for (cells, sums) in year.spread.iter_mut().zip(&self.spread) {
            for (cell, sum) in cells.iter_mut().zip(sums) {
                *cell = SpreadCell {
                    susceptibility: at(sum.susceptibility),
                    flame: at(sum.flame),
                    consumed: at(sum.consumed),
                };
            }
        }
        year
    }

    /// Empty sums for the next year; only the time since the last cut is kept.
    pub fn next_year(&mut self) {
        let days_since_cut = self.days_since_cut;
        *self = YearSums { days_since_cut, ..YearSums::new(self.height_limits_m, self.hazard) };
    }
}

impl<L: Lane> Cell<L> {
    #[inline(always)]
    fn add(&mut self, susceptibility: L, flame: L, consumed: L) {
        self.susceptibility = self.susceptibility + susceptibility;
        self.flame = self.flame + flame;
        self.consumed = self.consumed + consumed;
    }
}

impl<L: Lane> Observer<L> for YearSums<L> {
    #[inline(always)]
    fn see(&mut self, day: &Day<'_, L>) {
        self.see_mass(day);
        if day.fire.burnable {
            self.see_fire(day);
        }
    }
}
