//! The search for an adjusted plan: from a new plan, and from the old one as little changed as it can be.

use crate::planning::model::Model;
use crate::planning::problem::Problem;
use crate::planning::search::dual::{all_shares, money};
use crate::planning::search::polish::polish;
use crate::planning::search::repair::repair;
use crate::planning::search::rounding::Effort;
use crate::planning::search::shortlist::Shortlist;
use crate::planning::search::solve::{NoPlan, Solution, solve};
use crate::planning::search::tally::{Changes, Tally};

/// Options that a polish looks at: smoothing as a share of the mean spread of costs, least share, most options.
const LOOKED_AT: (f64, f32, usize) = (0.05, 1e-4, 16);
/// Saving below which a segment keeps its programme, as a share of the mean spread of costs.
const WORTH_A_CHANGE: f64 = 1e-3;

/// Adds what a change costs to what is made small, as a column of its own.
///
/// - `keep`: option of each segment that keeps the plan; `eur`: cost of a change, EUR a year
pub fn charge_changes(model: &mut Model, keep: &[Option<usize>], eur: f64) {
    let problem = &mut model.problem;
    let mut column = problem.columns[problem.objective].clone();
    for (segment, keep) in keep.iter().enumerate() {
        for (option, at) in problem.options(segment).enumerate() {
            column[at] += if Some(option) == *keep { 0.0 } else { eur };
        }
    }
    problem.columns.push(column);
    problem.objective = problem.columns.len() - 1;
}

/// The best adjusted plan found, with the bound that no plan can go below.
///
/// - `keep`: option of each segment that keeps the plan, where it has one
pub fn adjust(problem: &Problem, keep: &[Option<usize>], seed: u64) -> Result<Solution, NoPlan> {
    let mut found = solve(problem, None, Effort::default(), seed)?;
    let start = keep.iter().enumerate().map(|(segment, keep)| keep.map_or(found.choice[segment], |keep| keep as u32));
    let unit = money(problem);
    let shares = all_shares(problem, &found.multipliers, LOOKED_AT.0 * unit);
    let shortlist = Shortlist::new(problem, &shares, LOOKED_AT.1, LOOKED_AT.2);
    let mut from_old = Tally::new(problem, start.collect());
    if repair(&mut from_old, true) {
        polish(&mut from_old, &shortlist);
        from_old.recount();
        if from_old.broken().is_empty() && from_old.cost() < found.cost {
            take(&mut found, from_old);
        }
    }
    let mut tally = Tally::new(problem, found.choice.clone());
    keep_where_equal(&mut tally, keep, WORTH_A_CHANGE * unit);
    tally.recount();
    if tally.broken().is_empty() {
        take(&mut found, tally);
    }
    Ok(found)
}

fn take(found: &mut Solution, tally: Tally<'_>) {
    found.cost = tally.cost();
    found.stretch_cost = tally.stretch_cost();
    found.used = tally.used;
    found.choice = tally.choice;
}

/// Takes back changes that save less than `least`.
fn keep_where_equal(tally: &mut Tally, keep: &[Option<usize>], least: f64) {
    let mut changes = Changes::new();
    for (segment, keep) in keep.iter().enumerate() {
        let Some(keep) = keep.filter(|&keep| keep != tally.choice[segment] as usize) else { continue };
        if tally.cost_change(segment, keep) > least {
            continue;
        }
        changes.clear();
        tally.add_changes(segment, keep, &mut changes);
        if tally.fits(&changes) {
            tally.switch(segment, keep, &changes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::planning::problem::{Adds, Block, Row};

    /// Three segments, two options: the first costs 10, 10, 10, the second 9, 5, 9.9 and an hour of a week with `hours`.
    fn problem(hours: f64) -> Problem {
        let mut problem = Problem { first: vec![0, 2, 4, 6], programme: vec![0, 1, 0, 1, 0, 1], ..Problem::default() };
        problem.columns = vec![vec![10.0, 9.0, 10.0, 5.0, 10.0, 9.9]];
        problem.blocks = vec![Block::new([&[][..], &[(0, 1.0)][..]].into_iter())];
        problem.block = vec![0; 3];
        problem.hours = vec![1.0; 3];
        problem.owner = vec![0; 3];
        problem.owners = 1;
        problem.area = vec![0; 3];
        problem.chains = vec![0, 1, 2, 3];
        problem.rows =
            vec![Row { name: "week".into(), unit: "h", adds: Adds::Hours, at_least: false, limit: hours, fixed: 0.0 }];
        problem.find_alike();
        problem
    }

    fn model(problem: Problem) -> Model {
        Model {
            problem,
            order: vec![0, 1, 2],
            capacity_rows: vec![0],
            disposal_rows: Vec::new(),
            limit_rows: Vec::new(),
            objective: crate::planning::model::Objective::Cost,
        }
    }

    #[test]
    fn only_changes_that_pay_are_made() {
        let keep = [Some(0); 3];
        let chosen = |eur: f64, hours: f64| {
            let mut model = model(problem(hours));
            charge_changes(&mut model, &keep, eur);
            adjust(&model.problem, &keep, 1).expect("a plan").choice
        };
        assert_eq!(chosen(0.0, 9.0), [1, 1, 1]);
        assert_eq!(chosen(0.5, 9.0), [1, 1, 0]);
        assert_eq!(chosen(2.0, 9.0), [0, 1, 0]);
        assert_eq!(chosen(0.0, 1.0), [0, 1, 0], "the week has an hour for one");
        assert_eq!(chosen(9.0, 9.0), [0, 0, 0]);
    }

    #[test]
    fn a_plan_that_no_longer_fits_is_changed_where_it_costs_least() {
        let keep = [Some(1); 3];
        let mut model = model(problem(2.0));
        charge_changes(&mut model, &keep, 1.0);
        let found = adjust(&model.problem, &keep, 1).expect("a plan");
        assert_eq!(found.choice, [1, 1, 0]);
        assert!((found.cost - (9.0 + 5.0 + 11.0)).abs() < 1e-9 && found.bound <= found.cost + 1e-9);
    }
}
