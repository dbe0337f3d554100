//! The planner against a plain one: subgradient ascent for the bound, one greedy pass for the plan.
//!
//! Run: `cargo bench --bench plan` (400 and 5,000 segments), `cargo bench --bench plan -- 60000 1` (segments, seeds). Prints, for
//! made instances with and without cost of changes, bound, plan, gap and CPU time of both, and their ratios; then the mean CPU
//! time of further points of a front, and their gaps.

use cpu_time::ProcessTime;
use zeis::planning::bare::build::build;
use zeis::planning::bare::generate::generate;
use zeis::planning::bare::sweep::{shares, sweep};
use zeis::planning::problem::{Adds, Problem};
use zeis::planning::search::bound::exact;
use zeis::planning::search::rounding::Effort;
use zeis::planning::search::solve::solve;
use zeis::planning::search::tally::{Changes, Tally};

/// Steps of the subgradient ascent.
const STEPS: usize = 300;

/// Points of the front.
const POINTS: usize = 6;

/// Reduced cost of an option, worked out the plain way.
fn reduced(problem: &Problem, multipliers: &[f64], segment: usize, option: usize) -> f64 {
    let mut cost = problem.value(segment, option, problem.objective);
    for &(row, share) in problem.shares(segment, option) {
        cost += multipliers[row as usize] * share * problem.hours[segment];
    }
    for (row, multiplier) in problem.rows.iter().zip(multipliers) {
        if let Adds::Column { column, .. } = row.adds {
            cost += row.sign() * multiplier * problem.value(segment, option, column);
        }
    }
    cost
}

/// Options of a segment, least reduced cost first.
fn by_cost(problem: &Problem, multipliers: &[f64], segment: usize) -> Vec<usize> {
    let mut list: Vec<(f64, usize)> = (0..problem.options(segment).len())
        .map(|option| (reduced(problem, multipliers, segment, option), option))
        .collect();
    list.sort_by(|a, b| a.0.total_cmp(&b.0));
    list.into_iter().map(|(_, option)| option).collect()
}

/// Multipliers by plain subgradient ascent with steps that fall as 1/n.
fn subgradient(problem: &Problem) -> Vec<f64> {
    let scale = problem.columns[problem.objective].iter().sum::<f64>() / problem.programme.len() as f64
        * problem.segments() as f64;
    let mut multipliers = vec![0.0; problem.rows.len()];
    for step in 0..STEPS {
        let choice: Vec<u32> = (0..problem.segments())
            .map(|segment| {
                let cost = |option: &usize| reduced(problem, &multipliers, segment, *option);
                let options = 0..problem.options(segment).len();
                options.min_by(|a, b| cost(a).total_cmp(&cost(b))).unwrap_or(0) as u32
            })
            .collect();
        let tally = Tally::new(problem, choice);
        let length = 0.3 * scale / (problem.rows.len() as f64) / (1.0 + step as f64);
        for ((multiplier, row), used) in multipliers.iter_mut().zip(&problem.rows).zip(&tally.used) {
            let relative = row.excess(*used) / row.size();
            *multiplier = (*multiplier + length * relative / row.size()).max(0.0);
        }
    }
    multipliers
}

/// One greedy pass: every segment takes the least reduced cost that fits in the hours left.
fn greedy<'a>(problem: &'a Problem, multipliers: &[f64]) -> Tally<'a> {
    let idle: Vec<u32> = vec![0; problem.segments()];
    let mut tally = Tally::new(problem, idle);
    for segment in 0..problem.segments() {
        for option in by_cost(problem, multipliers, segment) {
            let mut changes = Changes::new();
            tally.add_changes(segment, option, &mut changes);
            let hours = problem.hour_rows() as u32;
            let fits = changes.iter().filter(|(row, _)| *row < hours).all(|&(row, amount)| {
                amount <= 0.0 || problem.rows[row as usize].excess(tally.used[row as usize] + amount) <= 0.0
            });
            if fits {
                tally.switch(segment, option, &changes);
                break;
            }
        }
    }
    tally
}

/// The plain planner: prices of fire and biodiversity are raised until the greedy pass keeps their limits.
fn plain(problem: &Problem) -> (f64, Option<f64>) {
    let mut multipliers = subgradient(problem);
    let bound = exact(problem, &multipliers, 1.0);
    let unit = 0.05 * problem.columns[0].iter().copied().fold(0.0, f64::max);
    for _ in 0..40 {
        let tally = greedy(problem, &multipliers);
        if tally.broken().is_empty() {
            return (bound, Some(tally.cost()));
        }
        for (at, _) in tally.broken() {
            multipliers[at] = 1.15 * multipliers[at] + unit * problem.segments() as f64 / problem.rows[at].size() * 0.1;
        }
    }
    (bound, None)
}

fn main() {
    let numbers: Vec<usize> = std::env::args().skip(1).filter_map(|text| text.parse().ok()).collect();
    let sizes =
        if numbers.is_empty() { vec![(400, 5), (5000, 2)] } else { vec![(numbers[0], *numbers.get(1).unwrap_or(&1))] };
    for (segments, seeds) in sizes {
        for stretch in [0.0, 10.0] {
            let mut gaps = Vec::new();
            for seed in 1..=seeds as u64 {
                let problem = build(&generate(segments, seed, stretch)).problem;
                let start = ProcessTime::now();
                let Ok(solution) = solve(&problem, None, Effort::default(), 1) else {
                    println!("{segments} segments, stretch {stretch}, seed {seed}: no plan");
                    continue;
                };
                let own_s = start.elapsed().as_secs_f64();
                let start = ProcessTime::now();
                let (bound, cost) = plain(&problem);
                let plain_s = start.elapsed().as_secs_f64();
                let plain_gap = cost.map(|cost| 100.0 * (cost / bound - 1.0));
                println!(
                    "{segments} segments, stretch {stretch}, seed {seed}: bound {:.1}, plan {:.1}, gap {:.4} %, {own_s:.2} s CPU; \
                     plain: bound {bound:.1}, plan {cost:.1?}, gap {plain_gap:.2?} %, {plain_s:.2} s; gap {:.1} times smaller",
                    solution.bound,
                    solution.cost,
                    100.0 * solution.gap(),
                    plain_gap.map_or(f64::INFINITY, |gap| gap / (100.0 * solution.gap()).max(1e-12)),
                );
                gaps.push(100.0 * solution.gap());
                if let Some(fire) = problem.rows.iter().position(|row| row.name == "fire") {
                    let start = ProcessTime::now();
                    let warm = Some(&solution.multipliers[..]);
                    let points = sweep(&problem, fire, &shares((1.06, 0.84), POINTS), warm, 1, |_| ());
                    let each_s = start.elapsed().as_secs_f64() / POINTS as f64;
                    let gaps: Vec<String> = points
                        .iter()
                        .map(|point| {
                            point
                                .solution
                                .as_ref()
                                .map_or_else(|_| "no plan".to_owned(), |it| format!("{:.3}", 100.0 * it.gap()))
                        })
                        .collect();
                    println!("  {POINTS} points of the front: {each_s:.2} s CPU each, gaps {} %", gaps.join(" "));
                }
            }
            println!(
                "{segments} segments, stretch {stretch}: mean gap {:.4} % of {} seeds\n",
                gaps.iter().sum::<f64>() / gaps.len().max(1) as f64,
                gaps.len()
            );
        }
    }
}
