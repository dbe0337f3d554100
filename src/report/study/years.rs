//! `years.csv`, `season.csv`, and the figures of years and seasons.

use super::choice;
use crate::biodiversity::season::HALF_MONTHS;
use crate::ensemble::labels::Labels;
use crate::ensemble::summary::{mean, summarise};
use crate::error::Problem;
use crate::kpi::study::rows::Study;
use crate::kpi::study::years::SEASON;
use crate::plot::Drawing;
use crate::plot::climate_season::{self, ClimateSeason, Course, SeasonPanel};
use crate::plot::fan::{self, Fan, FanPanel};
use crate::plot::palette::{BLACK, Colour, REGIMES};
use crate::plot::words::choose;
use crate::report::compose::words::unit;
use crate::report::csv::{SheetFile, number};
use crate::scenario::Language;
use std::path::Path;

/// KPIs with a fan of years.
const FANS: [&str; 4] = ["fire", "F3", "B1", "B6"];

/// Writes the table of years.
pub fn table(study: &Study<'_>, language: Language, path: &Path) -> Result<(), Problem> {
    const HEAD: [&str; 14] = [
        "climate", "regime", "kpi", "title", "unit", "year", "members", "mean", "sd", "q05", "q25", "q50", "q75", "q95",
    ];
    let labels = study.labels;
    let mut file = SheetFile::begin(path, &HEAD);
    for (place, id) in labels.yearly.iter().enumerate() {
        let Some(kpi) = study.kpi(id) else { continue };
        for climate in 0..labels.climates.len() {
            for regime in 0..labels.choices() {
                for (year, values) in study.years(place, climate, regime)?.iter().enumerate() {
                    let Some(v) = summarise(values) else { continue };
                    let names = [labels.climates[climate].as_str(), choice(labels, regime), kpi.id];
                    let mut cells: Vec<String> = names.map(str::to_owned).to_vec();
                    cells.extend([kpi.title(language).to_owned(), kpi.unit.to_owned()]);
                    cells.extend([(labels.period.0 + year as i16).to_string(), v.count.to_string()]);
                    cells.extend([v.mean, v.sd, v.q05, v.q25, v.q50, v.q75, v.q95].map(number));
                    file.row(&cells);
                }
            }
        }
    }
    file.finish()
}

/// Name, title and unit of the quantities of the season that a study has.
fn quantities(labels: &Labels) -> impl Iterator<Item = (usize, [&'static str; 4])> {
    let found = |id: &String| SEASON.iter().find(|quantity| quantity[0] == id).copied();
    labels.season.iter().enumerate().filter_map(move |(place, id)| Some((place, found(id)?)))
}

/// Values of one half-month over the years and members.
fn half_month(values: &[Vec<f64>], half: usize) -> Vec<f64> {
    values.iter().skip(half).step_by(HALF_MONTHS).flatten().copied().collect()
}

/// Writes the table of half-months.
pub fn season_table(study: &Study<'_>, path: &Path) -> Result<(), Problem> {
    const HEAD: [&str; 10] = ["climate", "quantity", "unit", "half_month", "mean", "q05", "q25", "q50", "q75", "q95"];
    let labels = study.labels;
    let mut file = SheetFile::begin(path, &HEAD);
    for (place, [name, _, _, unit]) in quantities(labels) {
        for (climate, climate_name) in labels.climates.iter().enumerate() {
            let values = study.season(place, climate)?;
            for half in 0..HALF_MONTHS {
                let Some(v) = summarise(&half_month(&values, half)) else { continue };
                let mut cells = vec![climate_name.clone(), name.to_owned(), unit.to_owned(), (half + 1).to_string()];
                cells.extend([v.mean, v.q05, v.q25, v.q50, v.q75, v.q95].map(number));
                file.row(&cells);
            }
        }
    }
    file.finish()
}

/// A regime for people, and its colour.
fn regime(labels: &Labels, place: usize, language: Language) -> (String, Colour) {
    match labels.regimes[place].as_str() {
        "none" => (choose(language, "not mowing", "niet maaien").to_owned(), BLACK),
        name => (name.replace('_', " "), REGIMES[place % REGIMES.len()]),
    }
}

fn place_words(study: &Study<'_>, language: Language) -> String {
    format!("{}, {}", study.labels.scenario, choose(language, "whole network", "hele netwerk"))
}

/// Fans over the years of the main KPIs, and the season in the climates: name and figure.
pub fn figures(study: &Study<'_>, language: Language) -> Result<Vec<(String, Drawing)>, Problem> {
    let mut figures = Vec::new();
    for id in FANS {
        if let Some(figure) = fan_of(study, id, language)? {
            figures.push((format!("years_{id}"), fan::drawing(&figure)));
        }
    }
    if let Some(figure) = season_of(study, language)? {
        figures.push(("climate_season".to_owned(), climate_season::drawing(&figure)));
    }
    Ok(figures)
}

fn fan_of(study: &Study<'_>, id: &str, language: Language) -> Result<Option<Fan>, Problem> {
    let labels = study.labels;
    let (Some(place), Some(kpi)) = (labels.yearly.iter().position(|other| other == id), study.kpi(id)) else {
        return Ok(None);
    };
    let today = labels.choices() - 1;
    let medians = |climate: usize, choice: usize| -> Result<Vec<f64>, Problem> {
        let years = study.years(place, climate, choice)?;
        Ok(years.iter().map(|values| summarise(values).map_or(0.0, |v| v.q50)).collect())
    };
    // The regime that differs most from today in the first climate.
    let now = mean(&medians(0, today)?).unwrap_or(0.0);
    let mut farthest: Option<(usize, f64)> = None;
    for regime in 0..labels.regimes.len() {
        let away = (mean(&medians(0, regime)?).unwrap_or(0.0) - now).abs();
        if away > farthest.map_or(0.0, |found| found.1) {
            farthest = Some((regime, away));
        }
    }
    let mut panels = Vec::new();
    for (climate, name) in labels.climates.iter().enumerate() {
        let bands = |values: &Vec<f64>| summarise(values).map_or([0.0; 5], |v| [v.q05, v.q25, v.q50, v.q75, v.q95]);
        let other = farthest.map_or(Ok(Vec::new()), |(regime, _)| medians(climate, regime))?;
        let years = study.years(place, climate, today)?.iter().map(bands).collect();
        panels.push(FanPanel { name: name.clone(), years, other });
    }
    Ok(Some(Fan {
        language,
        measure: kpi.title(language).to_owned(),
        unit: unit(kpi.unit, language).to_owned(),
        place: if kpi.quantity.holds_ignition_doubt() {
            let doubt = choose(language, "with the doubt about ignition", "met de twijfel over ontsteking");
            format!("{}, {doubt}", place_words(study, language))
        } else {
            place_words(study, language)
        },
        members: study.members,
        first_year: labels.period.0,
        other: farthest.map(|(place, _)| regime(labels, place, language)),
        panels,
    }))
}

fn season_of(study: &Study<'_>, language: Language) -> Result<Option<ClimateSeason>, Problem> {
    let labels = study.labels;
    let mut panels = Vec::new();
    for (place, [_, english, dutch, unit]) in quantities(labels) {
        let mut climates = Vec::new();
        for climate in 0..labels.climates.len() {
            let values = study.season(place, climate)?;
            let course: Course = std::array::from_fn(|half| {
                summarise(&half_month(&values, half)).map_or([0.0; 4], |v| [v.q05, v.q50, v.q95, v.mean])
            });
            climates.push(course);
        }
        let unit = match unit {
            "fires" => choose(language, "a half-month", "per halve maand"),
            _ => choose(language, "t/ha dry", "t/ha droog"),
        };
        panels.push(SeasonPanel { name: choose(language, english, dutch).to_owned(), unit: unit.to_owned(), climates });
    }
    let last = labels.period.0 + labels.period.1 as i16 - 1;
    Ok((!panels.is_empty()).then(|| ClimateSeason {
        language,
        place: place_words(study, language),
        years: (labels.period.0, last),
        members: study.members,
        climates: labels.climates.clone(),
        panels,
    }))
}
