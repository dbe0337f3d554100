//! Yearly shift of functional groups.
