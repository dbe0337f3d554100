//! What the objective costs at each value of a limit: a sweep from where the limit does not press to the best that can be reached.
//!
//! Each point is a problem of its own with its own bound, solved from the prices of the point before. The ends are the value of
//! the plan without the limit, and the best value of the measure within the other limits.

use super::candidate::cost_and_values;
use super::contract::years::Years;
use super::instance::{Instance, Rules};
use super::limits::{LimitResult, Values, network_value, place};
use super::model::{Model, Objective, model};
use super::search::rounding::Effort;
use super::search::solve::{Solution, solve};
use super::tail::{Tail, solve_tail, solve_within};
use crate::kpi::Evidence;
use crate::kpi::define::{Direction, Kpi, find, limit_names};
use crate::scenario::{PlanOptions, Sweep};

/// Share of the way to the best value at which the tightest point lies: at the end itself whole segments leave no choice.
const TIGHTEST: f64 = 0.97;
/// Measure that is made small where the budget is swept.
const AGAINST_BUDGET: &str = "fire";

/// A plan of the front.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Limit that it keeps.
    pub limit: f64,
    /// Value of the measure.
    pub used: f64,
    /// Value of the objective, in its unit and sense.
    pub value: f64,
    /// No plan within the limit does better.
    pub bound: f64,
    /// Gap of the two, as a share of the bound.
    pub gap: f64,
    /// Marginal price of the limit, objective per unit of the measure.
    pub price: f64,
    /// Cost, EUR a year.
    pub cost_eur: f64,
    /// Network values of all measures that can be limited.
    pub values: Values,
}

/// A choice that stands beside the front.
#[derive(Clone, Debug, PartialEq)]
pub struct Beside {
    /// Regime on its own days on every verge; `None`: the regimes of today.
    pub regime: Option<usize>,
    /// Network values of all measures that can be limited; cost among them.
    pub values: Values,
}

/// A front.
#[derive(Clone, Debug, PartialEq)]
pub struct Front {
    /// Measure that is swept.
    pub kpi: &'static Kpi,
    /// What is made small.
    pub objective: Objective,
    /// Points from the loosest limit to the tightest.
    pub points: Vec<Point>,
    /// Limits at which no plan was found.
    pub without_plan: Vec<f64>,
    /// Present regimes and each regime alone.
    pub beside: Vec<Beside>,
}

impl Front {
    /// A value of the objective in its own sense.
    pub fn objective_value(&self, values: &Values) -> f64 {
        match self.objective {
            Objective::Cost => values[place("budget_eur").unwrap_or(0)],
            Objective::Measure(kpi) => values[place(kpi.limit).unwrap_or(0)],
        }
    }
}

/// Values of the whole network, from those of its segments.
fn network_values<'a>(evidence: &'a Evidence, of: impl Fn(&mut dyn FnMut(usize, &Values)) + 'a) -> Values {
    let mut list: Vec<(usize, Values)> = Vec::new();
    of(&mut |segment, values| list.push((segment, *values)));
    let mut all = [0.0; super::limits::LIMITED];
    for (at, name) in limit_names().enumerate() {
        let Some(kpi) = find(name) else { continue };
        let choices = list.iter().map(|(segment, values)| (&evidence.setting.segments[*segment], values));
        all[at] = network_value(kpi, at, choices);
    }
    all
}

/// The regimes of today, and each regime alone on its own days.
fn beside(evidence: &Evidence, years: &Years, instance: &Instance) -> Vec<Beside> {
    let present = network_values(evidence, |add| {
        instance.places.iter().for_each(|place| add(place.segment, &place.present));
    });
    let alone = |regime: usize| {
        let all: Option<Vec<(usize, Values)>> = instance
            .places
            .iter()
            .map(|place| {
                Some((
                    place.segment,
                    cost_and_values(evidence, years, (&instance.capacity, &instance.disposal), place.segment, regime)?
                        .0,
                ))
            })
            .collect();
        let all = all?;
        let values = network_values(evidence, |add| all.iter().for_each(|(segment, values)| add(*segment, values)));
        Some(Beside { regime: Some(regime), values })
    };
    let regimes = (0..evidence.setting.regimes.len()).filter_map(alone);
    std::iter::once(Beside { regime: None, values: present }).chain(regimes).collect()
}

/// Network values of a solution.
fn values_of(evidence: &Evidence, instance: &Instance, model: &Model, solution: &Solution) -> Values {
    network_values(evidence, |add| {
        for (at, &number) in model.order.iter().enumerate() {
            let place = &instance.places[number];
            add(place.segment, &place.candidates[solution.choice[at] as usize].values);
        }
    })
}

/// The front of a sweep; `None` where its measure is not known, or where no plan keeps the other limits.
pub fn front(evidence: &Evidence, rules: &Rules, instance: &Instance, sweep: &Sweep, seed: u64) -> Option<Front> {
    let kpi = find(&sweep.kpi).filter(|kpi| kpi.limit == sweep.kpi)?;
    let at = place(kpi.limit)?;
    let mut options = PlanOptions { limits: Vec::new(), ..rules.options.clone() };
    if kpi.limit == "budget_eur" && Objective::of(&options) == Objective::Cost {
        AGAINST_BUDGET.clone_into(&mut options.minimise);
    }
    let mut instance = instance.clone();
    let of_all = |limit: &LimitResult| limit.owner.is_none() && limit.kpi.is_some_and(|own| own.limit == kpi.limit);
    instance.limits.retain(|limit| !of_all(limit));
    // Fires themselves are swept in their mean.
    instance.tail = instance.tail.filter(|_| kpi.limit != "fire");
    let solved = |instance: &Instance, options: &PlanOptions| {
        let mut model = model(instance, evidence.setting, options);
        let solution = solve_within(evidence, instance, &mut model, (Effort::FRONT, seed)).0.ok()?;
        Some((values_of(evidence, instance, &model, &solution), solution))
    };
    let loosest = solved(&instance, &options)?.0[at];
    let best = PlanOptions {
        minimise: if kpi.limit == "budget_eur" { "cost" } else { kpi.limit }.to_owned(),
        ..options.clone()
    };
    let best = solved(&instance, &best)?.0[at];
    instance.limits.push(LimitResult {
        name: kpi.limit.to_owned(),
        kpi: Some(kpi),
        owner: None,
        year: None,
        limit: loosest,
        present: 0.0,
        used: 0.0,
        price: 0.0,
    });
    let mut whole = model(&instance, evidence.setting, &options);
    let row = whole.problem.rows.len() - 1;
    let mut tail = instance.tail.and_then(|limit| Some((limit, Tail::new(evidence, &instance, &whole)?)));
    let mut points: Vec<Point> = Vec::new();
    let mut without_plan = Vec::new();
    let mut warm: Option<Vec<f64>> = None;
    for number in 0..sweep.points {
        let share = TIGHTEST * number as f64 / (sweep.points - 1).max(1) as f64;
        // The first limit has room for rounding, so that the plan without it stays within.
        let room = if number == 0 { 1e-6 * loosest.abs() } else { 0.0 };
        let room = if kpi.direction == Direction::Up { -room } else { room };
        let limit = loosest + share * (best - loosest) + room;
        whole.problem.rows[row].limit = limit;
        let solution = match &mut tail {
            Some((limit, tail)) => solve_tail(&mut whole, tail, *limit, warm.as_deref(), (Effort::FRONT, seed)),
            None => solve(&whole.problem, warm.as_deref(), Effort::FRONT, seed),
        };
        let Ok(solution) = solution else {
            without_plan.push(limit);
            continue;
        };
        let values = values_of(evidence, &instance, &whole, &solution);
        let sign = whole.objective.sign();
        points.push(Point {
            limit,
            used: values[at],
            value: sign * solution.cost,
            bound: sign * solution.bound,
            gap: solution.gap(),
            price: solution.multipliers[row],
            cost_eur: values[place("budget_eur").unwrap_or(0)],
            values,
        });
        warm = Some(solution.multipliers);
    }
    let objective = whole.objective;
    (!points.is_empty()).then(|| Front {
        kpi,
        objective,
        points,
        without_plan,
        beside: beside(evidence, &Years::of(evidence, rules.options), &instance),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::sample::Sample;

    fn swept(kpi: &str) -> Option<Front> {
        let options = PlanOptions { stretch_eur: 0.0, ..PlanOptions::default() };
        let rules = Rules { options: &options, crews: &[], owners: &[], depots: &[], chains: &[] };
        Sample::new().with(|evidence| {
            let instance = Instance::build(evidence, &rules);
            front(evidence, &rules, &instance, &Sweep { kpi: kpi.to_owned(), points: 4 }, 1)
        })
    }

    #[test]
    fn tighter_limits_cost_more_and_their_bounds_rise() {
        let front = swept("fire").expect("a front");
        assert!(front.points.len() >= 3, "{:?}", front.points);
        for pair in front.points.windows(2) {
            assert!(pair[1].limit < pair[0].limit && pair[1].bound >= pair[0].bound - 1e-6);
        }
        for point in &front.points {
            assert!(point.used <= point.limit * (1.0 + 1e-9) && point.bound <= point.value + 1e-9, "{point:?}");
        }
        // Uncut: 30 EUR of strips; the rest costs 90 EUR a segment.
        assert!((front.points[0].cost_eur - 30.0).abs() < 1e-9);
        assert_eq!(front.beside.len(), 4);
        let cost = front.objective_value(&front.beside[0].values);
        assert!((cost - 300.0).abs() < 1e-9, "{cost}");
    }

    #[test]
    fn a_budget_is_swept_against_fires() {
        let front = swept("budget_eur").expect("a front");
        assert!(matches!(front.objective, Objective::Measure(kpi) if kpi.limit == "fire"));
        assert!(front.points[0].value < front.points[front.points.len() - 1].value, "less money, more fire");
        assert_eq!(swept("nothing"), None);
    }
}
