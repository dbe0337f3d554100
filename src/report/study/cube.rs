//! `ensemble.nc`: every KPI of the network as a cube of climates, regimes and members.

use super::choice;
use crate::error::Problem;
use crate::kpi::study::rows::Study;
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
    let layout = Layout {
        dimensions: vec![
            (text("climate"), climates.len()),
            (text("regime"), choices.len()),
            (text("member"), study.members),
            (text("climate_letters"), climate_letters),
            (text("regime_letters"), regime_letters),
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
    for (place, _) in kpis {
        study.network(place)?.iter().flatten().for_each(|values| file.numbers(values));
    }
    file.finish()
}
