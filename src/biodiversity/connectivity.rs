//! How well verges and nature areas hang together for small animals, half-month by half-month.
//!
//! Nodes are segments, worth their area times its quality, and nature areas; links join what lies within 500 m, passed with
//! probability `p = 2^(-d / d50)`, halved at each carriageway. `p*` is the best product over all paths. The equivalent
//! connected area `ECA = sqrt(sum a_i a_j p*)` (Saura & Pascual-Hortal 2007, Landscape and Urban Planning 83:91-103, as
//! equivalent connectivity) is the area of one single patch that would offer as much. A cut lowers the worth of a segment
//! until it has grown back, not the links.
//!
//! Paths are followed from every node outwards until `p*` falls below 1/1000; what lies farther counts as apart, and no
//! matrix is ever held. Cost: a node visits what it reaches.

mod graph;
mod links;
mod priority;
mod quality;
mod reach;
mod season;
mod synchrony;

pub use graph::{Graph, Link};
pub use links::{Walker, links_of};
pub use priority::{NodePriority, exact_priority, priority_bounds};
pub use quality::standing_half_months;
pub use reach::{Reach, source_sums};
pub use season::{SeasonConnectivity, connected_area, corridors_of};
pub use synchrony::{large_cut_days, synchrony};

/// Half-months of a year.
pub use super::season::HALF_MONTHS;

/// `-ln(1/1000)`: paths less likely than that count as none.
pub(crate) const FARTHEST: f64 = 6.907_755_278_982_137;

#[cfg(test)]
mod tests;
