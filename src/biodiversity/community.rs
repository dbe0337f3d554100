//! Which plants a place could hold, which it does hold, and how slowly the two come together.
//!
//! Suitability multiplies what soil, nutrients, light, litter and mowing leave of a species. Its equilibrium is what would
//! stand there in the long run; occupancy, the chance to find the species in 25 m2, follows by a share each year. Species that
//! would leave but are still there are an extinction debt; those that would come but are not there yet a colonisation credit.

use super::parameters::PlantParameters;
use super::plants::{BLOCK, Column, Plants, dot, total};
use super::response::Response;
use super::season::Season;
use crate::lane::math::{exp, ln};
use crate::lane::{F64x8, Lane};

/// Intensity of mowing per share of short days, on the scale of the mowing optimum.
const INTENSITY_PER_SHORT_SHARE: f64 = 7.0;
/// Width of the niche for mowing (assumption).
const INTENSITY_WIDTH: f64 = 2.0;
/// Height at which a sward favours tall plants as much as they are tall, m.
const FULL_HEIGHT_ADVANTAGE_M: f64 = 0.50;
/// Advantage of grasses in a closed sward per t/ha of production (assumption).
const GRASS_ADVANTAGE: f64 = 2.0;

/// Nutrient level of a place on Ellenberg's scale: `N_site = clamp(2.0 + 0.55 Y, 1, 9)`.
///
/// - `production_t_ha`: yearly production `Y`, t DM/ha
///
/// Assumption (slope 0.4-0.7): in Dutch roadside communities Ellenberg's nutrient value follows production rather than
/// mineralisation (Schaffers & Sýkora 2000, Journal of Vegetation Science 11:225-244; from memory, unconfirmed).
pub fn nutrients_of_place(production_t_ha: f64, p: &PlantParameters) -> f64 {
    (p.nutrients_without_production + p.nutrients_per_production * production_t_ha).clamp(1.0, 9.0)
}

/// What a place leaves of each species in every year: by moisture and reaction of its soil (`g_F g_R`), and by its region.
#[derive(Clone, Debug)]
pub struct SitePlants {
    soil: Column,
    availability: Column,
}

impl SitePlants {
    /// Niches at a place.
    ///
    /// - `f_site`, `r_site`: Ellenberg moisture (1-12) and reaction (1-9) of the soil
    pub fn new(plants: &Plants, f_site: f64, r_site: f64) -> Self {
        let p = &plants.parameters;
        let (per_moisture, per_reaction) = (1.0 / p.moisture_width, 1.0 / p.reaction_width);
        let half = F64x8::splat(-0.5);
        let soil = plants.moisture.iter().zip(&plants.reaction).map(|(&moisture, &reaction)| {
            let f = (moisture - F64x8::splat(f_site)) * F64x8::splat(per_moisture);
            let r = (reaction - F64x8::splat(r_site)) * F64x8::splat(per_reaction);
            exp(half * (f * f + r * r))
        });
        SitePlants { soil: soil.collect(), availability: plants.availability.clone() }
    }

    /// The same in a region of which is known, or drawn, which species it holds: 0-1 each.
    #[must_use]
    pub fn in_region(self, availability: Column) -> Self {
        SitePlants { availability, ..self }
    }
}

/// How well a place in one year suits each species.
#[derive(Clone, Debug, Default)]
pub struct Fit {
    /// Suitability `s`, 0-1.
    pub(super) suitability: Column,
    /// Light part of it, `g_L`.
    pub(super) light: Column,
    /// Suitability times the chance that the region holds the species.
    room: Column,
}

impl Fit {
    /// `s = g_N g_F g_R g_L g_M g_D` of every species in a season.
    #[inline(always)]
    pub fn of(plants: &Plants, site: &SitePlants, season: &Season) -> Self {
        let mut fit = Fit::default();
        fit.fill(plants, site, season);
        fit
    }

    /// As [`Fit::of`], in the room of an earlier fit.
    #[inline(always)]
    pub(super) fn fill(&mut self, plants: &Plants, site: &SitePlants, season: &Season) {
        let p = &plants.parameters;
        let splat = F64x8::splat;
        let n_site = splat(nutrients_of_place(season.production_t_ha, p));
        let per_width = splat(-0.5 / (p.nutrient_width * p.nutrient_width));
        let depth = season.dead_spring_g_m2 / p.litter_scale_g_m2;
        let litter = splat(-ln(1.0 + depth * depth));
        let intensity = splat(1.0 + INTENSITY_PER_SHORT_SHARE * season.short_share);
        let per_intensity = splat(-0.5 / (INTENSITY_WIDTH * INTENSITY_WIDTH));
        self.suitability.clear();
        self.light.clear();
        self.room.clear();
        for block in 0..plants.blocks() {
            let mut here = F64x8::one();
            for (at, &place) in plants.light_place.iter().skip(block * BLOCK).take(BLOCK).enumerate() {
                here.set(at, season.light.at(place));
            }
            let squared = here * here;
            let lit = squared / (squared + plants.half_light_squared[block]);
            let nutrients = plants.nutrients[block] - n_site;
            let excess = (intensity - plants.mowing_optimum[block]).max(F64x8::zero());
            let exponent = per_width * nutrients * nutrients
                + litter * plants.litter_exponent[block]
                + per_intensity * excess * excess;
            let suitability = site.soil[block] * exp(exponent) * lit;
            self.suitability.push(suitability);
            self.light.push(lit);
            self.room.push(site.availability[block] * suitability);
        }
    }

    /// Suitability of a species, 0-1.
    pub fn of_species(&self, species: usize) -> f64 {
        self.suitability[species / BLOCK].get(species % BLOCK)
    }
}

/// What a year changed in the chances to find species.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Lag {
    /// Species that are there but would not stay, `sum of p - p*` where positive.
    pub debt: f64,
    /// Species that would come but are not there yet, `sum of p* - p` where positive.
    pub credit: f64,
}

/// Largest constant by which occupancies are moved on the logit scale, and halvings in search of it.
const LARGEST_SHIFT: f64 = 12.0;
const SHIFT_STEPS: usize = 60;

/// Occupancies moved by a constant on the logit scale.
fn shifted(occupancy: &Column, constant: f64) -> Column {
    let odds = F64x8::splat(crate::lane::math::exp(constant));
    occupancy.iter().map(|&p| p * odds / (F64x8::one() - p + p * odds)).collect()
}

/// Equilibrium occupancy of the species of a block.
#[inline(always)]
fn equilibrium_of_block(fit: &Fit, response: &Response, block: usize) -> F64x8 {
    fit.room[block] * response.recruitment[block]
}

/// The chance to find each species in 25 m2 of a patch.
#[derive(Clone, Debug)]
pub struct Community {
    pub(super) occupancy: Column,
}

impl Community {
    /// Equilibrium: `p* = availability s r`.
    #[inline(always)]
    pub fn equilibrium(fit: &Fit, response: &Response) -> Self {
        let occupancy = (0..fit.room.len()).map(|block| equilibrium_of_block(fit, response, block)).collect();
        Community { occupancy }
    }

    /// Mean of several communities; empty columns for none.
    pub fn mean(communities: &[Community]) -> Self {
        let share = F64x8::splat(1.0 / communities.len().max(1) as f64);
        let blocks = communities.first().map_or(0, |community| community.occupancy.len());
        let at = |block: usize| {
            communities.iter().fold(F64x8::zero(), |sum, community| sum + community.occupancy[block] * share)
        };
        Community { occupancy: (0..blocks).map(at).collect() }
    }

    /// Moves the community by a year towards an equilibrium: `p <- p + kappa (p* - p)`.
    ///
    /// `kappa` is 0.20 on the way down; on the way up 0.10, less where seed of the year is scarce and where litter lies
    /// thick on 31 March.
    #[inline(always)]
    pub fn year(&mut self, plants: &Plants, equilibrium: &Community, response: &Response, season: &Season) -> Lag {
        self.towards(plants, |block| equilibrium.occupancy[block], response, season)
    }

    /// As [`Community::year`], towards the equilibrium of the year's own fit.
    #[inline(always)]
    pub(super) fn year_in(&mut self, plants: &Plants, fit: &Fit, response: &Response, season: &Season) -> Lag {
        self.towards(plants, |block| equilibrium_of_block(fit, response, block), response, season)
    }

    #[inline(always)]
    fn towards(
        &mut self,
        plants: &Plants,
        equilibrium: impl Fn(usize) -> F64x8,
        response: &Response,
        season: &Season,
    ) -> Lag {
        let p = &plants.parameters;
        let depth = season.dead_spring_g_m2 / p.seedling_litter_scale_g_m2;
        let up = F64x8::splat(p.colonisation_per_year / (1.0 + depth * depth));
        let down = F64x8::splat(p.decline_per_year);
        let zero = F64x8::zero();
        let (mut debt, mut credit) = (zero, zero);
        for (block, occupancy) in self.occupancy.iter_mut().enumerate() {
            let gap = equilibrium(block) - *occupancy;
            let speed = F64x8::select(gap.lt(zero), down, up * response.spread[block]);
            let moved = speed * gap;
            *occupancy = *occupancy + moved;
            let left = gap - moved;
            credit = credit + left.max(zero);
            debt = debt + (zero - left).max(zero);
        }
        Lag { debt: total(debt), credit: total(credit) }
    }

    /// Brings the species expected to this multiple of their number, by one constant on the logit scale of every occupancy.
    ///
    /// `p' = p e^d / (1 - p + p e^d)`, with `d` such that the sum of `p'` is that of `p` times the multiple, as far as species go.
    pub fn bring_to(&mut self, multiple: f64) {
        let sum = |occupancy: &Column| occupancy.iter().fold(0.0, |sum, block| sum + total(*block));
        let goal = multiple * sum(&self.occupancy);
        let (mut low, mut high) = (-LARGEST_SHIFT, LARGEST_SHIFT);
        for _ in 0..SHIFT_STEPS {
            let middle = f64::midpoint(low, high);
            if sum(&shifted(&self.occupancy, middle)) < goal { low = middle } else { high = middle }
        }
        self.occupancy = shifted(&self.occupancy, f64::midpoint(low, high));
    }

    /// Chance to find a species, 0-1.
    pub fn of_species(&self, species: usize) -> f64 {
        self.occupancy[species / BLOCK].get(species % BLOCK)
    }

    /// Richness: species expected in 25 m2.
    pub fn richness(&self, plants: &Plants) -> f64 {
        plants.parameters.richness_scale * self.occupancy.iter().fold(0.0, |sum, block| sum + total(*block))
    }

    /// Target richness: target species expected in 25 m2.
    pub fn target_richness(&self, plants: &Plants) -> f64 {
        plants.parameters.richness_scale * dot(&self.occupancy, &plants.target_share)
    }

    /// Mean Ellenberg N of the species, weighted by occupancy.
    pub fn mean_nutrients(&self, plants: &Plants) -> f64 {
        let all = self.occupancy.iter().fold(0.0, |sum, block| sum + total(*block));
        dot(&self.occupancy, &plants.nutrients) / all.max(f64::MIN_POSITIVE)
    }

    /// Cover of each species, summing to 1: occupancy by suitability by height, grasses gaining in tall rich swards.
    ///
    /// `w = p s (h/0.30 m)^b (2 + 2 Y b` for grasses and sedges, `1` for others`)`, `b` the mean height of April to September
    /// over 0.50 m.
    #[inline(always)]
    pub(super) fn cover(&self, plants: &Plants, fit: &Fit, season: &Season, cover: &mut Column) {
        let advantage = season.mean_height_m / FULL_HEIGHT_ADVANTAGE_M;
        let gain = F64x8::splat(GRASS_ADVANTAGE + GRASS_ADVANTAGE * season.production_t_ha * advantage - 1.0);
        let mut sum = F64x8::zero();
        cover.clear();
        for block in 0..plants.blocks() {
            let height = exp(F64x8::splat(advantage) * plants.ln_relative_height[block]);
            let grass = F64x8::one() + gain * plants.grasslike_share[block];
            let weight = self.occupancy[block] * fit.suitability[block] * height * grass;
            sum = sum + weight;
            cover.push(weight);
        }
        let share = F64x8::splat(1.0 / total(sum).max(f64::MIN_POSITIVE));
        for weight in cover {
            *weight = *weight * share;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::biodiversity::season::{Canopy, HALF_MONTHS, LightProfile};
    use crate::biodiversity::species::Species;

    fn season(production_t_ha: f64, dead_spring_g_m2: f64, short_share: f64) -> Season {
        let canopy = Canopy { leaf_area: 3.0, height_m: 0.4 };
        let light = LightProfile::of(&[canopy; HALF_MONTHS]);
        Season { production_t_ha, dead_spring_g_m2, mean_height_m: 0.4, short_share, light }
    }

    fn place(name: &str) -> usize {
        Species::named(name).expect("in the table").index
    }

    #[test]
    fn litter_shade_and_overuse_take_from_short_species_most() {
        let plants = Plants::shipped();
        let site = SitePlants::new(plants, 5.0, 6.0);
        let at = |season: &Season, name: &str| Fit::of(plants, &site, season).of_species(place(name));
        let clean = season(4.0, 0.0, 0.0);
        let litter = season(4.0, 350.0, 0.0);
        let daisy = at(&litter, "Bellis perennis") / at(&clean, "Bellis perennis");
        let reed = at(&litter, "Arrhenatherum elatius") / at(&clean, "Arrhenatherum elatius");
        assert!((daisy - 0.5).abs() < 1e-12, "below the litter: {daisy}");
        assert!(reed > daisy && reed < 1.0, "{reed}");
        let mown = season(4.0, 0.0, 0.8);
        assert!(at(&mown, "Arrhenatherum elatius") < at(&clean, "Arrhenatherum elatius"));
        assert!((nutrients_of_place(9.0, &plants.parameters) - 6.95).abs() < 1e-12);
    }

    #[test]
    fn communities_follow_slowly_and_owe_the_rest() {
        let plants = Plants::shipped();
        let site = SitePlants::new(plants, 5.0, 6.0);
        let uncut = Response::of(plants, &[], 0);
        let (poor, rich) = (season(3.0, 100.0, 0.0), season(9.0, 100.0, 0.0));
        let of = |season: &Season| Community::equilibrium(&Fit::of(plants, &site, season), &uncut);
        let mut community = of(&poor);
        let (start, goal) = (community.richness(plants), of(&rich));
        let lag = community.year(plants, &goal, &uncut, &rich);
        assert!(lag.debt > 0.0 && lag.credit > 0.0);
        let gap = goal.richness(plants) - community.richness(plants);
        assert!((lag.credit - lag.debt - gap).abs() < 1e-9, "{lag:?} {gap}");
        assert!((community.richness(plants) - start).abs() < (goal.richness(plants) - start).abs());
        for _ in 0..400 {
            community.year(plants, &goal, &uncut, &rich);
        }
        assert!((community.richness(plants) - goal.richness(plants)).abs() < 1e-4);
        let settled = community.year(plants, &goal, &uncut, &rich);
        assert!(settled.debt + settled.credit < 1e-4, "{settled:?}");
        let mean = Community::mean(&[of(&poor), of(&rich)]);
        assert!((2.0 * mean.richness(plants) - start - goal.richness(plants)).abs() < 1e-9);
    }

    #[test]
    fn a_counted_community_has_the_number_counted_and_keeps_its_order() {
        let plants = Plants::shipped();
        let site = SitePlants::new(plants, 5.0, 6.0);
        let uncut = Response::of(plants, &[], 0);
        let fit = Fit::of(plants, &site, &season(4.0, 100.0, 0.0));
        let before = Community::equilibrium(&fit, &uncut);
        for multiple in [0.6, 1.0, 1.4] {
            let mut after = before.clone();
            after.bring_to(multiple);
            assert!((after.richness(plants) / before.richness(plants) - multiple).abs() < 1e-9, "{multiple}");
            let logit = |p: f64| (p / (1.0 - p)).ln();
            let moves: Vec<f64> = (0..plants.blocks() * BLOCK)
                .filter(|&species| before.of_species(species) > 1e-9)
                .map(|species| logit(after.of_species(species)) - logit(before.of_species(species)))
                .collect();
            assert!(moves.iter().all(|one| (one - moves[0]).abs() < 1e-6), "one constant for all");
        }
    }

    #[test]
    fn grasses_cover_more_where_the_sward_is_tall_and_rich() {
        let plants = Plants::shipped();
        let site = SitePlants::new(plants, 5.0, 6.0);
        let uncut = Response::of(plants, &[], 0);
        let share = |season: &Season| {
            let fit = Fit::of(plants, &site, season);
            let community = Community::equilibrium(&fit, &uncut);
            let mut cover = Vec::new();
            community.cover(plants, &fit, season, &mut cover);
            let ones = plants.constant(1.0);
            assert!((dot(&cover, &ones) - 1.0).abs() < 1e-12);
            dot(&cover, &plants.grasslike_share)
        };
        let low = Season { mean_height_m: 0.15, ..season(4.0, 100.0, 0.0) };
        let tall = Season { mean_height_m: 0.8, ..season(8.0, 100.0, 0.0) };
        assert!(share(&tall) > share(&low) + 0.1, "{} {}", share(&tall), share(&low));
    }
}
