//! Grass components of the Canadian fire weather system of 2025, hour by hour.
//!
//! Two layers of cured grass remember the weather: matted grass lies flat, takes all rain and is heated by the sun;
//! standing grass takes little rain and no sun. Spread follows from the moisture of the layer that burns, the curing
//! of the sward and the wind.
//!
//! | part | is |
//! |---|---|
//! | [`moisture`] | wetting and drying of cured grass over a step of any length |
//! | [`radiation`] | place of the sun, and radiation where none was measured |
//! | [`spread`] | curing, moisture and wind factors, rate of spread; over any number type |
//! | [`days`] | moisture and indices of days, over hours made of daily weather |
//! | [`indices`] | chance of sustained flaming, moisture code, spread index, fire weather index |
//!
//! | symbol | quantity | unit | range |
//! |---|---|---|---|
//! | `m` | moisture of cured grass | % of dry mass | 0-250 |
//! | `C` | cured share of the standing mass | % | 0-100 |
//! | `U` | wind at 10 m | km/h | 0 and up |
//! | `L` | grass load | kg/m2 | above 0 |
//! | `S` | solar radiation | kW/m2 | 0 and up |
//!
//! [`days`] runs them over hours made of daily weather. Dead moisture of a run follows the fine fuel moisture code, with which
//! ignition was calibrated, unless a scenario asks for that of standing grass. Matted grass is the state of winter and early spring, until growth has reached about 0.15 m, and that
//! of cuttings on the ground. Left out: the seasonal curing curve of the boreal plains (curing comes from the growth
//! model) and eaten-out pasture. These indices are not meant for the Canadian fire behaviour system of 1992.
//!
//! Sources: Wotton (2009) for moisture, with the fuel temperature of later versions; Cheney et al. (1998) for spread;
//! Cruz et al. (2015) for curing; all as in nrcan-cfs-fire/cffdrs-ng, version of 2026-08-13.
//!
//! Agreement reached: 1728 moisture steps and 2079 rows of indices within 5e-8 relative (the digits of the tables);
//! the run of 2623 hours at Petawawa in 2007 within 5e-5 absolute (its rounding) for both moistures and all three
//! indices, radiation estimated.

pub mod days;
pub mod indices;
pub mod moisture;
pub mod radiation;
pub mod spread;

use crate::fire::fwi::dead_moisture_pct;

/// How the grass that burns lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GrassForm {
    /// Flat on the ground or cut: winter grass, stubble, cuttings.
    Matted,
    /// Upright: an uncut sward after the flush of spring.
    Standing,
}

/// Weather of one step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GrassHour {
    /// Air temperature, degrees C.
    pub temp_c: f64,
    /// Relative humidity, %; values outside 0-100 are moved to the end.
    pub rh_pct: f64,
    /// Wind speed at 10 m, km/h.
    pub wind_km_h: f64,
    /// Rain in the step, mm.
    pub rain_mm: f64,
    /// Solar radiation, kW/m2.
    pub solar_kw_m2: f64,
}

/// Share of the rain that standing grass catches.
const RAIN_ON_STANDING: f64 = 0.06;

/// Moisture of both layers of cured grass, % of dry mass.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GrassMoisture {
    /// Of matted grass.
    pub matted_pct: f64,
    /// Of standing grass.
    pub standing_pct: f64,
}

impl Default for GrassMoisture {
    /// The customary spring start: both layers at the moisture of fine fuel moisture code 85, 16.3 %.
    fn default() -> Self {
        let start = dead_moisture_pct(85.0);
        GrassMoisture { matted_pct: start, standing_pct: start }
    }
}

impl GrassMoisture {
    /// Moisture of the layer that burns.
    pub fn of(&self, form: GrassForm) -> f64 {
        match form {
            GrassForm::Matted => self.matted_pct,
            GrassForm::Standing => self.standing_pct,
        }
    }
}

/// Moisture of both layers at the end of a step of `hours`.
///
/// Matted grass takes rain and sun as given, standing grass six hundredths of the rain and no sun. `load_kg_m2`:
/// above 0.
///
/// ```
/// use zeis::fire::grass2025::{GrassHour, GrassMoisture, next};
/// use zeis::fire::grass2025::radiation::{cos_zenith, estimated_radiation};
/// let solar_kw_m2 = estimated_radiation(cos_zenith(45.996, -77.427, 130.0, 12.0), 14.78, 94.9);
/// let hour = GrassHour { temp_c: 14.78, rh_pct: 94.9, wind_km_h: 2.7324, rain_mm: 0.0, solar_kw_m2 };
/// let moisture = next(GrassMoisture::default(), &hour, 0.35, 1.0);
/// assert!((moisture.matted_pct - 20.5278).abs() < 1e-4 && (moisture.standing_pct - 22.2388).abs() < 1e-4);
/// ```
pub fn next(previous: GrassMoisture, hour: &GrassHour, load_kg_m2: f64, hours: f64) -> GrassMoisture {
    let sheltered = GrassHour { rain_mm: RAIN_ON_STANDING * hour.rain_mm, solar_kw_m2: 0.0, ..*hour };
    GrassMoisture {
        matted_pct: moisture::grass_moisture(previous.matted_pct, hour, load_kg_m2, hours),
        standing_pct: moisture::grass_moisture(previous.standing_pct, &sheltered, load_kg_m2, hours),
    }
}

/// What the grass of an hour would do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GrassIndices {
    /// Grassland fuel moisture code, 0-101.
    pub gfmc: f64,
    /// Rate of spread, m/min.
    pub spread_m_min: f64,
    /// Grassland spread index.
    pub gsi: f64,
    /// Grassland fire weather index.
    pub gfwi: f64,
}

/// Indices of a sward from the moisture of the layer that burns.
///
/// - `moisture_pct`: 0-250; `cured_pct`: 0-100; `wind_km_h`: 10 m wind; `load_kg_m2`: 0 and up
///
/// ```
/// use zeis::fire::grass2025::{GrassForm, grass_indices};
/// let hour = grass_indices(11.9, 100.0, 20.0, 0.1, GrassForm::Standing);
/// assert!((hour.gfmc - 89.000389).abs() < 1e-6 && (hour.spread_m_min - 44.442282).abs() < 1e-6);
/// assert!((hour.gsi - 49.330933).abs() < 1e-6 && (hour.gfwi - 22.150315).abs() < 1e-6);
/// ```
pub fn grass_indices(
    moisture_pct: f64,
    cured_pct: f64,
    wind_km_h: f64,
    load_kg_m2: f64,
    form: GrassForm,
) -> GrassIndices {
    let curing = spread::curing_factor(cured_pct);
    let wind = spread::wind_factor(wind_km_h, form);
    let spread_m_min = spread::rate_of_spread(wind, spread::moisture_factor(moisture_pct, wind_km_h), curing);
    let flaming = indices::sustained_flaming(moisture_pct, wind_km_h);
    GrassIndices {
        gfmc: indices::grass_moisture_code(curing * flaming, wind_km_h),
        spread_m_min,
        gsi: indices::grass_spread_index(spread_m_min),
        gfwi: indices::grass_fire_weather_index(indices::grass_intensity(load_kg_m2, spread_m_min)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rain_and_sun_reach_matted_grass_first() {
        let hour = GrassHour { temp_c: 20.0, rh_pct: 60.0, wind_km_h: 10.0, rain_mm: 0.0, solar_kw_m2: 0.8 };
        let start = GrassMoisture { matted_pct: 60.0, standing_pct: 60.0 };
        let sunny = next(start, &hour, 0.35, 1.0);
        assert!(sunny.of(GrassForm::Matted) < sunny.of(GrassForm::Standing));
        let rainy = next(start, &GrassHour { rain_mm: 2.0, solar_kw_m2: 0.0, ..hour }, 0.35, 1.0);
        assert!(rainy.matted_pct > 100.0 && rainy.standing_pct < 70.0);
    }

    #[test]
    fn green_grass_has_no_index() {
        for form in [GrassForm::Matted, GrassForm::Standing] {
            let green = grass_indices(3.0, 19.999, 40.0, 0.7, form);
            assert_eq!(green, GrassIndices { gfmc: 0.0, spread_m_min: 0.0, gsi: 0.0, gfwi: 0.0 });
        }
    }
}
