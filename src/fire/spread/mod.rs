//! Surface rate of spread after Rothermel.
//!
//! Heat released in the front dries and lights the fuel ahead of it: spread is the heat that reaches the fuel divided
//! by the heat needed to ignite it, raised by wind and slope. Formulas keep the units of their papers (lb, ft, minute,
//! Btu); [`units`](crate::units) brings them to metric at both ends.
//!
//! | part | is |
//! |---|---|
//! | [`quantities`] | the formulas, one small function each, over any number type |
//! | [`particle`] | what depends on the surface-area-to-volume ratio alone |
//! | [`general`] | the form of tables: two dead sizes, transfer of cured herbs, wind at any angle to the slope |
//! | [`ellipse`] | the ellipse that a fire from one point grows into |
//! | [`models`] | standard grass models and reference verge beds |
//! | [`verge`] | the form of the day loop: one particle size, fresh cuttings, level ground |
//!
//! There is no upper limit on wind. Cheney's form is in `fire::cheney`; [`SpreadModel`] names both. Sources: Rothermel (1972), INT-115; Albini (1976), INT-30; Scott and Burgan (2005), RMRS-GTR-153; Andrews (2018),
//! RMRS-GTR-371.
//!
//! Spread of Rothermel rises with load. Measured grass fires do not (Cruz et al. 2018), and lower grass burns slower
//! whether or not the cut grass is removed (Cruz, Sullivan and Gould 2020). So "less load, slower fire" is no reason to
//! remove cuttings; lower intensity, a lower flame and less dead residue to ignite are.
//!
//! Agreement reached: 10080 rows of the C++ library firelab/behave within 8e-8 relative, zeros exactly zero.

pub mod ellipse;
pub mod general;
pub mod models;
pub mod particle;
pub mod quantities;
pub mod verge;

pub use ellipse::Ellipse;
pub use general::{FireBehaviour, Fuel, Surroundings, fire_behaviour};
pub use verge::{SpreadConstants, VergeFire, WindFactors, verge_fire};

/// A published model of spread. Both are computed every day: one counts fires, the other is the second opinion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SpreadModel {
    /// Rothermel (1972): spread rises with the load.
    #[default]
    Rothermel,
    /// Cheney et al. (1998): spread follows wind, moisture and curing, and whether the sward stands.
    Cheney,
}

impl SpreadModel {
    /// Names in files, in the order of the variants.
    pub const WORDS: [&'static str; 2] = ["rothermel", "cheney"];
    /// Both, in the order of the names.
    pub const ALL: [SpreadModel; 2] = [SpreadModel::Rothermel, SpreadModel::Cheney];
}
