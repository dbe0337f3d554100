//! Members of the ensemble and what their runs leave behind.

pub mod run;
pub mod summary;

use ndarray::{Array3, Array4};

/// What the ensemble leaves behind: measures per case and member, and per year where years are compared.
#[derive(Clone, Debug)]
pub struct Outcomes {
    /// `[case, member, measure]`: mean over the simulated years (indices of `Stands::cases`, members, `Measure`).
    pub mean: Array3<f64>,
    /// `[kept case, member, year, measure]` for the cases of regimes on their own days and of the strips.
    pub yearly: Array4<f64>,
    /// Place of each case in `yearly`, if kept.
    pub kept: Vec<Option<usize>>,
    /// Per case and visit of its programme: mean over members and years of what a round took from the area it cut.
    pub visits: Vec<Vec<VisitOutcome>>,
    /// `[node, member, year]`: days with FWI of 21.3 or more (weather alone).
    pub fire_weather_days: Array3<f64>,
    /// Daily pictures of chosen cases, for figures and traces.
    pub showcases: Vec<Showcase>,
    /// Column-days simulated.
    pub column_days: u64,
}

/// What one round of a case takes, averaged over members and years in which it happened.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct VisitOutcome {
    /// Mean share of the zone's area cut in the round.
    pub share: f64,
    /// Mean mass cut, kg DM per ha cut.
    pub cut_kg_ha: f64,
    /// Mean mass taken away, kg DM per ha cut.
    pub exported_kg_ha: f64,
    /// Median day of the year on which it happened (of interest where a rule finds it).
    pub median_day: u16,
}

/// The days of one case over members and years: the material of the season and hazard figures.
#[derive(Clone, Debug)]
pub struct Showcase {
    /// The case (index into `Stands::cases`).
    pub case: usize,
    /// Days of each simulated year and member, in order member, year, day of year (366 slots; the last is a copy of day 365 in
    /// common years), of the first patch of the case.
    pub days: Array4<f32>,
}

/// Column of [`Showcase::days`]: `[member, year, day, column]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum ShowColumn {
    /// Live standing mass, kg DM/ha.
    Live = 0,
    /// Dead standing mass, kg DM/ha.
    Dead = 1,
    /// Litter, kg DM/ha.
    Litter = 2,
    /// Sward height, m.
    Height = 3,
    /// Flame length, m.
    Flame = 4,
    /// Susceptibility h.
    Susceptibility = 5,
    /// Mass cut that day, kg DM/ha.
    Cut = 6,
    /// Fire weather index of the day.
    FireWeather = 7,
}
