//! The number type of the daily formulas.
//!
//! Every formula of the day is written once, over a type `L:` [`Lane`], and reads like the paper. `f64` is a lane of
//! one column (traces, explanation, tests); default runs carry several stands at once in [`F64x8`] or its like, and very large
//! ensembles may ask for single precision ([`F32x16`]). Lanes are plain arrays with one short loop per
//! operation, in safe Rust, which the compiler turns into vector instructions of whatever width the machine has.
//!
//! Two rules keep the bits of a result equal on every machine: no fused multiply-add, and no transcendental function
//! of the standard library, whose last bits depend on the processor. [`math`] holds our own `exp` and `ln`.

pub mod dispatch;
pub mod math;

use std::fmt::Debug;
use std::ops::{Add, BitAnd, BitOr, Div, Mul, Neg, Not, Sub};

/// A number, or a short row of numbers, that the formulas of the day work on.
///
/// Where a formula branches on the state of a column, both values are computed and one is chosen with
/// [`Lane::select`]; conditions on weather alone are ordinary `if`s, decided once a day.
pub trait Lane:
    Copy
    + Debug
    + 'static
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
{
    /// The outcome of a comparison, one per column.
    type Mask: Copy + BitAnd<Output = Self::Mask> + BitOr<Output = Self::Mask> + Not<Output = Self::Mask>;

    /// Number of columns.
    const WIDTH: usize;
    /// Coefficients of the series in [`math::exp`] that reach the precision of the type.
    const EXP_SERIES: &'static [f64];
    /// Coefficients of the series in [`math::ln`] that reach the precision of the type.
    const LN_SERIES: &'static [f64];
    /// Largest argument of [`math::exp`]; beyond it the result stays at the value reached there.
    const EXP_LIMIT: f64;
    /// Smallest positive argument of [`math::ln`]; smaller ones are raised to it.
    const SMALLEST: f64;
    /// Relative residual that a yearly balance of water or nitrogen may leave through rounding.
    const BALANCE_TOLERANCE: f64;

    /// The same value in every column.
    fn splat(value: f64) -> Self;
    /// The value of one column.
    fn get(self, column: usize) -> f64;
    /// Replaces the value of one column.
    fn set(&mut self, column: usize, value: f64);
    /// `self < other`, column by column.
    fn lt(self, other: Self) -> Self::Mask;
    /// `self <= other`, column by column.
    fn le(self, other: Self) -> Self::Mask;
    /// `yes` where the mask holds, else `no`.
    fn select(mask: Self::Mask, yes: Self, no: Self) -> Self;
    /// Whether the mask holds in any column.
    fn any(mask: Self::Mask) -> bool;
    /// Square root (exact in IEEE arithmetic).
    #[must_use]
    fn sqrt(self) -> Self;
    /// Nearest whole number `k` within the exponent range of the type, and `2^k`.
    fn whole_and_power_of_two(self) -> (Self, Self);
    /// Mantissa between the root of 1/2 and that of 2, and exponent of a positive normal number:
    /// `self = mantissa * 2^exponent`.
    fn mantissa_exponent(self) -> (Self, Self);

    /// `self > other`, column by column.
    #[inline(always)]
    fn gt(self, other: Self) -> Self::Mask {
        other.lt(self)
    }
    /// `self >= other`, column by column.
    #[inline(always)]
    fn ge(self, other: Self) -> Self::Mask {
        other.le(self)
    }
    /// The smaller value (`other` when equal, so that the sign of zero is settled).
    #[must_use]
    #[inline(always)]
    fn min(self, other: Self) -> Self {
        Self::select(self.lt(other), self, other)
    }
    /// The larger value (`other` when equal).
    #[must_use]
    #[inline(always)]
    fn max(self, other: Self) -> Self {
        Self::select(other.lt(self), self, other)
    }
    /// The value moved into `[low, high]`.
    #[must_use]
    #[inline(always)]
    fn clamp_to(self, low: f64, high: f64) -> Self {
        self.max(Self::splat(low)).min(Self::splat(high))
    }
    /// Zero in every column.
    #[inline(always)]
    fn zero() -> Self {
        Self::splat(0.0)
    }
    /// One in every column.
    #[inline(always)]
    fn one() -> Self {
        Self::splat(1.0)
    }
}

/// A row of `N` numbers of type `T`, aligned to a cache line.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(align(64))]
pub struct Lanes<T, const N: usize>(pub [T; N]);

/// A row of `N` outcomes of a comparison: all bits set, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(align(64))]
pub struct LaneMask<I, const N: usize>([I; N]);

/// Four columns in double precision, for machines with SSE2 alone.
pub type F64x4 = Lanes<f64, 4>;
/// Eight columns in double precision.
pub type F64x8 = Lanes<f64, 8>;
/// Sixteen columns in double precision: two registers per operation on AVX-512, with the same bits as [`F64x8`].
pub type F64x16 = Lanes<f64, 16>;
/// Sixteen columns in single precision.
pub type F32x16 = Lanes<f32, 16>;
/// Thirty-two columns in single precision: two registers per operation on AVX-512, with the same bits as [`F32x16`].
pub type F32x32 = Lanes<f32, 32>;

/// Adding this to a number of small magnitude leaves the nearest whole one in the low bits of the mantissa.
const MAGIC_F64: f64 = 6_755_399_441_055_744.0;
const MAGIC_F32: f32 = 12_582_912.0;

macro_rules! binary {
    ($trait:ident, $method:ident, $op:tt, $t:ty) => {
        impl<const N: usize> $trait for Lanes<$t, N> {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                let mut out = self.0;
                for i in 0..N {
                    out[i] $op other.0[i];
                }
                Lanes(out)
            }
        }
    };
}

macro_rules! mask_binary {
    ($trait:ident, $method:ident, $op:tt, $i:ty) => {
        impl<const N: usize> $trait for LaneMask<$i, N> {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                let mut out = self.0;
                for i in 0..N {
                    out[i] $op other.0[i];
                }
                LaneMask(out)
            }
        }
    };
}

macro_rules! lanes {
    ($t:ty, $i:ty, $magic:expr, $mantissa_bits:literal, $exponent_bias:literal, $limits:expr) => {
        binary!(Add, add, +=, $t);
        binary!(Sub, sub, -=, $t);
        binary!(Mul, mul, *=, $t);
        binary!(Div, div, /=, $t);
        mask_binary!(BitAnd, bitand, &=, $i);
        mask_binary!(BitOr, bitor, |=, $i);

        impl<const N: usize> Not for LaneMask<$i, N> {
            type Output = Self;
            #[inline(always)]
            fn not(self) -> Self {
                let mut out = self.0;
                for i in 0..N {
                    out[i] = !out[i];
                }
                LaneMask(out)
            }
        }

        impl<const N: usize> Neg for Lanes<$t, N> {
            type Output = Self;
            #[inline(always)]
            fn neg(self) -> Self {
                let mut out = self.0;
                for i in 0..N {
                    out[i] = -out[i];
                }
                Lanes(out)
            }
        }

        impl<const N: usize> Lane for Lanes<$t, N> {
            type Mask = LaneMask<$i, N>;
            const WIDTH: usize = N;
            const EXP_SERIES: &'static [f64] = $limits.0;
            const LN_SERIES: &'static [f64] = $limits.1;
            const EXP_LIMIT: f64 = $limits.2;
            const SMALLEST: f64 = $limits.3;
            const BALANCE_TOLERANCE: f64 = $limits.4;

            #[inline(always)]
            fn splat(value: f64) -> Self {
                Lanes([value as $t; N])
            }
            #[inline(always)]
            fn get(self, column: usize) -> f64 {
                f64::from(self.0[column])
            }
            #[inline(always)]
            fn set(&mut self, column: usize, value: f64) {
                self.0[column] = value as $t;
            }
            #[inline(always)]
            fn lt(self, other: Self) -> Self::Mask {
                let mut out = [0; N];
                for i in 0..N {
                    out[i] = if self.0[i] < other.0[i] { !0 } else { 0 };
                }
                LaneMask(out)
            }
            #[inline(always)]
            fn le(self, other: Self) -> Self::Mask {
                let mut out = [0; N];
                for i in 0..N {
                    out[i] = if self.0[i] <= other.0[i] { !0 } else { 0 };
                }
                LaneMask(out)
            }
            #[inline(always)]
            fn select(mask: Self::Mask, yes: Self, no: Self) -> Self {
                let mut out = no.0;
                for i in 0..N {
                    out[i] = <$t>::from_bits((yes.0[i].to_bits() & mask.0[i]) | (no.0[i].to_bits() & !mask.0[i]));
                }
                Lanes(out)
            }
            #[inline(always)]
            fn any(mask: Self::Mask) -> bool {
                let mut seen = 0;
                for i in 0..N {
                    seen |= mask.0[i];
                }
                seen != 0
            }
            #[inline(always)]
            fn sqrt(self) -> Self {
                let mut out = self.0;
                for i in 0..N {
                    out[i] = out[i].sqrt();
                }
                Lanes(out)
            }
            #[inline(always)]
            fn whole_and_power_of_two(self) -> (Self, Self) {
                let mut whole = self.0;
                let mut power = self.0;
                for i in 0..N {
                    // leaves the exponent of the power in the low bits
                    let shifted = self.0[i] + ($magic + $exponent_bias);
                    whole[i] = shifted - ($magic + $exponent_bias);
                    power[i] = <$t>::from_bits(shifted.to_bits() << $mantissa_bits);
                }
                (Lanes(whole), Lanes(power))
            }
            #[inline(always)]
            fn mantissa_exponent(self) -> (Self, Self) {
                const MANTISSA: $i = (1 << $mantissa_bits) - 1;
                const LEAST: $i = (std::f64::consts::FRAC_1_SQRT_2 as $t).to_bits();
                const SHIFT: $i = (1.0 as $t).to_bits() - LEAST;
                const POWER: $i = (((1 as $i) << $mantissa_bits) as $t).to_bits();
                const BIAS: $t = ((1 as $i) << $mantissa_bits) as $t + $exponent_bias;
                let mut mantissa = self.0;
                let mut exponent = self.0;
                for i in 0..N {
                    // shifted so that the exponent steps at the root of 1/2
                    let bits = self.0[i].to_bits() + SHIFT;
                    mantissa[i] = <$t>::from_bits((bits & MANTISSA) + LEAST);
                    exponent[i] = <$t>::from_bits((bits >> $mantissa_bits) | POWER) - BIAS;
                }
                (Lanes(mantissa), Lanes(exponent))
            }
        }
    };
}

lanes!(f64, u64, MAGIC_F64, 52, 1023.0, (math::EXP_F64, math::LN_F64, 708.0, f64::MIN_POSITIVE, 1e-9));
lanes!(f32, u32, MAGIC_F32, 23, 127.0, (math::EXP_F32, math::LN_F32, 87.0, f32::MIN_POSITIVE as f64, 1e-3));

impl Lane for f64 {
    type Mask = bool;
    const WIDTH: usize = 1;
    const EXP_SERIES: &'static [f64] = math::EXP_F64;
    const LN_SERIES: &'static [f64] = math::LN_F64;
    const EXP_LIMIT: f64 = <F64x8 as Lane>::EXP_LIMIT;
    const SMALLEST: f64 = <F64x8 as Lane>::SMALLEST;
    const BALANCE_TOLERANCE: f64 = <F64x8 as Lane>::BALANCE_TOLERANCE;

    #[inline(always)]
    fn splat(value: f64) -> Self {
        value
    }
    #[inline(always)]
    fn get(self, _column: usize) -> f64 {
        self
    }
    #[inline(always)]
    fn set(&mut self, _column: usize, value: f64) {
        *self = value;
    }
    #[inline(always)]
    fn lt(self, other: Self) -> bool {
        self < other
    }
    #[inline(always)]
    fn le(self, other: Self) -> bool {
        self <= other
    }
    #[inline(always)]
    fn select(mask: bool, yes: Self, no: Self) -> Self {
        if mask { yes } else { no }
    }
    #[inline(always)]
    fn any(mask: bool) -> bool {
        mask
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        f64::sqrt(self)
    }
    #[inline(always)]
    fn whole_and_power_of_two(self) -> (Self, Self) {
        let (whole, power) = Lanes([self]).whole_and_power_of_two();
        (whole.0[0], power.0[0])
    }
    #[inline(always)]
    fn mantissa_exponent(self) -> (Self, Self) {
        let (mantissa, exponent) = Lanes([self]).mantissa_exponent();
        (mantissa.0[0], exponent.0[0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mask_chooses_column_by_column() {
        let a = Lanes([1.0, 5.0, 3.0, 0.0]);
        let b = Lanes([2.0, 4.0, 3.0, -1.0]);
        assert_eq!(Lanes::select(a.lt(b), a, b), Lanes([1.0, 4.0, 3.0, -1.0]));
        assert_eq!(a.min(b), Lanes([1.0, 4.0, 3.0, -1.0]));
        assert_eq!(a.max(b), Lanes([2.0, 5.0, 3.0, 0.0]));
        assert!(Lanes::<f64, 4>::any(a.gt(b)));
        assert!(!Lanes::<f64, 4>::any(a.lt(b) & b.lt(a)));
    }

    #[test]
    fn rounding_and_powers_are_exact() {
        for k in -1022..=1023 {
            assert_eq!(f64::from(k).whole_and_power_of_two(), (f64::from(k), libm::ldexp(1.0, k)));
        }
        assert_eq!(2.4.whole_and_power_of_two(), (2.0, 4.0));
        assert_eq!((-2.6).whole_and_power_of_two(), (-3.0, 0.125));
        for x in [1e-300, 0.1, 0.5, 1.0, 3.7, 1e200] {
            let (mantissa, exponent) = x.mantissa_exponent();
            assert!((0.707..1.415).contains(&mantissa));
            assert_eq!(libm::ldexp(mantissa, exponent as i32), x);
        }
    }

    #[test]
    fn wide_lanes_have_the_bits_of_the_scalar() {
        let mut x = Lanes([0.0; 8]);
        for i in 0..8 {
            x.set(i, 0.37 * (i as f64) + 0.01);
        }
        let formula = math::powf(math::exp(x) * math::ln(x + Lane::one()), x);
        for i in 0..8 {
            let s = x.get(i);
            let scalar = math::powf(math::exp(s) * math::ln(s + 1.0), s);
            assert_eq!(formula.get(i).to_bits(), scalar.to_bits());
        }
    }
}
