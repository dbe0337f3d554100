//! Stations by number or name, and the one of some that is nearest to a place.

use crate::network::geometry::distance_m;
use crate::network::segment::Point;
use crate::weather::climatology::{Station, stations};

/// The station of the climatology with this number or name.
pub fn station(name: &str) -> Option<&'static Station> {
    let name = name.trim();
    let number: Option<u16> = name.parse().ok();
    stations().iter().find(|station| number == Some(station.number) || station.name.eq_ignore_ascii_case(name))
}

/// The name of the nearest of some named places.
pub fn nearest<'a>(place: Point, named: impl IntoIterator<Item = (&'a str, Point)>) -> Option<&'a str> {
    let away = |at: Point| distance_m(at, place);
    named.into_iter().min_by(|a, b| away(a.1).total_cmp(&away(b.1))).map(|(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stations_have_numbers_and_names() {
        let places = stations()
            .iter()
            .map(|station| (station.name.as_str(), Point { x_m: station.x_rd_m, y_m: station.y_rd_m }));
        assert_eq!(nearest(Point { x_m: 184_000.0, y_m: 449_000.0 }, places), Some("Deelen"));
        assert_eq!(station("de bilt").map(|station| station.number), Some(260));
        assert!(station("999").is_none() && station("").is_none());
    }
}
