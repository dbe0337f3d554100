//! Sward height from mass and bulk density: it rises with growth and sinks as dead stems lodge.

use crate::lane::Lane;
use crate::vegetation::growth::Growth;
use crate::vegetation::parameters::Parameters;
use crate::vegetation::site::Column;
use crate::vegetation::stand::Stand;

/// Height at which the tallest pool stands by its bulk density, m; stems stand 1.5 times as high, since they thin out
/// upward.
#[inline(always)]
pub fn height_by_density<L: Lane>(stand: &Stand<L>, column: &Column<L>) -> L {
    let leaves = (stand.gv * column.m_per_mass_gv).max(stand.dv * column.m_per_mass_dv);
    let stems = (stand.gr * column.m_per_mass_gr).max(stand.dr * column.m_per_mass_dr);
    leaves.max(stems)
}

/// Moves the sward height to the evening: it sinks by at most 0.4 % a day towards the height by density, or rises to it
/// by no more than the growth of the day.
#[inline(always)]
pub fn height_day<L: Lane>(stand: &mut Stand<L>, growth: &Growth<L>, column: &Column<L>, p: &Parameters) {
    let target = height_by_density(stand, column);
    let height = stand.height_m;
    let sunk = target.max(height * L::splat(1.0 - p.lodging));
    let rise = growth.of_leaves * column.m_per_mass_gv + growth.of_stems * column.m_per_mass_gr;
    let risen = target.min(height + rise);
    stand.height_m = L::select(target.le(height), sunk, risen);
}
