//! `zeis verify`: judges a written plan.

use crate::error::{Error, Problem};
use crate::planning::verify::{Verdict, verify_instance, verify_run};
use crate::report::replan::tables::WITH_CHANGES;
use std::io::Write;
use std::path::PathBuf;

/// Judges a written plan again from its tables, sharing no code with the search.
///
/// Exit code 0: the plan holds; 1: it is broken; 2: its tables cannot be read.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Example: zeis verify out/veluwe")]
pub struct VerifyArgs {
    /// Folder of a finished run; with --instance, the folder with plan.csv (default: the instance)
    pub dir: Option<PathBuf>,
    /// Folder with the tables of a bare planning instance
    #[arg(long, value_name = "DIR", required_unless_present = "dir")]
    pub instance: Option<PathBuf>,
    /// Plan of the instance, where it is not plan.csv
    #[arg(long, value_name = "FILE", requires = "instance")]
    pub plan: Option<PathBuf>,
    /// Print the verdict as JSON
    #[arg(long)]
    pub json: bool,
}

/// Runs the verb; whether the plan holds.
pub fn verify(args: &VerifyArgs) -> Result<bool, Error> {
    let verdict = match (&args.instance, &args.dir) {
        (Some(instance), dir) => {
            let folder = dir.as_ref().unwrap_or(instance);
            verify_instance(instance, &args.plan.clone().unwrap_or_else(|| folder.join("plan.csv")))?
        }
        (None, Some(dir)) => verify_run(dir)?,
        (None, None) => {
            return Err(Error::Input(Problem::new("I902", "zeis verify", "no folder is given").into()));
        }
    };
    let text = if args.json { json(&verdict) } else { lines(&verdict) };
    let written = writeln!(std::io::stdout().lock(), "{text}");
    written.map_err(|error| Error::Run(Problem::new("I903", "standard output", error.to_string())))?;
    Ok(verdict.holds())
}

/// Verdict in lines.
fn lines(verdict: &Verdict) -> String {
    const SHOWN: usize = 10;
    let mut lines = Vec::new();
    for check in &verdict.checks {
        lines.push(format!("{:<7}{}: {}", if check.is_kept() { "kept" } else { "BROKEN" }, check.name, check.found));
        lines.extend(check.breaches.iter().take(SHOWN).map(|breach| format!("       {breach}")));
        if check.breaches.len() > SHOWN {
            lines.push(format!("       and {} more", check.breaches.len() - SHOWN));
        }
    }
    if verdict.proof.is_some_and(|proof| proof.infeasible) && verdict.holds() {
        lines.push("proven: no plan is within the limits".to_owned());
        return lines.join("\n");
    }
    lines.push(format!("{} segments, {:.2} EUR a year, fire {:.6}", verdict.segments, verdict.cost_eur, verdict.fire));
    if verdict.stretch_eur > 0.0 {
        lines.push(format!("changes of programme along the road: {:.2} EUR", verdict.stretch_eur));
    }
    if let Some(full) = verdict.fullest_row {
        lines.push(format!("fullest capacity row: {:.2} %", 100.0 * full));
    }
    if let Some((bound, gap)) = verdict.proof.and_then(|proof| Some((proof.bound?, proof.gap?))) {
        let least = match &verdict.objective {
            None => format!("no plan costs less than {bound:.2} EUR"),
            Some(column) if column == WITH_CHANGES => {
                format!(
                    "no adjusted plan costs less than {bound:.2} EUR a year, new work orders for what changes included"
                )
            }
            Some(column) if bound < 0.0 => format!("no plan has more of {column} than {:.6}", -bound),
            Some(column) => format!("no plan has less of {column} than {bound:.6}"),
        };
        lines.push(format!("{least}; this one is within {:.4} % of it", 100.0 * gap));
    }
    lines.push(if verdict.holds() { "the plan holds" } else { "the plan is broken" }.to_owned());
    lines.join("\n")
}

/// Verdict for scripts.
fn json(verdict: &Verdict) -> String {
    let checks: Vec<serde_json::Value> = verdict
        .checks
        .iter()
        .map(|check| {
            serde_json::json!({
                "name": check.name, "kept": check.is_kept(), "found": check.found, "breaches": check.breaches,
            })
        })
        .collect();
    let value = serde_json::json!({
        "holds": verdict.holds(),
        "segments": verdict.segments,
        "cost_eur": verdict.cost_eur,
        "stretch_eur": verdict.stretch_eur,
        "fire": verdict.fire,
        "bio": verdict.bio,
        "fullest_row": verdict.fullest_row,
        "bound": verdict.proof.and_then(|proof| proof.bound),
        "gap": verdict.proof.and_then(|proof| proof.gap),
        "proven_infeasible": verdict.proof.is_some_and(|proof| proof.infeasible) && verdict.holds(),
        "checks": checks,
    });
    format!("{value:#}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::planning::verify::Check;

    #[test]
    fn breaches_are_shown_in_lines_and_json() {
        let check = Check { name: "capacity".into(), found: "2 rows".into(), breaches: vec!["d, week 24".into(); 12] };
        let verdict = Verdict { checks: vec![check], ..Verdict::default() };
        let text = lines(&verdict);
        assert!(text.starts_with("BROKEN capacity: 2 rows") && text.contains("and 2 more"));
        assert!(text.ends_with("the plan is broken"));
        assert!(json(&verdict).contains("\"holds\": false"));
    }
}
