//! Files of geometry: GeoJSON and GeoPackage, brought to RD New.
//!
//! A file is known by its first bytes, not by its name. The reference system is that which the file names; without one the size of
//! the coordinates decides, which is said in a notice.

mod geojson;
mod geopackage;
pub mod table;
mod wkb;

use super::geometry::{is_in_the_netherlands, is_rd_new, rd_new};
use super::segment::Point;
use crate::error::{Problem, Problems};
use std::collections::BTreeMap;
use std::path::Path;

/// Kind of a file of geometry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// GeoJSON.
    GeoJson,
    /// GeoPackage.
    GeoPackage,
    /// A table of text.
    Table,
}

impl Format {
    /// The kind of a file with these bytes.
    ///
    /// ```
    /// use zeis::network::gis::Format;
    /// assert_eq!(Format::of(b" {\"type\": \"FeatureCollection\"}"), Format::GeoJson);
    /// assert_eq!(Format::of(b"SQLite format 3\0..."), Format::GeoPackage);
    /// assert_eq!(Format::of(b"road;side\n"), Format::Table);
    /// ```
    pub fn of(bytes: &[u8]) -> Self {
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        if bytes.starts_with(b"SQLite format 3\0") {
            Format::GeoPackage
        } else if text.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{') {
            Format::GeoJson
        } else {
            Format::Table
        }
    }

    /// Name for people.
    pub fn name(self) -> &'static str {
        match self {
            Format::GeoJson => "GeoJSON",
            Format::GeoPackage => "GeoPackage",
            Format::Table => "table",
        }
    }
}

/// Reference system of the coordinates of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    /// RD New, EPSG:28992.
    RdNew,
    /// Longitude and latitude.
    LonLat,
}

impl System {
    /// Name for people.
    pub fn name(self) -> &'static str {
        match self {
            System::RdNew => "RD New (EPSG:28992)",
            System::LonLat => "longitude and latitude",
        }
    }

    /// The system of an EPSG code.
    pub fn of_epsg(code: i64) -> Option<Self> {
        match code {
            28992 | 7415 => Some(System::RdNew),
            4326 | 4258 | 4979 => Some(System::LonLat),
            _ => None,
        }
    }
}

/// Shape of a feature, in the coordinates of its file or in RD New.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Shape {
    /// None.
    #[default]
    Nothing,
    /// Points.
    Points(Vec<[f64; 2]>),
    /// Lines.
    Lines(Vec<Vec<[f64; 2]>>),
    /// Polygons: rings, the outer one first.
    Areas(Vec<Vec<Vec<[f64; 2]>>>),
}

impl Shape {
    fn places_mut(&mut self) -> Box<dyn Iterator<Item = &mut [f64; 2]> + '_> {
        match self {
            Shape::Nothing => Box::new(std::iter::empty()),
            Shape::Points(list) => Box::new(list.iter_mut()),
            Shape::Lines(lines) => Box::new(lines.iter_mut().flatten()),
            Shape::Areas(areas) => Box::new(areas.iter_mut().flatten().flatten()),
        }
    }
}

/// A feature.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Feature {
    /// Number in its layer, from 1.
    pub number: usize,
    /// Fields that are set, by name in lower case.
    pub fields: BTreeMap<String, String>,
    /// Shape in RD New.
    pub shape: Shape,
}

impl Feature {
    /// The first of the fields with these names that is set.
    pub fn text(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.fields.get(*name)).map(String::as_str)
    }

    /// The same as a number.
    pub fn number_of(&self, names: &[&str]) -> Option<f64> {
        self.text(names)?.replace(',', ".").parse().ok().filter(|value: &f64| value.is_finite())
    }

    /// Lines of the feature as places.
    pub fn lines(&self) -> Vec<Vec<Point>> {
        let place = |&[x_m, y_m]: &[f64; 2]| Point { x_m, y_m };
        match &self.shape {
            Shape::Lines(lines) => lines.iter().map(|line| line.iter().map(place).collect()).collect(),
            _ => Vec::new(),
        }
    }
}

/// A layer of features.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// File, and the name of the layer where a file has several.
    pub name: String,
    /// Kind of file.
    pub format: Format,
    /// Reference system of the file; `None` without any coordinate.
    pub system: Option<System>,
    /// Features, shapes in RD New.
    pub features: Vec<Feature>,
    /// Remarks.
    pub notices: Vec<String>,
}

/// A layer before its coordinates are brought to RD New.
#[derive(Debug)]
struct Raw {
    name: String,
    format: Format,
    /// What the file says.
    system: Option<System>,
    features: Vec<Feature>,
    /// Shapes that are left out, with their count.
    left_out: BTreeMap<String, usize>,
}

/// Value of a field as text; `None` where it is not set.
fn set(text: &str) -> Option<String> {
    let text = text.trim();
    (!["", "#", "null", "NULL"].contains(&text)).then(|| text.to_owned())
}

/// Reads every layer of a file of geometry.
pub fn read(path: &Path) -> Result<Vec<Layer>, Problems> {
    let place = path.display().to_string();
    let bytes =
        std::fs::read(path).map_err(|error| Problem::new("I901", place.clone(), format!("cannot be read: {error}")))?;
    let raw = match Format::of(&bytes) {
        Format::GeoJson => vec![geojson::parse(&place, &bytes)?],
        Format::GeoPackage => geopackage::layers(&place, path)?,
        Format::Table => {
            return Err(Problem::new("N301", place, "is neither GeoJSON nor GeoPackage")
                .hint("a table of segments needs no conversion: name it in [network] segments")
                .into());
        }
    };
    raw.into_iter().map(placed).collect()
}

/// Brings a layer to RD New.
fn placed(mut raw: Raw) -> Result<Layer, Problems> {
    let mut notices: Vec<String> =
        raw.left_out.iter().map(|(kind, count)| format!("{count} shapes of kind {kind} are left out")).collect();
    let first = raw.features.iter_mut().find_map(|feature| feature.shape.places_mut().next().copied());
    let by_size = first.map(|[x, _]| if is_rd_new(x) { System::RdNew } else { System::LonLat });
    let system = match (raw.system, by_size) {
        (Some(named), Some(found)) if named != found => {
            notices.push(format!("the file names {}, but its coordinates are {}", named.name(), found.name()));
            Some(found)
        }
        (Some(named), _) => Some(named),
        (None, found) => {
            let told =
                found.map(|found| format!("the file names no reference system; its coordinates are {}", found.name()));
            notices.extend(told);
            found
        }
    };
    let mut outside = Vec::new();
    if system == Some(System::LonLat) {
        for feature in &mut raw.features {
            let mut wrong = false;
            for place in feature.shape.places_mut() {
                wrong |= !is_in_the_netherlands(place[0], place[1]);
                let found = rd_new(place[0], place[1]);
                *place = [found.x_m, found.y_m];
            }
            if wrong {
                outside.push(feature.number);
            }
        }
    }
    if let Some(number) = outside.first() {
        let what = format!("{} features lie outside the Netherlands, the first is feature {number}", outside.len());
        return Err(Problem::new("N302", raw.name, what).hint("are longitude and latitude swapped?").into());
    }
    Ok(Layer { name: raw.name, format: raw.format, system, features: raw.features, notices })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::network) fn layer(text: &str) -> Layer {
        placed(geojson::parse("test", text.as_bytes()).expect("sound")).expect("in the Netherlands")
    }

    #[test]
    fn both_systems_come_to_one_place() {
        let of = |crs: &str, place: &str| {
            layer(&format!(
                "{{\"type\":\"FeatureCollection\"{crs},\"features\":[{{\"type\":\"Feature\",\"properties\":null,\
                 \"geometry\":{{\"type\":\"Point\",\"coordinates\":{place}}}}}]}}"
            ))
        };
        let named = ",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::28992\"}}";
        let (rd, degrees) = (of(named, "[64640.89,440700.01]"), of("", "[4.072887101,51.947393898]"));
        assert_eq!((rd.system, degrees.system), (Some(System::RdNew), Some(System::LonLat)));
        assert!(rd.notices.is_empty() && degrees.notices[0].contains("no reference system"));
        let place = |layer: &Layer| match &layer.features[0].shape {
            Shape::Points(points) => points[0],
            _ => [0.0; 2],
        };
        let [a, b] = [place(&rd), place(&degrees)];
        assert!((a[0] - b[0]).abs() < 1.0 && (a[1] - b[1]).abs() < 1.0, "{a:?} {b:?}");
    }
}
