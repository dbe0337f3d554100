//! The shipped parameters and prices, with what the scenario puts in their place.

use crate::error::Problems;
use crate::network::delimited::decode;
use crate::operations::PriceBook;
use crate::vegetation::parameters::Parameters;

/// Growth parameters of verges.
pub fn growth() -> Parameters {
    Parameters::verge()
}

/// The price book, with the rows of the user's file (name and bytes) in their places.
pub fn prices(own: Option<(&str, &[u8])>) -> Result<PriceBook, Problems> {
    match own {
        Some((name, bytes)) => PriceBook::default().with_rows(&decode(name, bytes)?, name),
        None => Ok(PriceBook::default()),
    }
}
