//! Chains of segments, where a change of programme between neighbours costs: the soft and the exact best path.
//!
//! A change costs the same between any two programmes, so that a step of the recursion needs one pass over the options. Soft, with
//! weights `w = exp((least - r) / tau)` and `e = exp(-stretch / tau)`: `a_j = w_j (e + (1 - e) a_{j-1})`, brought to sum 1 at
//! every segment; the value is the sum of `least - tau ln(sum)`. Backward in the same way; the product of both is the share of an
//! option. Exact: `best_j = r_j + min(best_{j-1}, least of best_{j-1} + stretch)`.

use super::plain::weights;
use super::prices::{NONE, Reduced, Uses};
use crate::lane::math;
use crate::planning::problem::Problem;
use std::ops::Range;

/// Work sheets of one chain at a time.
#[derive(Clone, Debug, Default)]
pub struct Chain {
    /// Place of each segment's numbers in the sheets, and one past the last.
    first: Vec<usize>,
    /// Weights of the options.
    weights: Vec<f64>,
    /// Forward shares.
    forward: Vec<f64>,
    /// What is carried over from a neighbour.
    carried: Vec<f64>,
    behind: Vec<f64>,
}

/// Numbers of the options of one segment brought to the options of another, by programme; `absent` where it has none.
#[inline(always)]
pub fn carry(from: &[u32], values: &[f64], to: &[u32], absent: f64, out: &mut [f64]) {
    let mut at = 0;
    for (programme, value) in to.iter().zip(out.iter_mut()) {
        while at < from.len() && from[at] < *programme {
            at += 1;
        }
        *value = if at < from.len() && from[at] == *programme { values[at] } else { absent };
    }
}

impl Chain {
    /// Forward pass over a chain; gives its soft minimum.
    #[inline(always)]
    pub fn forward(&mut self, problem: &Problem, reduced: &mut Reduced, chain: &Range<usize>, tau: f64) -> f64 {
        self.forward_between(problem, reduced, chain, tau, (None, None))
    }

    /// Forward pass over a part of a chain between neighbours whose programmes stay.
    #[inline(always)]
    pub fn forward_between(
        &mut self,
        problem: &Problem,
        reduced: &mut Reduced,
        chain: &Range<usize>,
        tau: f64,
        ends: (Option<u32>, Option<u32>),
    ) -> f64 {
        let change = math::exp(-problem.stretch / tau);
        self.first.clear();
        self.weights.clear();
        self.forward.clear();
        let mut value = 0.0;
        for segment in chain.clone() {
            reduced.of(segment);
            for (at_end, programme) in [(segment == chain.start, ends.0), (segment + 1 == chain.end, ends.1)] {
                if let Some(programme) = programme.filter(|_| at_end) {
                    let change = |(cost, own): (&mut f64, &u32)| {
                        *cost += f64::from(u8::from(*own != programme)) * problem.stretch;
                    };
                    reduced.costs.iter_mut().zip(problem.programmes(segment)).for_each(change);
                }
            }
            let least = reduced.least();
            let plain_sum = weights(&mut reduced.costs, least, tau);
            let begin = self.weights.len();
            self.first.push(begin);
            self.weights.extend_from_slice(&reduced.costs);
            self.forward.extend_from_slice(&reduced.costs);
            let mut sum = plain_sum;
            let (before, own) = self.forward.split_at_mut(begin);
            if segment > chain.start {
                let previous = &before[self.first[self.first.len() - 2]..];
                let shares = if problem.alike[segment] {
                    previous
                } else {
                    self.carried.clear();
                    self.carried.resize(own.len(), 0.0);
                    let (from, to) = (problem.programmes(segment - 1), problem.programmes(segment));
                    carry(from, previous, to, 0.0, &mut self.carried);
                    &self.carried
                };
                let mut parts = [0.0; 8];
                for (eight, shares) in own.chunks_exact_mut(8).zip(shares.chunks_exact(8)) {
                    for i in 0..8 {
                        eight[i] *= change + (1.0 - change) * shares[i];
                        parts[i] += eight[i];
                    }
                }
                sum = parts.iter().sum();
            }
            let inverse = 1.0 / sum;
            for share in own.iter_mut() {
                *share *= inverse;
            }
            value += least - tau * math::ln(sum);
        }
        self.first.push(self.weights.len());
        value
    }

    /// Backward pass after [`Chain::forward`]: hands the shares of every segment, last first, to `take`.
    #[inline(always)]
    pub fn shares(&mut self, problem: &Problem, chain: &Range<usize>, tau: f64, mut take: impl FnMut(usize, &[f64])) {
        let change = math::exp(-problem.stretch / tau);
        // From behind: 1 at the last segment.
        self.behind.clear();
        self.behind.resize(self.weights.len() - self.first[chain.len() - 1], 1.0);
        for (at, segment) in chain.clone().enumerate().rev() {
            let own = self.first[at]..self.first[at + 1];
            let forward = &mut self.forward[own.clone()];
            let mut parts = [0.0; 8];
            for (eight, behind) in forward.chunks_exact_mut(8).zip(self.behind.chunks_exact(8)) {
                for i in 0..8 {
                    eight[i] *= behind[i];
                    parts[i] += eight[i];
                }
            }
            let inverse = 1.0 / parts.iter().sum::<f64>();
            for share in forward.iter_mut() {
                *share *= inverse;
            }
            take(segment, forward);
            if segment == chain.start {
                break;
            }
            let mut parts = [0.0; 8];
            for (eight, weights) in self.behind.chunks_exact_mut(8).zip(self.weights[own].chunks_exact(8)) {
                for i in 0..8 {
                    eight[i] *= weights[i];
                    parts[i] += eight[i];
                }
            }
            let inverse = (1.0 - change) / parts.iter().sum::<f64>();
            if problem.alike[segment] {
                self.behind.iter_mut().for_each(|behind| *behind = change + inverse * *behind);
            } else {
                self.carried.clear();
                self.carried.resize(self.first[at] - self.first[at - 1], 0.0);
                let (from, to) = (problem.programmes(segment), problem.programmes(segment - 1));
                carry(from, &self.behind, to, 0.0, &mut self.carried);
                self.carried.iter_mut().for_each(|behind| *behind = change + inverse * *behind);
                std::mem::swap(&mut self.behind, &mut self.carried);
            }
        }
    }

    /// A path drawn from the law of the forward pass, last segment first; `draw` gives uniform numbers.
    pub fn sample(
        &self,
        problem: &Problem,
        chain: &Range<usize>,
        tau: f64,
        mut draw: impl FnMut() -> f64,
        mut take: impl FnMut(usize, usize),
    ) {
        let change = math::exp(-problem.stretch / tau);
        let mut next: Option<u32> = None;
        for (at, segment) in chain.clone().enumerate().rev() {
            let programmes = problem.programmes(segment);
            let forward = &self.forward[self.first[at]..][..programmes.len()];
            let same = next.and_then(|programme| programmes.binary_search(&programme).ok());
            let weight = |option: usize| {
                if next.is_none() || same == Some(option) { forward[option] } else { change * forward[option] }
            };
            let total: f64 = (0..programmes.len()).map(weight).sum();
            let mut left = draw() * total;
            let mut chosen = 0;
            for option in 0..programmes.len() {
                let weight = weight(option);
                if weight > 0.0 {
                    chosen = option;
                    left -= weight;
                    if left <= 0.0 {
                        break;
                    }
                }
            }
            take(segment, chosen);
            next = Some(programmes[chosen]);
        }
    }
}

/// The least cost of a chain over all paths.
pub fn shortest(problem: &Problem, reduced: &mut Reduced, chain: &Range<usize>, best: &mut Vec<f64>) -> f64 {
    let mut carried: Vec<f64> = Vec::new();
    let mut value = 0.0;
    best.clear();
    for segment in chain.clone() {
        reduced.of(segment);
        let count = problem.options(segment).len();
        if segment > chain.start {
            if !problem.alike[segment] {
                carried.clear();
                carried.resize(count, NONE);
                carry(problem.programmes(segment - 1), best, problem.programmes(segment), NONE, &mut carried);
                std::mem::swap(best, &mut carried);
            }
            // The least so far stands in `value`, so that `best` is what a path costs above it.
            for (best, cost) in best.iter_mut().zip(&reduced.costs) {
                *best = best.min(problem.stretch) + cost;
            }
        } else {
            best.extend_from_slice(&reduced.costs[..count]);
        }
        let least = best.iter().copied().fold(NONE, f64::min);
        for best in best.iter_mut() {
            *best -= least;
        }
        value += least;
    }
    value
}

/// Adds the shares of a chain to the uses, and gives its soft minimum.
#[inline(always)]
pub fn soft_chain(
    work: &mut Chain,
    problem: &Problem,
    reduced: &mut Reduced,
    chain: &Range<usize>,
    tau: f64,
    uses: &mut Uses,
) -> f64 {
    let value = work.forward(problem, reduced, chain, tau);
    work.shares(problem, chain, tau, |segment, shares| uses.add(segment, shares));
    value
}
