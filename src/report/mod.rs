//! Tables and the report page.

pub mod csv;
pub mod schedule;
pub mod tables;
