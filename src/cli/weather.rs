//! `zeis weather import` and `zeis weather generate`: clean daily tables from station files and from the generator.

use crate::error::{Error, Problem, Problems};
use crate::report::csv::write_whole;
use crate::weather::WeatherSeries;
use crate::weather::climatology::{nearest_station_at, parameters, station, stations};
use crate::weather::generate::generate;
use crate::weather::quality::{CleanOptions, clean};
use crate::weather::read::{GenericOptions, RawStation, read_files};
use crate::weather::table::{read_table, write_table};
use std::path::{Path, PathBuf};

/// Daily weather: import observations, generate series.
#[derive(Debug, clap::Args)]
pub struct WeatherArgs {
    /// What to do.
    #[command(subcommand)]
    pub verb: WeatherVerb,
}

/// The verbs of `zeis weather`.
#[derive(Debug, clap::Subcommand)]
pub enum WeatherVerb {
    /// KNMI daily files or csv tables to the clean daily table; the report goes to the screen
    Import(ImportArgs),
    /// A clean daily table from the generator
    Generate(GenerateArgs),
}

/// Arguments of `zeis weather import`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: zeis weather import etmgeg_260.txt -o daily.csv")]
pub struct ImportArgs {
    /// KNMI daily files (etmgeg, daily-data script) or csv tables; rows of one station are joined
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Table to write
    #[arg(short, long)]
    pub output: PathBuf,
    /// Stations to keep, by number or name; all when not given
    #[arg(long, value_delimiter = ',')]
    pub station: Vec<String>,
    /// Files of neighbouring stations, from which gaps are filled within 60 km
    #[arg(long)]
    pub neighbour: Vec<PathBuf>,
    /// First year to keep
    #[arg(long)]
    pub from: Option<i16>,
    /// Last year to keep
    #[arg(long)]
    pub to: Option<i16>,
    /// Latitude of a site without a known number, degrees north
    #[arg(long)]
    pub lat: Option<f64>,
    /// The series has no leap days: repeat 28 February
    #[arg(long)]
    pub noleap: bool,
    /// Minimum and maximum temperature come from hourly values: correct their mean error
    #[arg(long)]
    pub from_hours: bool,
    /// Accept years that are mostly monthly normals, and missing columns of radiation, humidity and wind
    #[arg(long)]
    pub force: bool,
}

/// Arguments of `zeis weather generate`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: zeis weather generate --station 260 --years 30 -o daily.csv")]
pub struct GenerateArgs {
    /// KNMI number of the station whose climate is used
    #[arg(long, required_unless_present = "at", conflicts_with = "at")]
    pub station: Option<u16>,
    /// Place, LAT,LON in degrees: the nearest station is used
    #[arg(long, value_delimiter = ',', num_args = 1, allow_hyphen_values = true)]
    pub at: Vec<f64>,
    /// Number of years
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=2000))]
    pub years: u16,
    /// First year
    #[arg(long, default_value_t = 2001, value_parser = clap::value_parser!(i16).range(1900..=3000))]
    pub first_year: i16,
    /// Member of the ensemble
    #[arg(long, default_value_t = 0)]
    pub member: u64,
    /// Seed
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Table to write
    #[arg(short, long)]
    pub output: PathBuf,
}

/// Runs the verb.
pub fn run(args: WeatherArgs) -> Result<(), Error> {
    match args.verb {
        WeatherVerb::Import(args) => import(&args),
        WeatherVerb::Generate(args) => generated(&args),
    }
}

fn import(args: &ImportArgs) -> Result<(), Error> {
    if let Some(series) = already_clean(args) {
        eprintln!("note: the file is a clean daily table already; its values and flags are kept");
        return write_beside(&args.output, &series);
    }
    let options =
        GenericOptions { latitude_deg: args.lat, repeat_28_february: args.noleap, ..GenericOptions::default() };
    let mut table = read_files(&args.files, &options)?;
    if args.from_hours {
        table.stations.iter_mut().for_each(RawStation::correct_hourly_extremes);
    }
    let mut neighbours = table.stations.clone();
    if !args.neighbour.is_empty() {
        neighbours.extend(read_files(&args.neighbour, &options)?.stations);
    }
    for wanted in &args.station {
        if !table.stations.iter().any(|station| station.node == *wanted) {
            let there: Vec<&str> = table.stations.iter().map(|station| station.node.as_str()).collect();
            let problem = Problem::new("W311", "--station", format!("{wanted} is not in the files"));
            return Err(Problems::from(problem.hint(format!("there are: {}", there.join(", ")))).into());
        }
    }
    table.stations.retain(|station| args.station.is_empty() || args.station.contains(&station.node));
    for notice in &table.notices {
        eprintln!("note: {notice}");
    }
    let place = args.files.iter().map(|file| file.display().to_string()).collect::<Vec<_>>().join(", ");
    let clean_options = CleanOptions {
        force: args.force,
        keep_refused_years: false,
        neighbours: &neighbours,
        from: args.from,
        to: args.to,
    };
    let mut problems = Problems::none();
    let mut series = Vec::new();
    for station in &table.stations {
        if let Some(cleaned) = problems.take(clean(&place, station, &clean_options)) {
            eprint!("{}", cleaned.report);
            series.push(cleaned.series);
        }
    }
    let series = problems.unless_any(series)?;
    write_beside(&args.output, &series)
}

/// The series of a single clean daily table that is wanted whole.
fn already_clean(args: &ImportArgs) -> Option<Vec<WeatherSeries>> {
    let [file] = args.files.as_slice() else { return None };
    if !args.station.is_empty() || args.from.is_some() || args.to.is_some() || args.from_hours {
        return None;
    }
    let text = std::fs::read_to_string(file).ok()?;
    read_table(&file.display().to_string(), &text).ok()
}

fn generated(args: &GenerateArgs) -> Result<(), Error> {
    let number = match (args.station, args.at.as_slice()) {
        (Some(number), _) => number,
        (None, &[latitude, longitude]) => nearest_station_at(latitude, longitude).number,
        (None, _) => return Err(Problems::from(Problem::new("W311", "--at", "two numbers are needed: LAT,LON")).into()),
    };
    let Some((parameters, known)) = parameters(number).zip(station(number)) else {
        let known: Vec<String> = stations().iter().map(|station| station.number.to_string()).collect();
        let problem = Problem::new("W311", "--station", format!("{number} is not in the climatology"));
        return Err(Problems::from(problem.hint(format!("one of {}", known.join(", ")))).into());
    };
    eprintln!(
        "climate 1991-2020 of {} {} (KNMI), seed {}, member {}, {} years from {}",
        known.number, known.name, args.seed, args.member, args.years, args.first_year
    );
    let series = generate(parameters, args.seed, args.member, args.first_year, usize::from(args.years));
    write_beside(&args.output, &[series])
}

/// Writes the table beside its place and moves it there when it is complete.
fn write_beside(output: &Path, series: &[WeatherSeries]) -> Result<(), Error> {
    write_whole(output, write_table(series).as_bytes()).map_err(Error::Run)?;
    eprintln!("{} days written to {}", series.iter().map(WeatherSeries::len).sum::<usize>(), output.display());
    Ok(())
}
