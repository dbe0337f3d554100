//! Fires of a segment: numbers, index and consequences, each with the doubt about rate and form of ignition.
//!
//! Every member (or member-year) meets its own draw of rate, traffic exponent and form of susceptibility, the same on every
//! segment and under every regime: levels spread, differences keep their sign. A season or a class of flames is scaled to
//! another form by what that form does to the whole year. The second opinion on spread and the pessimistic reading after a cut
//! are scaled to the same national count.

use super::consequence::{ConsequencePart, lane_share};
use super::define::Quantity;
use super::segment_value::{Over, ZoneYear, series_with};
use super::{Evidence, Setting};
use crate::fire::FireParameters;
use crate::fire::annual::{fire_index, per_km};
use crate::fire::ignition::daily_rate;
use crate::fire::rate_doubt::{IgnitionDraw, Reading, national_sum_after};
use crate::fire::spread::SpreadModel;
use crate::network::segment::Segment;
use crate::simulation::measure::Measure;
use crate::units::KM_PER_M;

/// Expected fires of a segment-side a year per unit of susceptibility, by a draw.
pub(super) fn exposure(segment: &Segment, draw: &IgnitionDraw) -> f64 {
    let length_km = segment.length_m * KM_PER_M;
    daily_rate(draw.k, draw.g, segment.aadt, length_km, 1.0, segment.ignition_share, 1.0)
}

/// Factor that turns a year sum of the default form into that of a draw.
pub(super) fn form_factor(measures: &[f64], draw: &IgnitionDraw, p: &FireParameters) -> f64 {
    let usual = measures[Measure::Susceptibility.index()];
    let ratio =
        if usual > 0.0 { measures[Measure::SUSCEPTIBILITIES[draw.reading as usize].index()] / usual } else { 1.0 };
    ratio * draw.reading.scale(p)
}

/// Fires of a case per unit of exposure in a year of these measures, from a yearly sum of susceptibility.
pub(super) fn per_exposure(measures: &[f64], of: Measure, draw: &IgnitionDraw, p: &FireParameters) -> f64 {
    measures[of.index()] * national_scale(of, p) * form_factor(measures, draw, p)
}

/// Factor that brings a year sum of another kind to the fires that were counted; 1 for the default and its parts.
fn national_scale(measure: Measure, p: &FireParameters) -> f64 {
    let counted = national_sum_after(p.spread_model, p);
    match (measure, p.spread_model) {
        (Measure::SusceptibilitySecondOpinion, SpreadModel::Rothermel) => {
            counted / national_sum_after(SpreadModel::Cheney, p)
        }
        (Measure::SusceptibilitySecondOpinion, SpreadModel::Cheney) => {
            counted / national_sum_after(SpreadModel::Rothermel, p)
        }
        // found with Rothermel's spread; what the pessimistic reading adds is taken to be the same share with Cheney's
        (Measure::SusceptibilityFreshCut, _) => p.national_susceptibility_per_year / p.national_fresh_cut_per_year,
        _ => 1.0,
    }
}

/// What a slow and a fast fire do, times the year sums of both.
fn of_fires(measures: &[f64], [slow, fast]: [f64; 2]) -> f64 {
    let (all, rapid) = (measures[Measure::Susceptibility.index()], measures[Measure::SusceptibilityFast.index()]);
    (all - rapid) * slow + rapid * fast
}

/// What of the fires of a zone is counted, in the default form; `lane` is the share whose flames reach the carriageway.
fn counted(quantity: Quantity, zone: &ZoneYear<'_>, lane: f64, p: &FireParameters) -> Option<f64> {
    let measure = |measure: Measure| zone.measures[measure.index()] * national_scale(measure, p);
    let all = zone.measures[Measure::Susceptibility.index()];
    Some(match quantity {
        Quantity::Consequence(ConsequencePart::LaneFlames) => all * lane,
        Quantity::Consequence(part) => {
            of_fires(zone.measures, zone.per_fire.each_ref().map(|consequence| part.of(consequence)))
        }
        Quantity::FireIndex => measure(Measure::SusceptibilityWeighted),
        Quantity::Fires(of) => measure(of),
        Quantity::SecondOpinion(model) if model != p.spread_model => measure(Measure::SusceptibilitySecondOpinion),
        Quantity::Measure(..)
        | Quantity::FormDays(_)
        | Quantity::FireWeatherDays
        | Quantity::Work(_)
        | Quantity::Practice(_)
        | Quantity::SpeciesRichKm
        | Quantity::VisualQuality
        | Quantity::Connectivity(_)
        | Quantity::Problem(_)
        | Quantity::JointPlan
        | Quantity::Robustness
        | Quantity::SecondOpinion(_)
        | Quantity::MowingFires => return None,
    })
}

/// Weight of a fire in the index by its escapes.
fn escape_weight(zone: &ZoneYear<'_>) -> f64 {
    let all = zone.measures[Measure::Susceptibility.index()];
    let escapes = of_fires(zone.measures, zone.per_fire.each_ref().map(|consequence| consequence.escapes));
    1.0 + if all > 0.0 { escapes / all } else { 0.0 }
}

/// Value on a segment in one member or member-year; `None` where it does not apply.
pub fn value(
    setting: &Setting,
    row: &Segment,
    quantity: Quantity,
    zones: &[ZoneYear<'_>],
    draw: &IgnitionDraw,
) -> Option<f64> {
    let nearest = zones.first()?;
    let is_index = quantity == Quantity::FireIndex;
    let lane = match quantity {
        Quantity::Consequence(ConsequencePart::LaneFlames) => lane_share(nearest.measures, setting.fire),
        _ => 0.0,
    };
    let exposure = exposure(row, draw);
    let mut sum = 0.0;
    for zone in zones {
        let times = if is_index { escape_weight(zone) } else { 1.0 };
        let factor = form_factor(zone.measures, draw, setting.fire);
        sum += zone.part.ignition_share * counted(quantity, zone, lane, setting.fire)? * factor * times * exposure;
    }
    if is_index {
        let road_km = row.length_m * KM_PER_M * row.ignition_share;
        return Some(fire_index(per_km(sum, road_km), setting.ignition.index_per_km));
    }
    Some(sum)
}

/// Mean over members at the central rate and form.
pub fn expected(evidence: &Evidence, quantity: Quantity, segment: usize, programme: usize) -> Option<f64> {
    let rate = evidence.setting.ignition;
    let central = IgnitionDraw { k: rate.k, g: rate.g, reading: Reading::Flame };
    let draws = vec![central; evidence.outcomes.count(Over::Members)];
    crate::ensemble::summary::mean(&series_with(evidence, quantity, segment, programme, Over::Members, &draws)?)
}
