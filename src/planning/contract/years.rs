//! The years of a contract, each as evidence of its own: what the programmes cost and do in that year, mean of the members.

use crate::ensemble::Outcomes;
use crate::fire::rate_doubt::IgnitionDraw;
use crate::kpi::cost::Prices;
use crate::kpi::segment_value::Sites;
use crate::kpi::{Evidence, Setting};
use crate::scenario::PlanOptions;

/// The years that are planned one by one; none where one year stands for all.
#[derive(Clone)]
pub struct Years<'a> {
    setting: Setting<'a>,
    outcomes: &'a [Outcomes],
    sites: &'a dyn Sites,
    prices: &'a dyn Prices,
    first: usize,
    from_week: u8,
}

impl<'a> Years<'a> {
    /// The years that the ensemble kept, which are those from the plan's first year on.
    pub fn of(evidence: &Evidence<'a>, options: &PlanOptions) -> Self {
        let draw = vec![IgnitionDraw::central(evidence.setting.fire)];
        Years {
            setting: Setting { ignition_draws: [draw.clone(), draw], ..evidence.setting.clone() },
            outcomes: &evidence.outcomes.by_year,
            sites: evidence.sites,
            prices: evidence.prices,
            first: options.from_year,
            from_week: options.from_week,
        }
    }

    /// Whether one year stands for all.
    pub fn is_empty(&self) -> bool {
        self.outcomes.is_empty()
    }

    /// Number of years.
    pub fn count(&self) -> usize {
        self.outcomes.len()
    }

    /// Calendar years.
    pub fn calendar(&self) -> Vec<i16> {
        (0..self.count()).map(|year| self.setting.first_year + (self.first + year) as i16).collect()
    }

    /// Evidence of a year, counted from the first that is planned.
    pub fn evidence(&self, year: usize) -> Evidence<'_> {
        Evidence { setting: &self.setting, outcomes: &self.outcomes[year], sites: self.sites, prices: self.prices }
    }

    /// Week of a year, counted from the first that is planned, from which visits ask for hours; those before are past.
    pub fn from_week(&self, year: usize) -> u8 {
        if year == 0 { self.from_week } else { 0 }
    }

    /// Evidence of every year in turn.
    pub fn all(&self) -> impl Iterator<Item = Evidence<'_>> {
        (0..self.count()).map(|year| self.evidence(year))
    }
}
