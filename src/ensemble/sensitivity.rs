//! Global sensitivity: which share of the spread of a result each uncertain factor accounts for (Sobol indices).
//!
//! | index | equation | tells |
//! |---|---|---|
//! | first order `S_i` | `V(E(Y | X_i)) / V(Y)` | by how much the variance would fall if the factor were known |
//! | total `T_i` | `E(V(Y | X_~i)) / V(Y)` | what would stay if all others were known: its part in interactions included |
//!
//! Two samples `A` and `B` of `N` points, and for each factor `A` with its column taken from `B`: `N (D + 2)` runs. With `f`
//! centred on the mean of `A` and `B`, and `V` their variance:
//!
//! `S_i = 1/N sum f(B)_j (f(AB_i)_j - f(A)_j) / V` (Saltelli et al. 2010, table 2 b)
//!
//! `T_i = 1/(2N) sum (f(A)_j - f(AB_i)_j)^2 / V` (Jansen 1999; the same table, f)
//!
//! Intervals are those of the bootstrap over the `N` points. Estimates of small indices may lie below 0: that is their noise.
//! Sources: Saltelli et al. (2010), Computer Physics Communications 181:259-270; Jansen (1999), same journal 117:35-43.

use super::draws::sobol;
use super::summary::{ascending, quantile};
use crate::random::{Purpose, Stream};

/// Coordinates of one sequence; further ones come from a sequence of another seed.
const COORDINATES: usize = 256;
/// Times that points are drawn again for the intervals.
const RESAMPLES: usize = 400;
/// Tag of the stream of the bootstrap.
const RESAMPLING_TAG: u64 = 1 << 35;

/// A design: `N` base points of `D` factors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Design {
    /// Base points; powers of 2 fill the cube most evenly.
    pub base: usize,
    /// Factors.
    pub factors: usize,
}

/// Indices of one factor, each with its 5-95 % interval.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Index {
    /// First order.
    pub first: f64,
    /// Interval of the first order.
    pub first_interval: [f64; 2],
    /// Total.
    pub total: f64,
    /// Interval of the total.
    pub total_interval: [f64; 2],
}

impl Design {
    /// Number of runs.
    pub fn runs(&self) -> usize {
        self.base * (self.factors + 2)
    }

    /// The points of all runs: those of `A`, of `B`, then for each factor those of `A` with its column of `B`.
    ///
    /// ```
    /// use zeis::ensemble::sensitivity::Design;
    /// let points = Design { base: 4, factors: 3 }.points(1);
    /// assert_eq!(points.len(), 4 * (3 + 2));
    /// assert_eq!((points[8][0], points[8][1]), (points[4][0], points[0][1]));
    /// ```
    pub fn points(&self, seed: u64) -> Vec<Vec<f64>> {
        let at = |point: usize, coordinate: usize| {
            let seed = seed.wrapping_add((coordinate / COORDINATES) as u64);
            sobol(seed, point as u32, (coordinate % COORDINATES) as u32)
        };
        let sample = |first: usize| -> Vec<Vec<f64>> {
            (0..self.base).map(|point| (0..self.factors).map(|factor| at(point, first + factor)).collect()).collect()
        };
        let (a, b) = (sample(0), sample(self.factors));
        let mut points = [a.as_slice(), b.as_slice()].concat();
        for factor in 0..self.factors {
            points.extend(a.iter().zip(&b).map(|(a, b)| {
                let mut mixed = a.clone();
                mixed[factor] = b[factor];
                mixed
            }));
        }
        points
    }

    /// Indices of every factor from the results of the runs, in the order of the points; `None` where a result is not finite
    /// or nothing varies.
    pub fn indices(&self, results: &[f64], seed: u64) -> Option<Vec<Index>> {
        if results.len() != self.runs() || self.base < 2 || results.iter().any(|value| !value.is_finite()) {
            return None;
        }
        let all: Vec<usize> = (0..self.base).collect();
        let plain = self.estimate(results, &all)?;
        let mut stream = Stream::open(seed, Purpose::Resampling, RESAMPLING_TAG, self.base as u64);
        let mut again = vec![Vec::with_capacity(RESAMPLES); 2 * self.factors];
        for _ in 0..RESAMPLES {
            let drawn: Vec<usize> = (0..self.base).map(|_| stream.below(self.base)).collect();
            // A draw in which nothing varies tells nothing.
            for (place, (first, total)) in self.estimate(results, &drawn).into_iter().flatten().enumerate() {
                again[2 * place].push(first);
                again[2 * place + 1].push(total);
            }
        }
        let interval = |values: &[f64], estimate: f64| {
            let sorted = ascending(values);
            if sorted.is_empty() { [estimate; 2] } else { [quantile(&sorted, 0.05), quantile(&sorted, 0.95)] }
        };
        let index = |(place, (first, total)): (usize, (f64, f64))| Index {
            first,
            first_interval: interval(&again[2 * place], first),
            total,
            total_interval: interval(&again[2 * place + 1], total),
        };
        Some(plain.into_iter().enumerate().map(index).collect())
    }

    /// First-order and total index of every factor, over some of the base points.
    fn estimate(&self, results: &[f64], points: &[usize]) -> Option<Vec<(f64, f64)>> {
        let n = self.base;
        let count = points.len() as f64;
        let of = |block: usize, point: usize| results[block * n + point];
        let mean = points.iter().map(|&point| of(0, point) + of(1, point)).sum::<f64>() / (2.0 * count);
        let squares = |block: usize| {
            points.iter().map(|&point| (of(block, point) - mean) * (of(block, point) - mean)).sum::<f64>()
        };
        let variance = (squares(0) + squares(1)) / (2.0 * count);
        // What is left of equal results by rounding is no variance.
        if variance <= 1e-24 * (1.0 + mean * mean) {
            return None;
        }
        let index = |factor: usize| {
            let (mut first, mut total) = (0.0, 0.0);
            for &point in points {
                let (a, b, mixed) = (of(0, point), of(1, point), of(2 + factor, point));
                first += (b - mean) * (mixed - a);
                total += (a - mixed) * (a - mixed);
            }
            (first / count / variance, total / (2.0 * count) / variance)
        };
        Some((0..self.factors).map(index).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f64::consts::PI;

    /// The function of Ishigami and Homma (1990) on the unit cube, `a` = 7, `b` = 0.1.
    fn ishigami(point: &[f64]) -> f64 {
        let [x, y, z] = [0, 1, 2].map(|place| PI * (2.0 * point[place] - 1.0));
        libm::sin(x) + 7.0 * libm::sin(y) * libm::sin(y) + 0.1 * z * z * z * z * libm::sin(x)
    }

    #[test]
    fn indices_of_the_ishigami_function_are_found() {
        // Closed solution: V = a^2/8 + b pi^4/5 + b^2 pi^8/18 + 1/2, V1 = (1 + b pi^4/5)^2 / 2, V2 = a^2/8, V13 = 8 b^2 pi^8/225
        let (p4, p8) = (PI * PI * PI * PI, PI * PI * PI * PI * PI * PI * PI * PI);
        let variance = 49.0 / 8.0 + 0.1 * p4 / 5.0 + 0.01 * p8 / 18.0 + 0.5;
        let (v1, v2, v13) =
            (0.5 * (1.0 + 0.1 * p4 / 5.0) * (1.0 + 0.1 * p4 / 5.0), 49.0 / 8.0, 8.0 * 0.01 * p8 / 225.0);
        let first = [v1 / variance, v2 / variance, 0.0];
        let total = [(v1 + v13) / variance, v2 / variance, v13 / variance];
        let design = Design { base: 4096, factors: 3 };
        let results: Vec<f64> = design.points(1).iter().map(|point| ishigami(point)).collect();
        let found = design.indices(&results, 1).expect("it varies");
        for place in 0..3 {
            let index = found[place];
            assert!((index.first - first[place]).abs() < 0.01, "{index:?}");
            assert!((index.total - total[place]).abs() < 0.01, "{index:?}");
            assert!(index.first_interval[0] <= index.first && index.first <= index.first_interval[1]);
            assert!(index.total_interval[1] - index.total_interval[0] < 0.08);
        }
    }

    #[test]
    fn intervals_hold_the_truth_about_as_often_as_they_say() {
        // Y = 2 X1 + X2: shares 0.8 and 0.2
        let design = Design { base: 64, factors: 2 };
        let (mut held, mut all) = (0, 0);
        for seed in 0..60 {
            let results: Vec<f64> = design.points(seed).iter().map(|point| 2.0 * point[0] + point[1]).collect();
            let found = design.indices(&results, seed).expect("it varies");
            for (index, truth) in found.iter().zip([0.8, 0.2]) {
                held += usize::from(index.total_interval[0] <= truth && truth <= index.total_interval[1]);
                all += 1;
            }
        }
        // 90 %; more because points are more even than the bootstrap takes them to be
        assert!(held as f64 >= 0.85 * f64::from(all), "{held} of {all}");
    }

    #[test]
    fn nothing_is_made_of_nothing() {
        let design = Design { base: 8, factors: 2 };
        assert_eq!(design.indices(&vec![3.0; design.runs()], 1), None);
        assert_eq!(design.indices(&vec![f64::NAN; design.runs()], 1), None);
        assert_eq!(design.indices(&[1.0], 1), None);
        let wide = Design { base: 2, factors: 300 }.points(1);
        assert_ne!(wide[0][0], wide[0][256]);
    }
}
