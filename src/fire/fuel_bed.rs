//! Fuel bed from the state of a stand.
