//! Judges a written plan again, from its tables alone.
//!
//! Nothing is shared with the search: the tables are read here, hours, cost, fire and limits are added up again, and every claim
//! of the plan is held against the sum. A limit that the plan says it breaks is no breach; a limit that it says it keeps, and does
//! not, is one. Data come from a run (`plan.csv`, `programmes.csv` and the folder `plan_data`) or from a bare instance, whose
//! limits must be kept.

mod data;
mod judge;
pub mod tables;

use crate::error::Problems;
use data::Data;
use std::path::Path;

/// Folder with the planning data, beside the plan of a run.
pub const PLAN_DATA: &str = "plan_data";

/// One thing that was checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// Short name.
    pub name: String,
    /// What was found.
    pub found: String,
    /// Every breach; empty if kept.
    pub breaches: Vec<String>,
}

impl Check {
    /// Whether nothing is broken.
    pub fn is_kept(&self) -> bool {
        self.breaches.is_empty()
    }
}

/// What the judge found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdict {
    /// Everything that was checked.
    pub checks: Vec<Check>,
    /// Segments of the plan.
    pub segments: usize,
    /// Total cost, EUR a year, without the cost of changes along the road.
    pub cost_eur: f64,
    /// Cost of changes of programme along the road, EUR.
    pub stretch_eur: f64,
    /// Total of expected fires, in the unit of the data.
    pub fire: f64,
    /// Total of the biodiversity column, in the unit of the data.
    pub bio: f64,
    /// Largest use of a capacity row as a share of its hours; `None` without limited rows.
    pub fullest_row: Option<f64>,
}

impl Verdict {
    /// Whether the plan holds.
    pub fn holds(&self) -> bool {
        self.checks.iter().all(Check::is_kept)
    }
}

/// Judges the plan of a finished run.
pub fn verify_run(dir: &Path) -> Result<Verdict, Problems> {
    let data = Data::read(&dir.join(PLAN_DATA), &dir.join("plan.csv"), Some(&dir.join("programmes.csv")))?;
    Ok(judge::judge(&data))
}

/// Judges a plan of a bare instance.
pub fn verify_instance(instance: &Path, plan: &Path) -> Result<Verdict, Problems> {
    Ok(judge::judge(&Data::read(instance, plan, None)?))
}
