//! State of a stand.
