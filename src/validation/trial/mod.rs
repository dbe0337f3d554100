//! The virtual field trial: three sites under every regime of the experiments, in many draws of all that is uncertain.
//!
//! A run grows every stand through warm-up and years, lives the plants of its cases, and keeps the measures of every year.
//! Every regime of a draw meets the same weather and the same parameters, so that differences are paired. The warm-up has one
//! hay cut on 15 September, which is also the regime that the plants are settled under.

pub mod draw;
mod dryness;
pub mod measure;
mod periods;
pub mod regime;
pub mod site;
pub mod weather;
mod years;

pub use draw::{TrialDraw, draws};
pub use measure::TrialMeasure;
pub use regime::{TrialRegime, scan_regimes, trial_regimes};
pub use site::{TrialSite, sites};
pub use weather::{TrialClimate, TrialWeather};

use crate::ensemble::run::on_each;
use crate::error::Problem;
use crate::fire::drivers::RainRule;

/// Years of warm-up.
pub const WARMUP: usize = 3;
/// Years that count.
pub const YEARS: usize = 18;
/// Last years that slow measures are read in.
pub const SLOW_YEARS: usize = 4;

/// What is done to the model beside its draws.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Change {
    /// Nothing.
    #[default]
    None,
    /// Nitrogen does not run down: what is mineralised stays as it began.
    NoDepletion,
    /// CO2 has no effect on growth and water.
    NoCo2Effect,
    /// Nutrients of a place are judged by clipped yield instead of growth.
    ClippedYield,
    /// Grass grows on every day above freezing, as leaves of perennial ryegrass do in the field (Keatinge, Stewart and Garrett
    /// 1979, J. Agric. Sci. 92:175-183), instead of above 4 C: the only published form of winter growth that was found.
    WinterGrowth,
}

/// A run of the trial.
#[derive(Clone, Debug)]
pub struct Setup<'a> {
    /// Regimes.
    pub regimes: &'a [TrialRegime],
    /// Weather.
    pub weather: &'a TrialWeather,
    /// Climate.
    pub climate: TrialClimate,
    /// Change of the model.
    pub change: Change,
    /// Rain of the fire weather codes.
    pub rain: RainRule,
    /// Years that count.
    pub years: usize,
}

/// Measures of every year: `[draw][site][regime][year][measure]`.
#[derive(Clone, Debug)]
pub struct Trial {
    /// Names of the regimes.
    pub regimes: Vec<String>,
    /// Names of the sites.
    pub sites: Vec<String>,
    /// Years that count.
    pub years: usize,
    /// Per draw.
    pub draws: Vec<Vec<f64>>,
}

impl Trial {
    /// Runs the trial in every draw; the weather of a draw is that of its place in the list, from `first_weather` on.
    pub fn run(setup: &Setup<'_>, draws: &[TrialDraw], first_weather: usize) -> Result<Trial, Problem> {
        let numbered: Vec<(usize, &TrialDraw)> = (first_weather..).zip(draws).collect();
        let sites = sites();
        Ok(Trial {
            regimes: setup.regimes.iter().map(|regime| regime.name.clone()).collect(),
            sites: sites.iter().map(|site| site.name.clone()).collect(),
            years: setup.years,
            draws: on_each(&numbered, |&(number, draw)| years::of_draw(setup, &sites, draw, number))?,
        })
    }

    /// Values of a measure over the years of a regime on a site in a draw; `None` for unknown names.
    pub fn series(&self, draw: usize, site: &str, regime: &str, measure: TrialMeasure) -> Option<Vec<f64>> {
        let site = self.sites.iter().position(|name| name == site)?;
        let regime = self.regimes.iter().position(|name| name == regime)?;
        let first = (site * self.regimes.len() + regime) * self.years * TrialMeasure::COUNT;
        let of_year = |year: usize| self.draws[draw][first + year * TrialMeasure::COUNT + measure.index()];
        Some((0..self.years).map(of_year).collect())
    }

    /// Mean of a measure over its years: the last ones for slow measures.
    pub fn mean(&self, draw: usize, site: &str, regime: &str, measure: TrialMeasure) -> Option<f64> {
        let series = self.series(draw, site, regime, measure)?;
        let from = if measure.is_slow() { self.years.saturating_sub(SLOW_YEARS) } else { 0 };
        let years = &series[from..];
        Some(years.iter().sum::<f64>() / years.len().max(1) as f64)
    }
}
