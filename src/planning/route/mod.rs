//! Weekly work orders as daily routes.
//!
//! A crew drives along carriageways and turns only at nodes: interchanges and ends of roads ([`graph`]). The stretches of a
//! crew-week are the required arcs of a rural postman problem: [`tour`] orders them by nearest insertion and improves the order by
//! 2-opt and or-opt, choosing the direction where the road leaves a choice; [`days`] cuts the tour into days; [`clock`] gives
//! every stop its time within the hours that owners allow, and by the clock the closures that crews share ([`closures`]); [`bound`] is what no route can go below; [`week`] puts it together,
//! with the rounds that take hay away.

pub mod bound;
pub mod clock;
pub mod closures;
pub mod days;
pub mod graph;
pub mod legs;
pub mod nodes;
pub mod tour;
pub mod week;

#[cfg(test)]
mod tests;

/// Speed on the way between stretches, km/h (assumption: tractors may drive 40).
pub const DRIVE_KM_H: f64 = 40.0;
/// Length of a way over other roads as a multiple of the straight line (assumption).
pub const DETOUR: f64 = 1.3;

/// A place on a road with the direction in which a crew passes it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// Road of the graph.
    pub road: usize,
    /// Kilometre.
    pub km: f64,
    /// Whether it drives towards higher kilometres.
    pub up: bool,
}

/// What a stop is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// Cutting.
    Cut,
    /// Taking away hay that has lain.
    Collect,
}

/// A stretch that a crew works along.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// Order it belongs to.
    pub order: usize,
    /// Purpose.
    pub purpose: Purpose,
    /// Road of the graph.
    pub road: usize,
    /// First and last kilometre.
    pub km: (f64, f64),
    /// Whether it can be worked only towards higher (`true`) or lower kilometres; `None`: either way.
    pub only: Option<bool>,
    /// Work, h.
    pub hours: f64,
    /// Hours of the day at which work is allowed, from and to, h; empty: all.
    pub allowed: Vec<(f64, f64)>,
    /// Whether traffic asks for a moving closure.
    pub closure: bool,
    /// Days that hay lies before it is taken away; `None`: nothing is taken away later.
    pub lies: Option<u8>,
}

impl Task {
    /// Length, km.
    pub fn length_km(&self) -> f64 {
        self.km.1 - self.km.0
    }

    /// Whether it can be worked in this direction.
    pub fn can(&self, up: bool) -> bool {
        self.only.is_none_or(|only| only == up)
    }

    /// Where work begins in a direction.
    pub fn begin(&self, up: bool) -> Spot {
        Spot { road: self.road, km: if up { self.km.0 } else { self.km.1 }, up }
    }

    /// Where work ends in a direction.
    pub fn end(&self, up: bool) -> Spot {
        Spot { road: self.road, km: if up { self.km.1 } else { self.km.0 }, up }
    }
}
