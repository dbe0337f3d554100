//! Options that are worth while: those to which the dual, smoothed more than at its end, gives a share.

use crate::planning::problem::Problem;

/// Options of each segment, best first.
#[derive(Clone, Debug, Default)]
pub struct Shortlist {
    first: Vec<u32>,
    options: Vec<u32>,
}

impl Shortlist {
    /// Options with at least this share, at most `most` of each segment.
    pub fn new(problem: &Problem, shares: &[f32], least: f32, most: usize) -> Self {
        let mut list = Shortlist { first: vec![0], options: Vec::new() };
        let mut own: Vec<u32> = Vec::new();
        for segment in 0..problem.segments() {
            let shares = &shares[problem.options(segment)];
            own.clear();
            own.extend((0..shares.len() as u32).filter(|&option| shares[option as usize] >= least));
            own.sort_by(|&a, &b| shares[b as usize].total_cmp(&shares[a as usize]).then(a.cmp(&b)));
            list.options.extend(own.iter().take(most));
            list.first.push(list.options.len() as u32);
        }
        list
    }

    /// Options of a segment.
    pub fn of(&self, segment: usize) -> &[u32] {
        &self.options[self.first[segment] as usize..self.first[segment + 1] as usize]
    }
}
