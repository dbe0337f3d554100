//! Years of stands to years of cases: what a zone of a site class yields, burns and bears under a programme.
//!
//! Measures of stands are weighed by the area of their patches. Survival of insects, refuges and uncut shares arise
//! between patches and are found here. A strip and the main verge are evaluated apart: animals that walk from one to the
//! other are left out.

use super::measure::Measure;
use super::outcome::{FireTable, HALF_MONTHS, StandYear};
use crate::biodiversity::insects::{PatchCuts, cut_days, survival, survival_among_neighbours};
use crate::biodiversity::losses::{Guild, InsectParameters};
use crate::biodiversity::problem_species::SpeciesYear;
use crate::biodiversity::structure::{WinterPatch, uncut_share_at_rounds, winter_refuge};
use crate::mowing::CutEvent;
use crate::scenario::stands::Case;

/// Day of the first cut in a year without one.
const NO_CUT_DAY: f64 = 366.0;

/// Years of the warm-up that are kept: as many as a pattern of four parts takes to come round.
pub const YEARS_BEFORE: usize = 4;

/// Measures of the guilds that live in the sward.
pub(super) const GUILDS: [(Measure, Guild); 4] = [
    (Measure::CaterpillarSurvival, Guild::Caterpillars),
    (Measure::GrasshopperSurvival, Guild::Orthoptera),
    (Measure::SwardSurvival, Guild::Sward),
    (Measure::BeeSurvival, Guild::Bees),
];

/// A half-month of a case in a year.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CaseHalfMonth {
    /// Mean live standing mass, kg DM/ha.
    pub live_kg_ha: f64,
    /// Mean dead standing mass and litter, kg DM/ha.
    pub dead_kg_ha: f64,
    /// Sum of susceptibility h.
    pub susceptibility: f64,
}

/// The half-months of a year.
pub type CaseSeason = [CaseHalfMonth; HALF_MONTHS];

/// Measures of one year of a case, in the order of [`Measure::ALL`].
pub type Measures = [f64; Measure::COUNT];

/// The years of a stand in one member.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StandHistory {
    /// The last years of the warm-up, at most [`YEARS_BEFORE`].
    pub before: Vec<StandYear>,
    /// The years that count.
    pub years: Vec<StandYear>,
}

/// What one visit took from a case in a year: share of the area cut, and masses per ha of the zone.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct VisitYear {
    /// Share of the area cut.
    pub share: f64,
    /// Mass cut, kg DM per ha of the zone.
    pub cut_kg_ha: f64,
    /// Mass taken away, kg DM per ha of the zone.
    pub exported_kg_ha: f64,
    /// Day of the year, of the patch cut first; 0 where nothing was cut.
    pub day: u16,
    /// Share of the area cut on a day when mowing should wait.
    pub waiting: f64,
}

/// The years of a case in one member.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseYears {
    /// Measures, per year.
    pub years: Vec<Measures>,
    /// Visits, per year and visit.
    pub visits: Vec<Vec<VisitYear>>,
    /// Fires by wind sector and class of spread, sums over the years.
    pub fires: FireTable,
    /// Problem species, per year and species of the pass; left to [`PlantPass`](super::plant_pass::PlantPass).
    pub problems: Vec<Vec<SpeciesYear>>,
    /// The same, year by year; left to [`case_fires_by_year`].
    pub fires_by_year: Vec<FireTable>,
}

/// The years of a case, from the histories of its stands (by index). Measures of plants are left to
/// [`PlantPass`](super::plant_pass::PlantPass).
pub fn case_years<'a>(
    case: &Case,
    visits: usize,
    insects: &InsectParameters,
    stand: impl Fn(usize) -> &'a StandHistory,
) -> CaseYears {
    let patches: Vec<(f64, &StandHistory)> =
        case.patches.iter().map(|patch| (patch.share, stand(patch.stand))).collect();
    let years = patches.first().map_or(0, |(_, history)| history.years.len());
    CaseYears {
        years: (0..years).map(|year| measures(case, &patches, year, insects)).collect(),
        visits: (0..years).map(|year| visits_of(&patches, year, visits)).collect(),
        fires: fires_of(&patches),
        problems: Vec::new(),
        fires_by_year: Vec::new(),
    }
}

/// Fires of every year of a case by wind sector and class of spread, for plans that tell years apart.
pub fn case_fires_by_year<'a>(case: &Case, stand: impl Fn(usize) -> &'a StandHistory) -> Vec<FireTable> {
    let patches: Vec<(f64, &StandHistory)> =
        case.patches.iter().map(|patch| (patch.share, stand(patch.stand))).collect();
    let years = patches.first().map_or(0, |(_, history)| history.years.len());
    (0..years).map(|year| fires_of_year(&patches, year)).collect()
}

/// The half-months of every year of a case: its patches by their share.
pub fn case_seasons<'a>(case: &Case, stand: impl Fn(usize) -> &'a StandHistory) -> Vec<CaseSeason> {
    let mut seasons: Vec<CaseSeason> = Vec::new();
    for patch in &case.patches {
        let history = stand(patch.stand);
        seasons.resize(history.years.len(), CaseSeason::default());
        for (season, year) in seasons.iter_mut().zip(&history.years) {
            for (sum, half) in season.iter_mut().zip(&year.half_months) {
                sum.live_kg_ha += patch.share * half.live_kg_ha;
                sum.dead_kg_ha += patch.share * half.dead_kg_ha;
                sum.susceptibility += patch.share * half.susceptibility;
            }
        }
    }
    seasons
}

/// Fires of all years of a case: those of its patches by their share.
fn fires_of(patches: &[(f64, &StandHistory)]) -> FireTable {
    let mut table = FireTable::default();
    for &(share, history) in patches {
        for year in &history.years {
            add_fires(&mut table, &year.spread, share);
        }
    }
    table
}

/// Fires of one year of a case.
fn fires_of_year(patches: &[(f64, &StandHistory)], year: usize) -> FireTable {
    let mut table = FireTable::default();
    for &(share, history) in patches {
        add_fires(&mut table, &history.years[year].spread, share);
    }
    table
}

/// Adds a share of a table of fires to another.
pub fn add_fires(table: &mut FireTable, other: &FireTable, share: f64) {
    for (cell, other) in table.iter_mut().flatten().zip(other.iter().flatten()) {
        cell.susceptibility += share * other.susceptibility;
        cell.flame += share * other.flame;
        cell.consumed += share * other.consumed;
    }
}

fn measures(case: &Case, patches: &[(f64, &StandHistory)], year: usize, insects: &InsectParameters) -> Measures {
    let mut sums = [0.0; Measure::COUNT];
    for &(share, history) in patches {
        for (sum, value) in sums.iter_mut().zip(of_stand(&history.years[year])) {
            *sum += share * value;
        }
    }
    let cuts: Vec<PatchCuts> = patches
        .iter()
        .map(|&(area_share, history)| PatchCuts { area_share, cuts: &history.years[year].cuts })
        .collect();
    let around = uncut_around(case, &cuts);
    let guilds = match &around {
        Some(uncut) => survival_among_neighbours(&cuts, uncut, insects),
        None => survival(&cuts, insects),
    };
    let winter: Vec<WinterPatch> = patches
        .iter()
        .map(|&(area_share, history)| WinterPatch {
            area_share,
            last_year: cuts_before(history, year),
            this_year: &history.years[year].cuts,
            january_height_m: history.years[year].january_height_m(),
        })
        .collect();
    let uncut = match around {
        Some(uncut) => uncut.into_iter().reduce(f64::min),
        None => uncut_share_at_rounds(&cuts),
    };
    for (measure, guild) in GUILDS {
        sums[measure.index()] = guilds.of(guild);
    }
    sums[Measure::InsectSurvival.index()] = guilds.index();
    sums[Measure::WinterSurvival.index()] = guilds.overwintering();
    sums[Measure::WinterRefuge.index()] = winter_refuge(&winter);
    sums[Measure::UncutShare.index()] = uncut.unwrap_or(1.0);
    sums[Measure::FirstCutDay.index()] = cut_days(&cuts).first().map_or(NO_CUT_DAY, |&day| f64::from(day));
    sums
}

/// Cuts of the year before a year.
fn cuts_before(history: &StandHistory, year: usize) -> &[CutEvent] {
    match year.checked_sub(1) {
        Some(before) => &history.years[before].cuts,
        None => history.before.last().map_or(&[], |before| &before.cuts),
    }
}

/// For patterns in whole segments: the share left standing around the segment on each of its days with a cut.
fn uncut_around(case: &Case, cuts: &[PatchCuts]) -> Option<Vec<f64>> {
    if case.uncut_around.is_empty() {
        return None;
    }
    let mut events: Vec<&CutEvent> = cuts.iter().flat_map(|patch| patch.cuts).collect();
    events.sort_by_key(|event| event.day_of_year);
    events.dedup_by_key(|event| event.day_of_year);
    Some(events.iter().map(|event| case.uncut_around.get(usize::from(event.visit)).copied().unwrap_or(0.0)).collect())
}

/// The measures that a stand alone decides; those between patches are left at 0.
fn of_stand(year: &StandYear) -> Measures {
    let mut out = [0.0; Measure::COUNT];
    let [above05, above12, above15, above24] = year.susceptibility_above;
    for (measure, value) in [
        (Measure::Susceptibility, year.susceptibility),
        (Measure::SusceptibilitySpring, year.susceptibility_spring),
        (Measure::SusceptibilitySummer, year.susceptibility_summer),
        (Measure::SusceptibilityAbove05, above05),
        (Measure::SusceptibilityAbove12, above12),
        (Measure::SusceptibilityAbove15, above15),
        (Measure::SusceptibilityAbove24, above24),
        (Measure::SusceptibilityWeighted, year.susceptibility_weighted),
        (Measure::SusceptibilityShortScale, year.readings.short_scale),
        (Measure::SusceptibilityLongScale, year.readings.long_scale),
        (Measure::SusceptibilityByLoad, year.readings.by_load),
        (Measure::SusceptibilitySecondOpinion, year.readings.second_opinion),
        (Measure::SusceptibilityFreshCut, year.readings.fresh_cut),
        (Measure::SusceptibilityFast, year.fast_susceptibility()),
        (Measure::FlameDays, year.flame_days),
        (Measure::DeadFuelPeak, year.dead_fuel_peak_kg_ha),
        (Measure::CuringPeak, year.curing_peak),
        (Measure::Production, year.production_kg_ha),
        (Measure::Growth, year.growth_kg_ha),
        (Measure::StandingPeak, year.standing_peak_kg_ha),
        (Measure::Cut, year.over_cuts(|cut| cut.cut_kg_ha)),
        (Measure::Exported, year.over_cuts(|cut| cut.exported_kg_ha)),
        (Measure::ExportedNitrogen, year.over_cuts(|cut| cut.exported_n_kg_ha)),
        (Measure::MeanHeight, year.mean_height_m),
        (Measure::TallDaysStrip, year.tall_days[0]),
        (Measure::TallDaysSight, year.tall_days[1]),
        (Measure::QualityShare, year.quality_share),
        (Measure::CutShare, year.cuts.len() as f64),
        (Measure::CutIgnition, year.over_cuts(|cut| cut.ignition_probability)),
        (Measure::CutWaiting, year.over_cuts(|cut| f64::from(u8::from(cut.should_wait)))),
    ] {
        out[measure.index()] = value;
    }
    for (measures, days) in
        [(Measure::SUSCEPTIBLE_DAYS, year.susceptible_days), (Measure::HAZARD_DAYS, year.hazard_days)]
    {
        for (measure, days) in measures.into_iter().zip(days) {
            out[measure.index()] = days;
        }
    }
    out
}

fn visits_of(patches: &[(f64, &StandHistory)], year: usize, visits: usize) -> Vec<VisitYear> {
    let mut out = vec![VisitYear::default(); visits];
    for &(share, history) in patches {
        for cut in &history.years[year].cuts {
            let visit = &mut out[usize::from(cut.visit)];
            visit.share += share;
            visit.cut_kg_ha += share * cut.cut_kg_ha;
            visit.exported_kg_ha += share * cut.exported_kg_ha;
            visit.waiting += if cut.should_wait { share } else { 0.0 };
            visit.day = if visit.day == 0 { cut.day_of_year } else { visit.day.min(cut.day_of_year) };
        }
    }
    out
}
