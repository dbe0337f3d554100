//! `zeis weather test`: observed against generated weather, as a table and a figure.

use super::generate::climate_of;
use super::observed_series;
use crate::cli::screen;
use crate::error::{Error, Problem, Problems};
use crate::plot::draw;
use crate::plot::weather_test::{WeatherTest, drawing};
use crate::report::csv::{Sheet, number};
use crate::scenario::Language;
use crate::weather::WeatherSeries;
use crate::weather::climatology::StationParameters;
use crate::weather::figures::pair::{LEAST_YEARS, pair_figures};
use crate::weather::figures::{Figure, Tolerance, figures};
use crate::weather::generate::sites::links;
use crate::weather::generate::{Generator, generate_basic};
use std::path::PathBuf;

/// Arguments of `zeis weather test`.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Example: zeis weather test --station 260 --against etmgeg_260.txt -o test_260")]
pub struct TestArgs {
    /// File of parameters (from `zeis weather fit`)
    #[arg(conflicts_with = "tested_station", required_unless_present = "tested_station")]
    pub params: Option<PathBuf>,
    /// KNMI number of the shipped station that is tested
    #[arg(long = "station", id = "tested_station")]
    pub station: Option<u16>,
    /// Observed weather: clean daily table, KNMI daily file or csv table
    #[arg(long)]
    pub against: PathBuf,
    /// Station of the observed weather, in a file of several
    #[arg(long)]
    pub against_station: Option<String>,
    /// The basic generator, for comparison
    #[arg(long)]
    pub basic: bool,
    /// KNMI number of a second shipped station: how alike the years of both places are
    #[arg(long, requires = "pair_against")]
    pub pair: Option<u16>,
    /// Observed weather of the second station
    #[arg(long, requires = "pair")]
    pub pair_against: Option<PathBuf>,
    /// Generated years
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u16).range(20..=2000))]
    pub years: u16,
    /// Folder for weather_test.csv and the figure (default: the table goes to the screen alone)
    #[arg(short, long)]
    pub output: Option<PathBuf>,
}

/// Seed of the test.
const SEED: u64 = 1;

/// Runs the verb.
pub fn run(args: &TestArgs, language: Language) -> Result<(), Error> {
    let climate = climate_of(args.params.as_ref(), args.station, &[], None)?;
    let observed = observed_series(&args.against, args.against_station.as_deref())?;
    let years = usize::from(args.years);
    let generated = if args.basic {
        generate_basic(&climate, SEED, 0, 2001, years).ok_or_else(|| {
            let what = "the basic generator knows the shipped stations only";
            Problems::from(Problem::new("W344", "--basic", what).hint("leave it out"))
        })?
    } else {
        Generator::new(&climate).series(SEED, 0, 2001, years)
    };
    if observed.len() < 365 * 5 {
        let what = format!("{} observed days are too few to judge a generator by", observed.len());
        let place = args.against.display().to_string();
        return Err(Problems::from(Problem::new("W340", place, what).hint("five years or more")).into());
    }
    let mut rows: Vec<(Figure, Figure)> =
        figures(&observed, true).into_iter().zip(figures(&generated, false)).collect();
    rows.extend(pair(args, &climate, &observed)?);
    let sheet = sheet(&rows);
    if let Some(dir) = &args.output {
        sheet.write(&dir.join("weather_test.csv")).map_err(Error::Run)?;
        let figure = WeatherTest {
            language,
            place: climate.station.name.clone(),
            observed_years: observed.len() / 365,
            generated_years: years,
            rows: rows
                .iter()
                .filter(|(observed, _)| !is_monthly(&observed.name))
                .map(|(observed, generated)| (observed.clone(), generated.value))
                .collect(),
        };
        draw(&drawing(&figure), &dir.join("weather_test")).map_err(Error::Run)?;
        eprintln!("weather_test.csv, weather_test.svg and .png: {}", dir.display());
    }
    let outside: Vec<&(Figure, Figure)> = rows.iter().filter(|(a, b)| !holds(a, b)).collect();
    screen::print(sheet.text().trim_end())?;
    eprintln!("{} of {} figures within their tolerance", rows.len() - outside.len(), rows.len());
    for (observed, generated) in outside {
        eprintln!(
            "outside: {} observed {} generated {}",
            observed.name,
            number(observed.value),
            number(generated.value)
        );
    }
    Ok(())
}

/// How alike the years of the tested place and a second one are, observed and generated; nothing where no second one is named.
fn pair(
    args: &TestArgs,
    climate: &StationParameters,
    observed: &WeatherSeries,
) -> Result<Vec<(Figure, Figure)>, Error> {
    let (Some(number), Some(against)) = (args.pair, &args.pair_against) else { return Ok(Vec::new()) };
    let second = climate_of(None, Some(number), &[], None)?;
    let other = observed_series(against, None)?;
    let found = pair_figures(observed, &other);
    if found.iter().any(|figure| figure.value.is_nan()) {
        let what = format!("the observed series share fewer than {LEAST_YEARS} whole years");
        let place = against.display().to_string();
        return Err(Problems::from(Problem::new("W349", place, what).hint("name files of the same years")).into());
    }
    let places = [climate, &second];
    let drawn: Vec<WeatherSeries> = places
        .iter()
        .zip(links(&places))
        .map(|(place, links)| Generator::new(place).linked(links).series(SEED, 0, 2001, usize::from(args.years)))
        .collect();
    Ok(found.into_iter().zip(pair_figures(&drawn[0], &drawn[1])).collect())
}

/// Whether a figure belongs to one month.
fn is_monthly(name: &str) -> bool {
    name.rsplit('_').next().is_some_and(|end| end.len() == 2 && end.parse::<u8>().is_ok_and(|month| month <= 12))
        && !name.contains("below")
}

fn holds(observed: &Figure, generated: &Figure) -> bool {
    observed.tolerance.holds(observed.value, generated.value)
}

fn sheet(rows: &[(Figure, Figure)]) -> Sheet {
    let mut sheet = Sheet::new(&["figure", "unit", "observed", "generated", "tolerance", "within"]);
    for (observed, generated) in rows {
        let tolerance = match observed.tolerance {
            Tolerance::Within(limit) => format!("within {limit}"),
            Tolerance::ShareOr(share, least) => format!("within {} % or {least}", 100.0 * share),
            Tolerance::Ratio(low, high) => format!("{low} to {high} times"),
        };
        sheet.rows.push(vec![
            observed.name.clone(),
            observed.unit.to_owned(),
            number(observed.value),
            number(generated.value),
            tolerance,
            if holds(observed, generated) { "yes" } else { "no" }.to_owned(),
        ]);
    }
    sheet
}
