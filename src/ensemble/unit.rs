//! A work unit: a group of site classes of one weather node in one member.
//!
//! A unit makes the weather once, simulates the stands of its classes lane by lane, evaluates their cases year by year and
//! keeps measures only. [`run_unit`] depends on nothing but the scenario and the unit, so units may run in any order, on
//! any number of threads or machines.

use super::bloom::{BLOOM_MEMBERS, Bloom};
use super::controls::{WeatherControls, controls_of};
use super::life::Life;
use super::showcase::picture;
use crate::biodiversity::community::SitePlants;
use crate::biodiversity::plants::Plants;
use crate::biodiversity::season::HALF_MONTHS;
use crate::error::Problem;
use crate::fire::drivers::{FireDay, FireWeather};
use crate::fire::ignition::daily_rate;
use crate::lane::dispatch::{Avx2, Avx512, Baseline, OneSet};
use crate::mowing::patches::CutList;
use crate::network::segment::SiteColumns;
use crate::scenario::stands::{Case, Stands};
use crate::scenario::{Precision, Scenario};
use crate::simulation::case_year::{
    CaseSeason, CaseYears, Measures, StandHistory, YEARS_BEFORE, case_fires_by_year, case_seasons, case_years,
};
use crate::simulation::outcome::{FireTable, StandYear};
use crate::simulation::plant_pass::{PassStand, PlantPass, StandLife, spring_shift};
use crate::simulation::trace::trace;
use crate::simulation::{Breach, ColumnStart, Run, StandPlan, stand_years};
use crate::units::KM_PER_M;
use crate::vegetation::drivers::DayDrivers;
use crate::vegetation::site::Site;
use crate::vegetation::traits::Shares;
use crate::weather::hourly::RainHour;
use crate::weather::nodes::NodeWeather;
use std::ops::Range;

/// A group of neighbouring classes of one node in one member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Weather node.
    pub node: usize,
    /// Member.
    pub member: usize,
    /// Classes of the group.
    pub classes: Vec<usize>,
}

/// What a group of classes of a unit leaves behind.
#[derive(Clone, Debug)]
pub struct UnitRows {
    /// Cases of the classes, with their years.
    pub cases: Vec<(usize, CaseYears)>,
    /// For each of these cases the share of its area that stands in each half-month, mean over the years.
    pub standing: Vec<[f64; HALF_MONTHS]>,
    /// Days with FWI of 21.3 or more, per year.
    pub fire_weather_days: Vec<f64>,
    /// What the weather alone tells.
    pub weather: WeatherControls,
    /// Half-months of the years of the cases that are asked for.
    pub seasons: Vec<(usize, Vec<CaseSeason>)>,
    /// Pictures of the showcases among them.
    pub pictures: Vec<(usize, Vec<f32>, Bloom)>,
    /// Column-days simulated.
    pub column_days: u64,
}

/// Cases of which more is wanted than their years.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted<'a> {
    /// Those with a picture of every day.
    pub showcases: &'a [usize],
    /// Whether each case shows its half-months; empty where none does.
    pub seasons: &'a [bool],
    /// Whether the fires of each year are told apart.
    pub fires_by_year: bool,
}

/// Where a column with these site columns starts.
pub fn column_start(scenario: &Scenario, site: &SiteColumns) -> ColumnStart {
    let [a, b, c, d] = site.shares;
    ColumnStart {
        site: Site {
            shade: site.shade,
            n_deposition_kg_ha: site.n_deposition_kg_ha,
            n_turnover_per_year: site.n_turnover_per_year,
            ..Site::open(site.whc_mm, &scenario.growth)
        },
        shares: Shares { a, b, c, d },
        n_mineralisation_kg_ha: site.n_mineralisation_kg_ha,
        fires_per_susceptibility: 0.0,
    }
}

/// Chance that a segment of a class burns on a day, per unit of susceptibility: the mean of its segments; 0 where fires leave
/// the stands as they are.
fn fires_per_susceptibility(scenario: &Scenario, stands: &Stands, class: usize) -> f64 {
    let segments = &stands.classes[class].segments;
    if !scenario.burnt || segments.is_empty() {
        return 0.0;
    }
    let (k, g) = (scenario.fire.rate_constant, scenario.fire.traffic_exponent);
    let of = |&segment: &usize| {
        let row = &scenario.network.segments[segment];
        daily_rate(k, g, row.aadt, row.length_m * KM_PER_M, 1.0, row.ignition_share, 1.0)
    };
    segments.iter().map(of).sum::<f64>() / segments.len() as f64
}

/// The stand of the scenario with this index, ready to simulate.
pub fn stand_plan<'a>(scenario: &Scenario, stands: &'a Stands, stand: usize) -> StandPlan<'a> {
    let spec = &stands.stands[stand];
    let list = |index: usize| -> &'a CutList { &stands.cut_lists[index] };
    StandPlan {
        start: ColumnStart {
            fires_per_susceptibility: fires_per_susceptibility(scenario, stands, spec.class),
            ..column_start(scenario, &stands.classes[spec.class].site)
        },
        warmup: list(spec.warmup),
        cuts: list(spec.cuts),
    }
}

/// Weather of a node in a member, digested: warm-up and the years that count.
pub fn run_of(scenario: &Scenario, node: usize, member: usize) -> Run<'_> {
    let first = scenario.first_year - scenario.warmup as i16;
    let years = scenario.warmup + scenario.years;
    let weather = scenario.nodes[node].weather.series(scenario.seed, member as u64, first, years);
    let rain_hour = match scenario.nodes[node].weather {
        NodeWeather::Observed(_) => RainHour::Morning,
        NodeWeather::Generated(_) => RainHour::Drawn { seed: scenario.seed, member: member as u64 },
    };
    let fire_weather = FireWeather { rain_hour, ..scenario.fire_weather };
    Run::with_co2(&weather, &scenario.growth, &scenario.fire, &fire_weather, &|year| scenario.co2_ppm(year))
}

/// Bytes of weather and of histories of stands that a unit holds at a time: enough for so many stands that lanes left empty do
/// not count.
///
/// Only the histories of one group of classes are held at a time, and fewer where the weather takes more, so that a unit's memory
/// follows neither the size of the network nor that of the ensemble nor the number of years. It is small enough that ten years
/// fill it as thirty do.
const HELD_BYTES: usize = 14_000_000;
/// Stands that may be simulated together whatever they take.
const LEAST_TOGETHER: usize = 48;

/// Stands that may be simulated together in a run.
fn stands_together(run: &Run<'_>, years: usize, fires_by_year: bool) -> usize {
    let weather = run.days.len() * (size_of::<DayDrivers>() + size_of::<FireDay>());
    // A stand comes with a case or so, which has years of its own.
    let fires = if fires_by_year { size_of::<FireTable>() } else { 0 };
    let year = size_of::<StandYear>() + size_of::<Measures>() + fires;
    let stand = (years + YEARS_BEFORE) * year;
    (HELD_BYTES.saturating_sub(weather) / stand).max(LEAST_TOGETHER)
}

/// Runs one unit, a group of its classes after the other, and hands over what each leaves behind.
pub fn run_unit(
    scenario: &Scenario,
    stands: &Stands,
    wanted: Wanted<'_>,
    unit: &Unit,
    see: &mut dyn FnMut(UnitRows),
) -> Result<(), Problem> {
    let run = run_of(scenario, unit.node, unit.member);
    let fire_weather_days: Vec<f64> =
        run.years[scenario.warmup..].iter().map(|year| fire_weather(&run, &year.days)).collect();
    let weather = controls_of(&run, scenario.warmup);
    let together = stands_together(&run, scenario.years, wanted.fires_by_year);
    let life = Life::of(scenario, unit.member);
    for classes in groups(stands, &unit.classes, together) {
        let rows = group_rows(scenario, stands, wanted, classes, &life, &run)?;
        see(UnitRows { fire_weather_days: fire_weather_days.clone(), weather, ..rows });
    }
    Ok(())
}

/// Classes in groups of at most so many stands, or of one class.
fn groups<'a>(stands: &Stands, classes: &'a [usize], stands_together: usize) -> Vec<&'a [usize]> {
    let mut groups = Vec::new();
    let (mut first, mut count) = (0, 0);
    for (place, &class) in classes.iter().enumerate() {
        let more = stands.stands_of(class).len();
        if place > first && count + more > stands_together {
            groups.push(&classes[first..place]);
            (first, count) = (place, 0);
        }
        count += more;
    }
    if first < classes.len() {
        groups.push(&classes[first..]);
    }
    groups
}

/// Simulates the stands of some classes and evaluates their cases; days of fire weather are left to the caller.
fn group_rows(
    scenario: &Scenario,
    stands: &Stands,
    wanted: Wanted<'_>,
    classes: &[usize],
    life: &Life<'_>,
    run: &Run<'_>,
) -> Result<UnitRows, Problem> {
    let numbers: Vec<usize> = classes.iter().flat_map(|&class| stands.stands_of(class)).collect();
    let plans: Vec<StandPlan<'_>> = numbers.iter().map(|&stand| stand_plan(scenario, stands, stand)).collect();
    let histories = histories(scenario, &plans, run)
        .map_err(|breach| breach_problem(scenario, stands, &breach, numbers[breach.stand], life.member))?;
    let place =
        |stand: usize| numbers.binary_search(&stand).expect("the stands of a class's cases belong to that class");
    let evaluate = |case: &Case| {
        case_years(case, visits_of(scenario, stands, case), &life.insects, |stand| &histories[place(stand)])
    };
    let cases = classes.iter().flat_map(|&class| stands.cases_of(class));
    let mut cases: Vec<(usize, CaseYears)> = cases.map(|index| (index, evaluate(&stands.cases[index]))).collect();
    for (case, found) in cases.iter_mut().filter(|_| wanted.fires_by_year) {
        found.fires_by_year = case_fires_by_year(&stands.cases[*case], |stand| &histories[place(stand)]);
    }
    let grown = Grown { run, numbers: &numbers, histories: &histories };
    let has_season = |case: &&(usize, CaseYears)| wanted.seasons.get(case.0).copied().unwrap_or(false);
    let season =
        |&(case, _): &(usize, CaseYears)| (case, case_seasons(&stands.cases[case], |stand| &histories[place(stand)]));
    let seasons = cases.iter().filter(has_season).map(season).collect();
    let shown: Vec<usize> =
        wanted.showcases.iter().copied().filter(|&case| classes.contains(&stands.cases[case].class)).collect();
    let (standing, blooms) = add_plants(scenario, stands, life, &grown, &shown, &mut cases);
    let pictures = shown.into_iter().zip(blooms).map(|(case, bloom)| {
        let plan = stand_plan(scenario, stands, stands.cases[case].patches[0].stand);
        (case, picture(&trace(&plan, run, scenario.warmup), scenario.first_year, scenario.years), bloom)
    });
    Ok(UnitRows {
        standing,
        seasons,
        fire_weather_days: Vec::new(),
        weather: WeatherControls::default(),
        pictures: pictures.collect(),
        column_days: (plans.len() * run.days.len()) as u64,
        cases,
    })
}

/// The stands of a unit, grown.
struct Grown<'a> {
    run: &'a Run<'a>,
    /// Numbers of the stands, ascending.
    numbers: &'a [usize],
    histories: &'a [StandHistory],
}

/// The second pass: plants of every stand, year by year, and what they mean for the cases.
fn add_plants(
    scenario: &Scenario,
    stands: &Stands,
    life: &Life<'_>,
    grown: &Grown<'_>,
    shown: &[usize],
    cases: &mut [(usize, CaseYears)],
) -> (Vec<[f64; HALF_MONTHS]>, Vec<Bloom>) {
    let plants: &Plants = &life.plants;
    let first = scenario.warmup.saturating_sub(YEARS_BEFORE);
    let shifts: Vec<i32> =
        grown.run.years[first..].iter().map(|year| spring_shift(&grown.run.days[year.days.clone()], plants)).collect();
    let mut classes: Vec<usize> = grown.numbers.iter().map(|&stand| stands.stands[stand].class).collect();
    classes.dedup();
    let sites: Vec<SitePlants> = classes
        .iter()
        .map(|&class| {
            let class = &stands.classes[class];
            let site = SitePlants::new(plants, class.site.ellenberg_f, class.site.ellenberg_r);
            life.in_region(site, &class.name)
        })
        .collect();
    let pass_stands: Vec<PassStand<'_>> = grown
        .numbers
        .iter()
        .zip(grown.histories)
        .map(|(&stand, history)| {
            let spec = &stands.stands[stand];
            let site = classes.binary_search(&spec.class).expect("the classes are those of the stands, in order");
            PassStand { history, site, warmup: spec.warmup, counted: stands.classes[spec.class].counted }
        })
        .collect();
    let is_shown =
        |stand: &usize| shown.iter().any(|&case| stands.cases[case].patches.iter().any(|patch| patch.stand == *stand));
    let pictured: Vec<bool> =
        grown.numbers.iter().map(|stand| life.member < BLOOM_MEMBERS && is_shown(stand)).collect();
    let mut blooms = vec![Bloom::default(); shown.len()];
    let mut pass =
        PlantPass::new(plants, &sites, &pass_stands, &shifts).watching(&scenario.problem_species).picturing(&pictured);
    let mut standing = vec![[0.0; HALF_MONTHS]; cases.len()];
    for year in 0..scenario.years {
        let lives = pass.next_year();
        for ((case, years), sums) in cases.iter_mut().zip(&mut standing) {
            let case = &stands.cases[*case];
            let lived = |stand: usize| -> (&StandHistory, &StandLife) {
                let at = grown.numbers.binary_search(&stand).expect("a case's stands belong to its class");
                (&grown.histories[at], &lives[at])
            };
            years.problems.push(pass.problems(case, &scenario.problem_limits, lived));
            let stands = pass.fill(case, &life.insects, &mut years.years[year], lived);
            sums.iter_mut().zip(stands).for_each(|(sum, share)| *sum += share / scenario.years as f64);
        }
        for (bloom, &case) in blooms.iter_mut().zip(shown) {
            let at = |stand: usize| grown.numbers.binary_search(&stand).expect("a case's stands belong to its class");
            bloom.add(&stands.cases[case], plants, life.member, |stand| &lives[at(stand)]);
        }
    }
    (standing, blooms)
}

/// Visits that a case's cuts may name: those of its programme, or of its strip.
pub fn visits_of(scenario: &Scenario, stands: &Stands, case: &Case) -> usize {
    use crate::scenario::stands::Zone;
    match (case.zone, case.programme) {
        (Zone::Main, Some(programme)) => stands.programmes[programme].visits.len(),
        (Zone::Ditch, _) => scenario.strips.ditch.len(),
        _ => scenario.strips.safety.len(),
    }
}

fn histories(scenario: &Scenario, plans: &[StandPlan<'_>], run: &Run<'_>) -> Result<Vec<StandHistory>, Breach> {
    match (Avx512::here(), Avx2::here()) {
        (Some(set), _) => histories_with(set, scenario, plans, run),
        (None, Some(set)) => histories_with(set, scenario, plans, run),
        (None, None) => histories_with(Baseline, scenario, plans, run),
    }
}

fn histories_with<S: OneSet>(
    set: S,
    scenario: &Scenario,
    plans: &[StandPlan<'_>],
    run: &Run<'_>,
) -> Result<Vec<StandHistory>, Breach> {
    let (warmup, limits) = (scenario.warmup, scenario.height_limits_m);
    match scenario.precision {
        Precision::F64 => stand_years::<S::Double>(set, plans, run, warmup, limits),
        Precision::F32 => stand_years::<S::Single>(set, plans, run, warmup, limits),
    }
}

fn fire_weather(run: &Run<'_>, days: &Range<usize>) -> f64 {
    run.fire_days[days.clone()].iter().filter(|day| day.fire_weather).count() as f64
}

pub(super) fn breach_problem(
    scenario: &Scenario,
    stands: &Stands,
    breach: &Breach,
    stand: usize,
    member: usize,
) -> Problem {
    let class = &stands.classes[stands.stands[stand].class];
    Problem::new(
        "E801",
        format!("stand {stand} (class of segment {}), year {}, member {member}", class.name, breach.year),
        format!("books do not close: water {:.3e}, nitrogen {:.3e} of the turnover", breach.water, breach.nitrogen),
    )
    .hint(format!("a fault of the program, not of the input; please report it with {}", scenario.path.display()))
}
