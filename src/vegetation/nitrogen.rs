//! Nitrogen: critical content, nutrition index, and the daily balance of five pools.
//!
//! Green, dead and litter nitrogen follow the masses; litter gives its nitrogen to organic and mineral nitrogen as it
//! decays; organic nitrogen mineralises; mineral nitrogen is leached and taken up.

use crate::lane::Lane;
use crate::lane::math::{exp, ln};
use crate::units::TONNE_PER_KG;
use crate::vegetation::drivers::DayDrivers;
use crate::vegetation::lanes::{TINY, quotients};
use crate::vegetation::parameters::Parameters;
use crate::vegetation::senescence::Losses;
use crate::vegetation::site::Column;
use crate::vegetation::soil_water::WaterDay;
use crate::vegetation::stand::Stand;

/// Green mass below which the nutrition index is 1, t/ha.
const NO_GREEN_T_HA: f64 = 1e-9;

/// Nitrogen that leaves pools together with mass on a day, kg N/ha.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NitrogenWithMass<L> {
    /// From green to dead.
    pub senescence: L,
    /// From dead to litter.
    pub abscission: L,
    /// From litter to the soil.
    pub decay: L,
}

impl<L: Lane> NitrogenWithMass<L> {
    /// No nitrogen moves.
    #[inline(always)]
    pub fn none() -> Self {
        let zero = L::zero();
        NitrogenWithMass { senescence: zero, abscission: zero, decay: zero }
    }
}

/// Nitrogen fluxes of a day between soil, plant and groundwater, kg N/ha.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NitrogenDay<L> {
    /// Mineralisation of organic nitrogen.
    pub mineralisation: L,
    /// Uptake by the sward.
    pub uptake: L,
    /// Leaching.
    pub leaching: L,
}

/// Critical nitrogen of a green mass, kg N/ha: `48 max(W,1)^-0.32 W` with `W` in t/ha.
///
/// Lemaire & Salette 1984; Lemaire & Gastal 1997. Zero mass gives zero.
///
/// - `green_kg_ha`: green mass, kg DM/ha
///
/// ```
/// use zeis::vegetation::{nitrogen::critical_nitrogen, parameters::Parameters};
/// let p = Parameters::verge();
/// assert!((critical_nitrogen(500.0_f64, &p) - 24.0).abs() < 1e-12);
/// assert!((critical_nitrogen(4000.0_f64, &p) / 4.0 - 30.802).abs() < 1e-3);
/// ```
#[inline(always)]
pub fn critical_nitrogen<L: Lane>(green_kg_ha: L, p: &Parameters) -> L {
    let tonnes = green_kg_ha * L::splat(TONNE_PER_KG);
    let lower = L::splat(p.critical_n_lower);
    // One to any power is one: the same bits, without the power, while all columns are sparse.
    if p.critical_n_lower == 1.0 && !L::any(tonnes.gt(lower)) {
        return tonnes * L::splat(p.critical_n);
    }
    exp(ln(tonnes.max(lower)) * L::splat(-p.critical_n_exponent)) * (tonnes * L::splat(p.critical_n))
}

/// Nitrogen nutrition index: green nitrogen over the critical, within 0.35-1; 1 without green mass (or the ceiling, where
/// that is lower).
#[inline(always)]
pub fn nutrition_index<L: Lane>(stand: &Stand<L>, p: &Parameters) -> L {
    let index = stand.n_green / stand.n_critical.max(L::splat(TINY));
    let index = index.clamp_to(p.nutrition_floor, p.nutrition_ceiling);
    let without_green = L::splat(p.nutrition_ceiling.min(1.0));
    L::select(stand.green().lt(L::splat(NO_GREEN_T_HA / TONNE_PER_KG)), without_green, index)
}

/// Nitrogen that goes with the losses of a day; part of that of dying tissue is drawn back first. All masses and
/// nitrogen are those after a cut, before any flux of the day.
#[inline(always)]
pub fn nitrogen_with_mass<L: Lane>(
    stand: &Stand<L>,
    losses: &Losses<L>,
    p: &Parameters,
    day: &DayDrivers,
) -> NitrogenWithMass<L> {
    let mut moved = NitrogenWithMass::none();
    if day.ageing_c > 0.0 || day.warmth_c > 0.0 {
        let dying = losses.senescence_gv + losses.senescence_gr;
        let falling = losses.abscission_dv + losses.abscission_dr;
        let [of_green, of_dead] = quotients([stand.n_green, stand.green()], [stand.n_dead, stand.dead()]);
        moved.senescence = dying * L::splat(1.0 - p.retranslocation) * of_green;
        moved.abscission = falling * of_dead;
        moved.decay = losses.decay_share * stand.n_litter;
    }
    moved
}

/// Moves the nitrogen of a day, after the masses: senescence, abscission, decay, mineralisation, deposition, leaching and
/// uptake, in this order. Renews the critical nitrogen of the evening.
#[inline(always)]
pub fn nitrogen_day<L: Lane>(
    stand: &mut Stand<L>,
    moved: &NitrogenWithMass<L>,
    water: &WaterDay<L>,
    column: &Column<L>,
    p: &Parameters,
    day: &DayDrivers,
) -> NitrogenDay<L> {
    let one = L::one();
    stand.n_green = stand.n_green - moved.senescence;
    stand.n_dead = stand.n_dead + moved.senescence - moved.abscission;
    stand.n_litter = stand.n_litter + moved.abscission - moved.decay;

    let moist = (stand.w1 * column.per_w1_moist).min(one);
    let share = (column.n_turnover_per_day * L::splat(day.mineralisation_warmth) * moist).min(one);
    let mineralisation = share * stand.n_organic;
    let to_organic = L::splat(p.litter_n_to_organic) * moved.decay;
    stand.n_organic = stand.n_organic + to_organic - mineralisation;
    stand.n_mineral = stand.n_mineral + mineralisation + (moved.decay - to_organic) + column.n_input_per_day;

    let mut leaching = L::zero();
    if L::any(water.drainage.gt(L::zero())) {
        leaching = stand.n_mineral * water.drainage / (column.whc + water.drainage);
        stand.n_mineral = stand.n_mineral - leaching;
    }

    // On days between frost and T0 without growth the green mass does not change.
    if day.grows || day.ageing_c > 0.0 {
        stand.renew_critical_nitrogen(p);
    }
    let demand = (stand.n_critical - stand.n_green).max(L::zero());
    let supply = stand.n_mineral * water.growth_factor * L::splat(p.n_uptake_rate * day.uptake_warmth);
    let uptake = demand.min(supply);
    stand.n_mineral = stand.n_mineral - uptake;
    stand.n_green = stand.n_green + uptake;
    stand.n_uptake_year = stand.n_uptake_year + uptake;
    NitrogenDay { mineralisation, uptake, leaching }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn critical_nitrogen_has_its_published_values() {
        let p = Parameters::verge();
        for (tonnes, expected) in [(0.5, 48.0), (1.0, 48.0), (2.0, 38.451), (4.0, 30.802), (6.0, 27.054)] {
            assert!((critical_nitrogen(1000.0 * tonnes, &p) / tonnes - expected).abs() < 5e-4);
        }
        assert_eq!(critical_nitrogen(0.0, &p), 0.0);
    }
}
