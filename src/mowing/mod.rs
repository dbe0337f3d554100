//! What a cut does to a stand, and which cuts a regime makes.
//!
//! A [`regime::Regime`] is the user's rule. [`programme`] settles its days, [`course`] lets one programme follow another, and [`patches`] turns a programme, with its pattern,
//! into patches: area shares of a segment with their own list of cuts over the years. [`calendar`] turns such a list into dated cuts for a stand and year.

pub mod calendar;
pub mod course;
pub mod cut;
pub mod known;
pub mod patches;
pub mod preventive;
pub mod programme;
pub mod regime;

use regime::{Machine, Removal};

/// A dated cut that happened to a stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CutEvent {
    /// Day of the year in a calendar without leap days, 1-365, so that equal dates are equal days.
    pub day_of_year: u16,
    /// Visit of the year, from 0: index of the cut in its regime (safety and ditch strips: index in their own list).
    pub visit: u8,
    /// Cutting height, m.
    pub height_m: f64,
    /// Machine.
    pub machine: Machine,
    /// Whether the cuttings leave or stay.
    pub removal: Removal,
    /// Days the hay lies before it is taken away.
    pub lying_days: u8,
    /// Mass cut, kg DM/ha.
    pub cut_kg_ha: f64,
    /// Mass taken away, kg DM/ha.
    pub exported_kg_ha: f64,
    /// Nitrogen taken away, kg N/ha.
    pub exported_n_kg_ha: f64,
    /// Chance that a spark of the machine ignites dead fuel on the day, 0-1.
    pub ignition_probability: f64,
    /// Whether the day is one on which mowing should wait.
    pub should_wait: bool,
}

impl CutEvent {
    /// A cut with the disc mower whose hay leaves at once, that met no grass: what worked examples begin with.
    ///
    /// ```
    /// use zeis::mowing::CutEvent;
    ///
    /// let cut = CutEvent { cut_kg_ha: 3000.0, ..CutEvent::hay(166, 0.08) };
    /// assert_eq!((cut.day_of_year, cut.visit, cut.lying_days), (166, 0, 0));
    /// ```
    pub fn hay(day_of_year: u16, height_m: f64) -> Self {
        CutEvent {
            day_of_year,
            visit: 0,
            height_m,
            machine: Machine::DiscHay,
            removal: Removal::Hay,
            lying_days: 0,
            cut_kg_ha: 0.0,
            exported_kg_ha: 0.0,
            exported_n_kg_ha: 0.0,
            ignition_probability: 0.0,
            should_wait: false,
        }
    }
}
