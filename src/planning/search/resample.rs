//! Parts of chains drawn anew from their Gibbs law, at prices that lean against the rows that are exceeded.
//!
//! Where changes of programme cost, a plan improves by whole stretches rather than by segments. A part of a chain is drawn anew
//! between its neighbours, which stay; what is drawn is kept if it makes objective and excess together smaller.

use super::chain::Chain;
use super::penalty::Penalties;
use super::prices::{Prices, Reduced};
use super::tally::{Changes, Tally};
use crate::lane::math::{exp, ln};
use crate::random::{Purpose, Stream};
use std::ops::Range;

/// How long, how much at once and how warm.
#[derive(Clone, Copy, Debug)]
pub struct Windows {
    /// Passes over all segments.
    pub passes: usize,
    /// Mean length of the parts, in segments.
    pub length: usize,
    /// Smoothing at the beginning, in units of the objective.
    pub warm: f64,
    /// Smoothing at the end.
    pub cold: f64,
    /// How strongly prices lean: relative rise of a price for a relative excess of its row.
    pub lean: f64,
}

/// Prices with those of exceeded rows raised, and those of rows with room lowered.
fn leaning(tally: &Tally, multipliers: &[f64], lean: f64) -> Vec<f64> {
    let rows = tally.problem().rows.iter().zip(&tally.used);
    rows.zip(multipliers)
        .map(|((row, used), multiplier)| multiplier * (1.0 + (lean * row.excess(*used) / row.size()).clamp(-0.2, 0.5)))
        .collect()
}

/// Draws parts of the chains anew; the tally is left as it is at the end.
pub fn resample(tally: &mut Tally, multipliers: &[f64], penalties: &Penalties, windows: Windows, seed: u64) {
    let problem = tally.problem();
    let mut stream = Stream::open(seed, Purpose::PlanRounding, u64::MAX, 0);
    let fall = exp(ln((windows.cold / windows.warm).max(1e-12)) / windows.passes.max(2) as f64);
    let mut tau = windows.warm;
    let mut work = Chain::default();
    for pass in 0..windows.passes {
        let penalties = penalties.at(pass as f64 / windows.passes as f64);
        for chain in problem.chains.windows(2) {
            let (mut begin, end) = (chain[0] as usize, chain[1] as usize);
            while begin < end {
                let length = windows.length / 2 + stream.below(windows.length.max(1));
                let part = begin..(begin + length.max(2)).min(end);
                begin = part.end;
                let prices = Prices::new(problem, &leaning(tally, multipliers, windows.lean), 1.0);
                let mut reduced = Reduced::new(problem, &prices);
                let left = (!tally.begins(part.start)).then(|| tally.programme(part.start - 1));
                let right = (!tally.begins(part.end)).then(|| tally.programme(part.end));
                work.forward_between(problem, &mut reduced, &part, tau, (left, right));
                let mut drawn = vec![0; part.len()];
                let draw = || stream.uniform();
                work.sample(problem, &part, tau, draw, |segment, option| drawn[segment - part.start] = option);
                keep_if_better(tally, &part, &drawn, &penalties);
            }
        }
        tau *= fall;
    }
    tally.recount();
}

/// Puts drawn options in the place of those of a part, unless that makes objective and excess larger.
fn keep_if_better(tally: &mut Tally, part: &Range<usize>, drawn: &[usize], penalties: &Penalties) {
    let before = tally.choice[part.clone()].to_vec();
    let mut changes = Changes::new();
    let mut cost = 0.0;
    for (segment, &option) in part.clone().zip(drawn) {
        if tally.choice[segment] as usize != option {
            cost += tally.cost_change(segment, option);
            tally.add_changes(segment, option, &mut changes);
            tally.choice[segment] = option as u32;
        }
    }
    if changes.is_empty() {
        return;
    }
    if cost + penalties.change(tally, &changes) < 0.0 {
        tally.book(&changes);
    } else {
        tally.choice[part.clone()].copy_from_slice(&before);
    }
}
