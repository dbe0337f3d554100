//! The climate of 28 stations, 1991-2020: normals, parameters of the generator, noon coefficients.
//!
//! Computed from daily and hourly observations of the Royal Netherlands Meteorological Institute (KNMI), which allows
//! free use with acknowledgement. Seventeen of the stations rest on 14 years, moved to 1991-2020 with the difference
//! that long stations show between the two windows: their means are those of the reference period, their variances and
//! wet-day probabilities those of 2011-2024. The tables are part of the program and are parsed once.

mod co2;
pub mod decay;
pub mod extended;
mod interpolate;
mod parse;
mod tables;

pub use co2::{Emission, REFERENCE_YEAR, co2_ppm};
pub use extended::SeasonalVariables;
pub use interpolate::interpolate;
pub use tables::{
    BasicVariables, Harmonics, HourlyBias, MonthlyNormals, NoonCoefficients, RainMonth, Station, StationParameters,
};

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Greatest distance between a stated and the embedded position of a station before a notice is given, degrees.
pub const POSITION_TOLERANCE_DEG: f64 = 0.05;

/// Tables by station; the parameters of generators, which readers of observations seldom need, are parsed apart.
struct Climatology {
    stations: Vec<Station>,
    normals: BTreeMap<u16, [MonthlyNormals; 12]>,
    noon: [NoonCoefficients; 12],
    hourly: [HourlyBias; 12],
}

fn climatology() -> &'static Climatology {
    static TABLES: OnceLock<Climatology> = OnceLock::new();
    TABLES.get_or_init(|| {
        let stations = tables::stations();
        Climatology {
            normals: tables::normals(&stations),
            noon: tables::noon(),
            hourly: tables::hourly_bias(),
            stations,
        }
    })
}

/// Every station of the climatology, by number.
pub fn stations() -> &'static [Station] {
    &climatology().stations
}

/// The station with this KNMI number.
pub fn station(number: u16) -> Option<&'static Station> {
    stations().iter().find(|station| station.number == number)
}

/// The station nearest to a point in RD New coordinates, m.
///
/// ```
/// assert_eq!(zeis::weather::climatology::nearest_station(140_000.0, 456_000.0).name, "De Bilt");
/// ```
pub fn nearest_station(x_rd_m: f64, y_rd_m: f64) -> &'static Station {
    nearest_by(|station| {
        let (dx, dy) = (station.x_rd_m - x_rd_m, station.y_rd_m - y_rd_m);
        dx * dx + dy * dy
    })
}

/// The station nearest to a point in degrees north and east.
pub fn nearest_station_at(latitude_deg: f64, longitude_deg: f64) -> &'static Station {
    nearest_by(|station| distance_km(latitude_deg, longitude_deg, station.latitude_deg, station.longitude_deg))
}

fn nearest_by(distance: impl Fn(&Station) -> f64) -> &'static Station {
    stations()
        .iter()
        .min_by(|a, b| distance(a).total_cmp(&distance(b)))
        .expect("the embedded list of stations is not empty")
}

/// Distance between two points in km, on a sphere, by the equirectangular approximation (error below 0.1 % within the
/// Netherlands).
pub fn distance_km(latitude_a: f64, longitude_a: f64, latitude_b: f64, longitude_b: f64) -> f64 {
    const KM_PER_DEGREE: f64 = 111.195;
    let middle = f64::midpoint(latitude_a, latitude_b).to_radians();
    let dx = (longitude_b - longitude_a) * libm::cos(middle);
    let dy = latitude_b - latitude_a;
    KM_PER_DEGREE * (dx * dx + dy * dy).sqrt()
}

/// Normals of a station, January first.
pub fn normals(number: u16) -> Option<&'static [MonthlyNormals; 12]> {
    climatology().normals.get(&number)
}

/// Parameters of the generators for a station.
pub fn parameters(number: u16) -> Option<&'static StationParameters> {
    static PARAMETERS: OnceLock<BTreeMap<u16, StationParameters>> = OnceLock::new();
    PARAMETERS.get_or_init(|| tables::parameters(stations())).get(&number)
}

/// Coefficients of the noon estimates of a month, 1-12.
pub fn noon_coefficients(month: i8) -> &'static NoonCoefficients {
    &climatology().noon[(month.clamp(1, 12) - 1) as usize]
}

/// Error of extremes taken from hourly values in a month, 1-12.
pub fn hourly_bias(month: i8) -> &'static HourlyBias {
    &climatology().hourly[(month.clamp(1, 12) - 1) as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_station_has_all_tables() {
        assert_eq!(stations().len(), 28);
        for station in stations() {
            let normals = normals(station.number).expect("normals");
            assert!(normals.iter().all(|month| month.tmin_c < month.tmax_c && month.rain_mm > 20.0));
            let parameters = parameters(station.number).expect("parameters");
            assert!(parameters.rain.iter().all(|month| month.wet_after_dry < month.wet_after_wet));
            assert_eq!(parameters.station.number, station.number);
        }
        assert!(station(999).is_none() && normals(999).is_none() && parameters(999).is_none());
    }

    #[test]
    fn values_of_de_bilt_are_read_from_the_right_columns() {
        let normals = normals(260).expect("De Bilt");
        assert_eq!(normals[6].tmax_c, 23.039);
        assert_eq!(normals[0].wind_m_s, 4.15);
        let year: f64 = normals.iter().map(|month| month.makkink_mm).sum();
        assert!((year - 585.0).abs() < 3.0, "Makkink of De Bilt {year}");
        let parameters = parameters(260).expect("De Bilt");
        assert_eq!(parameters.rain[3].share_first, 0.9455);
        let basic = parameters.basic.as_ref().expect("a shipped station");
        assert_eq!(basic.mean[1][0].0[0], 14.00236);
        assert_eq!(basic.persistence[0][4], -0.0468);
        assert_eq!(noon_coefficients(8).wind_factor, 1.2644);
    }

    #[test]
    fn the_nearest_station_is_found_in_both_systems() {
        assert_eq!(nearest_station(235_000.0, 571_000.0).number, 280);
        assert_eq!(nearest_station_at(51.45, 3.60).number, 310);
        assert!((distance_km(52.0992, 5.1765, 51.9699, 4.9271) - 22.3).abs() < 0.3);
    }
}
