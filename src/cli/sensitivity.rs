//! `zeis sensitivity`: which uncertain parameters the results hang on.

use super::ensemble::{Shard, fill, keys, lacking, missing};
use super::{Global, screen};
use crate::ensemble::labels::{Labels, Points};
use crate::ensemble::run::on_threads;
use crate::ensemble::sensitivity::Design;
use crate::ensemble::store::{Key, Store};
use crate::error::{Error, Problem, Problems};
use crate::kpi::study::member::Material;
use crate::kpi::study::rows::Study;
use crate::kpi::study::sensitivity::{design, members, points, rows};
use crate::plot::draw;
use crate::report::csv::write_whole;
use crate::report::manifest::manifest;
use crate::report::study::sensitivity::{figures, lines, table};
use crate::scenario::stands::build;
use crate::scenario::uncertain::defaults;
use crate::scenario::{Language, Scenario, load};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Runs that are made at most.
const MOST_RUNS: usize = 10_000_000;

/// Which uncertain parameters the results hang on: first-order and total Sobol indices per KPI
#[derive(Clone, Debug, clap::Args)]
#[command(
    after_help = "Factors are the parameters of [ensemble.parameters], or every range of the tables where it names none, and the \
                        weather. N points of D factors take N x (D + 2) runs of one member; what is finished is kept, and the same \
                        command goes on.\n\nExample: zeis sensitivity scenarios/veluwe.toml --points 64"
)]
pub struct SensitivityArgs {
    /// Scenario file
    pub scenario: PathBuf,
    /// Folder for the results (default: sensitivity in that of the scenario)
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Base points; a power of 2 fills the ranges most evenly
    #[arg(long, value_name = "N", default_value_t = 64, value_parser = clap::value_parser!(u32).range(8..=65_536))]
    pub points: u32,
    /// Climate (default: the first of the scenario)
    #[arg(long, value_name = "NAME")]
    pub climate: Option<String>,
    /// Compute only part K of N of the runs; zeis merge puts the parts together
    #[arg(long, value_name = "K/N", value_parser = Shard::parse)]
    pub shard: Option<Shard>,
    /// Begin anew where the folder holds runs of other inputs
    #[arg(long)]
    pub fresh: bool,
}

/// Runs the verb.
pub fn run(args: &SensitivityArgs, global: &Global) -> Result<(), Error> {
    let mut scenario = load::load(&args.scenario)?;
    global.apply(&mut scenario);
    scenario.plan = None;
    if scenario.ensemble.parameters.is_empty() {
        scenario.ensemble.parameters = defaults(&|known| scenario.value_in_use(known), &scenario.fire);
        if !global.quiet {
            screen::tell("note: the scenario names no uncertain parameters: every range of the tables is drawn");
        }
    }
    let scenario = &in_climate(&scenario, args.climate.as_deref())?;
    let runs = design(scenario, args.points as usize).runs();
    if runs > MOST_RUNS {
        let what = format!("{runs} runs are more than {MOST_RUNS}");
        return Err(Problems::from(Problem::new("S155", "--points", what).hint("fewer points or parameters")).into());
    }
    let dir = args.output.clone().unwrap_or_else(|| scenario.output.dir.join("sensitivity"));
    let threads = global.threads.map(usize::from);
    on_threads(threads, || study(scenario, args, &dir, global)).map_err(Error::Run)?
}

fn in_climate(scenario: &Scenario, asked: Option<&str>) -> Result<Scenario, Problems> {
    let Some(asked) = asked else { return Ok(scenario.in_climate(0)) };
    let names: Vec<&str> = scenario.climates.iter().map(|climate| climate.name.as_str()).collect();
    let place = names.iter().position(|name| *name == asked).ok_or_else(|| {
        let what = format!("the climate \"{asked}\" is not among climate.scenarios");
        Problem::new("S125", "--climate", what).hint(format!("one of: {}", names.join(", ")))
    })?;
    Ok(scenario.in_climate(place))
}

fn study(scenario: &Scenario, args: &SensitivityArgs, dir: &Path, global: &Global) -> Result<(), Error> {
    let start = Instant::now();
    let (stands, design) = (build(scenario), design(scenario, args.points as usize));
    let material = Material::of_members(scenario, &stands, members(scenario, design));
    let labels = Labels { points: Some(points(scenario, design)), ..material.labels(None) };
    let store = Store::open(dir, &labels, args.fresh)?;
    write_whole(&dir.join("manifest.toml"), manifest(scenario)?.as_bytes())?;
    let is_own = |key: &Key| args.shard.is_none_or(|shard| shard.holds(key.member));
    let wanted: Vec<Key> = keys(0..labels.members, 1).filter(is_own).collect();
    let missing = missing(&store, &wanted, global)?;
    fill(&store, &material, &missing, wanted.len(), global)?;
    if let Some(shard) = args.shard {
        let lacking = lacking(&Study { labels: &labels, store: &store, members: 0, sample: None })?;
        if lacking > 0 {
            shard.tell_finished(missing.len(), lacking);
            return Ok(());
        }
    }
    finish(&labels, &store, dir, global)?;
    if !global.quiet {
        screen::tell(&format!(
            "{} runs of {} factors, {} computed in {:.1} s; sensitivity.csv, plots/sensitivity_*: {}",
            labels.members,
            design.factors,
            missing.len(),
            start.elapsed().as_secs_f64(),
            dir.display()
        ));
    }
    Ok(())
}

/// Writes table and figures of whole runs, and tells the short answer.
pub(super) fn finish(labels: &Labels, store: &Store, dir: &Path, global: &Global) -> Result<(), Error> {
    let Some(Points { base, factors, seed }) = &labels.points else { return Ok(()) };
    let study = Study { labels, store, members: labels.members, sample: None };
    let own = if labels.language == "nl" { Language::Nl } else { Language::En };
    let language = global.lang.map_or(own, Language::from);
    let rows = rows(&study, Design { base: *base, factors: factors.len() }, *seed)?;
    table(labels, factors, &rows, &dir.join("sensitivity.csv"))?;
    for (name, figure) in figures(labels, factors, &rows, *base, language) {
        draw(&figure, &dir.join("plots").join(name))?;
    }
    if !global.quiet {
        screen::print(&lines(labels, factors, &rows, language).join("\n"))?;
    }
    Ok(())
}
