//! What is known of all members before any is simulated: how their fires come about, and their drawn parameters.
//!
//! Draws cost nothing, so their means over all members of a study are known exactly, also where a part of them is simulated.
//! [`precision`](super::precision) corrects means for the draws that happened to come first.

use super::member::MemberDraw;
use crate::ensemble::labels::{Controls, KnownDraw};
use crate::fire::ignition::traffic_weight;
use crate::fire::rate_doubt::{IgnitionDraw, Reading};
use crate::lane::math::{exp, ln};
use crate::scenario::Scenario;

/// Numbers that say how the fires of a member come about: their factor, forms of susceptibility but the first, exponent.
pub const DRAW_NUMBERS: usize = Reading::ALL.len() + 1;

/// Fires of a member on the typical road of a network, relative to those of another: `k T^g`, times the scale of the form.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TypicalRoad {
    traffic: f64,
}

impl TypicalRoad {
    /// The road with the geometric mean of traffic over the length of the segments; one vehicle a day where none has any.
    pub fn of(scenario: &Scenario) -> Self {
        let rows = scenario.network.segments.iter().filter(|row| row.is_grass() && row.aadt > 0.0);
        let (sum, length) =
            rows.fold((0.0, 0.0), |(sum, length), row| (sum + row.length_m * ln(row.aadt), length + row.length_m));
        TypicalRoad { traffic: if length > 0.0 { exp(sum / length) } else { 1.0 } }
    }

    /// The numbers of a draw.
    pub fn numbers(self, draw: &IgnitionDraw, scenario: &Scenario) -> [f64; DRAW_NUMBERS] {
        let factor = draw.k * traffic_weight(self.traffic, draw.g) * draw.reading.scale(&scenario.fire);
        let form = |place: usize| f64::from(u8::from(draw.reading == Reading::ALL[place]));
        [factor, form(1), form(2), form(3), draw.g]
    }
}

/// Means over all members of what their draws decide.
pub fn controls(scenario: &Scenario, members: &[MemberDraw], further: usize) -> Controls {
    let road = TypicalRoad::of(scenario);
    let count = members.len().max(1) as f64;
    let names = ["form_short_scale", "form_long_scale", "form_load", "traffic_exponent"].map(str::to_owned);
    let parameters = scenario.ensemble.parameters.iter().map(crate::scenario::uncertain::Uncertain::full_name);
    let mut draws: Vec<KnownDraw> =
        names.into_iter().chain(parameters).map(|name| KnownDraw { name, mean: 0.0, factored_mean: 0.0 }).collect();
    let mut mean_factor = 0.0;
    for member in members {
        let draw = scenario.ignition_of(&member.values).unwrap_or(member.ignition);
        let [factor, own @ ..] = road.numbers(&draw, scenario);
        mean_factor += factor / count;
        for (known, value) in draws.iter_mut().zip(own.iter().chain(&member.values)) {
            known.mean += value / count;
            known.factored_mean += factor * value / count;
        }
    }
    Controls { further, mean_factor, draws }
}
