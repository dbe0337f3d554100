//! Work units over threads, ordered reduction.
