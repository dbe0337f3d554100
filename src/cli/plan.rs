//! `zeis plan`: solves a bare planning instance, given or made.

pub mod sweep;

use super::{Global, screen};
use crate::ensemble::run::on_threads;
use crate::error::{Error, Problem, Problems};
use crate::planning::bare::build::{Built, build};
use crate::planning::bare::generate::generate;
use crate::planning::bare::{Bare, read, write};
use crate::planning::certificate::{Certificate, in_words};
use crate::planning::search::rounding::Effort;
use crate::planning::search::solve::{NoPlan, Solution, solve};
use crate::report::csv::write_whole;
use std::path::{Path, PathBuf};
use std::time::Instant;
use sweep::SweepArgs;

/// Solve a bare planning instance, with a proven bound
///
/// Writes plan.csv and certificate.json; `zeis verify --instance DIR` judges them. Exit code 1: no plan is within the limits.
#[derive(Clone, Debug, clap::Args)]
#[command(
    after_help = "Example: zeis plan --generate 400 --seed 1 -o out/instance\n         zeis verify --instance out/instance"
)]
pub struct PlanArgs {
    /// Folder with segments.csv, programmes.csv, values.csv, capacity.csv and limits.csv
    #[arg(long, value_name = "DIR", required_unless_present = "generate", conflicts_with = "generate")]
    pub instance: Option<PathBuf>,
    /// Make an instance of so many segments, write it, and solve it
    #[arg(long, value_name = "N", requires = "output", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub generate: Option<u32>,
    /// Cost of a change of programme along the road in a made instance, EUR
    #[arg(long, value_name = "EUR", default_value_t = 0.0, requires = "generate")]
    pub stretch_eur: f64,
    /// Folder for the results (default: that of the instance)
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Other values of a limit.
    #[command(flatten)]
    pub sweep: SweepArgs,
    /// Print the result as JSON
    #[arg(long)]
    pub json: bool,
}

/// Marginal prices shown.
const SHOWN: usize = 12;

/// Runs the verb.
pub fn run(args: &PlanArgs, global: &Global) -> Result<(), Error> {
    if !(0.0..=1e6).contains(&args.stretch_eur) {
        let what = format!("{} is outside the range 0-1000000", args.stretch_eur);
        return Err(Error::Input(Problem::new("P409", "--stretch-eur", what).into()));
    }
    args.sweep.check().map_err(Error::Input)?;
    let folder = match (&args.generate, &args.output) {
        (Some(count), Some(output)) => {
            let bare = generate(*count as usize, global.seed.unwrap_or(1), args.stretch_eur);
            for (name, text) in write::tables(&bare) {
                write_whole(&output.join(name), text.as_bytes()).map_err(Error::Run)?;
            }
            output.clone()
        }
        _ => args.instance.clone().unwrap_or_default(),
    };
    let (bare, digest) = read::read(&folder)?;
    let output = args.output.clone().unwrap_or(folder);
    let threads = global.threads.map(usize::from);
    let seed = global.seed.unwrap_or(1);
    on_threads(threads, || whole(&bare, digest, &output, seed, args)).map_err(Error::Run)?
}

fn whole(bare: &Bare, digest: u64, output: &Path, seed: u64, args: &PlanArgs) -> Result<(), Error> {
    let json = args.json;
    let start = Instant::now();
    let built = build(bare);
    refuse_hopeless(bare, &built)?;
    let certificate_file = output.join("certificate.json");
    let plan_file = output.join("plan.csv");
    match solve(&built.problem, None, Effort::default(), seed) {
        Ok(solution) => {
            let certificate = Certificate::of_plan(&built.problem, &solution, digest);
            let seconds = start.elapsed().as_secs_f64();
            write_whole(&plan_file, write::plan(bare, &programmes(&built, &solution)).as_bytes())?;
            write_whole(&certificate_file, certificate.text().as_bytes())?;
            let text = if json {
                as_json(&certificate, &built, seconds)
            } else {
                lines(&certificate, &solution, &built, seconds)
            };
            screen::print(&text)?;
            args.sweep.run(&built.problem, &solution, output, seed)
        }
        Err(none) => {
            // A plan of an earlier, looser problem would be judged by the wrong certificate.
            let _ = std::fs::remove_file(&plan_file);
            if let Some(certificate) = Certificate::of_shortage(&built.problem, &none, digest) {
                write_whole(&certificate_file, certificate.text().as_bytes())?;
                if json {
                    screen::print(&certificate.text())?;
                }
            } else {
                let _ = std::fs::remove_file(&certificate_file);
            }
            Err(Error::Run(without_plan(&built, &none, output)))
        }
    }
}

/// Segments that no capacity could bear, whatever the others get.
fn refuse_hopeless(bare: &Bare, built: &Built) -> Result<(), Error> {
    let mut problems = Problems::none();
    for &segment in &built.without {
        let what = format!("no programme of segment {} fits in the hours of its district", bare.segments[segment].name);
        problems.push(Problem::new("P412", "capacity.csv", what).hint("give it hours, or a programme without visits"));
    }
    problems.unless_any(()).map_err(Error::Input)
}

/// Programme of each segment in the order of the instance.
fn programmes(built: &Built, solution: &Solution) -> Vec<u32> {
    let mut list = vec![0; built.order.len()];
    for (at, &segment) in built.order.iter().enumerate() {
        list[segment] = built.problem.programmes(at)[solution.choice[at] as usize];
    }
    list
}

/// What is missing, in words.
fn without_plan(built: &Built, none: &NoPlan, output: &Path) -> Problem {
    let row = |&(row, short): &(usize, f64)| {
        let row = &built.problem.rows[row];
        format!("{}: {short:.4} {} short", in_words(&row.name), row.unit)
    };
    let list = |rows: &[(usize, f64)]| rows.iter().take(SHOWN).map(row).collect::<Vec<_>>().join("; ");
    let place = output.display().to_string();
    match none {
        NoPlan::Impossible(shortage) => {
            Problem::new("P420", place, format!("no plan is within the limits: {}", list(&shortage.rows)))
                .hint("this is proven (certificate.json); ease these limits, or give more hours in these weeks")
        }
        NoPlan::NotFound(broken, dual) => {
            let what = format!("no plan was found; the best attempt breaks {}", list(broken));
            Problem::new("P421", place, what).hint(format!(
                "that none exists is not proven (bound {:.2} EUR); ease these limits a little",
                dual.bound
            ))
        }
    }
}

/// The row with least room, as a share of its limit.
fn worst_slack(certificate: &Certificate) -> Option<(&str, f64)> {
    let share =
        |row: &crate::planning::certificate::RowProof| row.slack.map(|slack| slack / row.limit.abs().max(1e-12));
    let rows = certificate.rows.iter().filter_map(|row| Some((row.name.as_str(), share(row)?)));
    rows.min_by(|a, b| a.1.total_cmp(&b.1))
}

fn lines(certificate: &Certificate, solution: &Solution, built: &Built, seconds: f64) -> String {
    let mut lines = vec![
        format!("bound  {:>14.2} EUR a year: no plan costs less", solution.bound),
        format!("cost   {:>14.2} EUR a year", solution.cost),
        format!("gap    {:>14.4} %", 100.0 * solution.gap()),
    ];
    if built.problem.stretch > 0.0 {
        lines.push(format!("changes of programme along the road: {:.2} EUR of the cost", solution.stretch_cost));
    }
    if let Some((name, share)) = worst_slack(certificate) {
        lines.push(format!("worst slack {:.6} % ({})", 100.0 * share, in_words(name)));
    }
    lines.push(format!("{} segments, {} rows, {:.2} s", built.problem.segments(), certificate.rows.len(), seconds));
    let prices = certificate.prices();
    if !prices.is_empty() {
        lines.push("marginal prices:".to_owned());
        for (name, price, unit) in prices.iter().take(SHOWN) {
            lines.push(format!("  {:<28} {price:>12.4} EUR per {unit}", in_words(name)));
        }
        if prices.len() > SHOWN {
            lines.push(format!("  and {} more in certificate.json", prices.len() - SHOWN));
        }
    }
    lines.join("\n")
}

fn as_json(certificate: &Certificate, built: &Built, seconds: f64) -> String {
    let prices: Vec<serde_json::Value> = certificate
        .prices()
        .into_iter()
        .map(|(name, price, unit)| serde_json::json!({ "row": name, "eur_per_unit": price, "unit": unit }))
        .collect();
    let value = serde_json::json!({
        "bound": certificate.bound,
        "cost": certificate.cost,
        "gap": certificate.gap,
        "stretch_cost": certificate.stretch_cost,
        "worst_slack": worst_slack(certificate).map(|(name, share)| serde_json::json!({ "row": name, "share": share })),
        "segments": built.problem.segments(),
        "seconds": seconds,
        "prices": prices,
    });
    format!("{value:#}")
}
