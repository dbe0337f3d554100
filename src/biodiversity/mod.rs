//! Indicators of life of a year: seed set before the cut, survival of insects, uncut share and winter refuge.
//!
//! Nothing here looks at the name of a regime: regimes act through their cut events alone.

pub mod flowering;
pub mod insects;
pub mod losses;
pub mod seed;
pub mod species;
pub mod structure;
pub mod suitability;
