//! How far fires of a place reach before they are put out, whatever their flame and fuel.
//!
//! The points of ignition across a zone and the times until a fire is out belong to the place and the fire brigade; chance of
//! escape and burnt area to spread and heading as well. Both are worked out once and met by the fires of every regime.

use super::{Consequence, VergePlace, burnt_area, closure_chance, ignition_distance, verge_length_to_width};
use crate::fire::intensity::is_spreading_fire;
use crate::fire::parameters::FireParameters;
use crate::fire::response::{burns_longer_than, response_quantile};
use crate::fire::spread::ellipse::Ellipse;

/// Places of ignition across a zone that a mean is taken over.
const PLACES: usize = 4;
/// Response times that a mean area is taken over.
const TIMES: usize = 8;

/// A place with what all its fires share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reach<'a> {
    place: VergePlace,
    p: &'a FireParameters,
    /// From each point of ignition to the outer edge of the verge, m.
    ways_m: [f64; PLACES],
    /// From ignition until the fire is out, min.
    minutes: [f64; TIMES],
}

/// A fire of one spread and heading in a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Front {
    spread_m_min: f64,
    outward: Option<f64>,
    shape: Ellipse,
    /// Chance that it leaves the verge if no bare strip stops it.
    escape: f64,
    area_m2: f64,
}

impl<'a> Reach<'a> {
    /// The fires of a place.
    pub fn new(place: VergePlace, p: &'a FireParameters) -> Self {
        let way = |number: usize| {
            let share = (number as f64 + 0.5) / PLACES as f64;
            place.width_m - ignition_distance(place.zone_m, share, p.zone_decay_m)
        };
        let minutes = |time: usize| response_quantile((time as f64 + 0.5) / TIMES as f64, p) + p.fight_min;
        Reach { place, p, ways_m: std::array::from_fn(way), minutes: std::array::from_fn(minutes) }
    }

    /// A fire of a spread, m/min, whose heading and the direction away from the road have an angle with this cosine; `None`
    /// where there is no outer side.
    pub fn front(&self, spread_m_min: f64, outward: Option<f64>) -> Front {
        let shape = Ellipse::new(spread_m_min, verge_length_to_width(spread_m_min, self.p));
        let escape = outward.map_or(0.0, |cosine| {
            let speed = shape.toward(cosine);
            self.ways_m.iter().map(|way| burns_longer_than(way / speed, self.p)).sum::<f64>() / PLACES as f64
        });
        let across = outward.unwrap_or(1.0);
        let area: f64 =
            self.minutes.iter().map(|&minutes| burnt_area(&shape, across, self.place.width_m, minutes)).sum();
        Front { spread_m_min, outward, shape, escape, area_m2: area / TIMES as f64 }
    }

    /// What a fire with a flame, m, and a mass burnt in its front, kg/m2, does; one that goes out by itself a small call-out.
    pub fn consequence(&self, front: &Front, flame_m: f64, consumed_kg_m2: f64) -> Consequence {
        let (p, place) = (self.p, &self.place);
        if !is_spreading_fire(front.spread_m_min, flame_m, p.spreading_m_min, p.spreading_flame_m) {
            return Consequence::of_self_extinguishing(p);
        }
        let is_stopped = place.barrier_m > p.barrier_flames * flame_m;
        let escapes = place.habitat_weight * if is_stopped { 0.0 } else { front.escape };
        let closures = closure_chance(consumed_kg_m2, front.outward, &front.shape, place.width_m, p);
        Consequence {
            escapes,
            closures,
            area_m2: front.area_m2,
            cost_eur: p.fire_cost_eur
                + (p.escape_cost_eur - p.fire_cost_eur) * escapes
                + p.closure_eur_per_h * p.closure_h * closures,
        }
    }
}
