//! `zeis priority`: where a cut before summer avoids most harm for its money.

use crate::program::{files_below, small_veluwe, zeis};
use serde_json::Value;
use std::collections::BTreeSet;

#[test]
fn the_list_is_a_table_a_map_and_figures_that_agree() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = small_veluwe(folder.path());
    let run = |name: &str, more: &[&str]| {
        let place = folder.path().join(name);
        let text = place.display().to_string();
        let ran = zeis(&[&["priority", &scenario, "-o", &text, "-q"], more].concat());
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        (files_below(&place), ran.stdout)
    };
    let (files, json) = run("one", &["--threads", "1", "--json"]);
    assert_eq!(
        files.keys().map(String::as_str).collect::<Vec<_>>(),
        [
            "plots/priority_curve.png",
            "plots/priority_curve.svg",
            "plots/priority_map.png",
            "plots/priority_map.svg",
            "priority.csv",
            "priority.geojson"
        ]
    );
    assert!(files == run("two", &["--threads", "2"]).0, "other bytes with two threads");

    let mut reader = csv::Reader::from_reader(files["priority.csv"].as_slice());
    let head = reader.headers().expect("a head").clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert!(rows.len() > 10, "{} stretches", rows.len());
    let column = |name: &str| -> Vec<f64> {
        let place = head.iter().position(|other| other == name).unwrap_or_else(|| panic!("no column {name}"));
        rows.iter().map(|row| row[place].parse().expect("a number")).collect()
    };
    let ratio = column("avoided_per_eur");
    assert!(ratio.windows(2).all(|pair| pair[0] >= pair[1]), "the best come first");
    let (avoided, cost, harm) = (column("avoided_eur"), column("cost_eur"), column("harm_eur_per_year"));
    let mut sum = 0.0;
    for (row, cumulative) in column("cumulative_avoided").into_iter().enumerate() {
        sum += avoided[row];
        assert!((cumulative - sum).abs() < 1e-4 * sum.abs().max(1.0));
        // Six digits, and cents of the cost.
        let rounding = 1e-4 + 0.01 / cost[row];
        assert!((ratio[row] - avoided[row] / cost[row]).abs() <= rounding * ratio[row].abs());
        assert!(cost[row] > 0.0 && harm[row] >= 0.0 && avoided[row] <= harm[row]);
    }
    let lengths = column("length_km");
    assert!(lengths.iter().all(|&km| km > 0.0 && km <= 1.0 + 1e-6), "stretches are at most a kilometre");
    let tenth: f64 = column("p_top10").iter().sum();
    assert!((tenth - rows.len().div_ceil(10) as f64).abs() < 1e-4, "as many in the first tenth as it holds: {tenth}");
    for (row, (low, high)) in column("rank_q05").into_iter().zip(column("rank_q95")).enumerate() {
        assert!(1.0 <= low && low <= high && high <= rows.len() as f64, "row {row}: {low} to {high}");
    }

    let map: Value = serde_json::from_slice(&files["priority.geojson"]).expect("GeoJSON");
    let features = map["features"].as_array().expect("features");
    assert_eq!(features.len(), rows.len());
    for feature in features {
        let places = feature["geometry"]["coordinates"].as_array().expect("a line");
        let inside = |place: &Value| {
            let (longitude, latitude) = (place[0].as_f64().expect("a number"), place[1].as_f64().expect("a number"));
            (5.0..6.5).contains(&longitude) && (51.5..52.6).contains(&latitude)
        };
        assert!(places.len() > 1 && places.iter().all(inside), "{feature}");
    }
    let told: Value = serde_json::from_slice(&json).expect("JSON");
    assert_eq!(told["stretches"].as_array().map(Vec::len), Some(rows.len()));
}

#[test]
fn verges_that_are_cut_before_summer_are_not_listed() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = small_veluwe(folder.path());
    let list = || {
        let place = folder.path().join("out");
        let ran = zeis(&["priority", &scenario, "-o", &place.display().to_string(), "-q"]);
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        let mut reader = csv::Reader::from_path(place.join("priority.csv")).expect("the table");
        let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
        rows.iter().map(|row| row[1].to_owned()).collect::<BTreeSet<String>>()
    };
    let before = list();
    let segments = folder.path().join("veluwe/segments.csv");
    let text = std::fs::read_to_string(&segments).expect("the table");
    let head: Vec<&str> = text.lines().next().expect("a head").split(',').collect();
    let place = |name: &str| head.iter().position(|other| *other == name).expect("a column");
    let (road, regime) = (place("road"), place("current_regime"));
    let listed = before.iter().next().expect("a road with late cuts").clone();
    let early = text.lines().map(|line| {
        let mut cells: Vec<&str> = line.split(',').collect();
        if cells[road] == listed {
            cells[regime] = "two_cuts";
        }
        cells.join(",")
    });
    std::fs::write(&segments, early.collect::<Vec<_>>().join("\n")).expect("written");
    let after = list();
    assert!(!after.contains(&listed) && after.len() + 1 == before.len(), "{before:?}, then {after:?}");
}

#[test]
fn wrong_days_and_lengths_are_told_together() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = small_veluwe(folder.path());
    let ran = zeis(&["priority", &scenario, "--cut", "08-20", "--stretch-km", "0"]);
    let told = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert_eq!(ran.status.code(), Some(2), "{told}");
    assert!(told.contains("S197") && told.contains("S198"), "{told}");
}
