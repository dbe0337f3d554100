//! A Monte Carlo study: KPIs of the network and measures of the classes, member by member, and what they come to.
//!
//! [`member`] draws and simulates a unit, [`frame`] makes its numbers; [`rows`] sums them up: mean, quantiles, Monte Carlo
//! error, differences between regimes and between climates that met the same weather; [`until`] says when there are members
//! enough; [`sensitivity`] finds what the spread hangs on. The unit is the mean over the years of one member: years of a member
//! follow each other, members are independent.
//!
//! The Monte Carlo error is that of independent members. Where parameters are drawn at evenly spread points (`latin`, `sobol`)
//! the error of a mean is smaller, so that the number told is on the safe side.

pub mod frame;
pub mod member;
pub mod rows;
pub mod sensitivity;
pub mod until;

use super::define::{KPIS, Kpi, Quantity};

/// KPIs that a member has a value of: all but those of the network as a graph, of the plan, and of all members at once.
pub fn kpis() -> Vec<&'static Kpi> {
    static LIST: [Kpi; KPIS.len()] = KPIS;
    let of_all = |quantity| matches!(quantity, Quantity::Connectivity(_) | Quantity::JointPlan | Quantity::Robustness);
    LIST.iter().filter(|kpi| !of_all(kpi.quantity)).collect()
}
