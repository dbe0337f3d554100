//! A canopy of a few lines that needs no weather: growth by the calendar, cuts, dead mass. Test bed of the plant model.

use zeis::biodiversity::community::{Community, Fit, SitePlants};
use zeis::biodiversity::fertility::NitrogenPool;
use zeis::biodiversity::plant_year::{PlantYear, Sheet, plant_year};
use zeis::biodiversity::plants::Plants;
use zeis::biodiversity::response::Response;
use zeis::biodiversity::season::{Canopy, HALF_MONTHS, LightProfile, Season};
use zeis::calendar::{MonthDay, half_month};
use zeis::mowing::CutEvent;
use zeis::mowing::regime::{Machine, Removal};

/// A site of the toy: production of the first year, Ellenberg moisture and reaction.
#[derive(Clone, Copy, Debug)]
pub struct ToySite {
    pub production_t_ha: f64,
    pub moisture: f64,
    pub reaction: f64,
}

pub const CLAY: ToySite = ToySite { production_t_ha: 9.0, moisture: 5.5, reaction: 6.5 };
pub const LOAM: ToySite = ToySite { production_t_ha: 6.0, moisture: 5.0, reaction: 6.0 };
pub const SAND: ToySite = ToySite { production_t_ha: 3.0, moisture: 3.5, reaction: 4.5 };

/// A regime of the toy: the same days each year; phased, each cut of a year leaves another quarter.
#[derive(Clone, Debug)]
pub struct ToyRegime {
    pub days: Vec<u16>,
    pub machine: Machine,
    pub removal: Removal,
    pub phased: bool,
}

impl ToyRegime {
    pub fn hay(days: &[u16]) -> Self {
        ToyRegime { days: days.to_vec(), machine: Machine::DiscHay, removal: Removal::Hay, phased: false }
    }

    pub fn mulch(days: &[u16]) -> Self {
        ToyRegime { machine: Machine::FlailMulch, removal: Removal::Mulch, ..ToyRegime::hay(days) }
    }

    pub fn phased(days: &[u16]) -> Self {
        ToyRegime { phased: true, ..ToyRegime::hay(days) }
    }

    pub fn patches(&self) -> usize {
        if self.phased { 4 } else { 1 }
    }

    /// Cuts of a patch in a year.
    pub fn cuts(&self, patch: usize, year: usize) -> Vec<CutEvent> {
        let count = self.days.len();
        let skipped = |cut: usize| self.phased && (count * year + cut) % 4 == patch;
        let days = self.days.iter().enumerate().filter(|&(cut, _)| !skipped(cut));
        days.map(|(_, &day)| self.cut(day)).collect()
    }

    pub fn cut(&self, day_of_year: u16) -> CutEvent {
        CutEvent { machine: self.machine, removal: self.removal, ..CutEvent::hay(day_of_year, 0.06) }
    }
}

/// A patch of the toy between two years.
#[derive(Clone, Copy, Debug)]
pub struct ToyPatch {
    dead_g_m2: f64,
}

/// A year of the toy canopy.
#[derive(Clone, Debug)]
pub struct ToyYear {
    pub season: Season,
    /// Mass cut, t DM/ha.
    pub mown_t_ha: f64,
    /// Share of the days of April to September with a sward below 15 cm, whatever made it short.
    pub all_short_share: f64,
}

fn bell(day: f64, middle: f64, width: f64) -> f64 {
    let z = (day - middle) / width;
    (-z * z).exp()
}

/// Growth of each day over that of the year.
fn growth_shares() -> Vec<f64> {
    let weight = |day: u16| {
        let d = f64::from(day);
        let growing = (bell(d, 150.0, 55.0) + 0.35 * bell(d, 245.0, 35.0)).max(0.04);
        if (40..=345).contains(&day) { growing } else { 0.02 }
    };
    let sum: f64 = (1..=365).map(weight).sum();
    (1..=365).map(|day| weight(day) / sum).collect()
}

fn height_cm(green: f64, dead: f64) -> f64 {
    100.0 * (1.0 - (-(green + 0.5 * dead) / 350.0).exp())
}

impl ToyPatch {
    pub fn start(production_t_ha: f64) -> Self {
        ToyPatch { dead_g_m2: 20.0 + 8.0 * production_t_ha }
    }

    /// Lives a year.
    pub fn year(&mut self, production_t_ha: f64, cuts: &[CutEvent]) -> ToyYear {
        let shares = growth_shares();
        let (mut green, mut dead, mut mown) = (25.0, self.dead_g_m2, 0.0);
        let mut left = 0.0;
        let mut sums = [(0.0, 0.0, 0.0); HALF_MONTHS];
        let (mut height_sum, mut short_days, mut all_short_days, mut dead_spring) = (0.0, 0.0, 0.0, 0.0);
        let mut last_cut: Option<i32> = None;
        for day in 1..=365_u16 {
            let vigour = if green > 60.0 { 1.0 } else { 0.4 + 0.6 * green / 60.0 };
            let growth = 100.0 * production_t_ha * shares[usize::from(day) - 1] * vigour;
            let senescence = green * if day < 161 { 0.004 } else { 0.010 };
            let decay = 0.0035 * dead;
            green += growth - senescence;
            dead += senescence - decay;
            if let Some(cut) = cuts.iter().find(|cut| cut.day_of_year == day) {
                let above = (1.0 - 100.0 * cut.height_m / height_cm(green, dead)).max(0.0);
                let taken = 0.9 * above.powf(0.7);
                let mass = (green + dead) * taken;
                mown += mass;
                left += if cut.removal == Removal::Mulch { 0.5 * mass } else { 0.0 };
                green *= 1.0 - taken;
                dead *= 1.0 - taken;
                last_cut = Some(i32::from(day));
            }
            let height = height_cm(green, dead);
            let leaf_area = (0.011 * green + 0.005 * dead).min(8.0);
            if day == 91 {
                dead_spring = dead;
            }
            if (91..=273).contains(&day) {
                height_sum += height / 100.0;
                let near_cut = last_cut.is_some_and(|cut| i32::from(day) - cut < 42);
                let short = f64::from(u8::from(height < 15.0));
                all_short_days += short;
                short_days += if near_cut { short } else { 0.0 };
            }
            let date = MonthDay::from_day_of_year(day);
            let sum = &mut sums[half_month(date.month(), date.day())];
            *sum = (sum.0 + 1.0, sum.1 + leaf_area, sum.2 + height / 100.0);
        }
        self.dead_g_m2 = dead + left;
        let halves =
            sums.map(|(days, leaf_area, height)| Canopy { leaf_area: leaf_area / days, height_m: height / days });
        let season = Season {
            production_t_ha,
            dead_spring_g_m2: dead_spring,
            mean_height_m: height_sum / 183.0,
            short_share: short_days / 183.0,
            light: LightProfile::of(&halves),
        };
        ToyYear { season, mown_t_ha: mown / 100.0, all_short_share: all_short_days / 183.0 }
    }
}

/// The year after which plants start: one hay cut in mid September.
pub fn start_community(plants: &Plants, site: &SitePlants, toy: ToySite) -> Community {
    let cuts = [ToyRegime::hay(&[258]).cut(258)];
    let year = ToyPatch::start(toy.production_t_ha).year(toy.production_t_ha, &cuts);
    let season = Season { dead_spring_g_m2: 0.0, ..year.season };
    Community::equilibrium(&Fit::of(plants, site, &season), &Response::of(plants, &cuts, 0))
}

/// The years of a site under a regime: production, and the plants of each patch.
pub fn plant_years(
    plants: &Plants,
    toy: ToySite,
    regime: &ToyRegime,
    years: usize,
) -> Vec<(f64, Vec<(ToyYear, PlantYear)>)> {
    let site = SitePlants::new(plants, toy.moisture, toy.reaction);
    let start = start_community(plants, &site, toy);
    let patches = regime.patches();
    let mut communities = vec![start; patches];
    let mut canopies = vec![ToyPatch::start(toy.production_t_ha); patches];
    let mut sheet = Sheet::default();
    let mut pools = vec![NitrogenPool::yielding(toy.production_t_ha, &plants.parameters); patches];
    (0..years)
        .map(|year| {
            let mut production = 0.0;
            let rows = (0..patches)
                .map(|patch| {
                    let cuts = regime.cuts(patch, year);
                    let yielded = pools[patch].production_t_ha(&plants.parameters);
                    production += yielded / patches as f64;
                    let toy_year = canopies[patch].year(yielded, &cuts);
                    let response = Response::of(plants, &cuts, 0);
                    let plant =
                        plant_year(plants, &site, &toy_year.season, &response, &mut communities[patch], &mut sheet);
                    let removed = if regime.removal == Removal::Hay { toy_year.mown_t_ha } else { 0.0 };
                    pools[patch] = pools[patch].after_year(removed, &plants.parameters);
                    (toy_year, plant)
                })
                .collect();
            (production, rows)
        })
        .collect()
}
