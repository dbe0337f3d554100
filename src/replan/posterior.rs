//! What measurements on some verges tell about all: effects of classes and segments, and their exact posterior.
//!
//! The logarithm of measured over simulated is `class effect + segment effect + error`. Class effects are normal around 0 with a
//! standard deviation of 0.30, segment effects with 0.25 (assumptions), errors with that of the measurement over its value. As
//! everything is normal, the posterior is known exactly. With the weighted mean `y` and variance `v` of the measurements of each
//! measured segment of a class, `w = 1 / (tau^2 + v)`:
//!
//! `class: variance V = 1 / (1/sigma^2 + sum w), mean C = V sum(w y)`
//! `segment: mean C + k (y - C), variance k v + (1 - k)^2 V, k = tau^2 w`
//! `not measured: mean C, variance V + tau^2`

/// Standard deviation of class effects.
pub const CLASS_SD: f64 = 0.30;
/// Standard deviation of segment effects.
pub const SEGMENT_SD: f64 = 0.25;

/// A measurement: class, segment, logarithm of measured over simulated, and its standard deviation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogRatio {
    /// Class.
    pub class: usize,
    /// Segment.
    pub segment: usize,
    /// `ln(measured / simulated)`.
    pub value: f64,
    /// Standard deviation of the error.
    pub sd: f64,
}

/// Mean and standard deviation of an effect.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Effect {
    /// Mean.
    pub mean: f64,
    /// Standard deviation.
    pub sd: f64,
}

/// What is believed of a class after the measurements.
#[derive(Clone, Debug, PartialEq)]
pub struct ClassPosterior {
    /// Class.
    pub class: usize,
    /// Effect of the class.
    pub effect: Effect,
    /// Class and segment effect together, of each measured segment, by segment.
    pub segments: Vec<(usize, Effect)>,
    /// The same of a segment that was not measured.
    pub others: Effect,
}

/// The posterior of every measured class, by class.
///
/// ```
/// use zeis::replan::posterior::{LogRatio, posterior};
/// let found = posterior(&[LogRatio { class: 0, segment: 7, value: 0.5, sd: 0.2 }]);
/// // One measurement: its weight against the prior is (0.09 + 0.0625) / (0.09 + 0.0625 + 0.04).
/// assert!((found[0].segments[0].1.mean - 0.5 * 0.1525 / 0.1925).abs() < 1e-12);
/// assert!((found[0].others.mean - 0.5 * 0.09 / 0.1925).abs() < 1e-12);
/// ```
pub fn posterior(ratios: &[LogRatio]) -> Vec<ClassPosterior> {
    let mut classes: Vec<usize> = ratios.iter().map(|one| one.class).collect();
    classes.sort_unstable();
    classes.dedup();
    classes.into_iter().map(|class| of_class(class, ratios)).collect()
}

fn of_class(class: usize, ratios: &[LogRatio]) -> ClassPosterior {
    let own = || ratios.iter().filter(|one| one.class == class);
    let mut segments: Vec<usize> = own().map(|one| one.segment).collect();
    segments.sort_unstable();
    segments.dedup();
    let tau = SEGMENT_SD * SEGMENT_SD;
    // Weighted mean and variance of the measurements of each segment.
    let measured: Vec<(usize, f64, f64)> = segments
        .into_iter()
        .map(|segment| {
            let (mut precision, mut sum) = (0.0, 0.0);
            for one in own().filter(|one| one.segment == segment) {
                let weight = 1.0 / (one.sd * one.sd);
                precision += weight;
                sum += weight * one.value;
            }
            (segment, sum / precision, 1.0 / precision)
        })
        .collect();
    let (mut precision, mut sum) = (1.0 / (CLASS_SD * CLASS_SD), 0.0);
    for &(_, mean, variance) in &measured {
        precision += 1.0 / (tau + variance);
        sum += mean / (tau + variance);
    }
    let (center, spread) = (sum / precision, 1.0 / precision);
    let of = |&(segment, mean, variance): &(usize, f64, f64)| {
        let k = tau / (tau + variance);
        let own =
            Effect { mean: center + k * (mean - center), sd: (k * variance + (1.0 - k) * (1.0 - k) * spread).sqrt() };
        (segment, own)
    };
    ClassPosterior {
        class,
        effect: Effect { mean: center, sd: spread.sqrt() },
        segments: measured.iter().map(of).collect(),
        others: Effect { mean: center, sd: (spread + tau).sqrt() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Solves `a x = b` by elimination with pivots.
    fn solved(mut a: Vec<Vec<f64>>, mut b: Vec<f64>) -> Vec<f64> {
        let n = b.len();
        for i in 0..n {
            let pivot = (i..n).max_by(|&x, &y| a[x][i].abs().total_cmp(&a[y][i].abs())).expect("a row");
            a.swap(i, pivot);
            b.swap(i, pivot);
            for row in i + 1..n {
                let factor = a[row][i] / a[i][i];
                let pivot_row = a[i].clone();
                a[row].iter_mut().zip(&pivot_row).skip(i).for_each(|(cell, above)| *cell -= factor * above);
                b[row] -= factor * b[i];
            }
        }
        for i in (0..n).rev() {
            for column in i + 1..n {
                b[i] -= a[i][column] * b[column];
            }
            b[i] /= a[i][i];
        }
        b
    }

    /// The textbook way: the measurements are one normal vector, and the effect sought is conditioned on them by the whole
    /// covariance matrix.
    fn conditioned(ratios: &[LogRatio], class: usize, segment: Option<usize>) -> Effect {
        let (c, s) = (CLASS_SD * CLASS_SD, SEGMENT_SD * SEGMENT_SD);
        let shared = |same_class: bool, same_segment: bool| {
            if same_class { c + if same_segment { s } else { 0.0 } } else { 0.0 }
        };
        let covariance: Vec<Vec<f64>> = ratios
            .iter()
            .enumerate()
            .map(|(i, a)| {
                let with = |(j, b): (usize, &LogRatio)| {
                    let error = if i == j { a.sd * a.sd } else { 0.0 };
                    shared(a.class == b.class, a.segment == b.segment) + error
                };
                ratios.iter().enumerate().map(with).collect()
            })
            .collect();
        let cross: Vec<f64> =
            ratios.iter().map(|one| shared(one.class == class, Some(one.segment) == segment)).collect();
        let weights = solved(covariance, cross.clone());
        let mean = weights.iter().zip(ratios).map(|(weight, one)| weight * one.value).sum();
        let explained: f64 = weights.iter().zip(&cross).map(|(weight, cross)| weight * cross).sum();
        Effect { mean, sd: (c + s - explained).sqrt() }
    }

    fn ratio(class: usize, segment: usize, value: f64, sd: f64) -> LogRatio {
        LogRatio { class, segment, value, sd }
    }

    #[test]
    fn the_posterior_is_that_of_the_whole_covariance_matrix() {
        let ratios = [
            ratio(2, 5, 0.4, 0.2),
            ratio(2, 5, 0.6, 0.1),
            ratio(2, 9, -0.1, 0.3),
            ratio(1, 1, 0.7, 0.05),
            ratio(2, 11, 0.2, 0.15),
            ratio(1, 3, 0.1, 0.4),
            ratio(1, 1, 0.5, 0.2),
        ];
        let found = posterior(&ratios);
        assert_eq!(found.iter().map(|one| one.class).collect::<Vec<_>>(), [1, 2]);
        for class in &found {
            for &(segment, effect) in &class.segments {
                let known = conditioned(&ratios, class.class, Some(segment));
                assert!(
                    (effect.mean - known.mean).abs() < 1e-12 && (effect.sd - known.sd).abs() < 1e-12,
                    "{effect:?} {known:?}"
                );
            }
            let known = conditioned(&ratios, class.class, None);
            assert!((class.others.mean - known.mean).abs() < 1e-12 && (class.others.sd - known.sd).abs() < 1e-12);
        }
        assert_eq!((found[0].segments.len(), found[1].segments.len()), (2, 3));
    }

    #[test]
    fn exact_measurements_rule_and_vague_ones_do_not() {
        let sharp = &posterior(&[ratio(0, 0, 0.8, 1e-6)])[0];
        assert!((sharp.segments[0].1.mean - 0.8).abs() < 1e-6 && sharp.segments[0].1.sd < 1e-5);
        let vague = &posterior(&[ratio(0, 0, 0.8, 1e6)])[0];
        assert!(vague.segments[0].1.mean.abs() < 1e-6);
        assert!((vague.others.sd - (0.09_f64 + 0.0625).sqrt()).abs() < 1e-9);
        let none = posterior(&[ratio(0, 0, 0.0, 0.2), ratio(0, 1, 0.0, 0.2)]);
        assert!(
            none[0].segments.iter().all(|(_, effect)| effect.mean == 0.0),
            "measured as simulated: nothing is learnt"
        );
        assert!(posterior(&[]).is_empty());
    }
}
