//! How well the verges of a network hang together through the season, and whether neighbours are cut at one time.
//!
//! These belong to the network, not to its segments: a segment enters by its mown area times the share that stands in each
//! half-month. Every regime, the present and the plan go through one search, whose sources are shared over threads and added
//! in order.

use super::Evidence;
use super::corridor::{Corridor, corridors, mean_least};
use super::web::Web;
pub use crate::biodiversity::connectivity::HALF_MONTHS;
use crate::biodiversity::connectivity::{Graph, Reach, SeasonConnectivity, source_sums, synchrony};
use crate::scenario::stands::Zone;
use crate::units::HA_PER_M2;
use rayon::prelude::*;

/// Sources that one task takes: few enough to share, enough to keep little in memory.
const SOURCES_PER_TASK: usize = 64;
/// Numbers of worth that are held at most; where members would need more, their mean is taken.
pub(super) const MOST_WORTHS: usize = 12_000_000;
/// Share of a segment cut in one go that counts as a large cut.
const LARGE_SHARE: f64 = 0.5;

/// Measure of a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConnectivityPart {
    /// Equivalent connected area, mean of the half-months, ha.
    Mean,
    /// The same in the worst half-month, ha.
    Least,
    /// How far the worst half-month falls below the mean, share.
    Dip,
    /// The worst half-month, 1 to 24.
    Worst,
    /// Weighted share of neighbours that are cut within two weeks of each other.
    Synchrony,
    /// Passage between Natura 2000 areas in the worst half-month, mean over the pairs that verges join, 0-1.
    Corridor,
}

/// Connectivity of the network under one choice of programmes, per member.
#[derive(Clone, Debug, PartialEq)]
pub struct NetworkSeries {
    seasons: Vec<SeasonConnectivity>,
    synchrony: f64,
    /// Passage between nature areas.
    pub corridors: Vec<Corridor>,
}

impl NetworkSeries {
    /// Values of a part, one for each member; none of corridors where no areas are joined.
    pub fn values(&self, part: ConnectivityPart) -> Vec<f64> {
        if part == ConnectivityPart::Corridor {
            return mean_least(&self.corridors);
        }
        let of = |season: &SeasonConnectivity| match part {
            ConnectivityPart::Mean => season.mean_ha,
            ConnectivityPart::Least => season.min_ha,
            ConnectivityPart::Dip => season.dip,
            ConnectivityPart::Worst => season.worst as f64 + 1.0,
            ConnectivityPart::Synchrony | ConnectivityPart::Corridor => self.synchrony,
        };
        self.seasons.iter().map(of).collect()
    }
}

/// `sum a_i a_j p*` for every column of worths, over all sources.
///
/// - `worths`: worth of the nodes, row by row, `columns` numbers each
///
/// The same bits for any number of threads.
pub fn season_sums(graph: &Graph, worths: &[f64], columns: usize) -> Vec<f64> {
    let tasks = graph.nodes().div_ceil(SOURCES_PER_TASK);
    let parts: Vec<Vec<f64>> = (0..tasks)
        .into_par_iter()
        .map_init(
            || Reach::new(graph),
            |reach, task| {
                let first = task * SOURCES_PER_TASK;
                let mut sums = vec![0.0; columns];
                for source in first..(first + SOURCES_PER_TASK).min(graph.nodes()) {
                    add(&mut sums, &source_sums(graph, reach, source, worths, columns));
                }
                sums
            },
        )
        .collect();
    let mut sums = vec![0.0; columns];
    for part in &parts {
        add(&mut sums, part);
    }
    sums
}

fn add(sums: &mut [f64], part: &[f64]) {
    sums.iter_mut().zip(part).for_each(|(sum, part)| *sum += part);
}

/// Which programme each segment has.
pub type Choice<'a> = &'a dyn Fn(usize) -> Option<usize>;

/// Connectivity of the network under some choices of programmes.
pub fn network_series(evidence: &Evidence, web: &Web, choices: &[Choice<'_>]) -> Vec<NetworkSeries> {
    let segments = evidence.setting.segments;
    let members = evidence.outcomes.standing.dim().1;
    let apart = segments.len() * choices.len() * members * HALF_MONTHS <= MOST_WORTHS;
    let kept = if apart { members } else { 1 };
    let row = choices.len() * kept * HALF_MONTHS;
    let mut worths = vec![0.0; segments.len() * row];
    for (segment, worths) in worths.chunks_mut(row.max(1)).enumerate() {
        for (choice, worths) in choices.iter().zip(worths.chunks_mut(kept * HALF_MONTHS)) {
            if let Some(programme) = choice(segment) {
                standing_shares(evidence, segment, programme, kept, worths);
                let area_ha = HA_PER_M2 * segments[segment].mown_area_m2;
                for worth in worths {
                    *worth *= area_ha;
                }
            }
        }
    }
    let sums = season_sums(&web.verges, &worths, row);
    choices
        .iter()
        .zip(sums.chunks(kept * HALF_MONTHS))
        .zip(corridors(evidence, web, choices))
        .map(|((choice, sums), corridors)| {
            let of_member = |member: usize| {
                let first = if apart { member * HALF_MONTHS } else { 0 };
                SeasonConnectivity::of_sums(&sums[first..first + HALF_MONTHS])
            };
            let days: Vec<Vec<u16>> =
                (0..segments.len()).map(|segment| large_cuts(evidence, segment, choice(segment))).collect();
            let seasons = (0..members).map(of_member).collect();
            NetworkSeries { seasons, synchrony: synchrony(&web.neighbours, &days), corridors }
        })
        .collect()
}

/// Adds the share of a segment that stands, by member (or in their mean, where `kept` is 1) and half-month.
pub(super) fn standing_shares(evidence: &Evidence, segment: usize, programme: usize, kept: usize, shares: &mut [f64]) {
    let standing = &evidence.outcomes.standing;
    let members = standing.dim().1;
    for zone in evidence.sites.zones(segment) {
        let Some(case) = evidence.sites.case(segment, zone.zone, programme) else { continue };
        let part = if kept == members { 1.0 } else { 1.0 / members as f64 };
        for member in 0..members {
            let first = if kept == members { member * HALF_MONTHS } else { 0 };
            for half in 0..HALF_MONTHS {
                shares[first + half] += part * zone.area_share * f64::from(standing[[case, member, half]]);
            }
        }
    }
}

/// Share of a segment that stands in each half-month, mean over the members.
pub fn standing_in(evidence: &Evidence, segment: usize, programme: usize) -> [f64; HALF_MONTHS] {
    let mut shares = [0.0; HALF_MONTHS];
    standing_shares(evidence, segment, programme, 1, &mut shares);
    shares
}

/// Days on which at least half of the main verge of a segment is cut.
fn large_cuts(evidence: &Evidence, segment: usize, programme: Option<usize>) -> Vec<u16> {
    let case = programme.and_then(|programme| evidence.sites.case(segment, Zone::Main, programme));
    let visits = case.map_or(&[][..], |case| &evidence.outcomes.visits[case]);
    visits.iter().filter(|visit| visit.share >= LARGE_SHARE).map(|visit| visit.median_day).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::sample::Sample;

    #[test]
    fn a_network_of_standing_verges_is_at_most_its_area() {
        let sample = Sample::new();
        sample.with(|evidence| {
            let (all, none) = (|_: usize| Some(0), |_: usize| None);
            let found = network_series(evidence, &Web::of(evidence.setting), &[&all, &none]);
            let area: f64 = evidence.setting.segments[..3].iter().map(|segment| 1e-4 * segment.mown_area_m2).sum();
            let mean = found[0].values(ConnectivityPart::Mean);
            assert_eq!(mean.len(), 2);
            assert!(mean[0] > 0.0 && mean[0] <= area, "{mean:?} {area}");
            assert_eq!(found[0].values(ConnectivityPart::Dip), [0.0, 0.0]);
            assert_eq!(found[0].values(ConnectivityPart::Worst), [1.0, 1.0], "the first of equals");
            assert_eq!(standing_in(evidence, 0, 0), [1.0; HALF_MONTHS]);
            assert_eq!(found[1].values(ConnectivityPart::Least), [0.0, 0.0]);
            // two segments of one chain under one programme are cut on one day, across no road
            assert_eq!(found[0].values(ConnectivityPart::Synchrony), [1.0, 1.0]);
            assert_eq!(found[1].values(ConnectivityPart::Synchrony), [0.0, 0.0]);
        });
    }

    #[test]
    fn shared_sums_are_those_of_one_thread() {
        let links: Vec<_> = (0..199_u32)
            .map(|at| crate::biodiversity::connectivity::Link {
                between: [at as usize, at as usize + 1],
                cost: 0.1 + 0.01 * f64::from(at % 7),
            })
            .collect();
        let graph = Graph::new(200, &links);
        let worths: Vec<f64> = (0..400).map(|at| 1.0 + f64::from(at % 5)).collect();
        let alone = crate::biodiversity::connectivity::connected_area(&graph, &worths, 2);
        let shared = SeasonConnectivity::of_sums(&season_sums(&graph, &worths, 2));
        assert!(alone.eca_ha.iter().zip(&shared.eca_ha).all(|(a, b)| (a - b).abs() < 1e-9 * a));
    }
}
