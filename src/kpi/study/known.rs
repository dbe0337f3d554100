//! What is known of draws before any member is simulated: how fires come about, and drawn parameters.
//!
//! Draws cost nothing, so their means are known from many more draws than there are members. [`precision`](super::precision) corrects
//! means for the draws that the members happen to have.

use crate::ensemble::draws::points;
use crate::ensemble::labels::{Controls, KnownDraw};
use crate::fire::ignition::traffic_weight;
use crate::fire::rate_doubt::{IgnitionDraw, Reading, ignition_draws};
use crate::lane::math::{exp, ln};
use crate::scenario::Scenario;
use crate::scenario::uncertain::{Uncertain, coordinates, values_at};

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

/// Draws that the means are taken over: enough that what is left to chance in them does not count.
const MANY: usize = 1 << 15;

/// Means of what draws decide, over many more draws than there are members.
pub fn controls(scenario: &Scenario, further: usize) -> Controls {
    let road = TypicalRoad::of(scenario);
    let parameters = &scenario.ensemble.parameters;
    let names = ["form_short_scale", "form_long_scale", "form_load", "traffic_exponent"].map(str::to_owned);
    let mut draws: Vec<KnownDraw> = names
        .into_iter()
        .chain(parameters.iter().map(Uncertain::full_name))
        .map(|name| KnownDraw { name, mean: 0.0, factored_mean: 0.0 })
        .collect();
    let (_, coordinates) = coordinates(parameters);
    let points = points(scenario.ensemble.sampling, scenario.seed, MANY, coordinates);
    let ignition = ignition_draws(scenario.seed, u64::MAX, MANY, &scenario.fire);
    let mut mean_factor = 0.0;
    for (point, ignition) in points.into_iter().zip(ignition) {
        let values = if point.is_empty() { point } else { values_at(parameters, &point) };
        let draw = scenario.ignition_of(&values).unwrap_or(ignition);
        let [factor, own @ ..] = road.numbers(&draw, scenario);
        mean_factor += factor / MANY as f64;
        for (known, value) in draws.iter_mut().zip(own.iter().chain(&values)) {
            known.mean += value / MANY as f64;
            known.factored_mean += factor * value / MANY as f64;
        }
    }
    Controls { further, mean_factor, draws }
}
