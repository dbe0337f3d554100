//! Speed of the weather readers, MB of text per second of processor time (goal: 50 or more): of reading alone, and of all that an import
//! does (reading, checking and completing, writing the clean table).
//!
//! `cargo bench --bench readers -- [FILE]...`; without files, made ones: a KNMI daily file of 41 columns, the output of its script, the JSON
//! of its web service, and a generic table, of 30 years each. Files of less than 10 MB are read again and again.

use cpu_time::ProcessTime;
use std::fmt::Write;
use zeis::weather::WeatherSeries;
use zeis::weather::climatology::parameters;
use zeis::weather::figures::dates;
use zeis::weather::generate::generate;
use zeis::weather::quality::{CleanOptions, clean};
use zeis::weather::read::{GenericOptions, KNMI_COLUMNS, read_bytes};
use zeis::weather::table::write_table;

/// Text that is read at least, MB.
const LEAST_MB: f64 = 40.0;

fn main() {
    let files: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    if files.is_empty() {
        let series = generate(parameters(260).expect("De Bilt"), 1, 0, 1991, 30);
        for (name, text) in [
            ("etmgeg_260.txt", knmi(&series, &KNMI_COLUMNS)),
            ("result.txt", knmi(&series, &["STN", "YYYYMMDD", "TN", "TG", "TX", "RH", "Q", "UG", "FG"])),
            ("daily.json", json(&series)),
            ("table.csv", generic(&series)),
        ] {
            tell(name, text.as_bytes());
        }
    }
    for file in files {
        tell(&file, &std::fs::read(&file).expect("a file"));
    }
}

fn tell(name: &str, bytes: &[u8]) {
    let size_mb = 1e-6 * bytes.len() as f64;
    let rounds = (LEAST_MB / size_mb).ceil().max(1.0);
    let options = GenericOptions { latitude_deg: Some(52.1), ..GenericOptions::default() };
    let read = || read_bytes(name, bytes, &options).expect("readable");
    let rows: usize = read().stations.iter().map(|station| station.rows.len()).sum();
    let rate = |work: &dyn Fn() -> usize| {
        let begun = ProcessTime::now();
        let done: usize = (0..rounds as usize).map(|_| work()).sum();
        assert!(done > 0, "every round did its work");
        rounds * size_mb / begun.elapsed().as_secs_f64()
    };
    let reading = rate(&|| read().stations.len());
    let whole = rate(&|| {
        let table = read();
        let cleaned = table.stations.iter().map(|station| {
            let options =
                CleanOptions { keep_refused_years: true, neighbours: &table.stations, ..CleanOptions::default() };
            clean(name, station, &options).expect("complete").series
        });
        write_table(&cleaned.collect::<Vec<_>>()).len()
    });
    println!("{name}: {size_mb:.1} MB, {rows} rows: reading {reading:.0} MB/s, whole import {whole:.0} MB/s");
}

/// A value of a column in tenths (radiation: J/cm2; humidity: %), as the files have it.
fn cell(series: &WeatherSeries, day: usize, column: &str) -> Option<i64> {
    let tenths = |value: f64| (10.0 * value).round() as i64;
    Some(match column {
        "TN" => tenths(series.tmin_c[day]),
        "TG" => tenths(series.tmean_c[day]),
        "TX" => tenths(series.tmax_c[day]),
        "RH" => tenths(series.rain_mm[day]),
        "FG" => tenths(series.wind_m_s[day]),
        "Q" => (100.0 * series.radiation_mj_m2[day]).round() as i64,
        "UG" => series.rh_pct[day].round() as i64,
        "UN" => series.rh_min_pct[day].round() as i64,
        "EV24" => tenths(series.makkink_mm[day]),
        _ => return None,
    })
}

fn knmi(series: &WeatherSeries, columns: &[&str]) -> String {
    let mut text = format!("# {}\n", columns.join(","));
    for (day, date) in dates(series).iter().enumerate() {
        let _ = write!(text, "  260,{:04}{:02}{:02}", date.year(), date.month(), date.day());
        for column in &columns[2..] {
            let _ = match cell(series, day, column) {
                Some(value) => write!(text, ",{value:5}"),
                None => write!(text, ",{:5}", day % 24),
            };
        }
        text.push('\n');
    }
    text
}

fn json(series: &WeatherSeries) -> String {
    let row = |(day, date): (usize, &jiff::civil::Date)| {
        let value = |column: &str| format!("\"{column}\":{}", cell(series, day, column).unwrap_or(0));
        let values: Vec<String> =
            ["TN", "TG", "TX", "RH", "Q", "UG", "FG"].iter().map(|column| value(column)).collect();
        format!("{{\"station_code\":260,\"date\":\"{date}T00:00:00.000Z\",{}}}", values.join(","))
    };
    let rows: Vec<String> = dates(series).iter().enumerate().map(row).collect();
    format!("[{}]", rows.join(","))
}

fn generic(series: &WeatherSeries) -> String {
    let mut text = "date,tmin_c,tmean_c,tmax_c,radiation_mj_m2,rain_mm,wind_m_s,rh_pct\n".to_owned();
    for (day, date) in dates(series).iter().enumerate() {
        let _ = writeln!(
            text,
            "{date},{:.1},{:.1},{:.1},{:.2},{:.1},{:.1},{:.0}",
            series.tmin_c[day],
            series.tmean_c[day],
            series.tmax_c[day],
            series.radiation_mj_m2[day],
            series.rain_mm[day],
            series.wind_m_s[day],
            series.rh_pct[day]
        );
    }
    text
}
