//! Gaps filled from the nearest station that has the value.

use super::draft::Draft;
use crate::calendar::Date;
use crate::weather::climatology::distance_km;
use crate::weather::read::{Column, RawRow, RawStation};

/// Greatest distance of a neighbour from the station itself, km; never from neighbour to neighbour.
const DISTANCE_MAX_KM: f64 = 60.0;
/// Fewest common days in a month of the year for its own difference or ratio.
const COMMON_DAYS_IN_MONTH: usize = 20;
/// Fewest common days altogether.
const COMMON_DAYS: usize = 60;

/// How a neighbour's value becomes one of this station.
#[derive(Clone, Copy, PartialEq)]
enum Transfer {
    Difference,
    Ratio,
    Untouched,
}

fn transfer(column: Column) -> Option<Transfer> {
    match column {
        Column::Tmin | Column::Tmean | Column::Tmax | Column::Humidity | Column::HumidityMin => {
            Some(Transfer::Difference)
        }
        Column::Radiation | Column::Wind => Some(Transfer::Ratio),
        Column::Rain => Some(Transfer::Untouched),
        _ => None,
    }
}

/// Fills gaps from neighbours, the nearest first.
pub(super) fn fill(draft: &mut Draft, raw: &RawStation, neighbours: &[RawStation]) {
    let (Some(latitude), Some(longitude)) = (raw.latitude_deg, raw.longitude_deg) else { return };
    let mut near: Vec<(f64, &RawStation)> = neighbours
        .iter()
        .filter(|neighbour| neighbour.node != raw.node)
        .filter_map(|neighbour| {
            let distance = distance_km(latitude, longitude, neighbour.latitude_deg?, neighbour.longitude_deg?);
            (distance <= DISTANCE_MAX_KM).then_some((distance, neighbour))
        })
        .collect();
    near.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (_, neighbour) in near {
        for column in Column::ALL {
            if let Some(transfer) = transfer(column)
                && draft.missing(column) > 0
            {
                fill_column(draft, neighbour, column, transfer);
            }
        }
    }
}

fn row_of(neighbour: &RawStation, date: Date) -> Option<&RawRow> {
    neighbour.rows.binary_search_by_key(&date, |row| row.date).ok().map(|i| &neighbour.rows[i])
}

fn fill_column(draft: &mut Draft, neighbour: &RawStation, column: Column, transfer: Transfer) {
    let theirs: Vec<Option<f64>> =
        draft.dates.iter().map(|&date| row_of(neighbour, date).and_then(|row| row.get(column))).collect();
    let mut sums = [(0.0, 0.0, 0_usize); 13];
    for (day, their) in theirs.iter().enumerate() {
        if let Some((mine, their)) = draft.get(column, day).zip(*their) {
            for group in [0, draft.month(day) as usize] {
                sums[group].0 += mine;
                sums[group].1 += their;
                sums[group].2 += 1;
            }
        }
    }
    if transfer != Transfer::Untouched && sums[0].2 < COMMON_DAYS {
        return;
    }
    for (day, their) in theirs.iter().enumerate() {
        let (None, Some(their)) = (draft.get(column, day), *their) else { continue };
        let month = sums[draft.month(day) as usize];
        let (mine, theirs, n) = if month.2 >= COMMON_DAYS_IN_MONTH { month } else { sums[0] };
        let value = match transfer {
            Transfer::Difference => their + (mine - theirs) / n as f64,
            Transfer::Ratio if theirs > 0.0 => their * mine / theirs,
            Transfer::Ratio | Transfer::Untouched => their,
        };
        let value = match column {
            Column::Humidity | Column::HumidityMin => value.clamp(5.0, 100.0),
            _ => value,
        };
        draft.fill(column, day, value, 'n');
    }
}
