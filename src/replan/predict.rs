//! What the model says for every measurement of growth, and at other fertilities of the site.

use super::observed::{Measured, Quantity};
use crate::calendar::Date;
use crate::ensemble::run::on_each;
use crate::ensemble::unit::{run_of, stand_plan};
use crate::error::Problem;
use crate::scenario::Scenario;
use crate::scenario::stands::Stands;
use crate::simulation::StandPlan;
use crate::simulation::trace::{TraceRow, trace};

/// Members that predictions are the mean of, at most.
const MEMBERS: usize = 20;
/// Days around the day of a measured yield in which a cut of the plan counts as the one that was weighed.
const SAME_CUT_DAYS: i32 = 10;
/// Days over which growth is averaged.
const GROWTH_DAYS: usize = 28;

/// A segment with measurements of growth.
#[derive(Clone, Debug)]
pub struct Job {
    /// Weather node.
    pub node: usize,
    /// Stands of its main verge, with their share of the area.
    pub patches: Vec<(f64, usize)>,
    /// Its measurements.
    pub measured: Vec<Measured>,
}

/// A prediction: the quantity itself, and the mass that belongs to it, kg DM/ha.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Predicted {
    /// In the unit of the quantity.
    pub value: f64,
    /// Standing or cut mass, or growth: what follows the fertility of the site.
    pub mass: f64,
}

fn at(days: &[TraceRow], date: Date) -> Option<usize> {
    days.binary_search_by_key(&date, |day| day.date).ok()
}

fn standing(day: &TraceRow) -> f64 {
    ["GV", "GR", "DV", "DR"].iter().map(|pool| day.value(pool)).sum()
}

/// The prediction of one stand in one member.
fn of_trace(days: &[TraceRow], date: Date, quantity: Quantity) -> Predicted {
    let Some(place) = at(days, date) else { return Predicted::default() };
    let evening_before = &days[place.saturating_sub(1)];
    let same = |mass: f64| Predicted { value: mass, mass };
    match quantity {
        Quantity::Standing => same(standing(&days[place]) + days[place].value("H")),
        Quantity::Yield => {
            let near = |day: &&TraceRow| (day.date - date).get_days().abs() <= SAME_CUT_DAYS && day.value("H") > 0.0;
            let cuts = days[place.saturating_sub(15)..(place + 15).min(days.len())].iter().filter(near);
            same(cuts.min_by_key(|day| (day.date - date).get_days().abs()).map_or(0.0, |day| day.value("H")))
        }
        Quantity::CumulativeYield => {
            let year = days.iter().filter(|day| day.date.year() == date.year() && day.date <= date);
            same(year.map(|day| day.value("H")).sum())
        }
        Quantity::Growth => {
            let span = &days[(place + 1).saturating_sub(GROWTH_DAYS)..=place];
            same(span.iter().map(|day| day.value("GRO")).sum::<f64>() / span.len() as f64)
        }
        Quantity::Height => Predicted { value: evening_before.value("HT"), mass: standing(evening_before) },
        Quantity::Curing => Predicted { value: evening_before.value("curing"), mass: standing(evening_before) },
        Quantity::Richness | Quantity::TargetRichness | Quantity::GrassShare => Predicted::default(),
    }
}

/// Predictions of every job at each of its scales of mineralisation: `[job][scale][measurement]`, mean of the members.
///
/// - `scales`: for each job factors on the mineralisation of its site
pub fn predictions(
    scenario: &Scenario,
    stands: &Stands,
    jobs: &[Job],
    scales: &[Vec<f64>],
) -> Result<Vec<Vec<Vec<Predicted>>>, Problem> {
    let members: Vec<usize> = (0..scenario.members.min(MEMBERS)).collect();
    let empty = || -> Vec<Vec<Vec<Predicted>>> {
        let of = |(job, scales): (&Job, &Vec<f64>)| vec![vec![Predicted::default(); job.measured.len()]; scales.len()];
        jobs.iter().zip(scales).map(of).collect()
    };
    let last = jobs.iter().flat_map(|job| &job.measured).map(|one| one.date.year()).max();
    let Some(last) = last else { return Ok(empty()) };
    let of_member = |&member: &usize| -> Result<Vec<Vec<Vec<Predicted>>>, Problem> {
        let mut found = empty();
        let mut nodes: Vec<usize> = jobs.iter().map(|job| job.node).collect();
        nodes.sort_unstable();
        nodes.dedup();
        for node in nodes {
            let mut run = run_of(scenario, node, member);
            run.years.retain(|year| year.year <= last);
            for (at, job) in jobs.iter().enumerate().filter(|(_, job)| job.node == node) {
                for (place, &scale) in scales[at].iter().enumerate() {
                    for &(share, stand) in &job.patches {
                        let mut plan: StandPlan<'_> = stand_plan(scenario, stands, stand);
                        plan.start.n_mineralisation_kg_ha *= scale;
                        let days = trace(&plan, &run, scenario.warmup);
                        for (sum, one) in found[at][place].iter_mut().zip(&job.measured) {
                            let own = of_trace(&days, one.date, one.quantity);
                            sum.value += share * own.value;
                            sum.mass += share * own.mass;
                        }
                    }
                }
            }
        }
        Ok(found)
    };
    let all = on_each(&members, of_member)?;
    let mut mean = empty();
    let part = 1.0 / members.len() as f64;
    for one in all {
        for (sum, own) in mean.iter_mut().flatten().flatten().zip(one.iter().flatten().flatten()) {
            sum.value += part * own.value;
            sum.mass += part * own.mass;
        }
    }
    Ok(mean)
}
