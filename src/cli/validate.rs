//! `zeis validate`: published results against simulated ones, in one table.

use super::{Ending, Global, screen};
use crate::ensemble::run::on_threads;
use crate::error::{Error, Problem, Problems};
use crate::fire::drivers::RainRule;
use crate::plot::{date_scan, draw, finding, validation};
use crate::report::csv::write_whole;
use crate::report::validation::page::page;
use crate::report::validation::{json, screen_lines, sheets, years};
use crate::validation::checks::growth_tables;
use crate::validation::findings::Effort;
use crate::validation::summary::{Extent, Validation};
use crate::validation::trial::{TrialWeather, WARMUP};
use std::path::{Path, PathBuf};

/// Seed where none is given.
const SEED: u64 = 1;
/// Fewest draws that a probability can be told from.
const FEWEST_DRAWS: u16 = 5;

/// Published results against simulated ones, in one table
///
/// Runs the virtual field trial (three sites under some twenty regimes, in draws of everything uncertain) and judges the
/// findings of field research on it, with tables of fire, counts of verge fires, yields, insects, the weather generator and the
/// planner beside. Needs no network and no files. Ends with exit code 0 when every verdict was reached, whatever it is;
/// with --strict with 1 when one fails that must hold.
#[derive(Clone, Debug, clap::Args)]
#[command(
    after_help = "Example: zeis validate -o validation\n         zeis validate --weather result_260.txt --first-year 2000\n         zeis validate --growth growth_tables --strict"
)]
pub struct ValidateArgs {
    /// The runs
    #[command(flatten)]
    pub trial: TrialArgs,
    /// Folder with growth tables of other programs to compare with day by day: `inrae_modvege`, `growr`, `spec_traces` (the
    /// tables belong to others and are not shipped; without the folder the check is told and not run)
    #[arg(long, value_name = "FOLDER")]
    pub growth: Option<PathBuf>,
    /// Fail (exit code 1) when a check fails that must hold
    #[arg(long)]
    pub strict: bool,
    /// The table as JSON on the screen
    #[arg(long)]
    pub json: bool,
}

/// What the virtual field trial is run with.
#[derive(Clone, Debug, clap::Args)]
pub struct TrialArgs {
    /// Draws of everything uncertain in the climate of today
    #[arg(long, default_value_t = 80, value_parser = clap::value_parser!(u16).range(i64::from(FEWEST_DRAWS)..=5000))]
    pub draws: u16,
    /// Draws in other climates and under other structures of the model; at most those of today
    #[arg(long, default_value_t = 40, value_parser = clap::value_parser!(u16).range(i64::from(FEWEST_DRAWS)..=5000))]
    pub other_draws: u16,
    /// Weather years that count
    #[arg(long, default_value_t = 18, value_parser = clap::value_parser!(u16).range(8..=60))]
    pub years: u16,
    /// KNMI number of the station whose climate the weather is generated in
    #[arg(long, default_value_t = 260, conflicts_with = "weather")]
    pub station: u16,
    /// Observed weather instead: a daily file of KNMI with the station's number in its name; fire codes then take the rain of
    /// the day before, as the published sizes did
    #[arg(long)]
    pub weather: Option<PathBuf>,
    /// First year of that weather, three years of warm-up included
    #[arg(long, requires = "weather", default_value_t = 2000)]
    pub first_year: i16,
    /// Folder for tables, page and figures (default: the screen alone)
    #[arg(short, long)]
    pub output: Option<PathBuf>,
}

impl TrialArgs {
    /// Runs the trial and what is checked with it.
    pub fn run(&self, global: &Global, extent: Extent, quiet: bool) -> Result<Validation, Error> {
        let years = usize::from(self.years);
        let weather = match &self.weather {
            Some(path) => TrialWeather::of_file(path, years, WARMUP, self.first_year)?,
            None => TrialWeather::generated(self.station).ok_or_else(|| {
                let problem = Problem::new("W311", "--station", format!("{} is not in the climatology", self.station));
                Problems::from(problem.hint("260 is De Bilt; `zeis weather generate --help` tells more"))
            })?,
        };
        let rain = if self.weather.is_some() { RainRule::PreviousDay } else { RainRule::SameDay };
        let (draws, other_draws) = (usize::from(self.draws), usize::from(self.other_draws.min(self.draws)));
        let effort = Effort { draws, other_draws, years };
        let said = |what: &str| {
            if !quiet && !global.quiet {
                screen::tell(&format!("... {what}"));
            }
        };
        let work = || Validation::run(&weather, rain, effort, global.seed.unwrap_or(SEED), extent, &said);
        on_threads(global.threads.map(usize::from), work).map_err(Error::Run)?.map_err(Error::Run)
    }
}

/// Runs the verb.
pub fn run(args: &ValidateArgs, global: &Global) -> Result<Ending, Error> {
    let growth = growth_tables::checks(args.growth.as_deref())?;
    let mut found = args.trial.run(global, Extent::Whole, args.json)?;
    found.add(growth);
    let language = global.language();
    if let Some(dir) = &args.trial.output {
        write(&found, dir, global).map_err(Error::Run)?;
    }
    if args.json {
        screen::print(&json(&found, language))?;
    } else if !global.quiet {
        screen::print(&screen_lines(&found, language).join("\n"))?;
    }
    let broken: Vec<&str> = found.broken().map(|check| check.id.as_str()).collect();
    if args.strict && !broken.is_empty() {
        screen::tell(&format!("must hold and do not: {}", broken.join(", ")));
        return Ok(Ending::Refuted);
    }
    Ok(Ending::Done)
}

fn write(found: &Validation, dir: &Path, global: &Global) -> Result<(), Problem> {
    let language = global.language();
    sheets::checks(found, language).write(&dir.join("validation.csv"))?;
    sheets::contrasts(found).write(&dir.join("findings.csv"))?;
    sheets::dates(found).write(&dir.join("date_scan.csv"))?;
    years::sheet(&found.dry_years).write(&dir.join("dry_years.csv"))?;
    write_whole(&dir.join("validation.json"), json(found, language).as_bytes())?;
    write_whole(&dir.join("validation.html"), page(found, language).as_bytes())?;
    let plots = dir.join("plots");
    draw(&validation::drawing(found, language), &plots.join("validation"))?;
    draw(&date_scan::drawing(&found.scan, found.place.of(language), language), &plots.join("F1_dates"))?;
    for one in &found.findings {
        draw(&finding::drawing(one, found.place.of(language), language), &plots.join(&one.id))?;
    }
    if !global.quiet {
        screen::tell(&format!(
            "validation.html, validation.csv and .json, findings.csv, date_scan.csv, dry_years.csv, plots: {}",
            dir.display()
        ));
    }
    Ok(())
}
