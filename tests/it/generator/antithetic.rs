//! Antithetic members: the same climate as any other, and high where their pair is low.

use super::months;
use zeis::random::MIRRORED;
use zeis::weather::WeatherSeries;
use zeis::weather::climatology::parameters;
use zeis::weather::generate::sites::links;
use zeis::weather::generate::{Generator, generate};

/// Pairs that are looked at, and years of each member.
const PAIRS: u64 = 150;
const YEARS: usize = 2;

/// What a member's weather comes to over its years: temperature and rain of April-September, radiation, dry days, and noon humidity.
const MEASURES: usize = 5;

fn measures(series: &WeatherSeries) -> [f64; MEASURES] {
    let mut sums = [0.0; MEASURES];
    for (day, (_, month)) in months(series).into_iter().enumerate() {
        if (4..=9).contains(&month) {
            sums[0] += series.tmean_c[day] / 183.0;
            sums[1] += series.rain_mm[day];
            sums[2] += series.radiation_mj_m2[day] / 183.0;
            sums[3] += f64::from(u8::from(series.rain_mm[day] < 0.3));
            sums[4] += series.rh12_pct[day] / 183.0;
        }
    }
    sums.map(|sum| sum / YEARS as f64)
}

fn moments(values: &[f64]) -> (f64, f64) {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    (mean, squares / (values.len() - 1) as f64)
}

#[test]
fn mirrored_members_have_the_same_laws_and_their_pairs_vary_less() {
    let place = parameters(260).expect("De Bilt");
    let of = |member| measures(&generate(place, 11, member, 2027, YEARS));
    let own: Vec<_> = (0..PAIRS).map(of).collect();
    let mirrored: Vec<_> = (0..PAIRS).map(|member| of(member | MIRRORED)).collect();
    let mut ratios = [0.0; MEASURES];
    for (measure, ratio) in ratios.iter_mut().enumerate() {
        let [own, mirrored] =
            [&own, &mirrored].map(|members| members.iter().map(|row| row[measure]).collect::<Vec<f64>>());
        let ((mean, variance), (mean_mirrored, variance_mirrored)) = (moments(&own), moments(&mirrored));
        // The difference of the means varies with all but the covariance, which makes it larger.
        let error = (2.0 * (variance + variance_mirrored) / PAIRS as f64).sqrt();
        assert!((mean - mean_mirrored).abs() < 3.0 * error, "measure {measure}: {mean} {mean_mirrored} {error}");
        assert!(
            (0.6..1.65).contains(&(variance / variance_mirrored)),
            "measure {measure}: {variance} {variance_mirrored}"
        );
        let pairs: Vec<f64> = own.iter().zip(&mirrored).map(|(a, b)| f64::midpoint(*a, *b)).collect();
        *ratio = f64::midpoint(variance, variance_mirrored) / 2.0 / moments(&pairs).1;
    }
    assert!(ratios.iter().all(|ratio| *ratio > 1.5), "two members in a pair are worth more than two alone: {ratios:?}");
    assert!(ratios[0] > 4.0, "summer temperature is nearly straight in the draws: {ratios:?}");
}

/// The day values as a whole: the shares of mirrored days below the quantiles of the others.
#[test]
fn mirrored_days_have_the_quantiles_of_the_others() {
    let place = parameters(280).expect("Eelde");
    let days = |mirror: u64| -> [Vec<f64>; 4] {
        let mut all = [(); 4].map(|()| Vec::new());
        for member in 0..60 {
            let series = generate(place, 12, member | mirror, 2027, 4);
            let columns = [series.tmax_c, series.rain_mm, series.radiation_mj_m2, series.wind_m_s];
            all.iter_mut().zip(columns).for_each(|(all, column)| all.extend(column));
        }
        all
    };
    for (mut own, mirrored) in days(0).into_iter().zip(days(MIRRORED)) {
        own.sort_unstable_by(f64::total_cmp);
        for p in [0.6, 0.75, 0.9, 0.99] {
            let quantile = own[(p * own.len() as f64) as usize];
            let below = |values: &[f64]| values.iter().filter(|value| **value <= quantile).count() as f64;
            let (share, expected) = (below(&mirrored) / own.len() as f64, below(&own) / own.len() as f64);
            assert!((share - expected).abs() < 0.01, "{p}: {share} {expected}");
        }
    }
}

#[test]
fn linked_places_are_mirrored_together() {
    let places = [260, 356].map(|number| parameters(number).expect("station"));
    let links = links(&places);
    let summer = |place: usize, member: u64| {
        let generator = Generator::new(places[place]).linked(links[place].clone());
        measures(&generator.series(5, member, 2027, YEARS))[0]
    };
    let members = 0..60;
    let difference = |place: usize, member: u64| summer(place, member) - summer(place, member | MIRRORED);
    let [own, other] =
        [0, 1].map(|place| members.clone().map(|member| difference(place, member)).collect::<Vec<f64>>());
    let both: f64 = own.iter().zip(&other).map(|(a, b)| a * b).sum();
    let [a, b] = [&own, &other].map(|values| values.iter().map(|x| x * x).sum::<f64>());
    assert!(both / (a * b).sqrt() > 0.9, "near places stay alike: {}", both / (a * b).sqrt());
}
