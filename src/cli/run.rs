//! `zeis run`: simulate, evaluate, compare regimes, plan, verify, report.

use super::{Global, screen};
use crate::ensemble::run::{on_threads, run as run_ensemble, units};
use crate::ensemble::unit::{run_of, stand_plan};
use crate::error::{Error, Problem, Problems};
use crate::kpi::Evidence;
use crate::kpi::climates::{ClimateValues, climate_values, compare};
use crate::kpi::evaluate::{KpiRow, evaluate};
use crate::kpi::outcomes::outcome_rows;
use crate::kpi::sites::{BookPrices, ScenarioSites, setting};
use crate::lane::dispatch::InstructionSet;
use crate::planning::instance::Rules;
use crate::planning::search::rounding::Effort;
use crate::planning::verify::verify_run;
use crate::planning::{Plan, Planned, plan};
use crate::report::compose::{OtherClimate, Results, plan_lines, screen_lines};
use crate::report::csv::write_whole;
use crate::report::output::{self, Traces};
use crate::report::schedule::{Order, Parties, orders};
use crate::report::workorders::work_plan;
use crate::scenario::stands::{Stands, Zone, build};
use crate::scenario::{Scenario, load};
use crate::simulation::trace::trace;
use crate::weather::nodes::NodeWeather;
use indicatif::{ProgressBar, ProgressStyle};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Simulate, evaluate and compare regimes, plan, check the plan and write the results
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Example: zeis run scenarios/veluwe.toml\nThen open out/veluwe/report.html")]
pub struct RunArgs {
    /// Scenario file
    pub scenario: PathBuf,
    /// Folder for the results (default: that of the scenario, else out/NAME)
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

/// Wall time of the parts of a run, s.
struct Clock {
    start: Instant,
    last: Instant,
    parts: Vec<(&'static str, f64)>,
}

impl Clock {
    fn new() -> Self {
        Clock { start: Instant::now(), last: Instant::now(), parts: Vec::new() }
    }

    fn note(&mut self, part: &'static str) {
        self.parts.push((part, self.last.elapsed().as_secs_f64()));
        self.last = Instant::now();
    }
}

/// Runs the verb.
pub fn run(args: &RunArgs, global: &Global) -> Result<(), Error> {
    let mut clock = Clock::new();
    let mut scenario = load::load(&args.scenario)?;
    if let Some(lang) = global.lang {
        scenario.language = lang.into();
    }
    if let Some(seed) = global.seed {
        scenario.seed = seed;
    }
    if !global.quiet {
        for notice in &scenario.notices {
            screen::tell(&format!("note: {notice}"));
        }
        if !scenario.ensemble.parameters.is_empty() || scenario.ensemble.until.is_some() {
            screen::tell(
                "note: parameters are drawn, and `until` is kept, by `zeis ensemble`; a run takes the values in use",
            );
        }
    }
    clock.note("load");
    let dir = args.output.clone().unwrap_or_else(|| scenario.output.dir.clone());
    can_be_written(&dir).map_err(Error::Run)?;
    let threads = global.threads.map(usize::from);
    on_threads(threads, || whole(&scenario, &dir, global, &mut clock)).map_err(Error::Run)?
}

/// Makes the folder of the results and tries it before the long work begins.
fn can_be_written(dir: &Path) -> Result<(), Problem> {
    let trial = dir.join("timing.toml.part");
    let tried = std::fs::create_dir_all(dir)
        .and_then(|()| std::fs::write(&trial, ""))
        .and_then(|()| std::fs::remove_file(&trial));
    tried.map_err(|error| {
        Problem::new("I930", dir.display().to_string(), format!("results cannot be written there: {error}"))
            .hint("choose another folder with -o")
    })
}

/// The straight line: stands, ensemble, KPIs, plan, files, verdict.
fn whole(loaded: &Scenario, dir: &Path, global: &Global, clock: &mut Clock) -> Result<(), Error> {
    let scenario = &loaded.in_climate(loaded.plan_climate);
    let stands = build(scenario);
    let traced = traced(scenario, &stands)?;
    clock.note("stands");
    let progress = progress(units(scenario, &stands).len() * scenario.climates.len(), global.quiet);
    let outcomes = run_ensemble(scenario, &stands, &|_| progress.inc(1)).map_err(Error::Run)?;
    clock.note("simulate");

    let sites = ScenarioSites::new(scenario, &stands);
    let prices = BookPrices { book: &scenario.prices, owners: &scenario.owners };
    let setting = setting(scenario, &stands, &scenario.climate().name);
    let evidence = Evidence { setting: &setting, outcomes: &outcomes, sites: &sites, prices: &prices };
    let mut planned: Option<Planned> = scenario.plan.as_ref().map(|options| {
        let Scenario { crews, owners, depots, network, .. } = scenario;
        let rules = Rules { options, crews, owners, depots, chains: &network.chains };
        plan(&evidence, &rules, Effort::default(), scenario.seed)
    });
    if let Some(Ok(plan)) = planned.as_mut().map(|planned| planned.plan.as_mut()) {
        look_in_fresh_weather(scenario, &stands, plan).map_err(Error::Run)?;
    }
    let found: Option<&Plan> = planned.as_ref().and_then(|planned| planned.plan.as_ref().ok());
    clock.note("plan");
    let chosen = found.map(|plan| plan.programmes(scenario.network.segments.len()));
    let rows: Vec<KpiRow> = evaluate(&evidence, chosen.as_deref());
    clock.note("evaluate");
    let mut values = vec![(scenario.plan_climate, climate_values(&evidence))];
    let mut others = Vec::new();
    let mut column_days = outcomes.column_days;
    for climate in (0..scenario.climates.len()).filter(|&climate| climate != scenario.plan_climate) {
        let found = other_climate(scenario, &stands, climate, chosen.as_deref(), &|| progress.inc(1))?;
        others.push(found.0);
        values.push((climate, found.1));
        column_days += found.2;
    }
    values.sort_by_key(|(climate, _)| *climate);
    let values: Vec<ClimateValues> = values.into_iter().map(|(_, values)| values).collect();
    let climates = compare(&values, scenario.language);
    progress.finish_and_clear();
    clock.note("other_climates");
    let orders: Vec<Order> = match (found, &scenario.plan) {
        (Some(plan), Some(options)) => {
            let parties = Parties { crews: &scenario.crews, owners: &scenario.owners, joint: options.joint };
            orders(plan, &setting, &scenario.network, parties)
        }
        _ => Vec::new(),
    };
    let work = found.and_then(|_| work_plan(scenario, &orders));
    let results = Results {
        scenario,
        stands: &stands,
        outcomes: &outcomes,
        evidence: &evidence,
        rows: &rows,
        plan: found,
        together: planned.as_ref().and_then(|planned| planned.together.as_ref()),
        worth: planned.as_ref().and_then(|planned| planned.worth.as_ref()),
        fronts: planned.as_ref().map_or(&[], |planned| &planned.fronts),
        refusal: planned.as_ref().and_then(|planned| planned.plan.as_ref().err()),
        orders: &orders,
        work: work.as_ref(),
        others: &others,
        climates: &climates,
    };
    let traces = traces(scenario, &stands, &traced);
    output::write(dir, &results, planned.as_ref(), &traces, &scenario.output.files).map_err(Error::Run)?;
    clock.note("write");
    let refuted = match &planned {
        Some(planned) if scenario.output.files.is_empty() => refuted(planned, dir)?,
        _ => None,
    };
    let without = results.refusal.map(|refusal| plan_lines::problem(refusal, scenario.language, dir));
    clock.note("verify");
    write_whole(&dir.join("timing.toml"), timing(clock, column_days).as_bytes()).map_err(Error::Run)?;
    if !global.quiet {
        screen::print(&screen_lines(&results, dir).join("\n"))?;
        screen::tell(&format!(
            "{} column-days in {:.1} s ({}), inputs {}",
            column_days,
            clock.start.elapsed().as_secs_f64(),
            InstructionSet::best().name(),
            crate::report::manifest::digest(scenario)
        ));
    }
    refuted.or(without).map_or(Ok(()), |problem| Err(Error::Run(problem)))
}

/// Simulates and evaluates another climate: its rows, its values on the network, and the column-days it took.
fn other_climate(
    scenario: &Scenario,
    stands: &Stands,
    climate: usize,
    chosen: Option<&[Option<usize>]>,
    finished: &(dyn Fn() + Sync),
) -> Result<(OtherClimate, ClimateValues, u64), Error> {
    let scenario = scenario.in_climate(climate);
    let outcomes = run_ensemble(&scenario, stands, &|_| finished()).map_err(Error::Run)?;
    let sites = ScenarioSites::new(&scenario, stands);
    let prices = BookPrices { book: &scenario.prices, owners: &scenario.owners };
    let setting = setting(&scenario, stands, &scenario.climate().name);
    let evidence = Evidence { setting: &setting, outcomes: &outcomes, sites: &sites, prices: &prices };
    let rows = evaluate(&evidence, chosen);
    let values = climate_values(&evidence);
    let classes = outcome_rows(stands, &outcomes, &setting);
    Ok((OtherClimate { climate, rows, outcomes: classes }, values, outcomes.column_days))
}

/// Distance of the seed of fresh weather from that of the run.
const FRESH: u64 = 0x5eed_0000_0000;

/// Looks at a plan with a limit on the fires of the worst weathers in as many others that it was not made for; observed weather
/// has no others.
fn look_in_fresh_weather(scenario: &Scenario, stands: &Stands, plan: &mut Plan) -> Result<(), Problem> {
    let Some(tail) = &mut plan.tail else { return Ok(()) };
    if scenario.nodes.iter().any(|node| matches!(node.weather, NodeWeather::Observed(_))) {
        return Ok(());
    }
    let mut fresh = scenario.in_climate(scenario.plan_climate);
    fresh.seed ^= FRESH;
    let outcomes = run_ensemble(&fresh, stands, &|_| ())?;
    let sites = ScenarioSites::new(&fresh, stands);
    let prices = BookPrices { book: &fresh.prices, owners: &fresh.owners };
    let setting = setting(&fresh, stands, &fresh.climate().name);
    let evidence = Evidence { setting: &setting, outcomes: &outcomes, sites: &sites, prices: &prices };
    tail.look_at(&evidence, plan.choices.iter().map(|choice| (choice.segment, choice.programme)));
    Ok(())
}

/// What the independent check has against the written plan, or the proof that there is none, if anything.
fn refuted(planned: &Planned, dir: &Path) -> Result<Option<Problem>, Error> {
    let nothing_to_judge = planned.plan.as_ref().is_err_and(|refusal| !refusal.proven);
    if nothing_to_judge || verify_run(dir)?.holds() {
        return Ok(None);
    }
    let place = dir.join("plan.csv").display().to_string();
    Ok(Some(
        Problem::new("P499", place, "what was written does not stand up to the independent check")
            .hint(format!("a fault of the program; see `zeis verify {}` and please report it", dir.display())),
    ))
}

fn progress(units: usize, quiet: bool) -> ProgressBar {
    if quiet {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(units as u64);
    let style = ProgressStyle::with_template("simulating {wide_bar} {pos}/{len} units, {per_sec}, {eta} left");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}

/// A segment whose days are written.
struct Traced<'a> {
    id: &'a str,
    segment: usize,
    class: usize,
}

/// The segments that the scenario names for daily traces; one without grass is a mistake.
fn traced<'a>(scenario: &'a Scenario, stands: &Stands) -> Result<Vec<Traced<'a>>, Problems> {
    let (mut found, mut problems) = (Vec::new(), Problems::none());
    for id in &scenario.output.daily {
        let segment = scenario.network.segments.iter().position(|segment| segment.id == *id);
        if let Some((segment, class)) = segment.and_then(|segment| Some((segment, stands.segment_class[segment]?))) {
            found.push(Traced { id, segment, class });
        } else {
            let what = format!("no segment with grass has the id \"{id}\"");
            problems.push(Problem::new("S181", "output.daily", what).hint("name a segment whose verge is not zero m2"));
        }
    }
    problems.unless_any(found)
}

/// Daily traces: the main verge, first patch, under the present regime.
fn traces(scenario: &Scenario, stands: &Stands, traced: &[Traced<'_>]) -> Traces {
    let days = |one: &Traced<'_>| {
        let regime = scenario.segment_present[one.segment];
        let case = stands.case(one.class, Zone::Main, regime, stands.variant_of(scenario, one.segment, regime));
        let plan = stand_plan(scenario, stands, stands.cases[case].patches[0].stand);
        let run = |member| run_of(scenario, stands.classes[one.class].node, member);
        let member = |member| trace(&plan, &run(member), scenario.warmup);
        (one.id.to_owned(), (0..scenario.members).map(member).collect())
    };
    traced.iter().map(days).collect()
}

/// The only file that differs between repeats.
fn timing(clock: &Clock, column_days: u64) -> String {
    use std::fmt::Write;
    let total = clock.start.elapsed().as_secs_f64();
    let simulated = clock.parts.iter().find(|(part, _)| *part == "simulate").map_or(total, |(_, seconds)| *seconds);
    let mut text = String::from("[wall_s]\n");
    for (part, seconds) in &clock.parts {
        let _ = writeln!(text, "{part} = {seconds:.3}");
    }
    let _ = writeln!(text, "total = {total:.3}\n\n[simulation]\ncolumn_days = {column_days}");
    let _ = writeln!(text, "column_days_per_s = {:.0}", column_days as f64 / simulated.max(1e-9));
    let _ = writeln!(text, "threads = {}", crate::ensemble::run::threads());
    let _ = writeln!(text, "instruction_set = \"{}\"", InstructionSet::best().name());
    text
}
