//! The day loop against the plain way to compute a verge, interleaved, as ratios.
//!
//! 768 columns live through three generated years at De Bilt. Each round times the plain computation and every instruction
//! set and number type once, in processor time, on one thread; printed are medians of the ratios per round, with their range. The
//! plain computation burns every day; the kernel leaves out days on which the dead fuel is too moist to burn, which
//! changes no result (tests/it/kernel.rs). Lines marked "every day" burn them all the same; lines marked "growth" burn
//! none and keep no sums but that of growth. Run: `cargo bench --bench kernel`.

mod columns;
mod naive;

use columns::{CO2_PPM, COLUMNS, cut_list, plain, site_of, start};
use cpu_time::ProcessTime;
use std::hint::black_box;
use zeis::fire::drivers::FireWeather;
use zeis::fire::parameters::FireParameters;
use zeis::lane::dispatch::{Avx2, Avx512, Baseline, InstructionSet, Instructions, OneSet};
use zeis::lane::{F64x8, Lane};
use zeis::mowing::patches::CutList;
use zeis::simulation::{Batch, ColumnStart, Day, Days, Observer, Run, StandPlan, stand_years};
use zeis::vegetation::parameters::Parameters;
use zeis::weather::climatology;
use zeis::weather::generate::{Method, generate};
use zeis::weather::nodes::Generated;

const ROUNDS: usize = 11;
fn main() {
    let (p, fire) = (Parameters::verge(), FireParameters::default());
    let weather = generate(climatology::parameters(260).expect("De Bilt is embedded"), 1, 0, 2011, 3);
    let run = Run::new(&weather, &p, &fire, &FireWeather::default(), CO2_PPM);
    let burnable = run.fire_days.iter().filter(|day| day.burnable).count() as f64 / run.days.len() as f64;
    let burning = |burnable: bool| {
        let mut run = run.clone();
        run.fire_days.iter_mut().for_each(|day| day.burnable = burnable);
        run
    };
    let (every_day, no_day) = (burning(true), burning(false));
    let column_days = (COLUMNS * run.days.len()) as f64;

    let lists: Vec<CutList> = (0..COLUMNS).map(|column| cut_list(site_of(column).2)).collect();
    let plans: Vec<StandPlan<'_>> = lists
        .iter()
        .enumerate()
        .map(|(column, cuts)| StandPlan { start: start(column, &p), warmup: cuts, cuts })
        .collect();
    let inputs = naive::day_inputs(&weather, run.fire_days.iter().map(|day| day.codes.ffmc));

    let mut kernels: Vec<Kernel<'_>> = Vec::new();
    let runs = Runs { plans: &plans, run: &run, every_day: &every_day, no_day: &no_day };
    add_kernels(&mut kernels, Some(Baseline), "SSE2", &runs);
    add_kernels(&mut kernels, Avx2::here(), "AVX2", &runs);
    add_kernels(&mut kernels, Avx512::here(), "AVX-512", &runs);
    let all: Vec<usize> = (0..COLUMNS).collect();
    let mut ratios = vec![Vec::new(); kernels.len()];
    let mut plain_rates = Vec::new();
    for _ in 0..ROUNDS {
        let plain = seconds(|| plain(&inputs, &all, &fire));
        plain_rates.push(column_days / plain / 1e6);
        for ((_, kernel), ratios) in kernels.iter().zip(&mut ratios) {
            ratios.push(plain / seconds(kernel));
        }
    }
    // A run makes the generator of a node once for all its members.
    let node = Generated::new(climatology::parameters(260).expect("De Bilt is embedded").clone(), Method::Extended);
    let _ = node.series(1, 0, 2011, 1);
    let weather_share = 100.0
        * seconds(|| {
            let weather = node.series(1, 0, 2011, 3);
            Run::new(&weather, &p, &fire, &FireWeather::default(), CO2_PPM).days.len() as f64
        })
        / seconds(|| kernel::<F64x8>(InstructionSet::best(), &plans, &run));
    println!(
        "weather and fire weather: {weather_share:.1} % of the best kernel's time with {COLUMNS} columns a station"
    );
    println!(
        "{COLUMNS} columns x {} days, {:.1} % burnable, {ROUNDS} rounds, one thread",
        run.days.len(),
        100.0 * burnable
    );
    println!("{:<36} {:>8.2} M column-days/s", "plain computation", median(&mut plain_rates));
    println!("{:<36} {:>8} {:>16} {:>22}", "kernel", "ratio", "range of rounds", "M column-days/s");
    for ((name, _), ratios) in kernels.iter().zip(&mut ratios) {
        let ratio = median(ratios);
        let (low, high) = (ratios[0], ratios[ratios.len() - 1]);
        let rate = ratio * plain_rates[plain_rates.len() / 2];
        println!("{name:<36} {ratio:>8.2} {:>16} {rate:>22.1}", format!("{low:.1}-{high:.1}"));
    }
}

/// What the kernels run over.
#[derive(Clone, Copy)]
struct Runs<'a> {
    plans: &'a [StandPlan<'a>],
    run: &'a Run<'a>,
    every_day: &'a Run<'a>,
    no_day: &'a Run<'a>,
}

type Kernel<'a> = (String, Box<dyn Fn() -> f64 + 'a>);

/// The kernels of an instruction set, with the widths of lane that runs use there.
fn add_kernels<'a, S: OneSet + 'a>(kernels: &mut Vec<Kernel<'a>>, set: Option<S>, name: &str, runs: &Runs<'a>) {
    let Some(set) = set else {
        println!("skipped: {name} (this machine lacks it)");
        return;
    };
    let Runs { plans, run, every_day, no_day } = *runs;
    let (double, single) = (S::Double::WIDTH, S::Single::WIDTH);
    kernels.push((format!("f64 x {double}, {name}"), Box::new(move || kernel::<S::Double>(set, plans, run))));
    let title = format!("f64 x {double}, {name}, every day");
    kernels.push((title, Box::new(move || kernel::<S::Double>(set, plans, every_day))));
    let title = format!("f64 x {double}, {name}, growth");
    kernels.push((title, Box::new(move || growth_alone::<S::Double>(set, plans, no_day))));
    kernels.push((format!("f32 x {single}, {name}"), Box::new(move || kernel::<S::Single>(set, plans, run))));
    let title = format!("f32 x {single}, {name}, every day");
    kernels.push((title, Box::new(move || kernel::<S::Single>(set, plans, every_day))));
}

fn kernel<L: Lane>(set: impl Instructions, plans: &[StandPlan<'_>], run: &Run<'_>) -> f64 {
    let histories = stand_years::<L>(set, plans, run, 0, [0.5, 0.6, f64::INFINITY]).expect("balances close");
    histories.iter().flat_map(|history| &history.years).map(|year| year.susceptibility).sum()
}

/// The growth of all columns and days.
struct GrowthSum<L>(L);

impl<L: Lane> Observer<L> for GrowthSum<L> {
    #[inline(always)]
    fn see(&mut self, day: &Day<'_, L>) {
        self.0 = self.0 + day.fluxes.growth;
    }
}

fn growth_alone<L: Lane>(set: impl Instructions, plans: &[StandPlan<'_>], run: &Run<'_>) -> f64 {
    let mut sum = 0.0;
    for chunk in plans.chunks(L::WIDTH) {
        let starts: Vec<ColumnStart> = chunk.iter().map(|plan| plan.start).collect();
        let mut batch: Batch<L> = Batch::new(&starts, run);
        let mut growth = GrowthSum(L::zero());
        for (index, year) in run.years.iter().enumerate() {
            batch.begin_year(vec![Vec::new(); L::WIDTH], run.snow_before(year), index == 0, run);
            set.run(Days { batch: &mut batch, run, days: year.days.clone(), observer: &mut growth });
        }
        sum += growth.0.get(0);
    }
    sum
}

/// Processor time, so that other work on the machine counts as little as it can.
fn seconds(work: impl Fn() -> f64) -> f64 {
    let start = ProcessTime::now();
    black_box(work());
    start.elapsed().as_secs_f64()
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
