//! `ensemble.nc`: every KPI of the network as a cube of climates, regimes and members, the main ones by year as well, and the
//! season.

use super::choice;
use crate::biodiversity::season::HALF_MONTHS;
use crate::error::Problem;
use crate::kpi::study::rows::Study;
use crate::kpi::study::years::SEASON;
use crate::plot::words::choose;
use crate::report::netcdf::{Kind, Layout, NetcdfFile, Variable};
use crate::scenario::Language;
use std::path::Path;

/// Writes the cube; a variable for each KPI, with its unit and title.
pub fn write(study: &Study<'_>, language: Language, path: &Path) -> Result<(), Problem> {
    let labels = study.labels;
    let climates: Vec<&str> = labels.climates.iter().map(String::as_str).collect();
    let choices: Vec<&str> = (0..labels.choices()).map(|place| choice(labels, place)).collect();
    let longest = |names: &[&str]| names.iter().map(|name| name.len()).max().unwrap_or(1);
    let (climate_letters, regime_letters) = (longest(&climates), longest(&choices));
    let text = |text: &str| text.to_owned();
    let coordinate = |name: &str, dimensions, kind, meaning: &str| {
        let mut attributes = vec![(text("long_name"), text(meaning))];
        if kind == Kind::Text {
            attributes.push((text("_Encoding"), text("utf-8")));
        }
        Variable { name: text(name), dimensions, kind, attributes }
    };
    let mut variables = vec![
        coordinate("climate", vec![0, 3], Kind::Text, "climate"),
        coordinate("regime", vec![1, 4], Kind::Text, "regime on the whole network; present: each segment's own"),
        coordinate("member", vec![2], Kind::Whole, "member: its own weather and parameters"),
    ];
    variables.extend([
        coordinate("year", vec![5], Kind::Whole, "simulated year"),
        coordinate("half_month", vec![6], Kind::Whole, "half-month of the year, 1 to 24"),
    ]);
    let kpis: Vec<_> = study.kpis().into_iter().enumerate().filter_map(|(place, kpi)| Some((place, kpi?))).collect();
    variables.extend(kpis.iter().map(|(_, kpi)| Variable {
        name: text(kpi.id),
        dimensions: vec![0, 1, 2],
        kind: Kind::Number,
        attributes: vec![
            (text("long_name"), text(kpi.title(language))),
            (text("units"), text(kpi.unit)),
            (text("better"), text(kpi.direction.name())),
            (text("mark"), text(kpi.mark)),
        ],
    }));
    let yearly: Vec<_> = labels.yearly.iter().filter_map(|id| study.kpi(id)).collect();
    variables.extend(yearly.iter().map(|kpi| Variable {
        name: format!("{}_by_year", kpi.id),
        dimensions: vec![0, 1, 2, 5],
        kind: Kind::Number,
        attributes: vec![(text("long_name"), text(kpi.title(language))), (text("units"), text(kpi.unit))],
    }));
    let seasons = labels.season.iter().filter_map(|id| SEASON.iter().find(|quantity| quantity[0] == id));
    variables.extend(seasons.map(|[id, english, dutch, unit]| Variable {
        name: format!("season_{id}"),
        dimensions: vec![0, 2, 5, 6],
        kind: Kind::Number,
        attributes: vec![
            (text("long_name"), format!("{} {}", choose(language, english, dutch), choose(language, "now", "nu"))),
            (text("units"), text(unit)),
        ],
    }));
    let layout = Layout {
        dimensions: vec![
            (text("climate"), climates.len()),
            (text("regime"), choices.len()),
            (text("member"), study.members),
            (text("climate_letters"), climate_letters),
            (text("regime_letters"), regime_letters),
            (text("year"), labels.period.1),
            (text("half_month"), HALF_MONTHS),
        ],
        attributes: vec![
            (text("title"), labels.scenario.clone()),
            (text("digest"), labels.digest.clone()),
            (text("first_year"), labels.period.0.to_string()),
            (text("years"), format!("means over {} years", labels.period.1)),
        ],
        variables,
    };
    let mut file = NetcdfFile::begin(path, &layout);
    file.texts(&climates, climate_letters);
    file.texts(&choices, regime_letters);
    file.wholes((0..study.members).map(|member| member as i32));
    file.wholes((0..labels.period.1).map(|year| i32::from(labels.period.0) + year as i32));
    file.wholes(1..=HALF_MONTHS as i32);
    for (place, _) in kpis {
        study.network(place)?.iter().flatten().for_each(|values| file.numbers(values));
    }
    for kpi in 0..yearly.len() {
        for climate in 0..climates.len() {
            for choice in 0..choices.len() {
                file.numbers(&by_member(&study.years(kpi, climate, choice)?));
            }
        }
    }
    for quantity in 0..labels.season.len() {
        for climate in 0..climates.len() {
            file.numbers(&by_member(&study.season(quantity, climate)?));
        }
    }
    file.finish()
}

/// Values `[place][member]` as one row of places for each member.
fn by_member(values: &[Vec<f64>]) -> Vec<f64> {
    let members = values.first().map_or(0, Vec::len);
    (0..members).flat_map(|member| values.iter().map(move |place| place[member])).collect()
}
