//! Work units over threads, reduced in the order of their indices.
