//! `zeis init`: a starter project.

use super::{Global, Lang, screen};
use crate::error::{Error, Problem, Problems};
use std::fs;
use std::path::PathBuf;

/// Files of the starter project.
const FILES: [(&str, &str); 4] = [
    ("scenario.toml", include_str!("init/scenario.toml")),
    ("segments.csv", include_str!("init/segments.csv")),
    ("crews.csv", include_str!("init/crews.csv")),
    ("README.md", include_str!("init/readme.md")),
];

/// Write a starter project: a commented scenario, a small segment table, crews and a readme
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Example: zeis init my-verges")]
pub struct InitArgs {
    /// Folder to write to; made if it is not there
    pub dir: PathBuf,
}

/// Runs the verb: writes all files or none, and never over a file that is there.
pub fn run(args: &InitArgs, global: &Global) -> Result<(), Error> {
    let there = FILES.iter().map(|(name, _)| args.dir.join(name)).filter(|path| path.exists());
    let problems: Vec<Problem> = there
        .map(|path| Problem::new("I906", path.display().to_string(), "is there already").hint("choose another folder"))
        .collect();
    if !problems.is_empty() {
        return Err(Error::Input(Problems(problems)));
    }
    let failed = |path: &std::path::Path, error: &std::io::Error| {
        Error::Run(Problem::new("I907", path.display().to_string(), format!("cannot be written: {error}")))
    };
    let folder_is_new = !args.dir.exists();
    fs::create_dir_all(&args.dir).map_err(|error| failed(&args.dir, &error))?;
    for (done, (name, text)) in FILES.into_iter().enumerate() {
        let path = args.dir.join(name);
        let text =
            if global.lang == Some(Lang::Nl) { text.replace("lang = \"en\"", "lang = \"nl\"") } else { text.into() };
        if let Err(error) = fs::write(&path, text) {
            for (name, _) in &FILES[..=done] {
                // A file that was never made cannot be taken away either.
                let _ = fs::remove_file(args.dir.join(name));
            }
            if folder_is_new {
                let _ = fs::remove_dir(&args.dir);
            }
            return Err(failed(&path, &error));
        }
    }
    let scenario = args.dir.join("scenario.toml");
    screen::print(&format!(
        "{} files are in {}. Next:\n  zeis check {}",
        FILES.len(),
        args.dir.display(),
        scenario.display()
    ))
}
