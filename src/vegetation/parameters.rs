//! Parameters of the engine, read from traits.toml.

/// Parameters of the growth engine.
#[derive(Clone, Debug)]
pub struct Parameters {}
