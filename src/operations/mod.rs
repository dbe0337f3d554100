//! Operations: what a visit costs, how long it takes, how much it carries off and burns, from the price book.
//!
//! [`prices::PriceBook`] holds published figures with their basis (quoted, derived, assumed), our own assumptions, and
//! whatever rows the user puts in their place. [`visit::visit`] is the cost of one visit to one segment. Prices are not
//! indexed: each row keeps its year (1984 to 2025).

pub mod prices;
mod read;
pub mod visit;

pub use prices::{PriceBook, Rates};
pub use visit::{CostItem, SegmentFacts, VisitCost, VisitOrder, VisitTariff, tariff, visit};
