//! Danger of a day for a stand.

use super::cheney::{GrassFire, fire_of_bed};
use super::drivers::{FireConstants, FireDay};
use super::fuel_bed::{Loads, fuel_bed};
use super::ignition::carrying_chance_after_cut;
use super::intensity::flame_length;
use super::moisture::live_moisture;
use super::readings::{Readings, dying_chance, readings};
use super::residue::Residue;
use super::spread::{SpreadModel, verge_fire};
use crate::lane::Lane;
use crate::units::KG_M2_PER_KG_HA;

/// State of a stand at the end of the day, as far as fire reads it.
#[derive(Clone, Copy, Debug)]
pub struct Fuel<L: Lane> {
    /// Standing green mass, kg DM/ha.
    pub green_kg_ha: L,
    /// Standing dead mass, kg DM/ha.
    pub dead_kg_ha: L,
    /// Litter with all cuttings that stay, kg DM/ha.
    pub litter_kg_ha: L,
    /// Sward height, m.
    pub height_m: L,
    /// Whether heading has been reached this year.
    pub headed: L::Mask,
    /// Actual over potential transpiration, with the soil water of the morning, 0-1.
    pub transpiration_factor: L,
}

/// Danger of a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Danger<L: Lane> {
    /// Depth of the fuel bed, m; zero on a day when nothing can burn.
    pub depth_m: L,
    /// Moisture of live fuel, fraction of dry mass; zero on a day when nothing can burn.
    pub live_moisture: L,
    /// Residue that burns as dead fuel, kg/m2; zero on a day when nothing can burn.
    pub residue_kg_m2: L,
    /// Rate of spread of the head, m/min.
    pub spread_m_min: L,
    /// Fireline intensity, kW/m.
    pub intensity_kw_m: L,
    /// Flame length, m.
    pub flame_m: L,
    /// Dry mass burnt in the flaming front, kg/m2: heat per area over heat content.
    pub consumed_kg_m2: L,
    /// Susceptibility, 0-1.
    pub susceptibility: L,
    /// Susceptibility by other readings.
    pub readings: Readings<L>,
}

impl<L: Lane> Danger<L> {
    /// A day when nothing can burn.
    #[inline(always)]
    pub fn none() -> Self {
        let zero = L::zero();
        Danger {
            depth_m: zero,
            live_moisture: zero,
            residue_kg_m2: zero,
            spread_m_min: zero,
            intensity_kw_m: zero,
            flame_m: zero,
            consumed_kg_m2: zero,
            susceptibility: zero,
            readings: Readings::none(),
        }
    }
}

/// Loads of a stand, kg/m2, from its masses and its cuttings.
#[inline(always)]
pub fn loads<L: Lane>(fuel: &Fuel<L>, residue: &Residue<L>) -> Loads<L> {
    let scale = L::splat(KG_M2_PER_KG_HA);
    Loads::of(
        fuel.green_kg_ha * scale,
        fuel.dead_kg_ha * scale,
        residue.dead_on_ground(fuel.litter_kg_ha) * scale,
        residue.fresh_kg_ha * scale,
    )
}

/// Danger of a day: depth, spread, intensity, flame and susceptibility of a stand.
///
/// On a day that is not burnable the result is [`Danger::none`] exactly, so a caller may skip the call on such days.
///
/// - `fuel`, `residue`: state at the end of the day; `day`: fire weather of the day
///
/// ```
/// use zeis::fire::danger::{Fuel, danger};
/// use zeis::fire::drivers::{FireConstants, fire_day};
/// use zeis::fire::fwi::{Codes, NoonWeather};
/// use zeis::fire::{parameters::FireParameters, residue::Residue};
///
/// let constants = FireConstants::of(&FireParameters::default());
/// let noon = NoonWeather { temp_c: 27.0, rh_pct: 35.0, wind_km_h: 18.0, rain_mm: 0.0, month: 7, latitude_deg: 52.0 };
/// let day = fire_day(&noon, Codes::start(92.0, 60.0, 400.0), 0.0, None, &constants);
/// let stand = Fuel {
///     green_kg_ha: 2000.0,
///     dead_kg_ha: 3000.0,
///     litter_kg_ha: 500.0,
///     height_m: 0.8,
///     headed: true,
///     transpiration_factor: 0.3,
/// };
/// let today = danger(&stand, &Residue::thatch(&constants.parameters), &day, &constants);
/// assert!(today.flame_m > 1.5 && today.flame_m < 2.5 && today.susceptibility > 0.3);
/// ```
#[inline(always)]
pub fn danger<L: Lane>(fuel: &Fuel<L>, residue: &Residue<L>, day: &FireDay, constants: &FireConstants) -> Danger<L> {
    if !day.burnable {
        return Danger::none();
    }
    let p = &constants.parameters;
    let live = live_moisture(fuel.transpiration_factor, fuel.headed, p);
    let bed = fuel_bed(loads(fuel, residue), fuel.height_m, residue.age_day, p);
    let fire = verge_fire(&bed, live, residue.moisture, &day.dead, &day.wind, &constants.spread);
    let rothermel = GrassFire {
        spread_m_min: fire.spread_m_min,
        consumed_kg_m2: fire.heat_per_area_kj_m2 * L::splat(constants.inverse_heat_kg_kj),
        intensity_kw_m: fire.intensity_kw_m,
        flame_m: flame_length(fire.intensity_kw_m),
    };
    let grass_burns = day.grass_spread.standing > 0.0 && day.dead_moisture < p.extinction_moisture;
    let cheney =
        if grass_burns { fire_of_bed(&bed, fuel.height_m, residue.since_cut_day, day, p) } else { GrassFire::none() };
    let dying_in_grass = if grass_burns { dying_chance(cheney.flame_m, constants) } else { L::one() };
    let dying_in_bed = dying_chance(rothermel.flame_m, constants);
    let (counted, dying, other_dying) = match p.spread_model {
        SpreadModel::Rothermel => (rothermel, dying_in_bed, dying_in_grass),
        SpreadModel::Cheney => (cheney, dying_in_grass, dying_in_bed),
    };
    let carried = carrying_chance_after_cut(L::one() - dying * dying, residue.since_cut_day, p);
    Danger {
        depth_m: bed.depth_m,
        live_moisture: live,
        residue_kg_m2: bed.loads.residue,
        spread_m_min: counted.spread_m_min,
        intensity_kw_m: counted.intensity_kw_m,
        flame_m: counted.flame_m,
        consumed_kg_m2: counted.consumed_kg_m2,
        susceptibility: carried * L::splat(day.ignition_probability),
        readings: readings(&bed, dying, other_dying, residue, day, constants),
    }
}
