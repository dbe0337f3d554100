//! Natura 2000 areas of a scenario: passage between them along the verges.

use crate::program::{small_veluwe, zeis};
use std::path::Path;

/// The small area with two squares of 4 ha at both ends of the A1 near km 49, and one far away.
fn area(folder: &Path) -> String {
    let square = |name: &str, x: i32, y: i32| {
        let corners =
            [(0, 0), (200, 0), (200, 200), (0, 200), (0, 0)].map(|(dx, dy)| format!("[{}, {}]", x + dx, y + dy));
        format!(
            r#"{{"type": "Feature", "properties": {{"name": "{name}"}}, "geometry": {{"type": "Polygon", "coordinates": [[{}]]}}}}"#,
            corners.join(", ")
        )
    };
    let features =
        [square("West", 160_300, 465_200), square("East", 161_600, 464_950), square("Far", 120_000, 480_000)];
    let text = format!(r#"{{"type": "FeatureCollection", "features": [{}]}}"#, features.join(", "));
    std::fs::write(folder.join("n2000.geojson"), text).expect("written");
    let scenario = small_veluwe(folder);
    let text = std::fs::read_to_string(&scenario).expect("the scenario");
    let with_areas = text.replace("[network]\n", "[network]\nnatura2000 = \"n2000.geojson\"\n");
    assert_ne!(with_areas, text);
    std::fs::write(&scenario, with_areas).expect("written");
    scenario
}

#[test]
fn areas_that_verges_join_have_a_passage_that_mowing_narrows() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = area(folder.path());
    let out = folder.path().join("out");
    let run = zeis(&["run", &scenario, "-o", &out.display().to_string(), "-q"]);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let mut reader = csv::Reader::from_path(out.join("kpi.csv")).expect("the measures");
    let head = reader.headers().expect("a head line").clone();
    let place = |name: &str| head.iter().position(|cell| cell == name).expect("the column is there");
    let [level, name, regime, kpi, median] = ["level", "name", "regime", "kpi", "q50"].map(place);
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let passage = |of: &str, at: &str| -> f64 {
        let mut found =
            rows.iter().filter(|row| &row[kpi] == "B14_corridor" && &row[regime] == of && &row[level] == at);
        let row = found.next().expect("a row of the regime");
        assert!(found.next().is_none(), "one pair is joined, the far area is not");
        row[median].parse().expect("a number")
    };
    assert!(rows.iter().any(|row| &row[level] == "corridor" && &row[name] == "West - East"));
    let uncut = passage("none", "network");
    assert!(uncut > 0.0 && uncut < 1.0, "{uncut}");
    for regime in ["one_cut_autumn", "two_cuts", "plan"] {
        let (network, pair) = (passage(regime, "network"), passage(regime, "corridor"));
        assert!(network > 0.0 && network < uncut, "{regime}: {network} of {uncut}");
        assert_eq!(network, pair, "the mean of one pair is the pair");
    }
}

#[test]
fn outlines_that_are_none_are_told_with_the_other_problems() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = area(folder.path());
    let path = folder.path().join("n2000.geojson");
    let text = std::fs::read_to_string(&path).expect("the areas");
    std::fs::write(&path, text.replacen("\"name\"", "\"title\"", 1).replacen("[120000, 480000]", "[120000, 48.0]", 2))
        .expect("written");
    let told = zeis(&["check", &scenario]);
    assert_eq!(told.status.code(), Some(2));
    let said = String::from_utf8_lossy(&told.stderr).into_owned() + &String::from_utf8_lossy(&told.stdout);
    assert!(said.contains("N232") && said.contains("feature 3 (Far)") && said.contains("N235"), "{said}");
    std::fs::remove_file(&path).expect("gone");
    let told = zeis(&["check", &scenario]);
    let said = String::from_utf8_lossy(&told.stderr).into_owned() + &String::from_utf8_lossy(&told.stdout);
    assert!(told.status.code() == Some(2) && said.contains("I901") && said.contains("n2000.geojson"), "{said}");
}
