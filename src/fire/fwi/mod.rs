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
//! significant digits on the 48 days of 1985 and 6839 rows of single functions. In single precision, six years at 224
//! stations stay within 1e-3 of double precision in every code and index.

pub mod dc;
pub mod dmc;
pub mod ffmc;
pub mod indices;
pub mod season;

pub use dc::drought_code;
pub use dmc::duff_moisture_code;
pub use ffmc::{dead_moisture_pct, fine_fuel_moisture_code};
pub use indices::{build_up_index, daily_severity, fire_weather_index, initial_spread_index};

use crate::lane::Lane;
use ffmc::{code_of_moisture, moisture_of_day};
use indices::{fire_weather_and_severity, spread_index_of_moisture};

/// Weather at local noon, with the rain of the 24 hours that count for the day.
///
/// A row of lanes holds stations or members that share the date and the band of latitude.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NoonWeather<L = f64> {
    /// Air temperature, degrees C.
    pub temp_c: L,
    /// Relative humidity, %; values outside 0-100 are moved to the end.
    pub rh_pct: L,
    /// Wind speed at 10 m, km/h.
    pub wind_km_h: L,
    /// Rain, mm.
    pub rain_mm: L,
    /// Month, 1-12.
    pub month: u8,
    /// Latitude, degrees north.
    pub latitude_deg: f64,
}

/// Codes and indices of one day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Codes<L = f64> {
    /// Fine fuel moisture code, 0-101.
    pub ffmc: L,
    /// Duff moisture code.
    pub dmc: L,
    /// Drought code.
    pub dc: L,
    /// Initial spread index.
    pub isi: L,
    /// Build-up index.
    pub bui: L,
    /// Fire weather index.
    pub fwi: L,
    /// Daily severity rating.
    pub dsr: L,
}

impl<L: Lane> Codes<L> {
    /// Codes to start from, with the indices of a calm day.
    pub fn start(ffmc: L, dmc: L, dc: L) -> Self {
        of_day(ffmc, dead_moisture_pct(ffmc), dmc, dc, L::zero())
    }
}

impl Default for Codes {
    /// The customary spring start: FFMC 85, DMC 6, DC 15.
    fn default() -> Self {
        Codes::start(85.0, 6.0, 15.0)
    }
}

/// Adds the indices that follow from three codes, the moisture that FFMC stands for (%) and the wind of the day (km/h).
#[inline(always)]
fn of_day<L: Lane>(ffmc: L, moisture_pct: L, dmc: L, dc: L, wind_km_h: L) -> Codes<L> {
    let isi = spread_index_of_moisture(moisture_pct, wind_km_h);
    let bui = build_up_index(dmc, dc);
    let (fwi, dsr) = fire_weather_and_severity(isi, bui);
    Codes { ffmc, dmc, dc, isi, bui, fwi, dsr }
}

/// Codes of a day from those of the day before and the weather at noon.
///
/// A missing day has no call: its codes are those of the day before. Rows of lanes have the bits of single numbers.
///
/// ```
/// use zeis::fire::fwi::{Codes, NoonWeather, next};
/// let noon = NoonWeather { temp_c: 17.0, rh_pct: 42.0, wind_km_h: 25.0, rain_mm: 0.0, month: 4, latitude_deg: 40.0 };
/// let day = next(Codes::default(), &noon);
/// assert!((day.ffmc - 87.649356).abs() < 1e-6 && (day.fwi - 10.036186).abs() < 1e-6);
/// ```
#[inline(always)]
pub fn next<L: Lane>(previous: Codes<L>, noon: &NoonWeather<L>) -> Codes<L> {
    let rh = noon.rh_pct.clamp_to(0.0, 100.0);
    let before = dead_moisture_pct(previous.ffmc);
    let moisture = moisture_of_day(before, noon.temp_c, rh, noon.wind_km_h, noon.rain_mm);
    let ffmc = code_of_moisture(moisture);
    let dmc = duff_moisture_code(previous.dmc, noon.temp_c, rh, noon.rain_mm, noon.month, noon.latitude_deg);
    let dc = drought_code(previous.dc, noon.temp_c, noon.rain_mm, noon.month, noon.latitude_deg);
    of_day(ffmc, moisture, dmc, dc, noon.wind_km_h)
}

/// Codes of days in a row, one per day of `noons`, written to `codes`.
#[inline(always)]
pub fn codes_of_days<L: Lane>(start: Codes<L>, noons: &[NoonWeather<L>], codes: &mut [Codes<L>]) {
    let mut today = start;
    for (noon, place) in noons.iter().zip(codes) {
        today = next(today, noon);
        *place = today;
    }
}

/// Missing days in a row that a year bears before it counts as incomplete.
pub const MISSING_DAYS_BORNE: u32 = 3;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lane::{F32x16, F64x8};

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

    /// Weather of a made station: every value at its own pace.
    fn station(column: usize, day: usize) -> NoonWeather {
        let step = ((column * 31 + day * 17) % 97) as f64 / 96.0;
        NoonWeather {
            temp_c: -12.0 + 45.0 * step,
            rh_pct: 100.0 - 95.0 * ((column * 7 + day * 5) % 23) as f64 / 22.0,
            wind_km_h: ((column * 3 + day) % 60) as f64,
            rain_mm: if (column + day).is_multiple_of(4) { 0.4 * ((column * 11 + day * 3) % 80) as f64 } else { 0.0 },
            month: (day / 31 % 12 + 1) as u8,
            latitude_deg: 52.0,
        }
    }

    /// Calls `each` with station, day, codes of the station alone and codes in its row, as numbers of a code each.
    fn beside_rows<L: Lane>(mut each: impl FnMut(usize, usize, [f64; 7], [f64; 7])) {
        let row = |day: usize| {
            let wide = |of: fn(&NoonWeather) -> f64| {
                let mut lanes = L::zero();
                for column in 0..L::WIDTH {
                    lanes.set(column, of(&station(column, day)));
                }
                lanes
            };
            NoonWeather {
                temp_c: wide(|noon| noon.temp_c),
                rh_pct: wide(|noon| noon.rh_pct),
                wind_km_h: wide(|noon| noon.wind_km_h),
                rain_mm: wide(|noon| noon.rain_mm),
                month: station(0, day).month,
                latitude_deg: 52.0,
            }
        };
        let noons: Vec<NoonWeather<L>> = (0..1500).map(row).collect();
        let mut codes = vec![Codes::start(L::splat(85.0), L::splat(6.0), L::splat(15.0)); noons.len()];
        codes_of_days(codes[0], &noons, &mut codes);
        for column in 0..L::WIDTH {
            let mut one = Codes::default();
            for (day, codes) in codes.iter().enumerate() {
                one = next(one, &station(column, day));
                let of_row = [codes.ffmc, codes.dmc, codes.dc, codes.isi, codes.bui, codes.fwi, codes.dsr];
                let alone = [one.ffmc, one.dmc, one.dc, one.isi, one.bui, one.fwi, one.dsr];
                each(column, day, alone, of_row.map(|lanes| lanes.get(column)));
            }
        }
    }

    #[test]
    fn rows_of_lanes_have_the_bits_of_single_stations() {
        beside_rows::<F64x8>(|column, day, alone, of_row| {
            assert_eq!(of_row.map(f64::to_bits), alone.map(f64::to_bits), "station {column}, day {day}");
        });
    }

    #[test]
    fn single_precision_stays_near_double() {
        let mut largest = [0.0_f64; 7];
        beside_rows::<F32x16>(|_, _, alone, of_row| {
            for ((largest, alone), of_row) in largest.iter_mut().zip(alone).zip(of_row) {
                *largest = largest.max((alone - of_row).abs());
            }
        });
        assert!(largest[5] > 0.0 && largest[5] < 1e-3 && largest.iter().all(|&by| by < 5e-3), "{largest:?}");
    }
}
