//! Uncertain parameters: which, by what law, and a scenario with drawn values in their place.
//!
//! A parameter is named as in the tables: `growth.RUEmax`, `fire.extinction_moisture`, `biodiversity.litter_scale_g_m2`. How
//! fires come about has three of its own: `ignition.rate` (factor on the rate), `ignition.traffic_exponent` (the rate goes with
//! it, so that the country keeps its fires) and `ignition.reading` (form of susceptibility, 0 to 3). Where one of these is
//! drawn, the others stay at their middle; where none is, the doubt of [`crate::fire::rate_doubt`] holds as in every run.

pub mod law;

use super::Scenario;
use crate::biodiversity::parameters as life;
use crate::biodiversity::plants::Plants;
use crate::error::Problem;
use crate::fire::FireParameters;
use crate::fire::parameters::parameter_rows as fire_rows;
use crate::fire::rate_doubt::{IgnitionDraw, Reading, rate_at};
use crate::vegetation::parameters::rows as growth_rows;
use law::Law;
use std::sync::Arc;

/// What an uncertain parameter belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Growth.
    Growth,
    /// Fire.
    Fire,
    /// Plants and flowers.
    Biodiversity,
    /// How fires come about.
    Ignition,
}

impl Part {
    /// Every part, with its name.
    pub const WORDS: [(&'static str, Part); 4] = [
        ("growth", Part::Growth),
        ("fire", Part::Fire),
        ("biodiversity", Part::Biodiversity),
        ("ignition", Part::Ignition),
    ];
}

/// A parameter by its place in the tables.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// Part.
    pub part: Part,
    /// Name within the part.
    pub name: String,
    /// Unit.
    pub unit: String,
    /// Values it may have.
    pub limits: (f64, f64),
}

/// An uncertain parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Uncertain {
    /// The parameter.
    pub known: Known,
    /// Its law.
    pub law: Law,
    /// Parameters of one group are drawn together: each takes the same quantile of its own law.
    pub group: Option<String>,
}

impl Uncertain {
    /// Name with its part: `growth.RUEmax`.
    pub fn full_name(&self) -> String {
        let part = Part::WORDS.iter().find(|(_, part)| *part == self.known.part).map_or("", |(word, _)| word);
        format!("{part}.{}", self.known.name)
    }
}

/// Values of fire that are not parameters of a draw: the calibration, and what the draws of ignition replace.
const NOT_DRAWN: [&str; 6] = [
    "rate_constant",
    "traffic_exponent",
    "rate_sd_log",
    "traffic_exponent_low",
    "traffic_exponent_high",
    "flame_scale_m",
];

/// Every parameter that may be drawn.
pub fn known() -> Vec<Known> {
    let growth = growth_rows().iter().filter(|row| !row.unread_by_default).map(|row| Known {
        part: Part::Growth,
        name: row.name.clone(),
        unit: row.unit.clone(),
        limits: row.limits,
    });
    let fire = fire_rows()
        .into_iter()
        .filter(|(name, _)| !NOT_DRAWN.contains(&name.as_str()))
        .map(|(name, row)| Known { part: Part::Fire, name, unit: row.unit, limits: (row.range[0], row.range[1]) });
    let life = life::parameter_rows().into_iter().filter(|(name, _)| !life::is_bridge(name)).map(|(name, row)| Known {
        part: Part::Biodiversity,
        name,
        unit: row.unit,
        limits: (row.range[0], row.range[1]),
    });
    let ignition = |name: &str, limits| Known { part: Part::Ignition, name: name.into(), unit: "-".into(), limits };
    let ignition = [
        ignition("rate", (1e-3, 1e3)),
        ignition("traffic_exponent", (0.0, 1.0)),
        ignition("reading", (0.0, (Reading::ALL.len() - 1) as f64)),
    ];
    growth.chain(fire).chain(life).chain(ignition).collect()
}

/// Every range of the tables, as draws: triangles with their mode at the value in use, and the three laws of
/// [`crate::fire::rate_doubt`]; `in_use` gives the value of a parameter.
pub fn defaults(in_use: &dyn Fn(&Known) -> f64, fire: &FireParameters) -> Vec<Uncertain> {
    let growth = |known: &Known| growth_rows().iter().find(|row| row.name == known.name).and_then(|row| row.range);
    let fires = fire_rows();
    let of_fire = |known: &Known| fires.get(&known.name).and_then(|row| row.draw).map(|[low, high]| (low, high));
    let law = |known: &Known| {
        let range = match known.part {
            Part::Growth => growth(known),
            Part::Fire => of_fire(known),
            Part::Biodiversity => Some(known.limits),
            Part::Ignition => {
                return Some(match known.name.as_str() {
                    "rate" => Law::LogNormal { median: 1.0, sd_ln: fire.rate_sd_log },
                    "traffic_exponent" => {
                        Law::Uniform { low: fire.traffic_exponent_low, high: fire.traffic_exponent_high }
                    }
                    _ => Law::Choice(Reading::ALL.len()),
                });
            }
        };
        let within = |(low, high): (f64, f64)| (low.max(known.limits.0), high.min(known.limits.1));
        let (low, high) = range.map(within).filter(|(low, high)| low < high)?;
        Some(Law::Triangular { low, mode: in_use(known).clamp(low, high), high })
    };
    let uncertain = |known: Known| law(&known).map(|law| Uncertain { known, law, group: None });
    known().into_iter().filter_map(uncertain).collect()
}

impl Scenario {
    /// Value in use of a parameter.
    pub fn value_in_use(&self, known: &Known) -> f64 {
        let value = match (known.part, known.name.as_str()) {
            (Part::Growth, name) => self.growth.value(name),
            (Part::Fire, name) => self.fire.value(name),
            (Part::Biodiversity, name) => self.plants.parameters.value(name),
            (Part::Ignition, "rate") => Some(1.0),
            (Part::Ignition, "traffic_exponent") => Some(self.fire.traffic_exponent),
            (Part::Ignition, _) => Some(0.0),
        };
        value.unwrap_or(f64::NAN)
    }

    /// The same scenario with drawn values in the place of its own; refuses values that do not go together.
    pub fn with_values(&self, values: &[f64]) -> Result<Scenario, Problem> {
        let mut drawn = self.clone();
        let mut plants = self.plants.parameters.clone();
        for (uncertain, &value) in self.ensemble.parameters.iter().zip(values) {
            match uncertain.known.part {
                Part::Growth => drawn.growth.set(&uncertain.known.name, value)?,
                Part::Fire => drawn.fire.set(&uncertain.known.name, value)?,
                Part::Biodiversity => plants.set(&uncertain.known.name, value),
                Part::Ignition => {}
            }
        }
        if plants != self.plants.parameters {
            drawn.plants = Arc::new(Plants::new(&self.plants.species, plants));
        }
        match drawn.growth.problems().into_iter().next() {
            Some(problem) => {
                Err(Problem::new("E820", "ensemble.parameters", format!("draws that do not go together: {problem}"))
                    .hint("narrow their laws, or draw them together with `group`"))
            }
            None => Ok(drawn),
        }
    }

    /// How fires come about by drawn values; `None` where none of them says.
    pub fn ignition_of(&self, values: &[f64]) -> Option<IgnitionDraw> {
        let of = |name: &str| {
            let is_it = |uncertain: &Uncertain| uncertain.known.part == Part::Ignition && uncertain.known.name == name;
            self.ensemble.parameters.iter().position(is_it).and_then(|place| values.get(place)).copied()
        };
        let (rate, exponent, reading) = (of("rate"), of("traffic_exponent"), of("reading"));
        if rate.is_none() && exponent.is_none() && reading.is_none() {
            return None;
        }
        let g = exponent.unwrap_or(self.fire.traffic_exponent);
        let k = rate_at(self.fire.rate_constant, self.fire.traffic_exponent, g, &self.fire) * rate.unwrap_or(1.0);
        let last = Reading::ALL.len() - 1;
        Some(IgnitionDraw { k, g, reading: Reading::ALL[(reading.unwrap_or(0.0) as usize).min(last)] })
    }
}

/// Coordinate of a point of draws that each parameter reads, and how many there are: parameters of one group share one.
pub fn coordinates(parameters: &[Uncertain]) -> (Vec<usize>, usize) {
    let mut names: Vec<&str> = Vec::new();
    let mut count = 0;
    let mut of_group: Vec<usize> = Vec::new();
    let places = parameters.iter().map(|parameter| {
        let known = parameter.group.as_deref().and_then(|group| names.iter().position(|name| *name == group));
        if let Some(place) = known {
            return of_group[place];
        }
        if let Some(group) = &parameter.group {
            names.push(group);
            of_group.push(count);
        }
        count += 1;
        count - 1
    });
    (places.collect(), count)
}

/// Values of the parameters at a point of the unit cube.
pub fn values_at(parameters: &[Uncertain], point: &[f64]) -> Vec<f64> {
    let (places, _) = coordinates(parameters);
    let value = |(parameter, place): (&Uncertain, usize)| parameter.law.quantile(point[place], parameter.known.limits);
    parameters.iter().zip(places).map(value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uncertain(name: &str, group: Option<&str>) -> Uncertain {
        let known = known().into_iter().find(|known| known.name == name).expect("a parameter");
        let (low, high) = known.limits;
        Uncertain { known, law: Law::Uniform { low, high }, group: group.map(str::to_owned) }
    }

    #[test]
    fn names_are_unique_and_defaults_lie_within_their_limits() {
        let all = known();
        for (place, one) in all.iter().enumerate() {
            assert!(all[..place].iter().all(|other| other.name != one.name), "{} is there twice", one.name);
        }
        let drawn = defaults(&|known| f64::midpoint(known.limits.0, known.limits.1), &FireParameters::default());
        assert!(drawn.len() > 30, "{}", drawn.len());
        for one in &drawn {
            let (low, high) = one.law.support(one.known.limits);
            assert!(one.known.limits.0 <= low && low < high && high <= one.known.limits.1, "{}", one.full_name());
        }
    }

    #[test]
    fn a_group_is_one_coordinate() {
        let list = [
            uncertain("RUEmax", Some("leaf")),
            uncertain("klit", None),
            uncertain("b", Some("leaf")),
            uncertain("heat_kj_kg", None),
        ];
        assert_eq!(coordinates(&list), (vec![0, 1, 0, 2], 3));
        let values = values_at(&list, &[0.5, 0.25, 1.0]);
        for place in [0, 2] {
            let middle = f64::midpoint(list[place].known.limits.0, list[place].known.limits.1);
            assert!((values[place] - middle).abs() < 1e-12 * middle);
        }
        assert_eq!(values[3], list[3].known.limits.1);
    }
}
