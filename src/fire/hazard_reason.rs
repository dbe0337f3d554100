//! Why the hazard of a day is what it is: each factor is set to a typical value, one at a time, and the danger computed
//! again.
//!
//! A factor raises the hazard where the danger would be lower with the typical value, and lowers it where it would be higher.
//! Typical is a common summer verge at a common dry noon (parameters `typical_*`, assumptions). Factors act together, so the
//! parts do not add up to the whole.

use super::cheney::open_spread;
use super::danger::{Danger, Fuel, danger};
use super::drivers::{FireConstants, FireDay};
use super::hazard_class::class_of;
use super::ignition::{fuel_temperature, ignition_probability};
use super::parameters::FireParameters;
use super::residue::Residue;
use crate::lane::math::ln;
use crate::units::KG_M2_PER_KG_HA;

/// What may raise or lower the hazard of a stand on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Factor {
    /// How much stands and lies there, and how high.
    Fuel,
    /// Dead share of the standing mass.
    Curing,
    /// Moisture of dead fuel.
    DeadMoisture,
    /// Wind at noon.
    Wind,
    /// Rain of the day, on which no fire starts.
    Rain,
    /// Snow cover.
    Snow,
}

/// A factor with what it does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reason {
    /// The factor.
    pub factor: Factor,
    /// Whether the hazard is higher than with the typical value.
    pub raises: bool,
    /// The class with the typical value.
    pub class_otherwise: u8,
    /// Natural logarithm of the weighted susceptibility over that with the typical value.
    pub effect: f64,
}

/// A stand and a day, as far as danger reads them.
#[derive(Clone, Copy, Debug)]
pub struct BurnState {
    /// The stand at the end of the day.
    pub fuel: Fuel<f64>,
    /// Its cuttings.
    pub residue: Residue<f64>,
    /// Fire weather of the day.
    pub day: FireDay,
    /// Air temperature at noon, degrees C.
    pub noon_temp_c: f64,
    /// Water in the snow pack, mm.
    pub snow_mm: f64,
}

/// Weighted susceptibility that counts as none when effects are compared.
const LEAST_WEIGHT: f64 = 1e-4;

/// Susceptibility weighted by the flame, `h (1 + flame / 1.5 m)`, as in the fire index.
fn weight(danger: &Danger<f64>, p: &FireParameters) -> f64 {
    danger.susceptibility * (1.0 + danger.flame_m / p.index_flame_scale_m)
}

/// Whether rain or snow keeps every fire from starting, whatever the fuel.
fn held_off(state: &BurnState, p: &FireParameters) -> Option<Factor> {
    if state.day.rain_mm >= p.rain_limit_mm {
        Some(Factor::Rain)
    } else {
        (state.snow_mm > p.snow_limit_mm).then_some(Factor::Snow)
    }
}

/// The same state with one factor at its typical value; rain and snow stay as they are.
pub fn with_typical(state: &BurnState, factor: Factor, constants: &FireConstants) -> BurnState {
    let p = &constants.parameters;
    let kg_ha = |kg_m2: f64| kg_m2 / KG_M2_PER_KG_HA;
    let standing = state.fuel.green_kg_ha + state.fuel.dead_kg_ha;
    let split = |standing_kg_ha: f64, curing: f64| (standing_kg_ha * (1.0 - curing), standing_kg_ha * curing);
    let mut other = *state;
    match factor {
        Factor::Fuel => {
            let curing = if standing > 0.0 { state.fuel.dead_kg_ha / standing } else { 0.0 };
            (other.fuel.green_kg_ha, other.fuel.dead_kg_ha) = split(kg_ha(p.typical_standing_kg_m2), curing);
            other.fuel.litter_kg_ha = kg_ha(p.typical_residue_kg_m2);
            other.fuel.height_m = p.typical_height_m;
            other.residue = Residue { since_cut_day: state.residue.since_cut_day, ..Residue::thatch(p) };
        }
        Factor::Curing => {
            (other.fuel.green_kg_ha, other.fuel.dead_kg_ha) = split(standing, p.typical_curing);
        }
        Factor::DeadMoisture => {
            let moisture = p.typical_dead_moisture;
            let fuel_temp_c = fuel_temperature(state.noon_temp_c, p.shade);
            other.day.dead_moisture = moisture;
            other.day.dead = constants.spread.dead_factors(moisture);
            other.day.grass_spread = open_spread(moisture, state.day.wind_km_h);
            other.day.ignition_probability = ignition_probability(fuel_temp_c, moisture);
            other.day.burnable = moisture < p.extinction_moisture && held_off(state, p).is_none();
        }
        Factor::Wind => {
            other.day.wind_km_h = p.typical_wind_km_h;
            other.day.wind = constants.spread.wind_factors(p.typical_wind_km_h);
            other.day.grass_spread = open_spread(state.day.dead_moisture, p.typical_wind_km_h);
        }
        Factor::Rain | Factor::Snow => {}
    }
    other
}

fn danger_of(state: &BurnState, constants: &FireConstants) -> Danger<f64> {
    danger(&state.fuel, &state.residue, &state.day, constants)
}

/// The reasons of a hazard, the most important first: change of class, then size of the effect.
///
/// A factor whose typical value would change neither the class nor the weighted susceptibility by the share `reason_ratio`
/// is left out. On a day of rain or snow that is the only reason.
pub fn reasons(state: &BurnState, constants: &FireConstants) -> Vec<Reason> {
    let p = &constants.parameters;
    if let Some(factor) = held_off(state, p) {
        return vec![Reason { factor, raises: false, class_otherwise: 1, effect: 0.0 }];
    }
    let today = danger_of(state, constants);
    let class = class_of(&today, p);
    let factors = [Factor::Fuel, Factor::Curing, Factor::DeadMoisture, Factor::Wind];
    let mut found: Vec<Reason> = factors
        .into_iter()
        .map(|factor| {
            let otherwise = danger_of(&with_typical(state, factor, constants), constants);
            let effect = ln((weight(&today, p) + LEAST_WEIGHT) / (weight(&otherwise, p) + LEAST_WEIGHT));
            Reason { factor, raises: effect > 0.0, class_otherwise: class_of(&otherwise, p), effect }
        })
        .filter(|reason| reason.class_otherwise != class || reason.effect.abs() >= ln(p.reason_ratio))
        .collect();
    let steps = |reason: &Reason| reason.class_otherwise.abs_diff(class);
    found.sort_by(|a, b| steps(b).cmp(&steps(a)).then(b.effect.abs().total_cmp(&a.effect.abs())));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fire::drivers::fire_day;
    use crate::fire::fwi::{Codes, NoonWeather};

    fn state(ffmc: f64, rain_mm: f64, wind_km_h: f64, [green, dead, height_m]: [f64; 3]) -> (BurnState, FireConstants) {
        let constants = FireConstants::of(&FireParameters::default());
        let noon = NoonWeather { temp_c: 24.0, rh_pct: 40.0, wind_km_h, rain_mm, month: 7, latitude_deg: 52.0 };
        let state = BurnState {
            fuel: Fuel {
                green_kg_ha: green,
                dead_kg_ha: dead,
                litter_kg_ha: 1000.0,
                height_m,
                headed: true,
                transpiration_factor: 0.5,
            },
            residue: Residue::thatch(&constants.parameters),
            day: fire_day(&noon, Codes::start(ffmc, 40.0, 300.0), 0.0, None, &constants),
            noon_temp_c: 24.0,
            snow_mm: 0.0,
        };
        (state, constants)
    }

    fn named(state: &BurnState, constants: &FireConstants) -> Vec<(Factor, bool)> {
        reasons(state, constants).iter().map(|reason| (reason.factor, reason.raises)).collect()
    }

    #[test]
    fn a_tall_dry_cured_verge_in_wind_is_raised_by_all() {
        let (state, constants) = state(93.5, 0.0, 25.0, [800.0, 4200.0, 1.0]);
        let found = named(&state, &constants);
        assert!(found.iter().all(|reason| reason.1) && found.len() >= 3, "{found:?}");
        for factor in [Factor::Fuel, Factor::DeadMoisture, Factor::Wind] {
            assert!(found.contains(&(factor, true)), "{found:?}");
        }
    }

    #[test]
    fn a_short_green_verge_is_lowered_by_its_fuel() {
        let (state, constants) = state(91.0, 0.0, 15.0, [800.0, 100.0, 0.08]);
        let found = named(&state, &constants);
        assert!(found.contains(&(Factor::Fuel, false)) && found.contains(&(Factor::DeadMoisture, true)), "{found:?}");
    }

    #[test]
    fn the_typical_value_itself_is_no_reason() {
        let (state, constants) = state(89.0, 0.0, 15.0, [1500.0, 1500.0, 0.4]);
        let mut typical = with_typical(&state, Factor::DeadMoisture, &constants);
        typical.fuel.litter_kg_ha = 1000.0;
        assert_eq!(reasons(&typical, &constants), []);
    }

    #[test]
    fn wet_fuel_and_rain_hold_the_hazard_down() {
        let (wet, constants) = state(72.0, 0.0, 15.0, [1500.0, 1500.0, 0.5]);
        assert!(!wet.day.burnable);
        assert_eq!(named(&wet, &constants), [(Factor::DeadMoisture, false)]);
        let (rain, _) = state(90.0, 6.0, 15.0, [1500.0, 1500.0, 0.5]);
        assert_eq!(named(&rain, &constants), [(Factor::Rain, false)]);
        let snow = BurnState { snow_mm: 9.0, ..wet };
        assert_eq!(named(&snow, &constants), [(Factor::Snow, false)]);
    }
}
