//! `zeis fire national`: the calibration of the shipped rate of ignition, done again from station files.

use super::super::{Global, screen};
use crate::ensemble::run::on_threads;
use crate::error::Error;
use crate::fire::FireParameters;
use crate::report::national::{months, readings, screen_lines, years};
use crate::validation::national::{files_of, study};
use std::path::PathBuf;

/// Calibrate the shipped rate of ignition again from station files of KNMI and the embedded counts
///
/// Needs daily files of the twelve stations with observed noon values (2011-2024), known by the number in their names. What
/// is found there is used; the table tells which stations were lacking.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Example: zeis fire national knmi/ -o calibration")]
pub struct NationalArgs {
    /// Folder of station files
    pub folder: PathBuf,
    /// Folder for national.csv, national_months.csv and national_years.csv (default: the screen alone)
    #[arg(short, long)]
    pub output: Option<PathBuf>,
}

/// Runs the verb.
pub fn run(args: &NationalArgs, global: &Global) -> Result<(), Error> {
    let files = files_of(&args.folder)?;
    let found = on_threads(global.threads.map(usize::from), || study(&files)).map_err(Error::Run)??;
    let p = FireParameters::default();
    if let Some(dir) = &args.output {
        for (name, sheet) in [
            ("national.csv", readings(&found, &p)),
            ("national_months.csv", months(&found)),
            ("national_years.csv", years(&found)),
        ] {
            sheet.write(&dir.join(name)).map_err(Error::Run)?;
        }
        if !global.quiet {
            screen::tell(&format!("national.csv, national_months.csv, national_years.csv: {}", dir.display()));
        }
    }
    screen::print(&screen_lines(&found, &p, global.language()).join("\n"))
}
