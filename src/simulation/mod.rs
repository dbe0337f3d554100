//! The day loop.

pub mod measure;
