//! From the national grid back to longitude and latitude, for maps that know no RD New (GeoJSON).

use super::geometry::{CENTRE_LATITUDE_DEG, CENTRE_LONGITUDE_DEG, CENTRE_X_M, CENTRE_Y_M};
use super::segment::Point;

/// The series counts in units of 100 km.
const UNIT_M: f64 = 100_000.0;
const SECONDS_PER_DEGREE: f64 = 3600.0;

/// Latitude: (power of the east difference, power of the north difference, coefficient in seconds of arc).
const LATITUDE_TERMS: [(usize, usize, f64); 11] = [
    (0, 1, 3_235.653_89),
    (2, 0, -32.58297),
    (0, 2, -0.24750),
    (2, 1, -0.84978),
    (0, 3, -0.06550),
    (2, 2, -0.01709),
    (1, 0, -0.00738),
    (4, 0, 0.00530),
    (2, 3, -0.00039),
    (4, 1, 0.00033),
    (1, 1, -0.00012),
];

/// Longitude likewise.
const LONGITUDE_TERMS: [(usize, usize, f64); 12] = [
    (1, 0, 5_260.529_16),
    (1, 1, 105.94684),
    (1, 2, 2.45656),
    (3, 0, -0.81885),
    (1, 3, 0.05594),
    (3, 1, -0.05607),
    (0, 1, 0.01199),
    (3, 2, -0.00256),
    (1, 4, 0.00128),
    (0, 2, 0.00022),
    (2, 0, -0.00022),
    (5, 0, 0.00026),
];

/// Powers 0 to 5.
fn powers(base: f64) -> [f64; 6] {
    let square = base * base;
    [1.0, base, square, square * base, square * square, square * square * base]
}

fn series(terms: &[(usize, usize, f64)], east: &[f64; 6], north: &[f64; 6]) -> f64 {
    terms.iter().map(|&(p, q, coefficient)| coefficient * east[p] * north[q]).sum()
}

/// Longitude and latitude (degrees, WGS 84) of a place in RD New.
///
/// `latitude = 52.15517440 + sum K_pq dx^p dy^q / 3600`, `longitude = 5.38720621 + sum L_pq dx^p dy^q / 3600` with
/// `dx = (x - 155000) / 100000` and `dy = (y - 463000) / 100000`.
///
/// Within about a metre of the exact transformation in the Netherlands. Source: Schreutelkamp & Strang van Hees (2001),
/// Geodesia 43; coefficients from memory, checked on six points of the exact transformation and against the way there.
///
/// ```
/// use zeis::network::{segment::Point, wgs84::longitude_latitude};
/// // Maasvlakte, a check point of the national transformation
/// let [longitude, latitude] = longitude_latitude(Point { x_m: 64_640.89, y_m: 440_700.01 });
/// assert!((longitude - 4.072887101).abs() < 1e-5 && (latitude - 51.947393898).abs() < 1e-5);
/// ```
pub fn longitude_latitude(place: Point) -> [f64; 2] {
    let east = powers((place.x_m - CENTRE_X_M) / UNIT_M);
    let north = powers((place.y_m - CENTRE_Y_M) / UNIT_M);
    [
        CENTRE_LONGITUDE_DEG + series(&LONGITUDE_TERMS, &east, &north) / SECONDS_PER_DEGREE,
        CENTRE_LATITUDE_DEG + series(&LATITUDE_TERMS, &east, &north) / SECONDS_PER_DEGREE,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::geometry::{distance_m, rd_new};

    #[test]
    fn there_and_back_is_within_a_metre_all_over_the_country() {
        for x in (10..=280).step_by(15) {
            for y in (305..=620).step_by(15) {
                let place = Point { x_m: f64::from(x) * 1000.0, y_m: f64::from(y) * 1000.0 };
                let [longitude, latitude] = longitude_latitude(place);
                let off = distance_m(place, rd_new(longitude, latitude));
                assert!(off < 1.0, "{x} {y}: {off} m off");
            }
        }
    }

    #[test]
    fn check_points_of_the_exact_transformation_are_met_within_a_metre() {
        for (x_m, y_m, latitude, longitude) in [
            (117380.12, 575040.34, 53.160753042, 4.824761912),
            (247380.56, 604580.78, 53.419482050, 6.776726674),
            (155000.0, 463000.0, 52.155172897, 5.387203657),
            (16460.91, 377380.23, 51.368607152, 3.397588595),
            (182260.45, 311480.67, 50.792584916, 5.773795548),
            (64640.89, 440700.01, 51.947393898, 4.072887101),
        ] {
            let [lon, lat] = longitude_latitude(Point { x_m, y_m });
            assert!(
                (lat - latitude).abs() * 111_200.0 < 1.0 && (lon - longitude).abs() * 70_000.0 < 1.0,
                "{x_m} {y_m}"
            );
        }
    }
}
