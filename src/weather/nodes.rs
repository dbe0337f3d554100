//! Weather nodes: from a place to the station that stands for it.

/// Weather of a node.
#[derive(Clone, Debug)]
pub enum NodeWeather {}
