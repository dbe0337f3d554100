//! Bare planning instances: segments, programmes, values, capacity and limits as five tables, without a simulation behind them.

pub mod build;
pub mod generate;
pub mod read;
pub mod sweep;
mod table;
pub mod write;

use std::collections::BTreeMap;

/// A segment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Segment {
    /// Name.
    pub name: String,
    /// District.
    pub district: u32,
    /// Hours of a full cut.
    pub hours_full_cut: f64,
    /// Chain; empty: none.
    pub chain: String,
    /// Place along the chain.
    pub position: f64,
}

/// A programme: week and share of each visit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Programme {
    /// Name.
    pub name: String,
    /// Week and share that is cut.
    pub visits: Vec<(u8, f64)>,
}

/// What the programmes do, segment by segment; programmes rise within a segment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Values {
    /// First row of each segment, and one past the last.
    pub first: Vec<u32>,
    /// Programme of each row.
    pub programme: Vec<u32>,
    /// Cost, EUR.
    pub cost: Vec<f64>,
    /// Fire.
    pub fire: Vec<f64>,
    /// Biodiversity.
    pub bio: Vec<f64>,
}

/// Limits over all segments.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Limits {
    /// Most fire.
    pub fire_max: Option<f64>,
    /// Least biodiversity.
    pub bio_min: Option<f64>,
    /// Most cost, EUR.
    pub budget_max: Option<f64>,
    /// Cost of a change of programme between neighbours of a chain, EUR.
    pub stretch_eur: f64,
}

/// A bare instance.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bare {
    /// Segments.
    pub segments: Vec<Segment>,
    /// Names of the districts.
    pub districts: Vec<String>,
    /// Programmes.
    pub programmes: Vec<Programme>,
    /// Values.
    pub values: Values,
    /// Hours by district and week; `None`: not limited.
    pub capacity: BTreeMap<(u32, u8), Option<f64>>,
    /// Limits.
    pub limits: Limits,
}

/// Names of the five tables.
pub const TABLES: [&str; 5] = ["segments.csv", "programmes.csv", "values.csv", "capacity.csv", "limits.csv"];
