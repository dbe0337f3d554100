//! The Canadian fire weather codes of 1987.
//!
//! Three codes remember the weather: FFMC (litter and dead grass, days), DMC (upper duff, weeks) and DC (deep duff,
//! months). Three indices follow from them and from the wind: ISI (initial spread), BUI (build-up) and FWI (fire
//! weather), and DSR, the daily severity. They depend on noon weather alone and run once per weather node.
//!
//! | quantity | unit | range |
//! |---|---|---|
//! | temperature, relative humidity and wind at noon, rain of 24 h | degrees C, %, km/h at 10 m, mm | -50..60, 0..100, 0..200, 0..500 |
//! | FFMC | - | 0-101, drier is higher |
//! | DMC, DC, ISI, BUI, FWI, DSR | - | 0 and up |
//!
//! Nothing is rounded between steps. Left out: the diurnal FFMC and the changes of FWI2025. Sources: Van Wagner and
//! Pickett (1985), Forestry Technical Report 33; Van Wagner (1987), Report 35; seasons after Wotton and Flannigan
//! (1993); wintering after Lawson and Armitage (2008).
//!
//! Agreement reached: within 5e-7 on 1826 days at De Bilt and Leeuwarden (the rounding of the tables), and to 4
//! significant digits on the 48 days of 1985 and 6839 rows of single functions.

pub mod dc;
pub mod dmc;
pub mod ffmc;
pub mod indices;
pub mod season;

pub use dc::drought_code;
pub use dmc::duff_moisture_code;
pub use ffmc::{dead_moisture_pct, fine_fuel_moisture_code};
pub use indices::{build_up_index, daily_severity, fire_weather_index, initial_spread_index};

/// Weather at local noon, with the rain of the 24 hours that count for the day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NoonWeather {
    /// Air temperature, degrees C.
    pub temp_c: f64,
    /// Relative humidity, %; values outside 0-100 are moved to the end.
    pub rh_pct: f64,
    /// Wind speed at 10 m, km/h.
    pub wind_km_h: f64,
    /// Rain, mm.
    pub rain_mm: f64,
    /// Month, 1-12.
    pub month: u8,
    /// Latitude, degrees north.
    pub latitude_deg: f64,
}

/// Codes and indices of one day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Codes {
    /// Fine fuel moisture code, 0-101.
    pub ffmc: f64,
    /// Duff moisture code.
    pub dmc: f64,
    /// Drought code.
    pub dc: f64,
    /// Initial spread index.
    pub isi: f64,
    /// Build-up index.
    pub bui: f64,
    /// Fire weather index.
    pub fwi: f64,
    /// Daily severity rating.
    pub dsr: f64,
}

impl Codes {
    /// Codes to start from, with the indices of a calm day.
    pub fn start(ffmc: f64, dmc: f64, dc: f64) -> Self {
        of_day(ffmc, dmc, dc, 0.0)
    }
}

impl Default for Codes {
    /// The customary spring start: FFMC 85, DMC 6, DC 15.
    fn default() -> Self {
        Codes::start(85.0, 6.0, 15.0)
    }
}

/// Adds the indices that follow from three codes and the wind of the day (km/h).
fn of_day(ffmc: f64, dmc: f64, dc: f64, wind_km_h: f64) -> Codes {
    let isi = initial_spread_index(ffmc, wind_km_h);
    let bui = build_up_index(dmc, dc);
    let fwi = fire_weather_index(isi, bui);
    Codes { ffmc, dmc, dc, isi, bui, fwi, dsr: daily_severity(fwi) }
}

/// Codes of a day from those of the day before and the weather at noon.
///
/// A missing day has no call: its codes are those of the day before.
///
/// ```
/// use zeis::fire::fwi::{Codes, NoonWeather, next};
/// let noon = NoonWeather { temp_c: 17.0, rh_pct: 42.0, wind_km_h: 25.0, rain_mm: 0.0, month: 4, latitude_deg: 40.0 };
/// let day = next(Codes::default(), &noon);
/// assert!((day.ffmc - 87.649356).abs() < 1e-6 && (day.fwi - 10.036186).abs() < 1e-6);
/// ```
pub fn next(previous: Codes, noon: &NoonWeather) -> Codes {
    let rh = noon.rh_pct.clamp(0.0, 100.0);
    let ffmc = fine_fuel_moisture_code(previous.ffmc, noon.temp_c, rh, noon.wind_km_h, noon.rain_mm);
    let dmc = duff_moisture_code(previous.dmc, noon.temp_c, rh, noon.rain_mm, noon.month, noon.latitude_deg);
    let dc = drought_code(previous.dc, noon.temp_c, noon.rain_mm, noon.month, noon.latitude_deg);
    of_day(ffmc, dmc, dc, noon.wind_km_h)
}

/// Missing days in a row that a year bears before it counts as incomplete.
pub const MISSING_DAYS_BORNE: u32 = 3;

#[cfg(test)]
mod tests {
    use super::*;

    fn noon(rain_mm: f64) -> NoonWeather {
        NoonWeather { temp_c: 18.0, rh_pct: 45.0, wind_km_h: 14.0, rain_mm, month: 7, latitude_deg: 52.0 }
    }

    #[test]
    fn more_rain_never_raises_ffmc() {
        for start in [5.0, 40.0, 85.0, 95.0, 101.0] {
            let mut before = f64::INFINITY;
            for step in 0..400 {
                let ffmc = next(Codes::start(start, 30.0, 200.0), &noon(0.1 * f64::from(step))).ffmc;
                assert!(ffmc <= before + 1e-12, "{start} {step}");
                before = ffmc;
            }
        }
    }

    #[test]
    fn extremes_stay_finite() {
        for temp_c in [-50.0, 0.0, 60.0] {
            for rh_pct in [0.0, 100.0, 110.0] {
                for rain_mm in [0.0, 500.0] {
                    let noon = NoonWeather { temp_c, rh_pct, wind_km_h: 200.0, rain_mm, month: 1, latitude_deg: -90.0 };
                    let codes = next(Codes::start(0.0, 0.0, 0.0), &noon);
                    assert!((0.0..=101.0).contains(&codes.ffmc) && codes.fwi >= 0.0 && codes.dsr.is_finite());
                }
            }
        }
    }
}
