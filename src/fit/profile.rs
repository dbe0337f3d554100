//! Profile of the likelihood along one number.

use super::search::search;
use crate::error::Problem;

/// Points of a profile.
const POINTS: usize = 21;
/// Rise of the misfit at the ends of a 95 % interval (chi-square with one degree of freedom).
const RISE_95: f64 = 3.841;

/// Misfit along one number with the others fitted again, and the interval that it allows.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// Value and misfit above the least one, over the scale of the fit, from the lower end of the span up.
    pub points: Vec<(f64, f64)>,
    /// 95 % interval; an end where the rise is not reached is that of the span.
    pub interval: (f64, f64),
    /// Whether the lower and the upper end of the interval lie within the span.
    pub closed: (bool, bool),
}

/// The profile of the number at `place` around the best `values`, and the runs it took.
pub fn profile<F>(
    cost: &F,
    spans: &[(f64, f64)],
    values: &[f64],
    place: usize,
    least: f64,
    scale: f64,
) -> Result<(Profile, usize), Problem>
where
    F: Fn(&[f64]) -> Result<f64, Problem>,
{
    let (low, high) = spans[place];
    let others: Vec<(f64, f64)> = without(spans, place);
    let mut start: Vec<f64> =
        without(values, place).iter().zip(&others).map(|(value, (low, high))| (value - low) / (high - low)).collect();
    let mut runs = 0;
    let mut points = Vec::with_capacity(POINTS + 1);
    for step in 0..POINTS {
        let value = low + (high - low) * step as f64 / (POINTS - 1) as f64;
        let with = |rest: &[f64]| {
            let mut all = rest.to_vec();
            all.insert(place, value);
            cost(&all)
        };
        let misfit = if others.is_empty() {
            runs += 1;
            with(&[])?
        } else {
            let best = search(&with, &others, &start)?;
            runs += best.runs;
            start = best.values.iter().zip(&others).map(|(value, (low, high))| (value - low) / (high - low)).collect();
            best.misfit
        };
        points.push((value, (misfit - least).max(0.0) / scale));
    }
    points.push((values[place], 0.0));
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    let best = values[place];
    let below: Vec<(f64, f64)> = points.iter().rev().filter(|point| point.0 <= best).copied().collect();
    let above: Vec<(f64, f64)> = points.iter().filter(|point| point.0 >= best).copied().collect();
    let (lower, upper) = (crossing(&below), crossing(&above));
    let interval = (lower.unwrap_or(low), upper.unwrap_or(high));
    Ok((Profile { points, interval, closed: (lower.is_some(), upper.is_some()) }, runs))
}

/// All but one.
fn without<T: Copy>(all: &[T], place: usize) -> Vec<T> {
    all.iter().enumerate().filter(|(index, _)| *index != place).map(|(_, one)| *one).collect()
}

/// Where the rise of a profile first passes that of the interval, between its points.
fn crossing(points: &[(f64, f64)]) -> Option<f64> {
    points.windows(2).find_map(|pair| {
        let [(from, low), (to, high)] = [pair[0], pair[1]];
        (low < RISE_95 && high >= RISE_95).then(|| from + (to - from) * (RISE_95 - low) / (high - low))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parabola_has_the_interval_of_its_curvature() {
        // Misfit (x/0.5)^2 + (x - y)^2: with y free the interval of x is 2 -+ 0.5 x 1.96.
        let cost = |v: &[f64]| Ok(4.0 * (v[0] - 2.0) * (v[0] - 2.0) + (v[0] - v[1]) * (v[0] - v[1]));
        let (found, _) = profile(&cost, &[(0.0, 4.0), (0.0, 4.0)], &[2.0, 2.0], 0, 0.0, 1.0).expect("a profile");
        assert!(
            (found.interval.0 - 1.02).abs() < 0.05 && (found.interval.1 - 2.98).abs() < 0.05,
            "{:?}",
            found.interval
        );
        assert_eq!(found.closed, (true, true));
        let (flat, _) = profile(&|_: &[f64]| Ok(3.0), &[(0.0, 4.0)], &[1.0], 0, 3.0, 1.0).expect("a profile");
        assert_eq!((flat.interval, flat.closed), ((0.0, 4.0), (false, false)));
    }
}
