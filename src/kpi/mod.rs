//! Key performance indicators: measures of cases mapped to segments, contracts, owners and the network.
//!
//! [`define`] lists them; [`segment_value`] combines the zones of a segment under a programme; [`cost`] adds the work of its
//! visits; [`evaluate`] sums segments to levels and compares regimes with the present pair by pair; [`outcomes`] makes the
//! long table per class of sites; [`climates`] compares the climates of a run; [`study`] sums up a Monte Carlo study. The network
//! as a whole is judged in [`connectivity`] and [`corridor`].

pub mod assessed;
pub mod calibration;
pub mod climates;
pub mod connectivity;
pub mod consequence;
pub mod corridor;
pub mod cost;
pub mod danger_days;
pub mod define;
pub mod evaluate;
pub mod fire_counts;
pub mod fires;
pub mod group;
pub mod hazard;
pub mod hazard_doubt;
pub mod member_fires;
pub mod outcomes;
pub mod practice;
pub mod priority;
pub mod problem;
pub mod return_level;
pub mod robustness;
#[cfg(test)]
pub(crate) mod sample;
pub mod segment_value;
pub mod sites;
pub mod stretch;
pub mod study;
pub mod web;

use crate::biodiversity::connectivity::Walker;
use crate::biodiversity::problem_species::ProblemLimits;
use crate::biodiversity::species::Species;
use crate::ensemble::{Outcomes, Over};
use crate::fire::FireParameters;
use crate::fire::rate_doubt::IgnitionDraw;
use crate::mowing::patches::Programme;
use crate::network::nature::NatureArea;
use crate::network::segment::Segment;
use crate::scenario::terms::Terms;
use crate::scenario::{Language, Limit, Strips};

/// Fires of a segment per unit of susceptibility: `k` per km and day at one vehicle a day, `g` exponent of traffic.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IgnitionRate {
    /// Rate, per km-day per (vehicle/day)^g.
    pub k: f64,
    /// Exponent of traffic.
    pub g: f64,
    /// Weighted fires per km of road and year at which the fire index reaches 63.
    pub index_per_km: f64,
}

/// What KPIs read of a scenario.
#[derive(Clone, Debug)]
pub struct Setting<'a> {
    /// Segments of the network.
    pub segments: &'a [Segment],
    /// Natura 2000 areas beside it.
    pub areas: &'a [NatureArea],
    /// Present regime of each segment; also the index of its programme on own days.
    pub present: &'a [usize],
    /// Names of the regimes; programme `r` is regime `r` on its own days.
    pub regimes: Vec<&'a str>,
    /// Programmes: the regimes on their own days, then the weekly ones.
    pub programmes: &'a [Programme],
    /// Obligatory strips.
    pub strips: &'a Strips,
    /// Thresholds and directions of a contract.
    pub terms: &'a Terms,
    /// Rate of ignitions.
    pub ignition: IgnitionRate,
    /// Ways the fires may come about, for each member and for each member-year.
    pub ignition_draws: [Vec<IgnitionDraw>; 2],
    /// Parameters of fire.
    pub fire: &'a FireParameters,
    /// Target species from which a verge counts as rich in species.
    pub species_rich_at: f64,
    /// Whether traits of plants and insects are drawn anew for each member.
    pub life_draws: bool,
    /// Species of the evaluation.
    pub species: &'a [Species],
    /// How far animals get between verges.
    pub walker: Walker,
    /// Rules for problem species.
    pub problem_limits: &'a ProblemLimits,
    /// Whether owners plan together.
    pub joint: bool,
    /// Limits of the plan.
    pub limits: &'a [(String, Limit)],
    /// Language of titles.
    pub language: Language,
    /// Name of the climate.
    pub climate: &'a str,
    /// First simulated year.
    pub first_year: i16,
}

impl Setting<'_> {
    /// Ways the fires may come about, one for each member or member-year.
    pub fn draws(&self, over: Over) -> &[IgnitionDraw] {
        let [members, years] = &self.ignition_draws;
        match over {
            Over::Members => members,
            Over::MemberYears => years,
        }
    }
}

/// Everything KPIs are made of: setting, simulated outcomes, the map from segments to cases, and prices.
#[derive(Clone, Copy)]
pub struct Evidence<'a> {
    /// What is asked.
    pub setting: &'a Setting<'a>,
    /// What the ensemble left behind.
    pub outcomes: &'a Outcomes,
    /// Zones and cases of the segments.
    pub sites: &'a dyn segment_value::Sites,
    /// Prices of visits.
    pub prices: &'a dyn cost::Prices,
}
