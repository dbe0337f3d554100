//! The state of one stand on some days: what the hazard of a day is computed and explained from.

use super::{Batch, Day, Observer, Run, StandPlan, cuts_of, simulate_days};
use crate::calendar::Date;
use crate::fire::danger::{Danger, Fuel};
use crate::fire::drivers::FireDay;
use crate::fire::residue::Residue;
use crate::vegetation::Fluxes;

/// A stand at the end of a day.
#[derive(Clone, Copy, Debug)]
pub struct DayState {
    /// The day.
    pub date: Date,
    /// Masses, height and water as fire reads them.
    pub fuel: Fuel<f64>,
    /// Cuttings on the ground.
    pub residue: Residue<f64>,
    /// Fire weather.
    pub fire: FireDay,
    /// Water in the snow pack, mm.
    pub snow_mm: f64,
    /// Danger.
    pub danger: Danger<f64>,
}

/// The observer that keeps the last day.
#[derive(Default)]
struct LastDay(Option<(Fluxes<f64>, Danger<f64>)>);

impl Observer<f64> for LastDay {
    fn see(&mut self, day: &Day<'_, f64>) {
        self.0 = Some((*day.fluxes, *day.danger));
    }
}

/// The state of a stand on each day from `from` on, to the end of the run, in f64.
///
/// The last year of the run may end before December; days before `from` are simulated and not kept.
pub fn day_states(plan: &StandPlan<'_>, run: &Run<'_>, warmup: usize, from: Date) -> Vec<DayState> {
    let mut batch: Batch<f64> = Batch::new(std::slice::from_ref(&plan.start), run);
    let mut last = LastDay::default();
    let mut states = Vec::new();
    for (index, year) in run.years.iter().enumerate() {
        let cuts = cuts_of(std::slice::from_ref(plan), run, index, warmup);
        batch.begin_year(cuts, run.snow_before(year), index == 0, run);
        let kept = year.days.clone().find(|&day| run.days[day].date >= from).unwrap_or(year.days.end);
        simulate_days(&mut batch, run, year.days.start..kept, &mut last);
        for day in kept..year.days.end {
            simulate_days(&mut batch, run, day..day + 1, &mut last);
            let weather = &run.days[day];
            states.extend(last.0.map(|(fluxes, danger)| DayState {
                date: weather.date,
                fuel: batch.fuel(&fluxes, weather),
                residue: batch.residue,
                fire: run.fire_days[day],
                snow_mm: weather.snow_mm,
                danger,
            }));
        }
    }
    states
}
