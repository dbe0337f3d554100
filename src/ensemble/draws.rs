//! Points of the unit cube at which uncertain parameters are drawn: independent, a Latin hypercube, or a scrambled sequence of
//! Sobol. Point `i` belongs to member `i` under every regime and in every climate.
//!
//! The cube is filled more evenly by the latter two, so that means carry less noise at the same number of members. The sequence
//! is that of crate `sobol_burley` (Owen scrambling by hashes), whose numbers have 24 bits.

use crate::random::{Purpose, Stream};
use crate::scenario::Sampling;

/// Tags of the streams, apart from those of other draws.
const RANDOM_TAG: u64 = 1 << 33;
const LATIN_TAG: u64 = 1 << 34;
/// Half of the last bit of a point of the sequence.
const HALF_BIT: f64 = 1.0 / (1 << 25) as f64;

/// `n` points of `coordinates` numbers, each above 0 and below 1; no coordinates where nothing is sampled.
///
/// The sequence of Sobol has at most 65 536 points of 256 coordinates, which the scenario has been checked for.
pub fn points(sampling: Sampling, seed: u64, n: usize, coordinates: usize) -> Vec<Vec<f64>> {
    match sampling {
        Sampling::None => vec![Vec::new(); n],
        Sampling::Random => (0..n as u64)
            .map(|member| {
                let mut stream = Stream::open(seed, Purpose::ParameterDraw, RANDOM_TAG, member);
                (0..coordinates).map(|_| stream.uniform()).collect()
            })
            .collect(),
        Sampling::Latin => {
            let columns: Vec<Vec<f64>> = (0..coordinates as u64).map(|place| strata(seed, place, n)).collect();
            (0..n).map(|member| columns.iter().map(|column| column[member]).collect()).collect()
        }
        Sampling::Sobol => (0..n)
            .map(|member| (0..coordinates).map(|place| sobol(seed, member as u32, place as u32)).collect())
            .collect(),
    }
}

/// A coordinate of a point of the scrambled sequence.
pub fn sobol(seed: u64, point: u32, coordinate: u32) -> f64 {
    let seed = (seed ^ (seed >> 32)) as u32;
    f64::from(sobol_burley::sample(point, coordinate, seed)) + HALF_BIT
}

/// One number in each `n`th part, in a drawn order (Fisher and Yates).
fn strata(seed: u64, coordinate: u64, n: usize) -> Vec<f64> {
    let mut stream = Stream::open(seed, Purpose::ParameterDraw, LATIN_TAG, coordinate);
    let mut order: Vec<usize> = (0..n).collect();
    for last in (1..n).rev() {
        order.swap(last, stream.below(last + 1));
    }
    order.into_iter().map(|part| (part as f64 + stream.uniform()) / n as f64).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Error of the mean of a smooth function over the points, root mean square over seeds.
    fn error(sampling: Sampling) -> f64 {
        let of = |point: &[f64]| point.iter().map(|x| 2.0 * x).product::<f64>();
        let squares = (1..40).map(|seed| {
            let points = points(sampling, seed, 64, 4);
            let mean = points.iter().map(|point| of(point)).sum::<f64>() / 64.0;
            (mean - 1.0) * (mean - 1.0)
        });
        (squares.sum::<f64>() / 39.0).sqrt()
    }

    #[test]
    fn even_points_give_better_means() {
        let [random, latin, sobol] = [Sampling::Random, Sampling::Latin, Sampling::Sobol].map(error);
        assert!(latin < 0.6 * random && sobol < 0.3 * random, "{random} {latin} {sobol}");
    }

    #[test]
    fn every_part_of_a_hypercube_has_one_point() {
        let points = points(Sampling::Latin, 3, 50, 3);
        for place in 0..3 {
            let mut parts: Vec<usize> = points.iter().map(|point| (point[place] * 50.0) as usize).collect();
            parts.sort_unstable();
            assert_eq!(parts, (0..50).collect::<Vec<_>>());
        }
    }

    #[test]
    fn points_are_functions_of_seed_and_member_and_lie_inside() {
        for sampling in [Sampling::Random, Sampling::Latin, Sampling::Sobol] {
            let found = points(sampling, 5, 40, 7);
            assert_eq!(found, points(sampling, 5, 40, 7));
            assert_ne!(found, points(sampling, 6, 40, 7));
            assert!(found.iter().flatten().all(|x| 0.0 < *x && *x < 1.0));
        }
        // more members do not change the first ones, so that a study can grow
        for sampling in [Sampling::Random, Sampling::Sobol] {
            assert_eq!(points(sampling, 5, 10, 7), points(sampling, 5, 40, 7)[..10]);
        }
        assert_eq!(points(Sampling::None, 5, 2, 7), vec![Vec::<f64>::new(); 2]);
    }
}
