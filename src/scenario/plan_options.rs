//! How to plan: what is minimised, within which limits, and what a plan may not do.

use super::Crew;

/// How to plan.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanOptions {
    /// What is minimised: `cost` or the name of a KPI.
    pub minimise: String,
    /// Limits by KPI name.
    pub limits: Vec<(String, Limit)>,
    /// First and last week of mowing.
    pub weeks: (u8, u8),
    /// Candidate programmes per segment.
    pub candidates: usize,
    /// Smallest distance between visits to the same part, weeks.
    pub min_gap_weeks: u8,
    /// Cost of a change of programme along the road, EUR.
    pub stretch_eur: f64,
    /// Whether owners plan together.
    pub joint: bool,
    /// Whether a verge may be left unmown beside its strips.
    pub unmown: bool,
    /// Target species from which a verge counts as rich in species.
    pub species_rich_at: f64,
    /// Limits to sweep.
    pub pareto: Vec<Sweep>,
    /// Length of zones, km, and share of their area that two weeks may cut.
    pub synchrony: Option<(f64, f64)>,
    /// Weeks that large cuts of opposite sides lie apart at least.
    pub opposite_weeks: Option<u8>,
    /// Share of the members that a limit on fires does not look at: it holds for the mean of the worst others; `None`: for the mean.
    pub cvar: Option<f64>,
    /// Longest day of a crew from departure to return, h.
    pub day_hours: f64,
    /// Moving closures that a district has at a time; `None`: as many as are needed.
    pub closures: Option<usize>,
    /// Years of the contract; 1: a year that stands for all.
    pub contract_years: usize,
    /// Whether a plan is adjusted on its way, which is done year by year.
    pub adjusted: bool,
    /// Year from which is planned, counted from the first; above 0 only where a plan is adjusted.
    pub from_year: usize,
    /// Week of that year from which is planned; the weeks before are past.
    pub from_week: u8,
    /// Crews in that year where hours were lost; `None`: as in every year.
    pub crews_now: Option<Vec<Crew>>,
    /// What a change of a segment's programme costs where a plan is adjusted, EUR once; `None`: as in the price book.
    pub change_eur: Option<f64>,
}

/// A sweep over the values of a limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sweep {
    /// Limit name of the measure.
    pub kpi: String,
    /// Number of points.
    pub points: usize,
}

impl Default for PlanOptions {
    fn default() -> Self {
        PlanOptions {
            minimise: "cost".to_owned(),
            limits: Vec::new(),
            weeks: (14, 44),
            candidates: 30,
            min_gap_weeks: 6,
            stretch_eur: 10.0,
            joint: false,
            unmown: true,
            species_rich_at: 5.0,
            pareto: Vec::new(),
            synchrony: None,
            opposite_weeks: None,
            cvar: None,
            day_hours: 8.0,
            closures: None,
            contract_years: 1,
            adjusted: false,
            from_year: 0,
            from_week: 0,
            crews_now: None,
            change_eur: None,
        }
    }
}

impl PlanOptions {
    /// Years that are planned one by one, counted from the first; empty where one year stands for all.
    pub fn contract_span(&self) -> std::ops::Range<usize> {
        if self.contract_years > 1 || self.adjusted { self.from_year..self.contract_years } else { 0..0 }
    }
}

/// A limit on a KPI.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Limit {
    /// Relative change against the present regime, as a share (-0.25 for "-25 %").
    Relative(f64),
    /// Difference against the present regime.
    Difference(f64),
    /// Absolute value in the KPI's unit.
    Absolute(f64),
}
