//! Limits, flags and gap filling of station series.
