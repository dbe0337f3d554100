//! One draw of the trial: every stand grown, every case evaluated, every measure of every year.

use super::dryness::dryness;
use super::measure::TrialMeasure;
use super::periods::{PeriodSums, period_sums};
use super::regime::TrialRegime;
use super::site::{SiteDraw, TrialSite};
use super::{Change, Setup, TrialDraw, WARMUP};
use crate::biodiversity::community::SitePlants;
use crate::calendar::MonthDay;
use crate::error::Problem;
use crate::fire::drivers::FireWeather;
use crate::lane::F64x8;
use crate::lane::dispatch::InstructionSet;
use crate::mowing::patches::{CutList, PlannedCut, Timing};
use crate::mowing::regime::{Machine, Removal};
use crate::operations::{PriceBook, SegmentFacts, VisitOrder, tariff};
use crate::scenario::stands::{Case, Patch, Zone};
use crate::simulation::case_year::{CaseYears, StandHistory, VisitYear, YEARS_BEFORE, case_years};
use crate::simulation::measure::Measure;
use crate::simulation::plant_pass::{PassStand, PlantPass, StandLife, spring_shift};
use crate::simulation::{Breach, Run, StandPlan, stand_years};
use crate::vegetation::parameters::Parameters;

/// Turnover of a soil that does not run down, 1/yr: the pool lasts for two centuries.
const NO_DEPLETION_PER_YEAR: f64 = 0.005;
/// Temperature above which leaves of ryegrass extend in winter, C.
const FREEZING_C: f64 = 0.0;
/// Height limits of the safety measures, m; not read here.
const HEIGHT_LIMITS_M: [f64; 3] = [0.5, 0.6, f64::INFINITY];
/// Days of the year from 16 July to 14 August.
const AFTER_JULY: std::ops::RangeInclusive<usize> = 197..=226;
/// A hectare of flat verge beside a quiet road, set-up not counted.
const HECTARE: SegmentFacts = SegmentFacts {
    area_m2: 10_000.0,
    length_m: 1000.0,
    slope_deg: 0.0,
    obstacles_per_100m: 0.0,
    guard_rail: false,
    aadt: 0.0,
    night: false,
    nest_check: false,
};

/// The hay cut of the warm-up.
fn warmup_cuts() -> CutList {
    let cut = PlannedCut {
        timing: Timing::Day(MonthDay::from_day_of_year(258)),
        visit: 0,
        height_m: 0.08,
        machine: Machine::DiscHay,
        removal: Removal::Hay,
        lying_days: 3,
    };
    CutList { years: vec![vec![cut]], once: 0 }
}

/// Stands and cases of every regime on every site.
struct Layout {
    /// Site and list of cuts of each stand.
    stands: Vec<(usize, CutList)>,
    /// Site-major: the case of each regime.
    cases: Vec<Case>,
}

fn layout(sites: usize, regimes: &[TrialRegime]) -> Layout {
    let (mut stands, mut cases) = (Vec::new(), Vec::new());
    for site in 0..sites {
        for regime in regimes {
            let lists = regime.lists();
            let share = 1.0 / lists.len() as f64;
            let patches = (stands.len()..).zip(&lists).map(|(stand, _)| Patch { stand, share }).collect();
            stands.extend(lists.into_iter().map(|list| (site, list)));
            cases.push(Case {
                class: site,
                zone: Zone::Main,
                programme: None,
                variant: 0,
                patches,
                uncut_around: Vec::new(),
            });
        }
    }
    Layout { stands, cases }
}

/// Measures `[site][regime][year][measure]` of a draw.
pub fn of_draw(setup: &Setup<'_>, sites: &[TrialSite], draw: &TrialDraw, number: usize) -> Result<Vec<f64>, Problem> {
    let mut growth: Parameters = draw.growth;
    match setup.change {
        Change::NoCo2Effect => {
            growth.set("b", 0.0)?;
            growth.set("co2_transpiration", 0.0)?;
        }
        Change::WinterGrowth => growth.set("T0", FREEZING_C)?,
        Change::None | Change::NoDepletion | Change::ClippedYield => {}
    }
    let site_draw = SiteDraw {
        n_turnover_per_year: (setup.change == Change::NoDepletion)
            .then_some(NO_DEPLETION_PER_YEAR)
            .or(draw.site.n_turnover_per_year),
        ..draw.site
    };
    let weather = setup.weather.series(setup.climate, number, WARMUP + setup.years);
    let fire_weather = FireWeather { rain: setup.rain, ..FireWeather::default() };
    let run = Run::new(&weather, &growth, &draw.fire, &fire_weather, setup.climate.co2_ppm());
    let Layout { stands, cases } = layout(sites.len(), setup.regimes);
    let warmup = warmup_cuts();
    let plans: Vec<StandPlan<'_>> = stands
        .iter()
        .map(|(site, cuts)| StandPlan { start: sites[*site].start(&site_draw, &growth), warmup: &warmup, cuts })
        .collect();
    let failed = |breach: Breach| {
        let what = format!("the books of draw {number} do not close in {}", breach.year);
        Problem::new("E801", "validation", what).hint("this is a fault of the program")
    };
    let mut histories =
        stand_years::<F64x8>(InstructionSet::best(), &plans, &run, WARMUP, HEIGHT_LIMITS_M).map_err(failed)?;
    let periods = period_sums(&plans, &run, WARMUP).map_err(failed)?;
    if setup.change == Change::ClippedYield {
        judge_by_clipping(&mut histories, draw);
    }
    let (years, nectar) = cases_of(draw, sites, &run, &stands, &cases, &histories);
    let dryness: Vec<_> = run.years[WARMUP..].iter().map(|year| dryness(&weather, &run, year)).collect();
    let mut rows = Vec::with_capacity(cases.len() * setup.years * TrialMeasure::COUNT);
    let prices = PriceBook::default();
    for (((place, case), years), nectar) in cases.iter().enumerate().zip(&years).zip(&nectar) {
        let regime = &setup.regimes[place % setup.regimes.len()];
        let years = years.years.iter().zip(&years.visits).zip(&periods).zip(nectar).zip(&dryness);
        for ((((measures, visits), periods), nectar), dryness) in years {
            let mut row = of_year(measures);
            row[TrialMeasure::NectarAfterJuly.index()] = *nectar;
            row[TrialMeasure::Cost.index()] = cost_eur_ha(&prices, regime, visits);
            row[TrialMeasure::FireWeatherDays.index()] = dryness.fire_weather_days;
            row[TrialMeasure::Deficit.index()] = dryness.deficit_mm;
            add_periods(&mut row, case, periods);
            rows.extend(row);
        }
    }
    Ok(rows)
}

/// Puts the yield that clipping finds in the place of the growth that plants judge nutrients by.
fn judge_by_clipping(histories: &mut [StandHistory], draw: &TrialDraw) {
    let share = draw.plants.parameters.production_share_of_growth;
    for year in histories.iter_mut().flat_map(|history| history.before.iter_mut().chain(&mut history.years)) {
        year.growth_kg_ha = year.production_kg_ha / share;
    }
}

/// The years of every case, plants and insects included, and the nectar of the weeks after a July cut of each year.
fn cases_of(
    draw: &TrialDraw,
    sites: &[TrialSite],
    run: &Run<'_>,
    stands: &[(usize, CutList)],
    cases: &[Case],
    histories: &[StandHistory],
) -> (Vec<CaseYears>, Vec<Vec<f64>>) {
    let plants = &*draw.plants;
    let visits = |case: &Case| {
        let lists = case.patches.iter().flat_map(|patch| &stands[patch.stand].1.years);
        lists.flatten().map(|cut| usize::from(cut.visit) + 1).max().unwrap_or(0)
    };
    let mut found: Vec<CaseYears> =
        cases.iter().map(|case| case_years(case, visits(case), &draw.insects, |stand| &histories[stand])).collect();
    let first = WARMUP.saturating_sub(YEARS_BEFORE);
    let shifts: Vec<i32> =
        run.years[first..].iter().map(|year| spring_shift(&run.days[year.days.clone()], plants)).collect();
    let site_plants: Vec<SitePlants> =
        sites.iter().map(|site| SitePlants::new(plants, site.ellenberg.0, site.ellenberg.1)).collect();
    let pass_stands: Vec<PassStand<'_>> = histories
        .iter()
        .zip(stands)
        .map(|(history, &(site, _))| PassStand { history, site, warmup: 0, counted: None })
        .collect();
    let mut pass = PlantPass::new(plants, &site_plants, &pass_stands, &shifts);
    let mut nectar: Vec<Vec<f64>> = vec![Vec::new(); cases.len()];
    for year in 0..run.years.len() - WARMUP {
        let lives = pass.next_year();
        let life = |stand: usize| -> (&StandHistory, &StandLife) { (&histories[stand], &lives[stand]) };
        for ((case, years), nectar) in cases.iter().zip(&mut found).zip(&mut nectar) {
            pass.fill(case, &draw.insects, &mut years.years[year], life);
            let of = |stand: usize| lives[stand].plants.nectar.0[AFTER_JULY].iter().sum::<f64>();
            nectar.push(case.patches.iter().map(|patch| patch.share * of(patch.stand)).sum());
        }
    }
    (found, nectar)
}

/// The measures that a year of a case gives; costs and periods are left at 0.
fn of_year(measures: &[f64; Measure::COUNT]) -> [f64; TrialMeasure::COUNT] {
    let mut row = [0.0; TrialMeasure::COUNT];
    for (to, from) in [
        (TrialMeasure::Fire, Measure::Susceptibility),
        (TrialMeasure::FireByLoad, Measure::SusceptibilityByLoad),
        (TrialMeasure::FireByCheney, Measure::SusceptibilitySecondOpinion),
        (TrialMeasure::FireFreshCut, Measure::SusceptibilityFreshCut),
        (TrialMeasure::FireWeighted, Measure::SusceptibilityWeighted),
        (TrialMeasure::FlameDays, Measure::FlameDays),
        (TrialMeasure::TargetSpecies, Measure::TargetRichness),
        (TrialMeasure::Richness, Measure::Richness),
        (TrialMeasure::SeedSet, Measure::SeedSet),
        (TrialMeasure::GapDays, Measure::ForageGapDays),
        (TrialMeasure::TargetNectar, Measure::TargetNectar),
        (TrialMeasure::InsectSurvival, Measure::InsectSurvival),
        (TrialMeasure::Grasshoppers, Measure::GrasshopperSurvival),
        (TrialMeasure::Bees, Measure::BeeSurvival),
        (TrialMeasure::WinterSurvival, Measure::WinterSurvival),
        (TrialMeasure::InsectPotential, Measure::InsectPotential),
        (TrialMeasure::Curing, Measure::CuringPeak),
        (TrialMeasure::Growth, Measure::Growth),
        (TrialMeasure::MeanHeight, Measure::MeanHeight),
        (TrialMeasure::StandingPeak, Measure::StandingPeak),
        (TrialMeasure::Cut, Measure::Cut),
        (TrialMeasure::Production, Measure::Production),
    ] {
        row[to.index()] = measures[from.index()];
    }
    row
}

fn add_periods(row: &mut [f64; TrialMeasure::COUNT], case: &Case, stands: &[PeriodSums]) {
    for patch in &case.patches {
        for (measure, sum) in stands[patch.stand] {
            row[measure.index()] += patch.share * sum;
        }
    }
}

/// Cost of the visits of a year to a hectare, EUR.
fn cost_eur_ha(prices: &PriceBook, regime: &TrialRegime, visits: &[VisitYear]) -> f64 {
    let visit = |(visit, done): (&crate::mowing::patches::Visit, &VisitYear)| {
        let order = VisitOrder {
            share: done.share,
            machine: visit.cut.machine,
            removal: visit.cut.removal,
            lying_days: visit.cut.lying_days,
            setups: 0.0,
            setup_eur: 0.0,
        };
        tariff(prices, &HECTARE, &order).eur(done.exported_kg_ha)
    };
    regime.programme.visits.iter().zip(visits).map(visit).sum()
}
