//! Generic daily tables: columns by name, delimiter and decimal sign found, units told from names and ranges.

use super::aliases::{Target, target};
use super::fields::{date, date_of_day, delimiter, number};
use super::units::{Conversion, conversion, names_its_unit};
use super::{Column, Findings, RawRow, RawTable};
use crate::calendar::{Date, is_leap_year};
use crate::error::{Problem, Problems};
use crate::weather::derive::{mean_temperature, saturation_vapour_pressure};
use crate::weather::evaporation::WIND_2M_PER_10M;
use std::path::Path;

/// A column the user names himself: `value of the crate = factor value + offset`.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnMapping {
    /// Name in the file.
    pub name: String,
    /// What it is.
    pub column: Column,
    /// Factor.
    pub factor: f64,
    /// Offset, in the unit of the crate.
    pub offset: f64,
}

/// Choices for generic tables.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GenericOptions {
    /// Columns named by the user; they go before the known names.
    pub mappings: Vec<ColumnMapping>,
    /// Latitude of sites that neither the file nor the climatology places, degrees north.
    pub latitude_deg: Option<f64>,
    /// For series of a calendar without leap days: 29 February repeats 28 February.
    pub repeat_28_february: bool,
}

/// First year given to a table with days of the year but no year.
const YEAR_WHEN_NONE: i16 = 2001;

struct Head {
    name: String,
    target: Target,
    mapping: Option<(f64, f64)>,
}

/// The rows of a table before their units are known.
struct Rows {
    lines: Vec<u64>,
    /// Names of the stations, in the order of their first rows.
    names: Vec<String>,
    /// Station of each row.
    nodes: Vec<usize>,
    dates: Vec<Option<Date>>,
    /// Values of each column of the head line; none of those that hold no numbers.
    fields: Vec<Vec<Option<f64>>>,
}

/// Reads a generic table.
pub(super) fn read_generic(place: &str, text: &str, options: &GenericOptions) -> Result<RawTable, Problems> {
    let head_line = text.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#')).unwrap_or("");
    let delimiter = delimiter(head_line);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .comment(Some(b'#'))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut table = RawTable::default();
    let mut findings = Findings::none();
    if !matches!(reader.read_record(&mut record), Ok(true)) {
        return Err(Problem::new("W302", place, "there is no head line").into());
    }
    let heads = heads(place, &record, options, &mut table, &mut findings);
    if !findings.problems.is_empty() {
        return findings.unless_any(place, table);
    }
    let stem = Path::new(place).file_stem().map_or("site".to_owned(), |stem| stem.to_string_lossy().into());
    let mut rows = Rows {
        lines: Vec::new(),
        names: Vec::new(),
        nodes: Vec::new(),
        dates: Vec::new(),
        fields: vec![Vec::new(); heads.len()],
    };
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => rows.push(place, &record, &heads, &stem, delimiter != b',', &mut findings),
            Ok(false) => break,
            Err(error) => {
                findings.push(Problem::new("W304", place, format!("cannot be split into fields: {error}")));
            }
        }
        if findings.stop {
            break;
        }
    }
    if !heads.iter().any(|head| head.target == Target::Date) {
        rows.date_by_day_of_year(place, &heads, &mut table, &mut findings);
    }
    if !findings.problems.is_empty() {
        return findings.unless_any(place, table);
    }
    rows.store(&heads, options, &mut table);
    Ok(table)
}

impl Rows {
    /// Takes over a record, unless it is blank or has too many fields.
    fn push(
        &mut self,
        place: &str,
        record: &csv::StringRecord,
        heads: &[Head],
        stem: &str,
        decimal_comma: bool,
        findings: &mut Findings,
    ) {
        let line = record.position().map_or(0, csv::Position::line);
        if record.iter().all(|field| field.trim().is_empty()) {
            return;
        }
        if record.iter().skip(heads.len()).any(|field| !field.trim().is_empty()) {
            let what = format!("the row has {} fields, the head line {}", record.len(), heads.len());
            let hint = "a decimal comma needs `;` or a tab between the columns";
            findings.push(Problem::new("W304", format!("{place}:{line}"), what).hint(hint));
            return;
        }
        let (mut node, mut day) = (stem, None);
        for (i, head) in heads.iter().enumerate() {
            let field = record.get(i).unwrap_or("").trim();
            let mut refuse = |code, kind, hint| {
                let what = format!("column {}: {field:?} is not a {kind}", head.name);
                findings.push(Problem::new(code, format!("{place}:{line}"), what).hint(hint));
            };
            match head.target {
                Target::Unused => {}
                Target::Station => node = field,
                Target::Date => {
                    day = date(field);
                    if day.is_none() {
                        refuse("W304", "date", "write 2027-06-15; calendars of 360 days are not accepted");
                    }
                }
                _ => {
                    let found = number(field, decimal_comma);
                    if found.is_err() {
                        refuse("W303", "number", "leave a missing value blank or write NA");
                    }
                    self.fields[i].push(found.unwrap_or(None));
                }
            }
        }
        self.lines.push(line);
        self.dates.push(day);
        let node = self.node(node);
        self.nodes.push(node);
    }

    /// Index of a station, mostly that of the row before.
    fn node(&mut self, name: &str) -> usize {
        let last = self.nodes.last().copied().filter(|&last| self.names[last] == name);
        last.or_else(|| self.names.iter().position(|known| known == name)).unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.names.len() - 1
        })
    }

    /// Dates from `year` and `doy`, or from `doy` alone.
    fn date_by_day_of_year(&mut self, place: &str, heads: &[Head], table: &mut RawTable, findings: &mut Findings) {
        let column = |wanted| heads.iter().position(|head| head.target == wanted).map(|i| &self.fields[i]);
        let (years, Some(days)) = (column(Target::Year), column(Target::DayOfYear)) else { return };
        if years.is_none() {
            table.notice(format!("days without a year: {YEAR_WHEN_NONE} is taken as the first year"));
        }
        let mut running = YEAR_WHEN_NONE;
        for i in 0..self.dates.len() {
            if i > 0 && days[i] < days[i - 1] && self.nodes[i] == self.nodes[i - 1] {
                running += 1;
            }
            let stated = years.map_or(Some(running), |years| years[i].map(|year| year as i16));
            self.dates[i] = stated.zip(days[i]).and_then(|(year, day)| date_of_day(year, day));
            if self.dates[i].is_none() {
                let what = "year and day of the year do not make a date";
                findings.push(Problem::new("W304", format!("{place}:{}", self.lines[i]), what));
            }
        }
    }

    /// Converts units and hands the rows to their stations.
    fn store(&self, heads: &[Head], options: &GenericOptions, table: &mut RawTable) {
        let conversions: Vec<Conversion> =
            heads.iter().zip(&self.fields).map(|(head, values)| convert(head, values, table)).collect();
        let mut places = [None; Target::COUNT];
        for (i, head) in heads.iter().enumerate().rev() {
            places[head.target.index()] = Some(i);
        }
        let mut stations = vec![None; self.names.len()];
        for (row, day) in self.dates.iter().enumerate() {
            let Some(day) = *day else { continue };
            let value = |wanted: Target| {
                let i = places[wanted.index()]?;
                self.fields[i][row].map(|value| conversions[i].apply(value))
            };
            let node = self.nodes[row];
            let index = *stations[node].get_or_insert_with(|| {
                let index = table.station_index(&self.names[node]);
                table.stations[index].rows.reserve(self.nodes.iter().filter(|&&other| other == node).count());
                index
            });
            let station = &mut table.stations[index];
            station.latitude_deg = value(Target::Latitude).or(station.latitude_deg).or(options.latitude_deg);
            station.longitude_deg = value(Target::Longitude).or(station.longitude_deg);
            station.rows.push(raw_row(day, value));
        }
        if options.repeat_28_february {
            for station in &mut table.stations {
                station.put_in_order();
                repeat_28_february(&mut station.rows);
            }
        }
    }
}

/// The columns of the head line.
fn heads(
    place: &str,
    names: &csv::StringRecord,
    options: &GenericOptions,
    table: &mut RawTable,
    findings: &mut Findings,
) -> Vec<Head> {
    let mut heads: Vec<Head> = Vec::new();
    let mut unknown = Vec::new();
    for name in names {
        let name = name.trim().to_owned();
        let mapping = options.mappings.iter().find(|mapping| mapping.name.eq_ignore_ascii_case(&name));
        let found = mapping.map(|mapping| Target::Value(mapping.column)).or_else(|| target(&name));
        if found.is_none() {
            unknown.push(name.clone());
        }
        let target = found.unwrap_or(Target::Unused);
        if target != Target::Unused
            && let Some(other) = heads.iter().find(|head| head.target == target)
        {
            let what = format!("columns {} and {name} give the same quantity", other.name);
            findings.push(Problem::new("W305", format!("{place}:1"), what).hint("rename or drop one of them"));
        }
        heads.push(Head { name, target, mapping: mapping.map(|mapping| (mapping.factor, mapping.offset)) });
    }
    let has = |wanted: Target| heads.iter().any(|head| head.target == wanted);
    if !has(Target::Date) && !has(Target::DayOfYear) {
        let what = format!("no column of dates among: {}", names.iter().collect::<Vec<_>>().join(", "));
        findings.push(
            Problem::new("W302", format!("{place}:1"), what).hint(
                "name a column `date`, or give `year` and `doy`; a KNMI file keeps its line `# STN,YYYYMMDD,...`",
            ),
        );
    } else if !heads.iter().any(|head| matches!(head.target, Target::Value(_))) {
        findings.push(
            Problem::new("W302", format!("{place}:1"), "no column has a known name")
                .hint("use the names of the clean daily table: tmin_c, tmax_c, rain_mm, ..."),
        );
    }
    if !unknown.is_empty() {
        table.notice(format!("unknown columns not read: {}", unknown.join(", ")));
    }
    if has(Target::WindEast) && !has(Target::Value(Column::Wind)) {
        table.notice("wind speed is that of the mean vector, which is too low on days of changing direction");
    }
    if let Some(head) = heads.iter().find(|head| head.name.eq_ignore_ascii_case("rh")) {
        table.notice(format!("{} read as mean relative humidity (%), not rain", head.name));
    }
    heads
}

fn convert(head: &Head, values: &[Option<f64>], table: &mut RawTable) -> Conversion {
    if let Some((factor, offset)) = head.mapping {
        return Conversion { factor, offset, unit: "" };
    }
    if names_its_unit(&head.name) {
        return Conversion::NONE;
    }
    let values: Vec<f64> = values.iter().copied().flatten().collect();
    let conversion = conversion(&head.name, head.target, values);
    if !conversion.unit.is_empty() {
        table.notice(format!("{} read in {} and converted", head.name, conversion.unit));
    }
    conversion
}

/// The row of a date, with what follows from dew point, wind vector and wind at 2 m.
fn raw_row(day: Date, value: impl Fn(Target) -> Option<f64>) -> RawRow {
    let mut row = RawRow::empty(day);
    for column in Column::ALL {
        row.set(column, value(Target::Value(column)));
    }
    row.trace = value(Target::Trace).is_some_and(|trace| trace != 0.0);
    if row.get(Column::Wind).is_none() {
        row.set(Column::Wind, value(Target::WindAt2m).map(|wind| wind / WIND_2M_PER_10M));
    }
    if let (Some(east), Some(north)) = (value(Target::WindEast), value(Target::WindNorth)) {
        let speed = (east * east + north * north).sqrt();
        row.set(Column::Wind, row.get(Column::Wind).or(Some(speed)));
        let from = libm::atan2(-east, -north).to_degrees();
        row.set(Column::WindDirection, Some(if from <= 0.0 { from + 360.0 } else { from }));
    }
    if row.get(Column::Humidity).is_none()
        && let Some(dew_point) = value(Target::DewPoint)
    {
        let extremes = row.get(Column::Tmin).zip(row.get(Column::Tmax));
        let mean = row.get(Column::Tmean).or(extremes.map(|(min, max)| mean_temperature(min, max, day.month())));
        let humidity = |mean: f64| 100.0 * saturation_vapour_pressure(dew_point) / saturation_vapour_pressure(mean);
        row.set(Column::Humidity, mean.map(|mean| humidity(mean).min(100.0)));
    }
    row
}

/// Adds 29 February of leap years as a copy of the day before, where it is missing.
fn repeat_28_february(rows: &mut Vec<RawRow>) {
    let mut i = 0;
    while i + 1 < rows.len() {
        let day = rows[i].date;
        if day.month() == 2 && day.day() == 28 && is_leap_year(day.year()) && rows[i + 1].date.day() != 29 {
            let mut copy = rows[i];
            copy.date = day.tomorrow().unwrap_or(day);
            rows.insert(i + 1, copy);
        }
        i += 1;
    }
}
