//! Parameters of the fire module.

/// Parameters of the fire module.
#[derive(Clone, Debug)]
pub struct FireParameters {}
