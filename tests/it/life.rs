//! Biodiversity: the toy canopy of the specification as test bed, its golden cases, worked numbers and findings.

mod engine;
mod findings;
mod golden;
mod toy;
mod worked;
