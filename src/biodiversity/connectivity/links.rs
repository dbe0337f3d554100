//! Links between the segments of a network, and to nature areas.

use super::Link;
use crate::network::geometry::distance_m;
use crate::network::nature::NatureArea;
use crate::network::segment::{Point, Segment};
use std::collections::BTreeMap;

/// Segments and areas within this distance are linked, m.
const LINKED_WITHIN_M: f64 = 500.0;

/// How far a group of animals gets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Walker {
    /// Distance that half of them cover, m (assumptions: 100 flightless, 500 grasshoppers and bees, 2000 butterflies).
    pub half_distance_m: f64,
    /// Share of them that crosses a carriageway (0.1-0.9, assumption).
    pub across_carriageway: f64,
}

impl Default for Walker {
    /// Grasshoppers and wild bees.
    fn default() -> Self {
        Walker { half_distance_m: 500.0, across_carriageway: 0.5 }
    }
}

impl Walker {
    /// Cost of a way, `-ln p`: `ln 2 d / d50`, and the crossing.
    pub fn cost(&self, distance_m: f64, crossing: bool) -> f64 {
        let across = if crossing { -crate::lane::math::ln(self.across_carriageway) } else { 0.0 };
        std::f64::consts::LN_2 * distance_m / self.half_distance_m + across
    }
}

/// Links of a network: nodes `0..segments.len()` are the segments, the areas follow.
///
/// Segments are linked from middle to middle within 500 m; segments that follow one another in a chain always are. A link that
/// does not run along one side of one road crosses a carriageway (assumption). Areas are linked to segments whose middle lies
/// within 500 m of their outline, without a crossing. Segments without a place on the map are linked along their chain by their
/// lengths.
pub fn links_of(segments: &[Segment], chains: &[Vec<usize>], areas: &[NatureArea], walker: &Walker) -> Vec<Link> {
    let mut links = Vec::new();
    let middles: Vec<Option<Point>> = segments.iter().map(Segment::middle).collect();
    for chain in chains {
        for pair in chain.windows(2) {
            let [a, b] = [pair[0], pair[1]];
            let distance = match (middles[a], middles[b]) {
                (Some(from), Some(to)) => distance_m(from, to),
                _ => f64::midpoint(segments[a].length_m, segments[b].length_m),
            };
            links.push(Link { between: [a, b], cost: walker.cost(distance, false) });
        }
    }
    let mut squares: BTreeMap<(i64, i64), Vec<usize>> = BTreeMap::new();
    for (index, middle) in middles.iter().enumerate() {
        if let Some(middle) = middle {
            squares.entry(square_of(*middle)).or_default().push(index);
        }
    }
    for (&(x, y), members) in &squares {
        for (dx, dy) in [(0, 0), (1, 0), (-1, 1), (0, 1), (1, 1)] {
            let Some(others) = squares.get(&(x + dx, y + dy)) else { continue };
            for &a in members {
                for &b in others.iter().filter(|&&b| (dx, dy) != (0, 0) || a < b) {
                    let (Some(from), Some(to)) = (middles[a], middles[b]) else { continue };
                    let distance = distance_m(from, to);
                    if distance <= LINKED_WITHIN_M {
                        let cost = walker.cost(distance, crosses(&segments[a], &segments[b]));
                        links.push(Link { between: [a, b], cost });
                    }
                }
            }
        }
    }
    for (area, node) in areas.iter().zip(segments.len()..) {
        for (index, middle) in middles.iter().enumerate() {
            let Some(middle) = *middle else { continue };
            let near = area.at_least_m(middle) <= LINKED_WITHIN_M;
            let distance = near.then(|| area.distance_m(middle)).filter(|&distance| distance <= LINKED_WITHIN_M);
            links.extend(distance.map(|distance| Link { between: [index, node], cost: walker.cost(distance, false) }));
        }
    }
    links
}

fn square_of(place: Point) -> (i64, i64) {
    ((place.x_m / LINKED_WITHIN_M).floor() as i64, (place.y_m / LINKED_WITHIN_M).floor() as i64)
}

/// Whether the way between two segments crosses a carriageway: it does unless both lie on one side of one road.
fn crosses(a: &Segment, b: &Segment) -> bool {
    (&a.road, &a.carriageway, a.side) != (&b.road, &b.carriageway, b.side)
}
