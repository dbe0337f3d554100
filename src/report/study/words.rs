//! The short answer of a study on the screen, in English and Dutch.

use super::choice;
use crate::ensemble::summary::summarise;
use crate::error::Problem;
use crate::kpi::study::rows::{Study, p_better};
use crate::plot::words::{choose, number};
use crate::report::compose::words::unit;
use crate::scenario::Language;

/// KPIs of the short answer.
const SHOWN: [&str; 3] = ["fire", "B1", "K1"];

/// Lines: for each climate the main KPIs today, and what every regime changes with its probability of being better.
pub fn lines(study: &Study<'_>, language: Language) -> Result<Vec<String>, Problem> {
    let say = |english, dutch| choose(language, english, dutch);
    let shown = |value: f64| number(value, language);
    let labels = study.labels;
    let mut lines = vec![format!(
        "{}: {} {} x {} {}",
        labels.scenario,
        study.members,
        say("members", "leden"),
        labels.climates.len(),
        if labels.climates.len() == 1 { say("climate", "klimaat") } else { say("climates", "klimaten") }
    )];
    for (place, kpi) in study.kpis().into_iter().enumerate() {
        let Some(kpi) = kpi.filter(|kpi| SHOWN.contains(&kpi.id)) else { continue };
        for (climate, choices) in study.network(place)?.iter().enumerate() {
            let Some((today, regimes)) = choices.split_last() else { continue };
            let Some(now) = summarise(today) else { continue };
            lines.push(format!(
                "{}, {}: {} {} {} \u{b1} {} (5\u{2013}95 %: {} {} {})",
                kpi.title(language),
                labels.climates[climate],
                say("today", "nu"),
                shown(now.mean),
                unit(kpi.unit, language),
                shown(study.error(today)),
                shown(now.q05),
                say("to", "tot"),
                shown(now.q95)
            ));
            for (regime, values) in regimes.iter().enumerate() {
                let Some(found) = study.difference(values, today) else { continue };
                let name = choice(labels, regime);
                if found.value.q05 == 0.0 && found.value.q95 == 0.0 {
                    lines.push(format!("  {name}: {}", say("as today", "als nu")));
                    continue;
                }
                let verdict = match p_better(&kpi, &found) {
                    _ if !found.excludes_zero() => say("no proven difference", "geen aangetoond verschil").to_owned(),
                    Some(p) if p >= 0.5 => format!("{} {}", say("better with probability", "beter met kans"), shown(p)),
                    Some(p) => format!("{} {}", say("worse with probability", "slechter met kans"), shown(1.0 - p)),
                    None => say("a proven difference", "een aangetoond verschil").to_owned(),
                };
                lines.push(format!(
                    "  {name}: {}{} \u{b1} {}, {verdict}",
                    if found.value.mean > 0.0 { "+" } else { "" },
                    shown(found.value.mean),
                    shown(found.mc_error)
                ));
            }
        }
    }
    Ok(lines)
}
