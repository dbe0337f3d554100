//! Growth of a verge, day by day: masses, ages, soil water, nitrogen, height and composition of a stand.
//!
//! The model is ModVege (Jouven, Carrère & Baumont 2006, Grass Forage Sci 61:112-124) in the profile `verge`: standing
//! mass in four pools (green and dead, vegetative and reproductive) with mean ages and a thermal calendar, to which this
//! crate adds litter, two soil layers, snow, CO2, drought die-back, shade, a daily nitrogen balance, sward height and a
//! yearly shift of the functional groups.
//!
//! | state | unit | where |
//! |---|---|---|
//! | green and dead mass, leaves and stems; their ages; litter | kg DM/ha, C d | [`senescence`] |
//! | water in two layers | mm | [`soil_water`] |
//! | nitrogen in green, dead, litter, soil (mineral, organic) | kg N/ha | [`nitrogen`] |
//! | sward height | m | [`height`] |
//! | shares of the functional groups A-D | - | [`composition`] |
//!
//! What follows from weather alone is in [`drivers`]; parameters with ranges, marks and sources are in [`parameters`].
//! Every formula is generic over [`Lane`]. A day runs in this order: on 1 January [`composition::new_year`], then cuts
//! (`mowing::cut`), then [`step`]. Agreement: every column of the three reference traces of 1983-1984 within 7e-8
//! relative, which is about the rounding of their nine printed digits. Left out: run-off, water
//! standing above field capacity, grazing, trampling. What is added to ModVege can be switched off by name
//! ([`processes`]); ModVege itself, as INRAE and as growR run it, are [`profile`]s of the same day.

pub mod balance;
pub mod composition;
pub mod drivers;
pub mod frost;
pub mod groundwater;
pub mod growr;
pub mod growth;
pub mod height;
pub(crate) mod lanes;
pub mod nitrogen;
pub mod parameters;
pub mod phenology;
pub mod processes;
pub mod profile;
pub mod senescence;
pub mod site;
pub mod snow;
pub mod soil_water;
pub mod stand;
pub mod traits;

use crate::lane::Lane;
use drivers::DayDrivers;
use growth::Growth;
use lanes::lane_struct;
use nitrogen::NitrogenWithMass;
use parameters::Parameters;
use profile::Profile;
use site::Column;
use stand::Stand;

lane_struct! {
    /// Fluxes and rates of a day that fire, balances and traces need.
    Fluxes {
        /// Leaf area index of all green mass, after a cut and before growth.
        leaf_area,
        /// Factor of water stress on transpiration, from the soil water before the day.
        transpiration_factor,
        /// Factor of water stress on growth, from the soil water after the day.
        growth_factor,
        /// Transpiration, mm.
        transpiration,
        /// Evaporation from the soil, mm.
        evaporation,
        /// Drainage, mm.
        drainage,
        /// Capillary rise from groundwater, mm; 0 unless the process is on.
        capillary_rise,
        /// Growth, kg DM/ha; 0 on days that weather keeps from growing.
        growth,
        /// Growth of stems, kg DM/ha.
        growth_of_stems,
        /// Senescence of green vegetative mass, kg DM/ha.
        senescence_gv,
        /// Senescence of green reproductive mass, kg DM/ha.
        senescence_gr,
        /// Abscission of dead vegetative mass, kg DM/ha.
        abscission_dv,
        /// Abscission of dead reproductive mass, kg DM/ha.
        abscission_dr,
        /// Decay of litter, kg DM/ha.
        decay,
        /// Mineralisation, kg N/ha.
        mineralisation,
        /// Uptake of nitrogen, kg N/ha.
        uptake,
        /// Leaching of nitrogen, kg N/ha.
        leaching,
    }
}

/// One day of the stands of a batch, after any cut: water, growth, losses, masses and ages, height, nitrogen.
///
/// On 1 January [`composition::new_year`] comes first.
#[inline(always)]
pub fn step<L: Lane>(stand: &mut Stand<L>, column: &Column<L>, p: &Parameters, day: &DayDrivers) -> Fluxes<L> {
    let water = soil_water::water_day(stand, column, p, day);
    let growth = if day.grows { growth::growth(stand, column, p, day, water.growth_factor) } else { Growth::none() };
    let (losses, moved) = match p.profile {
        Profile::Verge | Profile::Inrae => {
            let losses = senescence::losses(stand, column, p, day, water.growth_factor);
            let moved = nitrogen::nitrogen_with_mass(stand, &losses, p, day);
            senescence::integrate(stand, &growth, &losses, p, day);
            (losses, moved)
        }
        Profile::Growr => (growr::integrate(stand, &growth, column, p, day), NitrogenWithMass::none()),
    };
    height::height_day(stand, &growth, column, p);
    let nitrogen = nitrogen::nitrogen_day(stand, &moved, &water, column, p, day);
    Fluxes {
        leaf_area: water.leaf_area,
        transpiration_factor: water.transpiration_factor,
        growth_factor: water.growth_factor,
        transpiration: water.transpiration,
        evaporation: water.evaporation,
        drainage: water.drainage,
        capillary_rise: water.capillary_rise,
        growth: growth.total,
        growth_of_stems: growth.of_stems,
        senescence_gv: losses.senescence_gv,
        senescence_gr: losses.senescence_gr,
        abscission_dv: losses.abscission_dv,
        abscission_dr: losses.abscission_dr,
        decay: losses.decay,
        mineralisation: nitrogen.mineralisation,
        uptake: nitrogen.uptake,
        leaching: nitrogen.leaching,
    }
}
