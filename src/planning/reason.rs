//! Why a segment got its programme: what its programme buys at the marginal prices that the cheapest does not.

use super::model::Model;
use super::problem::Adds;
use super::search::solve::Solution;
use crate::kpi::define::Kpi;
use crate::scenario::Language;

/// Why a segment got its programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// No other candidate.
    Only,
    /// The cheapest of its candidates, or the best by what is made small.
    Cheapest,
    /// The cheapest would cost more than it saves by this limit (index into the limits of the plan).
    Limit(usize),
    /// The cheapest would cost more than it saves by the limit on fires in the worst weathers.
    Tail,
    /// The cheapest falls in weeks whose crew hours others need more.
    Hours,
    /// It continues the work on the neighbouring segments.
    Neighbours,
    /// It fills what whole segments leave of the limits.
    Rest,
}

/// The cheapest option of a segment, the first of equals.
fn cheapest(model: &Model, segment: usize) -> usize {
    let problem = &model.problem;
    let cost = |option: &usize| problem.value(segment, *option, problem.objective);
    let options = 0..problem.options(segment).len();
    options.reduce(|best, other| if cost(&other) < cost(&best) { other } else { best }).unwrap_or(0)
}

/// What an option saves against another in each row, at the marginal prices; rows of hours together, then the limits.
fn savings(model: &Model, solution: &Solution, segment: usize, option: usize, other: usize) -> (f64, Vec<f64>) {
    let problem = &model.problem;
    let priced = |option: usize| -> f64 {
        let shares = problem.shares(segment, option).iter();
        let hours: f64 = shares.map(|&(row, share)| share * solution.multipliers[row as usize]).sum();
        hours * problem.hours[segment]
    };
    let limits = problem.rows.iter().zip(&solution.multipliers).skip(problem.hour_rows());
    let of_limit = |(row, multiplier): (&super::problem::Row, &f64)| match row.adds {
        Adds::Column { column, owner } if owner.is_none_or(|owner| owner == problem.owner[segment]) => {
            let change = problem.value(segment, other, column) - problem.value(segment, option, column);
            row.sign() * multiplier * change
        }
        _ => 0.0,
    };
    (priced(other) - priced(option), limits.map(of_limit).collect())
}

/// Why a segment of the problem got its option.
pub fn reason(model: &Model, solution: &Solution, segment: usize) -> Reason {
    let problem = &model.problem;
    let option = solution.choice[segment] as usize;
    if problem.options(segment).len() < 2 {
        return Reason::Only;
    }
    let best = cheapest(model, segment);
    let cost = |option: usize| problem.value(segment, option, problem.objective);
    if cost(option) <= cost(best) {
        return Reason::Cheapest;
    }
    let (hours, limits) = savings(model, solution, segment, option, best);
    let programme = |segment: usize| problem.programmes(segment)[solution.choice[segment] as usize];
    let like = |neighbour: usize| programme(neighbour) == programme(segment);
    let alike = problem.stretch > 0.0
        && ((!problem.begins_chain(segment) && like(segment - 1))
            || (segment + 1 < problem.segments() && !problem.begins_chain(segment + 1) && like(segment + 1)));
    let along = if alike { problem.stretch } else { 0.0 };
    let mut found = (Reason::Rest, 0.0);
    // Rows after those of the limits are of the fires in the worst weathers.
    let tail = limits.iter().skip(model.limit_rows.len()).sum();
    let limits = limits.into_iter().zip(&model.limit_rows).map(|(saved, &limit)| (Reason::Limit(limit), saved));
    for (reason, saved) in limits.chain([(Reason::Tail, tail), (Reason::Hours, hours), (Reason::Neighbours, along)]) {
        if saved > found.1 {
            found = (reason, saved);
        }
    }
    found.0
}

/// Words of a reason; `limit` is the measure of its limit.
pub fn reason_text(reason: Reason, limit: Option<&Kpi>, language: Language) -> String {
    let fixed = match (reason, language) {
        (Reason::Limit(_), Language::En) => {
            let name = limit.map_or("limits", |kpi| kpi.title_en).to_lowercase();
            return format!("dearer than the cheapest, to keep the limit on {name}");
        }
        (Reason::Limit(_), Language::Nl) => {
            let name = limit.map_or("grenzen", |kpi| kpi.title_nl).to_lowercase();
            return format!("duurder dan de goedkoopste, om de grens op {name} te halen");
        }
        (Reason::Tail, Language::En) => "dearer than the cheapest, to keep the limit on fires in the worst weathers",
        (Reason::Tail, Language::Nl) => {
            "duurder dan de goedkoopste, om de grens op branden in het slechtste weer te halen"
        }
        (Reason::Only, Language::En) => "nothing else fits windows, machines and crew hours",
        (Reason::Only, Language::Nl) => "niets anders past in vensters, machines en uren",
        (Reason::Cheapest, Language::En) => "the cheapest",
        (Reason::Cheapest, Language::Nl) => "de goedkoopste",
        (Reason::Hours, Language::En) => "in another week than the cheapest, whose crew hours are needed elsewhere",
        (Reason::Hours, Language::Nl) => "in een andere week dan de goedkoopste, waarvan de uren elders nodig zijn",
        (Reason::Neighbours, Language::En) => "in one go with the neighbouring verges",
        (Reason::Neighbours, Language::Nl) => "in één werkgang met de bermen ernaast",
        (Reason::Rest, Language::En) => "fits what whole verges leave of hours and limits",
        (Reason::Rest, Language::Nl) => "past bij wat hele bermen van uren en grenzen overlaten",
    };
    fixed.to_owned()
}
