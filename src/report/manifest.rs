//! `manifest.toml`: everything a run depended on, the same bytes at every repeat.

use crate::biodiversity::connectivity::Walker;
use crate::error::Problem;
use crate::fire::drivers::RainRule;
use crate::fire::fwi::season::Season;
use crate::fire::spread::SpreadModel;
use crate::scenario::{Climate, Precision, Scenario};
use crate::weather::climate::Origin;
use serde::Serialize;
use std::collections::BTreeMap;

/// Version of the layout of the output folder.
pub const OUTPUT_FORMAT: u32 = 1;

#[derive(Serialize)]
struct Manifest {
    program: Program,
    inputs: BTreeMap<String, String>,
    seed: Seed,
    weather: Weather,
    climates: BTreeMap<String, ClimateUsed>,
    defaults: BTreeMap<String, f64>,
    marks: BTreeMap<String, String>,
    units: BTreeMap<String, String>,
}

#[derive(Serialize)]
struct Program {
    name: &'static str,
    version: &'static str,
    output_format: u32,
    scenario: String,
    first_year: i16,
    years: usize,
    warmup: usize,
    members: usize,
    precision: &'static str,
}

#[derive(Serialize)]
struct ClimateUsed {
    /// CO2 in the first and the last year, ppm.
    co2_ppm: [f64; 2],
    transient: bool,
    /// Where the changes come from, by quantity and months.
    origins: Vec<String>,
}

#[derive(Serialize)]
struct Seed {
    seed: u64,
    key: &'static str,
}

#[derive(Serialize)]
struct Weather {
    dead_moisture: &'static str,
    fire_season: &'static str,
    fire_spread: &'static str,
    fire_burns_stands: bool,
    rain_for_fire: &'static str,
    nodes: Vec<String>,
    notices: Vec<String>,
}

/// Digest of everything read, as text; names the run in tables and pages.
pub fn digest(scenario: &Scenario) -> String {
    format!("{:016x}", scenario.digest())
}

/// The text of the manifest.
pub fn manifest(scenario: &Scenario) -> Result<String, Problem> {
    let manifest = Manifest {
        program: Program {
            name: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            output_format: OUTPUT_FORMAT,
            scenario: scenario.name.clone(),
            first_year: scenario.first_year,
            years: scenario.years,
            warmup: scenario.warmup,
            members: scenario.members,
            precision: match scenario.precision {
                Precision::F64 => "f64",
                Precision::F32 => "f32",
            },
        },
        inputs: scenario.inputs.iter().map(|input| (input.name.clone(), format!("{:016x}", input.digest))).collect(),
        seed: Seed { seed: scenario.seed, key: "ChaCha8 keyed by (seed, purpose, weather node, member)" },
        weather: Weather {
            dead_moisture: scenario.fire_weather.moisture.name(),
            fire_season: match scenario.fire_weather.season {
                Season::AllYear => "all_year",
                Season::Temperature => "wf93",
                Season::Window(_) => "window",
            },
            fire_spread: SpreadModel::WORDS[scenario.fire.spread_model as usize],
            fire_burns_stands: scenario.burnt,
            rain_for_fire: match scenario.fire_weather.rain {
                RainRule::SameDay => "same_day",
                RainRule::PreviousDay => "previous_day",
            },
            nodes: scenario.nodes.iter().map(|node| node.name.clone()).collect(),
            notices: scenario.notices.clone(),
        },
        climates: scenario
            .climates
            .iter()
            .map(|climate| (climate.name.clone(), climate_used(scenario, climate)))
            .collect(),
        defaults: parameters(scenario).map(|row| (row.name, row.value)).collect(),
        marks: parameters(scenario).map(|row| (row.name, row.mark)).collect(),
        units: parameters(scenario).map(|row| (row.name, row.unit)).collect(),
    };
    toml::to_string(&manifest).map_err(|error| {
        Problem::new("I910", "manifest.toml", format!("cannot be written as TOML: {error}"))
            .hint("a fault of the program; please report it with the scenario")
    })
}

fn climate_used(scenario: &Scenario, climate: &Climate) -> ClimateUsed {
    let last = scenario.first_year.saturating_add(scenario.years as i16 - 1);
    let origin = |origin: &Origin| {
        let months: Vec<String> = origin.months.iter().map(i8::to_string).collect();
        format!("{} (months {}): {}", origin.what, months.join(" "), origin.status)
    };
    ClimateUsed {
        co2_ppm: [scenario.first_year, last].map(|year| climate.co2.ppm(year)),
        transient: climate.change.as_ref().is_some_and(|change| change.transient),
        origins: climate.origins.iter().map(origin).collect(),
    }
}

/// A value that the run used, with what the science pages say of it.
#[derive(Clone, Debug, PartialEq)]
pub struct UsedValue {
    /// Name, with its module in front.
    pub name: String,
    /// Value in use.
    pub value: f64,
    /// Unit.
    pub unit: String,
    /// Mark: P published, I inferred, V verified, S seen in a source, C calibrated, D design choice, A assumption, U or M unconfirmed;
    /// prices: quoted, derived, assumed or user.
    pub mark: String,
    /// Where it comes from.
    pub source: String,
}

/// Every parameter and price in use.
pub fn parameters(scenario: &Scenario) -> impl Iterator<Item = UsedValue> {
    let growth =
        crate::vegetation::parameters::rows().iter().filter(|row| !row.unread_by_default).map(|row| UsedValue {
            name: format!("growth.{}", row.name),
            value: scenario.growth.value(&row.name).unwrap_or(row.value),
            unit: row.unit.clone(),
            mark: row.mark.clone(),
            source: row.source.clone(),
        });
    let fire = crate::fire::parameters::parameter_rows().into_iter().map(|(name, row)| UsedValue {
        value: scenario.fire.value(&name).unwrap_or(row.value),
        name: format!("fire.{name}"),
        unit: row.unit,
        mark: row.mark,
        source: row.source,
    });
    // what stands in for the growth engine is not in use here
    let life = crate::biodiversity::parameters::parameter_rows()
        .into_iter()
        .filter(|(name, _)| !crate::biodiversity::parameters::is_bridge(name))
        .map(|(name, row)| {
            let value = scenario.plants.parameters.value(&name).unwrap_or(row.value);
            let mark = if value == row.value { row.mark } else { "user".to_owned() };
            UsedValue { value, name: format!("biodiversity.{name}"), unit: row.unit, mark, source: row.source }
        });
    let walker = UsedValue {
        name: "biodiversity.d50_m".to_owned(),
        value: scenario.walker.half_distance_m,
        unit: "m".to_owned(),
        mark: if scenario.walker == Walker::default() { "A" } else { "user" }.to_owned(),
        source: "distance that half of the animals cover: 100 flightless, 500 grasshoppers and bees, 2000 butterflies"
            .to_owned(),
    };
    let prices = scenario.prices.used().map(|row| UsedValue {
        name: format!("price.{}", row.id),
        value: row.mid.unwrap_or(f64::NAN),
        unit: row.unit.clone(),
        mark: row.basis.name().to_owned(),
        source: row.source.clone(),
    });
    growth.chain(fire).chain(life).chain([walker]).chain(prices.filter(|price| price.value.is_finite()))
}
