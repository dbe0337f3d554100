//! The embedded climatology of 28 KNMI stations, reference 1991-2020.
//!
//! Computed from KNMI station data (free use with acknowledgement of KNMI). Stations with shorter records were shifted
//! to 1991-2020 with the mean monthly difference of the long ones; their spread is that of their own years.

pub(in crate::weather) mod embedded;
mod parameters;

pub(in crate::weather) use parameters::waves;
pub use parameters::{Harmonics, RainMonth, StateMoments, StationParameters, VARIABLES};

use embedded::{Row, Table};
use std::sync::OnceLock;

/// A station of the embedded list.
#[derive(Clone, Debug, PartialEq)]
pub struct Station {
    /// KNMI number.
    pub number: u32,
    /// Name.
    pub name: &'static str,
    /// Latitude, degrees north.
    pub latitude_deg: f64,
    /// Longitude, degrees east.
    pub longitude_deg: f64,
    /// Altitude, m.
    pub altitude_m: f64,
    /// Easting in the Dutch national grid (RD), m.
    pub x_m: f64,
    /// Northing in the Dutch national grid (RD), m.
    pub y_m: f64,
}

/// Means of a calendar month at a station.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MonthlyNormals {
    /// Minimum temperature, degrees C.
    pub tmin_c: f64,
    /// Mean temperature, degrees C.
    pub tmean_c: f64,
    /// Maximum temperature, degrees C.
    pub tmax_c: f64,
    /// Global radiation, MJ/m2/d.
    pub radiation_mj_m2: f64,
    /// Rain of the month, mm.
    pub rain_mm: f64,
    /// Days with 0.3 mm or more.
    pub wet_days: f64,
    /// Mean relative humidity, %.
    pub rh_pct: f64,
    /// Mean of the daily minimum of relative humidity, %.
    pub rh_min_pct: f64,
    /// Wind at 10 m, m/s.
    pub wind_m_s: f64,
    /// Reference evaporation of the month after Makkink, mm.
    pub makkink_mm: f64,
    /// Sunshine of the month, h.
    pub sunshine_h: f64,
}

/// All stations, by number.
pub fn stations() -> &'static [Station] {
    static STATIONS: OnceLock<Vec<Station>> = OnceLock::new();
    STATIONS.get_or_init(|| {
        let table = Table::new(include_str!("climatology_data/stations.csv"));
        let mut stations: Vec<Station> = table.rows().map(|row| read_station(&row)).collect();
        stations.sort_by_key(|station| station.number);
        stations
    })
}

fn read_station(row: &Row<'_>) -> Station {
    Station {
        number: row.whole("stn"),
        name: row.text("name"),
        latitude_deg: row.number("lat"),
        longitude_deg: row.number("lon"),
        altitude_m: row.number("alt_m"),
        x_m: row.number("x_rd"),
        y_m: row.number("y_rd"),
    }
}

/// The station with this KNMI number, if it is in the list.
///
/// ```
/// assert_eq!(zeis::weather::climatology::station(260).map(|s| s.name), Some("De Bilt"));
/// ```
pub fn station(number: u32) -> Option<&'static Station> {
    stations().iter().find(|station| station.number == number)
}

/// The station nearest to a point given in the Dutch national grid (RD, m); of two at the same distance the one with
/// the lower number.
pub fn nearest(x_m: f64, y_m: f64) -> &'static Station {
    let square = |station: &Station| {
        let (dx, dy) = (station.x_m - x_m, station.y_m - y_m);
        dx * dx + dy * dy
    };
    stations().iter().min_by(|a, b| square(a).total_cmp(&square(b))).expect("the embedded list has stations")
}

/// Means of the twelve months at a station, if it is in the list.
pub fn normals(number: u32) -> Option<&'static [MonthlyNormals; 12]> {
    static NORMALS: OnceLock<Vec<(u32, [MonthlyNormals; 12])>> = OnceLock::new();
    let all = NORMALS.get_or_init(|| {
        let table = Table::new(include_str!("climatology_data/normals_1991_2020_monthly.csv"));
        let mut all: Vec<_> = stations().iter().map(|s| (s.number, [MonthlyNormals::default(); 12])).collect();
        for row in table.rows() {
            if let Some((_, months)) = all.iter_mut().find(|(number, _)| *number == row.whole("stn")) {
                months[row.month("month")] = read_normals(&row);
            }
        }
        all
    });
    all.iter().find(|(known, _)| *known == number).map(|(_, months)| months)
}

fn read_normals(row: &Row<'_>) -> MonthlyNormals {
    MonthlyNormals {
        tmin_c: row.number("tn_mean_c"),
        tmean_c: row.number("tg_mean_c"),
        tmax_c: row.number("tx_mean_c"),
        radiation_mj_m2: row.number("q_mean_mj_m2_d"),
        rain_mm: row.number("rain_mm_month"),
        wet_days: row.number("days_ge_0p3mm"),
        rh_pct: row.number("rh_mean_pct"),
        rh_min_pct: row.number("rhmin_mean_pct"),
        wind_m_s: row.number("wind_mean_ms"),
        makkink_mm: row.number("makkink_mm_month"),
        sunshine_h: row.number("sunshine_h_month"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_station_has_normals_of_twelve_months() {
        assert_eq!(stations().len(), 28);
        for station in stations() {
            let months = normals(station.number).expect("a station of the list");
            for month in months {
                assert!(month.tmin_c < month.tmean_c && month.tmean_c < month.tmax_c);
                assert!(month.radiation_mj_m2 > 1.0 && month.rain_mm > 20.0 && month.rh_min_pct < month.rh_pct);
            }
        }
        let rain: f64 = normals(260).expect("De Bilt").iter().map(|month| month.rain_mm).sum();
        assert!((rain - 855.0).abs() < 1.0, "{rain}");
        assert!(normals(999).is_none() && station(999).is_none());
    }

    #[test]
    fn the_nearest_station_is_found_in_the_national_grid() {
        assert_eq!(nearest(141_000.0, 456_000.0).name, "De Bilt");
        assert_eq!(nearest(0.0, 380_000.0).name, "Vlissingen");
    }
}
