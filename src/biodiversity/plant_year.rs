//! The plants of a patch in one year: what grows there, flowers, feeds and seeds.

use super::community::{Community, Fit, Lag, SitePlants};
use super::nectar::DailyNectar;
use super::plants::{Column, Plants, dot};
use super::response::Response;
use super::season::Season;
use crate::lane::F64x8;

/// The plants of a patch at the end of a year.
#[derive(Clone, Debug)]
pub struct PlantYear {
    /// Species expected in 25 m2.
    pub richness: f64,
    /// Target species expected in 25 m2.
    pub target_richness: f64,
    /// Mean Ellenberg N of the species.
    pub mean_nutrients: f64,
    /// Extinction debt and colonisation credit, species.
    pub lag: Lag,
    /// Cover of grasses and sedges, share.
    pub grass_share: f64,
    /// Seed set of the target species, weighted by their occupancy, 0-1.
    pub target_seed_set: f64,
    /// Target species expected in 25 m2 that ripen at least a fifth of their seeds.
    pub targets_setting_seed: f64,
    /// Nectar of the target species, kg sugar/ha.
    pub target_nectar_kg_ha: f64,
    /// Nectar of each day.
    pub nectar: DailyNectar,
}

/// Columns that one year after another is worked out in.
#[derive(Debug, Default)]
pub struct Sheet {
    fit: Fit,
    cover: Column,
}

impl Sheet {
    /// Nectar that each species gives in the year worked out last, were it not cut, mg sugar/m2: what its flowers are weighed with.
    pub(crate) fn nectar_weights(&self) -> &[F64x8] {
        &self.cover
    }
}

/// Lives a year: moves the community, then counts its flowers and seeds.
///
/// The equilibrium is that of the year itself, so that a wet year counts for one year and no more.
#[inline(always)]
pub fn plant_year(
    plants: &Plants,
    site: &SitePlants,
    season: &Season,
    response: &Response,
    community: &mut Community,
    sheet: &mut Sheet,
) -> PlantYear {
    sheet.fit.fill(plants, site, season);
    let lag = community.year_in(plants, &sheet.fit, response, season);
    of_community(plants, season, response, community, sheet, lag)
}

#[inline(always)]
fn of_community(
    plants: &Plants,
    season: &Season,
    response: &Response,
    community: &Community,
    sheet: &mut Sheet,
    lag: Lag,
) -> PlantYear {
    const KG_HA_PER_MG_M2: f64 = 0.01;
    let Sheet { fit, cover } = sheet;
    community.cover(plants, fit, season, cover);
    let grass_share = dot(cover, &plants.grasslike_share);
    let (mut target_nectar, mut target_seeds) = (0.0, 0.0);
    for (block, weight) in cover.iter_mut().enumerate() {
        *weight = *weight * plants.nectar_mg[block] * fit.light[block];
        let target = plants.target_share[block];
        target_nectar += super::plants::total(*weight * response.flowers[block] * target);
        target_seeds += super::plants::total(community.occupancy[block] * response.seed_set[block] * target);
    }
    let nectar_weights = cover;
    let targets = dot(&community.occupancy, &plants.target_share);
    PlantYear {
        richness: community.richness(plants),
        target_richness: community.target_richness(plants),
        mean_nutrients: community.mean_nutrients(plants),
        lag,
        grass_share,
        target_seed_set: if targets > 0.0 { target_seeds / targets } else { 1.0 },
        targets_setting_seed: dot(&community.occupancy, &response.setting_seed),
        target_nectar_kg_ha: KG_HA_PER_MG_M2 * target_nectar,
        nectar: DailyNectar(response.daily(nectar_weights)),
    }
}
