//! Files of observed weather: which stations and complete years they hold, and the year that stands for the first one.

use crate::calendar::Date;
use crate::error::{Problem, Problems};
use crate::network::geometry::rd_new;
use crate::network::segment::Point;
use crate::network::segment::Segment;
use crate::scenario::file::climate::PeriodFile;
use crate::scenario::file::keys::Located;
use crate::scenario::inputs::Inputs;
use crate::weather::climate::ClimateChange;
use crate::weather::climatology::nearest_station;
use crate::weather::nodes::day::{DayWeather, load_station_to_day};
use crate::weather::nodes::{LoadedStation, RunYears, load_station_in_climates};
use crate::weather::read::{Column, GenericOptions, RawStation, read_bytes};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// Where station files are found.
const DOWNLOAD: &str = "daily station files of KNMI: https://www.knmi.nl/nederland-nu/klimatologie/daggegevens \
                        (save it under that name, or use { climatology = \"nearest\" })";

/// Columns that nothing in the file can stand in for: without any value of them a station is of no use.
const NEEDED: [Column; 4] = [Column::Tmin, Column::Tmax, Column::Rain, Column::Wind];

/// Files of one source.
#[derive(Clone, Debug, PartialEq)]
pub struct Observed {
    /// Files.
    pub files: Vec<PathBuf>,
    /// Name of the first file, for messages.
    pub label: String,
    /// Stations by number or name.
    pub stations: BTreeMap<String, ObservedStation>,
}

/// What the files hold of one station.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ObservedStation {
    /// Place, if the files or the climatology know it.
    pub place: Option<Point>,
    /// Years from whose first to whose last day the rows reach; gaps within are filled.
    pub complete_years: BTreeSet<i16>,
}

/// Opens the files of a source named at `place`.
pub fn open(files: &[String], knmi: bool, place: &str, inputs: &mut Inputs) -> Result<Observed, Problems> {
    let mut problems = Problems::none();
    let mut days: BTreeMap<String, (Option<Point>, BTreeSet<Date>)> = BTreeMap::new();
    for name in files {
        let bytes = match inputs.read(name, place) {
            Ok(bytes) => bytes,
            Err(mut problem) => {
                if knmi && problem.code == "I901" {
                    problem.hint = format!("{}; {DOWNLOAD}", problem.hint);
                }
                problems.push(problem);
                continue;
            }
        };
        let path = inputs.path(name).display().to_string();
        let read = read_bytes(&path, &bytes, &GenericOptions::default());
        let Some(table) = problems.take(read) else { continue };
        for station in &table.stations {
            problems.0.extend(empty_columns(&path, station));
            let (at, dates) = days.entry(station.node.clone()).or_default();
            *at = at.or(place_of(station));
            dates.extend(station.rows.iter().map(|row| row.date));
        }
    }
    let stations = days
        .into_iter()
        .map(|(node, (place, dates))| (node, ObservedStation { place, complete_years: complete_years(&dates) }));
    problems.unless_any(Observed {
        files: files.iter().map(|name| inputs.path(name)).collect(),
        label: files.first().cloned().unwrap_or_default(),
        stations: stations.collect(),
    })
}

fn place_of(station: &RawStation) -> Option<Point> {
    Some(rd_new(station.longitude_deg?, station.latitude_deg?))
}

fn empty_columns(path: &str, station: &RawStation) -> Vec<Problem> {
    let empty = NEEDED.into_iter().filter(|&column| !station.has(column));
    empty
        .map(|column| {
            let what = format!("station {} has no value of {} on any day", station.node, column.name());
            Problem::new("W387", path, what).hint("temperatures, rain and wind cannot be taken from other columns")
        })
        .collect()
}

fn complete_years(dates: &BTreeSet<Date>) -> BTreeSet<i16> {
    let (Some(first), Some(last)) = (dates.first(), dates.last()) else { return BTreeSet::new() };
    let begins = if first.day_of_year() == 1 { first.year() } else { first.year() + 1 };
    let ends = if (last.month(), last.day()) == (12, 31) { last.year() } else { last.year() - 1 };
    (begins..=ends).collect()
}

impl Observed {
    /// The weather of a station, cleaned and laid out over the years of a run.
    pub fn load(
        &self,
        station: &str,
        run: &RunYears,
        changes: &[Option<ClimateChange>],
        simple: bool,
    ) -> Result<LoadedStation, Problems> {
        load_station_in_climates(&self.files, station, run, changes, simple)?.ok_or_else(|| self.unusable(station))
    }

    /// The weather of a station, cleaned, with its warm-up and up to a day.
    pub fn load_to_day(&self, station: &str, wanted: &DayWeather) -> Result<LoadedStation, Problems> {
        load_station_to_day(&self.files, station, wanted)?.ok_or_else(|| self.unusable(station))
    }

    fn unusable(&self, station: &str) -> Problems {
        let what = format!("station {station} has no weather that can be used");
        Problem::new("W383", self.label.clone(), what).into()
    }
}

/// KNMI number of the climate of a node: its own number, else the station nearest to it or to a segment that uses it, else
/// De Bilt.
pub fn climate_of(observed: &Observed, name: &str, segment: &Segment) -> u16 {
    const DE_BILT: u16 = 260;
    let own = name.parse().ok().and_then(crate::weather::climatology::station).map(|station| station.number);
    let place = || observed.stations.get(name).and_then(|station| station.place).or_else(|| segment.middle());
    own.or_else(|| place().map(|place| nearest_station(place.x_m, place.y_m).number)).unwrap_or(DE_BILT)
}

/// Year of the file that stands for the first simulated year; the years of the run must be there from it on.
pub fn first_weather_year(
    observed: &Observed,
    station: &str,
    wanted: Option<&Located<i16>>,
    period: &PeriodFile,
    place: &str,
) -> Result<i16, Problem> {
    let label = &observed.label;
    let nothing = ObservedStation::default();
    let complete = &observed.stations.get(station).unwrap_or(&nothing).complete_years;
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
    let needed = period.years;
    if let Some(year) = (first..).take(needed).find(|year| !complete.contains(year)) {
        let what = format!(
            "{label} has no complete year {year} for station {station}: {needed} years from {first} are needed"
        );
        let hint = "lower period.years, set climate.first_weather_year, or give a longer file";
        return Err(Problem::new("W386", place, what).hint(hint));
    }
    Ok(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn observed(years: &[i16]) -> Observed {
        let station = ObservedStation { place: None, complete_years: years.iter().copied().collect() };
        let stations = BTreeMap::from([("260".to_string(), station)]);
        Observed { files: Vec::new(), label: "f.txt".to_string(), stations }
    }

    fn period(first_year: i16, years: usize) -> PeriodFile {
        PeriodFile { first_year: Some(first_year), years, warmup: 3 }
    }

    #[test]
    fn the_first_year_is_its_own_or_the_first_complete_one() {
        let file = observed(&[2010, 2011, 2012, 2013, 2014, 2015]);
        let found = |year, years| first_weather_year(&file, "260", None, &period(year, years), "a.toml:1");
        assert_eq!((found(2013, 2), found(2027, 6)), (Ok(2013), Ok(2010)));
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
    fn a_year_is_complete_from_its_first_to_its_last_day() {
        let first: Date = "2020-01-01".parse().expect("a date");
        let mut dates: BTreeSet<Date> = first.series(jiff::Span::new().days(1)).take(366 + 365).collect();
        assert_eq!(complete_years(&dates), BTreeSet::from([2020, 2021]));
        dates.remove(&"2020-02-29".parse().expect("a date"));
        assert_eq!(complete_years(&dates).len(), 2, "a gap is filled");
        dates.remove(&first);
        assert_eq!(complete_years(&dates), BTreeSet::from([2021]));
    }
}
