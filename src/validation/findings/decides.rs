//! Which drawn number decides how a contrast comes out: the strongest rank correlation over the draws.

use crate::validation::trial::draw::names;
use crate::weather::figures::correlation;

/// Ranks of values, from 0; equal values keep their order.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    for (rank, place) in order.into_iter().enumerate() {
        ranks[place] = rank as f64;
    }
    ranks
}

/// The drawn number with the strongest rank correlation (Spearman) with some sizes, and that correlation.
///
/// - `sizes`: of the first draws, in their order; `drawn`: numbers of every draw
pub fn strongest(sizes: &[f64], drawn: &[Vec<f64>]) -> Option<(String, f64)> {
    let sizes = ranks(sizes);
    let of = |place: usize| -> f64 {
        let values: Vec<f64> = drawn.iter().take(sizes.len()).map(|draw| draw[place]).collect();
        correlation(&sizes, &ranks(&values))
    };
    let found = names().into_iter().enumerate().map(|(place, name)| (name, of(place)));
    found.filter(|(_, strength)| strength.is_finite()).max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Purpose, Stream};

    #[test]
    fn the_number_that_moves_with_the_size_is_named() {
        let count = names().len();
        let draw = |number: u64| -> Vec<f64> {
            let mut stream = Stream::open(1, Purpose::ParameterDraw, 0, number);
            (0..count).map(|_| stream.uniform()).collect()
        };
        let drawn: Vec<Vec<f64>> = (0..30).map(draw).collect();
        let sizes: Vec<f64> = drawn.iter().map(|draw| -draw[3] * draw[3] * draw[3]).collect();
        let (name, strength) = strongest(&sizes, &drawn).expect("numbers are drawn");
        assert!(name == names()[3] && strength < -0.9, "{name} {strength}");
        assert_eq!(ranks(&[3.0, 1.0, 2.0]), [2.0, 0.0, 1.0]);
    }
}
