//! Two-layer bucket and water stress.
