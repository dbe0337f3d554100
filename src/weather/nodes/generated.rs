//! A weather node whose weather is drawn from a climate.

use crate::weather::WeatherSeries;
use crate::weather::climate::ClimateChange;
use crate::weather::climate::impose::ImposedChange;
use crate::weather::climatology::StationParameters;
use crate::weather::generate::sites::{Links, links};
use crate::weather::generate::{Generator, Method, generate_basic};
use crate::weather::nodes::NodeWeather;
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
    /// How it shares random numbers with other places of the run; none where it is alone.
    pub links: Option<Links>,
    /// Made at the first draw and kept for the other members.
    generator: OnceLock<Generator>,
    imposed: OnceLock<ImposedChange>,
}

impl PartialEq for Generated {
    fn eq(&self, other: &Self) -> bool {
        self.parameters == other.parameters
            && self.method == other.method
            && self.change == other.change
            && self.links == other.links
    }
}

impl Generated {
    /// A node of this climate.
    pub fn new(parameters: StationParameters, method: Method) -> Self {
        Generated {
            parameters,
            method,
            change: None,
            links: None,
            generator: OnceLock::new(),
            imposed: OnceLock::new(),
        }
    }

    /// The same place in another climate.
    #[must_use]
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
            let generator = self.generator.get_or_init(|| {
                let alone = Generator::new(&self.parameters);
                match &self.links {
                    Some(links) => alone.linked(links.clone()),
                    None => alone,
                }
            });
            let Some(change) = &self.change else { return generator.series(seed, member, first_year, years) };
            let imposed = self.imposed.get_or_init(|| ImposedChange::new(&Generator::new(&self.parameters), change));
            generator.changing_series(seed, member, first_year, years, &|year| imposed.of(year))
        })
    }
}

/// Has the generated nodes of a run share their random numbers by distance, in their order; the basic generator cannot.
pub fn link_nodes(nodes: &mut [&mut NodeWeather]) {
    let mut drawn: Vec<&mut Generated> = nodes
        .iter_mut()
        .filter_map(|node| match node {
            NodeWeather::Generated(drawn) if drawn.method == Method::Extended => Some(&mut **drawn),
            _ => None,
        })
        .collect();
    if drawn.len() < 2 {
        return;
    }
    let places: Vec<&StationParameters> = drawn.iter().map(|drawn| &drawn.parameters).collect();
    let found = links(&places);
    for (drawn, links) in drawn.iter_mut().zip(found) {
        drawn.links = Some(links);
    }
}
