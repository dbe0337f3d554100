//! `zeis fire draws`: fires drawn one by one, for counts, clustering and fires at the same time.

use crate::cli::{Global, screen};
use crate::ensemble::fire_draws::fire_draws;
use crate::ensemble::run::on_threads;
use crate::error::Error;
use crate::kpi::fire_counts::fire_counts;
use crate::report::fire_draws::DrawReport;
use crate::scenario::Scenario;
use crate::scenario::load::load;
use crate::scenario::stands::build;
use std::path::{Path, PathBuf};

/// Fires drawn one by one under every regime, from the same sources of ignition: counts of years, clustering, fires at the
/// same time in one safety region, and what is reached once in 2 to 100 years
#[derive(Clone, Debug, clap::Args)]
#[command(
    after_help = "A safety region is a district of the segment table.\n\nExample: zeis fire draws scenario.toml --draws 50"
)]
pub struct DrawsArgs {
    /// Scenario file
    pub scenario: PathBuf,
    /// Draws in the weather of each member
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub draws: u32,
    /// Folder for fires.csv, fire_counts.csv and fire_return_levels.csv (default: that of the scenario, else out/NAME)
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

/// Runs the verb.
pub fn run(args: &DrawsArgs, global: &Global) -> Result<(), Error> {
    let mut scenario = load(&args.scenario)?;
    global.apply(&mut scenario);
    // Only the regimes on their own days are drawn.
    scenario.plan = None;
    if !global.quiet {
        for notice in &scenario.notices {
            screen::tell(&format!("note: {notice}"));
        }
    }
    let dir = args.output.clone().unwrap_or_else(|| scenario.output.dir.clone());
    on_threads(global.threads.map(usize::from), || draw(&scenario, args.draws, &dir, global)).map_err(Error::Run)?
}

fn draw(scenario: &Scenario, draws: u32, dir: &Path, global: &Global) -> Result<(), Error> {
    let stands = build(scenario);
    let draws = fire_draws(scenario, &stands, draws).map_err(Error::Run)?;
    let counts = fire_counts(scenario, &draws);
    let report = DrawReport { scenario, draws: &draws, counts: &counts };
    report.fires().write(&dir.join("fires.csv"))?;
    report.counts().write(&dir.join("fire_counts.csv"))?;
    report.levels().write(&dir.join("fire_return_levels.csv"))?;
    if !global.quiet {
        screen::print(&report.screen_lines().join("\n"))?;
        screen::tell(&format!("fires.csv, fire_counts.csv, fire_return_levels.csv: {}", dir.display()));
    }
    Ok(())
}
