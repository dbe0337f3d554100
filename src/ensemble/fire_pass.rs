//! A pass over the days of all stands, for whoever needs the fire of single days.

use super::unit::{Unit, breach_problem, run_of, stand_plan};
use crate::error::Problem;
use crate::lane::F64x8;
use crate::lane::dispatch::InstructionSet;
use crate::scenario::Scenario;
use crate::scenario::stands::{Case, Stands};
use crate::simulation::fire_days::{FORMS, FireYear, StandFire, fire_years};
use crate::simulation::{Breach, Run, StandPlan};

/// Stands that one unit of a pass holds at most (unless a single class has more): their days of one year fit in a cache.
pub const STANDS_PER_PASS: usize = 64;

/// The days of one year of the stands of a unit, by stand.
pub struct PassYear<'a> {
    /// Place of the year among those that count.
    pub year: usize,
    /// Weather of the unit's node and member.
    pub run: &'a Run<'a>,
    days: &'a FireYear,
    numbers: &'a [usize],
}

impl PassYear<'_> {
    /// Days of the year.
    pub fn days(&self) -> usize {
        self.days.days()
    }

    /// Patches of a case that this unit holds: share of the area, and place among the unit's stands.
    pub fn places(&self, case: &Case) -> Vec<(f64, usize)> {
        let place = |stand: usize| {
            self.numbers.binary_search(&stand).expect("the stands of a class's cases belong to that class")
        };
        case.patches.iter().map(|patch| (patch.share, place(patch.stand))).collect()
    }

    /// Fire on a day (from 0) of a stand by its place.
    pub fn at(&self, place: usize, day: usize) -> &StandFire {
        self.days.at(place, day)
    }

    /// Susceptibility of a case on a day: mean over its patches.
    pub fn susceptibility(&self, patches: &[(f64, usize)], day: usize, form: usize) -> f64 {
        patches.iter().map(|&(share, place)| share * self.at(place, day).susceptibility[form]).sum()
    }

    /// Year sums of susceptibility of a case, in every form.
    pub fn sums(&self, patches: &[(f64, usize)]) -> [f64; FORMS] {
        let mut sums = [0.0; FORMS];
        for &(share, place) in patches {
            for (sum, value) in sums.iter_mut().zip(self.days.sums(place)) {
                *sum += share * value;
            }
        }
        sums
    }
}

/// Simulates the stands of a unit that `wanted` asks for, and shows every year that counts.
pub fn pass(
    scenario: &Scenario,
    stands: &Stands,
    unit: &Unit,
    wanted: &dyn Fn(usize) -> bool,
    see: &mut dyn FnMut(&PassYear<'_>),
) -> Result<(), Problem> {
    let run = run_of(scenario, unit.node, unit.member);
    let of_unit = |stand: &usize| unit.classes.contains(&stands.stands[*stand].class) && wanted(*stand);
    let numbers: Vec<usize> = (0..stands.stands.len()).filter(of_unit).collect();
    let plans: Vec<StandPlan<'_>> = numbers.iter().map(|&stand| stand_plan(scenario, stands, stand)).collect();
    let mut show = |year: usize, days: &FireYear| see(&PassYear { year, run: &run, days, numbers: &numbers });
    years(scenario, &plans, &run, &mut show)
        .map_err(|breach| breach_problem(scenario, stands, &breach, numbers[breach.stand], unit.member))
}

/// In f64 whatever the scenario asks for: a pass is not what takes long.
fn years(
    scenario: &Scenario,
    plans: &[StandPlan<'_>],
    run: &Run<'_>,
    see: &mut dyn FnMut(usize, &FireYear),
) -> Result<(), Breach> {
    fire_years::<F64x8>(InstructionSet::best(), plans, run, scenario.warmup, see)
}
