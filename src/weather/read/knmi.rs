//! KNMI daily files: the content of the zip files and the output of the daily-data script.
//!
//! Columns are found by the names of the column line, never by place. The column RH is rain; UG is humidity.

use super::{COLUMNS, Column, Findings, RawRow, RawTable};
use crate::calendar::Date;
use crate::error::{Problem, Problems};
use crate::weather::climatology::{POSITION_TOLERANCE_DEG, station};

/// The columns of a complete daily file, in order.
pub const KNMI_COLUMNS: [&str; 41] = [
    "STN", "YYYYMMDD", "DDVEC", "FHVEC", "FG", "FHX", "FHXH", "FHN", "FHNH", "FXX", "FXXH", "TG", "TN", "TNH", "TX",
    "TXH", "T10N", "T10NH", "SQ", "SP", "Q", "DR", "RH", "RHX", "RHXH", "PG", "PX", "PXH", "PN", "PNH", "VVN", "VVNH",
    "VVX", "VVXH", "NG", "UG", "UX", "UXH", "UN", "UNH", "EV24",
];
/// Value of a trace: above 0, below half a tenth.
const TRACE: i32 = -1;
/// Sunshine of a day with less than 0.05 h, h.
const SUNSHINE_TRACE_H: f64 = 0.025;

/// What a column of the file becomes.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Field {
    /// A value divided by this number.
    Value(Column, f64),
    /// Known to KNMI files, not used here.
    Unused,
}

pub(super) fn field_of(name: &str) -> Option<Field> {
    Some(match name {
        "DDVEC" => Field::Value(Column::WindDirection, 1.0),
        "FG" => Field::Value(Column::Wind, 10.0),
        "FH12" => Field::Value(Column::Wind12, 10.0),
        "TG" => Field::Value(Column::Tmean, 10.0),
        "TN" => Field::Value(Column::Tmin, 10.0),
        "TX" => Field::Value(Column::Tmax, 10.0),
        "T12" => Field::Value(Column::Temp12, 10.0),
        "SQ" => Field::Value(Column::Sunshine, 10.0),
        "Q" => Field::Value(Column::Radiation, 100.0),
        "RH" => Field::Value(Column::Rain, 10.0),
        "UG" => Field::Value(Column::Humidity, 1.0),
        "UN" => Field::Value(Column::HumidityMin, 1.0),
        "U12" => Field::Value(Column::Humidity12, 1.0),
        "EV24" => Field::Value(Column::Evaporation, 10.0),
        _ if KNMI_COLUMNS.contains(&name) => Field::Unused,
        _ => return None,
    })
}

/// Whether a text is a KNMI daily file: it has a column line, begins with a data row, or has rows of 41 fields.
pub(super) fn is_knmi(text: &str) -> bool {
    let mut content = text.lines().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
    text.lines().any(|line| column_names(line).is_some())
        || content.next().is_some_and(|line| data_row(line).is_some())
        || content.any(|line| data_row(line).is_some() && line.split(',').count() >= KNMI_COLUMNS.len())
}

/// The line without the mark of a comment, if it begins with `STN`.
pub(super) fn station_head(line: &str) -> Option<&str> {
    // Nearly all lines are rows.
    if line.as_bytes().first().is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let line = line.trim_start().trim_start_matches('#').trim_start();
    line.get(..3)?.eq_ignore_ascii_case("STN").then(|| line.trim_end())
}

/// The names of a column line: first field `STN`, and a date column.
fn column_names(line: &str) -> Option<Vec<String>> {
    let line = station_head(line)?;
    if !line.contains(',') {
        return None;
    }
    let names: Vec<String> = line.split(',').map(|name| name.trim().to_ascii_uppercase()).collect();
    let dated = names.get(1).is_some_and(|name| {
        name == "YYYYMMDD" || (name == "DATE" && names.iter().any(|other| field_of(other).is_some()))
    });
    (names[0] == "STN" && dated).then_some(names)
}

/// Station and date fields of a data row and the rest of it: three digits, comma, eight digits, comma.
pub(super) fn data_row(line: &str) -> Option<(&str, &str, &str)> {
    // Rows of other tables mostly begin with a date.
    if let [b'0'..=b'9', b'0'..=b'9', b'0'..=b'9', b'0'..=b'9', ..] = line.as_bytes() {
        return None;
    }
    let (station, rest) = line.split_once(',')?;
    let station = station.trim();
    if station.len() != 3 {
        return None;
    }
    let (date, rest) = rest.split_once(',')?;
    let date = date.trim();
    let digits = |text: &str, n: usize| text.len() == n && text.bytes().all(|byte| byte.is_ascii_digit());
    (digits(station, 3) && digits(date, 8)).then_some((station, date, rest))
}

/// A whole number, or `None` for a blank field.
pub(super) fn whole_number(field: &str) -> Result<Option<i32>, ()> {
    let mut rest = field.as_bytes();
    while let [b' ' | b'\t' | b'\r', after @ ..] = rest {
        rest = after;
    }
    while let [before @ .., b' ' | b'\t' | b'\r'] = rest {
        rest = before;
    }
    if rest.is_empty() {
        return Ok(None);
    }
    let (negative, digits) = rest.strip_prefix(b"-").map_or((false, rest), |rest| (true, rest));
    let value = digits_value(digits, 8).ok_or(())? as i32;
    Ok(Some(if negative { -value } else { value }))
}

/// Value of one to `most` digits and nothing else; `most` is at most 9.
pub(super) fn digits_value(digits: &[u8], most: usize) -> Option<u32> {
    if digits.is_empty() || digits.len() > most {
        return None;
    }
    digits.iter().try_fold(0, |value, byte| byte.is_ascii_digit().then(|| 10 * value + u32::from(byte - b'0')))
}

/// The date of eight digits.
pub(super) fn parse_date(digits: &str) -> Option<Date> {
    let value = digits_value(digits.as_bytes(), 8).filter(|_| digits.len() == 8)?;
    Date::new((value / 10_000) as i16, (value / 100 % 100) as i8, (value % 100) as i8).ok()
}

/// State of reading one file.
struct Reader<'p> {
    place: &'p str,
    table: RawTable,
    findings: Findings,
    names: Vec<String>,
    fields: Vec<Field>,
    /// Station of the last row, by number and index.
    current: Option<(String, usize)>,
}

/// Reads a KNMI daily file of any layout.
pub(super) fn read_knmi(place: &str, text: &str) -> Result<RawTable, Problems> {
    let mut reader = Reader {
        place,
        table: RawTable::default(),
        findings: Findings::none(),
        names: Vec::new(),
        fields: Vec::new(),
        current: None,
    };
    for (index, line) in text.lines().enumerate() {
        let number = index + 1;
        if let Some((station, date, rest)) = data_row(line) {
            reader.row(number, station, date, rest);
        } else if let Some(names) = column_names(line) {
            reader.columns(number, names);
        } else if line.trim_start().starts_with('#') {
            reader.station_line(line);
        } else if line.trim_start().starts_with(|c: char| c.is_ascii_digit()) && line.contains([',', ';', '\t']) {
            reader.findings.push(
                Problem::new(
                    "W304",
                    format!("{place}:{number}"),
                    format!("is not a row of daily values: {}", cut(line)),
                )
                .hint("a row begins with a station of three digits and a date of eight, separated by commas"),
            );
        }
        if reader.findings.stop {
            break;
        }
    }
    reader.findings.unless_any(place, reader.table)
}

/// The beginning of a line, for messages.
pub(super) fn cut(line: &str) -> String {
    line.trim().chars().take(40).collect()
}

impl Reader<'_> {
    fn at(&self, line: usize) -> String {
        format!("{}:{line}", self.place)
    }

    fn columns(&mut self, line: usize, names: Vec<String>) {
        if names == self.names {
            return;
        }
        if names.iter().any(|name| name == "RD") && !names.iter().any(|name| name == "RH") {
            let what = "this is a precipitation station: its sums run from 8 to 8 UT and there is nothing but rain";
            let problem = Problem::new("W306", self.at(line), what);
            self.findings.push(problem.hint("download the daily values (etmgeg) of a weather station"));
        }
        for (i, name) in names.iter().enumerate() {
            if !name.is_empty() && names[..i].contains(name) {
                self.findings.push(Problem::new("W305", self.at(line), format!("column {name} is named twice")));
            }
        }
        self.fields = names.iter().map(|name| field_of(name).unwrap_or(Field::Unused)).collect();
        let unknown: Vec<&str> =
            names[2..].iter().filter(|name| !name.is_empty() && field_of(name).is_none()).map(String::as_str).collect();
        if !unknown.is_empty() {
            self.table.notice(format!("unknown columns not read: {}", unknown.join(", ")));
        }
        if names.iter().any(|name| name == "RH") {
            self.table.notice("RH read as rain (0.1 mm)");
        }
        self.names = names;
    }

    /// Takes station number, position and name from a line of the station table in the header.
    fn station_line(&mut self, line: &str) {
        let mut words = line.trim_start().trim_start_matches('#').split_whitespace();
        let Some(number) = words.next().map(|word| word.trim_end_matches(':')) else { return };
        let mut coordinate = || words.next().and_then(|word| word.parse::<f64>().ok());
        let (Some(longitude), Some(latitude), Some(_)) = (coordinate(), coordinate(), coordinate()) else { return };
        if number.len() != 3 || !(-90.0..=90.0).contains(&latitude) {
            return;
        }
        let name = words.collect::<Vec<_>>().join(" ");
        if let Some(known) = number.parse().ok().and_then(station) {
            let off = (known.latitude_deg - latitude).abs().max((known.longitude_deg - longitude).abs());
            if off > POSITION_TOLERANCE_DEG {
                self.table.notice(format!(
                    "station {number}: the header says {latitude} N {longitude} E, the list {} N {} E; the header is used",
                    known.latitude_deg, known.longitude_deg
                ));
            }
        }
        let index = self.table.station_index(number);
        let entry = &mut self.table.stations[index];
        entry.latitude_deg = Some(latitude);
        entry.longitude_deg = Some(longitude);
        if !name.is_empty() {
            entry.name = Some(name);
        }
    }

    fn row(&mut self, line: usize, station: &str, date_digits: &str, rest: &str) {
        if self.fields.is_empty() && !self.assume_columns(line, rest) {
            return;
        }
        let Some(date) = parse_date(date_digits) else {
            let what = format!("date {date_digits} does not exist");
            self.findings.push(
                Problem::new("W304", self.at(line), what)
                    .hint("calendars of 360 days are not accepted; years as YYYYMMDD"),
            );
            return;
        };
        let mut row = RawRow::empty(date);
        let mut count = 2;
        for field in rest.split(',') {
            let Some(&kind) = self.fields.get(count) else {
                if !field.trim().is_empty() {
                    let what = format!("the row has more than the {} fields of the column line", self.fields.len());
                    self.findings.push(Problem::new("W304", self.at(line), what));
                    return;
                }
                continue;
            };
            match whole_number(field) {
                Ok(Some(value)) => {
                    if let Field::Value(column, divisor) = kind {
                        store(&mut row, column, divisor, value);
                    }
                }
                Ok(None) => {}
                Err(()) => {
                    let what = format!("column {}: {:?} is not a whole number", self.names[count], field.trim());
                    self.findings.push(
                        Problem::new("W303", self.at(line), what)
                            .hint("values are whole numbers; leave a missing one blank"),
                    );
                }
            }
            count += 1;
        }
        if count + 1 < self.fields.len() {
            let what = format!("the row has {count} of {} fields", self.fields.len());
            self.findings
                .push(Problem::new("W304", self.at(line), what).hint("the file may be cut off; download it again"));
            return;
        }
        let index = match &self.current {
            Some((current, index)) if current == station => *index,
            _ => {
                let index = self.table.station_index(station);
                self.current = Some((station.to_owned(), index));
                index
            }
        };
        self.table.stations[index].rows.push(row);
    }

    /// Without a column line, a row of 41 fields is taken to be complete. Says whether columns are known now.
    fn assume_columns(&mut self, line: usize, rest: &str) -> bool {
        let mut count = 2 + rest.split(',').count();
        if count == KNMI_COLUMNS.len() + 1 && rest.trim_end().ends_with(',') {
            count -= 1;
        }
        if count != KNMI_COLUMNS.len() {
            let what = format!("there is no column line before the first row, which has {count} fields");
            self.findings.push(
                Problem::new("W302", self.at(line), what).hint("keep the line `# STN,YYYYMMDD,...` of the download"),
            );
            self.findings.stop = true;
            return false;
        }
        self.table.notice("no column line: the 41 columns of a complete daily file are assumed");
        self.columns(line, KNMI_COLUMNS.map(str::to_owned).to_vec());
        true
    }
}

/// Puts a whole number of the file into its column, in the units of the crate.
pub(super) fn store(row: &mut RawRow, column: Column, divisor: f64, value: i32) {
    let value = match column {
        Column::Rain if value == TRACE => {
            row.trace = true;
            0.0
        }
        Column::Sunshine if value == TRACE => SUNSHINE_TRACE_H,
        _ => f64::from(value) / divisor,
    };
    debug_assert!((column as usize) < COLUMNS);
    row.set(column, Some(value));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_only() {
        assert_eq!(whole_number("  -12"), Ok(Some(-12)));
        assert_eq!(whole_number("    "), Ok(None));
        assert_eq!(whole_number("7\r"), Ok(Some(7)));
        assert_eq!(whole_number("\t 99999999 \t"), Ok(Some(99_999_999)));
        for text in ["1.5", "x", "-", "--1", "1 2", "123456789", "+3"] {
            assert_eq!(whole_number(text), Err(()), "{text}");
        }
    }

    #[test]
    fn rows_and_column_lines_are_told_apart() {
        assert!(data_row("  260,20200101,  1,").is_some());
        assert!(data_row("26,20200101,1").is_none() && data_row("260;20200101;1").is_none());
        assert_eq!(column_names("# STN,YYYYMMDD,  TG").map(|names| names.len()), Some(3));
        assert!(column_names("# STN         LON(east)   LAT(north)").is_none());
        assert!(column_names("stn,date,tg").is_some() && column_names("station,date,tg").is_none());
    }
}
