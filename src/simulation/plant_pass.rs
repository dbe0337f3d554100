//! The second pass: plants, year by year, over stands whose growth is known.
//!
//! Occupancy runs over the years of a stand. It starts settled under the present regime: the mean equilibrium of the last
//! years of the warm-up, then those years again and again until it changes no more. Flowers and seeds follow the cuts and the
//! warmth of spring alone, so stands with equal cuts share that part of the work.

mod responses;

use self::responses::Responses;
use super::case_year::{GUILDS, Measures, StandHistory};
use super::measure::Measure;
use super::outcome::StandYear;
use crate::biodiversity::community::{Community, Fit, SitePlants};
use crate::biodiversity::connectivity::standing_half_months;
use crate::biodiversity::flowering::spring_shift_days;
use crate::biodiversity::index::{IndexValues, default_weights, index};
use crate::biodiversity::insects::{GuildSurvival, PatchCuts};
use crate::biodiversity::losses::InsectParameters;
use crate::biodiversity::nectar::{DailyNectar, NectarYear};
use crate::biodiversity::plant_year::{PlantYear, Sheet, plant_year};
use crate::biodiversity::plants::Plants;
use crate::biodiversity::potential::{Habitat, insect_potential};
use crate::biodiversity::problem_species::{ProblemLimits, SpeciesYear, species_year};
use crate::biodiversity::response::Response;
use crate::biodiversity::season::{Canopy, HALF_MONTHS, LightProfile, Season, shading_leaf_area};
use crate::biodiversity::structure::height_structure;
use crate::lane::F64x8;
use crate::lane::dispatch::{InstructionSet, Instructions, Work};
use crate::scenario::stands::{Case, Zone};
use crate::units::{G_M2_PER_KG_HA, TONNE_PER_KG};
use crate::vegetation::drivers::DayDrivers;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Mean temperature of February to May at De Bilt in 1991-2020, C: the spring that flowering dates belong to.
const NORMAL_SPRING_C: f64 = 8.49;
/// Months of spring.
const SPRING: std::ops::RangeInclusive<u8> = 2..=5;
/// Days of April to September.
const SEASON_DAYS: f64 = 183.0;
/// Times that the years of the warm-up are lived again, so that occupancy settles.
const ROUNDS_BEFORE: usize = 15;

/// The season of a year of a stand, as its plants meet it.
#[inline(always)]
pub fn season_of(year: &StandYear, plants: &Plants) -> Season {
    let mut canopies = [Canopy::default(); HALF_MONTHS];
    for (canopy, half) in canopies.iter_mut().zip(&year.half_months) {
        let leaf_area = shading_leaf_area(half.leaf_area, G_M2_PER_KG_HA * half.dead_kg_ha);
        *canopy = Canopy { leaf_area, height_m: half.height_m };
    }
    Season {
        production_t_ha: plants.parameters.production_share_of_growth * TONNE_PER_KG * year.growth_kg_ha,
        dead_spring_g_m2: G_M2_PER_KG_HA * year.dead_spring_kg_ha,
        mean_height_m: year.mean_height_m,
        short_share: year.short_days / SEASON_DAYS,
        light: LightProfile::of(&canopies),
    }
}

/// Days by which the spring of a year moves flowering.
pub fn spring_shift(days: &[DayDrivers], plants: &Plants) -> i32 {
    let spring = days.iter().filter(|day| SPRING.contains(&day.month)).map(|day| day.temp_c);
    let (sum, count) = spring.fold((0.0, 0.0), |(sum, count), temp_c| (sum + temp_c, count + 1.0));
    let anomaly_c = if count > 0.0 { sum / count - NORMAL_SPRING_C } else { 0.0 };
    spring_shift_days(anomaly_c, plants.parameters.earlier_days_per_degree)
}

/// A stand of the pass.
#[derive(Clone, Copy, Debug)]
pub struct PassStand<'a> {
    /// Its years.
    pub history: &'a StandHistory,
    /// Its site (index into the sites of the pass).
    pub site: usize,
    /// Stands of one site with the same number here have the same warm-up.
    pub warmup: usize,
    /// Year before which its plants are brought to this multiple of their number; `None`: never.
    pub counted: Option<(usize, f64)>,
}

/// What a year of a stand leaves.
#[derive(Clone, Debug)]
pub struct StandLife {
    /// Plants at the end of the year.
    pub plants: PlantYear,
    /// What its nectar comes to.
    nectar: NectarYear,
    /// Whether the stand stands in each half-month.
    pub standing: [bool; HALF_MONTHS],
    /// Seed set of each watched species.
    seed_sets: Vec<f64>,
    /// What its flowers are weighed with, and when they open; of pictured stands alone.
    flowering: Option<(Vec<F64x8>, Rc<Response>)>,
}

impl StandLife {
    /// Nectar of each species by half-month, kg sugar/ha; empty for stands that are not pictured.
    pub fn bloom(&self, plants: &Plants) -> Vec<[f64; HALF_MONTHS]> {
        let Some((weights, response)) = &self.flowering else { return Vec::new() };
        (0..plants.count).map(|species| response.nectar_of(species, weights).half_months_kg_ha()).collect()
    }
}

/// A stand in a year, as its plants live it.
#[derive(Clone, Copy, Debug)]
struct StandOfYear<'a> {
    /// Species.
    plants: &'a Plants,
    /// Site.
    site: &'a SitePlants,
    /// The year of the stand.
    year: &'a StandYear,
    /// Response of the species to its cuts.
    response: &'a Response,
}

/// The year of the plants of a stand, as work over lanes.
struct LivedYear<'a> {
    stand: StandOfYear<'a>,
    community: &'a mut Community,
    sheet: &'a mut Sheet,
}

impl Work for LivedYear<'_> {
    type Outcome = PlantYear;
    #[inline(always)]
    fn run(self) -> PlantYear {
        let StandOfYear { plants, site, year, response } = self.stand;
        plant_year(plants, site, &season_of(year, plants), response, self.community, self.sheet)
    }
}

/// Plants of many stands, year by year.
#[derive(Debug)]
pub struct PlantPass<'a> {
    plants: &'a Plants,
    sites: &'a [SitePlants],
    stands: &'a [PassStand<'a>],
    shifts: &'a [i32],
    responses: Responses<'a>,
    sheet: Sheet,
    communities: Vec<Community>,
    short: Vec<bool>,
    watched: &'a [usize],
    pictured: &'a [bool],
    year: usize,
}

impl<'a> PlantPass<'a> {
    /// Stands before the first year that counts.
    ///
    /// - `shifts`: days by which each year's spring moves flowering, of the kept years of the warm-up and the years after
    pub fn new(plants: &'a Plants, sites: &'a [SitePlants], stands: &'a [PassStand<'a>], shifts: &'a [i32]) -> Self {
        let mut responses = Responses::new(plants);
        let mut settled: BTreeMap<(usize, usize), (Community, bool)> = BTreeMap::new();
        let start = stands.iter().map(|stand| {
            let key = (stand.site, stand.warmup);
            settled
                .entry(key)
                .or_insert_with(|| before(&mut responses, &sites[stand.site], stand.history, shifts))
                .clone()
        });
        let (communities, short) = start.unzip();
        let (sheet, watched, pictured) = (Sheet::default(), &[][..], &[][..]);
        PlantPass { plants, sites, stands, shifts, responses, sheet, communities, short, watched, pictured, year: 0 }
    }

    /// The same, with an eye on the seeds of some species (by index), for [`PlantPass::problems`].
    #[must_use]
    pub fn watching(self, watched: &'a [usize]) -> Self {
        PlantPass { watched, ..self }
    }

    /// The same, keeping the flowers of some stands (a flag for each) for pictures.
    #[must_use]
    pub fn picturing(self, pictured: &'a [bool]) -> Self {
        PlantPass { pictured, ..self }
    }

    /// Lives the next year of every stand, in the order of the stands.
    pub fn next_year(&mut self) -> Vec<StandLife> {
        let mut lives = Vec::with_capacity(self.stands.len());
        let set = InstructionSet::best();
        for (place, stand) in self.stands.iter().enumerate() {
            if let Some((_, multiple)) = stand.counted.filter(|(year, _)| *year == self.year) {
                self.communities[place].bring_to(multiple);
            }
            let year = &stand.history.years[self.year];
            let shift = self.shifts[stand.history.before.len() + self.year];
            let response = self.responses.of(&year.cuts, shift);
            let stand = StandOfYear { plants: self.plants, site: &self.sites[stand.site], year, response: &response };
            let (community, sheet) = (&mut self.communities[place], &mut self.sheet);
            let plants = set.run(LivedYear { stand, community, sheet });
            let standing = standing_half_months(self.short[place], &year.cuts, &heights(year));
            self.short[place] = !standing[HALF_MONTHS - 1];
            let nectar = self.nectar_year(&plants.nectar);
            let seed_sets = self.watched.iter().map(|&species| response.seed_set_of(species)).collect();
            let is_pictured = self.pictured.get(place).is_some_and(|pictured| *pictured);
            let flowering = is_pictured.then(|| (self.sheet.nectar_weights().to_vec(), response));
            lives.push(StandLife { plants, nectar, standing, seed_sets, flowering });
        }
        self.year += 1;
        lives
    }

    fn nectar_year(&self, nectar: &DailyNectar) -> NectarYear {
        nectar.of_year(self.plants.parameters.forage_gap_mg_m2_day)
    }

    /// Fills the measures of plants, and those that need them, of a case in the year lived last; the others must be there.
    ///
    /// Gives the share of its area that stands in each half-month.
    pub fn fill(
        &self,
        case: &Case,
        insects: &InsectParameters,
        measures: &mut Measures,
        life: impl Fn(usize) -> (&'a StandHistory, &'a StandLife),
    ) -> [f64; HALF_MONTHS] {
        let patches: Vec<(f64, &StandHistory, &StandLife)> = case
            .patches
            .iter()
            .map(|patch| {
                let (history, life) = life(patch.stand);
                (patch.share, history, life)
            })
            .collect();
        let over = |of: &dyn Fn(&PlantYear) -> f64| -> f64 {
            patches.iter().map(|(share, _, life)| share * of(&life.plants)).sum()
        };
        let beside_traffic = if case.zone == Zone::Safety { self.plants.parameters.nectar_beside_traffic } else { 1.0 };
        let nectar = self.nectar_of(&patches, beside_traffic);
        for (measure, value) in [
            (Measure::Richness, over(&|plants| plants.richness)),
            (Measure::TargetRichness, over(&|plants| plants.target_richness)),
            (Measure::ExtinctionDebt, over(&|plants| plants.lag.debt)),
            (Measure::ColonisationCredit, over(&|plants| plants.lag.credit)),
            (Measure::GrassShare, over(&|plants| plants.grass_share)),
            (Measure::SeedSet, over(&|plants| plants.target_seed_set)),
            (Measure::TargetsSettingSeed, over(&|plants| plants.targets_setting_seed)),
            (Measure::TargetNectar, beside_traffic * over(&|plants| plants.target_nectar_kg_ha)),
            (Measure::Nectar, nectar.year_kg_ha),
            (Measure::LateNectar, nectar.late_summer_kg_ha),
            (Measure::ForageGapDays, nectar.gap_days),
            (Measure::Continuity, nectar.continuity),
            (Measure::Structure, self.structure(&patches)),
        ] {
            measures[measure.index()] = value;
        }
        measures[Measure::InsectPotential.index()] = potential(measures, insects);
        measures[Measure::BiodiversityIndex.index()] = index_of(measures);
        let mut standing = [0.0; HALF_MONTHS];
        for (share, _, life) in &patches {
            standing.iter_mut().zip(life.standing).for_each(|(sum, stands)| *sum += if stands { *share } else { 0.0 });
        }
        standing
    }

    /// The watched species on a case in the year lived last.
    pub fn problems(
        &self,
        case: &Case,
        limits: &ProblemLimits,
        life: impl Fn(usize) -> (&'a StandHistory, &'a StandLife),
    ) -> Vec<SpeciesYear> {
        let year = self.year - 1;
        let lives = case.patches.iter().map(|patch| (patch.share, life(patch.stand)));
        let (cuts, lives): (Vec<PatchCuts<'_>>, Vec<&StandLife>) = lives
            .map(|(area_share, (history, life))| (PatchCuts { area_share, cuts: &history.years[year].cuts }, life))
            .unzip();
        let judged = |(place, &species): (usize, &usize)| {
            let seeds: Vec<f64> = lives.iter().map(|life| life.seed_sets[place]).collect();
            species_year(&self.plants.species[species], &cuts, &seeds, limits)
        };
        self.watched.iter().enumerate().map(judged).collect()
    }

    /// What the nectar of patches together comes to.
    fn nectar_of(&self, patches: &[(f64, &StandHistory, &StandLife)], factor: f64) -> NectarYear {
        if let [(share, _, life)] = patches
            && factor * share == 1.0
        {
            return life.nectar;
        }
        let mut nectar = DailyNectar::default();
        for (share, _, life) in patches {
            nectar.add(&life.plants.nectar, factor * share);
        }
        self.nectar_year(&nectar)
    }

    fn structure(&self, patches: &[(f64, &StandHistory, &StandLife)]) -> f64 {
        if patches.len() < 2 {
            return 0.0;
        }
        let year = self.year - 1;
        let rows: Vec<(f64, [f64; HALF_MONTHS])> =
            patches.iter().map(|(share, history, _)| (*share, heights(&history.years[year]))).collect();
        height_structure(&rows)
    }
}

fn heights(year: &StandYear) -> [f64; HALF_MONTHS] {
    year.half_months.each_ref().map(|half| half.height_m)
}

/// The community that the warm-up leaves, and whether the sward is short since its last cut.
fn before(
    responses: &mut Responses<'_>,
    site: &SitePlants,
    history: &StandHistory,
    shifts: &[i32],
) -> (Community, bool) {
    let plants = responses.plants();
    // without a warm-up the first year has to do
    let years: &[StandYear] =
        if history.before.is_empty() { &history.years[..history.years.len().min(1)] } else { &history.before };
    let lived: Vec<(Season, Rc<Response>, Community)> = years
        .iter()
        .zip(shifts)
        .map(|(year, &shift)| {
            let season = season_of(year, plants);
            let response = responses.of(&year.cuts, shift);
            let fit = Fit::of(plants, site, &season);
            let equilibrium = Community::equilibrium(&fit, &response);
            (season, response, equilibrium)
        })
        .collect();
    let equilibria: Vec<Community> = lived.iter().map(|(_, _, equilibrium)| equilibrium.clone()).collect();
    let mut community = Community::mean(&equilibria);
    for _ in 0..ROUNDS_BEFORE {
        for (season, response, equilibrium) in &lived {
            community.year(plants, equilibrium, response, season);
        }
    }
    let short = history
        .before
        .iter()
        .fold(false, |short, year| !standing_half_months(short, &year.cuts, &heights(year))[HALF_MONTHS - 1]);
    (community, short)
}

fn potential(measures: &Measures, insects: &InsectParameters) -> f64 {
    let habitat = Habitat {
        richness: measures[Measure::Richness.index()],
        target_richness: measures[Measure::TargetRichness.index()],
        target_nectar_kg_ha: measures[Measure::TargetNectar.index()],
        mean_height_m: measures[Measure::MeanHeight.index()],
    };
    let mut survival = GuildSurvival { survival: [1.0; 5] };
    for (measure, guild) in GUILDS {
        survival.survival[guild as usize] = measures[measure.index()];
    }
    insect_potential(&habitat, &survival, insects)
}

/// The index of a case: connectivity and problem species belong to segments and are left out here.
fn index_of(measures: &Measures) -> f64 {
    let value = |measure: Measure| Some(measures[measure.index()]);
    let values = IndexValues {
        target_richness: value(Measure::TargetRichness),
        richness: value(Measure::Richness),
        production_t_ha: Some(TONNE_PER_KG * measures[Measure::Production.index()]),
        target_nectar_kg_ha: value(Measure::TargetNectar),
        gap_days: value(Measure::ForageGapDays),
        seed_set: value(Measure::SeedSet),
        insect_survival: value(Measure::InsectSurvival),
        insect_potential: value(Measure::InsectPotential),
        winter_survival: value(Measure::WinterSurvival),
        structure: value(Measure::Structure),
        connectivity: None,
    };
    index(&values, &default_weights(), 1.0, false).unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::weather::climatology::normals;

    #[test]
    fn the_normal_spring_is_that_of_de_bilt() {
        let normals = normals(260).expect("De Bilt is shipped");
        let days = [28.25, 31.0, 30.0, 31.0];
        let warmth: f64 = normals[1..5].iter().zip(days).map(|(month, days)| month.tmean_c * days).sum();
        assert!((warmth / days.iter().sum::<f64>() - NORMAL_SPRING_C).abs() < 0.02);
    }
}
