//! Hours made of days against hours that were observed.

use crate::shared::external;
use zeis::weather::WeatherSeries;
use zeis::weather::hourly::{Hours, RainHour};

/// Hours of Eindhoven, June to August 2018, by day: temperature (C), relative humidity (%), wind (m/s), rain (mm), radiation
/// (MJ/m2).
fn observed(text: &str) -> Vec<[[f64; 5]; 24]> {
    let mut days: Vec<[[f64; 5]; 24]> = Vec::new();
    for row in text.lines().filter(|line| !line.starts_with('#') && line.trim_start().starts_with("370,")) {
        let cells: Vec<f64> = row.split(',').map(|cell| cell.trim().parse().unwrap_or(0.0)).collect();
        let hour = cells[2] as usize;
        if hour == 1 {
            days.push([[0.0; 5]; 24]);
        }
        let day = days.last_mut().expect("a day begins with hour 1");
        day[hour - 1] = [0.1 * cells[7], cells[17], 0.1 * cells[4], 0.1 * cells[13].max(0.0), 0.01 * cells[11]];
    }
    days
}

/// The daily values that the hours give.
fn daily(days: &[[[f64; 5]; 24]]) -> WeatherSeries {
    let mut weather = WeatherSeries::empty("370", 51.45, "2018-06-01".parse().expect("a date"));
    for hours in days {
        let of = |place: usize| hours.iter().map(move |hour| hour[place]);
        let mean = |place: usize| of(place).sum::<f64>() / 24.0;
        weather.tmin_c.push(of(0).fold(f64::INFINITY, f64::min));
        weather.tmax_c.push(of(0).fold(f64::NEG_INFINITY, f64::max));
        weather.tmean_c.push(mean(0));
        weather.rh_pct.push(mean(1));
        weather.rh_min_pct.push(of(1).fold(f64::INFINITY, f64::min));
        weather.wind_m_s.push(mean(2));
        weather.rain_mm.push(of(3).sum());
        weather.radiation_mj_m2.push(of(4).sum());
        weather.temp12_c.push(hours[11][0]);
        weather.rh12_pct.push(hours[11][1]);
        weather.wind12_m_s.push(hours[11][2]);
        weather.rain_trace.push(false);
        weather.wind_dir_deg.push(None);
        weather.makkink_mm.push(0.0);
        weather.flags.push(String::new());
    }
    weather
}

#[test]
fn hours_made_of_days_come_near_those_of_a_summer() {
    let Some(path) = external("hours_made_of_days", "data/knmi/uurgeg_370_sample_jja2018.txt") else { return };
    let days = observed(&std::fs::read_to_string(path).expect("the file can be read"));
    assert_eq!(days.len(), 92);
    let weather = daily(&days);
    let made: Vec<_> = Hours::new(&weather, RainHour::Morning).collect();
    for (hour, most_c, most_pct) in [(12, 1.5, 8.0), (15, 1.3, 8.0)] {
        let error = |of: &dyn Fn(usize) -> f64| (0..days.len()).map(|day| of(day) * of(day)).sum::<f64>() / 92.0;
        let temp_c = error(&|day| made[day][hour - 1].temp_c - days[day][hour - 1][0]).sqrt();
        let rh_pct = error(&|day| made[day][hour - 1].rh_pct - days[day][hour - 1][1]).sqrt();
        eprintln!("error at {hour} UT: {temp_c:.2} C, {rh_pct:.2} %");
        assert!(temp_c < most_c && rh_pct < most_pct, "at {hour} UT: {temp_c} C, {rh_pct} %");
    }
}
