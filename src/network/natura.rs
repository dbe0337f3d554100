//! Distance to protected nature (Natura 2000), from polygons.

use super::geometry::{self, distance_to_line_m};
use super::gis::{Feature, Shape};
use super::segment::Point;
use crate::error::{Problem, Problems};

/// A protected area: its rings, and the box around them.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// Name.
    pub name: String,
    rings: Vec<Vec<Point>>,
    /// West, east, south and north end, m.
    bounds: [f64; 4],
}

/// Names of the field with the name of an area.
const NAMES: [&str; 4] = ["name", "naam", "naamn2k", "naam_n2k"];

/// The areas of a layer; every feature with another shape is a problem.
pub fn areas(file: &str, features: &[Feature]) -> Result<Vec<Area>, Problems> {
    let mut problems = Problems::none();
    let mut list = Vec::new();
    for feature in features {
        let Shape::Areas(parts) = &feature.shape else {
            let what = format!("feature {} is no polygon", feature.number);
            problems.push(Problem::new("N331", file, what).hint("name the polygons of the protected areas"));
            continue;
        };
        for rings in parts {
            let rings: Vec<Vec<Point>> =
                rings.iter().map(|ring| ring.iter().map(|&[x_m, y_m]| Point { x_m, y_m }).collect()).collect();
            let places = || rings.iter().flatten();
            let bounds = [
                places().map(|place| place.x_m).fold(f64::INFINITY, f64::min),
                places().map(|place| place.x_m).fold(f64::NEG_INFINITY, f64::max),
                places().map(|place| place.y_m).fold(f64::INFINITY, f64::min),
                places().map(|place| place.y_m).fold(f64::NEG_INFINITY, f64::max),
            ];
            list.push(Area { name: feature.text(&NAMES).unwrap_or_default().to_owned(), rings, bounds });
        }
    }
    problems.unless_any(list)
}

impl Area {
    /// Whether a place lies inside: a ray to the east crosses the rings an odd number of times.
    pub fn contains(&self, place: Point) -> bool {
        let mut inside = false;
        for pair in self.rings.iter().flat_map(|ring| ring.windows(2)) {
            let [a, b] = [pair[0], pair[1]];
            if (a.y_m > place.y_m) != (b.y_m > place.y_m) {
                let x = a.x_m + (place.y_m - a.y_m) / (b.y_m - a.y_m) * (b.x_m - a.x_m);
                inside ^= place.x_m < x;
            }
        }
        inside
    }

    /// Distance from a place, m; 0 inside.
    pub fn distance_m(&self, place: Point) -> f64 {
        if self.contains(place) {
            return 0.0;
        }
        let edges = self.rings.iter().flat_map(|ring| ring.windows(2));
        edges.map(|pair| distance_to_line_m(place, [pair[0], pair[1]])).fold(f64::INFINITY, f64::min)
    }

    /// Least that the distance can be, m: that to the box around the area.
    fn at_least_m(&self, place: Point) -> f64 {
        let [west, east, south, north] = self.bounds;
        let beside = |low: f64, high: f64, at: f64| (low - at).max(at - high).max(0.0);
        libm::hypot(beside(west, east, place.x_m), beside(south, north, place.y_m))
    }
}

/// Distance from a stretch (its ends and its middle) to the nearest area, m; `None` without areas.
///
/// ```
/// use zeis::network::{gis, natura, segment::Point};
/// # let file = tempfile::NamedTempFile::new()?;
/// # std::fs::write(file.path(), r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"Veluwe"},
/// #   "geometry":{"type":"Polygon","coordinates":[[[180000,450000],[181000,450000],[181000,451000],[180000,450000]]]}}]}"#)?;
/// let layers = gis::read(file.path())?;
/// let areas = natura::areas("n2000.geojson", &layers[0].features)?;
/// let ends = [Point { x_m: 181_300.0, y_m: 450_000.0 }, Point { x_m: 181_400.0, y_m: 450_000.0 }];
/// assert_eq!(natura::distance_m(&areas, ends), Some(300.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn distance_m(areas: &[Area], ends: [Point; 2]) -> Option<f64> {
    let [a, b] = ends;
    let middle = Point { x_m: 0.5 * (a.x_m + b.x_m), y_m: 0.5 * (a.y_m + b.y_m) };
    let half = 0.5 * geometry::distance_m(a, b);
    let mut nearest: Option<f64> = None;
    for area in areas {
        if nearest.is_some_and(|least| area.at_least_m(middle) - half > least) {
            continue;
        }
        let found = [a, middle, b].map(|place| area.distance_m(place)).into_iter().fold(f64::INFINITY, f64::min);
        if nearest.is_none_or(|least| found < least) {
            nearest = Some(found);
        }
    }
    nearest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::gis::tests::layer;

    #[test]
    fn holes_are_outside_and_the_nearest_edge_counts() {
        let layer = layer(
            "{\"type\":\"FeatureCollection\",\"features\":[{\"properties\":{\"NAAMN2K\":\"Veluwe\"},\"geometry\":{\"type\":\"MultiPolygon\",\
             \"coordinates\":[[[[100000,400000],[101000,400000],[101000,401000],[100000,401000],[100000,400000]],\
             [[100400,400400],[100600,400400],[100600,400600],[100400,400600],[100400,400400]]]]}}]}",
        );
        let areas = areas("n2000", &layer.features).expect("polygons");
        let at = |x_m: f64, y_m: f64| areas[0].distance_m(Point { x_m, y_m });
        assert_eq!((areas.len(), areas[0].name.as_str()), (1, "Veluwe"));
        assert_eq!((at(100_100.0, 400_100.0), at(100_500.0, 400_450.0), at(101_250.0, 400_500.0)), (0.0, 50.0, 250.0));
        let ends = [Point { x_m: 99_900.0, y_m: 400_500.0 }, Point { x_m: 100_100.0, y_m: 400_500.0 }];
        assert_eq!(super::distance_m(&areas, ends), Some(0.0));
        assert_eq!(super::distance_m(&[], ends), None);
    }
}
