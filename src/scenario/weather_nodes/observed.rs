//! Files of observed weather: which stations and complete years they hold, and the year that stands for the first one.
//!
//! Only the keys of the rows are looked at here, so that a scenario whose years do not fit is refused before anything
//! runs; values are read and judged by the weather module.

use crate::calendar::is_leap_year;
use crate::error::{Problem, Problems};
use crate::network::delimited::decode;
use crate::scenario::file::climate::PeriodFile;
use crate::scenario::file::keys::Located;
use crate::scenario::inputs::Inputs;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// Where station files are found.
const DOWNLOAD: &str = "daily station files of KNMI: https://www.knmi.nl/nederland-nu/klimatologie/daggegevens \
                        (save it under that name, or use { climatology = \"nearest\" })";

/// Files of one source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observed {
    /// Files.
    pub files: Vec<PathBuf>,
    /// Name of the first file, for messages.
    pub label: String,
    /// Complete years by station.
    pub complete_years: BTreeMap<String, BTreeSet<i16>>,
}

/// Days by station and year.
type Days = BTreeMap<String, BTreeMap<i16, BTreeSet<u32>>>;

/// Opens the files of a source named at `place`.
pub fn open(files: &[String], knmi: bool, place: &str, inputs: &mut Inputs) -> Result<Observed, Problems> {
    let mut problems = Problems::none();
    let mut days = Days::new();
    for name in files {
        let bytes = match inputs.read(name, place) {
            Ok(bytes) => bytes,
            Err(problem) if knmi && problem.code == "I901" => {
                let hint = format!("{}; {DOWNLOAD}", problem.hint);
                problems.push(problem.hint(hint));
                continue;
            }
            Err(problem) => {
                problems.push(problem);
                continue;
            }
        };
        let path = inputs.path(name).display().to_string();
        let Some(text) = problems.take(decode(&path, &bytes).map_err(Problems::from)) else { continue };
        let before: usize = count(&days);
        if knmi {
            knmi_days(&text, &mut days);
        } else {
            table_days(&text, &mut days);
        }
        if count(&days) == before {
            let what = "no row of daily weather is found";
            let hint = if knmi { "rows of station files start with STN,YYYYMMDD" } else { "a column `date` is needed" };
            problems.push(Problem::new("W383", path, what).hint(hint));
        }
    }
    let complete = |year: i16, days: usize| days == if is_leap_year(year) { 366 } else { 365 };
    let complete_years = days.into_iter().map(|(station, years)| {
        let years = years.into_iter().filter(|(year, days)| complete(*year, days.len())).map(|(year, _)| year);
        (station, years.collect())
    });
    problems.unless_any(Observed {
        files: files.iter().map(|name| inputs.path(name)).collect(),
        label: files.first().cloned().unwrap_or_default(),
        complete_years: complete_years.collect(),
    })
}

fn count(days: &Days) -> usize {
    days.values().flat_map(BTreeMap::values).map(BTreeSet::len).sum()
}

/// Year and day key of `YYYYMMDD` or `YYYY-MM-DD`.
fn day_key(text: &str) -> Option<(i16, u32)> {
    let digits: String = text.trim().chars().filter(|&c| c != '-').collect();
    if digits.len() != 8 {
        return None;
    }
    let key: u32 = digits.parse().ok()?;
    Some((i16::try_from(key / 10_000).ok()?, key))
}

fn knmi_days(text: &str, days: &mut Days) {
    for line in text.lines() {
        let mut cells = line.split(',');
        let station =
            cells.next().map(str::trim).filter(|cell| cell.len() == 3 && cell.bytes().all(|b| b.is_ascii_digit()));
        if let (Some(station), Some((year, day))) = (station, cells.next().and_then(day_key)) {
            days.entry(station.to_string()).or_default().entry(year).or_default().insert(day);
        }
    }
}

fn table_days(text: &str, days: &mut Days) {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let Some(head) = lines.next() else { return };
    let delimiter = [';', '\t'].into_iter().find(|&sign| head.contains(sign)).unwrap_or(',');
    let columns: Vec<String> = head.split(delimiter).map(|cell| cell.trim().trim_matches('"').to_lowercase()).collect();
    let column = |names: &[&str]| columns.iter().position(|column| names.contains(&column.as_str()));
    let Some(date) = column(&["date", "datum", "yyyymmdd", "time"]) else { return };
    let station = column(&["station", "stn", "site"]);
    for line in lines {
        let cells: Vec<&str> = line.split(delimiter).map(|cell| cell.trim().trim_matches('"')).collect();
        let name = station.and_then(|index| cells.get(index)).copied().unwrap_or("table");
        if let Some((year, day)) = cells.get(date).and_then(|cell| day_key(cell)) {
            days.entry(name.to_string()).or_default().entry(year).or_default().insert(day);
        }
    }
}

/// Year of the file that stands for the first simulated year, with a remark where warm-up years must be repeated.
pub fn first_weather_year(
    observed: &Observed,
    station: &str,
    wanted: Option<&Located<i16>>,
    period: &PeriodFile,
    place: &str,
) -> Result<(i16, Option<String>), Problem> {
    let label = &observed.label;
    let nothing = BTreeSet::new();
    let complete = observed.complete_years.get(station).unwrap_or(&nothing);
    let (Some(&earliest), Some(&latest)) = (complete.first(), complete.last()) else {
        let what = format!("{label} has no complete year for station {station}");
        return Err(Problem::new("W384", place, what).hint("every day from 1 January to 31 December is needed"));
    };
    let first = match (wanted, period.first_year) {
        (Some(year), _) if !complete.contains(&year.value) => {
            let what = format!("{label} has no complete year {} for station {station}", year.value);
            return Err(
                Problem::new("W385", year.place.clone(), what).hint(format!("complete: {earliest} to {latest}"))
            );
        }
        (Some(year), _) => year.value,
        (None, Some(year)) if complete.contains(&year) => year,
        (None, _) => earliest,
    };
    let missing = (first..).take(period.years).find(|year| !complete.contains(year));
    if let Some(year) = missing {
        let what = format!(
            "{label} has no complete year {year} for station {station}: {} years from {first} are needed",
            period.years
        );
        let hint = "lower period.years, set climate.first_weather_year, or give a longer file";
        return Err(Problem::new("W386", place, what).hint(hint));
    }
    let before = (1..=period.warmup as i16).take_while(|back| complete.contains(&(first - back))).count();
    let remark = (before < period.warmup).then(|| {
        format!(
            "{label}, station {station}: {before} years before {first} for {} of warm-up; the first ones are repeated",
            period.warmup
        )
    });
    Ok((first, remark))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn observed(years: &[i16]) -> Observed {
        let complete_years = BTreeMap::from([("260".to_string(), years.iter().copied().collect())]);
        Observed { files: Vec::new(), label: "f.txt".to_string(), complete_years }
    }

    fn period(first_year: i16, years: usize) -> PeriodFile {
        PeriodFile { first_year: Some(first_year), years, warmup: 3 }
    }

    #[test]
    fn the_first_year_is_its_own_or_the_first_complete_one() {
        let file = observed(&[2010, 2011, 2012, 2013, 2014, 2015]);
        let found = |year, years| first_weather_year(&file, "260", None, &period(year, years), "a.toml:1");
        assert_eq!(found(2013, 2), Ok((2013, None)));
        let (first, remark) = found(2027, 6).expect("fits");
        assert!(first == 2010 && remark.is_some_and(|text| text.contains("repeated")));
        assert_eq!(found(2027, 7).expect_err("too short").code, "W386");
        assert_eq!(
            first_weather_year(&observed(&[]), "260", None, &period(2027, 1), "").expect_err("none").code,
            "W384"
        );
        let wanted = Located { value: 1990, place: "a.toml:8".to_string() };
        let problem = first_weather_year(&file, "260", Some(&wanted), &period(2027, 1), "").expect_err("missing");
        assert_eq!((problem.code, problem.place.as_str()), ("W385", "a.toml:8"));
    }

    #[test]
    fn station_rows_and_table_rows_are_found() {
        let mut days = Days::new();
        knmi_days("# STN,YYYYMMDD, TG\r\n  260,20200101,  31\r\n260,20200102,\r\nnonsense\r\n", &mut days);
        assert_eq!(count(&days), 2);
        table_days("station;date;x\n\"A\";2020-01-01;1\nA;2020-01-01;2\n", &mut days);
        assert_eq!((count(&days), days["A"][&2020].len()), (3, 1));
    }
}
