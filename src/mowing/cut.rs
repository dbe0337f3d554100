//! What a cut does to a stand: mass above the cutting height goes, with its nitrogen, as hay or to the litter.

use crate::lane::Lane;
use crate::vegetation::lanes::{TINY, lane_struct};
use crate::vegetation::parameters::Parameters;
use crate::vegetation::phenology::reproductive_window;
use crate::vegetation::site::Column;
use crate::vegetation::stand::Stand;

lane_struct! {
    /// A cut of the stands of a batch; a height of 0 leaves a column alone.
    LaneCut {
        /// Cutting height, m; 0 where nothing is cut.
        height_m,
        /// 1 where the cuttings are taken away, 0 where they stay.
        hay,
        /// Days that the hay lies before it is taken away, 0-42.
        lying_days,
    }
}

impl LaneCut<f64> {
    /// A column that is not cut.
    pub const NOTHING: LaneCut<f64> = LaneCut { height_m: 0.0, hay: 0.0, lying_days: 0.0 };

    /// Several cuts on one day are one cut at the lowest height, and hay if one of them is.
    #[must_use]
    pub fn and(self, other: LaneCut<f64>) -> LaneCut<f64> {
        if self.height_m <= 0.0 {
            return other;
        }
        if other.height_m <= 0.0 {
            return self;
        }
        // The swath lies as long as the hay of the cut that makes hay.
        let lying_days = match (self.hay > 0.0, other.hay > 0.0) {
            (true, false) => self.lying_days,
            (false, true) => other.lying_days,
            _ => self.lying_days.max(other.lying_days),
        };
        LaneCut { height_m: self.height_m.min(other.height_m), hay: self.hay.max(other.hay), lying_days }
    }
}

lane_struct! {
    /// What a cut took.
    CutMass {
        /// Mass cut, kg DM/ha.
        cut_kg_ha,
        /// Green part of it, kg DM/ha.
        cut_green_kg_ha,
        /// Dead part of it, kg DM/ha.
        cut_dead_kg_ha,
        /// Mass taken away, kg DM/ha.
        exported_kg_ha,
        /// Nitrogen taken away, kg N/ha.
        exported_n_kg_ha,
    }
}

/// Mass of a pool above the cutting height: `max(0, x - h 10 BD)`; nothing where the height is 0.
///
/// - `mass_kg_ha`: mass of the pool, kg DM/ha
/// - `mass_per_m`: its bulk density, kg DM/ha per m of height
///
/// ```
/// // Leaves of 850 g/m3 cut at 8 cm leave 680 kg/ha.
/// assert_eq!(zeis::mowing::cut::mass_above(1000.0_f64, 0.08, 8500.0), 320.0);
/// ```
#[inline(always)]
pub fn mass_above<L: Lane>(mass_kg_ha: L, height_m: L, mass_per_m: L) -> L {
    let above = (mass_kg_ha - height_m * mass_per_m).max(L::zero());
    L::select(height_m.gt(L::zero()), above, L::zero())
}

/// Cuts the stands of a batch, before the growth of the day.
///
/// Each pool keeps what stands below the cutting height by its bulk density; ages stay. Nitrogen goes in proportion to
/// green and dead mass. Hay leaves but for the loss at harvest and 1 % for each day in the swath; what does not leave is
/// litter. A cut between `ST1` and `ST2` ends reproductive growth for the year.
///
/// - `temp_sum`: temperature sum of the day, C d
pub fn apply<L: Lane>(
    stand: &mut Stand<L>,
    cut: &LaneCut<L>,
    column: &Column<L>,
    p: &Parameters,
    temp_sum: f64,
) -> CutMass<L> {
    let (zero, one, tiny) = (L::zero(), L::one(), L::splat(TINY));
    let mown = cut.height_m.gt(zero);
    let gv = mass_above(stand.gv, cut.height_m, column.mass_per_m_gv);
    let gr = mass_above(stand.gr, cut.height_m, column.mass_per_m_gr);
    let dv = mass_above(stand.dv, cut.height_m, column.mass_per_m_dv);
    let dr = mass_above(stand.dr, cut.height_m, column.mass_per_m_dr);
    let (green, dead) = (gv + gr, dv + dr);
    let n_green = stand.n_green * (green / stand.green().max(tiny));
    let n_dead = stand.n_dead * (dead / stand.dead().max(tiny));
    let (total, nitrogen) = (green + dead, n_green + n_dead);

    let kept_in_swath = one - L::splat(p.swath_loss) * cut.lying_days;
    let export_share = cut.hay * L::splat(1.0 - p.harvest_loss) * kept_in_swath.max(zero);
    let (exported, exported_n) = (export_share * total, export_share * nitrogen);

    stand.gv = stand.gv - gv;
    stand.gr = stand.gr - gr;
    stand.dv = stand.dv - dv;
    stand.dr = stand.dr - dr;
    stand.n_green = stand.n_green - n_green;
    stand.n_dead = stand.n_dead - n_dead;
    stand.litter = stand.litter + (total - exported);
    stand.n_litter = stand.n_litter + (nitrogen - exported_n);
    stand.height_m = L::select(mown, stand.height_m.min(cut.height_m), stand.height_m);
    stand.stems_allowed = L::select(mown & reproductive_window(temp_sum, column), zero, stand.stems_allowed);
    stand.cuts_year = stand.cuts_year + L::select(mown, one, zero);
    stand.renew_critical_nitrogen(p);
    CutMass {
        cut_kg_ha: total,
        cut_green_kg_ha: green,
        cut_dead_kg_ha: dead,
        exported_kg_ha: exported,
        exported_n_kg_ha: exported_n,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vegetation::site::Site;
    use crate::vegetation::traits::Shares;

    fn tall() -> (Stand<f64>, Column<f64>, Parameters) {
        let p = Parameters::verge();
        let shares = Shares { a: 0.0, b: 1.0, c: 0.0, d: 0.0 };
        let site = Site::open(120.0, &p);
        let mut stand = Stand::start(&shares, &site, 600.0, &p);
        (stand.gv, stand.gr, stand.dv, stand.dr) = (3000.0, 1000.0, 2000.0, 700.0);
        stand.start_nitrogen(&p);
        (stand, Column::new(&shares, &site, &p), p)
    }

    #[test]
    fn stubble_of_group_b_is_as_published() {
        let (mut stand, column, p) = tall();
        let before = stand;
        let cut = LaneCut { height_m: 0.08, hay: 1.0, lying_days: 0.0 };
        let mass = apply(&mut stand, &cut, &column, &p, 800.0);
        assert_eq!([stand.gv, stand.gr, stand.dv, stand.dr], [680.0, 240.0, 400.0, 120.0]);
        assert_eq!(mass.cut_kg_ha, before.standing() - stand.standing());
        assert!((mass.exported_kg_ha - 0.9 * mass.cut_kg_ha).abs() < 1e-9);
        assert!((before.nitrogen() - stand.nitrogen() - mass.exported_n_kg_ha).abs() < 1e-10);
        assert_eq!([stand.stems_allowed, stand.cuts_year, stand.height_m], [0.0, 1.0, 0.08]);
        let again = apply(&mut stand, &cut, &column, &p, 800.0);
        assert_eq!(again.cut_kg_ha, 0.0);
        assert_eq!(stand.cuts_year, 2.0);
    }

    #[test]
    fn mulch_and_hay_left_lying_go_to_litter() {
        let (start, column, p) = tall();
        let take = |hay: f64, lying_days: f64| {
            let mut stand = start;
            let mass = apply(&mut stand, &LaneCut { height_m: 0.08, hay, lying_days }, &column, &p, 100.0);
            assert!((stand.litter - start.litter - (mass.cut_kg_ha - mass.exported_kg_ha)).abs() < 1e-9);
            assert_eq!(stand.stems_allowed, 1.0, "before ST1 stems still come");
            mass
        };
        assert_eq!(take(0.0, 0.0).exported_kg_ha, 0.0);
        let late = take(1.0, 42.0);
        assert!((late.exported_kg_ha - 0.9 * 0.58 * late.cut_kg_ha).abs() < 1e-9);
    }

    #[test]
    fn a_column_without_a_cut_is_left_alone() {
        let (mut stand, column, p) = tall();
        let before = stand;
        let mass = apply(&mut stand, &LaneCut::NOTHING, &column, &p, 800.0);
        assert_eq!(stand, before);
        assert_eq!(mass.cut_kg_ha, 0.0);
    }

    #[test]
    fn two_cuts_of_a_day_are_one() {
        let hay = LaneCut { height_m: 0.1, hay: 1.0, lying_days: 5.0 };
        let mulch = LaneCut { height_m: 0.06, hay: 0.0, lying_days: 0.0 };
        let both = LaneCut { height_m: 0.06, hay: 1.0, lying_days: 5.0 };
        assert_eq!(hay.and(mulch), both);
        assert_eq!(mulch.and(hay), both);
        assert_eq!(LaneCut::NOTHING.and(mulch), mulch);
    }

    proptest::proptest! {
        #[test]
        fn no_cut_adds_biomass_or_loses_mass_and_nitrogen(
            masses in proptest::array::uniform4(0.0..6000.0_f64),
            n_green in 0.0..200.0_f64,
            height_m in 0.0..0.5_f64,
            hay in 0.0..=1.0_f64,
            lying_days in 0.0..=42.0_f64,
            temp_sum in 0.0..3000.0_f64,
        ) {
            let (mut stand, column, p) = tall();
            [stand.gv, stand.gr, stand.dv, stand.dr] = masses;
            stand.n_green = if stand.green() > 0.0 { n_green } else { 0.0 };
            let before = stand;
            let mass = apply(&mut stand, &LaneCut { height_m, hay, lying_days }, &column, &p, temp_sum);
            assert!(stand.gv <= before.gv && stand.gr <= before.gr && stand.dv <= before.dv && stand.dr <= before.dr);
            assert!(stand.height_m <= before.height_m);
            let kept = stand.standing() + stand.litter + mass.exported_kg_ha;
            assert!((before.standing() + before.litter - kept).abs() < 1e-8);
            assert!((before.nitrogen() - stand.nitrogen() - mass.exported_n_kg_ha).abs() < 1e-9);
            assert!(stand.n_green >= 0.0 && stand.n_dead >= 0.0 && mass.exported_kg_ha <= mass.cut_kg_ha);
        }
    }
}
