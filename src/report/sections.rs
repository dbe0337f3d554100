//! The sections of the report page: each takes the page's data and gives its HTML, or nothing where there is nothing to say.

use super::html::{Cell, folded, list, paragraph, table};
use super::page::{Advised, Change, Difference, Figure, Limiting, MeasureTable, Page, Price, Table, ToldTable};
use crate::plot::svg::escape;
use crate::plot::words::{choose, number, per_cent, signed, with_decimals, with_interval};
use crate::scenario::Language;

fn heading(name: &str) -> String {
    format!("<h3>{}</h3>\n", escape(name))
}

/// What to do by type of verge, and what that changes.
pub(super) fn answer(page: &Page) -> String {
    let language = page.language;
    let recommended: Vec<_> = page
        .recommendations
        .iter()
        .map(|row| {
            let part = |one: &Advised| {
                (format!("{} {}", per_cent(one.share, language), one.regime), one.colour.clone(), one.share)
            };
            vec![
                Cell::Text(format!("{}, {} km", row.verge_type, number(row.length_km, language))),
                Cell::Shares(row.regimes.iter().map(part).collect()),
                Cell::Text(row.why.clone()),
            ]
        })
        .collect();
    let heads = match language {
        Language::En => ["Type of verge, length of sides", "Regime, share of the length", "Why (against today)"],
        Language::Nl => ["Soort berm, lengte van de kanten", "Regime, deel van de lengte", "Waarom (tegenover nu)"],
    };
    let mut body = if recommended.is_empty() { String::new() } else { table(&heads, &recommended) };
    body.extend(page.verdicts.iter().map(|verdict| {
        let class = if verdict.met == Some(true) { "verdict" } else { "verdict missed" };
        let limit = choose(language, "Limit", "Grens");
        format!("<p class=\"{class}\">{limit}: {}: <b>{}</b></p>\n", escape(&verdict.text), verdict.word(language))
    }));
    if !page.changes.is_empty() {
        body += &heading(choose(language, "What it changes", "Wat het verandert"));
        let heads = match language {
            Language::En => ["Measure", "Now", "With the plan", "Difference (5\u{2013}95 %)", "How sure"],
            Language::Nl => ["Maatstaf", "Nu", "Met het plan", "Verschil (5\u{2013}95 %)", "Hoe zeker"],
        };
        let rows: Vec<_> = page.changes.iter().map(|change| change_row(change, language)).collect();
        body.push_str(&table(&heads, &rows));
        body += &paragraph(&match language {
            Language::En => format!(
                "Values are medians over the weathers, each a mean over its years; intervals hold {}. A difference whose interval holds zero is not proven. Limits are held to means, which chance and doubt do not move: they differ from the medians here.",
                page.doubts
            ),
            Language::Nl => format!(
                "Waarden zijn medianen over het weer, elk een gemiddelde over de jaren; intervallen dragen {}. Een verschil met nul in het interval is niet aangetoond. Grenzen gelden voor gemiddelden, die toeval en twijfel niet verschuiven: zij wijken af van de medianen hier.",
                page.doubts
            ),
        });
    }
    body + &paragraph(&page.weather)
}

fn change_row(change: &Change, language: Language) -> Vec<Cell> {
    let name =
        if change.unit.is_empty() { change.measure.clone() } else { format!("{}, {}", change.measure, change.unit) };
    let (difference, sure) = match &change.difference {
        None => {
            let size = signed(change.plan - change.present, language);
            (Cell::Number(size + points(&change.unit, language)), Cell::Word(change.sure.clone(), false))
        }
        Some(found) => {
            (Cell::Number(in_words(found, &change.unit, language)), Cell::Word(found.word.clone(), found.proven))
        }
    };
    let value = |value| Cell::Number(number(value, language));
    vec![Cell::Text(name), value(change.present), value(change.plan), difference, sure]
}

/// Median and interval of a proven difference; otherwise that there is none.
fn in_words(difference: &Difference, unit: &str, language: Language) -> String {
    if !difference.proven {
        return choose(language, "no proven difference", "geen aangetoond verschil").to_string();
    }
    with_interval([difference.low, difference.mid, difference.high], language) + points(unit, language)
}

/// Per cents differ in percentage points.
fn points(unit: &str, language: Language) -> &'static str {
    if unit == "%" { choose(language, " points", " punten") } else { "" }
}

/// A figure with its remark.
pub(super) fn figure(figure: &Figure) -> String {
    let caption = if figure.caption.is_empty() {
        String::new()
    } else {
        format!("<figcaption>{}</figcaption>\n", escape(&figure.caption))
    };
    format!("<figure>\n{}{caption}</figure>\n", figure.svg)
}

/// The maps, one at a time where scripts run.
pub(super) fn maps(page: &Page) -> String {
    if page.maps.is_empty() {
        return String::new();
    }
    // The buttons come alive with the script; without it all maps stand below each other.
    let buttons = page
        .maps
        .iter()
        .map(|map| format!("<button type=\"button\" hidden>{}</button>", escape(&map.name)))
        .collect::<Vec<_>>()
        .concat();
    let buttons = if page.maps.len() > 1 { buttons } else { String::new() };
    let hint = choose(
        page.language,
        "Point at a verge to see its plan. Double click enlarges, dragging moves, Shift and double click shows the whole again.",
        "Wijs een berm aan om het plan te zien. Dubbelklikken vergroot, slepen verschuift, Shift en dubbelklikken toont weer alles.",
    );
    let figures: String = page.maps.iter().map(figure).collect();
    format!("<div class=\"maps\">\n{buttons}\n{figures}</div>\n{}", paragraph(hint))
}

/// Every measure by regime.
pub(super) fn measures(page: &Page) -> String {
    let (language, all) = (page.language, &page.measures);
    if all.rows.is_empty() {
        return String::new();
    }
    let intro = match language {
        Language::En => format!(
            "Every regime on the whole network, in the same weathers, against the present one ({}). Differences are medians over the single years of all weathers with their interval from 5 to 95 % ({}).",
            all.present, page.doubts
        ),
        Language::Nl => format!(
            "Elk regime op het hele net, in hetzelfde weer, tegenover het huidige ({}). Verschillen zijn medianen over de losse jaren van al het weer, met hun interval van 5 tot 95 % ({}).",
            all.present, page.doubts
        ),
    };
    paragraph(&intro) + &measure_table(all, choose(language, "Now", "Nu"), language)
}

/// Measures in other climates, under the regimes of today.
pub(super) fn climates(page: &Page) -> String {
    let (language, all) = (page.language, &page.climates);
    if all.rows.is_empty() {
        return String::new();
    }
    let intro = match language {
        Language::En => format!(
            "The network under the regimes of today in each climate against \u{201c}{}\u{201d}, under the same random numbers. Differences are medians over the single years with their interval from 5 to 95 % ({}).",
            all.present, page.doubts
        ),
        Language::Nl => format!(
            "Het net onder de regimes van nu in elk klimaat tegenover \u{201c}{}\u{201d}, bij dezelfde toevalsgetallen. Verschillen zijn medianen over de losse jaren met hun interval van 5 tot 95 % ({}).",
            all.present, page.doubts
        ),
    };
    paragraph(&intro) + &measure_table(all, &all.present, language)
}

/// A paragraph and a table, or nothing without rows.
pub(super) fn with_table(all: &Table) -> String {
    if all.rows.is_empty() {
        return String::new();
    }
    paragraph(&all.intro) + &table(&all.head, &all.rows)
}

fn measure_table(all: &MeasureTable, first: &str, language: Language) -> String {
    let mut heads = vec![choose(language, "Measure", "Maatstaf"), first];
    heads.extend(all.regimes.iter().map(|(name, _)| name.as_str()));
    let rows: Vec<_> = all
        .rows
        .iter()
        .map(|row| {
            let name = if row.unit.is_empty() { row.name.clone() } else { format!("{}, {}", row.name, row.unit) };
            let mut cells = vec![Cell::Text(name), Cell::Number(number(row.present, language))];
            cells.extend(row.differences.iter().map(|found| match found {
                Some(found) if found.proven => Cell::Text(in_words(found, &row.unit, language)),
                Some(found) => Cell::Word(in_words(found, &row.unit, language), false),
                None => Cell::Word("\u{2013}".to_string(), false),
            }));
            cells
        })
        .collect();
    let remarks: String = all.remarks.iter().map(|remark| paragraph(remark)).collect();
    table(&heads, &rows) + &remarks
}

/// The first orders.
pub(super) fn schedule(page: &Page) -> String {
    let language = page.language;
    if page.orders.is_empty() {
        return String::new();
    }
    let heads = match language {
        Language::En => ["Week", "Where", "Work", "Crew", "Hours", "EUR"],
        Language::Nl => ["Week", "Waar", "Werk", "Ploeg", "Uren", "EUR"],
    };
    let rows: Vec<_> = page
        .orders
        .iter()
        .map(|order| {
            vec![
                Cell::Number(order.week.to_string()),
                Cell::Text(order.place.clone()),
                Cell::Text(order.work.clone()),
                Cell::Text(order.crew.clone()),
                Cell::Number(with_decimals(order.hours, 1, language)),
                Cell::Number(with_decimals(order.cost_eur, 0, language)),
            ]
        })
        .collect();
    let (shown, total) = (page.orders.len(), page.orders_in_all);
    let rest = match language {
        Language::En => format!(
            "The first {shown} orders of the main verges; all {total}, with those of the strips along the road, are in schedule.csv."
        ),
        Language::Nl => format!(
            "De eerste {shown} opdrachten van de bermen zelf; alle {total}, met die van de stroken langs de weg, staan in schedule.csv."
        ),
    };
    table(&heads, &rows) + &if shown < total { paragraph(&rest) } else { String::new() }
}

/// Cost, how the plan was made, and the weeks that are nearly full.
pub(super) fn plan(page: &Page) -> String {
    let Some(plan) = &page.plan else { return String::new() };
    let heads = match page.language {
        Language::En => ["Crew area and week, 90 % full or more", "Machines", "Hours there are", "Hours planned"],
        Language::Nl => ["Gebied en week, vanaf 90 % vol", "Machines", "Beschikbare uren", "Geplande uren"],
    };
    let row = |row: &Limiting| {
        let [limit, used] = [&row.limit, &row.used].map(|text| Cell::Number(text.clone()));
        vec![Cell::Text(row.name.clone()), Cell::Text(row.machines.clone()), limit, used]
    };
    let rows: Vec<_> = plan.limiting.iter().map(row).collect();
    let of_limits = match page.language {
        Language::En => ["What limits the plan", "One unit more room would save", ""],
        Language::Nl => ["Wat het plan begrenst", "Eén eenheid ruimer bespaart", ""],
    };
    let price = |price: &Price| {
        vec![
            Cell::Text(price.name.clone()),
            Cell::Number(number(price.price, page.language)),
            Cell::Text(price.unit.clone()),
        ]
    };
    let prices: Vec<_> = plan.prices.iter().map(price).collect();
    let tables = [(&of_limits[..], prices), (&heads[..], rows)];
    let tables = tables.iter().filter(|(_, rows)| !rows.is_empty()).map(|(heads, rows)| table(heads, rows));
    paragraph(&plan.sentence) + &list(&plan.remarks) + &tables.collect::<String>()
}

/// Sentences with a table: owners together and apart, routes of the crews.
pub(super) fn told(all: &ToldTable) -> String {
    if all.rows.is_empty() {
        return String::new();
    }
    let heads: Vec<&str> = all.heads.iter().map(String::as_str).collect();
    let row = |row: &Vec<String>| {
        let number = |(at, text): (usize, &String)| {
            if at == 0 { Cell::Text(text.clone()) } else { Cell::Number(text.clone()) }
        };
        row.iter().enumerate().map(number).collect()
    };
    let rows: Vec<Vec<Cell>> = all.rows.iter().map(row).collect();
    list(&all.sentences) + &table(&heads, &rows)
}

/// What the numbers cannot carry.
pub(super) fn limits(page: &Page) -> String {
    let language = page.language;
    let mut body = list(&page.limits);
    if !body.is_empty() {
        body = format!("<div class=\"note\">\n{body}</div>\n");
    }
    if !page.marks.is_empty() {
        let heads = match language {
            Language::En => ["Number", "Value", "Mark", "Origin"],
            Language::Nl => ["Getal", "Waarde", "Merk", "Herkomst"],
        };
        let rows: Vec<_> = page
            .marks
            .iter()
            .map(|m| {
                let [name, value, mark, origin] = [&m.name, &m.value, &m.mark, &m.origin].map(Clone::clone);
                vec![Cell::Text(name), Cell::Number(value), Cell::Text(mark), Cell::Text(origin)]
            })
            .collect();
        let name = match language {
            Language::En => format!("{} calibrated, assumed and unconfirmed numbers", rows.len()),
            Language::Nl => format!("{} geijkte, aangenomen en onbevestigde getallen", rows.len()),
        };
        body += &folded(&name, &table(&heads, &rows));
    }
    if !page.defaults.is_empty() {
        let name = choose(language, "Defaults and remarks", "Standaardwaarden en opmerkingen");
        body += &(heading(name) + &list(&page.defaults));
    }
    body
}

/// Version, seed, digest.
pub(super) fn provenance(page: &Page) -> String {
    if page.provenance.is_empty() {
        return String::new();
    }
    let rows: Vec<_> =
        page.provenance.iter().map(|(name, value)| vec![Cell::Text(name.clone()), Cell::Text(value.clone())]).collect();
    table(&[choose(page.language, "What", "Wat"), choose(page.language, "Value", "Waarde")], &rows)
}
