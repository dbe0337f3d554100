//! Rounding by error diffusion along the road.
//!
//! Walking along the chains, every area keeps for each programme the claim that the shares so far have laid to it, in hours of a
//! full cut. A segment takes the programme with the largest claim, which is then paid; what is left is carried to the next
//! segment, so that the hours of every row end within about one segment of what the shares ask.

use crate::planning::problem::Problem;

/// An option for every segment, from the shares of all options.
pub fn diffuse(problem: &Problem, shares: &[f32]) -> Vec<u32> {
    let programmes = problem.programme.iter().copied().max().unwrap_or(0) as usize + 1;
    let areas = problem.area.iter().copied().max().unwrap_or(0) as usize + 1;
    let mut claims = vec![0.0_f64; areas * programmes];
    let mut choice = Vec::with_capacity(problem.segments());
    for segment in 0..problem.segments() {
        let own = &mut claims[problem.area[segment] as usize * programmes..][..programmes];
        // A segment without hours still has to choose by its shares.
        let weight = problem.hours[segment].max(1e-6);
        let options = problem.options(segment);
        let mut best = (0, f64::MIN);
        for (option, at) in options.clone().enumerate() {
            let share = f64::from(shares[at]);
            let claim = &mut own[problem.programme[at] as usize];
            *claim += share * weight;
            // What the segment itself does not ask for is not given to it, however large the claim of others.
            if share > 1e-4 && *claim > best.1 {
                best = (option, *claim);
            }
        }
        own[problem.programme[options.start + best.0] as usize] -= weight;
        choice.push(best.0 as u32);
    }
    choice
}
