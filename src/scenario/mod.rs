//! The resolved, valid scenario.
