//! Tests of generator.
