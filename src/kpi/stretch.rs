//! Stretches: contiguous segments of a chain that belong together.

use crate::network::Network;
use crate::network::chain::Chain;
use crate::network::segment::{Point, Segment};
use crate::units::KM_PER_M;

/// Divides the chains of a network into stretches, in the order of the network.
///
/// A segment that is not `wanted` ends a stretch and belongs to none; so does the end of a chain. The next segment joins where
/// `joins(stretch so far, segment)` holds.
pub fn stretches(
    chains: &[Chain],
    wanted: impl Fn(usize) -> bool,
    joins: impl Fn(&[usize], usize) -> bool,
) -> Vec<Vec<usize>> {
    let mut found = Vec::new();
    for chain in chains {
        let mut current: Vec<usize> = Vec::new();
        for &segment in &chain.segments {
            let goes_on = current.is_empty() || wanted(segment) && joins(&current, segment);
            if !goes_on {
                found.push(std::mem::take(&mut current));
            }
            if wanted(segment) {
                current.push(segment);
            }
        }
        if !current.is_empty() {
            found.push(current);
        }
    }
    found
}

/// Length of some segments, km.
pub fn length_km(segments: &[Segment], stretch: &[usize]) -> f64 {
    stretch.iter().map(|&segment| segments[segment].length_m * KM_PER_M).sum()
}

/// First and last kilometre of a stretch that is not empty.
pub fn kilometres(segments: &[Segment], stretch: &[usize]) -> (f64, f64) {
    let from = stretch.iter().map(|&segment| segments[segment].km_from).fold(f64::INFINITY, f64::min);
    let to = stretch.iter().map(|&segment| segments[segment].km_to).fold(f64::NEG_INFINITY, f64::max);
    (from, to)
}

/// The line of a stretch on the map, each place once; `None` where fewer than two places are known.
pub fn line(network: &Network, stretch: &[usize]) -> Option<Vec<Point>> {
    let mut places: Vec<Point> =
        stretch.iter().filter_map(|&segment| network.segments[segment].ends).flatten().collect();
    places.dedup();
    (places.len() > 1).then_some(places)
}

/// How a stretch is named: "A12 117.0-118.2 Re".
pub fn name(segments: &[Segment], stretch: &[usize]) -> String {
    let Some(first) = stretch.first().map(|&first| &segments[first]) else { return String::new() };
    let (from, to) = kilometres(segments, stretch);
    format!("{}{} {from:.1}-{to:.1} {}", first.road, first.letter, first.side.name())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_end_where_chains_end_and_where_nothing_is_wanted() {
        let chains = [Chain { segments: vec![0, 1, 2, 3, 4] }, Chain { segments: vec![5, 6] }];
        let all = stretches(&chains, |_| true, |_, _| true);
        assert_eq!(all, [vec![0, 1, 2, 3, 4], vec![5, 6]]);
        let pairs = stretches(&chains, |segment| segment != 2, |so_far, _| so_far.len() < 2);
        assert_eq!(pairs, [vec![0, 1], vec![3, 4], vec![5, 6]]);
        assert!(stretches(&chains, |_| false, |_, _| true).is_empty());
    }
}
