//! Rounding where changes of programme cost: every chain is drawn whole from its Gibbs law, so that stretches stay together.

use super::chain::Chain;
use super::prices::{Prices, Reduced};
use crate::planning::problem::Problem;
use crate::random::{Purpose, Stream};
use rayon::prelude::*;

/// An option for every segment, drawn chain by chain; each chain has its own stream of random numbers.
pub fn sample(problem: &Problem, multipliers: &[f64], tau: f64, seed: u64, draw: u64) -> Vec<u32> {
    let prices = Prices::new(problem, multipliers, 1.0);
    let parts: Vec<Vec<u32>> = problem
        .chunks()
        .into_par_iter()
        .map(|chunk| {
            let mut reduced = Reduced::new(problem, &prices);
            let mut work = Chain::default();
            let mut list = vec![0; chunk.len()];
            for chain in problem.chains_of(&chunk) {
                let mut stream = Stream::open(seed, Purpose::PlanRounding, chain.start as u64, draw);
                work.forward(problem, &mut reduced, &chain, tau);
                work.sample(
                    problem,
                    &chain,
                    tau,
                    || stream.uniform(),
                    |segment, option| {
                        list[segment - chunk.start] = option as u32;
                    },
                );
            }
            list
        })
        .collect();
    parts.concat()
}
