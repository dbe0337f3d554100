//! Numbers that a reader should doubt: calibrated, assumed or unconfirmed ones, and the counts that the rate of fires rests on.

use crate::fire::national::facts;
use crate::plot::words::{choose, number};
use crate::report::manifest::parameters;
use crate::report::page::Marked;
use crate::scenario::{Language, Scenario};

/// Values in use that are calibrated, assumed or unconfirmed.
pub fn marks(scenario: &Scenario) -> Vec<Marked> {
    let language = scenario.language;
    let word = |mark: &str| match mark {
        "C" => Some(choose(language, "calibrated", "gekalibreerd")),
        "A" | "assumed" => Some(choose(language, "assumed", "aangenomen")),
        "U" | "M" => Some(choose(language, "unconfirmed", "onbevestigd")),
        _ => None,
    };
    parameters(scenario)
        .filter_map(|used| {
            let mark = word(&used.mark)?;
            Some(Marked {
                value: format!("{} {}", number(used.value, language), used.unit),
                name: used.name,
                mark: mark.to_owned(),
                origin: used.source,
            })
        })
        .chain(counted(language))
        .collect()
}

/// Published counts that the rate of ignition rests on.
fn counted(language: Language) -> impl Iterator<Item = Marked> {
    facts().into_iter().map(move |fact| Marked {
        value: format!("{} {}", number(fact.value, language), fact.unit),
        mark: match fact.status.as_str() {
            "derived" => choose(language, "derived", "afgeleid").to_owned(),
            _ => choose(language, "reported", "opgegeven").to_owned(),
        },
        origin: format!(
            "{}, {}, {}, {}: {}; {}",
            fact.region, fact.subject, fact.period, fact.quantity, fact.remark, fact.source
        ),
        name: format!("count.{}", fact.id),
    })
}
