//! The page of the validation: the table by group, a figure for each finding, and what all of it cannot carry.

use super::sources::sourced;
use super::{sizes, structures, years};
use crate::plot::svg::{escape, render};
use crate::plot::words::choose;
use crate::plot::{date_scan, finding, validation};
use crate::report::html::{Cell, list, section, table};
use crate::scenario::Language;
use crate::validation::findings::Alternative;
use crate::validation::summary::Validation;
use crate::validation::verdict::{Check, Group, Verdict};

/// A self-contained page around a body; needs no network and runs no script.
pub fn document(language: Language, title: &str, headline: &str, lead: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>\n{}</style>\n</head>\n<body>\n<main>\n<header>\n<p class=\"lead-in\">{title}</p>\n\
         <h1>{}</h1>\n<p class=\"area\">{}</p>\n</header>\n{body}</main>\n</body>\n</html>\n",
        choose(language, "en", "nl"),
        include_str!("../page.css"),
        escape(headline),
        escape(lead),
        title = escape(title),
    )
}

/// The sentence above all: how many checks hold.
pub fn headline(found: &Validation, language: Language) -> String {
    let (holding, all) = found.counts(None);
    match language {
        Language::En => format!("{holding} of {all} published results come out of the model"),
        Language::Nl => format!("{holding} van {all} gepubliceerde resultaten komen uit het model"),
    }
}

/// Where, when and how much, in one line.
pub fn lead(found: &Validation, language: Language) -> String {
    let effort = found.effort;
    match language {
        Language::En => format!(
            "{}; three sites, {} weather years, {} draws of everything uncertain ({} in other climates and structures)",
            found.place.of(language),
            effort.years,
            effort.draws,
            effort.other_draws
        ),
        Language::Nl => format!(
            "{}; drie plekken, {} weerjaren, {} trekkingen van alles wat onzeker is ({} in andere klimaten en modelvormen)",
            found.place.of(language),
            effort.years,
            effort.draws,
            effort.other_draws
        ),
    }
}

/// The page.
pub fn page(found: &Validation, language: Language) -> String {
    let say = |en, nl| choose(language, en, nl);
    let mut body = section(
        "overview",
        say("At a glance", "In één oogopslag"),
        &format!("<figure>{}</figure>\n", render(&validation::drawing(found, language))),
    );
    for group in Group::ALL {
        let rows: Vec<Vec<Cell>> =
            found.checks.iter().filter(|check| check.group == group).map(|check| cells(check, language)).collect();
        if !rows.is_empty() {
            let head = [
                "",
                say("what", "wat"),
                say("published", "gepubliceerd"),
                say("simulated", "berekend"),
                say("verdict", "oordeel"),
                say("source", "bron"),
            ];
            body.push_str(&section(group.name(), group.words(language), &table(&head, &rows)));
        }
    }
    let mut figures = String::new();
    for one in found.findings.iter().filter(|finding| !finding.id.starts_with('V')) {
        let figure = render(&finding::drawing(one, found.place.of(language), language));
        let caption = escape(&caption(one, language));
        figures.extend(["<figure>", figure.as_str(), "<figcaption>", caption.as_str(), "</figcaption></figure>\n"]);
        figures.push_str(&structures::structures(one, language));
        figures.push_str(&sizes::sizes(one, language));
        if one.id == "F10" {
            figures.push_str(&years::table(&found.dry_years, language));
        }
    }
    let dates =
        format!("<figure>{}</figure>\n", render(&date_scan::drawing(&found.scan, found.place.of(language), language)));
    body.push_str(&section(
        "figures",
        say("The findings, one by one", "De bevindingen, één voor één"),
        &(figures + &dates),
    ));
    body.push_str(&section("words", say("Words and signs", "Woorden en tekens"), &list(&words(language))));
    body.push_str(&section("limits", say("What this cannot carry", "Wat dit niet draagt"), &list(&limits(language))));
    document(
        language,
        say("Published against simulated", "Gepubliceerd tegenover berekend"),
        &headline(found, language),
        &lead(found, language),
        &body,
    )
}

fn cells(check: &Check, language: Language) -> Vec<Cell> {
    let mut simulated = check.simulated.of(language).to_owned();
    if !check.remark.is_empty() {
        simulated = format!("{simulated} ({})", check.remark.of(language));
    }
    vec![
        Cell::Text(check.id.clone()),
        Cell::Text(check.subject.of(language).to_owned()),
        Cell::Text(check.published.of(language).to_owned()),
        Cell::Text(simulated),
        Cell::Word(check.verdict.words(language).to_owned(), check.verdict == Verdict::Holds),
        Cell::Text(sourced(&check.source, language)),
    ]
}

/// Under which other structures a finding keeps or loses its direction.
fn caption(finding: &crate::validation::findings::Finding, language: Language) -> String {
    let turned: Vec<&str> = finding.turned_by().into_iter().map(|one: Alternative| one.words(language)).collect();
    if turned.is_empty() {
        choose(
            language,
            "No claim that holds turns over under another structure of the model.",
            "Geen uitspraak die klopt draait om onder een andere vorm van het model.",
        )
        .to_owned()
    } else {
        format!(
            "{}: {}.",
            choose(language, "A claim turns over under", "Een uitspraak draait om onder"),
            turned.join(", ")
        )
    }
}

/// What the words on the page mean.
fn words(language: Language) -> Vec<String> {
    let say = |en: &str, nl: &str| choose(language, en, nl).to_owned();
    vec![
        say(
            "Draw: one set of values of everything that is uncertain, the same for every regime. Shown, likely, not decided, the \
             opposite: the difference goes its way in 95 % of the draws or more, in 80 % or more, in 20 % or more, in less.",
            "Trekking: één stel waarden voor alles wat onzeker is, gelijk voor elk regime. Aangetoond, waarschijnlijk, onbeslist, het \
             omgekeerde: het verschil gaat in 95 % van de trekkingen of meer zijn kant op, in 80 % of meer, in 20 % of meer, in minder.",
        ),
        say(
            "Fire risk of a year: the sum over its days of how easily the verge catches fire (0 to 1 a day). Curing: the share of the \
             standing grass that is dead. Target species: plants of flower-rich grassland, in 25 m².",
            "Brandrisico van een jaar: de som over de dagen van hoe gemakkelijk de berm vlam vat (0 tot 1 per dag). Verdorring: het deel \
             van het staande gras dat dood is. Doelsoorten: planten van bloemrijk grasland, per 25 m².",
        ),
        say(
            "Field research gave directions. Sizes of an earlier program, grey bars and orientation: a separate program of the specification. They show whether this \
             program does the same; they are no measurements. Hd: the KNMI'23 scenario of high emissions that dries.",
            "Veldonderzoek gaf richtingen. Groottes van een eerder programma, grijze balken en oriëntatie: een apart programma van de specificatie. Zij tonen of dit \
             programma hetzelfde doet; het zijn geen metingen. Hd: het KNMI'23-scenario met hoge uitstoot dat verdroogt.",
        ),
        say(
            "F1 to F10 are findings of field research, T1 a tension between aims, V1 to V14 published contrasts of plants and insects.",
            "F1 tot F10 zijn bevindingen uit veldonderzoek, T1 een spanning tussen doelen, V1 tot V14 gepubliceerde contrasten van planten en insecten.",
        ),
    ]
}

fn limits(language: Language) -> Vec<String> {
    let say = |en: &str, nl: &str| choose(language, en, nl).to_owned();
    vec![
        say(
            "Sizes come from the model. The field gives directions; no effect sizes of the Dutch field trial are in print.",
            "Groottes komen uit het model. Het veld geeft richtingen; van de Nederlandse veldproef zijn geen effectgroottes gepubliceerd.",
        ),
        say(
            "More biomass and less diversity in a warmer climate is a statement about CO2: it goes away with CO2 held, so both runs \
             stand beside each other.",
            "Meer biomassa en minder diversiteit in een warmer klimaat is een uitspraak over CO2: met CO2 vastgehouden verdwijnt zij, \
             daarom staan beide berekeningen naast elkaar.",
        ),
        say(
            "The field says that warm winters lower plant diversity. The model does not show it: three degrees more in December to \
             February change target species by less than 0.3, mostly upwards, also where grass \
             grows on every day above freezing as leaves of ryegrass do (Keatinge et al. 1979). The mechanism is missing; do not claim it.",
            "Het veld zegt dat warme winters de plantendiversiteit verlagen. Het model toont dat niet: drie graden meer in december tot \
             februari veranderen doelsoorten met minder dan 0,3, meest omhoog, ook als gras boven het \
             vriespunt elke dag groeit zoals bladeren van raaigras (Keatinge e.a. 1979). Het mechanisme ontbreekt; beweer het niet.",
        ),
        say(
            "Two models of spread disagree on load: with Cheney's the direction of F1 and F2 stays and the size is about half.",
            "Twee modellen voor uitbreiding zijn het niet eens over massa: met dat van Cheney blijft de richting van F1 en F2 en is de grootte ongeveer de helft.",
        ),
        say(
            "That two cuts are best for plants on productive verges hangs on the measure of fertility: with clipped yield it goes away.",
            "Dat twee keer maaien op voedselrijke bermen het best is voor planten hangt aan de maat voor voedselrijkdom: met geknipte opbrengst verdwijnt het.",
        ),
        say(
            "Yields vary less between years than in old hay plots, so intervals may be too narrow.",
            "Opbrengsten verschillen minder tussen jaren dan op oude hooilandproefvelden, dus intervallen kunnen te smal zijn.",
        ),
    ]
}
