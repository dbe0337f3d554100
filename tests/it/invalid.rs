//! Tests of invalid.
