//! The table of parameters as it is shipped.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

const TABLE: &str = include_str!("../parameters.toml");

/// One row of the table.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParameterRow {
    /// Default value.
    pub value: f64,
    /// Unit; `-` where there is none.
    pub unit: String,
    /// Smallest and largest value of a draw.
    pub range: [f64; 2],
    /// How far the value can be trusted: `V`, `S`, `C`, `A` or `M`.
    pub mark: String,
    /// What the parameter is and where its value comes from.
    pub source: String,
}

/// All rows by name, in alphabetic order.
pub fn parameter_rows() -> BTreeMap<String, ParameterRow> {
    static ROWS: OnceLock<BTreeMap<String, ParameterRow>> = OnceLock::new();
    ROWS.get_or_init(|| toml::from_str(TABLE).expect("the embedded table is read by a test")).clone()
}
