//! The findings of field studies on the growth engine: fifteen generated years at De Bilt after four of one autumn cut.
//!
//! Directions are those of the table of findings; where the engine disagrees with the toy canopy, the test says so.

use std::sync::OnceLock;
use zeis::biodiversity::community::SitePlants;
use zeis::biodiversity::insects::{GuildSurvival, PatchCuts, survival};
use zeis::biodiversity::losses::InsectParameters;
use zeis::biodiversity::nectar::DailyNectar;
use zeis::biodiversity::plant_year::PlantYear;
use zeis::biodiversity::plants::Plants;
use zeis::calendar::MonthDay;
use zeis::fire::drivers::FireWeather;
use zeis::fire::parameters::FireParameters;
use zeis::lane::F64x8;
use zeis::mowing::patches::{CutList, PlannedCut, Timing};
use zeis::mowing::regime::{Machine, Removal};
use zeis::network::segment::{ProductivityClass, Soil};
use zeis::network::site::{capacity_of_soil_mm, ellenberg_of_soil, nitrogen_and_shares_of_class};
use zeis::simulation::case_year::StandHistory;
use zeis::simulation::dispatch::InstructionSet;
use zeis::simulation::plant_pass::{PassStand, PlantPass, spring_shift};
use zeis::simulation::{ColumnStart, Run, StandPlan, stand_years};
use zeis::vegetation::parameters::Parameters;
use zeis::vegetation::site::Site;
use zeis::vegetation::traits::Shares;
use zeis::weather::climatology;
use zeis::weather::generate::generate;

const WARMUP: usize = 4;
const YEARS: usize = 15;
const CLAY: (Soil, ProductivityClass) = (Soil::Clay, ProductivityClass::High);
const LOAM: (Soil, ProductivityClass) = (Soil::Loam, ProductivityClass::Mid);
const SAND: (Soil, ProductivityClass) = (Soil::SandDry, ProductivityClass::Low);

fn weather() -> &'static Run<'static> {
    static GROWTH: OnceLock<Parameters> = OnceLock::new();
    static RUN: OnceLock<Run<'static>> = OnceLock::new();
    RUN.get_or_init(|| {
        let growth = GROWTH.get_or_init(Parameters::verge);
        let de_bilt = climatology::parameters(260).expect("De Bilt is shipped");
        let weather = generate(de_bilt, 7, 0, 2001, WARMUP + YEARS);
        Run::new(&weather, growth, &FireParameters::default(), &FireWeather::default(), growth.co2_reference)
    })
}

/// A regime: the same days each year; each cut of a year leaves another quarter where it is phased.
#[derive(Clone, Copy, Debug)]
struct Regime {
    days: &'static [(u8, u8)],
    removal: Removal,
    phased: bool,
}

const fn hay(days: &'static [(u8, u8)]) -> Regime {
    Regime { days, removal: Removal::Hay, phased: false }
}

const fn mulch(days: &'static [(u8, u8)]) -> Regime {
    Regime { removal: Removal::Mulch, ..hay(days) }
}

const NONE: Regime = hay(&[]);
const SEP: Regime = hay(&[(9, 15)]);
const OCT: Regime = hay(&[(10, 12)]);
const JUN: Regime = hay(&[(6, 27)]);
const JUN_SEP: Regime = hay(&[(6, 27), (9, 15)]);
const JUN_OCT: Regime = hay(&[(6, 27), (10, 12)]);
const JUN_SEP_MULCH: Regime = mulch(&[(6, 27), (9, 15)]);
const SIX_MULCH: Regime = mulch(&[(4, 20), (5, 20), (6, 19), (7, 19), (8, 18), (9, 17)]);
const JUN_OCT_PHASED: Regime = Regime { phased: true, ..JUN_OCT };

/// Lists of cuts of the patches.
fn lists(regime: Regime) -> Vec<CutList> {
    let cut = |visit: usize, (month, day): (u8, u8)| PlannedCut {
        timing: Timing::Day(MonthDay::new(month, day).expect("a day of every year")),
        visit: visit as u8,
        height_m: 0.06,
        machine: if regime.removal == Removal::Hay { Machine::DiscHay } else { Machine::FlailMulch },
        removal: regime.removal,
        lying_days: 0,
    };
    let patches = if regime.phased { 4 } else { 1 };
    let rounds = regime.days.len();
    let year = |patch: usize, year: usize| -> Vec<PlannedCut> {
        let left = |visit: usize| regime.phased && (rounds * year + visit) % 4 == patch;
        let cuts = regime.days.iter().enumerate().filter(|&(visit, _)| !left(visit));
        cuts.map(|(visit, &day)| cut(visit, day)).collect()
    };
    (0..patches).map(|patch| CutList { years: (0..patches).map(|at| year(patch, at)).collect() }).collect()
}

/// What a regime leaves on a site: every year of every patch.
struct Lived {
    histories: Vec<StandHistory>,
    /// By year and patch.
    plants: Vec<Vec<PlantYear>>,
}

fn lived((soil, productivity): (Soil, ProductivityClass), regime: Regime) -> Lived {
    let run = weather();
    let (nitrogen, [a, b, c, d]) = nitrogen_and_shares_of_class(productivity);
    let start = ColumnStart {
        site: Site::open(capacity_of_soil_mm(soil), run.growth),
        shares: Shares { a, b, c, d },
        n_mineralisation_kg_ha: nitrogen,
        fires_per_susceptibility: 0.0,
    };
    let (warmup, lists) = (&lists(SEP)[0], lists(regime));
    let plans: Vec<StandPlan<'_>> = lists.iter().map(|cuts| StandPlan { start, warmup, cuts }).collect();
    let histories =
        stand_years::<F64x8>(InstructionSet::best(), &plans, run, WARMUP, [0.5, 0.6]).expect("the books close");
    let plants = Plants::shipped();
    let shifts: Vec<i32> = run.years.iter().map(|year| spring_shift(&run.days[year.days.clone()], plants)).collect();
    let (moisture, reaction) = ellenberg_of_soil(soil);
    let sites = [SitePlants::new(plants, moisture, reaction)];
    let stands: Vec<PassStand<'_>> =
        histories.iter().map(|history| PassStand { history, site: 0, warmup: 0 }).collect();
    let mut pass = PlantPass::new(plants, &sites, &stands, &shifts);
    let plants = (0..YEARS).map(|_| pass.next_year().into_iter().map(|life| life.plants).collect()).collect();
    Lived { histories, plants }
}

impl Lived {
    /// Mean over the patches and the last five years.
    fn late(&self, of: impl Fn(&PlantYear) -> f64) -> f64 {
        let rows: Vec<f64> = self.plants[YEARS - 5..].iter().flatten().map(of).collect();
        rows.iter().sum::<f64>() / rows.len() as f64
    }

    fn richness(&self) -> f64 {
        self.late(|plants| plants.richness)
    }

    fn targets(&self) -> f64 {
        self.late(|plants| plants.target_richness)
    }

    fn seeds(&self) -> f64 {
        self.late(|plants| plants.target_seed_set)
    }

    fn target_nectar(&self) -> f64 {
        self.late(|plants| plants.target_nectar_kg_ha)
    }

    /// Nectar of the segment in a year.
    fn nectar(&self, year: usize) -> DailyNectar {
        let mut nectar = DailyNectar::default();
        let patches = &self.plants[year];
        patches.iter().for_each(|plants| nectar.add(&plants.nectar, 1.0 / patches.len() as f64));
        nectar
    }

    fn gap_days(&self) -> f64 {
        (YEARS - 5..YEARS).map(|year| self.nectar(year).gap_days(5.0) as f64).sum::<f64>() / 5.0
    }

    fn year_nectar(&self) -> f64 {
        (YEARS - 5..YEARS).map(|year| self.nectar(year).year_kg_ha()).sum::<f64>() / 5.0
    }

    fn guilds(&self) -> GuildSurvival {
        let share = 1.0 / self.histories.len() as f64;
        let patches: Vec<PatchCuts<'_>> =
            self.histories.iter().map(|h| PatchCuts { area_share: share, cuts: &h.years[YEARS - 1].cuts }).collect();
        survival(&patches, &InsectParameters::default())
    }
}

#[test]
fn explore() {
    for (name, site) in [("clay", CLAY), ("loam", LOAM), ("sand", SAND)] {
        for (regime_name, regime) in [
            ("none", NONE),
            ("sep", SEP),
            ("oct", OCT),
            ("jun", JUN),
            ("jun_sep", JUN_SEP),
            ("jun_oct", JUN_OCT),
            ("jun_sep_mulch", JUN_SEP_MULCH),
            ("six", SIX_MULCH),
            ("phased", JUN_OCT_PHASED),
            ("jul15", hay(&[(7, 15)])),
            ("aug15", hay(&[(8, 15)])),
            ("may15sep", hay(&[(5, 15), (9, 15)])),
        ] {
            let l = lived(site, regime);
            let y: Vec<f64> = l.histories[0].years.iter().map(|y| 0.54e-3 * y.growth_kg_ha).collect();
            let ym = y[10..].iter().sum::<f64>() / 5.0;
            let dead = l.histories[0].years[10..].iter().map(|y| y.dead_spring_kg_ha).sum::<f64>() / 50.0;
            let h = l.histories[0].years[10..].iter().map(|y| y.mean_height_m).sum::<f64>() / 5.0;
            let sh = l.histories[0].years[10..].iter().map(|y| y.short_days).sum::<f64>() / 5.0;
            let r: Vec<f64> = [0, 4, 9, 14]
                .iter()
                .map(|&i| l.plants[i].iter().map(|p| p.richness).sum::<f64>() / l.plants[i].len() as f64)
                .collect();
            println!(
                "{name:5} {regime_name:14} Y {ym:5.2} D31 {dead:5.0} H {h:4.2} short {sh:4.1} R {:5.2} RT {:5.2} SS {:4.2} gap {:5.1} nec {:6.1} tnec {:6.2} grass {:4.2} ISI {:4.2} | R {:.1?}",
                l.richness(),
                l.targets(),
                l.seeds(),
                l.gap_days(),
                l.year_nectar(),
                l.target_nectar(),
                l.late(|p| p.grass_share),
                l.guilds().index(),
                r
            );
        }
    }
    for site in [CLAY, SAND] {
        let (m, u) = (lived(site, hay(&[(7, 15)])), lived(site, NONE));
        for y in 0..3 {
            let s = |l: &Lived, r: std::ops::RangeInclusive<usize>| l.nectar(y).0[r].iter().sum::<f64>();
            println!("V13 {} {}", s(&m, 197..=226) / s(&u, 197..=226), s(&m, 232..=261) / s(&u, 232..=261));
        }
    }
}
