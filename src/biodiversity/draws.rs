//! Draws of everything that is assumed about plants and insects, so that regimes can be compared over what is not known.
//!
//! A draw is one set of parameters for all regimes: the same draw for both sides of a pair, which makes differences far less
//! noisy than levels. Triangular over the range of each assumption; optima of nutrients normal with the spread between their
//! sources, heights and second flushes log-normal (0.2 and 0.3), seed lags normal (8 d), animals in the sward ±0.15, losses
//! Beta with a spread of 0.10. Whether a species is in the region of a place is a yes or no of the draw for that place
//! ([`in_region`]).

mod beta;

use super::losses::InsectParameters;
use super::parameters::PlantParameters;
use super::plants::{BLOCK, Column, Plants};
use super::species::Species;
use crate::lane::Lane;
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
    /// Species with their drawn traits.
    pub species: Vec<Species>,
    /// The same as columns, with the drawn parameters.
    pub plants: Plants,
    /// Insects.
    pub insects: InsectParameters,
}

impl LifeDraw {
    /// Draw number `number` of a seed: a function of these two alone, and so the same under every regime and in every climate.
    pub fn new(seed: u64, number: u64) -> Self {
        Self::adjusted(seed, number, |_| ())
    }

    /// The same draw, with plant parameters that a study draws by laws of its own.
    pub fn adjusted(seed: u64, number: u64, adjust: impl FnOnce(&mut PlantParameters)) -> Self {
        Self::of(Species::all(), seed, number, adjust)
    }

    /// The same draw of other species.
    pub fn of(species: &[Species], seed: u64, number: u64, adjust: impl FnOnce(&mut PlantParameters)) -> Self {
        let open = |part| Stream::open(seed, Purpose::LifeDraw, 0, number).part(part);
        let mut stream = open(1);
        let mut parameters =
            PlantParameters::chosen(|row| triangular(stream.uniform(), row.range[0], row.value, row.range[1]));
        adjust(&mut parameters);
        let mut stream = open(2);
        let species: Vec<Species> = species.iter().map(|species| drawn_species(species, &mut stream)).collect();
        LifeDraw { plants: Plants::new(&species, parameters), species, insects: drawn_insects(&mut open(3)) }
    }
}

/// Which species the region of a place holds in a draw: 1 with the chance of its availability, else 0.
///
/// - `place`: key of the place, such as the digest of a name; places of one key have one region
pub fn in_region(plants: &Plants, seed: u64, place: u64, number: u64) -> Column {
    let mut stream = Stream::open(seed, Purpose::LifeDraw, place, number).part(4);
    let mut column = plants.constant(0.0);
    for species in 0..plants.count {
        let (block, at) = (species / BLOCK, species % BLOCK);
        let is_there = stream.uniform() < plants.availability[block].get(at);
        column[block].set(at, f64::from(u8::from(is_there)));
    }
    column
}

fn drawn_species(species: &Species, stream: &mut Stream) -> Species {
    // four draws for each species, whether used or not, so that a changed trait shifts no other
    let [optimum, height, lag, reflower] = std::array::from_fn(|_| stream.normal());
    let lag_days = (f64::from(species.seed_lag_days) + SEED_LAG_SD_DAYS * lag).max(LEAST_SEED_LAG_DAYS);
    Species {
        nutrients: (species.nutrients + species.nutrients_sd * optimum).clamp(1.0, 9.0),
        height_m: species.height_m * exp(HEIGHT_LN_SD * height),
        seed_lag_days: lag_days.round() as u16,
        reflower: (species.reflower * exp(REFLOWER_LN_SD * reflower)).min(1.0),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_are_functions_of_their_key_and_stay_in_their_ranges() {
        let draw = LifeDraw::new(5, 3);
        assert_eq!(draw.insects, LifeDraw::new(5, 3).insects);
        assert_eq!(draw.plants.parameters, LifeDraw::new(5, 3).plants.parameters);
        assert_ne!(draw.insects, LifeDraw::new(5, 4).insects);
        for number in 0..20 {
            let draw = LifeDraw::new(1, number);
            let p = &draw.plants.parameters;
            assert!((250.0..=500.0).contains(&p.litter_scale_g_m2) && (2.0..=6.0).contains(&p.earlier_days_per_degree));
            assert!(draw.insects.loss.iter().flatten().all(|loss| (0.0..=1.0).contains(loss)));
            assert!(draw.insects.growth.iter().all(|growth| *growth > 1.0));
        }
    }

    #[test]
    fn a_region_holds_a_species_as_often_as_it_is_available() {
        let plants = Plants::shipped();
        let mut found = plants.constant(0.0);
        for number in 0..400 {
            let region = in_region(plants, 1, 7, number);
            found.iter_mut().zip(region).for_each(|(sum, there)| *sum = *sum + there);
        }
        for species in 0..plants.count {
            let (block, at) = (species / BLOCK, species % BLOCK);
            let chance = plants.availability[block].get(at);
            assert!((found[block].get(at) / 400.0 - chance).abs() < 0.1, "{species}");
        }
        assert_eq!(in_region(plants, 1, 7, 0), in_region(plants, 1, 7, 0));
        assert_ne!(in_region(plants, 1, 7, 0), in_region(plants, 1, 8, 0));
    }

    #[test]
    fn triangles_have_their_mode_and_ends() {
        assert_eq!(triangular(0.5, 0.0, 1.0, 2.0), 1.0);
        assert!((triangular(1e-12, 0.0, 1.0, 4.0)).abs() < 1e-5);
        assert!((triangular(1.0 - 1e-12, 0.0, 1.0, 4.0) - 4.0).abs() < 1e-5);
        assert_eq!(triangular(0.3, 2.0, 2.0, 2.0), 2.0);
    }
}
