//! The guideline as a page that a road authority can adopt: every sentence carries its probability.

use super::page::document;
use crate::plot::decision_tree;
use crate::plot::svg::{escape, render};
use crate::plot::words::{capital, choose, number, per_cent, signed};
use crate::report::html::{Cell, folded, list, paragraph, section, table};
use crate::scenario::Language;
use crate::validation::findings::{Finding, Judgement, Role};
use crate::validation::guideline::{AIMS, CLIMATES, Leaf, Option4, SINGLE_BEST, Spread, TODAY};
use crate::validation::summary::Validation;
use crate::validation::trial::{TrialClimate, TrialMeasure, sites, trial_regimes};

/// Options beside the advised one whose price is told.
const OTHERS_TOLD: usize = 3;

fn regime(name: &str, language: Language) -> String {
    let all = trial_regimes();
    all.iter().find(|one| one.name == name).map_or(name.to_owned(), |one| one.words(language).to_owned())
}

fn site(name: &str, language: Language) -> String {
    sites().iter().find(|one| one.name == name).map_or(name.to_owned(), |one| one.words(language).to_owned())
}

fn change(aim: TrialMeasure, value: f64, language: Language) -> String {
    if aim == TrialMeasure::Fire {
        let text = per_cent(value, language);
        if value > 0.0 && !text.starts_with('0') { format!("+{text}") } else { text }
    } else {
        signed(value, language)
    }
}

/// A change with its interval and the probability that it is for the better.
fn told(aim: TrialMeasure, spread: &Spread, language: Language) -> String {
    let [low, mid, high] = spread.quantiles.map(|value| change(aim, value, language));
    let better = choose(language, "for the better in", "gunstiger in");
    let of_draws = choose(language, "of draws", "van de trekkingen");
    let unit = match aim {
        TrialMeasure::Cost => choose(language, " EUR/ha", " EUR/ha"),
        TrialMeasure::TargetSpecies => choose(language, " per 25 m²", " per 25 m²"),
        _ => "",
    };
    if low == high {
        return format!(
            "{} {mid}{unit} ({better} {} {of_draws})",
            aim.words(language),
            per_cent(spread.p_better, language)
        );
    }
    format!(
        "{} {mid}{unit} ({low} {} {high}; {better} {} {of_draws})",
        aim.words(language),
        choose(language, "to", "tot"),
        per_cent(spread.p_better, language)
    )
}

fn all_told(spreads: &[Spread; 4], language: Language) -> String {
    AIMS.iter().zip(spreads).map(|(aim, spread)| told(*aim, spread, language)).collect::<Vec<_>>().join(", ")
}

/// The advice of a leaf in sentences.
pub fn sentences(leaf: &Leaf, language: Language) -> Vec<String> {
    let say = |en, nl| choose(language, en, nl);
    let advised = leaf.advised();
    let where_ = format!("{}, {}", capital(&site(&leaf.site, language)), leaf.surroundings.words(language));
    let mut out = Vec::new();
    let best = per_cent(advised.p_best, language);
    out.push(if leaf.is_single() {
        match language {
            Language::En => format!("{where_}: {} (the best in {best} of draws).", regime(&advised.regime, language)),
            Language::Nl => {
                format!("{where_}: {} (het best in {best} van de trekkingen).", regime(&advised.regime, language))
            }
        }
    } else {
        let set: Vec<String> = leaf
            .options
            .iter()
            .filter(|option| option.pareto && option.p_best >= 0.05)
            .map(|option| format!("{} ({})", regime(&option.regime, language), per_cent(option.p_best, language)))
            .collect();
        match language {
            Language::En => format!(
                "{where_}: no single best; {} is the best most often ({best}). Choose among: {}.",
                regime(&advised.regime, language),
                set.join("; ")
            ),
            Language::Nl => format!(
                "{where_}: geen enkel best; {} is het vaakst het best ({best}). Kies uit: {}.",
                regime(&advised.regime, language),
                set.join("; ")
            ),
        }
    });
    if advised.regime != TODAY {
        out.push(format!(
            "{}: {}.",
            say("Against one cut on 15 September", "Tegenover één keer maaien op 15 september"),
            all_told(&advised.against_today, language)
        ));
    }
    out
}

/// What choosing another regime costs.
fn prices(leaf: &Leaf, language: Language) -> Vec<String> {
    let line = |option: &Option4| {
        format!(
            "{} ({} {}): {}",
            regime(&option.regime, language),
            choose(language, "the best in", "het best in"),
            per_cent(option.p_best, language),
            all_told(&option.price, language)
        )
    };
    leaf.options[1..].iter().filter(|option| option.pareto).take(OTHERS_TOLD).map(line).collect()
}

/// The page.
pub fn page(found: &Validation, language: Language) -> String {
    let say = |en, nl| choose(language, en, nl);
    let now: Vec<&Leaf> = found.guideline.iter().filter(|leaf| leaf.climate == TrialClimate::Reference).collect();
    let mut body = section(
        "tree",
        say("The decision tree", "De beslisboom"),
        &format!("<figure>{}</figure>\n", render(&decision_tree::drawing(&now, found.place.of(language), language))),
    );
    body.push_str(&section("table", say("The decision table", "De beslistabel"), &decision_table(&now, language)));
    let mut advice = String::new();
    for leaf in &now {
        let sentences: String = sentences(leaf, language).iter().map(|one| paragraph(one)).collect();
        let other = say(
            "What choosing otherwise costs, against the advised regime",
            "Wat anders kiezen kost, tegenover het advies",
        );
        let prices = folded(other, &list(&prices(leaf, language)));
        advice.extend(["<div class=\"note\">", sentences.as_str(), prices.as_str(), "</div>\n"]);
    }
    body.push_str(&section("advice", say("Site by site", "Plek voor plek"), &advice));
    body.push_str(&section(
        "climate",
        say("In the climates to come", "In de klimaten die komen"),
        &climates(found, language),
    ));
    if let Some(conflict) = found.findings.iter().find(|finding| finding.id == "T1") {
        body.push_str(&section(
            "birds",
            say("Against the breeding season", "Tegenover het broedseizoen"),
            &breeding(conflict, language),
        ));
    }
    body.push_str(&section(
        "weights",
        say("What the advice assumes", "Wat het advies aanneemt"),
        &assumptions(&now, found, language),
    ));
    document(
        language,
        say("Guideline for mowing road verges", "Richtlijn voor het maaien van bermen"),
        &headline(&now, language),
        &super::page::lead(found, language),
        &body,
    )
}

fn headline(leaves: &[&Leaf], language: Language) -> String {
    let single = leaves.iter().filter(|leaf| leaf.is_single()).count();
    match language {
        Language::En => format!(
            "A single best regime for {single} of {} kinds of verge; a choice to make for the others",
            leaves.len()
        ),
        Language::Nl => format!(
            "Eén beste regime voor {single} van {} soorten bermen; een keuze te maken voor de andere",
            leaves.len()
        ),
    }
}

fn decision_table(leaves: &[&Leaf], language: Language) -> String {
    let say = |en, nl| choose(language, en, nl);
    let head = [
        say("site", "plek"),
        say("beside", "ernaast"),
        say("advice", "advies"),
        say("best in", "het best in"),
        say("best on fire", "best voor brand"),
        say("on plants", "voor planten"),
        say("on insects", "voor insecten"),
        say("on cost", "voor kosten"),
        say("fire against 15 September", "brand tegenover 15 september"),
        say("cost, EUR/ha a year", "kosten, EUR/ha per jaar"),
    ];
    let row = |leaf: &&Leaf| {
        let advised = leaf.advised();
        let share = |value: f64| Cell::Number(per_cent(value, language));
        let [fire, plants, insects, cost] = advised.p_best_on;
        let [low, mid, high] =
            advised.against_today[0].quantiles.map(|value| change(TrialMeasure::Fire, value, language));
        let against = if low == high { mid } else { format!("{mid} ({low} {} {high})", say("to", "tot")) };
        vec![
            Cell::Text(site(&leaf.site, language)),
            Cell::Text(leaf.surroundings.words(language).to_owned()),
            Cell::Word(regime(&advised.regime, language), leaf.is_single()),
            share(advised.p_best),
            share(fire),
            share(plants),
            share(insects),
            share(cost),
            Cell::Number(against),
            Cell::Number(number(advised.medians[3], language)),
        ]
    };
    table(&head, &leaves.iter().map(row).collect::<Vec<_>>())
}

/// Where the advice changes in another climate.
fn climates(found: &Validation, language: Language) -> String {
    let say = |en, nl| choose(language, en, nl);
    let of = |climate: TrialClimate, site: &str, around: &str| {
        found
            .guideline
            .iter()
            .find(|leaf| leaf.climate == climate && leaf.site == site && leaf.surroundings.name == around)
    };
    let mut lines = Vec::new();
    for leaf in found.guideline.iter().filter(|leaf| leaf.climate == TrialClimate::Reference) {
        let mut parts = Vec::new();
        for climate in CLIMATES.into_iter().skip(1) {
            let Some(then) = of(climate, &leaf.site, &leaf.surroundings.name) else { continue };
            let stays = then.options.iter().find(|option| option.regime == leaf.advised().regime);
            let share = per_cent(stays.map_or(0.0, |option| option.p_best), language);
            parts.push(if then.advised().regime == leaf.advised().regime {
                format!("{}: {} ({share})", climate.name(), say("stays the best", "blijft het best"))
            } else {
                format!(
                    "{}: {} ({}; {} {share})",
                    climate.name(),
                    regime(&then.advised().regime, language),
                    per_cent(then.advised().p_best, language),
                    say("that of today", "dat van nu")
                )
            });
        }
        lines.push(format!(
            "{}, {}, {}. {}",
            capital(&site(&leaf.site, language)),
            leaf.surroundings.words(language),
            regime(&leaf.advised().regime, language),
            parts.join("; ")
        ));
    }
    paragraph(say(
        "KNMI'23 Hd, the drying scenario of high emissions. What it does to plants is a statement about CO2 (see the findings).",
        "KNMI'23 Hd, het drogende scenario met hoge uitstoot. Wat dat met planten doet is een uitspraak over CO2 (zie de bevindingen).",
    )) + &list(&lines)
}

/// What waiting for the end of the breeding season costs and brings.
fn breeding(conflict: &Finding, language: Language) -> String {
    let intro = choose(
        language,
        "The breeding season ends on 15 July (operations of road authorities); a first cut in June lies within it. Where half of \
         the verge cannot be left and nests are not looked for, the first cut waits. What that changes, per site:",
        "Het broedseizoen eindigt op 15 juli (praktijk van wegbeheerders); een eerste maaibeurt in juni valt erin. Waar de helft van de \
         berm niet kan blijven staan en niet naar nesten wordt gezocht, wacht de eerste maaibeurt. Wat dat verandert, per plek:",
    );
    let judged = conflict.outcomes.iter().map(|outcome| &outcome.base);
    let lines: Vec<String> = judged
        .filter(|judged| judged.contrast.role == Role::Conflict)
        .map(|judged: &Judgement| {
            let contrast = &judged.contrast;
            let form = |value: f64| change(contrast.measure, value, language);
            let [low, mid, high] = judged.size.map(form);
            format!(
                "{}, {} {} {}: {} {mid} ({low} {} {high}; {}, {} {})",
                site(&contrast.site, language),
                regime(&contrast.a, language),
                choose(language, "instead of", "in plaats van"),
                regime(&contrast.b, language),
                contrast.measure.words(language),
                choose(language, "to", "tot"),
                judged.word().words(language),
                per_cent(judged.p_draw, language),
                choose(language, "of draws", "van de trekkingen")
            )
        })
        .collect();
    paragraph(intro) + &list(&lines)
}

fn assumptions(leaves: &[&Leaf], found: &Validation, language: Language) -> String {
    let say = |en, nl| choose(language, en, nl);
    let mut seen: Vec<&str> = Vec::new();
    let mut rows = Vec::new();
    for leaf in leaves {
        let around = &leaf.surroundings;
        if seen.contains(&around.name.as_str()) {
            continue;
        }
        seen.push(&around.name);
        let mut row = vec![Cell::Text(around.words(language).to_owned())];
        row.extend(around.weights.map(|weight| Cell::Number(per_cent(weight, language))));
        row.push(Cell::Text(around.from.map_or(String::new(), |from| from.to_string())));
        row.push(Cell::Text(around.why(language).to_owned()));
        rows.push(row);
    }
    let head = [
        say("beside", "ernaast"),
        say("fire", "brand"),
        say("plants", "planten"),
        say("insects", "insecten"),
        say("cost", "kosten"),
        say("mowing from", "maaien vanaf"),
        say("why", "waarom"),
    ];
    let single = per_cent(SINGLE_BEST, language);
    let explained = match language {
        Language::En => format!(
            "In every draw each aim is scored between the worst and the best allowed regime and weighed as below (assumptions of the \
             project: set your own). A regime that is the best in {single} of draws or more is the single best; else the regimes that \
             no other beats on all four aims are listed. All on {}. Cost is that of visits to a hectare of flat verge beside a quiet \
             road, set-up not counted, from the shipped price book.",
            found.place.of(language)
        ),
        Language::Nl => format!(
            "In elke trekking krijgt elk doel een score tussen het slechtste en het beste toegestane regime, gewogen als hieronder \
             (aannames van het project: vul uw eigen in). Een regime dat in {single} van de trekkingen of meer het best is, is het ene \
             beste; anders staan er de regimes die door geen ander op alle vier doelen worden verslagen. Alles op {}. Kosten zijn \
             die van een hectare vlakke berm langs een stille weg, zonder opstarten, uit het meegeleverde prijsboek.",
            found.place.of(language)
        ),
    };
    let under: Vec<String> = leaves
        .iter()
        .map(|leaf| {
            let parts: Vec<String> = leaf
                .under
                .iter()
                .map(|(other, share)| format!("{}: {}", other.words(language), per_cent(*share, language)))
                .collect();
            format!(
                "{}, {}, {} ({}): {}",
                site(&leaf.site, language),
                leaf.surroundings.words(language),
                regime(&leaf.advised().regime, language),
                per_cent(leaf.advised().p_best, language),
                parts.join("; ")
            )
        })
        .collect();
    let other = say(
        "The best in so many draws under other readings of fire",
        "Het best in zoveel trekkingen bij andere lezingen van brand",
    );
    paragraph(&explained)
        + &table(&head, &rows)
        + &folded(other, &list(&under))
        + &format!("<footer>{}</footer>\n", escape(say("made with zeis guideline", "gemaakt met zeis guideline")))
}
