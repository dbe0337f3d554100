//! The page of an adjustment: one self-contained file that answers first.

use super::{Adjustment, words};
use crate::plot::svg::escape;
use crate::plot::words::{choose, number, with_decimals};
use crate::report::compose::words::unit;
use crate::report::html::{Cell, section, table};

/// Changes on the page; the rest stands in `changes.csv`.
const CHANGES_SHOWN: usize = 60;
/// Measurements on the page.
const MEASURED_SHOWN: usize = 60;

/// The page as HTML.
pub fn page(adjustment: &Adjustment<'_>) -> String {
    let (found, language) = (adjustment.found, adjustment.setting.language);
    let say = |english, dutch| choose(language, english, dutch);
    let title = format!("{} {}", escape(&found.scenario.name), adjustment.from.date);
    let answer = words::answer(adjustment);
    let headline = escape(answer.get(1).or(answer.first()).map_or("", String::as_str));
    let sentences = paragraphs("p", &answer);
    let mut body = section("answer", say("What to do", "Wat te doen"), &format!("{sentences}{}", options(adjustment)));
    if !found.changes.is_empty() {
        body += &section("changes", say("What changes, and why", "Wat verandert, en waarom"), &changes(adjustment));
    }
    if !found.learnt.compared.is_empty() {
        body += &section("measured", say("What was measured", "Wat is gemeten"), &measured(adjustment));
    }
    body +=
        &section("limits", say("What these numbers cannot carry", "Wat deze cijfers niet dragen"), &limits(adjustment));
    let origin =
        adjustment.origin.iter().map(|(name, value)| vec![Cell::Text(name.clone()), Cell::Text(value.clone())]);
    let heads = [say("What", "Wat"), say("Value", "Waarde")];
    body += &section("origin", say("Origin", "Herkomst"), &table(&heads, &origin.collect::<Vec<_>>()));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>\n{}</style>\n</head>\n<body>\n<main>\n<header>\n<p class=\"lead-in\">{title}</p>\n\
         <h1>{headline}</h1>\n</header>\n{body}</main>\n</body>\n</html>\n",
        say("en", "nl"),
        include_str!("../page.css"),
    )
}

fn options(adjustment: &Adjustment<'_>) -> String {
    let language = adjustment.setting.language;
    let say = |english, dutch| choose(language, english, dutch);
    let rows = words::shown(adjustment).into_iter().map(|row| {
        let [expected, kept, adjusted] =
            [row.expected, row.kept, row.adjusted].map(|one| Cell::Number(words::value(row, one, language)));
        vec![
            Cell::Text(row.kpi.title(language).to_owned()),
            Cell::Text(unit(row.kpi.unit, language).to_owned()),
            expected,
            kept,
            adjusted,
            Cell::Word(words::sure(row, language), row.difference.is_some_and(|found| found.excludes_zero())),
        ]
    });
    let rows: Vec<Vec<Cell>> = rows.collect();
    let heads = [
        say("Measure", "Maatstaf"),
        say("Unit", "Eenheid"),
        say("Expected at the start", "Verwacht bij het begin"),
        say("Old plan now", "Oude plan nu"),
        say("Adjusted plan", "Bijgesteld plan"),
        say("What adjusting changes", "Wat bijstellen verandert"),
    ];
    if rows.is_empty() { String::new() } else { table(&heads, &rows) }
}

fn changes(adjustment: &Adjustment<'_>) -> String {
    let (found, setting) = (adjustment.found, adjustment.setting);
    let language = setting.language;
    let say = |english, dutch| choose(language, english, dutch);
    let rows = found.changes.iter().take(CHANGES_SHOWN).map(|one| {
        let moved = one.moved.map_or_else(String::new, |(from, to)| {
            format!(" ({} \u{2192} {})", number(from, language), number(to, language))
        });
        let pair = |(before, after): (f64, f64), decimals: usize| {
            let [before, after] = [before, after].map(|one| with_decimals(one, decimals, language));
            Cell::Number(format!("{before} \u{2192} {after}"))
        };
        vec![
            Cell::Text(setting.segments[one.segment].id.clone()),
            Cell::Text(setting.programmes[one.programmes.0].name.clone()),
            Cell::Text(setting.programmes[one.programmes.1].name.clone()),
            Cell::Text(format!("{}{moved}", words::trigger(one.trigger, language))),
            pair(one.cost_eur, 0),
            pair(one.target_richness, 2),
        ]
    });
    let heads = [
        say("Segment", "Vak"),
        say("Before", "Voor"),
        say("After", "Na"),
        say("Trigger (expected \u{2192} believed)", "Aanleiding (verwacht \u{2192} beeld nu)"),
        say("EUR a year", "EUR per jaar"),
        say("Target species", "Doelsoorten"),
    ];
    let more = found.changes.len().saturating_sub(CHANGES_SHOWN);
    let rest = if more > 0 { format!("<p>+ {more}: changes.csv</p>") } else { String::new() };
    table(&heads, &rows.collect::<Vec<_>>()) + &rest
}

fn measured(adjustment: &Adjustment<'_>) -> String {
    let (found, setting) = (adjustment.found, adjustment.setting);
    let language = setting.language;
    let say = |english, dutch| choose(language, english, dutch);
    let rows = found.learnt.compared.iter().take(MEASURED_SHOWN).map(|one| {
        let none = || say("not simulated", "niet gesimuleerd").to_owned();
        let belief = found.learnt.beliefs.iter().find(|belief| belief.segment == one.measured.segment);
        vec![
            Cell::Text(setting.segments[one.measured.segment].id.clone()),
            Cell::Text(one.measured.date.to_string()),
            Cell::Text(one.measured.quantity.name().to_owned()),
            Cell::Number(format!(
                "{} \u{b1} {}",
                number(one.measured.value, language),
                number(one.measured.sd, language)
            )),
            Cell::Number(one.expected.map_or_else(none, |value| number(value, language))),
            Cell::Number(one.deviations().map_or_else(String::new, |value| with_decimals(value, 1, language))),
            Cell::Number(belief.map_or_else(String::new, |belief| with_decimals(belief.fertility, 2, language))),
        ]
    });
    let heads = [
        say("Segment", "Vak"),
        say("Day", "Dag"),
        say("Quantity", "Grootheid"),
        say("Measured", "Gemeten"),
        say("Expected", "Verwacht"),
        say("Deviations", "Afwijkingen"),
        say("Fertility now, times", "Vruchtbaarheid nu, maal"),
    ];
    let more = found.learnt.compared.len().saturating_sub(MEASURED_SHOWN);
    let rest = if more > 0 { format!("<p>+ {more}: measured.csv</p>") } else { String::new() };
    table(&heads, &rows.collect::<Vec<_>>()) + &rest
}

fn limits(adjustment: &Adjustment<'_>) -> String {
    let say = |english, dutch| choose(adjustment.setting.language, english, dutch);
    let list = [
        say(
            "Beliefs rest on assumed spreads: classes differ from the model by 30 %, segments from their class by 25 %. The plan follows their mean; their doubt is not carried on.",
            "Het beeld rust op aangenomen spreidingen: klassen wijken 30 % af van het model, vakken 25 % van hun klasse. Het plan volgt het gemiddelde; de twijfel gaat niet verder mee.",
        ),
        say(
            "Past years have the weather of the scenario, which is only the weather that was where the scenario brings measured weather.",
            "Voorbije jaren hebben het weer van het scenario; dat is alleen het weer dat er was als het scenario gemeten weer meebrengt.",
        ),
        say(
            "Visits before the day count as done as planned, unless cut_share or lost weeks say otherwise.",
            "Beurten van voor de dag tellen als uitgevoerd volgens plan, tenzij cut_share of verloren weken anders zeggen.",
        ),
    ];
    format!("<ul>\n{}</ul>\n", paragraphs("li", &list.map(str::to_owned)))
}

/// Lines, each in a tag.
fn paragraphs(tag: &str, lines: &[String]) -> String {
    let lines: Vec<String> = lines.iter().map(|line| format!("<{tag}>{}</{tag}>\n", escape(line))).collect();
    lines.concat()
}
