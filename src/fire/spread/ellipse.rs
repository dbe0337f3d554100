//! The ellipse that a fire from one point grows into, and slope and wind from different sides.
//!
//! A fire spreads fastest with wind and slope (the head), slowest against them (the back). Around the point of ignition it
//! takes the form of an ellipse whose length-to-width ratio rises with the effective wind: the wind on level ground that
//! would give the same spread. Angles are counted from the heading of the fire. Sources: Anderson (1983), INT-305;
//! Andrews (2018), RMRS-GTR-371.

use crate::lane::math::exp;
use crate::units::SECONDS_PER_MINUTE;
use std::f64::consts::PI;

/// Metres in a mile over seconds in an hour: one mile per hour, m/s.
const M_S_PER_MILE_H: f64 = 1609.344 / 3600.0;
/// Largest length-to-width ratio.
const NARROWEST: f64 = 8.0;

/// Length-to-width ratio of a fire at an effective wind at midflame height, m/s.
///
/// `min(8, 0.936 exp(0.1147 U) + 0.461 exp(-0.0692 U) - 0.397)`, `U` in miles per hour, at least 1.
///
/// ```
/// use zeis::fire::spread::ellipse::length_to_width;
/// assert!((length_to_width(0.0) - 1.0).abs() < 1e-12 && length_to_width(30.0) == 8.0);
/// ```
pub fn length_to_width(effective_wind_m_s: f64) -> f64 {
    let wind = effective_wind_m_s / M_S_PER_MILE_H;
    (0.936 * exp(0.1147 * wind) + 0.461 * exp(-0.0692 * wind) - 0.397).clamp(1.0, NARROWEST)
}

/// A fire that grows from one point.
///
/// ```
/// use zeis::fire::spread::ellipse::Ellipse;
/// let fire = Ellipse::new(4.0, 2.0);
/// assert!((fire.toward(1.0) - 4.0).abs() < 1e-12 && (fire.toward(-1.0) - fire.backing_m_min()).abs() < 1e-12);
/// assert!(((4.0 + fire.backing_m_min()) / (2.0 * fire.flanking_m_min()) - 2.0).abs() < 1e-12);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ellipse {
    /// Spread of the head, m/min, 0 and up.
    pub head_m_min: f64,
    /// Length-to-width ratio, 1 and up.
    pub length_to_width: f64,
    eccentricity: f64,
}

impl Ellipse {
    /// A fire with this spread of the head, m/min, and length-to-width ratio, 1 and up.
    pub fn new(head_m_min: f64, length_to_width: f64) -> Self {
        let eccentricity = (length_to_width * length_to_width - 1.0).sqrt() / length_to_width;
        Ellipse { head_m_min, length_to_width, eccentricity }
    }

    /// Spread against wind and slope, m/min: `R (1 - e) / (1 + e)`.
    pub fn backing_m_min(&self) -> f64 {
        self.head_m_min * (1.0 - self.eccentricity) / (1.0 + self.eccentricity)
    }

    /// Spread of either flank, m/min: `(R + R_back) / (2 LW)`.
    pub fn flanking_m_min(&self) -> f64 {
        (self.head_m_min + self.backing_m_min()) / (2.0 * self.length_to_width)
    }

    /// Spread from the point of ignition in a direction, m/min: `R (1 - e) / (1 - e cos gamma)`.
    ///
    /// - `cosine`: of the angle `gamma` between the heading and the direction, -1 to 1
    pub fn toward(&self, cosine: f64) -> f64 {
        self.head_m_min * (1.0 - self.eccentricity) / (1.0 - self.eccentricity * cosine)
    }

    /// Rate at which the burnt area widens, seen along a direction, m/min: `2 sqrt(a2 cos2 gamma + b2 sin2 gamma)` with
    /// `a = (R + R_back) / 2` and `b` the spread of a flank.
    ///
    /// Across the wind (`cosine` 0) it is `2 b`, along it (1) `R + R_back`.
    pub fn extent_m_min(&self, cosine: f64) -> f64 {
        let along = 0.5 * (self.head_m_min + self.backing_m_min()) * cosine;
        let flank = self.flanking_m_min();
        2.0 * (along * along + flank * flank * (1.0 - cosine * cosine)).sqrt()
    }

    /// Area over the square of time, m2/min2: `pi a b`.
    pub fn area_m2_min2(&self) -> f64 {
        PI * 0.5 * (self.head_m_min + self.backing_m_min()) * self.flanking_m_min()
    }
}

/// Wind and slope put together: how much they raise the spread, and where to.
///
/// `x = phi_s + phi_w cos theta`, `y = phi_w sin theta`; the spread is `R0 (1 + sqrt(x2 + y2))`, its heading `atan2(y, x)`.
///
/// - `by_wind`, `by_slope`: the factors `phi` of each alone, 0 and up
/// - `theta_deg`: where the wind blows to, counted from upslope, degrees
///
/// Gives the factor of both and the heading from upslope, degrees, -180 to 180.
///
/// ```
/// let (factor, heading_deg) = zeis::fire::spread::ellipse::wind_on_slope(3.0, 4.0, 90.0);
/// assert!((factor - 5.0).abs() < 1e-12 && (heading_deg - 36.869_897_645_844_02).abs() < 1e-9);
/// ```
pub fn wind_on_slope(by_wind: f64, by_slope: f64, theta_deg: f64) -> (f64, f64) {
    if theta_deg == 0.0 {
        return (by_wind + by_slope, 0.0);
    }
    let theta = theta_deg.to_radians();
    let upslope = by_slope + by_wind * libm::cos(theta);
    let aside = by_wind * libm::sin(theta);
    ((upslope * upslope + aside * aside).sqrt(), libm::atan2(aside, upslope).to_degrees())
}

/// Wind on level ground, m/s, from ft/min.
pub(super) fn m_s_of_ft_min(wind_ft_min: f64) -> f64 {
    wind_ft_min * crate::units::METRE_PER_FOOT / SECONDS_PER_MINUTE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_wind_the_fire_is_a_circle() {
        let circle = Ellipse::new(0.7, length_to_width(0.0));
        for cosine in [-1.0, -0.3, 0.0, 0.5, 1.0] {
            assert!((circle.toward(cosine) - 0.7).abs() < 1e-6 && (circle.extent_m_min(cosine) - 1.4).abs() < 1e-6);
        }
        assert!((circle.area_m2_min2() - PI * 0.49).abs() < 1e-6);
    }

    #[test]
    fn extents_are_those_of_the_points_of_the_ellipse() {
        let fire = Ellipse::new(6.0, 3.0);
        for angle in [0.0_f64, 0.4, 1.1, std::f64::consts::FRAC_PI_2] {
            let (cos, sin) = (libm::cos(angle), libm::sin(angle));
            // The farthest of many points of the rim on either side, seen along the direction.
            let reach = |step: u32| {
                let gamma = f64::from(step) * 2.0 * PI / 20_000.0;
                let rate = fire.toward(libm::cos(gamma));
                rate * (libm::cos(gamma) * cos + libm::sin(gamma) * sin)
            };
            let (low, high) = (0..20_000).map(reach).fold((0.0_f64, 0.0_f64), |(l, h), x| (l.min(x), h.max(x)));
            assert!((high - low - fire.extent_m_min(cos)).abs() < 1e-5, "{angle}");
        }
    }

    #[test]
    fn wind_down_a_slope_works_against_it() {
        let (factor, heading) = wind_on_slope(3.0, 1.0, 180.0);
        assert!((factor - 2.0).abs() < 1e-12 && (heading.abs() - 180.0).abs() < 1e-9);
        assert_eq!(wind_on_slope(3.0, 1.0, 0.0), (4.0, 0.0));
        assert!(length_to_width(2.0) > length_to_width(1.0));
    }
}
