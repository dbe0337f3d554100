//! Functional groups and what a mixture of them has on average.
//!
//! A fertile and mown often (*Lolium perenne*), B fertile and mown seldom (*Dactylis*), C poor and mown often (*Agrostis
//! capillaris*, *Festuca rubra*), D poor and mown seldom (*Festuca ovina*, *Nardus*); Jouven et al. 2006. A community has
//! the share-weighted mean of every trait.

use crate::lane::Lane;
use crate::vegetation::lanes::lane_struct;
use crate::vegetation::parameters::{GroupTraits, Parameters};

lane_struct! {
    /// Shares of the functional groups A-D; they sum to 1.
    Shares {
        /// Fertile, cut often.
        a,
        /// Fertile, cut seldom.
        b,
        /// Poor, cut often.
        c,
        /// Poor, cut seldom.
        d,
    }
}

impl Shares<f64> {
    /// Whether all shares are 0 or more and sum to 1 within 1e-9.
    ///
    /// ```
    /// use zeis::vegetation::traits::Shares;
    /// assert!(Shares { a: 0.1, b: 0.5, c: 0.3, d: 0.1 }.is_valid());
    /// assert!(!Shares { a: 0.5, b: 0.4, c: 0.0, d: 0.0 }.is_valid());
    /// ```
    pub fn is_valid(&self) -> bool {
        let all = [self.a, self.b, self.c, self.d];
        all.iter().all(|&share| share >= 0.0) && (all.iter().sum::<f64>() - 1.0).abs() <= 1e-9
    }
}

lane_struct! {
    /// Traits of a community, units as in [`GroupTraits`].
    Traits {
        /// Specific leaf area, m2/g.
        sla,
        /// Share of laminae in the vegetative green mass.
        laminae,
        /// Temperature sum at the onset of reproductive growth, C d.
        st1,
        /// Temperature sum at the end of reproductive growth, C d.
        st2,
        /// Highest seasonal factor.
        max_sea,
        /// Lowest seasonal factor.
        min_sea,
        /// Lifespan of leaves, C d.
        leaf_lifespan,
        /// Bulk density of green vegetative mass, g/m3.
        density_gv,
        /// Bulk density of green reproductive mass, g/m3.
        density_gr,
        /// Bulk density of dead vegetative mass, g/m3.
        density_dv,
        /// Bulk density of dead reproductive mass, g/m3.
        density_dr,
    }
}

/// Share-weighted mean of one trait.
#[inline(always)]
fn weighted<L: Lane>(shares: &Shares<L>, groups: &[GroupTraits; 4], of: fn(&GroupTraits) -> f64) -> L {
    let [a, b, c, d] = groups.each_ref().map(of);
    shares.a * L::splat(a) + shares.b * L::splat(b) + shares.c * L::splat(c) + shares.d * L::splat(d)
}

/// Traits of a mixture: the share-weighted mean of every trait of the groups (Jouven et al. 2006).
///
/// ```
/// use zeis::vegetation::{parameters::Parameters, traits::{mixture, Shares}};
/// let traits = mixture(&Shares { a: 0.5, b: 0.3, c: 0.2, d: 0.0 }, &Parameters::verge());
/// assert!((traits.sla - 0.0284).abs() < 1e-12 && (traits.st1 - 680.0).abs() < 1e-9);
/// ```
pub fn mixture<L: Lane>(shares: &Shares<L>, p: &Parameters) -> Traits<L> {
    let g = &p.groups;
    Traits {
        sla: weighted(shares, g, |group| group.sla),
        laminae: weighted(shares, g, |group| group.laminae),
        st1: weighted(shares, g, |group| group.st1),
        st2: weighted(shares, g, |group| group.st2),
        max_sea: weighted(shares, g, |group| group.max_sea),
        min_sea: weighted(shares, g, |group| group.min_sea),
        leaf_lifespan: weighted(shares, g, |group| group.leaf_lifespan),
        density_gv: weighted(shares, g, |group| group.density_gv),
        density_gr: weighted(shares, g, |group| group.density_gr),
        density_dv: weighted(shares, g, |group| group.density_dv),
        density_dr: weighted(shares, g, |group| group.density_dr),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mixture_lies_between_its_groups() {
        let mut p = Parameters::verge();
        for (group, (gv, dv)) in p.groups.iter_mut().zip([(850.0, 500.0), (850.0, 500.0), (1200.0, 1800.0)]) {
            (group.density_gv, group.density_dv) = (gv, dv);
        }
        let traits = mixture(&Shares { a: 0.5, b: 0.3, c: 0.2, d: 0.0 }, &p);
        for (found, expected) in [
            (traits.st2, 1315.0),
            (traits.max_sea, 1.27),
            (traits.leaf_lifespan, 670.0),
            (traits.density_gv, 920.0),
            (traits.density_dv, 760.0),
        ] {
            assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
        }
    }
}
