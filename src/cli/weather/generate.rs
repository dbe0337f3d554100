//! `zeis weather generate`: a clean daily table from the generator.

use super::write_beside;
use crate::error::{Error, Problem, Problems};
use crate::weather::climate::knmi14::Earlier;
use crate::weather::climate::read::read as read_factors;
use crate::weather::climate::{ClimateChange, Variant, factors};
use crate::weather::climatology::{StationParameters, interpolate, parameters, stations};
use crate::weather::fit::read::read as read_parameters;
use crate::weather::generate::Method;
use crate::weather::nodes::Generated;
use std::path::PathBuf;

/// Arguments of `zeis weather generate`.
#[derive(Clone, Debug, clap::Args)]
#[command(
    after_help = "Example: zeis weather generate --station 260 --years 30 -o daily.csv\n         zeis weather generate --at 52.03,5.60 --climate Hd-2050 -o daily.csv"
)]
pub struct GenerateArgs {
    /// File of parameters (from `zeis weather fit`)
    #[arg(conflicts_with_all = ["station", "at"], required_unless_present_any = ["station", "at"])]
    pub params: Option<PathBuf>,
    /// KNMI number of the station whose climate is used
    #[arg(long, conflicts_with = "at")]
    pub station: Option<u16>,
    /// Place, LAT,LON in degrees: the climate between the three nearest stations
    #[arg(long, value_delimiter = ',', num_args = 1, allow_hyphen_values = true)]
    pub at: Vec<f64>,
    /// Height of the place above sea level, m (default: that of the stations)
    #[arg(long, requires = "at", allow_hyphen_values = true)]
    pub altitude: Option<f64>,
    /// Climate: reference, or Ld Ln Md Mn Hd Hn with -2050 or -2100
    #[arg(long, default_value = "reference")]
    pub climate: String,
    /// Table of monthly changes of climate, for 2150 or changes of your own
    #[arg(long)]
    pub factors: Option<PathBuf>,
    /// The basic generator, for comparison
    #[arg(long)]
    pub basic: bool,
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
pub fn run(args: &GenerateArgs) -> Result<(), Error> {
    let mut problems = Problems::none();
    let climate = problems.take(climate_of(args.params.as_ref(), args.station, &args.at, args.altitude));
    let change = problems.take(change_of(args));
    let (Some(climate), Some(change)) = (climate, change) else { return Err(problems.into()) };
    let method = if args.basic { Method::Basic } else { Method::Extended };
    if args.basic && (climate.basic.is_none() || change.is_some()) {
        let what = "the basic generator knows the shipped stations in the reference climate only";
        return Err(Problems::from(Problem::new("W344", "--basic", what).hint("leave it out")).into());
    }
    let place = &climate.station;
    let origin = if args.params.is_some() { "own parameters" } else { "climate 1991-2020 from observations of KNMI" };
    eprintln!(
        "{} ({origin}), climate {}, seed {}, member {}, {} years from {}",
        if place.number > 0 { format!("{} {}", place.number, place.name) } else { place.name.clone() },
        args.climate,
        args.seed,
        args.member,
        args.years,
        args.first_year
    );
    let drawn = Generated::new(climate, method).in_climate(change.as_ref());
    write_beside(&args.output, &[drawn.series(args.seed, args.member, args.first_year, usize::from(args.years))])
}

/// The climate that is named: by file, station or place.
pub(super) fn climate_of(
    params: Option<&PathBuf>,
    number: Option<u16>,
    at: &[f64],
    altitude_m: Option<f64>,
) -> Result<StationParameters, Problems> {
    if let Some(path) = params {
        let place = path.display().to_string();
        let text = std::fs::read_to_string(path)
            .map_err(|error| Problem::new("I901", &place, format!("cannot be read: {error}")))?;
        return read_parameters(&place, &text);
    }
    match (number, at) {
        (Some(number), _) => parameters(number).cloned().ok_or_else(|| {
            let known: Vec<String> = stations().iter().map(|station| station.number.to_string()).collect();
            let problem = Problem::new("W311", "--station", format!("{number} is not in the climatology"));
            problem.hint(format!("one of {}", known.join(", "))).into()
        }),
        (None, &[latitude, longitude]) if (50.5..=53.8).contains(&latitude) && (3.0..=7.4).contains(&longitude) => {
            Ok(interpolate(latitude, longitude, altitude_m, &[]))
        }
        (None, _) => {
            let what = "a latitude and a longitude in the Netherlands are needed";
            Err(Problem::new("W311", "--at", what).hint("LAT,LON in degrees, such as 52.03,5.60").into())
        }
    }
}

/// The change of climate that is asked for.
fn change_of(args: &GenerateArgs) -> Result<Option<ClimateChange>, Problems> {
    if args.climate == "reference" {
        return Ok(None);
    }
    if let Some(earlier) = Earlier::named(&args.climate) {
        let anchors = earlier.anchors(false);
        return Ok(Some(ClimateChange { name: earlier.text(), anchors, transient: false, dry_persistence: 1.0 }));
    }
    let unknown = |what: String| {
        let hint = "reference, or Ld Ln Md Mn Hd Hn with -2050 or -2100 (-2150 needs --factors), or GL GH WL WH with -2050 or -2085";
        Problems::from(Problem::new("W345", "--climate", what).hint(hint))
    };
    let named = args
        .climate
        .split_once('-')
        .and_then(|(name, horizon)| Some((Variant::named(name)?, horizon.parse::<i16>().ok()?)));
    let Some((variant, horizon)) = named else { return Err(unknown(format!("\"{}\" is unknown", args.climate))) };
    let own = match &args.factors {
        None => None,
        Some(path) => {
            let place = path.display().to_string();
            let text = std::fs::read_to_string(path)
                .map_err(|error| Problem::new("I901", &place, format!("cannot be read: {error}")))?;
            read_factors(&place, &text)?.get(&(variant.name(), horizon)).copied()
        }
    };
    let months = own.or_else(|| factors(variant, horizon).map(|(months, _)| months));
    let months = months.ok_or_else(|| unknown(format!("nothing is published of {}", args.climate)))?;
    let anchors = vec![(horizon, months)];
    Ok(Some(ClimateChange { name: args.climate.clone(), anchors, transient: false, dry_persistence: 1.0 }))
}
