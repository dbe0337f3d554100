//! `zeis priority`: which stretches to cut before summer first.

use super::{Global, screen};
use crate::calendar::MonthDay;
use crate::ensemble::run::{on_threads, run as run_ensemble};
use crate::error::{Error, Problem, Problems};
use crate::kpi::Evidence;
use crate::kpi::priority::priority;
use crate::kpi::sites::{BookPrices, ScenarioSites, setting};
use crate::mowing::preventive::{cuts_before, with_cut_before_summer};
use crate::plot::draw;
use crate::report::csv::write_whole;
use crate::report::priority::PriorityReport;
use crate::scenario::Scenario;
use crate::scenario::conflict::{Conflict, conflicts_of_first_visit};
use crate::scenario::load::load;
use crate::scenario::stands::build;
use std::path::{Path, PathBuf};

/// Last day that counts as before summer (early July; findings of the field trial).
const BEFORE_SUMMER: (u8, u8) = (7, 7);

/// Stretches ranked by the harm of fires that a cut before summer avoids per euro
#[derive(Clone, Debug, clap::Args)]
#[command(
    after_help = "Each stretch that its regime does not cut before 7 July is judged with one cut more, cuttings taken away.\n\n\
                        Example: zeis priority scenario.toml --cut 06-20"
)]
pub struct PriorityArgs {
    /// Scenario file
    pub scenario: PathBuf,
    /// Day of the cut, month and day
    #[arg(long, value_name = "MM-DD", default_value = "06-20")]
    pub cut: String,
    /// Longest stretch, km
    #[arg(long, value_name = "KM", default_value_t = 1.0)]
    pub stretch_km: f64,
    /// Folder for priority.csv, priority.geojson and the figures (default: that of the scenario, else out/NAME)
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Print the list as JSON
    #[arg(long)]
    pub json: bool,
}

/// Runs the verb.
pub fn run(args: &PriorityArgs, global: &Global) -> Result<(), Error> {
    let mut problems = Problems::none();
    let day = problems.take(day(&args.cut));
    if !(args.stretch_km > 0.0 && args.stretch_km <= 100.0) {
        let what = format!("{} is not a length above 0 and up to 100 km", args.stretch_km);
        problems.push(Problem::new("S198", "--stretch-km", what).hint("such as 1"));
    }
    let mut scenario = problems.take(load(&args.scenario));
    let (Some(day), Some(scenario), true) = (day, scenario.as_mut(), problems.is_empty()) else {
        return Err(problems.into());
    };
    global.apply(scenario);
    if !global.quiet {
        for notice in &scenario.notices {
            screen::tell(&format!("note: {notice}"));
        }
    }
    let dir = args.output.clone().unwrap_or_else(|| scenario.output.dir.clone());
    let with_cut = add_cut(scenario, day);
    let threads = global.threads.map(usize::from);
    on_threads(threads, || rank(scenario, &with_cut, day, args, &dir, global)).map_err(Error::Run)?
}

fn rank(
    scenario: &Scenario,
    with_cut: &[Option<usize>],
    day: MonthDay,
    args: &PriorityArgs,
    dir: &Path,
    global: &Global,
) -> Result<(), Error> {
    let stands = build(scenario);
    let outcomes = run_ensemble(scenario, &stands, &|_| {}).map_err(Error::Run)?;
    let sites = ScenarioSites::new(scenario, &stands);
    let prices = BookPrices { book: &scenario.prices, owners: &scenario.owners };
    let setting = setting(scenario, &stands, "reference");
    let evidence = Evidence { setting: &setting, outcomes: &outcomes, sites: &sites, prices: &prices };
    let stretches = priority(&evidence, &scenario.network.chains, with_cut, args.stretch_km);
    let (network, language) = (&scenario.network, scenario.language);
    let conflicts: Vec<Vec<Conflict>> = stretches
        .iter()
        .map(|stretch| {
            let rows = stretch.segments.iter().map(|&segment| &network.segments[segment]);
            let cut = with_cut[scenario.segment_present[stretch.segments[0]]];
            cut.map_or_else(Vec::new, |cut| conflicts_of_first_visit(&stands.programmes[cut], &scenario.owners, rows))
        })
        .collect();
    let report =
        PriorityReport { stretches: &stretches, conflicts: &conflicts, network, day, name: &scenario.name, language };
    report.sheet().write(&dir.join("priority.csv"))?;
    write_whole(&dir.join("priority.geojson"), report.geojson().as_bytes())?;
    let plots = dir.join("plots");
    std::fs::create_dir_all(&plots)
        .map_err(|error| Problem::new("I904", plots.display().to_string(), format!("cannot be made: {error}")))?;
    for (name, figure) in report.figures() {
        draw(&figure, &plots.join(name)).map_err(Error::Run)?;
    }
    if args.json {
        return screen::print(&format!("{:#}", report.json()));
    }
    if !global.quiet {
        screen::print(&report.screen_lines().join("\n"))?;
        screen::tell(&format!("priority.csv, priority.geojson, plots/priority_*: {}", dir.display()));
    }
    Ok(())
}

/// The day of the cut, before summer.
fn day(text: &str) -> Result<MonthDay, Problems> {
    let problem = |what: String| Problem::new("S197", "--cut", what).hint("month and day up to 07-07, such as 06-20");
    let day = MonthDay::parse(text.trim()).ok_or_else(|| Problems::from(problem(format!("{text:?} is not a day"))))?;
    if Some(day) > MonthDay::new(BEFORE_SUMMER.0, BEFORE_SUMMER.1) {
        return Err(problem(format!("{day} lies after early July")).into());
    }
    Ok(day)
}

/// Adds the regimes with the cut to the scenario, and leaves out what the ranking does not need; gives, for each of the
/// scenario's own regimes, the one with the cut, where it does not cut before summer already.
fn add_cut(scenario: &mut Scenario, day: MonthDay) -> Vec<Option<usize>> {
    scenario.plan = None;
    let limit = MonthDay::new(BEFORE_SUMMER.0, BEFORE_SUMMER.1).unwrap_or(day);
    let own = scenario.regimes.len();
    let mut with_cut = Vec::with_capacity(own);
    for regime in 0..own {
        let used = scenario.segment_present.contains(&regime);
        let late = used && !cuts_before(&scenario.regimes[regime], limit);
        with_cut.push(late.then_some(scenario.regimes.len()));
        if late {
            scenario.regimes.push(with_cut_before_summer(&scenario.regimes[regime], day));
        }
    }
    with_cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_after_early_july_is_refused() {
        assert_eq!(day("06-20").map(|day| day.to_string()), Ok("06-20".to_owned()));
        for text in ["07-08", "20 June", "02-30"] {
            assert_eq!(day(text).expect_err("refused").0[0].code, "S197");
        }
    }
}
