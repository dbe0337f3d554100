//! Members of the ensemble and what their runs leave behind.
//!
//! A run of all members at once ([`run`], [`fold`]) keeps their years for tables and plans. A study keeps one member at a time:
//! its uncertain parameters are drawn ([`draws`]), its numbers stored ([`store`], [`labels`]) and summed up at the end
//! ([`summary`], [`controls`], [`two_phase`], [`mod@sensitivity`]), so that memory follows neither members nor years and a stopped study goes on.

pub mod after_cut;
pub mod bloom;
pub mod controls;
pub mod draws;
pub mod fire_draws;
pub mod fire_exposure;
pub mod fire_pass;
pub mod fold;
pub mod labels;
pub mod life;
pub mod run;
pub mod sensitivity;
pub mod showcase;
pub mod store;
pub mod summary;
pub mod two_phase;
pub mod unit;

use crate::simulation::measure::Measure;
use crate::simulation::outcome::FireTable;
use ndarray::{Array2, Array3, Array4, Array5, s};
pub use showcase::Showcase;

/// What the ensemble leaves behind: measures per case and member, and per year where years are compared.
#[derive(Clone, Debug)]
pub struct Outcomes {
    /// `[case, member, measure]`: mean over the simulated years (indices of `Stands::cases`, members, `Measure`).
    pub mean: Array3<f64>,
    /// `[case, member]`: susceptibility a year, mean over the years that a plan is made for: those of the contract, or all.
    pub planned_fires: Array2<f64>,
    /// `[kept case, member, year, measure]` for the cases of regimes on their own days and of the strips.
    pub yearly: Array4<f64>,
    /// Place of each case in `yearly`, if kept.
    pub kept: Vec<Option<usize>>,
    /// Per case and visit of its programme: what a round takes, over members and years.
    pub visits: Vec<Vec<VisitOutcome>>,
    /// `[node, member, year]`: days with FWI of 21.3 or more (weather alone).
    pub fire_weather_days: Array3<f64>,
    /// Fires of each case by wind sector and class of spread, mean of a year of a member.
    pub fires: Vec<FireTable>,
    /// `[case, member, half-month]`: share of the area that stands uncut or grown back, mean over the years.
    pub standing: Array3<f32>,
    /// `[case, member, assessment year, measure]`: those of [`Measure::ASSESSED`] in the years in which the contract looks at them.
    pub assessed: Array4<f64>,
    /// Problem species.
    pub problems: ProblemOutcomes,
    /// Daily pictures of chosen cases, for figures.
    pub showcases: Vec<Showcase>,
    /// Column-days simulated.
    pub column_days: u64,
    /// Single years in the mean over the members, as outcomes of one member: those that a contract plans year by year; else none.
    pub by_year: Vec<Outcomes>,
}

/// Problem species on the cases: seed set, and how often its rule is broken (0 or 1 in a year).
#[derive(Clone, Debug, Default)]
pub struct ProblemOutcomes {
    /// The species (index into the table), ascending; none where no segment names one.
    pub species: Vec<usize>,
    /// `[case, member, species, seed set or violation]`, mean over the years.
    pub mean: Array4<f64>,
    /// `[kept case, member, year, species, seed set or violation]`.
    pub yearly: Array5<f64>,
}

impl ProblemOutcomes {
    /// Room for some cases.
    pub fn zeros(species: &[usize], cases: usize, kept: usize, members: usize, years: usize) -> Self {
        let count = species.len();
        ProblemOutcomes {
            species: species.to_vec(),
            mean: Array4::zeros((cases, members, count, 2)),
            yearly: Array5::zeros((kept, members, years, count, 2)),
        }
    }
}

/// What one round of a case takes, averaged over members and years.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct VisitOutcome {
    /// Mean share of the zone's area cut in the round.
    pub share: f64,
    /// Share of the years in which any of it was cut.
    pub frequency: f64,
    /// Mean mass cut, kg DM per ha cut.
    pub cut_kg_ha: f64,
    /// Mean mass taken away, kg DM per ha cut.
    pub exported_kg_ha: f64,
    /// Median day of the year on which it happened (of interest where a rule finds it); 0 if it never did.
    pub median_day: u16,
    /// Share of it that falls on days when mowing should wait.
    pub waiting: f64,
}

/// What a spread is taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// Every simulated year of every member.
    MemberYears,
    /// Means of the members.
    Members,
}

impl Outcomes {
    /// Number of members or member-years.
    pub fn count(&self, over: Over) -> usize {
        let (_, members, years) = self.fire_weather_days.dim();
        match over {
            Over::Members => members,
            Over::MemberYears => members * years,
        }
    }

    /// Measures of a case, row by row, one row of all measures for each member or member-year; `None` where the years were
    /// not kept.
    pub fn rows(&self, case: usize, over: Over) -> Option<impl Iterator<Item = &[f64]>> {
        let count = self.count(over) * Measure::COUNT;
        let (all, place) = match over {
            Over::Members => (self.mean.as_slice()?, case),
            Over::MemberYears => (self.yearly.as_slice()?, self.kept[case]?),
        };
        Some(all[place * count..(place + 1) * count].chunks_exact(Measure::COUNT))
    }

    /// Seed set and violation of a problem species (by its place in the list) on a case, over members or member-years; `None` where
    /// the years were not kept.
    pub fn problem(&self, case: usize, species: usize, over: Over) -> Option<Vec<[f64; 2]>> {
        let both = |seeds: &f64, broken: &f64| [*seeds, *broken];
        Some(match over {
            Over::Members => {
                let of = |what| self.problems.mean.slice(s![case, .., species, what]);
                of(0).iter().zip(of(1)).map(|(seeds, broken)| both(seeds, broken)).collect()
            }
            Over::MemberYears => {
                let kept = self.kept[case]?;
                let of = |what| self.problems.yearly.slice(s![kept, .., .., species, what]);
                of(0).iter().zip(of(1)).map(|(seeds, broken)| both(seeds, broken)).collect()
            }
        })
    }

    /// Values of a measure of a case over members or member-years; `None` where the years were not kept.
    pub fn values(&self, case: usize, measure: Measure, over: Over) -> Option<Vec<f64>> {
        let place = measure.index();
        Some(match over {
            Over::Members => self.mean.slice(s![case, .., place]).to_vec(),
            Over::MemberYears => self.yearly.slice(s![self.kept[case]?, .., .., place]).iter().copied().collect(),
        })
    }
}
