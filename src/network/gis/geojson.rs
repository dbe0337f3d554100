//! GeoJSON (RFC 7946, and the named systems of its forerunner).

use super::{Feature, Format, Raw, Shape, System, set};
use crate::error::{Problem, Problems};
use serde_json::Value;
use std::collections::BTreeMap;

/// Parses a feature collection; every feature that cannot be understood is a problem.
pub(super) fn parse(name: &str, bytes: &[u8]) -> Result<Raw, Problems> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let json: Value = serde_json::from_slice(bytes).map_err(|error| {
        Problem::new("N303", format!("{name}:{}", error.line()), format!("is no JSON: {error}"))
            .hint("export it again as GeoJSON")
    })?;
    let Some(list) = json["features"].as_array() else {
        return Err(Problem::new("N304", name, "holds no list of features").hint("a FeatureCollection is read").into());
    };
    let mut problems = Problems::none();
    let mut raw = Raw {
        name: name.to_owned(),
        format: Format::GeoJson,
        system: system(&json),
        features: Vec::with_capacity(list.len()),
        left_out: BTreeMap::new(),
    };
    for (at, feature) in list.iter().enumerate() {
        let number = at + 1;
        match shape(&feature["geometry"]) {
            Ok(shape) => raw.features.push(Feature { number, fields: fields(&feature["properties"]), shape }),
            Err(Fault::Kind(kind)) => *raw.left_out.entry(kind).or_default() += 1,
            Err(Fault::Coordinates) => {
                let what = "the coordinates are no lists of numbers";
                problems.push(Problem::new("N305", format!("{name}, feature {number}"), what));
            }
        }
    }
    problems.unless_any(raw)
}

/// The system that the file names.
fn system(json: &Value) -> Option<System> {
    let name = json["crs"]["properties"]["name"].as_str()?;
    if name.contains("CRS84") {
        return Some(System::LonLat);
    }
    let code: String = name.chars().rev().take_while(char::is_ascii_digit).collect();
    System::of_epsg(code.chars().rev().collect::<String>().parse().ok()?)
}

fn fields(properties: &Value) -> BTreeMap<String, String> {
    let text = |value: &Value| match value {
        Value::String(text) => set(text),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    };
    let all = properties.as_object().into_iter().flatten();
    all.filter_map(|(name, value)| Some((name.to_lowercase(), text(value)?))).collect()
}

enum Fault {
    Kind(String),
    Coordinates,
}

fn place(value: &Value) -> Option<[f64; 2]> {
    let [x, y] = [value.get(0)?.as_f64()?, value.get(1)?.as_f64()?];
    (x.is_finite() && y.is_finite()).then_some([x, y])
}

fn list<T>(value: &Value, of: impl Fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    value.as_array()?.iter().map(of).collect()
}

fn shape(geometry: &Value) -> Result<Shape, Fault> {
    let Some(kind) = geometry["type"].as_str() else { return Ok(Shape::Nothing) };
    let all = &geometry["coordinates"];
    let line = |value: &Value| list(value, place);
    let area = |value: &Value| list(value, line);
    let found = match kind {
        "Point" => place(all).map(|place| Shape::Points(vec![place])),
        "MultiPoint" => line(all).map(Shape::Points),
        "LineString" => line(all).map(|line| Shape::Lines(vec![line])),
        "MultiLineString" => area(all).map(Shape::Lines),
        "Polygon" => area(all).map(|area| Shape::Areas(vec![area])),
        "MultiPolygon" => list(all, area).map(Shape::Areas),
        other => return Err(Fault::Kind(other.to_owned())),
    };
    found.ok_or(Fault::Coordinates)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_faulty_feature_is_a_problem() {
        let text = "{\"type\":\"FeatureCollection\",\"features\":[\
            {\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[1,\"a\"],[2,3]]},\"properties\":{}},\
            {\"geometry\":{\"type\":\"MultiLineString\",\"coordinates\":[[[1,2],[2,3]]]},\"properties\":{\"A\":\"#\",\"B\":2}},\
            {\"geometry\":{\"type\":\"GeometryCollection\"},\"properties\":{}}]}";
        let problems = parse("x.geojson", text.as_bytes()).expect_err("a fault");
        assert_eq!((problems.0.len(), problems.0[0].code), (1, "N305"));
        let mended = text.replace("\"a\"", "1");
        let raw = parse("x.geojson", mended.as_bytes()).expect("sound");
        assert_eq!((raw.features.len(), raw.left_out["GeometryCollection"]), (2, 1));
        assert_eq!(raw.features[1].fields, BTreeMap::from([("b".to_owned(), "2".to_owned())]));
        assert!(parse("x", b"{").is_err() && parse("x", b"{}").is_err());
    }
}
