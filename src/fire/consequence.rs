//! What a fire that spreads does around it before it is put out.
//!
//! | consequence | rule |
//! |---|---|
//! | escape | the fire reaches the outer edge of the verge before the brigade does, and no bare strip stops it there |
//! | smoke | the mass burnt before the brigade arrives, times the cosine of the wind towards the road, passes a limit |
//! | area | the ellipse until the fire is out, clipped to the width of the verge |
//! | cost | a small call-out; that of a nature fire where it escapes; closure of the road where smoke asks for it |
//!
//! Escapes count with the weight of what lies behind the verge. The response is that of a usual day, the fire keeps its noon
//! spread until it is out, and the verge is level: assumptions. No visibility physics is claimed.

pub mod reach;

use super::parameters::FireParameters;
use super::response::burns_longer_than;
use super::spread::ellipse::Ellipse;
use crate::lane::math::{exp, powf};
use crate::network::segment::AdjacentUse;
use reach::Reach;

/// A fire that starts in a verge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VergeFireStart {
    /// Spread of the head, m/min.
    pub spread_m_min: f64,
    /// Flame length, m.
    pub flame_m: f64,
    /// Dry mass burnt in the front, kg/m2.
    pub consumed_kg_m2: f64,
    /// Cosine of the angle between the heading and the direction away from the road; `None` where there is no outer side, as
    /// between two carriageways.
    pub outward: Option<f64>,
}

/// Where a fire starts and what lies around.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VergePlace {
    /// Distances from the carriageway between which it starts, m.
    pub zone_m: [f64; 2],
    /// Width of the verge, m, not below the zone.
    pub width_m: f64,
    /// Width of a ditch with water or a bare strip at the outer edge, m.
    pub barrier_m: f64,
    /// Weight of what lies behind the verge, 0-1.
    pub habitat_weight: f64,
}

/// Expected consequences of one fire.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Consequence {
    /// Chance of an escape times the weight of what lies behind the verge.
    pub escapes: f64,
    /// Chance that smoke closes the road.
    pub closures: f64,
    /// Area burnt, m2.
    pub area_m2: f64,
    /// Cost, EUR, in the prices of the sources.
    pub cost_eur: f64,
}

impl Consequence {
    /// A fire that dies out by itself: a small call-out.
    pub fn of_self_extinguishing(p: &FireParameters) -> Self {
        Consequence { cost_eur: p.fire_cost_eur, ..Consequence::default() }
    }

    /// Adds a share of another consequence.
    pub fn add(&mut self, other: &Consequence, share: f64) {
        self.escapes += share * other.escapes;
        self.closures += share * other.closures;
        self.area_m2 += share * other.area_m2;
        self.cost_eur += share * other.cost_eur;
    }
}

/// Weight of an escape by what lies behind the verge (fire.md 7; assumptions).
pub fn habitat_weight(adjacent: AdjacentUse, p: &FireParameters) -> f64 {
    match adjacent {
        AdjacentUse::Heath => p.habitat_heath,
        AdjacentUse::PineForest => p.habitat_pine_forest,
        AdjacentUse::Peat => p.habitat_peat,
        AdjacentUse::DeciduousForest => p.habitat_deciduous_forest,
        AdjacentUse::Crop => p.habitat_crop,
        AdjacentUse::Grass => p.habitat_grass,
        AdjacentUse::Nature => p.habitat_nature,
        AdjacentUse::Urban | AdjacentUse::Water => 0.0,
    }
}

/// Length-to-width ratio of a verge fire of this spread: `1 + a R^b`.
///
/// A fit to the noon winds and bed depths of simulated verges of three productivities under no cut, one and two cuts at De
/// Bilt (calibrated; a test repeats it): the yearly table of fires keeps spread and wind sector, not the wind.
///
/// - `spread_m_min`: 0 and up
pub fn verge_length_to_width(spread_m_min: f64, p: &FireParameters) -> f64 {
    1.0 + p.verge_shape_scale * powf(spread_m_min.max(0.0), p.verge_shape_exponent)
}

/// Distance from the carriageway below which a share of the ignitions of a zone start, m: they fall off by `e` over the
/// decay distance.
fn ignition_distance(zone_m: [f64; 2], share: f64, decay_m: f64) -> f64 {
    let [from, to] = zone_m.map(|edge| exp(-edge / decay_m));
    -decay_m * crate::lane::math::ln(from + share * (to - from))
}

/// Area burnt at a time after ignition, m2: the ellipse, clipped to the width of the verge in proportion to its extent.
pub fn burnt_area(shape: &Ellipse, across: f64, width_m: f64, minutes: f64) -> f64 {
    let extent = shape.extent_m_min(across) * minutes;
    let whole = shape.area_m2_min2() * minutes * minutes;
    if extent > width_m { whole * width_m / extent } else { whole }
}

/// Time after ignition at which the burnt area reaches a size, min: [`burnt_area`] turned round.
fn time_of_area(shape: &Ellipse, across: f64, width_m: f64, area_m2: f64) -> f64 {
    let free = (area_m2 / shape.area_m2_min2()).sqrt();
    let extent = shape.extent_m_min(across);
    if extent * free <= width_m { free } else { area_m2 * extent / (shape.area_m2_min2() * width_m) }
}

/// Chance that smoke closes the road: the mass burnt at arrival, times the cosine of wind towards the road, passes the limit.
///
/// - `consumed_kg_m2`: burnt in the front; `outward`: as in [`VergeFireStart`]
pub fn closure_chance(
    consumed_kg_m2: f64,
    outward: Option<f64>,
    shape: &Ellipse,
    width_m: f64,
    p: &FireParameters,
) -> f64 {
    let smoke = |toward_road: f64, across: f64| {
        if toward_road <= 0.0 || consumed_kg_m2 <= 0.0 {
            return 0.0;
        }
        let area = p.smoke_limit_kg / (consumed_kg_m2 * toward_road);
        burns_longer_than(time_of_area(shape, across, width_m, area), p)
    };
    // Between two carriageways the smoke of any wind across lies on one of them.
    outward.map_or_else(|| smoke(1.0, 1.0), |cosine| smoke(-cosine, cosine))
}

/// Expected consequences of a fire: those of [`Reach`], for a fire alone. An escape has the chance that the fire crosses the
/// verge on its outer side before the brigade arrives, the mean of `P(T > D / R(gamma))` over the places of ignition; none where
/// a bare strip is wider than 1.5 flames.
///
/// ```
/// use zeis::fire::{FireParameters, consequence::{VergeFireStart, VergePlace, consequence}};
/// let p = FireParameters::default();
/// let fire = VergeFireStart { spread_m_min: 5.0, flame_m: 1.5, consumed_kg_m2: 0.4, outward: Some(1.0) };
/// let place = VergePlace { zone_m: [1.5, 10.0], width_m: 10.0, barrier_m: 0.0, habitat_weight: 1.0 };
/// let with_wind = consequence(&fire, &place, &p);
/// let against = consequence(&VergeFireStart { outward: Some(-1.0), ..fire }, &place, &p);
/// assert!(with_wind.escapes > 0.99 && with_wind.closures == 0.0 && with_wind.cost_eur > 4800.0);
/// assert!(against.escapes < with_wind.escapes && against.closures > 0.2);
/// ```
pub fn consequence(fire: &VergeFireStart, place: &VergePlace, p: &FireParameters) -> Consequence {
    let reach = Reach::new(*place, p);
    reach.consequence(&reach.front(fire.spread_m_min, fire.outward), fire.flame_m, fire.consumed_kg_m2)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRE: VergeFireStart =
        VergeFireStart { spread_m_min: 2.0, flame_m: 1.0, consumed_kg_m2: 0.3, outward: Some(0.0) };
    const PLACE: VergePlace = VergePlace { zone_m: [0.0, 10.0], width_m: 10.0, barrier_m: 0.0, habitat_weight: 1.0 };

    #[test]
    fn wider_verges_and_slower_fires_let_fewer_escape() {
        let p = FireParameters::default();
        let mut before = 1.0;
        for width in [4.0, 8.0, 15.0, 30.0, 80.0] {
            let place = VergePlace { width_m: width, zone_m: [0.0, 4.0], ..PLACE };
            let now = consequence(&FIRE, &place, &p).escapes;
            assert!(now <= before && now >= 0.0);
            before = now;
        }
        assert!(before < 0.01);
        let mut before = 0.0;
        for spread in [0.05, 0.2, 1.0, 4.0, 20.0] {
            let now = consequence(&VergeFireStart { spread_m_min: spread, ..FIRE }, &PLACE, &p);
            assert!(now.escapes >= before && now.cost_eur >= p.fire_cost_eur && now.cost_eur <= p.escape_cost_eur);
            before = now.escapes;
        }
    }

    #[test]
    fn a_bare_strip_stops_small_flames_only() {
        let p = FireParameters::default();
        let at =
            |flame_m| consequence(&VergeFireStart { flame_m, ..FIRE }, &VergePlace { barrier_m: 1.2, ..PLACE }, &p);
        assert_eq!(at(0.7).escapes, 0.0);
        assert!(at(0.9).escapes > 0.0);
    }

    #[test]
    fn nothing_escapes_to_water_or_between_carriageways() {
        let p = FireParameters::default();
        assert_eq!(habitat_weight(AdjacentUse::Water, &p), 0.0);
        assert_eq!(habitat_weight(AdjacentUse::Heath, &p), 1.0);
        let between = consequence(&VergeFireStart { outward: None, ..FIRE }, &PLACE, &p);
        assert!(between.escapes == 0.0 && between.closures > 0.0);
        let slow = consequence(&VergeFireStart { spread_m_min: 0.1, ..FIRE }, &PLACE, &p);
        assert_eq!(slow, Consequence::of_self_extinguishing(&p));
    }

    #[test]
    fn the_clipped_area_and_its_time_are_each_other_turned_round() {
        let shape = Ellipse::new(3.0, 2.0);
        for minutes in [0.5, 2.0, 9.0, 40.0] {
            for across in [0.0, 0.7, -1.0] {
                let area = burnt_area(&shape, across, 10.0, minutes);
                assert!((time_of_area(&shape, across, 10.0, area) - minutes).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn ignitions_of_a_zone_lie_within_it_and_near_the_road() {
        let at = |share| ignition_distance([1.5, 10.0], share, 5.0);
        assert!((at(0.0) - 1.5).abs() < 1e-12 && (at(1.0) - 10.0).abs() < 1e-9);
        assert!(at(0.5) < 5.75 && at(0.5) > at(0.25));
    }
}
