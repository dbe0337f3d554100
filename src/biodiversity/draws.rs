//! Draws of everything that is assumed about plants and insects, so that regimes can be compared over what is not known.
//!
//! A draw is one set of parameters for all regimes: the same draw for both sides of a pair, which makes differences far less
//! noisy than levels. Triangular over the range of each assumption; optima of nutrients normal with the spread between their
//! sources, heights and second flushes log-normal (0.2 and 0.3), seed lags normal (8 d), animals in the sward ±0.15, losses
//! Beta with a spread of 0.10, availability a yes or no of the region.

mod beta;

use super::losses::InsectParameters;
use super::parameters::PlantParameters;
use super::plants::Plants;
use super::species::Species;
use crate::lane::math::exp;
use crate::random::{Purpose, Stream};

pub use beta::beta_quantile;

const HEIGHT_LN_SD: f64 = 0.2;
const REFLOWER_LN_SD: f64 = 0.3;
const SEED_LAG_SD_DAYS: f64 = 8.0;
const LEAST_SEED_LAG_DAYS: f64 = 5.0;
const IN_SWARD_SPREAD: f64 = 0.15;
const LOSS_SD: f64 = 0.10;
/// Least and largest factor on the yearly growth of insects.
const GROWTH_FACTORS: [f64; 2] = [0.7, 1.4];

/// One set of what is assumed about plants and insects.
#[derive(Clone, Debug)]
pub struct LifeDraw {
    /// Plants.
    pub plants: Plants,
    /// Insects.
    pub insects: InsectParameters,
}

impl LifeDraw {
    /// Draw number `number` of a seed for a place (`node`): a function of these three alone.
    pub fn new(seed: u64, node: u64, number: u64) -> Self {
        Self::adjusted(seed, node, number, |_| ())
    }

    /// The same draw, with plant parameters that a study draws by laws of its own.
    pub fn adjusted(seed: u64, node: u64, number: u64, adjust: impl FnOnce(&mut PlantParameters)) -> Self {
        let open = |part| Stream::open(seed, Purpose::ParameterDraw, node, number).part(part);
        let mut stream = open(1);
        let mut parameters =
            PlantParameters::chosen(|row| triangular(stream.uniform(), row.range[0], row.value, row.range[1]));
        adjust(&mut parameters);
        let mut stream = open(2);
        let species: Vec<Species> = Species::all().iter().map(|species| drawn_species(species, &mut stream)).collect();
        LifeDraw { plants: Plants::new(&species, parameters), insects: drawn_insects(&mut open(3)) }
    }
}

fn drawn_species(species: &Species, stream: &mut Stream) -> Species {
    // five draws for each species, whether used or not, so that a changed trait shifts no other
    let [optimum, height, lag, reflower] = std::array::from_fn(|_| stream.normal());
    let in_region = stream.uniform() < species.availability;
    let lag_days = (f64::from(species.seed_lag_days) + SEED_LAG_SD_DAYS * lag).max(LEAST_SEED_LAG_DAYS);
    Species {
        nutrients: (species.nutrients + species.nutrients_sd * optimum).clamp(1.0, 9.0),
        height_m: species.height_m * exp(HEIGHT_LN_SD * height),
        seed_lag_days: lag_days.round() as u16,
        reflower: (species.reflower * exp(REFLOWER_LN_SD * reflower)).min(1.0),
        availability: f64::from(u8::from(in_region)),
        ..species.clone()
    }
}

fn drawn_insects(stream: &mut Stream) -> InsectParameters {
    let mut insects = InsectParameters::default();
    for share in insects.in_sward.iter_mut().flatten() {
        *share = (*share + IN_SWARD_SPREAD * (2.0 * stream.uniform() - 1.0)).clamp(0.0, 1.0);
    }
    for loss in insects.loss.iter_mut().flatten() {
        *loss = beta_quantile(stream.uniform(), *loss, LOSS_SD);
    }
    let [least, most] = GROWTH_FACTORS;
    for growth in &mut insects.growth {
        // a population that cannot grow has no long-run level
        *growth = (*growth * triangular(stream.uniform(), least, 1.0, most)).max(1.05);
    }
    insects
}

/// Quantile of the triangular distribution from `low` over `mode` to `high`; the mode where there is no range.
pub fn triangular(p: f64, low: f64, mode: f64, high: f64) -> f64 {
    let range = high - low;
    if range <= 0.0 {
        return mode;
    }
    let rising = (mode - low) / range;
    if p < rising { low + (p * range * (mode - low)).sqrt() } else { high - ((1.0 - p) * range * (high - mode)).sqrt() }
}

/// Share of the draws in which one value is above another; ties count half.
///
/// ```
/// assert_eq!(zeis::biodiversity::draws::probability_above(&[2.0, 1.0, 3.0, 0.0], &[1.0, 1.0, 1.0, 1.0]), 0.625);
/// ```
pub fn probability_above(one: &[f64], other: &[f64]) -> f64 {
    let worth = |(a, b): (&f64, &f64)| match a.total_cmp(b) {
        std::cmp::Ordering::Greater => 1.0,
        std::cmp::Ordering::Equal => 0.5,
        std::cmp::Ordering::Less => 0.0,
    };
    one.iter().zip(other).map(worth).sum::<f64>() / one.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_are_functions_of_their_key_and_stay_in_their_ranges() {
        let draw = LifeDraw::new(5, 260, 3);
        assert_eq!(draw.insects, LifeDraw::new(5, 260, 3).insects);
        assert_eq!(draw.plants.parameters, LifeDraw::new(5, 260, 3).plants.parameters);
        assert_ne!(draw.insects, LifeDraw::new(5, 260, 4).insects);
        for number in 0..20 {
            let draw = LifeDraw::new(1, 0, number);
            let p = &draw.plants.parameters;
            assert!((250.0..=500.0).contains(&p.litter_scale_g_m2) && (2.0..=6.0).contains(&p.earlier_days_per_degree));
            assert!(draw.insects.loss.iter().flatten().all(|loss| (0.0..=1.0).contains(loss)));
            assert!(draw.insects.growth.iter().all(|growth| *growth > 1.0));
        }
    }

    #[test]
    fn triangles_have_their_mode_and_ends() {
        assert_eq!(triangular(0.5, 0.0, 1.0, 2.0), 1.0);
        assert!((triangular(1e-12, 0.0, 1.0, 4.0)).abs() < 1e-5);
        assert!((triangular(1.0 - 1e-12, 0.0, 1.0, 4.0) - 4.0).abs() < 1e-5);
        assert_eq!(triangular(0.3, 2.0, 2.0, 2.0), 2.0);
    }
}
