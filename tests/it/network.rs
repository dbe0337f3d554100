//! Road files as authorities hand them out: counts, traps, and the segment table made of them.

use crate::program::zeis;
use crate::shared::external;
use serde_json::Value;
use std::path::Path;
use zeis::network::read::segments;

fn checked(files: &[&Path]) -> Value {
    let mut arguments = vec!["network", "check", "--json"];
    let names: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
    arguments.extend(names.iter().map(String::as_str));
    let run = zeis(&arguments);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    serde_json::from_slice(&run.stdout).expect("JSON")
}

fn ids(layer: &Value, trap: &str) -> Vec<String> {
    let list = layer["traps"][trap].as_array().into_iter().flatten();
    list.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Converts a file and reads the table back as a run would.
fn converted(file: &Path, more: &[&str]) -> zeis::network::Network {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (from, to) = (file.display().to_string(), folder.path().join("segments.csv"));
    let out = to.display().to_string();
    let run = zeis(&[&["network", "convert", &from, "-o", &out][..], more].concat());
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    segments("segments.csv", &std::fs::read(to).expect("written"), &[], 1.5).expect("a sound segment table")
}

#[test]
fn the_amsterdam_sample_has_its_stated_sections_points_and_traps() {
    let test = "the_amsterdam_sample_has_its_stated_sections_points_and_traps";
    let Some(sections) = external(test, "data/network/nwb_wegvakken_amsterdam_noord.geojson") else { return };
    let Some(points) = external(test, "data/network/nwb_hectopunten_amsterdam_noord.geojson") else { return };
    let found = checked(&[&sections, &points]);
    let layer = &found["layers"][0];
    assert_eq!((layer["sections"].as_u64(), found["layers"][1]["points"].as_u64()), (Some(13), Some(13)));
    assert_eq!(layer["system"], "longitude and latitude");
    assert_eq!(ids(layer, "without_kilometres"), ["248382016"]);
    let roads: Vec<&str> =
        layer["roads"].as_array().expect("roads").iter().filter_map(|row| row["road"].as_str()).collect();
    assert!(roads.contains(&"A10") && roads.contains(&"N247"), "{roads:?}");
    // Signs and kilometres agree within metres; on the bus lane they drift apart to 7 m.
    let agreement = &found["agreement"];
    assert_eq!(agreement["compared"].as_u64(), Some(13), "{agreement}");
    assert!(agreement["largest_m"].as_f64().is_some_and(|metres| metres < 7.5), "{agreement}");
    let off = agreement["off"].as_array().expect("a list");
    assert!(off.len() == 3 && off.iter().all(|sign| sign["section"] == "249383012"), "{agreement}");
    let network = converted(&sections, &["--owner", "province"]);
    assert!(network.segments.iter().all(|segment| segment.road == "N247"));
    assert!(network.segments.iter().all(|segment| segment.ends.is_some()));
}

#[test]
fn the_wageningen_sample_has_its_stated_sections_and_traps() {
    let test = "the_wageningen_sample_has_its_stated_sections_and_traps";
    let Some(sections) = external(test, "data/network/nwb_wegvakken_wageningen_2019.geojson") else { return };
    let found = checked(&[&sections]);
    let layer = &found["layers"][0];
    assert_eq!((layer["sections"].as_u64(), layer["system"].as_str()), (Some(232), Some("RD New (EPSG:28992)")));
    assert_eq!(ids(layer, "reversed"), ["348288014", "348289003"]);
    assert_eq!(ids(layer, "short").len(), 4);
    assert_eq!(ids(layer, "letter").len(), 4);
    let network = converted(&sections, &[]);
    assert!(network.segments.iter().all(|segment| segment.road == "N781"));
    let main: Vec<_> =
        network.segments.iter().filter(|s| s.letter.is_empty() && s.side.eq(&network.segments[0].side)).collect();
    // 1.774-2.386 and 2.425-2.762; the slip roads with letters a and c lie between.
    assert_eq!((main[0].km_from, main[main.len() - 1].km_to), (1.774, 2.762));
    assert_eq!(network.chains.len(), 2 * 2 + 2 * 2);
    for segment in &network.segments {
        let [a, b] = segment.ends.expect("has ends");
        let apart = zeis::network::geometry::distance_m(a, b);
        assert!(apart <= 1000.0 * (segment.km_to - segment.km_from) * 1.1 + 2.0, "{}", segment.id);
    }
}

/// Two sections of one road in longitude and latitude, one reversed and one short, a slip road, and one without kilometres.
const SMALL: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"WVK_ID":1,"WEGBEHSRT":"R","WEGNUMMER":"012","BEGINKM":117.25,"EINDKM":117.0,"POS_TV_WOL":"R"},
 "geometry":{"type":"MultiLineString","coordinates":[[[5.80365,52.03],[5.80,52.03]]]}},
{"type":"Feature","properties":{"WVK_ID":2,"WEGBEHSRT":"R","WEGNUMMER":"012","BEGINKM":117.25,"EINDKM":117.27,"POS_TV_WOL":"R"},
 "geometry":{"type":"LineString","coordinates":[[5.80365,52.03],[5.80394,52.03]]}},
{"type":"Feature","properties":{"WVK_ID":3,"WEGBEHSRT":"R","WEGNUMMER":"012","HECTO_LTTR":"A","BEGINKM":117.1,"EINDKM":117.2},
 "geometry":{"type":"LineString","coordinates":[[5.8015,52.031],[5.8029,52.031]]}},
{"type":"Feature","properties":{"WVK_ID":4,"WEGBEHSRT":"P","WEGNUMMER":"N224","BEGINKM":0,"EINDKM":0},
 "geometry":{"type":"LineString","coordinates":[[5.8,52.04],[5.81,52.04]]}}]}"#;

#[test]
fn a_small_road_file_is_described_cut_and_joined() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("roads.geojson");
    std::fs::write(&file, SMALL).expect("written");
    let found = checked(&[&file]);
    let layer = &found["layers"][0];
    assert_eq!(ids(layer, "reversed"), ["1"]);
    assert_eq!((ids(layer, "short"), ids(layer, "letter")), (vec!["2".to_owned()], vec!["3".to_owned()]));
    assert_eq!(ids(layer, "without_kilometres"), ["4"]);
    let widths = folder.path().join("widths.csv");
    std::fs::write(&widths, "road;letter;km_from;km_to;width_m\nA12;;117;117,2;22,5\n").expect("written");
    let nature = folder.path().join("n2000.geojson");
    let area = r#"{"type":"FeatureCollection","features":[{"properties":{"name":"Veluwe"},"geometry":{"type":"Polygon",
        "coordinates":[[[5.79,52.05],[5.82,52.05],[5.82,52.06],[5.79,52.06],[5.79,52.05]]]}}]}"#;
    std::fs::write(&nature, area).expect("written");
    let (widths, nature) = (widths.display().to_string(), nature.display().to_string());
    let network = converted(&file, &["--join", &widths, "--natura2000", &nature]);
    let main: Vec<_> = network.segments.iter().filter(|segment| segment.letter.is_empty()).collect();
    // 117.0-117.1, 117.1-117.2 and 117.2-117.27 on the outer side alone: no left carriageway, so no middle verge.
    assert_eq!(main.iter().map(|s| s.km_to).collect::<Vec<_>>(), [117.1, 117.2, 117.27]);
    assert_eq!(main.iter().map(|s| s.width_m).collect::<Vec<_>>(), [22.5, 22.5, 10.0]);
    assert_eq!(network.segments.len(), 5);
    let distance = main[0].natura2000_dist_m.expect("a distance");
    assert!((distance - 2225.0).abs() < 20.0, "{distance}");
}

#[test]
fn what_is_no_road_file_is_said() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("x.geojson");
    std::fs::write(&file, "{\"type\":\"FeatureCollection\",\"features\":[]}").expect("written");
    let name = file.display().to_string();
    let out = folder.path().join("s.csv").display().to_string();
    let run = zeis(&["network", "convert", &name, "-o", &out, "--cell", "1"]);
    let said = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(2));
    assert!(said.contains("N341"), "{said}");
    assert!(!Path::new(&out).exists());
}
