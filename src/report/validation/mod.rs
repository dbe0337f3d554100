//! Published against simulated as tables, as JSON, as a page, and on the screen.

pub mod guide;
pub mod page;
pub mod sheets;
mod sizes;
mod sources;
mod structures;
pub mod years;

use self::sources::sourced;
use crate::plot::words::choose;
use crate::scenario::Language;
use crate::validation::summary::Validation;
use crate::validation::verdict::{Check, Group, Verdict};

/// The table as JSON.
pub fn json(validation: &Validation, language: Language) -> String {
    let row = |check: &Check| {
        serde_json::json!({
            "id": check.id,
            "group": check.group.name(),
            "subject": check.subject.of(language),
            "published": check.published.of(language),
            "simulated": check.simulated.of(language),
            "verdict": check.verdict.name(),
            "must_hold": check.must_hold,
            "source": sourced(&check.source, language),
            "remark": check.remark.of(language),
        })
    };
    let rows: Vec<serde_json::Value> = validation.checks.iter().map(row).collect();
    let broken: Vec<&str> = validation.broken().map(|check| check.id.as_str()).collect();
    let whole = serde_json::json!({
        "weather": validation.place.of(language),
        "draws": validation.effort.draws,
        "other_draws": validation.effort.other_draws,
        "years": validation.effort.years,
        "checks": rows,
        "must_hold_and_do_not": broken,
    });
    serde_json::to_string_pretty(&whole).unwrap_or_default()
}

/// The table on the screen: a line for each check, with what fails below it.
pub fn screen_lines(validation: &Validation, language: Language) -> Vec<String> {
    let mut lines = Vec::new();
    for group in Group::ALL {
        let (holding, all) = validation.counts(Some(group));
        let hold = choose(language, "hold", "kloppen");
        lines.push(format!("{} ({holding} {} {all} {hold})", group.words(language), choose(language, "of", "van")));
        for check in validation.checks.iter().filter(|check| check.group == group) {
            lines.push(format!("  {:9} {:20} {}", check.verdict.words(language), check.id, check.subject.of(language)));
            if check.verdict != Verdict::Holds {
                let (published, simulated) =
                    (choose(language, "published", "gepubliceerd"), choose(language, "simulated", "berekend"));
                lines.push(format!("{:33}{published}: {}", "", check.published.of(language)));
                lines.push(format!("{:33}{simulated}: {}", "", check.simulated.of(language)));
                if !check.remark.is_empty() {
                    lines.push(format!("{:33}{}", "", check.remark.of(language)));
                }
            }
        }
    }
    lines
}
