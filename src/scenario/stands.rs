//! Segments to cases to patches to distinct stands.
//!
//! Equal sites under an equal present regime on one weather node are one class. A case is a class with one zone of the
//! cross-section under one programme; its patches point at stands, and patches of many cases share stands. [`build`]
//! finds them all, [`candidates`] says which programmes a segment may choose, [`zones`] how a segment divides over its zones.

mod assemble;
pub mod candidates;
pub mod courses;
mod keys;
#[cfg(test)]
pub(crate) mod samples;
pub mod zones;

use super::Scenario;
use crate::mowing::patches::{CutList, Programme};
use crate::network::segment::SiteColumns;
use candidates::PlanWeeks;
use std::collections::BTreeMap;
use std::ops::Range;

/// Zone of the cross-section, from the carriageway outwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Zone {
    /// Safety strip.
    Safety,
    /// Main verge.
    Main,
    /// Ditch side.
    Ditch,
}

/// A class of sites: one weather node, equal columns that growth reads, equal present regime.
#[derive(Clone, Debug)]
pub struct SiteClass {
    /// Id of its first segment.
    pub name: String,
    /// Weather node.
    pub node: usize,
    /// What growth reads.
    pub site: SiteColumns,
    /// Present regime.
    pub present: usize,
    /// Segments of the class.
    pub segments: Vec<usize>,
    /// Year, counted from the first simulated one, before which its plants are brought to this multiple of their number, as they
    /// were counted; `None`: as simulated.
    pub counted: Option<(usize, f64)>,
}

/// What grows: a class under one list of cuts, after a warm-up under another.
#[derive(Clone, Debug, PartialEq)]
pub struct StandSpec {
    /// Class.
    pub class: usize,
    /// Cuts of the warm-up (index into the cut lists).
    pub warmup: usize,
    /// Cuts of the simulated years (index into the cut lists).
    pub cuts: usize,
}

/// One patch of a case.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Patch {
    /// Stand that grows there.
    pub stand: usize,
    /// Share of the zone's area.
    pub share: f64,
}

/// A zone of a class under one programme.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// Class.
    pub class: usize,
    /// Zone.
    pub zone: Zone,
    /// Programme of the main zone; `None` in the strips, whose cuts are the same under every regime.
    pub programme: Option<usize>,
    /// Which part of a pattern in whole segments (`blocks`, `sides`) this is; 0 otherwise.
    pub variant: usize,
    /// Patches, shares summing to 1.
    pub patches: Vec<Patch>,
    /// Uncut share around the segment on each visit, for patterns in whole segments; empty where the patches tell.
    pub uncut_around: Vec<f64>,
}

/// Everything to simulate, and how it maps to segments.
#[derive(Clone, Debug, Default)]
pub struct Stands {
    /// Programmes: first the regimes on their own days (same index as the regime), then the weekly ones of the plan.
    pub programmes: Vec<Programme>,
    /// Classes in the order of their first segments.
    pub classes: Vec<SiteClass>,
    /// Distinct lists of cuts.
    pub cut_lists: Vec<CutList>,
    /// Distinct stands, ordered by class.
    pub stands: Vec<StandSpec>,
    /// Cases, ordered by class.
    pub cases: Vec<Case>,
    /// Class of each segment; `None` where no grass grows.
    pub segment_class: Vec<Option<usize>>,
    /// For each segment, its variant under each programme is `variant_of(segment, programme)`; this is its index in the
    /// chain.
    pub chain_index: Vec<usize>,
    /// Case of (class, zone, programme, variant), through [`Stands::case`].
    pub lookup: BTreeMap<(usize, Zone, usize, usize), usize>,
    /// For each owner of the scenario its weekly programmes (indices into `programmes`, ascending); empty without a plan.
    pub owner_programmes: Vec<Vec<usize>>,
    /// Programmes of each segment where a plan that was begun goes on; `None`: those of its owner.
    pub begun: Option<Vec<Vec<usize>>>,
}

/// A plan that was begun: how each segment may go on, and what was counted there.
#[derive(Clone, Debug, Default)]
pub struct Begun {
    /// Courses, with their past.
    pub programmes: Vec<Programme>,
    /// Courses of each segment (indices into `programmes`).
    pub of_segment: Vec<Vec<usize>>,
    /// Year and multiple of the plants of each segment, where they were counted.
    pub counted: Vec<Option<(usize, f64)>>,
}

/// Everything to simulate where a plan that was begun goes on.
pub fn build_begun(scenario: &Scenario, begun: &Begun) -> Stands {
    let pieces = pieces(scenario);
    assemble::assemble(&assemble::Pieces { plan: None, begun: Some(begun), ..pieces })
}

/// Everything to simulate for a scenario: classes, programmes, cases and distinct stands, in an order that depends on
/// the scenario alone.
pub fn build(scenario: &Scenario) -> Stands {
    assemble::assemble(&pieces(scenario))
}

fn pieces(scenario: &Scenario) -> assemble::Pieces<'_> {
    assemble::Pieces {
        segments: &scenario.network.segments,
        chains: &scenario.network.chains,
        node: &scenario.segment_node,
        present: &scenario.segment_present,
        regimes: &scenario.regimes,
        strips: &scenario.strips,
        owners: &scenario.owners,
        plan: scenario.plan.as_ref().map(|plan| PlanWeeks {
            weeks: plan.weeks,
            min_gap_weeks: plan.min_gap_weeks,
            candidates: plan.candidates,
            contract_years: plan.contract_years,
            first_year: scenario.first_year,
        }),
        begun: None,
    }
}

impl Stands {
    /// The stands of a class.
    pub fn stands_of(&self, class: usize) -> Range<usize> {
        let before = |limit: usize| self.stands.partition_point(|stand| stand.class < limit);
        before(class)..before(class + 1)
    }

    /// The cases of a class.
    pub fn cases_of(&self, class: usize) -> Range<usize> {
        let before = |limit: usize| self.cases.partition_point(|case| case.class < limit);
        before(class)..before(class + 1)
    }

    /// Number of regimes: the first programmes, each a regime on its own days.
    pub fn regimes(&self) -> usize {
        let own_days = |(index, programme): &(usize, &Programme)| programme.regime == *index;
        self.programmes.iter().enumerate().take_while(own_days).count()
    }

    /// Case of a class in a zone; strips have one case whatever the programme and variant.
    ///
    /// Every class has the cases of each regime on its own days and of each programme that the owner of one of its segments
    /// allows, in the variants its segments need; ask [`Stands::find_case`] about others.
    pub fn case(&self, class: usize, zone: Zone, programme: usize, variant: usize) -> usize {
        self.find_case(class, zone, programme, variant)
            .expect("a class has the cases of its regimes, candidates, variants and zones")
    }

    /// Case of a class in a zone, if it is simulated.
    pub fn find_case(&self, class: usize, zone: Zone, programme: usize, variant: usize) -> Option<usize> {
        let (programme, variant) = if zone == Zone::Main { (programme, variant) } else { (0, 0) };
        self.lookup.get(&(class, zone, programme, variant)).copied()
    }

    /// Variant of a segment under a programme: which part of a pattern in whole segments it is, 0 for other patterns.
    pub fn variant_of(&self, scenario: &Scenario, segment: usize, programme: usize) -> usize {
        let side = scenario.network.segments[segment].side;
        self.programmes[programme].split().variant(side, self.chain_index[segment])
    }
}
