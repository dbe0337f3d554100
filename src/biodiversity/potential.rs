//! What the survival of insects is worth in the long run, where there is food and shelter for them.

use super::insects::GuildSurvival;
use super::losses::{Guild, InsectParameters};
use crate::lane::math::exp;

/// What insects find on a segment.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Habitat {
    /// Species expected in 25 m2.
    pub richness: f64,
    /// Target species expected in 25 m2.
    pub target_richness: f64,
    /// Nectar of the target species, kg sugar/ha/yr.
    pub target_nectar_kg_ha: f64,
    /// Mean sward height of April to September, m.
    pub mean_height_m: f64,
}

impl Habitat {
    /// Quality of the habitat for caterpillars, by the plants they may eat: `min(1, R_T / 8)` (assumption).
    pub fn for_caterpillars(&self) -> f64 {
        (self.target_richness / 8.0).min(1.0)
    }

    /// Quality for grasshoppers: best from 0.15 to 0.30 m, lost in tall swards: `exp(-(max(0, H - 30)/25)^2) min(1, H/15)`, H
    /// in cm (direction: Kenyeres & Szentirmai, Journal of Orthoptera Research; size assumed).
    pub fn for_grasshoppers(&self) -> f64 {
        let too_tall = (self.mean_height_m - 0.30).max(0.0) / 0.25;
        exp(-too_tall * too_tall) * (self.mean_height_m / 0.15).min(1.0)
    }

    /// Quality for other dwellers of the sward: `min(1, 0.3 + 0.7 min(1, R/25)) min(1, H/20)`, H in cm (assumption).
    pub fn for_sward_dwellers(&self) -> f64 {
        (0.3 + 0.7 * (self.richness / 25.0).min(1.0)).min(1.0) * (self.mean_height_m / 0.20).min(1.0)
    }

    /// Quality for bees: `min(1, target nectar / 30 kg/ha)` (assumption).
    pub fn for_bees(&self) -> f64 {
        (self.target_nectar_kg_ha / 30.0).min(1.0)
    }
}

/// Insect potential: mean over four guilds of habitat quality times long-run population, 0-1.
///
/// ```
/// use zeis::biodiversity::{insects::survival, losses::InsectParameters, potential::{Habitat, insect_potential}};
/// let rich = Habitat { richness: 30.0, target_richness: 9.0, target_nectar_kg_ha: 40.0, mean_height_m: 0.25 };
/// let parameters = InsectParameters::default();
/// assert_eq!(insect_potential(&rich, &survival(&[], &parameters), &parameters), 1.0);
/// ```
pub fn insect_potential(habitat: &Habitat, survival: &GuildSurvival, parameters: &InsectParameters) -> f64 {
    let guilds = [
        (habitat.for_caterpillars(), Guild::Caterpillars),
        (habitat.for_grasshoppers(), Guild::Orthoptera),
        (habitat.for_sward_dwellers(), Guild::Sward),
        (habitat.for_bees(), Guild::Bees),
    ];
    0.25 * guilds.into_iter().map(|(quality, guild)| quality * survival.population(guild, parameters)).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grasshoppers_like_neither_lawns_nor_thickets() {
        let at = |mean_height_m| Habitat { mean_height_m, ..Habitat::default() }.for_grasshoppers();
        assert_eq!((at(0.15), at(0.30)), (1.0, 1.0));
        assert!(at(0.05) < 0.4 && at(0.80) < 0.02);
        let poor = Habitat { richness: 0.0, mean_height_m: 0.4, ..Habitat::default() };
        assert!((poor.for_sward_dwellers() - 0.3).abs() < 1e-12);
        assert_eq!((poor.for_bees(), poor.for_caterpillars()), (0.0, 0.0));
    }
}
