//! What growth reads of a segment: defaults by soil and productivity class, and the rounding that makes equal sites.

use super::cells::Cells;
use super::segment::{ProductivityClass, SiteColumns, Soil};

/// Slope from which water runs off before the root zone fills, degrees (a design choice).
pub const STEEP_DEG: f64 = 18.0;
/// Share of the water capacity that a steep slope keeps (a design choice).
pub const STEEP_CAPACITY_SHARE: f64 = 0.7;
/// Yearly turnover of active organic nitrogen of long-established verges at 10 C, 1/yr.
pub const NETWORK_TURNOVER_PER_YEAR: f64 = 0.06;
/// Nitrogen deposition, kg N/ha/yr.
pub const DEPOSITION_KG_HA: f64 = 19.0;

/// Water capacity of the root zone of a soil on level ground, mm (peat: an assumption).
pub fn capacity_of_soil_mm(soil: Soil) -> f64 {
    match soil {
        Soil::SandDry => 70.0,
        Soil::SandMoist => 100.0,
        Soil::Loam | Soil::LoamCalcareous => 140.0,
        Soil::Clay => 165.0,
        Soil::Peat => 180.0,
    }
}

/// Ellenberg moisture and reaction of a soil.
pub fn ellenberg_of_soil(soil: Soil) -> (f64, f64) {
    match soil {
        Soil::SandDry => (3.5, 4.5),
        Soil::SandMoist | Soil::Loam => (5.0, 6.0),
        Soil::LoamCalcareous => (4.5, 7.5),
        Soil::Clay => (5.5, 7.0),
        Soil::Peat => (7.0, 5.0),
    }
}

/// Nitrogen mineralised in the first year at 10 C, kg N/ha, and shares of the functional groups A-D of a class.
pub fn nitrogen_and_shares_of_class(class: ProductivityClass) -> (f64, [f64; 4]) {
    match class {
        ProductivityClass::Low => (30.0, [0.0, 0.2, 0.4, 0.4]),
        ProductivityClass::Mid => (80.0, [0.1, 0.5, 0.3, 0.1]),
        ProductivityClass::High => (200.0, [0.3, 0.6, 0.1, 0.0]),
    }
}

/// A value moved to the nearest multiple of a step, halves away from zero.
///
/// ```
/// assert_eq!(zeis::network::site::rounded_to(165.0, 10.0), 170.0);
/// ```
pub fn rounded_to(value: f64, step: f64) -> f64 {
    // Whole numbers divided by a whole number give the shortest decimal; `n * 0.05` would not.
    let steps = (value / step).round();
    if step < 1.0 { steps / (1.0 / step).round() } else { steps * step }
}

/// The site of a row, with defaults and rounding. The default water capacity of a steep slope is lowered; a capacity
/// given by the user is taken as it is. Problems go to the cells.
pub fn site_columns(cells: &Cells<'_>, soil: Soil, productivity: ProductivityClass, slope_deg: f64) -> SiteColumns {
    let steep = if slope_deg >= STEEP_DEG { STEEP_CAPACITY_SHARE } else { 1.0 };
    let whc_mm = cells.number("whc_mm", 20.0..=300.0).unwrap_or(capacity_of_soil_mm(soil) * steep);
    let (nitrogen, default_shares) = nitrogen_and_shares_of_class(productivity);
    let (moisture, reaction) = ellenberg_of_soil(soil);
    let number = |column: &str, limits, default: f64| cells.number(column, limits).unwrap_or(default);
    SiteColumns {
        soil,
        productivity,
        whc_mm: rounded_to(whc_mm, 10.0),
        n_mineralisation_kg_ha: rounded_to(number("n_mineralisation_kg_ha", 10.0..=400.0, nitrogen), 5.0),
        n_turnover_per_year: number("n_turnover_per_year", 0.03..=0.2, NETWORK_TURNOVER_PER_YEAR),
        n_deposition_kg_ha: rounded_to(number("n_deposition_kg_ha", 0.0..=80.0, DEPOSITION_KG_HA), 2.0),
        shade: rounded_to(number("shade", 0.0..=0.9, 0.0), 0.05),
        ellenberg_f: rounded_to(number("ellenberg_f", 1.0..=12.0, moisture), 0.5),
        ellenberg_r: rounded_to(number("ellenberg_r", 1.0..=9.0, reaction), 0.5),
        shares: shares(cells, default_shares),
    }
}

/// The shares of the groups: all four given and summing to 1, or the defaults.
fn shares(cells: &Cells<'_>, default: [f64; 4]) -> [f64; 4] {
    const COLUMNS: [&str; 4] = ["share_a", "share_b", "share_c", "share_d"];
    let written = COLUMNS.iter().filter(|column| cells.text(column).is_some()).count();
    let given = COLUMNS.map(|column| cells.number(column, 0.0..=1.0));
    if written == 0 {
        return default;
    }
    if written < 4 {
        cells.problem("N213", "share_a", format!("{written} of the four shares are given"), "give share_a to share_d");
    } else if let [Some(a), Some(b), Some(c), Some(d)] = given {
        let sum = a + b + c + d;
        if (sum - 1.0).abs() <= 1e-6 {
            return [a, b, c, d];
        }
        cells.problem("N213", "share_a", format!("the shares a to d sum to {sum}, not to 1"), "");
    }
    default
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_gives_short_numbers() {
        assert_eq!(rounded_to(0.13, 0.05), 0.15);
        assert_eq!(rounded_to(3.7, 0.5), 3.5);
        assert_eq!(rounded_to(19.0, 2.0), 20.0);
        assert_eq!(rounded_to(70.0 * STEEP_CAPACITY_SHARE, 10.0), 50.0);
    }

    #[test]
    fn default_shares_sum_to_one() {
        for (_, class) in ProductivityClass::WORDS {
            let sum: f64 = nitrogen_and_shares_of_class(class).1.iter().sum();
            assert!((sum - 1.0).abs() < 1e-12);
        }
    }
}
