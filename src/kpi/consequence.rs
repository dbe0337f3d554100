//! Consequences of the fires of a segment: escapes, closed roads, burnt area, cost, and flames at the carriageway.
//!
//! A site class keeps its fires in a table of wind sectors and classes of spread (mean of all years and members); the segment
//! adds bearing, width, zone and what lies behind it. Mean consequences of a slow and of a fast fire follow, and each year has
//! its own numbers of both. That fires of one class burn more fiercely in a dry year than in a wet one is in the mean and not
//! in the spread of the years.

use super::Evidence;
use super::segment_value::ZonePart;
use crate::fire::FireParameters;
use crate::fire::annual::FLAME_LIMITS_M;
use crate::fire::consequence::reach::{Front, Reach};
use crate::fire::consequence::{Consequence, VergePlace, habitat_weight};
use crate::network::geometry::direction_deg;
use crate::network::segment::{Segment, Side};
use crate::simulation::measure::Measure;
use crate::simulation::outcome::{FAST_CLASS, SPREAD_CLASSES, WIND_SECTORS, spread_of_class};

/// What a KPI counts of the fires of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsequencePart {
    /// Escapes into what lies behind the verge, times its weight.
    Escapes,
    /// Fires whose smoke closes the road.
    Closures,
    /// Area burnt, ha.
    AreaHa,
    /// Cost, EUR.
    CostEur,
    /// Fires with a flame that reaches the carriageway.
    LaneFlames,
}

impl ConsequencePart {
    /// The part of a consequence; flames at the carriageway are found another way, by [`lane_share`].
    pub fn of(self, consequence: &Consequence) -> f64 {
        match self {
            ConsequencePart::Escapes => consequence.escapes,
            ConsequencePart::Closures => consequence.closures,
            ConsequencePart::AreaHa => 1e-4 * consequence.area_m2,
            ConsequencePart::CostEur => consequence.cost_eur,
            ConsequencePart::LaneFlames => 0.0,
        }
    }
}

/// Directions in which the outer side of a segment may lie, degrees from north: one where its ends and side are known, all
/// eight where they are not, none between two carriageways.
fn outward_deg(segment: &Segment) -> Vec<f64> {
    let turned = match segment.side {
        Side::Left => -90.0,
        Side::Right => 90.0,
        Side::Middle => return Vec::new(),
    };
    match segment.ends.and_then(|[from, to]| direction_deg(from, to)) {
        Some(road) => vec![road + turned],
        None => (0..WIND_SECTORS).map(|sector| 45.0 * sector as f64).collect(),
    }
}

/// Where the fires of a zone start.
fn place(evidence: &Evidence, segment: usize, part: &ZonePart) -> VergePlace {
    let row = &evidence.setting.segments[segment];
    let inner: f64 = evidence
        .sites
        .zones(segment)
        .iter()
        .take_while(|other| other.zone != part.zone)
        .map(|other| other.area_share * row.width_m)
        .sum();
    VergePlace {
        zone_m: [inner, (inner + part.area_share * row.width_m).min(row.width_m)],
        width_m: row.width_m,
        barrier_m: row.barrier_m,
        habitat_weight: habitat_weight(row.adjacent_use, evidence.setting.fire),
    }
}

/// The fires of a zone of a segment, for every wind sector, class of spread and direction of the outer side: the same under
/// every regime.
#[derive(Clone, Debug)]
pub struct ZoneFires<'a> {
    reach: Reach<'a>,
    /// `[sector][class]`, for each direction.
    fronts: Vec<Vec<Front>>,
}

impl<'a> ZoneFires<'a> {
    /// Works them out.
    pub fn new(evidence: &Evidence<'a>, segment: usize, part: &ZonePart) -> Self {
        let reach = Reach::new(place(evidence, segment, part), evidence.setting.fire);
        let outward = outward_deg(&evidence.setting.segments[segment]);
        let of_cell = |(sector, class): (usize, usize)| {
            let (heading, spread) = (45.0 * sector as f64 + 180.0, spread_of_class(class));
            if outward.is_empty() {
                return vec![reach.front(spread, None)];
            }
            let front = |&direction: &f64| reach.front(spread, Some(libm::cos((heading - direction).to_radians())));
            outward.iter().map(front).collect()
        };
        let cells = (0..WIND_SECTORS).flat_map(|sector| (0..SPREAD_CLASSES).map(move |class| (sector, class)));
        ZoneFires { reach, fronts: cells.map(of_cell).collect() }
    }

    /// Mean consequences of a slow and of a fast fire of a case of the zone.
    pub fn per_fire(&self, evidence: &Evidence, case: usize) -> [Consequence; 2] {
        let mut sums = [Consequence::default(); 2];
        let mut weights = [0.0; 2];
        let cells = evidence.outcomes.fires[case].iter().flat_map(|cells| cells.iter().enumerate());
        for ((class, cell), fronts) in cells.zip(&self.fronts).filter(|((_, cell), _)| cell.susceptibility > 0.0) {
            let group = usize::from(class >= FAST_CLASS);
            weights[group] += cell.susceptibility;
            let (flame, consumed) = (cell.flame / cell.susceptibility, cell.consumed / cell.susceptibility);
            let share = cell.susceptibility / fronts.len() as f64;
            for front in fronts {
                sums[group].add(&self.reach.consequence(front, flame, consumed), share);
            }
        }
        [0, 1].map(|group| {
            let mut mean = Consequence::default();
            if weights[group] > 0.0 {
                mean.add(&sums[group], 1.0 / weights[group]);
            }
            mean
        })
    }
}

/// Share of the fires of the zone beside the carriageway whose flame reaches it, from the measures of that zone.
///
/// The flame of the nearest zone decides, wherever the fire started: it burns through that zone before it reaches the road.
/// Between the flame lengths whose sums are kept, sums are interpolated.
pub fn lane_share(measures: &[f64], p: &FireParameters) -> f64 {
    let distance = p.lane_distance_m;
    let above = FLAME_LIMITS_M.iter().position(|&limit| limit >= distance).unwrap_or(FLAME_LIMITS_M.len() - 1);
    let low = above.checked_sub(1).map_or(0.0, |below| FLAME_LIMITS_M[below]);
    let part = ((distance - low) / (FLAME_LIMITS_M[above] - low)).clamp(0.0, 1.0);
    let sums = [
        Measure::Susceptibility,
        Measure::SusceptibilityAbove05,
        Measure::SusceptibilityAbove12,
        Measure::SusceptibilityAbove15,
        Measure::SusceptibilityAbove24,
    ]
    .map(|measure| measures[measure.index()]);
    let reaching = sums[above] + part * (sums[above + 1] - sums[above]);
    if sums[0] > 0.0 { reaching / sums[0] } else { 0.0 }
}
