//! The tables of the climatology and how each is read.

use super::extended::{self, SeasonalVariables};
use super::parse::{Row, Table};
use std::collections::BTreeMap;

/// A station of the climatology.
#[derive(Clone, Debug, PartialEq)]
pub struct Station {
    /// KNMI number.
    pub number: u16,
    /// Name.
    pub name: String,
    /// Degrees north.
    pub latitude_deg: f64,
    /// Degrees east.
    pub longitude_deg: f64,
    /// Height above sea level, m.
    pub altitude_m: f64,
    /// RD New easting, m.
    pub x_rd_m: f64,
    /// RD New northing, m.
    pub y_rd_m: f64,
}

impl Station {
    /// Name of the weather node: the number of a KNMI station, else the name.
    pub fn node_name(&self) -> String {
        if self.number > 0 { self.number.to_string() } else { self.name.clone() }
    }
}

/// Means of a month, 1991-2020.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MonthlyNormals {
    /// Daily minimum temperature, degrees C.
    pub tmin_c: f64,
    /// Daily maximum temperature, degrees C.
    pub tmax_c: f64,
    /// Daily mean temperature, degrees C.
    pub tmean_c: f64,
    /// Global radiation, MJ/m2/d.
    pub radiation_mj_m2: f64,
    /// Rain, mm per month.
    pub rain_mm: f64,
    /// Days with 0.3 mm or more, per month.
    pub wet_days: f64,
    /// Daily mean relative humidity, %.
    pub rh_pct: f64,
    /// Daily minimum relative humidity, %.
    pub rh_min_pct: f64,
    /// Daily mean wind speed at 10 m, m/s.
    pub wind_m_s: f64,
    /// Makkink reference evaporation, mm per month.
    pub makkink_mm: f64,
}

/// Rain of a month in the generator.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RainMonth {
    /// Probability of a wet day after a dry one.
    pub wet_after_dry: f64,
    /// Probability of a wet day after a wet one.
    pub wet_after_wet: f64,
    /// Share of the first exponential in the amounts.
    pub share_first: f64,
    /// Mean of the first exponential, mm above 0.25.
    pub mean_first_mm: f64,
    /// Mean of the second exponential, mm above 0.25.
    pub mean_second_mm: f64,
}

/// `a0 + a1 cos w + b1 sin w + a2 cos 2w + ...` over the year; order a0, a1, b1, a2, b2, a3, b3, a4, b4.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Harmonics(pub [f64; 9]);

/// The climate of a place as the generators read it.
///
/// Variables: maximum temperature, log of the daily range, logit of the clearness, logit of humidity, root of wind.
#[derive(Clone, Debug, PartialEq)]
pub struct StationParameters {
    /// The station they belong to, or the place (number 0).
    pub station: Station,
    /// Occurrence and amounts per month.
    pub rain: [RainMonth; 12],
    /// The five variables as the extended generator has them.
    pub variables: SeasonalVariables,
    /// The five variables as the basic generator has them; none for places that are no shipped station.
    pub basic: Option<BasicVariables>,
}

/// The five variables of the basic generator.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BasicVariables {
    /// Mean of each variable on dry (0) and wet (1) days: `mean[state][variable]`; three harmonics.
    pub mean: [[Harmonics; 5]; 2],
    /// Standard deviation likewise; two harmonics.
    pub spread: [[Harmonics; 5]; 2],
    /// Matrix A: residuals of today on those of yesterday.
    pub persistence: [[f64; 5]; 5],
    /// Matrix B: residuals of today on fresh normal draws; lower triangular.
    pub innovation: [[f64; 5]; 5],
}

/// How values at 12 UT follow from daily values in a month.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct NoonCoefficients {
    /// c in `T12 = TG + c (TX - TG)`.
    pub temperature_share: f64,
    /// k in `RH12 = k UG es(TG)/es(T12)`.
    pub vapour_factor: f64,
    /// w in `RH12 = UN + w (UG - UN)`.
    pub humidity_share: f64,
    /// f in `u12 = f FG`.
    pub wind_factor: f64,
    /// Standard error of RH12 from UG alone, %.
    pub humidity_error_pct: f64,
    /// Offset in `TG = (TN + TX)/2 + offset`, degrees C.
    pub mean_offset_c: f64,
}

/// By how much extremes of hourly values differ from the official extremes of the day in a month.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct HourlyBias {
    /// Minimum of hourly values minus official minimum, degrees C (positive).
    pub tmin_c: f64,
    /// Maximum of hourly values minus official maximum, degrees C (negative).
    pub tmax_c: f64,
}

pub(super) const VARIABLES: [&str; 5] = ["tx", "lndtr", "logit_kt", "logit_rh", "sqrt_wind"];

pub(super) fn station_number(row: &Row<'_>) -> u16 {
    row.number("stn") as u16
}

fn month_index(row: &Row<'_>) -> usize {
    (row.number("month") as usize).clamp(1, 12) - 1
}

pub(super) fn variable_index(name: &str) -> usize {
    let index = VARIABLES.iter().position(|&variable| variable == name);
    index.expect("the embedded tables name the five variables only")
}

pub(super) fn stations() -> Vec<Station> {
    Table::new(include_str!("../climatology_data/stations.csv"))
        .rows()
        .map(|row| Station {
            number: station_number(&row),
            name: row.text("name").to_owned(),
            latitude_deg: row.number("lat"),
            longitude_deg: row.number("lon"),
            altitude_m: row.number("alt_m"),
            x_rd_m: row.number("x_rd"),
            y_rd_m: row.number("y_rd"),
        })
        .collect()
}

pub(super) fn normals(stations: &[Station]) -> BTreeMap<u16, [MonthlyNormals; 12]> {
    let mut by_station: BTreeMap<u16, [MonthlyNormals; 12]> =
        stations.iter().map(|station| (station.number, Default::default())).collect();
    for row in Table::new(include_str!("../climatology_data/normals_1991_2020_monthly.csv")).rows() {
        let Some(months) = by_station.get_mut(&station_number(&row)) else { continue };
        months[month_index(&row)] = MonthlyNormals {
            tmin_c: row.number("tn_mean_c"),
            tmax_c: row.number("tx_mean_c"),
            tmean_c: row.number("tg_mean_c"),
            radiation_mj_m2: row.number("q_mean_mj_m2_d"),
            rain_mm: row.number("rain_mm_month"),
            wet_days: row.number("days_ge_0p3mm"),
            rh_pct: row.number("rh_mean_pct"),
            rh_min_pct: row.number("rhmin_mean_pct"),
            wind_m_s: row.number("wind_mean_ms"),
            makkink_mm: row.number("makkink_mm_month"),
        };
    }
    by_station
}

pub(super) fn parameters(stations: &[Station]) -> BTreeMap<u16, StationParameters> {
    let empty = |station: &Station| StationParameters {
        station: station.clone(),
        rain: Default::default(),
        variables: SeasonalVariables::default(),
        basic: Some(BasicVariables::default()),
    };
    let mut by_station: BTreeMap<u16, StationParameters> =
        stations.iter().map(|station| (station.number, empty(station))).collect();
    for row in Table::new(include_str!("../climatology_data/wgen_rain_monthly.csv")).rows() {
        let Some(parameters) = by_station.get_mut(&station_number(&row)) else { continue };
        parameters.rain[month_index(&row)] = RainMonth {
            wet_after_dry: row.number("p01"),
            wet_after_wet: row.number("p11"),
            share_first: row.number("mix_alpha"),
            mean_first_mm: row.number("mix_mean1_mm"),
            mean_second_mm: row.number("mix_mean2_mm"),
        };
    }
    basic_variables(&mut by_station);
    extended::read(&mut by_station);
    by_station
}

fn basic_variables(by_station: &mut BTreeMap<u16, StationParameters>) {
    for row in Table::new(include_str!("../climatology_data/wgen_harmonics.csv")).rows() {
        let Some(parameters) = by_station.get_mut(&station_number(&row)) else { continue };
        let basic = parameters.basic.get_or_insert_default();
        let moments = if row.text("moment") == "mean" { &mut basic.mean } else { &mut basic.spread };
        let state = usize::from(row.text("state") == "wet");
        let [a0, a1, b1, a2, b2, a3, b3] = ["a0", "a1", "b1", "a2", "b2", "a3", "b3"].map(|name| row.number(name));
        moments[state][variable_index(row.text("variable"))] = Harmonics([a0, a1, b1, a2, b2, a3, b3, 0.0, 0.0]);
    }
    for row in Table::new(include_str!("../climatology_data/wgen_residual_matrices.csv")).rows() {
        let Some(parameters) = by_station.get_mut(&station_number(&row)) else { continue };
        let basic = parameters.basic.get_or_insert_default();
        let matrix = match row.text("matrix") {
            "A" => &mut basic.persistence,
            "B" => &mut basic.innovation,
            _ => continue,
        };
        matrix[variable_index(row.text("row"))] = VARIABLES.map(|name| row.number(name));
    }
}

pub(super) fn noon() -> [NoonCoefficients; 12] {
    let mut months = [NoonCoefficients::default(); 12];
    for row in Table::new(include_str!("../climatology_data/noon_from_daily.csv")).rows() {
        months[month_index(&row)] = NoonCoefficients {
            temperature_share: row.number("c_T12_from_TG_TX"),
            vapour_factor: row.number("k_vapour_noon"),
            humidity_share: row.number("w_RH12_from_UN_UG"),
            wind_factor: row.number("f_wind_noon"),
            humidity_error_pct: row.number("rmse_RH12"),
            mean_offset_c: row.number("offset_TG_minus_midrange"),
        };
    }
    months
}

pub(super) fn hourly_bias() -> [HourlyBias; 12] {
    let mut months = [HourlyBias::default(); 12];
    for row in Table::new(include_str!("../climatology_data/hourly_extreme_bias.csv")).rows() {
        let month = (row.number("m") as usize).clamp(1, 12) - 1;
        months[month] = HourlyBias { tmin_c: row.number("dTN"), tmax_c: row.number("dTX") };
    }
    months
}
