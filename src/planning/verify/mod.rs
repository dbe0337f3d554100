//! Judges a written plan.
