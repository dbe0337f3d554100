//! Standard grass models GR1-GR9 and the reference verge beds VB1-VB5.

use super::general::Fuel;
use crate::units::{KJ_KG_PER_BTU_LB, METRE_PER_FOOT, POUND_FT2_PER_KG_M2};

/// lb/ft2 in a short ton per acre.
const POUND_FT2_PER_TON_ACRE: f64 = 2000.0 / 43560.0;
/// Particle size of the 10-h class, 1/ft.
const SIGMA_10H: f64 = 109.0;
/// Heat content of the verge beds, kJ/kg.
const VERGE_HEAT_KJ_KG: f64 = 18622.0;

/// Name, depth ft, extinction, loads 1-h, 10-h and herb in ton/acre, sigma 1-h and herb in 1/ft, heat Btu/lb.
///
/// Source: Scott and Burgan (2005), table 7.
const GRASS: [(&str, [f64; 8]); 9] = [
    ("GR1", [0.4, 0.15, 0.10, 0.0, 0.30, 2200.0, 2000.0, 8000.0]),
    ("GR2", [1.0, 0.15, 0.10, 0.0, 1.00, 2000.0, 1800.0, 8000.0]),
    ("GR3", [2.0, 0.30, 0.10, 0.40, 1.50, 1500.0, 1300.0, 8000.0]),
    ("GR4", [2.0, 0.15, 0.25, 0.0, 1.90, 2000.0, 1800.0, 8000.0]),
    ("GR5", [1.5, 0.40, 0.40, 0.0, 2.50, 1800.0, 1600.0, 8000.0]),
    ("GR6", [1.5, 0.40, 0.10, 0.0, 3.40, 2200.0, 2000.0, 9000.0]),
    ("GR7", [3.0, 0.15, 1.00, 0.0, 5.40, 2000.0, 1800.0, 8000.0]),
    ("GR8", [4.0, 0.30, 0.50, 1.00, 7.30, 1500.0, 1300.0, 8000.0]),
    ("GR9", [5.0, 0.40, 1.00, 1.00, 9.00, 1800.0, 1600.0, 8000.0]),
];

/// Name, depth m, extinction, loads 1-h and herb in kg/m2, sigma 1-h and herb in 1/m: short regrowth, low-productive
/// uncut, productive uncut, rough with several years of thatch, mulched cuttings. Our own choices, for comparison.
const VERGE: [(&str, [f64; 6]); 5] = [
    ("VB1", [0.10, 0.20, 0.05, 0.10, 7200.0, 6500.0]),
    ("VB2", [0.30, 0.20, 0.10, 0.25, 6500.0, 5900.0]),
    ("VB3", [0.60, 0.25, 0.20, 0.45, 6000.0, 5500.0]),
    ("VB4", [0.90, 0.30, 0.40, 0.60, 5500.0, 5000.0]),
    ("VB5", [0.05, 0.25, 0.35, 0.05, 6000.0, 5500.0]),
];

/// Fuel of a model by its code, in any case of letters.
///
/// ```
/// let tall_grass = zeis::fire::spread::models::fuel_of_model("gr4").map(|fuel| fuel.depth_ft);
/// assert_eq!(tall_grass, Some(2.0));
/// ```
pub fn fuel_of_model(code: &str) -> Option<Fuel> {
    let grass = GRASS.iter().find(|(name, _)| name.eq_ignore_ascii_case(code)).map(|(_, row)| {
        let [depth_ft, extinction, one_hour, ten_hour, herb, sigma_1h, sigma_herb, heat] = *row;
        Fuel {
            depth_ft,
            extinction,
            load_1h: one_hour * POUND_FT2_PER_TON_ACRE,
            load_10h: ten_hour * POUND_FT2_PER_TON_ACRE,
            load_herb: herb * POUND_FT2_PER_TON_ACRE,
            sigma_1h,
            sigma_herb,
            heat_btu_lb: heat,
            ..Fuel::default()
        }
    });
    grass.or_else(|| {
        VERGE.iter().find(|(name, _)| name.eq_ignore_ascii_case(code)).map(|(_, row)| {
            let [depth_m, extinction, one_hour, herb, sigma_1h, sigma_herb] = *row;
            fuel_of_metric(depth_m, extinction, [one_hour, 0.0, herb], [sigma_1h, sigma_herb], VERGE_HEAT_KJ_KG)
        })
    })
}

/// Fuel given in metric units: depth m, extinction 0-1, loads kg/m2 of 1-h, 10-h and herb, sigma 1/m of 1-h and herb,
/// heat kJ/kg.
pub fn fuel_of_metric(depth_m: f64, extinction: f64, loads: [f64; 3], sigmas: [f64; 2], heat_kj_kg: f64) -> Fuel {
    Fuel {
        depth_ft: depth_m / METRE_PER_FOOT,
        extinction,
        load_1h: loads[0] * POUND_FT2_PER_KG_M2,
        load_10h: loads[1] * POUND_FT2_PER_KG_M2,
        load_herb: loads[2] * POUND_FT2_PER_KG_M2,
        sigma_1h: sigmas[0] * METRE_PER_FOOT,
        sigma_herb: sigmas[1] * METRE_PER_FOOT,
        heat_btu_lb: heat_kj_kg / KJ_KG_PER_BTU_LB,
        ..Fuel::default()
    }
}

impl Default for Fuel {
    /// An empty bed with the mineral content and 10-h size of all standard models.
    fn default() -> Self {
        Fuel {
            depth_ft: 1.0,
            extinction: 0.15,
            load_1h: 0.0,
            load_10h: 0.0,
            load_herb: 0.0,
            sigma_1h: 2000.0,
            sigma_10h: SIGMA_10H,
            sigma_herb: 1800.0,
            heat_btu_lb: 8000.0,
            minerals_total: 0.0555,
            minerals_effective: 0.010,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_model_is_found_and_no_other() {
        for n in 1..=9 {
            assert!(fuel_of_model(&format!("GR{n}")).is_some());
        }
        for n in 1..=5 {
            assert!(fuel_of_model(&format!("VB{n}")).is_some());
        }
        assert_eq!(fuel_of_model("GS1"), None);
    }
}
