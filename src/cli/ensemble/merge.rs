//! `zeis merge`: the parts of a divided study put together.

use super::super::{Global, sensitivity};
use super::sample::{self, SampleMembers};
use super::{enough, finish, keys, lacking};
use crate::ensemble::labels::Labels;
use crate::ensemble::store::{State, Store};
use crate::error::{Error, Problem, Problems};
use crate::kpi::study::rows::Study;
use crate::report::csv::write_whole;
use std::path::{Path, PathBuf};

/// Put the parts of a divided ensemble or study of sensitivity together
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Example: zeis merge part1 part2 -o whole")]
pub struct MergeArgs {
    /// Folders that `zeis ensemble --shard` or `zeis sensitivity --shard` has written
    #[arg(required = true, value_name = "DIR")]
    pub parts: Vec<PathBuf>,
    /// Folder for the whole
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,
}

/// Runs the verb `merge`.
pub fn merge(args: &MergeArgs, global: &Global) -> Result<(), Error> {
    let labels = one_study(&args.parts)?;
    let store = put_together(&labels, &args.parts, &args.output)?;
    let folders: Vec<PathBuf> = args.parts.iter().map(|part| sample::folder(part)).collect();
    let sample = if labels.sample > 0 {
        let of_sample = one_study(&folders)?;
        let store = put_together(&of_sample, &folders, &sample::folder(&args.output))?;
        Some(SampleMembers::of(of_sample, store))
    } else {
        None
    };
    for part in &args.parts {
        let manifest = part.join("manifest.toml");
        let bytes = std::fs::read(&manifest).map_err(|error| {
            Problem::new("E813", manifest.display().to_string(), format!("cannot be read: {error}"))
        })?;
        write_whole(&args.output.join("manifest.toml"), &bytes)?;
    }
    let study = Study { labels: &labels, store: &store, members: 0, sample: sample.as_ref().map(SampleMembers::view) };
    let lacking = lacking(&study)?;
    if lacking > 0 {
        let what = format!("{lacking} units are lacking or damaged");
        return Err(Error::Run(
            Problem::new("E814", args.output.display().to_string(), what).hint(
                "name the folders of all parts, or run the parts that were stopped again; what was found is kept",
            ),
        ));
    }
    if labels.points.is_some() {
        return sensitivity::finish(&labels, &store, &args.output, global);
    }
    finish(&Study { members: enough(&study)?, ..study }, &args.output, None, global).map(|_| ())
}

/// A store with the whole units of all parts.
fn put_together(labels: &Labels, parts: &[PathBuf], output: &Path) -> Result<Store, Problem> {
    let store = Store::open(output, labels, false)?;
    for part in parts {
        let from = Store::open(part, labels, false)?;
        for key in keys(0..labels.members, labels.climates.len()) {
            if store.state(key)? != State::Whole && from.state(key)? == State::Whole {
                store.adopt(&from, key)?;
            }
        }
    }
    Ok(store)
}

/// The labels that all folders share; every folder that is not one of the study is told.
fn one_study(parts: &[PathBuf]) -> Result<Labels, Error> {
    let mut problems = Problems::none();
    let mut first: Option<Labels> = None;
    for part in parts {
        match (Store::labels(part), &first) {
            (Err(problem), _) => problems.push(problem),
            (Ok(labels), None) => first = Some(labels),
            (Ok(labels), Some(known)) if labels.digest != known.digest || labels.count() != known.count() => {
                let what = format!("is a part of another study (digest {}, not {})", labels.digest, known.digest);
                let problem = Problem::new("E812", part.display().to_string(), what);
                problems.push(problem.hint("results of different inputs are never mixed"));
            }
            _ => {}
        }
    }
    match first {
        Some(labels) if problems.is_empty() => Ok(labels),
        _ => Err(problems.into()),
    }
}
