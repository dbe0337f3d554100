//! The verbs on files: whole results or none, all problems at once.

use std::fs;

use crate::program::zeis;
use zeis::cli::Global;
use zeis::cli::fire::{self, FireArgs};
use zeis::cli::fwi::{self, FwiArgs, GrassOptions};
use zeis::fire::grass2025::days::grass_days;
use zeis::fire::grass2025::{GrassForm, grass_indices};
use zeis::weather::hourly::RainHour;
use zeis::weather::table::read_table;

#[test]
fn a_table_goes_in_and_a_whole_table_comes_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = folder.path().join("day.csv");
    let output = folder.path().join("codes.csv");
    fs::write(&input, "note,rain_mm,wind_km_h,rh12_pct,temp12_c,lat,date\nhot,0,25,42,17,40,1985-04-13\n")
        .expect("room");
    let args =
        FwiArgs { input, output: output.clone(), ffmc: 85.0, dmc: 6.0, dc: 15.0, grass: GrassOptions::default() };
    assert_eq!(fwi::run(&args), Ok(()));
    let text = fs::read_to_string(&output).expect("the result");
    let row: Vec<&str> = text.lines().nth(1).expect("a row").split(',').collect();
    assert_eq!((row.len(), row[0], row[9]), (14, "hot", "19.014"));
    assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 2);
}

#[test]
fn a_wrong_table_leaves_the_old_result() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = folder.path().join("beds.csv");
    let output = folder.path().join("behaviour.csv");
    fs::write(&output, "old").expect("room");
    fs::write(&input, "model,dead_moisture_pct,live_herb_moisture_pct,wind10m_km_h\nGR12,-4,,x\n").expect("room");
    let args = FireArgs { verb: None, input: Some(input), output: Some(output.clone()), grass: false };
    let error = fire::run(&args, &Global::default()).expect_err("five problems");
    assert_eq!(error.exit_code(), 2);
    let text = error.to_string();
    for code in ["F605", "F609", "F607", "F608", "F606", "5 problems found"] {
        assert!(text.contains(code), "{code} in {text}");
    }
    assert_eq!(fs::read_to_string(&output).expect("the old result"), "old");
    let gone = FireArgs { verb: None, input: Some(folder.path().join("none.csv")), output: Some(output), grass: true };
    assert_eq!(fire::run(&gone, &Global::default()).expect_err("no such file").exit_code(), 2);
}

#[test]
fn grass_tables_go_through_the_same_verb() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = folder.path().join("hours.csv");
    let output = folder.path().join("indices.csv");
    fs::write(&input, "hour,load_kg_m2,wind_km_h,cured_pct,mc_pct\n14,0.1,20,100,11.9\n").expect("room");
    let args = FireArgs { verb: None, input: Some(input), output: Some(output.clone()), grass: true };
    assert_eq!(fire::run(&args, &Global::default()), Ok(()));
    let text = fs::read_to_string(&output).expect("the result");
    let row: Vec<&str> = text.lines().nth(1).expect("a row").split(',').collect();
    assert_eq!((row.len(), row[0]), (14, "14"));
    assert!(row[13].starts_with("22.15031"), "{row:?}");
    // without the option the same table is no table of fuel beds
    assert_eq!(
        fire::run(&FireArgs { grass: false, ..args }, &Global::default()).expect_err("no fuel beds").exit_code(),
        2
    );
}

#[test]
fn grass_codes_stand_beside_the_fire_weather_codes_of_a_day() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (daily, plain, grass) = (path("daily.csv"), path("plain.csv"), path("grass.csv"));
    let made = zeis(&["weather", "generate", "--station", "260", "--years", "1", "-o", &daily]);
    assert!(made.status.success());
    assert!(zeis(&["weather", "fwi", &daily, "-o", &plain]).status.success());
    assert!(zeis(&["weather", "fwi", &daily, "-o", &grass, "--grass", "--curing", "80"]).status.success());

    let read = |name: &str| fs::read_to_string(name).expect("a written table");
    let series = read_table("daily.csv", &read(&daily)).expect("a clean table").remove(0);
    let days = grass_days(&series, RainHour::Morning, 0.35);
    let (plain, grass) = (read(&plain), read(&grass));
    let mut lines = plain.lines().zip(grass.lines());
    let (head, wider) = lines.next().expect("a head line");
    assert_eq!(wider, format!("{head},grass_moisture_pct,gfmc,gsi,gfwi"));
    let mut highest: f64 = 0.0;
    for ((line, wider), day) in lines.zip(&days) {
        let added = wider.strip_prefix(line).expect("the same codes").split(',').skip(1);
        let added: Vec<f64> = added.map(|cell| cell.parse().expect("a number")).collect();
        let indices = grass_indices(day.at_15.standing_pct, 80.0, day.wind_km_h, 0.35, GrassForm::Standing);
        assert_eq!(added, [day.at_15.standing_pct, indices.gfmc, indices.gsi, indices.gfwi]);
        highest = highest.max(added[3]);
    }
    assert!(highest > 10.0 && grass.lines().count() == days.len() + 1, "{highest}");
}

#[test]
fn grass_codes_tell_what_they_miss_and_write_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (noon, daily, output) = (path("noon.csv"), path("daily.csv"), path("codes.csv"));
    fs::write(&noon, "rain_mm,wind_km_h,rh12_pct,temp12_c,lat,date\n0,25,42,17,40,1985-04-13\n").expect("room");
    assert!(zeis(&["weather", "generate", "--station", "260", "--years", "1", "-o", &daily]).status.success());
    for (input, more, codes) in [
        (&noon, &["--curing", "80"][..], &["W302", "F605"][..]),
        (&daily, &[], &["F605", "--curing 80"]),
        (&daily, &["--curing", "180", "--load", "0"], &["F612 --curing", "F612 --load"]),
    ] {
        let told = zeis(&[&["weather", "fwi", input, "-o", &output, "--grass"], more].concat());
        let text = String::from_utf8_lossy(&told.stderr);
        assert_eq!(told.status.code(), Some(2), "{text}");
        assert!(codes.iter().all(|code| text.contains(code)), "{text}");
        assert!(!std::path::Path::new(&output).exists());
    }
    // an option of grass without grass is refused
    assert_eq!(zeis(&["weather", "fwi", &daily, "-o", &output, "--curing", "80"]).status.code(), Some(2));
}
