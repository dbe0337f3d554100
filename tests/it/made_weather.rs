//! Weather written by formula: seasons, dry spells, showers, frost and snow, the same on every machine.

use zeis::calendar::Date;
use zeis::weather::WeatherSeries;

/// Whole years from 1 January of `first_year`.
pub fn made_weather(first_year: i16, years: i16) -> WeatherSeries {
    let first_day = Date::new(first_year, 1, 1).expect("a first of January");
    let last_day = Date::new(first_year + years - 1, 12, 31).expect("an end of December");
    let mut series = WeatherSeries {
        node: "made".to_owned(),
        latitude_deg: 52.1,
        first_day,
        tmin_c: Vec::new(),
        tmean_c: Vec::new(),
        tmax_c: Vec::new(),
        radiation_mj_m2: Vec::new(),
        rain_mm: Vec::new(),
        rain_trace: Vec::new(),
        wind_m_s: Vec::new(),
        wind_dir_deg: Vec::new(),
        rh_pct: Vec::new(),
        rh_min_pct: Vec::new(),
        temp12_c: Vec::new(),
        rh12_pct: Vec::new(),
        wind12_m_s: Vec::new(),
        makkink_mm: Vec::new(),
        flags: Vec::new(),
    };
    let mut date = first_day;
    let mut number = 0_u32;
    while date <= last_day {
        let season = -libm::cos(f64::from(date.day_of_year() - 15) * std::f64::consts::TAU / 365.25);
        let wobble = |period: u32| f64::from(number % period) / f64::from(period) - 0.5;
        let dry_spell = number % 47 < 29;
        let mean = 9.5 + 9.0 * season + 9.0 * wobble(11) + 5.0 * wobble(37) - if number % 401 < 25 { 9.0 } else { 0.0 };
        let radiation = (10.0 + 8.5 * season) * (0.8 + 0.7 * wobble(5)) * if dry_spell { 1.15 } else { 0.75 };
        let rain = if dry_spell { 0.0 } else { [4.2, 0.0, 11.5, 0.4, 2.1, 7.7, 0.2][(number % 7) as usize] };
        let humidity = (78.0 - 12.0 * season + 20.0 * wobble(9) + if dry_spell { -9.0 } else { 7.0 }).min(98.0);
        series.tmin_c.push(mean - 4.5);
        series.tmean_c.push(mean);
        series.tmax_c.push(mean + 4.5);
        series.radiation_mj_m2.push(radiation);
        series.rain_mm.push(rain);
        series.rain_trace.push(false);
        series.wind_m_s.push(3.5 + 3.0 * wobble(13));
        series.wind_dir_deg.push((!number.is_multiple_of(17)).then_some(f64::from(number * 53 % 360 + 1)));
        series.rh_pct.push(humidity);
        series.rh_min_pct.push(humidity - 25.0);
        series.temp12_c.push(mean + 3.2);
        series.rh12_pct.push(humidity - 18.0);
        series.wind12_m_s.push(4.2 + 4.0 * wobble(13));
        series.makkink_mm.push((0.11 + 0.006 * mean).max(0.02) * radiation);
        series.flags.push(String::new());
        date = date.tomorrow().expect("a day follows");
        number += 1;
    }
    series
}
