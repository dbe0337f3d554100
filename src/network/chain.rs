//! Chains: contiguous segments of one road, letter, carriageway and side in the order of the kilometres.

use super::Network;
use super::segment::{Segment, Side};
use std::collections::{BTreeMap, BTreeSet};

/// Largest gap within a chain, km.
pub const LARGEST_GAP_KM: f64 = 0.020;
/// Room for the rounding of kilometres, km.
const ROUNDING_KM: f64 = 1e-6;

/// A chain of segments; a gap above 20 m ends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// Indices into the segments of the network, in km order.
    pub segments: Vec<usize>,
}

/// The chains of segments that are sorted by (road, letter, carriageway, side, km).
pub fn chains(segments: &[Segment]) -> Vec<Chain> {
    let mut chains: Vec<Chain> = Vec::new();
    for (index, segment) in segments.iter().enumerate() {
        let follows = index > 0 && {
            let before = &segments[index - 1];
            same_row(before, segment) && segment.km_from - before.km_to <= LARGEST_GAP_KM + ROUNDING_KM
        };
        match chains.last_mut() {
            Some(chain) if follows => chain.segments.push(index),
            _ => chains.push(Chain { segments: vec![index] }),
        }
    }
    chains
}

fn same_row(a: &Segment, b: &Segment) -> bool {
    (&a.road, &a.letter, &a.carriageway, a.side) == (&b.road, &b.letter, &b.carriageway, b.side)
}

/// Road, letter and number of a hectometre.
type Hectometre<'a> = (&'a str, &'a str, i64);

/// First and last hectometre that a segment touches.
fn hectometres(segment: &Segment) -> std::ops::RangeInclusive<i64> {
    let first = ((segment.km_from + ROUNDING_KM) * 10.0).floor() as i64;
    let last = ((segment.km_to - ROUNDING_KM) * 10.0).floor() as i64;
    first..=last.max(first)
}

/// Length of a segment within a hectometre, km.
fn overlap_km(segment: &Segment, hectometre: i64) -> f64 {
    let (start, end) = (hectometre as f64 / 10.0, (hectometre + 1) as f64 / 10.0);
    (segment.km_to.min(end) - segment.km_from.max(start)).max(0.0)
}

/// Share of the fires of its stretch that falls to each segment: 1 over the number of (carriageway, side) rows present in
/// the same (road, letter, hectometre); over several hectometres the mean weighted with the length in each.
pub fn ignition_shares(segments: &[Segment]) -> Vec<f64> {
    let mut rows: BTreeMap<Hectometre<'_>, BTreeSet<(&str, Side)>> = BTreeMap::new();
    for segment in segments {
        for hectometre in hectometres(segment) {
            let key = (segment.road.as_str(), segment.letter.as_str(), hectometre);
            rows.entry(key).or_default().insert((&segment.carriageway, segment.side));
        }
    }
    let share = |segment: &Segment| {
        let (mut weighted, mut length) = (0.0, 0.0);
        for hectometre in hectometres(segment) {
            let sides = rows[&(segment.road.as_str(), segment.letter.as_str(), hectometre)].len();
            let part = overlap_km(segment, hectometre).max(ROUNDING_KM);
            weighted += part / sides as f64;
            length += part;
        }
        weighted / length
    };
    segments.iter().map(share).collect()
}

impl Network {
    /// Place of each segment in its chain, from 0.
    pub fn chain_index(&self) -> Vec<usize> {
        let mut places = vec![0; self.segments.len()];
        for chain in &self.chains {
            for (place, &segment) in chain.segments.iter().enumerate() {
                places[segment] = place;
            }
        }
        places
    }

    /// For each segment those of the same road and letter on the opposite side (`Li` and `Re`) that share a kilometre.
    pub fn opposite(&self) -> Vec<Vec<usize>> {
        let mut by_hectometre: BTreeMap<Hectometre<'_>, Vec<usize>> = BTreeMap::new();
        for (index, segment) in self.segments.iter().enumerate() {
            for hectometre in hectometres(segment) {
                by_hectometre.entry((&segment.road, &segment.letter, hectometre)).or_default().push(index);
            }
        }
        let faces = |a: &Segment, b: &Segment| {
            matches!((a.side, b.side), (Side::Left, Side::Right) | (Side::Right, Side::Left))
                && a.km_from.max(b.km_from) + ROUNDING_KM < a.km_to.min(b.km_to)
        };
        self.segments
            .iter()
            .map(|segment| {
                let near: BTreeSet<usize> = hectometres(segment)
                    .flat_map(|hectometre| {
                        &by_hectometre[&(segment.road.as_str(), segment.letter.as_str(), hectometre)]
                    })
                    .copied()
                    .filter(|&other| faces(segment, &self.segments[other]))
                    .collect();
                near.into_iter().collect()
            })
            .collect()
    }
}
