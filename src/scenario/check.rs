//! Every check of a scenario.
