//! Danger of a day for a stand, from weather to susceptibility.

pub mod annual;
pub mod drivers;
pub mod fuel_bed;
pub mod fwi;
pub mod ignition;
pub mod intensity;
pub mod moisture;
pub mod parameters;
pub mod residue;
pub mod spread;
