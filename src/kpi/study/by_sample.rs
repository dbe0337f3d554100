//! The mean of a difference on the whole network from few members of it and many of a sample.
//!
//! The first members of the sample meet the weather and the draws of the whole one's. With `y` the difference on the whole network in
//! these, `x` that on the sample, and `e` the factor of the member (the rate of its ignitions, else 1), the line `y/e = a + b x/e` carries the
//! mean of `x` over all members of the sample, corrected as any mean, to the whole: two-phase regression
//! ([`two_phase`](crate::ensemble::two_phase)). The sample need not be like the whole, only move with it: what it misses in level
//! goes into `a` and `b`, what it misses in movement is told as error.

use super::precision::Designs;
use super::rows::Study;
use crate::ensemble::summary::mean;
use crate::ensemble::two_phase::{Control, Design, Estimate};
use crate::error::Problem;
use crate::kpi::define::Kpi;

/// The members of a sample for one KPI in one climate.
pub(super) struct BySample<'a> {
    study: Study<'a>,
    /// `[choice][member]`.
    values: &'a [Vec<f64>],
    designs: Designs,
}

impl<'a> BySample<'a> {
    /// The sample of a study.
    pub(super) fn new(study: Study<'a>, kpi: &Kpi, climate: usize, values: &'a [Vec<f64>]) -> Result<Self, Problem> {
        Ok(BySample { study, values, designs: Designs::of(&study, kpi, climate)? })
    }

    /// Mean on the whole network of the difference of two choices; `None` where there are too few members, or the sample has not
    /// the difference.
    pub(super) fn estimate(
        &self,
        (first, second): (usize, usize),
        whole: &[f64],
        (factors, mean_factor): (&[f64], f64),
    ) -> Option<Estimate> {
        let of_sample: Vec<f64> = self.values[first].iter().zip(&self.values[second]).map(|(a, b)| a - b).collect();
        let known = self.designs.best(&self.study, &of_sample)?;
        if of_sample.len() <= whole.len() || of_sample.iter().any(|value| !value.is_finite()) {
            return None;
        }
        let values: Vec<f64> = of_sample.iter().zip(factors).map(|(value, factor)| value / factor).collect();
        let control =
            Control { mean: mean(&values)?, values, factored_mean: known.mean, drawn: Vec::new(), error: known.error };
        let design = Design::new(factors.to_vec(), mean_factor, &[control], &[], self.study.labels.antithetic);
        design.estimate(whole)
    }
}
