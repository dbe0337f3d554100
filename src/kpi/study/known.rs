//! What is known of draws before any member is simulated: how fires come about, and drawn parameters.
//!
//! Draws cost nothing, so their means are known from many more draws than there are members. [`precision`](super::precision) corrects
//! means for the draws that the members happen to have.

use crate::ensemble::draws::points;
use crate::ensemble::labels::{Controls, KnownDraw};
use crate::fire::FireParameters;
use crate::fire::ignition::traffic_weight;
use crate::fire::rate_doubt::{IgnitionDraw, Reading, ignition_draws, rate_at};
use crate::lane::math::{exp, ln};
use crate::random::normal_quantile;
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

/// Tag of these draws, apart from those of the members.
const OTHER_DRAWS: u64 = 1 << 40;

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
    let ignition = ignition_draws(scenario.seed, OTHER_DRAWS, MANY, &scenario.fire);
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
    if scenario.ignition_of(&vec![1.0; parameters.len()]).is_none() {
        let (factor, means) = independent(road, &scenario.fire);
        for (known, (mean, factored_mean)) in draws.iter_mut().zip(means) {
            (known.mean, known.factored_mean) = (mean, factored_mean);
        }
        for known in draws.iter_mut().skip(means.len()) {
            known.factored_mean = factor * known.mean;
        }
        mean_factor = factor;
    }
    Controls { further, mean_factor, draws }
}

/// Mean factor of the laws of rate, exponent and form, which are independent, and mean and factored mean of each of the other
/// numbers.
fn independent(road: TypicalRoad, p: &FireParameters) -> (f64, [(f64, f64); DRAW_NUMBERS - 1]) {
    const PARTS: usize = 4096;
    let part = |place: usize| (place as f64 + 0.5) / PARTS as f64;
    let mean = |of: &dyn Fn(f64) -> f64| (0..PARTS).map(|place| of(part(place))).sum::<f64>() / PARTS as f64;
    let exponent = |u: f64| p.traffic_exponent_low + (p.traffic_exponent_high - p.traffic_exponent_low) * u;
    let rate = |u: f64| {
        let g = exponent(u);
        rate_at(p.rate_constant, p.traffic_exponent, g, p) * traffic_weight(road.traffic, g)
    };
    let spread = mean(&|u| exp(p.rate_sd_log * normal_quantile(u)));
    let forms = Reading::ALL.len() as f64;
    let scale = Reading::ALL.iter().map(|form| form.scale(p)).sum::<f64>() / forms;
    let by_rate = spread * mean(&rate);
    let form = |place: usize| (1.0 / forms, by_rate * Reading::ALL[place].scale(p) / forms);
    let by_exponent = scale * spread * mean(&|u| exponent(u) * rate(u));
    (by_rate * scale, [form(1), form(2), form(3), (mean(&exponent), by_exponent)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn means_of_the_laws_are_those_of_many_draws() {
        let (p, road) = (FireParameters::default(), TypicalRoad { traffic: 30_000.0 });
        let (factor, means) = independent(road, &p);
        let draws = ignition_draws(3, 9, MANY, &p);
        let of = |draw: &IgnitionDraw| draw.k * traffic_weight(road.traffic, draw.g) * draw.reading.scale(&p);
        let mean = draws.iter().map(of).sum::<f64>() / MANY as f64;
        assert!((mean / factor - 1.0).abs() < 0.02, "{mean} {factor}");
        let short = |draw: &&IgnitionDraw| draw.reading == Reading::ShortScale;
        let of_short = draws.iter().filter(short).map(of).sum::<f64>() / MANY as f64;
        assert!((of_short / means[0].1 - 1.0).abs() < 0.03, "{of_short} {means:?}");
        let by_exponent = draws.iter().map(|draw| draw.g * of(draw)).sum::<f64>() / MANY as f64;
        assert!((by_exponent / means[3].1 - 1.0).abs() < 0.02, "{by_exponent} {means:?}");
    }
}
