//! `zeis weather fwi`: fire weather codes of a daily table.

mod grass;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::fire::read_text;
use crate::calendar::Date;
use crate::error::{Error, Problem, Problems};
use crate::fire::fwi::{Codes, MISSING_DAYS_BORNE, NoonWeather, next};
use crate::fire::table::{Table, shortest};
use crate::report::csv::write_whole;
use crate::units::KM_H_PER_M_S;
use crate::weather::climatology;
pub use grass::{GrassOptions, grass_rows};

/// Columns that every table needs; latitude and wind have alternatives.
const COLUMNS: [&str; 4] = ["date", "temp12_c", "rh12_pct", "rain_mm"];
/// Columns that are added.
const OUTPUT: [&str; 7] = ["ffmc", "dmc", "dc", "isi", "bui", "fwi", "dsr"];
/// Column that is added where days are missing: `missing`, `incomplete_year`, or both joined by `;`.
const FLAG: &str = "fwi_flag";

/// Fire weather codes of a daily table
///
/// Columns in: date, lat (or a known station), temp12_c, rh12_pct, wind_km_h (or wind12_m_s), rain_mm; one or many
/// stations, each in order of date. A day without values keeps the codes of the day before and is flagged.
///
/// With --grass the table must be a clean daily table (of weather import or generate); the grass codes of 2025 at 15 UT are
/// added too: grass_moisture_pct, gfmc, gsi, gfwi.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Example: zeis weather fwi daily.csv -o codes.csv\n         \
                  zeis weather fwi daily.csv -o codes.csv --grass --curing 80")]
pub struct FwiArgs {
    /// Daily table (csv)
    pub input: PathBuf,
    /// Table to write
    #[arg(short, long)]
    pub output: PathBuf,
    /// Fine fuel moisture code before the first day
    #[arg(long, default_value_t = 85.0)]
    pub ffmc: f64,
    /// Duff moisture code before the first day
    #[arg(long, default_value_t = 6.0)]
    pub dmc: f64,
    /// Drought code before the first day
    #[arg(long, default_value_t = 15.0)]
    pub dc: f64,
    /// Grass codes
    #[command(flatten)]
    pub grass: GrassOptions,
}

/// Runs the verb: reads the table, adds the columns, writes the whole result or nothing.
pub fn run(args: &FwiArgs) -> Result<(), Error> {
    let mut problems = Problems::none();
    let start = problems.take(start_codes(args.ffmc, args.dmc, args.dc));
    problems.take(args.grass.check());
    let start = problems.unless_any(start)?.unwrap_or_default();
    let text = read_text(&args.input)?;
    let name = args.input.display().to_string();
    let mut problems = Problems::none();
    let result = problems.take(add_codes(&name, &text, start));
    let rows = if args.grass.grass { problems.take(grass_rows(&name, &text, &args.grass)) } else { None };
    let mut result = problems.unless_any(result)?.unwrap_or_default();
    if let Some(rows) = rows {
        result = Table::parse(&name, &result)?.with_columns(&grass::OUTPUT, &rows);
    }
    write_whole(&args.output, result.as_bytes()).map_err(Error::Run)
}

/// Codes to start from, if they can be codes.
pub fn start_codes(ffmc: f64, dmc: f64, dc: f64) -> Result<Codes, Problems> {
    let mut problems = Problems::none();
    for (name, value, largest) in [("--ffmc", ffmc, 101.0), ("--dmc", dmc, 1000.0), ("--dc", dc, 3000.0)] {
        if !(0.0..=largest).contains(&value) {
            problems.push(Problem::new("F612", name, format!("{value} is outside the range 0-{largest}")));
        }
    }
    problems.unless_any(()).map(|()| Codes::start(ffmc, dmc, dc))
}

/// What is carried from row to row of one station.
struct Carried {
    codes: Codes,
    last_day: Option<Date>,
    missing_in_a_row: u32,
}

/// The daily table in `text` with its codes added; `name` is that of the file, for messages.
///
/// Every station begins with `start`. A row with an empty weather cell, like a date that is not there, is a missing
/// day: it leaves the codes, and more than three in a row make the year of the station incomplete.
///
/// ```
/// let table = "date,lat,temp12_c,rh12_pct,wind_km_h,rain_mm\n1985-04-13,40,17,42,25,0\n";
/// let out = zeis::cli::fwi::add_codes("day.csv", table, zeis::fire::fwi::Codes::default()).expect("a correct table");
/// assert!(out.lines().nth(1).is_some_and(|row| row.contains(",87.64935")));
/// ```
pub fn add_codes(name: &str, text: &str, start: Codes) -> Result<String, Problems> {
    let table = Table::parse(name, text)?;
    let mut problems = Problems::none();
    check_columns(&table, name, &mut problems);
    let latitudes = station_latitudes();
    let station_column = table.find("station");
    let mut stations: BTreeMap<&str, Carried> = BTreeMap::new();
    let mut incomplete: BTreeSet<(&str, i16)> = BTreeSet::new();
    let mut days = Vec::with_capacity(table.len());
    for row in 0..table.len() {
        let station = table.cell(row, station_column);
        let noon = noon_weather(&table, row, &latitudes, &mut problems);
        let Some(date) = date_of(&table, row, &mut problems) else { continue };
        let carried = stations.entry(station).or_insert(Carried { codes: start, last_day: None, missing_in_a_row: 0 });
        let skipped = days_skipped(&table, row, carried.last_day, date, &mut problems);
        carried.last_day = Some(date);
        carried.missing_in_a_row += skipped;
        let mut longest = carried.missing_in_a_row;
        if let Some(noon) = noon {
            let noon = NoonWeather { month: date.month().unsigned_abs(), ..noon };
            carried.codes = next(carried.codes, &noon);
            carried.missing_in_a_row = 0;
        } else {
            carried.missing_in_a_row += 1;
            longest = carried.missing_in_a_row;
        }
        if longest > MISSING_DAYS_BORNE {
            incomplete.insert((station, date.year()));
        }
        days.push((station, date.year(), noon.is_none(), carried.codes));
    }
    problems.unless_any(())?;

    let any_flag = !incomplete.is_empty() || days.iter().any(|(_, _, missing, _)| *missing);
    let rows: Vec<Vec<String>> = days
        .iter()
        .map(|(station, year, missing, c)| {
            let mut cells = [c.ffmc, c.dmc, c.dc, c.isi, c.bui, c.fwi, c.dsr].map(shortest).to_vec();
            if any_flag {
                cells.push(flag(*missing, incomplete.contains(&(*station, *year))).to_owned());
            }
            cells
        })
        .collect();
    let names: Vec<&str> = OUTPUT.into_iter().chain(any_flag.then_some(FLAG)).collect();
    Ok(table.with_columns(&names, &rows))
}

/// Text of the flag column.
fn flag(missing: bool, incomplete_year: bool) -> &'static str {
    match (missing, incomplete_year) {
        (false, false) => "",
        (true, false) => "missing",
        (false, true) => "incomplete_year",
        (true, true) => "missing;incomplete_year",
    }
}

/// Notes the columns that are missing.
fn check_columns(table: &Table, name: &str, problems: &mut Problems) {
    table.require(&COLUMNS, problems);
    for (one, other) in [("lat", "station"), ("wind_km_h", "wind12_m_s")] {
        if table.find(one).is_none() && table.find(other).is_none() {
            problems
                .push(Problem::new("F605", name, format!("column `{one}` is missing")).hint(format!("or `{other}`")));
        }
    }
}

/// Weather of a row with the month left open; `None` where a value is missing or wrong.
fn noon_weather(
    table: &Table,
    row: usize,
    latitudes: &BTreeMap<String, f64>,
    problems: &mut Problems,
) -> Option<NoonWeather> {
    let latitude_deg = latitude(table, row, latitudes, problems);
    let temp_c = table.number(row, "temp12_c", -50.0..=60.0, "C", problems);
    let rh_pct = table.number(row, "rh12_pct", 0.0..=110.0, "%", problems);
    let km_h = table.number(row, "wind_km_h", 0.0..=200.0, "km/h", problems);
    let m_s = table.number(row, "wind12_m_s", 0.0..=200.0 / KM_H_PER_M_S, "m/s", problems);
    let wind_km_h = km_h.or_else(|| m_s.map(|speed| speed * KM_H_PER_M_S));
    let rain = table.number(row, "rain_mm", -1.0..=500.0, "mm", problems);
    let rain_mm = rain.and_then(|mm| match mm {
        // the coded trace of the Dutch weather service, as it stands or as tenths
        -1.0 | -0.1 => Some(0.0),
        mm if mm < 0.0 => {
            let what = format!("{mm} is outside the range 0-500 mm");
            problems.push(Problem::new("F607", table.place(row, "rain_mm"), what).hint("a trace is 0"));
            None
        }
        mm => Some(mm),
    });
    Some(NoonWeather {
        temp_c: temp_c?,
        rh_pct: rh_pct?,
        wind_km_h: wind_km_h?,
        rain_mm: rain_mm?,
        month: 1,
        latitude_deg: latitude_deg?,
    })
}

/// Latitude of a row: its own, else that of its station; a problem where neither is known.
fn latitude(table: &Table, row: usize, latitudes: &BTreeMap<String, f64>, problems: &mut Problems) -> Option<f64> {
    if !table.cell(row, table.find("lat")).is_empty() {
        return table.number(row, "lat", -90.0..=90.0, "degrees", problems);
    }
    let station = table.find("station")?;
    let number = table.cell(row, Some(station));
    let known = latitudes.get(number).copied();
    if known.is_none() {
        let what = format!("the latitude of station `{number}` is not known");
        problems.push(Problem::new("F613", table.place(row, "station"), what).hint("give it in a column `lat`"));
    }
    known
}

/// Date of a row.
fn date_of(table: &Table, row: usize, problems: &mut Problems) -> Option<Date> {
    let column = table.find("date")?;
    let text = table.cell(row, Some(column));
    let date = text.parse::<Date>().ok();
    if date.is_none() {
        let what = format!("`{text}` is not a date");
        problems.push(Problem::new("F614", table.place(row, "date"), what).hint("YYYY-MM-DD"));
    }
    date
}

/// Days without a row before this one; a problem where the dates of a station do not rise.
fn days_skipped(table: &Table, row: usize, last: Option<Date>, date: Date, problems: &mut Problems) -> u32 {
    let Some(last) = last else { return 0 };
    let ahead = (date - last).get_days();
    if ahead < 1 {
        let what = format!("{date} does not come after {last}, the row before of the same station");
        problems.push(Problem::new("F615", table.place(row, "date"), what).hint("sort each station by date"));
    }
    ahead.saturating_sub(1).max(0).unsigned_abs()
}

/// Latitude by number of the stations that are known.
fn station_latitudes() -> BTreeMap<String, f64> {
    climatology::stations().iter().map(|station| (station.number.to_string(), station.latitude_deg)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "rain_mm,station,date,temp12_c,rh12_pct,wind12_m_s\n";

    #[test]
    fn stations_run_apart_with_their_known_latitude() {
        assert_eq!(station_latitudes().get("260"), Some(&52.0992));
        let one = "0,260,2020-07-01,25,40,5\n0,260,2020-07-02,26,35,5\n";
        let both = "0,260,2020-07-01,25,40,5\n9,280,2020-07-01,15,90,5\n0,260,2020-07-02,26,35,5\n";
        let alone = add_codes("a.csv", &format!("{HEADER}{one}"), Codes::default()).expect("correct");
        let mixed = add_codes("a.csv", &format!("{HEADER}{both}"), Codes::default()).expect("correct");
        assert_eq!(alone.lines().nth(2), mixed.lines().nth(3));
        assert!(mixed.starts_with("rain_mm,station,date,temp12_c,rh12_pct,wind12_m_s,ffmc,dmc,dc,isi,bui,fwi,dsr\n"));
    }

    #[test]
    fn missing_days_carry_the_codes_and_are_flagged() {
        let text = format!("{HEADER}0,260,2020-07-01,25,40,5\n,260,2020-07-02,26,35,5\n0,260,2020-07-06,26,35,5\n");
        let out = add_codes("a.csv", &text, Codes::default()).expect("correct");
        let cells: Vec<Vec<&str>> = out.lines().map(|line| line.split(',').collect()).collect();
        assert_eq!(cells[1][6..13], cells[2][6..13]);
        assert_eq!((cells[0][13], cells[2][13], cells[3][13]), (FLAG, "missing;incomplete_year", "incomplete_year"));
        let borne = text.replace("07-06", "07-05");
        let out = add_codes("a.csv", &borne, Codes::default()).expect("correct");
        assert!(out.contains(",missing\n") && !out.contains("incomplete"));
    }

    #[test]
    fn every_problem_of_a_table_is_told() {
        let text = format!(
            "{HEADER}-3,260,2020-07-02,75,40,5\n0,999,yesterday,25,40,5\n0,260,2020-07-01,25,140,5\n-1,260,2020-07-03,2,4,5\n"
        );
        let problems = add_codes("a.csv", &text, Codes::default()).expect_err("wrong");
        let codes: Vec<_> = problems.0.iter().map(|p| p.code).collect();
        assert_eq!(codes, ["F607", "F607", "F613", "F614", "F607", "F615"]);
        let problems = add_codes("a.csv", "temp12_c\n1\n", Codes::default()).expect_err("wrong");
        assert_eq!(problems.0.len(), 5);
        assert!(start_codes(85.0, -6.0, 15.0).is_err());
    }
}
