//! How often hay finds no dry days in the week of its cut.

use crate::calendar::is_leap_year;
use crate::mowing::regime::Removal;
use crate::report::schedule::Order;
use crate::scenario::Scenario;
use std::collections::BTreeMap;

/// Rain below which a day is dry, mm: that of the rule `dry_days`.
const DRY_MM: f64 = 0.3;
/// Weathers that are looked at at most; more change the share by less than a point.
const MOST_MEMBERS: usize = 50;
/// Days of a week of the plan on which a cut can begin: five working days.
const CUT_DAYS: usize = 5;

/// Whether no day of a working week begins a run of `lies + 1` dry days; `first` is the first day of the week, counted from 0.
pub fn none_dry(rain_mm: &[f64], first: usize, lies: usize) -> bool {
    let dry =
        |from: usize| rain_mm.get(from..from + lies + 1).is_some_and(|days| days.iter().all(|&rain| rain < DRY_MM));
    !(first..first + CUT_DAYS).any(dry)
}

/// Share of the years in which the week of each order has no dry spell long enough; `None` for orders without hay that lies.
pub fn no_dry_spell(scenario: &Scenario, orders: &[Order]) -> Vec<Option<f64>> {
    let key = |order: &Order| {
        let hay = order.work.removal == Removal::Hay && order.work.lying_days > 0;
        hay.then(|| (scenario.segment_node[order.segments[0]], order.work.week, order.work.lying_days))
    };
    let mut counts: BTreeMap<(usize, u8, u8), (usize, usize)> =
        orders.iter().filter_map(key).map(|key| (key, (0, 0))).collect();
    let nodes: std::collections::BTreeSet<usize> = counts.keys().map(|key| key.0).collect();
    for node in nodes {
        for member in 0..scenario.members.min(MOST_MEMBERS) {
            let weather = &scenario.nodes[node].weather;
            let series = weather.series(scenario.seed, member as u64, scenario.first_year, scenario.years);
            for (&(_, week, lies), (wet, all)) in counts.range_mut((node, 0, 0)..=(node, u8::MAX, u8::MAX)) {
                let mut start = 0;
                for year in 0..scenario.years {
                    let leap = is_leap_year(series.first_day.year() + year as i16);
                    let first = start + 7 * usize::from(week) - 7;
                    if first + CUT_DAYS + usize::from(lies) <= series.rain_mm.len() {
                        *all += 1;
                        *wet += usize::from(none_dry(&series.rain_mm, first, usize::from(lies)));
                    }
                    start += 365 + usize::from(leap);
                }
            }
        }
    }
    let share = |(wet, all): (usize, usize)| if all > 0 { wet as f64 / all as f64 } else { 0.0 };
    orders.iter().map(|order| key(order).map(|key| share(counts[&key]))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_is_dry_when_one_of_its_days_begins_a_run() {
        // Dry on days 3, 4, 5 and 6 only.
        let rain: Vec<f64> = (0..14).map(|day| if (3..=6).contains(&day) { 0.2 } else { 1.0 }).collect();
        assert!(!none_dry(&rain, 0, 3) && none_dry(&rain, 0, 4));
        assert!(none_dry(&rain, 4, 3) && !none_dry(&rain, 4, 2));
    }
}
