//! How alike random numbers are at two places, by their distance.

use super::extended::season_index;
use super::parse::Table;
use crate::lane::math::{exp, powf};
use std::sync::OnceLock;

/// Quantities drawn at each place: rain or not, amount, the five variables.
pub const QUANTITIES: usize = 7;

const NAMES: [&str; QUANTITIES] =
    ["omega_occurrence", "rho_amount", "rho_tx", "rho_lndtr", "rho_logit_kt", "rho_logit_rh", "rho_sqrt_wind"];

/// Correlation of the normal numbers of a quantity at two places: `1 - f (1 - (1 - n) e^(-(d/L)^g))`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct DistanceDecay {
    nugget: f64,
    length_km: f64,
    exponent: f64,
    factor: f64,
}

impl DistanceDecay {
    /// Correlation at a distance above 0, km.
    pub fn correlation(&self, distance_km: f64) -> f64 {
        let raw = (1.0 - self.nugget) * exp(-powf((distance_km / self.length_km).max(1e-9), self.exponent));
        1.0 - self.factor * (1.0 - raw)
    }
}

/// The decay of a quantity in a season.
pub fn distance_decay(season: usize, quantity: usize) -> &'static DistanceDecay {
    static DECAYS: OnceLock<[[DistanceDecay; QUANTITIES]; 4]> = OnceLock::new();
    &DECAYS.get_or_init(|| {
        let mut decays = [[DistanceDecay::default(); QUANTITIES]; 4];
        let place = |name: &str| NAMES.iter().position(|&known| known == name).expect("the seven quantities only");
        for row in Table::new(include_str!("../climatology_data/wgen_distance_decay.csv")).rows() {
            let decay = &mut decays[season_index(row.text("season"))][place(row.text("quantity"))];
            decay.nugget = row.number("nugget");
            decay.length_km = row.number("length_km");
            decay.exponent = row.number("exponent");
        }
        for row in Table::new(include_str!("../climatology_data/wgen_spatial_adjustment.csv")).rows() {
            decays[season_index(row.text("season"))][place(row.text("quantity"))].factor = row.number("factor");
        }
        decays
    })[season][quantity]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unadjusted_curve_has_its_tabulated_values() {
        let decay = distance_decay(0, 0);
        let raw = DistanceDecay { factor: 1.0, ..*decay };
        assert!((raw.correlation(50.0) - 0.9555).abs() < 2e-3 && (raw.correlation(200.0) - 0.8109).abs() < 2e-3);
        assert!((decay.correlation(50.0) - (1.0 - 0.75 * (1.0 - raw.correlation(50.0)))).abs() < 1e-12);
    }
}
