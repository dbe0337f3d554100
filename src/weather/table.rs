//! The clean daily table: one row per station and day, no day missing, no value missing.
//!
//! Columns: `station, date, tmin_c, tmean_c, tmax_c, radiation_mj_m2, rain_mm, rain_trace, wind_m_s, wind_dir_deg, rh_pct,
//! rh_min_pct, temp12_c, rh12_pct, wind12_m_s, makkink_mm, flags`, in the units of [`WeatherSeries`], numbers rounded to
//! 4 decimals and written as the shortest text that reads back to the same value. Reading accepts the columns in any
//! order; what has been written reads back to the same bytes.

mod text;

use super::WeatherSeries;
use super::climatology;
use crate::calendar::Date;
use crate::error::{Problem, Problems};
use text::push_date;
pub use text::{push_rounded, rounded};

/// Columns in the order written.
pub const HEAD: [&str; 17] = [
    "station",
    "date",
    "tmin_c",
    "tmean_c",
    "tmax_c",
    "radiation_mj_m2",
    "rain_mm",
    "rain_trace",
    "wind_m_s",
    "wind_dir_deg",
    "rh_pct",
    "rh_min_pct",
    "temp12_c",
    "rh12_pct",
    "wind12_m_s",
    "makkink_mm",
    "flags",
];
/// Latitude of a station that the climatology does not know (De Bilt), degrees north.
const DEFAULT_LATITUDE_DEG: f64 = 52.1;
/// Bytes of a row, about.
const ROW_BYTES: usize = 128;
/// Bytes of a head line at most.
const HEAD_BYTES: usize = 4096;
/// Problems of one table that are listed.
const PROBLEMS_LISTED: usize = 40;

/// Text of the clean daily table of these series, one after the other.
pub fn write_table(series: &[WeatherSeries]) -> String {
    let mut text = HEAD.join(",");
    text.push('\n');
    text.reserve(ROW_BYTES * series.iter().map(WeatherSeries::len).sum::<usize>());
    for series in series {
        let node = &series.node;
        let quoted = if node.contains([',', '"', '\n']) {
            format!("\"{}\",", node.replace('"', "\"\""))
        } else {
            format!("{node},")
        };
        let mut date = series.first_day;
        for day in 0..series.len() {
            text.push_str(&quoted);
            push_date(&mut text, date);
            push_row(&mut text, series, day);
            date = date.tomorrow().unwrap_or(date);
        }
    }
    text
}

fn push_row(text: &mut String, series: &WeatherSeries, day: usize) {
    let mut number = |value: f64| {
        text.push(',');
        push_rounded(text, value);
    };
    for column in [&series.tmin_c, &series.tmean_c, &series.tmax_c, &series.radiation_mj_m2, &series.rain_mm] {
        number(column[day]);
    }
    number(f64::from(u8::from(series.rain_trace[day])));
    number(series.wind_m_s[day]);
    match series.wind_dir_deg[day] {
        Some(degrees) => number(degrees),
        None => text.push(','),
    }
    let mut number = |value: f64| {
        text.push(',');
        push_rounded(text, value);
    };
    for column in [&series.rh_pct, &series.rh_min_pct, &series.temp12_c, &series.rh12_pct, &series.wind12_m_s] {
        number(column[day]);
    }
    number(series.makkink_mm[day]);
    text.push(',');
    text.push_str(&series.flags[day]);
    text.push('\n');
}

/// Whether a text begins with the head line of a clean daily table, columns in any order.
pub fn is_clean_table(text: &str) -> bool {
    // A list in JSON may be one long line.
    let head = text.trim_start_matches('\u{feff}').lines().next();
    let Some(head) = head.filter(|head| head.len() <= HEAD_BYTES) else { return false };
    let names: Vec<String> = head.split(',').map(|name| name.trim().to_lowercase()).collect();
    HEAD.iter().all(|wanted| names.iter().any(|name| name == wanted))
}

/// Reads a clean daily table; the rows of each station stand together, day by day. `place` names the file.
pub fn read_table(place: &str, text: &str) -> Result<Vec<WeatherSeries>, Problems> {
    if !is_clean_table(text) {
        let missing = "the head line does not have all columns of the clean daily table";
        return Err(Problem::new("W302", place, missing).hint(HEAD.join(",")).into());
    }
    // The csv reader would count the lines of CRLF files one too low.
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let mut problems = Problems::none();
    let names: Vec<String> = match reader.headers() {
        Ok(head) => head.iter().map(|name| name.trim().to_lowercase()).collect(),
        Err(error) => return Err(Problem::new("W302", place, error.to_string()).into()),
    };
    let order = HEAD.map(|wanted| names.iter().position(|name| name == wanted).unwrap_or(usize::MAX));
    let mut all: Vec<WeatherSeries> = Vec::new();
    for record in reader.records() {
        if problems.0.len() >= PROBLEMS_LISTED {
            break;
        }
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                problems.push(Problem::new("W304", place, error.to_string()));
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        let fields = order.map(|index| record.get(index).unwrap_or("").trim());
        if let Err(problem) = push_record(&mut all, &format!("{place}:{line}"), &fields) {
            problems.push(problem);
        }
    }
    if all.is_empty() && problems.is_empty() {
        problems.push(Problem::new("W302", place, "there is no row of values"));
    }
    problems.unless_any(all)
}

/// Adds a row to the series of its station.
fn push_record(all: &mut Vec<WeatherSeries>, place: &str, fields: &[&str; 17]) -> Result<(), Problem> {
    let date: Date = fields[1].parse().map_err(|_| {
        Problem::new("W304", place, format!("column date: {:?} is not a date", fields[1])).hint("write 2027-06-15")
    })?;
    let number = |column: usize| {
        fields[column].parse().ok().filter(|value: &f64| value.is_finite()).ok_or_else(|| {
            let what = format!("column {}: {:?} is not a number", HEAD[column], fields[column]);
            Problem::new("W303", place, what)
                .hint("a clean table has no missing value; run `zeis weather import` on the source")
        })
    };
    let direction = if fields[9].is_empty() { None } else { Some(number(9)?) };
    let values = [2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15].map(number);
    let series = series_of(all, place, fields[0], date)?;
    let [tmin, tmean, tmax, radiation, rain, trace, wind, rh, rh_min, temp12, rh12, wind12, makkink] = values;
    let (tmin, tmean, tmax, radiation, rain) = (tmin?, tmean?, tmax?, radiation?, rain?);
    let (trace, wind, rh, rh_min) = (trace?, wind?, rh?, rh_min?);
    let (temp12, rh12, wind12, makkink) = (temp12?, rh12?, wind12?, makkink?);
    series.tmin_c.push(tmin);
    series.tmean_c.push(tmean);
    series.tmax_c.push(tmax);
    series.radiation_mj_m2.push(radiation);
    series.rain_mm.push(rain);
    series.rain_trace.push(trace != 0.0);
    series.wind_m_s.push(wind);
    series.wind_dir_deg.push(direction);
    series.rh_pct.push(rh);
    series.rh_min_pct.push(rh_min);
    series.temp12_c.push(temp12);
    series.rh12_pct.push(rh12);
    series.wind12_m_s.push(wind12);
    series.makkink_mm.push(makkink);
    series.flags.push(fields[16].to_owned());
    Ok(())
}

/// The series of a station, begun when new, if the date is its next day.
fn series_of<'a>(
    all: &'a mut Vec<WeatherSeries>,
    place: &str,
    node: &str,
    date: Date,
) -> Result<&'a mut WeatherSeries, Problem> {
    if let Some(index) = all.iter().position(|series| series.node == node) {
        let series = &mut all[index];
        let expected = if series.is_empty() { Ok(series.first_day) } else { series.last_day().tomorrow() };
        if expected.ok() != Some(date) {
            let what = format!("station {node}: {date} does not follow {}", series.last_day());
            return Err(Problem::new("W310", place, what).hint("a clean table has every day once, in order"));
        }
        return Ok(series);
    }
    let known = node.parse().ok().and_then(climatology::station);
    let latitude = known.map_or(DEFAULT_LATITUDE_DEG, |station| station.latitude_deg);
    all.push(WeatherSeries::empty(node, latitude, date));
    Ok(all.last_mut().expect("a series was just added"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::weather::climatology::parameters;
    use crate::weather::generate::generate;

    #[test]
    fn what_is_written_reads_back_to_the_same_bytes() {
        let series = generate(parameters(260).expect("De Bilt"), 1, 0, 2027, 2);
        let text = write_table(&[series.clone(), generate(parameters(277).expect("Lauwersoog"), 1, 0, 2027, 1)]);
        let back = read_table("t.csv", &text).expect("clean");
        assert_eq!(back.len(), 2);
        assert_eq!(write_table(&back), text);
        assert!((back[0].tmax_c[100] - series.tmax_c[100]).abs() <= 5e-5);
        assert_eq!(back[0].latitude_deg, series.latitude_deg);
    }

    #[test]
    fn gaps_and_blanks_are_refused_where_they_are() {
        let series = generate(parameters(260).expect("De Bilt"), 1, 0, 2027, 1);
        let text = write_table(&[series]);
        let without_a_day = text
            .lines()
            .enumerate()
            .filter(|(i, _)| *i != 5)
            .map(|(_, l)| format!("{l}\n"))
            .collect::<Vec<_>>()
            .concat();
        let problems = read_table("t.csv", &without_a_day).expect_err("gap");
        assert!(problems.0[0].code == "W310" && problems.0[0].place == "t.csv:6", "{problems}");
        let problems = read_table("t.csv", &without_a_day.replace('\n', "\r\n")).expect_err("gap");
        assert_eq!(problems.0[0].place, "t.csv:6", "lines that end as on Windows");
        let with_blank = text.replacen(",0,", ",,", 1);
        assert_eq!(read_table("t.csv", &with_blank).expect_err("blank").0[0].code, "W303");
        assert_eq!(read_table("t.csv", "station,date\n260,2027-01-01\n").expect_err("columns").0[0].code, "W302");
        assert_eq!(rounded(-0.00001).to_string(), "0");
    }
}
