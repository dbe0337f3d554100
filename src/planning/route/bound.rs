//! What no route through the tasks can go below: the balance of the rural postman, and what holds its stretches together.
//!
//! Every task is followed by a task or by the depot, and every task follows one; the depot is left and reached once a day. The
//! cheapest such succession, a minimum-cost flow on the shortest ways, need not hang together, so that its ways are a bound on
//! those of every route of at least so many days. Where a task can be worked either way, each way to and from it counts at its
//! cheaper end. A route also hangs together, so that its ways are no shorter than the shortest tree that joins all tasks and the
//! depot. The larger of the two counts.

use super::legs::{Legs, Stop};

/// Least of the ways between two tasks over the directions of both; `None` is the depot.
fn least(legs: &Legs, from: Option<usize>, to: Option<usize>) -> f64 {
    let stops = |task: Option<usize>| -> Vec<Option<Stop>> {
        task.map_or_else(|| vec![None], |task| legs.stops(task).map(Some).collect())
    };
    let to = stops(to);
    let ways = stops(from).into_iter().flat_map(|a| to.iter().map(move |&b| (a, b)));
    ways.map(|(a, b)| legs.km(a, b)).fold(f64::INFINITY, f64::min)
}

/// Least ways of all tasks in at least `days` days, without the tasks themselves, km.
pub fn least_ways_km(legs: &Legs, days: usize) -> f64 {
    let count = legs.count();
    if count == 0 {
        return 0.0;
    }
    let days = days.clamp(1, count);
    let size = count + days;
    let task = |at: usize| (at < count).then_some(at);
    let cost = |from: usize, to: usize| match (task(from), task(to)) {
        // No task follows itself, and no day is empty.
        (None, None) => f64::INFINITY,
        (Some(a), Some(b)) if a == b => f64::INFINITY,
        (a, b) => least(legs, a, b),
    };
    let costs: Vec<f64> = (0..size * size).map(|at| cost(at / size, at % size)).collect();
    let depot = (0..count).any(|at| least(legs, None, Some(at)) > 0.0 || least(legs, Some(at), None) > 0.0);
    // Without a depot nothing holds the days together.
    let points = if depot { count + 1 } else { count };
    let tree = shortest_tree(points, |a, b| {
        let [a, b] = [a, b].map(task);
        least(legs, a, b).min(least(legs, b, a))
    });
    assignment(&costs, size).max(if depot || days == 1 { tree } else { 0.0 })
}

/// Length of the shortest tree over so many points (Prim 1957).
fn shortest_tree(count: usize, km: impl Fn(usize, usize) -> f64) -> f64 {
    let mut nearest = vec![f64::INFINITY; count];
    let mut joined = vec![false; count];
    let (mut sum, mut last) = (0.0, 0);
    joined[0] = true;
    for _ in 1..count {
        for at in (0..count).filter(|&at| !joined[at]) {
            nearest[at] = nearest[at].min(km(last, at));
        }
        let next = (0..count).filter(|&at| !joined[at]).min_by(|&a, &b| nearest[a].total_cmp(&nearest[b]));
        let Some(next) = next else { break };
        joined[next] = true;
        sum += nearest[next];
        last = next;
    }
    sum
}

/// Least total of a one-to-one assignment of rows to columns, by shortest augmenting paths with potentials (Jonker and Volgenant
/// 1987); pairs that are not allowed cost infinity. Infinity where none is possible.
pub fn assignment(costs: &[f64], size: usize) -> f64 {
    let mut row_price = vec![0.0; size + 1];
    let mut column_price = vec![0.0; size + 1];
    // Row of each column, from 1; 0: none yet.
    let mut row_of = vec![0; size + 1];
    for row in 1..=size {
        row_of[0] = row;
        let mut least = vec![f64::INFINITY; size + 1];
        let mut seen = vec![false; size + 1];
        let mut way = vec![0; size + 1];
        let mut column = 0;
        loop {
            seen[column] = true;
            let from = row_of[column];
            let (mut step, mut next) = (f64::INFINITY, 0);
            for to in 1..=size {
                if seen[to] {
                    continue;
                }
                let reduced = costs[(from - 1) * size + to - 1] - row_price[from] - column_price[to];
                if reduced < least[to] {
                    (least[to], way[to]) = (reduced, column);
                }
                if least[to] < step {
                    (step, next) = (least[to], to);
                }
            }
            if !step.is_finite() {
                return f64::INFINITY;
            }
            for to in 0..=size {
                if seen[to] {
                    row_price[row_of[to]] += step;
                    column_price[to] -= step;
                } else {
                    least[to] -= step;
                }
            }
            column = next;
            if row_of[column] == 0 {
                break;
            }
        }
        while column != 0 {
            row_of[column] = row_of[way[column]];
            column = way[column];
        }
    }
    (1..=size).map(|column| costs[(row_of[column] - 1) * size + column - 1]).sum()
}
