//! The extended generator against observed climate at stations whose years did not shape the parameters it pools.
//!
//! 200 years of one seed. Tolerances are those of the design; what is known to lie outside them is tested as it is, so that a
//! change in either direction is noticed.

use std::collections::BTreeMap;
use zeis::weather::climatology::{normals, parameters};
use zeis::weather::figures::{Figure, figures};
use zeis::weather::generate::generate;

/// Stations not used for the pooled parameters: five with 26-34 years of observations, nine with 10-14.
const TEST_STATIONS: [u16; 14] = [251, 269, 273, 278, 356, 240, 270, 275, 280, 323, 330, 350, 377, 391];
const SEED: u64 = 4;

fn generated(number: u16, years: usize) -> BTreeMap<String, Figure> {
    let series = generate(parameters(number).expect("station"), SEED, 0, 2001, years);
    figures(&series, false).into_iter().map(|figure| (figure.name.clone(), figure)).collect()
}

/// Rows of a table of this folder's `published` sister, comments left out.
fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines().filter(|line| !line.starts_with('#')).skip(1).map(|line| line.split(',').collect())
}

/// Monthly means of every station that lie outside their tolerance after so many years.
fn months_apart(years: usize) -> Vec<String> {
    let mut misses = Vec::new();
    for number in TEST_STATIONS {
        let found = generated(number, years);
        for (m, normal) in normals(number).expect("station").iter().enumerate() {
            for (name, wanted) in [
                ("tx_mean", normal.tmax_c),
                ("tn_mean", normal.tmin_c),
                ("radiation_mean", normal.radiation_mj_m2),
                ("rh_mean", normal.rh_pct),
                ("wind_mean", normal.wind_m_s),
                ("wet_days", normal.wet_days),
                ("rain", normal.rain_mm),
            ] {
                let figure = &found[&format!("{name}_{:02}", m + 1)];
                if !figure.tolerance.holds(wanted, figure.value) {
                    misses.push(format!("{number} {} {:.2}, normal {wanted:.2}", figure.name, figure.value));
                }
            }
        }
    }
    misses
}

/// All of 1176 monthly means of 800 years; in 200 years chance alone takes some over the limit, at most one in a hundred.
#[test]
fn monthly_means_agree_with_the_normals() {
    let misses = months_apart(800);
    assert!(misses.is_empty(), "{}", misses.join("\n"));
    let misses = months_apart(200);
    assert!(misses.len() <= 11, "{}", misses.join("\n"));
}

/// Spread between years against that of observed years, whose short series were brought to the years of the long ones.
#[test]
fn years_differ_as_much_as_observed_ones() {
    const FIGURES: [(&str, &str); 7] = [
        ("T_JJA", "sd_temperature_june_august"),
        ("T_ann", "sd_temperature_year"),
        ("Q_AS", "sd_radiation_april_september"),
        ("R_ann", "sd_rain_year"),
        ("R_AS", "sd_rain_april_september"),
        ("maxdef", "sd_deficit"),
        ("wd_AS", "sd_wet_days_april_september"),
    ];
    let table = include_str!("../../published/weather_between_year_sd.csv");
    let observed: BTreeMap<(u16, &str), f64> = rows(table)
        .map(|row| ((row[0].parse().expect("a number"), row[1]), row[2].parse().expect("a spread")))
        .collect();
    let mut ratios: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for number in TEST_STATIONS {
        let found = generated(number, 200);
        for (metric, name) in FIGURES {
            ratios.entry(metric).or_default().push(found[name].value / observed[&(number, metric)]);
        }
    }
    for (metric, ratios) in ratios {
        let mean = ratios.iter().sum::<f64>() / ratios.len() as f64;
        assert!((0.85..1.15).contains(&mean), "{metric}: {mean:.3} of the observed spread");
    }
}

/// Spells, heat, deficit, autumn rain and correlations against observed ones at the five test stations with long series.
#[test]
fn spells_heat_and_deficit_are_like_observed_ones() {
    let table = include_str!("../../published/weather_observed_figures.csv");
    let mut ratios: BTreeMap<&str, Vec<(f64, f64)>> = BTreeMap::new();
    let mut stations: BTreeMap<u16, BTreeMap<String, Figure>> = BTreeMap::new();
    for row in rows(table) {
        let number: u16 = row[0].parse().expect("a number");
        let found = stations.entry(number).or_insert_with(|| generated(number, 200));
        let observed: f64 = row[2].parse().expect("a figure");
        ratios.entry(row[1]).or_default().push((found[row[1]].value, observed));
    }
    assert!(stations.len() == 5 && stations.keys().all(|number| TEST_STATIONS.contains(number)));
    let ratio = |name: &str| {
        let pairs = &ratios[name];
        pairs.iter().map(|pair| pair.0).sum::<f64>() / pairs.iter().map(|pair| pair.1).sum::<f64>()
    };
    for (name, low, high) in [
        ("dry_spells_5_days", 0.9, 1.1),
        ("dry_spells_10_days", 0.85, 1.25),
        ("dry_spells_15_days", 0.75, 1.45),
        ("dry_spells_20_days", 0.75, 1.45),
        ("longest_dry_april_september", 0.9, 1.15),
        ("days_25_degrees", 0.9, 1.1),
        ("days_30_degrees", 0.8, 1.2),
        ("largest_daily_rain", 0.85, 1.1),
        ("deficit", 0.88, 1.12),
        // Autumns differ too little in rain: 0.85.
        ("sd_rain_september_november", 0.8, 1.15),
    ] {
        let found = ratio(name);
        assert!((low..high).contains(&found), "{name}: {found:.3} of the observed");
    }
    for (found, observed) in &ratios["correlation_tx_radiation"] {
        assert!((found - observed).abs() < 0.06, "correlation {found:.3}, observed {observed:.3}");
    }
    // Successive days are too little alike.
    for (found, observed) in &ratios["correlation_tx_day_before"] {
        assert!((0.8..0.99).contains(&(found / observed)), "day to day {found:.3}, observed {observed:.3}");
    }
}
