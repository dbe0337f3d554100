//! The embedded climatology of 28 KNMI stations.
