//! The verbs on files: whole results or none, all problems at once.

use std::fs;

use zeis::cli::Global;
use zeis::cli::fire::{self, FireArgs};
use zeis::cli::fwi::{self, FwiArgs};

#[test]
fn a_table_goes_in_and_a_whole_table_comes_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = folder.path().join("day.csv");
    let output = folder.path().join("codes.csv");
    fs::write(&input, "note,rain_mm,wind_km_h,rh12_pct,temp12_c,lat,date\nhot,0,25,42,17,40,1985-04-13\n")
        .expect("room");
    let args = FwiArgs { input, output: output.clone(), ffmc: 85.0, dmc: 6.0, dc: 15.0 };
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
