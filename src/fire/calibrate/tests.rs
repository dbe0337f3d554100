use super::*;
use crate::random::{Purpose, Stream};

/// Roads of unlike traffic over 2000 days whose susceptibility differs by day; fires drawn with this rate and exponent.
/// Form 0 is the true one, form 1 is the same on every day.
fn drawn_with(seed: u64, k: f64, g: f64, traffics: &[f64]) -> Observed<2> {
    let days = 2000;
    let daily = |day: usize| if day.is_multiple_of(10) { 0.3 } else { 0.01 };
    let mean = (0..days).map(daily).sum::<f64>() / days as f64;
    let mut observed = Observed { days: days as f64, ..Observed::default() };
    for (place, &vehicles_per_day) in traffics.iter().enumerate() {
        let weight = 10.0 * traffic_weight(vehicles_per_day, g);
        observed.places.push(Place {
            length_km: 10.0,
            vehicles_per_day,
            susceptibility: [mean * days as f64, mean * days as f64],
        });
        for day in 0..days {
            let mut stream = Stream::open(seed, Purpose::FireCount, place as u64, day as u64);
            for _ in 0..stream.poisson(k * weight * daily(day)) {
                observed.fires.push(vec![(place, [daily(day), mean])]);
            }
        }
    }
    observed
}

fn drawn(k: f64, g: f64, traffics: &[f64]) -> Observed<2> {
    drawn_with(3, k, g, traffics)
}

const TRAFFICS: [f64; 4] = [2_000.0, 8_000.0, 30_000.0, 100_000.0];

#[test]
fn a_known_rate_and_exponent_are_found_again() {
    for (k, g) in [(8e-3, 0.3), (1.5e-3, 0.5)] {
        let observed = drawn(k, g, &TRAFFICS);
        assert!(observed.fires.len() > 300, "{}", observed.fires.len());
        let ExponentFound::Found(found) = observed.exponent(&observed.profile(), 0.3, 0) else {
            panic!("the counts carry it")
        };
        assert!(found.interval[1] - found.interval[0] < 0.3 && (found.value - g).abs() < 0.12, "{found:?}");
        let rate = observed.rate(g, 0, 1.0);
        assert!((rate.k / k - 1.0).abs() < 0.2, "{rate:?}");
        assert!((rate.sd_log - 1.0 / (observed.fires.len() as f64).sqrt()).abs() < 1e-12);
        let shares = observed.form_shares(g, 2).expect("enough fires");
        assert!(shares[0] > 0.999, "fires fall on the days of the true form: {shares:?}");
        // At the pivot the rate hardly depends on the exponent.
        let pivot = observed.pivot_traffic(g, 0);
        let at = |g: f64| observed.rate(g, 0, 1.0).k * traffic_weight(pivot, g);
        assert!((at(g + 0.1) / at(g) - 1.0).abs() < 0.02);
    }
}

#[test]
fn nine_of_ten_intervals_hold_the_truth() {
    const REGISTERS: u64 = 60;
    let (k, g) = (4e-3, 0.35);
    let mut held = [0; 2];
    for seed in 0..REGISTERS {
        let observed = drawn_with(seed, k, g, &TRAFFICS);
        let ExponentFound::Found(found) = observed.exponent(&observed.profile(), 0.3, 0) else {
            panic!("the counts carry it")
        };
        let rate = observed.rate(g, 0, 1.0);
        held[0] += u32::from(found.interval[0] <= g && g <= found.interval[1]);
        held[1] += u32::from(rate.interval[0] <= k && k <= rate.interval[1]);
    }
    // 54 of 60 are expected, with a standard deviation of 2.3.
    assert!(held.iter().all(|&held| (46..60).contains(&held)), "{held:?}");
}

#[test]
fn few_fires_and_alike_roads_are_told_apart() {
    let mut observed = drawn(2e-3, 0.3, &TRAFFICS);
    observed.fires.truncate(29);
    assert_eq!(observed.exponent(&observed.profile(), 0.3, 0), ExponentFound::FewFires);
    assert_eq!(observed.form_shares(0.3, 2), None);
    let alike = drawn(2e-3, 0.3, &[20_000.0; 4]);
    let found = alike.exponent(&alike.profile(), 0.3, 0);
    assert_eq!(found, ExponentFound::AlikeTraffic { needed: f64::INFINITY });
    let near = drawn(2e-3, 0.3, &[20_000.0, 22_000.0]);
    assert!(matches!(
        near.exponent(&near.profile(), 0.3, 0),
        ExponentFound::AlikeTraffic { needed } if needed > near.fires.len() as f64 && needed.is_finite()
    ));
}

#[test]
fn without_fires_there_is_an_upper_bound_only() {
    let mut observed = drawn(2e-3, 0.3, &TRAFFICS);
    observed.fires.clear();
    let rate = observed.rate(0.3, 0, 1.0);
    assert_eq!((rate.k, rate.interval[0], rate.sd_log), (0.0, 0.0, f64::INFINITY));
    assert!((rate.interval[1] * rate.exposure - 2.9957).abs() < 1e-3);
    let empty: Observed<2> = Observed::default();
    assert_eq!(empty.rate(0.3, 0, 1.0).k, 0.0);
}

#[test]
fn a_fire_on_a_day_when_nothing_burns_does_not_decide() {
    let mut observed = drawn(2e-3, 0.3, &TRAFFICS);
    let before = observed.exponent(&observed.profile(), 0.3, 0);
    observed.fires.push(vec![(0, [0.0, 0.0])]);
    let after = observed.exponent(&observed.profile(), 0.3, 0);
    let (ExponentFound::Found(before), ExponentFound::Found(after)) = (before, after) else { panic!("carried") };
    assert!((before.value - after.value).abs() < 0.02);
}

#[test]
fn counts_that_vary_more_than_chance_widen_the_interval() {
    let even: Vec<(f64, f64)> = (0..40).map(|cell| (f64::from(4 + cell % 2), 4.5)).collect();
    assert_eq!(dispersion(&even), Some(1.0));
    let wild: Vec<(f64, f64)> = (0..40).map(|cell| (if cell % 4 == 0 { 18.0 } else { 0.0 }, 4.5)).collect();
    let found = dispersion(&wild).expect("enough");
    assert!(found > 10.0, "{found}");
    assert_eq!(dispersion(&wild[..9]), None);
    assert_eq!(dispersion(&[(0.0, 0.001); 500]), None);
    let observed = drawn(2e-3, 0.3, &TRAFFICS);
    let [plain, widened] = [1.0, found].map(|dispersion| observed.rate(0.3, 0, dispersion));
    assert!(widened.interval[0] < plain.interval[0] && widened.interval[1] > plain.interval[1]);
    assert!((widened.sd_log / plain.sd_log - found.sqrt()).abs() < 1e-12);
}
