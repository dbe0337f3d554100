//! Weather table of a single site: the names that the formats page accepts, given values used as they are.

use std::path::Path;

use crate::calendar::Date;
use crate::error::{Problem, Problems};
use crate::vegetation::drivers::WeatherRow;
use crate::vegetation::growr;
use crate::vegetation::parameters::Parameters;
use crate::vegetation::profile::Profile;
use crate::vegetation::snow::SnowDay;
use crate::weather::evaporation::makkink;

const TEMPERATURE: [&str; 4] = ["tmean_c", "t_mean_c", "temp_c", "Ta"];
const RADIATION: [&str; 2] = ["radiation_mj_m2", "global_rad_mj_m2"];
const PAR: [&str; 2] = ["par_mj_m2", "PAR"];
const RAIN: [&str; 3] = ["rain_mm", "precip_mm", "precip"];
const EVAPORATION: [&str; 4] = ["makkink_mm", "pet_mm", "et0_mm", "ET0"];
const CO2: [&str; 2] = ["co2_ppm", "aCO2"];
const DAY_OF_YEAR: [&str; 2] = ["doy", "DOY"];
/// Rain, melt and snow water of growR's own tables.
const SNOW: [&str; 3] = ["liquidP", "melt", "snow"];

/// Year of a table that gives days of the year alone.
const YEAR_OF_NO_YEAR: i16 = 2001;
/// Problems of values that are listed before the rest is only counted.
const MOST_PROBLEMS: usize = 20;

/// Where the day of a row stands.
enum DayColumns {
    Date(usize),
    YearAndDay(usize, usize),
    Day(usize),
}

/// Columns of the quantities, by their position.
struct Columns {
    day: DayColumns,
    temperature: usize,
    rain: usize,
    par: Option<usize>,
    radiation: Option<usize>,
    evaporation: Option<usize>,
    co2: Option<usize>,
    snow: Option<[usize; 3]>,
}

/// What stands in for columns that a table lacks, and how its days follow each other.
#[derive(Clone, Copy)]
struct Customs {
    profile: Profile,
    co2_ppm: Option<f64>,
}

impl Customs {
    /// CO2 of a year: that of the site, or else what the profile assumes.
    fn co2_ppm(self, year: i16) -> f64 {
        self.co2_ppm.unwrap_or_else(|| match self.profile {
            Profile::Verge | Profile::Inrae => Parameters::of(self.profile).co2_reference,
            Profile::Growr => growr::co2_ppm(year),
        })
    }

    /// Whether a day may follow another; tables of growR lack 366th days.
    fn follows(self, last: Date, date: Date) -> bool {
        let next = last.tomorrow().ok();
        let after_gap = next.filter(|next| self.profile == Profile::Growr && growr::leaves_out(*next));
        next == Some(date) || after_gap.is_some_and(|gap| gap.tomorrow().ok() == Some(date))
    }
}

/// Reads the table; CO2 of the site stands in where the table has none.
pub(super) fn read_weather(path: &Path, profile: Profile, co2_ppm: Option<f64>) -> Result<Vec<WeatherRow>, Problems> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| {
        Problem::new("I901", &name, format!("cannot be read: {error}")).hint("the path is taken from the site file on")
    })?;
    // The csv reader would count the lines of CRLF files one too low.
    let text = text.replace("\r\n", "\n");
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| Problem::new("G530", &name, error.to_string()))?.clone();
    let columns = find_columns(&name, &header)?;
    let customs = Customs { profile, co2_ppm };
    let mut problems = Problems::none();
    let mut rows: Vec<WeatherRow> = Vec::new();
    let mut unlisted = 0;
    for record in reader.records() {
        let found = match record {
            Ok(record) => {
                let line = record.position().map_or(0, csv::Position::line);
                let mut row = Row { name: &name, line, header: &header, record: &record, problems: Problems::none() };
                let parsed = row.read(&columns, customs, rows.last().map(|last| last.date));
                if let Some(parsed) = parsed {
                    rows.push(parsed);
                }
                row.problems
            }
            Err(error) => Problem::new("G530", &name, error.to_string()).into(),
        };
        for problem in found.0 {
            if problems.0.len() < MOST_PROBLEMS {
                problems.push(problem);
            } else {
                unlisted += 1;
            }
        }
    }
    if unlisted > 0 {
        problems.push(Problem::new("G533", &name, format!("{unlisted} more values are wrong")));
    }
    if rows.is_empty() && problems.is_empty() {
        problems.push(Problem::new("G534", &name, "no day in the table"));
    }
    problems.unless_any(rows)
}

fn find_columns(name: &str, header: &csv::StringRecord) -> Result<Columns, Problems> {
    let find = |names: &[&str]| names.iter().find_map(|wanted| header.iter().position(|column| column == *wanted));
    let mut problems = Problems::none();
    let mut need = |names: &[&str], what: &str| {
        let found = find(names);
        if found.is_none() {
            let hint = format!("one of {}", names.join(", "));
            problems.push(Problem::new("G531", format!("{name}:1"), format!("no column of {what}")).hint(hint));
        }
        found.unwrap_or(0)
    };
    let temperature = need(&TEMPERATURE, "mean temperature");
    let rain = need(&RAIN, "rain");
    let (par, radiation) = (find(&PAR), find(&RADIATION));
    if par.is_none() {
        need(&[&PAR[..], &RADIATION[..]].concat(), "radiation");
    }
    let day = match (find(&["date"]), find(&["year"]), find(&DAY_OF_YEAR)) {
        (Some(date), _, _) => DayColumns::Date(date),
        (None, Some(year), Some(day)) => DayColumns::YearAndDay(year, day),
        (None, None, Some(day)) => DayColumns::Day(day),
        _ => DayColumns::Date(need(&["date", "year and doy", "doy"], "days")),
    };
    let snow = match SNOW.map(|wanted| find(&[wanted])) {
        [Some(liquid), Some(melt), Some(snow)] => Some([liquid, melt, snow]),
        _ => None,
    };
    let (evaporation, co2) = (find(&EVAPORATION), find(&CO2));
    let columns = Columns { day, temperature, rain, par, radiation, evaporation, co2, snow };
    problems.unless_any(columns)
}

/// One row being read.
struct Row<'a> {
    name: &'a str,
    line: u64,
    header: &'a csv::StringRecord,
    record: &'a csv::StringRecord,
    problems: Problems,
}

impl Row<'_> {
    fn read(&mut self, columns: &Columns, customs: Customs, last: Option<Date>) -> Option<WeatherRow> {
        let date = self.date(columns);
        let temp_c = self.number(columns.temperature, (-60.0, 60.0));
        let rain_mm = self.number(columns.rain, (0.0, 600.0));
        let par = columns.par.map(|column| self.number(column, (0.0, 25.0)));
        let radiation = columns.radiation.map(|column| self.number(column, (0.0, 50.0)));
        let evaporation = columns.evaporation.map(|column| self.number(column, (-10.0, 30.0)));
        let co2 = columns.co2.map(|column| self.number(column, (150.0, 2000.0)));
        if let (Some(date), Some(last)) = (date, last)
            && !customs.follows(last, date)
        {
            self.problem("G535", format!("{date} does not follow {last}"), "one row per day, without a gap, one place");
        }
        let snow = columns
            .snow
            .filter(|_| customs.profile == Profile::Growr)
            .map(|snow| snow.map(|column| self.number(column, (0.0, 5000.0))));
        if !self.problems.is_empty() {
            return None;
        }
        let (date, temp_c) = (date?, temp_c?);
        let radiation_mj_m2 = radiation.flatten();
        let par_mj_m2 = par.flatten().or(radiation_mj_m2.map(|all| 0.5 * all))?;
        let makkink_mm =
            evaporation.flatten().unwrap_or_else(|| makkink(temp_c, radiation_mj_m2.unwrap_or(2.0 * par_mj_m2)));
        let co2_ppm = co2.flatten().unwrap_or_else(|| customs.co2_ppm(date.year()));
        let snow = snow.and_then(|[liquid_mm, melt_mm, snow_mm]| {
            Some(SnowDay { snow_mm: snow_mm?, liquid_mm: liquid_mm?, refrozen_mm: 0.0, melt_mm: melt_mm? })
        });
        Some(WeatherRow { date, temp_c, par_mj_m2, rain_mm: rain_mm?, makkink_mm, co2_ppm, snow })
    }

    fn date(&mut self, columns: &Columns) -> Option<Date> {
        let whole = |column: usize| self.record.get(column)?.parse::<i16>().ok();
        let date = match columns.day {
            DayColumns::Date(column) => self.record.get(column)?.parse().ok(),
            DayColumns::YearAndDay(year, day) => whole(year).zip(whole(day)).and_then(|(y, d)| day_of_year(y, d)),
            DayColumns::Day(day) => whole(day).and_then(|day| day_of_year(YEAR_OF_NO_YEAR, day)),
        };
        if date.is_none() {
            self.problem("G532", "no day can be read".to_owned(), "dates are written YYYY-MM-DD");
        }
        date
    }

    fn number(&mut self, column: usize, (low, high): (f64, f64)) -> Option<f64> {
        let text = self.record.get(column).unwrap_or("");
        let number = text.parse::<f64>().ok().filter(|number| (low..=high).contains(number));
        if number.is_none() {
            let header = self.header.get(column).unwrap_or("");
            let what = if text.is_empty() {
                format!("{header} is missing")
            } else {
                format!("{header} is {text}, outside {low} to {high}")
            };
            self.problem("G532", what, "growth takes no gaps: fill them first");
        }
        number
    }

    fn problem(&mut self, code: &'static str, what: String, hint: &str) {
        self.problems.push(Problem::new(code, format!("{}:{}", self.name, self.line), what).hint(hint));
    }
}

/// The date of a day of a year.
fn day_of_year(year: i16, day: i16) -> Option<Date> {
    let first = Date::new(year, 1, 1).ok()?;
    let date = first.checked_add(jiff::Span::new().try_days(i64::from(day) - 1).ok()?).ok()?;
    (date.year() == year).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_and_missing_values_are_all_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("w.csv");
        let table = "year,doy,Ta,PAR,precip\n2001,364,3,1,0\n2001,365,,1,0\n2002,2,4,-1,0\n2002,367,4,1,0\n";
        std::fs::write(&path, table).expect("written");
        let problems = read_weather(&path, Profile::Verge, None).expect_err("wrong").0;
        let codes: Vec<&str> = problems.iter().map(|problem| problem.code).collect();
        assert_eq!(codes, ["G532", "G532", "G535", "G532"]);
        assert!(problems[0].place.ends_with("w.csv:3") && problems[0].what.contains("Ta is missing"));
        std::fs::write(&path, "doy,tmean_c,rain_mm\n").expect("written");
        assert!(
            read_weather(&path, Profile::Verge, None)
                .expect_err("no radiation")
                .to_string()
                .contains("no column of radiation")
        );
    }
}
