//! The carriageway graph: nodes where crews can turn, arcs of the road between them, ways over other roads.
//!
//! Both directions of a road lead from node to node; the kilometres between two nodes are the length of the arc, also where the
//! network has no verges between them. Roads that meet are joined there; a road that meets none is joined at the nearest pair of
//! nodes to the other roads, by 1.3 times the straight line. A road without coordinates cannot be joined: ways to it count as
//! nothing, and the route says so.

use super::nodes::{Road, SAME_KM, meetings, roads, straight_m};
use super::{DETOUR, Spot};
use crate::network::Network;
use crate::network::segment::Point;
use crate::scenario::Interchange;
use crate::units::KM_PER_M;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// The graph.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// Roads.
    pub roads: Vec<Road>,
    /// Road of each segment.
    pub road_of: Vec<usize>,
    /// Roads whose interchanges were given; the nodes of all others are derived.
    pub given: usize,
    /// Whether some road has no coordinates, so that ways to it are not known.
    pub unplaced: bool,
    /// First node of each road.
    first: Vec<usize>,
    /// Place of each node.
    places: Vec<Option<Point>>,
    /// Neighbours of each node, with the way to them, km.
    arcs: Vec<Vec<(usize, f64)>>,
}

/// Non-negative numbers by their size.
fn key(x: f64) -> u64 {
    x.to_bits()
}

impl Graph {
    /// The graph of a network.
    pub fn new(network: &Network, given: &[Interchange]) -> Self {
        let (roads, road_of, known) = roads(network, given);
        let mut first = Vec::with_capacity(roads.len());
        let mut places = Vec::new();
        for road in &roads {
            first.push(places.len());
            places.extend(road.nodes.iter().map(|&km| road.place(km)));
        }
        let unplaced = roads.len() > 1 && roads.iter().any(|road| road.places.is_empty());
        let arcs = vec![Vec::new(); places.len()];
        let mut graph = Graph { roads, road_of, given: known.len(), unplaced, first, places, arcs };
        graph.join_along();
        graph.join_meetings();
        graph.join_apart();
        graph
    }

    fn join(&mut self, a: usize, b: usize, km: f64) {
        self.arcs[a].push((b, km));
        self.arcs[b].push((a, km));
    }

    fn join_along(&mut self) {
        for road in 0..self.roads.len() {
            for at in 1..self.roads[road].nodes.len() {
                let km = self.roads[road].nodes[at] - self.roads[road].nodes[at - 1];
                self.join(self.first[road] + at - 1, self.first[road] + at, km);
            }
        }
    }

    /// Node of a road nearest to a kilometre.
    fn nearest(&self, road: usize, km: f64) -> usize {
        let nodes = &self.roads[road].nodes;
        let at = (0..nodes.len()).min_by(|&a, &b| (nodes[a] - km).abs().total_cmp(&(nodes[b] - km).abs()));
        self.first[road] + at.unwrap_or(0)
    }

    fn way(&self, a: usize, b: usize) -> Option<f64> {
        Some(DETOUR * KM_PER_M * straight_m(self.places[a]?, self.places[b]?))
    }

    fn join_meetings(&mut self) {
        for (road, km, other, other_km) in meetings(&self.roads) {
            let (a, b) = (self.nearest(road, km), self.nearest(other, other_km));
            if let Some(way) = self.way(a, b).filter(|_| road < other) {
                self.join(a, b, way);
            }
        }
        // A carriageway with a letter leaves the main ones at its kilometres.
        for road in 0..self.roads.len() {
            let main = |other: &Road| other.letter.is_empty() && other.name == self.roads[road].name;
            let main = self.roads.iter().position(main).filter(|_| !self.roads[road].letter.is_empty());
            for km in main.map(|_| self.roads[road].span).map_or(Vec::new(), |(a, b)| vec![a, b]) {
                let (a, b) = (self.nearest(road, km), self.nearest(main.unwrap_or(road), km));
                let way = self.way(a, b).unwrap_or(0.0);
                self.join(a, b, way);
            }
        }
    }

    /// Joins what is still apart: every main road to every other at their nearest nodes.
    fn join_apart(&mut self) {
        let main: Vec<usize> = (0..self.roads.len()).filter(|&road| self.roads[road].letter.is_empty()).collect();
        let lonely: Vec<usize> = (0..self.roads.len())
            .filter(|&road| !self.roads[road].letter.is_empty() && self.arcs[self.first[road]].len() < 2)
            .collect();
        let ends = |road: usize| self.first[road]..self.first[road] + self.roads[road].nodes.len();
        let mut ways: Vec<(usize, usize, f64)> = Vec::new();
        for (at, &road) in main.iter().chain(&lonely).enumerate() {
            for &other in main.iter().take(at.min(main.len())) {
                let pairs = ends(road).flat_map(|a| ends(other).map(move |b| (a, b)));
                let pairs = pairs.filter_map(|(a, b)| Some((a, b, self.way(a, b)?)));
                ways.extend(pairs.min_by(|x, y| x.2.total_cmp(&y.2).then((x.0, x.1).cmp(&(y.0, y.1)))));
            }
        }
        for (a, b, km) in ways {
            self.join(a, b, km);
        }
    }

    /// Shortest ways from some nodes, each with a first way, to every node, km.
    fn shortest(&self, from: &[(usize, f64)]) -> Vec<f64> {
        let mut known = vec![f64::INFINITY; self.arcs.len()];
        let mut heap = BinaryHeap::new();
        for &(node, km) in from {
            if km < known[node] {
                known[node] = km;
                heap.push(Reverse((key(km), node)));
            }
        }
        while let Some(Reverse((bits, node))) = heap.pop() {
            let km = f64::from_bits(bits);
            if km > known[node] {
                continue;
            }
            for &(next, way) in &self.arcs[node] {
                if km + way < known[next] {
                    known[next] = km + way;
                    heap.push(Reverse((key(km + way), next)));
                }
            }
        }
        known
    }

    /// The node at which a crew that passes a spot can turn next, and the way to it, km.
    fn ahead(&self, spot: Spot) -> (usize, f64) {
        let nodes = &self.roads[spot.road].nodes;
        let at = if spot.up {
            nodes.partition_point(|&km| km < spot.km - 1e-9).min(nodes.len() - 1)
        } else {
            nodes.partition_point(|&km| km <= spot.km + 1e-9).max(1) - 1
        };
        (self.first[spot.road] + at, (nodes[at] - spot.km).abs())
    }

    /// The node from which a crew reaches a spot, and the way from it, km.
    fn behind(&self, spot: Spot) -> (usize, f64) {
        self.ahead(Spot { up: !spot.up, ..spot })
    }
}

/// Ways between spots and the depot, with what has been reckoned kept.
#[derive(Debug)]
pub struct Ways<'a> {
    graph: &'a Graph,
    depot: Option<Vec<f64>>,
    from: BTreeMap<usize, Vec<f64>>,
}

impl<'a> Ways<'a> {
    /// Ways of a crew with a depot, or without one: then ways to and from it count as nothing.
    pub fn new(graph: &'a Graph, depot: Option<Point>) -> Self {
        let depot = depot.and_then(|depot| {
            let reach = |(node, place): (usize, &Option<Point>)| {
                place.map(|place| (node, DETOUR * KM_PER_M * straight_m(depot, place)))
            };
            let from: Vec<(usize, f64)> = graph.places.iter().enumerate().filter_map(reach).collect();
            (!from.is_empty()).then(|| graph.shortest(&from))
        });
        Ways { graph, depot, from: BTreeMap::new() }
    }

    /// Whether days begin and end at a depot.
    pub fn has_depot(&self) -> bool {
        self.depot.is_some()
    }

    fn finite(km: f64) -> f64 {
        if km.is_finite() { km } else { 0.0 }
    }

    /// From the depot to a spot, km.
    pub fn out(&self, to: Spot) -> f64 {
        let (node, km) = self.graph.behind(to);
        self.depot.as_ref().map_or(0.0, |depot| Self::finite(depot[node] + km))
    }

    /// From a spot to the depot, km.
    pub fn home(&self, from: Spot) -> f64 {
        let (node, km) = self.graph.ahead(from);
        self.depot.as_ref().map_or(0.0, |depot| Self::finite(depot[node] + km))
    }

    /// From one spot to another, km: straight on where that is ahead, else over the next node.
    pub fn between(&mut self, from: Spot, to: Spot) -> f64 {
        let forward = if from.up { to.km - from.km } else { from.km - to.km };
        if from.road == to.road && from.up == to.up && forward >= -1e-9 {
            return forward.max(0.0);
        }
        let graph = self.graph;
        let ((out, first), (back, last)) = (graph.ahead(from), graph.behind(to));
        let ways = self.from.entry(out).or_insert_with(|| graph.shortest(&[(out, 0.0)]));
        Self::finite(first + ways[back] + last)
    }
}

impl Graph {
    /// Nodes in all.
    pub fn nodes(&self) -> usize {
        self.arcs.len()
    }

    /// Whether a kilometre of a road is a node.
    pub fn is_node(&self, road: usize, km: f64) -> bool {
        self.roads[road].nodes.iter().any(|node| (node - km).abs() <= SAME_KM)
    }
}
