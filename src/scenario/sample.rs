//! A sample of the network: some classes of sites and a part of their verges, every weather node with its share.
//!
//! A study needs few members of the whole network where many members of a sample tell what the weather and the draws do, for verges
//! alike fare alike in the same weather. Classes are taken systematically with a chance in proportion to their area, in the order of node,
//! regime of today and site; of each class taken the same area stays, in a run of neighbours, so that every hectare of the network
//! has about the same chance (Cochran 1977, Sampling Techniques, 9A and 10).

use super::Scenario;
use super::stands::{SiteClass, Stands};
use crate::network::Network;
use crate::network::chain::chains;
use std::cmp::Ordering;

impl Scenario {
    /// The scenario on a sample of its network, about `share` of its classes and of its area, and as many classes as there are weather
    /// nodes at least.
    #[must_use]
    pub fn sample(&self, stands: &Stands, share: f64) -> Scenario {
        let kept = sample_segments(self, stands, share);
        let of = |values: &[usize]| kept.iter().map(|&segment| values[segment]).collect();
        let segments: Vec<_> = kept.iter().map(|&segment| self.network.segments[segment].clone()).collect();
        let network = Network {
            chains: chains(&segments),
            segments,
            areas: self.network.areas.clone(),
            notices: self.network.notices.clone(),
        };
        let (segment_node, segment_present) = (of(&self.segment_node), of(&self.segment_present));
        Scenario { segment_node, network, segment_present, ..self.clone() }
    }
}

/// Segments of a sample, ascending.
fn sample_segments(scenario: &Scenario, stands: &Stands, share: f64) -> Vec<usize> {
    let rows = &scenario.network.segments;
    let area = |segments: &[usize]| segments.iter().map(|&segment| rows[segment].mown_area_m2).sum::<f64>();
    let mut classes: Vec<&SiteClass> = stands.classes.iter().collect();
    classes.sort_by(|a, b| order(a, b));
    let mut nodes: Vec<usize> = classes.iter().map(|class| class.node).collect();
    nodes.dedup();
    let total: f64 = classes.iter().map(|class| area(&class.segments)).sum();
    let picks = ((share * classes.len() as f64).round() as usize).clamp(nodes.len(), classes.len());
    let (interval, quota) = (total / picks as f64, share * total / picks as f64);
    let mut kept = Vec::new();
    let (mut passed, mut picked) = (0.0, 0);
    for class in classes {
        passed += area(&class.segments);
        let before = picked;
        while picked < picks && (picked as f64 + 0.5) * interval < passed {
            picked += 1;
        }
        kept.extend(run_of_neighbours(&class.segments, (picked - before) as f64 * quota, |segment| {
            rows[segment].mown_area_m2
        }));
    }
    kept.sort_unstable();
    kept
}

/// By node, regime of today and site; sites by what grows on them first.
fn order(a: &SiteClass, b: &SiteClass) -> Ordering {
    let numbers = |class: &SiteClass| {
        let site = &class.site;
        [
            site.n_mineralisation_kg_ha,
            site.whc_mm,
            site.shade,
            site.ellenberg_f,
            site.ellenberg_r,
            site.n_deposition_kg_ha,
        ]
    };
    let by_site = numbers(a).into_iter().zip(numbers(b)).map(|(a, b)| a.total_cmp(&b));
    (a.node, a.present)
        .cmp(&(b.node, b.present))
        .then(by_site.fold(Ordering::Equal, Ordering::then))
        .then_with(|| a.segments.cmp(&b.segments))
}

/// Segments in a row from the middle of a class until they have a wanted area: one at least, unless none is wanted.
fn run_of_neighbours(segments: &[usize], wanted_m2: f64, area_m2: impl Fn(usize) -> f64) -> &[usize] {
    if wanted_m2 <= 0.0 {
        return &[];
    }
    let whole: f64 = segments.iter().map(|&segment| area_m2(segment)).sum();
    let mut skipped = 0.5 * (whole - wanted_m2).max(0.0);
    let mut first = 0;
    while first + 1 < segments.len() && skipped >= area_m2(segments[first]) {
        skipped -= area_m2(segments[first]);
        first += 1;
    }
    let (mut last, mut held) = (first + 1, area_m2(segments[first]));
    while last < segments.len() && held + 0.5 * area_m2(segments[last]) <= wanted_m2 {
        held += area_m2(segments[last]);
        last += 1;
    }
    &segments[first..last]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::load::load;
    use crate::scenario::stands::build;
    use std::path::Path;

    fn shipped() -> Scenario {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/veluwe.toml");
        let mut scenario = load(&path).expect("the shipped scenario");
        scenario.plan = None;
        scenario
    }

    #[test]
    fn a_sample_has_its_share_of_classes_area_and_nodes() {
        let scenario = shipped();
        let stands = build(&scenario);
        let area = |scenario: &Scenario| scenario.network.segments.iter().map(|row| row.mown_area_m2).sum::<f64>();
        for share in [0.1, 0.3, 0.5] {
            let sample = scenario.sample(&stands, share);
            let found = build(&sample);
            let wanted = share * stands.classes.len() as f64;
            assert!((found.classes.len() as f64) < 1.2 * wanted + 2.0 && !found.classes.is_empty(), "{share}");
            let part = area(&sample) / area(&scenario);
            assert!((0.6 * share..1.7 * share).contains(&part), "{share}: {part}");
            let mean = |scenario: &Scenario| {
                let sum = |of: &dyn Fn(usize) -> f64| {
                    let rows = &scenario.network.segments;
                    (0..rows.len()).map(|row| rows[row].mown_area_m2 * of(row)).sum::<f64>()
                };
                sum(&|row| scenario.network.segments[row].site.n_mineralisation_kg_ha) / sum(&|_| 1.0)
            };
            let richness = mean(&sample) / mean(&scenario);
            assert!((0.7..1.4).contains(&richness), "{share}: about as rich as the whole, {richness}");
        }
    }

    #[test]
    fn a_sample_keeps_what_belongs_to_its_segments() {
        let scenario = shipped();
        let stands = build(&scenario);
        let sample = scenario.sample(&stands, 0.2);
        let place = |id: &str| scenario.network.segments.iter().position(|row| row.id == id).expect("of the network");
        for (row, segment) in sample.network.segments.iter().enumerate() {
            let whole = place(&segment.id);
            assert_eq!(sample.segment_node[row], scenario.segment_node[whole]);
            assert_eq!(sample.segment_present[row], scenario.segment_present[whole]);
        }
        let chained: usize = sample.network.chains.iter().map(|chain| chain.segments.len()).sum();
        assert_eq!(chained, sample.network.segments.len());
        assert_eq!(sample.network.segments.len(), scenario.sample(&stands, 0.2).network.segments.len());
    }

    #[test]
    fn a_run_of_neighbours_has_the_wanted_area() {
        let segments: Vec<usize> = (10..20).collect();
        assert_eq!(run_of_neighbours(&segments, 3.0, |_| 1.0), [13, 14, 15]);
        assert_eq!(run_of_neighbours(&segments, 0.2, |_| 1.0), [14], "one at least");
        assert_eq!(run_of_neighbours(&segments, 30.0, |_| 1.0), segments);
        assert!(run_of_neighbours(&segments, 0.0, |_| 1.0).is_empty());
    }
}
