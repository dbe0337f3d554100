//! A work unit: a group of site classes of one weather node in one member.
//!
//! A unit makes the weather once, simulates the stands of its classes lane by lane, evaluates their cases year by year and
//! keeps measures only. [`run_unit`] depends on nothing but the scenario and the unit, so units may run in any order, on
//! any number of threads or machines.

use super::showcase::picture;
use crate::biodiversity::losses::InsectParameters;
use crate::error::Problem;
use crate::fire::drivers::FireWeather;
use crate::lane::{F32x16, F32x32, F64x8, F64x16};
use crate::mowing::patches::CutList;
use crate::network::segment::SiteColumns;
use crate::scenario::stands::{Case, Stands};
use crate::scenario::{Precision, Scenario};
use crate::simulation::case_year::{CaseYears, StandHistory, case_years, seed_sets};
use crate::simulation::dispatch::InstructionSet;
use crate::simulation::trace::trace;
use crate::simulation::{Breach, ColumnStart, Run, StandPlan, stand_years};
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

/// What a unit leaves behind.
#[derive(Clone, Debug)]
pub struct UnitRows {
    /// Cases of the unit's classes, with their years.
    pub cases: Vec<(usize, CaseYears)>,
    /// Days with FWI of 21.3 or more, per year.
    pub fire_weather_days: Vec<f64>,
    /// Pictures of the showcases among the unit's cases.
    pub pictures: Vec<(usize, Vec<f32>)>,
    /// Column-days simulated.
    pub column_days: u64,
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
    }
}

/// The stand of the scenario with this index, ready to simulate.
pub fn stand_plan<'a>(scenario: &Scenario, stands: &'a Stands, stand: usize) -> StandPlan<'a> {
    let spec = &stands.stands[stand];
    let list = |index: usize| -> &'a CutList { &stands.cut_lists[index] };
    StandPlan {
        start: column_start(scenario, &stands.classes[spec.class].site),
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

/// Runs one unit; `showcases` are the cases worth a daily picture.
pub fn run_unit(scenario: &Scenario, stands: &Stands, showcases: &[usize], unit: &Unit) -> Result<UnitRows, Problem> {
    let run = run_of(scenario, unit.node, unit.member);
    let of_unit = |class: usize| unit.classes.contains(&class);
    let numbers: Vec<usize> = (0..stands.stands.len()).filter(|&stand| of_unit(stands.stands[stand].class)).collect();
    let plans: Vec<StandPlan<'_>> = numbers.iter().map(|&stand| stand_plan(scenario, stands, stand)).collect();
    let histories = histories(scenario, &plans, &run)
        .map_err(|breach| breach_problem(scenario, stands, &breach, numbers[breach.stand], unit.member))?;
    let seeds: Vec<Vec<f64>> = numbers
        .iter()
        .zip(&histories)
        .map(|(&stand, history)| {
            let site = &stands.classes[stands.stands[stand].class].site;
            seed_sets(history, site.ellenberg_f, site.ellenberg_r)
        })
        .collect();
    let insects = InsectParameters::default();
    let place =
        |stand: usize| numbers.binary_search(&stand).expect("the stands of a class's cases belong to that class");
    let evaluate = |case: &Case| {
        case_years(case, visits_of(scenario, stands, case), &insects, |stand| {
            let at = place(stand);
            (&histories[at], seeds[at].as_slice())
        })
    };
    let cases = stands.cases.iter().enumerate().filter(|(_, case)| of_unit(case.class));
    let pictures = showcases
        .iter()
        .filter(|&&case| of_unit(stands.cases[case].class))
        .map(|&case| {
            let plan = stand_plan(scenario, stands, stands.cases[case].patches[0].stand);
            (case, picture(&trace(&plan, &run, scenario.warmup), scenario.first_year, scenario.years))
        })
        .collect();
    Ok(UnitRows {
        cases: cases.map(|(index, case)| (index, evaluate(case))).collect(),
        fire_weather_days: run.years[scenario.warmup..].iter().map(|year| fire_weather(&run, &year.days)).collect(),
        pictures,
        column_days: (plans.len() * run.days.len()) as u64,
    })
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
    let set = InstructionSet::best();
    let (warmup, limits) = (scenario.warmup, scenario.height_limits_m);
    match (scenario.precision, set) {
        // The widths measured as the fastest (benches/kernel.rs); the bits are the same at every width.
        (Precision::F32, InstructionSet::Baseline) => stand_years::<F32x16>(set, plans, run, warmup, limits),
        (Precision::F32, _) => stand_years::<F32x32>(set, plans, run, warmup, limits),
        (Precision::F64, InstructionSet::Avx512) => stand_years::<F64x16>(set, plans, run, warmup, limits),
        (Precision::F64, _) => stand_years::<F64x8>(set, plans, run, warmup, limits),
    }
}

fn fire_weather(run: &Run<'_>, days: &Range<usize>) -> f64 {
    run.fire_days[days.clone()].iter().filter(|day| day.fire_weather).count() as f64
}

fn breach_problem(scenario: &Scenario, stands: &Stands, breach: &Breach, stand: usize, member: usize) -> Problem {
    let class = &stands.classes[stands.stands[stand].class];
    Problem::new(
        "E801",
        format!("stand {stand} (class of segment {}), year {}, member {member}", class.name, breach.year),
        format!("books do not close: water {:.3e}, nitrogen {:.3e} of the turnover", breach.water, breach.nitrogen),
    )
    .hint(format!("a fault of the program, not of the input; please report it with {}", scenario.path.display()))
}
