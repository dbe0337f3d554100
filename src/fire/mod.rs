//! Danger of a day for a stand, from weather to susceptibility.
//!
//! Fire reads the stand and changes it only where [`burnt`] is asked for. A day goes: fire weather codes of the weather node ([`fwi`], once, in
//! [`drivers`]), moisture of dead and live fuel ([`moisture`]), the fuel bed from standing mass and cuttings
//! ([`residue`], [`fuel_bed`]), spread, intensity and flame ([`spread`], [`intensity`]), and the chance that a source
//! starts a fire that is reported ([`ignition`]). [`annual`] makes yearly measures of the daily sums.
//!
//! | takes from | what | unit |
//! |---|---|---|
//! | weather | noon temperature, humidity, wind; rain; wind direction | degrees C, %, m/s, mm, degrees |
//! | vegetation | standing green and dead, litter, height, transpiration factor, heading, snow | kg/ha, m, 0-1, mm |
//! | mowing | mass cut and exported, days lying | kg/ha, d |
//!
//! Every daily formula is generic over [`Lane`](crate::lane::Lane); a day on which nothing can burn gives exact zeros.
//!
//! Beside the day loop stand the hourly grass codes of 2025 ([`grass2025`]) and Cheney's spread of a verge bed
//! ([`cheney`]), a second opinion; [`readings`] holds what the day loop sums of it and of other forms of susceptibility.
//!
//! [`consequence`] tells what one fire does before it is put out ([`response`]).
//!
//! Agreement reached with a
//! year of the coupled chain at De Bilt under two regimes: 1e-8 relative for cuttings, depth and dead moisture, 2.4e-6
//! for spread, intensity, flame, ignition and susceptibility, which is what the nine digits of the given codes leave
//! near extinction.

pub mod annual;
pub mod burnt;
pub mod calibrate;
pub mod cheney;
pub mod consequence;
pub mod danger;
pub mod drivers;
pub mod fuel_bed;
pub mod fwi;
pub mod grass2025;
pub mod hazard_class;
pub mod hazard_reason;
pub mod ignition;
pub mod incidents;
pub mod intensity;
pub mod moisture;
pub mod national;
pub mod parameters;
pub mod rate_doubt;
pub mod readings;
pub mod register;
pub mod residue;
pub mod response;
pub mod spread;
pub mod table;

pub use danger::{Danger, Fuel, danger};
pub use drivers::{FireConstants, FireDay, FireWeather, RainRule, fire_days};
pub use parameters::FireParameters;
pub use residue::Residue;
