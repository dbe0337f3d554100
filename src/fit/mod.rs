//! Numbers of a site estimated from what was measured there: parameters and site fertility within their ranges.
//!
//! The misfit of a set of numbers is `sum(((predicted - observed) / sd)^2)` over the observations; the set with the least
//! misfit within the ranges is sought with a simplex search ([`search`]) from several starts. As the standard deviations
//! are mostly assumed, the likelihood is scaled by the misfit that the best set leaves per degree of freedom, where that
//! is above 1. The profile of each number ([`profile()`]) tells what else the observations allow.
//!
//! How close the engine gets on years that it was not fitted to (profile `verge` without nitrogen, `NI` and `K` fitted;
//! measured with this module on rain-fed plots of the FAO lowland grassland network and on the sites of growR; kg DM/ha
//! of cumulated yield, kg DM/ha/d of growth):
//!
//! | place and quantity | fitted on | tested on | RMSE, bias fitted | RMSE, bias tested | another model on the test year |
//! |---|---|---|---|---|---|
//! | Wageningen, yield | 1983 | 1984 | 199, +2 | 2570, +2240 | LINGRA 705, +482 |
//! | Wageningen, yield | 1984 | 1983 | 207, +33 | 2190, -1800 | LINGRA 1650, -958 |
//! | Michamps, yield | 1984 | 1985 | 1740, -838 | 1840, -1280 | LINGRA 884, -40 |
//! | Michamps, yield | 1985 | 1984 | 975, -358 | 1130, +318 | LINGRA 2470, -961 |
//! | Posieux 1, growth | 2013-2014 | 2015 | 23.1, -9.9 | 15.4, -7.3 | growR 11.3, +1.1 (as published); 13.5, -2.5 (fitted alike) |
//! | Posieux 2, growth | 2013-2014 | 2015 | 28.5, -13.9 | 20.5, -7.5 | growR 14.8, +0.8 (as published); 15.4, -1.5 (fitted alike) |
//!
//! One fitted year does not carry over to the next: `NI` moves from 0.83 to 0.64 between the two years at Wageningen, and
//! `K` runs into its bound. On farmed ryegrass the engine is no better than LINGRA or growR; it is built for verges, for
//! which no measured series was found.
//!
//! | file | is |
//! |---|---|
//! | [`read`] | the table of observations |
//! | [`predict`] | what the engine says for each of them |
//! | [`search`] | the least misfit |
//! | [`mod@profile`] | likelihood along one number, the others fitted again |

pub mod predict;
pub mod profile;
pub mod read;
pub mod search;

use crate::error::Problem;
use crate::scenario::site_file::GrowSite;
use predict::predictions;
use profile::{Profile, profile};
use read::Observation;
use search::{Best, least_misfit};

/// A site and what was observed there.
#[derive(Clone, Debug)]
pub struct Case {
    /// The site.
    pub site: GrowSite,
    /// The observations within the site's weather.
    pub observations: Vec<Observation>,
}

/// A number to estimate.
#[derive(Clone, Debug, PartialEq)]
pub struct Sought {
    /// Name.
    pub name: String,
    /// Least and largest value.
    pub span: (f64, f64),
}

/// An estimated number.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// What was sought.
    pub sought: Sought,
    /// Value in the site file or by default.
    pub before: f64,
    /// Value with the least misfit.
    pub value: f64,
    /// What the observations allow.
    pub profile: Profile,
}

impl Estimate {
    /// Whether the best value lies at an end of its span, within a thousandth of it.
    pub fn at_bound(&self) -> bool {
        let (low, high) = self.sought.span;
        let near = 1e-3 * (high - low);
        self.value - low < near || high - self.value < near
    }
}

/// How well predictions meet observations.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// Observations.
    pub count: usize,
    /// Root of the mean square of predicted less observed.
    pub rmse: f64,
    /// Mean of predicted less observed.
    pub bias: f64,
    /// Mean of the observations.
    pub mean: f64,
}

impl Score {
    /// The score of pairs (observed, predicted); `None` without a pair.
    ///
    /// ```
    /// let score = zeis::fit::Score::of([(1.0, 2.0), (3.0, 2.0)]).ok_or("no pair")?;
    /// assert_eq!((score.count, score.rmse, score.bias), (2, 1.0, 0.0));
    /// # Ok::<(), &str>(())
    /// ```
    pub fn of(pairs: impl IntoIterator<Item = (f64, f64)>) -> Option<Self> {
        let (mut count, mut squares, mut bias, mut mean) = (0, 0.0, 0.0, 0.0);
        for (observed, predicted) in pairs {
            count += 1;
            squares += (predicted - observed) * (predicted - observed);
            bias += predicted - observed;
            mean += observed;
        }
        let n = count as f64;
        (count > 0).then(|| Score { count, rmse: (squares / n).sqrt(), bias: bias / n, mean: mean / n })
    }
}

/// An observation with what the fitted site says.
#[derive(Clone, Debug, PartialEq)]
pub struct Residual {
    /// Place of the case in the list given.
    pub case: usize,
    /// The observation.
    pub observation: Observation,
    /// The prediction of the site as it was.
    pub before: f64,
    /// The prediction of the fitted site.
    pub predicted: f64,
    /// Whether it was kept from the fit, to test it.
    pub test: bool,
}

/// The outcome of a fit.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// Estimated numbers.
    pub estimates: Vec<Estimate>,
    /// Every observation.
    pub residuals: Vec<Residual>,
    /// Misfit of the best set over the fitted observations.
    pub misfit: f64,
    /// Factor by which assumed variances are too small: the misfit per degree of freedom, 1 at least.
    pub scale: f64,
    /// Runs of the engine.
    pub runs: usize,
}

impl Fit {
    /// Score over the fitted (`test` false) or the kept observations; `before` takes the site as it was.
    pub fn score(&self, test: bool, before: bool) -> Option<Score> {
        let chosen = self.residuals.iter().filter(|residual| residual.test == test);
        Score::of(chosen.map(|one| (one.observation.value, if before { one.before } else { one.predicted })))
    }
}

/// The misfit of a set of numbers over the cases, observations of test years left out.
pub(crate) fn misfit(cases: &[Case], sought: &[Sought], values: &[f64], test_years: &[i16]) -> Result<f64, Problem> {
    let mut sum = 0.0;
    for case in cases {
        let predicted = predictions(&changed(case, sought, values)?)?;
        for (observation, predicted) in case.observations.iter().zip(predicted) {
            if !test_years.contains(&observation.date.year()) {
                let share = (predicted - observation.value) / observation.sd;
                sum += share * share;
            }
        }
    }
    Ok(sum)
}

/// A case with other numbers.
fn changed(case: &Case, sought: &[Sought], values: &[f64]) -> Result<Case, Problem> {
    let mut case = case.clone();
    for (sought, &value) in sought.iter().zip(values) {
        case.site.set_number(&sought.name, value)?;
    }
    Ok(case)
}

/// Estimates the numbers from the cases; observations of `test_years` are predicted, not fitted.
pub fn fit(cases: &[Case], sought: &[Sought], test_years: &[i16]) -> Result<Fit, Problem> {
    let fitted = |one: &&Observation| !test_years.contains(&one.date.year());
    let count = cases.iter().flat_map(|case| &case.observations).filter(fitted).count();
    if count <= sought.len() {
        let what = format!("{count} observations for {} numbers", sought.len());
        return Err(Problem::new("G552", "observations", what).hint("observe more, fit less, or keep fewer test years"));
    }
    let before: Vec<f64> = sought
        .iter()
        .map(|one| cases[0].site.number(&one.name).unwrap_or(f64::midpoint(one.span.0, one.span.1)))
        .collect();
    let cost = |values: &[f64]| misfit(cases, sought, values, test_years);
    let spans: Vec<(f64, f64)> = sought.iter().map(|one| one.span).collect();
    let Best { values, misfit, mut runs } = least_misfit(&cost, &spans, &before)?;
    let scale = (misfit / (count - sought.len()) as f64).max(1.0);
    let mut estimates = Vec::with_capacity(sought.len());
    for (place, one) in sought.iter().enumerate() {
        let (profile, more) = profile(&cost, &spans, &values, place, misfit, scale)?;
        runs += more;
        estimates.push(Estimate { sought: one.clone(), before: before[place], value: values[place], profile });
    }
    let mut residuals = Vec::new();
    for (place, case) in cases.iter().enumerate() {
        let pairs = predictions(case)?.into_iter().zip(predictions(&changed(case, sought, &values)?)?);
        for (observation, (before, predicted)) in case.observations.iter().zip(pairs) {
            let test = test_years.contains(&observation.date.year());
            residuals.push(Residual { case: place, observation: observation.clone(), before, predicted, test });
        }
    }
    Ok(Fit { estimates, residuals, misfit, scale, runs })
}
