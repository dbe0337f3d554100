//! What a solution uses of the rows of hours, depots and synchrony, with their prices.

use super::instance::Instance;
use super::model::Model;
use super::search::solve::Solution;
use super::synchrony::{SyncRow, SyncUse};
use super::{DisposalUse, RowUse};

/// Hours booked in the rows that are used or limited.
pub(super) fn row_uses(instance: &Instance, model: &Model, solution: &Solution, used: &[f64]) -> Vec<RowUse> {
    let price = |row: usize| model.capacity_rows.binary_search(&row).map_or(0.0, |at| solution.multipliers[at]);
    let rows = instance.capacity.rows.iter().zip(used).enumerate();
    let rows = rows.filter(|(_, (row, used))| **used > 0.0 || row.hours.is_some());
    rows.map(|(at, (row, used))| RowUse {
        area: instance.capacity.areas[row.area].clone(),
        row: row.clone(),
        used: *used,
        price: price(at),
    })
    .collect()
}

/// Tonnes of the rows of disposal.
pub(super) fn disposal_uses(instance: &Instance, model: &Model, solution: &Solution, used: &[f64]) -> Vec<DisposalUse> {
    let prices = solution.multipliers.iter().skip(model.capacity_rows.len());
    let of = |(&row, price): (&usize, &f64)| {
        let (depot, week) = instance.disposal.row(row);
        DisposalUse {
            depot: instance.disposal.depot_name(row),
            week,
            limit: depot.tonnes_per_week,
            used: used[row],
            price: *price,
        }
    };
    model.disposal_rows.iter().zip(prices).map(of).collect()
}

/// What is cut at about the same time.
pub(super) fn sync_uses(instance: &Instance, model: &Model, solution: &Solution) -> Vec<SyncUse> {
    let first = model.capacity_rows.len() + model.disposal_rows.len();
    let of = |(at, row): (usize, &SyncRow)| SyncUse {
        row: row.clone(),
        used: solution.used[first + at],
        price: solution.multipliers[first + at],
    };
    instance.synchrony.iter().enumerate().map(of).collect()
}
