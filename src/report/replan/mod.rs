//! What an adjustment writes: the plan with its proof, what was measured and learnt, what changes and why, and a page.

pub mod page;
pub mod programme;
pub mod reasons;
pub mod stretches;
pub mod tables;
pub mod words;

use super::csv::write_whole;
use super::output::proof_of;
use super::schedule::{Parties, orders, schedule_sheet};
use super::tables::{contract, plan, plan_data};
use crate::error::Problem;
use crate::kpi::Setting;
use crate::planning::Plan;
use crate::replan::Adjusted;
use crate::replan::begun::From;
use std::path::Path;

/// An adjustment with what its tables need.
#[derive(Clone, Copy)]
pub struct Adjustment<'a> {
    /// What was found.
    pub found: &'a Adjusted,
    /// Names and places.
    pub setting: &'a Setting<'a>,
    /// The day.
    pub from: From,
    /// Table of observations, hours lost, digest of the input, as name and value.
    pub origin: &'a [(String, String)],
}

/// Writes everything into a folder.
pub fn write(dir: &Path, adjustment: &Adjustment<'_>) -> Result<(), Problem> {
    let Adjustment { found, setting, from, .. } = *adjustment;
    std::fs::create_dir_all(dir)
        .map_err(|error| Problem::new("I930", dir.display().to_string(), format!("cannot be made: {error}")))?;
    super::earlier::remove(dir)?;
    let made = found.planned.plan.as_ref().ok();
    if let Some(made) = made {
        plan::plan_sheet(made, setting).write(&dir.join("plan.csv"))?;
        contract::sheet(made, setting).write(&dir.join("contract.csv"))?;
        let scenario = &found.scenario;
        let joint = scenario.plan.as_ref().is_some_and(|options| options.joint);
        let parties = Parties { crews: &scenario.crews, owners: &scenario.owners, joint };
        let ahead = orders(&ahead(made, from), setting, &scenario.network, parties);
        schedule_sheet(&ahead, setting).write(&dir.join("schedule.csv"))?;
    }
    plan::programmes_sheet(made, setting).write(&dir.join("programmes.csv"))?;
    let mut sheets = plan_data::sheets(&found.planned, setting);
    tables::charge(&mut sheets, found);
    proof_of(dir, &found.planned, &sheets)?;
    if found.stays {
        // Nothing else was weighed, so that there is nothing to prove.
        let _ = std::fs::remove_file(dir.join("certificate.json"));
    }
    tables::options(found, setting).write(&dir.join("options.csv"))?;
    tables::changes(adjustment).write(&dir.join("changes.csv"))?;
    tables::stretch_sheet(adjustment).write(&dir.join("stretches.csv"))?;
    tables::measured(found, setting).write(&dir.join("measured.csv"))?;
    tables::beliefs(found, setting).write(&dir.join("beliefs.csv"))?;
    write_whole(&dir.join("report.html"), page::page(adjustment).as_bytes())
}

/// The plan without the visits that are past.
fn ahead(plan: &Plan, from: From) -> Plan {
    let mut plan = plan.clone();
    for choice in &mut plan.choices {
        if let Some(first) = choice.years.first_mut() {
            first.visits.retain(|work| work.day.day_of_year() >= from.day);
        }
    }
    plan
}
