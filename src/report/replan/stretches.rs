//! Changes that follow each other along the road, joined to stretches: what a work order and a board can read.

use super::Adjustment;
use super::programme::{Ahead, ahead};
use crate::kpi::define::{Aggregate, Kpi};
use crate::kpi::group::weight;
use crate::plot::words::{choose, with_decimals};
use crate::replan::options::{Changed, Trigger};
use crate::report::schedule::side_name;
use crate::units::KM_PER_M;
use std::collections::BTreeMap;

/// Neighbouring segments with equal changes for equal reasons.
#[derive(Clone, Debug)]
pub struct Stretch<'a> {
    /// Its segments, in order along the road.
    pub changes: Vec<&'a Changed>,
    /// What was planned for the time that is left.
    pub before: Ahead,
    /// What is planned now.
    pub after: Ahead,
}

impl Stretch<'_> {
    /// What triggered the change, that of its first segment.
    pub fn trigger(&self) -> Trigger {
        self.changes[0].trigger
    }

    /// Length, km.
    pub fn length_km(&self, adjustment: &Adjustment<'_>) -> f64 {
        let length = |one: &&Changed| adjustment.setting.segments[one.segment].length_m;
        self.changes.iter().map(length).sum::<f64>() * KM_PER_M
    }

    /// Cost of the old plan and of the adjusted one, EUR a year.
    pub fn cost_eur(&self) -> (f64, f64) {
        self.summed(|one| one.cost_eur)
    }

    /// Fires per 100 km of verge and year, under the old plan and the adjusted one.
    pub fn fires_per_100_km(&self, adjustment: &Adjustment<'_>) -> (f64, f64) {
        let (before, after) = self.summed(|one| one.fires);
        let per = 100.0 / self.length_km(adjustment).max(f64::MIN_POSITIVE);
        (per * before, per * after)
    }

    fn summed(&self, of: impl Fn(&Changed) -> (f64, f64)) -> (f64, f64) {
        self.changes.iter().map(|one| of(one)).fold((0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
    }

    /// Target species under the old plan and the adjusted one, mean by area.
    pub fn target_richness(&self, adjustment: &Adjustment<'_>) -> (f64, f64) {
        let area = |one: &Changed| adjustment.setting.segments[one.segment].mown_area_m2;
        let total: f64 = self.changes.iter().map(|one| area(one)).sum();
        self.summed(|one| {
            let share = area(one) / total.max(f64::MIN_POSITIVE);
            (share * one.target_richness.0, share * one.target_richness.1)
        })
    }

    /// The measure that triggered the change on the whole stretch: as expected, and as it is believed under the old plan.
    pub fn moved(&self, kpi: &Kpi, adjustment: &Adjustment<'_>) -> Option<(f64, f64)> {
        let mut sum = (0.0, 0.0, 0.0);
        for one in &self.changes {
            let (from, to) = one.moved?;
            let (factor, part) = weight(kpi, &adjustment.setting.segments[one.segment]);
            sum = (sum.0 + factor * from, sum.1 + factor * to, sum.2 + part);
        }
        let divisor = if kpi.aggregate == Aggregate::Sum || sum.2 <= 0.0 { 1.0 } else { sum.2 };
        Some((sum.0 / divisor, sum.1 / divisor))
    }

    /// Where it lies: "A12 L Li km 110.6\u{2013}111.4".
    pub fn place(&self, adjustment: &Adjustment<'_>) -> String {
        let segments = adjustment.setting.segments;
        let first = &segments[self.changes[0].segment];
        let last = self.changes.last().map_or(first, |one| &segments[one.segment]);
        place(adjustment, first, (first.km_from, last.km_to))
    }
}

/// Road, carriageway, side and kilometres in words.
pub fn place(adjustment: &Adjustment<'_>, on: &crate::network::segment::Segment, km: (f64, f64)) -> String {
    let language = adjustment.setting.language;
    let side = match side_name(on.side) {
        "middle" => choose(language, "middle", "midden"),
        side => side,
    };
    let carriageway = if on.carriageway.is_empty() { String::new() } else { format!(" {}", on.carriageway) };
    let [from, to] = [km.0, km.1].map(|km| with_decimals(km, 1, language));
    format!("{}{}{carriageway} {side} km\u{a0}{from}\u{2013}{to}", on.road, on.letter)
}

fn same_reason(a: Trigger, b: Trigger) -> bool {
    match (a, b) {
        (Trigger::Kpi(one), Trigger::Kpi(other)) => one.limit == other.limit,
        (one, other) => one == other,
    }
}

fn same_party(adjustment: &Adjustment<'_>, a: usize, b: usize) -> bool {
    let (a, b) = (&adjustment.setting.segments[a], &adjustment.setting.segments[b]);
    (&a.owner, &a.contract, &a.district) == (&b.owner, &b.contract, &b.district)
}

/// All changes as stretches, in order along the roads.
pub fn stretches<'a>(adjustment: &Adjustment<'a>) -> Vec<Stretch<'a>> {
    let found = adjustment.found;
    let years = adjustment.from.year + found.years_left;
    let told =
        |programme: usize| ahead(&adjustment.setting.programmes[programme], &found.scenario, adjustment.from, years);
    let mut of: BTreeMap<usize, &Changed> = found.changes.iter().map(|one| (one.segment, one)).collect();
    let chains = found.scenario.network.chains.iter().map(|chain| chain.segments.clone());
    let mut list: Vec<Stretch<'a>> = Vec::new();
    for chain in chains {
        let mut open = false;
        for segment in chain {
            let Some(change) = of.remove(&segment) else {
                open = false;
                continue;
            };
            let (before, after) = (told(change.programmes.0), told(change.programmes.1));
            let goes_on = |last: &&mut Stretch<'a>| {
                let alike = last.before == before && last.after == after;
                open && alike
                    && same_reason(last.trigger(), change.trigger)
                    && same_party(adjustment, last.changes[0].segment, segment)
            };
            match list.last_mut().filter(goes_on) {
                Some(last) => last.changes.push(change),
                None => list.push(Stretch { changes: vec![change], before, after }),
            }
            open = true;
        }
    }
    list
}
