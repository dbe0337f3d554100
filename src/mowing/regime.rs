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

impl Regime {
    /// Number of parts of the main strip, or the nearest shares that would be valid, one per cut; see [`parts`].
    pub fn parts(&self) -> Result<usize, Vec<f64>> {
        let leaves: Vec<f64> = self.cuts.iter().map(|cut| cut.leave).collect();
        parts(self.pattern, &leaves)
    }

    /// Share that a cut of this regime leaves standing: its `leave`, or 0.5 where the pattern fixes it (`sides`).
    pub fn leave_of(&self, cut: &Cut) -> f64 {
        if self.pattern == Pattern::Sides { SHARE_OF_SIDES } else { cut.leave }
    }
}

/// Largest number of parts into which a main strip is split.
pub const MAX_PARTS: usize = 10;
/// How far a share left standing may lie from a whole number of parts.
pub const SHARE_TOLERANCE: f64 = 0.02;
/// Share that pattern `sides` leaves in every round.
pub const SHARE_OF_SIDES: f64 = 0.5;
/// Room for rounding at the edge of the tolerance: 0.40 counts as within 0.02 of 0.42.
const ROUNDING: f64 = 1e-9;

/// Number of parts `n` of a pattern with these shares left standing, one per cut.
///
/// `n` is the smallest number up to [`MAX_PARTS`] with every share within [`SHARE_TOLERANCE`] of `m/n`; a share above 0
/// leaves at least one part, a share of 0 none. `full` has one part and its shares must be 0. `sides` has two and leaves
/// 0.5 whatever is written; 0 (nothing written) and 0.5 are accepted. Without a cut there is one part.
///
/// The error holds the nearest valid shares, one per cut: those of the `n` with the smallest largest deviation.
///
/// ```
/// use zeis::mowing::regime::{Pattern, parts};
/// assert_eq!(parts(Pattern::Rotating, &[0.15, 0.15]), Ok(6));
/// assert_eq!(parts(Pattern::Blocks, &[0.25, 0.4]), Err(vec![0.25, 0.375]));
/// ```
pub fn parts(pattern: Pattern, leaves: &[f64]) -> Result<usize, Vec<f64>> {
    let none_left = leaves.iter().all(|&leave| leave == 0.0);
    if leaves.is_empty() || (none_left && pattern != Pattern::Sides) {
        return Ok(1);
    }
    match pattern {
        Pattern::Full => Err(vec![0.0; leaves.len()]),
        Pattern::Sides if leaves.iter().all(|&leave| leave == 0.0 || (leave - SHARE_OF_SIDES).abs() <= ROUNDING) => {
            Ok(2)
        }
        Pattern::Sides => Err(vec![SHARE_OF_SIDES; leaves.len()]),
        Pattern::Blocks | Pattern::Rotating | Pattern::Sinus => {
            let mut nearest = (f64::INFINITY, 2);
            for n in 2..=MAX_PARTS {
                let deviation = largest_deviation(leaves, n);
                if deviation <= SHARE_TOLERANCE + ROUNDING {
                    return Ok(n);
                }
                if deviation < nearest.0 - ROUNDING {
                    nearest = (deviation, n);
                }
            }
            let n = nearest.1;
            Err(leaves.iter().map(|&leave| parts_left(leave, n) as f64 / n as f64).collect())
        }
    }
}

/// Number of parts `m` out of `n` that a share left standing stands for: the nearest whole number, at least 1 for a share
/// above 0 and at most `n - 1`; 0 where there is one part only.
pub fn parts_left(leave: f64, n: usize) -> usize {
    if leave <= 0.0 { 0 } else { ((leave * n as f64).round() as usize).max(1).min(n.saturating_sub(1)) }
}

/// Largest distance of the shares from their whole number of `n` parts.
fn largest_deviation(leaves: &[f64], n: usize) -> f64 {
    leaves.iter().map(|&leave| (leave - parts_left(leave, n) as f64 / n as f64).abs()).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_give_the_smallest_number_of_parts() {
        for (leaves, n) in [
            (vec![0.25], 4),
            (vec![0.4], 5),
            (vec![0.15], 6),
            (vec![0.33, 0.0], 3),
            (vec![0.5, 0.25], 4),
            (vec![0.9], 9),
            (vec![0.08], 10),
            (vec![0.0, 0.0], 1),
            (vec![], 1),
        ] {
            assert_eq!(parts(Pattern::Rotating, &leaves), Ok(n), "{leaves:?}");
        }
        assert_eq!(parts_left(0.4, 5), 2);
        assert_eq!(parts_left(0.4, 1), 0);
    }

    #[test]
    fn shares_that_fit_nothing_name_the_nearest() {
        assert_eq!(parts(Pattern::Sinus, &[0.03]), Err(vec![0.1]));
        assert_eq!(parts(Pattern::Full, &[0.0, 0.25]), Err(vec![0.0, 0.0]));
        assert_eq!(parts(Pattern::Full, &[0.0]), Ok(1));
        assert_eq!(parts(Pattern::Sides, &[0.5, 0.0]), Ok(2));
        assert_eq!(parts(Pattern::Sides, &[0.25]), Err(vec![0.5]));
    }
}
