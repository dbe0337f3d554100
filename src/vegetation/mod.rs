//! One day of a stand: rates, then integration.

pub mod balance;
pub mod composition;
pub mod drivers;
pub mod growth;
pub mod height;
pub mod nitrogen;
pub mod parameters;
pub mod phenology;
pub mod senescence;
pub mod site;
pub mod snow;
pub mod soil_water;
pub mod stand;
pub mod traits;
