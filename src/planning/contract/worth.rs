//! What changes of regime within a contract buy: the plan against the best one in which every segment keeps its programme.

use super::super::instance::Instance;
use super::super::limits::{Values, place};
use super::super::model::{Model, model};
use super::super::search::rounding::Effort;
use super::super::tail::solve_within;
use super::super::{Plan, Refusal, refusal};
use crate::kpi::Evidence;
use crate::mowing::course::stages;
use crate::scenario::PlanOptions;

/// Segments whose regime changes, and the same contract without changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Worth {
    /// Changes, by the regimes before and after and the calendar year, with the length of verge, km, the longest first.
    pub changes: Vec<Change>,
    /// What every segment would cost and do if it kept one programme; `Err`: no such plan keeps the limits.
    pub kept: Result<Kept, Refusal>,
}

/// A change of regime.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// Regime before.
    pub before: usize,
    /// Regime after.
    pub after: usize,
    /// Calendar year from which the second holds.
    pub year: i16,
    /// Length of verge, km.
    pub km: f64,
}

/// The best plan found without changes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kept {
    /// What it makes small, in the unit of the plan's value.
    pub value: f64,
    /// No plan without changes has less.
    pub bound: f64,
    /// Fires a year.
    pub fires: f64,
}

/// Changes of regime of a plan.
fn changes(evidence: &Evidence, plan: &Plan) -> Vec<Change> {
    let setting = evidence.setting;
    let mut found: Vec<Change> = Vec::new();
    for choice in &plan.choices {
        let km = setting.segments[choice.segment].length_m * crate::units::KM_PER_M;
        for pair in stages(&setting.programmes[choice.programme]).windows(2) {
            let (before, after) = (pair[0].regime, pair[1].regime);
            let year = setting.first_year + pair[1].year as i16;
            let is_it = |one: &&mut Change| (one.before, one.after, one.year) == (before, after, year);
            match found.iter_mut().find(is_it) {
                Some(one) => one.km += km,
                None => found.push(Change { before, after, year, km }),
            }
        }
    }
    found.sort_by(|a, b| b.km.total_cmp(&a.km).then((a.before, a.after, a.year).cmp(&(b.before, b.after, b.year))));
    found
}

/// What the changes of a plan buy; `None` where no candidate changes, or where a plan is adjusted on its way.
pub fn worth(
    evidence: &Evidence,
    options: &PlanOptions,
    instance: &Instance,
    plan: &Plan,
    (effort, seed): (Effort, u64),
) -> Option<Worth> {
    let programmes = evidence.setting.programmes;
    if options.adjusted {
        return None;
    }
    let mut kept = instance.clone();
    let mut dropped = 0;
    for place in &mut kept.places {
        let before = place.candidates.len();
        place.candidates.retain(|one| programmes[one.programme].stages.is_empty());
        dropped += before - place.candidates.len();
    }
    if dropped == 0 {
        return None;
    }
    let mut of: Model = model(&kept, evidence.setting, options);
    let (solved, _) = solve_within(evidence, &kept, &mut of, (effort, seed));
    let kept = match solved {
        Err(none) => Err(refusal(&of, &none)),
        Ok(found) => {
            let fire = place("fire").unwrap_or(0);
            let values = |(at, &number): (usize, &usize)| -> Values {
                kept.places[number].candidates[found.choice[at] as usize].values
            };
            let fires = of.order.iter().enumerate().map(|one| values(one)[fire]).sum();
            Ok(Kept { value: found.cost, bound: found.bound, fires })
        }
    };
    Some(Worth { changes: changes(evidence, plan), kept })
}
