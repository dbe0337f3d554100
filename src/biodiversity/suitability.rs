//! How well a place suits a species by its nutrients, moisture and reaction.

use super::species::Species;
use crate::lane::math::exp;

/// Widths of the niches on Ellenberg's scales (assumptions; each ±25 %).
const NUTRIENT_WIDTH: f64 = 1.5;
const MOISTURE_WIDTH: f64 = 1.5;
const REACTION_WIDTH: f64 = 2.0;
/// Share of the year's growth that counts as production of a place (calibrated; 0.45-0.65): it makes the production
/// equal to the clipped one where the first cut falls in June or July, and keeps it neutral to the dates of cutting.
const PRODUCTION_PER_GROWTH: f64 = 0.54;

/// Production of a place, t DM/ha/yr: `Y = 0.54 sum(GRO) / 1000`.
///
/// - `growth_kg_ha_yr`: growth above ground summed over the year, kg DM/ha
pub fn production_t_ha(growth_kg_ha_yr: f64) -> f64 {
    PRODUCTION_PER_GROWTH * growth_kg_ha_yr / 1000.0
}

/// Nutrient level of a place on Ellenberg's scale: `N_site = clamp(2.0 + 0.55 Y, 1, 9)`.
///
/// - `production_t_ha`: yearly production `Y`, t DM/ha
///
/// Assumption (slope 0.4-0.7): in Dutch roadside communities Ellenberg's nutrient value follows production rather than
/// mineralisation (Schaffers & Sýkora 2000, Journal of Vegetation Science 11:225-244; from memory, unconfirmed).
///
/// ```
/// assert!((zeis::biodiversity::suitability::nutrient_level(9.0) - 6.95).abs() < 1e-12);
/// ```
pub fn nutrient_level(production_t_ha: f64) -> f64 {
    (2.0 + 0.55 * production_t_ha).clamp(1.0, 9.0)
}

/// Gaussian niche: `g = exp(-(optimum - site)^2 / (2 width^2))`.
fn niche(optimum: f64, site: f64, width: f64) -> f64 {
    let z = (optimum - site) / width;
    exp(-0.5 * z * z)
}

/// `g_N`: suitability of the nutrient level of a place for a species, above 0 up to 1 (width 1.5, assumption).
pub fn nutrient_suitability(species: &Species, n_site: f64) -> f64 {
    niche(species.nutrients, n_site, NUTRIENT_WIDTH)
}

/// `g_F`: suitability of the moisture of a place for a species, above 0 up to 1 (width 1.5, assumption).
pub fn moisture_suitability(species: &Species, f_site: f64) -> f64 {
    niche(species.moisture, f_site, MOISTURE_WIDTH)
}

/// `g_R`: suitability of the reaction of a place for a species, above 0 up to 1 (width 2, assumption).
pub fn reaction_suitability(species: &Species, r_site: f64) -> f64 {
    niche(species.reaction, r_site, REACTION_WIDTH)
}

/// The target species of a place with the weight each has in an index.
///
/// The weight stands in for the chance of finding the species there: `p_i = availability_i g_N g_F g_R`. Light, litter and
/// mowing, which depend on the regime, are left out, so that two regimes are compared over the same species.
#[derive(Clone, Debug)]
pub struct SiteSuitability {
    /// Target species and their weights `p_i`, in the order of the table.
    pub targets: Vec<(&'static Species, f64)>,
    /// Sum of the weights: expected number of target species by soil and nutrients alone.
    pub total: f64,
}

impl SiteSuitability {
    /// Weights at a place.
    ///
    /// - `n_site`: nutrient level of [`nutrient_level`], 1-9
    /// - `f_site`, `r_site`: Ellenberg moisture (1-12) and reaction (1-9) of the soil
    pub fn new(n_site: f64, f_site: f64, r_site: f64) -> Self {
        let targets: Vec<_> = Species::targets()
            .map(|species| {
                let suitability = nutrient_suitability(species, n_site)
                    * moisture_suitability(species, f_site)
                    * reaction_suitability(species, r_site);
                (species, species.availability * suitability)
            })
            .collect();
        let total = targets.iter().map(|(_, weight)| weight).sum();
        SiteSuitability { targets, total }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ox_eye_daisy_suits_clay_as_worked_by_hand() {
        let daisy = Species::named("Leucanthemum vulgare").expect("in the table");
        assert!((nutrient_suitability(daisy, nutrient_level(9.0)) - 0.145).abs() < 5e-4);
        assert!((moisture_suitability(daisy, 5.5) - 0.607).abs() < 5e-3);
        assert!((reaction_suitability(daisy, 6.5) - 0.904).abs() < 5e-3);
    }

    #[test]
    fn rich_places_hold_fewer_target_species() {
        let poor = SiteSuitability::new(nutrient_level(3.0), 5.0, 6.0);
        let rich = SiteSuitability::new(nutrient_level(11.0), 5.0, 6.0);
        assert!(poor.total > 3.0 * rich.total, "{} {}", poor.total, rich.total);
        assert!(rich.total > 0.0 && poor.targets.len() == 63);
        assert_eq!((nutrient_level(0.0), nutrient_level(30.0)), (2.0, 9.0));
        assert!((production_t_ha(10_000.0) - 5.4).abs() < 1e-12);
    }
}
