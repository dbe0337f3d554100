//! Fire of stands day by day, one year at a time: what draws of fires and registers of fires are compared with.
//!
//! Yearly sums ([`super::stand_years`]) are enough for expectations. Where the day counts, all stands of a group live through
//! a year together, whoever asked looks at its days, and they are overwritten by the next year: memory is one year.

use super::{Batch, Breach, ColumnStart, Day, Days, Observer, Run, StandPlan, cuts_of};
use crate::fire::rate_doubt::Reading;
use crate::lane::Lane;
use crate::lane::dispatch::Instructions;

/// Forms of susceptibility: those of [`Reading::ALL`], then that by the other model of spread.
pub const FORMS: usize = Reading::ALL.len() + 1;

/// Fire of a stand on a day.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct StandFire {
    /// Susceptibility, 0-1, in every form.
    pub susceptibility: [f64; FORMS],
    /// Flame length, m.
    pub flame_m: f64,
    /// Spread of the head, m/min.
    pub spread_m_min: f64,
    /// Curing: standing dead over standing mass, on days without fire as well.
    pub curing: f64,
}

/// The days of one year of a group of stands.
#[derive(Clone, Debug, Default)]
pub struct FireYear {
    stands: usize,
    days: Vec<StandFire>,
    sums: Vec<[f64; FORMS]>,
}

impl FireYear {
    fn begin(&mut self, stands: usize, days: usize) {
        self.stands = stands;
        self.days.clear();
        self.days.resize(stands * days, StandFire::default());
    }

    /// Days of the year.
    pub fn days(&self) -> usize {
        self.days.len() / self.stands.max(1)
    }

    /// Fire of a stand (its place in the group) on a day of the year, from 0.
    pub fn at(&self, stand: usize, day: usize) -> &StandFire {
        &self.days[day * self.stands + stand]
    }

    /// Year sums of susceptibility of a stand, in every form.
    pub fn sums(&self, stand: usize) -> [f64; FORMS] {
        self.sums[stand]
    }

    fn finish(&mut self) {
        self.sums.clear();
        self.sums.resize(self.stands, [0.0; FORMS]);
        for day in self.days.chunks(self.stands.max(1)) {
            for (sums, fire) in self.sums.iter_mut().zip(day) {
                for (sum, value) in sums.iter_mut().zip(fire.susceptibility) {
                    *sum += value;
                }
            }
        }
    }
}

/// The observer that writes the days of one batch into a year.
struct Watch<'a> {
    /// Place of the first column in the group, and number of columns that are stands.
    columns: (usize, usize),
    day: usize,
    year: &'a mut FireYear,
}

impl<L: Lane> Observer<L> for Watch<'_> {
    fn see(&mut self, day: &Day<'_, L>) {
        let (first, count) = self.columns;
        let row = self.day * self.year.stands + first;
        let cells = &mut self.year.days[row..row + count];
        let curing = day.stand.curing();
        if day.fire.burnable {
            let danger = day.danger;
            for (column, cell) in cells.iter_mut().enumerate() {
                let at = |value: L| value.get(column);
                *cell = StandFire {
                    susceptibility: [
                        danger.susceptibility,
                        danger.readings.short_scale,
                        danger.readings.long_scale,
                        danger.readings.by_load,
                        danger.readings.second_opinion,
                    ]
                    .map(at),
                    flame_m: at(danger.flame_m),
                    spread_m_min: at(danger.spread_m_min),
                    curing: at(curing),
                };
            }
        } else {
            cells.iter_mut().enumerate().for_each(|(column, cell)| cell.curing = curing.get(column));
        }
        self.day += 1;
    }
}

/// Shows every year after `warmup` years, with its place among them and its days, in the order of the run.
///
/// - `plans`: the group of stands; memory grows with their number times the days of one year
pub fn fire_years<L: Lane>(
    set: impl Instructions,
    plans: &[StandPlan<'_>],
    run: &Run<'_>,
    warmup: usize,
    see: &mut dyn FnMut(usize, &FireYear),
) -> Result<(), Breach> {
    let chunks: Vec<&[StandPlan<'_>]> = plans.chunks(L::WIDTH).collect();
    let start = |chunk: &&[StandPlan<'_>]| {
        let starts: Vec<ColumnStart> = chunk.iter().map(|plan| plan.start).collect();
        Batch::<L>::new(&starts, run)
    };
    let mut batches: Vec<Batch<L>> = chunks.iter().map(start).collect();
    let mut days = FireYear::default();
    for (index, year) in run.years.iter().enumerate() {
        days.begin(plans.len(), year.days.len());
        for (place, (chunk, batch)) in chunks.iter().zip(&mut batches).enumerate() {
            batch.begin_year(cuts_of(chunk, run, index, warmup), run.snow_before(year), index == 0, run);
            let mut watch = Watch { columns: (place * L::WIDTH, chunk.len()), day: 0, year: &mut days };
            set.run(Days { batch, run, days: year.days.clone(), observer: &mut watch });
            let residual = batch.close_year(run.snow_after(year));
            if let Some(column) = (0..chunk.len()).find(|&column| residual.fails(column)) {
                return Err(Breach {
                    stand: place * L::WIDTH + column,
                    year: year.year,
                    water: residual.water.get(column),
                    nitrogen: residual.nitrogen.get(column),
                });
            }
        }
        if let Some(counted) = index.checked_sub(warmup) {
            days.finish();
            see(counted, &days);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_stand_in_the_order_of_the_readings() {
        let order = [Reading::Flame, Reading::ShortScale, Reading::LongScale, Reading::Load];
        assert_eq!(Reading::ALL, order);
        assert!(order.iter().enumerate().all(|(place, reading)| *reading as usize == place));
    }
}
