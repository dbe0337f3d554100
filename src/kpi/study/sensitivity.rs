//! Sensitivity of every KPI of the network to every uncertain parameter, and to the weather.
//!
//! Factors are the parameters of the scenario, groups counted once, and last the weather: one of the scenario's members. Every
//! regime meets every point, so that the difference between a regime and today has indices of its own: what moves a level
//! seldom moves a difference.

use super::member::MemberDraw;
use super::rows::Study;
use crate::ensemble::labels::Points;
use crate::ensemble::sensitivity::{Design, Index};
use crate::ensemble::summary::{Summary, summarise};
use crate::error::Problem;
use crate::fire::rate_doubt::IgnitionDraw;
use crate::kpi::define::Kpi;
use crate::scenario::Scenario;
use crate::scenario::uncertain::{Uncertain, coordinates, values_at};

/// Name of the factor that is no parameter.
pub const WEATHER: &str = "weather";

/// What the indices are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// The value itself.
    Level,
    /// Its difference against today.
    Difference,
}

impl Of {
    /// Name in files.
    pub fn name(self) -> &'static str {
        match self {
            Of::Level => "level",
            Of::Difference => "difference",
        }
    }
}

/// Indices of a KPI under a choice.
#[derive(Clone, Debug, PartialEq)]
pub struct SensitivityRow {
    /// The KPI.
    pub kpi: Kpi,
    /// Choice: a regime, or after them today.
    pub choice: usize,
    /// Value or difference.
    pub of: Of,
    /// Its spread over the base points.
    pub value: Summary,
    /// Indices, in the order of [`factors`].
    pub indices: Vec<Index>,
}

/// Names of the factors: parameters, groups by their name, and the weather.
pub fn factors(parameters: &[Uncertain]) -> Vec<String> {
    let (places, count) = coordinates(parameters);
    let name = |factor: usize| {
        let first = places.iter().position(|&place| place == factor).map(|place| &parameters[place]);
        first.map(|one| one.group.clone().unwrap_or_else(|| one.full_name())).unwrap_or_default()
    };
    (0..count).map(name).chain([WEATHER.to_owned()]).collect()
}

/// The design of a scenario with `base` points.
pub fn design(scenario: &Scenario, base: usize) -> Design {
    Design { base, factors: factors(&scenario.ensemble.parameters).len() }
}

/// What a study of sensitivity keeps of a design beside its runs.
pub fn points(scenario: &Scenario, design: Design) -> Points {
    Points { base: design.base, factors: factors(&scenario.ensemble.parameters), seed: scenario.seed }
}

/// The members of a design.
pub fn members(scenario: &Scenario, design: Design) -> Vec<MemberDraw> {
    let weathers = scenario.members;
    let member = |point: Vec<f64>| {
        let weather = point.last().map_or(0, |u| (u * weathers as f64) as usize).min(weathers - 1);
        MemberDraw {
            weather,
            values: values_at(&scenario.ensemble.parameters, &point),
            ignition: IgnitionDraw::central(&scenario.fire),
        }
    };
    design.points(scenario.seed).into_iter().map(member).collect()
}

/// Rows of every KPI and choice whose value, or difference against today, varies.
pub fn rows(study: &Study<'_>, design: Design, seed: u64) -> Result<Vec<SensitivityRow>, Problem> {
    let today = study.labels.choices() - 1;
    let mut rows = Vec::new();
    for (place, kpi) in study.kpis().into_iter().enumerate() {
        let Some(kpi) = kpi else { continue };
        let climates = study.network(place)?;
        let Some(choices) = climates.first() else { continue };
        for (choice, level) in choices.iter().enumerate() {
            let difference: Vec<f64> = level.iter().zip(&choices[today]).map(|(a, b)| a - b).collect();
            for (of, values) in [(Of::Level, level), (Of::Difference, &difference)] {
                if of == Of::Difference && choice == today {
                    continue;
                }
                let spread = summarise(&values[..(2 * design.base).min(values.len())]);
                if let (Some(value), Some(indices)) = (spread, design.indices(values, seed)) {
                    rows.push(SensitivityRow { kpi, choice, of, value, indices });
                }
            }
        }
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::uncertain::known;
    use crate::scenario::uncertain::law::Law;

    #[test]
    fn a_group_is_one_factor_and_the_weather_is_the_last() {
        let uncertain = |name: &str, group: Option<&str>| {
            let known = known().into_iter().find(|known| known.name == name).expect("a parameter");
            Uncertain { known, law: Law::Fixed(1.0), group: group.map(str::to_owned) }
        };
        let list = [uncertain("RUEmax", Some("leaf")), uncertain("klit", None), uncertain("b", Some("leaf"))];
        assert_eq!(factors(&list), ["leaf", "growth.klit", "weather"]);
    }
}
