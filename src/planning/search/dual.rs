//! The smoothed dual: prices of the rows that make the bound high.

use super::bound::exact;
use super::chain::{Chain, soft_chain};
use super::lbfgs::{Patience, maximise};
use super::plain::shares;
use super::prices::{Prices, Reduced, Uses};
use crate::lane::dispatch::{InstructionSet, Instructions, Work};
use crate::planning::problem::{Adds, Problem};
use rayon::prelude::*;
use std::ops::Range;

/// A stage of the ascent.
struct Stage {
    /// Smoothing, as a share of the mean spread of costs.
    smoothing: f64,
    /// Relative rise at which it ends.
    rise: f64,
    /// Most evaluations.
    most: usize,
}

/// The stages of every problem, each from the prices of the one before.
const FIRST: [Stage; 4] = [
    Stage { smoothing: 0.12, rise: 1e-4, most: 60 },
    Stage { smoothing: 0.03, rise: 3e-5, most: 80 },
    Stage { smoothing: 0.01, rise: 1e-5, most: 100 },
    Stage { smoothing: 0.003, rise: 5e-6, most: 100 },
];
/// The stages after them.
const LAST: [Stage; 3] = [
    Stage { smoothing: 0.001, rise: 2e-6, most: 100 },
    Stage { smoothing: 0.0003, rise: 5e-7, most: 40 },
    Stage { smoothing: 0.0001, rise: 2e-7, most: 40 },
];
/// The stage after them where changes of programme cost. Chains are drawn at the last smoothing, so the use of the rows is to meet
/// their limits there; less smoothing would raise the bound by millionths alone.
const LAST_OF_CHAINS: [Stage; 1] = [Stage { smoothing: 0.001, rise: 1.5e-7, most: 160 }];
/// Stages that are left out where the prices of a similar problem are known, without and with chains.
const KNOWN: [usize; 2] = [3, 4];

/// Value of the smoothed dual and use of the rows, without what is fixed.
#[derive(Clone, Debug)]
pub struct Smooth {
    /// Value.
    pub value: f64,
    /// Use of each row.
    pub used: Vec<f64>,
}

/// The part of the smoothed dual that belongs to a chunk of segments: its value and its use of the rows.
struct Part<'a> {
    problem: &'a Problem,
    prices: &'a Prices,
    /// Whether changes of programme along the road are priced.
    changes: bool,
    tau: f64,
    chunk: Range<usize>,
}

impl Work for Part<'_> {
    type Outcome = (f64, Vec<f64>);
    #[inline(always)]
    fn run(self) -> (f64, Vec<f64>) {
        let Part { problem, prices, changes, tau, chunk } = self;
        let mut reduced = Reduced::new(problem, prices);
        let mut uses = Uses::new(problem);
        let mut value = 0.0;
        if changes {
            let mut work = Chain::default();
            for chain in problem.chains_of(&chunk) {
                value += soft_chain(&mut work, problem, &mut reduced, &chain, tau, &mut uses);
            }
        } else {
            for segment in chunk {
                value += shares(&mut reduced, segment, tau);
                uses.add(segment, &reduced.costs);
            }
        }
        (value, uses.rows())
    }
}

/// The smoothed dual at these multipliers.
pub fn smooth(problem: &Problem, multipliers: &[f64], objective: f64, tau: f64) -> Smooth {
    let prices = &Prices::new(problem, multipliers, objective);
    let changes = problem.stretch > 0.0 && objective > 0.0;
    let instructions = InstructionSet::best();
    let parts: Vec<(f64, Vec<f64>)> = problem
        .chunks()
        .into_par_iter()
        .map(|chunk| instructions.run(Part { problem, prices, changes, tau, chunk }))
        .collect();
    let mut sum = Smooth { value: -prices.limits(), used: vec![0.0; problem.rows.len()] };
    for (value, used) in parts {
        sum.value += value;
        sum.used.iter_mut().zip(used).for_each(|(sum, part)| *sum += part);
    }
    sum
}

/// Shares of every option, in the order of the options.
pub fn all_shares(problem: &Problem, multipliers: &[f64], tau: f64) -> Vec<f32> {
    let prices = Prices::new(problem, multipliers, 1.0);
    let parts: Vec<Vec<f32>> = problem
        .chunks()
        .into_par_iter()
        .map(|chunk| {
            let first = problem.first[chunk.start] as usize;
            let mut list = vec![0.0; problem.first[chunk.end] as usize - first];
            let mut put = |segment: usize, shares: &[f64]| {
                let options = problem.options(segment);
                let own = &mut list[options.start - first..options.end - first];
                own.iter_mut().zip(shares).for_each(|(own, share)| *own = *share as f32);
            };
            let mut reduced = Reduced::new(problem, &prices);
            if problem.stretch > 0.0 {
                let mut work = Chain::default();
                for chain in problem.chains_of(&chunk) {
                    work.forward(problem, &mut reduced, &chain, tau);
                    work.shares(problem, &chain, tau, &mut put);
                }
            } else {
                for segment in chunk {
                    shares(&mut reduced, segment, tau);
                    put(segment, &reduced.costs);
                }
            }
            list
        })
        .collect();
    parts.concat()
}

/// Prices with the bound that they prove.
#[derive(Clone, Debug)]
pub struct Dual {
    /// Multiplier of each row, 0 or more.
    pub multipliers: Vec<f64>,
    /// Bound.
    pub bound: f64,
    /// Smoothing of the last stage, in units of the objective.
    pub tau: f64,
    /// Evaluations made.
    pub evaluations: usize,
}

/// Mean over the segments of the spread of the objective among their options: the natural size of a smoothing.
pub fn money(problem: &Problem) -> f64 {
    let column = &problem.columns[problem.objective];
    let spread = |segment: usize| {
        let values = &column[problem.options(segment)];
        let (low, high) = values.iter().fold((f64::MAX, f64::MIN), |(low, high), &v| (low.min(v), high.max(v)));
        high - low
    };
    let mean = (0..problem.segments()).map(spread).sum::<f64>() / problem.segments().max(1) as f64;
    if mean > 0.0 { mean } else { 1.0 }
}

/// How far the use of each row can spread by choices at random: the scale on which its multiplier is sought, which makes the
/// curvature of the dual alike in all directions.
pub fn spreads(problem: &Problem) -> Vec<f64> {
    let mut squares = vec![0.0; problem.rows.len()];
    let mut hours: Vec<(u32, f64, f64)> = Vec::new();
    let mut block = u32::MAX;
    for segment in 0..problem.segments() {
        let count = problem.options(segment).len() as f64;
        if block != problem.block[segment] {
            block = problem.block[segment];
            hours.clear();
            for option in 0..problem.options(segment).len() {
                for &(row, share) in problem.shares(segment, option) {
                    match hours.iter_mut().find(|(at, _, _)| *at == row) {
                        Some((_, sum, square)) => (*sum, *square) = (*sum + share, *square + share * share),
                        None => hours.push((row, share, share * share)),
                    }
                }
            }
        }
        let scale = problem.hours[segment] * problem.hours[segment];
        for &(row, sum, square) in &hours {
            squares[row as usize] += scale * (square - sum * sum / count) / count;
        }
        for (at, row) in problem.rows.iter().enumerate().skip(problem.hour_rows()) {
            let Adds::Column { column, owner } = row.adds else { continue };
            if owner.is_some_and(|owner| owner != problem.owner[segment]) {
                continue;
            }
            let values = &problem.columns[column][problem.options(segment)];
            let (sum, square) = values.iter().fold((0.0, 0.0), |(sum, square), v| (sum + v, square + v * v));
            squares[at] += (square - sum * sum / count).max(0.0) / count;
        }
    }
    squares
        .iter()
        .zip(&problem.rows)
        .map(|(square, row)| if *square > 0.0 { square.sqrt() } else { row.size() })
        .collect()
}

/// Raises the bound stage by stage, from nothing or from the multipliers of a similar problem (then without the warmest stages);
/// stops early, with a bound above `ceiling`, where prices grow without end.
pub fn raise(problem: &Problem, warm: Option<&[f64]>, ceiling: f64) -> Dual {
    let sizes = spreads(problem);
    let unit = money(problem);
    let multipliers = |y: &[f64]| -> Vec<f64> { y.iter().zip(&sizes).map(|(y, size)| y / size).collect() };
    let mut y: Vec<f64> = match warm {
        Some(start) => start.iter().zip(&sizes).map(|(multiplier, size)| multiplier * size).collect(),
        None => vec![0.0; problem.rows.len()],
    };
    let mut best = Dual { multipliers: multipliers(&y), bound: f64::MIN, tau: unit, evaluations: 0 };
    let (last, known): (&[Stage], usize) =
        if problem.stretch > 0.0 { (&LAST_OF_CHAINS, KNOWN[1]) } else { (&LAST, KNOWN[0]) };
    let stages = FIRST.iter().chain(last);
    for Stage { smoothing, rise, most } in stages.skip(if warm.is_some() { known } else { 0 }) {
        let tau = unit * smoothing;
        best.tau = tau;
        let evaluations = &mut best.evaluations;
        y = maximise(y, f64::MAX, Patience { evaluations: *most, rise: *rise }, |y| {
            *evaluations += 1;
            let smooth = smooth(problem, &multipliers(y), 1.0, tau);
            let excess = problem.rows.iter().zip(&smooth.used).map(|(row, used)| row.excess(*used));
            (smooth.value, excess.zip(&sizes).map(|(excess, size)| excess / size).collect())
        });
        let found = multipliers(&y);
        let bound = exact(problem, &found, 1.0);
        if bound > best.bound {
            (best.bound, best.multipliers) = (bound, found);
        }
        if best.bound > ceiling {
            break;
        }
    }
    best
}
