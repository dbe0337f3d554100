//! Chains: contiguous segments of one road, letter, carriageway and side in the order of the kilometres.

/// A chain of segments; a gap above 20 m ends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// Indices into the segments of the network, in km order.
    pub segments: Vec<usize>,
}
