//! Everything of a day that follows from weather alone, computed once for all columns of a weather series.
//!
//! Takes daily mean temperature, photosynthetically active radiation (PAR), rain, reference evaporation and CO2; gives the
//! running temperature of ten days, the temperature sum since 1 January, snow, infiltration, crop evaporation and the
//! responses of growth, senescence and mineralisation to temperature. [`WeatherMemory`] is what one block of days hands to
//! the next.

use crate::calendar::Date;
use crate::lane::math::{ln, powf};
use crate::vegetation::frost::{killed_share, lt50_after};
use crate::vegetation::groundwater::water_table_fall;
use crate::vegetation::growr;
use crate::vegetation::parameters::Parameters;
use crate::vegetation::phenology::temperature_sum;
use crate::vegetation::profile::Profile;
use crate::vegetation::snow::{SnowDay, snow_day};
use crate::weather::WeatherSeries;

/// Temperature that kills half of the leaves at the start of a run: unhardened (BASGRA).
const UNHARDENED_C: f64 = -4.7894;
/// PAR in global radiation.
const PAR_SHARE: f64 = 0.5;

/// Weather of one day as growth takes it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeatherRow {
    /// Date.
    pub date: Date,
    /// Mean temperature, C.
    pub temp_c: f64,
    /// Photosynthetically active radiation, MJ/m2/d.
    pub par_mj_m2: f64,
    /// Precipitation, mm.
    pub rain_mm: f64,
    /// Reference evaporation after Makkink, mm; below 0 counts as 0.
    pub makkink_mm: f64,
    /// CO2 of the air, ppm.
    pub co2_ppm: f64,
    /// Snow of the day where the table gives it; profile `growr` alone reads it.
    pub snow: Option<SnowDay>,
}

/// The rows of a series, with the CO2 of each year.
pub fn weather_rows(series: &WeatherSeries, co2_ppm: impl Fn(i16) -> f64) -> impl Iterator<Item = WeatherRow> {
    let dates = std::iter::successors(Some(series.first_day), |date| date.tomorrow().ok());
    dates.zip(0..series.len()).map(move |(date, day)| WeatherRow {
        date,
        temp_c: series.tmean_c[day],
        par_mj_m2: PAR_SHARE * series.radiation_mj_m2[day],
        rain_mm: series.rain_mm[day],
        makkink_mm: series.makkink_mm[day],
        co2_ppm: co2_ppm(date.year()),
        snow: None,
    })
}

/// Class of the water stress curve, by the evaporation that the air demands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demand {
    /// Up to 3.8 mm.
    Low,
    /// Up to 6.5 mm.
    Middle,
    /// Above 6.5 mm.
    High,
}

impl Demand {
    /// The class of a day with this evaporation, mm.
    pub fn of(evaporation_mm: f64) -> Self {
        if evaporation_mm <= 3.8 {
            Demand::Low
        } else if evaporation_mm <= 6.5 {
            Demand::Middle
        } else {
            Demand::High
        }
    }
}

/// A day of weather, digested.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DayDrivers {
    /// Date.
    pub date: Date,
    /// Month, 1-12.
    pub month: u8,
    /// Day of the month, 1-31.
    pub day: u8,
    /// Day of the year, 1-366.
    pub day_of_year: u16,
    /// Whether the year begins today.
    pub new_year: bool,
    /// Mean temperature, C.
    pub temp_c: f64,
    /// Mean temperature where above 0, else 0, C.
    pub warmth_c: f64,
    /// Mean of the last ten daily temperatures (fewer at the start of a run), C.
    pub mean10_c: f64,
    /// Temperature sum since 1 January, C d.
    pub temp_sum: f64,
    /// Response of growth to the running temperature, 0-1.
    pub growth_warmth: f64,
    /// Response of growth to CO2.
    pub co2_factor: f64,
    /// PAR, MJ/m2/d.
    pub par_mj_m2: f64,
    /// Precipitation, mm.
    pub rain_mm: f64,
    /// Snow water at the end of the day, mm.
    pub snow_mm: f64,
    /// Rain and melt that reach the soil, mm.
    pub infiltration_mm: f64,
    /// Water that comes in from outside, for the books: precipitation (profile `growr` counts refrozen rain twice), mm.
    pub water_in_mm: f64,
    /// Evaporation that the air demands of a crop, mm.
    pub crop_evaporation_mm: f64,
    /// Its class.
    pub demand: Demand,
    /// Mineralisation relative to that at 10 C; 0 in frost.
    pub mineralisation_warmth: f64,
    /// Share of the largest nitrogen uptake that the running temperature allows, 0-1.
    pub uptake_warmth: f64,
    /// Whether anything can grow: neither frost nor snow, and a running temperature within the range of growth.
    pub grows: bool,
    /// Temperature that ages green tissue, C: the mean temperature above `T0`, its depth below zero in frost, else 0.
    pub ageing_c: f64,
    /// Whether senescence follows age and drought (mean temperature above `T0`).
    pub senesces: bool,
    /// Share of the leaves that frost kills, where frost hardening is on.
    pub frost_killed: f64,
    /// Share of its yearly way that the water table has fallen, where groundwater is on.
    pub water_table_fall: f64,
}

/// What a block of days hands to the next.
#[derive(Clone, Debug, PartialEq)]
pub struct WeatherMemory {
    /// Mean temperatures of the last days, oldest first, ten at most.
    pub last_temps_c: Vec<f64>,
    /// Temperature sum since 1 January, C d.
    pub temp_sum: f64,
    /// Snow water, mm.
    pub snow_mm: f64,
    /// Temperature that kills half of the leaves, where frost hardening is on, C.
    pub lt50_c: f64,
}

impl WeatherMemory {
    /// Before the first day of a run that begins on 1 January.
    pub fn start() -> Self {
        WeatherMemory { last_temps_c: Vec::new(), temp_sum: 0.0, snow_mm: 0.0, lt50_c: UNHARDENED_C }
    }
}

/// Response of growth to temperature: 0 below `T0` and from 40 C, rising to 1 at `T1`, falling from `T2`.
///
/// Schapendonk et al. 1998, after Jouven et al. 2006 fig. 2.
///
/// ```
/// use zeis::vegetation::{drivers::growth_warmth, parameters::Parameters};
/// assert_eq!(growth_warmth(7.0, &Parameters::verge()), 0.5);
/// ```
pub fn growth_warmth(temp_c: f64, p: &Parameters) -> f64 {
    const LETHAL_C: f64 = 40.0;
    if temp_c < p.t0 || temp_c >= LETHAL_C {
        0.0
    } else if temp_c < p.t1 {
        (temp_c - p.t0) / (p.t1 - p.t0)
    } else if temp_c < p.t2 {
        1.0
    } else {
        (LETHAL_C - temp_c) / (LETHAL_C - p.t2)
    }
}

/// Response of growth to CO2: `1 + b ln(CO2/cref)` (Soltani & Sinclair 2012, as in growR).
///
/// ```
/// use zeis::vegetation::{drivers::co2_factor, parameters::Parameters};
/// assert!((co2_factor(550.0, &Parameters::verge()) - 1.159227).abs() < 1e-6);
/// ```
pub fn co2_factor(co2_ppm: f64, p: &Parameters) -> f64 {
    1.0 + p.co2_growth * ln(co2_ppm / p.co2_reference)
}

/// Evaporation that the air demands of a crop, mm.
///
/// `kc ET (1 - 1e-4 (CO2 - cref))`, at most 0.2 mm under more than 5 mm of snow (Kruijt et al. 2008, simplified in growR).
///
/// - `makkink_mm`: reference evaporation, mm; below 0 counts as 0
/// - `co2_ppm`: CO2, ppm
/// - `snow_mm`: snow water at the end of the day, mm
pub fn crop_evaporation(makkink_mm: f64, co2_ppm: f64, snow_mm: f64, p: &Parameters) -> f64 {
    let saving = 1.0 - p.co2_transpiration * (co2_ppm - p.co2_reference);
    let demand = (p.crop_factor * makkink_mm.max(0.0) * saving).max(0.0);
    if snow_mm > p.snow_limit { demand.min(p.snow_evaporation) } else { demand }
}

/// The days of a block of weather, in order; `memory` passes from block to block.
///
/// Profile `growr` finds the start of its season in the block: give it whole years.
pub fn drivers(
    rows: impl IntoIterator<Item = WeatherRow>,
    memory: &mut WeatherMemory,
    p: &Parameters,
) -> Vec<DayDrivers> {
    match p.profile {
        Profile::Verge | Profile::Inrae => rows.into_iter().map(|row| day_drivers(&row, memory, p)).collect(),
        Profile::Growr => {
            let rows: Vec<WeatherRow> = rows.into_iter().filter(|row| !growr::leaves_out(row.date)).collect();
            let mut days: Vec<DayDrivers> = rows.iter().map(|row| day_drivers(row, memory, p)).collect();
            let seasons = growr::seasons(&rows);
            for (place, day) in days.iter_mut().enumerate() {
                day.grows &= seasons.iter().any(|season| season.contains(&place));
            }
            days
        }
    }
}

/// One day of weather, digested.
fn day_drivers(row: &WeatherRow, memory: &mut WeatherMemory, p: &Parameters) -> DayDrivers {
    const MEMORY_DAYS: usize = 10;
    let temp_c = row.temp_c;
    let new_year = row.date.month() == 1 && row.date.day() == 1;
    if memory.last_temps_c.len() >= MEMORY_DAYS {
        memory.last_temps_c.remove(0);
    }
    memory.last_temps_c.push(temp_c);
    let mean10_c = memory.last_temps_c.iter().sum::<f64>() / memory.last_temps_c.len() as f64;
    memory.temp_sum = temperature_sum(if new_year { 0.0 } else { memory.temp_sum }, temp_c, p);
    let snow_before = memory.snow_mm;
    let water = water_from_above(row, snow_before, p);
    memory.snow_mm = water.snow;
    let growth_warmth = growth_warmth(if p.profile == Profile::Growr { temp_c } else { mean10_c }, p);
    let under_snow = p.profile != Profile::Growr && water.snow > p.snow_limit;
    let senesces = temp_c > p.t0;
    let day_of_year = row.date.day_of_year() as u16;
    let mut frost_killed = 0.0;
    if p.frost_hardening {
        memory.lt50_c = lt50_after(memory.lt50_c, temp_c, day_of_year, p);
        frost_killed = killed_share(temp_c, memory.lt50_c, p);
    }
    DayDrivers {
        date: row.date,
        month: row.date.month() as u8,
        day: row.date.day() as u8,
        day_of_year,
        new_year,
        temp_c,
        warmth_c: temp_c.max(0.0),
        mean10_c,
        temp_sum: memory.temp_sum,
        growth_warmth,
        co2_factor: co2_factor(row.co2_ppm, p),
        par_mj_m2: row.par_mj_m2,
        rain_mm: row.rain_mm,
        snow_mm: water.snow,
        infiltration_mm: water.infiltration,
        water_in_mm: water.supply,
        crop_evaporation_mm: water.demand,
        demand: Demand::of(water.demand),
        mineralisation_warmth: if temp_c > 0.0 { powf(p.mineralisation_q10, (temp_c - 10.0) / 10.0) } else { 0.0 },
        uptake_warmth: (mean10_c / 10.0).clamp(0.0, 1.0),
        grows: temp_c > 0.0 && !under_snow && growth_warmth > 0.0,
        ageing_c: if senesces || temp_c < 0.0 { temp_c.abs() } else { 0.0 },
        senesces,
        frost_killed,
        water_table_fall: if p.groundwater { water_table_fall(day_of_year) } else { 0.0 },
    }
}

/// Water of a day above the soil, mm.
struct WaterFromAbove {
    snow: f64,
    infiltration: f64,
    supply: f64,
    demand: f64,
}

fn water_from_above(row: &WeatherRow, snow_before: f64, p: &Parameters) -> WaterFromAbove {
    match p.profile {
        Profile::Verge | Profile::Inrae => {
            let snow = snow_day(snow_before, row.temp_c, row.rain_mm, p);
            WaterFromAbove {
                snow: snow.snow_mm,
                infiltration: snow.infiltration_mm(),
                supply: row.rain_mm,
                demand: crop_evaporation(row.makkink_mm, row.co2_ppm, snow.snow_mm, p),
            }
        }
        Profile::Growr => {
            let snow = row.snow.unwrap_or_else(|| snow_day(snow_before, row.temp_c, row.rain_mm, p));
            let infiltration = snow.liquid_mm + snow.melt_mm;
            WaterFromAbove {
                snow: snow.snow_mm,
                infiltration,
                supply: infiltration + snow.snow_mm - snow_before,
                demand: growr::crop_evaporation(row, snow.snow_mm, p),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::MonthDay;

    fn row(date: Date, temp_c: f64) -> WeatherRow {
        WeatherRow { date, temp_c, par_mj_m2: 5.0, rain_mm: 0.0, makkink_mm: 2.0, co2_ppm: 400.0, snow: None }
    }

    #[test]
    fn temperature_response_has_its_published_corners() {
        let p = Parameters::verge();
        for (temp_c, expected) in [(3.9, 0.0), (7.0, 0.5), (10.0, 1.0), (20.0, 1.0), (30.0, 0.5), (40.0, 0.0)] {
            assert!((growth_warmth(temp_c, &p) - expected).abs() < 1e-12);
        }
    }

    #[test]
    fn blocks_join_without_a_seam() {
        let p = Parameters::verge();
        let first = MonthDay::new(12, 20).expect("valid").in_year(1999);
        let dates = std::iter::successors(Some(first), |date| date.tomorrow().ok());
        let rows: Vec<WeatherRow> = dates.take(40).enumerate().map(|(i, date)| row(date, (i % 13) as f64)).collect();
        let mut whole = WeatherMemory::start();
        let mut parts = WeatherMemory::start();
        let at_once = drivers(rows.iter().copied(), &mut whole, &p);
        let mut joined = drivers(rows[..17].iter().copied(), &mut parts, &p);
        joined.extend(drivers(rows[17..].iter().copied(), &mut parts, &p));
        assert_eq!(at_once, joined);
        let new_year = &at_once[12];
        assert!(new_year.new_year && new_year.day_of_year == 1);
        assert_eq!(new_year.temp_sum, 12.0);
    }

    #[test]
    fn snow_holds_back_growth_and_evaporation() {
        let p = Parameters::verge();
        assert_eq!(crop_evaporation(2.0, 400.0, 6.0, &p), 0.2);
        assert_eq!(crop_evaporation(-1.0, 400.0, 0.0, &p), 0.0);
        let mut memory = WeatherMemory { last_temps_c: vec![8.0; 10], snow_mm: 200.0, ..WeatherMemory::start() };
        let day = drivers([row(MonthDay::new(2, 1).expect("valid").in_year(2001), 5.0)], &mut memory, &p)[0];
        assert!(!day.grows && day.growth_warmth > 0.0 && day.senesces);
    }
}
