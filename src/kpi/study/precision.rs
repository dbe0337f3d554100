//! How well the difference of two regimes is known, and whether it is decided.
//!
//! The plain mean of paired differences has the luck of the simulated weathers and draws in it. Here it is corrected by regression on
//! what is known of many more weathers ([`controls`](crate::ensemble::controls)) and draws ([`known`](super::known)), so that
//! fewer members say as much. A difference is decided where it is
//!
//! - **known**: the half-width of its 95 % interval is at most a share (`within`) of the difference;
//! - **the same**: its whole 95 % interval lies within a share (`equal`) of the larger of the two values, on either side of 0.
//!
//! Where a correction tells a larger error than the plain mean, as with few members or a result that hangs on other weather, the
//! plain mean stays.
//!
//! Looking again after every ten members until all is decided makes the error at the end a little larger than told.

use super::rows::Study;
use crate::ensemble::controls::CONTROLS;
use crate::ensemble::labels::Controls;
use crate::ensemble::summary::{difference, mean};
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

/// Two choices on the network in a climate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PrecisionRow {
    /// The KPI.
    pub kpi: Kpi,
    /// Climate (index).
    pub climate: usize,
    /// The two choices.
    pub pair: (usize, usize),
    /// Plain mean of the differences, first less second.
    pub plain: Estimate,
    /// The same, corrected.
    pub corrected: Estimate,
    /// Verdict on the corrected one.
    pub decision: Decision,
}

impl PrecisionRow {
    /// How many times as many members the plain mean takes for the same error; `None` where nothing varies.
    pub fn gain(&self) -> Option<f64> {
        let ratio = self.plain.error / self.corrected.error;
        (self.plain.error > 0.0 && self.corrected.error > 0.0).then_some(ratio * ratio)
    }
}

/// Rows of every pair of choices for some KPIs (places in the labels), handed over KPI by KPI.
pub fn rows(
    study: &Study<'_>,
    kpis: &[usize],
    (within, equal): (f64, f64),
    see: &mut dyn FnMut(PrecisionRow),
) -> Result<(), Problem> {
    let choices = study.labels.choices();
    let all = study.kpis();
    for (place, kpi) in kpis.iter().filter_map(|&place| Some((place, all[place]?))) {
        for (climate, values) in study.network(place)?.iter().enumerate() {
            let designs = designs(study, &kpi, climate)?;
            let size = |choice: usize| mean(&values[choice]).map_or(0.0, f64::abs);
            for first in 0..choices {
                for second in first + 1..choices {
                    let Some(found) = difference(&values[first], &values[second]) else { continue };
                    let plain = Estimate { mean: found.value.mean, error: found.mc_error };
                    let differences: Vec<f64> = values[first].iter().zip(&values[second]).map(|(a, b)| a - b).collect();
                    let is_whole = found.value.count == differences.len();
                    let found = designs.iter().filter(|_| is_whole).filter_map(|design| design.estimate(&differences));
                    let corrected = found.fold(plain, |best, next| if next.error < best.error { next } else { best });
                    let level = size(first).max(size(second));
                    let decision = Decision::of(&corrected, level, within, equal);
                    see(PrecisionRow { kpi, climate, pair: (first, second), plain, corrected, decision });
                }
            }
        }
    }
    Ok(())
}

/// The designs for a KPI in a climate: by the draws alone, and by the weather as well; none where nothing is known beyond the
/// members.
fn designs(study: &Study<'_>, kpi: &Kpi, climate: usize) -> Result<Vec<Design>, Problem> {
    let Some(controls) = &study.labels.controls else { return Ok(Vec::new()) };
    let numbers = study.controls(climate)?;
    let (own, rest) = numbers.split_at(CONTROLS);
    let (further, draws) = rest.split_at(CONTROLS);
    let (factors, forms) = match kpi.quantity {
        Quantity::FormDays(_) => (None, Reading::ALL.len() - 1),
        quantity if quantity.holds_ignition_doubt() => (Some(&draws[0]), Reading::ALL.len()),
        _ => (None, 0),
    };
    let mut exact = Vec::new();
    let drawn = study.parameters()?;
    let of_draws = draws[1..].iter().take(forms).zip(&controls.draws);
    for (values, known) in of_draws.chain(drawn.iter().zip(&controls.draws[draws.len() - 1..])) {
        let factored_mean = if factors.is_some() { known.factored_mean } else { known.mean };
        exact.push(Control { values: values.clone(), mean: known.mean, factored_mean });
    }
    let mean_factor = if factors.is_some() { controls.mean_factor } else { 1.0 };
    let estimated = weather(own, further, controls, mean_factor);
    let all = (study.members * (1 + controls.further)) as f64;
    let factors = factors.cloned().unwrap_or_else(|| vec![1.0; study.members]);
    let design = |weather: &[Control]| Design::new(factors.clone(), mean_factor, &exact, weather, all);
    Ok(vec![design(&[]), design(&estimated)])
}

/// Controls of the weather, with their means over the weathers of the members and the further ones.
fn weather(own: &[Vec<f64>], further: &[Vec<f64>], controls: &Controls, mean_factor: f64) -> Vec<Control> {
    if controls.further == 0 {
        return Vec::new();
    }
    let share = 1.0 / (1.0 + controls.further as f64);
    let control = |(own, further): (&Vec<f64>, &Vec<f64>)| {
        let mean = share * mean(own).unwrap_or(0.0) + (1.0 - share) * mean(further).unwrap_or(0.0);
        Control { values: own.clone(), mean, factored_mean: mean_factor * mean }
    };
    own.iter().zip(further).map(control).collect()
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
