//! File to scenario: read, check, resolve.
