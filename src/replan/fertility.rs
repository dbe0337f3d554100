//! How fertile a site must be for the simulated mass to follow what is believed.
//!
//! The mineralisation of a site is scaled, from a half to twice, until the logarithm of the simulated mass on the days of the
//! measurements has moved by the posterior mean. A table of five scales is interpolated; one more run corrects it.

use super::predict::Predicted;

/// Scales of the table.
pub const SCALES: [f64; 5] = [0.5, std::f64::consts::FRAC_1_SQRT_2, 1.0, std::f64::consts::SQRT_2, 2.0];
/// Place of the scale 1.
pub const AS_IS: usize = 2;
/// Moves of the logarithm that are too small to change anything.
pub const NEGLIGIBLE: f64 = 0.005;

/// Mean move of the logarithm of the mass against another prediction, over the measurements that have a mass.
pub fn moved(predicted: &[Predicted], base: &[Predicted]) -> f64 {
    let pairs = predicted.iter().zip(base).filter(|(one, base)| one.mass > 0.0 && base.mass > 0.0);
    let (mut sum, mut count) = (0.0, 0.0);
    for (one, base) in pairs {
        sum += crate::lane::math::ln(one.mass / base.mass);
        count += 1.0;
    }
    if count > 0.0 { sum / count } else { 0.0 }
}

/// The scale at which a response that rises with it reaches a value, and whether it lies within the table; linear in the
/// logarithms between the points.
///
/// - `response`: value at each of [`SCALES`]
///
/// ```
/// use zeis::replan::fertility::scale_for;
/// let (scale, within) = scale_for(&[-0.4, -0.2, 0.0, 0.2, 0.4], 0.3);
/// assert!((scale - 2f64.powf(0.75)).abs() < 1e-12 && within);
/// assert_eq!(scale_for(&[-0.4, -0.2, 0.0, 0.2, 0.4], 0.9), (2.0, false));
/// ```
pub fn scale_for(response: &[f64; SCALES.len()], value: f64) -> (f64, bool) {
    use crate::lane::math::{exp, ln};
    let last = SCALES.len() - 1;
    if value <= response[0] {
        return (SCALES[0], value == response[0]);
    }
    if value >= response[last] {
        return (SCALES[last], value == response[last]);
    }
    let at = (0..last).find(|&at| response[at + 1] >= value).unwrap_or(last - 1);
    let rise = response[at + 1] - response[at];
    let share = if rise > 0.0 { (value - response[at]) / rise } else { 0.0 };
    (exp(ln(SCALES[at]) + share * (ln(SCALES[at + 1]) - ln(SCALES[at]))), true)
}

/// The scale corrected after a run at it: what is left of the way, at the slope of the table around it.
pub fn corrected(response: &[f64; SCALES.len()], scale: f64, reached: f64, value: f64) -> f64 {
    use crate::lane::math::{exp, ln};
    let at = (0..SCALES.len() - 2).find(|&at| SCALES[at + 1] >= scale).unwrap_or(SCALES.len() - 2);
    let slope = (response[at + 1] - response[at]) / (ln(SCALES[at + 1]) - ln(SCALES[at]));
    let step = if slope > 1e-3 { (value - reached) / slope } else { 0.0 };
    exp((ln(scale) + step.clamp(-0.2, 0.2)).clamp(ln(SCALES[0]), ln(SCALES[SCALES.len() - 1])))
}
