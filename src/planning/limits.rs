//! Limits of a plan in the units of their KPIs, and how choices add up to them.

use crate::kpi::define::{Aggregate, Direction, KPIS, Kpi, find, limit_names};
use crate::kpi::group::weight;
use crate::network::segment::Segment;
use crate::scenario::{Limit, Owner, PlanOptions};

/// Number of KPIs that can be limited.
pub const LIMITED: usize = {
    let (mut place, mut count) = (0, 0);
    while place < KPIS.len() {
        if !KPIS[place].limit.is_empty() {
            count += 1;
        }
        place += 1;
    }
    count
};

/// Values of the KPIs that can be limited, of one segment under one programme, in the order of [`limit_names`].
pub type Values = [f64; LIMITED];

/// Place of a KPI among [`Values`], by its limit name.
pub fn place(name: &str) -> Option<usize> {
    limit_names().position(|limit| limit == name)
}

/// A limit in natural units, with what a plan makes of it.
#[derive(Clone, Debug, PartialEq)]
pub struct LimitResult {
    /// Name.
    pub name: String,
    /// The KPI; `None` where it has no value in this version.
    pub kpi: Option<&'static Kpi>,
    /// Owner whose segments count; `None`: all.
    pub owner: Option<String>,
    /// Year of a contract to which it applies, counted from the first that is planned; `None`: their mean.
    pub year: Option<usize>,
    /// Limit in the unit of the KPI.
    pub limit: f64,
    /// Value under the present regimes.
    pub present: f64,
    /// Value of the plan.
    pub used: f64,
    /// What a unit more room would save, in the unit of what is minimised; 0 where the limit does not press.
    pub price: f64,
}

impl LimitResult {
    /// Whether the value may not fall below the limit (else: not rise above).
    pub fn at_least(&self) -> bool {
        self.kpi.is_some_and(|kpi| kpi.direction == Direction::Up)
    }

    /// Whether a segment counts.
    pub fn counts(&self, segment: &Segment) -> bool {
        self.owner.as_ref().is_none_or(|owner| *owner == segment.owner)
    }

    /// Whether the plan keeps the limit; `None` where the KPI has no value.
    pub fn is_met(&self) -> Option<bool> {
        self.kpi?;
        let slack = if self.at_least() { self.used - self.limit } else { self.limit - self.used };
        Some(slack >= -1e-9 * self.limit.abs())
    }
}

/// Value of the network for one KPI, from segments and their values.
pub fn network_value<'a>(kpi: &Kpi, place: usize, choices: impl Iterator<Item = (&'a Segment, &'a Values)>) -> f64 {
    let (mut sum, mut divisor) = (0.0, 0.0);
    for (segment, values) in choices {
        let (factor, part) = weight(kpi, segment);
        sum += factor * values[place];
        divisor += part;
    }
    if kpi.aggregate != Aggregate::Sum && divisor > 0.0 { sum / divisor } else { sum }
}

/// Brings the limits of the scenario to natural units; `value` gives the network's value of a KPI under the present regimes.
pub fn resolve(options: &PlanOptions, value: impl Fn(&'static Kpi, usize) -> f64) -> Vec<LimitResult> {
    let resolved = options.limits.iter().map(|(name, limit)| {
        let kpi = find(name).filter(|kpi| !kpi.limit.is_empty());
        let present = kpi.and_then(|kpi| Some(value(kpi, place(kpi.limit)?))).unwrap_or(0.0);
        let absolute = match *limit {
            Limit::Relative(change) => present * (1.0 + change),
            Limit::Difference(change) => present + change,
            Limit::Absolute(value) => value,
        };
        LimitResult {
            name: name.clone(),
            kpi,
            owner: None,
            year: None,
            limit: absolute,
            present,
            used: present,
            price: 0.0,
        }
    });
    resolved.collect()
}

/// Limits of the owners' budgets; `cost` gives the cost of an owner's segments under the present regimes, EUR.
pub fn budgets(owners: &[Owner], cost: impl Fn(&str) -> f64) -> Vec<LimitResult> {
    let limited = owners.iter().filter_map(|owner| Some((owner, owner.budget_eur?)));
    let limits = limited.map(|(owner, budget_eur)| {
        let present = cost(&owner.name);
        LimitResult {
            name: format!("budget_eur/{}", owner.name),
            kpi: find("budget_eur"),
            owner: Some(owner.name.clone()),
            year: None,
            limit: budget_eur,
            present,
            used: present,
            price: 0.0,
        }
    });
    limits.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(limits: Vec<(String, Limit)>) -> PlanOptions {
        PlanOptions { limits, stretch_eur: 10.0, joint: false, ..PlanOptions::default() }
    }

    #[test]
    fn limits_are_relative_to_the_present_or_absolute() {
        let limits = vec![
            ("fire".to_owned(), Limit::Relative(-0.25)),
            ("seed_set".to_owned(), Limit::Difference(0.1)),
            ("budget_eur".to_owned(), Limit::Absolute(50.0)),
            ("species_rich_km".to_owned(), Limit::Difference(0.5)),
        ];
        let mut resolved = resolve(&options(limits), |_, _| 8.0);
        assert_eq!(resolved.iter().take(3).map(|limit| limit.limit).collect::<Vec<_>>(), vec![6.0, 8.1, 50.0]);
        assert_eq!(resolved.iter().map(LimitResult::at_least).collect::<Vec<_>>(), vec![false, true, false, true]);
        assert_eq!(
            resolved.iter().map(LimitResult::is_met).collect::<Vec<_>>(),
            vec![Some(false), Some(false), Some(true), Some(false)]
        );
        resolved[0].used = 6.0;
        assert_eq!(resolved[0].is_met(), Some(true));
    }
}
