//! Parameters of the engine, read from traits.toml.
