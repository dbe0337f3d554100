//! Several places at once: as alike as observed, on pairs of stations that shaped neither the curves nor what the generator pools.

use std::collections::BTreeMap;
use zeis::random::normal_probability;
use zeis::weather::WeatherSeries;
use zeis::weather::climatology::extended::SEASONS;
use zeis::weather::climatology::parameters;
use zeis::weather::figures::figures;
use zeis::weather::figures::likeness::{LIKENESSES, likenesses};
use zeis::weather::generate::Generator;
use zeis::weather::generate::sites::links;

/// Largest difference of a correlation that counts as agreement.
const CLOSE: f64 = 0.05;

fn generated(stations: &[u16], years: usize) -> Vec<WeatherSeries> {
    let places: Vec<_> = stations.iter().map(|&number| parameters(number).expect("station")).collect();
    let generators = places.iter().zip(links(&places)).map(|(place, links)| Generator::new(place).linked(links));
    generators.map(|generator| generator.series(3, 0, 2001, years)).collect()
}

/// An observed correlation, its error, and the generated one.
struct Pair {
    name: String,
    observed: f64,
    error: f64,
    generated: f64,
}

impl Pair {
    fn miss(&self) -> f64 {
        (self.generated - self.observed).abs()
    }

    /// Chance that two correlations of the same law, observed over about 30 years and generated over 100, come as close.
    fn chance_of_close(&self) -> f64 {
        let error = self.error * (1.0 + 30.0_f64 / 100.0).sqrt();
        2.0 * normal_probability(CLOSE / error) - 1.0
    }
}

/// All pairs of the table by quantity.
fn pairs(years: usize) -> BTreeMap<&'static str, Vec<Pair>> {
    let table = include_str!("../../published/weather_site_pairs.csv");
    let rows: Vec<Vec<&str>> =
        table.lines().filter(|line| !line.starts_with('#')).skip(1).map(|line| line.split(',').collect()).collect();
    let mut stations: Vec<u16> = rows.iter().flat_map(|row| &row[..2]).map(|cell| cell.parse().expect("one")).collect();
    stations.sort_unstable();
    stations.dedup();
    assert_eq!((stations.len(), rows.len()), (14, 91 * 4));
    let series = generated(&stations, years);
    let mut found = BTreeMap::new();
    for a in 0..stations.len() {
        for b in a + 1..stations.len() {
            for like in likenesses(&series[a], &series[b]) {
                found.insert((stations[a], stations[b], like.season, like.quantity), like.correlation);
            }
        }
    }
    let mut pairs: BTreeMap<_, Vec<Pair>> = BTreeMap::new();
    for row in rows {
        let [a, b] = [0, 1].map(|column| row[column].parse::<u16>().expect("a station"));
        let season = SEASONS.iter().position(|&name| name == row[2]).expect("a season");
        for (quantity, cells) in LIKENESSES.into_iter().zip(row[3..].chunks(2)) {
            let [observed, error] = [0, 1].map(|cell| cells[cell].parse().expect("a number"));
            let generated = found[&(a.min(b), a.max(b), season, quantity)];
            let name = format!("{a}-{b} {}", row[2]);
            pairs.entry(quantity).or_default().push(Pair { name, observed, error, generated });
        }
    }
    pairs
}

/// Pair by pair: how many are close, how many are within that and twice the error of the observed one, and how far the farthest
/// is; then all together, beside what a generator without fault would reach, as the observed correlations have errors too.
#[test]
fn days_of_two_places_are_as_alike_as_observed() {
    let limits: BTreeMap<&str, (f64, f64, f64)> = BTreeMap::from([
        ("rain_or_not", (0.94, 0.99, 0.10)),
        ("rain_amount", (0.70, 0.96, 0.26)),
        ("tmax", (0.93, 0.98, 0.12)),
        ("daily_range", (0.93, 0.99, 0.12)),
        ("radiation", (0.95, 0.99, 0.09)),
        ("rh", (0.82, 0.95, 0.19)),
        ("wind", (0.83, 0.91, 0.14)),
    ]);
    let (mut close, mut all, mut without_fault) = (0, 0, 0.0);
    for (quantity, pairs) in pairs(100) {
        let (least, least_uncertain, farthest) = limits[quantity];
        let share =
            |holds: &dyn Fn(&Pair) -> bool| pairs.iter().filter(|pair| holds(pair)).count() as f64 / pairs.len() as f64;
        let within = share(&|pair| pair.miss() <= CLOSE);
        let nearly = share(&|pair| pair.miss() <= CLOSE + 2.0 * pair.error);
        let worst = pairs.iter().max_by(|a, b| a.miss().total_cmp(&b.miss())).expect("pairs");
        let told = format!(
            "{quantity}: {within:.3} within {CLOSE}, {nearly:.3} within that and twice the error of the observed; farthest {} {:.3}, observed {:.3}",
            worst.name, worst.generated, worst.observed
        );
        println!("{told}");
        assert!(within >= least && nearly >= least_uncertain && worst.miss() <= farthest, "{told}");
        close += pairs.iter().filter(|pair| pair.miss() <= CLOSE).count();
        all += pairs.len();
        without_fault += pairs.iter().map(Pair::chance_of_close).sum::<f64>();
    }
    let [found, best] = [close as f64, without_fault].map(|count| count / all as f64);
    println!("{found:.3} of {all} within {CLOSE}; without fault of the generator {best:.3}");
    assert!(found >= 0.89 && found >= best - 0.04, "{found} {best}");
}

/// Sharing numbers leaves the climate of each place as it is.
#[test]
fn a_place_keeps_its_climate_among_others() {
    const STATIONS: [u16; 5] = [344, 330, 240, 310, 323];
    let linked = generated(&STATIONS, 200);
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
