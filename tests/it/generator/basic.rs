//! The basic generator: it shares its weaknesses with the implementation that fitted its parameters.

use zeis::weather::climatology::parameters;
use zeis::weather::figures::{Figure, figures};
use zeis::weather::generate::generate_basic;

/// Figures of that implementation for 200 years, with the share by which two runs of 200 years may differ.
#[test]
fn extremes_agree_with_an_independent_implementation() {
    const NAMES: [&str; 8] = [
        "dry_spells_5_days",
        "dry_spells_15_days",
        "days_25_degrees",
        "days_30_degrees",
        "correlation_tx_radiation",
        "sd_temperature_year",
        "makkink",
        "deficit",
    ];
    let published = [
        (260, [8.205, 0.295, 27.415, 3.03, 0.322, 0.42, 578.567, 139.291]),
        (277, [7.785, 0.33, 10.285, 0.345, 0.192, 0.407, 587.198, 158.613]),
        (279, [8.09, 0.41, 26.25, 2.72, 0.335, 0.406, 571.895, 134.379]),
        (348, [8.265, 0.385, 24.035, 2.155, 0.321, 0.447, 602.974, 162.484]),
        (370, [8.395, 0.375, 40.715, 6.14, 0.343, 0.474, 598.883, 151.561]),
    ];
    let tolerance = [0.08, 0.25, 0.08, 0.15, 0.08, 0.1, 0.015, 0.08];
    let mut sums = [[0.0; 8]; 2];
    for (number, theirs) in published {
        let series = generate_basic(parameters(number).expect("station"), 21, 0, 2001, 200).expect("basic parameters");
        let ours: Vec<Figure> = figures(&series, false);
        for (i, name) in NAMES.iter().enumerate() {
            sums[0][i] += ours.iter().find(|figure| figure.name == *name).expect("a figure").value / 5.0;
            sums[1][i] += theirs[i] / 5.0;
        }
    }
    for i in 0..8 {
        let (ours, theirs) = (sums[0][i], sums[1][i]);
        assert!(
            (ours / theirs - 1.0).abs() < tolerance[i],
            "{}: mean of five stations {ours}, published {theirs}",
            NAMES[i]
        );
    }
}

#[test]
fn wet_days_persist_as_the_chain_says() {
    let parameters = parameters(260).expect("De Bilt");
    let series = generate_basic(parameters, 5, 0, 2001, 200).expect("basic parameters");
    let months = super::months(&series);
    let mut counts = [[0.0_f64; 2]; 24];
    for i in 1..series.len() {
        let (before, now) = (series.rain_mm[i - 1] > 0.0, series.rain_mm[i] > 0.0);
        let row = &mut counts[2 * (months[i].1 - 1) as usize + usize::from(before)];
        row[usize::from(now)] += 1.0;
    }
    for (m, month) in parameters.rain.iter().enumerate() {
        for (before, probability) in [(0, month.wet_after_dry), (1, month.wet_after_wet)] {
            let [dry, wet] = counts[2 * m + before];
            let share = wet / (dry + wet);
            assert!((share - probability).abs() < 0.035, "month {} state {before}: {share} {probability}", m + 1);
        }
    }
}
