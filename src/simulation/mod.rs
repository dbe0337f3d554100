//! The day loop.

pub mod grow;
