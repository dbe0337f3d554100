//! Structs whose every field is a lane: filled and read column by column.

/// Gives a struct of lanes `column(i)` and `set_column(i, ...)`, which move one column out and in.
macro_rules! lane_struct {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub struct $name<L> {
            $($(#[$field_doc])* pub $field: L,)*
        }

        impl<L: $crate::lane::Lane> $name<L> {
            /// The same values in every column.
            pub fn splat(one: &$name<f64>) -> Self {
                $name { $($field: L::splat(one.$field),)* }
            }

            /// The values of one column.
            pub fn column(&self, column: usize) -> $name<f64> {
                $name { $($field: self.$field.get(column),)* }
            }

            /// Replaces the values of one column.
            pub fn set_column(&mut self, column: usize, one: &$name<f64>) {
                $(self.$field.set(column, one.$field);)*
            }
        }
    };
}

pub(crate) use lane_struct;

/// A denominator that is never zero: pools of nothing give rates of nothing instead of `0/0`.
pub(crate) const TINY: f64 = 1e-30;

/// Two quotients for one division: `[a/b, c/d]`, `b` and `d` from 0 up, kept at or above [`TINY_PAIRED`].
#[inline(always)]
pub(crate) fn quotients<L: crate::lane::Lane>([a, b]: [L; 2], [c, d]: [L; 2]) -> [L; 2] {
    let least = L::splat(TINY_PAIRED);
    // Unlike in form on purpose: the compiler mixes up the columns of a product of two terms that look alike.
    let (b, d) = (b.max(least), d + least);
    let inverse = L::one() / (b * d);
    [a * d * inverse, c * b * inverse]
}

/// Least denominator of [`quotients`], kg/ha: small enough to be nothing, its square large enough for single precision.
const TINY_PAIRED: f64 = 1e-15;
