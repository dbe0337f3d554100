//! Years of stands to years of cases: what a zone of a site class yields, burns and bears under a programme.

use super::measure::Measure;
use super::outcome::StandYear;
use crate::biodiversity::insects::{self, PatchCuts};
use crate::biodiversity::seed::{SiteSuitability, target_seed_set};
use crate::scenario::stands::Case;

/// Measures of one year of a case, in the order of [`Measure::ALL`].
pub type Measures = [f64; Measure::COUNT];
