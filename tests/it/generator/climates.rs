//! Climates imposed on the generator: the changes that come out are those that went in.

use zeis::weather::climate::impose::ImposedChange;
use zeis::weather::climate::{ClimateChange, Variant, YearFactors, factors};
use zeis::weather::climatology::parameters;
use zeis::weather::figures::{Figure, figures};
use zeis::weather::generate::Generator;

const STATIONS: [u16; 8] = [260, 269, 273, 278, 280, 344, 356, 380];
const YEARS: usize = 200;
const SEED: u64 = 31;

fn shipped(name: &str, horizon: i16) -> YearFactors {
    factors(Variant::named(name).expect("a scenario"), horizon).expect("shipped").0
}

fn value(list: &[Figure], name: &str) -> f64 {
    list.iter().find(|figure| figure.name == name).expect("a figure").value
}

/// Reference and changed figures of a station, under the same random numbers and another seed than that of the correction.
fn pair(station: u16, name: &str, horizon: i16) -> [Vec<Figure>; 2] {
    let generator = Generator::new(parameters(station).expect("station"));
    let anchors = vec![(horizon, shipped(name, horizon))];
    let change = ClimateChange { name: name.to_owned(), anchors, transient: false, dry_persistence: 1.0 };
    let imposed = ImposedChange::new(&generator, &change);
    let changed = generator.changing_series(SEED, 0, 2001, YEARS, &|year| imposed.of(year));
    [figures(&generator.series(SEED, 0, 2001, YEARS), false), figures(&changed, false)]
}

#[test]
fn imposed_changes_come_back() {
    for (name, horizon) in [("Hd", 2100), ("Mn", 2050)] {
        let wanted = shipped(name, horizon);
        let pairs: Vec<[Vec<Figure>; 2]> = STATIONS.iter().map(|&station| pair(station, name, horizon)).collect();
        let share = |m: usize, what: &str, pair: &[Vec<Figure>; 2]| {
            let column = format!("{what}_{:02}", m + 1);
            value(&pair[1], &column) / value(&pair[0], &column)
        };
        let mut year = vec![[0.0; 3]; STATIONS.len()];
        for (m, month) in wanted.iter().enumerate() {
            let mut mean = 0.0;
            for (place, pair) in pairs.iter().enumerate() {
                let station = STATIONS[place];
                let moved = |what: &str| {
                    let column = format!("{what}_{:02}", m + 1);
                    value(&pair[1], &column) - value(&pair[0], &column)
                };
                for (what, wanted) in [("tx_mean", month.tmax_c), ("tn_mean", month.tmin_c)] {
                    let found = moved(what);
                    assert!((found - wanted).abs() < 0.15, "{name}-{horizon} {station} {what} {m}: {found} {wanted}");
                }
                let radiation = share(m, "radiation_mean", pair);
                assert!((radiation / month.radiation - 1.0).abs() < 0.02, "{name} {station} {m}: {radiation}");
                let rain = share(m, "rain", pair);
                assert!((rain / month.rain - 1.0).abs() < 0.06, "{name}-{horizon} {station} {m}: rain {rain}");
                mean += rain / month.rain / STATIONS.len() as f64;
                let column = format!("rain_{:02}", m + 1);
                let (before, after) = (value(&pair[0], &column), value(&pair[1], &column));
                year[place][0] += before;
                year[place][1] += after;
                year[place][2] += before * month.rain;
            }
            assert!((mean - 1.0).abs() < 0.02, "{name}-{horizon} month {m}: rain of eight stations {mean}");
        }
        for [_, after, wanted] in year {
            assert!((after / wanted - 1.0).abs() < 0.02, "{name}-{horizon}: rain of the year {after} {wanted}");
        }
        if (name, horizon) == ("Hd", 2100) {
            heat_and_deficit_follow_the_published_changes(&pairs);
        }
    }
}

/// Heat and drought under Hd against published changes of the country, which the generator was not given.
fn heat_and_deficit_follow_the_published_changes(pairs: &[[Vec<Figure>; 2]]) {
    let mean = |place: usize, name: &str| {
        pairs.iter().map(|pair| value(&pair[place], name)).sum::<f64>() / STATIONS.len() as f64
    };
    // Published: deficit 194 -> 336 mm (1.73), days of 25 degrees 24 -> 80 (+56), longest dry run of the year 1.15.
    let deficit = mean(1, "deficit") / mean(0, "deficit");
    assert!((1.55..1.85).contains(&deficit), "deficit {deficit}");
    let days = mean(1, "days_25_degrees") - mean(0, "days_25_degrees");
    assert!((50.0..70.0).contains(&days), "days of 25 degrees {days}");
    // Kept persistence lengthens the longest dry run about half as much as published.
    let run = mean(1, "longest_dry_year") / mean(0, "longest_dry_year");
    assert!((1.03..1.13).contains(&run), "longest dry run {run}");
}

#[test]
fn a_more_persistent_climate_has_longer_dry_runs_and_the_same_rain() {
    let generator = Generator::new(parameters(260).expect("De Bilt"));
    let run = |dry_persistence: f64| {
        let anchors = vec![(2100, shipped("Hd", 2100))];
        let change = ClimateChange { name: "Hd-2100".to_owned(), anchors, transient: false, dry_persistence };
        let imposed = ImposedChange::new(&generator, &change);
        figures(&generator.changing_series(SEED, 0, 2001, YEARS, &|year| imposed.of(year)), false)
    };
    let (kept, more) = (run(1.0), run(1.2));
    assert!(value(&more, "longest_dry_year") > 1.01 * value(&kept, "longest_dry_year"));
    let rain = |list: &[Figure]| (5..9).map(|m| value(list, &format!("rain_{m:02}"))).sum::<f64>();
    assert!((rain(&more) / rain(&kept) - 1.0).abs() < 0.02, "{} {}", rain(&more), rain(&kept));
}
