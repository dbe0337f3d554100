//! The stations of the shipped climatology and the one nearest to a place.

use crate::network::geometry::distance_m;
use crate::network::segment::Point;
use std::sync::OnceLock;

/// A station.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Station {
    /// Number, as text.
    pub number: &'static str,
    /// Name.
    pub name: &'static str,
    /// Place.
    pub place: Point,
}

/// Every station, in order of number.
pub fn stations() -> &'static [Station] {
    static STATIONS: OnceLock<Vec<Station>> = OnceLock::new();
    STATIONS.get_or_init(|| {
        let table = include_str!("../../weather/climatology_data/stations.csv");
        let stations = table.lines().skip(1).map(|row| {
            let cells: Vec<&str> = row.split(',').collect();
            let coordinate = |index: usize| cells[index].parse().expect("the embedded table holds coordinates");
            Station { number: cells[0], name: cells[1], place: Point { x_m: coordinate(5), y_m: coordinate(6) } }
        });
        stations.collect()
    })
}

/// The station with this number or name.
pub fn station(name: &str) -> Option<&'static Station> {
    let name = name.trim();
    stations().iter().find(|station| station.number == name || station.name.eq_ignore_ascii_case(name))
}

/// The nearest of some stations.
pub fn nearest<'a>(place: Point, stations: impl IntoIterator<Item = &'a Station>) -> Option<&'a Station> {
    stations.into_iter().min_by(|a, b| distance_m(a.place, place).total_cmp(&distance_m(b.place, place)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_veluwe_is_nearest_to_deelen() {
        assert_eq!(stations().len(), 28);
        let station_near = nearest(Point { x_m: 184_000.0, y_m: 449_000.0 }, stations());
        assert_eq!(station_near.map(|station| station.name), Some("Deelen"));
        assert_eq!(station("de bilt").map(|station| station.number), Some("260"));
        assert_eq!(station("999"), None);
    }
}
