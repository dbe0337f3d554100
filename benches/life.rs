//! Connectivity of a large network, and the yearly work on species beside a column-year of growth and fire.
//!
//! Run: `cargo bench --bench life`, or one part of it: `cargo bench --bench life -- species`. The network is made: 60,000 segment-sides of 100 m on both sides of winding roads that
//! cross. Prints seconds, the largest memory of the process, and the ratio of the second pass to the day loop.

use std::path::Path;
use std::time::Instant;
use zeis::biodiversity::community::SitePlants;
use zeis::biodiversity::connectivity::{
    Graph, HALF_MONTHS, Link, SeasonConnectivity, Walker, exact_priority, priority_bounds,
};
use zeis::biodiversity::plants::Plants;
use zeis::ensemble::unit::{run_of, stand_plan};
use zeis::kpi::connectivity::season_sums;
use zeis::lane::F64x16;
use zeis::lane::dispatch::InstructionSet;
use zeis::scenario::{load, stands};
use zeis::simulation::plant_pass::{PassStand, PlantPass, spring_shift};
use zeis::simulation::{StandPlan, stand_years};

/// Roads each way, and hectometres of each.
const ROADS: usize = 20;
const HECTOMETRES: usize = 750;
/// Spacing of the roads, m.
const SPACING_M: f64 = 3_700.0;
const LINKED_WITHIN_M: f64 = 500.0;

/// Middles of the segments: both sides of roads that wind, east-west and north-south.
fn middles() -> Vec<([f64; 2], usize)> {
    let mut places = Vec::new();
    for direction in 0..2 {
        for road in 0..ROADS {
            for hectometre in 0..HECTOMETRES {
                let along = 100.0 * hectometre as f64;
                let wind = 300.0 * libm::sin(along / 2_500.0 + road as f64);
                for side in [-15.0, 15.0] {
                    let across = SPACING_M * road as f64 + wind + side;
                    let place = if direction == 0 { [along, across] } else { [across, along] };
                    places.push((place, 2 * (direction * ROADS + road) + usize::from(side > 0.0)));
                }
            }
        }
    }
    places
}

fn links(places: &[([f64; 2], usize)]) -> Vec<Link> {
    let walker = Walker::default();
    let square = |place: [f64; 2]| place.map(|x| (x / LINKED_WITHIN_M).floor() as i64);
    let mut squares: std::collections::BTreeMap<[i64; 2], Vec<usize>> = std::collections::BTreeMap::new();
    for (index, (place, _)) in places.iter().enumerate() {
        squares.entry(square(*place)).or_default().push(index);
    }
    let mut links = Vec::new();
    for (index, (place, row)) in places.iter().enumerate() {
        let [x, y] = square(*place);
        for dx in -1..=1 {
            for dy in -1..=1 {
                for &other in squares.get(&[x + dx, y + dy]).map_or(&[][..], Vec::as_slice) {
                    let distance = libm::hypot(places[other].0[0] - place[0], places[other].0[1] - place[1]);
                    if other > index && distance <= LINKED_WITHIN_M {
                        links.push(Link {
                            between: [index, other],
                            cost: walker.cost(distance, places[other].1 != *row),
                        });
                    }
                }
            }
        }
    }
    links
}

/// Largest memory of the process so far, MB; 0 where the system does not tell.
fn largest_memory_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok()).map_or(0.0, |kb| kb / 1024.0)
}

fn connectivity() {
    let places = middles();
    let start = Instant::now();
    let whole = Graph::new(places.len(), &links(&places));
    let graph = whole.thinned();
    println!(
        "graph: {} nodes, {} links of {} kept, {:.2} s",
        graph.nodes(),
        graph.directed_links(),
        whole.directed_links(),
        start.elapsed().as_secs_f64()
    );
    let worths: Vec<f64> = (0..places.len())
        .flat_map(|node| {
            (0..HALF_MONTHS).map(move |half| if (11..15).contains(&half) && node % 3 == 0 { 0.02 } else { 0.1 })
        })
        .collect();
    for threads in [1, 2] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        let start = Instant::now();
        let season = SeasonConnectivity::of_sums(&pool.install(|| season_sums(&graph, &worths, HALF_MONTHS)));
        println!(
            "season of {HALF_MONTHS} half-months, {threads} threads: {:.2} s, mean {:.2} ha, dip {:.3}; memory {:.0} MB",
            start.elapsed().as_secs_f64(),
            season.mean_ha,
            season.dip,
            largest_memory_mb()
        );
    }
    let mean: Vec<f64> = worths.chunks(HALF_MONTHS).map(|row| row.iter().sum::<f64>() / HALF_MONTHS as f64).collect();
    let start = Instant::now();
    let mut bounds = priority_bounds(&graph, &mean);
    let area: f64 = mean.iter().map(|worth| worth * worth).sum();
    let whole = area / bounds.iter().map(|row| row.intra).sum::<f64>();
    println!("bounds of priority of all nodes, 1 thread: {:.2} s", start.elapsed().as_secs_f64());
    bounds.sort_by(|a, b| b.total().total_cmp(&a.total()));
    let start = Instant::now();
    let best =
        bounds[..20].iter().map(|row| exact_priority(&graph, &mean, row.node, whole).total()).fold(0.0, f64::max);
    println!("exact priority of 20 candidates: {:.2} s, the first {best:.2e}", start.elapsed().as_secs_f64());
}

/// Rounds of which the least time counts.
const ROUNDS: usize = 25;

/// Seconds of a work, and its outcome.
fn timed<T>(work: impl Fn() -> T) -> (f64, T) {
    let start = Instant::now();
    let outcome = work();
    (start.elapsed().as_secs_f64(), outcome)
}

fn species() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/veluwe.toml");
    let scenario = load::load(&path).expect("the shipped scenario is valid");
    let stands = stands::build(&scenario);
    let run = run_of(&scenario, 0, 0);
    let numbers: Vec<usize> =
        (0..stands.stands.len()).filter(|&s| stands.classes[stands.stands[s].class].node == 0).collect();
    let plans: Vec<StandPlan<'_>> = numbers.iter().map(|&stand| stand_plan(&scenario, &stands, stand)).collect();
    let plants = Plants::shipped();
    let grow = || {
        stand_years::<F64x16>(InstructionSet::best(), &plans, &run, scenario.warmup, scenario.height_limits_m)
            .expect("the books close")
    };
    let histories = grow();
    let shifts: Vec<i32> = run.years.iter().map(|year| spring_shift(&run.days[year.days.clone()], plants)).collect();
    let sites: Vec<SitePlants> = stands
        .classes
        .iter()
        .map(|class| SitePlants::new(plants, class.site.ellenberg_f, class.site.ellenberg_r))
        .collect();
    let pass_stands: Vec<PassStand<'_>> = numbers
        .iter()
        .zip(&histories)
        .map(|(&stand, history)| {
            let spec = &stands.stands[stand];
            PassStand { history, site: spec.class, warmup: spec.warmup, counted: None }
        })
        .collect();
    let live = || {
        let mut pass = PlantPass::new(plants, &sites, &pass_stands, &shifts);
        (0..scenario.years).flat_map(|_| pass.next_year()).map(|life| life.plants.richness).sum::<f64>()
    };
    // turn by turn, so that other work on the machine weighs on both
    let (mut growth, mut work, mut richness) = (f64::MAX, f64::MAX, 0.0);
    for _ in 0..ROUNDS {
        growth = growth.min(timed(grow).0);
        let lived = timed(live);
        (work, richness) = (work.min(lived.0), lived.1);
    }
    let growth = growth / (plans.len() * run.years.len()) as f64;
    let work = work / (plans.len() * scenario.years) as f64;
    println!(
        "a year of one of {} stands: growth and fire {:.2} us ({}), 155 species {:.2} us, ratio {:.2} (mean richness {:.2})",
        plans.len(),
        1e6 * growth,
        InstructionSet::best().name(),
        1e6 * work,
        work / growth,
        richness / (plans.len() * scenario.years) as f64
    );
}

fn main() {
    let asked: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let wanted = |part: &str| asked.is_empty() || asked.iter().any(|word| word == part);
    if wanted("connectivity") {
        connectivity();
    }
    if wanted("species") {
        species();
    }
}
