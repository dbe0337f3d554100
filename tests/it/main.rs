//! Integration tests: published tables, whole runs, the command line.

mod architecture;
mod counted;
mod coupled;
mod determinism;
mod fire;
mod generator;
mod growth;
mod invalid;
mod kernel;
mod made_weather;
#[path = "../../benches/naive/mod.rs"]
mod naive;
mod planning;
mod program;
mod random;
mod runs;
mod shared;
mod weather;
