//! `owners.csv`: each owner in the joint plan and alone, and what it would pay.

use crate::planning::together::{OwnerShare, Together};
use crate::report::csv::{Sheet, money, number};

/// The table; cells of plans that do not exist are empty. The bound holds what changes of programme along the road cost, the other
/// costs do not.
pub fn sheet(together: &Together) -> Sheet {
    let mut sheet = Sheet::new(&[
        "owner",
        "alone_cost_eur",
        "alone_bound_with_changes_eur",
        "alone_fires_per_year",
        "alone_hours",
        "joint_cost_eur",
        "joint_fires_per_year",
        "joint_hours",
        "price_eur",
        "saving_eur",
        "nucleolus_eur",
    ]);
    let row = |share: &OwnerShare| {
        let alone = share.alone.as_ref().ok();
        let text = |value: Option<f64>, as_text: &dyn Fn(f64) -> String| value.map(as_text).unwrap_or_default();
        vec![
            share.owner.clone(),
            text(alone.map(|sums| sums.cost_eur), &money),
            text(share.bound, &money),
            text(alone.map(|sums| sums.fires), &number),
            text(alone.map(|sums| sums.hours), &number),
            money(share.joint.cost_eur),
            number(share.joint.fires),
            number(share.joint.hours),
            text(share.price_eur, &money),
            text(alone.and_then(|sums| Some(sums.cost_eur - share.price_eur?)), &money),
            text(share.nucleolus_eur, &money),
        ]
    };
    sheet.rows = together.owners.iter().map(row).collect();
    sheet
}
