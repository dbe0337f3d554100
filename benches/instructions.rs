//! Instructions of the day loop per column-day, counted by valgrind, against a limit.
//!
//! The loop (f64 x 8, AVX2, fire on every day) runs under callgrind over two numbers of columns; their difference leaves out
//! start-up. Fails above the limit; says so and passes where valgrind or AVX2 is missing. Run: `cargo bench --bench
//! instructions`.

mod columns;

use columns::{CO2_PPM, COLUMNS, cut_list, site_of, start};
use std::process::{Command, ExitCode};
use zeis::fire::drivers::RainRule;
use zeis::fire::parameters::FireParameters;
use zeis::lane::F64x8;
use zeis::mowing::patches::CutList;
use zeis::simulation::dispatch::InstructionSet;
use zeis::simulation::{Run, StandPlan, stand_years};
use zeis::vegetation::parameters::Parameters;
use zeis::weather::climatology;
use zeis::weather::generate::generate;

/// Most instructions per column-day (performance goals of the kernel).
const LIMIT: f64 = 410.0;
/// Numbers of columns of the two runs.
const COUNTS: [usize; 2] = [64, 192];
/// Variable that makes the program the one that is counted.
const CHILD: &str = "ZEIS_COUNTED_COLUMNS";

fn main() -> ExitCode {
    if let Some(count) = std::env::var(CHILD).ok().and_then(|text| text.parse().ok()) {
        println!("{}", simulate(count));
        return ExitCode::SUCCESS;
    }
    if !InstructionSet::Avx2.available() {
        println!("skipped: this machine lacks AVX2");
        return ExitCode::SUCCESS;
    }
    let [Some(few), Some(many)] = COUNTS.map(instructions) else {
        println!("skipped: valgrind is not there or cannot run the program");
        return ExitCode::SUCCESS;
    };
    let column_days = ((COUNTS[1] - COUNTS[0]) * days()) as f64;
    let per_column_day = (many - few) / column_days;
    println!("{per_column_day:.0} instructions per column-day, f64 x 8, AVX2, fire on every day; at most {LIMIT:.0}");
    if per_column_day <= LIMIT { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Instructions of a run with this many columns.
fn instructions(count: usize) -> Option<f64> {
    let program = std::env::current_exe().ok()?;
    let out = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .env(CHILD, count.to_string())
        .output()
        .ok()?;
    let report = String::from_utf8_lossy(&out.stderr).into_owned();
    let line = report.lines().find(|line| line.contains("Collected :"))?;
    line.rsplit(' ').next()?.parse().ok()
}

fn days() -> usize {
    generate(climatology::parameters(260).expect("De Bilt is embedded"), 1, 0, 2011, 3).len()
}

/// Three years of evenly chosen columns; the sum of susceptibility keeps the work from being left out.
fn simulate(count: usize) -> f64 {
    let (p, fire) = (Parameters::verge(), FireParameters::default());
    let weather = generate(climatology::parameters(260).expect("De Bilt is embedded"), 1, 0, 2011, 3);
    let mut run = Run::new(&weather, &p, &fire, RainRule::SameDay, CO2_PPM);
    run.fire_days.iter_mut().for_each(|day| day.burnable = true);
    let chosen = |place: usize| place * COLUMNS / count;
    let lists: Vec<CutList> = (0..count).map(|place| cut_list(site_of(chosen(place)).2)).collect();
    let plans: Vec<StandPlan<'_>> = lists
        .iter()
        .enumerate()
        .map(|(place, cuts)| StandPlan { start: start(chosen(place), &p), warmup: cuts, cuts })
        .collect();
    let histories = stand_years::<F64x8>(InstructionSet::Avx2, &plans, &run, 0, [0.5, 0.6]).expect("balances close");
    histories.iter().flat_map(|history| &history.years).map(|year| year.susceptibility).sum()
}
