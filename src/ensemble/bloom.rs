//! Nectar of a case for pictures: of each day, and of each species by half-month.

use super::showcase::DAY_SLOTS;
use crate::biodiversity::plants::Plants;
use crate::biodiversity::season::HALF_MONTHS;
use crate::scenario::stands::Case;
use crate::simulation::plant_pass::StandLife;

/// Members whose nectar is kept by species: enough for means of half-months.
pub const BLOOM_MEMBERS: usize = 5;

/// Nectar of a case in one member.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bloom {
    /// `[year][day of the year from 0]`, mg sugar/m2/d, in one row.
    pub daily: Vec<f32>,
    /// Of each species by half-month, kg sugar/ha, sums over the years; empty in members beyond [`BLOOM_MEMBERS`].
    pub species: Vec<[f64; HALF_MONTHS]>,
}

impl Bloom {
    /// Adds a year.
    ///
    /// - `life`: what a stand left in the year; by species in the first members alone
    pub fn add<'a>(&mut self, case: &Case, plants: &Plants, member: usize, life: impl Fn(usize) -> &'a StandLife) {
        let mut days = [0.0_f64; DAY_SLOTS];
        for patch in &case.patches {
            let life = life(patch.stand);
            days.iter_mut().zip(&life.plants.nectar.0[1..]).for_each(|(sum, nectar)| *sum += patch.share * nectar);
            if member < BLOOM_MEMBERS {
                let species = life.bloom(plants);
                self.species.resize(species.len(), [0.0; HALF_MONTHS]);
                for (sums, halves) in self.species.iter_mut().zip(species) {
                    sums.iter_mut().zip(halves).for_each(|(sum, nectar)| *sum += patch.share * nectar);
                }
            }
        }
        // a common year has no 366th day: its slot repeats the last
        days[DAY_SLOTS - 1] = days[DAY_SLOTS - 2];
        self.daily.extend(days.map(|nectar| nectar as f32));
    }
}
