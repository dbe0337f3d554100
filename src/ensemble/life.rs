//! Plants and insects of a member: those of the scenario, or a draw of everything that is assumed about them.
//!
//! A draw belongs to a member, not to a regime, a place or a climate: all regimes meet the same animals and plants, so that their
//! differences carry only what the doubt does to them. What the region holds is drawn for each class of sites.

use crate::biodiversity::community::SitePlants;
use crate::biodiversity::draws::{LifeDraw, in_region};
use crate::biodiversity::losses::InsectParameters;
use crate::biodiversity::plants::Plants;
use crate::random::digest;
use crate::scenario::Scenario;
use std::borrow::Cow;

/// Plants and insects of a member.
#[derive(Clone, Debug)]
pub struct Life<'a> {
    /// The member.
    pub member: usize,
    /// Plants.
    pub plants: Cow<'a, Plants>,
    /// Insects.
    pub insects: InsectParameters,
    /// Seed of the draws; none where nothing is drawn.
    seed: Option<u64>,
}

impl<'a> Life<'a> {
    /// Plants and insects of a member of a scenario.
    pub fn of(scenario: &'a Scenario, member: usize) -> Self {
        if !scenario.life_draws {
            let plants: &Plants = &scenario.plants;
            return Life { member, plants: Cow::Borrowed(plants), insects: InsectParameters::default(), seed: None };
        }
        let draw = LifeDraw::of(&scenario.plants.species, scenario.seed, member as u64, |plants| {
            if let Some(gap) = scenario.forage_gap_mg {
                plants.forage_gap_mg_m2_day = gap;
            }
        });
        Life { member, plants: Cow::Owned(draw.plants), insects: draw.insects, seed: Some(scenario.seed) }
    }

    /// Plants of a place, with the species that its region holds; places of one name have one region.
    pub fn in_region(&self, place: SitePlants, name: &str) -> SitePlants {
        match self.seed {
            Some(seed) => place.in_region(in_region(&self.plants, seed, digest(name.as_bytes()), self.member as u64)),
            None => place,
        }
    }
}
