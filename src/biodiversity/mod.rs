//! Indicators of life of a year: seed set before the cut, survival of insects, uncut share and winter refuge.
//!
//! Nothing here looks at the name of a regime: regimes act through their cut events alone.

pub mod community;
pub mod connectivity;
pub mod fertility;
pub mod flowering;
pub mod index;
pub mod insects;
pub mod losses;
pub mod nectar;
pub mod parameters;
pub mod plant_year;
pub mod plants;
pub mod potential;
pub mod problem_species;
pub mod response;
pub mod season;
pub mod seed;
pub mod species;
pub mod structure;
pub mod suitability;
