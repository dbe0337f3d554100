use super::*;
use crate::random::{Purpose, Stream, normal_quantile};

/// How members are drawn in a test.
#[derive(Clone, Copy)]
struct Drawn {
    members: usize,
    further: usize,
    in_pairs: bool,
    /// Spread of the log of the factor, whose mean is 1.
    sd_log: f64,
}

/// Members whose result hangs on a factor and on two weathers: `y = e (3 + x1 - 2 x2 + 0.3 noise)`, mean 3.
fn sample(seed: u64, drawn: Drawn) -> (Design, Vec<f64>) {
    let mut stream = Stream::open(seed, Purpose::Resampling, 0, 0);
    let mut weathers: [Vec<f64>; 2] = [Vec::new(), Vec::new()];
    let mut means: [Vec<f64>; 2] = [Vec::new(), Vec::new()];
    let (mut factors, mut values) = (Vec::new(), Vec::new());
    for member in 0..drawn.members {
        let second = drawn.in_pairs && member % 2 == 1;
        let x = if second {
            [0, 1].map(|place: usize| -weathers[place][member - 1])
        } else {
            [stream.normal(), stream.normal()]
        };
        let e = crate::lane::math::exp(drawn.sd_log * (normal_quantile(stream.uniform()) - 0.5 * drawn.sd_log));
        values.push(e * (3.0 + x[0] - 2.0 * x[1] + 0.3 * stream.normal()));
        factors.push(e);
        for place in 0..2 {
            let of_more: f64 = (0..drawn.further).map(|_| stream.normal()).sum();
            let mean: f64 = (x[place] + of_more) / (1 + drawn.further) as f64;
            means[place].push(if second { -means[place][member - 1] } else { mean });
            weathers[place].push(x[place]);
        }
    }
    let mut controls = weathers.into_iter().zip(means).map(|(values, drawn): (Vec<f64>, Vec<f64>)| {
        let mean = drawn.iter().sum::<f64>() / drawn.len() as f64;
        Control { values, mean, factored_mean: mean, drawn, error: 0.0 }
    });
    let controls = [controls.next().expect("two"), controls.next().expect("two")];
    (Design::new(factors, 1.0, &[], &controls, drawn.in_pairs), values)
}

/// Told over found error, gain in variance over plain means, and bias in its own errors.
fn trial(drawn: Drawn) -> [f64; 3] {
    let (mut squares, mut told, mut plain, mut bias) = (0.0, 0.0, 0.0, 0.0);
    let rounds = 400_u32;
    for seed in 0..u64::from(rounds) {
        let (design, values) = sample(seed, drawn);
        let found = design.estimate(&values).expect("enough members");
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        squares += (found.mean - 3.0) * (found.mean - 3.0);
        bias += found.mean - 3.0;
        told += found.error * found.error;
        plain += (mean - 3.0) * (mean - 3.0);
    }
    let rounds = f64::from(rounds);
    [(told / squares).sqrt(), plain / squares, bias / rounds / (squares / rounds / rounds).sqrt()]
}

#[test]
fn errors_are_as_large_as_told_and_much_smaller_than_without() {
    let [told, gain, bias] = trial(Drawn { members: 40, further: 15, in_pairs: false, sd_log: 0.3 });
    assert!((0.9..1.15).contains(&told), "{told}");
    assert!(gain > 8.0 && bias.abs() < 3.0, "{gain} {bias}");
}

#[test]
fn a_long_tail_of_factors_is_not_told_too_well() {
    let [told, gain, bias] = trial(Drawn { members: 20, further: 15, in_pairs: false, sd_log: 1.0 });
    assert!((0.9..1.4).contains(&told), "{told}");
    assert!(gain > 4.0 && bias.abs() < 3.0, "{gain} {bias}");
}

#[test]
fn pairs_count_as_one_draw_each() {
    let [told, gain, bias] = trial(Drawn { members: 40, further: 3, in_pairs: true, sd_log: 0.0 });
    assert!((0.9..1.15).contains(&told), "{told}");
    assert!(gain < 1.3 && bias.abs() < 3.0, "what mirrors already is left to chance no more: {gain} {bias}");
}

#[test]
fn the_error_of_a_mean_from_elsewhere_comes_in_with_its_slope() {
    let (mut squares, mut told, mut plain) = (0.0, 0.0, 0.0);
    for seed in 0..400 {
        let mut stream = Stream::open(seed, Purpose::Resampling, 1, 0);
        // The mean of x is 1; another study of 100 draws, of which these are none, has found it.
        let found = 1.0 + 0.1 * stream.normal();
        let x: Vec<f64> = (0..12).map(|_| 1.0 + stream.normal()).collect();
        let values: Vec<f64> = x.iter().map(|x| 2.0 * x + 0.2 * stream.normal()).collect();
        let control = Control { values: x, mean: 1.0, factored_mean: found, drawn: Vec::new(), error: 0.1 };
        let design = Design::new(vec![1.0; 12], 1.0, &[control], &[], false);
        let estimate = design.estimate(&values).expect("enough members");
        squares += (estimate.mean - 2.0) * (estimate.mean - 2.0);
        told += estimate.error * estimate.error;
        let mean = values.iter().sum::<f64>() / 12.0;
        plain += (mean - 2.0) * (mean - 2.0);
    }
    let ratio = (told / squares).sqrt();
    assert!((0.9..1.15).contains(&ratio) && plain / squares > 5.0, "{ratio} {}", plain / squares);
}

#[test]
fn what_is_known_of_the_draws_is_used_up() {
    // The result is a factor times a number that the draws hold: nothing is left to chance.
    let factors: Vec<f64> = (0..20).map(|member| 1.0 + f64::from(member % 5)).collect();
    let draws: Vec<f64> = (0..20).map(|member| f64::from(member % 3)).collect();
    let values: Vec<f64> = factors.iter().zip(&draws).map(|(e, x)| e * (2.0 + 0.5 * x)).collect();
    let control = Control { values: draws, mean: 1.0, factored_mean: 3.0, ..Control::default() };
    let design = Design::new(factors, 3.0, &[control.clone(), control], &[], false);
    assert_eq!(design.columns.len(), 2, "a control that hangs on another is left out");
    let found = design.estimate(&values).expect("enough members");
    assert!((found.mean - (2.0 * 3.0 + 0.5 * 3.0)).abs() < 1e-12 && found.error < 1e-12, "{found:?}");
}

#[test]
fn few_members_and_dead_controls_give_plain_means() {
    let control = Control { values: vec![4.0; 6], mean: 4.0, factored_mean: 4.0, drawn: vec![4.0; 6], error: 0.0 };
    let design = |in_pairs| Design::new(vec![1.0; 6], 1.0, &[], std::slice::from_ref(&control), in_pairs);
    let values = [1.0, 2.0, 3.0, 4.0, 5.0, 7.0];
    for in_pairs in [false, true] {
        let found = design(in_pairs).estimate(&values).expect("enough members");
        let error = error_of_mean(&values, in_pairs);
        assert!((found.mean - 22.0 / 6.0).abs() < 1e-12 && (found.error - error).abs() < 1e-12, "{found:?}");
    }
    assert_eq!(design(false).estimate(&values[..2]), None);
}

#[test]
fn residuals_without_a_member_are_those_of_the_line_fitted_without_it() {
    let (design, values) = sample(5, Drawn { members: 24, further: 2, in_pairs: false, sd_log: 0.4 });
    let out = 7;
    let scaled: Vec<f64> = values.iter().zip(&design.factors).map(|(value, factor)| value / factor).collect();
    let sides: Vec<f64> = design.columns.iter().map(|column| dot(column, &scaled)).collect();
    let quick = (scaled[out] - design.line(&design.solve(&sides), out)) / (1.0 - design.pull(out, out));
    let without = |values: &[f64]| -> Vec<f64> {
        values.iter().enumerate().filter(|(at, _)| *at != out).map(|(_, value)| *value).collect()
    };
    let controls: Vec<Control> =
        design.columns[1..].iter().map(|column| Control { values: without(column), ..Control::default() }).collect();
    let rest = Design::new(vec![1.0; 23], 1.0, &controls, &[], false);
    let scaled_rest = without(&scaled);
    let sides: Vec<f64> = rest.columns.iter().map(|column| dot(column, &scaled_rest)).collect();
    let slopes = rest.solve(&sides);
    let mut line = slopes[0];
    for ((slope, column), kept) in slopes[1..].iter().zip(&design.columns[1..]).zip(&controls) {
        line += slope * column[out] / rms(kept.values.iter().copied());
    }
    assert!((quick - (scaled[out] - line)).abs() < 1e-9, "{quick} {}", scaled[out] - line);
}
