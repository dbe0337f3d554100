//! Growth: reference traces, a year of made-up weather, lanes against scalars, properties and edge cases.

mod behaviour;
mod processes;
mod profiles;
mod verb;

use std::fmt::Write as _;
use std::path::Path;

use zeis::calendar::{Date, MonthDay};
use zeis::lane::{F32x16, F64x8, Lane};
use zeis::mowing::cut::{LaneCut, apply};
use zeis::scenario::site_file::{CutDay, GrowSite, Restart, SiteCut, load};
use zeis::simulation::grow::{COLUMNS, TraceDay, grow};
use zeis::vegetation::balance::Balance;
use zeis::vegetation::composition::new_year;
use zeis::vegetation::drivers::{DayDrivers, WeatherMemory, WeatherRow, drivers};
use zeis::vegetation::parameters::Parameters;
use zeis::vegetation::processes::Processes;
use zeis::vegetation::profile::Profile;
use zeis::vegetation::site::{Column, Site};
use zeis::vegetation::stand::{Stand, organic_nitrogen};
use zeis::vegetation::traits::Shares;
use zeis::vegetation::{Fluxes, step};

use crate::shared::external;

/// Triangle wave of a period, 1 at its middle and 0 at its ends: weather without transcendental functions.
fn wave(day: usize, period: usize) -> f64 {
    let phase = (day % period) as f64 / period as f64;
    1.0 - (2.0 * phase - 1.0).abs()
}

/// Years from 2001 with cold winters, dry spells and snow, by formula.
pub(crate) fn made_up_weather(days: usize) -> Vec<WeatherRow> {
    let first: Date = "2001-01-01".parse().expect("a date");
    let dates = std::iter::successors(Some(first), |date| date.tomorrow().ok());
    let row = |(day, date): (usize, Date)| {
        let season = wave(day, 365);
        let temp_c = -6.0 + 26.0 * season + 6.0 * (wave(day, 11) - 0.5);
        let rain_mm = if day % 4 == 0 && (day / 40) % 4 != 2 { 2.0 + 12.0 * wave(day, 23) } else { 0.0 };
        let par_mj_m2 = 0.8 + 9.0 * season * (0.4 + 0.6 * wave(day, 5));
        WeatherRow { date, temp_c, par_mj_m2, rain_mm, makkink_mm: 0.2 + 0.55 * par_mj_m2, co2_ppm: 420.0, snow: None }
    };
    (0..days).zip(dates).map(row).collect()
}

/// Made-up weather as drivers.
fn made_up_days(days: usize) -> Vec<DayDrivers> {
    drivers(made_up_weather(days), &mut WeatherMemory::start(), &Parameters::verge())
}

/// Eight sites from poor sand to rich clay, with their composition.
fn sites(p: &Parameters) -> Vec<(Site<f64>, Stand<f64>)> {
    let one = |i: usize| {
        let part = i as f64 / 7.0;
        let site = Site {
            shade: 0.06 * i as f64,
            n_deposition_kg_ha: 15.0 + 5.0 * part,
            n_fixation_kg_ha: 3.0 * part,
            n_turnover_per_year: if i.is_multiple_of(2) { 0.06 } else { 0.12 },
            ..Site::open(60.0 + 120.0 * part, p)
        };
        let shares = Shares { a: 0.3 * part, b: 0.2 + 0.4 * part, c: 0.4 * (1.0 - part), d: 0.4 - 0.3 * part };
        let organic = organic_nitrogen(30.0 + 170.0 * part, site.n_turnover_per_year);
        (site, Stand::start(&shares, &site, organic, p))
    };
    (0..8).map(one).collect()
}

/// Cut of a site on a day: heights, dates, removal and days in the swath all differ; site 3 is never cut.
fn cut_of(site: usize, day: &DayDrivers) -> LaneCut<f64> {
    let i = site as f64;
    let first = u16::try_from(150 + 7 * site).expect("small");
    let cut = LaneCut { height_m: 0.05 + 0.01 * i, hay: (site % 2) as f64, lying_days: (3 * site) as f64 };
    let mown = site != 3 && (day.day_of_year == first || (site > 4 && day.day_of_year == 260));
    if mown { cut } else { LaneCut::NOTHING }
}

/// Runs one column per lane over the days; gives the evening of every day.
fn run<L: Lane>(stands: &[(Site<f64>, Stand<f64>)], days: &[DayDrivers]) -> Vec<(Stand<L>, Fluxes<L>)> {
    let p = Parameters::verge();
    let (mut site, mut stand) = (Site::splat(&stands[0].0), Stand::splat(&stands[0].1));
    for (i, (one_site, one_stand)) in stands.iter().enumerate().take(L::WIDTH) {
        site.set_column(i, one_site);
        stand.set_column(i, one_stand);
    }
    let mut column: Column<L> = Column::new(&stand.shares(), &site, &p);
    let mut balance = Balance::open(&stand, 0.0);
    let mut snow_mm = 0.0;
    let mut evenings = Vec::new();
    for (index, day) in days.iter().enumerate() {
        if day.new_year && index > 0 {
            let residual = balance.close(&stand, &column, snow_mm);
            for i in 0..stands.len().min(L::WIDTH) {
                assert!(!residual.fails(i), "column {i} before {}: {residual:?}", day.date);
            }
            column = new_year(&mut stand, &site, &p);
            balance = Balance::open(&stand, snow_mm);
        }
        let mut cut: LaneCut<L> = LaneCut::splat(&LaneCut::NOTHING);
        for i in 0..stands.len().min(L::WIDTH) {
            cut.set_column(i, &cut_of(i, day));
        }
        if L::any(cut.height_m.gt(L::zero())) {
            let mass = apply(&mut stand, &cut, &column, &p, day.temp_sum);
            balance.add_export(mass.exported_n_kg_ha);
        }
        let fluxes = step(&mut stand, &column, &p, day);
        balance.add_day(&fluxes, day);
        snow_mm = day.snow_mm;
        evenings.push((stand, fluxes));
    }
    evenings
}

/// A mid site over made-up weather with two hay cuts at 8 cm.
pub fn mid_site(days: usize) -> GrowSite {
    let p = Parameters::verge();
    let site = Site::open(120.0, &p);
    let shares = Shares { a: 0.1, b: 0.5, c: 0.3, d: 0.1 };
    let cut = |month, day| SiteCut {
        day: CutDay::Yearly(MonthDay::new(month, day).expect("a day")),
        cut: LaneCut { height_m: 0.08, hay: 1.0, lying_days: 0.0 },
    };
    GrowSite {
        burns: Vec::new(),
        parameters: p,
        processes: Processes::of(Profile::Verge),
        fertility_kg_ha: Some(80.0),
        rota: None,
        site,
        start: Stand::start(&shares, &site, organic_nitrogen(80.0, 0.12), &p),
        memory: WeatherMemory::start(),
        cuts: vec![cut(6, 20), cut(9, 15)],
        restart: Restart::Never,
        weather: made_up_weather(days),
    }
}

/// Reference traces of two years: every printed column and the height.
#[test]
fn reference_traces_are_reproduced() {
    for case in ["mid_2cut_hay", "high_2cut_mulch", "low_uncut"] {
        let folder = "reference/growth/spec_traces";
        let file = |name: &str| external("reference_traces_are_reproduced", &format!("{folder}/{name}"));
        let (Some(json), Some(trace), Some(height), Some(weather)) = (
            file(&format!("{case}_case.json")),
            file(&format!("{case}_trace.csv")),
            file(&format!("{case}_height.csv")),
            file("wageningen_1983_1984_weather.csv"),
        ) else {
            return;
        };
        let folder = tempfile::tempdir().expect("a folder");
        let site = folder.path().join("site.toml");
        std::fs::write(&site, site_file_of(&json, &weather)).expect("written");
        let found = grow(&load(&site).expect("a valid site")).expect("a run");
        let mut worst = (0.0, String::new());
        compare(&trace, &found, &mut worst);
        compare(&height, &found, &mut worst);
        println!("{case}: largest relative deviation {:.1e} at {}", worst.0, worst.1);
        assert!(worst.0 < 1e-6, "{case}: {worst:?}");
    }
}

/// The case as a site file.
fn site_file_of(json: &Path, weather: &Path) -> String {
    let text = std::fs::read_to_string(json).expect("a case");
    let case: serde_json::Value = serde_json::from_str(&text).expect("json");
    let mut out = format!("profile = \"verge\"\nweather = '{}'\n[site]\n", weather.display());
    let mut line = |text: String| writeln!(out, "{text}").expect("a string takes all");
    line(format!("whc_mm = {}", case["whc_mm"]));
    line(format!("norg0_kg_ha = {}", case["norg0_kg_ha"]));
    line(format!("shade = {}\nco2_ppm = {}\n[shares]", case["shade"], case["co2_ppm"]));
    for (name, share) in case["shares"].as_object().expect("shares") {
        line(format!("{name} = {share}"));
    }
    line("[start]".to_owned());
    for (name, value) in case["init"].as_object().expect("a start") {
        line(format!("{name} = {value}"));
    }
    for cut in case["cuts"].as_array().expect("cuts") {
        let (month, day) = (cut["month"].as_i64().expect("month"), cut["day"].as_i64().expect("day"));
        line(format!("[[cuts]]\nmonth_day = \"{month:02}-{day:02}\"\nheight_m = {}", cut["height_m"]));
        line(format!("removal = {}", cut["mode"]));
    }
    out
}

/// Largest relative deviation of every column of a printed table.
fn compare(file: &Path, found: &[TraceDay], worst: &mut (f64, String)) {
    let mut reader = csv::Reader::from_path(file).expect("a table");
    let header = reader.headers().expect("a header").clone();
    let mut rows = 0;
    for (record, day) in reader.records().zip(found) {
        let record = record.expect("a row");
        assert_eq!(record[0], day.date.to_string());
        for (name, text) in header.iter().zip(&record).skip(1) {
            let expected: f64 = text.parse().expect("a number");
            let value = day.value(name).unwrap_or_else(|| panic!("no column {name}"));
            // Below 1e-6 of a unit the printed digits of fluxes are rounding of differences.
            let deviation = (value - expected).abs() / expected.abs().max(1e-9);
            if deviation > worst.0 {
                *worst = (deviation, format!("{name} {}", day.date));
            }
        }
        rows += 1;
    }
    assert_eq!(rows, found.len());
}

/// Milestones of this engine on made-up weather, kept to notice any change; written down at its agreement with the
/// reference traces.
#[test]
fn a_made_up_season_stays_as_it_was() {
    let trace = grow(&mid_site(1095)).expect("a run");
    let at = |date: &str, column: &str| {
        let day = trace.iter().find(|day| day.date.to_string() == date).expect("a day of the run");
        day.value(column).expect("a column")
    };
    for (date, column, expected) in GOLDEN {
        let value = at(date, column);
        assert!((value - expected).abs() <= 1e-9 * expected.abs().max(1e-3), "{column} on {date}: {value}");
    }
}

const GOLDEN: [(&str, &str, f64); 17] = [
    ("2001-06-19", "BM", 2.9939743161329807e3),
    ("2001-06-20", "H", 1.5559812927307382e3),
    ("2001-06-20", "NX", 2.0825699666267266e1),
    ("2001-09-15", "H", 1.1436657412986403e2),
    ("2001-08-10", "curing", 5.49481622069461e-1),
    ("2001-12-31", "Norg", 6.252615795026107e2),
    ("2002-01-01", "sB", 4.33592283079268e-1),
    ("2002-05-31", "HT", 3.1674965325413107e-1),
    ("2002-06-20", "H", 2.6844053677297e3),
    ("2003-04-01", "SNOW", 1.8821293083881585e-4),
    ("2003-05-01", "W1", 3.366669316169631e1),
    ("2003-07-31", "W2", 2.2329502510810477e0),
    ("2003-08-31", "aGV", 3.196556810278883e2),
    ("2003-12-31", "GV", 7.634754677929274e2),
    ("2003-12-31", "LIT", 8.452906175856178e2),
    ("2003-12-31", "Nmin", 9.008371651907854e0),
    ("2003-12-31", "NL", 1.7475606177545593e1),
];

#[test]
fn lanes_have_the_bits_of_scalars() {
    let p = Parameters::verge();
    let days = made_up_days(730);
    let stands = sites(&p);
    let wide = run::<F64x8>(&stands, &days);
    for (i, (site, start)) in stands.iter().enumerate() {
        let mut stand = *start;
        let mut column = Column::new(&stand.shares(), site, &p);
        for (index, day) in days.iter().enumerate() {
            if day.new_year && index > 0 {
                column = new_year(&mut stand, site, &p);
            }
            apply(&mut stand, &cut_of(i, day), &column, &p, day.temp_sum);
            let fluxes = step(&mut stand, &column, &p, day);
            let (wide_stand, wide_fluxes) = &wide[index];
            assert!(wide_stand.column(i) == stand, "state of site {i} on {}", day.date);
            assert!(wide_fluxes.column(i) == fluxes, "fluxes of site {i} on {}", day.date);
        }
    }
}

#[test]
fn single_precision_stays_close() {
    let p = Parameters::verge();
    let days = made_up_days(3650);
    let stands = sites(&p);
    let (double, single) = (run::<F64x8>(&stands, &days), run::<F32x16>(&stands, &days));
    let mut worst: f64 = 0.0;
    for i in 0..8 {
        let mean = |of: &dyn Fn(usize) -> f64| (0..days.len()).map(of).sum::<f64>() / days.len() as f64;
        let pairs = [
            (mean(&|d| double[d].0.column(i).standing()), mean(&|d| single[d].0.column(i).standing())),
            (mean(&|d| double[d].0.column(i).n_organic), mean(&|d| single[d].0.column(i).n_organic)),
            (mean(&|d| double[d].0.column(i).height_m), mean(&|d| single[d].0.column(i).height_m)),
            (mean(&|d| double[d].0.column(i).curing()), mean(&|d| single[d].0.column(i).curing())),
            (mean(&|d| double[d].1.column(i).growth), mean(&|d| single[d].1.column(i).growth)),
            (double[days.len() - 1].0.column(i).n_organic, single[days.len() - 1].0.column(i).n_organic),
        ];
        for (wanted, found) in pairs {
            worst = worst.max(((found - wanted) / wanted).abs());
        }
    }
    println!("single precision: largest relative deviation of ten-year means {worst:.1e}");
    assert!(worst < 1e-3, "{worst:e}");
}

#[test]
fn a_cut_never_adds_biomass_and_hay_exports() {
    let site = mid_site(730);
    let hay = grow(&site).expect("a run");
    let mut mulch_site = site.clone();
    for cut in &mut mulch_site.cuts {
        cut.cut.hay = 0.0;
    }
    let mulch = grow(&mulch_site).expect("a run");
    let uncut = grow(&GrowSite { cuts: Vec::new(), ..site }).expect("a run");
    let column = |trace: &[TraceDay], name: &str| -> Vec<f64> {
        trace.iter().map(|day| day.value(name).expect("a column")).collect()
    };
    let cuts: Vec<usize> = (0..730).filter(|&i| column(&hay, "H")[i] > 0.0).collect();
    assert!(cuts.len() >= 2);
    let first = cuts[0];
    assert_eq!(hay[first].date.to_string(), "2001-06-20");
    assert!(column(&hay, "BM")[first] < column(&uncut, "BM")[first]);
    assert!(column(&hay, "HT")[first] < 0.1);
    let sum = |values: Vec<f64>| values.iter().sum::<f64>();
    assert!((sum(column(&hay, "Hx")) - 0.9 * sum(column(&hay, "H"))).abs() < 1e-6);
    assert_eq!(sum(column(&mulch, "Hx")) + sum(column(&mulch, "NX")), 0.0);
    assert!(column(&mulch, "LIT")[first] > column(&hay, "LIT")[first] + 500.0);
    assert!(column(&hay, "Norg")[729] < column(&mulch, "Norg")[729]);
}

#[test]
fn bare_ground_grows_again_and_nothing_is_ever_negative() {
    let p = Parameters::verge();
    let mut site = mid_site(1095);
    let zero = Stand {
        gv: 0.0,
        dv: 0.0,
        dr: 0.0,
        litter: 0.0,
        n_green: 0.0,
        n_dead: 0.0,
        n_litter: 0.0,
        w1: 0.0,
        w2: 0.0,
        ..site.start
    };
    site.start = Stand { n_critical: 0.0, ..zero };
    site.parameters = p;
    let trace = grow(&site).expect("a run");
    for day in &trace {
        for (name, value) in COLUMNS.iter().zip(day.values) {
            assert!(value.is_finite(), "{name} on {} is {value}", day.date);
            if !["T", "m10", "GRO"].contains(name) {
                assert!(value >= -1e-12, "{name} on {} is {value}", day.date);
            }
        }
        let [gv, curing] = ["GV", "curing"].map(|name| day.value(name).expect("a column"));
        assert!(curing <= 1.0 && gv < 20_000.0);
    }
    assert!(trace[1094].value("BM").expect("a column") > 500.0);
}

#[test]
fn shade_cold_and_drought_slow_growth() {
    let year = |change: &dyn Fn(&mut GrowSite)| {
        let mut site = mid_site(365);
        change(&mut site);
        let trace = grow(&site).expect("a run");
        trace.iter().map(|day| day.value("GRO").expect("a column")).sum::<f64>()
    };
    let open = year(&|_| {});
    assert!(year(&|site| site.site.shade = 0.5) < 0.8 * open);
    assert!(year(&|site| site.weather.iter_mut().for_each(|row| row.rain_mm *= 0.2)) < 0.8 * open);
    assert_eq!(year(&|site| site.weather.iter_mut().for_each(|row| row.temp_c = -1.0)), 0.0);
    let enriched = year(&|site| site.weather.iter_mut().for_each(|row| row.co2_ppm = 600.0));
    assert!(enriched > open && enriched < 1.3 * open);
}

#[test]
fn a_yearly_restart_begins_from_the_same_stand() {
    let mut site = mid_site(730);
    site.restart = Restart::Yearly;
    let trace = grow(&site).expect("a run");
    let organic = |day: usize| trace[day].value("Norg").expect("a column");
    assert!((organic(0) - organic(365)).abs() < 1.0 && (organic(364) - organic(365)).abs() > 5.0);
    assert_eq!(trace[700].value("sA"), Some(0.1));
}
