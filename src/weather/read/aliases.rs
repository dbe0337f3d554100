//! Names under which generic tables carry the daily quantities.

use super::{COLUMNS, Column};

/// What a column of a generic table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// Date of the row.
    Date,
    /// Year, with a day of the year beside it.
    Year,
    /// Day of the year, 1-366.
    DayOfYear,
    /// Number or name of the station.
    Station,
    /// Degrees north.
    Latitude,
    /// Degrees east.
    Longitude,
    /// A daily quantity.
    Value(Column),
    /// Dew point, degrees C, from which humidity follows.
    DewPoint,
    /// Wind at 2 m, m/s.
    WindAt2m,
    /// Wind to the east, m/s.
    WindEast,
    /// Wind to the north, m/s.
    WindNorth,
    /// Whether the rain was a trace, 0 or 1.
    Trace,
    /// Known, but not read.
    Unused,
}

impl Target {
    /// Number of targets.
    pub(super) const COUNT: usize = COLUMNS + 12;

    /// Place of the target among all.
    pub(super) fn index(self) -> usize {
        match self {
            Target::Value(column) => column as usize,
            Target::Date => COLUMNS,
            Target::Year => COLUMNS + 1,
            Target::DayOfYear => COLUMNS + 2,
            Target::Station => COLUMNS + 3,
            Target::Latitude => COLUMNS + 4,
            Target::Longitude => COLUMNS + 5,
            Target::DewPoint => COLUMNS + 6,
            Target::WindAt2m => COLUMNS + 7,
            Target::WindEast => COLUMNS + 8,
            Target::WindNorth => COLUMNS + 9,
            Target::Trace => COLUMNS + 10,
            Target::Unused => COLUMNS + 11,
        }
    }
}

/// What a column of this name is; `None` when the name is unknown. Case does not matter, nor a unit in brackets.
pub(super) fn target(name: &str) -> Option<Target> {
    use Column as C;
    Some(match bare(name).as_str() {
        "date" | "time" | "datum" | "yyyymmdd" | "day_date" => Target::Date,
        "year" | "jaar" => Target::Year,
        "doy" | "day_of_year" => Target::DayOfYear,
        "station" | "site" | "stn" | "node" => Target::Station,
        "lat" | "latitude" | "latitude_deg" => Target::Latitude,
        "lon" | "longitude" | "longitude_deg" => Target::Longitude,
        "tmin_c" | "tasmin" | "tn" | "mn2t" | "tmin" | "t_min_c" => Target::Value(C::Tmin),
        "tmean_c" | "t_mean_c" | "temp_c" | "ta" | "tas" | "tg" | "t2m" | "temp" | "tmean" => Target::Value(C::Tmean),
        "tmax_c" | "tasmax" | "tx" | "mx2t" | "tmax" | "t_max_c" => Target::Value(C::Tmax),
        "rain_mm" | "precip_mm" | "precip" | "pr" | "rr" | "tp" | "rain" | "neerslag" => Target::Value(C::Rain),
        "radiation_mj_m2" | "global_rad_mj_m2" | "rsds" | "ssrd" | "qq" | "srad" | "straling" => {
            Target::Value(C::Radiation)
        }
        "sunshine_h" | "sunshine" | "sq" => Target::Value(C::Sunshine),
        "rh_pct" | "hurs" | "hu" | "rh" | "rh_mean_pct" | "ug" | "luchtvochtigheid" => Target::Value(C::Humidity),
        "rh_min_pct" | "un" | "hursmin" => Target::Value(C::HumidityMin),
        "wind_m_s" | "sfcwind" | "fg" | "ws10m" | "wind" | "wind10_m_s" | "windsnelheid" => Target::Value(C::Wind),
        "wind2_m_s" | "u2" | "ws2m" | "wind2m" => Target::WindAt2m,
        "u10" => Target::WindEast,
        "v10" => Target::WindNorth,
        "wind_dir_deg" | "ddvec" | "wind_direction" => Target::Value(C::WindDirection),
        "td" | "d2m" | "dew_point_c" | "tdps" => Target::DewPoint,
        "temp12_c" | "t12" => Target::Value(C::Temp12),
        "rh12_pct" | "u12" => Target::Value(C::Humidity12),
        "wind12_m_s" | "fh12" => Target::Value(C::Wind12),
        "makkink_mm" | "pet_mm" | "et0_mm" | "et0" | "ev24" => Target::Value(C::Evaporation),
        "rain_trace" => Target::Trace,
        "flags" | "psl" | "ps" | "name" | "" => Target::Unused,
        _ => return None,
    })
}

/// The name in lower case without a unit in brackets.
pub(super) fn bare(name: &str) -> String {
    name.split(['(', '[']).next().unwrap_or("").trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_units_in_the_name_do_not_matter() {
        assert_eq!(target("TasMax [K]"), Some(Target::Value(Column::Tmax)));
        assert_eq!(target(" sfcWind"), Some(Target::Value(Column::Wind)));
        assert_eq!(target("Datum"), Some(Target::Date));
        assert_eq!(target("Neerslag (mm)"), Some(Target::Value(Column::Rain)));
        assert_eq!(target("albedo"), None);
    }
}
