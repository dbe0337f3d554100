//! What stays standing: the uncut share at each round, and the winter refuge.

use super::insects::{PatchCuts, cut_days, uncut_share_on};
use super::nectar::evenness;
use super::season::HALF_MONTHS;
use crate::mowing::CutEvent;

/// Height from which a sward shelters animals in winter, m.
const REFUGE_HEIGHT_M: f64 = 0.20;
/// First and last day of the season in which a cut takes the refuge: 1 August and 31 March (days of a 365-day year).
const SEASON_FIRST_DAY: u16 = 213;
const SEASON_LAST_DAY: u16 = 90;

/// Uncut share at each round: the least area share that stood uncut on any day with cuts (indicator B11), 0-1.
///
/// - `patches`: parts of a segment with their cuts of a year
///
/// `None` in a year without cuts. Asked for: 0.15-0.30 (Kleurkeur); about 0.40 in sinus management.
pub fn uncut_share_at_rounds(patches: &[PatchCuts]) -> Option<f64> {
    cut_days(patches).into_iter().map(|day| uncut_share_on(patches, day)).reduce(f64::min)
}

/// A part of a segment as its winter sees it.
#[derive(Clone, Copy, Debug)]
pub struct WinterPatch<'a> {
    /// Share of the segment's area.
    pub area_share: f64,
    /// Cuts of the year before, in order of date.
    pub last_year: &'a [CutEvent],
    /// Cuts of this year, in order of date.
    pub this_year: &'a [CutEvent],
    /// Mean sward height in January of this year, m.
    pub january_height_m: f64,
}

impl WinterPatch<'_> {
    /// Whether the patch shelters animals: not cut from 1 August to 31 March, and at least 0.20 m high in January.
    pub fn is_refuge(&self) -> bool {
        let cut = self.last_year.iter().any(|cut| cut.day_of_year >= SEASON_FIRST_DAY)
            || self.this_year.iter().any(|cut| cut.day_of_year <= SEASON_LAST_DAY);
        !cut && self.january_height_m >= REFUGE_HEIGHT_M
    }
}

/// Winter refuge `W`: area share that is a refuge (indicator B12), 0-1; 0 for no patches.
///
/// Asked for: at least 0.15 (assumption in line with Kleurkeur).
///
/// ```
/// use zeis::biodiversity::structure::{WinterPatch, winter_refuge};
/// let uncut = WinterPatch { area_share: 0.3, last_year: &[], this_year: &[], january_height_m: 0.35 };
/// let short = WinterPatch { area_share: 0.7, january_height_m: 0.10, ..uncut };
/// assert_eq!(winter_refuge(&[uncut, short]), 0.3);
/// ```
pub fn winter_refuge(patches: &[WinterPatch]) -> f64 {
    let area: f64 = patches.iter().map(|patch| patch.area_share).sum();
    let refuge: f64 = patches.iter().filter(|patch| patch.is_refuge()).map(|patch| patch.area_share).sum();
    if area > 0.0 { refuge / area } else { 0.0 }
}

/// Limits of the classes of height, m.
const HEIGHT_CLASSES_M: [f64; 3] = [0.10, 0.30, 0.60];
/// Half-months of April to October.
const SEASON_HALF_MONTHS: std::ops::Range<usize> = 6..20;
/// Edge of a sinus layout over that of straight strips (assumption, 1.1-1.6).
const SINUS_EDGE: f64 = 1.3;

/// Structure (indicator B13): evenness of the area shares of four classes of height, mean of the half-months of April to
/// October, 0-1.
///
/// - `patches`: area share, and mean height of each half-month, m
///
/// 0 for a verge of one height. Classes: below 0.10, to 0.30, to 0.60 m, and above.
pub fn height_structure(patches: &[(f64, [f64; HALF_MONTHS])]) -> f64 {
    let of_half_month = |half: usize| {
        let mut shares = [0.0; HEIGHT_CLASSES_M.len() + 1];
        for (share, heights_m) in patches {
            shares[HEIGHT_CLASSES_M.iter().filter(|limit| heights_m[half] >= **limit).count()] += share;
        }
        evenness(&shares)
    };
    SEASON_HALF_MONTHS.map(of_half_month).sum::<f64>() / SEASON_HALF_MONTHS.len() as f64
}

/// Length of the edge between mown and standing grass, m per 100 m of road, when a share stays standing.
///
/// - `edges`: lines along the road where mown grass meets standing grass
/// - `sinus`: whether the lines wind, which lengthens them by 1.3
pub fn edge_m_per_100m(edges: u32, sinus: bool) -> f64 {
    100.0 * f64::from(edges) * if sinus { SINUS_EDGE } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(day_of_year: u16) -> CutEvent {
        CutEvent { lying_days: 3, ..CutEvent::hay(day_of_year, 0.1) }
    }

    #[test]
    fn a_cut_from_august_to_march_takes_the_refuge() {
        let patch = |last: &[CutEvent], this: &[CutEvent], height: f64| {
            WinterPatch { area_share: 1.0, last_year: last, this_year: this, january_height_m: height }.is_refuge()
        };
        assert!(patch(&[cut(178), cut(212)], &[cut(91)], 0.20));
        assert!(!patch(&[cut(213)], &[], 0.5));
        assert!(!patch(&[], &[cut(90)], 0.5));
        assert!(!patch(&[], &[], 0.199));
        assert_eq!(winter_refuge(&[]), 0.0);
    }

    #[test]
    fn the_round_that_leaves_least_counts() {
        let (both, first) = ([cut(178), cut(258)], [cut(178)]);
        let patches = [
            PatchCuts { area_share: 0.5, cuts: &both },
            PatchCuts { area_share: 0.3, cuts: &first },
            PatchCuts { area_share: 0.2, cuts: &[] },
        ];
        assert!((uncut_share_at_rounds(&patches).expect("cut") - 0.2).abs() < 1e-12);
        assert!((uncut_share_on(&patches, 258) - 0.5).abs() < 1e-12);
        assert_eq!(uncut_share_at_rounds(&patches[2..]), None);
    }
    #[test]
    fn patches_of_many_heights_make_structure() {
        let flat = [(1.0, [0.4; HALF_MONTHS])];
        assert_eq!(height_structure(&flat), 0.0);
        let four = [0.05, 0.2, 0.5, 0.9].map(|height| (0.25, [height; HALF_MONTHS]));
        assert!((height_structure(&four) - 1.0).abs() < 1e-12);
        let two = [0.2, 0.5].map(|height| (0.5, [height; HALF_MONTHS]));
        assert!((height_structure(&two) - 0.5).abs() < 1e-12);
        assert_eq!((edge_m_per_100m(2, false), edge_m_per_100m(1, true)), (200.0, 130.0));
    }
}
