//! Judges a written plan again, from its tables alone.
//!
//! Nothing is shared with the search: the tables are read here, hours, cost, fire and limits are added up again, and every claim
//! of the plan is held against the sum. A limit that the plan says it breaks is no breach; a limit that it says it keeps, and does
//! not, is one. Data come from a run (`plan.csv`, `programmes.csv` and the folder `plan_data`) or from a bare instance, whose
//! limits must be kept.

mod data;
mod judge;
mod members;
mod proof;
pub mod tables;

use crate::error::Problems;
use data::Data;
use std::path::Path;

/// Folder with the planning data, beside the plan of a run.
pub const PLAN_DATA: &str = "plan_data";

/// Tables of an instance, in the order of their digests.
pub const INSTANCE_TABLES: [&str; 5] = ["segments.csv", "programmes.csv", "values.csv", "capacity.csv", "limits.csv"];

/// Table of the fires by member, where those of the worst members are limited.
pub const FIRE_MEMBERS: &str = "fire_members.csv";

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

/// What a certificate proves.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Proof {
    /// No plan costs less, EUR; where something else is made small, no plan has less of it.
    pub bound: Option<f64>,
    /// Excess of the plan above the bound, as a share of it.
    pub gap: Option<f64>,
    /// Whether it says that no plan exists.
    pub infeasible: bool,
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
    /// What the certificate proves, where there is one.
    pub proof: Option<Proof>,
    /// Column that is made small; `None`: cost.
    pub objective: Option<String>,
}

impl Verdict {
    /// Whether the plan holds.
    pub fn holds(&self) -> bool {
        self.checks.iter().all(Check::is_kept)
    }
}

/// Name of the certificate, beside the plan.
const CERTIFICATE: &str = "certificate.json";

/// Judges the plan of a finished run with its certificate; where that says that no plan exists, it is judged alone.
pub fn verify_run(dir: &Path) -> Result<Verdict, Problems> {
    let data = dir.join(PLAN_DATA);
    judge_folder(&data, &dir.join("plan.csv"), Some(&dir.join("programmes.csv")), &dir.join(CERTIFICATE))
}

/// Judges a plan of a bare instance, with the certificate beside it where there is one; where that says that no plan exists, it is
/// judged alone.
pub fn verify_instance(instance: &Path, plan: &Path) -> Result<Verdict, Problems> {
    judge_folder(instance, plan, None, &plan.with_file_name(CERTIFICATE))
}

fn judge_folder(instance: &Path, plan: &Path, issued: Option<&Path>, claimed: &Path) -> Result<Verdict, Problems> {
    let claimed = certificate(claimed)?;
    if let Some(claimed) = claimed.as_ref().filter(|claimed| claimed.infeasible && !plan.exists()) {
        let mut data = Data::read(instance, None, None)?;
        let tail = members::judge(&mut data, claimed);
        let (mut checks, proof) = proof::judge(&data, claimed, digest(instance), None);
        checks.extend(tail);
        return Ok(Verdict { checks, proof: Some(proof), ..Verdict::default() });
    }
    let mut data = Data::read(instance, Some(plan), issued)?;
    let tail = claimed.as_ref().and_then(|claimed| members::judge(&mut data, claimed));
    let mut verdict = judged(&data, claimed.as_ref(), digest(instance));
    verdict.checks.extend(tail);
    Ok(verdict)
}

fn certificate(path: &Path) -> Result<Option<proof::Claimed>, Problems> {
    if path.is_file() { proof::read(path).map(Some) } else { Ok(None) }
}

fn judged(data: &Data, claimed: Option<&proof::Claimed>, digest: Option<u64>) -> Verdict {
    let mut verdict = judge::judge(data);
    if let Some(claimed) = claimed {
        let used = judge::rows_used(data);
        let cost = judge::objective(data) + verdict.stretch_eur;
        let (checks, proof) = proof::judge(data, claimed, digest, Some((cost, &used)));
        verdict.checks.extend(checks);
        verdict.proof = Some(proof);
    }
    verdict
}

/// Digest of the five tables of an instance, and of the fires by member.
fn digest(instance: &Path) -> Option<u64> {
    let mut all = Vec::new();
    for name in INSTANCE_TABLES {
        all.extend(crate::random::digest(&std::fs::read(instance.join(name)).ok()?).to_le_bytes());
    }
    if let Ok(bytes) = std::fs::read(instance.join(FIRE_MEMBERS)) {
        all.extend(crate::random::digest(&bytes).to_le_bytes());
    }
    Some(crate::random::digest(&all))
}
