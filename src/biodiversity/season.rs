//! The season of a sward as plants meet it: production, litter, height, and light at sixteen fixed heights.
//!
//! Light at the height of a plant is `exp(-0.6 LAI max(0, 1 - h/H))`: what leaves above it let through. It is worked out
//! from the means of the half-months at sixteen heights, and read between them for each species; growing season and
//! winter weigh 0.6 and 0.4, so that a late autumn cut pays where warm winters keep grass growing.

use crate::lane::math::exp;
use crate::lane::{F64x16, Lane, Lanes};

/// Half-months in a year.
pub const HALF_MONTHS: usize = 24;
/// Heights at which light is worked out, m.
pub const LIGHT_HEIGHTS_M: [f64; 16] =
    [0.03, 0.07, 0.11, 0.15, 0.19, 0.23, 0.28, 0.33, 0.38, 0.44, 0.51, 0.60, 0.70, 0.83, 1.00, 1.35];
/// Extinction of light per unit of leaf area (assumption).
const EXTINCTION: f64 = 0.6;
/// Leaf area of dead plants, m2 per g: dead stems shade too (assumption).
const SHADING_PER_DEAD_G: f64 = 0.005;
const LARGEST_LEAF_AREA: f64 = 8.0;
/// Weight of April to September in the light of a year; the rest is that of the other months (assumption).
const GROWING_SEASON_WEIGHT: f64 = 0.6;
/// First half-month of April, and of October.
const GROWING_SEASON: std::ops::Range<usize> = 6..18;
const GROWING_SEASON_DAYS: f64 = 183.0;
/// Days of the half-months in a year without a leap day.
const HALF_MONTH_DAYS: [f64; HALF_MONTHS] = [
    15.0, 16.0, 15.0, 13.0, 15.0, 16.0, 15.0, 15.0, 15.0, 16.0, 15.0, 15.0, 15.0, 16.0, 15.0, 16.0, 15.0, 15.0, 15.0,
    16.0, 15.0, 15.0, 15.0, 16.0,
];

/// The canopy of a half-month.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Canopy {
    /// Leaf area index that shades, dead plants included.
    pub leaf_area: f64,
    /// Sward height, m.
    pub height_m: f64,
}

/// Leaf area that shades: green leaves and `0.005 m2` per g of dead plants, at most 8.
///
/// - `green`: leaf area index of green leaves
/// - `dead_g_m2`: standing dead and litter, g DM/m2
#[inline(always)]
pub fn shading_leaf_area(green: f64, dead_g_m2: f64) -> f64 {
    (green + SHADING_PER_DEAD_G * dead_g_m2).min(LARGEST_LEAF_AREA)
}

/// Share of the light that reaches a height: `exp(-0.6 LAI max(0, 1 - h/H))`, above 0 up to 1.
///
/// ```
/// use zeis::biodiversity::season::{Canopy, light_at};
/// let canopy = Canopy { leaf_area: 5.0, height_m: 0.6 };
/// assert!((light_at(canopy, 0.3) - 0.2231).abs() < 1e-4);
/// assert_eq!(light_at(canopy, 0.7), 1.0);
/// ```
pub fn light_at(canopy: Canopy, height_m: f64) -> f64 {
    let below = if canopy.height_m > 0.0 { (1.0 - height_m / canopy.height_m).max(0.0) } else { 0.0 };
    exp(-EXTINCTION * canopy.leaf_area * below)
}

/// Light of a year at the sixteen heights.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LightProfile(pub [f64; LIGHT_HEIGHTS_M.len()]);

impl LightProfile {
    /// `0.6` times the mean light of April to September plus `0.4` times that of the other months, at each height.
    #[inline(always)]
    pub fn of(half_months: &[Canopy; HALF_MONTHS]) -> Self {
        let heights = Lanes(LIGHT_HEIGHTS_M);
        let mut sum = F64x16::zero();
        for (half, canopy) in half_months.iter().enumerate() {
            let weight = light_weight(half);
            let light = if canopy.height_m > 0.0 {
                let below = (F64x16::one() - heights * F64x16::splat(1.0 / canopy.height_m)).max(F64x16::zero());
                exp(F64x16::splat(-EXTINCTION * canopy.leaf_area) * below)
            } else {
                F64x16::one()
            };
            sum = sum + F64x16::splat(weight) * light;
        }
        LightProfile(sum.0)
    }

    /// Light at a place between the fixed heights.
    #[inline(always)]
    pub fn at(&self, place: LightPlace) -> f64 {
        let (low, high) = (self.0[place.below], self.0[place.below + 1]);
        low + place.part * (high - low)
    }
}

/// Weight of a half-month in the light of the year; the weights sum to 1.
#[inline(always)]
fn light_weight(half: usize) -> f64 {
    let days = HALF_MONTH_DAYS[half];
    if GROWING_SEASON.contains(&half) {
        GROWING_SEASON_WEIGHT * days / GROWING_SEASON_DAYS
    } else {
        (1.0 - GROWING_SEASON_WEIGHT) * days / (365.0 - GROWING_SEASON_DAYS)
    }
}

/// Where a height lies between the fixed ones; heights beyond the ends count as the end.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LightPlace {
    below: usize,
    part: f64,
}

impl LightPlace {
    /// The place of a height, m.
    pub fn of(height_m: f64) -> Self {
        let heights = &LIGHT_HEIGHTS_M;
        let below = heights.iter().rposition(|&fixed| fixed <= height_m).unwrap_or(0).min(heights.len() - 2);
        let part = (height_m - heights[below]) / (heights[below + 1] - heights[below]);
        LightPlace { below, part: part.clamp(0.0, 1.0) }
    }
}

/// What plants meet in a year on a patch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Season {
    /// Production `Y`, t DM/ha.
    pub production_t_ha: f64,
    /// Standing dead and litter on 31 March, g DM/m2.
    pub dead_spring_g_m2: f64,
    /// Mean sward height of April to September, m.
    pub mean_height_m: f64,
    /// Share of the days of April to September with a sward below 0.15 m within 42 days from a cut.
    pub short_share: f64,
    /// Light at the fixed heights.
    pub light: LightProfile,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_holds_the_light_of_its_seasons() {
        let mut halves = [Canopy { leaf_area: 1.0, height_m: 0.1 }; HALF_MONTHS];
        halves[GROWING_SEASON].fill(Canopy { leaf_area: 5.0, height_m: 0.8 });
        let profile = LightProfile::of(&halves);
        for height_m in [0.05, 0.2, 0.48, 0.75] {
            let exact = 0.6 * light_at(halves[8], height_m) + 0.4 * light_at(halves[2], height_m);
            let found = profile.at(LightPlace::of(height_m));
            assert!((found - exact).abs() < 0.03 * exact, "{height_m}: {found} {exact}");
        }
        assert!((profile.at(LightPlace::of(2.8)) - 1.0).abs() < 1e-12);
        assert!(profile.0.is_sorted());
    }

    #[test]
    fn bare_ground_has_full_light() {
        let profile = LightProfile::of(&[Canopy::default(); HALF_MONTHS]);
        assert!(profile.0.iter().all(|light| (light - 1.0).abs() < 1e-12));
        assert_eq!(shading_leaf_area(2.0, 100.0), 2.5);
        assert_eq!(shading_leaf_area(7.9, 100.0), 8.0);
    }
}
