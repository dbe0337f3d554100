//! Lines with properties as GeoJSON (RFC 7946): longitude and latitude in WGS 84.

use super::csv::number;
use crate::network::segment::Point;
use crate::network::wgs84::longitude_latitude;
use serde_json::{Value, json};

/// A number rounded as in the tables; null if it is not finite.
pub fn rounded(value: f64) -> Value {
    number(value).parse::<f64>().map_or(Value::Null, Value::from)
}

/// Degrees to six decimals, a tenth of a metre.
fn degrees(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

/// A feature along places in RD New; without places it has no geometry.
pub fn feature(places: Option<&[Point]>, properties: &Value) -> Value {
    let geometry = places.map(|places| {
        let places: Vec<[f64; 2]> = places.iter().map(|&place| longitude_latitude(place).map(degrees)).collect();
        json!({ "type": "LineString", "coordinates": places })
    });
    json!({ "type": "Feature", "properties": properties, "geometry": geometry })
}

/// The file's text.
pub fn collection(features: &[Value]) -> String {
    let mut text = json!({ "type": "FeatureCollection", "features": features }).to_string();
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_become_degrees_and_what_has_none_keeps_its_properties() {
        let amersfoort = [Point { x_m: 155_000.0, y_m: 463_000.0 }, Point { x_m: 155_100.0, y_m: 463_000.0 }];
        let placed = feature(Some(&amersfoort), &json!({ "a": rounded(f64::NAN) }));
        assert_eq!(placed["geometry"]["coordinates"][0], json!([5.387206, 52.155174]));
        assert_eq!(placed["properties"]["a"], Value::Null);
        let text = collection(&[placed, feature(None, &json!({ "a": rounded(0.1 + 0.2) }))]);
        assert!(text.contains(r#""geometry":null,"properties":{"a":0.3}"#), "{text}");
    }
}
