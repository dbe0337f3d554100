//! Maximisation of a smooth concave function in a box by projected L-BFGS (Liu and Nocedal 1989, with the active bounds held).

use std::collections::VecDeque;

/// How long to go on.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// Most evaluations.
    pub evaluations: usize,
    /// Rise over `WINDOW` steps, relative to the value, below which the search ends.
    pub rise: f64,
}

/// Pairs that are remembered.
const MEMORY: usize = 20;
/// Steps over which the rise is judged.
const WINDOW: usize = 8;
/// Share of the expected rise that a step must bring (Armijo).
const ARMIJO: f64 = 1e-4;
/// Factor by which a step that brings too little is shortened.
const SHORTER: f64 = 0.4;
/// Most shortenings of a step.
const SHORTENINGS: usize = 12;

struct Pair {
    step: Vec<f64>,
    change: Vec<f64>,
    product: f64,
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// Whether a variable is held at a bound by its gradient.
fn held(x: f64, slope: f64, upper: f64) -> bool {
    (x <= 0.0 && slope <= 0.0) || (x >= upper && slope >= 0.0)
}

/// Direction of ascent from the pairs, for the variables that are free.
fn direction(gradient: &[f64], free: &[bool], pairs: &VecDeque<Pair>, first_scale: f64) -> Vec<f64> {
    let mask = |v: &mut Vec<f64>| {
        for (x, free) in v.iter_mut().zip(free) {
            *x *= f64::from(u8::from(*free));
        }
    };
    let mut d = gradient.to_vec();
    mask(&mut d);
    let mut weights = Vec::with_capacity(pairs.len());
    for pair in pairs.iter().rev() {
        let weight = dot(&pair.step, &d) / pair.product;
        d.iter_mut().zip(&pair.change).for_each(|(d, change)| *d -= weight * change);
        weights.push(weight);
    }
    let scale = pairs.back().map_or(first_scale, |pair| pair.product / dot(&pair.change, &pair.change));
    for d in &mut d {
        *d *= scale;
    }
    for (pair, weight) in pairs.iter().zip(weights.into_iter().rev()) {
        let back = dot(&pair.change, &d) / pair.product;
        d.iter_mut().zip(&pair.step).for_each(|(d, step)| *d += (weight - back) * step);
    }
    mask(&mut d);
    d
}

/// The point of the box `0..=upper` with the highest value found; `evaluate` gives value and gradient.
pub fn maximise(
    start: Vec<f64>,
    upper: f64,
    patience: Patience,
    mut evaluate: impl FnMut(&[f64]) -> (f64, Vec<f64>),
) -> Vec<f64> {
    let mut x = start;
    let (mut value, mut gradient) = evaluate(&x);
    let mut evaluations = 1;
    let mut pairs: VecDeque<Pair> = VecDeque::new();
    let mut values = VecDeque::from([value]);
    // Grows while the function shows no curvature, as a linear one does.
    let mut boldness = 1e-3;
    while evaluations < patience.evaluations {
        let free: Vec<bool> = x.iter().zip(&gradient).map(|(&x, &slope)| !held(x, slope, upper)).collect();
        let norm: f64 = gradient.iter().zip(&free).filter(|(_, free)| **free).map(|(slope, _)| slope * slope).sum();
        if norm == 0.0 {
            break;
        }
        let first_scale = boldness * value.abs().max(1e-9) / norm;
        let mut d = direction(&gradient, &free, &pairs, first_scale);
        if dot(&d, &gradient) <= 0.0 {
            pairs.clear();
            d = direction(&gradient, &free, &pairs, first_scale);
        }
        let mut length = 1.0;
        let mut stepped = None;
        for _ in 0..SHORTENINGS {
            let to: Vec<f64> = x.iter().zip(&d).map(|(x, d)| (x + length * d).clamp(0.0, upper)).collect();
            let (reached, slopes) = evaluate(&to);
            evaluations += 1;
            let expected: f64 = to.iter().zip(&x).zip(&gradient).map(|((to, x), slope)| (to - x) * slope).sum();
            if reached >= value + ARMIJO * expected {
                stepped = Some((to, reached, slopes));
                break;
            }
            length *= SHORTER;
        }
        let Some((to, reached, slopes)) = stepped else {
            if pairs.is_empty() {
                break;
            }
            pairs.clear();
            continue;
        };
        let step: Vec<f64> = to.iter().zip(&x).map(|(to, x)| to - x).collect();
        // Of the negative function, so that products of pairs are positive.
        let change: Vec<f64> = gradient.iter().zip(&slopes).map(|(before, after)| before - after).collect();
        let product = dot(&step, &change);
        if product > 1e-12 * dot(&step, &step).sqrt() * dot(&change, &change).sqrt() {
            pairs.push_back(Pair { step, change, product });
            if pairs.len() > MEMORY {
                pairs.pop_front();
            }
        } else {
            boldness *= 4.0;
        }
        (x, value, gradient) = (to, reached, slopes);
        values.push_back(value);
        if values.len() > WINDOW {
            let before = values.pop_front().unwrap_or(value);
            if value - before <= patience.rise * value.abs() {
                break;
            }
        }
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curved_valley_with_bounds_is_climbed() {
        // Maximum of -(x - 3)^2 - 10 (y + 1)^2 - (x - y)^2 / 2 in the box 0..=2: y = 0 and x = 2 are held.
        let climbed = maximise(vec![0.5; 2], 2.0, Patience { evaluations: 100, rise: 0.0 }, |v| {
            let (x, y) = (v[0], v[1]);
            let value = -(x - 3.0) * (x - 3.0) - 10.0 * (y + 1.0) * (y + 1.0) - 0.5 * (x - y) * (x - y);
            (value, vec![-2.0 * (x - 3.0) - (x - y), -20.0 * (y + 1.0) + (x - y)])
        });
        assert!((climbed[0] - 2.0).abs() < 1e-6 && climbed[1].abs() < 1e-6, "{climbed:?}");
        // Without the upper bound: x = 2, where 2 (3 - x) = x.
        let free = maximise(vec![0.5; 2], 1e9, Patience { evaluations: 100, rise: 0.0 }, |v| {
            let (x, y) = (v[0], v[1]);
            let value = -(x - 3.0) * (x - 3.0) - 10.0 * (y + 1.0) * (y + 1.0) - 0.5 * (x - y) * (x - y);
            (value, vec![-2.0 * (x - 3.0) - (x - y), -20.0 * (y + 1.0) + (x - y)])
        });
        assert!((free[0] - 2.0).abs() < 1e-5, "{free:?}");
    }
}
