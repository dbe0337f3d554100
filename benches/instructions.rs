//! Instructions per column-day, counted by valgrind: the day loop against a limit, and the plain computation beside it.
//!
//! Each (f64 x 8 and f32 x 16 with AVX2, fire on every day; the plain computation) runs under callgrind over two numbers
//! of columns; the difference leaves out start-up. Fails where f64 x 8 is above the limit; says so and passes where
//! valgrind or AVX2 is missing. Run: `cargo bench --bench instructions`.

mod columns;
mod naive;

use columns::{CO2_PPM, COLUMNS, cut_list, plain, site_of, start};
use std::process::{Command, ExitCode};
use zeis::fire::drivers::FireWeather;
use zeis::fire::parameters::FireParameters;
use zeis::lane::dispatch::InstructionSet;
use zeis::lane::{F32x16, F64x8, Lane};
use zeis::mowing::patches::CutList;
use zeis::simulation::{Run, StandPlan, stand_years};
use zeis::vegetation::parameters::Parameters;
use zeis::weather::climatology;
use zeis::weather::generate::generate;

/// Most instructions per column-day of f64 x 8: the goal of 410 for growth and fire, and 60 for the five other readings of
/// susceptibility, the other model of spread among them. 456 measured.
const LIMIT: f64 = 470.0;
/// Numbers of columns of the two runs.
const COUNTS: [usize; 2] = [64, 192];
/// Variables that make the program the one that is counted: number of columns and way to compute them.
const CHILD: &str = "ZEIS_COUNTED_COLUMNS";
const WAY: &str = "ZEIS_COUNTED_WAY";
/// Ways to compute the columns.
const WAYS: [(&str, &str); 3] =
    [("f64", "f64 x 8, AVX2, every day"), ("f32", "f32 x 16, AVX2, every day"), ("plain", "plain computation")];

fn main() -> ExitCode {
    if let Some(count) = std::env::var(CHILD).ok().and_then(|text| text.parse().ok()) {
        println!("{}", simulate(&std::env::var(WAY).unwrap_or_default(), count));
        return ExitCode::SUCCESS;
    }
    if !InstructionSet::Avx2.available() {
        println!("skipped: this machine lacks AVX2");
        return ExitCode::SUCCESS;
    }
    let column_days = ((COUNTS[1] - COUNTS[0]) * run_days()) as f64;
    let mut code = ExitCode::SUCCESS;
    for (way, name) in WAYS {
        let [Some(few), Some(many)] = COUNTS.map(|count| instructions(way, count)) else {
            println!("skipped: valgrind is not there or cannot run the program");
            return code;
        };
        let per_column_day = (many - few) / column_days;
        let limit = if way == "f64" { format!("; at most {LIMIT:.0}") } else { String::new() };
        println!("{name:<26} {per_column_day:>5.0} instructions per column-day{limit}");
        if way == "f64" && per_column_day > LIMIT {
            code = ExitCode::FAILURE;
        }
    }
    code
}

/// Instructions of a run with this many columns.
fn instructions(way: &str, count: usize) -> Option<f64> {
    let program = std::env::current_exe().ok()?;
    let out = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .env(CHILD, count.to_string())
        .env(WAY, way)
        .output()
        .ok()?;
    let report = String::from_utf8_lossy(&out.stderr).into_owned();
    let line = report.lines().find(|line| line.contains("Collected :"))?;
    line.rsplit(' ').next()?.parse().ok()
}

fn run_days() -> usize {
    generate(climatology::parameters(260).expect("De Bilt is embedded"), 1, 0, 2011, 3).len()
}

/// Three years of evenly chosen columns; the sum of susceptibility keeps the work from being left out.
fn simulate(way: &str, count: usize) -> f64 {
    let (p, fire) = (Parameters::verge(), FireParameters::default());
    let weather = generate(climatology::parameters(260).expect("De Bilt is embedded"), 1, 0, 2011, 3);
    let mut run = Run::new(&weather, &p, &fire, &FireWeather::default(), CO2_PPM);
    run.fire_days.iter_mut().for_each(|day| day.burnable = true);
    let chosen: Vec<usize> = (0..count).map(|place| place * COLUMNS / count).collect();
    match way {
        "plain" => plain(&naive::day_inputs(&weather, run.fire_days.iter().map(|day| day.codes.ffmc)), &chosen, &fire),
        "f32" => kernel::<F32x16>(&chosen, &run, &p),
        _ => kernel::<F64x8>(&chosen, &run, &p),
    }
}

fn kernel<L: Lane>(chosen: &[usize], run: &Run<'_>, p: &Parameters) -> f64 {
    let lists: Vec<CutList> = chosen.iter().map(|&column| cut_list(site_of(column).2)).collect();
    let starts = chosen.iter().map(|&column| start(column, p));
    let plans: Vec<StandPlan<'_>> =
        starts.zip(&lists).map(|(start, cuts)| StandPlan { start, warmup: cuts, cuts }).collect();
    let histories =
        stand_years::<L>(InstructionSet::Avx2, &plans, run, 0, [0.5, 0.6, f64::INFINITY]).expect("balances close");
    histories.iter().flat_map(|history| &history.years).map(|year| year.susceptibility).sum()
}
