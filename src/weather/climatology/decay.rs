//! How alike random numbers are at two places, by their distance.

use super::extended::season_index;
use super::parse::Table;
use super::tables::StationParameters;
use crate::lane::math::{exp, powf};
use std::sync::OnceLock;

/// Quantities drawn at each place: rain or not, amount, the five variables.
pub const QUANTITIES: usize = 7;

const NAMES: [&str; QUANTITIES] =
    ["omega_occurrence", "rho_amount", "rho_tx", "rho_lndtr", "rho_logit_kt", "rho_logit_rh", "rho_sqrt_wind"];

/// Correlation of the normal numbers of a quantity at two places: `(1 - n) e^(-(d/L)^g - x |D|)`, with their distance d, km, and
/// the difference D of their [`exposure`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct DistanceDecay {
    nugget: f64,
    length_km: f64,
    exponent: f64,
    per_exposure: f64,
}

impl DistanceDecay {
    /// Correlation at a distance above 0, km, and a difference of exposure.
    pub fn correlation(&self, distance_km: f64, exposures_apart: f64) -> f64 {
        let far = powf((distance_km / self.length_km).max(1e-9), self.exponent);
        (1.0 - self.nugget) * exp(-far - self.per_exposure * exposures_apart.abs())
    }
}

/// How open a place lies to the sea: mean logarithm of its daily range of temperature, which is small at the coast.
pub fn exposure(place: &StationParameters) -> f64 {
    const RANGE: usize = 1;
    place.variables.mean.iter().map(|state| state[RANGE].0[0]).sum::<f64>() / place.variables.mean.len() as f64
}

/// The decay of a quantity in a season.
pub fn distance_decay(season: usize, quantity: usize) -> &'static DistanceDecay {
    static DECAYS: OnceLock<[[DistanceDecay; QUANTITIES]; 4]> = OnceLock::new();
    &DECAYS.get_or_init(|| {
        let mut decays = [[DistanceDecay::default(); QUANTITIES]; 4];
        let place = |name: &str| NAMES.iter().position(|&known| known == name).expect("the seven quantities only");
        for row in Table::new(include_str!("../climatology_data/wgen_distance_decay.csv")).rows() {
            decays[season_index(row.text("season"))][place(row.text("quantity"))] = DistanceDecay {
                nugget: row.number("nugget"),
                length_km: row.number("length_km"),
                exponent: row.number("exponent"),
                per_exposure: row.number("per_exposure"),
            };
        }
        decays
    })[season][quantity]
}

#[cfg(test)]
mod tests {
    use super::super::parameters;
    use super::*;

    #[test]
    fn likeness_falls_with_distance_and_with_exposure() {
        let decay = distance_decay(2, 5);
        assert!(decay.correlation(20.0, 0.0) > decay.correlation(60.0, 0.0));
        assert!(decay.correlation(20.0, 0.0) > decay.correlation(20.0, 0.3));
        assert_eq!(decay.correlation(20.0, 0.3), decay.correlation(20.0, -0.3));
        let [inland, island] = [278, 251].map(|number| exposure(parameters(number).expect("station")));
        assert!(inland > island + 0.3, "Heino {inland}, Terschelling {island}");
    }
}
