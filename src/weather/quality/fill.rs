//! Gaps filled without a neighbour.

use super::draft::Draft;
use super::report::ImportReport;
use crate::error::{Problem, Problems};
use crate::random::{Purpose, Stream};
use crate::weather::climatology::{Station, normals as normals_of, parameters};
use crate::weather::derive::{self, saturation_vapour_pressure};
use crate::weather::generate::{WET_DAY_MM, rain_amount};
use crate::weather::read::Column;

/// Longest gap that a straight line may cross, days.
const INTERPOLATED_DAYS_MAX: usize = 3;
/// Share of radiation that comes through a sky without sun, and the gain with full sunshine, used when the file does
/// not have both for a year: mean of the lines fitted to 12 KNMI stations, which lie within 0.009 and 0.012 of it.
const SUNSHINE_COEFFICIENTS: (f64, f64) = (0.183, 0.581);
/// Days with radiation and sunshine from which the coefficients are fitted.
const SUNSHINE_FIT_DAYS: usize = 365;
/// Hargreaves coefficient inland and at the coast (FAO-56).
const HARGREAVES_INLAND: f64 = 0.16;
const HARGREAVES_COAST: f64 = 0.19;
/// Stations at the coast.
const COASTAL: [u16; 5] = [235, 251, 277, 310, 330];
/// How far the dew point lies below the minimum temperature, degrees C (assumption).
const DEW_POINT_BELOW_MINIMUM_C: f64 = 0.5;

/// Mean temperature where only the extremes are there; a gap is flagged, a column that the file lacks is not.
pub(super) fn mean_temperature_from_extremes(draft: &mut Draft) {
    let gap = draft.has(Column::Tmean);
    for day in 0..draft.len() {
        if draft.get(Column::Tmean, day).is_none()
            && let Some((min, max)) = draft.get(Column::Tmin, day).zip(draft.get(Column::Tmax, day))
        {
            let mean = derive::mean_temperature(min, max, draft.month(day));
            if gap {
                draft.fill(Column::Tmean, day, mean, 'h');
            } else {
                draft.derive(Column::Tmean, day, mean);
            }
        }
    }
}

/// Straight lines over gaps of at most three days in temperature, humidity and wind.
pub(super) fn interpolate(draft: &mut Draft) {
    for column in [Column::Tmin, Column::Tmean, Column::Tmax, Column::Humidity, Column::Wind] {
        let mut last_known: Option<usize> = None;
        for day in 0..draft.len() {
            let Some(after) = draft.get(column, day) else { continue };
            if let Some((known, before)) = last_known.and_then(|known| Some((known, draft.get(column, known)?)))
                && (2..=INTERPOLATED_DAYS_MAX + 1).contains(&(day - known))
            {
                for gap in known + 1..day {
                    let share = (gap - known) as f64 / (day - known) as f64;
                    draft.fill(column, gap, before + share * (after - before), 'i');
                }
            }
            last_known = Some(day);
        }
    }
}

/// Radiation from sunshine duration, else from the temperature range.
pub(super) fn radiation(draft: &mut Draft, climate: &Station, report: &mut ImportReport) {
    if draft.missing(Column::Radiation) == 0 {
        return;
    }
    let (base, gain) = sunshine_coefficients(draft, report);
    let coast = COASTAL.contains(&climate.number);
    let hargreaves = if coast { HARGREAVES_COAST } else { HARGREAVES_INLAND };
    for day in 0..draft.len() {
        if draft.get(Column::Radiation, day).is_some() {
            continue;
        }
        let outside = draft.extraterrestrial[day];
        if let Some(sunshine) = draft.get(Column::Sunshine, day) {
            let share = sunshine_share(draft, day, sunshine);
            draft.fill(Column::Radiation, day, (outside * (base + gain * share)).max(0.0), 's');
        } else if let Some((min, max)) = draft.get(Column::Tmin, day).zip(draft.get(Column::Tmax, day)) {
            draft.fill(Column::Radiation, day, hargreaves * (max - min).max(0.0).sqrt() * outside, 'h');
        }
    }
}

/// Sunshine as a share of the day length.
fn sunshine_share(draft: &Draft, day: usize, sunshine_h: f64) -> f64 {
    let day_of_year = f64::from(draft.dates[day].day_of_year());
    (sunshine_h / derive::day_length(draft.latitude_deg, day_of_year).max(0.1)).min(1.0)
}

/// Least-squares line of the clearness on the sunshine share, or the usual one.
fn sunshine_coefficients(draft: &Draft, report: &mut ImportReport) -> (f64, f64) {
    let pairs: Vec<(f64, f64)> = (0..draft.len())
        .filter_map(|day| {
            let (sunshine, radiation) = draft.get(Column::Sunshine, day).zip(draft.get(Column::Radiation, day))?;
            Some((sunshine_share(draft, day, sunshine), radiation / draft.extraterrestrial[day].max(0.1)))
        })
        .collect();
    let n = pairs.len() as f64;
    let (mean_x, mean_y) = (pairs.iter().map(|p| p.0).sum::<f64>() / n, pairs.iter().map(|p| p.1).sum::<f64>() / n);
    let variance: f64 = pairs.iter().map(|p| (p.0 - mean_x) * (p.0 - mean_x)).sum();
    if pairs.len() < SUNSHINE_FIT_DAYS || variance <= 0.0 {
        return SUNSHINE_COEFFICIENTS;
    }
    let gain = pairs.iter().map(|p| (p.0 - mean_x) * (p.1 - mean_y)).sum::<f64>() / variance;
    let base = mean_y - gain * mean_x;
    report.notices.push(format!("radiation from sunshine: Q = Ra ({base:.3} + {gain:.3} n/N), fitted to {n} days"));
    (base, gain)
}

/// Humidity from the minimum temperature, which is near the dew point.
pub(super) fn humidity_from_minimum(draft: &mut Draft) {
    for day in 0..draft.len() {
        if draft.get(Column::Humidity, day).is_none()
            && let Some((min, mean)) = draft.get(Column::Tmin, day).zip(draft.get(Column::Tmean, day))
        {
            let vapour = saturation_vapour_pressure(min - DEW_POINT_BELOW_MINIMUM_C);
            let humidity = (100.0 * vapour / saturation_vapour_pressure(mean)).clamp(5.0, 100.0);
            draft.fill(Column::Humidity, day, humidity, 'u');
        }
    }
}

/// Rain drawn with the parameters of the month and the state of the day before. The stream is that of the day, so that
/// one gap does not change what another is filled with.
pub(super) fn rain_from_generator(draft: &mut Draft, climate: &Station) -> Result<(), Problems> {
    if draft.missing(Column::Rain) == 0 {
        return Ok(());
    }
    let parameters = parameters(climate.number).ok_or_else(|| no_table(climate))?;
    for day in 0..draft.len() {
        if draft.get(Column::Rain, day).is_some() {
            continue;
        }
        let month = &parameters.rain[(draft.month(day) - 1) as usize];
        let wet_before = day.checked_sub(1).and_then(|before| draft.get(Column::Rain, before));
        let probability =
            if wet_before.is_some_and(|rain| rain >= WET_DAY_MM) { month.wet_after_wet } else { month.wet_after_dry };
        let date = draft.dates[day];
        let key = u64::from(date.year().unsigned_abs()) * 1000 + u64::from(date.day_of_year().unsigned_abs());
        let mut stream = Stream::open(0, Purpose::GapFilling, u64::from(climate.number), key);
        let wet = stream.uniform() < probability;
        let amount = rain_amount(month, stream.uniform(), stream.uniform());
        draft.fill(Column::Rain, day, if wet { amount } else { 0.0 }, 'g');
    }
    Ok(())
}

/// What is still missing becomes the normal of the month.
pub(super) fn normals(draft: &mut Draft, climate: &Station) -> Result<(), Problems> {
    let months = normals_of(climate.number).ok_or_else(|| no_table(climate))?;
    for day in 0..draft.len() {
        let normal = &months[(draft.month(day) - 1) as usize];
        for (column, value) in [
            (Column::Tmin, normal.tmin_c),
            (Column::Tmean, normal.tmean_c),
            (Column::Tmax, normal.tmax_c),
            (Column::Radiation, normal.radiation_mj_m2),
            (Column::Humidity, normal.rh_pct),
            (Column::Wind, normal.wind_m_s),
        ] {
            if draft.get(column, day).is_none() {
                draft.fill(column, day, value, 'c');
            }
        }
        keep_order(draft, day);
    }
    Ok(())
}

/// A normal beside an observed value of a cold or hot day may turn the order of temperatures round; the filled one gives
/// way.
fn keep_order(draft: &mut Draft, day: usize) {
    let filled =
        |draft: &Draft, wanted| draft.flags_of(day).iter().any(|&(column, letter)| column == wanted && letter != 'r');
    let (Some(min), Some(max)) = (draft.get(Column::Tmin, day), draft.get(Column::Tmax, day)) else { return };
    if min > max && filled(draft, Column::Tmin) {
        draft.derive(Column::Tmin, day, max);
    } else if min > max && filled(draft, Column::Tmax) {
        draft.derive(Column::Tmax, day, min);
    }
    let (Some(min), Some(max)) = (draft.get(Column::Tmin, day), draft.get(Column::Tmax, day)) else { return };
    if let Some(mean) = draft.get(Column::Tmean, day)
        && filled(draft, Column::Tmean)
    {
        draft.derive(Column::Tmean, day, mean.min(max).max(min));
    }
}

fn no_table(climate: &Station) -> Problems {
    Problem::new("W308", format!("station {}", climate.number), "the climatology has no values for it").into()
}
