//! The generator against the normals it is meant to reproduce.
//!
//! Two hundred years at a long inland station in the centre, one in the north and one in the south with a short record.
//! Tolerances are those of the climate pages for 200 years: maximum and minimum temperature 0.6 degrees, radiation 5 %
//! or 0.3 MJ, humidity 2 %, wind 0.35 m/s, wet days 1.2, rain 8 mm or 12 %.

use std::sync::OnceLock;
use zeis::weather::WeatherSeries;
use zeis::weather::climatology::{StationParameters, normals};
use zeis::weather::generate::generate;

const STATIONS: [u32; 3] = [260, 279, 370];
const YEARS: usize = 200;

/// The series of the three stations, and the month (0-11) of each day.
fn series() -> &'static [(u32, WeatherSeries, Vec<usize>)] {
    static SERIES: OnceLock<Vec<(u32, WeatherSeries, Vec<usize>)>> = OnceLock::new();
    SERIES.get_or_init(|| {
        STATIONS
            .iter()
            .map(|&number| {
                let parameters = StationParameters::of(number).expect("a station of the list");
                let series = generate(&parameters, 20, 3, 1991, YEARS);
                let months = months_of(&series);
                (number, series, months)
            })
            .collect()
    })
}

fn months_of(series: &WeatherSeries) -> Vec<usize> {
    let mut date = series.first_day;
    (0..series.len())
        .map(|_| {
            let month = date.month() as usize - 1;
            date = date.tomorrow().expect("a day follows");
            month
        })
        .collect()
}

/// Mean of a column by month.
fn monthly_means(values: impl Iterator<Item = f64>, months: &[usize]) -> [f64; 12] {
    let mut sums = [(0.0, 0.0); 12];
    for (value, &month) in values.zip(months) {
        sums[month].0 += value;
        sums[month].1 += 1.0;
    }
    sums.map(|(sum, days)| sum / days)
}

/// Sum of a column by month, as a mean over the years.
fn monthly_sums(values: impl Iterator<Item = f64>, months: &[usize]) -> [f64; 12] {
    let mut sums = [0.0; 12];
    for (value, &month) in values.zip(months) {
        sums[month] += value / YEARS as f64;
    }
    sums
}

/// Asserts that twelve values are near the normals and reports the largest and the mean absolute departure.
fn compare(station: u32, what: &str, found: [f64; 12], expected: [f64; 12], tolerance: impl Fn(f64) -> f64) {
    let departures: Vec<f64> = found.iter().zip(&expected).map(|(found, expected)| found - expected).collect();
    let largest = departures.iter().fold(0.0_f64, |a, d| if d.abs() > a.abs() { *d } else { a });
    let mean = departures.iter().map(|d| d.abs()).sum::<f64>() / 12.0;
    println!("{station} {what}: largest {largest:.3}, mean absolute {mean:.3}");
    for (month, (departure, expected)) in departures.iter().zip(&expected).enumerate() {
        let allowed = tolerance(*expected);
        assert!(departure.abs() <= allowed, "{station} {what} month {}: {departure:.3} of {expected}", month + 1);
    }
}

#[test]
fn monthly_means_are_those_of_the_normals() {
    for (number, series, months) in series() {
        let normals = normals(*number).expect("a station of the list");
        let mean = |column: &[f64]| monthly_means(column.iter().copied(), months);
        compare(*number, "TX", mean(&series.tmax_c), normals.map(|n| n.tmax_c), |_| 0.6);
        compare(*number, "TN", mean(&series.tmin_c), normals.map(|n| n.tmin_c), |_| 0.6);
        compare(*number, "TG", mean(&series.tmean_c), normals.map(|n| n.tmean_c), |_| 0.6);
        compare(*number, "Q", mean(&series.radiation_mj_m2), normals.map(|n| n.radiation_mj_m2), |q| {
            (0.05 * q).max(0.3)
        });
        compare(*number, "RH", mean(&series.rh_pct), normals.map(|n| n.rh_pct), |_| 2.0);
        compare(*number, "wind", mean(&series.wind_m_s), normals.map(|n| n.wind_m_s), |_| 0.35);
    }
}

#[test]
fn rain_and_wet_days_are_those_of_the_normals() {
    for (number, series, months) in series() {
        let normals = normals(*number).expect("a station of the list");
        let rain = monthly_sums(series.rain_mm.iter().copied(), months);
        compare(*number, "rain", rain, normals.map(|n| n.rain_mm), |mm| (0.12 * mm).max(8.0));
        let wet = monthly_sums(series.rain_mm.iter().map(|&mm| f64::from(u8::from(mm >= 0.3))), months);
        compare(*number, "wet days", wet, normals.map(|n| n.wet_days), |_| 1.2);
        assert!(series.rain_mm.iter().all(|&mm| mm == 0.0 || mm >= 0.3));
    }
}

#[test]
fn evaporation_and_minimum_humidity_follow_the_normals() {
    // No tolerance is published for these two; evaporation follows temperature and radiation, minimum humidity is an
    // estimate from constant vapour pressure.
    for (number, series, months) in series() {
        let normals = normals(*number).expect("a station of the list");
        let makkink = monthly_sums(series.makkink_mm.iter().copied(), months);
        compare(*number, "Makkink", makkink, normals.map(|n| n.makkink_mm), |mm| (0.06 * mm).max(1.5));
        let rh_min = monthly_means(series.rh_min_pct.iter().copied(), months);
        compare(*number, "RHmin", rh_min, normals.map(|n| n.rh_min_pct), |_| 7.0);
    }
}

#[test]
fn wet_days_follow_each_other_as_often_as_prescribed() {
    for (number, series, months) in series() {
        let parameters = StationParameters::of(*number).expect("a station of the list");
        let mut counts = [[(0.0_f64, 0.0_f64); 12]; 2];
        for day in 1..series.len() {
            let count = &mut counts[usize::from(series.rain_mm[day - 1] > 0.0)][months[day]];
            count.0 += f64::from(u8::from(series.rain_mm[day] > 0.0));
            count.1 += 1.0;
        }
        for (month, rain) in parameters.rain.iter().enumerate() {
            for (state, expected) in [rain.wet_after_dry, rain.wet_after_wet].into_iter().enumerate() {
                let (wet, days) = counts[state][month];
                let error = (expected * (1.0 - expected) / days).sqrt();
                assert!((wet / days - expected).abs() < 4.0 * error, "{number} {month} {state}: {}", wet / days);
            }
        }
    }
}

fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let n = a.len() as f64;
    let (ma, mb) = (a.iter().sum::<f64>() / n, b.iter().sum::<f64>() / n);
    let sum = |f: &dyn Fn(f64, f64) -> f64| a.iter().zip(b).map(|(x, y)| f(x - ma, y - mb)).sum::<f64>();
    sum(&|x, y| x * y) / (sum(&|x, _| x * x) * sum(&|_, y| y * y)).sqrt()
}

#[test]
fn warm_summer_days_are_sunny_and_dry_and_follow_each_other() {
    for (number, series, months) in series() {
        let days: Vec<usize> = (0..months.len()).filter(|&day| (5..8).contains(&months[day])).collect();
        let pick = |column: &[f64]| days.iter().map(|&day| column[day]).collect::<Vec<f64>>();
        let (tx, q, rh) = (pick(&series.tmax_c), pick(&series.radiation_mj_m2), pick(&series.rh_pct));
        let (sun, dry, next) = (correlation(&tx, &q), correlation(&q, &rh), correlation(&tx[1..], &tx[..tx.len() - 1]));
        println!("{number} JJA correlations: TX-Q {sun:.3}, Q-RH {dry:.3}, TX lag one {next:.3}");
        // The generator of Richardson's kind is known to give 0.32 for TX-Q where 0.49 is observed.
        assert!((0.2..0.49).contains(&sun), "{sun}");
        assert!((-0.85..-0.4).contains(&dry), "{dry}");
        assert!((0.55..0.85).contains(&next), "{next}");
    }
}

#[test]
fn dry_noons_are_as_frequent_as_at_de_bilt_within_the_known_shortfall() {
    // Observed 2011-2020: 46.7 days a year with less than 50 % at noon, about 41 in 2000-2020.
    let (_, series, _) = &series()[0];
    let noons = series.rh12_pct.iter().filter(|&&rh| rh < 50.0).count() as f64 / YEARS as f64;
    let minima = series.rh_min_pct.iter().filter(|&&rh| rh < 50.0).count() as f64 / YEARS as f64;
    println!("260 days a year below 50 %: at noon {noons:.1}, minimum {minima:.1}");
    assert!((28.0..50.0).contains(&noons), "{noons}");
    assert!(minima > noons);
}

#[test]
fn every_day_is_within_the_limits_of_observed_weather() {
    for (_, s, _) in series() {
        for day in 0..s.len() {
            assert!(s.tmin_c[day] <= s.tmean_c[day] && s.tmean_c[day] <= s.tmax_c[day]);
            assert!(s.temp12_c[day] <= s.tmax_c[day] && s.rh_min_pct[day] <= s.rh12_pct[day]);
            assert!(s.rh_min_pct[day] <= s.rh_pct[day] && s.rh12_pct[day] <= 100.0 && s.rh_min_pct[day] >= 5.0);
            assert!((0.0..=35.0).contains(&s.wind_m_s[day]) && s.radiation_mj_m2[day] > 0.0);
            assert!(s.wind_dir_deg[day].is_some_and(|degrees| (1.0..=360.0).contains(&degrees)));
        }
        assert_eq!(s.flags.len(), s.len());
        assert_eq!(s.last_day().to_string(), "2190-12-31");
    }
}

#[test]
fn the_same_key_gives_the_same_days_whatever_the_number_of_years() {
    let parameters = StationParameters::of(275).expect("Deelen");
    let long = generate(&parameters, 5, 7, 2021, 13);
    assert_eq!(long, generate(&parameters, 5, 7, 2021, 13));
    let short = generate(&parameters, 5, 7, 2021, 4);
    let days = short.len();
    assert_eq!(days, 4 * 365 + 1);
    assert_eq!(short.tmax_c, long.tmax_c[..days]);
    assert_eq!(short.rain_mm, long.rain_mm[..days]);
    assert_eq!(short.rh12_pct, long.rh12_pct[..days]);
    assert_eq!(short.wind_dir_deg, long.wind_dir_deg[..days]);
    for other in [generate(&parameters, 6, 7, 2021, 4), generate(&parameters, 5, 8, 2021, 4)] {
        assert_ne!(other.tmax_c, short.tmax_c);
        assert_ne!(other.rain_mm, short.rain_mm);
    }
}

#[test]
fn a_changed_rain_parameter_leaves_the_other_draws_in_place() {
    let parameters = StationParameters::of(260).expect("De Bilt");
    let mut wetter = parameters.clone();
    for month in wetter.rain.iter_mut() {
        month.second_mean_mm *= 1.5;
    }
    let (one, two) = (generate(&parameters, 1, 1, 2001, 3), generate(&wetter, 1, 1, 2001, 3));
    assert_eq!(one.tmax_c, two.tmax_c);
    assert!(one.rain_mm.iter().zip(&two.rain_mm).all(|(a, b)| (a > &0.0) == (b > &0.0) && a <= b));
}

#[test]
fn thirteen_years_take_far_less_than_a_blink() {
    let parameters = StationParameters::of(260).expect("De Bilt");
    let start = std::time::Instant::now();
    let days: usize = (0..10).map(|member| generate(&parameters, 1, member, 2021, 13).len()).sum();
    let each = start.elapsed().as_secs_f64() / 10.0;
    println!("13 years: {:.2} ms", 1000.0 * each);
    assert_eq!(days, 10 * (13 * 365 + 3));
    assert!(each < 0.1, "{each}");
}
