//! An adjustment in words: the answer, what triggered what, what keeping the plan would cost.

use super::Adjustment;
use super::reasons::is_without_news;
use super::stretches::stretches;
use crate::planning::model::Objective;
use crate::planning::{Missing, Plan};
use crate::plot::words::{choose, inside, number, with_decimals};
use crate::replan::Adjusted;
use crate::replan::news::{Freed, News};
use crate::replan::options::OptionRow;
use crate::report::compose::plan_lines;
use crate::report::compose::words::unit;
use crate::scenario::Language;

/// KPIs of the answer.
const SHOWN: [&str; 7] =
    ["budget_eur", "fire", "hazard_days", "target_richness", "seed_set", "insect_survival", "winter_refuge"];
/// Broken rows that are told.
const TOLD: usize = 5;

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

/// The headline: what to do, in one sentence.
pub fn headline(adjustment: &Adjustment<'_>) -> String {
    let (found, language) = (adjustment.found, adjustment.setting.language);
    let made = match &found.planned.plan {
        Err(refusal) => return plan_lines::none(refusal, language),
        Ok(made) => made,
    };
    if found.changes.is_empty() {
        return choose(language, "The plan stays as it is.", "Het plan blijft zoals het is.").to_owned();
    }
    let list = stretches(adjustment);
    let km = number(list.iter().map(|one| one.length_km(adjustment)).sum(), language);
    let (changed, all, count) = (found.changes.len(), made.choices.len(), list.len());
    let money = cost(found).map_or_else(String::new, |(kept, adjusted)| {
        let eur = with_decimals((adjusted - kept).abs(), 0, language);
        match (adjusted > kept, language) {
            (true, Language::En) => format!(", which costs {eur} EUR a year more than going on as planned"),
            (false, Language::En) => format!(", which saves {eur} EUR a year against going on as planned"),
            (true, Language::Nl) => format!(", wat {eur} EUR per jaar meer kost dan doorgaan zoals gepland"),
            (false, Language::Nl) => format!(", wat {eur} EUR per jaar scheelt tegenover doorgaan zoals gepland"),
        }
    });
    let stretches = match (count, language) {
        (1, Language::En) => "one stretch".to_owned(),
        (1, Language::Nl) => "een stuk".to_owned(),
        (_, Language::En) => format!("{count} stretches"),
        (_, Language::Nl) => format!("{count} stukken"),
    };
    match language {
        Language::En => {
            format!("Change {changed} of {all} segments ({stretches}, {km} km) and keep the rest{money}.")
        }
        Language::Nl => format!("Wijzig {changed} van {all} vakken ({stretches}, {km} km) en houd de rest aan{money}."),
    }
}

/// Cost of the old plan from here on and of the adjusted one, EUR a year, new orders left out.
fn cost(found: &Adjusted) -> Option<(f64, f64)> {
    found.options.iter().find(|row| row.kpi.limit == "budget_eur").map(|row| (row.kept, row.adjusted))
}

/// Fires of the old plan from here on and of the adjusted one, and whether the difference is proven.
fn fires(found: &Adjusted, language: Language) -> Option<String> {
    let row = found.options.iter().find(|row| row.kpi.limit == "fire")?;
    let [expected, kept, adjusted] = [row.expected, row.kept, row.adjusted].map(|fires| number(fires, language));
    let sure = match (row.difference.is_some_and(|found| found.excludes_zero()), language) {
        (true, Language::En) => "a proven difference",
        (true, Language::Nl) => "een aangetoond verschil",
        (false, Language::En) => "no proven difference",
        (false, Language::Nl) => "geen aangetoond verschil",
    };
    Some(match language {
        Language::En => format!(
            "Expected verge fires a year: {expected} as was expected at the start, {kept} if the old plan goes on, {adjusted} adjusted ({sure})."
        ),
        Language::Nl => format!(
            "Verwachte bermbranden per jaar: {expected} zoals bij het begin verwacht, {kept} als het oude plan doorgaat, {adjusted} bijgesteld ({sure})."
        ),
    })
}

/// What is known that was not, in sentences.
fn known(adjustment: &Adjustment<'_>) -> Vec<String> {
    let (found, language) = (adjustment.found, adjustment.setting.language);
    let count = found.learnt.compared.len();
    let unused = found.learnt.compared.iter().filter(|one| !one.used).count();
    let of = |news: News| found.news.iter().filter(|one| **one == news).count();
    let mut told = Vec::new();
    if count > 0 {
        let moved = found.learnt.beliefs.iter().filter(|belief| belief.is_news()).count();
        let clear = found.learnt.beliefs.iter().filter(|belief| belief.is_clear()).count();
        told.push(match language {
            Language::En => format!(
                "{count} measurements ({unused} for comparison only) tell something of {moved} segments, and on {clear} of these more than their own doubt."
            ),
            Language::Nl => format!(
                "{count} metingen ({unused} alleen ter vergelijking) zeggen iets over {moved} vakken, en op {clear} daarvan meer dan hun eigen twijfel."
            ),
        });
    }
    for (news, english, dutch) in [
        (
            News::Mown,
            "were mown before the day as was observed, not as was planned",
            "zijn voor die dag gemaaid zoals waargenomen, niet zoals gepland",
        ),
        (News::Missed, "missed a planned visit", "misten een geplande beurt"),
        (
            News::LosesHours,
            "have a coming visit in a week whose crews lose hours",
            "hebben een beurt in een week waarin ploegen uren verliezen",
        ),
    ] {
        let segments = of(news);
        if segments > 0 {
            told.push(match language {
                Language::En => format!("{segments} segments {english}."),
                Language::Nl => format!("{segments} vakken {dutch}."),
            });
        }
    }
    told
}

/// Which segments were planned again, and whether anything changes without news, in a sentence.
fn without_news(adjustment: &Adjustment<'_>) -> String {
    let (found, language) = (adjustment.found, adjustment.setting.language);
    let without = found.changes.iter().filter(|one| is_without_news(one.trigger)).count();
    let fresh = found.news.iter().filter(|news| found.freed.holds(**news) && **news != News::Nothing).count();
    let kept = fresh.saturating_sub(found.changes.len() - without);
    match (found.freed, language) {
        (Freed::Clear, Language::En) => format!(
            "Only segments with news were planned again: {kept} of these {fresh} keep their plan all the same, and nothing changes elsewhere."
        ),
        (Freed::Clear, Language::Nl) => format!(
            "Alleen vakken met nieuws zijn opnieuw gepland: {kept} van deze {fresh} houden toch hun plan, en elders verandert niets."
        ),
        (Freed::Hinted, Language::En) => format!(
            "Changing segments with clear news alone does not keep hours and limits; those of measured kinds were planned again too: {kept} of these {fresh} keep their plan, and nothing changes elsewhere."
        ),
        (Freed::Hinted, Language::Nl) => format!(
            "Alleen vakken met duidelijk nieuws wijzigen haalt uren en grenzen niet; die van gemeten soorten zijn mee gepland: {kept} van deze {fresh} houden hun plan, en elders verandert niets."
        ),
        (Freed::All, Language::En) => format!(
            "Changing segments with news alone does not keep hours and limits: {without} segments without news of their own change too."
        ),
        (Freed::All, Language::Nl) => format!(
            "Alleen vakken met nieuws wijzigen haalt uren en grenzen niet: {without} vakken zonder eigen nieuws wijzigen mee."
        ),
    }
}

/// What had to be eased, in sentences.
fn eased(found: &Adjusted, language: Language) -> Vec<String> {
    let mut told = Vec::new();
    for (limit, now) in &found.eased.limits {
        let Some(kpi) = limit.kpi else { continue };
        let scale = if kpi.unit == "share" { 100.0 } else { 1.0 };
        let [was, now] = [limit.limit, *now].map(|value| number(scale * value, language));
        let (title, unit) = (kpi.title(language), unit(kpi.unit, language));
        told.push(match language {
            Language::En => format!(
                "No plan keeps the limit on {} any more ({was} {unit}): none goes beyond what the old plan makes of it now ({now}).",
                inside(title)
            ),
            Language::Nl => format!(
                "Geen plan haalt de grens op {} nog ({was} {unit}): geen gaat verder dan wat het oude plan er nu van maakt ({now}).",
                inside(title)
            ),
        });
    }
    if !found.eased.strips.is_empty() {
        let list = lacks(&found.eased.strips, language);
        told.push(match language {
            Language::En => format!("Obligatory strip cuts lack hours and move by hand: {list}."),
            Language::Nl => format!("Verplichte strookbeurten missen uren en schuiven met de hand: {list}."),
        });
    }
    told
}

/// What is proven of the adjustment, with what a change costs.
fn proof(adjustment: &Adjustment<'_>, made: &Plan) -> String {
    let (found, language) = (adjustment.found, adjustment.setting.language);
    if made.objective != Objective::Cost {
        return plan_lines::gap(made, language) + ".";
    }
    let [bound, value] = [made.bound, made.value].map(|eur| with_decimals(eur, 0, language));
    let [order, a_year] = [found.change_eur, found.change_eur_a_year].map(|eur| number(eur, language));
    let (years, gap) = (found.years_left, with_decimals(100.0 * made.gap(), 2, language));
    let stretch = number(made.stretch_eur, language);
    let who = match (found.freed == Freed::All, language) {
        (false, Language::En) => "no adjustment of these segments",
        (false, Language::Nl) => "geen bijstelling van deze vakken",
        (true, Language::En) => "no adjustment",
        (true, Language::Nl) => "geen bijstelling",
    };
    match language {
        Language::En => format!(
            "Proven: {who} within the limits costs less than {bound} EUR a year; this one costs {value} (gap {gap} %). \
             Counted in: a new work order for each changed segment ({order} EUR, over the {years} years left {a_year} EUR a year) \
             and {stretch} EUR for changes of programme along the road."
        ),
        Language::Nl => format!(
            "Bewezen: {who} binnen de grenzen kost minder dan {bound} EUR per jaar; deze kost {value} (verschil {gap} %). \
             Meegeteld: een nieuwe werkorder per gewijzigd vak ({order} EUR, over de {years} resterende jaren {a_year} EUR per jaar) \
             en {stretch} EUR voor wisselingen van programma langs de weg."
        ),
    }
}

/// The answer, sentence by sentence; the headline first.
pub fn answer(adjustment: &Adjustment<'_>) -> Vec<String> {
    let (found, language) = (adjustment.found, adjustment.setting.language);
    let mut told = vec![headline(adjustment)];
    told.extend(known(adjustment));
    let Ok(made) = &found.planned.plan else { return told };
    if found.stays {
        let stays = choose(
            language,
            "Nothing is clearly other than expected, and no hours were lost: there is no ground to change anything.",
            "Niets is duidelijk anders dan verwacht, en er zijn geen uren verloren: er is geen grond om iets te wijzigen.",
        );
        told.push(stays.to_owned());
        return told;
    }
    told.push(without_news(adjustment));
    if let Some((kept, adjusted)) = cost(found) {
        let [kept, adjusted] = [kept, adjusted].map(|eur| with_decimals(eur, 0, language));
        told.push(match language {
            Language::En => {
                format!("From here on the old plan would cost {kept} EUR a year, the adjusted one {adjusted}.")
            }
            Language::Nl => {
                format!("Vanaf hier zou het oude plan {kept} EUR per jaar kosten, het bijgestelde {adjusted}.")
            }
        });
    }
    told.extend(fires(found, language));
    told.push(match (found.broken.is_empty(), language) {
        (true, Language::En) => "Not changing would still keep all hours and limits.".to_owned(),
        (true, Language::Nl) => "Niet wijzigen zou alle uren en grenzen nog halen.".to_owned(),
        (false, Language::En) => format!("Not changing breaks: {}.", lacks(&found.broken, language)),
        (false, Language::Nl) => format!("Niet wijzigen breekt: {}.", lacks(&found.broken, language)),
    });
    told.extend(eased(found, language));
    told.push(proof(adjustment, made));
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
