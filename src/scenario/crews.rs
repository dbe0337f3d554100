//! Crews and their weeks.
