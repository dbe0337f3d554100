//! Nature areas from a file of polygons: features of one name are parts of one area.

use super::NatureArea;
use crate::error::{Problem, Problems};
use crate::network::gis::{Feature, Layer, Shape};
use crate::network::segment::Point;
use std::collections::BTreeMap;

/// Names of the field with the name of an area.
const NAMES: [&str; 4] = ["name", "naam", "naamn2k", "naam_n2k"];
/// Least corners of a ring, its first one told again at the end.
const LEAST_CORNERS: usize = 4;

/// The nature areas of the layers of a file, in the order of their first mention.
///
/// Every problem is reported: no feature (N231), a feature without a name (N232), another shape than polygons (N233), a ring that is
/// too short or not closed (N234), and corners that are no place in the Netherlands (N235).
pub fn nature_areas(layers: &[Layer]) -> Result<Vec<NatureArea>, Problems> {
    let mut problems = Problems::none();
    let (mut areas, mut place_of) = (Vec::<NatureArea>::new(), BTreeMap::new());
    for layer in layers {
        if layer.features.is_empty() {
            let problem = Problem::new("N231", layer.name.clone(), "the file has no feature that can be used");
            problems.push(problem.hint("polygons of nature areas"));
        }
        for feature in &layer.features {
            let Some(area) = problems.take(area_of(&layer.name, feature)) else { continue };
            let place = *place_of.entry(area.name.clone()).or_insert(areas.len());
            if place == areas.len() {
                areas.push(area);
            } else {
                let so_far = areas[place].clone();
                areas[place] = so_far.with(area);
            }
        }
    }
    problems.unless_any(areas)
}

fn area_of(file: &str, feature: &Feature) -> Result<NatureArea, Problems> {
    let mut problems = Problems::none();
    let name = feature.text(&NAMES);
    let place = match name {
        Some(name) => format!("{file}, feature {} ({name})", feature.number),
        None => format!("{file}, feature {}", feature.number),
    };
    if name.is_none() {
        let what = "the feature has no property `name`";
        problems.push(Problem::new("N232", place.clone(), what).hint("give each nature area a text `name`"));
    }
    let Shape::Areas(polygons) = &feature.shape else {
        problems.push(Problem::new("N233", place, "the shape is no polygon").hint("nature areas are polygons"));
        return Err(problems);
    };
    let polygons = polygons.iter().map(|rings| polygon_of(&place, rings, &mut problems)).collect();
    problems.unless_any(())?;
    Ok(NatureArea::new(name.unwrap_or_default().to_owned(), polygons))
}

fn polygon_of(place: &str, rings: &[Vec<[f64; 2]>], problems: &mut Problems) -> Vec<Vec<Point>> {
    if rings.is_empty() {
        problems.push(Problem::new("N234", place, "a polygon has no outline").hint("at least one ring of corners"));
    }
    rings.iter().filter_map(|ring| problems.take(ring_of(place, ring).map_err(Problems::from))).collect()
}

/// The corners of a ring, the last one (which is the first again) left out.
fn ring_of(place: &str, corners: &[[f64; 2]]) -> Result<Vec<Point>, Problem> {
    if corners.len() < LEAST_CORNERS {
        let what = format!("a ring has {} corners", corners.len());
        return Err(Problem::new("N234", place, what).hint("four or more, the last the same as the first"));
    }
    if corners.first() != corners.last() {
        let problem = Problem::new("N234", place, "a ring is not closed");
        return Err(problem.hint("tell the first corner again at the end"));
    }
    let outside = |[x, y]: &&[f64; 2]| !(-50_000.0..=350_000.0).contains(x) || !(250_000.0..=700_000.0).contains(y);
    if let Some([x, y]) = corners.iter().find(outside) {
        let problem = Problem::new("N235", place, format!("[{x}, {y}] is no place in the Netherlands"));
        return Err(problem.hint("longitude before latitude (WGS 84), or RD New (EPSG:28992) in metres"));
    }
    Ok(corners[1..].iter().map(|&[x_m, y_m]| Point { x_m, y_m }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::gis::tests::layer;

    const HEATH: &str = r#"{"type": "Feature", "properties": {"name": "Heath"}, "geometry": {"type": "Polygon",
        "coordinates": [[[180000, 470000], [181000, 470000], [181000, 471000], [180000, 471000], [180000, 470000]]]}}"#;

    fn read(features: &str) -> Result<Vec<NatureArea>, Problems> {
        nature_areas(&[layer(&format!(r#"{{"type": "FeatureCollection", "features": [{features}]}}"#))])
    }

    #[test]
    fn features_of_one_name_are_one_area_in_either_grid() {
        let fen = HEATH.replace("Heath", "Fen").replace("18", "19").replace("name", "NAAMN2K");
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
        assert_eq!(codes(read("")), ["N231"]);
        let wrong = [
            HEATH.replace("\"name\"", "\"title\""),
            HEATH.replace("Polygon", "MultiLineString"),
            HEATH.replace(", [180000, 470000]]]", "]]"),
            HEATH.replace("[181000, 470000], [181000, 471000], ", ""),
            HEATH.replace("[181000, 470000]", "[181000, 5.8]"),
        ];
        assert_eq!(codes(read(&wrong.join(","))), ["N232", "N233", "N234", "N234", "N235"]);
        assert!(read(&wrong[1]).expect_err("wrong").0[0].place.contains("feature 1 (Heath)"));
    }
}
