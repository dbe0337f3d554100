//! Work units over threads, reduced in the order of their indices.
//!
//! A unit is a group of site classes of one weather node in one member: it makes the weather once, simulates the stands of
//! the group batch by batch, evaluates their cases year by year and keeps only measures. [`run_unit`] depends on nothing
//! but the scenario and the unit, so units may run in any order, on any number of threads or machines.

use super::{Outcomes, Showcase, VisitOutcome};
use crate::error::Problem;
use crate::scenario::stands::{Case, Stands};
use crate::scenario::{Precision, Scenario};
use crate::simulation::case_year::{CaseYears, case_years};
use crate::simulation::dispatch::InstructionSet;
use crate::simulation::measure::Measure;
use crate::simulation::{Run, StandYears, stand_years};
use ndarray::{Array3, Array4};
use rayon::prelude::*;
use std::ops::Range;

/// Stands that one unit holds at most, so that its memory stays small on large networks.
const STANDS_PER_UNIT: usize = 1_500;

/// A group of classes of one node in one member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Weather node.
    pub node: usize,
    /// Member.
    pub member: usize,
    /// Classes of the group.
    pub classes: Vec<usize>,
}

/// What a unit leaves behind.
#[derive(Clone, Debug)]
pub struct UnitRows {
    /// Cases of the unit's classes, with their years.
    pub cases: Vec<(usize, CaseYears)>,
    /// Days with FWI of 21.3 or more, per year.
    pub fire_weather_days: Vec<f64>,
    /// Days of the showcases among the unit's cases.
    pub showcases: Vec<(usize, Vec<[f32; super::SHOW_COLUMNS]>)>,
    /// Column-days simulated.
    pub column_days: u64,
}
