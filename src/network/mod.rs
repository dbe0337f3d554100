//! The road network: segment-sides in chains along the road, with their owners and neighbours.

pub mod cells;
pub mod chain;
pub mod delimited;
pub mod geometry;
pub mod gis;
pub mod join;
pub mod nature;
pub mod nwb;
pub mod place;
pub mod read;
mod repeats;
pub mod segment;
pub mod site;
pub mod wgs84;

use chain::Chain;
use nature::{NatureArea, nearest_area_m};
use segment::Segment;

/// The segments of a contract area in the order of their keys (road, letter, carriageway, side, km).
#[derive(Clone, Debug, Default)]
pub struct Network {
    /// Segments, sorted by (road, letter, carriageway, side, km_from).
    pub segments: Vec<Segment>,
    /// Chains: contiguous segments of one road, letter, carriageway and side, in km order.
    pub chains: Vec<Chain>,
    /// Natura 2000 areas beside the roads.
    pub areas: Vec<NatureArea>,
    /// Remarks of the reader that are not errors (turned kilometres, ignored columns, defaults taken), one line each.
    pub notices: Vec<String>,
}

impl Network {
    /// Places nature areas beside the network: segments that tell no distance to one take that of their nearest point.
    pub fn place_areas(&mut self, areas: Vec<NatureArea>) {
        for segment in self.segments.iter_mut().filter(|segment| segment.natura2000_dist_m.is_none()) {
            segment.natura2000_dist_m = segment.ends.and_then(|ends| nearest_area_m(ends, &areas));
        }
        self.areas = areas;
    }
}
