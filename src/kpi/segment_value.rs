//! A measure of a segment under a programme: its zones put together, by area or by share of ignitions.

use super::consequence::ZoneFires;
use super::define::{Kpi, Quantity, Zones};
use super::{Evidence, IgnitionRate, Setting, cost, danger_days, fires, practice, problem};
pub use crate::ensemble::Over;
use crate::ensemble::summary::mean;
use crate::fire::consequence::Consequence;
use crate::fire::ignition::{daily_rate, mowing_rate};
use crate::fire::rate_doubt::IgnitionDraw;
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
    /// Weather node of a segment; `None` where no grass grows.
    fn node(&self, segment: usize) -> Option<usize>;
    /// Case of a zone under a programme; `None` if it was not simulated.
    fn case(&self, segment: usize, zone: Zone, programme: usize) -> Option<usize>;
    /// Programmes that a plan may give the segment under its owner's windows and machines, ascending.
    fn candidates(&self, segment: usize) -> Vec<usize>;
    /// Whether a programme goes on from a plan that was begun, so that its past is given.
    fn is_adjusted(&self, _programme: usize) -> bool {
        false
    }
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

impl Zones {
    /// Weight of a zone of a segment in a measure; `None` where the zone does not count.
    pub(super) fn weight(self, segment: &Segment, part: &ZonePart) -> Option<f64> {
        let only = |zone: Zone| (part.zone == zone).then_some(1.0);
        match self {
            Zones::Ignition => Some(part.ignition_share),
            Zones::Area => Some(part.area_share),
            Zones::Each => Some(1.0),
            Zones::Main => only(Zone::Main),
            Zones::Safety => only(Zone::Safety),
            Zones::Sight if segment.sight_triangle => only(Zone::Main),
            Zones::Sight => None,
        }
    }
}

/// Weights of the cases that a measure of a segment is made of; `None` where it does not apply.
pub(super) fn weights(
    evidence: &Evidence,
    segment: usize,
    programme: usize,
    zones: Zones,
) -> Option<Vec<(usize, f64)>> {
    let row = &evidence.setting.segments[segment];
    let mut list = Vec::new();
    for part in evidence.sites.zones(segment) {
        if let Some(weight) = zones.weight(row, part) {
            list.push((evidence.sites.case(segment, part.zone, programme)?, weight));
        }
    }
    (!list.is_empty()).then_some(list)
}

/// A zone of a segment in one member or member-year.
#[derive(Clone, Copy, Debug)]
pub struct ZoneYear<'a> {
    /// The zone and its shares.
    pub part: &'a ZonePart,
    /// Every measure, by its index.
    pub measures: &'a [f64],
    /// What a slow and a fast fire that starts there do; read by consequences alone.
    pub per_fire: &'a [Consequence; 2],
}

/// Value of a KPI on a segment in one member or member-year: `None` where it does not apply, and for work and
/// connectivity, which are made of other things.
///
/// - `zones`: all zones of the segment; `draw`: how fires come about in this member
pub fn value(
    setting: &Setting,
    row: &Segment,
    quantity: Quantity,
    zones: &[ZoneYear<'_>],
    draw: &IgnitionDraw,
) -> Option<f64> {
    match quantity {
        Quantity::Measure(measure, which, factor) => measured(row, zones, measure, which, factor),
        Quantity::MowingFires => {
            measured(row, zones, Measure::CutIgnition, Zones::Each, fires_per_sure_cut(setting, row))
        }
        Quantity::Fires(_) | Quantity::SecondOpinion(_) | Quantity::FireIndex | Quantity::Consequence(_) => {
            fires::value(setting, row, quantity, zones, draw)
        }
        Quantity::SpeciesRichKm => {
            let species = measured(row, zones, Measure::TargetRichness, Zones::Area, 1.0)?;
            Some(if species >= setting.species_rich_at { row.length_m * KM_PER_M } else { 0.0 })
        }
        Quantity::VisualQuality => {
            setting.terms.quality_limit_m?;
            measured(row, zones, Measure::QualityShare, Zones::Area, 1.0)
        }
        Quantity::FormDays(forms) => measured(row, zones, forms[draw.reading as usize], Zones::Ignition, 1.0),
        Quantity::Work(_)
        | Quantity::Practice(_)
        | Quantity::FireWeatherDays
        | Quantity::Problem(_)
        | Quantity::Connectivity(_)
        | Quantity::JointPlan
        | Quantity::Robustness => None,
    }
}

/// A measure of the zones, times a factor.
fn measured(row: &Segment, zones: &[ZoneYear<'_>], measure: Measure, which: Zones, factor: f64) -> Option<f64> {
    let mut sum = None;
    for zone in zones {
        if let Some(weight) = which.weight(row, zone.part) {
            *sum.get_or_insert(0.0) += factor * weight * zone.measures[measure.index()];
        }
    }
    sum
}

/// Values of a KPI on a segment under a programme, over members or member-years; `None` where it does not apply or was
/// not simulated. Work has the same value in every member. Fires and days of danger hold the doubt about rate and form.
pub fn series(evidence: &Evidence, kpi: &Kpi, segment: usize, programme: usize, over: Over) -> Option<Vec<f64>> {
    match kpi.quantity {
        Quantity::Work(part) => {
            let total = cost::total(&cost::visits(evidence, segment, programme)?);
            Some(vec![total.part(part); evidence.outcomes.count(over)])
        }
        Quantity::Practice(part) => practice::series(evidence, part, segment, programme, over),
        Quantity::Problem(part) => problem::series(evidence, part, segment, programme, over),
        Quantity::FireWeatherDays => danger_days::fire_weather_days(evidence, segment, over),
        quantity => {
            let found = series_with(evidence, quantity, segment, programme, over, evidence.setting.draws(over))?;
            Some(if is_index(quantity) { problem::capped(evidence, segment, programme, over, found) } else { found })
        }
    }
}

/// Whether it is the index of biodiversity, which broken rules on aliens cap.
pub(super) fn is_index(quantity: Quantity) -> bool {
    matches!(quantity, Quantity::Measure(Measure::BiodiversityIndex, ..))
}

/// The same with other draws of rate and form.
pub(super) fn series_with(
    evidence: &Evidence,
    quantity: Quantity,
    segment: usize,
    programme: usize,
    over: Over,
    draws: &[IgnitionDraw],
) -> Option<Vec<f64>> {
    let (setting, row) = (evidence.setting, &evidence.setting.segments[segment]);
    // A measure of one zone asks nothing of the others, which may not have been simulated.
    let counts = |part: &&ZonePart| match quantity {
        Quantity::Measure(_, which, _) => which.weight(row, part).is_some(),
        _ => true,
    };
    let parts: Vec<&ZonePart> = evidence.sites.zones(segment).iter().filter(counts).collect();
    let case = |part: &&ZonePart| evidence.sites.case(segment, part.zone, programme);
    let cases: Vec<usize> = parts.iter().map(case).collect::<Option<_>>()?;
    let per_fire: Vec<[Consequence; 2]> = if quantity.needs_consequences() {
        let fires = |part: &ZonePart| ZoneFires::new(evidence, segment, part);
        parts.iter().zip(&cases).map(|(part, &case)| fires(part).per_fire(evidence, case)).collect()
    } else {
        vec![Default::default(); parts.len()]
    };
    let mut rows: Vec<_> = cases.iter().map(|&case| evidence.outcomes.rows(case, over)).collect::<Option<_>>()?;
    let mut zones = Vec::with_capacity(parts.len());
    let mut found = Vec::with_capacity(draws.len());
    for draw in draws {
        zones.clear();
        for ((part, rows), per_fire) in parts.iter().zip(&mut rows).zip(&per_fire) {
            zones.push(ZoneYear { part, measures: rows.next()?, per_fire });
        }
        found.push(value(setting, row, quantity, &zones, draw)?);
    }
    Some(found)
}

/// Fires that mowing a zone of a segment once would start if every spark caught.
fn fires_per_sure_cut(setting: &Setting, row: &Segment) -> f64 {
    mowing_rate(row.length_m * KM_PER_M, 1.0, setting.fire)
}

/// Mean over members of a KPI on a segment under a programme, at the central rate and form of fires.
pub fn expected(evidence: &Evidence, kpi: &Kpi, segment: usize, programme: usize) -> Option<f64> {
    let capped = is_index(kpi.quantity) && !evidence.setting.segments[segment].problem_species.is_empty();
    let (measure, zones, factor) = match kpi.quantity {
        Quantity::SpeciesRichKm | Quantity::VisualQuality | Quantity::Practice(_) | Quantity::Problem(_) => {
            return mean(&series(evidence, kpi, segment, programme, Over::Members)?);
        }
        Quantity::Measure(..) if capped => return mean(&series(evidence, kpi, segment, programme, Over::Members)?),
        Quantity::Measure(measure, zones, factor) => (measure, zones, factor),
        Quantity::MowingFires => (
            Measure::CutIgnition,
            Zones::Each,
            fires_per_sure_cut(evidence.setting, &evidence.setting.segments[segment]),
        ),
        Quantity::FormDays([counted, ..]) => (counted, Zones::Ignition, 1.0),
        Quantity::FireWeatherDays => return mean(&danger_days::fire_weather_days(evidence, segment, Over::Members)?),
        Quantity::Fires(measure) if measure != Measure::SusceptibilityFreshCut => {
            (measure, Zones::Ignition, exposure(&evidence.setting.segments[segment], evidence.setting.ignition))
        }
        Quantity::Fires(_) | Quantity::SecondOpinion(_) | Quantity::FireIndex | Quantity::Consequence(_) => {
            return fires::expected(evidence, kpi.quantity, segment, programme);
        }
        Quantity::Work(part) => return Some(cost::total(&cost::visits(evidence, segment, programme)?).part(part)),
        Quantity::Connectivity(_) | Quantity::JointPlan | Quantity::Robustness => return None,
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
