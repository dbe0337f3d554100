//! An adjustment in words: the answer, what triggered what, what keeping the plan would cost.

use super::Adjustment;
use crate::planning::Missing;
use crate::plot::words::{choose, number, with_decimals};
use crate::replan::options::{OptionRow, Trigger};
use crate::report::compose::plan_lines;
use crate::report::compose::words::unit;
use crate::scenario::Language;

/// KPIs of the answer.
const SHOWN: [&str; 7] =
    ["budget_eur", "fire", "hazard_days", "target_richness", "seed_set", "insect_survival", "winter_refuge"];
/// Broken rows that are told.
const TOLD: usize = 5;

/// What triggered a change.
pub fn trigger(trigger: Trigger, language: Language) -> String {
    let fixed = match (trigger, language) {
        (Trigger::Kpi(kpi, _), _) => return kpi.title(language).to_owned(),
        (Trigger::Missed, Language::En) => "its visit was missed",
        (Trigger::Missed, Language::Nl) => "de beurt is gemist",
        (Trigger::Hours, Language::En) => "crew hours",
        (Trigger::Hours, Language::Nl) => "uren van de ploegen",
        (Trigger::Others, Language::En) => "the limits and years that are left",
        (Trigger::Others, Language::Nl) => "de grenzen en jaren die resteren",
    };
    fixed.to_owned()
}

/// Rows of the answer.
pub fn shown<'a>(adjustment: &Adjustment<'a>) -> Vec<&'a OptionRow> {
    let rows = &adjustment.found.options;
    SHOWN.iter().filter_map(|name| rows.iter().find(|row| row.kpi.limit == *name)).collect()
}

/// A value in the unit that readers see.
pub fn value(row: &OptionRow, value: f64, language: Language) -> String {
    number(if row.kpi.unit == "share" { 100.0 * value } else { value }, language)
}

/// How sure the difference is, in words.
pub fn sure(row: &OptionRow, language: Language) -> String {
    match row.difference {
        Some(found) if found.excludes_zero() => {
            let [low, mid, high] = [found.q05, found.q50, found.q95].map(|one| value(row, one, language));
            format!("{mid} ({low} {} {high})", choose(language, "to", "tot"))
        }
        Some(_) => choose(language, "no proven difference", "geen aangetoond verschil").to_owned(),
        None => choose(language, "from plan and prices", "uit plan en prijzen").to_owned(),
    }
}

fn lacks(missing: &[Missing], language: Language) -> String {
    let told: Vec<String> = missing.iter().take(TOLD).map(|one| plan_lines::lacks(one, language)).collect();
    let more = missing.len().saturating_sub(TOLD);
    let more = if more > 0 { format!(" (+ {more})") } else { String::new() };
    told.join("; ") + &more
}

/// The answer, sentence by sentence.
pub fn answer(adjustment: &Adjustment<'_>) -> Vec<String> {
    let (found, language) = (adjustment.found, adjustment.setting.language);
    let say = |english: String, dutch: String| choose(language, &english, &dutch).to_owned();
    let news = found.learnt.beliefs.iter().filter(|belief| belief.is_news()).count();
    let count = found.learnt.compared.len();
    let unused = found.learnt.compared.iter().filter(|one| !one.used).count();
    let mut told = vec![say(
        format!("{count} measurements ({unused} for comparison only) change what is believed of {news} segments."),
        format!("{count} metingen ({unused} alleen ter vergelijking) veranderen het beeld van {news} vakken."),
    )];
    if !found.missed.is_empty() {
        let missed = found.missed.len();
        told.push(say(
            format!("On {missed} segments a planned visit was missed."),
            format!("Op {missed} vakken is een geplande beurt gemist."),
        ));
    }
    let made = match &found.planned.plan {
        Err(refusal) => {
            told.push(plan_lines::none(refusal, language));
            return told;
        }
        Ok(made) => made,
    };
    if found.stays {
        told.push(say(
            "Nothing differs from what was expected: the plan stays as it is.".into(),
            "Er is niets anders dan verwacht: het plan blijft zoals het is.".into(),
        ));
        return told;
    }
    let (changed, all) = (found.changes.len(), made.choices.len());
    told.push(say(
        format!("{changed} of {all} segments get another programme."),
        format!("{changed} van {all} vakken krijgen een ander programma."),
    ));
    let cost = found.options.iter().find(|row| row.kpi.limit == "budget_eur");
    if let Some(cost) = cost {
        let [kept, adjusted] = [cost.kept, cost.adjusted].map(|eur| with_decimals(eur, 0, language));
        let (more, price) = (cost.adjusted > cost.kept, with_decimals((cost.adjusted - cost.kept).abs(), 0, language));
        let english = if more { "costs" } else { "saves" };
        let dutch = if more { "kost" } else { "bespaart" };
        told.push(say(
            format!("The old plan would cost {kept} EUR a year from here on, the adjusted one {adjusted}: changing {english} {price} EUR a year."),
            format!("Het oude plan zou vanaf hier {kept} EUR per jaar kosten, het bijgestelde {adjusted}: bijstellen {dutch} {price} EUR per jaar."),
        ));
    }
    told.push(if found.broken.is_empty() {
        say(
            "The old plan would still keep hours and limits.".into(),
            "Het oude plan zou uren en grenzen nog halen.".into(),
        )
    } else {
        let lacks = lacks(&found.broken, language);
        say(format!("Not changing breaks: {lacks}."), format!("Niet bijstellen breekt: {lacks}."))
    });
    told.push(plan_lines::gap(made, language));
    let mut triggers: Vec<(String, usize)> = Vec::new();
    for one in &found.changes {
        let name = trigger(one.trigger, language);
        match triggers.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None => triggers.push((name, 1)),
        }
    }
    triggers.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let list: Vec<String> = triggers.iter().map(|(name, count)| format!("{name} {count}")).collect();
    if !list.is_empty() {
        let list = list.join(", ");
        told.push(say(
            format!("What triggered the changes: {list}."),
            format!("Aanleiding van de wijzigingen: {list}."),
        ));
    }
    told
}

/// The lines on screen.
pub fn screen_lines(adjustment: &Adjustment<'_>) -> Vec<String> {
    let language = adjustment.setting.language;
    let mut lines = answer(adjustment);
    let rows = shown(adjustment);
    if !rows.is_empty() && !adjustment.found.stays {
        lines.push(String::new());
        lines.push(
            choose(
                language,
                "  Expected at the start -> old plan now -> adjusted plan, and what the adjustment changes (5\u{2013}95 % over weather):",
                "  Verwacht bij het begin -> oude plan nu -> bijgesteld plan, en wat bijstellen verandert (5\u{2013}95 % over het weer):",
            )
            .to_owned(),
        );
    }
    for row in rows.into_iter().filter(|_| !adjustment.found.stays) {
        let [expected, kept, adjusted] = [row.expected, row.kept, row.adjusted].map(|one| value(row, one, language));
        lines.push(format!(
            "  {}: {expected} -> {kept} -> {adjusted} {}: {}",
            row.kpi.title(language),
            unit(row.kpi.unit, language),
            sure(row, language)
        ));
    }
    if let Ok(plan) = &adjustment.found.planned.plan {
        lines.extend(plan.notes.iter().map(|note| format!("  {note}")));
    }
    lines
}
