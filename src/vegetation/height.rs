//! Sward height.
