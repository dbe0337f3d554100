//! How verges behave: yields, depletion, curing, drought, warmth, and every edge of the inputs.

use proptest::prelude::*;
use zeis::calendar::MonthDay;
use zeis::mowing::cut::LaneCut;
use zeis::scenario::site_file::{CutDay, GrowSite, Restart, SiteCut};
use zeis::simulation::grow::{COLUMNS, TraceDay, grow};
use zeis::vegetation::drivers::{WeatherMemory, WeatherRow, weather_rows};
use zeis::vegetation::parameters::Parameters;
use zeis::vegetation::processes::{Process, Processes};
use zeis::vegetation::profile::Profile;
use zeis::vegetation::site::Site;
use zeis::vegetation::stand::{Stand, organic_nitrogen};
use zeis::vegetation::traits::Shares;
use zeis::weather::climatology;
use zeis::weather::generate::generate;

use super::made_up_weather;

/// High, mid and low site of the specification: first year's nitrogen, water capacity, shares.
const HIGH: (f64, f64, [f64; 4]) = (200.0, 170.0, [0.3, 0.6, 0.1, 0.0]);
const MID: (f64, f64, [f64; 4]) = (80.0, 120.0, [0.1, 0.5, 0.3, 0.1]);
const LOW: (f64, f64, [f64; 4]) = (30.0, 70.0, [0.0, 0.2, 0.4, 0.4]);
const TWO: &[(i8, i8)] = &[(6, 20), (9, 15)];
const ONE: &[(i8, i8)] = &[(6, 25)];

/// Weather of De Bilt as the generator makes it.
fn weather(years: usize) -> Vec<WeatherRow> {
    let parameters = climatology::parameters(260).expect("De Bilt is embedded");
    weather_rows(&generate(parameters, 7, 0, 2001, years), |_| 400.0).collect()
}

fn site_of(kind: (f64, f64, [f64; 4]), cuts: &[(i8, i8)], hay: bool, weather: Vec<WeatherRow>) -> GrowSite {
    let parameters = Parameters::verge();
    let (fertility, whc_mm, [a, b, c, d]) = kind;
    let site = Site::open(whc_mm, &parameters);
    let cut = |&(month, day): &(i8, i8)| SiteCut {
        day: CutDay::Yearly(MonthDay::new(month as u8, day as u8).expect("a day")),
        cut: LaneCut { height_m: 0.08, hay: f64::from(u8::from(hay)), lying_days: 0.0 },
    };
    GrowSite {
        burns: Vec::new(),
        processes: Processes::of(Profile::Verge),
        fertility_kg_ha: Some(fertility),
        rota: None,
        start: Stand::start(&Shares { a, b, c, d }, &site, organic_nitrogen(fertility, 0.12), &parameters),
        parameters,
        site,
        memory: WeatherMemory::start(),
        cuts: cuts.iter().map(cut).collect(),
        restart: Restart::Never,
        weather,
    }
}

/// Sums of a column in every year.
fn yearly(trace: &[TraceDay], column: &str) -> Vec<f64> {
    let mut sums: Vec<(i16, f64)> = Vec::new();
    for day in trace {
        let value = day.value(column).expect("a column");
        match sums.last_mut() {
            Some((year, sum)) if *year == day.date.year() => *sum += value,
            _ => sums.push((day.date.year(), value)),
        }
    }
    sums.into_iter().map(|(_, sum)| sum).collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Mean of a column on one day of the years.
fn on_day(trace: &[TraceDay], month: i8, day: i8, column: &str) -> f64 {
    let days = trace.iter().filter(|row| (row.date.month(), row.date.day()) == (month, day));
    mean(&days.map(|row| row.value(column).expect("a column")).collect::<Vec<_>>())
}

#[test]
fn yields_curing_and_nitrogen_lie_in_their_ranges() {
    let weather = weather(10);
    // Cut mass (t/ha/yr), exported nitrogen (kg/ha/yr) and curing on 10 August around the table of the specification
    // (another weather: a third either way), which lies within the published yields.
    for (kind, cuts, cut, nitrogen, curing) in [
        (HIGH, TWO, 6.1, 93.0, 0.42),
        (HIGH, ONE, 5.3, 76.0, 0.40),
        (MID, TWO, 3.6, 40.0, 0.52),
        (MID, ONE, 3.5, 37.0, 0.52),
        (LOW, TWO, 2.3, 18.0, 0.58),
        (LOW, ONE, 2.3, 18.0, 0.57),
    ] {
        let trace = grow(&site_of(kind, cuts, true, weather.clone())).expect("a run");
        let found = [
            (mean(&yearly(&trace, "H")) / 1000.0, cut),
            (mean(&yearly(&trace, "NX")), nitrogen),
            (on_day(&trace, 8, 10, "curing"), curing),
        ];
        for (found, expected) in found {
            assert!((found / expected - 1.0).abs() < 0.34, "{kind:?} {cuts:?}: {found} is far from {expected}");
        }
    }
}

#[test]
fn mulch_gives_more_mass_than_hay_and_unmown_verges_cure_more() {
    let weather = weather(10);
    for kind in [HIGH, MID, LOW] {
        let run = |cuts, hay| grow(&site_of(kind, cuts, hay, weather.clone())).expect("a run");
        let (hay, mulch, uncut) = (run(TWO, true), run(TWO, false), run(&[], true));
        assert!(mean(&yearly(&mulch, "H")) > mean(&yearly(&hay, "H")));
        assert_eq!(yearly(&mulch, "NX").iter().sum::<f64>(), 0.0);
        assert!(on_day(&uncut, 8, 10, "curing") > on_day(&hay, 8, 10, "curing"));
        let dead = |trace: &[TraceDay]| ["DV", "DR", "LIT"].map(|name| on_day(trace, 8, 10, name)).iter().sum::<f64>();
        assert!(dead(&uncut) > dead(&mulch) && dead(&mulch) > dead(&hay));
        assert!(hay[hay.len() - 1].value("Norg") < mulch[mulch.len() - 1].value("Norg"));
    }
}

#[test]
fn hay_depletes_a_fertilised_site_and_hardly_a_poor_one() {
    let weather = weather(21);
    let ratio = |kind| {
        let cut = yearly(&grow(&site_of(kind, TWO, true, weather.clone())).expect("a run"), "H");
        mean(&cut[16..]) / mean(&cut[..5])
    };
    let (high, low) = (ratio(HIGH), ratio(LOW));
    assert!((0.35..0.85).contains(&high), "formerly fertilised: {high}");
    assert!((0.75..1.15).contains(&low) && low > high, "poor: {low}");
}

#[test]
fn thirty_years_close_their_books_and_differ_from_year_to_year() {
    let cut = |kind| yearly(&grow(&site_of(kind, ONE, true, weather(30))).expect("thirty closed years"), "H");
    let spread = |values: &[f64]| {
        let mean = mean(values);
        (values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / values.len() as f64).sqrt() / mean
    };
    let (poor, rich) = (spread(&cut(LOW)[5..]), spread(&cut(HIGH)[5..]));
    println!("coefficient of variation of hay over 25 years: poor {poor:.2}, rich {rich:.2}; Palace Leas 0.29-0.44");
    // Known to be too narrow (see the module's notes); a spread below this would make every interval meaningless.
    assert!(poor > 0.08 && rich > 0.08, "{poor} {rich}");
}

#[test]
fn a_dry_summer_costs_hay_and_most_on_poor_sand() {
    let loss = |kind| {
        let usual = weather(4);
        let mut dry = usual.clone();
        for row in dry.iter_mut().filter(|row| row.date.year() == 2004 && (5..=9).contains(&row.date.month())) {
            (row.rain_mm, row.makkink_mm) = (0.35 * row.rain_mm, 1.15 * row.makkink_mm);
        }
        let last = |weather| yearly(&grow(&site_of(kind, TWO, true, weather)).expect("a run"), "GRO")[3];
        last(dry) / last(usual) - 1.0
    };
    let (sand, clay) = (loss(LOW), loss(HIGH));
    println!("growth of a dry year: poor sand {:.0} %, rich clay {:.0} %", 100.0 * sand, 100.0 * clay);
    assert!((-0.6..-0.05).contains(&sand) && (-0.6..-0.02).contains(&clay), "{sand} {clay}");
    assert!(sand < clay);
}

#[test]
fn growth_answers_to_nitrogen_water_and_warmth() {
    let total = |change: &dyn Fn(&mut GrowSite)| {
        let mut site = site_of(MID, ONE, true, weather(3));
        change(&mut site);
        let trace = grow(&site).expect("a run");
        let early = trace.iter().find(|day| day.value("BM") > Some(1500.0)).map_or(999, |day| day.date.day_of_year());
        let days = trace.iter().filter(|day| day.value("GRO") > Some(10.0)).count();
        (trace.iter().map(|day| day.value("GRO").expect("a column")).sum::<f64>(), early, days)
    };
    let usual = total(&|_| {});
    let mut before = 0.0;
    for fertility in [20.0, 50.0, 100.0, 200.0, 300.0] {
        let (growth, ..) = total(&|site| site.set_number("n_mineralisation_kg_ha", fertility).expect("within limits"));
        assert!(growth > before, "more nitrogen grows more");
        before = growth;
    }
    assert!(total(&|site| site.set_number("whc_mm", 200.0).expect("within limits")).0 > usual.0);
    let warm = total(&|site| site.weather.iter_mut().for_each(|row| row.temp_c += 2.0));
    assert!(warm.1 < usual.1, "spring comes earlier: day {} after {}", warm.1, usual.1);
    assert!(warm.2 > usual.2, "the season is longer: {} days after {}", warm.2, usual.2);
    let rich_air = |on: bool| {
        total(&|site| {
            site.weather.iter_mut().for_each(|row| row.co2_ppm = 800.0);
            site.processes.set(Process::Co2, on);
            site.processes.apply(&mut site.parameters, &mut site.site);
        })
        .0
    };
    assert!(rich_air(true) > rich_air(false) && (rich_air(false) - usual.0).abs() < 1e-9);
}

/// Seasonal means of KNMI'23 scenario Hd in 2100: warming (C; winter from the year's 4.27), rain and evaporation as factors.
#[test]
fn the_season_is_longer_and_the_summer_drier_under_hd() {
    let run = |hd: bool| {
        let mut site = site_of(MID, TWO, true, weather(6));
        for row in site.weather.iter_mut().filter(|_| hd) {
            let (warmer_c, rain) = match row.date.month() {
                12 | 1 | 2 => (3.62, 1.14),
                3..=5 => (3.5, 1.0),
                6..=8 => (5.0, 0.7182),
                _ => (4.96, 1.0204),
            };
            (row.temp_c, row.rain_mm, row.makkink_mm) =
                (row.temp_c + warmer_c, rain * row.rain_mm, 1.166 * row.makkink_mm);
        }
        grow(&site).expect("a run")
    };
    let (now, hd) = (run(false), run(true));
    let season = |trace: &[TraceDay]| trace.iter().filter(|day| day.value("GRO") > Some(1.0)).count();
    let warm = |trace: &[TraceDay]| trace.iter().filter(|day| day.value("fT") > Some(0.0)).count();
    println!(
        "days with growth: {} now, {} under Hd; warm enough: {}, {}",
        season(&now),
        season(&hd),
        warm(&now),
        warm(&hd)
    );
    assert!(season(&hd) > season(&now) && warm(&hd) > warm(&now));
    assert!(on_day(&hd, 8, 10, "WR") < on_day(&now, 8, 10, "WR"));
    assert!(on_day(&hd, 4, 1, "BM") > on_day(&now, 4, 1, "BM"), "spring is ahead");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Any site, any weather, any cuts, any choice of processes: nothing negative, nothing infinite, closed books.
    #[test]
    fn nothing_breaks_the_books(
        fertility in 0.0..300.0_f64,
        whc_mm in 5.0..400.0_f64,
        corners in prop::array::uniform4(0.0..1.0_f64),
        shade in 0.0..=1.0_f64,
        shift in -25.0..25.0_f64,
        wetness in 0.0..12.0_f64,
        demand in -0.5..4.0_f64,
        cuts in prop::collection::vec((1_i8..=12, 1_i8..=28, 0.001..0.6_f64, any::<bool>(), 0.0..=42.0_f64), 0..6),
        switches in prop::array::uniform11(any::<bool>()),
        table_m in 0.0..3.0_f64,
        empty in any::<bool>(),
    ) {
        let sum: f64 = corners.iter().sum::<f64>() + 1e-3;
        let share = |place: usize| (corners[place] + 2.5e-4) / sum;
        let kind = (fertility, whc_mm, [share(0), share(1), share(2), 1.0 - share(0) - share(1) - share(2)]);
        let mut weather = made_up_weather(760);
        for row in &mut weather {
            (row.temp_c, row.rain_mm) = (row.temp_c + shift, row.rain_mm * wetness);
            row.makkink_mm *= demand;
        }
        let mut site = site_of(kind, &[], true, weather);
        site.cuts = cuts.iter().map(|&(month, day, height_m, hay, lying_days)| SiteCut {
            day: CutDay::Yearly(MonthDay::new(month as u8, day as u8).expect("a day of every year")),
            cut: LaneCut { height_m, hay: f64::from(u8::from(hay)), lying_days },
        }).collect();
        (site.site.shade, site.site.water_table_high_m, site.site.water_table_low_m) = (shade, table_m, table_m + 0.5);
        if empty {
            let s = site.start;
            site.start = Stand { gv: 0.0, dv: 0.0, dr: 0.0, litter: 0.0, w1: 0.0, w2: 0.0, ..s };
            site.start.start_nitrogen(&site.parameters);
        }
        for (process, on) in Process::ALL.into_iter().zip(switches) {
            site.processes.set(process, on);
        }
        site.processes.apply(&mut site.parameters, &mut site.site);
        site.processes.empty(&mut site.start);
        let (water, top) = (site.start.w1 + site.start.w2, site.parameters.top_share);
        (site.start.w1, site.start.w2) = (top * water, (1.0 - top) * water);
        let trace = grow(&site).expect("closed books");
        for day in &trace {
            for (name, value) in COLUMNS.iter().zip(day.values) {
                prop_assert!(value.is_finite(), "{name} on {} is {value}", day.date);
                let signed = ["T", "m10"].contains(name);
                prop_assert!(signed || value >= -1e-9, "{name} on {} is {value}", day.date);
            }
            let shares: f64 = ["sA", "sB", "sC", "sD"].iter().map(|name| day.value(name).expect("a column")).sum();
            prop_assert!((shares - 1.0).abs() < 1e-9);
        }
    }
}
