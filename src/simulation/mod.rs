//! The day loop.
