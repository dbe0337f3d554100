//! Roadside verge mowing planner and fire-risk simulator.

pub mod biodiversity;
pub mod calendar;
pub mod cli;
pub mod ensemble;
pub mod error;
pub mod fire;
pub mod kpi;
pub mod lane;
pub mod mowing;
pub mod network;
pub mod operations;
pub mod planning;
pub mod plot;
pub mod random;
pub mod report;
pub mod scenario;
pub mod simulation;
pub mod units;
pub mod vegetation;
pub mod weather;
