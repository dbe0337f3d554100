//! The calibration study of the rate of ignition, done anew where the station files are there.

use crate::shared::external;
use zeis::fire::FireParameters;
use zeis::fire::rate_doubt::{Reading, national_sum_after};
use zeis::fire::spread::SpreadModel;
use zeis::validation::checks::fire_counts::embedded;
use zeis::validation::national::{National, STATIONS, files_of, study};

/// Embedded sum of a reading under a model of spread; `None` where none is embedded.
fn embedded_sum(reading: &str, model: SpreadModel) -> Option<f64> {
    let p = FireParameters { spread_model: model, ..FireParameters::default() };
    let other = match model {
        SpreadModel::Rothermel => SpreadModel::Cheney,
        SpreadModel::Cheney => SpreadModel::Rothermel,
    };
    Some(match reading {
        "flame" => Reading::Flame.national_sum(&p),
        "flame, half scale" => Reading::ShortScale.national_sum(&p),
        "flame, twice the scale" => Reading::LongScale.national_sum(&p),
        "load" => Reading::Load.national_sum(&p),
        "other spread model" => national_sum_after(other, &p),
        // embedded for the default model alone
        _ if model == SpreadModel::Cheney => return None,
        _ => p.national_fresh_cut_per_year,
    })
}

fn close(found: f64, name: &str, tolerance: f64) {
    let known = embedded(name).expect("embedded");
    assert!((found / known - 1.0).abs() < tolerance, "{name}: {found}, embedded {known}");
}

#[test]
fn national_sums_are_those_the_rate_was_calibrated_with() {
    let Some(folder) = external("national_sums", "data/knmi") else { return };
    let files = files_of(&folder).expect("station files");
    assert_eq!(files.iter().map(|(station, _)| *station).collect::<Vec<_>>(), STATIONS);
    let found: National = study(&files).expect("readable files");
    for one in &found.readings {
        if let Some(known) = embedded_sum(one.reading, one.model) {
            let mean = one.mean();
            assert!((mean / known - 1.0).abs() < 0.005, "{:?}, {}: {mean}, embedded {known}", one.model, one.reading);
        }
    }
    // The published count rose by 1.70; the forms came to 1.85 by flame and 2.10 by load when the default was chosen.
    let default = found.default_reading();
    assert!((default.ratio() - 1.85).abs() < 0.02);
    let by_load = found.readings.iter().find(|one| one.reading == "load").expect("there");
    assert!((by_load.ratio() - 2.10).abs() < 0.1);
    let p = FireParameters::default();
    close(default.mean(), "mean_flame", 1e-4);
    close(default.ratio(), "ratio_2018_2017", 1e-4);
    close(found.third_quarter, "third_quarter_2018", 0.01);
    close(default.rate(p.traffic_exponent, &p).expect("a rate"), "rate", 1e-4);
    let [low, high] = found.rate_interval(p.traffic_exponent, &p).expect("an interval");
    close(low, "rate_low", 0.01);
    close(high, "rate_high", 0.01);
}
