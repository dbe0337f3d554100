//! Indicators of life of a year.

pub mod insects;
pub mod seed;
pub mod species;
pub mod structure;
