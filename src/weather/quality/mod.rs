//! From observations to a series without gaps: limits, flags, filling by named and counted methods.
//!
//! Order: values beyond hard limits become missing; the gaps of each quantity are filled by the first method that can,
//! (1) the nearest neighbour within 60 km of the station itself, moved by the monthly difference or ratio, (2) a straight
//! line over at most 3 days (temperature, humidity, wind), (3) radiation from sunshine, else from the temperature range,
//! (4) humidity from the minimum temperature, (5) rain from the generator with the month's parameters and the state of
//! the day before, never interpolated, (6) the normal of the month. A year of which more than 10 % of a required
//! quantity would come from (6) is refused unless forced. Every filled value carries the letter of its method.

mod assemble;
mod draft;
mod fill;
mod limits;
mod neighbour;
mod report;
mod suspect;

pub use report::{ColumnCount, ImportReport};

use super::WeatherSeries;
use super::climatology::{Station, nearest_station_at, station};
use super::read::{Column, RawStation};
use crate::error::{Problem, Problems};
use draft::Draft;
use std::collections::BTreeMap;

/// Quantities without which no day can be run.
pub const REQUIRED: [Column; 7] =
    [Column::Tmin, Column::Tmean, Column::Tmax, Column::Radiation, Column::Rain, Column::Wind, Column::Humidity];
/// Largest share of a year that may come from monthly normals.
pub const CLIMATOLOGY_SHARE_MAX: f64 = 0.10;
/// Latitude taken when nothing tells it (De Bilt), degrees north.
const DEFAULT_LATITUDE_DEG: f64 = 52.1;
/// Longitude likewise, degrees east.
const DEFAULT_LONGITUDE_DEG: f64 = 5.18;

/// Choices for [`clean`].
#[derive(Clone, Copy, Debug, Default)]
pub struct CleanOptions<'n> {
    /// Accept years that are mostly normals, and columns that are missing altogether.
    pub force: bool,
    /// Keep years that are mostly normals, and name them in [`Cleaned::refused`] instead of failing.
    pub keep_refused_years: bool,
    /// Stations from which gaps may be filled; the station itself is passed over.
    pub neighbours: &'n [RawStation],
    /// First year kept.
    pub from: Option<i16>,
    /// Last year kept.
    pub to: Option<i16>,
}

/// A series without gaps and the account of how it came about.
#[derive(Clone, Debug, PartialEq)]
pub struct Cleaned {
    /// The series.
    pub series: WeatherSeries,
    /// Counts for the screen and the manifest.
    pub report: ImportReport,
    /// Years of which too much would rest on monthly normals.
    pub refused: RefusedYears,
}

/// What is wrong with each refused year.
pub type RefusedYears = BTreeMap<i16, Problem>;

/// Checks and completes the observations of a station; `place` names the file in problems.
pub fn clean(place: &str, raw: &RawStation, options: &CleanOptions<'_>) -> Result<Cleaned, Problems> {
    let place = format!("{place}, station {}", raw.node);
    let mut report = ImportReport::new(raw);
    let latitude = raw.latitude_deg.unwrap_or_else(|| {
        report.notices.push(format!("the latitude is not known: {DEFAULT_LATITUDE_DEG} is used"));
        DEFAULT_LATITUDE_DEG
    });
    let longitude = raw.longitude_deg.unwrap_or(DEFAULT_LONGITUDE_DEG);
    let climate = raw.number().and_then(station).unwrap_or_else(|| nearest_station_at(latitude, longitude));
    let mut draft = Draft::new(raw, latitude, options).ok_or_else(|| {
        Problem::new("W308", &place, "no day has a value of a required quantity in the years asked for")
    })?;
    report.begin(&draft, options);
    limits::reject(&mut draft);
    suspect::flag(&draft, options.neighbours, &mut report);
    fill::mean_temperature_from_extremes(&mut draft);
    neighbour::fill(&mut draft, raw, options.neighbours);
    refuse_blank_columns(&place, &draft, options.force)?;
    fill_gaps(&mut draft, climate, &mut report)?;
    report.finish(&draft);
    note_generated_rain(&draft, &mut report);
    let refused = if options.force { RefusedYears::new() } else { refused_years(&place, &draft) };
    if !options.keep_refused_years && !refused.is_empty() {
        return Err(Problems(refused.into_values().collect()));
    }
    Ok(Cleaned { series: assemble::series(&draft, raw), report, refused })
}

/// Everything that needs no neighbour, in order.
fn fill_gaps(draft: &mut Draft, climate: &Station, report: &mut ImportReport) -> Result<(), Problems> {
    fill::interpolate(draft);
    fill::mean_temperature_from_extremes(draft);
    fill::radiation(draft, climate, report);
    fill::humidity_from_minimum(draft);
    fill::rain_from_generator(draft, climate)?;
    fill::normals(draft, climate)
}

/// A required column without any value is an error: it is more often a mistake than a gap.
fn refuse_blank_columns(place: &str, draft: &Draft, force: bool) -> Result<(), Problems> {
    let mut problems = Problems::none();
    for column in [Column::Tmin, Column::Tmax, Column::Rain] {
        if !draft.has(column) {
            let what = format!("{} has no value at all", column.name());
            problems
                .push(Problem::new("W308", place, what).hint("this quantity cannot be made up; use another station"));
        }
    }
    for (column, substitute, method) in [
        (Column::Radiation, Some(Column::Sunshine), "the temperature range"),
        (Column::Humidity, None, "the minimum temperature (KNMI's column of humidity is UG; its RH is rain)"),
        (Column::Wind, None, "the normals of the nearest station"),
    ] {
        if !force && !draft.has(column) && !substitute.is_some_and(|column| draft.has(column)) {
            let what = format!("{} has no value at all", column.name());
            let hint = format!(
                "use another station, or the table of `zeis weather import --force`, which takes it from {method}"
            );
            problems.push(Problem::new("W308", place, what).hint(hint));
        }
    }
    problems.unless_any(())
}

/// Share of each year and required quantity that was filled by the method of a letter.
fn filled_shares(draft: &Draft, wanted: char) -> BTreeMap<(i16, Column), f64> {
    let mut days: BTreeMap<i16, usize> = BTreeMap::new();
    let mut filled: BTreeMap<(i16, Column), usize> = BTreeMap::new();
    for (i, date) in draft.dates.iter().enumerate() {
        *days.entry(date.year()).or_default() += 1;
        for &(column, letter) in draft.flags_of(i) {
            if letter == wanted && REQUIRED.contains(&column) {
                *filled.entry((date.year(), column)).or_default() += 1;
            }
        }
    }
    filled.into_iter().map(|((year, column), n)| ((year, column), n as f64 / days[&year] as f64)).collect()
}

/// The years that would rest on normals.
fn refused_years(place: &str, draft: &Draft) -> RefusedYears {
    let mut shares: BTreeMap<i16, Vec<String>> = BTreeMap::new();
    for ((year, column), share) in filled_shares(draft, 'c') {
        if share > CLIMATOLOGY_SHARE_MAX {
            shares.entry(year).or_default().push(format!("{:.0} % of {}", 100.0 * share, column.name()));
        }
    }
    let problem = |(year, shares): (i16, Vec<String>)| {
        let what = format!("{year}: monthly normals would make {}", shares.join(", "));
        let hint =
            "take other years, or `zeis weather import` with --from and --to, with --neighbour FILE, or with --force";
        (year, Problem::new("W309", place, what).hint(hint))
    };
    shares.into_iter().map(problem).collect()
}

/// Says which years have much of their rain from the generator.
fn note_generated_rain(draft: &Draft, report: &mut ImportReport) {
    let years: Vec<String> = filled_shares(draft, 'g')
        .into_iter()
        .filter(|&(_, share)| share > CLIMATOLOGY_SHARE_MAX)
        .map(|((year, _), share)| format!("{year} ({:.0} %)", 100.0 * share))
        .collect();
    if !years.is_empty() {
        report.notices.push(format!("years with much generated rain: {}", years.join(", ")));
    }
}
