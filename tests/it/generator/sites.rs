//! Several places at once: as alike as observed, on pairs of stations that shaped neither the curves' adjustment nor its check.

use std::collections::BTreeMap;
use zeis::weather::WeatherSeries;
use zeis::weather::climatology::parameters;
use zeis::weather::figures::{correlation, dates, figures};
use zeis::weather::generate::sites::links;
use zeis::weather::generate::{Generator, WET_DAY_MM};
use zeis::weather::quality::{CleanOptions, clean};
use zeis::weather::read::{GenericOptions, read_files};

/// Stations of which no pair was used to fit the adjustment.
const STATIONS: [u16; 5] = [344, 330, 240, 310, 323];

fn generated(years: usize) -> Vec<WeatherSeries> {
    let places: Vec<_> = STATIONS.iter().map(|&number| parameters(number).expect("station")).collect();
    let generators = places.iter().zip(links(&places)).map(|(place, links)| Generator::new(place).linked(links));
    generators.map(|generator| generator.series(3, 0, 2001, years)).collect()
}

/// Days of a season that both series have without a filled value: date and the day's place in each.
fn common_days(a: &WeatherSeries, b: &WeatherSeries, season: i8) -> Vec<(i8, usize, usize)> {
    let whole = |flags: &str| !["c", "g"].iter().any(|letter| flags.contains(&format!(":{letter}")));
    let places: BTreeMap<_, usize> = dates(b).into_iter().zip(0..).collect();
    dates(a)
        .into_iter()
        .enumerate()
        .filter(|(_, date)| date.month() % 12 / 3 == season)
        .filter_map(|(i, date)| Some((date.month(), i, *places.get(&date)?)))
        .filter(|&(_, i, j)| whole(&a.flags[i]) && whole(&b.flags[j]))
        .collect()
}

/// Correlation of the departures from the mean of each month.
fn likeness(days: &[(i8, usize, usize)], a: &[f64], b: &[f64]) -> f64 {
    let departures = |value: &dyn Fn(&(i8, usize, usize)) -> f64| -> Vec<f64> {
        let mean = |month: i8| {
            let of_month: Vec<f64> = days.iter().filter(|day| day.0 == month).map(value).collect();
            of_month.iter().sum::<f64>() / of_month.len() as f64
        };
        let means: BTreeMap<i8, f64> = (1..=12).map(|month| (month, mean(month))).collect();
        days.iter().map(|day| value(day) - means[&day.0]).collect()
    };
    correlation(&departures(&|day| a[day.1]), &departures(&|day| b[day.2]))
}

fn wet(series: &WeatherSeries) -> Vec<f64> {
    series.rain_mm.iter().map(|&mm| f64::from(u8::from(mm >= WET_DAY_MM))).collect()
}

/// Likeness of each pair of places in each season, by quantity.
fn pairs(series: &[WeatherSeries]) -> BTreeMap<(&'static str, usize, usize, i8), f64> {
    let mut found = BTreeMap::new();
    for a in 0..series.len() {
        for b in a + 1..series.len() {
            for season in 0..4 {
                let days = common_days(&series[a], &series[b], season);
                let (x, y) = (&series[a], &series[b]);
                let mut put = |name, u: &[f64], v: &[f64]| found.insert((name, a, b, season), likeness(&days, u, v));
                put("rain or not", &wet(x), &wet(y));
                put("maximum temperature", &x.tmax_c, &y.tmax_c);
                put("radiation", &x.radiation_mj_m2, &y.radiation_mj_m2);
                put("humidity", &x.rh_pct, &y.rh_pct);
                put("wind", &x.wind_m_s, &y.wind_m_s);
            }
        }
    }
    found
}

/// Rain or not, against the tabulated correlations of observations.
#[test]
fn wet_days_are_as_alike_as_observed() {
    let table = include_str!("../../published/weather_site_pairs.csv");
    let found = pairs(&generated(100));
    let (mut errors, mut bias) = (Vec::new(), 0.0);
    for row in table.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        let place = |cell: &str| STATIONS.iter().position(|number| number.to_string() == cell).expect("a station");
        let (a, b) = (place(cells[0]), place(cells[1]));
        let season = ["DJF", "MAM", "JJA", "SON"].iter().position(|&name| name == cells[2]).expect("a season");
        let observed: f64 = cells[3].parse().expect("a correlation");
        let error = found[&("rain or not", a.min(b), a.max(b), season as i8)] - observed;
        bias += error;
        errors.push(error.abs());
    }
    assert_eq!(errors.len(), 40);
    let mean = errors.iter().sum::<f64>() / 40.0;
    let largest = errors.iter().copied().fold(0.0, f64::max);
    assert!(mean < 0.04 && largest < 0.1 && (bias / 40.0).abs() < 0.03, "mean {mean}, largest {largest}, bias {bias}");
}

/// All quantities against station files, where these are at hand.
#[test]
fn finished_values_are_as_alike_as_observed() {
    let mut observed = Vec::new();
    for number in STATIONS {
        let file = format!("data/knmi/uurdag_{number}.txt");
        let Some(path) = crate::shared::external("likeness of several places", &file) else { return };
        let table = read_files(&[path], &GenericOptions::default()).expect("readable");
        let options = CleanOptions { force: true, keep_refused_years: true, ..CleanOptions::default() };
        observed.push(clean("station", &table.stations[0], &options).expect("clean").series);
    }
    let (found, wanted) = (pairs(&generated(100)), pairs(&observed));
    let mut errors: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for (key, wanted) in &wanted {
        errors.entry(key.0).or_default().push((found[key] - wanted).abs());
    }
    for (name, errors) in errors {
        let mean = errors.iter().sum::<f64>() / errors.len() as f64;
        // Wind at the coast against wind inland is too little alike, by up to 0.18.
        assert!(mean < 0.05, "{name}: mean error {mean} of the correlation");
    }
}

/// Sharing numbers leaves the climate of each place as it is.
#[test]
fn a_place_keeps_its_climate_among_others() {
    let linked = generated(200);
    for (number, series) in STATIONS.iter().zip(&linked) {
        let alone = Generator::new(parameters(*number).expect("station")).series(3, 0, 2001, 200);
        let (alone, linked) = (figures(&alone, false), figures(series, false));
        for (alone, linked) in alone.iter().zip(&linked).filter(|(figure, _)| figure.name.contains("_mean_")) {
            assert!(alone.tolerance.holds(alone.value, linked.value), "{number} {} {}", alone.name, linked.value);
        }
    }
    let first = Generator::new(parameters(STATIONS[0]).expect("station")).series(3, 0, 2001, 200);
    assert_eq!(first, linked[0], "the first place keeps its own numbers");
}
