//! Tables and the report page.

pub mod calibration;
pub mod compose;
pub mod csv;
pub mod earlier;
pub mod fire_draws;
pub mod geojson;
pub mod hazard;
pub mod html;
pub mod manifest;
pub mod national;
pub mod netcdf;
pub mod output;
pub mod page;
pub mod priority;
pub mod problem_species;
pub mod replan;
pub mod schedule;
mod sections;
pub mod study;
pub mod tables;
pub mod validation;
pub mod verges;
pub mod workbook;
pub mod workorders;
