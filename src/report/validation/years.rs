//! Dry years one by one, as a table of the page and as a sheet: weather alone beside the regimes.

use crate::plot::words::{choose, number, per_cent};
use crate::report::csv::{self, Sheet};
use crate::report::html::{Cell, paragraph, table as html_table};
use crate::scenario::Language;
use crate::validation::dry_years::{DryYear, EARLY, LATE};
use crate::validation::findings::words::site;

/// The table of the page.
pub fn table(years: &[DryYear], language: Language) -> String {
    let say = |en, nl| choose(language, en, nl);
    let head = [
        say("year", "jaar"),
        say("site", "plek"),
        say("deficit of rain, mm", "neerslagtekort, mm"),
        say("fire weather days", "brandweerdagen"),
        say("fire risk, unmown", "brandrisico, niet gemaaid"),
        say("cut on 15 September", "maaien op 15 september"),
        say("cut on 1 July", "maaien op 1 juli"),
        say("1 July against 15 September", "1 juli tegenover 15 september"),
        say("lower in", "lager in"),
    ];
    let row = |year: &DryYear| {
        let fire = |name: &str| {
            Cell::Number(year.regime(name).map_or(String::new(), |regime| number(regime.fire[1], language)))
        };
        let early = year.regime(EARLY);
        let change = early.map_or(String::new(), |early| {
            let [low, mid, high] = early.against_late.map(|value| per_cent(value, language));
            format!("{mid} ({low} {} {high})", say("to", "tot"))
        });
        vec![
            Cell::Text(year.year.words(language)),
            Cell::Text(site(&year.site, language)),
            Cell::Number(number(year.deficit_mm[1].round(), language)),
            Cell::Number(number(year.fire_weather_days[1], language)),
            fire("U"),
            fire(LATE),
            fire(EARLY),
            Cell::Number(change),
            Cell::Number(early.map_or(String::new(), |early| per_cent(early.p_below, language))),
        ]
    };
    paragraph(say(
        "Year by year: a cut cannot help against a dry spell before it. Deficit and fire weather days (fire weather index of 21.3 or \
         more) are weather alone, whatever is mown; medians over the draws, and the share of draws in which the early cut is lower.",
        "Jaar voor jaar: maaien helpt niet tegen een droge periode ervoor. Neerslagtekort en brandweerdagen (brandweerindex van 21,3 of \
         meer) zijn alleen weer, wat er ook gemaaid wordt; medianen over de trekkingen, en het deel waarin vroeg maaien lager is.",
    )) + &html_table(&head, &years.iter().map(row).collect::<Vec<_>>())
}

/// Every regime of every year.
pub fn sheet(years: &[DryYear]) -> Sheet {
    let mut sheet = Sheet::new(&[
        "year",
        "dry",
        "site",
        "deficit_mm",
        "fire_weather_days",
        "regime",
        "fire_q05",
        "fire_q50",
        "fire_q95",
        "against_september_q05",
        "against_september_q50",
        "against_september_q95",
        "p_below_september",
    ]);
    for year in years {
        for regime in &year.regimes {
            let mut row = vec![
                year.year.words(Language::En),
                if year.year.is_dry() { "yes" } else { "no" }.to_owned(),
                year.site.clone(),
                csv::number(year.deficit_mm[1]),
                csv::number(year.fire_weather_days[1]),
                regime.regime.to_owned(),
            ];
            row.extend(regime.fire.map(csv::number));
            row.extend(regime.against_late.map(csv::number));
            row.push(csv::number(regime.p_below));
            sheet.rows.push(row);
        }
    }
    sheet
}
