//! A measure of a segment under a programme: its zones put together, by area or by share of ignitions.

use super::define::{Kpi, Quantity, Zones};
use super::{Evidence, IgnitionRate, cost, fires};
pub use crate::ensemble::Over;
use crate::fire::ignition::{daily_rate, mowing_rate};
use crate::network::segment::Segment;
use crate::scenario::stands::Zone;
use crate::simulation::measure::Measure;
use crate::units::KM_PER_M;

/// A zone of a segment's cross-section.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ZonePart {
    /// Zone.
    pub zone: Zone,
    /// Share of the mown area.
    pub area_share: f64,
    /// Share of the ignitions of the segment.
    pub ignition_share: f64,
}

/// From segments to zones and cases.
pub trait Sites: Sync {
    /// Zones of a segment, shares summing to 1; empty where no grass grows.
    fn zones(&self, segment: usize) -> &[ZonePart];
    /// Case of a zone under a programme; `None` if it was not simulated.
    fn case(&self, segment: usize, zone: Zone, programme: usize) -> Option<usize>;
    /// Programmes that a plan may give the segment under its owner's windows and machines, ascending.
    fn candidates(&self, segment: usize) -> Vec<usize>;
}

/// Expected fires a year per unit of the yearly sum of susceptibility, for one segment-side.
///
/// `k AADT^g length_km ignition_share`
///
/// - `segment`: traffic in vehicles a day, length, and its share of the fires of its hectometre
///
/// No traffic gives no fires. Source: fitted to the national counts of verge fires of 2017 and 2018 (calibrated).
pub fn exposure(segment: &Segment, rate: IgnitionRate) -> f64 {
    let length_km = segment.length_m * KM_PER_M;
    daily_rate(rate.k, rate.g, segment.aadt, length_km, 1.0, segment.ignition_share, 1.0)
}

/// Weights of the cases that a measure of a segment is made of; `None` where it does not apply.
pub(super) fn weights(
    evidence: &Evidence,
    segment: usize,
    programme: usize,
    zones: Zones,
) -> Option<Vec<(usize, f64)>> {
    let parts = evidence.sites.zones(segment);
    let only = match zones {
        Zones::Ignition | Zones::Area | Zones::Each => None,
        Zones::Main => Some(Zone::Main),
        Zones::Safety => Some(Zone::Safety),
        Zones::Sight if evidence.setting.segments[segment].sight_triangle => Some(Zone::Main),
        Zones::Sight => return None,
    };
    let mut list = Vec::with_capacity(parts.len());
    for part in parts.iter().filter(|part| only.is_none_or(|zone| zone == part.zone)) {
        let weight = match (only, zones) {
            (Some(_), _) | (None, Zones::Each) => 1.0,
            (None, Zones::Ignition) => part.ignition_share,
            (None, _) => part.area_share,
        };
        list.push((evidence.sites.case(segment, part.zone, programme)?, weight));
    }
    (!list.is_empty()).then_some(list)
}

/// Values of a KPI on a segment under a programme, over members or member-years; `None` where it does not apply or was
/// not simulated. Work has the same value in every member. Fires hold the doubt about their rate and form.
pub fn series(evidence: &Evidence, kpi: &Kpi, segment: usize, programme: usize, over: Over) -> Option<Vec<f64>> {
    match kpi.quantity {
        Quantity::Measure(measure, zones, factor) => {
            measured(evidence, (measure, zones, factor), segment, programme, over)
        }
        Quantity::MowingFires => {
            let of_cuts = (Measure::CutIgnition, Zones::Each, fires_per_sure_cut(evidence, segment));
            measured(evidence, of_cuts, segment, programme, over)
        }
        Quantity::Fires(_) | Quantity::SecondOpinion(_) | Quantity::FireIndex | Quantity::Consequence(_) => {
            fires::series(evidence, kpi.quantity, segment, programme, over)
        }
        Quantity::Work(part) => {
            let total = cost::total(&cost::visits(evidence, segment, programme)?);
            Some(vec![total.part(part); evidence.outcomes.count(over)])
        }
        Quantity::SpeciesRichKm => {
            let species = measured(evidence, TARGET_SPECIES, segment, programme, over)?;
            let km = evidence.setting.segments[segment].length_m * KM_PER_M;
            let rich = |species: f64| if species >= evidence.setting.species_rich_at { km } else { 0.0 };
            Some(species.into_iter().map(rich).collect())
        }
        Quantity::Connectivity(_) => None,
    }
}

/// Target species on the whole verge.
const TARGET_SPECIES: (Measure, Zones, f64) = (Measure::TargetRichness, Zones::Area, 1.0);

/// Values of a measure of the zones, times a factor.
fn measured(
    evidence: &Evidence,
    (measure, zones, factor): (Measure, Zones, f64),
    segment: usize,
    programme: usize,
    over: Over,
) -> Option<Vec<f64>> {
    let mut sums = vec![0.0; evidence.outcomes.count(over)];
    for (case, weight) in weights(evidence, segment, programme, zones)? {
        for (sum, value) in sums.iter_mut().zip(evidence.outcomes.values(case, measure, over)?) {
            *sum += factor * weight * value;
        }
    }
    Some(sums)
}

/// Fires that mowing a zone of a segment once would start if every spark caught.
fn fires_per_sure_cut(evidence: &Evidence, segment: usize) -> f64 {
    mowing_rate(evidence.setting.segments[segment].length_m * KM_PER_M, 1.0, evidence.setting.fire)
}

/// Mean over members of a KPI on a segment under a programme, at the central rate and form of fires.
pub fn expected(evidence: &Evidence, kpi: &Kpi, segment: usize, programme: usize) -> Option<f64> {
    let (measure, zones, factor) = match kpi.quantity {
        Quantity::Measure(measure, zones, factor) => (measure, zones, factor),
        Quantity::MowingFires => (Measure::CutIgnition, Zones::Each, fires_per_sure_cut(evidence, segment)),
        Quantity::Fires(measure) if measure != Measure::SusceptibilityFreshCut => {
            (measure, Zones::Ignition, exposure(&evidence.setting.segments[segment], evidence.setting.ignition))
        }
        Quantity::Fires(_) | Quantity::SecondOpinion(_) | Quantity::FireIndex | Quantity::Consequence(_) => {
            return fires::expected(evidence, kpi.quantity, segment, programme);
        }
        Quantity::Work(part) => return Some(cost::total(&cost::visits(evidence, segment, programme)?).part(part)),
        Quantity::SpeciesRichKm => {
            return crate::ensemble::summary::mean(&series(evidence, kpi, segment, programme, Over::Members)?);
        }
        Quantity::Connectivity(_) => return None,
    };
    let mut sum = 0.0;
    for (case, weight) in weights(evidence, segment, programme, zones)? {
        sum += weight * evidence.outcomes.mean.slice(ndarray::s![case, .., measure.index()]).sum();
    }
    let (_, members, _) = evidence.outcomes.mean.dim();
    Some(factor * sum / members.max(1) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::define::find;
    use crate::kpi::sample::Sample;

    #[test]
    fn zones_combine_by_ignitions_for_fire_and_by_area_for_seeds() {
        let sample = Sample::new();
        sample.with(|evidence| {
            let kpi = find("fire").expect("listed");
            // Susceptibility 10 in the main verge under programme 0 and 2 in the strip, member 0; weights 0.6 and 0.4.
            let fires = series(evidence, kpi, 0, 0, Over::Members).expect("simulated");
            let exposure = exposure(&evidence.setting.segments[0], evidence.setting.ignition);
            assert!((fires[0] - exposure * (0.6 * 10.0 + 0.4 * 2.0)).abs() < 1e-15);
            let seeds = expected(evidence, find("seed_set").expect("listed"), 0, 0).expect("simulated");
            assert!((seeds - 0.9 * 0.2).abs() < 1e-12, "{seeds}");
        });
    }

    #[test]
    fn a_kpi_of_a_zone_the_segment_lacks_does_not_apply() {
        let sample = Sample::new();
        sample.with(|evidence| {
            let sight = find("V2").expect("listed");
            assert_eq!(series(evidence, sight, 0, 0, Over::Members), None);
            assert_eq!(series(evidence, find("fire").expect("listed"), 3, 0, Over::Members), None);
        });
    }

    #[test]
    fn exposure_follows_traffic_length_and_share() {
        let sample = Sample::new();
        let mut segment = sample.segments[0].clone();
        segment.aadt = 1.0;
        segment.length_m = 1000.0;
        segment.ignition_share = 0.5;
        assert!((exposure(&segment, IgnitionRate { k: 2e-4, g: 0.3, index_per_km: 0.2 }) - 1e-4).abs() < 1e-18);
        segment.aadt = 0.0;
        assert_eq!(exposure(&segment, IgnitionRate { k: 2e-4, g: 0.3, index_per_km: 0.2 }), 0.0);
    }
}
