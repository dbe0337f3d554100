//! Doubt about the rate of ignition and the form of susceptibility, as draws of parameters.
//!
//! | what | law | why |
//! |---|---|---|
//! | exponent of traffic `g` | uniform 0.1-0.5 | one English count gives 0.27, alone |
//! | rate `k` | log-normal around `k(g)`, standard deviation of `ln k` 0.7 | about a factor two either way |
//! | susceptibility | flame with scale 0.25, 0.5 or 1 m, or load and curing: equally likely | none can be told from the others by counts |
//!
//! `k(g)` keeps the fires of the country as counted when `g` changes, and every form of susceptibility is scaled to the same
//! count. So the draws spread levels a lot and differences between regimes by their form alone. Ranges: assumptions.
//!
//! Draws are stratified: of `n` draws each `n`th part of every law has one, so that medians carry little noise.

use super::ignition::traffic_weight;
use super::parameters::FireParameters;
use super::spread::SpreadModel;
use crate::lane::math::exp;
use crate::random::{Purpose, Stream, normal_quantile};

/// A form of susceptibility.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// By the flame, with the scale of the parameters: the default.
    Flame,
    /// By the flame, with half that scale.
    ShortScale,
    /// By the flame, with twice that scale.
    LongScale,
    /// By dead load and curing.
    Load,
}

/// Number of forms.
pub const FORMS: usize = 4;

impl Reading {
    /// Every form.
    pub const ALL: [Reading; FORMS] = [Reading::Flame, Reading::ShortScale, Reading::LongScale, Reading::Load];

    /// Year sum over the country, mean of 2017 and 2018, that the counted fires are divided by.
    pub fn national_sum(self, p: &FireParameters) -> f64 {
        match (self, p.spread_model) {
            (Reading::Flame, model) => national_sum_after(model, p),
            (Reading::ShortScale, SpreadModel::Rothermel) => p.national_short_scale_per_year,
            (Reading::LongScale, SpreadModel::Rothermel) => p.national_long_scale_per_year,
            (Reading::ShortScale, SpreadModel::Cheney) => p.national_cheney_short_scale_per_year,
            (Reading::LongScale, SpreadModel::Cheney) => p.national_cheney_long_scale_per_year,
            (Reading::Load, _) => p.national_load_per_year,
        }
    }

    /// Factor that brings year sums of this form to the fires that the default form was calibrated to.
    pub fn scale(self, p: &FireParameters) -> f64 {
        Reading::Flame.national_sum(p) / self.national_sum(p)
    }
}

/// Year sum of susceptibility over the country by the flame of a model of spread, mean of 2017 and 2018.
pub fn national_sum_after(model: SpreadModel, p: &FireParameters) -> f64 {
    match model {
        SpreadModel::Rothermel => p.national_susceptibility_per_year,
        SpreadModel::Cheney => p.national_cheney_per_year,
    }
}

/// One way the fires may come about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IgnitionDraw {
    /// Rate, per km-day per (vehicle/day)^g.
    pub k: f64,
    /// Exponent of traffic.
    pub g: f64,
    /// Form of susceptibility.
    pub reading: Reading,
}

impl IgnitionDraw {
    /// Rate and form of the parameters.
    pub fn central(p: &FireParameters) -> Self {
        IgnitionDraw { k: p.rate_constant, g: p.traffic_exponent, reading: Reading::Flame }
    }
}

/// Sum over the roads of the country of length times `traffic^g`, km: motorways and other roads (unconfirmed).
pub fn national_weight(g: f64, p: &FireParameters) -> f64 {
    p.motorway_km * traffic_weight(p.motorway_traffic, g) + p.other_road_km * traffic_weight(p.other_road_traffic, g)
}

/// Rate at another exponent of traffic that gives as many fires: `k W(g0) / W(g)` over the roads of the country, or
/// `k T^(g0 - g)` after a calibration on roads of the traffic `T`.
///
/// - `k`, `g`: a rate with its exponent; `other_g`: the other exponent, 0-1
///
/// ```
/// use zeis::fire::{FireParameters, rate_doubt::rate_at};
/// let p = FireParameters::default();
/// let k = rate_at(2.1e-4, 0.3, 0.5, &p);
/// assert!((k - 4.5e-5).abs() < 0.2e-5);
/// ```
pub fn rate_at(k: f64, g: f64, other_g: f64, p: &FireParameters) -> f64 {
    if p.calibrated_traffic > 0.0 {
        return k * traffic_weight(p.calibrated_traffic, g) / traffic_weight(p.calibrated_traffic, other_g);
    }
    k * national_weight(g, p) / national_weight(other_g, p)
}

/// `n` draws; the same for every regime, segment and climate.
///
/// - `seed`: of the scenario; `tag`: tells sets of draws apart
pub fn ignition_draws(seed: u64, tag: u64, n: usize, p: &FireParameters) -> Vec<IgnitionDraw> {
    let mut stream = Stream::open(seed, Purpose::ParameterDraw, 0, tag);
    let [rates, exponents, readings] = [(); 3].map(|()| shuffled(n, &mut stream));
    let part = |rank: usize| (rank as f64 + 0.5) / n as f64;
    let draw = |index: usize| {
        let range = p.traffic_exponent_high - p.traffic_exponent_low;
        let g = p.traffic_exponent_low + range * part(exponents[index]);
        let spread = exp(p.rate_sd_log * normal_quantile(part(rates[index])));
        IgnitionDraw {
            k: rate_at(p.rate_constant, p.traffic_exponent, g, p) * spread,
            g,
            reading: Reading::ALL[readings[index] * Reading::ALL.len() / n],
        }
    };
    (0..n).map(draw).collect()
}

/// The numbers below `n` in a drawn order (Fisher and Yates).
fn shuffled(n: usize, stream: &mut Stream) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    for last in (1..n).rev() {
        order.swap(last, stream.below(last + 1));
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_fill_their_laws_evenly() {
        let p = FireParameters::default();
        let draws = ignition_draws(1, 0, 400, &p);
        assert_eq!(draws, ignition_draws(1, 0, 400, &p));
        assert_ne!(draws, ignition_draws(2, 0, 400, &p));
        for reading in Reading::ALL {
            assert_eq!(draws.iter().filter(|draw| draw.reading == reading).count(), 100);
        }
        let mut exponents: Vec<f64> = draws.iter().map(|draw| draw.g).collect();
        exponents.sort_unstable_by(f64::total_cmp);
        assert!((exponents[199] - 0.3).abs() < 2e-3 && exponents[0] > 0.1 && exponents[399] < 0.5);
        let logs: Vec<f64> =
            draws.iter().map(|draw| (draw.k / rate_at(p.rate_constant, p.traffic_exponent, draw.g, &p)).ln()).collect();
        let mean = logs.iter().sum::<f64>() / 400.0;
        let sd = (logs.iter().map(|x| x * x).sum::<f64>() / 400.0).sqrt();
        assert!(mean.abs() < 1e-12 && (sd - 0.7).abs() < 0.01, "{mean} {sd}");
    }

    #[test]
    fn one_draw_is_the_middle_of_the_laws() {
        let p = FireParameters::default();
        let draw = ignition_draws(9, 3, 1, &p)[0];
        assert!((draw.k / p.rate_constant - 1.0).abs() < 1e-12 && (draw.g - 0.3).abs() < 1e-12);
    }

    #[test]
    fn rates_of_other_exponents_are_those_of_the_page() {
        let p = FireParameters::default();
        // The calibration rule with 3075 fires and 11.85 a year.
        let k = 3075.0 / (11.885 * national_weight(0.5, &p));
        assert!((k - 4.5e-5).abs() < 0.05e-5, "{k}");
        assert!((rate_at(rate_at(2e-4, 0.3, 0.1, &p), 0.1, 0.3, &p) - 2e-4).abs() < 1e-18);
        assert_eq!(Reading::Flame.scale(&p), 1.0);
        // Calibrated on roads of one traffic: fires on such a road stay the same.
        let own = FireParameters { calibrated_traffic: 50_000.0, ..p };
        let k = rate_at(2e-4, 0.3, 0.5, &own);
        assert!((k * traffic_weight(50_000.0, 0.5) / (2e-4 * traffic_weight(50_000.0, 0.3)) - 1.0).abs() < 1e-12);
    }
}
