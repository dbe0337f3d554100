//! Every conversion factor in the crate.
//!
//! One unit per quantity: mass kg DM/ha, loads kg/m2, water mm, temperature degrees C, radiation MJ/m2/d, wind km/h in
//! fire and m/s in weather, lengths m, areas m2, money EUR, shares 0-1.

/// Seconds in a minute.
pub const SECONDS_PER_MINUTE: f64 = 60.0;
/// Minutes in an hour.
pub const MINUTES_PER_HOUR: f64 = 60.0;
/// m/s to km/h.
pub const KM_H_PER_M_S: f64 = 3.6;
/// kg/ha to kg/m2.
pub const KG_M2_PER_KG_HA: f64 = 1e-4;
/// kg/ha to g/m2.
pub const G_M2_PER_KG_HA: f64 = 0.1;
/// kg/ha to t/ha, and kg to t.
pub const TONNE_PER_KG: f64 = 1e-3;
/// m2 to ha.
pub const HA_PER_M2: f64 = 1e-4;
/// m to km.
pub const KM_PER_M: f64 = 1e-3;
/// Metres in a foot.
pub const METRE_PER_FOOT: f64 = 0.3048;
/// Kilograms in a pound.
pub const KG_PER_POUND: f64 = 0.453_592_37;
/// Kilojoules in a British thermal unit (international table).
pub const KJ_PER_BTU: f64 = 1.055_055_852_62;
/// kJ/kg in a Btu/lb.
pub const KJ_KG_PER_BTU_LB: f64 = 2.326;
/// lb/ft2 in a kg/m2.
pub const POUND_FT2_PER_KG_M2: f64 = METRE_PER_FOOT * METRE_PER_FOOT / KG_PER_POUND;
/// ft/min in a km/h.
pub const FT_MIN_PER_KM_H: f64 = 1000.0 / METRE_PER_FOOT / 60.0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factors_agree_with_their_published_values() {
        assert!((POUND_FT2_PER_KG_M2 - 0.204816144).abs() < 1e-9);
        assert!((1.0 / FT_MIN_PER_KM_H - 0.018288).abs() < 1e-12);
        assert!((KJ_PER_BTU / KG_PER_POUND - KJ_KG_PER_BTU_LB).abs() < 1e-9);
    }
}
