//! Which programme on which segment in which week.
//!
//! [`instance`] gathers the candidates of each segment, [`capacity`] the hours of the crews and [`limits`] the limits in natural
//! units; [`mod@model`] makes a problem of them, which [`search`] solves with a bound on every plan; [`certificate`] holds the proof;
//! [`verify`] judges a written plan again from its tables, sharing no code with the search.

pub mod bare;
pub mod breeding;
pub mod candidate;
pub mod capacity;
pub mod certificate;
pub mod contract;
pub mod disposal;
#[cfg(test)]
mod edges;
pub mod instance;
pub mod limits;
pub mod model;
pub mod nucleolus;
pub mod pareto;
pub mod pool;
pub mod problem;
pub mod reason;
pub mod route;
pub mod search;
pub mod synchrony;
pub mod tail;
pub mod together;
mod uses;
pub mod verify;

use crate::kpi::Evidence;
use crate::kpi::cost::{VisitWork, visits};
use crate::kpi::define::Kpi;
use breeding::{Breeding, breeding};
use capacity::Row;
use contract::ChoiceYear;
use contract::worth::{Worth, worth};
use contract::years::Years;
use instance::{Instance, Rules};
use limits::{LimitResult, Values, network_value, place};
use model::{Model, Objective, model};
use pareto::{Front, front};
use reason::{Reason, reason};
use search::rounding::Effort;
use search::solve::{NoPlan, Solution};
use synchrony::{Collision, SyncUse, collisions};
use tail::{Tail, TailResult, solve_within};
use together::{Together, together};
use uses::{disposal_uses, row_uses, sync_uses};

/// The programme of a segment, with what it costs and does.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Segment of the network.
    pub segment: usize,
    /// Programme.
    pub programme: usize,
    /// Regime of the programme.
    pub regime: usize,
    /// Why.
    pub reason: Reason,
    /// Cost, strips included, EUR a year.
    pub cost_eur: f64,
    /// Hours, strips included.
    pub hours: f64,
    /// KPI values under the programme.
    pub values: Values,
    /// KPI values under the present regime.
    pub present: Values,
    /// Visits, strips included, in order of day.
    pub visits: Vec<VisitWork>,
    /// Each year of a contract that is planned year by year; else none.
    pub years: Vec<ChoiceYear>,
}

impl Choice {
    /// A KPI under the programme, by its limit name; 0 for an unknown name.
    pub fn value(&self, name: &str) -> f64 {
        place(name).map_or(0.0, |at| self.values[at])
    }

    /// A KPI under the present regime, by its limit name; 0 for an unknown name.
    pub fn present_value(&self, name: &str) -> f64 {
        place(name).map_or(0.0, |at| self.present[at])
    }
}

/// Hours used of a capacity row.
#[derive(Clone, Debug, PartialEq)]
pub struct RowUse {
    /// Name of the area.
    pub area: String,
    /// The row.
    pub row: Row,
    /// Hours booked.
    pub used: f64,
    /// What an hour more would save, in the unit of what is minimised.
    pub price: f64,
}

/// Tonnes that a depot gets in a week.
#[derive(Clone, Debug, PartialEq)]
pub struct DisposalUse {
    /// Depot.
    pub depot: String,
    /// Week.
    pub week: u8,
    /// Tonnes that it takes.
    pub limit: f64,
    /// Tonnes that it gets.
    pub used: f64,
    /// What a tonne more would save, in the unit of what is minimised.
    pub price: f64,
}

/// A plan for every segment with grass.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What it makes small.
    pub objective: Objective,
    /// Value of what it makes small, changes of programme along the road included.
    pub value: f64,
    /// No plan has less.
    pub bound: f64,
    /// What the changes of programme along the road cost, EUR a year.
    pub stretch_eur: f64,
    /// Choices in the order of the segments.
    pub choices: Vec<Choice>,
    /// Capacity rows that are used or limited.
    pub rows: Vec<RowUse>,
    /// Depots by week, where they are used or could be.
    pub disposal: Vec<DisposalUse>,
    /// What it cuts at about the same time, where that is limited.
    pub synchrony: Vec<SyncUse>,
    /// Limits with what the plan makes of them.
    pub limits: Vec<LimitResult>,
    /// What it makes of the limit on the fires of the worst members.
    pub tail: Option<TailResult>,
    /// What the breeding season does on the verges of each owner where it matters.
    pub breeding: Vec<Breeding>,
    /// Remarks, one line each.
    pub notes: Vec<String>,
}

impl Plan {
    /// How far it may lie above the best possible, as a share of the bound.
    pub fn gap(&self) -> f64 {
        (self.value - self.bound) / self.bound.abs().max(f64::MIN_POSITIVE)
    }

    /// Total cost without that of changes along the road, EUR a year.
    pub fn cost_eur(&self) -> f64 {
        self.choices.iter().map(|choice| choice.cost_eur).sum()
    }

    /// Measure of the limit that a reason names.
    pub fn limit_of(&self, reason: Reason) -> Option<&'static Kpi> {
        if let Reason::Limit(limit) = reason { self.limits[limit].kpi } else { None }
    }

    /// Total hours a year.
    pub fn hours(&self) -> f64 {
        self.choices.iter().map(|choice| choice.hours).sum()
    }

    /// Programme of each of the network's segments, `None` where no grass is mown.
    pub fn programmes(&self, segments: usize) -> Vec<Option<usize>> {
        let mut list = vec![None; segments];
        for choice in &self.choices {
            list[choice.segment] = Some(choice.programme);
        }
        list
    }
}

/// A limit or crew-week that is short in every plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Missing {
    /// Name of the row.
    pub name: String,
    /// What is missing.
    pub short: f64,
    /// Limit of the row.
    pub limit: f64,
    /// Unit.
    pub unit: &'static str,
}

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// What is short.
    pub missing: Vec<Missing>,
    /// Whether it is proven that no plan exists.
    pub proven: bool,
    /// Opposite sides that no plan keeps apart.
    pub collisions: Vec<Collision>,
}

/// What the planner worked on, and what it found.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The instance.
    pub instance: Instance,
    /// The problem made of it.
    pub model: Model,
    /// Fires of the options by member, where those of the worst members are limited.
    pub tail: Option<Tail>,
    /// The search's answer.
    pub solution: Result<Solution, NoPlan>,
    /// The plan, or why there is none.
    pub plan: Result<Plan, Refusal>,
    /// Sweeps of limits.
    pub fronts: Vec<Front>,
    /// The joint plan against each owner's alone, where owners plan together.
    pub together: Option<Together>,
    /// What changes of regime within a contract buy.
    pub worth: Option<Worth>,
}

/// Plans: the instance of the evidence and the rules, solved.
pub fn plan(evidence: &Evidence, rules: &Rules, effort: Effort, seed: u64) -> Planned {
    let instance = Instance::build(evidence, rules);
    let mut model = model(&instance, evidence.setting, rules.options);
    let (solution, tail) = solve_within(evidence, &instance, &mut model, (effort, seed));
    let plan = match &solution {
        Ok(solution) => Ok(Plan {
            tail: tail
                .as_ref()
                .zip(instance.tail)
                .map(|(tail, limit)| TailResult::of(limit, tail, &model.problem, solution)),
            ..whole(evidence, rules, &instance, &model, solution)
        }),
        Err(none) => Err(Refusal { collisions: collisions(&instance, evidence.setting), ..refusal(&model, none) }),
    };
    let sweeps = rules.options.pareto.iter();
    let fronts = sweeps.filter_map(|sweep| front(evidence, rules, &instance, sweep, seed)).collect();
    let joint = plan.as_ref().ok().filter(|_| rules.options.joint);
    let together = joint.and_then(|joint| together(evidence, rules, joint, effort, seed));
    let worth = plan.as_ref().ok().and_then(|plan| worth(evidence, rules.options, &instance, plan, (effort, seed)));
    Planned { instance, model, tail, solution, plan, fronts, together, worth }
}

/// What is short, in the names of the rows.
pub fn refusal(model: &Model, none: &NoPlan) -> Refusal {
    let (rows, proven) = match none {
        NoPlan::Impossible(shortage) => (&shortage.rows, true),
        NoPlan::NotFound(broken, _) => (broken, false),
    };
    let missing = |&(row, short): &(usize, f64)| {
        let row = &model.problem.rows[row];
        Missing { name: row.name.clone(), short, limit: row.limit, unit: row.unit }
    };
    Refusal { missing: rows.iter().map(missing).collect(), proven, collisions: Vec::new() }
}

/// The plan of a solution.
pub fn whole(evidence: &Evidence, rules: &Rules, instance: &Instance, model: &Model, solution: &Solution) -> Plan {
    let mut used = instance.obligatory.clone();
    let mut tonnes = instance.obligatory_tonnes.clone();
    let mut choices = Vec::with_capacity(instance.places.len());
    let years = Years::of(evidence, rules.options);
    for (at, &number) in model.order.iter().enumerate() {
        let place = &instance.places[number];
        let candidate = &place.candidates[solution.choice[at] as usize];
        for &(row, hours) in &candidate.usage {
            used[row] += hours;
        }
        for &(row, amount) in &candidate.tonnes {
            tonnes[row] += amount;
        }
        choices.push(Choice {
            segment: place.segment,
            programme: candidate.programme,
            regime: evidence.setting.programmes[candidate.programme].regime,
            reason: reason(model, solution, at),
            cost_eur: candidate.cost_eur,
            hours: candidate.hours,
            values: candidate.values,
            present: place.present,
            visits: visits(evidence, place.segment, candidate.programme).unwrap_or_default(),
            years: years.choice(place.segment, candidate),
        });
    }
    choices.sort_by_key(|choice| choice.segment);
    let limits = judged(evidence, instance, model, solution, &choices);
    Plan {
        breeding: breeding(evidence, rules.owners, &choices),
        objective: model.objective,
        value: solution.cost,
        bound: solution.bound,
        stretch_eur: solution.stretch_cost,
        rows: row_uses(instance, model, solution, &used),
        disposal: disposal_uses(instance, model, solution, &tonnes),
        synchrony: sync_uses(instance, model, solution),
        choices,
        limits,
        tail: None,
        notes: instance.notes.clone(),
    }
}

/// The limits with what the choices make of them, and their marginal prices.
fn judged(
    evidence: &Evidence,
    instance: &Instance,
    model: &Model,
    solution: &Solution,
    choices: &[Choice],
) -> Vec<LimitResult> {
    let mut limits = instance.limits.clone();
    for limit in &mut limits {
        if let Some((kpi, at)) = limit.kpi.and_then(|kpi| Some((kpi, place(kpi.limit)?))) {
            let counted = choices.iter().filter(|choice| limit.counts(&evidence.setting.segments[choice.segment]));
            limit.used = if let Some(year) = limit.year {
                counted.map(|choice| choice.years[year].cost_eur).sum()
            } else {
                let values = counted.map(|choice| (&evidence.setting.segments[choice.segment], &choice.values));
                network_value(kpi, at, values)
            };
        }
    }
    let prices = solution.multipliers.iter().skip(model.problem.hour_rows());
    for (&limit, price) in model.limit_rows.iter().zip(prices) {
        limits[limit].price = *price;
    }
    limits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::sample::Sample;
    use crate::scenario::{Limit, PlanOptions};

    fn options(limits: Vec<(String, Limit)>) -> PlanOptions {
        PlanOptions { limits, stretch_eur: 0.0, joint: true, ..PlanOptions::default() }
    }

    fn planned(options: &PlanOptions) -> Planned {
        let rules = Rules { options, crews: &[], owners: &[], depots: &[], chains: &[] };
        Sample::new().with(|evidence| super::plan(evidence, &rules, Effort::default(), 1))
    }

    #[test]
    fn a_plan_adds_up_and_keeps_its_limits() {
        let limits =
            vec![("fire".to_owned(), Limit::Relative(-0.25)), ("budget_eur".to_owned(), Limit::Absolute(301.0))];
        let planned = planned(&options(limits));
        let plan = planned.plan.expect("there is a plan");
        // Every programme costs the same and the uncut one less, which burns more.
        assert!((plan.cost_eur() - 300.0).abs() < 1e-9 && plan.bound <= plan.value);
        assert!((plan.hours() - 6.0).abs() < 1e-9);
        assert_eq!(plan.programmes(4)[3], None);
        assert!(plan.limits[0].used <= plan.limits[0].limit * (1.0 + 1e-9));
        assert_eq!(plan.limits.iter().map(LimitResult::is_met).collect::<Vec<_>>(), vec![Some(true); 2]);
        let hours: f64 = plan.rows.iter().map(|row| row.used).sum();
        assert!((hours - plan.hours()).abs() < 1e-12);
        let told = plan.choices.iter().filter(|choice| choice.reason == Reason::Limit(0)).count();
        assert!(told > 0, "{:?}", plan.choices.iter().map(|choice| choice.reason).collect::<Vec<_>>());
    }

    #[test]
    fn without_limits_nothing_is_mown_that_need_not_be() {
        let planned = planned(&options(Vec::new()));
        let plan = planned.plan.expect("there is a plan");
        assert_eq!(plan.programmes(4), vec![Some(2), Some(2), Some(2), None]);
        assert!((plan.value - plan.bound).abs() < 1e-6 && plan.choices[0].reason == Reason::Cheapest);
    }

    #[test]
    fn what_is_impossible_is_told_with_what_is_missing() {
        let planned = planned(&options(vec![("fire".to_owned(), Limit::Relative(-0.5))]));
        let refusal = planned.plan.expect_err("fires cannot fall by half");
        assert!(refusal.proven && refusal.missing[0].name == "fire" && refusal.missing[0].short > 0.0);
    }

    #[test]
    fn a_measure_can_be_made_large_within_a_budget() {
        let mut asked = options(vec![("budget_eur".to_owned(), Limit::Absolute(301.0))]);
        asked.minimise = "seed_set".into();
        let plan = planned(&asked).plan.expect("there is a plan");
        assert_eq!(plan.objective.sign(), -1.0);
        // The uncut verge sets most seed.
        assert_eq!(plan.programmes(4), vec![Some(2), Some(2), Some(2), None]);
        assert!(plan.value < 0.0 && plan.value >= plan.bound);
    }
}
