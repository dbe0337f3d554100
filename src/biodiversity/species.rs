//! Traits of verge plants.
