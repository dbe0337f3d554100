//! `zeis ensemble`: a Monte Carlo study that can be stopped, resumed, divided and put together (`zeis merge`).

mod merge;
mod sample;

use super::{Global, screen};
use crate::ensemble::labels::Labels;
use crate::ensemble::run::{on_threads, store_each};
use crate::ensemble::store::{Key, State, Store};
use crate::error::{Error, Problem};
use crate::kpi::study::answer::Answers;
use crate::kpi::study::member::{Material, until};
use crate::kpi::study::precision::Method;
use crate::kpi::study::rows::Study;
use crate::kpi::study::until::{is_enough, looks};
use crate::plot::draw;
use crate::report::csv::write_whole;
use crate::report::manifest::manifest;
use crate::report::study::precision::Cost;
use crate::report::study::{precision, tables, words, years};
use crate::scenario::stands::build;
use crate::scenario::{Language, Scenario, load};
use cpu_time::ProcessTime;
use indicatif::{ProgressBar, ProgressStyle};
pub use merge::{MergeArgs, merge};
use sample::SampleMembers;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Monte Carlo over members, climates and uncertain parameters: goes on where it was stopped
#[derive(Clone, Debug, clap::Args)]
#[command(
    after_help = "Every finished member is kept in DIR/units: after a stop (Ctrl-C, power, full disk) the same command goes on.\n\
                        Divided over machines:\n  zeis ensemble scenario.toml --shard 1/2 -o part1\n  \
                        zeis ensemble scenario.toml --shard 2/2 -o part2\n  zeis merge part1 part2 -o whole\n\n\
                        Example: zeis ensemble scenarios/veluwe.toml"
)]
pub struct EnsembleArgs {
    /// Scenario file
    pub scenario: PathBuf,
    /// Folder for the results (default: ensemble in that of the scenario)
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Compute only the members of part K of N
    #[arg(long, value_name = "K/N", value_parser = Shard::parse)]
    pub shard: Option<Shard>,
    /// Begin anew where the folder holds members of other inputs
    #[arg(long)]
    pub fresh: bool,
}

impl EnsembleArgs {
    /// Whether a member is one of those asked for.
    fn holds(&self, member: usize) -> bool {
        self.shard.is_none_or(|shard| shard.holds(member))
    }
}

/// A part of the members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    part: usize,
    of: usize,
}

impl Shard {
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let numbers = text.split_once('/').and_then(|(part, of)| Some((part.parse().ok()?, of.parse().ok()?)));
        match numbers {
            Some((part, of)) if 1 <= part && part <= of => Ok(Shard { part, of }),
            _ => Err("a part is K/N with K from 1 to N, such as 3/8".to_owned()),
        }
    }

    /// Says that this part is finished, and what is lacking of the others.
    pub(super) fn tell_finished(self, computed: usize, lacking: usize) {
        screen::tell(&format!(
            "part {}/{} is finished ({computed} units computed); {lacking} units of other parts are lacking: zeis merge",
            self.part, self.of
        ));
    }

    pub(super) fn holds(self, member: usize) -> bool {
        member % self.of == self.part - 1
    }
}

/// Runs the verb `ensemble`.
pub fn run(args: &EnsembleArgs, global: &Global) -> Result<(), Error> {
    let mut scenario = load::load(&args.scenario)?;
    global.apply(&mut scenario);
    scenario.plan = None;
    if !global.quiet {
        for notice in &scenario.notices {
            screen::tell(&format!("note: {notice}"));
        }
    }
    let dir = args.output.clone().unwrap_or_else(|| scenario.output.dir.join("ensemble"));
    let threads = global.threads.map(usize::from);
    on_threads(threads, || study(&scenario, args, &dir, global)).map_err(Error::Run)?
}

fn study(scenario: &Scenario, args: &EnsembleArgs, dir: &Path, global: &Global) -> Result<(), Error> {
    let start = Instant::now();
    let stands = build(scenario);
    let material = Material::new(scenario, &stands);
    let labels = material.labels(until(scenario)?);
    let store = Store::open(dir, &labels, args.fresh)?;
    write_whole(&dir.join("manifest.toml"), manifest(scenario)?.as_bytes())?;
    let sample = SampleMembers::simulate(scenario, (&stands, &material), (args, dir), global)?;
    let of_members =
        |members| Study { labels: &labels, store: &store, members, sample: sample.as_ref().map(SampleMembers::view) };
    let mut work = Work::default();
    let mut members = labels.members;
    let mut from = 0;
    for look in if args.shard.is_some() { vec![labels.members] } else { looks(&labels) } {
        let own = keys(from..look, labels.climates.len()).filter(|key| args.holds(key.member));
        work = work.and(simulate(&store, &material, own, global)?);
        if args.shard.is_none() && is_enough(&of_members(look))? {
            members = look;
            break;
        }
        from = look;
    }
    let climates = labels.climates.len();
    if let Some(shard) = args.shard {
        let lacking = lacking(&of_members(0))?;
        if lacking > 0 {
            shard.tell_finished(work.computed + sample.as_ref().map_or(0, |sample| sample.work.computed), lacking);
            return Ok(());
        }
        members = enough(&of_members(0))?;
    }
    let of_sample_s = sample.as_ref().map_or(Some(0.0), |sample| sample.share_s(members));
    let cost = work.unit_s().zip(of_sample_s).map(|(own, sample)| Cost { own, with_sample: own + sample });
    let answers = finish(&of_members(members), dir, cost.map(|cost| cost.times(climates as f64)), global)?;
    let seconds = start.elapsed().as_secs_f64();
    let (units, computed) = (members * climates, work.computed);
    let mut text = format!(
        "[wall_s]\ntotal = {seconds:.3}\n\n[units]\ncomputed = {computed}\nfound = {}\nthreads = {}\n",
        units.saturating_sub(computed),
        crate::ensemble::run::threads()
    );
    if let Some(peak) = peak_memory_mb() {
        let _ = writeln!(text, "\n[memory]\npeak_mb = {peak:.1}");
    }
    if let Some(cost) = cost {
        text += &answer_seconds(&labels, &answers, cost);
    }
    if let Some(sample) = &sample {
        let _ = writeln!(text, "\n[sample]\ncomputed = {}", sample.work.computed);
        if let Some(unit_s) = sample.work.unit_s() {
            let _ = writeln!(text, "cpu_s_a_unit = {unit_s:.4}");
        }
    }
    write_whole(&dir.join("timing.toml"), text.as_bytes())?;
    if !global.quiet {
        screen::tell(&format!("{computed} of {units} units computed in {seconds:.1} s; tables in {}", dir.display()));
    }
    Ok(())
}

/// Largest memory that this process has held, MB of 10^6 bytes, where the system tells.
fn peak_memory_mb() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(1.024e-3 * kib)
}

/// Units that were simulated now, and the processor time that they took; resumed ones took theirs earlier.
#[derive(Clone, Copy, Debug, Default)]
struct Work {
    computed: usize,
    spent_s: f64,
}

impl Work {
    fn and(self, more: Work) -> Self {
        Work { computed: self.computed + more.computed, spent_s: self.spent_s + more.spent_s }
    }

    /// Processor time of a unit, s; none where nothing was simulated, or the system does not tell.
    fn unit_s(self) -> Option<f64> {
        (self.computed > 0 && self.spent_s > 0.0).then(|| self.spent_s / self.computed as f64)
    }
}

/// Simulates the units that are missing of some.
fn simulate(
    store: &Store,
    material: &Material<'_>,
    wanted: impl Iterator<Item = Key>,
    global: &Global,
) -> Result<Work, Problem> {
    let wanted: Vec<Key> = wanted.collect();
    let missing = missing(store, &wanted, global)?;
    let begun = ProcessTime::try_now();
    fill(store, material, &missing, wanted.len(), global)?;
    let spent = begun.and_then(|begun| begun.try_elapsed()).unwrap_or_default();
    Ok(Work { computed: missing.len(), spent_s: spent.as_secs_f64() })
}

/// Processor time until nine tenths of the differences of each KPI are decided, plain and by the best way.
fn answer_seconds(labels: &Labels, answers: &[Answers], cost: Cost) -> String {
    let mut text = format!("\n[answer]\ncpu_s_a_unit = {:.4}\n", cost.own);
    for answers in answers {
        let of = |method, unit_s| answers.of(method).map_or(0.0, |answer| unit_s * answer.members[1]);
        let (plain, best) = (of(Some(Method::Independent), cost.own), of(None, cost.with_sample));
        let place = format!("{}.\"{}\"", answers.kpi.id, labels.climates[answers.climate]);
        let _ = writeln!(text, "{place} = {{ plain_cpu_s = {plain:.1}, best_cpu_s = {best:.1} }}");
    }
    text
}

/// Units of some members in every climate, member by member.
pub(super) fn keys(members: std::ops::Range<usize>, climates: usize) -> impl Iterator<Item = Key> {
    members.flat_map(move |member| (0..climates).map(move |climate| Key { member, climate }))
}

/// The units that are not there, or damaged.
pub(super) fn missing(store: &Store, wanted: &[Key], global: &Global) -> Result<Vec<Key>, Problem> {
    let (mut missing, mut damaged) = (Vec::new(), 0);
    for &key in wanted {
        let state = store.state(key)?;
        damaged += usize::from(state == State::Damaged);
        if state != State::Whole {
            missing.push(key);
        }
    }
    if damaged > 0 && !global.quiet {
        screen::tell(&format!("note: {damaged} damaged units are computed again"));
    }
    Ok(missing)
}

/// Computes units and stores each as soon as it is finished.
pub(super) fn fill(
    store: &Store,
    material: &Material<'_>,
    missing: &[Key],
    wanted: usize,
    global: &Global,
) -> Result<(), Problem> {
    let bar = bar(missing.len(), wanted, global.quiet);
    let filled = store_each(missing, |&key| {
        store.save(key, &material.numbers(key)?)?;
        bar.inc(1);
        Ok(())
    });
    bar.finish_and_clear();
    filled
}

/// Progress with rate and time left; units that were there already count for neither.
fn bar(missing: usize, wanted: usize, quiet: bool) -> ProgressBar {
    if quiet {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(missing as u64);
    let there = wanted - missing;
    let template =
        format!("simulating {{wide_bar}} {{pos}}/{{len}} units ({there} were there), {{per_sec}}, {{eta}} left");
    bar.set_style(ProgressStyle::with_template(&template).unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}

/// Units that are lacking before the study can be summed up: those of its sample first, without which no rule can be looked at.
pub(super) fn lacking(study: &Study<'_>) -> Result<usize, Problem> {
    let of = |study: &Study<'_>, members: std::ops::Range<usize>| -> Result<usize, Problem> {
        let mut lacking = 0;
        for key in keys(members, study.labels.climates.len()) {
            lacking += usize::from(study.store.state(key)? != State::Whole);
        }
        Ok(lacking)
    };
    if let Some(sample) = study.sample() {
        let lacking = of(&sample, 0..sample.members)?;
        if lacking > 0 {
            return Ok(lacking);
        }
    }
    let mut from = 0;
    for look in looks(study.labels) {
        let lacking = of(study, from..look)?;
        if lacking > 0 || is_enough(&Study { members: look, ..*study })? {
            return Ok(lacking);
        }
        from = look;
    }
    Ok(0)
}

/// Members that count, where no unit is lacking.
fn enough(study: &Study<'_>) -> Result<usize, Problem> {
    for look in looks(study.labels) {
        if is_enough(&Study { members: look, ..*study })? {
            return Ok(look);
        }
    }
    Ok(study.labels.members)
}

/// Writes the tables and tells the short answer.
fn finish(study: &Study<'_>, dir: &Path, member: Option<Cost>, global: &Global) -> Result<Vec<Answers>, Error> {
    let own = if study.labels.language == "nl" { Language::Nl } else { Language::En };
    let language = global.lang.map_or(own, Language::from);
    let answers = tables::write(study, language, dir)?;
    for (name, figure) in years::figures(study, language)? {
        draw(&figure, &dir.join("plots").join(name))?;
    }
    if !global.quiet {
        let mut lines = words::lines(study, language)?;
        lines.extend(precision::lines(study, &answers, member, language));
        screen::print(&lines.join("\n"))?;
    }
    Ok(answers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_hold_every_member_once() {
        for of in 1..6 {
            let shards: Vec<Shard> =
                (1..=of).map(|part| Shard::parse(&format!("{part}/{of}")).expect("a part")).collect();
            for member in 0..20 {
                assert_eq!(shards.iter().filter(|shard| shard.holds(member)).count(), 1);
            }
        }
        for wrong in ["0/2", "3/2", "1", "a/b", "1/0"] {
            assert!(Shard::parse(wrong).is_err(), "{wrong}");
        }
    }
}
