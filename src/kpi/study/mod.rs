//! A Monte Carlo study: KPIs of the network and measures of the classes, member by member, and what they come to.
//!
//! [`member`] draws and simulates a unit, [`frame`] makes its numbers; [`rows`] sums them up: mean, quantiles, Monte Carlo
//! error, differences between regimes and between climates that met the same weather; [`until`] says when there are members
//! enough; [`sensitivity`] finds what the spread hangs on; [`years`] keeps the years of the main KPIs; [`precision`] says how
//! well differences are known, and corrects them by what is [`known`] of all members; [`answer`] tells how many members a sure
//! answer takes. The unit is the mean over the years of one member: years of a member follow each other; members are
//! independent, or come in antithetic pairs that are.
//!
//! The Monte Carlo error is that of independent members. Where parameters are drawn at evenly spread points (`latin`, `sobol`)
//! the error of a mean is smaller, so that the number told is on the safe side.

pub mod answer;
pub mod by_sample;
pub mod frame;
pub mod known;
pub mod member;
pub mod precision;
pub mod rows;
pub mod sensitivity;
pub mod until;
pub mod years;

use super::define::{KPIS, Kpi, Quantity};

/// KPIs that a member has a value of: all but those of the plan and of all members at once. Those of the network as a graph have
/// none in its parts.
pub fn kpis() -> Vec<&'static Kpi> {
    static LIST: [Kpi; KPIS.len()] = KPIS;
    let of_all = |quantity| matches!(quantity, Quantity::JointPlan | Quantity::Robustness);
    LIST.iter().filter(|kpi| !of_all(kpi.quantity)).collect()
}
