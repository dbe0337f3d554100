//! Fire weather codes: the sequence of 1985, series of Dutch stations, tables of single functions.

use zeis::cli::fwi::add_codes;
use zeis::fire::fwi::dc::overwintered_drought_code;
use zeis::fire::fwi::{self, Codes, NoonWeather};

use super::{Columns, published, without};
use crate::shared::external;

const CODES: [&str; 7] = ["ffmc", "dmc", "dc", "isi", "bui", "fwi", "dsr"];

/// Largest absolute difference of the codes of a daily table from those computed through the verb.
fn largest_difference_of_codes(text: &str) -> f64 {
    let ours = Columns::of(&add_codes("table.csv", &without(text, &CODES), Codes::default()).expect("a correct table"));
    let theirs = Columns::of(text);
    let mut worst: f64 = 0.0;
    for row in 0..theirs.rows.len() {
        for code in CODES {
            worst = worst.max((ours.number(row, code) - theirs.number(row, code)).abs());
        }
    }
    worst
}

#[test]
fn codes_follow_the_sequence_of_1985() {
    let text = published("fire_fwi_vanwagner_pickett_1985.csv");
    let theirs = Columns::of(&text);
    let mut input = String::from("lat,date,temp12_c,rh12_pct,wind_km_h,rain_mm\n");
    for row in 0..theirs.rows.len() {
        let (month, day) = (theirs.number(row, "MON"), theirs.number(row, "DAY"));
        let weather = ["TEMP", "RH", "WS", "PREC"].map(|name| theirs.text(row, name)).join(",");
        let latitude = theirs.text(row, "LAT");
        input = format!("{input}{latitude},1985-{month:02}-{day:02},{weather}\n");
    }
    let ours = Columns::of(&add_codes("1985.csv", &input, Codes::default()).expect("a correct table"));
    let mut worst: f64 = 0.0;
    for row in 0..48 {
        for (code, name) in CODES.iter().zip(["FFMC", "DMC", "DC", "ISI", "BUI", "FWI", "DSR"]) {
            let (a, b) = (ours.number(row, code), theirs.number(row, name));
            worst = worst.max((a - b).abs() / b.abs().max(1e-9));
        }
    }
    println!("1985: largest relative difference {worst:e}");
    assert!(worst < 5e-4, "{worst}");
}

#[test]
fn codes_are_those_worked_out() {
    let close = |ours: [f64; 7], theirs: [f64; 7]| {
        for (a, b) in ours.iter().zip(theirs) {
            assert!((a - b).abs() < 1e-6, "{ours:?} {theirs:?}");
        }
    };
    let noon = |t: f64, rh: f64, u: f64, rain: f64, month: u8, lat: f64| NoonWeather {
        temp_c: t,
        rh_pct: rh,
        wind_km_h: u,
        rain_mm: rain,
        month,
        latitude_deg: lat,
    };
    let list = |c: Codes| [c.ffmc, c.dmc, c.dc, c.isi, c.bui, c.fwi, c.dsr];
    let first = fwi::next(Codes::default(), &noon(17.0, 42.0, 25.0, 0.0, 4, 40.0));
    close(list(first), [87.649356, 8.545051, 19.014000, 10.776236, 8.490427, 10.036186, 1.611928]);
    let second = fwi::next(first, &noon(20.0, 21.0, 25.0, 2.4, 4, 40.0));
    close(list(second), [86.200893, 10.401860, 23.568000, 8.770835, 10.355329, 9.220446, 1.387330]);
    let third = fwi::next(second, &noon(8.5, 40.0, 17.0, 0.0, 4, 40.0));
    close(list(third), [86.908035, 11.798268, 26.052000, 6.478206, 11.739186, 7.516725, 0.966361]);
    let wet = fwi::next(Codes::start(92.0, 60.0, 400.0), &noon(18.0, 70.0, 10.0, 22.0, 7, 52.0));
    close(list(wet), [47.279546, 25.828532, 325.023512, 0.189872, 43.095438, 0.287600, wet.dsr]);
    let frost = fwi::next(Codes::start(70.0, 5.0, 100.0), &noon(-5.0, 90.0, 12.0, 0.0, 1, 52.0));
    close(list(frost), [70.956895, 5.0, 100.0, 1.181146, 8.888889, 0.669237, frost.dsr]);
}

#[test]
fn codes_follow_the_series_of_dutch_stations() {
    for file in ["fwi_debilt_260_2017_2020.csv", "fwi_leeuwarden_270_2018.csv"] {
        let Some(path) = external("codes_follow_the_series_of_dutch_stations", &format!("reference/fire/{file}"))
        else {
            return;
        };
        let text = std::fs::read_to_string(path).expect("a file that is there");
        let worst = largest_difference_of_codes(&text);
        println!("{file}: largest difference {worst:e}");
        assert!(worst < 1e-6, "{file} {worst:e}");
    }
}

/// Whether two numbers agree to the digits that a table of four significant digits carries.
fn agree_to_four_digits(ours: f64, theirs: f64) -> bool {
    (ours - theirs).abs() <= 5.001e-4 * theirs.abs() || (ours - theirs).abs() < 1e-12 || {
        let rounded: f64 = format!("{ours:.3e}").parse().expect("a number");
        rounded == theirs
    }
}

#[test]
fn single_functions_follow_their_tables() {
    let test = "single_functions_follow_their_tables";
    let mut seen = 0;
    let mut check = |file: &str, column: &str, ours: &dyn Fn(&Columns, usize) -> f64| {
        let Some(path) = external(test, &format!("reference/fire/component_{file}.csv")) else { return };
        let table = Columns::read(&path);
        for row in 0..table.rows.len() {
            let (a, b) = (ours(&table, row), table.number(row, column));
            assert!(agree_to_four_digits(a, b), "{file} row {row}: {a} against {b}");
            seen += 1;
        }
    };
    // without adjustment for latitude the tables use the day lengths of 46 degrees north
    let latitude = |t: &Columns, row| if t.text(row, "lat_adjust") == "TRUE" { t.number(row, "lat") } else { 46.0 };
    let month = |t: &Columns, row| t.number(row, "mon") as u8;
    check("ffmc", "FineFuelMoistureCode", &|t, r| {
        let [f, temp, rh, wind, rain] = ["ffmc_yda", "temp", "rh", "ws", "prec"].map(|name| t.number(r, name));
        fwi::fine_fuel_moisture_code(f, temp, rh, wind, rain)
    });
    check("dmc", "DuffMoistureCode", &|t, r| {
        let [d, temp, rh, rain] = ["dmc_yda", "temp", "rh", "prec"].map(|name| t.number(r, name));
        fwi::duff_moisture_code(d, temp, rh, rain, month(t, r), latitude(t, r))
    });
    check("dc", "DroughtCode", &|t, r| {
        let [d, temp, rain] = ["dc_yda", "temp", "prec"].map(|name| t.number(r, name));
        fwi::drought_code(d, temp, rain, month(t, r), latitude(t, r))
    });
    check("isi", "InitialSpreadIndex", &|t, r| fwi::initial_spread_index(t.number(r, "ffmc"), t.number(r, "ws")));
    check("bui", "BuildupIndex", &|t, r| fwi::build_up_index(t.number(r, "dmc"), t.number(r, "dc")));
    check("fwi", "FireWeatherIndex", &|t, r| fwi::fire_weather_index(t.number(r, "isi"), t.number(r, "bui")));
    check("overwinter_dc", "OverwinterDroughtCode", &|t, r| {
        let [autumn, rain, a, b] = ["DCf", "rw", "a", "b"].map(|name| t.number(r, name));
        overwintered_drought_code(autumn, rain, a, b).expect("moisture is left in every row")
    });
    println!("single functions: {seen} rows agree");
}
