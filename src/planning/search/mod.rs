//! The search for a plan, with a bound on how good any plan can be.
//!
//! A multiplier prices each shared row. For given prices every segment (every chain, where changes of programme cost) chooses for
//! itself, and the total of their best values less the price of the limits is a bound on every plan; [`dual`] raises it. Plans
//! come from the same prices: [`diffuse`] and [`gibbs`] round the shares of the options to whole choices, [`resample`],
//! [`anneal`] and [`repair`] bring them within the rows, [`polish`] makes them cheaper; [`exact`] solves small ones outright. [`shortage`] says what is missing where no
//! plan exists; [`solve`](solve::solve) puts it together.

pub mod anneal;
pub mod bound;
pub mod chain;
pub mod diffuse;
pub mod dual;
pub mod exact;
pub mod gibbs;
pub mod lbfgs;
pub mod moves;
pub mod order;
pub mod penalty;
pub mod plain;
pub mod polish;
pub mod prices;
pub mod repair;
pub mod resample;
pub mod rounding;
pub mod shortage;
pub mod shortlist;
pub mod solve;
pub mod tally;
