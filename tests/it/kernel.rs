//! The kernel against the plain way to compute a verge, against itself on every instruction set and width of lane, and
//! against its own account of work.

use crate::counted::{self, Counted};
use crate::made_weather::made_weather;
use crate::naive;
use zeis::calendar::MonthDay;
use zeis::fire::drivers::FireWeather;
use zeis::fire::parameters::FireParameters;
use zeis::lane::dispatch::{Avx512, Baseline, InstructionSet, Instructions};
use zeis::lane::{F32x16, F64x4, F64x8, F64x16, Lane};
use zeis::mowing::patches::{CutList, PlannedCut, Timing};
use zeis::mowing::regime::{Machine, Removal};
use zeis::simulation::outcome::StandYear;
use zeis::simulation::{ColumnStart, Run, StandPlan, stand_years};
use zeis::vegetation::parameters::Parameters;
use zeis::vegetation::site::Site;
use zeis::vegetation::traits::Shares;
use zeis::weather::WeatherSeries;

const CO2_PPM: f64 = 395.0;

/// A cut: month, day, height in m, what becomes of the cuttings, days that they lie.
type Cut = (u8, u8, f64, Removal, u8);

/// A verge of the tests: water capacity, first year's nitrogen, turnover, shade, shares, cuts.
struct Verge {
    whc_mm: f64,
    n_first_year_kg_ha: f64,
    n_turnover_per_year: f64,
    shade: f64,
    shares: [f64; 4],
    cuts: Vec<Cut>,
}

fn verges() -> Vec<Verge> {
    let sites = [
        (170.0, 200.0, 0.06, 0.0, [0.3, 0.6, 0.1, 0.0]),
        (120.0, 80.0, 0.08, 0.2, [0.1, 0.5, 0.3, 0.1]),
        (70.0, 30.0, 0.12, 0.0, [0.0, 0.2, 0.4, 0.4]),
    ];
    let regimes: [&[Cut]; 6] = [
        &[],
        &[(9, 15, 0.08, Removal::Hay, 3)],
        &[(6, 25, 0.10, Removal::Hay, 0)],
        &[(6, 20, 0.08, Removal::Hay, 5), (9, 30, 0.08, Removal::Hay, 3)],
        &[(6, 20, 0.08, Removal::Mulch, 0), (9, 15, 0.10, Removal::Mulch, 0)],
        &[(5, 25, 0.06, Removal::Hay, 2), (7, 20, 0.06, Removal::Mulch, 0), (9, 20, 0.06, Removal::Hay, 7)],
    ];
    let mut all = Vec::new();
    for (whc_mm, n_first_year_kg_ha, n_turnover_per_year, shade, shares) in sites {
        for cuts in regimes {
            let cuts = cuts.to_vec();
            all.push(Verge { whc_mm, n_first_year_kg_ha, n_turnover_per_year, shade, shares, cuts });
        }
    }
    all
}

fn cut_list(verge: &Verge) -> CutList {
    let cuts = verge.cuts.iter().zip(0..).map(|(&(month, day, height_m, removal, lying_days), visit)| PlannedCut {
        timing: Timing::Day(MonthDay::new(month, day).expect("a day of every year")),
        visit,
        height_m,
        machine: Machine::DiscHay,
        removal,
        lying_days,
    });
    CutList { years: vec![cuts.collect()], once: 0 }
}

fn start(verge: &Verge, p: &Parameters) -> ColumnStart {
    let [a, b, c, d] = verge.shares;
    ColumnStart {
        site: Site {
            shade: verge.shade,
            n_turnover_per_year: verge.n_turnover_per_year,
            ..Site::open(verge.whc_mm, p)
        },
        shares: Shares { a, b, c, d },
        n_mineralisation_kg_ha: verge.n_first_year_kg_ha,
        fires_per_susceptibility: 0.0,
    }
}

fn kernel<L: Lane>(set: impl Instructions, weather: &WeatherSeries, verges: &[Verge]) -> Vec<Vec<StandYear>> {
    let (p, fire) = (Parameters::verge(), FireParameters::default());
    let run = Run::new(weather, &p, &fire, &FireWeather::default(), CO2_PPM);
    let lists: Vec<CutList> = verges.iter().map(cut_list).collect();
    let plans: Vec<StandPlan<'_>> = verges
        .iter()
        .zip(&lists)
        .map(|(verge, cuts)| StandPlan { start: start(verge, &p), warmup: cuts, cuts })
        .collect();
    let histories = stand_years::<L>(set, &plans, &run, 1, [0.5, 0.6, f64::INFINITY]).expect("balances close");
    histories.into_iter().map(|history| history.years).collect()
}

fn baseline(weather: &WeatherSeries, verge: &Verge) -> Vec<naive::Sums> {
    let p = Parameters::verge();
    let fire = FireParameters::default();
    let run = Run::new(weather, &p, &fire, &FireWeather::default(), CO2_PPM);
    let mut column = naive::Column::new(naive::SiteInput {
        fuel: naive::FuelInput::of(&fire),
        whc_mm: verge.whc_mm,
        n_first_year_kg_ha: verge.n_first_year_kg_ha,
        n_turnover_per_year: verge.n_turnover_per_year,
        n_deposition_kg_ha: 19.0,
        n_fixation_kg_ha: 5.0,
        shade: verge.shade,
        co2_ppm: CO2_PPM,
        shares: verge.shares,
        cuts: verge
            .cuts
            .iter()
            .map(|&(month, day, height_m, removal, lying_days)| naive::CutInput {
                month,
                day,
                height_m,
                hay: removal == Removal::Hay,
                lying_days,
            })
            .collect(),
    });
    let days = naive::day_inputs(weather, run.fire_days.iter().map(|day| day.codes.ffmc));
    days.iter().filter_map(|day| column.step(day)).skip(1).collect()
}

/// A number read off a year.
type Quantity = fn(&StandYear) -> f64;

fn close(name: &str, kernel: f64, plain: f64, scale: f64) {
    let difference = (kernel - plain).abs() / plain.abs().max(scale);
    assert!(difference < 1e-6, "{name}: kernel {kernel}, plain {plain}, difference {difference:e}");
}

#[test]
fn the_kernel_agrees_with_the_plain_computation() {
    let weather = made_weather(2019, 4);
    let verges = verges();
    let kernel = kernel::<F64x8>(InstructionSet::best(), &weather, &verges);
    let mut burnt = 0.0;
    for (verge, years) in verges.iter().zip(&kernel) {
        let plain_years = baseline(&weather, verge);
        assert_eq!(plain_years.len(), years.len());
        for (year, plain) in years.iter().zip(&plain_years) {
            close("growth", year.growth_kg_ha, plain.growth, 1.0);
            close("standing peak", year.standing_peak_kg_ha, plain.standing_peak, 1.0);
            close("production", year.production_kg_ha, plain.production, 1.0);
            close("dead fuel", year.dead_fuel_peak_kg_ha, plain.dead_fuel_peak, 1.0);
            close("curing", year.curing_peak, plain.curing_peak, 1e-3);
            close("dead in spring", year.dead_spring_kg_ha, plain.dead_spring, 1.0);
            close("susceptibility", year.susceptibility, plain.susceptibility, 1e-3);
            close("spring", year.susceptibility_spring, plain.susceptibility_spring, 1e-3);
            close("summer", year.susceptibility_summer, plain.susceptibility_summer, 1e-3);
            close("weighted", year.susceptibility_weighted, plain.susceptibility_weighted, 1e-3);
            let of = &year.readings;
            let readings = [of.short_scale, of.long_scale, of.by_load, of.second_opinion, of.fresh_cut];
            for (reading, plain) in readings.into_iter().zip(plain.readings) {
                close("another reading", reading, plain, 1e-3);
            }
            for (above, plain) in year.susceptibility_above.iter().zip(plain.susceptibility_above) {
                close("above a flame", *above, plain, 1e-3);
            }
            close("flame days", year.flame_days, plain.flame_days, 1.0);
            for form in 0..year.hazard_days.len() {
                close("susceptible days", year.susceptible_days[form], plain.susceptible_days[form], 1.0);
                close("hazard days", year.hazard_days[form], plain.hazard_days[form], 1.0);
            }
            close("mean height", year.mean_height_m, plain.mean_height, 1e-3);
            close("short days", year.short_days, plain.short_days, 1.0);
            close("tall days", year.tall_days[0], plain.tall_days[0], 1.0);
            close("very tall days", year.tall_days[1], plain.tall_days[1], 1.0);
            close("cut", year.over_cuts(|cut| cut.cut_kg_ha), plain.cut, 1.0);
            close("exported", year.over_cuts(|cut| cut.exported_kg_ha), plain.exported, 1.0);
            close("nitrogen", year.over_cuts(|cut| cut.exported_n_kg_ha), plain.exported_n, 1.0);
            for (half, plain) in year.half_months.iter().zip(plain.halves) {
                let values = [half.leaf_area, half.height_m, half.live_kg_ha, half.dead_kg_ha];
                for (value, plain) in values.into_iter().zip(plain) {
                    close("half-month", value, plain, 1e-3);
                }
            }
            let plain_cells = plain.spread.iter().flatten();
            for (cell, plain) in year.spread.iter().flatten().zip(plain_cells) {
                close("cell h", cell.susceptibility, plain[0], 1e-3);
                close("cell flame", cell.flame, plain[1], 1e-3);
                close("cell consumed", cell.consumed, plain[2], 1e-3);
            }
            burnt += year.susceptibility;
        }
    }
    assert!(burnt > 10.0, "the made weather must burn for this test to mean anything: {burnt}");
}

#[test]
fn days_too_moist_to_burn_add_exactly_nothing() {
    let weather = made_weather(2019, 3);
    let (p, fire, verges) = (Parameters::verge(), FireParameters::default(), verges());
    let lists: Vec<CutList> = verges.iter().map(cut_list).collect();
    let years = |run: &Run<'_>| {
        let plans: Vec<StandPlan<'_>> = verges
            .iter()
            .zip(&lists)
            .map(|(verge, cuts)| StandPlan { start: start(verge, &p), warmup: cuts, cuts })
            .collect();
        let histories = stand_years::<F64x8>(Baseline, &plans, run, 1, [0.5, 0.6, f64::INFINITY]).expect("closed");
        histories.into_iter().map(|history| history.years).collect::<Vec<_>>()
    };
    let skipping = Run::new(&weather, &p, &fire, &FireWeather::default(), CO2_PPM);
    let mut burning = skipping.clone();
    let mut moist_days = 0;
    for day in burning.fire_days.iter_mut().filter(|day| day.dead_moisture >= fire.extinction_moisture) {
        day.burnable = true;
        moist_days += 1;
    }
    assert!(moist_days > 100, "{moist_days}");
    assert!(years(&burning) == years(&skipping));
}

#[test]
fn hazard_limits_of_the_parameters_are_those_of_the_sums() {
    let weather = made_weather(2019, 2);
    let years = |fire: &FireParameters| {
        let (p, verge) = (Parameters::verge(), &verges()[0]);
        let run = Run::new(&weather, &p, fire, &FireWeather::default(), CO2_PPM);
        let cuts = cut_list(verge);
        let plan = StandPlan { start: start(verge, &p), warmup: &cuts, cuts: &cuts };
        let histories = stand_years::<f64>(Baseline, &[plan], &run, 1, [0.5, 0.6, f64::INFINITY]);
        histories.expect("balances close").remove(0).years.remove(0)
    };
    let shipped = FireParameters::default();
    let usual = years(&shipped);
    let strict = years(&FireParameters {
        hazard_flame_m: 0.3,
        hazard_susceptibility: 0.01,
        index_flame_scale_m: 0.5 * shipped.index_flame_scale_m,
        ..shipped
    });
    assert!(strict.flame_days > usual.flame_days);
    for (strict, usual) in strict.susceptible_days.iter().zip(usual.susceptible_days) {
        assert!(*strict > usual, "{strict} {usual}");
    }
    let extra = |year: &StandYear| year.susceptibility_weighted - year.susceptibility;
    assert!((extra(&strict) - 2.0 * extra(&usual)).abs() < 1e-9 * extra(&strict));
}

#[test]
fn every_instruction_set_and_width_of_a_run_gives_the_same_bits() {
    let weather = made_weather(2019, 3);
    let verges = verges();
    let scalar = kernel::<f64>(Baseline, &weather, &verges);
    for set in InstructionSet::ALL {
        if !set.available() {
            eprintln!("skipped: {} (this machine lacks it)", set.name());
            continue;
        }
        assert_eq!(kernel::<F64x8>(set, &weather, &verges), scalar, "eight columns on {}", set.name());
    }
    assert_eq!(kernel::<F64x4>(Baseline, &weather, &verges), scalar, "four columns");
    if let Some(set) = Avx512::here() {
        assert_eq!(kernel::<F64x16>(set, &weather, &verges), scalar, "sixteen columns");
    }
}

#[test]
fn single_precision_stays_close() {
    let weather = made_weather(1991, 31);
    let verges = verges();
    let double = kernel::<F64x8>(InstructionSet::best(), &weather, &verges);
    let single = kernel::<F32x16>(InstructionSet::best(), &weather, &verges);
    let mean = |years: &[StandYear], of: Quantity| years.iter().map(of).sum::<f64>() / years.len() as f64;
    for (double, single) in double.iter().zip(&single) {
        let quantities: [(&str, Quantity, f64); 12] = [
            ("by load", |year| year.readings.by_load, 0.1),
            ("after Cheney", |year| year.readings.second_opinion, 0.1),
            ("growth", |year| year.growth_kg_ha, 1.0),
            ("production", |year| year.production_kg_ha, 1.0),
            ("standing peak", |year| year.standing_peak_kg_ha, 1.0),
            ("dead fuel peak", |year| year.dead_fuel_peak_kg_ha, 1.0),
            ("curing peak", |year| year.curing_peak, 0.01),
            ("susceptibility", |year| year.susceptibility, 0.1),
            ("weighted", |year| year.susceptibility_weighted, 0.1),
            ("dead in spring", |year| year.dead_spring_kg_ha, 1.0),
            ("mean height", |year| year.mean_height_m, 0.01),
            ("taken away", |year| year.over_cuts(|cut| cut.exported_kg_ha), 1.0),
        ];
        for (name, of, scale) in quantities {
            let (double, single) = (mean(double, of), mean(single, of));
            let difference = (single - double).abs() / double.abs().max(scale);
            assert!(difference < 1e-3, "{name}: {double} in f64, {single} in f32");
        }
        let counts: [(&str, Quantity); 7] = [
            ("flame days", |year| year.flame_days),
            ("susceptible days", |year| year.susceptible_days[0]),
            ("susceptible days of a long scale", |year| year.susceptible_days[2]),
            ("hazard days", |year| year.hazard_days[0]),
            ("hazard days of a short scale", |year| year.hazard_days[1]),
            ("tall days", |year| year.tall_days[0]),
            ("short days", |year| year.short_days),
        ];
        for (name, of) in counts {
            let (double, single) = (mean(double, of), mean(single, of));
            assert!((double - single).abs() <= 1.0, "{name}: {double} in f64, {single} in f32");
        }
    }
}

#[test]
fn a_column_day_costs_no_more_than_it_should() {
    let weather = made_weather(2019, 2);
    let verges: Vec<Verge> = verges().into_iter().take(1).collect();
    counted::take();
    let years = kernel::<Counted>(Baseline, &weather, &verges);
    let counts = counted::take();
    assert_eq!(years[0].len(), 1);
    let days = weather.len() as f64;
    let per_day = |count: u64| count as f64 / days;
    let found = format!("{counts:?} over {days} days");
    assert!(per_day(counts.divisions) < 24.0, "divisions: {found}");
    assert!(per_day(counts.powers_of_two) < 11.0, "exp: {found}");
    assert!(per_day(counts.logarithms) < 6.0, "ln: {found}");
    assert!(per_day(counts.products + counts.sums) < 700.0, "sums and products: {found}");
}
