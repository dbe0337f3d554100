//! The day loop: weather, cuts, growth, cuttings, danger, and whoever watches.
//!
//! All columns of a batch live through the same weather. What depends on weather alone ([`Run`]) is computed once per
//! weather node and member; what belongs to a segment alone (traffic, length, width, bearing, neighbours) never enters.

pub mod batch;
pub mod case_year;
pub mod day_state;
pub mod fire_days;
pub mod grow;
pub mod measure;
pub mod outcome;
pub mod plant_pass;
pub mod run;
pub mod trace;
pub mod year_sums;

pub use batch::{Batch, ColumnStart, CutToday};
pub use run::Run;

use crate::fire::annual::HazardLimits;
use crate::fire::danger::{Danger, danger};
use crate::fire::drivers::FireDay;
use crate::fire::residue;
use crate::lane::Lane;
use crate::lane::dispatch::{Instructions, Work};
use crate::mowing::calendar::{DatedCut, dated};
use crate::mowing::patches::CutList;
use crate::vegetation::drivers::DayDrivers;
use crate::vegetation::stand::Stand;
use crate::vegetation::{self, Fluxes};
use case_year::{StandHistory, YEARS_BEFORE};
use outcome::StandYear;
use std::ops::Range;
use year_sums::YearSums;

/// A finished day of a batch, as observers see it.
#[derive(Clone, Copy, Debug)]
pub struct Day<'a, L: Lane> {
    /// Weather of the day, as growth reads it; holds the date.
    pub weather: &'a DayDrivers,
    /// Weather of the day, as fire reads it.
    pub fire: &'a FireDay,
    /// State at the end of the day.
    pub stand: &'a Stand<L>,
    /// Rates and flows of the day.
    pub fluxes: &'a Fluxes<L>,
    /// Fresh cuttings at the end of the day.
    pub residue: &'a residue::Residue<L>,
    /// The cut of the day, on days with one in any column.
    pub cut: Option<&'a CutToday<L>>,
    /// Fire danger of the day.
    pub danger: &'a Danger<L>,
}

/// Whoever watches the days go by: yearly sums, or a daily trace.
pub trait Observer<L: Lane> {
    /// Sees a finished day.
    fn see(&mut self, day: &Day<'_, L>);
}

/// The days of a range, one after the other, in the order of the model (growth.md 11.2, fire.md 0).
#[inline(always)]
pub fn simulate_days<L: Lane, O: Observer<L>>(
    batch: &mut Batch<L>,
    run: &Run<'_>,
    days: Range<usize>,
    observer: &mut O,
) {
    for index in days {
        let (weather, fire_day) = (&run.days[index], &run.fire_days[index]);
        let cut = batch.mow(run, weather, fire_day);
        let fluxes = vegetation::step(&mut batch.stand, &batch.column, run.growth, weather);
        if let Some(cut) = &cut {
            batch.lay_cuttings(cut, fluxes.transpiration_factor, run, weather);
        }
        residue::step(&mut batch.residue, fire_day, &run.fire.parameters);
        let danger = if fire_day.burnable {
            danger(&batch.fuel(&fluxes, weather), &batch.residue, fire_day, &run.fire)
        } else {
            Danger::none()
        };
        batch.enter(&fluxes, weather);
        observer.see(&Day {
            weather,
            fire: fire_day,
            stand: &batch.stand,
            fluxes: &fluxes,
            residue: &batch.residue,
            cut: cut.as_ref(),
            danger: &danger,
        });
        if fire_day.burnable {
            batch.burn(danger.susceptibility, run);
        }
    }
}

/// Days of a run for one batch.
pub struct Days<'a, 'r, L: Lane, O> {
    /// The batch.
    pub batch: &'a mut Batch<L>,
    /// Weather and parameters.
    pub run: &'a Run<'r>,
    /// Days, as indices into those of the run.
    pub days: Range<usize>,
    /// Who watches.
    pub observer: &'a mut O,
}

impl<L: Lane, O: Observer<L>> Work for Days<'_, '_, L, O> {
    type Outcome = ();
    #[inline(always)]
    fn run(self) {
        simulate_days(self.batch, self.run, self.days, self.observer);
    }
}

/// A stand to simulate: where it starts, and its cuts in the warm-up and in the years that count.
#[derive(Clone, Copy, Debug)]
pub struct StandPlan<'a> {
    /// Site and composition.
    pub start: ColumnStart,
    /// Cuts of the warm-up.
    pub warmup: &'a CutList,
    /// Cuts of the years that count.
    pub cuts: &'a CutList,
}

/// A balance of water or nitrogen that does not close: a fault of the program, so the run stops.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Breach {
    /// Place of the stand in the list given.
    pub stand: usize,
    /// Calendar year.
    pub year: i16,
    /// Water that the books leave unexplained, as a share of the turnover.
    pub water: f64,
    /// Nitrogen likewise.
    pub nitrogen: f64,
}

/// The years of every stand after `warmup` years, in the order of `plans`.
///
/// Works through the stands a lane at a time with the instructions of `set`; the result has the same bits for every set
/// and, in f64, for every width of lane.
pub fn stand_years<L: Lane>(
    set: impl Instructions,
    plans: &[StandPlan<'_>],
    run: &Run<'_>,
    warmup: usize,
    height_limits_m: [f64; 3],
) -> Result<Vec<StandHistory>, Breach> {
    let mut finished = Vec::with_capacity(plans.len());
    for (chunk_index, chunk) in plans.chunks(L::WIDTH).enumerate() {
        let starts: Vec<ColumnStart> = chunk.iter().map(|plan| plan.start).collect();
        let mut batch: Batch<L> = Batch::new(&starts, run);
        let mut sums: YearSums<L> = YearSums::new(height_limits_m, HazardLimits::of(&run.fire.parameters));
        let mut histories = vec![StandHistory::default(); chunk.len()];
        for history in &mut histories {
            history.years.reserve_exact(run.years.len().saturating_sub(warmup));
        }
        for (index, year) in run.years.iter().enumerate() {
            batch.begin_year(cuts_of(chunk, run, index, warmup), run.snow_before(year), index == 0, run);
            set.run(Days { batch: &mut batch, run, days: year.days.clone(), observer: &mut sums });
            let residual = batch.close_year(run.snow_after(year));
            if let Some(column) = (0..chunk.len()).find(|&column| residual.fails(column)) {
                return Err(Breach {
                    stand: chunk_index * L::WIDTH + column,
                    year: year.year,
                    water: residual.water.get(column),
                    nitrogen: residual.nitrogen.get(column),
                });
            }
            sums.finish();
            for (column, history) in histories.iter_mut().enumerate() {
                let cuts = std::mem::take(&mut batch.events[column]);
                let years = if index >= warmup { &mut history.years } else { &mut history.before };
                if index + YEARS_BEFORE >= warmup {
                    years.push(StandYear { cuts, ..sums.year_of(column) });
                }
            }
            sums.next_year();
        }
        finished.extend(histories);
    }
    Ok(finished)
}

/// The dated cuts of each column of a batch in a year of the run.
fn cuts_of(chunk: &[StandPlan<'_>], run: &Run<'_>, year: usize, warmup: usize) -> Vec<Vec<DatedCut>> {
    let span = &run.years[year];
    let days = &run.days[span.days.clone()];
    let tmean: Vec<f64> = days.iter().map(|day| day.temp_c).collect();
    let rain: Vec<f64> = days.iter().map(|day| day.rain_mm).collect();
    chunk
        .iter()
        .map(|plan| {
            let list = year.checked_sub(warmup).map_or_else(|| plan.warmup.year(year), |year| plan.cuts.year(year));
            dated(list, span.year, &tmean, &rain)
        })
        .collect()
}
