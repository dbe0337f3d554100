//! Season of the sward: temperature sum, seasonal factor, share of growth that goes into stems.
//!
//! Flowering of grasses begins at the temperature sum `ST1`, peaks half-way and seed is shed at `ST2`; all of it is lost
//! when a cut falls between.

use crate::lane::Lane;
use crate::vegetation::parameters::Parameters;
use crate::vegetation::profile::Profile;
use crate::vegetation::site::Column;
use crate::vegetation::stand::Stand;

/// Temperature sum since 1 January after a day, C d: the mean temperature is added where it reaches `T0`, with no base
/// taken off (as INRAE's own ModVege does); in profile `growr` where it is above 0 C.
pub fn temperature_sum(yesterday: f64, temp_c: f64, p: &Parameters) -> f64 {
    let counts = match p.profile {
        Profile::Verge | Profile::Inrae => temp_c >= p.t0,
        Profile::Growr => temp_c > 0.0,
    };
    if counts { yesterday + temp_c } else { yesterday }
}

/// Seasonal factor of growth: rises from `minSEA` at 200 C d, stays at `maxSEA` over 100 C d before `ST1`, falls to `minSEA`
/// at `ST2` (Jouven et al. 2006 fig. 3).
#[inline(always)]
pub fn season<L: Lane>(temp_sum: f64, column: &Column<L>) -> L {
    let sum = L::splat(temp_sum);
    let rising = column.min_sea + column.season_rise * L::splat(temp_sum - 200.0);
    let falling = column.max_sea - column.season_fall * (sum - column.season_turn);
    rising.min(column.max_sea).min(falling).max(column.min_sea)
}

/// Columns in which reproductive growth may happen at this temperature sum.
#[inline(always)]
pub fn reproductive_window<L: Lane>(temp_sum: f64, column: &Column<L>) -> L::Mask {
    let sum = L::splat(temp_sum);
    column.st1.le(sum) & sum.le(column.st2)
}

/// Share of growth that goes into stems: `0.25 + 0.75 (NI - 0.35)/0.65` between `ST1` and `ST2`, unless a cut took the
/// stems this year; else 0 (Jouven et al. 2006 eq. 17).
///
/// - `nutrition`: nitrogen nutrition index, 0.35-1
#[inline(always)]
pub fn reproductive_share<L: Lane>(nutrition: L, temp_sum: f64, stand: &Stand<L>, column: &Column<L>) -> L {
    let share = L::splat(0.25) + L::splat(0.75 / 0.65) * (nutrition - L::splat(0.35));
    L::select(reproductive_window(temp_sum, column), share.min(L::one()) * stand.stems_allowed, L::zero())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vegetation::site::Site;
    use crate::vegetation::traits::Shares;

    #[test]
    fn season_and_stems_have_their_published_values() {
        let p = Parameters::verge();
        let shares = Shares { a: 1.0, b: 0.0, c: 0.0, d: 0.0 };
        let site = Site::open(100.0, &p);
        let column = Column::new(&shares, &site, &p);
        for (sum, expected) in
            [(100.0, 0.8), (300.0, 1.0), (450.0, 1.2), (700.0, 1.085_714_3), (1000.0, 0.914_285_7), (1200.0, 0.8)]
        {
            assert!((season(sum, &column) - expected).abs() < 1e-7, "season at {sum}");
        }
        let mut stand = Stand::start(&shares, &site, 500.0, &p);
        for (nutrition, expected) in [(0.35, 0.25), (0.9, 0.884_615), (1.0, 1.0)] {
            assert!((reproductive_share(nutrition, 700.0, &stand, &column) - expected).abs() < 1e-6);
        }
        assert_eq!(reproductive_share(1.0, 1200.1, &stand, &column), 0.0);
        stand.stems_allowed = 0.0;
        assert_eq!(reproductive_share(1.0, 700.0, &stand, &column), 0.0);
    }
}
