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
use crate::weather::climatology::extended::SEASONS;
use crate::weather::figures::likeness::{Likeness, likenesses};
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
    /// KNMI number of a second shipped station: how alike the years and the days of both places are
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
/// Beginning of the names of correlations of days, which the figure leaves to the table.
const LIKE_DAYS: &str = "pair_days_";
/// How far such a correlation may be from the observed one.
const LIKE_DAYS_WITHIN: f64 = 0.05;

/// A figure of the observed and of the generated weather.
struct Row {
    observed: Figure,
    generated: Figure,
    /// Standard error of the observed one, where it is worked out.
    error: Option<f64>,
}

impl Row {
    fn holds(&self) -> bool {
        self.observed.tolerance.holds(self.observed.value, self.generated.value)
    }

    fn miss(&self) -> f64 {
        (self.generated.value - self.observed.value).abs()
    }
}

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
    let mut rows = rows(figures(&observed, true), figures(&generated, false));
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
                .filter(|row| !is_monthly(&row.observed.name) && !row.observed.name.starts_with(LIKE_DAYS))
                .map(|row| (row.observed.clone(), row.generated.value))
                .collect(),
        };
        draw(&drawing(&figure), &dir.join("weather_test")).map_err(Error::Run)?;
        eprintln!("weather_test.csv, weather_test.svg and .png: {}", dir.display());
    }
    let outside: Vec<&Row> = rows.iter().filter(|row| !row.holds()).collect();
    screen::print(sheet.text().trim_end())?;
    eprintln!("{} of {} figures within their tolerance", rows.len() - outside.len(), rows.len());
    for row in outside {
        let [observed, generated] = [&row.observed, &row.generated].map(|figure| number(figure.value));
        eprintln!("outside: {} observed {observed} generated {generated}", row.observed.name);
    }
    tell_like_days(&rows);
    Ok(())
}

fn rows(observed: Vec<Figure>, generated: Vec<Figure>) -> Vec<Row> {
    observed.into_iter().zip(generated).map(|(observed, generated)| Row { observed, generated, error: None }).collect()
}

/// How many correlations of days are near the observed ones, how many are with the error of these, and the farthest.
fn tell_like_days(rows: &[Row]) {
    let days: Vec<&Row> = rows.iter().filter(|row| row.observed.name.starts_with(LIKE_DAYS)).collect();
    let Some(farthest) = days.iter().max_by(|a, b| a.miss().total_cmp(&b.miss())) else { return };
    let near = days.iter().filter(|row| row.holds()).count();
    let nearly = days.iter().filter(|row| row.miss() <= LIKE_DAYS_WITHIN + 2.0 * row.error.unwrap_or(0.0)).count();
    eprintln!(
        "days of both places: {near} of {} correlations within {LIKE_DAYS_WITHIN} of the observed, {nearly} within that and twice \
         the error of the observed; farthest {}: observed {} (error {}), generated {}",
        days.len(),
        farthest.observed.name,
        number(farthest.observed.value),
        number(farthest.error.unwrap_or(0.0)),
        number(farthest.generated.value)
    );
}

/// How alike the years and the days of the tested place and a second one are, observed and generated; nothing where no second
/// one is named.
fn pair(args: &TestArgs, climate: &StationParameters, observed: &WeatherSeries) -> Result<Vec<Row>, Error> {
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
    let mut list = rows(found, pair_figures(&drawn[0], &drawn[1]));
    let like_days = likenesses(&drawn[0], &drawn[1]);
    for like in likenesses(observed, &other) {
        let same = |drawn: &&Likeness| (drawn.season, drawn.quantity) == (like.season, like.quantity);
        let Some(drawn) = like_days.iter().find(same) else { continue };
        let figure = |value| Figure {
            name: format!("{LIKE_DAYS}{}_{}", like.quantity, SEASONS[like.season]),
            unit: "-",
            value,
            tolerance: Tolerance::Within(LIKE_DAYS_WITHIN),
        };
        let (observed, generated) = (figure(like.correlation), figure(drawn.correlation));
        list.push(Row { observed, generated, error: Some(like.error) });
    }
    Ok(list)
}

/// Whether a figure belongs to one month.
fn is_monthly(name: &str) -> bool {
    name.rsplit('_').next().is_some_and(|end| end.len() == 2 && end.parse::<u8>().is_ok_and(|month| month <= 12))
        && !name.contains("below")
}

fn sheet(rows: &[Row]) -> Sheet {
    let mut sheet = Sheet::new(&["figure", "unit", "observed", "observed_error", "generated", "tolerance", "within"]);
    for row in rows {
        let Row { observed, generated, error } = row;
        let tolerance = match observed.tolerance {
            Tolerance::Within(limit) => format!("within {limit}"),
            Tolerance::ShareOr(share, least) => format!("within {} % or {least}", 100.0 * share),
            Tolerance::Ratio(low, high) => format!("{low} to {high} times"),
        };
        sheet.rows.push(vec![
            observed.name.clone(),
            observed.unit.to_owned(),
            number(observed.value),
            error.map_or_else(String::new, number),
            number(generated.value),
            tolerance,
            if row.holds() { "yes" } else { "no" }.to_owned(),
        ]);
    }
    sheet
}
