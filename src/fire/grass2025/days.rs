//! Grass moisture and indices of days, from hours made of daily weather.

use super::{GrassForm, GrassHour, GrassIndices, GrassMoisture, grass_indices, next};
use crate::units::KM_H_PER_M_S;
use crate::weather::WeatherSeries;
use crate::weather::hourly::{HourWeather, Hours, RainHour};

/// Hour at whose end fire behaviour is judged, UT.
const JUDGED_HOUR: usize = 15;
/// Load of grass over which rain is spread, kg/m2: the customary one (an assumption for verges).
pub const CUSTOMARY_LOAD_KG_M2: f64 = 0.35;

/// Cured grass on a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GrassDay {
    /// Moisture of both layers at 15 UT.
    pub at_15: GrassMoisture,
    /// Least moisture of both layers of the day.
    pub driest: GrassMoisture,
    /// Wind at 10 m at 15 UT, km/h.
    pub wind_km_h: f64,
}

/// Weather of an hour as grass feels it.
fn grass_hour(hour: &HourWeather) -> GrassHour {
    GrassHour {
        temp_c: hour.temp_c,
        rh_pct: hour.rh_pct,
        wind_km_h: hour.wind_m_s * KM_H_PER_M_S,
        rain_mm: hour.rain_mm,
        solar_kw_m2: hour.radiation_kw_m2,
    }
}

/// Grass moisture of every day of a series, from the customary start.
///
/// - `rain_hour`: when rain falls; `load_kg_m2`: above 0
pub fn grass_days(weather: &WeatherSeries, rain_hour: RainHour, load_kg_m2: f64) -> Vec<GrassDay> {
    let mut moisture = GrassMoisture::default();
    let mut days = Vec::with_capacity(weather.len());
    for hours in Hours::new(weather, rain_hour) {
        let mut day = GrassDay {
            at_15: moisture,
            driest: GrassMoisture { matted_pct: 250.0, standing_pct: 250.0 },
            wind_km_h: 0.0,
        };
        for (place, hour) in hours.iter().enumerate() {
            let hour = grass_hour(hour);
            moisture = next(moisture, &hour, load_kg_m2, 1.0);
            day.driest.matted_pct = day.driest.matted_pct.min(moisture.matted_pct);
            day.driest.standing_pct = day.driest.standing_pct.min(moisture.standing_pct);
            if place + 1 == JUDGED_HOUR {
                day.at_15 = moisture;
                day.wind_km_h = hour.wind_km_h;
            }
        }
        days.push(day);
    }
    days
}

/// Grass indices of a day at 15 UT.
///
/// - `cured_pct`: 0-100; `load_kg_m2`: 0 and up; `form`: the layer that burns
///
/// ```
/// use zeis::fire::grass2025::{GrassForm, days::{grass_days, daily_indices}};
/// use zeis::weather::{climatology, generate::generate, hourly::RainHour};
/// let weather = generate(climatology::parameters(260).expect("embedded"), 1, 0, 2018, 1);
/// let days = grass_days(&weather, RainHour::Morning, 0.35);
/// let july = daily_indices(&days[195], 80.0, 0.35, GrassForm::Standing);
/// assert!(july.gfwi >= 0.0 && july.gfmc <= 101.0);
/// ```
pub fn daily_indices(day: &GrassDay, cured_pct: f64, load_kg_m2: f64, form: GrassForm) -> GrassIndices {
    grass_indices(day.at_15.of(form), cured_pct, day.wind_km_h, load_kg_m2, form)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::weather::{climatology, generate::generate};

    #[test]
    fn grass_is_driest_in_summer_and_after_noon() {
        let weather = generate(climatology::parameters(260).expect("De Bilt is embedded"), 2, 0, 2011, 3);
        let days = grass_days(&weather, RainHour::Morning, CUSTOMARY_LOAD_KG_M2);
        assert_eq!(days.len(), weather.len());
        let mean = |from: usize, to: usize| {
            (from..to).map(|day| days[day].at_15.standing_pct).sum::<f64>() / (to - from) as f64
        };
        assert!(mean(152, 243) < 0.7 * mean(0, 59), "{} {}", mean(152, 243), mean(0, 59));
        assert!(days.iter().all(|day| day.driest.standing_pct <= day.at_15.standing_pct));
        let index = |day: &GrassDay| daily_indices(day, 90.0, 0.35, GrassForm::Standing).gfwi;
        let (summer, winter) =
            (days[152..243].iter().map(index).sum::<f64>(), days[..59].iter().map(index).sum::<f64>());
        assert!(summer / 91.0 > winter / 59.0);
    }
}
