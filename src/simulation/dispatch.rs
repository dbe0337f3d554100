//! Which instructions the day loop is compiled for: the only place that knows instruction sets, and the only `unsafe`.
//!
//! The program is built for every x86-64 machine. The days of a batch are compiled three times from one source, for
//! SSE2, AVX2 and AVX-512, and the best that the machine has is chosen at start-up. None of them fuses a multiplication
//! with an addition, so all give the same bits. The yearly work on plants is compiled likewise.

#![allow(unsafe_code)] // calling a function compiled for an instruction set needs the promise that the machine has it

use super::plant_pass::{StandOfYear, live_year};
use super::{Batch, Observer, Run, simulate_days};
use crate::biodiversity::community::Community;
use crate::biodiversity::plant_year::PlantYear;
use crate::lane::Lane;

/// An instruction set of the day loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InstructionSet {
    /// What every x86-64 machine has (SSE2), and every other architecture.
    Baseline,
    /// 256-bit registers.
    Avx2,
    /// 512-bit registers.
    Avx512,
}

impl InstructionSet {
    /// Every instruction set, narrowest first.
    pub const ALL: [InstructionSet; 3] = [InstructionSet::Baseline, InstructionSet::Avx2, InstructionSet::Avx512];

    /// Whether this machine has it.
    pub fn available(self) -> bool {
        match self {
            InstructionSet::Baseline => true,
            #[cfg(target_arch = "x86_64")]
            InstructionSet::Avx2 => is_x86_feature_detected!("avx2"),
            #[cfg(target_arch = "x86_64")]
            InstructionSet::Avx512 => {
                is_x86_feature_detected!("avx512f")
                    && is_x86_feature_detected!("avx512dq")
                    && is_x86_feature_detected!("avx512bw")
                    && is_x86_feature_detected!("avx512vl")
            }
            #[cfg(not(target_arch = "x86_64"))]
            _ => false,
        }
    }

    /// The widest one this machine has.
    pub fn best() -> Self {
        Self::ALL.into_iter().rev().find(|set| set.available()).unwrap_or(InstructionSet::Baseline)
    }

    /// Name for people.
    pub fn name(self) -> &'static str {
        match self {
            InstructionSet::Baseline => "baseline (SSE2)",
            InstructionSet::Avx2 => "AVX2",
            InstructionSet::Avx512 => "AVX-512",
        }
    }
}

/// Days `days` of a run for one batch, with the instructions of `set` (or the baseline where the machine lacks them).
pub fn days_of<L: Lane, O: Observer<L>>(
    set: InstructionSet,
    batch: &mut Batch<L>,
    run: &Run<'_>,
    days: std::ops::Range<usize>,
    observer: &mut O,
) {
    #[cfg(target_arch = "x86_64")]
    match set {
        // SAFETY: `available` has just asked the processor for these instructions.
        InstructionSet::Avx512 if set.available() => return unsafe { with_avx512(batch, run, days, observer) },
        // SAFETY: as above.
        InstructionSet::Avx2 if set.available() => return unsafe { with_avx2(batch, run, days, observer) },
        _ => {}
    }
    simulate_days(batch, run, days, observer);
}

/// A year of the plants of a stand, with the instructions of `set` (or the baseline where the machine lacks them).
pub fn plants_of(set: InstructionSet, stand: &StandOfYear<'_>, community: &mut Community) -> PlantYear {
    #[cfg(target_arch = "x86_64")]
    match set {
        // SAFETY: `available` has just asked the processor for these instructions.
        InstructionSet::Avx512 if set.available() => return unsafe { plants_with_avx512(stand, community) },
        // SAFETY: as above.
        InstructionSet::Avx2 if set.available() => return unsafe { plants_with_avx2(stand, community) },
        _ => {}
    }
    live_year(stand, community)
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn plants_with_avx2(stand: &StandOfYear<'_>, community: &mut Community) -> PlantYear {
    live_year(stand, community)
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl")]
fn plants_with_avx512(stand: &StandOfYear<'_>, community: &mut Community) -> PlantYear {
    live_year(stand, community)
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn with_avx2<L: Lane, O: Observer<L>>(
    batch: &mut Batch<L>,
    run: &Run<'_>,
    days: std::ops::Range<usize>,
    observer: &mut O,
) {
    simulate_days(batch, run, days, observer);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl")]
fn with_avx512<L: Lane, O: Observer<L>>(
    batch: &mut Batch<L>,
    run: &Run<'_>,
    days: std::ops::Range<usize>,
    observer: &mut O,
) {
    simulate_days(batch, run, days, observer);
}

#[cfg(test)]
mod tests {
    use super::InstructionSet;

    #[test]
    fn the_baseline_is_always_there() {
        assert!(InstructionSet::Baseline.available());
        assert!(InstructionSet::best().available());
    }
}
