//! Yearly shift of the functional composition, and the start of a year.
//!
//! Fertile sites that are cut often drift to group A, fertile ones cut seldom to B, poor ones to C and D. A design choice
//! after table 1 of Jouven et al. 2006; no rate was found in a source.

use crate::lane::Lane;
use crate::lane::math::exp;
use crate::vegetation::parameters::Parameters;
use crate::vegetation::site::{Column, Site};
use crate::vegetation::stand::Stand;
use crate::vegetation::traits::Shares;

/// Composition towards which a year's uptake and cuts pull: `x` fertile by uptake, `y` often cut from the second cut on.
///
/// - `n_uptake_kg_ha`: nitrogen taken up in the past year, kg N/ha
/// - `cuts`: cuts of the past year
///
/// ```
/// use zeis::vegetation::{composition::target_shares, parameters::Parameters};
/// let target = target_shares(110.0_f64, 2.0, &Parameters::verge());
/// assert!((target.a - 0.25).abs() < 1e-12 && (target.d - 0.25).abs() < 1e-12);
/// ```
#[inline(always)]
pub fn target_shares<L: Lane>(n_uptake_kg_ha: L, cuts: L, p: &Parameters) -> Shares<L> {
    let one = L::one();
    let excess = (n_uptake_kg_ha - L::splat(p.fertility_midpoint)) / L::splat(p.fertility_width);
    let fertile = one / (one + exp(-excess));
    let often = ((cuts - one) * L::splat(0.5)).clamp_to(0.0, 1.0);
    let (poor, seldom) = (one - fertile, one - often);
    Shares { a: fertile * often, b: fertile * seldom, c: poor * often, d: poor * seldom }
}

/// Begins a year, on 1 January before anything else (never on the first day of a run): the composition moves towards its
/// target, stems may grow again, the counters of the year start at zero. Gives the rates of the new year.
pub fn new_year<L: Lane>(stand: &mut Stand<L>, site: &Site<L>, p: &Parameters) -> Column<L> {
    let target = target_shares(stand.n_uptake_year, stand.cuts_year, p);
    let rate = L::splat(p.composition_rate);
    stand.share_a = stand.share_a + rate * (target.a - stand.share_a);
    stand.share_b = stand.share_b + rate * (target.b - stand.share_b);
    stand.share_c = stand.share_c + rate * (target.c - stand.share_c);
    stand.share_d = stand.share_d + rate * (target.d - stand.share_d);
    stand.stems_allowed = L::one();
    stand.n_uptake_year = L::zero();
    stand.cuts_year = L::zero();
    Column::new(&stand.shares(), site, p)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_keep_their_sum_and_follow_the_target() {
        let p = Parameters::verge();
        let site = Site::open(120.0, &p);
        let mut stand = Stand::start(&Shares { a: 0.1, b: 0.5, c: 0.3, d: 0.1 }, &site, 600.0, &p);
        for _ in 0..60 {
            (stand.n_uptake_year, stand.cuts_year) = (30.0, 1.0);
            new_year(&mut stand, &site, &p);
            assert!(stand.shares().is_valid());
        }
        assert!(stand.share_d > 0.95, "poor and cut once: D");
        assert_eq!(stand.cuts_year, 0.0);
    }
}
