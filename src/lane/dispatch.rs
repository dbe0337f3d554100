//! Which instructions a [`Work`] over lanes is compiled for: the only place that knows instruction sets, and the only `unsafe`.
//!
//! The program is built for every x86-64 machine. A work is compiled from one source for SSE2, AVX2 and AVX-512, and the best
//! that the machine has is chosen at start-up; where a number type is fast on one of them only, a proof ([`Avx2`],
//! [`Avx512`]) has it compiled for that one alone. None of them fuses a multiplication with an addition, so all give the same
//! bits.

#![allow(unsafe_code)] // calling a function compiled for an instruction set needs the promise that the machine has it

use super::{F32x16, F32x32, F64x4, F64x8, F64x16, Lane};

/// An instruction set.
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

/// Work over lanes that is worth compiling for an instruction set.
pub trait Work {
    /// What it gives.
    type Outcome;
    /// Does it; must be inlined whole.
    fn run(self) -> Self::Outcome;
}

/// What a work can be done with: an [`InstructionSet`] chosen at run time, for which all are compiled, or one of [`Baseline`],
/// [`Avx2`] and [`Avx512`], for which one is. The bits are the same.
pub trait Instructions: Copy {
    /// Does a work.
    fn run<W: Work>(self, work: W) -> W::Outcome;
}

/// One instruction set, with the widths of lane that are the fastest there (benches/kernel.rs).
pub trait OneSet: Instructions {
    /// Of double precision; the bits are the same at every width.
    type Double: Lane;
    /// Of single precision; likewise.
    type Single: Lane;
}

impl OneSet for Baseline {
    type Double = F64x4;
    type Single = F32x16;
}

impl OneSet for Avx2 {
    type Double = F64x8;
    type Single = F32x16;
}

impl OneSet for Avx512 {
    type Double = F64x16;
    type Single = F32x32;
}

/// What every machine has.
#[derive(Clone, Copy, Debug)]
pub struct Baseline;

/// Proof that this machine has AVX2.
#[derive(Clone, Copy, Debug)]
pub struct Avx2(());

/// Proof that this machine has AVX-512.
#[derive(Clone, Copy, Debug)]
pub struct Avx512(());

impl Avx2 {
    /// The proof, where the machine has it.
    pub fn here() -> Option<Self> {
        InstructionSet::Avx2.available().then_some(Avx2(()))
    }
}

impl Avx512 {
    /// The proof, where the machine has it.
    pub fn here() -> Option<Self> {
        InstructionSet::Avx512.available().then_some(Avx512(()))
    }
}

impl Instructions for Baseline {
    fn run<W: Work>(self, work: W) -> W::Outcome {
        work.run()
    }
}

impl Instructions for Avx2 {
    #[cfg(target_arch = "x86_64")]
    fn run<W: Work>(self, work: W) -> W::Outcome {
        // SAFETY: a value of this type exists only where the processor was asked for these instructions.
        unsafe { with_avx2(work) }
    }

    #[cfg(not(target_arch = "x86_64"))]
    fn run<W: Work>(self, work: W) -> W::Outcome {
        work.run()
    }
}

impl Instructions for Avx512 {
    #[cfg(target_arch = "x86_64")]
    fn run<W: Work>(self, work: W) -> W::Outcome {
        // SAFETY: a value of this type exists only where the processor was asked for these instructions.
        unsafe { with_avx512(work) }
    }

    #[cfg(not(target_arch = "x86_64"))]
    fn run<W: Work>(self, work: W) -> W::Outcome {
        work.run()
    }
}

impl Instructions for InstructionSet {
    /// With the baseline where the machine lacks the set.
    fn run<W: Work>(self, work: W) -> W::Outcome {
        match (self, Avx2::here(), Avx512::here()) {
            (InstructionSet::Avx512, _, Some(set)) => set.run(work),
            (InstructionSet::Avx2, Some(set), _) => set.run(work),
            _ => Baseline.run(work),
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn with_avx2<W: Work>(work: W) -> W::Outcome {
    work.run()
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl")]
fn with_avx512<W: Work>(work: W) -> W::Outcome {
    work.run()
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
