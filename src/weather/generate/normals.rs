//! Normal draws of the weather, by interpolation in a table of the quantile.

use crate::random::normal_quantile;
use std::sync::OnceLock;

/// Cells of equal probability in the table.
const CELLS: usize = 4096;
/// Probability of each tail in which the quantile itself is computed.
const TAIL: f64 = 0.01;

/// The table.
#[derive(Debug)]
pub(super) struct Normals(Box<[f64]>);

impl Normals {
    /// The table, made once.
    pub(super) fn table() -> &'static Normals {
        static TABLE: OnceLock<Normals> = OnceLock::new();
        TABLE.get_or_init(|| {
            let at = |i: usize| normal_quantile((i as f64 / CELLS as f64).clamp(1e-9, 1.0 - 1e-9));
            Normals((0..=CELLS).map(at).collect())
        })
    }

    /// Standard normal quantile of `0 < p < 1`, within 3e-5.
    #[inline]
    pub(super) fn quantile(&self, p: f64) -> f64 {
        if !(TAIL..=1.0 - TAIL).contains(&p) {
            return normal_quantile(p);
        }
        let place = p * CELLS as f64;
        let cell = place as usize;
        let (low, high) = (self.0[cell], self.0[cell + 1]);
        low + (place - cell as f64) * (high - low)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_follows_the_quantile() {
        let table = Normals::table();
        let worst = (1..100_000)
            .map(|i| f64::from(i) / 1e5)
            .map(|p| (table.quantile(p) - normal_quantile(p)).abs())
            .fold(0.0, f64::max);
        assert!(worst < 3e-5, "{worst}");
    }
}
