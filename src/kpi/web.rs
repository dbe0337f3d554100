//! What of the connectivity hangs on the map alone: who neighbours whom, and the ways between verges and nature areas.
//!
//! It is the same under every regime and in every member, so that a study builds it once.

use super::Setting;
use crate::biodiversity::connectivity::{Graph, Reach, corridors_of, links_of};
use crate::network::chain::chains;
use crate::network::nature::NatureArea;
use crate::network::segment::Segment;
use std::collections::BTreeMap;

/// The verges of a network and the ways between them.
#[derive(Clone, Debug)]
pub struct Web {
    /// Ways between segments, those left out that shorter ones replace.
    pub verges: Graph,
    /// Ways between segments and nature areas, whose nodes follow those of the segments.
    pub with_areas: Graph,
    /// Pairs of areas that verges join, with `p*` where everything stands.
    pub joined: Vec<([usize; 2], f64)>,
    /// Grass verges next to each other, with the length they share, m.
    pub neighbours: Vec<(usize, usize, f64)>,
}

impl Web {
    /// The web of a network.
    pub fn of(setting: &Setting) -> Self {
        let (segments, areas) = (setting.segments, setting.areas);
        let chains: Vec<Vec<usize>> = chains(segments).into_iter().map(|chain| chain.segments).collect();
        let graph = |areas: &[NatureArea]| {
            Graph::new(segments.len() + areas.len(), &links_of(segments, &chains, areas, &setting.walker))
        };
        let verges = graph(&[]).thinned();
        let with_areas = if areas.is_empty() { Graph::default() } else { graph(areas) };
        let nodes: Vec<usize> = (segments.len()..segments.len() + areas.len()).collect();
        let all_stand = vec![1.0; with_areas.nodes()];
        let joined = corridors_of(&with_areas, &mut Reach::new(&with_areas), &nodes, &all_stand);
        Web { verges, with_areas, joined, neighbours: neighbours(segments, &chains) }
    }
}

/// Grass verges next in the chain, and across the road at the same kilometre, with the length they share.
fn neighbours(segments: &[Segment], chains: &[Vec<usize>]) -> Vec<(usize, usize, f64)> {
    let shared = |a: usize, b: usize| segments[a].length_m.min(segments[b].length_m);
    let mut pairs: Vec<(usize, usize, f64)> = chains
        .iter()
        .flat_map(|chain| chain.windows(2))
        .map(|pair| (pair[0], pair[1], shared(pair[0], pair[1])))
        .collect();
    let mut across: BTreeMap<(&str, &str, i64), Vec<usize>> = BTreeMap::new();
    for (index, segment) in segments.iter().enumerate() {
        let tenth = (segment.km_from * 10.0).round() as i64;
        across.entry((&segment.road, &segment.letter, tenth)).or_default().push(index);
    }
    for row in across.values() {
        for (place, &a) in row.iter().enumerate() {
            let others = row[place + 1..].iter().filter(|&&b| segments[a].side != segments[b].side);
            pairs.extend(others.map(|&b| (a, b, shared(a, b))));
        }
    }
    pairs.retain(|&(a, b, _)| segments[a].is_grass() && segments[b].is_grass());
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::sample::Sample;

    #[test]
    fn a_network_without_areas_joins_none() {
        Sample::new().with(|evidence| {
            let web = Web::of(evidence.setting);
            assert_eq!((web.verges.nodes(), web.with_areas.nodes()), (evidence.setting.segments.len(), 0));
            assert!(web.joined.is_empty() && !web.neighbours.is_empty());
            assert!(web.neighbours.iter().all(|&(a, b, shared_m)| a != b && shared_m > 0.0));
        });
    }
}
