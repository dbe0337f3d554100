//! A limit on the fires of the worst weathers: the mean of the worst share of the members (conditional value at risk).
//!
//! `CVaR = max over q of sum_m q_m f_m` with `0 <= q_m <= 1 / ((1 - a) M)` and `sum q = 1` (Rockafellar and Uryasev 2000). Every such q
//! gives a row `sum_m q_m f_m <= F` that each plan within the limit keeps, and so does any set of them: rows are added for the worst
//! members of the plan found, until that plan is within the limit. A bound with these rows is a bound on every plan within it.
//! The fires of an option under q need only one weighted susceptibility for each case, reckoned once for a change of q.

use super::instance::Instance;
use super::model::Model;
use super::problem::{Adds, Problem, Row};
use super::search::bound::exact;
use super::search::rounding::Effort;
use super::search::solve::{NoPlan, Solution, solve};
use crate::kpi::Evidence;
use crate::kpi::member_fires::{case_fires, fire_weights, fires_by_member};
use crate::scenario::{Limit, PlanOptions};
use std::collections::BTreeMap;

/// Rounds of added rows, and rounds in which the rows are drawn tighter where they do not end it.
const ROUNDS: usize = 12;
const TIGHTENED: usize = 8;
/// Relative excess that counts as rounding.
const ROUNDING: f64 = 1e-9;
/// Effort of the rounds before the rows are known.
const QUICK: Effort = Effort { proposals: 1_000_000, passes: (40, 3_000), drawn: 300_000, starts: 2, retries: 2 };

/// Weights of the worst members: as much as may be on each, beginning with the worst.
///
/// - `fires`: of each member
/// - `share`: 0-1, the share of the members that is not looked at
pub fn worst_weights(fires: &[f64], share: f64) -> Vec<f64> {
    let most = 1.0 / ((1.0 - share) * fires.len() as f64).max(1.0);
    let mut order: Vec<usize> = (0..fires.len()).collect();
    order.sort_by(|&a, &b| fires[b].total_cmp(&fires[a]).then(a.cmp(&b)));
    let (mut weights, mut left) = (vec![0.0; fires.len()], 1.0);
    for member in order {
        weights[member] = f64::min(most, left);
        left -= weights[member];
        if left <= 1e-15 {
            break;
        }
    }
    weights
}

/// Mean of the worst members.
///
/// ```
/// use zeis::planning::tail::worst_mean;
/// assert_eq!(worst_mean(&[1.0, 4.0, 2.0, 3.0], 0.5), 3.5);
/// assert_eq!(worst_mean(&[1.0, 4.0, 2.0, 3.0], 0.0), 2.5);
/// ```
pub fn worst_mean(fires: &[f64], share: f64) -> f64 {
    worst_weights(fires, share).iter().zip(fires).map(|(weight, fires)| weight * fires).sum()
}

/// The limit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TailLimit {
    /// Share of the members that is not looked at.
    pub share: f64,
    /// Fires a year that the mean of the others may not exceed.
    pub limit: f64,
    /// The same under the present regimes.
    pub present: f64,
}

/// Fires of the present regimes in the worst members, and the part of the segments of an instance in it.
///
/// The part of an owner counts in the members that are worst for all, so that the parts of all owners add up.
pub fn present_tail(evidence: &Evidence, instance: &Instance, share: f64) -> Option<(f64, f64)> {
    let present = &evidence.setting.present;
    let simulated = |segment: &usize| fire_weights(evidence, *segment, present[*segment]).is_some();
    let all = (0..evidence.setting.segments.len()).filter(simulated).map(|segment| (segment, present[segment]));
    let all = fires_by_member(evidence, all)?;
    let own = instance.places.iter().map(|place| (place.segment, present[place.segment]));
    let own = fires_by_member(evidence, own)?;
    let weights = worst_weights(&all, share);
    let part = weights.iter().zip(&own).map(|(weight, fires)| weight * fires).sum();
    Some((worst_mean(&all, share), part))
}

/// Lets the limit on fires hold for the worst members, where that is asked.
///
/// An owner alone has its part of the limit of all: in proportion to its part of the present fires in the members that are worst
/// for all.
pub fn limit_the_tail(instance: &mut Instance, evidence: &Evidence, options: &PlanOptions) {
    let Some(share) = options.cvar else { return };
    let asked = options.limits.iter().find(|(name, _)| name == "fire").map(|(_, limit)| *limit);
    let at = instance.limits.iter().position(|limit| limit.name == "fire");
    let (Some(asked), Some(at), Some((all, own))) = (asked, at, present_tail(evidence, instance, share)) else {
        return;
    };
    let part = if all > 0.0 { own / all } else { 0.0 };
    let limit = match asked {
        Limit::Relative(change) => own * (1.0 + change),
        Limit::Difference(change) => own + part * change,
        Limit::Absolute(value) => part * value,
    };
    instance.limits.remove(at);
    instance.tail = Some(TailLimit { share, limit, present: own });
}

/// What a plan makes of the limit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TailResult {
    /// The limit.
    pub limit: TailLimit,
    /// Mean of all members, fires a year.
    pub mean: f64,
    /// Mean of the worst members, fires a year.
    pub worst: f64,
    /// What a fire more in the limit would save, in the unit of what is minimised.
    pub price: f64,
    /// The same plan in weathers that it was not made for.
    pub fresh: Option<Fresh>,
}

/// A plan in fresh members.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fresh {
    /// Number of members.
    pub members: usize,
    /// Mean of all, fires a year.
    pub mean: f64,
    /// Mean of the worst, fires a year.
    pub worst: f64,
    /// Share of the members with more fires than the limit.
    pub above: f64,
}

impl TailResult {
    /// What a solution makes of the limit.
    pub fn of(limit: TailLimit, tail: &Tail, problem: &Problem, solution: &Solution) -> Self {
        let totals = tail.totals(problem, &solution.choice);
        TailResult {
            limit,
            mean: totals.iter().sum::<f64>() / totals.len().max(1) as f64,
            worst: worst_mean(&totals, limit.share),
            price: solution.multipliers[tail.first_row..].iter().sum(),
            fresh: None,
        }
    }

    /// Looks at the plan, segment and programme of each choice, in other members.
    pub fn look_at(&mut self, evidence: &Evidence, chosen: impl Iterator<Item = (usize, usize)>) {
        self.fresh = fires_by_member(evidence, chosen).map(|fires| Fresh {
            members: fires.len(),
            mean: fires.iter().sum::<f64>() / fires.len().max(1) as f64,
            worst: worst_mean(&fires, self.limit.share),
            above: fires.iter().filter(|fires| **fires > self.limit.limit).count() as f64 / fires.len().max(1) as f64,
        });
    }
}

/// The fires of every option as weights on cases, and the members of each case.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tail {
    /// Weights of each option of the problem.
    pub options: Vec<Vec<(usize, f64)>>,
    /// Susceptibility of each case that some option has, by member.
    pub cases: BTreeMap<usize, Vec<f64>>,
    /// Weights of the members in each row that was added.
    pub cuts: Vec<Vec<f64>>,
    /// First of these rows.
    pub first_row: usize,
}

impl Tail {
    /// Fires of the options of a model.
    pub fn new(evidence: &Evidence, instance: &Instance, model: &Model) -> Option<Self> {
        let mut tail = Tail { first_row: model.problem.rows.len(), ..Tail::default() };
        for &place in &model.order {
            let place = &instance.places[place];
            for candidate in &place.candidates {
                let weights = fire_weights(evidence, place.segment, candidate.programme)?;
                for &(case, _) in &weights {
                    tail.cases.entry(case).or_insert_with(|| case_fires(evidence, case));
                }
                tail.options.push(weights);
            }
        }
        Some(tail)
    }

    /// Members.
    pub fn members(&self) -> usize {
        self.cases.values().next().map_or(0, Vec::len)
    }

    /// Fires of every option with these weights of the members.
    pub fn column(&self, weights: &[f64]) -> Vec<f64> {
        let effective: BTreeMap<usize, f64> = self
            .cases
            .iter()
            .map(|(&case, fires)| (case, weights.iter().zip(fires).map(|(weight, phi)| weight * phi).sum()))
            .collect();
        self.options.iter().map(|option| option.iter().map(|(case, weight)| weight * effective[case]).sum()).collect()
    }

    /// Fires of a choice in each member.
    pub fn totals(&self, problem: &Problem, choice: &[u32]) -> Vec<f64> {
        let mut sums: BTreeMap<usize, f64> = BTreeMap::new();
        for (segment, &option) in choice.iter().enumerate() {
            for &(case, weight) in &self.options[problem.first[segment] as usize + option as usize] {
                *sums.entry(case).or_default() += weight;
            }
        }
        let mut totals = vec![0.0; self.members()];
        for (case, weight) in sums {
            totals.iter_mut().zip(&self.cases[&case]).for_each(|(total, phi)| *total += weight * phi);
        }
        totals
    }

    fn add(&mut self, problem: &mut Problem, weights: Vec<f64>, limit: f64) {
        problem.columns.push(self.column(&weights));
        self.cuts.push(weights);
        problem.rows.push(Row {
            name: format!("fire_tail/{}", self.cuts.len()),
            unit: "fires/yr",
            adds: Adds::Column { column: problem.columns.len() - 1, owner: None },
            at_least: false,
            limit,
            fixed: 0.0,
        });
    }
}

/// Solves a model whose fires in the worst members are limited; the rows that this took stay in model and tail.
pub fn solve_tail(
    model: &mut Model,
    tail: &mut Tail,
    limit: TailLimit,
    warm: Option<&[f64]>,
    (effort, seed): (Effort, u64),
) -> Result<Solution, NoPlan> {
    let members = tail.members().max(1);
    let mut warm = warm.map(<[f64]>::to_vec);
    if tail.cuts.is_empty() {
        tail.add(&mut model.problem, vec![1.0 / members as f64; members], limit.limit);
        if let Some(prices) = &mut warm {
            prices.push(0.0);
        }
    }
    let mut last = None;
    for effort in [QUICK, effort] {
        for _ in 0..ROUNDS {
            let solution = solve(&model.problem, warm.as_deref(), effort, seed)?;
            let totals = tail.totals(&model.problem, &solution.choice);
            let worst = worst_mean(&totals, limit.share);
            let mut prices = solution.multipliers.clone();
            last = Some(solution);
            if worst <= limit.limit * (1.0 + ROUNDING) {
                warm = Some(prices);
                break;
            }
            last = None;
            tail.add(&mut model.problem, worst_weights(&totals, limit.share), limit.limit);
            prices.push(0.0);
            warm = Some(prices);
        }
    }
    if let Some(found) = last {
        return Ok(found);
    }
    // The worst members change from plan to plan: a little room in the rows ends it, while the bound is that of the limit itself.
    let mut tighter = model.problem.clone();
    for _ in 0..TIGHTENED {
        for row in &mut tighter.rows[tail.first_row..] {
            row.limit -= 5e-4 * limit.limit;
        }
        let solution = solve(&tighter, warm.as_deref(), effort, seed)?;
        let worst = worst_mean(&tail.totals(&model.problem, &solution.choice), limit.share);
        if worst <= limit.limit * (1.0 + ROUNDING) {
            let bound = exact(&model.problem, &solution.multipliers, 1.0);
            return Ok(Solution { bound, ..solution });
        }
    }
    solve(&tighter, warm.as_deref(), effort, seed)
}

/// Solves a model, with the fires of the worst members within their limit where there is one.
pub fn solve_within(
    evidence: &Evidence,
    instance: &Instance,
    model: &mut Model,
    (effort, seed): (Effort, u64),
) -> (Result<Solution, NoPlan>, Option<Tail>) {
    let limited = instance.tail.and_then(|limit| Some((limit, Tail::new(evidence, instance, model)?)));
    match limited {
        Some((limit, mut tail)) => (solve_tail(model, &mut tail, limit, None, (effort, seed)), Some(tail)),
        None => (solve(&model.problem, None, effort, seed), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_lie_on_the_worst_and_sum_to_one() {
        let fires = [3.0, 9.0, 1.0, 7.0, 5.0];
        let weights = worst_weights(&fires, 0.7);
        // A share of 0.3 of five members is one and a half.
        assert!((weights[1] - 1.0 / 1.5).abs() < 1e-12 && (weights[3] - 0.5 / 1.5).abs() < 1e-12);
        assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        assert!((worst_mean(&fires, 0.7) - (9.0 + 0.5 * 7.0) / 1.5).abs() < 1e-12);
        // No more can lie on one member than all, however small the share.
        assert_eq!(worst_weights(&fires, 0.99), [0.0, 1.0, 0.0, 0.0, 0.0]);
        // No other weights within the limits give more.
        let other = [0.2, 0.5, 0.0, 0.2, 0.1];
        assert!(other.iter().zip(&fires).map(|(q, f)| q * f).sum::<f64>() < worst_mean(&fires, 0.5));
    }

    fn planned(cvar: Option<f64>, limit: f64) -> crate::planning::Planned {
        use crate::kpi::sample::Sample;
        use crate::planning::instance::Rules;
        let limits = vec![("fire".to_owned(), Limit::Relative(limit))];
        let options = PlanOptions { limits, cvar, stretch_eur: 0.0, joint: true, ..PlanOptions::default() };
        let rules = Rules { options: &options, crews: &[], owners: &[], depots: &[], chains: &[] };
        Sample::new().with(|evidence| crate::planning::plan(evidence, &rules, Effort::default(), 1))
    }

    #[test]
    fn the_worst_members_are_kept_within_the_limit_and_cost_more_than_the_mean() {
        let tail = planned(Some(0.5), -0.2);
        let plan = tail.plan.as_ref().expect("there is a plan");
        let found = plan.tail.expect("the worst are limited");
        assert!(found.worst <= found.limit.limit * (1.0 + 1e-9) && found.worst > found.mean, "{found:?}");
        assert!((found.limit.limit - 0.8 * found.limit.present).abs() < 1e-12 && plan.limits.is_empty());
        assert!(plan.bound <= plan.value + 1e-9 && tail.tail.as_ref().is_some_and(|tail| !tail.cuts.is_empty()));
        // No choice of whole programmes within the limit is cheaper.
        let (model, members) = (&tail.model, tail.tail.as_ref().expect("there"));
        let counts: Vec<usize> = (0..model.problem.segments()).map(|s| model.problem.options(s).len()).collect();
        let all: usize = counts.iter().product();
        let mut best = f64::INFINITY;
        for code in 0..all {
            let mut rest = code;
            let mut choice: Vec<u32> = Vec::new();
            for count in &counts {
                choice.push((rest % count) as u32);
                rest /= count;
            }
            let fires = worst_mean(&members.totals(&model.problem, &choice), 0.5);
            let cost: f64 = choice
                .iter()
                .enumerate()
                .map(|(s, &o)| model.problem.value(s, o as usize, model.problem.objective))
                .sum();
            if fires <= found.limit.limit * (1.0 + 1e-9) {
                best = best.min(cost);
            }
        }
        assert!((plan.value - best).abs() < 1e-9 && plan.bound <= best + 1e-9, "{} {best}", plan.value);
    }

    #[test]
    fn what_the_worst_members_cannot_keep_is_refused_with_proof() {
        let refused = planned(Some(0.5), -0.6).plan.expect_err("too few fires");
        assert!(refused.proven && refused.missing[0].name.starts_with("fire_tail/"), "{refused:?}");
    }
}
