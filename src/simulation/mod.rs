//! The day loop.

pub mod grow;
pub mod measure;
