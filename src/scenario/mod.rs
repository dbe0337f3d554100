//! The resolved, valid scenario.

pub mod site_file;
