//! Hard limits: what cannot be is made missing.

use super::draft::Draft;
use crate::weather::read::Column;

/// Tolerance in `TN <= TG <= TX` and `UN <= UG`, degrees C and %.
const ORDER_TOLERANCE: f64 = 0.5;
/// Largest clearness index with its margin.
const CLEARNESS_MAX: f64 = 1.02 * 0.80;

/// Fixed limits of a quantity; radiation has its own.
fn limits(column: Column) -> Option<(f64, f64)> {
    match column {
        Column::Tmin => Some((-30.0, 30.0)),
        Column::Tmean | Column::Temp12 => Some((-30.0, 45.0)),
        Column::Tmax => Some((-25.0, 45.0)),
        Column::Rain => Some((0.0, 160.0)),
        Column::Wind | Column::Wind12 => Some((0.0, 35.0)),
        Column::Humidity | Column::Humidity12 => Some((5.0, 100.0)),
        Column::HumidityMin => Some((1.0, 100.0)),
        Column::Sunshine => Some((0.0, 24.0)),
        Column::WindDirection => Some((0.0, 360.0)),
        Column::Radiation | Column::Evaporation => None,
    }
}

/// Makes values beyond the limits missing.
pub(super) fn reject(draft: &mut Draft) {
    for day in 0..draft.len() {
        for column in Column::ALL {
            let beyond = |value: f64| limits(column).is_some_and(|(low, high)| value < low || value > high);
            if draft.get(column, day).is_some_and(beyond) {
                draft.reject(column, day);
            }
        }
        let most = CLEARNESS_MAX * draft.extraterrestrial[day] + 1.0;
        if draft.get(Column::Radiation, day).is_some_and(|value| value < 0.0 || value > most) {
            draft.reject(Column::Radiation, day);
        }
        reject_order(draft, day);
    }
}

/// Makes temperatures and humidities missing that contradict each other.
fn reject_order(draft: &mut Draft, day: usize) {
    let above = |draft: &Draft, low, high| {
        let pair = draft.get(low, day).zip(draft.get(high, day));
        pair.is_some_and(|(low, high)| low > high + ORDER_TOLERANCE)
    };
    if above(draft, Column::Tmin, Column::Tmax) {
        draft.reject(Column::Tmin, day);
        draft.reject(Column::Tmax, day);
    }
    if above(draft, Column::Tmin, Column::Tmean) || above(draft, Column::Tmean, Column::Tmax) {
        draft.reject(Column::Tmean, day);
    }
    if above(draft, Column::HumidityMin, Column::Humidity) {
        draft.reject(Column::HumidityMin, day);
    }
}
