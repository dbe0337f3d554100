//! The ten findings of field research as experiments of the product: direction, size, probability, and what turns them over.

pub mod alternative;
pub mod contrast;
pub mod decides;
pub mod finding;
pub mod judge;
pub mod words;

pub use alternative::Alternative;
pub use contrast::{Contrast, Expected, Role, contrasts};
pub use finding::{Finding, Outcome, findings};
pub use judge::{Judgement, Trials, Word, judge};

use crate::error::Problem;
use crate::fire::drivers::RainRule;
use crate::validation::trial::{Setup, Trial, TrialClimate, TrialDraw, TrialWeather, YEARS, draws, trial_regimes};
use crate::validation::verdict::Text;

/// How much is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effort {
    /// Draws in the climate of today.
    pub draws: usize,
    /// Draws in other climates and under structures that need runs of their own.
    pub other_draws: usize,
    /// Years that count.
    pub years: usize,
}

impl Effort {
    /// Reduced size, as `zeis validate` runs without options.
    pub const REDUCED: Effort = Effort { draws: 40, other_draws: 20, years: YEARS };
}

/// Everything that was run.
#[derive(Clone, Debug)]
pub struct Experiments {
    /// Trials of the base structure by climate.
    pub trials: Trials,
    /// Trials of the structures that need runs of their own.
    pub alternatives: Vec<(Alternative, Trials)>,
    /// Where and when.
    pub place: Text,
    /// Calendar year of the first year that counts, under observed weather.
    pub first_year: Option<i16>,
    /// How much.
    pub effort: Effort,
    /// Drawn numbers of every draw, the base left out, in the order of [`names`](crate::validation::trial::draw::names).
    pub drawn: Vec<Vec<f64>>,
}

impl Experiments {
    /// Runs every climate and structure; `said` hears what is begun.
    pub fn run(
        weather: &TrialWeather,
        rain: RainRule,
        effort: Effort,
        seed: u64,
        said: &dyn Fn(&str),
    ) -> Result<Experiments, Problem> {
        let regimes = trial_regimes();
        let all: Vec<TrialDraw> = std::iter::once(TrialDraw::base()).chain(draws(seed, effort.draws)?).collect();
        // the same draws, so that climates are compared pair by pair
        let some = &all[..=effort.other_draws.min(effort.draws)];
        let base = Setup {
            regimes: &regimes,
            weather,
            climate: TrialClimate::Reference,
            change: Alternative::Base.change(),
            rain,
            years: effort.years,
        };
        let run = |setup: &Setup<'_>, draws: &[TrialDraw]| -> Result<(TrialClimate, Trial), Problem> {
            said(&format!("{}, {} draws", setup.climate.name(), draws.len() - 1));
            Ok((setup.climate, Trial::run(setup, draws, 0)?))
        };
        let mut trials = Trials::from([run(&base, &all)?]);
        for climate in TrialClimate::ALL.into_iter().skip(1) {
            trials.extend([run(&Setup { climate, ..base.clone() }, some)?]);
        }
        let mut alternatives = Vec::new();
        for alternative in Alternative::SIMULATED {
            said(alternative.name());
            let mut trials = Trials::new();
            for &climate in alternative.climates() {
                trials.extend([run(&Setup { climate, change: alternative.change(), ..base.clone() }, some)?]);
            }
            alternatives.push((alternative, trials));
        }
        let drawn = all[1..].iter().map(|draw| draw.values.clone()).collect();
        let (place, first_year) = (weather.place(), weather.first_counted_year());
        Ok(Experiments { trials, alternatives, place, first_year, effort, drawn })
    }

    /// The trials of a structure.
    fn trials_of(&self, alternative: Alternative) -> &Trials {
        self.alternatives.iter().find(|(other, _)| *other == alternative).map_or(&self.trials, |(_, trials)| trials)
    }

    /// The drawn number that the size of a contrast hangs on most, with its rank correlation.
    pub fn decided_by(&self, contrast: &Contrast) -> Option<(String, f64)> {
        decides::strongest(&judge::sizes(&self.trials, contrast)?, &self.drawn)
    }

    /// Judges a contrast under a structure; `None` where that was not run.
    pub fn judge(&self, contrast: &Contrast, alternative: Alternative) -> Option<Judgement> {
        judge(self.trials_of(alternative), contrast, &|measure| alternative.read(measure))
    }
}
