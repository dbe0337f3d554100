//! A weather node whose weather is drawn from a climate.

use crate::weather::WeatherSeries;
use crate::weather::climate::ClimateChange;
use crate::weather::climate::impose::ImposedChange;
use crate::weather::climatology::StationParameters;
use crate::weather::generate::{Generator, Method, generate_basic};
use std::sync::OnceLock;

/// A climate and the generator that draws from it.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The climate.
    pub parameters: StationParameters,
    /// The generator.
    pub method: Method,
    /// How the climate changes; the reference where there is none.
    pub change: Option<ClimateChange>,
    /// Made at the first draw and kept for the other members.
    generator: OnceLock<Generator>,
    imposed: OnceLock<ImposedChange>,
}

impl PartialEq for Generated {
    fn eq(&self, other: &Self) -> bool {
        self.parameters == other.parameters && self.method == other.method && self.change == other.change
    }
}

impl Generated {
    /// A node of this climate.
    pub fn new(parameters: StationParameters, method: Method) -> Self {
        Generated { parameters, method, change: None, generator: OnceLock::new(), imposed: OnceLock::new() }
    }

    /// The same place in another climate.
    pub fn in_climate(&self, change: Option<&ClimateChange>) -> Self {
        Generated {
            change: change.cloned(),
            generator: self.generator.clone(),
            imposed: OnceLock::new(),
            ..self.clone()
        }
    }

    /// Whole years of weather of a member from 1 January of `first_year`.
    pub fn series(&self, seed: u64, member: u64, first_year: i16, years: usize) -> WeatherSeries {
        let basic = match self.method {
            Method::Basic => generate_basic(&self.parameters, seed, member, first_year, years),
            Method::Extended => None,
        };
        basic.unwrap_or_else(|| {
            let generator = self.generator.get_or_init(|| Generator::new(&self.parameters));
            let Some(change) = &self.change else { return generator.series(seed, member, first_year, years) };
            let imposed = self.imposed.get_or_init(|| ImposedChange::new(generator, change));
            generator.changing_series(seed, member, first_year, years, &|year| imposed.of(year))
        })
    }
}
