//! Nature areas beside the roads: their outlines on the map, and how far a place lies from them.

mod read;

use super::geometry::{distance_m, distance_to_line_m};
use super::segment::Point;
use crate::units::HA_PER_M2;
pub use read::nature_areas;

/// A nature area: one or more polygons, with or without holes.
#[derive(Clone, Debug, PartialEq)]
pub struct NatureArea {
    /// Name.
    pub name: String,
    /// Area, ha.
    pub area_ha: f64,
    /// Outlines and holes, corners in order; the last corner is joined to the first.
    rings: Vec<Vec<Point>>,
    /// South-western and north-eastern corner of the box around it.
    bounds: [Point; 2],
}

impl NatureArea {
    /// An area of polygons that do not overlap; the first ring of each is its outline, the others are holes.
    ///
    /// ```
    /// use zeis::network::{nature::NatureArea, segment::Point};
    /// let at = |x_m, y_m| Point { x_m, y_m };
    /// let square = vec![at(0.0, 0.0), at(200.0, 0.0), at(200.0, 200.0), at(0.0, 200.0)];
    /// let area = NatureArea::new("heath".into(), vec![vec![square]]);
    /// assert_eq!(area.area_ha, 4.0);
    /// assert_eq!((area.distance_m(at(100.0, 50.0)), area.distance_m(at(-30.0, 240.0))), (0.0, 50.0));
    /// ```
    pub fn new(name: String, polygons: Vec<Vec<Vec<Point>>>) -> Self {
        let area_m2 = |polygon: &Vec<Vec<Point>>| {
            let rings = polygon.iter().map(|ring| ring_area_m2(ring)).enumerate();
            rings.map(|(place, area)| if place == 0 { area } else { -area }).sum::<f64>()
        };
        let area_ha = HA_PER_M2 * polygons.iter().map(area_m2).sum::<f64>();
        let rings: Vec<Vec<Point>> = polygons.into_iter().flatten().collect();
        let corners = || rings.iter().flatten();
        let end = |of: fn(&Point) -> f64, better: fn(f64, f64) -> f64| corners().map(of).reduce(better).unwrap_or(0.0);
        let bounds = [f64::min, f64::max]
            .map(|better| Point { x_m: end(|corner| corner.x_m, better), y_m: end(|corner| corner.y_m, better) });
        NatureArea { name, area_ha, rings, bounds }
    }

    /// The parts of two areas of one name together; parts that overlap count twice.
    #[must_use]
    fn with(mut self, other: NatureArea) -> Self {
        self.area_ha += other.area_ha;
        self.rings.extend(other.rings);
        let [south_west, north_east] = other.bounds;
        for (corner, other, better) in
            [(0, south_west, f64::min as fn(f64, f64) -> f64), (1, north_east, f64::max as fn(f64, f64) -> f64)]
        {
            let own = self.bounds[corner];
            self.bounds[corner] = Point { x_m: better(own.x_m, other.x_m), y_m: better(own.y_m, other.y_m) };
        }
        self
    }

    /// Distance from a place, m; 0 inside.
    pub fn distance_m(&self, place: Point) -> f64 {
        let edges =
            self.rings.iter().flat_map(|ring| (0..ring.len()).map(|at| [ring[at], ring[(at + 1) % ring.len()]]));
        let (mut nearest, mut crossed) = (f64::INFINITY, false);
        for [a, b] in edges {
            nearest = nearest.min(distance_to_line_m(place, [a, b]));
            let passes = (a.y_m > place.y_m) != (b.y_m > place.y_m);
            crossed ^= passes && place.x_m < a.x_m + (b.x_m - a.x_m) * (place.y_m - a.y_m) / (b.y_m - a.y_m);
        }
        if crossed { 0.0 } else { nearest }
    }

    /// Distance from a place to the box around the area, m: [`NatureArea::distance_m`] is at least as much.
    pub fn at_least_m(&self, place: Point) -> f64 {
        let [south_west, north_east] = self.bounds;
        let beyond = |at: f64, low: f64, high: f64| (low - at).max(at - high).max(0.0);
        libm::hypot(
            beyond(place.x_m, south_west.x_m, north_east.x_m),
            beyond(place.y_m, south_west.y_m, north_east.y_m),
        )
    }
}

/// Size of a ring, m2.
fn ring_area_m2(ring: &[Point]) -> f64 {
    let next = |at: usize| ring[(at + 1) % ring.len()];
    let twice: f64 = (0..ring.len()).map(|at| ring[at].x_m * next(at).y_m - next(at).x_m * ring[at].y_m).sum();
    0.5 * twice.abs()
}

/// Distance from a stretch (its ends and its middle) to the nearest area, m; `None` without areas.
pub fn nearest_area_m(ends: [Point; 2], areas: &[NatureArea]) -> Option<f64> {
    let [a, b] = ends;
    let middle = Point { x_m: 0.5 * (a.x_m + b.x_m), y_m: 0.5 * (a.y_m + b.y_m) };
    let half = 0.5 * distance_m(a, b);
    let mut order: Vec<(f64, &NatureArea)> = areas.iter().map(|area| (area.at_least_m(middle) - half, area)).collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut nearest = None;
    for (at_least, area) in order {
        if nearest.is_some_and(|nearest| at_least >= nearest) {
            break;
        }
        let distance = [a, middle, b].map(|place| area.distance_m(place)).into_iter().fold(f64::INFINITY, f64::min);
        nearest = Some(nearest.map_or(distance, |nearest: f64| nearest.min(distance)));
    }
    nearest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(x_m: f64, y_m: f64, side_m: f64) -> Vec<Point> {
        [(0.0, 0.0), (side_m, 0.0), (side_m, side_m), (0.0, side_m)]
            .map(|(dx, dy)| Point { x_m: x_m + dx, y_m: y_m + dy })
            .to_vec()
    }

    #[test]
    fn holes_and_parts_are_minded() {
        let polygons =
            vec![vec![square(0.0, 0.0, 1000.0), square(400.0, 400.0, 200.0)], vec![square(3000.0, 0.0, 100.0)]];
        let area = NatureArea::new("two".into(), polygons);
        assert!((area.area_ha - 97.0).abs() < 1e-9, "{}", area.area_ha);
        let at = |x_m, y_m| Point { x_m, y_m };
        assert_eq!((area.distance_m(at(500.0, 500.0)), area.distance_m(at(200.0, 200.0))), (100.0, 0.0));
        assert_eq!((area.distance_m(at(2900.0, 50.0)), area.distance_m(at(3050.0, 50.0))), (100.0, 0.0));
        let lone = NatureArea::new("two".into(), vec![vec![square(-500.0, 0.0, 100.0)]]);
        let together = area.clone().with(lone);
        assert!((together.area_ha - 98.0).abs() < 1e-9);
        assert_eq!((together.at_least_m(at(-600.0, 0.0)), together.distance_m(at(-600.0, 50.0))), (100.0, 100.0));
        for place in [at(-700.0, 300.0), at(1500.0, 1500.0), at(500.0, 500.0)] {
            assert!(together.at_least_m(place) <= together.distance_m(place));
        }
    }

    #[test]
    fn the_nearest_point_of_a_stretch_counts() {
        let areas = [1000.0, 5000.0].map(|x_m| NatureArea::new("a".into(), vec![vec![square(x_m, 0.0, 100.0)]]));
        let at = |x_m, y_m| Point { x_m, y_m };
        assert_eq!(nearest_area_m([at(600.0, 50.0), at(900.0, 50.0)], &areas), Some(100.0));
        assert_eq!(nearest_area_m([at(900.0, 50.0), at(1200.0, 50.0)], &areas), Some(0.0), "its middle lies inside");
        assert_eq!(nearest_area_m([at(0.0, 0.0); 2], &[]), None);
    }
}
