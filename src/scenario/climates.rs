//! The climates of a run, resolved: their changes, where these come from, and CO2.

use super::file::ScenarioFile;
use super::file::climates::ClimateName;
use super::file::keys::Located;
use super::inputs::Inputs;
use super::{PlanOptions, Scenario};
use crate::error::{Problem, Problems};
use crate::network::delimited::decode;
use crate::weather::climate::knmi14::Earlier;
use crate::weather::climate::read::{FactorsTable, read};
use crate::weather::climate::{ClimateChange, Origin, REFERENCE_YEAR, Variant, YearFactors, factors};
use crate::weather::climatology::{Emission, co2_ppm};

/// A climate of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Climate {
    /// Name: `reference`, `Hd-2050`.
    pub name: String,
    /// How it differs from the reference.
    pub change: Option<ClimateChange>,
    /// CO2 in the air.
    pub co2: Co2,
    /// Where its changes come from.
    pub origins: Vec<Origin>,
}

/// Concentration of CO2.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Co2 {
    /// The same in every year, ppm.
    Constant(f64),
    /// That of each year under an emission scenario.
    OfYear(Emission),
}

impl Co2 {
    /// Concentration of a year, ppm.
    pub fn ppm(self, year: i16) -> f64 {
        match self {
            Co2::Constant(ppm) => ppm,
            Co2::OfYear(emission) => co2_ppm(emission, year),
        }
    }
}

impl Scenario {
    /// The climate in which the weather of this scenario is.
    pub fn climate(&self) -> &Climate {
        &self.climates[self.climate]
    }

    /// Years that are planned one by one, counted from the first simulated one; empty where one year stands for all.
    pub fn contract_span(&self) -> std::ops::Range<usize> {
        self.plan.as_ref().map_or(0..0, PlanOptions::contract_span)
    }

    /// CO2 of a year, ppm.
    pub fn co2_ppm(&self, year: i16) -> f64 {
        self.climate().co2.ppm(year)
    }

    /// The same scenario in another of its climates: the same random numbers meet the changed weather.
    #[must_use]
    pub fn in_climate(&self, climate: usize) -> Scenario {
        let mut scenario = self.clone();
        scenario.climate = climate;
        for node in &mut scenario.nodes {
            node.weather.clone_from(&node.climates[climate]);
        }
        scenario
    }
}

/// Resolves the climates of a file.
pub fn resolve(file: &ScenarioFile, inputs: &mut Inputs) -> Result<Vec<Climate>, Problems> {
    let asked = &file.climate.climates;
    let mut problems = Problems::none();
    let own = match &asked.factors {
        None => Some(FactorsTable::new()),
        Some(named) => {
            let text = inputs.read(&named.value, &named.place).map_err(Problems::from).and_then(|bytes| {
                let place = inputs.path(&named.value).display().to_string();
                let text = decode(&place, &bytes)?;
                read(&place, &text)
            });
            problems.take(text)
        }
    };
    let mut climates = Vec::new();
    for name in &asked.scenarios {
        // A table that cannot be read is told once, not as missing for each climate.
        climates.extend(own.as_ref().and_then(|own| problems.take(climate(file, name, own))));
    }
    if asked.scenarios.is_empty() {
        climates.push(reference(file));
    }
    for (name, located) in &asked.co2_by_climate {
        if !names(file).contains(name) {
            let what = format!("the climate \"{name}\" is not among climate.scenarios");
            problems
                .push(Problem::new("S125", located.place.clone(), what).hint("list it there, or leave it out here"));
        }
    }
    problems.unless_any(climates)
}

/// Names of the climates of a file, also of those that cannot be resolved.
pub fn names(file: &ScenarioFile) -> Vec<String> {
    let asked = &file.climate.climates.scenarios;
    if asked.is_empty() {
        return vec![ClimateName::Reference.text()];
    }
    asked.iter().map(|name| name.value.text()).collect()
}

/// CO2 that the user gives for a climate.
fn given_co2(file: &ScenarioFile, name: &str) -> Option<Co2> {
    let asked = &file.climate.climates;
    let own = asked.co2_by_climate.iter().find(|(climate, _)| climate == name).map(|(_, ppm)| ppm.value);
    own.or(asked.co2_ppm).map(Co2::Constant)
}

fn reference(file: &ScenarioFile) -> Climate {
    let name = ClimateName::Reference.text();
    // Every emission scenario has the same past.
    let co2 = given_co2(file, &name).unwrap_or(Co2::Constant(co2_ppm(Emission::High, REFERENCE_YEAR)));
    Climate { name, change: None, co2, origins: Vec::new() }
}

fn climate(file: &ScenarioFile, asked: &Located<ClimateName>, own: &FactorsTable) -> Result<Climate, Problems> {
    let (variant, horizon) = match asked.value {
        ClimateName::Reference => return Ok(reference(file)),
        ClimateName::Earlier(scenario) => return Ok(earlier(file, scenario)),
        ClimateName::Changed(variant, horizon) => (variant, horizon),
    };
    let name = asked.value.text();
    let mut problems = Problems::none();
    let transient = file.climate.climates.transient;
    let mut origins = Vec::new();
    let mut anchors: Vec<(i16, YearFactors)> = Vec::new();
    let passed = [2050, 2100].into_iter().filter(|&year| transient && year < horizon);
    for year in passed.chain([horizon]) {
        if let Some((months, found)) = changes(variant, year, own) {
            anchors.push((year, months));
            origins.extend(found);
        } else {
            let what = format!("nothing is published of {}-{year}", variant.name());
            let hint = "give a table of monthly changes under climate.factors (see the manual for its columns)";
            problems.push(Problem::new("S129", asked.place.clone(), what).hint(hint));
        }
    }
    let own_years =
        if transient { Co2::OfYear(variant.emission) } else { Co2::Constant(co2_ppm(variant.emission, horizon)) };
    let co2 = given_co2(file, &name).unwrap_or(own_years);
    let change = ClimateChange { name: name.clone(), anchors, transient, dry_persistence: 1.0 };
    problems.unless_any(Climate { name, change: Some(change), co2, origins })
}

/// A climate of KNMI'14.
fn earlier(file: &ScenarioFile, scenario: Earlier) -> Climate {
    let (name, transient) = (scenario.text(), file.climate.climates.transient);
    let own = if transient {
        Co2::OfYear(Emission::Moderate)
    } else {
        Co2::Constant(co2_ppm(Emission::Moderate, scenario.horizon))
    };
    let co2 = given_co2(file, &name).unwrap_or(own);
    let anchors = scenario.anchors(transient);
    let change = ClimateChange { name: name.clone(), anchors, transient, dry_persistence: 1.0 };
    Climate { name, change: Some(change), co2, origins: scenario.origins() }
}

/// Changes of a scenario at a horizon: those of the user's table before the shipped ones.
fn changes(variant: Variant, horizon: i16, own: &FactorsTable) -> Option<(YearFactors, Vec<Origin>)> {
    if let Some(months) = own.get(&(variant.name(), horizon)) {
        let of = |what| Origin { what, status: "user".to_owned(), months: (1..=12).collect() };
        return Some((*months, ["temperature", "rain", "radiation"].map(of).to_vec()));
    }
    factors(variant, horizon)
}
