//! What fire reads of a day and depends on weather alone.
//!
//! One [`FireDay`] per day of a weather node: the codes, the dead moisture that follows from them, and every factor of
//! spread, ignition and drying that is the same for all stands of the node. A day on which nothing can burn is marked,
//! so that the day loop may leave out the spread without changing a result.

use super::cheney::{OpenSpread, open_spread};
use super::fwi::season::{Season, Wintering, codes_in_season, days_in_season};
use super::fwi::{Codes, NoonWeather};
use super::grass2025::days::{CUSTOMARY_LOAD_KG_M2, grass_days};
use super::ignition::{fuel_temperature, ignition_probability};
use super::moisture::{
    DeadMoisture, dead_moisture, moisture_after_mcarthur, moisture_by_deficit, vapour_pressure_deficit,
};
use super::parameters::FireParameters;
use super::spread::SpreadConstants;
use super::spread::verge::{DeadFactors, WindFactors};
use crate::calendar::MonthDay;
use crate::lane::math::exp;
use crate::units::KM_H_PER_M_S;
use crate::weather::WeatherSeries;
use crate::weather::derive::{saturation_vapour_pressure, vapour_pressure};
use crate::weather::hourly::RainHour;

/// Parameters with all that follows from them alone.
#[derive(Clone, Debug, PartialEq)]
pub struct FireConstants {
    /// The parameters.
    pub parameters: FireParameters,
    /// Constants of spread.
    pub spread: SpreadConstants,
    /// One over the flame scale of susceptibility, 1/m.
    pub inverse_flame_scale_per_m: f64,
    /// One over the heat content, kg/kJ.
    pub inverse_heat_kg_kj: f64,
    /// One over the load scale of the reading by load, m2/kg.
    pub inverse_load_scale_m2_kg: f64,
    /// One over the share that the full load reaches on that scale.
    pub inverse_full_load_share: f64,
}

impl FireConstants {
    /// Constants of a set of parameters.
    pub fn of(p: &FireParameters) -> Self {
        FireConstants {
            parameters: p.clone(),
            spread: SpreadConstants::of(
                p.sigma_per_m,
                p.extinction_moisture,
                p.heat_kj_kg,
                p.minerals_total,
                p.minerals_effective,
            ),
            inverse_flame_scale_per_m: 1.0 / p.flame_scale_m,
            inverse_heat_kg_kj: 1.0 / p.heat_kj_kg,
            inverse_load_scale_m2_kg: 1.0 / p.load_scale_kg_m2,
            inverse_full_load_share: 1.0 / (1.0 - exp(-p.full_load_kg_m2 / p.load_scale_kg_m2)),
        }
    }
}

/// Which rain belongs to the fire weather of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum RainRule {
    /// The sum of the day itself, as in the reference series and the calibration of indices.
    #[default]
    SameDay,
    /// The sum of the day before, which noon has seen. The first day takes its own.
    PreviousDay,
}

/// How the fire weather of a series is made.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FireWeather {
    /// Rain of the codes.
    pub rain: RainRule,
    /// Moisture of dead fine fuel.
    pub moisture: DeadMoisture,
    /// When the codes run.
    pub season: Season,
    /// When rain falls in hours made of days.
    pub rain_hour: RainHour,
}

/// A day of fire weather.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FireDay {
    /// Fire weather codes and indices; zero outside the season.
    pub codes: Codes,
    /// Dead fine fuel moisture, fraction of dry mass.
    pub dead_moisture: f64,
    /// Factors of dead moisture in spread.
    pub dead: DeadFactors,
    /// Factors of wind in spread.
    pub wind: WindFactors,
    /// Spread of fully cured grass after Cheney.
    pub grass_spread: OpenSpread,
    /// Wind at 10 m at noon, km/h.
    pub wind_km_h: f64,
    /// Chance that a source ignites dead fuel.
    pub ignition_probability: f64,
    /// Vapour pressure deficit at noon, kPa.
    pub vpd_kpa: f64,
    /// Rain that counts for the day, mm.
    pub rain_mm: f64,
    /// Share of the distance to equilibrium that cuttings keep in the day.
    pub cuttings_drying: f64,
    /// Moisture that rain adds to cuttings; zero on a dry day.
    pub cuttings_wetting: f64,
    /// Sector from which the wind blows, 0 = north, 1 = north-east and so on to 7; `None` if unknown.
    pub wind_sector: Option<u8>,
    /// Whether anything can burn: dead fuel below extinction, no heavy rain, no snow.
    pub burnable: bool,
    /// Whether the fire weather index reaches the danger class of fire weather.
    pub fire_weather: bool,
}

/// Sector of a wind direction (degrees from which it blows): 45 degrees each, centred on north, north-east, ...
///
/// ```
/// assert_eq!(zeis::fire::drivers::wind_sector(350.0), 0);
/// assert_eq!(zeis::fire::drivers::wind_sector(90.0), 2);
/// ```
pub fn wind_sector(direction_deg: f64) -> u8 {
    let sector = ((direction_deg + 22.5) / 45.0).floor();
    (sector - 8.0 * (sector / 8.0).floor()) as u8
}

/// The day of fire weather that follows from noon weather and the codes of the day, dead fuel as moist as the fine fuel
/// moisture code says.
///
/// - `snow_mm`: water in the snow pack, 0 and up; `direction_deg`: wind direction if known
pub fn fire_day(
    noon: &NoonWeather,
    codes: Codes,
    snow_mm: f64,
    direction_deg: Option<f64>,
    constants: &FireConstants,
) -> FireDay {
    let moisture = dead_moisture(codes.ffmc, &constants.parameters);
    fire_day_of_moisture(noon, codes, moisture, snow_mm, direction_deg, constants)
}

/// The day of fire weather with dead fuel of a given moisture, as a fraction.
pub fn fire_day_of_moisture(
    noon: &NoonWeather,
    codes: Codes,
    moisture: f64,
    snow_mm: f64,
    direction_deg: Option<f64>,
    constants: &FireConstants,
) -> FireDay {
    let p = &constants.parameters;
    let vpd_kpa = vapour_pressure_deficit(noon.temp_c, noon.rh_pct);
    let held_off = noon.rain_mm >= p.rain_limit_mm || snow_mm > p.snow_limit_mm;
    FireDay {
        codes,
        dead_moisture: moisture,
        dead: constants.spread.dead_factors(moisture),
        wind: constants.spread.wind_factors(noon.wind_km_h),
        grass_spread: open_spread(moisture, noon.wind_km_h),
        wind_km_h: noon.wind_km_h,
        ignition_probability: ignition_probability(fuel_temperature(noon.temp_c, p.shade), moisture),
        vpd_kpa,
        rain_mm: noon.rain_mm,
        cuttings_drying: exp(-p.cuttings_drying_per_kpa * vpd_kpa),
        cuttings_wetting: if noon.rain_mm > p.cuttings_wetting_above_mm {
            p.cuttings_wetting_per_mm * noon.rain_mm
        } else {
            0.0
        },
        wind_sector: direction_deg.map(wind_sector),
        burnable: moisture < p.extinction_moisture && !held_off,
        fire_weather: codes.fwi >= p.fire_weather_fwi,
    }
}

/// Noon weather of every day of a series, with month and day.
fn noons(weather: &WeatherSeries, rain_rule: RainRule) -> Vec<(MonthDay, NoonWeather)> {
    let mut date = weather.first_day;
    let mut out = Vec::with_capacity(weather.len());
    for i in 0..weather.len() {
        let rain_day = match rain_rule {
            RainRule::SameDay => i,
            RainRule::PreviousDay => i.saturating_sub(1),
        };
        let noon = NoonWeather {
            temp_c: weather.temp12_c[i],
            rh_pct: weather.rh12_pct[i],
            wind_km_h: weather.wind12_m_s[i] * KM_H_PER_M_S,
            rain_mm: weather.rain_mm[rain_day],
            month: date.month().unsigned_abs(),
            latitude_deg: weather.latitude_deg,
        };
        // 29 February counts as 28 February in a window
        let day = date.day().unsigned_abs();
        let month_day = MonthDay::new(noon.month, day).or_else(|| MonthDay::new(noon.month, day - 1));
        out.push((month_day.unwrap_or_else(|| MonthDay::from_day_of_year(1)), noon));
        date = date.tomorrow().unwrap_or(date);
    }
    out
}

/// Moisture of dead fine fuel on every day of a series, as a fraction; outside the season soaked fuel.
fn dead_moistures(
    weather: &WeatherSeries,
    noons: &[(MonthDay, NoonWeather)],
    codes: &[Option<Codes>],
    made: &FireWeather,
    p: &FireParameters,
) -> Vec<f64> {
    let by_code = |day: usize| dead_moisture(codes[day].map_or(0.0, |codes| codes.ffmc), p);
    let clamped = |moisture: f64| moisture.clamp(p.dead_moisture_min, p.dead_moisture_max);
    let days = 0..weather.len();
    let in_season = |day: usize, moisture: f64| if codes[day].is_some() { clamped(moisture) } else { by_code(day) };
    match made.moisture {
        DeadMoisture::Ffmc => days.map(by_code).collect(),
        DeadMoisture::Grass2025 => grass_days(weather, made.rain_hour, CUSTOMARY_LOAD_KG_M2)
            .iter()
            .enumerate()
            .map(|(day, grass)| in_season(day, 0.01 * grass.at_15.standing_pct))
            .collect(),
        DeadMoisture::Deficit => days
            .map(|day| {
                let vapour_kpa = vapour_pressure(weather.tmean_c[day], weather.rh_pct[day]);
                let deficit_kpa = (saturation_vapour_pressure(weather.tmax_c[day]) - vapour_kpa).max(0.0);
                in_season(day, moisture_by_deficit(deficit_kpa))
            })
            .collect(),
        DeadMoisture::McArthur => days
            .map(|day| {
                let noon = &noons[day].1;
                let dry = moisture_after_mcarthur(noon.temp_c, noon.rh_pct);
                let rained =
                    weather.rain_mm[day] > 0.0 || day.checked_sub(1).is_some_and(|day| weather.rain_mm[day] > 0.0);
                in_season(day, if rained { dry.max(by_code(day)) } else { dry })
            })
            .collect(),
    }
}

/// Fire weather of every day of a series.
///
/// Outside the season the codes are those of soaked fuel (all zero), so nothing burns and cuttings stay moist.
/// `snow_mm`: water in the snow pack of each day; days beyond its end have none.
pub fn fire_days(
    weather: &WeatherSeries,
    snow_mm: &[f64],
    parameters: &FireParameters,
    made: &FireWeather,
) -> Vec<FireDay> {
    let constants = FireConstants::of(parameters);
    let noons = noons(weather, made.rain);
    let warmest: Vec<_> = noons.iter().zip(&weather.tmax_c).map(|((day, _), &tmax_c)| (*day, tmax_c)).collect();
    let inside = days_in_season(made.season, &warmest);
    let noon_weather: Vec<_> = noons.iter().map(|(_, noon)| *noon).collect();
    let start = Codes::start(parameters.start_ffmc, parameters.start_dmc, parameters.start_dc);
    let wintering = Wintering::of(parameters.winter_carried, parameters.winter_absorbed)
        .expect("both shares lie in the range of the parameter table");
    let codes = codes_in_season(&noon_weather, &inside, start, wintering);
    let moistures = dead_moistures(weather, &noons, &codes, made, parameters);
    let no_codes = Codes { ffmc: 0.0, dmc: 0.0, dc: 0.0, isi: 0.0, bui: 0.0, fwi: 0.0, dsr: 0.0 };
    (0..noon_weather.len())
        .map(|i| {
            let snow = snow_mm.get(i).copied().unwrap_or(0.0);
            let direction = weather.wind_dir_deg.get(i).copied().flatten();
            let codes = codes[i].unwrap_or(no_codes);
            fire_day_of_moisture(&noon_weather[i], codes, moistures[i], snow, direction, &constants)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sectors_are_centred_on_the_compass_points() {
        let sectors = [0.0, 22.4, 22.5, 45.0, 180.0, 270.0, 337.4, 337.5, 360.0].map(wind_sector);
        assert_eq!(sectors, [0, 0, 1, 1, 4, 6, 7, 0, 0]);
    }

    #[test]
    fn rain_and_snow_hold_fire_off() {
        let constants = FireConstants::of(&FireParameters::default());
        let dry =
            NoonWeather { temp_c: 20.0, rh_pct: 40.0, wind_km_h: 0.0, rain_mm: 4.9, month: 4, latitude_deg: 52.0 };
        let codes = Codes::start(90.0, 20.0, 100.0);
        assert!(fire_day(&dry, codes, 5.0, None, &constants).burnable);
        assert!(!fire_day(&dry, codes, 5.1, None, &constants).burnable);
        assert!(!fire_day(&NoonWeather { rain_mm: 5.0, ..dry }, codes, 0.0, None, &constants).burnable);
        assert!(!fire_day(&dry, Codes::start(75.0, 0.0, 0.0), 0.0, None, &constants).burnable);
    }
}
