//! The form of tables: any fuel bed of grass, with two dead sizes, transfer of cured herbs, and slope.

use super::ellipse::{Ellipse, length_to_width, m_s_of_ft_min, wind_on_slope};
use super::particle::{BedCoefficients, effective_heating, live_heating};
use super::quantities as q;
use crate::fire::intensity::{fireline_intensity, flame_length};
use crate::lane::math::{exp, ln};
use crate::units::{FT_MIN_PER_KM_H, KG_PER_POUND, KJ_PER_BTU, METRE_PER_FOOT, SECONDS_PER_MINUTE};

/// A fuel bed in the units of the models: lb, ft, Btu.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fuel {
    /// Depth, ft, above 0.
    pub depth_ft: f64,
    /// Dead moisture of extinction, 0-1.
    pub extinction: f64,
    /// Load of dead fuel below 6 mm, lb/ft2.
    pub load_1h: f64,
    /// Load of dead fuel of 6-25 mm, lb/ft2.
    pub load_10h: f64,
    /// Load of herbs, of which the cured share counts as dead, lb/ft2.
    pub load_herb: f64,
    /// Surface-area-to-volume ratio of the 1-h class, 1/ft.
    pub sigma_1h: f64,
    /// Surface-area-to-volume ratio of the 10-h class, 1/ft.
    pub sigma_10h: f64,
    /// Surface-area-to-volume ratio of herbs, 1/ft.
    pub sigma_herb: f64,
    /// Heat content, Btu/lb.
    pub heat_btu_lb: f64,
    /// Total mineral content, 0-1.
    pub minerals_total: f64,
    /// Effective mineral content, 0-1.
    pub minerals_effective: f64,
}

/// Moisture, wind and slope that a bed burns in.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Surroundings {
    /// Dead moisture, 0 and up, the same in all dead classes.
    pub dead_moisture: f64,
    /// Moisture of live herbs, 0 and up.
    pub live_moisture: f64,
    /// Wind at 10 m, km/h.
    pub wind_km_h: f64,
    /// Where the wind blows to, counted from upslope, degrees; 0 upslope.
    pub wind_from_upslope_deg: f64,
    /// Slope, degrees, 0-60.
    pub slope_deg: f64,
}

/// Fire behaviour of a bed, with the quantities that lead to it, in metric units.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FireBehaviour {
    /// Wind at midflame height, m/s.
    pub midflame_wind_m_s: f64,
    /// Characteristic surface-area-to-volume ratio, 1/m.
    pub sigma_per_m: f64,
    /// Bulk density, kg/m3.
    pub bulk_density_kg_m3: f64,
    /// Packing ratio.
    pub packing_ratio: f64,
    /// Packing ratio over the optimum.
    pub relative_packing: f64,
    /// Reaction intensity, kW/m2.
    pub reaction_intensity_kw_m2: f64,
    /// Rate of spread of the head, m/min.
    pub spread_m_min: f64,
    /// Heat per area, kJ/m2.
    pub heat_per_area_kj_m2: f64,
    /// Fireline intensity, kW/m.
    pub intensity_kw_m: f64,
    /// Flame length, m.
    pub flame_m: f64,
    /// Where the head goes, counted from upslope, degrees, -180 to 180.
    pub heading_from_upslope_deg: f64,
    /// Wind at midflame height on level ground that gives the same spread, m/s.
    pub effective_wind_m_s: f64,
}

/// One size class of a bed.
#[derive(Clone, Copy)]
struct Class {
    load: f64,
    sigma: f64,
}

/// Sums of a category (dead or live), by surface area where the model weighs by it.
#[derive(Clone, Copy, Default)]
struct Category {
    area: f64,
    sigma: f64,
    net_load: f64,
    heating: f64,
}

/// Size group of a particle; classes of one group share their weight. `None`: too coarse to carry a front.
fn size_group(sigma: f64) -> Option<usize> {
    [1200.0, 192.0, 96.0, 48.0, 16.0].iter().position(|&limit| sigma >= limit)
}

/// Sums of the classes of one category.
fn category(classes: &[Class], minerals_total: f64) -> Category {
    let area: f64 = classes.iter().map(|c| c.load * c.sigma / q::PARTICLE_DENSITY).sum();
    if area <= 0.0 {
        return Category::default();
    }
    let share = |c: &Class| c.load * c.sigma / q::PARTICLE_DENSITY / area;
    let mut sums = Category { area, ..Category::default() };
    for class in classes.iter().filter(|c| c.load > 0.0) {
        let group = size_group(class.sigma);
        let group_share: f64 = classes.iter().filter(|c| size_group(c.sigma) == group).map(share).sum();
        sums.sigma += share(class) * class.sigma;
        sums.heating += share(class) * effective_heating(class.sigma);
        if group.is_some() {
            sums.net_load += group_share * class.load * (1.0 - minerals_total);
        }
    }
    sums
}

/// Moisture of extinction of live fuel, at least that of dead fuel; `None` without live load.
///
/// `2.9 W (1 - M / Mx) - 0.226`, with `W` the ratio of dead to live load, each by the share that is heated. Source:
/// Albini (1976).
fn live_extinction(dead: &[Class], live: &[Class], dead_moisture: f64, extinction: f64) -> Option<f64> {
    let heated_live: f64 = live.iter().filter(|c| c.load > 0.0).map(|c| c.load * live_heating(c.sigma)).sum();
    if heated_live <= 0.0 {
        return None;
    }
    let heated_dead: f64 = dead.iter().filter(|c| c.load > 0.0).map(|c| c.load * effective_heating(c.sigma)).sum();
    let ratio = heated_dead / heated_live;
    Some((2.9 * ratio * (1.0 - dead_moisture / extinction) - 0.226).max(extinction))
}

/// Damping of a moisture; zero where the fuel has no moisture of extinction.
fn damping(moisture: f64, extinction: f64) -> f64 {
    if extinction <= 0.0 { 0.0 } else { q::moisture_damping(moisture / extinction) }
}

/// Fire behaviour of a bed with wind blowing upslope.
///
/// An empty bed, or one too moist to burn, has no spread, intensity or flame; the quantities of the bed itself are
/// given all the same (an empty bed has none). Sources: those of the [module](super); wind adjustment, dynamic transfer
/// and limits as in firelab/behave.
///
/// ```
/// use zeis::fire::spread::{Surroundings, fire_behaviour, models::fuel_of_model};
/// let weather = Surroundings { dead_moisture: 0.06, live_moisture: 0.60, wind_km_h: 20.0, ..Default::default() };
/// let fire = fuel_of_model("GR2").map(|fuel| fire_behaviour(&fuel, &weather)).unwrap_or_default();
/// assert!((fire.spread_m_min - 8.304539).abs() < 1e-5 && (fire.flame_m - 1.19243).abs() < 1e-5);
/// ```
pub fn fire_behaviour(fuel: &Fuel, weather: &Surroundings) -> FireBehaviour {
    let cured = q::cured_share(weather.live_moisture);
    let dead = [
        Class { load: fuel.load_1h, sigma: fuel.sigma_1h },
        Class { load: fuel.load_10h, sigma: fuel.sigma_10h },
        Class { load: cured * fuel.load_herb, sigma: fuel.sigma_herb },
    ];
    let live = [Class { load: (1.0 - cured) * fuel.load_herb, sigma: fuel.sigma_herb }];
    let dead_sums = category(&dead, fuel.minerals_total);
    let live_sums = category(&live, fuel.minerals_total);
    let area = dead_sums.area + live_sums.area;
    if area <= 0.0 {
        return FireBehaviour::default();
    }
    let (dead_share, live_share) = (dead_sums.area / area, 1.0 - dead_sums.area / area);
    let sigma = dead_share * dead_sums.sigma + live_share * live_sums.sigma;
    let bed = BedCoefficients::of(sigma);
    let bulk_density = (fuel.load_1h + fuel.load_10h + fuel.load_herb) / fuel.depth_ft;
    let packing = bulk_density / q::PARTICLE_DENSITY;
    let relative_packing = packing / bed.optimum_packing;
    let ln_relative_packing = ln(relative_packing);

    let live_damping = live_extinction(&dead, &live, weather.dead_moisture, fuel.extinction)
        .map_or(0.0, |extinction| damping(weather.live_moisture, extinction));
    let burning =
        dead_sums.net_load * damping(weather.dead_moisture, fuel.extinction) + live_sums.net_load * live_damping;
    let velocity =
        q::reaction_velocity(bed.largest_velocity, bed.velocity_exponent, relative_packing, ln_relative_packing);
    let reaction_intensity = velocity * fuel.heat_btu_lb * q::mineral_damping(ln(fuel.minerals_effective)) * burning;
    let flux = q::propagating_flux_ratio(bed.flux_slope, packing, bed.flux_inverse_divisor);
    let sink = bulk_density
        * (dead_share * dead_sums.heating * q::heat_of_preignition(weather.dead_moisture)
            + live_share * live_sums.heating * q::heat_of_preignition(weather.live_moisture));
    let still_air_spread = reaction_intensity * flux / sink;

    let adjustment = 1.83 / ln(q::wind_profile_ratio(1.0 / fuel.depth_ft));
    let wind = adjustment * weather.wind_km_h * FT_MIN_PER_KM_H / q::WIND_10M_OVER_20FT;
    let by_wind = if wind > 0.0 {
        q::wind_factor(bed.wind_scale, bed.wind_exponent, ln(wind), bed.wind_packing_exponent, ln_relative_packing)
    } else {
        0.0
    };
    let tangent = libm::tan(weather.slope_deg.to_radians());
    let by_slope = q::slope_factor(ln(packing), tangent * tangent, reaction_intensity);
    let (raised, heading_deg) = wind_on_slope(by_wind, by_slope, weather.wind_from_upslope_deg);
    let spread = still_air_spread * (1.0 + raised);
    let effective_wind = if raised > 0.0 && still_air_spread > 0.0 {
        exp((ln(raised / bed.wind_scale) + bed.wind_packing_exponent * ln_relative_packing) / bed.wind_exponent)
    } else {
        0.0
    };
    let fire = metric(sigma, bulk_density, relative_packing, wind, reaction_intensity, spread, bed.residence_min);
    FireBehaviour { heading_from_upslope_deg: heading_deg, effective_wind_m_s: m_s_of_ft_min(effective_wind), ..fire }
}

impl FireBehaviour {
    /// The ellipse that a fire from one point grows into.
    pub fn ellipse(&self) -> Ellipse {
        Ellipse::new(self.spread_m_min, length_to_width(self.effective_wind_m_s))
    }
}

/// Fire behaviour in metric units from that in lb, ft, minutes and Btu.
fn metric(
    sigma: f64,
    bulk_density: f64,
    relative_packing: f64,
    wind: f64,
    reaction_intensity: f64,
    spread: f64,
    residence_min: f64,
) -> FireBehaviour {
    let kj_m2_per_btu_ft2 = KJ_PER_BTU / (METRE_PER_FOOT * METRE_PER_FOOT);
    let heat_per_area_kj_m2 = reaction_intensity * residence_min * kj_m2_per_btu_ft2;
    let spread_m_min = spread * METRE_PER_FOOT;
    let intensity_kw_m = fireline_intensity(heat_per_area_kj_m2, spread_m_min);
    FireBehaviour {
        midflame_wind_m_s: wind * METRE_PER_FOOT / SECONDS_PER_MINUTE,
        sigma_per_m: sigma / METRE_PER_FOOT,
        bulk_density_kg_m3: bulk_density * KG_PER_POUND / (METRE_PER_FOOT * METRE_PER_FOOT * METRE_PER_FOOT),
        packing_ratio: bulk_density / q::PARTICLE_DENSITY,
        relative_packing,
        reaction_intensity_kw_m2: reaction_intensity * kj_m2_per_btu_ft2 / SECONDS_PER_MINUTE,
        spread_m_min,
        heat_per_area_kj_m2,
        intensity_kw_m,
        flame_m: flame_length(intensity_kw_m),
        heading_from_upslope_deg: 0.0,
        effective_wind_m_s: 0.0,
    }
}
