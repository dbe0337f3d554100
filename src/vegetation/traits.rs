//! Functional groups A-D and the traits of their mixture.
