//! What one cut does to the flames of the days after it: hay taken away, mulch left lying, and no cut, in the same weathers.
//!
//! The three are simulated beside the regimes of the scenario, on one class of sites, so that nothing differs but the cut.

use super::unit::{run_of, stand_plan};
use crate::calendar::MonthDay;
use crate::mowing::patches::{CutList, PlannedCut, Timing};
use crate::mowing::regime::{Machine, Removal};
use crate::scenario::Scenario;
use crate::scenario::stands::{Stands, Zone};
use crate::simulation::StandPlan;
use crate::simulation::trace::trace;
use rayon::prelude::*;

/// Days after the cut that are looked at, the day of the cut included.
pub const DAYS: usize = 121;
/// Members that are simulated at most.
const MOST_MEMBERS: usize = 20;
/// Days that the hay lies.
const HAY_LIES_DAYS: u8 = 3;

/// What is done on the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Treatment {
    /// Nothing.
    Uncut,
    /// Cut, cuttings left lying.
    Mulch,
    /// Cut, hay taken away after three days.
    Hay,
}

impl Treatment {
    /// All three.
    pub const ALL: [Treatment; 3] = [Treatment::Uncut, Treatment::Mulch, Treatment::Hay];

    fn cuts(self, day: MonthDay, height_m: f64) -> CutList {
        let cut = |machine, removal, lying_days| PlannedCut {
            timing: Timing::Day(day),
            visit: 0,
            height_m,
            machine,
            removal,
            lying_days,
        };
        let cuts = match self {
            Treatment::Uncut => Vec::new(),
            Treatment::Mulch => vec![cut(Machine::FlailMulch, Removal::Mulch, 0)],
            Treatment::Hay => vec![cut(Machine::DiscHay, Removal::Hay, HAY_LIES_DAYS)],
        };
        CutList { years: vec![cuts], once: 0 }
    }
}

/// Flames after a treatment: per member, those of each year's days after the cut.
pub type Flames = Vec<Vec<Vec<Option<f64>>>>;

/// Flame length, m, on the [`DAYS`] after the same day of every year that counts, `None` on days when nothing can burn.
///
/// - `class`: class of sites; `day`, `height_m`: of the cut
///
/// The warm-up is that of the class under its present regime. Indices: member, year, days after.
pub fn flames_after(
    scenario: &Scenario,
    stands: &Stands,
    class: usize,
    treatment: Treatment,
    day: MonthDay,
    height_m: f64,
) -> Flames {
    let site = &stands.classes[class];
    let Some(case) = stands.find_case(class, Zone::Main, site.present, 0) else { return Vec::new() };
    let plan = stand_plan(scenario, stands, stands.cases[case].patches[0].stand);
    let cuts = treatment.cuts(day, height_m);
    (0..scenario.members.min(MOST_MEMBERS))
        .into_par_iter()
        .map(|member| {
            let run = run_of(scenario, site.node, member);
            let rows = trace(&StandPlan { cuts: &cuts, ..plan }, &run, scenario.warmup);
            let years = run.years[scenario.warmup..].iter();
            years
                .map(|year| {
                    let first = year.days.start + usize::from(day.day_of_year()) - 1;
                    (first..(first + DAYS).min(year.days.end))
                        .map(|index| run.fire_days[index].burnable.then(|| rows[index].value("flame_m")))
                        .collect()
                })
                .collect()
        })
        .collect()
}
