//! Members of the ensemble and their results.
