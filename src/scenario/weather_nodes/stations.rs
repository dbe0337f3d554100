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

/// The nearest of some stations.
pub fn nearest<'a>(place: Point, stations: impl IntoIterator<Item = &'a Station>) -> Option<&'a Station> {
    let away = |station: &Station| distance_m(Point { x_m: station.x_rd_m, y_m: station.y_rd_m }, place);
    stations.into_iter().min_by(|a, b| away(a).total_cmp(&away(b)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_veluwe_is_nearest_to_deelen() {
        let found = nearest(Point { x_m: 184_000.0, y_m: 449_000.0 }, stations());
        assert_eq!(found.map(|station| station.name.as_str()), Some("Deelen"));
        assert_eq!(station("de bilt").map(|station| station.number), Some(260));
        assert!(station("999").is_none() && station("").is_none());
    }
}
