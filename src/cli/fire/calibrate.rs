//! `zeis fire calibrate`: the rate of ignition from a register of fires.

use crate::calendar::Date;
use crate::cli::{Global, screen};
use crate::ensemble::run::on_threads;
use crate::error::{Error, Problem, Problems};
use crate::fire::register::{Register, read};
use crate::kpi::calibration::{calibrate, period};
use crate::plot::draw;
use crate::report::calibration::{CalibrationReport, figures, screen_lines};
use crate::report::csv::write_whole;
use crate::scenario::Scenario;
use crate::scenario::load::load;
use std::path::{Path, PathBuf};

/// The rate of ignition, and what else the counts carry, from your own register of verge fires
///
/// Compares the register with the regimes of today under observed weather: the scenario must have the weather of the years
/// of the register. Columns of the register: date, road, km; letter, side and time where they are known.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Example: zeis fire calibrate scenario.toml --incidents fires.csv")]
pub struct CalibrateArgs {
    /// Scenario file
    pub scenario: PathBuf,
    /// Register of fires (csv)
    #[arg(long, value_name = "FILE")]
    pub incidents: PathBuf,
    /// First day on which the register was kept (default: first day of the scenario)
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Last day on which the register was kept (default: last day of the scenario)
    #[arg(long, value_name = "DATE")]
    pub to: Option<String>,
    /// Folder for calibration.toml, the tables and the figures (default: that of the scenario, else out/NAME)
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

/// Runs the verb.
pub fn run(args: &CalibrateArgs, global: &Global) -> Result<(), Error> {
    let mut problems = Problems::none();
    let from = problems.take(day(args.from.as_deref(), "--from"));
    let to = problems.take(day(args.to.as_deref(), "--to"));
    let scenario = problems.take(load(&args.scenario));
    let register = problems.take(register(&args.incidents));
    let days = match (&scenario, from, to) {
        (Some(scenario), Some(from), Some(to)) => problems.take(period(scenario, (from, to))),
        _ => None,
    };
    let (Some(mut scenario), Some(register), Some(days), true) = (scenario, register, days, problems.is_empty()) else {
        return Err(problems.into());
    };
    global.apply(&mut scenario);
    scenario.plan = None;
    if !global.quiet {
        for notice in &scenario.notices {
            screen::tell(&format!("note: {notice}"));
        }
        if !register.unread.is_empty() {
            screen::tell(&format!("note: columns of the register that are not read: {}", register.unread.join(", ")));
        }
    }
    let dir = args.output.clone().unwrap_or_else(|| scenario.output.dir.clone());
    let work = || compare(&scenario, &register, days, &dir, global);
    on_threads(global.threads.map(usize::from), work).map_err(Error::Run)?
}

fn compare(
    scenario: &Scenario,
    register: &Register,
    days: (Date, Date),
    dir: &Path,
    global: &Global,
) -> Result<(), Error> {
    let found = calibrate(scenario, register, days).map_err(Error::Run)?;
    let report = CalibrationReport { scenario, found: &found };
    write_whole(&dir.join("calibration.toml"), report.toml().as_bytes())?;
    report.sheet().write(&dir.join("calibration.csv"))?;
    report.profile().write(&dir.join("calibration_profile.csv"))?;
    report.residuals().write(&dir.join("calibration_residuals.csv"))?;
    let plots = dir.join("plots");
    std::fs::create_dir_all(&plots).map_err(|error| {
        Error::Run(Problem::new("I904", plots.display().to_string(), format!("cannot be made: {error}")))
    })?;
    for (name, figure) in figures(&report) {
        draw(&figure, &plots.join(name)).map_err(Error::Run)?;
    }
    if !global.quiet {
        screen::print(&screen_lines(&report).join("\n"))?;
        screen::tell(&format!("calibration.toml to put in a scenario, calibration*.csv, plots: {}", dir.display()));
    }
    Ok(())
}

fn register(path: &Path) -> Result<Register, Problems> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| Problem::new("I901", &name, format!("cannot be read: {error}")))?;
    read::read(&name, &bytes)
}

fn day(text: Option<&str>, option: &str) -> Result<Option<Date>, Problems> {
    let Some(text) = text else { return Ok(None) };
    text.trim().parse().map(Some).map_err(|_| {
        let problem = Problem::new("S195", option, format!("{text:?} is not a date"));
        problem.hint("year-month-day, such as 2018-04-01").into()
    })
}
