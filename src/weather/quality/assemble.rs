//! The finished series: noon values, evaporation and the text of the flags.

use super::draft::Draft;
use crate::weather::WeatherSeries;
use crate::weather::climatology::noon_coefficients;
use crate::weather::derive::{
    minimum_humidity_from_noon, noon_humidity_from_mean, noon_humidity_from_minimum, noon_temperature, noon_wind,
};
use crate::weather::evaporation::makkink;
use crate::weather::read::{Column, RawStation};

/// The series of a draft without gaps.
pub(super) fn series(draft: &Draft, raw: &RawStation) -> WeatherSeries {
    let days = 0..draft.len();
    let column = |wanted: Column| -> Vec<f64> {
        let value = |day| draft.get(wanted, day).expect("every required quantity has been filled");
        days.clone().map(value).collect()
    };
    let (tmean_c, tmax_c) = (column(Column::Tmean), column(Column::Tmax));
    let (rh_pct, wind_m_s) = (column(Column::Humidity), column(Column::Wind));
    let radiation_mj_m2 = column(Column::Radiation);
    let mut temp12_c = Vec::with_capacity(draft.len());
    let mut rh12_pct = Vec::with_capacity(draft.len());
    let mut wind12_m_s = Vec::with_capacity(draft.len());
    let mut rh_min_pct = Vec::with_capacity(draft.len());
    for day in days.clone() {
        let noon = noon_coefficients(draft.month(day));
        let temp12 = noon_temperature(tmean_c[day], tmax_c[day], noon);
        let temp12 = draft.get(Column::Temp12, day).unwrap_or(temp12);
        let minimum = draft.get(Column::HumidityMin, day);
        let rh12 = draft.get(Column::Humidity12, day).unwrap_or_else(|| match minimum {
            Some(minimum) => noon_humidity_from_minimum(minimum, rh_pct[day], noon),
            None => noon_humidity_from_mean(rh_pct[day], tmean_c[day], temp12, noon),
        });
        temp12_c.push(temp12);
        rh12_pct.push(rh12);
        wind12_m_s.push(draft.get(Column::Wind12, day).unwrap_or_else(|| noon_wind(wind_m_s[day], noon)));
        rh_min_pct.push(minimum.unwrap_or_else(|| minimum_humidity_from_noon(rh12, rh_pct[day], noon)));
    }
    let direction = |day| draft.get(Column::WindDirection, day).filter(|&degrees| degrees > 0.0);
    WeatherSeries {
        node: raw.node.clone(),
        latitude_deg: draft.latitude_deg,
        first_day: draft.dates[0],
        tmin_c: column(Column::Tmin),
        makkink_mm: tmean_c.iter().zip(&radiation_mj_m2).map(|(&t, &q)| makkink(t, q)).collect(),
        rain_mm: column(Column::Rain),
        rain_trace: draft.trace.clone(),
        wind_dir_deg: days.clone().map(direction).collect(),
        flags: days.clone().map(|day| flags(draft, day)).collect(),
        tmean_c,
        tmax_c,
        radiation_mj_m2,
        wind_m_s,
        rh_pct,
        rh_min_pct,
        temp12_c,
        rh12_pct,
        wind12_m_s,
    }
}

/// Flags of a day as text, `column:letter` joined by `;`.
fn flags(draft: &Draft, day: usize) -> String {
    let mut text = String::new();
    let mut add = |column: Column, letter: char| {
        if !text.is_empty() {
            text.push(';');
        }
        text.push_str(column.name());
        text.push(':');
        text.push(letter);
    };
    if draft.trace[day] {
        add(Column::Rain, 't');
    }
    for &(column, letter) in draft.flags_of(day) {
        if column != Column::Sunshine && column != Column::Evaporation {
            add(column, letter);
        }
    }
    if draft.get(Column::HumidityMin, day).is_none() {
        add(Column::HumidityMin, 'u');
    }
    for column in [Column::Temp12, Column::Humidity12, Column::Wind12] {
        if draft.get(column, day).is_some() {
            add(column, 'm');
        }
    }
    text
}
