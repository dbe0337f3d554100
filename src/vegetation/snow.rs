//! Snow pack and melt, from weather alone.
//!
//! Rango & Martinec 1995 and Kokkonen et al. 2006 with the constants of growR; refrozen rain does not reach the soil.

use crate::lane::math::exp;
use crate::vegetation::parameters::Parameters;

/// Water of a day on and under the snow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SnowDay {
    /// Snow water at the end of the day, mm.
    pub snow_mm: f64,
    /// Precipitation that falls as rain, mm.
    pub liquid_mm: f64,
    /// Part of it that refreezes, mm.
    pub refrozen_mm: f64,
    /// Melt, mm.
    pub melt_mm: f64,
}

impl SnowDay {
    /// Rain and melt that reach the soil, mm.
    pub fn infiltration_mm(&self) -> f64 {
        self.liquid_mm - self.refrozen_mm + self.melt_mm
    }
}

/// Snow at the end of a day and water that reaches the soil.
///
/// Precipitation falls as rain with the share `1/(1+exp(-1.5 (T-2)))`; above -1 C snow melts by 3 mm per degree, below it
/// rain refreezes by 0.05 mm per degree.
///
/// - `snow_mm`: snow water of the evening before, mm, 0 or more
/// - `temp_c`: mean temperature, C
/// - `rain_mm`: precipitation, mm, 0 or more
///
/// ```
/// use zeis::vegetation::{parameters::Parameters, snow::snow_day};
/// let day = snow_day(0.0, -5.0, 4.0, &Parameters::verge());
/// assert!(day.snow_mm > 3.99 && day.infiltration_mm() < 0.01);
/// ```
pub fn snow_day(snow_mm: f64, temp_c: f64, rain_mm: f64, p: &Parameters) -> SnowDay {
    let liquid_mm = rain_mm / (1.0 + exp(-p.snow_slope * (temp_c - p.snow_midpoint)));
    let solid = rain_mm - liquid_mm;
    let melts = snow_mm > 0.0 && temp_c >= p.melt_threshold;
    let melt_mm = if melts { snow_mm.min(p.melt_rate * (temp_c - p.melt_threshold)) } else { 0.0 };
    let refrozen_mm =
        if temp_c < p.melt_threshold { liquid_mm.min(p.freeze_rate * (p.melt_threshold - temp_c)) } else { 0.0 };
    SnowDay { snow_mm: (snow_mm + solid + refrozen_mm - melt_mm).max(0.0), liquid_mm, refrozen_mm, melt_mm }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn water_is_neither_made_nor_lost() {
        let p = Parameters::verge();
        let mut snow_mm = 3.0;
        for step in 0..200 {
            let temp_c = f64::from(step % 17) - 8.0;
            let rain_mm = f64::from(step % 5);
            let day = snow_day(snow_mm, temp_c, rain_mm, &p);
            assert!((snow_mm + rain_mm - day.snow_mm - day.infiltration_mm()).abs() < 1e-12);
            assert!(day.infiltration_mm() >= 0.0);
            snow_mm = day.snow_mm;
        }
    }

    #[test]
    fn melt_stops_at_the_snow_there_is() {
        let day = snow_day(2.0, 10.0, 0.0, &Parameters::verge());
        assert_eq!(day.snow_mm, 0.0);
        assert_eq!(day.infiltration_mm(), 2.0);
    }
}
