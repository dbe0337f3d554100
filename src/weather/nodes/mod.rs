//! Weather nodes of a run: which weather each point of the network gets, for every member and year.
//!
//! Observed weather is the same for every member; years of the run take the years of the file in order, beginning with
//! `first_weather_year`, and the warm-up takes the years before it. Generated weather differs between members.

pub mod day;
mod generated;
mod layout;

pub use generated::{Generated, link_nodes};
pub use layout::lay_out;

use super::WeatherSeries;
use super::climate::delta::changed;
use super::climate::{ClimateChange, YearFactors};
use super::climatology::{StationParameters, nearest_station, parameters, stations};
use super::generate::Method;
use super::quality::{CleanOptions, RefusedYears, clean};
use super::read::{GenericOptions, read_files};
use super::table::{is_clean_table, read_table};
use crate::error::{Problem, Problems};
use layout::{days_before, part, source_first_year, year_by_year};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Where the weather of a run comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum WeatherSource {
    /// The generator with the climate of one station.
    Climatology {
        /// KNMI number.
        station: u16,
    },
    /// The generator with the climate of the station nearest to each point.
    Nearest,
    /// Daily files of KNMI or generic tables, completed where they have gaps.
    KnmiFiles(Vec<PathBuf>),
    /// A clean daily table, or a generic one.
    Table(PathBuf),
}

/// The years of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunYears {
    /// First year that counts.
    pub first_year: i16,
    /// Number of years that count.
    pub years: usize,
    /// Years run before them.
    pub warmup: usize,
    /// Year of the observed series used for `first_year`; else `first_year` if it is there, else the first whole year.
    pub first_weather_year: Option<i16>,
}

/// Weather of one node.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "a run has some tens of nodes; a box would gain nothing")]
pub enum NodeWeather {
    /// One series for all members, laid out for the years of the run with its warm-up.
    Observed(WeatherSeries),
    /// A climate, from which each member draws its own series.
    Generated(Box<Generated>),
}

impl NodeWeather {
    /// A node whose weather is drawn from a climate.
    pub fn generated(parameters: StationParameters, method: Method) -> Self {
        NodeWeather::Generated(Box::new(Generated::new(parameters, method)))
    }

    /// Name of the node: number or name of its station.
    pub fn name(&self) -> String {
        match self {
            NodeWeather::Observed(series) => series.node.clone(),
            NodeWeather::Generated(generated) => generated.parameters.station.node_name(),
        }
    }

    /// Degrees north.
    pub fn latitude_deg(&self) -> f64 {
        match self {
            NodeWeather::Observed(series) => series.latitude_deg,
            NodeWeather::Generated(generated) => generated.parameters.station.latitude_deg,
        }
    }

    /// Weather of `years` whole years from 1 January of `first_year` (warm-up included) for a member.
    ///
    /// An observed series gives the part of these years that [`load`] laid out; that is all of them within the years of
    /// the run.
    pub fn series(&self, seed: u64, member: u64, first_year: i16, years: usize) -> WeatherSeries {
        match self {
            NodeWeather::Generated(generated) => generated.series(seed, member, first_year, years),
            NodeWeather::Observed(series) => {
                let last_year = first_year.saturating_add(years as i16);
                let start = days_before(series.first_day.year(), first_year).min(series.len());
                let end = days_before(series.first_day.year(), last_year).min(series.len());
                if start == 0 && end == series.len() { series.clone() } else { part(series, start, end) }
            }
        }
    }
}

/// The nodes of a run and which of them each point uses.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadedNodes {
    /// Nodes, in the order of their names.
    pub nodes: Vec<NodeWeather>,
    /// Index into `nodes` for each point.
    pub of_point: Vec<usize>,
    /// Sentences for the screen and the manifest.
    pub notices: Vec<String>,
}

/// Loads and checks the weather for points in RD New coordinates (m).
pub fn load(source: &WeatherSource, points: &[(f64, f64)], run: &RunYears) -> Result<LoadedNodes, Problems> {
    match source {
        WeatherSource::Climatology { station } => {
            let parameters = parameters(*station).ok_or_else(|| unknown_station(*station))?;
            let nodes = vec![NodeWeather::generated(parameters.clone(), Method::Extended)];
            Ok(LoadedNodes { nodes, of_point: vec![0; points.len()], notices: Vec::new() })
        }
        WeatherSource::Nearest => Ok(nearest_nodes(points)),
        WeatherSource::KnmiFiles(files) => observed_nodes(files, points, run),
        WeatherSource::Table(file) => observed_nodes(std::slice::from_ref(file), points, run),
    }
}

/// Observed weather of one station, laid out over a run.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadedStation {
    /// Its weather.
    pub weather: NodeWeather,
    /// Its weather in each climate that was asked for.
    pub climates: Vec<NodeWeather>,
    /// Year of the files that stands for the first year of the run.
    pub source_first_year: i16,
    /// Sentences for the screen and the manifest.
    pub notices: Vec<String>,
}

/// Loads one station of files of observed weather; the other stations only fill its gaps, so they need neither the years of
/// the run nor a known place. `None` if the files have no such station.
pub fn load_station(files: &[PathBuf], station: &str, run: &RunYears) -> Result<Option<LoadedStation>, Problems> {
    load_station_in_climates(files, station, run, &[], false)
}

/// As [`load_station`], in other climates as well: `changes` are their changes, `simple` adds and multiplies only. Where a climate
/// changes from year to year, every year of the run is that of the whole series under the change of its own year; the trend
/// that the series itself has is left in.
pub fn load_station_in_climates(
    files: &[PathBuf],
    station: &str,
    run: &RunYears,
    changes: &[Option<ClimateChange>],
    simple: bool,
) -> Result<Option<LoadedStation>, Problems> {
    let mut notices = Vec::new();
    let found = observed_series(files, Some(station), &mut notices)?;
    let Some((observed, refused)) = found.into_iter().find(|(series, _)| series.node == station) else {
        return Ok(None);
    };
    let source_first_year = source_first_year(&observed, &refused, run);
    let series = lay_out(&observed, &refused, run, &mut notices)?;
    let mut climates = Vec::new();
    for change in changes {
        climates.push(NodeWeather::Observed(match change {
            None => series.clone(),
            Some(change) => {
                let under = |factors: &YearFactors| {
                    lay_out(&changed(&observed, factors, simple), &refused, run, &mut Vec::new())
                };
                year_by_year(change, &series, run.first_year, &under)?
            }
        }));
    }
    Ok(Some(LoadedStation { weather: NodeWeather::Observed(series), climates, source_first_year, notices }))
}

fn unknown_station(number: u16) -> Problem {
    let known: Vec<String> = stations().iter().map(|station| format!("{} {}", station.number, station.name)).collect();
    Problem::new("W311", format!("station {number}"), "is not in the climatology")
        .hint(format!("one of: {}; or \"nearest\"", known.join(", ")))
}

fn nearest_nodes(points: &[(f64, f64)]) -> LoadedNodes {
    let numbers: Vec<u16> = points.iter().map(|&(x, y)| nearest_station(x, y).number).collect();
    let mut index: BTreeMap<u16, usize> = numbers.iter().map(|&number| (number, 0)).collect();
    let mut nodes = Vec::new();
    for (number, place) in &mut index {
        *place = nodes.len();
        nodes.extend(parameters(*number).cloned().map(|climate| NodeWeather::generated(climate, Method::Extended)));
    }
    link_nodes(&mut nodes.iter_mut().collect::<Vec<_>>());
    LoadedNodes { nodes, of_point: numbers.iter().map(|number| index[number]).collect(), notices: Vec::new() }
}

/// Observed series of every station in the files, laid out for the run; each point takes the nearest of them.
fn observed_nodes(files: &[PathBuf], points: &[(f64, f64)], run: &RunYears) -> Result<LoadedNodes, Problems> {
    let mut notices = Vec::new();
    let mut problems = Problems::none();
    let mut nodes = Vec::new();
    let mut places = Vec::new();
    for (observed, refused) in observed_series(files, None, &mut notices)? {
        let known = observed.node.parse().ok().and_then(super::climatology::station);
        if let Some(series) = problems.take(lay_out(&observed, &refused, run, &mut notices)) {
            nodes.push(NodeWeather::Observed(series));
            places.push(known.map(|station| (station.x_rd_m, station.y_rd_m)));
        }
    }
    if nodes.len() > 1 && places.iter().any(Option::is_none) {
        let what = "there are several stations, and not all have a known place";
        problems.push(
            Problem::new("W312", file_names(files), what)
                .hint("give one station, or number the stations as KNMI does, or use [climate.weather_by_district]"),
        );
    }
    let nearest = |&(x, y): &(f64, f64)| {
        let distance =
            |place: &Option<(f64, f64)>| place.map_or(0.0, |(px, py)| (px - x) * (px - x) + (py - y) * (py - y));
        (0..places.len()).min_by(|&a, &b| distance(&places[a]).total_cmp(&distance(&places[b]))).unwrap_or(0)
    };
    let of_point = points.iter().map(nearest).collect();
    problems.unless_any(LoadedNodes { nodes, of_point, notices })
}

fn file_names(files: &[PathBuf]) -> String {
    files.iter().map(|file| file.display().to_string()).collect::<Vec<_>>().join(", ")
}

/// Reads the files: a clean table as it is, anything else completed; of every station, or of the one that is wanted. Years
/// that rest on normals are named, for only those that the run uses must be good.
fn observed_series(
    files: &[PathBuf],
    wanted: Option<&str>,
    notices: &mut Vec<String>,
) -> Result<Vec<(WeatherSeries, RefusedYears)>, Problems> {
    let mut problems = Problems::none();
    let mut all = Vec::new();
    let mut others = Vec::new();
    for file in files {
        if let Some(text) = clean_text(file) {
            let series = problems.take(read_table(&file.display().to_string(), &text)).unwrap_or_default();
            all.extend(series.into_iter().map(|series| (series, RefusedYears::new())));
        } else {
            others.push(file);
        }
    }
    let table = problems.take(read_files(&others, &GenericOptions::default())).unwrap_or_default();
    notices.extend(table.notices);
    let place = file_names(files);
    for station in table.stations.iter().filter(|station| wanted.is_none_or(|wanted| station.node == wanted)) {
        let options = CleanOptions { keep_refused_years: true, neighbours: &table.stations, ..Default::default() };
        if let Some(cleaned) = problems.take(clean(&place, station, &options)) {
            notices.push(cleaned.report.to_string());
            all.push((cleaned.series, cleaned.refused));
        }
    }
    problems.unless_any(all)
}

/// Text of a file that is a clean daily table.
fn clean_text(file: &Path) -> Option<String> {
    let text = std::fs::read_to_string(file).ok()?;
    is_clean_table(&text).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Date;
    use crate::weather::generate::generate;

    fn observed(first_year: i16, years: usize) -> WeatherSeries {
        let mut series = generate(parameters(260).expect("De Bilt"), 1, 0, first_year, years);
        let mut date = series.first_day;
        for value in &mut series.tmax_c {
            let number = f64::from(date.year()) * 1e4 + f64::from(date.month()) * 100.0 + f64::from(date.day());
            *value = number / 1e4;
            date = date.tomorrow().expect("in range");
        }
        series
    }

    fn run(first_year: i16, years: usize, warmup: usize, first_weather_year: Option<i16>) -> RunYears {
        RunYears { first_year, years, warmup, first_weather_year }
    }

    #[test]
    fn years_of_the_file_follow_each_other_with_the_leap_days_of_the_run() {
        let mut notices = Vec::new();
        let laid = lay_out(&observed(2001, 6), &RefusedYears::new(), &run(2028, 3, 1, Some(2002)), &mut notices)
            .expect("enough years");
        assert_eq!(laid.first_day, Date::constant(2027, 1, 1));
        assert_eq!(laid.len(), 365 + 366 + 365 + 365);
        assert_eq!(laid.tmax_c[0], 2001.0101);
        assert_eq!(laid.tmax_c[365 + 58], 2002.0228);
        assert_eq!(laid.tmax_c[365 + 59], 2002.0228, "28 February is repeated");
        assert_eq!(laid.tmax_c[365 + 366 + 365 + 59], 2004.0301, "29 February of 2004 is dropped");
        assert_eq!(laid.tmax_c[laid.len() - 1], 2004.1231);
        assert!(notices.is_empty());
    }

    #[test]
    fn warm_up_repeats_the_first_years_when_the_file_begins_too_late() {
        let mut notices = Vec::new();
        let laid = lay_out(&observed(2011, 4), &RefusedYears::new(), &run(2011, 2, 3, None), &mut notices)
            .expect("enough years");
        assert_eq!(notices.len(), 1);
        let years: Vec<f64> = [0, 366, 366 + 365, 366 + 730].map(|i| laid.tmax_c[i].floor()).to_vec();
        assert_eq!(laid.first_day.year(), 2008);
        assert_eq!(years, [2011.0, 2012.0, 2011.0, 2011.0]);
    }

    #[test]
    fn a_file_that_ends_too_early_is_an_error() {
        let mut notices = Vec::new();
        for (years, first) in [(5, Some(2011)), (1, Some(2010)), (1, Some(2015))] {
            let problems = lay_out(&observed(2011, 4), &RefusedYears::new(), &run(2027, years, 0, first), &mut notices)
                .expect_err("short");
            assert_eq!(problems.0[0].code, "W313");
        }
    }

    #[test]
    fn a_series_that_begins_within_a_year_is_laid_out_by_date() {
        let whole = observed(2011, 3);
        let late = part(&whole, 100, whole.len());
        let laid =
            lay_out(&late, &RefusedYears::new(), &run(2030, 2, 0, None), &mut Vec::new()).expect("two whole years");
        assert_eq!((laid.tmax_c[0], laid.tmax_c[365]), (2012.0101, 2013.0101));
    }

    #[test]
    fn members_share_observed_weather_and_draw_their_own_otherwise() {
        let laid = lay_out(&observed(2011, 4), &RefusedYears::new(), &run(2011, 4, 0, None), &mut Vec::new())
            .expect("enough years");
        let node = NodeWeather::Observed(laid.clone());
        assert_eq!(node.series(1, 0, 2011, 4), laid);
        assert_eq!(node.series(1, 7, 2012, 1).tmax_c[0], 2012.0101);
        assert_eq!(node.series(1, 7, 2012, 1).len(), 366);
        let generated =
            load(&WeatherSource::Nearest, &[(140_000.0, 456_000.0), (235_000.0, 571_000.0)], &run(2027, 1, 0, None))
                .expect("climatology");
        assert_eq!(generated.of_point, [0, 1]);
        assert_eq!(generated.nodes[1].name(), "280");
        assert_ne!(generated.nodes[0].series(1, 0, 2027, 1), generated.nodes[0].series(1, 1, 2027, 1));
        let unknown =
            load(&WeatherSource::Climatology { station: 999 }, &[], &run(2027, 1, 0, None)).expect_err("unknown");
        assert!(unknown.0[0].code == "W311" && unknown.0[0].hint.contains("260 De Bilt"));
    }
}
