//! What a Monte Carlo study leaves behind: tables that are written row by row, a cube for researchers, figures of
//! years, seasons and sensitivity, and the short answer on the screen.

pub mod cube;
#[cfg(feature = "parquet")]
pub mod parquet;
pub mod precision;
pub mod sensitivity;
pub mod tables;
pub mod words;
pub mod years;

use crate::ensemble::labels::Labels;

/// Name of a choice in tables: a regime, or `present`.
pub fn choice(labels: &Labels, choice: usize) -> &str {
    labels.regimes.get(choice).map_or("present", String::as_str)
}
