//! `zeis hazard`: the verges of a day, from weather that was observed up to it.

use crate::program::{small_veluwe, zeis};
use serde_json::Value;
use std::path::Path;

/// The small area under a table of "observed" weather (made by the generator, from 2016) whose last day is `last`; gives the
/// scenario.
fn area(folder: &Path, last: &str) -> String {
    let table = folder.join("all.csv").display().to_string();
    let made = zeis(&["weather", "generate", "--station", "275", "--first-year", "2016", "--years", "3", "-o", &table]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let text = std::fs::read_to_string(&table).expect("the table");
    let kept: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("station") || line.split(',').nth(1).expect("a date") <= last)
        .collect();
    std::fs::write(folder.join("weather.csv"), kept.join("\n")).expect("written");
    let scenario = small_veluwe(folder);
    let text = std::fs::read_to_string(&scenario).expect("the scenario");
    let observed = text.replace("{ climatology = \"nearest\" }", "{ table = \"weather.csv\" }");
    assert_ne!(observed, text);
    std::fs::write(&scenario, observed).expect("written");
    scenario
}

fn table(path: &Path) -> Vec<csv::StringRecord> {
    let mut reader = csv::Reader::from_path(path).expect("the table");
    let head: Vec<String> = reader.headers().expect("a head").iter().map(str::to_owned).collect();
    let named =
        "date,road,letter,side,km_from,km_to,class,flame_m,spread_m_min,susceptibility,curing,dead_moisture,fwi,reason";
    assert!(head.join(",").starts_with(named), "{head:?}");
    reader.records().map(|row| row.expect("a row")).collect()
}

/// A class must stand for its numbers, since stretches are means of equal classes (fire.md 8 and the limits of the classes).
fn class_fits(row: &csv::StringRecord) -> bool {
    let number = |place: usize| row[place].parse::<f64>().expect("a number");
    let (class, flame, susceptibility) = (number(6), number(7), number(9));
    match class as u8 {
        4 => flame >= 1.2 && susceptibility >= 0.15,
        5 => susceptibility >= 0.15,
        3 => flame >= 0.5 && susceptibility >= 0.05,
        _ => flame < 2.4 || susceptibility < 0.15,
    }
}

#[test]
fn the_hazard_of_a_day_is_a_table_a_map_and_an_answer() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = area(folder.path(), "2018-07-20");
    let out = folder.path().join("out");
    let place = out.display().to_string();
    let run = zeis(&["hazard", &scenario, "--date", "2018-07-16", "--days", "5", "-o", &place, "--json"]);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));

    let rows = table(&out.join("hazard.csv"));
    let dates: std::collections::BTreeSet<&str> = rows.iter().map(|row| &row[0]).collect();
    assert_eq!(
        dates.into_iter().collect::<Vec<_>>(),
        ["2018-07-16", "2018-07-17", "2018-07-18", "2018-07-19", "2018-07-20"]
    );
    assert!(rows.iter().all(class_fits) && rows.iter().all(|row| !row[13].is_empty()));
    assert!(rows.iter().all(|row| (&row[16] == "observed") == (&row[0] == "2018-07-16")));
    for row in &rows {
        let number = |place: usize| row[place].parse::<f64>().expect("a number");
        let (class, [low, high]) = (number(6), [17, 18].map(number));
        assert!(1.0 <= low && low <= class && class <= high && high <= 5.0, "{row:?}");
        let (fires, [low, high]) = (number(15), [19, 20].map(number));
        assert!(if fires > 0.0 { low < fires && fires < high } else { low >= 0.0 }, "{row:?}");
    }
    let km: f64 =
        rows.iter().filter(|row| &row[0] == "2018-07-16").map(|row| row[14].parse::<f64>().expect("km")).sum();

    let said: Value = serde_json::from_slice(&run.stdout).expect("JSON");
    let per_class = said["days"][0]["km_per_class"].as_array().expect("five lengths").clone();
    assert!((per_class.iter().filter_map(Value::as_f64).sum::<f64>() - km).abs() < 1e-3 * km && km > 30.0);
    assert!(said["days"][0]["nodes"][0]["mowing_waits"].is_boolean());
    // The rate is the same everywhere, so the interval of the network is about as wide as that of a stretch.
    let today = &said["days"][0];
    let [low, mid, high] =
        ["expected_fires_q05", "expected_fires", "expected_fires_q95"].map(|name| today[name].as_f64().expect("fires"));
    assert!(2.0 * low < mid && high > 2.0 * mid, "{low} {mid} {high}");

    let map: Value =
        serde_json::from_str(&std::fs::read_to_string(out.join("hazard.geojson")).expect("the map")).expect("JSON");
    let features = map["features"].as_array().expect("features");
    assert_eq!(features.len(), rows.len());
    for (feature, row) in features.iter().zip(&rows) {
        for (name, column) in [("class", 6), ("class_low", 17), ("class_high", 18)] {
            assert_eq!(feature["properties"][name].as_u64().expect("a class").to_string(), row[column]);
        }
        let high = feature["properties"]["expected_fires_q95"].as_f64().expect("fires");
        assert!((high - row[20].parse::<f64>().expect("a number")).abs() < 1e-12);
        let places = feature["geometry"]["coordinates"].as_array().expect("a line");
        assert!(places.len() > 1);
        for place in places {
            let (longitude, latitude) = (place[0].as_f64().expect("a number"), place[1].as_f64().expect("a number"));
            assert!((5.2..6.4).contains(&longitude) && (51.8..52.5).contains(&latitude), "{longitude} {latitude}");
        }
    }
}

#[test]
fn a_known_cut_of_this_year_lowers_the_hazard_of_its_verge() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = area(folder.path(), "2018-07-20");
    let segments = folder.path().join("veluwe/segments.csv");
    let flames = |out: &str| -> f64 {
        let out = folder.path().join(out);
        let run = zeis(&["hazard", &scenario, "--date", "2018-07-16", "-q", "-o", &out.display().to_string()]);
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        let fires = |row: &csv::StringRecord| row[15].parse::<f64>().expect("a number");
        table(&out.join("hazard.csv")).iter().map(fires).sum()
    };
    let uncut = flames("uncut");
    let text = std::fs::read_to_string(&segments).expect("the segments");
    let rows = text.lines().enumerate();
    let cut: Vec<String> =
        rows.map(|(line, row)| format!("{row},{}\n", if line == 0 { "last_cut_date" } else { "2018-06-20" })).collect();
    let cut = cut.concat();
    std::fs::write(&segments, cut).expect("written");
    let known = flames("cut");
    assert!(uncut > 0.0 && known < 0.9 * uncut, "{known} {uncut}");
}

#[test]
fn weather_that_does_not_reach_the_day_is_told() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = area(folder.path(), "2018-07-10");
    let out = folder.path().join("out").display().to_string();
    let refused = |arguments: &[&str]| {
        let run = zeis(&[&["hazard"], arguments, &["-o", &out]].concat());
        assert_eq!(run.status.code(), Some(2));
        String::from_utf8_lossy(&run.stderr).into_owned()
    };
    let said = refused(&[&scenario, "--date", "2018-07-16"]);
    assert!(said.contains("W391") && said.contains("2018-07-10") && said.contains("hint"), "{said}");
    let said = refused(&[&scenario, "--date", "2015-07-16"]);
    assert!(said.contains("W390"), "{said}");
    assert!(refused(&[&scenario, "--date", "16-07-2018"]).contains("S196"));
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/veluwe.toml").display().to_string();
    let said = refused(&[&shipped, "--date", "2027-07-16"]);
    assert!(said.contains("W392") && said.matches("W392").count() == 1, "{said}");
    assert!(!Path::new(&out).exists());
}

#[test]
fn the_answer_is_given_in_dutch_too_and_an_outlook_that_is_not_there_is_told() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let scenario = area(folder.path(), "2018-07-16");
    let out = folder.path().join("out").display().to_string();
    let run = zeis(&["hazard", &scenario, "--date", "2018-07-16", "--days", "3", "--lang", "nl", "-o", &out]);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(
        said.starts_with("16 juli 2018: ") && said.contains("maaien") && said.contains("95 % over aantal"),
        "{said}"
    );
    assert!(String::from_utf8_lossy(&run.stderr).contains("1 days are shown"));
}
