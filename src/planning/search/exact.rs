//! Small problems, solved outright: every choice is tried, save those that cannot be better than the best so far.

use super::tally::Tally;
use crate::planning::problem::{Adds, Problem};

/// Most choices that are tried.
const MOST: f64 = 3e5;

/// Whether a problem is small enough.
pub fn is_small(problem: &Problem) -> bool {
    (0..problem.segments()).map(|segment| problem.options(segment).len() as f64).product::<f64>() <= MOST
}

/// The cheapest choice within the rows; `None` where there is none.
pub fn cheapest(problem: &Problem) -> Option<Vec<u32>> {
    let column = &problem.columns[problem.objective];
    // Least that the segments from here on can add.
    let mut rest = vec![0.0; problem.segments() + 1];
    for segment in (0..problem.segments()).rev() {
        let least = column[problem.options(segment)].iter().copied().fold(f64::MAX, f64::min);
        rest[segment] = rest[segment + 1] + least;
    }
    let mut search = Search { problem, rest, choice: vec![0; problem.segments()], best: None };
    search.from(0, 0.0, &vec![0.0; problem.rows.len()]);
    search.best.map(|(_, choice)| choice)
}

struct Search<'a> {
    problem: &'a Problem,
    rest: Vec<f64>,
    choice: Vec<u32>,
    best: Option<(f64, Vec<u32>)>,
}

impl Search<'_> {
    fn from(&mut self, segment: usize, cost: f64, used: &[f64]) {
        let problem = self.problem;
        if self.best.as_ref().is_some_and(|(best, _)| cost + self.rest[segment] >= *best) {
            return;
        }
        if segment == problem.segments() {
            let tally = Tally::new(problem, self.choice.clone());
            if tally.broken().is_empty() {
                self.best = Some((tally.cost(), self.choice.clone()));
            }
            return;
        }
        for option in 0..problem.options(segment).len() {
            let mut with = used.to_vec();
            for &(row, share) in problem.shares(segment, option) {
                with[row as usize] += share * problem.hours[segment];
            }
            // Hours only add up; other columns may have either sign, and are judged at the end.
            let over = |(row, used): (&crate::planning::problem::Row, &f64)| {
                row.adds == Adds::Hours && !row.at_least && row.excess(*used) > row.tolerance()
            };
            if problem.rows.iter().zip(&with).any(over) {
                continue;
            }
            self.choice[segment] = option as u32;
            let stays = segment == 0
                || problem.begins_chain(segment)
                || problem.programmes(segment)[option]
                    == problem.programmes(segment - 1)[self.choice[segment - 1] as usize];
            let change = if stays { 0.0 } else { problem.stretch };
            self.from(segment + 1, cost + change + problem.value(segment, option, problem.objective), &with);
        }
    }
}
