//! Fires of a segment: numbers, index and consequences, each with the doubt about rate and form of ignition.
//!
//! Every member (or member-year) meets its own draw of rate, traffic exponent and form of susceptibility, the same on every
//! segment and under every regime: levels spread, differences keep their sign. A season or a class of flames is scaled to
//! another form by what that form does to the whole year. The second opinion on spread and the pessimistic reading after a cut
//! are scaled to the same national count.

use super::Evidence;
use super::consequence::{ConsequencePart, lane_share, per_fire};
use super::define::{Quantity, Zones};
use super::segment_value::{Over, weights};
use crate::fire::FireParameters;
use crate::fire::annual::{fire_index, per_km};
use crate::fire::consequence::Consequence;
use crate::fire::ignition::daily_rate;
use crate::fire::rate_doubt::{IgnitionDraw, Reading, national_sum_after};
use crate::fire::spread::SpreadModel;
use crate::network::segment::Segment;
use crate::simulation::measure::Measure;
use crate::units::KM_PER_M;

/// The measure that holds the year sum of a form.
fn measure_of(reading: Reading) -> Measure {
    match reading {
        Reading::Flame => Measure::Susceptibility,
        Reading::ShortScale => Measure::SusceptibilityShortScale,
        Reading::LongScale => Measure::SusceptibilityLongScale,
        Reading::Load => Measure::SusceptibilityByLoad,
    }
}

/// Expected fires of a segment-side a year per unit of susceptibility, by a draw.
fn exposure(segment: &Segment, draw: &IgnitionDraw) -> f64 {
    let length_km = segment.length_m * KM_PER_M;
    daily_rate(draw.k, draw.g, segment.aadt, length_km, 1.0, segment.ignition_share, 1.0)
}

/// Factor that turns a year sum of the default form into that of each draw.
fn form_factors(evidence: &Evidence, case: usize, over: Over, draws: &[IgnitionDraw]) -> Option<Vec<f64>> {
    let outcomes = evidence.outcomes;
    let usual = outcomes.values(case, Measure::Susceptibility, over)?;
    let forms: Vec<Vec<f64>> =
        Reading::ALL.iter().map(|&reading| outcomes.values(case, measure_of(reading), over)).collect::<Option<_>>()?;
    let factor = |(place, draw): (usize, &IgnitionDraw)| {
        let form = Reading::ALL.iter().position(|&reading| reading == draw.reading).unwrap_or(0);
        let ratio = if usual[place] > 0.0 { forms[form][place] / usual[place] } else { 1.0 };
        ratio * draw.reading.scale(evidence.setting.fire)
    };
    Some(draws.iter().enumerate().map(factor).collect())
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

/// What of the fires of a case is counted, in the default form, for each member or member-year.
fn counted(evidence: &Evidence, of: &Count<'_>, case: usize, over: Over) -> Option<Vec<f64>> {
    let outcomes = evidence.outcomes;
    match of {
        Count::Measure(measure) => {
            let mut values = outcomes.values(case, *measure, over)?;
            let scale = national_scale(*measure, evidence.setting.fire);
            for value in &mut values {
                *value *= scale;
            }
            Some(values)
        }
        Count::PerFire([slow, fast]) => {
            let all = outcomes.values(case, Measure::Susceptibility, over)?;
            let rapid = outcomes.values(case, Measure::SusceptibilityFast, over)?;
            Some(all.iter().zip(&rapid).map(|(all, rapid)| (all - rapid) * slow + rapid * fast).collect())
        }
        Count::Shares(shares) => {
            let all = outcomes.values(case, Measure::Susceptibility, over)?;
            Some(all.iter().zip(*shares).map(|(all, share)| all * share).collect())
        }
    }
}

/// How fires are counted.
enum Count<'a> {
    /// By a yearly sum of susceptibility.
    Measure(Measure),
    /// By what a slow and a fast fire do.
    PerFire([f64; 2]),
    /// By a share of all fires, for each member or member-year.
    Shares(&'a [f64]),
}

/// Values over members or member-years; `None` where they do not apply or were not simulated.
pub fn series(
    evidence: &Evidence,
    quantity: Quantity,
    segment: usize,
    programme: usize,
    over: Over,
) -> Option<Vec<f64>> {
    let [members, years] = &evidence.setting.ignition_draws;
    let draws = if over == Over::Members { members } else { years };
    with_draws(evidence, quantity, segment, programme, over, draws)
}

/// Mean over members at the central rate and form.
pub fn expected(evidence: &Evidence, quantity: Quantity, segment: usize, programme: usize) -> Option<f64> {
    let rate = evidence.setting.ignition;
    let central = IgnitionDraw { k: rate.k, g: rate.g, reading: Reading::Flame };
    let draws = vec![central; evidence.outcomes.count(Over::Members)];
    let values = with_draws(evidence, quantity, segment, programme, Over::Members, &draws)?;
    crate::ensemble::summary::mean(&values)
}

fn with_draws(
    evidence: &Evidence,
    quantity: Quantity,
    segment: usize,
    programme: usize,
    over: Over,
    draws: &[IgnitionDraw],
) -> Option<Vec<f64>> {
    let row = &evidence.setting.segments[segment];
    let weights = weights(evidence, segment, programme, Zones::Ignition)?;
    let mut sums = vec![0.0; evidence.outcomes.count(over)];
    let lane = match quantity {
        Quantity::Consequence(ConsequencePart::LaneFlames) => lane_share(evidence, weights[0].0, over)?,
        _ => Vec::new(),
    };
    for (&(case, weight), zone) in weights.iter().zip(evidence.sites.zones(segment)) {
        let per_fire = |of: &dyn Fn(&Consequence) -> f64| per_fire(evidence, segment, zone, case).each_ref().map(of);
        let mut add = |count: &Count<'_>, times: &dyn Fn(usize) -> f64| {
            let factors = form_factors(evidence, case, over, draws)?;
            for (place, value) in counted(evidence, count, case, over)?.into_iter().enumerate() {
                sums[place] += weight * value * factors[place] * times(place) * exposure(row, &draws[place]);
            }
            Some(())
        };
        match quantity {
            Quantity::Consequence(ConsequencePart::LaneFlames) => add(&Count::Shares(&lane), &|_| 1.0)?,
            Quantity::Consequence(part) => add(&Count::PerFire(per_fire(&|found| part.of(found))), &|_| 1.0)?,
            Quantity::FireIndex => {
                let escapes = Count::PerFire(per_fire(&|found| found.escapes));
                let escapes = counted(evidence, &escapes, case, over)?;
                let all = evidence.outcomes.values(case, Measure::Susceptibility, over)?;
                let weight = |place: usize| 1.0 + if all[place] > 0.0 { escapes[place] / all[place] } else { 0.0 };
                add(&Count::Measure(Measure::SusceptibilityWeighted), &weight)?;
            }
            Quantity::Fires(measure) => add(&Count::Measure(measure), &|_| 1.0)?,
            Quantity::SecondOpinion(model) if model != evidence.setting.fire.spread_model => {
                add(&Count::Measure(Measure::SusceptibilitySecondOpinion), &|_| 1.0)?;
            }
            Quantity::Measure(..)
            | Quantity::Work(_)
            | Quantity::SpeciesRichKm
            | Quantity::Connectivity(_)
            | Quantity::SecondOpinion(_)
            | Quantity::MowingFires => {
                return None;
            }
        }
    }
    if quantity == Quantity::FireIndex {
        let road_km = row.length_m * KM_PER_M * row.ignition_share;
        let index =
            |fires: &mut f64| *fires = fire_index(per_km(*fires, road_km), evidence.setting.ignition.index_per_km);
        sums.iter_mut().for_each(index);
    }
    Some(sums)
}
