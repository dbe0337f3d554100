//! Tests of determinism.
