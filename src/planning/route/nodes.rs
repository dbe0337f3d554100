//! Where crews can turn: interchanges that are given, or else ends of roads and places where roads meet.
//!
//! A network of verges names no interchanges. Where the user gives none for a road, a crew is taken to be able to turn where a
//! chain of segments ends and where another road, or a carriageway with a letter, comes within 250 m (assumptions).

use crate::network::Network;
use crate::network::segment::{Point, Segment};
use crate::scenario::Interchange;
use std::collections::{BTreeMap, BTreeSet};

/// Distance within which two roads meet, m (assumption).
pub const MEETING_M: f64 = 250.0;
/// Gap of a carriageway with a letter above which it is another one with the same letter, km.
const ANOTHER_RAMP_KM: f64 = 0.1;
/// Kilometres that are one place.
pub const SAME_KM: f64 = 0.05;

/// A road of the graph: a numbered road, or one carriageway with a letter.
#[derive(Clone, Debug, PartialEq)]
pub struct Road {
    /// Road number.
    pub name: String,
    /// Letter; empty for the main carriageways.
    pub letter: String,
    /// First and last kilometre.
    pub span: (f64, f64),
    /// Kilometres and places known along it, in order.
    pub places: Vec<(f64, Point)>,
    /// Kilometres of its nodes, in order.
    pub nodes: Vec<f64>,
}

impl Road {
    /// Place at a kilometre, between the nearest known ones; beyond them the nearest.
    pub fn place(&self, km: f64) -> Option<Point> {
        let at = self.places.partition_point(|(known, _)| *known < km);
        let (before, after) = (at.checked_sub(1).map(|at| self.places[at]), self.places.get(at).copied());
        match (before, after) {
            (Some((a, p)), Some((b, q))) => {
                let part = if b > a { (km - a) / (b - a) } else { 0.0 };
                Some(Point { x_m: p.x_m + part * (q.x_m - p.x_m), y_m: p.y_m + part * (q.y_m - p.y_m) })
            }
            (one, other) => one.or(other).map(|(_, place)| place),
        }
    }
}

/// Straight distance, m.
pub fn straight_m(a: Point, b: Point) -> f64 {
    let (x, y) = (a.x_m - b.x_m, a.y_m - b.y_m);
    (x * x + y * y).sqrt()
}

/// The roads of a network, without nodes, and the road of each segment.
fn roads_of(segments: &[Segment]) -> (Vec<Road>, Vec<usize>) {
    let mut order: Vec<usize> = (0..segments.len()).collect();
    let key = |at: usize| (segments[at].road.as_str(), segments[at].letter.as_str());
    order.sort_by(|&a, &b| {
        key(a).cmp(&key(b)).then(segments[a].km_from.total_cmp(&segments[b].km_from)).then(a.cmp(&b))
    });
    let mut roads: Vec<Road> = Vec::new();
    let mut road_of = vec![0; segments.len()];
    for at in order {
        let segment = &segments[at];
        let same = roads.last().is_some_and(|road| {
            road.name == segment.road
                && road.letter == segment.letter
                && (segment.letter.is_empty() || segment.km_from <= road.span.1 + ANOTHER_RAMP_KM)
        });
        if !same {
            roads.push(Road {
                name: segment.road.clone(),
                letter: segment.letter.clone(),
                span: (segment.km_from, segment.km_to),
                places: Vec::new(),
                nodes: Vec::new(),
            });
        }
        road_of[at] = roads.len() - 1;
        if let Some(road) = roads.last_mut() {
            road.span = (road.span.0.min(segment.km_from), road.span.1.max(segment.km_to));
            if let Some([from, to]) = segment.ends {
                road.places.extend([(segment.km_from, from), (segment.km_to, to)]);
            }
        }
    }
    for road in &mut roads {
        road.places.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.x_m.total_cmp(&b.1.x_m)));
        road.places.dedup_by(|a, b| (a.0 - b.0).abs() < 1e-6);
    }
    (roads, road_of)
}

/// Nearest approaches of other roads: kilometres of each road at which it meets another, with that one and its kilometre.
///
/// Of a run of places within reach the nearest is the meeting, so that a road beside a railway meets it once.
pub fn meetings(roads: &[Road]) -> Vec<(usize, f64, usize, f64)> {
    let cell = |place: Point| ((place.x_m / MEETING_M).floor() as i64, (place.y_m / MEETING_M).floor() as i64);
    let mut grid: BTreeMap<(i64, i64), Vec<(usize, usize)>> = BTreeMap::new();
    for (road, own) in roads.iter().enumerate() {
        for (at, (_, place)) in own.places.iter().enumerate() {
            grid.entry(cell(*place)).or_default().push((road, at));
        }
    }
    let mut found = Vec::new();
    for (road, own) in roads.iter().enumerate() {
        // Of each other road: index of the last place within reach, and the nearest approach of the run.
        let mut runs: BTreeMap<usize, (usize, f64, f64, f64)> = BTreeMap::new();
        for (at, &(km, place)) in own.places.iter().enumerate() {
            let (column, row) = cell(place);
            let mut near: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
            for around in (-1..=1).flat_map(|x| (-1..=1).map(move |y| (column + x, row + y))) {
                for &(other, index) in grid.get(&around).into_iter().flatten().filter(|(other, _)| *other != road) {
                    let (other_km, other_place) = roads[other].places[index];
                    let distance = straight_m(place, other_place);
                    let known = near.get(&other).map_or(f64::MAX, |known| known.0);
                    if distance <= MEETING_M && distance < known {
                        near.insert(other, (distance, other_km));
                    }
                }
            }
            for (other, (distance, other_km)) in near {
                match runs.get_mut(&other) {
                    Some(run) if run.0 + 1 == at => {
                        run.0 = at;
                        if distance < run.1 {
                            (run.1, run.2, run.3) = (distance, km, other_km);
                        }
                    }
                    _ => {
                        if let Some(run) = runs.insert(other, (at, distance, km, other_km)) {
                            found.push((road, run.2, other, run.3));
                        }
                    }
                }
            }
        }
        found.extend(runs.into_iter().map(|(other, run)| (road, run.2, other, run.3)));
    }
    found
}

/// Roads with their nodes, the road of each segment, and the roads whose interchanges were given.
pub fn roads(network: &Network, given: &[Interchange]) -> (Vec<Road>, Vec<usize>, BTreeSet<usize>) {
    let (mut roads, road_of) = roads_of(&network.segments);
    let mut known: BTreeSet<usize> = BTreeSet::new();
    for (at, road) in roads.iter_mut().enumerate() {
        let own = given.iter().filter(|one| one.road == road.name && one.letter == road.letter);
        let own: Vec<f64> = own
            .map(|one| one.km)
            .filter(|km| road.letter.is_empty() || (road.span.0..=road.span.1).contains(km))
            .collect();
        if !own.is_empty() {
            known.insert(at);
            road.span = own.iter().fold(road.span, |(low, high), &km| (low.min(km), high.max(km)));
            road.nodes = own;
        }
        // Where a road ends a crew must turn, interchange or not.
        road.nodes.extend([road.span.0, road.span.1]);
    }
    for chain in &network.chains {
        let (first, last) = (chain.segments[0], chain.segments[chain.segments.len() - 1]);
        if !known.contains(&road_of[first]) {
            let ends = [network.segments[first].km_from, network.segments[last].km_to];
            roads[road_of[first]].nodes.extend(ends);
        }
    }
    for (road, km, other, other_km) in meetings(&roads) {
        for (at, km) in [(road, km), (other, other_km)] {
            if !known.contains(&at) {
                roads[at].nodes.push(km);
            }
        }
    }
    for road in &mut roads {
        road.nodes.sort_by(f64::total_cmp);
        // The ends must stay: nothing lies beyond them to turn at.
        let (first, last) = road.span;
        let mut kept: Vec<f64> = Vec::new();
        for &km in &road.nodes {
            if kept.last().is_none_or(|before| km - before > SAME_KM) && last - km > SAME_KM {
                kept.push(km);
            }
        }
        kept.retain(|km| *km > first);
        kept.insert(0, first);
        kept.push(last);
        road.nodes = kept;
    }
    (roads, road_of, known)
}
