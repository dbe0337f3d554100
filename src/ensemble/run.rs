//! Work units over threads, reduced in the order of their indices.

use super::showcase::{DAY_SLOTS, SHOW_COLUMNS, Showcase, chosen};
use super::unit::{Unit, UnitRows, run_unit, visits_of};
use super::{Outcomes, VisitOutcome};
use crate::biodiversity::season::HALF_MONTHS;
use crate::error::Problem;
use crate::scenario::Scenario;
use crate::scenario::stands::Stands;
use crate::simulation::case_year::{Measures, VisitYear, add_fires};
use crate::simulation::measure::Measure;
use crate::simulation::outcome::FireTable;
use ndarray::{Array3, Array4, ArrayView3, aview1, s};
use rayon::prelude::*;

/// Stands that one unit simulates at most (unless a single class has more): many share its weather, and none takes long.
const STANDS_PER_UNIT: usize = 4_800;

/// The units of a scenario, member by member.
pub fn units(scenario: &Scenario, stands: &Stands) -> Vec<Unit> {
    units_of(scenario, stands, STANDS_PER_UNIT)
}

/// Units of at most so many stands (unless a single class has more), member by member.
pub fn units_of(scenario: &Scenario, stands: &Stands, stands_per_unit: usize) -> Vec<Unit> {
    let mut sizes = vec![0; stands.classes.len()];
    for stand in &stands.stands {
        sizes[stand.class] += 1;
    }
    let mut groups: Vec<(usize, Vec<usize>)> = Vec::new();
    for node in 0..scenario.nodes.len() {
        let mut size = usize::MAX;
        for class in (0..stands.classes.len()).filter(|&class| stands.classes[class].node == node) {
            if size.saturating_add(sizes[class]) > stands_per_unit {
                groups.push((node, Vec::new()));
                size = 0;
            }
            size += sizes[class];
            if let Some((_, classes)) = groups.last_mut() {
                classes.push(class);
            }
        }
    }
    (0..scenario.members)
        .flat_map(|member| {
            groups.iter().map(move |(node, classes)| Unit { node: *node, member, classes: classes.clone() })
        })
        .collect()
}

/// Does some work on so many threads (all processors when `None`), and gives what it gave.
pub fn on_threads<T: Send>(threads: Option<usize>, work: impl FnOnce() -> T + Send) -> Result<T, Problem> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.unwrap_or(0)).build().map_err(|error| {
        Problem::new("E802", "threads", format!("cannot be started: {error}")).hint("try fewer with --threads")
    })?;
    Ok(pool.install(work))
}

/// Threads of the pool that the caller works on.
pub fn threads() -> usize {
    rayon::current_num_threads()
}

/// Simulates every stand in every member and evaluates every case.
///
/// `finished` is told after each unit how many units there are in all. The result does not depend on the number of
/// threads.
pub fn run(scenario: &Scenario, stands: &Stands, finished: &(dyn Fn(usize) + Sync)) -> Result<Outcomes, Problem> {
    let units = units(scenario, stands);
    let showcases = chosen(stands, scenario.regimes.len());
    let rows: Vec<Condensed> = units
        .par_iter()
        .map(|unit| {
            let rows = Condensed::of(run_unit(scenario, stands, &showcases, unit)?, stands);
            finished(units.len());
            Ok(rows)
        })
        .collect::<Result<_, Problem>>()?;
    Ok(reduce(scenario, stands, &showcases, &units, &rows))
}

/// Does some work on every item, over the threads; results in the order of the items.
pub fn on_each<I: Sync, T: Send>(
    items: &[I],
    work: impl Fn(&I) -> Result<T, Problem> + Sync + Send,
) -> Result<Vec<T>, Problem> {
    items.par_iter().map(work).collect()
}

/// Whether the years of a case are kept apart: strips, and regimes on their own days.
fn is_kept(stands: &Stands, case: usize, regimes: usize) -> bool {
    stands.cases[case].programme.is_none_or(|programme| programme < regimes)
}

/// What is kept of one case in one member.
struct CondensedCase {
    case: usize,
    mean: Measures,
    years: Vec<Measures>,
    visits: Vec<Vec<VisitYear>>,
    fires: FireTable,
    standing: [f64; HALF_MONTHS],
}

/// What is kept of a unit: means of every case, years only where years are compared.
struct Condensed {
    cases: Vec<CondensedCase>,
    fire_weather_days: Vec<f64>,
    pictures: Vec<(usize, Vec<f32>)>,
    column_days: u64,
}

impl Condensed {
    fn of(rows: UnitRows, stands: &Stands) -> Self {
        let regimes = stands.regimes();
        let cases = rows.cases.into_iter().zip(rows.standing).map(|((case, mut years), standing)| {
            let mut mean = [0.0; Measure::COUNT];
            for (measure, mean) in mean.iter_mut().enumerate() {
                *mean = years.years.iter().map(|year| year[measure]).sum::<f64>() / years.years.len() as f64;
            }
            if !is_kept(stands, case, regimes) {
                years.years = Vec::new();
            }
            CondensedCase { case, mean, years: years.years, visits: years.visits, fires: years.fires, standing }
        });
        Condensed {
            cases: cases.collect(),
            fire_weather_days: rows.fire_weather_days,
            pictures: rows.pictures,
            column_days: rows.column_days,
        }
    }
}

/// Joins the rows of all units, in their order.
fn reduce(scenario: &Scenario, stands: &Stands, showcases: &[usize], units: &[Unit], rows: &[Condensed]) -> Outcomes {
    let (cases, members, years) = (stands.cases.len(), scenario.members, scenario.years);
    let mut kept = vec![None; cases];
    let mut count = 0;
    for (case, place) in kept.iter_mut().enumerate() {
        if is_kept(stands, case, stands.regimes()) {
            *place = Some(count);
            count += 1;
        }
    }
    let mut outcomes = Outcomes {
        mean: Array3::zeros((cases, members, Measure::COUNT)),
        yearly: Array4::zeros((count, members, years, Measure::COUNT)),
        kept,
        visits: Vec::with_capacity(cases),
        fire_weather_days: Array3::zeros((scenario.nodes.len(), members, years)),
        showcases: showcases
            .iter()
            .map(|&case| Showcase { case, days: Array4::zeros((members, years, DAY_SLOTS, SHOW_COLUMNS)) })
            .collect(),
        fires: vec![FireTable::default(); cases],
        standing: Array3::zeros((cases, members, HALF_MONTHS)),
        column_days: rows.iter().map(|rows| rows.column_days).sum(),
    };
    let mut visits: Vec<Vec<&[VisitYear]>> = vec![Vec::new(); cases];
    for (unit, rows) in units.iter().zip(rows) {
        for row in &rows.cases {
            outcomes.mean.slice_mut(s![row.case, unit.member, ..]).assign(&aview1(&row.mean));
            let standing = row.standing.map(|share| share as f32);
            outcomes.standing.slice_mut(s![row.case, unit.member, ..]).assign(&aview1(&standing));
            if let Some(place) = outcomes.kept[row.case] {
                for (year, measures) in row.years.iter().enumerate() {
                    outcomes.yearly.slice_mut(s![place, unit.member, year, ..]).assign(&aview1(measures));
                }
            }
            add_fires(&mut outcomes.fires[row.case], &row.fires, 1.0 / (members * years) as f64);
            visits[row.case].extend(row.visits.iter().map(Vec::as_slice));
        }
        outcomes.fire_weather_days.slice_mut(s![unit.node, unit.member, ..]).assign(&aview1(&rows.fire_weather_days));
        for (case, picture) in &rows.pictures {
            let shape = (years, DAY_SLOTS, SHOW_COLUMNS);
            let days = ArrayView3::from_shape(shape, picture).expect("a picture has the days of the simulated years");
            for showcase in outcomes.showcases.iter_mut().filter(|showcase| showcase.case == *case) {
                showcase.days.slice_mut(s![unit.member, .., .., ..]).assign(&days);
            }
        }
    }
    for (case, years) in stands.cases.iter().zip(&visits) {
        let rounds = visits_of(scenario, stands, case);
        outcomes.visits.push((0..rounds).map(|visit| visit_outcome(years, visit)).collect());
    }
    outcomes
}

/// A visit over the years of all members.
fn visit_outcome(years: &[&[VisitYear]], visit: usize) -> VisitOutcome {
    let over = |of: fn(&VisitYear) -> f64| years.iter().map(|year| of(&year[visit])).sum::<f64>();
    let share = over(|year| year.share);
    if share <= 0.0 {
        return VisitOutcome::default();
    }
    let mut days: Vec<u16> = years.iter().map(|year| year[visit].day).filter(|&day| day > 0).collect();
    days.sort_unstable();
    VisitOutcome {
        share: share / years.len() as f64,
        cut_kg_ha: over(|year| year.cut_kg_ha) / share,
        exported_kg_ha: over(|year| year.exported_kg_ha) / share,
        median_day: days[days.len() / 2],
        waiting: over(|year| year.waiting) / share,
    }
}
