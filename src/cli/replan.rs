//! `zeis replan`: adjusts a plan on its way.

use super::{Ending, Global, screen};
use crate::calendar::{Date, MonthDay};
use crate::ensemble::run::on_threads;
use crate::error::{Error, Problem, Problems};
use crate::kpi::sites::setting;
use crate::planning::verify::verify_run;
use crate::random::digest;
use crate::replan::begun::{Begun, From, read_plan};
use crate::replan::observed::{Observed, read::read};
use crate::replan::{Adjusted, adjusted, lost};
use crate::report::manifest;
use crate::report::replan::{Adjustment, words, write};
use crate::scenario::stands::build;
use crate::scenario::{Scenario, load};
use std::path::{Path, PathBuf};

/// Adjust a plan on its way: what was measured and mown, hours lost, the rest of the season and later years planned again
///
/// Takes the plan of a finished run (`zeis run`). Exit code 1: no plan is within the limits.
#[derive(Clone, Debug, clap::Args)]
#[command(
    after_help = "Observed values: a table with id (or road, letter, carriageway, side, km_from, km_to), date, quantity, value, sd, n.\n\
                  Quantities: standing_kg_ha, yield_kg_ha, cum_yield_kg_ha, growth_kg_ha_day, height_m, richness, target_richness,\n\
                  grass_share, curing, and cut_share (share of the verge mown that day; 0: not mown).\n\n\
                  Examples:\n  zeis run scenarios/veluwe.toml\n  \
                  zeis replan scenarios/veluwe.toml --observed scenarios/veluwe/observed.csv --from 2029-07-16\n  \
                  zeis replan scenarios/veluwe.toml --from 2027-07-05 --lost \"26: all\" --lost \"28-29: machine eco_head 50 %\"\n  \
                  zeis verify out/veluwe/replan-2027-07-05"
)]
pub struct ReplanArgs {
    /// Scenario file
    pub scenario: PathBuf,
    /// Table of what was measured and mown
    #[arg(long, value_name = "FILE", required_unless_present = "lost")]
    pub observed: Option<PathBuf>,
    /// Day of the adjustment, as 2029-07-16; everything before it is past
    #[arg(long, value_name = "DATE")]
    pub from: String,
    /// Hours lost in the year of that day: "27: all", "27-28: crew NAME", "27: district NAME", "30: machine eco_head 50 %"
    #[arg(long, value_name = "WEEKS: WHO")]
    pub lost: Vec<String>,
    /// What a change of a segment's programme costs, EUR once (default: plan.change_eur, else Z12 of the price book)
    #[arg(long, value_name = "EUR")]
    pub change_eur: Option<f64>,
    /// Folder of the finished run (default: that of the scenario, else out/NAME)
    #[arg(long, value_name = "DIR")]
    pub run: Option<PathBuf>,
    /// Folder for the results (default: replan-DATE in the folder of the run)
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

/// Years that are planned again at most, that of the adjustment included.
const MOST_YEARS: usize = 8;

/// Runs the verb.
pub fn run(args: &ReplanArgs, global: &Global) -> Result<Ending, Error> {
    let mut scenario = load::load(&args.scenario)?;
    global.apply(&mut scenario);
    on_threads(global.threads.map(usize::from), || whole(args, &scenario, global)).map_err(Error::Run)?
}

/// The day, within the years that are planned.
fn day(text: &str, scenario: &Scenario, years: usize) -> Result<From, Problem> {
    let place = format!("--from {text}");
    let date: Date = text
        .parse()
        .map_err(|_| Problem::new("P443", &place, "is not a day").hint("written YYYY-MM-DD, such as 2029-07-16"))?;
    let year = usize::try_from(date.year() - scenario.first_year).ok().filter(|year| *year < years);
    let last = scenario.first_year + years as i16 - 1;
    let Some(year) = year else {
        let what = format!("the plan is for {} to {last}", scenario.first_year);
        return Err(Problem::new("P443", place, what).hint("name a day within these years"));
    };
    let day = MonthDay::new(date.month() as u8, date.day() as u8).map_or(59, MonthDay::day_of_year);
    Ok(From { date, year, day })
}

fn whole(args: &ReplanArgs, loaded: &Scenario, global: &Global) -> Result<Ending, Error> {
    let scenario = &loaded.in_climate(loaded.plan_climate);
    let mut problems = Problems::none();
    let Some(options) = &scenario.plan else {
        let what = "the scenario has no [plan], so there is nothing to adjust";
        return Err(Error::Input(Problem::new("P447", args.scenario.display().to_string(), what).into()));
    };
    let years = if options.contract_years > 1 { options.contract_years } else { scenario.years };
    let change_eur = args.change_eur.or(options.change_eur).unwrap_or(scenario.prices.rates.new_order_eur);
    if !(0.0..=1e6).contains(&change_eur) {
        problems.push(Problem::new("P409", "--change-eur", format!("{change_eur} is outside the range 0-1000000")));
    }
    let dir = args.run.clone().unwrap_or_else(|| scenario.output.dir.clone());
    let output = args.output.clone().unwrap_or_else(|| dir.join(format!("replan-{}", args.from)));
    if output == dir {
        let what = "the results would take the place of the run that is adjusted";
        problems.push(Problem::new("P448", output.display().to_string(), what).hint("choose another folder with -o"));
    }
    let from = problems.take(day(&args.from, scenario, years).map_err(Problems::from));
    let stands = build(scenario);
    let old = problems.take(read_plan(&dir, scenario, &stands));
    let span = from.map(|from| (jiff::civil::date(scenario.first_year, 1, 1), from.date));
    let observed = match (&args.observed, span) {
        (Some(file), Some(span)) => problems.take(read(file, &scenario.network, span)),
        _ => Some(Observed::default()),
    };
    let lost = from.and_then(|from| problems.take(lost::read(&args.lost, &scenario.crews, from.week())));
    let (Some(from), Some(old), Some(observed), Some(lost)) = (from, old, observed, lost) else {
        return Err(Error::Input(problems));
    };
    problems.unless_any(())?;
    let years = years.min(from.year + MOST_YEARS);
    let begun = Begun { scenario, stands: &stands, old: &old, cuts: &observed.cuts, lost: &lost, from, years };
    let found = adjusted(&begun, &observed.measured, change_eur, &|_| ()).map_err(Error::Run)?;
    finish(args, &found, from, &output, global)
}

fn finish(args: &ReplanArgs, found: &Adjusted, from: From, output: &Path, global: &Global) -> Result<Ending, Error> {
    let scenario = &found.scenario;
    let setting = setting(scenario, &found.stands, &scenario.climate().name);
    let origin = origin(args, scenario);
    let adjustment = Adjustment { found, setting: &setting, from, origin: &origin };
    write(output, &adjustment).map_err(Error::Run)?;
    if !global.quiet {
        screen::print(&words::screen_lines(&adjustment).join("\n"))?;
        screen::tell(&format!("Open {}", output.join("report.html").display()));
    }
    if found.planned.plan.is_err() {
        return Ok(Ending::Refuted);
    }
    let verdict = verify_run(output)?;
    if verdict.holds() {
        return Ok(Ending::Done);
    }
    let place = output.join("plan.csv").display().to_string();
    Err(Error::Run(
        Problem::new("P499", place, "what was written does not stand up to the independent check")
            .hint(format!("a fault of the program; see `zeis verify {}` and please report it", output.display())),
    ))
}

/// Where the adjustment comes from, as name and value.
fn origin(args: &ReplanArgs, scenario: &Scenario) -> Vec<(String, String)> {
    let mut list = vec![
        ("zeis".to_owned(), env!("CARGO_PKG_VERSION").to_owned()),
        ("scenario".to_owned(), manifest::digest(scenario)),
    ];
    if let Some(file) = &args.observed {
        let sum = std::fs::read(file).map(|bytes| format!("{:016x}", digest(&bytes))).unwrap_or_default();
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        list.push((name, sum));
    }
    list.extend(args.lost.iter().map(|text| ("lost".to_owned(), text.clone())));
    list
}
