//! Carbon dioxide in the air under the emission scenarios of KNMI'23.

use super::parse::Table;
use std::sync::OnceLock;

/// Emission scenario behind a KNMI'23 climate scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Emission {
    /// L: SSP1-2.6.
    Low,
    /// M: SSP2-4.5.
    Moderate,
    /// H: SSP5-8.5.
    High,
}

/// Year whose concentration stands for the reference climate 1991-2020.
pub const REFERENCE_YEAR: i16 = 2006;

/// Rows of (scenario, year, ppm), by year within each scenario.
fn rows() -> &'static [(Emission, f64, f64)] {
    static ROWS: OnceLock<Vec<(Emission, f64, f64)>> = OnceLock::new();
    ROWS.get_or_init(|| {
        Table::new(include_str!("../climatology_data/co2_ssp.csv"))
            .rows()
            .filter_map(|row| {
                let emission = match row.text("knmi23_emission_level") {
                    "L" => Emission::Low,
                    "M" => Emission::Moderate,
                    "H" => Emission::High,
                    _ => return None,
                };
                Some((emission, row.number("year"), row.number("co2_ppm")))
            })
            .collect()
    })
}

/// Carbon dioxide of a year, ppm: straight lines between the years of the table (Meinshausen et al. 2020), its first and
/// last value beyond them.
///
/// ```
/// use zeis::weather::climatology::{Emission, co2_ppm};
/// assert_eq!(co2_ppm(Emission::High, 2050), 562.8);
/// assert_eq!(co2_ppm(Emission::Low, 2006), 381.0);
/// ```
pub fn co2_ppm(emission: Emission, year: i16) -> f64 {
    let year = f64::from(year);
    let mut before: Option<(f64, f64)> = None;
    for &(_, at, ppm) in rows().iter().filter(|row| row.0 == emission) {
        if at >= year {
            return before.map_or(ppm, |(x, y)| y + (ppm - y) * (year - x) / (at - x));
        }
        before = Some((at, ppm));
    }
    before.map_or(0.0, |(_, ppm)| ppm)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn concentrations_follow_the_table_and_its_ends() {
        assert_eq!(co2_ppm(Emission::Moderate, 2100), 602.8);
        assert_eq!(co2_ppm(Emission::Low, 2150), 411.1);
        assert_eq!(co2_ppm(Emission::High, 1950), co2_ppm(Emission::High, 1991));
        assert_eq!(co2_ppm(Emission::High, 3000), co2_ppm(Emission::High, 2150));
        for year in 2006..2100 {
            assert!(co2_ppm(Emission::High, year) < co2_ppm(Emission::High, year + 1), "{year}");
        }
    }
}
