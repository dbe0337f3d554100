//! Integration tests: published tables, whole runs, the command line.

mod architecture;
mod calibrate;
mod climates;
mod contract;
mod counted;
mod coupled;
mod determinism;
mod fire;
mod fire_draws;
mod fit;
mod generator;
mod golden;
mod growth;
mod hazard;
mod invalid;
mod kernel;
mod life;
mod made_weather;
mod messy;
#[path = "../../benches/naive/mod.rs"]
mod naive;
mod nature;
mod network;
mod onesite;
mod planner;
mod planning;
mod plans;
mod priority;
mod program;
mod random;
mod runs;
mod safety;
mod shared;
mod study;
mod tender;
mod weather;
