//! The shipped parameters and prices, with what the scenario puts in their place.

use super::file::FireFile;
use crate::error::Problems;
use crate::fire::parameters::FireParameters;
use crate::network::delimited::decode;
use crate::operations::PriceBook;
use crate::vegetation::parameters::Parameters;

/// Growth parameters of verges.
pub fn growth() -> Parameters {
    Parameters::verge()
}

/// Fire parameters, with the ignition rate and the power of the traffic of the scenario.
pub fn fire(file: FireFile) -> FireParameters {
    let shipped = FireParameters::default();
    FireParameters {
        rate_constant: file.k.unwrap_or(shipped.rate_constant),
        traffic_exponent: file.g.unwrap_or(shipped.traffic_exponent),
        ..shipped
    }
}

/// The price book, with the rows of the user's file (name and bytes) in their places.
pub fn prices(own: Option<(&str, &[u8])>) -> Result<PriceBook, Problems> {
    match own {
        Some((name, bytes)) => PriceBook::default().with_rows(&decode(name, bytes)?, name),
        None => Ok(PriceBook::default()),
    }
}
