//! What a contract asks, rewards and pays: thresholds, bonus and malus, award on quality, and whose weights choose what.
//!
//! | file | answers |
//! |---|---|
//! | [`bonus`] | what a contractor is paid for the values reached in a year |
//! | [`award`] | what a bid's quality takes off its price |
//! | [`assess`] | both for every contract and regime of a run |
//! | [`partners`] | which regime each set of weights would choose, and which leaves the least regret |
//!
//! What a scenario sets is in [`crate::scenario::terms`]. A KPI without a value never counts: the weights of the others are scaled up to 1 between them, and tables say so.

pub mod assess;
pub mod award;
pub mod bonus;
pub mod partners;
