//! A weather node whose weather is drawn from a climate.

use crate::weather::WeatherSeries;
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
    /// Made at the first draw and kept for the other members.
    generator: OnceLock<Generator>,
}

impl PartialEq for Generated {
    fn eq(&self, other: &Self) -> bool {
        self.parameters == other.parameters && self.method == other.method
    }
}

impl Generated {
    /// A node of this climate.
    pub fn new(parameters: StationParameters, method: Method) -> Self {
        Generated { parameters, method, generator: OnceLock::new() }
    }

    /// Whole years of weather of a member from 1 January of `first_year`.
    pub fn series(&self, seed: u64, member: u64, first_year: i16, years: usize) -> WeatherSeries {
        let basic = match self.method {
            Method::Basic => generate_basic(&self.parameters, seed, member, first_year, years),
            Method::Extended => None,
        };
        basic.unwrap_or_else(|| {
            let generator = self.generator.get_or_init(|| Generator::new(&self.parameters));
            generator.series(seed, member, first_year, years)
        })
    }
}
