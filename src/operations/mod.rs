//! Cost, hours, tonnes and CO2 of a visit, from the price book.

/// Price book.
#[derive(Clone, Debug)]
pub struct PriceBook {}
