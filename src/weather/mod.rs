//! Daily weather of one place.
//!
//! A [`WeatherSeries`] holds columns per day without a gap, in the units of the clean daily table: degrees C, MJ/m2/d,
//! mm, m/s at 10 m, per cent. Series come from station files ([`read`], cleaned by [`quality`]), from a table of the
//! user, or from the generator ([`generate`]); [`mod@derive`] holds what follows from them (vapour pressure, noon values,
//! radiation outside the atmosphere), [`mod@figures`] what describes their climate, [`hourly`] hours made from days, and [`evaporation`] reference evaporation.

pub mod climate;
pub mod climatology;
pub mod derive;
pub mod evaporation;
pub mod figures;
pub mod fit;
pub mod generate;
pub mod hourly;
pub mod nodes;
pub mod quality;
pub mod read;
pub mod table;

use crate::calendar::Date;

/// Daily columns of one weather node, one value per day, none missing (wind direction apart).
#[derive(Clone, Debug, PartialEq)]
pub struct WeatherSeries {
    /// Station number or name of the node.
    pub node: String,
    /// Latitude in degrees north.
    pub latitude_deg: f64,
    /// Date of the first row; rows follow day by day.
    pub first_day: Date,
    /// Minimum temperature at 1.5 m, degrees C.
    pub tmin_c: Vec<f64>,
    /// Mean temperature, degrees C.
    pub tmean_c: Vec<f64>,
    /// Maximum temperature, degrees C.
    pub tmax_c: Vec<f64>,
    /// Global radiation, MJ/m2/d.
    pub radiation_mj_m2: Vec<f64>,
    /// Rain sum 0-24 UT, mm; a trace is 0.
    pub rain_mm: Vec<f64>,
    /// Whether the day had a trace of rain below 0.05 mm.
    pub rain_trace: Vec<bool>,
    /// Mean wind speed at 10 m, m/s.
    pub wind_m_s: Vec<f64>,
    /// Direction from which the wind blows, 1-360 degrees; `None` when calm, variable or unknown.
    pub wind_dir_deg: Vec<Option<f64>>,
    /// Mean relative humidity, %.
    pub rh_pct: Vec<f64>,
    /// Minimum relative humidity, %.
    pub rh_min_pct: Vec<f64>,
    /// Temperature at 12 UT, degrees C.
    pub temp12_c: Vec<f64>,
    /// Relative humidity at 12 UT, %.
    pub rh12_pct: Vec<f64>,
    /// Wind speed at 12 UT and 10 m, m/s.
    pub wind12_m_s: Vec<f64>,
    /// Reference evaporation after Makkink, mm, recomputed from temperature and radiation.
    pub makkink_mm: Vec<f64>,
    /// Flags of each day, `column:letter` joined by `;` (letters: t trace, r rejected, n neighbour, i interpolated,
    /// s from sunshine, h from the extremes of temperature, u humidity estimated from temperature, g generated, c climatology,
    /// m noon value measured); empty when every value is as observed.
    pub flags: Vec<String>,
}

impl WeatherSeries {
    /// A series without days, to which rows are added from `first_day` on.
    pub fn empty(node: &str, latitude_deg: f64, first_day: Date) -> Self {
        WeatherSeries {
            node: node.to_owned(),
            latitude_deg,
            first_day,
            tmin_c: Vec::new(),
            tmean_c: Vec::new(),
            tmax_c: Vec::new(),
            radiation_mj_m2: Vec::new(),
            rain_mm: Vec::new(),
            rain_trace: Vec::new(),
            wind_m_s: Vec::new(),
            wind_dir_deg: Vec::new(),
            rh_pct: Vec::new(),
            rh_min_pct: Vec::new(),
            temp12_c: Vec::new(),
            rh12_pct: Vec::new(),
            wind12_m_s: Vec::new(),
            makkink_mm: Vec::new(),
            flags: Vec::new(),
        }
    }

    /// Makes room for so many more days.
    pub fn reserve(&mut self, days: usize) {
        for column in [
            &mut self.tmin_c,
            &mut self.tmean_c,
            &mut self.tmax_c,
            &mut self.radiation_mj_m2,
            &mut self.rain_mm,
            &mut self.wind_m_s,
            &mut self.rh_pct,
            &mut self.rh_min_pct,
            &mut self.temp12_c,
            &mut self.rh12_pct,
            &mut self.wind12_m_s,
            &mut self.makkink_mm,
        ] {
            column.reserve(days);
        }
        self.rain_trace.reserve(days);
        self.wind_dir_deg.reserve(days);
        self.flags.reserve(days);
    }

    /// Adds the day `from` of another series at the end of this one.
    pub fn push_day_of(&mut self, other: &WeatherSeries, from: usize) {
        self.tmin_c.push(other.tmin_c[from]);
        self.tmean_c.push(other.tmean_c[from]);
        self.tmax_c.push(other.tmax_c[from]);
        self.radiation_mj_m2.push(other.radiation_mj_m2[from]);
        self.rain_mm.push(other.rain_mm[from]);
        self.rain_trace.push(other.rain_trace[from]);
        self.wind_m_s.push(other.wind_m_s[from]);
        self.wind_dir_deg.push(other.wind_dir_deg[from]);
        self.rh_pct.push(other.rh_pct[from]);
        self.rh_min_pct.push(other.rh_min_pct[from]);
        self.temp12_c.push(other.temp12_c[from]);
        self.rh12_pct.push(other.rh12_pct[from]);
        self.wind12_m_s.push(other.wind12_m_s[from]);
        self.makkink_mm.push(other.makkink_mm[from]);
        self.flags.push(other.flags[from].clone());
    }

    /// Number of days.
    pub fn len(&self) -> usize {
        self.tmean_c.len()
    }

    /// Whether the series holds no day.
    pub fn is_empty(&self) -> bool {
        self.tmean_c.is_empty()
    }

    /// Date of the last row; the first day when the series is empty.
    pub fn last_day(&self) -> Date {
        let days = i64::try_from(self.len().saturating_sub(1)).unwrap_or(0);
        self.first_day.checked_add(jiff::Span::new().days(days)).unwrap_or(self.first_day)
    }
}
