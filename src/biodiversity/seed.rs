//! Seed set before the cut.
