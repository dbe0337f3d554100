//! Growth: light caught by leaves, slowed by cold, drought, lack of nitrogen and the season.
//!
//! Core of ModVege (Jouven, Carrère & Baumont 2006) with shade, CO2 and a leaf area fed from reserves.

use crate::lane::Lane;
use crate::vegetation::drivers::DayDrivers;
use crate::vegetation::nitrogen::nutrition_index;
use crate::vegetation::parameters::Parameters;
use crate::vegetation::phenology::{reproductive_share, season};
use crate::vegetation::site::Column;
use crate::vegetation::soil_water::interception;
use crate::vegetation::stand::Stand;

/// Growth of a day and its factors.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Growth<L> {
    /// Growth without limits of cold, water, nitrogen and season, kg DM/ha.
    pub potential: L,
    /// Loss of efficiency in strong light.
    pub light_factor: L,
    /// Seasonal factor.
    pub season: L,
    /// Nitrogen nutrition index.
    pub nutrition: L,
    /// Share that goes into stems.
    pub reproductive: L,
    /// Growth, kg DM/ha.
    pub total: L,
    /// Growth of leaves, kg DM/ha.
    pub of_leaves: L,
    /// Growth of stems, kg DM/ha.
    pub of_stems: L,
}

impl<L: Lane> Growth<L> {
    /// A day without growth; its factors are not computed.
    #[inline(always)]
    pub fn none() -> Self {
        let zero = L::zero();
        Growth {
            potential: zero,
            light_factor: zero,
            season: zero,
            nutrition: zero,
            reproductive: zero,
            total: zero,
            of_leaves: zero,
            of_stems: zero,
        }
    }
}

/// Efficiency left in strong light: 1 below 5 MJ PAR/m2/d, then falling by `aPAR` per MJ, not below 0.
///
/// Schapendonk et al. 1998, after Jouven et al. 2006 fig. 2.
///
/// ```
/// use zeis::vegetation::{growth::light_factor, parameters::Parameters};
/// assert!((light_factor(9.0, &Parameters::verge()) - 0.822_f64).abs() < 1e-12);
/// ```
#[inline(always)]
pub fn light_factor<L: Lane>(par_mj_m2: L, p: &Parameters) -> L {
    (L::one() - L::splat(p.par_slope) * (par_mj_m2 - L::splat(5.0))).clamp_to(0.0, 1.0)
}

/// Growth that light alone would allow, kg DM/ha/d: `10 PAR RUEmax (1 - exp(-k LAI))`.
///
/// - `par_mj_m2`: PAR that reaches the sward, MJ/m2/d
/// - `leaf_area`: leaf area index of the vegetative green mass
///
/// Source: Jouven et al. 2006 eq. 12.
///
/// ```
/// use zeis::vegetation::{growth::potential_growth, parameters::Parameters};
/// assert!((potential_growth(8.0, 2.244, &Parameters::verge()) - 177.557_950_f64).abs() < 1e-6);
/// ```
#[inline(always)]
pub fn potential_growth<L: Lane>(par_mj_m2: L, leaf_area: L, p: &Parameters) -> L {
    par_mj_m2 * interception(leaf_area, p) * L::splat(10.0 * p.rue_max)
}

/// Growth of a day that allows growth: potential growth times its factors, divided between leaves and stems.
///
/// - `water_factor`: factor of water stress after the day's water, 0-1
#[inline(always)]
pub fn growth<L: Lane>(
    stand: &Stand<L>,
    column: &Column<L>,
    p: &Parameters,
    day: &DayDrivers,
    water_factor: L,
) -> Growth<L> {
    let par = L::splat(day.par_mj_m2) * column.lit_share;
    let leaf_area = column.leaf_area_per_kg * stand.gv.max(L::splat(p.gv_min));
    let potential = potential_growth(par, leaf_area, p) * L::splat(day.co2_factor);
    let light_factor = light_factor(par, p);
    let season = season(day.temp_sum, column);
    let nutrition = nutrition_index(stand, p);
    let reproductive = reproductive_share(nutrition, day.temp_sum, stand, column);
    let gate = if day.grows { day.growth_warmth } else { 0.0 };
    let total = potential * nutrition * light_factor * L::splat(gate) * water_factor * season;
    let of_stems = total * reproductive;
    Growth { potential, light_factor, season, nutrition, reproductive, total, of_leaves: total - of_stems, of_stems }
}
