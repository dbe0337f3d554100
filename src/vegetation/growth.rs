//! Light interception, potential and actual growth.
