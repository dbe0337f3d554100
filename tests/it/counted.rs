//! A number that counts what is done with it, to guard the work of a column-day without a clock.

use std::cell::Cell;
use std::ops::{Add, Div, Mul, Neg, Sub};
use zeis::lane::Lane;

/// Operations counted since the last [`take`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub sums: u64,
    pub products: u64,
    pub divisions: u64,
    pub selects: u64,
    pub powers_of_two: u64,
    pub logarithms: u64,
}

thread_local! {
    static COUNTS: Cell<Counts> = const { Cell::new(Counts {
        sums: 0, products: 0, divisions: 0, selects: 0, powers_of_two: 0, logarithms: 0,
    }) };
}

/// The counts so far; counting starts anew.
pub fn take() -> Counts {
    COUNTS.replace(Counts::default())
}

/// Counts one operation of a kind.
fn tally(kind: impl Fn(&mut Counts) -> &mut u64) {
    COUNTS.with(|cell| {
        let mut counts = cell.get();
        *kind(&mut counts) += 1;
        cell.set(counts);
    });
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Counted(f64);

macro_rules! counted {
    ($trait:ident, $method:ident, $op:tt, $field:ident) => {
        impl $trait for Counted {
            type Output = Self;
            fn $method(self, other: Self) -> Self {
                tally(|counts| &mut counts.$field);
                Counted(self.0 $op other.0)
            }
        }
    };
}

counted!(Add, add, +, sums);
counted!(Sub, sub, -, sums);
counted!(Mul, mul, *, products);
counted!(Div, div, /, divisions);

impl Neg for Counted {
    type Output = Self;
    fn neg(self) -> Self {
        Counted(-self.0)
    }
}

impl Lane for Counted {
    type Mask = bool;
    const WIDTH: usize = 1;
    const EXP_SERIES: &'static [f64] = <f64 as Lane>::EXP_SERIES;
    const LN_SERIES: &'static [f64] = <f64 as Lane>::LN_SERIES;
    const EXP_LIMIT: f64 = <f64 as Lane>::EXP_LIMIT;
    const SMALLEST: f64 = <f64 as Lane>::SMALLEST;
    const BALANCE_TOLERANCE: f64 = <f64 as Lane>::BALANCE_TOLERANCE;

    fn splat(value: f64) -> Self {
        Counted(value)
    }
    fn get(self, _column: usize) -> f64 {
        self.0
    }
    fn set(&mut self, _column: usize, value: f64) {
        self.0 = value;
    }
    fn lt(self, other: Self) -> bool {
        self.0 < other.0
    }
    fn le(self, other: Self) -> bool {
        self.0 <= other.0
    }
    fn select(mask: bool, yes: Self, no: Self) -> Self {
        tally(|counts| &mut counts.selects);
        if mask { yes } else { no }
    }
    fn any(mask: bool) -> bool {
        mask
    }
    fn sqrt(self) -> Self {
        Counted(self.0.sqrt())
    }
    fn whole_and_power_of_two(self) -> (Self, Self) {
        tally(|counts| &mut counts.powers_of_two);
        let (whole, power) = self.0.whole_and_power_of_two();
        (Counted(whole), Counted(power))
    }
    fn mantissa_exponent(self) -> (Self, Self) {
        tally(|counts| &mut counts.logarithms);
        let (mantissa, exponent) = self.0.mantissa_exponent();
        (Counted(mantissa), Counted(exponent))
    }
}
