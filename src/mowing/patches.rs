//! Patches: regime, strips and pattern turned into area shares with their own lists of cuts.
//!
//! A programme is a regime made concrete for a year: every cut has a day, a week or a rule. Its pattern splits the main
//! strip into parts that are skipped in turn, so one part's list of cuts repeats after a few years. Parts with equal
//! lists on equal sites are one stand.

use super::regime::{Machine, Otherwise, Pattern, Removal, Trigger};
use crate::calendar::{DayRange, MonthDay};

/// When a planned cut happens.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Timing {
    /// On this day.
    Day(MonthDay),
    /// On the day a rule finds inside the window.
    Rule {
        /// Days on which it may happen.
        window: DayRange,
        /// The rule.
        trigger: Trigger,
        /// What to do when the rule finds no day.
        otherwise: Otherwise,
    },
}

/// One cut of a list of cuts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlannedCut {
    /// When.
    pub timing: Timing,
    /// Index of the visit in its programme (or of the strip's cut in its list), from 0.
    pub visit: u8,
    /// Cutting height, m.
    pub height_m: f64,
    /// Machine.
    pub machine: Machine,
    /// What happens to the cuttings.
    pub removal: Removal,
    /// Days the hay lies.
    pub lying_days: u8,
}

/// The cuts of one patch over the years: year `y`, counted from the first planned year, takes `years[y % len]`.
#[derive(Clone, Debug, PartialEq)]
pub struct CutList {
    /// One entry per year of the cycle, each in order of date; at least one entry.
    pub years: Vec<Vec<PlannedCut>>,
}

impl CutList {
    /// The list without any cut.
    pub fn uncut() -> Self {
        CutList { years: vec![Vec::new()] }
    }

    /// The cuts of a year, counted from the first planned year.
    pub fn year(&self, year: usize) -> &[PlannedCut] {
        &self.years[year % self.years.len()]
    }
}

/// One visit of a programme: a cut of the regime with its day settled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Visit {
    /// Week of the plan; `None` where the regime's own day or rule holds.
    pub week: Option<u8>,
    /// The cut.
    pub cut: PlannedCut,
    /// Share left standing in this round.
    pub leave: f64,
}

/// A regime made concrete for a year.
#[derive(Clone, Debug, PartialEq)]
pub struct Programme {
    /// Unique name, such as `two_cuts_phased@25+39`, or the regime's name for its own days.
    pub name: String,
    /// Index of the regime in the scenario.
    pub regime: usize,
    /// Pattern of the regime.
    pub pattern: Pattern,
    /// Visits in order of date.
    pub visits: Vec<Visit>,
}
