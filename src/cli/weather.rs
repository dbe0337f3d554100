//! `zeis weather import`, `generate`, `fit` and `test`: clean daily tables from station files and from the generator, parameters
//! of the generator, and how it compares with observations.

mod fit;
mod generate;
mod mapping;
mod test;

use crate::error::{Error, Problem, Problems};
use crate::report::csv::write_whole;
use crate::scenario::Language;
use crate::weather::WeatherSeries;
use crate::weather::quality::{CleanOptions, clean};
use crate::weather::read::{GenericOptions, RawStation, read_files};
use crate::weather::table::{is_clean_table, read_table, write_table};
pub use fit::FitArgs;
pub use generate::GenerateArgs;
use std::path::{Path, PathBuf};
pub use test::TestArgs;

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
    /// Parameters of the generator from an observed series
    Fit(FitArgs),
    /// The generator against an observed series, figure by figure
    Test(TestArgs),
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
    /// Column of a csv table that the program does not know by its name: NAME=COLUMN, with ,UNIT or ,FACTOR,OFFSET behind
    #[arg(long = "column", value_name = "NAME=COLUMN")]
    pub columns: Vec<String>,
    /// The series has no leap days: repeat 28 February
    #[arg(long)]
    pub noleap: bool,
    /// Minimum and maximum temperature of the daily file come from hourly values: correct their mean error (hourly files of
    /// KNMI are always corrected)
    #[arg(long)]
    pub from_hours: bool,
    /// Accept years that are mostly monthly normals, and missing columns of radiation, humidity and wind
    #[arg(long)]
    pub force: bool,
}

/// Runs the verb.
pub fn run(args: WeatherArgs) -> Result<(), Error> {
    run_in(args, Language::En)
}

/// Runs the verb in a language.
pub fn run_in(args: WeatherArgs, language: Language) -> Result<(), Error> {
    match args.verb {
        WeatherVerb::Import(args) => import(&args),
        WeatherVerb::Generate(args) => generate::run(&args),
        WeatherVerb::Fit(args) => fit::run(&args),
        WeatherVerb::Test(args) => test::run(&args, language),
    }
}

fn import(args: &ImportArgs) -> Result<(), Error> {
    if let Some(series) = already_clean(args) {
        eprintln!("note: the file is a clean daily table already; its values and flags are kept");
        return write_beside(&args.output, &series);
    }
    let options = GenericOptions {
        mappings: mapping::mappings(&args.columns)?,
        latitude_deg: args.lat,
        repeat_28_february: args.noleap,
    };
    let mut table = read_files(&args.files, &options)?;
    if args.from_hours {
        table.stations.iter_mut().for_each(RawStation::correct_hourly_extremes);
    }
    let mut stations = table.stations;
    let own = stations.len();
    if !args.neighbour.is_empty() {
        stations.extend(read_files(&args.neighbour, &options)?.stations);
    }
    for wanted in &args.station {
        if !stations[..own].iter().any(|station| station.node == *wanted) {
            let there: Vec<&str> = stations[..own].iter().map(|station| station.node.as_str()).collect();
            let problem = Problem::new("W311", "--station", format!("{wanted} is not in the files"));
            return Err(Problems::from(problem.hint(format!("there are: {}", there.join(", ")))).into());
        }
    }
    for notice in &table.notices {
        eprintln!("note: {notice}");
    }
    let place = args.files.iter().map(|file| file.display().to_string()).collect::<Vec<_>>().join(", ");
    let clean_options = CleanOptions {
        force: args.force,
        keep_refused_years: false,
        neighbours: &stations,
        from: args.from,
        to: args.to,
    };
    let mut problems = Problems::none();
    let mut series = Vec::new();
    let is_wanted = |station: &&RawStation| args.station.is_empty() || args.station.contains(&station.node);
    for station in stations[..own].iter().filter(is_wanted) {
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

/// Writes the table beside its place and moves it there when it is complete.
pub(super) fn write_beside(output: &Path, series: &[WeatherSeries]) -> Result<(), Error> {
    write_whole(output, write_table(series).as_bytes()).map_err(Error::Run)?;
    eprintln!("{} days written to {}", series.iter().map(WeatherSeries::len).sum::<usize>(), output.display());
    Ok(())
}

/// The one observed series of a file: a clean daily table as it is, anything else completed.
fn observed_series(file: &Path, wanted: Option<&str>) -> Result<WeatherSeries, Error> {
    let place = file.display().to_string();
    let clean_table = std::fs::read_to_string(file).ok().filter(|text| is_clean_table(text));
    let mut all = if let Some(text) = clean_table {
        read_table(&place, &text)?
    } else {
        let table = read_files(&[file.to_path_buf()], &GenericOptions::default())?;
        for notice in &table.notices {
            eprintln!("note: {notice}");
        }
        let (mut problems, mut all) = (Problems::none(), Vec::new());
        for station in table.stations.iter().filter(|station| wanted.is_none_or(|wanted| station.node == wanted)) {
            let options =
                CleanOptions { keep_refused_years: true, neighbours: &table.stations, ..CleanOptions::default() };
            if let Some(cleaned) = problems.take(clean(&place, station, &options)) {
                eprint!("{}", cleaned.report);
                // Years that rest on normals are kept, as parameters and figures of many years bear some; the user may cut them.
                for refused in cleaned.refused.values() {
                    eprintln!("note: {}: import the good years with --from and --to to leave it out", refused.what);
                }
                all.push(cleaned.series);
            }
        }
        problems.unless_any(all)?
    };
    all.retain(|series| wanted.is_none_or(|wanted| series.node == wanted));
    if all.len() != 1 {
        let nodes: Vec<&str> = all.iter().map(|series| series.node.as_str()).collect();
        let what = format!("one station is needed, {} are there", all.len());
        let problem = Problem::new("W311", place, what).hint(format!("name one with --station: {}", nodes.join(", ")));
        return Err(Problems::from(problem).into());
    }
    Ok(all.remove(0))
}
