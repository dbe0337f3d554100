//! A batch: as many columns as a lane has, with their state, their books and this year's cuts.

use super::Run;
use crate::calendar::{MONTH_START, MonthDay};
use crate::fire::burnt::{burn_residue, burn_stand};
use crate::fire::danger::Fuel;
use crate::fire::drivers::FireDay;
use crate::fire::hazard_class::mowing_should_wait;
use crate::fire::moisture::live_moisture;
use crate::fire::residue::{self, Residue};
use crate::lane::Lane;
use crate::mowing::CutEvent;
use crate::mowing::calendar::{DatedCut, DayOfCut, Threshold, merged};
use crate::mowing::cut::{self, CutMass, LaneCut};
use crate::mowing::patches::PlannedCut;
use crate::mowing::regime::{Otherwise, Removal};
use crate::vegetation::Fluxes;
use crate::vegetation::balance::{Balance, Residual};
use crate::vegetation::composition;
use crate::vegetation::drivers::DayDrivers;
use crate::vegetation::site::{Column, Site};
use crate::vegetation::stand::{Stand, organic_nitrogen};
use crate::vegetation::traits::Shares;

/// Days of the longest year, and one for counting from 1.
const DAY_SLOTS: usize = 367;

/// Number of a day in a year without a leap day, 1-365; 29 February counts as the 28th.
fn common_day(day: &DayDrivers) -> u16 {
    MonthDay::new(day.month, day.day).map_or(MONTH_START[2], MonthDay::day_of_year)
}

/// A column before its first day.
#[derive(Clone, Copy, Debug)]
pub struct ColumnStart {
    /// The site.
    pub site: Site<f64>,
    /// Shares of the functional groups.
    pub shares: Shares<f64>,
    /// Nitrogen mineralised in the first year at 10 C, kg N/ha.
    pub n_mineralisation_kg_ha: f64,
    /// Chance that the stand burns on a day per unit of susceptibility; 0 where fires leave the stand as it is.
    pub fires_per_susceptibility: f64,
}

/// The cut of a day, in the columns that have one.
#[derive(Clone, Copy, Debug)]
pub struct CutToday<L: Lane> {
    /// What was asked; height 0 in columns without a cut.
    pub order: LaneCut<L>,
    /// Standing mass before the cut, kg DM/ha.
    pub standing_before: L,
    /// What the cut took.
    pub mass: CutMass<L>,
}

/// Columns that live through the same weather.
#[derive(Clone, Debug)]
pub struct Batch<L: Lane> {
    /// State of the stands.
    pub stand: Stand<L>,
    /// Rates of the columns that hold for the year.
    pub column: Column<L>,
    /// Fresh cuttings.
    pub residue: Residue<L>,
    /// Cuts of the year so far, per column.
    pub events: Vec<Vec<CutEvent>>,
    site: Site<L>,
    balance: Balance<L>,
    cuts: Vec<Vec<DatedCut>>,
    flagged: [bool; DAY_SLOTS],
    fires_per_susceptibility: L,
    burns: bool,
}

impl<L: Lane> Batch<L> {
    /// The columns before their first day; a short list is filled up with copies of its last column, whose results
    /// nobody reads.
    pub fn new(starts: &[ColumnStart], run: &Run<'_>) -> Self {
        let at = |column: usize| &starts[column.min(starts.len() - 1)];
        let mut site = Site::splat(&at(0).site);
        let mut shares = Shares::splat(&at(0).shares);
        let first = Self::stand_of(at(0), run);
        let mut stand = Stand::splat(&first);
        let mut fires_per_susceptibility = L::zero();
        for index in 0..L::WIDTH {
            site.set_column(index, &at(index).site);
            shares.set_column(index, &at(index).shares);
            stand.set_column(index, &Self::stand_of(at(index), run));
            fires_per_susceptibility.set(index, at(index).fires_per_susceptibility);
        }
        stand.renew_critical_nitrogen(run.growth);
        Batch {
            column: Column::new(&shares, &site, run.growth),
            residue: Residue::thatch(&run.fire.parameters),
            events: vec![Vec::new(); L::WIDTH],
            balance: Balance::open(&stand, 0.0),
            cuts: vec![Vec::new(); L::WIDTH],
            flagged: [false; DAY_SLOTS],
            fires_per_susceptibility,
            burns: starts.iter().any(|start| start.fires_per_susceptibility > 0.0),
            stand,
            site,
        }
    }

    fn stand_of(start: &ColumnStart, run: &Run<'_>) -> Stand<f64> {
        let organic = organic_nitrogen(start.n_mineralisation_kg_ha, start.site.n_turnover_per_year);
        Stand::start(&start.shares, &start.site, organic, run.growth)
    }

    /// Begins a year: composition, counters, and the cuts of the year (one list per column).
    pub fn begin_year(&mut self, cuts: Vec<Vec<DatedCut>>, snow_mm: f64, first_of_run: bool, run: &Run<'_>) {
        if !first_of_run {
            self.column = composition::new_year(&mut self.stand, &self.site, run.growth);
        }
        self.balance = Balance::open(&self.stand, snow_mm);
        self.flagged = [false; DAY_SLOTS];
        for cut in cuts.iter().flatten() {
            let (first, last) = match cut.day {
                DayOfCut::On(day) => (day, day),
                DayOfCut::FirstWith { from, to, .. } => (from, to),
            };
            self.flagged[usize::from(first)..=usize::from(last)].fill(true);
        }
        self.cuts = cuts;
        for events in &mut self.events {
            events.clear();
        }
    }

    /// Closes the books of the year: what they leave unexplained, as a share of the turnover.
    pub fn close_year(&self, snow_mm: f64) -> Residual<L> {
        self.balance.close(&self.stand, &self.column, snow_mm)
    }

    /// Cuts the columns whose cut falls on this day; most days have none and cost one look at a table.
    #[inline(always)]
    pub fn mow(&mut self, run: &Run<'_>, day: &DayDrivers, fire_day: &FireDay) -> Option<CutToday<L>> {
        if self.flagged[usize::from(day.day_of_year)] { self.mow_flagged(run, day, fire_day) } else { None }
    }

    #[inline(never)]
    fn mow_flagged(&mut self, run: &Run<'_>, day: &DayDrivers, fire_day: &FireDay) -> Option<CutToday<L>> {
        let mut order: LaneCut<L> = LaneCut::splat(&LaneCut::NOTHING);
        let mut plans: Vec<(usize, PlannedCut)> = Vec::new();
        for index in 0..self.cuts.len() {
            if let Some(plan) = self.due(index, day.day_of_year) {
                let hay = plan.removal == Removal::Hay;
                order.height_m.set(index, plan.height_m);
                order.hay.set(index, f64::from(u8::from(hay)));
                order.lying_days.set(index, if hay { f64::from(plan.lying_days) } else { 0.0 });
                plans.push((index, plan));
            }
        }
        if plans.is_empty() {
            return None;
        }
        let standing_before = self.stand.standing();
        let mass = cut::apply(&mut self.stand, &order, &self.column, run.growth, day.temp_sum);
        self.balance.add_export(mass.exported_n_kg_ha);
        let ignition_probability = fire_day.ignition_probability;
        let should_wait = mowing_should_wait(fire_day.codes.fwi, ignition_probability, &run.fire.parameters);
        for (index, plan) in plans {
            self.events[index].push(CutEvent {
                day_of_year: common_day(day),
                visit: plan.visit,
                height_m: plan.height_m,
                machine: plan.machine,
                removal: plan.removal,
                lying_days: plan.lying_days,
                cut_kg_ha: mass.cut_kg_ha.get(index),
                exported_kg_ha: mass.exported_kg_ha.get(index),
                exported_n_kg_ha: mass.exported_n_kg_ha.get(index),
                ignition_probability,
                should_wait,
            });
        }
        Some(CutToday { order, standing_before, mass })
    }

    /// The cut of a column that is due today, taken off its list; rules on the stand look at its state of this morning.
    fn due(&mut self, index: usize, today: u16) -> Option<PlannedCut> {
        let standing = self.stand.standing().get(index);
        let height = self.stand.height_m.get(index);
        let mut due: Option<PlannedCut> = None;
        self.cuts[index].retain(|cut| {
            let falls_today = match cut.day {
                DayOfCut::On(day) => day == today,
                DayOfCut::FirstWith { from, to, threshold, otherwise } => {
                    let reached = match threshold {
                        Threshold::MassKgHa(mass) => standing >= mass,
                        Threshold::HeightM(limit) => height >= limit,
                    };
                    let last = today == to && otherwise == Otherwise::LastDay;
                    (from..=to).contains(&today) && (reached || last)
                }
            };
            if falls_today {
                due = Some(due.map_or(cut.plan, |earlier| merged(earlier, cut.plan)));
            }
            !falls_today
        });
        due
    }

    /// What fire reads of the stands at the end of the day.
    #[inline(always)]
    pub fn fuel(&self, fluxes: &Fluxes<L>, day: &DayDrivers) -> Fuel<L> {
        Fuel {
            green_kg_ha: self.stand.green(),
            dead_kg_ha: self.stand.dead(),
            litter_kg_ha: self.stand.litter,
            height_m: self.stand.height_m,
            headed: self.headed(day),
            transpiration_factor: fluxes.transpiration_factor,
        }
    }

    /// Columns that have reached heading this year.
    #[inline(always)]
    fn headed(&self, day: &DayDrivers) -> L::Mask {
        self.column.st1.le(L::splat(day.temp_sum))
    }

    /// Lays the cuttings of the day on the ground, as moist as the stand they come from.
    #[inline(never)]
    pub fn lay_cuttings(&mut self, cut: &CutToday<L>, transpiration_factor: L, run: &Run<'_>, day: &DayDrivers) {
        let moisture = live_moisture(transpiration_factor, self.headed(day), &run.fire.parameters);
        let (mass, lying_days) = (&cut.mass, cut.order.lying_days);
        residue::add_cut(&mut self.residue, mass.cut_kg_ha, mass.exported_kg_ha, lying_days, moisture);
    }

    /// Takes the expected share of the day's fires from the stands, where fires act on them.
    #[inline(always)]
    pub fn burn(&mut self, susceptibility: L, run: &Run<'_>) {
        if self.burns {
            self.burn_share((self.fires_per_susceptibility * susceptibility).min(L::one()), run);
        }
    }

    #[inline(never)]
    fn burn_share(&mut self, share: L, run: &Run<'_>) {
        let lost = burn_stand(&mut self.stand, share, &self.column, run.growth, &run.fire.parameters);
        burn_residue(&mut self.residue, share);
        self.balance.add_export(lost);
    }

    /// Enters the day into the books of water and nitrogen.
    #[inline(always)]
    pub fn enter(&mut self, fluxes: &Fluxes<L>, day: &DayDrivers) {
        self.balance.add_day(fluxes, day);
    }
}
