//! `zeis weather fit`: parameters of the generator from an observed series.

use super::observed_series;
use crate::error::{Error, Problem, Problems};
use crate::report::csv::write_whole;
use crate::weather::climatology::{Station, station};
use crate::weather::fit::read::write;
use crate::weather::fit::{ENOUGH_YEARS, fit};
use std::path::PathBuf;

/// Arguments of `zeis weather fit`.
#[derive(Clone, Debug, clap::Args)]
#[command(
    after_help = "Example: zeis weather fit etmgeg_260.txt -o my_site.toml\nThen: zeis weather test my_site.toml --against etmgeg_260.txt"
)]
pub struct FitArgs {
    /// Clean daily table, KNMI daily file or csv table
    pub input: PathBuf,
    /// File of parameters to write
    #[arg(short, long)]
    pub output: PathBuf,
    /// Station to take from a file of several
    #[arg(long)]
    pub station: Option<String>,
    /// Name of the place (default: that of the station)
    #[arg(long)]
    pub name: Option<String>,
    /// Place, LAT,LON in degrees, where the station is not one that the program knows
    #[arg(long, value_delimiter = ',', num_args = 1)]
    pub at: Vec<f64>,
}

/// Runs the verb.
pub fn run(args: &FitArgs) -> Result<(), Error> {
    let series = observed_series(&args.input, args.station.as_deref())?;
    let known = series.node.parse().ok().and_then(station);
    let place = match (known, args.at.as_slice()) {
        (_, &[latitude_deg, longitude_deg]) => Station {
            number: 0,
            name: String::new(),
            latitude_deg,
            longitude_deg,
            altitude_m: known.map_or(0.0, |station| station.altitude_m),
            x_rd_m: 0.0,
            y_rd_m: 0.0,
        },
        (Some(known), _) => known.clone(),
        (None, _) => {
            let what = format!("the place of \"{}\" is not known", series.node);
            return Err(Problems::from(Problem::new("W311", "--at", what).hint("--at LAT,LON in degrees")).into());
        }
    };
    let name = args.name.clone().unwrap_or_else(|| {
        let station = known.map_or(series.node.as_str(), |station| station.name.as_str());
        format!("{station} (fitted)")
    });
    let parameters = fit(&series, Station { number: 0, name, ..place }).map_err(Problems::from)?;
    let years = series.len() / 365;
    if years < ENOUGH_YEARS {
        eprintln!("note: {years} years make uncertain parameters; {ENOUGH_YEARS} or more are good");
    }
    let days = [series.first_day.to_string(), series.last_day().to_string()];
    let text = write(&parameters, days).map_err(Error::Run)?;
    write_whole(&args.output, text.as_bytes()).map_err(Error::Run)?;
    eprintln!("parameters of {years} years written to {}", args.output.display());
    Ok(())
}
