//! Segments that choose each for itself: the soft minimum of their reduced costs.

use super::prices::Reduced;
use crate::lane::{F64x8, Lane, Lanes, math};

/// Turns reduced costs into shares, in place, and gives the soft minimum `-tau ln(sum exp(-r / tau))`.
///
/// The padding of `costs` must be huge; the shares of the padding are zero in effect.
#[inline(always)]
pub fn soft_minimum(costs: &mut [f64], least: f64, tau: f64) -> f64 {
    let sum = weights(costs, least, tau);
    let inverse = 1.0 / sum;
    for share in costs.iter_mut() {
        *share *= inverse;
    }
    least - tau * math::ln(sum)
}

/// Turns reduced costs into `exp((least - r) / tau)`, in place, and gives their sum. The length is a multiple of eight.
#[inline(always)]
pub fn weights(costs: &mut [f64], least: f64, tau: f64) -> f64 {
    let inverse = F64x8::splat(1.0 / tau);
    let least = F64x8::splat(least);
    let mut sums = F64x8::zero();
    for chunk in costs.chunks_exact_mut(8) {
        let mut eight = [0.0; 8];
        eight.copy_from_slice(chunk);
        let weight = math::exp((least - Lanes(eight)) * inverse);
        sums = sums + weight;
        chunk.copy_from_slice(&weight.0);
    }
    sums.0.iter().sum()
}

/// Shares of the options of a segment; the padding stays.
#[inline(always)]
pub fn shares(reduced: &mut Reduced, segment: usize, tau: f64) -> f64 {
    reduced.of(segment);
    let least = reduced.least();
    soft_minimum(&mut reduced.costs, least, tau)
}
