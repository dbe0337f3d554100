//! The road network: segment-sides in chains along the road, with their owners and neighbours.

pub mod cells;
pub mod chain;
pub mod delimited;
pub mod geometry;
pub mod gis;
pub mod join;
pub mod natura;
pub mod nwb;
pub mod place;
pub mod read;
mod repeats;
pub mod segment;
pub mod site;
pub mod wgs84;

use chain::Chain;
use segment::Segment;

/// The segments of a contract area in the order of their keys (road, letter, carriageway, side, km).
#[derive(Clone, Debug, Default)]
pub struct Network {
    /// Segments, sorted by (road, letter, carriageway, side, km_from).
    pub segments: Vec<Segment>,
    /// Chains: contiguous segments of one road, letter, carriageway and side, in km order.
    pub chains: Vec<Chain>,
    /// Remarks of the reader that are not errors (turned kilometres, ignored columns, defaults taken), one line each.
    pub notices: Vec<String>,
}
