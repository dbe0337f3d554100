//! Daily nitrogen balance, uptake and nutrition index.
