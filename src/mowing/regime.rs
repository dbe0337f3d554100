//! Regimes: what the user says about when and how to mow.

use crate::calendar::{DayRange, MonthDay};

/// Machine of a cut; its losses of animals are in `biodiversity`, its cost in `operations`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Machine {
    /// Flail mower that leaves the cuttings (*klepelen*).
    FlailMulch,
    /// Mow-suction combination (*maai-zuig*).
    FlailSuction,
    /// Disc mower, raked and removed (*cyclo*).
    DiscHay,
    /// Finger-bar mower, raked and removed.
    BarHay,
    /// Insect-friendly head.
    EcoHead,
}

impl Machine {
    /// Every machine, in the order of the tables.
    pub const ALL: [Machine; 5] =
        [Machine::FlailMulch, Machine::FlailSuction, Machine::DiscHay, Machine::BarHay, Machine::EcoHead];

    /// Name in files.
    pub fn name(self) -> &'static str {
        match self {
            Machine::FlailMulch => "flail_mulch",
            Machine::FlailSuction => "flail_suction",
            Machine::DiscHay => "disc_hay",
            Machine::BarHay => "bar_hay",
            Machine::EcoHead => "eco_head",
        }
    }

    /// The machine of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|machine| machine.name() == name.trim())
    }
}

/// What happens to the cuttings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Removal {
    /// Taken away.
    Hay,
    /// Left on the ground.
    Mulch,
}

impl Removal {
    /// Name in files.
    pub fn name(self) -> &'static str {
        match self {
            Removal::Hay => "hay",
            Removal::Mulch => "mulch",
        }
    }
}

/// How a round leaves its share standing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pattern {
    /// Nothing is left.
    Full,
    /// `Li` in even rounds, `Re` and `middle` in odd ones.
    Sides,
    /// Whole segments stay in turn.
    Blocks,
    /// Parts of the segment stay in turn.
    Rotating,
    /// As rotating, with a winding edge (edge length times 1.3).
    Sinus,
}

impl Pattern {
    /// Name in files.
    pub fn name(self) -> &'static str {
        match self {
            Pattern::Full => "full",
            Pattern::Sides => "sides",
            Pattern::Blocks => "blocks",
            Pattern::Rotating => "rotating",
            Pattern::Sinus => "sinus",
        }
    }
}

/// Day in the window when no plan sets a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum At {
    /// First day of the window.
    Early,
    /// Middle day, rounded down.
    Middle,
    /// Last day of the window.
    Late,
    /// A named day.
    Day(MonthDay),
}

/// A rule that finds the day inside the window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Trigger {
    /// First day with at least this standing mass, kg DM/ha.
    Mass {
        /// Standing mass (green and dead), kg DM/ha.
        mass_kg_ha: f64,
    },
    /// First day on which the sum of (mean temperature - base), where positive, since 1 January reaches this.
    DegreeDays {
        /// Sum in degree-days.
        degree_days: f64,
        /// Base temperature, degrees C.
        base_c: f64,
    },
    /// Last day of the first run of this many days with less than 0.3 mm of rain.
    DryDays {
        /// Length of the run, days.
        days: u8,
    },
    /// First day with at least this sward height, m.
    Height {
        /// Sward height, m.
        height_m: f64,
    },
}

/// What to do when a rule finds no day in its window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Otherwise {
    /// Cut on the last day.
    LastDay,
    /// Do not cut this year.
    Skip,
}

/// One cut of a regime.
#[derive(Clone, Debug, PartialEq)]
pub struct Cut {
    /// Days on which it may happen.
    pub window: DayRange,
    /// Day in the window without a plan.
    pub at: At,
    /// Rule that finds the day instead, with what happens when it finds none.
    pub when: Option<(Trigger, Otherwise)>,
    /// Cutting height, m (0.02-0.50).
    pub height_m: f64,
    /// Machine.
    pub machine: Machine,
    /// What happens to the cuttings.
    pub removal: Removal,
    /// Days the hay lies before it is taken away (0-42).
    pub lying_days: u8,
    /// Share left standing in this round (0-0.9).
    pub leave: f64,
}

impl Cut {
    /// The day of the cut when neither plan nor rule decides.
    pub fn default_day(&self) -> MonthDay {
        match self.at {
            At::Early => self.window.first,
            At::Middle => self.window.middle(),
            At::Late => self.window.last,
            At::Day(day) => day,
        }
    }
}

/// A regime: cuts in the order of their dates, with one pattern.
#[derive(Clone, Debug, PartialEq)]
pub struct Regime {
    /// Name in the scenario.
    pub name: String,
    /// Cuts in order of date; none for the uncut regime `none`.
    pub cuts: Vec<Cut>,
    /// How rounds leave their share standing.
    pub pattern: Pattern,
    /// Description in English; empty if not given.
    pub describe_en: String,
    /// Description in Dutch; empty if not given.
    pub describe_nl: String,
}
