//! The page of an adjustment: one self-contained file that answers first.

use super::programme::differing;
use super::reasons::{is_without_news, quantity, trigger, value, why};
use super::stretches::{Stretch, place, stretches};
use super::{Adjustment, words};
use crate::plot::network_map::{self, MapClass, NetworkMap};
use crate::plot::palette::{Colour, PALE_GREY, REGIMES};
use crate::plot::svg::{escape, render};
use crate::plot::words::{choose, date_words, number, per_cent, with_decimals};
use crate::replan::learn::Belief;
use crate::replan::news::Freed;
use crate::report::compose::maps::map_segment;
use crate::report::compose::words::unit;
use crate::report::html::{Cell, section, table};
use crate::scenario::Language;

/// Stretches on the page; the rest stands in `stretches.csv`.
const STRETCHES_SHOWN: usize = 60;
/// Colours of what changes with news, what changes without, and what keeps its plan though something is new.
const COLOURS: [Colour; 3] = [REGIMES[0], REGIMES[1], REGIMES[2]];
/// Measurements on the page.
const MEASURED_SHOWN: usize = 60;

/// The page as HTML.
pub fn page(adjustment: &Adjustment<'_>) -> String {
    let (found, language) = (adjustment.found, adjustment.setting.language);
    let say = |english, dutch| choose(language, english, dutch);
    let title = format!("{} {}", escape(&found.scenario.name), adjustment.from.date);
    let answer = words::answer(adjustment);
    let headline = escape(answer.first().map_or("", String::as_str));
    let sentences = paragraphs("p", answer.get(1..).unwrap_or_default());
    let mut body = section("answer", say("What to do", "Wat te doen"), &format!("{sentences}{}", options(adjustment)));
    if !found.changes.is_empty() {
        let list = stretches(adjustment);
        let told = format!("{}{}{}", triggers(adjustment, &list), map(adjustment), changes(adjustment, &list));
        body += &section("changes", say("What changes, and why", "Wat verandert, en waarom"), &told);
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

/// What triggered the changes, with their length and cost.
fn triggers(adjustment: &Adjustment<'_>, list: &[Stretch<'_>]) -> String {
    let language = adjustment.setting.language;
    let say = |english, dutch| choose(language, english, dutch);
    let mut rows: Vec<(String, usize, f64, (f64, f64))> = Vec::new();
    for stretch in list {
        let (name, km, cost) =
            (trigger(adjustment, stretch.trigger()), stretch.length_km(adjustment), stretch.cost_eur());
        match rows.iter_mut().find(|(known, ..)| *known == name) {
            Some((_, count, sum, eur)) => {
                (*count, *sum, *eur) = (*count + 1, *sum + km, (eur.0 + cost.0, eur.1 + cost.1));
            }
            None => rows.push((name, 1, km, cost)),
        }
    }
    rows.sort_by(|a, b| b.2.total_cmp(&a.2).then(a.0.cmp(&b.0)));
    let rows = rows.into_iter().map(|(name, count, km, cost)| {
        vec![
            Cell::Text(name),
            Cell::Number(count.to_string()),
            Cell::Number(number(km, language)),
            pair(cost, 0, language),
        ]
    });
    let heads = [
        say("What triggered it", "Aanleiding"),
        say("Stretches", "Stukken"),
        "km",
        say("EUR a year, old plan \u{2192} adjusted", "EUR per jaar, oude plan \u{2192} bijgesteld"),
    ];
    table(&heads, &rows.collect::<Vec<_>>())
}

/// Two values as "12 \u{2192} 9".
fn pair((before, after): (f64, f64), decimals: usize, language: Language) -> Cell {
    let [before, after] = [before, after].map(|one| with_decimals(one, decimals, language));
    Cell::Number(format!("{before} \u{2192} {after}"))
}

/// Where it changes: with news of its own, without, or not at all.
fn map(adjustment: &Adjustment<'_>) -> String {
    let (found, language) = (adjustment.found, adjustment.setting.language);
    let say = |english, dutch| choose(language, english, dutch).to_owned();
    let Ok(made) = &found.planned.plan else { return String::new() };
    let class = |segment: usize| match found.changes.iter().find(|one| one.segment == segment) {
        Some(one) if is_without_news(one.trigger) => 1,
        Some(_) => 0,
        None if Freed::Clear.holds(found.news[segment]) => 2,
        None => 3,
    };
    let labels = [
        say("changes, with news", "verandert, met nieuws"),
        say("changes, without news", "verandert, zonder nieuws"),
        say("keeps its plan, with news", "houdt zijn plan, met nieuws"),
        say("keeps its plan", "houdt zijn plan"),
    ];
    let segments: Vec<_> = made
        .choices
        .iter()
        .filter_map(|choice| {
            let class = class(choice.segment);
            map_segment(&adjustment.setting.segments[choice.segment], class, &labels[class])
        })
        .collect();
    if segments.is_empty() {
        return String::new();
    }
    let length: f64 = segments.iter().map(|one| one.length_m).sum();
    let changed: f64 = segments.iter().filter(|one| one.class < 2).map(|one| one.length_m).sum();
    let colours = [COLOURS[0], COLOURS[1], COLOURS[2], PALE_GREY];
    let map = NetworkMap {
        language,
        headline: Some(match language {
            Language::En => format!("Changes on {} of the length", per_cent(changed / length.max(1e-9), language)),
            Language::Nl => format!("Verandert op {} van de lengte", per_cent(changed / length.max(1e-9), language)),
        }),
        quantity: say("The adjustment", "De bijstelling"),
        rising: false,
        subtitle: format!("{} {}", say("from", "vanaf"), date_words(adjustment.from.date, language)),
        classes: labels.into_iter().zip(colours).map(|(label, colour)| MapClass { label, colour }).collect(),
        segments,
    };
    format!("<figure>\n{}</figure>\n", render(&network_map::drawing(&map)))
}

fn changes(adjustment: &Adjustment<'_>, list: &[Stretch<'_>]) -> String {
    let language = adjustment.setting.language;
    let say = |english, dutch| choose(language, english, dutch);
    let rows = list.iter().take(STRETCHES_SHOWN).map(|stretch| {
        let (before, after) = differing(&stretch.before, &stretch.after, &adjustment.found.scenario, adjustment.from);
        vec![
            Cell::Text(stretch.place(adjustment)),
            Cell::Text(before),
            Cell::Text(after),
            Cell::Text(why(adjustment, stretch)),
            pair(stretch.cost_eur(), 0, language),
            pair(stretch.fires_per_100_km(adjustment), 1, language),
            pair(stretch.target_richness(adjustment), 1, language),
        ]
    });
    let heads = [
        say("Where", "Waar"),
        say("Was planned", "Was gepland"),
        say("Now", "Nu"),
        say("Why", "Waarom"),
        say("EUR a year", "EUR per jaar"),
        say("Fires per 100 km and year", "Branden per 100 km en jaar"),
        say("Target species", "Doelsoorten"),
    ];
    let more = list.len().saturating_sub(STRETCHES_SHOWN);
    let rest = if more > 0 { format!("<p>+ {more}: stretches.csv</p>") } else { String::new() };
    table(&heads, &rows.collect::<Vec<_>>()) + &rest
}

fn measured(adjustment: &Adjustment<'_>) -> String {
    let (found, setting) = (adjustment.found, adjustment.setting);
    let language = setting.language;
    let say = |english, dutch| choose(language, english, dutch);
    let rows = found.learnt.compared.iter().take(MEASURED_SHOWN).map(|one| {
        let none = || say("not simulated", "niet gesimuleerd").to_owned();
        let belief = found.learnt.beliefs.iter().find(|belief| belief.segment == one.measured.segment);
        let segment = &setting.segments[one.measured.segment];
        let (name, unit) = quantity(one.measured.quantity, language);
        let shown = |number: f64| value(one.measured.quantity, number, language);
        let times = |multiple: Option<f64>| {
            Cell::Number(
                multiple.filter(|_| one.used).map_or_else(String::new, |times| with_decimals(times, 2, language)),
            )
        };
        vec![
            Cell::Text(place(adjustment, segment, (segment.km_from, segment.km_to))),
            Cell::Text(date_words(one.measured.date, language)),
            Cell::Text(format!("{name}, {unit}")),
            Cell::Number(format!("{} \u{b1} {}", shown(one.measured.value), shown(one.measured.sd))),
            Cell::Number(one.expected.map_or_else(none, shown)),
            Cell::Number(one.deviations().map_or_else(String::new, |value| with_decimals(value, 1, language))),
            times(belief.filter(|belief| belief.growth.is_some()).map(Belief::growth_multiple)),
            times(belief.filter(|belief| belief.species.is_some()).map(Belief::multiple)),
        ]
    });
    let heads = [
        say("Where", "Waar"),
        say("Day", "Dag"),
        say("Quantity", "Grootheid"),
        say("Measured", "Gemeten"),
        say("Expected", "Verwacht"),
        say("Off by, standard deviations", "Verschil, standaardafwijkingen"),
        say("Growth believed, times expected", "Groei volgens het beeld, maal verwacht"),
        say("Species believed, times expected", "Soorten volgens het beeld, maal verwacht"),
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
            "Segments are planned again where growth or species are believed to be off by a standard deviation of that belief or more, where a visit was missed or mown otherwise, or where crews lost hours (assumed limit).",
            "Vakken worden opnieuw gepland waar groei of soorten volgens het beeld een standaardafwijking van dat beeld of meer afwijken, waar een beurt is gemist of anders is gemaaid, of waar ploegen uren verloren (aangenomen grens).",
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
    let mut list = list.map(str::to_owned).to_vec();
    if adjustment.found.scenario.plan.as_ref().is_some_and(|options| options.cvar.is_some()) {
        list.push(
            say(
                "The plan limits fires in the worst weathers; its adjustment holds the limit on their mean.",
                "Het plan begrenst branden in het slechtste weer; de bijstelling houdt de grens op het gemiddelde aan.",
            )
            .to_owned(),
        );
    }
    format!("<ul>\n{}</ul>\n", paragraphs("li", &list))
}

/// Lines, each in a tag.
fn paragraphs(tag: &str, lines: &[String]) -> String {
    let lines: Vec<String> = lines.iter().map(|line| format!("<{tag}>{}</{tag}>\n", escape(line))).collect();
    lines.concat()
}
