//! Registers of verge fires: what a road authority or a fire brigade wrote down, and which verges it may have been.
//!
//! A row says day, road and kilometre, and letter, side and time where they are known. It may match several segments (both
//! sides of the road); then the fire was on one of them.

pub mod read;

use crate::calendar::Date;
use crate::network::segment::{Segment, Side};
use std::collections::BTreeMap;

/// A fire of the register.
#[derive(Clone, Debug, PartialEq)]
pub struct Incident {
    /// Line of the file.
    pub line: usize,
    /// Day.
    pub date: Date,
    /// Minutes after midnight, if known.
    pub minute: Option<u16>,
    /// Road, in capitals without spaces.
    pub road: String,
    /// Hectometre letter in lower case, if known.
    pub letter: Option<String>,
    /// Side, if known.
    pub side: Option<Side>,
    /// Kilometre.
    pub km: f64,
}

/// A register.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Register {
    /// Fires, in the order of the file.
    pub incidents: Vec<Incident>,
    /// Rows that repeat another one in every cell that is read; they are left out.
    pub repeated: usize,
    /// Columns that are not read.
    pub unread: Vec<String>,
}

/// A road as it is compared: capitals, no spaces.
pub fn road_key(road: &str) -> String {
    road.chars().filter(|letter| !letter.is_whitespace()).flat_map(char::to_uppercase).collect()
}

/// Segments by road, to look up incidents.
#[derive(Clone, Debug)]
pub struct Roads<'a> {
    segments: &'a [Segment],
    by_road: BTreeMap<String, Vec<usize>>,
}

impl<'a> Roads<'a> {
    /// Sorts the segments.
    pub fn new(segments: &'a [Segment]) -> Self {
        let mut by_road: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (place, segment) in segments.iter().enumerate() {
            by_road.entry(road_key(&segment.road)).or_default().push(place);
        }
        Roads { segments, by_road }
    }

    /// Segments that an incident may have been on. A kilometre on the border of two segments belongs to the later one, the
    /// last one of a road holds its end as well.
    pub fn find(&self, incident: &Incident) -> Vec<usize> {
        /// Kilometres are written with three decimals at most.
        const NEAR_KM: f64 = 1e-6;
        let Some(road) = self.by_road.get(&incident.road) else { return Vec::new() };
        let fits = |&&place: &&usize| {
            let row = &self.segments[place];
            incident.side.is_none_or(|side| side == row.side)
                && incident.letter.as_ref().is_none_or(|letter| *letter == row.letter.to_lowercase())
        };
        let fitting: Vec<usize> = road.iter().filter(fits).copied().collect();
        let at = |&place: &usize| {
            let row = &self.segments[place];
            row.km_from <= incident.km + NEAR_KM && incident.km + NEAR_KM < row.km_to
        };
        let within: Vec<usize> = fitting.iter().copied().filter(at).collect();
        if !within.is_empty() {
            return within;
        }
        fitting.into_iter().filter(|&place| (self.segments[place].km_to - incident.km).abs() <= NEAR_KM).collect()
    }
}
