//! The clean daily table, written and read.
