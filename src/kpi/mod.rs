//! Key performance indicators: measures of cases mapped to segments, contracts, owners and the network.

pub mod define;
pub mod evaluate;
