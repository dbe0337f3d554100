//! How well the difference of two regimes is known, and whether it is decided.
//!
//! The plain mean of paired differences has the luck of the simulated weathers and draws in it. Here it is corrected by regression on
//! what is known of many more weathers ([`controls`](crate::ensemble::controls)) and draws ([`known`](super::known)), so that
//! fewer members say as much; members of a sample of the network ([`by_sample`](super::by_sample)) say as much at less cost. A
//! difference is decided where it is
//!
//! - **known**: the half-width of its 95 % interval is at most a share (`within`) of the difference;
//! - **the same**: its whole 95 % interval lies within a share (`equal`) of the larger of the two values, on either side of 0.
//!
//! Where a correction tells a larger error than the plain mean, as with few members or a result that hangs on other weather, the
//! plain mean stays.
//!
//! Looking again after every ten members until all is decided makes the error at the end a little larger than told.

use super::by_sample::BySample;
use super::rows::Study;
use crate::ensemble::controls::{CONTROLS, OF_FIRES, OF_GROWTH};
use crate::ensemble::labels::{Controls, KnownDraw};
use crate::ensemble::summary::{Summary, mean, summarise};
use crate::ensemble::two_phase::{Control, Design, Estimate};
use crate::error::Problem;
use crate::fire::rate_doubt::Reading;
use crate::kpi::define::{Kpi, Quantity};

/// Half-width of the 95 % interval of a mean, in standard errors.
pub const STANDARD_ERRORS: f64 = 1.96;
/// Largest half-width of a known difference, as a share of it, where no rule says.
pub const WITHIN: f64 = 0.01;

/// Verdict on a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Its size is known.
    Known,
    /// There is none that matters.
    Same,
    /// More members are needed.
    Open,
}

impl Decision {
    /// Name in files.
    pub fn name(self) -> &'static str {
        match self {
            Decision::Known => "known",
            Decision::Same => "same",
            Decision::Open => "open",
        }
    }

    /// The verdict on an estimate; `level`: the larger of the two values, as a size.
    pub fn of(found: &Estimate, level: f64, within: f64, equal: f64) -> Self {
        let half_width = STANDARD_ERRORS * found.error;
        if half_width <= within * found.mean.abs() {
            Decision::Known
        } else if found.mean.abs() + half_width <= equal * level {
            Decision::Same
        } else {
            Decision::Open
        }
    }
}

/// Ways to know a difference with fewer members. All but the first stand on common random numbers; the last three are corrections of
/// the members as they were drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Every regime with weather and draws of its own: plain Monte Carlo.
    Independent,
    /// All regimes in the same weather and draws (common random numbers).
    Common,
    /// Members in pairs that mirror each other.
    Antithetic,
    /// Draws spread evenly over their laws: what these leave, estimated as what the main effects of the draws leave unexplained.
    Even,
    /// Corrected for the draws that the members happen to have.
    Draws,
    /// Corrected for draws and weather.
    Weather,
    /// Corrected by members of a sample of the network; each member stands for its part of these too.
    Sample,
}

impl Method {
    /// Every method, in order.
    pub const ALL: [Method; 7] = [
        Method::Independent,
        Method::Common,
        Method::Antithetic,
        Method::Even,
        Method::Draws,
        Method::Weather,
        Method::Sample,
    ];

    /// Name in files.
    pub fn name(self) -> &'static str {
        match self {
            Method::Independent => "independent",
            Method::Common => "common",
            Method::Antithetic => "antithetic",
            Method::Even => "even",
            Method::Draws => "draws",
            Method::Weather => "weather",
            Method::Sample => "sample",
        }
    }
}

/// Two choices on the network in a climate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PrecisionRow {
    /// The KPI.
    pub kpi: Kpi,
    /// Climate (index).
    pub climate: usize,
    /// The two choices.
    pub pair: (usize, usize),
    /// Plain mean of the differences, first less second, with the error of the members as they were drawn.
    pub plain: Estimate,
    /// The same, corrected where that tells a smaller error.
    pub corrected: Estimate,
    /// Standard error by each [`Method`] with so many members; none where the study has not what it takes.
    pub errors: [Option<f64>; Method::ALL.len()],
    /// The larger of the two values, as a size.
    pub level: f64,
    /// Verdict on the corrected one.
    pub decision: Decision,
}

impl PrecisionRow {
    /// Standard error by a method.
    pub fn error(&self, method: Method) -> Option<f64> {
        self.errors[method as usize]
    }

    /// How many times as many members the uncorrected mean takes for the same error; `None` where nothing varies.
    ///
    /// The uncorrected mean is that of the members as they were drawn: evenly or in pairs, which makes it better than the independent draws
    /// that its own error counts with.
    pub fn gain(&self) -> Option<f64> {
        let drawn = [Method::Even, Method::Antithetic].into_iter().filter_map(|method| self.error(method));
        gain(drawn.fold(self.error(Method::Common)?, f64::min), self.corrected.error)
    }
}

/// How many times as many members a larger error takes to become the smaller one; `None` where nothing varies.
pub fn gain(larger: f64, smaller: f64) -> Option<f64> {
    let ratio = larger / smaller;
    (larger > 0.0 && smaller > 0.0).then_some(ratio * ratio)
}

/// Rows of every pair of choices for some KPIs (places in the labels), handed over KPI by KPI.
pub fn rows(
    study: &Study<'_>,
    kpis: &[usize],
    limits: (f64, f64),
    see: &mut dyn FnMut(PrecisionRow),
) -> Result<(), Problem> {
    let choices = study.labels.choices();
    let pairs = || (0..choices).flat_map(move |first| (first + 1..choices).map(move |second| (first, second)));
    let all = study.kpis();
    for (place, kpi) in kpis.iter().filter_map(|&place| Some((place, all[place]?))) {
        let sampled = study.sample().map(|sample| Ok((sample, sample.network(place)?))).transpose()?;
        for (climate, values) in study.network(place)?.iter().enumerate() {
            let of_sample = sampled.as_ref().map(|(sample, values)| (*sample, values[climate].as_slice()));
            let comparison = Comparison {
                study,
                kpi,
                climate,
                values,
                alone: values.iter().map(|values| summarise(values)).collect(),
                designs: Designs::of(study, &kpi, climate)?,
                by_sample: of_sample.map(|(study, values)| BySample::new(study, &kpi, climate, values)).transpose()?,
            };
            pairs().filter_map(|pair| comparison.row(pair, limits)).for_each(&mut *see);
        }
    }
    Ok(())
}

/// What is known of a KPI on the network in a climate.
struct Comparison<'a> {
    study: &'a Study<'a>,
    kpi: Kpi,
    climate: usize,
    /// `[choice][member]`.
    values: &'a [Vec<f64>],
    /// Each choice by itself.
    alone: Vec<Option<Summary>>,
    designs: Designs,
    by_sample: Option<BySample<'a>>,
}

impl Comparison<'_> {
    /// Two choices compared; `None` without a member that has both.
    fn row(&self, (first, second): (usize, usize), (within, equal): (f64, f64)) -> Option<PrecisionRow> {
        let differences: Vec<f64> = self.values[first].iter().zip(&self.values[second]).map(|(a, b)| a - b).collect();
        let value = summarise(&differences)?;
        let plain = Estimate { mean: value.mean, error: self.study.error(&differences) };
        let [even, draws, weather] = self.designs.estimates(&differences);
        let is_whole = value.count == differences.len();
        let by_sample = self.by_sample.as_ref().filter(|_| is_whole);
        let sample =
            by_sample.and_then(|sample| sample.estimate((first, second), &differences, self.designs.factors()));
        let corrected = best(plain, [draws, weather, sample]);
        let size = |choice: usize| self.alone[choice].map_or(0.0, |value| value.mean.abs());
        let variance = |choice: usize| self.alone[choice].map_or(0.0, |value| value.sd * value.sd);
        let level = size(first).max(size(second));
        let count = value.count as f64;
        let error = |found: Option<Estimate>| found.map(|found| found.error);
        let errors = [
            Some(((variance(first) + variance(second)) / count).sqrt()),
            Some(value.sd / count.sqrt()),
            self.study.labels.antithetic.then_some(plain.error),
            error(even),
            error(draws),
            error(weather),
            error(sample),
        ];
        let decision = Decision::of(&corrected, level, within, equal);
        let (kpi, climate, pair) = (self.kpi, self.climate, (first, second));
        Some(PrecisionRow { kpi, climate, pair, plain, corrected, errors, level, decision })
    }
}

/// The estimate with the smallest error, the plain one where none has a smaller.
fn best<const N: usize>(plain: Estimate, corrections: [Option<Estimate>; N]) -> Estimate {
    let smaller = |best: Estimate, next: Estimate| if next.error < best.error { next } else { best };
    corrections.into_iter().flatten().fold(plain, smaller)
}

/// What is known beyond the members for a KPI in a climate.
#[derive(Clone, Debug)]
pub(super) struct Designs {
    /// Factor of each member.
    factors: Vec<f64>,
    mean_factor: f64,
    /// The main effects of evenly spread draws; corrections by the draws alone, and by the weather as well; none where nothing is known
    /// beyond the members.
    corrections: [Option<Design>; 3],
}

impl Designs {
    /// Those of a study.
    pub(super) fn of(study: &Study<'_>, kpi: &Kpi, climate: usize) -> Result<Self, Problem> {
        let labels = study.labels;
        let ones = vec![1.0; study.members];
        let Some(controls) = &labels.controls else {
            return Ok(Designs { factors: ones, mean_factor: 1.0, corrections: [None, None, None] });
        };
        let numbers = study.controls(climate)?;
        let (own, rest) = numbers.split_at(CONTROLS);
        let (further, draws) = rest.split_at(CONTROLS);
        let (factors, forms) = match kpi.quantity {
            Quantity::FormDays(_) => (None, Reading::ALL.len() - 1),
            quantity if quantity.holds_ignition_doubt() => (Some(&draws[0]), Reading::ALL.len()),
            _ => (None, 0),
        };
        let drawn = study.parameters()?;
        let of_draws = draws[1..].iter().take(forms).zip(&controls.draws);
        let known: Vec<(&Vec<f64>, &KnownDraw)> =
            of_draws.chain(drawn.iter().zip(&controls.draws[draws.len() - 1..])).collect();
        let mean_factor = if factors.is_some() { controls.mean_factor } else { 1.0 };
        let control = |values: &Vec<f64>, mean: f64, factored_mean: f64| Control {
            values: values.clone(),
            mean,
            factored_mean,
            ..Control::default()
        };
        let exact: Vec<Control> = known
            .iter()
            .map(|(values, known)| {
                control(values, known.mean, if factors.is_some() { known.factored_mean } else { known.mean })
            })
            .collect();
        let order = if kpi.quantity.holds_ignition_doubt() || forms > 0 { OF_FIRES } else { OF_GROWTH };
        let estimated = weather(order.map(|place| [&own[place], &further[place]]), controls, mean_factor);
        let in_pairs = labels.antithetic;
        let own_factors = factors.unwrap_or(&ones);
        let design = |weather: &[Control]| Design::new(own_factors.clone(), mean_factor, &exact, weather, in_pairs);
        let effects: Vec<Control> = factors
            .map(|factors| control(factors, controls.mean_factor, controls.mean_factor))
            .into_iter()
            .chain(known.iter().map(|(values, known)| control(values, known.mean, known.mean)))
            .collect();
        let is_even = labels.even && !effects.is_empty();
        let even = is_even.then(|| Design::new(ones.clone(), 1.0, &effects, &[], in_pairs));
        let corrections = [even, Some(design(&[])), (!estimated.is_empty()).then(|| design(&estimated))];
        Ok(Designs { factors: own_factors.clone(), mean_factor, corrections })
    }

    /// Factor of each member, and its mean over all draws.
    fn factors(&self) -> (&[f64], f64) {
        (&self.factors, self.mean_factor)
    }

    /// Mean of a result by each design; none where a member lacks it.
    fn estimates(&self, values: &[f64]) -> [Option<Estimate>; 3] {
        let is_whole = values.iter().all(|value| value.is_finite());
        self.corrections.each_ref().map(|design| design.as_ref().filter(|_| is_whole)?.estimate(values))
    }

    /// Mean of a result, corrected where that tells a smaller error; `None` without a finite value.
    pub(super) fn best(&self, study: &Study<'_>, values: &[f64]) -> Option<Estimate> {
        let plain = Estimate { mean: summarise(values)?.mean, error: study.error(values) };
        let [_, corrections @ ..] = self.estimates(values);
        Some(best(plain, corrections))
    }
}

/// Controls of the weather, each in the members and in their further weathers, with their means over both.
fn weather(numbers: [[&Vec<f64>; 2]; CONTROLS], controls: &Controls, mean_factor: f64) -> Vec<Control> {
    if controls.further == 0 {
        return Vec::new();
    }
    let share = 1.0 / (1.0 + controls.further as f64);
    let control = |[own, further]: [&Vec<f64>; 2]| {
        let drawn: Vec<f64> =
            own.iter().zip(further).map(|(own, further)| share * own + (1.0 - share) * further).collect();
        let mean = mean(&drawn).unwrap_or(0.0);
        Control { values: own.clone(), mean, factored_mean: mean_factor * mean, drawn, error: 0.0 }
    };
    numbers.into_iter().map(control).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_known_the_same_or_open() {
        let verdict = |mean, error| Decision::of(&Estimate { mean, error }, 10.0, 0.01, 0.02);
        assert_eq!(verdict(-5.0, 0.02), Decision::Known);
        assert_eq!(verdict(-5.0, 0.03), Decision::Open);
        assert_eq!(verdict(0.05, 0.05), Decision::Same);
        assert_eq!(verdict(0.15, 0.05), Decision::Open);
        assert_eq!(verdict(0.0, 0.0), Decision::Known, "no difference at all");
    }
}
