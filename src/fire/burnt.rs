//! What a fire takes from the stand it burns: the feedback of fire on growth, off unless asked for.
//!
//! A burnt segment loses all standing dead mass, 95 % of the standing green and everything on the ground on that day, with
//! their nitrogen, which leaves with the smoke (assumptions).
//!
//! A stand stands for many segments, of which hardly any burns in a year. So in a run each day takes the *expected* share: the
//! chance that a segment of the class burns that day, `k AADT^g length share h` with the mean of its segments, times what a fire
//! takes. Over the segments this is the mean of the masses exactly; their danger, which is not linear in mass, is met to first
//! order in that chance, a few per mille a year. A drawn fire would burn all segments of a class at once, which none does.
//! A known fire of one site (`[[burns]]` of `zeis grow`) takes the whole share.

use super::parameters::FireParameters;
use super::residue::Residue;
use crate::lane::Lane;
use crate::vegetation::height::height_by_density;
use crate::vegetation::parameters::Parameters;
use crate::vegetation::site::Column;
use crate::vegetation::stand::Stand;

/// Burns a share of a stand: its masses, litter and nitrogen, and its height in proportion. Returns the nitrogen lost, kg N/ha.
///
/// - `share`: of the area, 0-1
///
/// Ages, water, mineral and organic nitrogen stay; stems may still grow. A share of 0 leaves every value as it is.
#[inline(always)]
pub fn burn_stand<L: Lane>(
    stand: &mut Stand<L>,
    share: L,
    column: &Column<L>,
    growth: &Parameters,
    p: &FireParameters,
) -> L {
    let of_green = share * L::splat(p.burnt_green_share);
    let (green_left, dead_left) = (L::one() - of_green, L::one() - share);
    let before = stand.n_green + stand.n_dead + stand.n_litter;
    let stubble = Stand {
        gv: stand.gv * L::splat(1.0 - p.burnt_green_share),
        gr: stand.gr * L::splat(1.0 - p.burnt_green_share),
        dv: L::zero(),
        dr: L::zero(),
        ..*stand
    };
    let burnt_height = height_by_density(&stubble, column).min(stand.height_m);
    stand.height_m = stand.height_m - share * (stand.height_m - burnt_height);
    stand.gv = stand.gv * green_left;
    stand.gr = stand.gr * green_left;
    stand.dv = stand.dv * dead_left;
    stand.dr = stand.dr * dead_left;
    stand.litter = stand.litter * dead_left;
    stand.n_green = stand.n_green * green_left;
    stand.n_dead = stand.n_dead * dead_left;
    stand.n_litter = stand.n_litter * dead_left;
    stand.renew_critical_nitrogen(growth);
    before - (stand.n_green + stand.n_dead + stand.n_litter)
}

/// Burns a share of the fresh cuttings and of the hay that still lies.
#[inline(always)]
pub fn burn_residue<L: Lane>(residue: &mut Residue<L>, share: L) {
    let left = L::one() - share;
    residue.fresh_kg_ha = residue.fresh_kg_ha * left;
    residue.swath_kg_ha = residue.swath_kg_ha * left;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vegetation::site::Site;
    use crate::vegetation::traits::Shares;

    fn summer() -> (Stand<f64>, Column<f64>, Parameters, FireParameters) {
        let growth = Parameters::verge();
        let (shares, site) = (Shares { a: 0.1, b: 0.5, c: 0.3, d: 0.1 }, Site::open(120.0, &growth));
        let mut stand = Stand::start(&shares, &site, 1000.0, &growth);
        (stand.gv, stand.gr, stand.dv, stand.dr, stand.height_m) = (1500.0, 900.0, 800.0, 400.0, 0.7);
        stand.start_nitrogen(&growth);
        let column = Column::new(&shares, &site, &growth);
        (stand, column, growth, FireParameters::default())
    }

    #[test]
    fn a_whole_fire_leaves_a_twentieth_of_the_green_and_nothing_dead() {
        let (start, column, growth, p) = summer();
        let mut stand = start;
        let lost = burn_stand(&mut stand, 1.0, &column, &growth, &p);
        assert_eq!((stand.dead(), stand.litter), (0.0, 0.0));
        assert!((stand.green() - 0.05 * start.green()).abs() < 1e-9 && stand.height_m < 0.1);
        assert!((start.nitrogen() - stand.nitrogen() - lost).abs() < 1e-9 && lost > 0.0);
        let mut residue = Residue { fresh_kg_ha: 900.0, swath_kg_ha: 1500.0, ..Residue::thatch(&p) };
        burn_residue(&mut residue, 1.0);
        assert_eq!((residue.fresh_kg_ha, residue.swath_kg_ha), (0.0, 0.0));
    }

    #[test]
    fn an_expected_fire_takes_its_share_and_none_takes_nothing() {
        let (start, column, growth, p) = summer();
        let mut untouched = start;
        assert_eq!(burn_stand(&mut untouched, 0.0, &column, &growth, &p), 0.0);
        assert_eq!(untouched, start);
        let (mut whole, mut part) = (start, start);
        burn_stand(&mut whole, 1.0, &column, &growth, &p);
        burn_stand(&mut part, 0.01, &column, &growth, &p);
        for of in [|stand: &Stand<f64>| stand.standing(), |stand: &Stand<f64>| stand.height_m] {
            let mixed = 0.99 * of(&start) + 0.01 * of(&whole);
            assert!((of(&part) - mixed).abs() < 1e-9, "{} {mixed}", of(&part));
        }
    }
}
