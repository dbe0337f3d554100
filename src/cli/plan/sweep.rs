//! `zeis plan --sweep`: what an instance costs at other values of a limit.

use super::screen;
use crate::error::{Error, Problem, Problems};
use crate::planning::bare::sweep::{Point, shares, sweep};
use crate::planning::bare::write;
use crate::planning::certificate::in_words as row_in_words;
use crate::planning::problem::Problem as Planning;
use crate::planning::search::solve::{NoPlan, Solution};
use crate::report::csv::write_whole;
use std::path::Path;
use std::time::Instant;

/// Rows named of a point without a plan.
const SHOWN: usize = 3;

/// What is swept, and how far.
#[derive(Clone, Debug, clap::Args)]
pub struct SweepArgs {
    /// Also solve for other values of a limit, from `--from` to `--to` times that of the instance: pareto.csv
    #[arg(long, value_name = "LIMIT")]
    pub sweep: Option<Swept>,
    /// First limit of a sweep, as a share of that of the instance (default: 1.06 for fire, 0.9 for bio)
    #[arg(long, value_name = "SHARE", requires = "sweep")]
    pub from: Option<f64>,
    /// Last limit of a sweep, likewise (default: 0.84 for fire, 1.02 for bio)
    #[arg(long, value_name = "SHARE", requires = "sweep")]
    pub to: Option<f64>,
    /// Points of a sweep
    #[arg(long, value_name = "N", default_value_t = 12, requires = "sweep",
        value_parser = clap::value_parser!(u16).range(2..=1000))]
    pub points: u16,
}

/// Limits that can be swept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Swept {
    /// Most fire (`fire_max`)
    Fire,
    /// Least biodiversity (`bio_min`)
    Bio,
}

impl Swept {
    /// Name of its row.
    fn row(self) -> &'static str {
        match self {
            Swept::Fire => "fire",
            Swept::Bio => "bio",
        }
    }

    /// First and last share, where the user names none: from where the limit presses little to near what can be kept.
    fn ends(self) -> (f64, f64) {
        match self {
            Swept::Fire => (1.06, 0.84),
            Swept::Bio => (0.9, 1.02),
        }
    }
}

impl SweepArgs {
    /// Every mistake in the shares.
    pub fn check(&self) -> Result<(), Problems> {
        let mut problems = Problems::none();
        for (name, share) in [("--from", self.from), ("--to", self.to)] {
            if let Some(share) = share.filter(|share| !(0.0..=100.0).contains(share)) {
                problems.push(Problem::new("P409", name, format!("{share} is outside the range 0-100")));
            }
        }
        problems.unless_any(())
    }

    /// Solves for the other values, tells each, and writes them.
    pub fn run(&self, problem: &Planning, solution: &Solution, output: &Path, seed: u64) -> Result<(), Error> {
        let Some(swept) = self.sweep else { return Ok(()) };
        let Some(row) = problem.rows.iter().position(|row| row.name == swept.row()) else {
            let what = format!("the instance has no limit on {} to sweep", swept.row());
            let problem = Problem::new("P413", output.join("limits.csv").display().to_string(), what);
            return Err(Error::Input(problem.hint("give it one; shares are taken of its value").into()));
        };
        let ends = (self.from.unwrap_or(swept.ends().0), self.to.unwrap_or(swept.ends().1));
        let mut start = Instant::now();
        let tell = |point: &Point| {
            screen::tell(&format!(
                "{} ({:.2} s)",
                in_words(point, problem, swept.row()),
                start.elapsed().as_secs_f64()
            ));
            start = Instant::now();
        };
        let points = sweep(problem, row, &shares(ends, self.points.into()), Some(&solution.multipliers), seed, tell);
        write_whole(&output.join("pareto.csv"), write::front(&points, row).as_bytes()).map_err(Error::Run)
    }
}

fn in_words(point: &Point, problem: &Planning, name: &str) -> String {
    let limit = format!("{name} at {:.4} ({:.1} % of the limit)", point.limit, 100.0 * point.share);
    let rows = |broken: &[(usize, f64)]| {
        let words = |&(row, by): &(usize, f64)| {
            let row = &problem.rows[row];
            format!("{} by {by:.4} {}", row_in_words(&row.name), row.unit)
        };
        broken.iter().take(SHOWN).map(words).collect::<Vec<_>>().join(", ")
    };
    match &point.solution {
        Ok(found) => format!("{limit}: {:.2} EUR a year, gap {:.4} %", found.cost, 100.0 * found.gap()),
        Err(NoPlan::Impossible(short)) => {
            format!("{limit}: proven that there is no plan; short: {}", rows(&short.rows))
        }
        Err(NoPlan::NotFound(broken, _)) => {
            format!("{limit}: no plan was found; the best attempt breaks {}", rows(broken))
        }
    }
}
