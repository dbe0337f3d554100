//! Whether neighbours are cut at the same time, which leaves nothing to flee to.

use crate::biodiversity::insects::{PatchCuts, cut_days, uncut_share_on};

/// Share cut in one go that counts as a large cut.
const LARGE_SHARE: f64 = 0.5;
/// Days within which two cuts count as one time.
const SAME_TIME_DAYS: u16 = 14;

/// Days on which at least half of a segment is cut.
pub fn large_cut_days(patches: &[PatchCuts]) -> Vec<u16> {
    cut_days(patches).into_iter().filter(|&day| 1.0 - uncut_share_on(patches, day) >= LARGE_SHARE).collect()
}

/// Synchrony (indicator B15): weighted share of neighbouring pairs of which both had a large cut within 14 days, 0-1.
///
/// - `pairs`: neighbours with their weight, such as the shared length
/// - `days`: days of large cuts of each segment ([`large_cut_days`])
///
/// 0 is best; 0 without pairs.
///
/// ```
/// use zeis::biodiversity::connectivity::synchrony;
/// let days = [vec![170], vec![180, 260], vec![230]];
/// assert_eq!(synchrony(&[(0, 1, 1.0), (1, 2, 3.0)], &days), 0.25);
/// ```
pub fn synchrony(pairs: &[(usize, usize, f64)], days: &[Vec<u16>]) -> f64 {
    let together = |a: usize, b: usize| {
        days[a].iter().any(|day| days[b].iter().any(|other| day.abs_diff(*other) <= SAME_TIME_DAYS))
    };
    let total: f64 = pairs.iter().map(|pair| pair.2).sum();
    let met: f64 = pairs.iter().filter(|(a, b, _)| together(*a, *b)).map(|pair| pair.2).sum();
    if total > 0.0 { met / total } else { 0.0 }
}
