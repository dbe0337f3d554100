//! Places on the map: RD New, lengths, bearings.
//!
//! The national grid RD New (EPSG:28992) is reached from longitude and latitude (ETRS89 or WGS 84) by the polynomial
//! series of Schreutelkamp & Strang van Hees (2001), Benaderingsformules voor de transformatie tussen RD- en
//! WGS84-kaartcoördinaten, Geodesia 43. It agrees with the exact transformation to about half a metre in the
//! Netherlands: enough for verges, not survey grade.

use super::segment::Point;

/// Centre of the series: the tower of Amersfoort, degrees north and east, and its place in the grid, m.
pub(super) const CENTRE_LATITUDE_DEG: f64 = 52.15517440;
pub(super) const CENTRE_LONGITUDE_DEG: f64 = 5.38720621;
pub(super) const CENTRE_X_M: f64 = 155_000.0;
pub(super) const CENTRE_Y_M: f64 = 463_000.0;
/// The series counts in units of 10 000 seconds of arc, which is 1/0.36 degree.
const UNITS_PER_DEGREE: f64 = 0.36;

/// East: (power of the latitude difference, power of the longitude difference, coefficient in m).
const EAST_TERMS: [(usize, usize, f64); 9] = [
    (0, 1, 190_094.945),
    (1, 1, -11_832.228),
    (2, 1, -114.221),
    (0, 3, -32.391),
    (1, 0, -0.705),
    (3, 1, -2.340),
    (1, 3, -0.608),
    (0, 2, -0.008),
    (2, 3, 0.148),
];

/// North: (power of the latitude difference, power of the longitude difference, coefficient in m).
const NORTH_TERMS: [(usize, usize, f64); 10] = [
    (1, 0, 309_056.544),
    (0, 2, 3_638.893),
    (2, 0, 73.077),
    (1, 2, -157.984),
    (3, 0, 59.788),
    (0, 1, 0.433),
    (2, 2, -6.439),
    (1, 1, -0.032),
    (0, 4, 0.092),
    (1, 4, -0.054),
];

/// Powers 0 to 4.
fn powers(base: f64) -> [f64; 5] {
    let square = base * base;
    [1.0, base, square, square * base, square * square]
}

fn series(terms: &[(usize, usize, f64)], latitude: &[f64; 5], longitude: &[f64; 5]) -> f64 {
    terms.iter().map(|&(p, q, coefficient)| coefficient * latitude[p] * longitude[q]).sum()
}

/// Place in RD New of a longitude and latitude.
///
/// `x = 155000 + sum R_pq dphi^p dlam^q`, `y = 463000 + sum S_pq dphi^p dlam^q` with
/// `dphi = 0.36 (latitude - 52.15517440)` and `dlam = 0.36 (longitude - 5.38720621)`.
///
/// - `longitude_deg`: degrees east, 3.2-7.3 in the Netherlands
/// - `latitude_deg`: degrees north, 50.7-53.7 in the Netherlands
///
/// Within 1 m of the exact transformation in the Netherlands; the error grows fast outside, so that the caller should
/// refuse coordinates for which [`is_in_the_netherlands`] is false.
///
/// ```
/// // Maasvlakte, a check point of the national transformation
/// let place = zeis::network::geometry::rd_new(4.072887101, 51.947393898);
/// assert!((place.x_m - 64_640.89).abs() < 1.0 && (place.y_m - 440_700.01).abs() < 1.0);
/// ```
pub fn rd_new(longitude_deg: f64, latitude_deg: f64) -> Point {
    let latitude = powers(UNITS_PER_DEGREE * (latitude_deg - CENTRE_LATITUDE_DEG));
    let longitude = powers(UNITS_PER_DEGREE * (longitude_deg - CENTRE_LONGITUDE_DEG));
    Point {
        x_m: CENTRE_X_M + series(&EAST_TERMS, &latitude, &longitude),
        y_m: CENTRE_Y_M + series(&NORTH_TERMS, &latitude, &longitude),
    }
}

/// Whether a longitude and latitude lie in the box in which [`rd_new`] is good to about a metre.
pub fn is_in_the_netherlands(longitude_deg: f64, latitude_deg: f64) -> bool {
    (3.2..=7.3).contains(&longitude_deg) && (50.6..=53.8).contains(&latitude_deg)
}

/// Whether a pair of coordinates is meant as RD New: an east coordinate above 400 in size cannot be a longitude.
pub fn is_rd_new(x: f64) -> bool {
    x.abs() > 400.0
}

/// Straight distance between two places, m.
pub fn distance_m(a: Point, b: Point) -> f64 {
    libm::hypot(b.x_m - a.x_m, b.y_m - a.y_m)
}

/// Distance from a place to the straight piece between two others, m; to the end itself when both are one place.
pub fn distance_to_line_m(place: Point, ends: [Point; 2]) -> f64 {
    let [a, b] = ends;
    let (along_x, along_y) = (b.x_m - a.x_m, b.y_m - a.y_m);
    let length_squared = along_x * along_x + along_y * along_y;
    if length_squared == 0.0 {
        return distance_m(place, a);
    }
    let part = ((place.x_m - a.x_m) * along_x + (place.y_m - a.y_m) * along_y) / length_squared;
    let part = part.clamp(0.0, 1.0);
    distance_m(place, Point { x_m: a.x_m + part * along_x, y_m: a.y_m + part * along_y })
}

/// Bearing of the line through two places, degrees from north over east, from 0 to below 180: a road has no direction.
///
/// `None` when both are one place. Grid north differs from true north by at most 1.8 degrees in the Netherlands.
///
/// ```
/// use zeis::network::{geometry::bearing_deg, segment::Point};
/// let (a, b) = (Point { x_m: 0.0, y_m: 0.0 }, Point { x_m: -100.0, y_m: -100.0 });
/// assert!((bearing_deg(a, b).unwrap() - 45.0).abs() < 1e-12);
/// ```
pub fn bearing_deg(a: Point, b: Point) -> Option<f64> {
    let (east, north) = (b.x_m - a.x_m, b.y_m - a.y_m);
    if east == 0.0 && north == 0.0 {
        return None;
    }
    let bearing = libm::atan2(east, north).to_degrees();
    let bearing = if bearing < 0.0 { bearing + 180.0 } else { bearing };
    Some(if bearing >= 180.0 { bearing - 180.0 } else { bearing })
}

/// Direction from one place to another, degrees from north over east, 0 to below 360; `None` when both are one place.
///
/// ```
/// use zeis::network::{geometry::direction_deg, segment::Point};
/// let (a, b) = (Point { x_m: 0.0, y_m: 0.0 }, Point { x_m: -100.0, y_m: -100.0 });
/// assert!(direction_deg(a, b).is_some_and(|degrees| (degrees - 225.0).abs() < 1e-12));
/// ```
pub fn direction_deg(a: Point, b: Point) -> Option<f64> {
    let (east, north) = (b.x_m - a.x_m, b.y_m - a.y_m);
    let degrees = libm::atan2(east, north).to_degrees();
    (east != 0.0 || north != 0.0).then_some(if degrees < 0.0 { degrees + 360.0 } else { degrees })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Self-validation points of RDNAPTRANS2008: x, y, latitude, longitude.
    const CHECK_POINTS: [(f64, f64, f64, f64); 6] = [
        (117380.12, 575040.34, 53.160753042, 4.824761912),
        (247380.56, 604580.78, 53.419482050, 6.776726674),
        (155000.0, 463000.0, 52.155172897, 5.387203657),
        (16460.91, 377380.23, 51.368607152, 3.397588595),
        (182260.45, 311480.67, 50.792584916, 5.773795548),
        (64640.89, 440700.01, 51.947393898, 4.072887101),
    ];

    #[test]
    fn check_points_of_the_exact_transformation_are_met_within_a_metre() {
        for (x, y, latitude, longitude) in CHECK_POINTS {
            let place = rd_new(longitude, latitude);
            let off = distance_m(place, Point { x_m: x, y_m: y });
            assert!(off < 1.0, "{x} {y}: {off} m off");
            assert!(is_in_the_netherlands(longitude, latitude) && is_rd_new(x));
        }
        assert!(!is_rd_new(5.39) && !is_in_the_netherlands(13.4, 52.5));
    }

    #[test]
    fn bearings_have_no_direction() {
        let origin = Point { x_m: 1000.0, y_m: 2000.0 };
        let to = |dx: f64, dy: f64| bearing_deg(origin, Point { x_m: 1000.0 + dx, y_m: 2000.0 + dy });
        assert_eq!(to(0.0, 0.0), None);
        for (dx, dy, expected) in
            [(0.0, 1.0, 0.0), (0.0, -1.0, 0.0), (1.0, 0.0, 90.0), (-1.0, 0.0, 90.0), (-1.0, 1.0, 135.0)]
        {
            let bearing = to(dx, dy).expect("two places");
            assert!((bearing - expected).abs() < 1e-9, "{dx} {dy}: {bearing}");
            assert!((bearing - to(-dx, -dy).expect("two places")).abs() < 1e-9);
        }
    }

    #[test]
    fn the_nearest_place_of_a_line_may_be_an_end() {
        let ends = [Point { x_m: 0.0, y_m: 0.0 }, Point { x_m: 10.0, y_m: 0.0 }];
        assert_eq!(distance_to_line_m(Point { x_m: 4.0, y_m: 3.0 }, ends), 3.0);
        assert_eq!(distance_to_line_m(Point { x_m: 13.0, y_m: 4.0 }, ends), 5.0);
        assert_eq!(distance_to_line_m(Point { x_m: 3.0, y_m: 4.0 }, [ends[0], ends[0]]), 5.0);
    }
}
