//! `zeis check`: every problem of a scenario and all its inputs.

use super::{Global, screen};
use crate::error::{Error, Problem, Problems};
use crate::kpi::study::member::until;
use crate::scenario::{Scenario, load};
use crate::units::KM_PER_M;
use std::path::PathBuf;

/// List every problem of a scenario and all its inputs at once, each with file, line, what, and how to mend it
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Example: zeis check scenarios/veluwe.toml")]
pub struct CheckArgs {
    /// Scenario file
    pub scenario: PathBuf,
    /// Print the findings as JSON
    #[arg(long)]
    pub json: bool,
}

/// Runs the verb.
pub fn run(args: &CheckArgs, global: &Global) -> Result<(), Error> {
    let found = load::load(&args.scenario).and_then(|scenario| until(&scenario).map(|_| scenario));
    if args.json {
        screen::print(&json(&found))?;
        return match found {
            Ok(_) => Ok(()),
            Err(problems) => Err(Error::Input(problems)),
        };
    }
    let scenario = found?;
    if !global.quiet {
        for notice in &scenario.notices {
            screen::tell(&format!("note: {notice}"));
        }
    }
    screen::print(&summary(&scenario))
}

/// What the scenario holds, in a line or two.
fn summary(scenario: &Scenario) -> String {
    let length_km: f64 = scenario.network.segments.iter().map(|segment| segment.length_m * KM_PER_M).sum();
    let plan = if scenario.plan.is_some() { "with a plan" } else { "without a plan" };
    format!(
        "{}: {} segments ({length_km:.1} km) of {} owners, {} regimes, {} weather nodes, {} years x {} members, {plan}\n\
         no problem found",
        scenario.name,
        scenario.network.segments.len(),
        scenario.owners.len(),
        scenario.regimes.len(),
        scenario.nodes.len(),
        scenario.years,
        scenario.members,
    )
}

fn json(found: &Result<Scenario, Problems>) -> String {
    let problem = |problem: &Problem| {
        serde_json::json!({
            "code": problem.code, "place": problem.place, "what": problem.what, "hint": problem.hint,
        })
    };
    let value = match found {
        Ok(scenario) => serde_json::json!({
            "valid": true,
            "problems": [],
            "notices": scenario.notices,
            "name": scenario.name,
            "segments": scenario.network.segments.len(),
            "nodes": scenario.nodes.iter().map(|node| node.name.as_str()).collect::<Vec<_>>(),
        }),
        Err(problems) => serde_json::json!({
            "valid": false,
            "problems": problems.0.iter().map(problem).collect::<Vec<_>>(),
            "notices": [],
        }),
    };
    format!("{value:#}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_are_printed_for_scripts() {
        let problems = Problem::new("S105", "a.toml:1", "`period` is missing").hint("[period]").into();
        let value: serde_json::Value = serde_json::from_str(&json(&Err(problems))).expect("JSON");
        assert_eq!(value["valid"], false);
        assert_eq!(value["problems"][0]["code"], "S105");
    }
}
