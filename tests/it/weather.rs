//! Station files, gap filling, evaporation and the verbs of `zeis weather`.

mod cleaning;
mod generic;
mod hourly;
mod knmi;
mod layouts;
mod verbs;

use super::shared::external;
use zeis::error::Problems;
use zeis::weather::WeatherSeries;
use zeis::weather::evaporation::makkink;
use zeis::weather::quality::{CleanOptions, clean};
use zeis::weather::read::{Column, GenericOptions, RawStation, RawTable, read_bytes};

/// Reads a text as a file named `f.txt`.
fn read(text: &str) -> Result<RawTable, Problems> {
    read_bytes("f.txt", text.as_bytes(), &GenericOptions::default())
}

/// Code and place of each problem.
fn found(problems: &Problems) -> Vec<(&'static str, &str)> {
    problems.0.iter().map(|problem| (problem.code, problem.place.as_str())).collect()
}

/// A series as the daily-data script of KNMI would give it, in whole tenths.
fn knmi_text(series: &WeatherSeries) -> String {
    use std::fmt::Write;
    let mut text = String::from("# BRON: KNMI\n# STN,YYYYMMDD,   FG,   TG,   TN,   TX,    Q,   RH,   UG,   UN\n");
    let mut date = series.first_day;
    for day in 0..series.len() {
        let tenths = |value: f64| (value * 10.0).round();
        let _ = writeln!(
            text,
            "  {},{},{:>5},{:>5},{:>5},{:>5},{:>5},{:>5},{:>5},{:>5}",
            series.node,
            date.strftime("%Y%m%d"),
            tenths(series.wind_m_s[day]),
            tenths(series.tmean_c[day]),
            tenths(series.tmin_c[day]),
            tenths(series.tmax_c[day]),
            (series.radiation_mj_m2[day] * 100.0).round(),
            tenths(series.rain_mm[day]),
            series.rh_pct[day].round(),
            series.rh_min_pct[day].round(),
        );
        date = date.tomorrow().expect("in range");
    }
    text
}

/// Days with EV24, and those on which Makkink rounded to 0.1 mm equals it.
fn makkink_agreement(station: &RawStation) -> (usize, usize) {
    let mut count = (0, 0);
    for row in &station.rows {
        let values = (row.get(Column::Evaporation), row.get(Column::Tmean), row.get(Column::Radiation));
        if let (Some(stated), Some(temperature), Some(radiation)) = values {
            count.0 += 1;
            count.1 += usize::from((makkink(temperature, radiation) * 10.0).round() == (stated * 10.0).round());
        }
    }
    count
}

#[test]
fn makkink_equals_ev24_on_the_days_of_the_sample() {
    let table = read(include_str!("../published/knmi_348_sample.txt")).expect("sample");
    assert_eq!(makkink_agreement(&table.stations[0]), (36, 36));
}

#[test]
fn makkink_equals_ev24_on_every_day_of_four_stations() {
    for (file, days) in [("etmgeg_348", 14_281), ("etmgeg_279", 13_323), ("result_260", 7_671), ("result_277", 12_708)]
    {
        let Some(path) = external("makkink_equals_ev24", &format!("data/knmi/{file}.txt")) else { return };
        let table = zeis::weather::read::read_file(&path, &GenericOptions::default()).expect("readable");
        assert_eq!(makkink_agreement(&table.stations[0]), (days, days), "{file}");
    }
}

proptest::proptest! {
    /// Whatever the bytes, a reader answers; it never panics.
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
        let _ = read_bytes("f", &bytes, &GenericOptions::default());
    }

    /// The sample with one byte changed or cut off anywhere is read or refused, and what is read can be cleaned.
    #[test]
    fn a_damaged_file_is_read_or_refused(at in 300_usize..8_000, byte in 32_u8..127, cut in proptest::bool::ANY) {
        let mut bytes = include_bytes!("../published/knmi_348_sample.txt").to_vec();
        let at = at.min(bytes.len() - 1);
        bytes[at] = byte;
        if cut {
            bytes.truncate(at);
        }
        if let Ok(table) = read_bytes("f", &bytes, &GenericOptions::default()) {
            for station in &table.stations {
                let options = CleanOptions { force: true, ..CleanOptions::default() };
                let _ = clean("f", station, &options);
            }
        }
    }
}

/// Root mean square errors of the noon estimates against measured noon values at De Bilt, June-August 2011-2020, equal
/// those computed apart from this program; the unit tests of `derive` are the sister that needs no file.
#[test]
fn noon_estimates_have_the_errors_computed_apart() {
    let Some(path) = external("noon_estimates", "data/knmi/uurdag_260.txt") else { return };
    let table = zeis::weather::read::read_file(&path, &GenericOptions::default()).expect("readable");
    let measured = &table.stations[0];
    let noon = [Column::Temp12, Column::Humidity12, Column::Wind12];
    for (without, humidity_error) in [(None, 7.368), (Some(Column::HumidityMin), 8.105)] {
        let mut raw = measured.clone();
        raw.correct_hourly_extremes();
        for row in &mut raw.rows {
            noon.iter().chain(&without).for_each(|&column| row.set(column, None));
        }
        let series = clean("f", &raw, &CleanOptions::default()).expect("complete").series;
        let estimates = [&series.temp12_c, &series.rh12_pct, &series.wind12_m_s];
        for ((column, estimate), stated) in noon.into_iter().zip(estimates).zip([1.099, humidity_error, 0.8325]) {
            let summer = measured.rows.iter().enumerate().filter(|(_, row)| (6..=8).contains(&row.date.month()));
            let squares: Vec<f64> = summer
                .filter_map(|(day, row)| row.get(column).map(|value| (estimate[day] - value) * (estimate[day] - value)))
                .collect();
            let error = (squares.iter().sum::<f64>() / squares.len() as f64).sqrt();
            assert!((error - stated).abs() < 0.001, "{column:?}: error {error:.4}, computed apart {stated}");
        }
    }
}
