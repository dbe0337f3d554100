//! Observations as files give them: KNMI daily files in every layout, its hourly files made into days, the JSON of its web service, the
//! tables of its transformation program, and generic tables.
//!
//! A reader keeps what is there: one row per date and station, blank values as `None`, in the units of the crate, with
//! notices on all it had to interpret. Text where a number belongs, impossible dates and broken rows are problems; all
//! of a file are reported together. [`super::quality`] turns the result into a series without gaps.

mod aliases;
mod fields;
mod generic;
mod hours;
mod json;
mod knmi;
mod plausible;
mod text;
mod transformed;
mod units;

pub use generic::{ColumnMapping, GenericOptions};
pub use knmi::KNMI_COLUMNS;

use crate::calendar::Date;
use crate::error::{Problem, Problems};
use std::collections::BTreeMap;
use std::path::Path;

/// Problems of one file that are listed; further ones of the same file are left out.
const PROBLEMS_LISTED: usize = 40;

/// A daily quantity of a station file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(usize)]
pub enum Column {
    /// Minimum temperature, degrees C.
    Tmin,
    /// Mean temperature, degrees C.
    Tmean,
    /// Maximum temperature, degrees C.
    Tmax,
    /// Global radiation, MJ/m2/d.
    Radiation,
    /// Sunshine duration, h.
    Sunshine,
    /// Rain, mm.
    Rain,
    /// Mean wind speed at 10 m, m/s.
    Wind,
    /// Wind direction, degrees; 0 is calm or variable.
    WindDirection,
    /// Mean relative humidity, %.
    Humidity,
    /// Minimum relative humidity, %.
    HumidityMin,
    /// Temperature at 12 UT, degrees C.
    Temp12,
    /// Relative humidity at 12 UT, %.
    Humidity12,
    /// Wind speed at 12 UT, m/s.
    Wind12,
    /// Reference evaporation as the file gives it, mm.
    Evaporation,
}

/// Number of [`Column`]s.
pub const COLUMNS: usize = 14;

impl Column {
    /// Every column, in order.
    pub const ALL: [Column; COLUMNS] = [
        Column::Tmin,
        Column::Tmean,
        Column::Tmax,
        Column::Radiation,
        Column::Sunshine,
        Column::Rain,
        Column::Wind,
        Column::WindDirection,
        Column::Humidity,
        Column::HumidityMin,
        Column::Temp12,
        Column::Humidity12,
        Column::Wind12,
        Column::Evaporation,
    ];

    /// Name in the clean daily table.
    pub fn name(self) -> &'static str {
        match self {
            Column::Tmin => "tmin_c",
            Column::Tmean => "tmean_c",
            Column::Tmax => "tmax_c",
            Column::Radiation => "radiation_mj_m2",
            Column::Sunshine => "sunshine_h",
            Column::Rain => "rain_mm",
            Column::Wind => "wind_m_s",
            Column::WindDirection => "wind_dir_deg",
            Column::Humidity => "rh_pct",
            Column::HumidityMin => "rh_min_pct",
            Column::Temp12 => "temp12_c",
            Column::Humidity12 => "rh12_pct",
            Column::Wind12 => "wind12_m_s",
            Column::Evaporation => "makkink_mm",
        }
    }
}

/// One date of a station file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RawRow {
    /// The day.
    pub date: Date,
    /// Value of each [`Column`], `None` where missing.
    pub values: [Option<f64>; COLUMNS],
    /// Whether the rain was a trace below 0.05 mm (its value is then 0).
    pub trace: bool,
}

impl RawRow {
    /// A row without values.
    pub fn empty(date: Date) -> Self {
        RawRow { date, values: [None; COLUMNS], trace: false }
    }

    /// Takes every value that another row of the date has.
    fn take_from(&mut self, later: &RawRow) {
        for column in Column::ALL.into_iter().filter(|&column| later.get(column).is_some()) {
            self.set(column, later.get(column));
            if column == Column::Rain {
                self.trace = later.trace;
            }
        }
    }

    /// Value of a column.
    pub fn get(&self, column: Column) -> Option<f64> {
        self.values[column as usize]
    }

    /// Sets the value of a column.
    pub fn set(&mut self, column: Column, value: Option<f64>) {
        self.values[column as usize] = value;
    }
}

/// What a file says of one station, rows by date, each date once; dates may be missing.
#[derive(Clone, Debug, PartialEq)]
pub struct RawStation {
    /// Number or name that marks its rows.
    pub node: String,
    /// Name, where the file or the climatology gives one.
    pub name: Option<String>,
    /// Degrees north, likewise.
    pub latitude_deg: Option<f64>,
    /// Degrees east, likewise.
    pub longitude_deg: Option<f64>,
    /// Rows by date.
    pub rows: Vec<RawRow>,
    /// Dates that came more than once; the last row was kept.
    pub duplicates: usize,
}

impl RawStation {
    /// A station without rows; position and name from the climatology where it knows the number.
    pub fn new(node: &str) -> Self {
        let known = node.parse().ok().and_then(super::climatology::station);
        RawStation {
            node: node.to_owned(),
            name: known.map(|station| station.name.clone()),
            latitude_deg: known.map(|station| station.latitude_deg),
            longitude_deg: known.map(|station| station.longitude_deg),
            rows: Vec::new(),
            duplicates: 0,
        }
    }

    /// KNMI number, if the node is one of the climatology.
    pub fn number(&self) -> Option<u16> {
        self.node.parse().ok().filter(|&number| super::climatology::station(number).is_some())
    }

    /// Whether any row has a value in this column.
    pub fn has(&self, column: Column) -> bool {
        self.rows.iter().any(|row| row.get(column).is_some())
    }

    /// Corrects minimum and maximum temperatures that were taken from hourly values by their mean error of the month.
    pub fn correct_hourly_extremes(&mut self) {
        for row in &mut self.rows {
            let bias = super::climatology::hourly_bias(row.date.month());
            row.set(Column::Tmin, row.get(Column::Tmin).map(|value| value - bias.tmin_c));
            row.set(Column::Tmax, row.get(Column::Tmax).map(|value| value - bias.tmax_c));
        }
    }

    /// Sorts rows by date and keeps the last of each date.
    fn put_in_order(&mut self) {
        if self.rows.windows(2).all(|pair| pair[0].date < pair[1].date) {
            return;
        }
        self.rows.sort_by_key(|row| row.date);
        let before = self.rows.len();
        self.rows.reverse();
        self.rows.dedup_by_key(|row| row.date);
        self.rows.reverse();
        self.duplicates += before - self.rows.len();
    }
}

/// The stations of one or several files, with notices on what had to be interpreted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RawTable {
    /// Stations in the order of their first row.
    pub stations: Vec<RawStation>,
    /// Sentences for the import report.
    pub notices: Vec<String>,
}

impl RawTable {
    fn notice(&mut self, text: impl Into<String>) {
        let text = text.into();
        if !self.notices.contains(&text) {
            self.notices.push(text);
        }
    }

    /// Index of the station, which is added when new.
    fn station_index(&mut self, node: &str) -> usize {
        self.stations.iter().position(|station| station.node == node).unwrap_or_else(|| {
            self.stations.push(RawStation::new(node));
            self.stations.len() - 1
        })
    }

    /// Adds the rows of another file; on dates in both, the later file holds where it has a value.
    fn append(&mut self, other: RawTable) {
        for station in other.stations {
            let index = self.station_index(&station.node);
            let mine = &mut self.stations[index];
            mine.latitude_deg = station.latitude_deg.or(mine.latitude_deg);
            mine.longitude_deg = station.longitude_deg.or(mine.longitude_deg);
            mine.name = station.name.or(mine.name.take());
            mine.duplicates += station.duplicates;
            if mine.rows.is_empty() {
                mine.rows = station.rows;
                continue;
            }
            let mut rows: BTreeMap<Date, RawRow> = mine.rows.drain(..).map(|row| (row.date, row)).collect();
            for row in station.rows {
                rows.entry(row.date).and_modify(|mine| mine.take_from(&row)).or_insert(row);
            }
            mine.rows = rows.into_values().collect();
        }
        for notice in other.notices {
            self.notice(notice);
        }
    }
}

/// Reads one file of any known layout.
pub fn read_file(path: &Path, options: &GenericOptions) -> Result<RawTable, Problems> {
    let place = path.display().to_string();
    let bytes =
        std::fs::read(path).map_err(|error| Problem::new("I901", &place, format!("cannot be read: {error}")))?;
    read_bytes(&place, &bytes, options)
}

/// Reads several files and joins the rows of each station.
pub fn read_files<P: AsRef<Path>>(paths: &[P], options: &GenericOptions) -> Result<RawTable, Problems> {
    let mut problems = Problems::none();
    let mut table = RawTable::default();
    for path in paths {
        if let Some(part) = problems.take(read_file(path.as_ref(), options)) {
            table.append(part);
        }
    }
    problems.unless_any(table)
}

/// Reads the bytes of a file; `place` names it in problems.
pub fn read_bytes(place: &str, bytes: &[u8], options: &GenericOptions) -> Result<RawTable, Problems> {
    let text = text::decode(place, bytes)?;
    let mut table = if json::is_json_list(&text) {
        json::read_json(place, &text)?
    } else if transformed::is_transformed(&text) {
        transformed::read_transformed(place, &text)?
    } else if text.lines().any(|line| hours::hourly_columns(line).is_some()) {
        hours::read_hours(place, &text)?
    } else if knmi::is_knmi(&text) {
        knmi::read_knmi(place, &text)?
    } else {
        generic::read_generic(place, &text, options)?
    };
    let mut problems = Problems::none();
    if table.stations.iter().all(|station| station.rows.is_empty()) {
        problems.push(Problem::new("W302", place, "there is no row of values").hint("give a file with daily values"));
    }
    table.stations.retain(|station| !station.rows.is_empty());
    for station in &mut table.stations {
        station.put_in_order();
        if station.duplicates > 2 * station.rows.len() {
            let what = format!("station {} has several rows for each date", station.node);
            problems.push(Problem::new("W306", place, what).hint("give one row per day: daily, not hourly values"));
        } else if station.duplicates > 0 {
            let notice = format!(
                "station {}: {} dates came more than once; the last row of each was kept",
                station.node, station.duplicates
            );
            table.notices.push(notice);
        }
    }
    for station in &table.stations {
        plausible::check(place, station, &mut problems);
    }
    problems.unless_any(table)
}

/// Collects the problems of one file up to a limit.
struct Findings {
    problems: Problems,
    /// Set when reading on would only repeat what is known.
    stop: bool,
}

impl Findings {
    fn none() -> Self {
        Findings { problems: Problems::none(), stop: false }
    }

    fn push(&mut self, problem: Problem) {
        self.problems.push(problem);
        self.stop |= self.problems.0.len() >= PROBLEMS_LISTED;
    }

    fn unless_any<T>(mut self, place: &str, value: T) -> Result<T, Problems> {
        if self.problems.0.len() >= PROBLEMS_LISTED {
            let what = format!("reading stopped after {PROBLEMS_LISTED} problems");
            self.problems.push(Problem::new("W304", place, what));
        }
        self.problems.unless_any(value)
    }
}
