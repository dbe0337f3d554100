//! Reading nature areas from GeoJSON: polygons with a `name`, in longitude and latitude or in RD New.

use super::NatureArea;
use crate::error::{Problem, Problems};
use crate::network::geometry::{is_in_the_netherlands, is_rd_new, rd_new};
use crate::network::segment::Point;
use serde_json::Value;
use std::collections::BTreeMap;

/// Least corners of a ring, its first one told again at the end.
const LEAST_CORNERS: usize = 4;

/// The nature areas of a GeoJSON file, in the order of their first mention; features of one name are parts of one area.
///
/// Every problem of the file is reported: text that is no JSON (N230), no collection of features (N231), a feature without a
/// name (N232), another geometry than polygons (N233), a ring that is too short or not closed (N234), and corners that are no
/// place in the Netherlands (N235).
pub fn nature_areas(file: &str, bytes: &[u8]) -> Result<Vec<NatureArea>, Problems> {
    let value: Value = serde_json::from_slice(bytes).map_err(|error| {
        let what = format!("the file is no JSON: {error}");
        Problem::new("N230", file, what).hint("a GeoJSON file of polygons, as GIS programs export it")
    })?;
    let Some(features) = value["features"].as_array().filter(|_| value["type"] == "FeatureCollection") else {
        let problem = Problem::new("N231", file, "no collection of features");
        return Err(problem.hint("{\"type\": \"FeatureCollection\", \"features\": [...]}").into());
    };
    let mut problems = Problems::none();
    let (mut areas, mut place_of) = (Vec::<NatureArea>::new(), BTreeMap::new());
    for (number, feature) in features.iter().enumerate() {
        let Some(area) = problems.take(area_of(file, number + 1, feature)) else { continue };
        let place = *place_of.entry(area.name.clone()).or_insert(areas.len());
        if place == areas.len() {
            areas.push(area);
        } else {
            let so_far = areas[place].clone();
            areas[place] = so_far.with(area);
        }
    }
    if features.is_empty() {
        problems.push(Problem::new("N231", file, "the collection has no feature").hint("polygons of nature areas"));
    }
    problems.unless_any(areas)
}

fn area_of(file: &str, number: usize, feature: &Value) -> Result<NatureArea, Problems> {
    let mut problems = Problems::none();
    let name = feature["properties"]["name"].as_str().map(str::trim).filter(|name| !name.is_empty());
    let place = match name {
        Some(name) => format!("{file}, feature {number} ({name})"),
        None => format!("{file}, feature {number}"),
    };
    if name.is_none() {
        let what = "the feature has no property `name`";
        problems.push(Problem::new("N232", place.clone(), what).hint("give each nature area a text `name`"));
    }
    let geometry = &feature["geometry"];
    let coordinates = &geometry["coordinates"];
    let polygons = match geometry["type"].as_str() {
        Some("Polygon") => Some(vec![coordinates]),
        Some("MultiPolygon") => coordinates.as_array().map(|list| list.iter().collect()),
        _ => None,
    };
    let Some(polygons) = polygons.filter(|polygons: &Vec<&Value>| !polygons.is_empty()) else {
        let kind = geometry["type"].as_str().unwrap_or("nothing");
        let what = format!("the geometry is {kind}, not Polygon or MultiPolygon");
        problems.push(Problem::new("N233", place, what).hint("nature areas are polygons"));
        return Err(problems);
    };
    let polygons = polygons.into_iter().map(|polygon| polygon_of(&place, polygon, &mut problems)).collect();
    problems.unless_any(())?;
    Ok(NatureArea::new(name.unwrap_or_default().to_owned(), polygons))
}

fn polygon_of(place: &str, polygon: &Value, problems: &mut Problems) -> Vec<Vec<Point>> {
    let rings = polygon.as_array().map_or(&[][..], Vec::as_slice);
    if rings.is_empty() {
        problems.push(Problem::new("N234", place, "a polygon has no outline").hint("at least one ring of corners"));
    }
    rings.iter().filter_map(|ring| problems.take(ring_of(place, ring).map_err(Problems::from))).collect()
}

/// The corners of a ring, the last one (which is the first again) left out.
fn ring_of(place: &str, ring: &Value) -> Result<Vec<Point>, Problem> {
    let corners = ring.as_array().map_or(&[][..], Vec::as_slice);
    if corners.len() < LEAST_CORNERS {
        let what = format!("a ring has {} corners", corners.len());
        return Err(Problem::new("N234", place, what).hint("four or more, the last the same as the first"));
    }
    if corners.first() != corners.last() {
        let problem = Problem::new("N234", place, "a ring is not closed");
        return Err(problem.hint("tell the first corner again at the end"));
    }
    corners[1..].iter().map(|corner| corner_of(place, corner)).collect()
}

fn corner_of(place: &str, corner: &Value) -> Result<Point, Problem> {
    let [Some(x), Some(y)] = [0, 1].map(|at| corner[at].as_f64()) else {
        let problem = Problem::new("N235", place, format!("{corner} is no pair of coordinates"));
        return Err(problem.hint("[longitude, latitude], or [x, y] in RD New"));
    };
    if is_rd_new(x) {
        let inside = (-50_000.0..=350_000.0).contains(&x) && (250_000.0..=700_000.0).contains(&y);
        if inside {
            return Ok(Point { x_m: x, y_m: y });
        }
    } else if is_in_the_netherlands(x, y) {
        return Ok(rd_new(x, y));
    }
    let problem = Problem::new("N235", place, format!("[{x}, {y}] is no place in the Netherlands"));
    Err(problem.hint("longitude before latitude (WGS 84), or RD New (EPSG:28992) in metres"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEATH: &str = r#"{"type": "Feature", "properties": {"name": "Heath"}, "geometry": {"type": "Polygon",
        "coordinates": [[[180000, 470000], [181000, 470000], [181000, 471000], [180000, 471000], [180000, 470000]]]}}"#;

    fn read(features: &str) -> Result<Vec<NatureArea>, Problems> {
        let text = format!(r#"{{"type": "FeatureCollection", "features": [{features}]}}"#);
        nature_areas("n2000.geojson", text.as_bytes())
    }

    #[test]
    fn features_of_one_name_are_one_area_in_either_grid() {
        let fen = HEATH.replace("Heath", "Fen").replace("18", "19");
        let areas = read(&format!("{HEATH}, {fen}, {}", HEATH.replace("47", "48"))).expect("areas");
        assert_eq!(areas.iter().map(|area| area.name.as_str()).collect::<Vec<_>>(), ["Heath", "Fen"]);
        assert!((areas[0].area_ha - 200.0).abs() < 1e-9 && (areas[1].area_ha - 100.0).abs() < 1e-9);
        let world = r#"{"type": "Feature", "properties": {"name": "Wood"}, "geometry": {"type": "MultiPolygon",
            "coordinates": [[[[5.80, 52.20], [5.81, 52.20], [5.81, 52.21], [5.80, 52.21], [5.80, 52.20]]]]}}"#;
        let area = &read(world).expect("an area")[0];
        // a hundredth of a degree is 684 m by 1113 m there
        assert!((area.area_ha - 76.1).abs() < 0.3, "{}", area.area_ha);
    }

    #[test]
    fn every_problem_of_a_file_is_told() {
        let codes = |found: Result<Vec<NatureArea>, Problems>| {
            found.expect_err("wrong").0.iter().map(|problem| problem.code).collect::<Vec<_>>()
        };
        assert_eq!(codes(nature_areas("a", b"{")), ["N230"]);
        assert_eq!(codes(nature_areas("a", b"{}")), ["N231"]);
        assert_eq!(codes(read("")), ["N231"]);
        let wrong = [
            HEATH.replace("\"name\"", "\"naam\""),
            HEATH.replace("Polygon", "Point"),
            HEATH.replace(", [180000, 470000]]]", "]]"),
            HEATH.replace("[181000, 470000], [181000, 471000], ", ""),
            HEATH.replace("[181000, 470000]", "[52.1, 5.8]"),
            HEATH.replace("[181000, 470000]", "\"east\""),
        ];
        assert_eq!(codes(read(&wrong.join(","))), ["N232", "N233", "N234", "N234", "N235", "N235"]);
        assert!(read(&wrong[1]).expect_err("wrong").0[0].place.contains("feature 1 (Heath)"));
    }
}
