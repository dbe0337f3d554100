//! Fireline intensity and flame length.
