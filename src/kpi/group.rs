//! Levels of aggregation, and sums of segments over members and years within them.

use super::define::{Aggregate, Direction, Kpi};
use crate::ensemble::summary::{ascending, quantile};
use crate::network::segment::Segment;
use crate::units::KM_PER_M;
use std::collections::BTreeMap;

/// Level of a KPI row, in the order of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The whole network.
    Network,
    /// An owner.
    Owner,
    /// A contract.
    Contract,
    /// A road.
    Route,
    /// A segment.
    Segment,
    /// A pair of nature areas.
    Corridor,
}

impl Level {
    /// Name in files.
    pub fn name(self) -> &'static str {
        match self {
            Level::Network => "network",
            Level::Owner => "owner",
            Level::Contract => "contract",
            Level::Route => "route",
            Level::Segment => "segment",
            Level::Corridor => "corridor",
        }
    }
}

/// A level with the name of its member, such as owner `RWS`.
pub type Group = (Level, String);

/// The groups a segment belongs to; the network's name is empty.
pub fn groups(segment: &Segment) -> [Group; 5] {
    [
        (Level::Network, String::new()),
        (Level::Owner, segment.owner.clone()),
        (Level::Contract, segment.contract.clone()),
        (Level::Route, segment.road.clone()),
        (Level::Segment, segment.id.clone()),
    ]
}

/// Weight of a segment in a KPI, and in what its sum is divided by (0: not divided).
pub fn weight(kpi: &Kpi, segment: &Segment) -> (f64, f64) {
    match kpi.aggregate {
        Aggregate::Sum => (1.0, 0.0),
        Aggregate::Area => (segment.mown_area_m2, segment.mown_area_m2),
        Aggregate::Length => (segment.length_m, segment.length_m),
        Aggregate::Per100Km => (100.0, segment.length_m * KM_PER_M * segment.ignition_share),
    }
}

/// Sum of segments, member by member.
#[derive(Clone, Debug, Default)]
pub struct Total {
    /// Weighted sum of each member or member-year.
    sums: Vec<f64>,
    /// What the sums are divided by; 0: not divided.
    divisor: f64,
    /// Median of each segment, for the worst tenth.
    medians: Vec<f64>,
}

impl Total {
    /// Adds a segment.
    pub fn add(&mut self, series: &[f64], median: f64, (weight, divisor): (f64, f64)) {
        self.sums.resize(series.len(), 0.0);
        for (sum, value) in self.sums.iter_mut().zip(series) {
            *sum += weight * value;
        }
        self.divisor += divisor;
        self.medians.push(median * if divisor > 0.0 { weight / divisor } else { weight });
    }

    /// Mixes a share of another value, the same for all segments, into a mean of segments.
    pub fn mix(&mut self, share: f64, others: &[f64]) {
        for (sum, other) in self.sums.iter_mut().zip(others) {
            *sum = (1.0 - share) * *sum + share * self.divisor * other;
        }
        let other = quantile(&ascending(others), 0.5);
        for median in &mut self.medians {
            *median = (1.0 - share) * *median + share * other;
        }
    }

    /// Value of the level in each member or member-year.
    pub fn values(&self) -> Vec<f64> {
        let divisor = if self.divisor > 0.0 { self.divisor } else { 1.0 };
        self.sums.iter().map(|sum| sum / divisor).collect()
    }

    /// Mean of the worst tenth of the segments' medians (at least one segment), by the direction that the contract gives the KPI;
    /// `None` for a single segment, for sums, and where neither way is worse.
    pub fn worst_tenth(&self, aggregate: Aggregate, direction: Direction) -> Option<f64> {
        if self.medians.len() < 2 || aggregate == Aggregate::Sum || direction == Direction::Neither {
            return None;
        }
        let mut sorted = self.medians.clone();
        sorted.sort_unstable_by(f64::total_cmp);
        if direction == Direction::Down {
            sorted.reverse();
        }
        let count = sorted.len().div_ceil(10);
        Some(sorted[..count].iter().sum::<f64>() / count as f64)
    }
}

/// Totals of every group.
pub type Totals = BTreeMap<Group, Total>;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::define::find;
    use crate::kpi::sample::Sample;

    #[test]
    fn means_are_weighted_and_sums_are_not_divided() {
        let sample = Sample::new();
        let mut small = sample.segments[0].clone();
        small.mown_area_m2 = 5_000.0;
        let seeds = find("B9").expect("listed");
        let mut total = Total::default();
        total.add(&[0.4, 0.1], 0.25, weight(seeds, &sample.segments[0]));
        total.add(&[0.1, 0.4], 0.2, weight(seeds, &small));
        let values = total.values();
        assert!((values[0] - 0.3).abs() < 1e-12 && (values[1] - 0.2).abs() < 1e-12);
        let worst = |total: &Total, direction| total.worst_tenth(Aggregate::Area, direction);
        assert_eq!(worst(&total, Direction::Up), Some(0.2));
        assert_eq!(worst(&total, Direction::Down), Some(0.25));
        assert_eq!(worst(&total, Direction::Neither), None);
        total.mix(0.5, &[0.5, 0.7]);
        let values = total.values();
        assert!((values[0] - 0.4).abs() < 1e-12 && (values[1] - 0.45).abs() < 1e-12, "{values:?}");
        assert!((worst(&total, Direction::Up).expect("two") - 0.4).abs() < 1e-12);
        let fire = find("fire").expect("listed");
        let mut total = Total::default();
        total.add(&[1.0], 1.0, weight(fire, &small));
        total.add(&[2.0], 2.0, weight(fire, &small));
        assert_eq!(total.values(), vec![3.0]);
        assert_eq!(total.worst_tenth(fire.aggregate, fire.direction), None);
    }
}
