//! What may be cut at about the same time: a share of each zone along the road, and one side of the road of two.
//!
//! A zone is a stretch of a road, all its sides together: in two weeks that follow each other at most a share of its area is cut.
//! Opposite sides (`Li` and `Re` of the same kilometres, with one owner) are not both cut for more than half within some weeks. Both
//! are rows that add up like hours, so that they have prices. Strips that must be cut in any case do not count. Only rows that some
//! choice would break are kept.

use super::instance::Instance;
use crate::kpi::Setting;
use crate::network::Network;
use crate::scenario::PlanOptions;
use std::collections::{BTreeMap, BTreeSet};

/// Fewest segments of a zone that is limited: a few cannot be cut in turns.
const LEAST: usize = 3;
/// Gap of a road above which a zone ends, km.
const GAP_KM: f64 = 0.5;
/// Weeks of a window of a zone.
const PAIR: u8 = 2;
/// Share of a segment above which a cut counts for its side.
const HALF: f64 = 0.5;

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A zone: hectares cut in two weeks.
    Zone,
    /// Opposite sides: sides cut for more than half in some weeks.
    Sides,
}

impl Kind {
    /// First part of the name of its rows in certificates.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Zone => "synchrony",
            Kind::Sides => "sides",
        }
    }

    /// Unit of its rows.
    pub fn unit(self) -> &'static str {
        match self {
            Kind::Zone => "ha",
            Kind::Sides => "cuts",
        }
    }

    /// Sign before the name of a zone or pair in the tables that a plan is judged by.
    pub fn sign(self) -> char {
        match self {
            Kind::Zone => '#',
            Kind::Sides => '|',
        }
    }
}

/// A row: a zone or pair in the weeks from one on.
#[derive(Clone, Debug, PartialEq)]
pub struct SyncRow {
    /// What it is about.
    pub kind: Kind,
    /// Zone or pair.
    pub name: String,
    /// First week.
    pub week: u8,
    /// Most hectares, or sides.
    pub limit: f64,
}

impl SyncRow {
    /// Name in certificates.
    pub fn row_name(&self) -> String {
        format!("{}/{}/{}", self.kind.name(), self.name, self.week)
    }
}

/// A row with what the plan makes of it.
#[derive(Clone, Debug, PartialEq)]
pub struct SyncUse {
    /// The row.
    pub row: SyncRow,
    /// Hectares or sides of the plan.
    pub used: f64,
    /// What one more would save, in the unit of what is minimised.
    pub price: f64,
}

/// A text without the signs that the tables read otherwise.
fn plain(text: &str) -> String {
    text.replace([';', ':', '/'], "_")
}

/// First and last kilometre of a place on a road, and the place.
type Stretch = (f64, f64, usize);

/// Zones: stretches of about `zone_km` of the roads, by the places in them.
pub fn zones(setting: &Setting, instance: &Instance, zone_km: f64) -> Vec<(String, Vec<usize>)> {
    let mut roads: BTreeMap<(&str, &str), Vec<Stretch>> = BTreeMap::new();
    for (at, place) in instance.places.iter().enumerate() {
        let segment = &setting.segments[place.segment];
        roads.entry((&segment.road, &segment.letter)).or_default().push((segment.km_from, segment.km_to, at));
    }
    let mut list = Vec::new();
    for ((road, letter), mut places) in roads {
        places.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.2.cmp(&b.2)));
        let mut first = 0;
        while first < places.len() {
            let mut end = places[first].1;
            let mut last = first + 1;
            while last < places.len() && places[last].0 <= end + GAP_KM {
                end = end.max(places[last].1);
                last += 1;
            }
            let start = places[first].0;
            let count = ((end - start) / zone_km).round().max(1.0);
            let length = (end - start) / count;
            let mut zones: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
            for &(from, to, at) in &places[first..last] {
                let number = ((0.5 * (from + to) - start) / length.max(1e-9)).floor().clamp(0.0, count - 1.0);
                zones.entry(number as u32).or_default().push(at);
            }
            for (number, own) in zones {
                let [from, to] = [number, number + 1].map(|number| start + f64::from(number) * length);
                list.push((plain(&format!("{road}{letter} {from:.1}-{to:.1}")), own));
            }
            first = last;
        }
    }
    list
}

/// Pairs of places on opposite sides with one owner.
fn pairs(setting: &Setting, instance: &Instance) -> Vec<(String, [usize; 2])> {
    let place_of: BTreeMap<usize, usize> =
        instance.places.iter().enumerate().map(|(at, place)| (place.segment, at)).collect();
    let network = Network { segments: setting.segments.to_vec(), ..Network::default() };
    let mut list: Vec<(String, [usize; 2])> = Vec::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (segment, others) in network.opposite().into_iter().enumerate() {
        for other in others.into_iter().filter(|&other| other > segment) {
            let (a, b) = (&setting.segments[segment], &setting.segments[other]);
            let (Some(&one), Some(&two)) = (place_of.get(&segment), place_of.get(&other)) else { continue };
            if a.owner != b.owner {
                continue;
            }
            let name = plain(&format!("{}{} {:.1}", a.road, a.letter, a.km_from));
            let number = seen.entry(name.clone()).or_default();
            *number += 1;
            let name = if *number > 1 { format!("{name} ({number})") } else { name };
            list.push((name, [one, two]));
        }
    }
    list
}

/// Adds a row with what each candidate of some places uses of it, where together they could use more than the limit.
fn add(instance: &mut Instance, row: SyncRow, places: &[usize], amount: impl Fn(&Instance, usize, usize) -> f64) {
    let amounts: Vec<Vec<f64>> = places
        .iter()
        .map(|&place| (0..instance.places[place].candidates.len()).map(|one| amount(instance, place, one)).collect())
        .collect();
    let most: f64 = amounts.iter().map(|own| own.iter().copied().fold(0.0, f64::max)).sum();
    if most <= row.limit * (1.0 + 1e-9) {
        return;
    }
    let number = instance.synchrony.len();
    for (&place, own) in places.iter().zip(&amounts) {
        let candidates = instance.places[place].candidates.iter_mut();
        for (candidate, &amount) in candidates.zip(own).filter(|(_, amount)| **amount > 0.0) {
            candidate.together.push((number, amount));
        }
    }
    instance.synchrony.push(row);
}

/// Sums of the areas that a candidate cuts in some weeks, ha.
fn cut_ha(instance: &Instance, place: usize, candidate: usize, weeks: std::ops::Range<u8>) -> f64 {
    let candidate = &instance.places[place].candidates[candidate];
    let cuts = candidate.weeks.iter().zip(&candidate.areas_ha);
    cuts.filter(|(week, _)| weeks.contains(week)).map(|(_, area)| area).sum()
}

/// Adds the rows that a scenario asks for, and drops candidates that exceed one by themselves.
pub fn limit(instance: &mut Instance, setting: &Setting, options: &PlanOptions) {
    if let Some((zone_km, share)) = options.synchrony {
        for (name, places) in zones(setting, instance, zone_km) {
            if places.len() < LEAST {
                continue;
            }
            let area = |place: &usize| setting.segments[instance.places[*place].segment].mown_area_m2;
            let limit = share * places.iter().map(area).sum::<f64>() * crate::units::HA_PER_M2;
            for week in options.weeks.0..options.weeks.1 {
                let row = SyncRow { kind: Kind::Zone, name: name.clone(), week, limit };
                add(instance, row, &places, |all, place, one| cut_ha(all, place, one, week..week + PAIR));
            }
        }
    }
    if let Some(apart) = options.opposite_weeks {
        for (name, places) in pairs(setting, instance) {
            let large = |all: &Instance, place: usize, one: usize, weeks: std::ops::Range<u8>| {
                let candidate = &all.places[place].candidates[one];
                let area = setting.segments[all.places[place].segment].mown_area_m2 * crate::units::HA_PER_M2;
                let mut cuts = candidate.weeks.iter().zip(&candidate.areas_ha);
                f64::from(u8::from(cuts.any(|(week, cut)| weeks.contains(week) && *cut > HALF * area)))
            };
            let candidates = places.iter().flat_map(|&place| &instance.places[place].candidates);
            let weeks: BTreeSet<u8> = candidates.flat_map(|one| one.weeks.iter().copied()).collect();
            for week in weeks {
                let row = SyncRow { kind: Kind::Sides, name: name.clone(), week, limit: 1.0 };
                add(instance, row, &places, |all, place, one| large(all, place, one, week..week + apart));
            }
        }
    }
    let rows = &instance.synchrony;
    for place in &mut instance.places {
        place
            .candidates
            .retain(|one| one.together.iter().all(|&(row, amount)| amount <= rows[row].limit * (1.0 + 1e-9)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::sample::Sample;
    use crate::network::segment::Side;
    use crate::planning::Planned;
    use crate::planning::instance::Rules;
    use crate::planning::search::rounding::Effort;
    use crate::scenario::Limit;

    fn planned(sample: &Sample, options: &PlanOptions) -> Planned {
        let rules = Rules { options, crews: &[], owners: &[], depots: &[], chains: &[] };
        sample.with(|evidence| crate::planning::plan(evidence, &rules, Effort::default(), 1))
    }

    fn options() -> PlanOptions {
        let limits = vec![("fire".to_owned(), Limit::Relative(-0.25))];
        PlanOptions { limits, stretch_eur: 0.0, joint: true, ..PlanOptions::default() }
    }

    /// Weeks in which the main verges of the plan are cut, by segment.
    fn weeks(planned: &Planned) -> Vec<Vec<u8>> {
        let choices = &planned.plan.as_ref().expect("there is a plan").choices;
        let main = |visit: &&crate::kpi::cost::VisitWork| visit.zone == crate::scenario::stands::Zone::Main;
        choices.iter().map(|choice| choice.visits.iter().filter(main).map(|visit| visit.week).collect()).collect()
    }

    #[test]
    fn opposite_sides_are_cut_weeks_apart_and_the_price_is_told() {
        let mut sample = Sample::new();
        // Segments 0 and 1 face each other, with the same kilometres and owner.
        (sample.segments[1].side, sample.segments[1].km_from, sample.segments[1].km_to) =
            (Side::Left, sample.segments[0].km_from, sample.segments[0].km_to);
        let free = weeks(&planned(&sample, &options()));
        let apart = PlanOptions { opposite_weeks: Some(3), ..options() };
        let found = planned(&sample, &apart);
        let rows = &found.plan.as_ref().expect("there is a plan").synchrony;
        assert!(!rows.is_empty() && rows.iter().all(|row| row.row.kind == Kind::Sides && row.used <= 1.0 + 1e-9));
        let both = weeks(&found);
        let near = |weeks: &[Vec<u8>]| weeks[0].iter().any(|a| weeks[1].iter().any(|b| a.abs_diff(*b) < 3));
        assert!(near(&free) && !near(&both), "{free:?} {both:?}");
        assert!(found.model.problem.rows.iter().any(|row| row.name.starts_with("sides/") && row.unit == "cuts"));
    }

    #[test]
    fn a_zone_is_not_cut_at_once() {
        let mut sample = Sample::new();
        // Too few segments: nothing is limited.
        let zone = PlanOptions { synchrony: Some((2.0, 0.4)), ..options() };
        assert!(planned(&sample, &zone).instance.synchrony.is_empty());
        // Three segments on one kilometre of one road: 0.9 ha each, of which 1.2 ha may be cut in two weeks.
        sample.segments[2].road = "A1".into();
        (sample.segments[2].km_from, sample.segments[2].km_to) = (1.5, 1.6);
        let limits = vec![("fire".to_owned(), Limit::Relative(-0.15))];
        let free = PlanOptions { limits, ..options() };
        let zone = PlanOptions { synchrony: Some((2.0, 0.4)), ..free.clone() };
        let found = planned(&sample, &zone);
        let plan = found.plan.as_ref().expect("there is a plan");
        assert!(!plan.synchrony.is_empty());
        let together = |weeks: &[Vec<u8>]| {
            let cut: Vec<u8> = weeks.concat();
            (0..cut.len()).any(|a| (0..a).any(|b| cut[a].abs_diff(cut[b]) < 2))
        };
        assert!(!together(&weeks(&found)), "{:?}", weeks(&found));
        for one in &plan.synchrony {
            assert!(one.used <= one.row.limit * (1.0 + 1e-9), "{one:?}");
        }
        let free = planned(&sample, &free).plan.expect("there is a plan");
        assert!(plan.bound >= free.bound - 1e-9, "a limit cannot make plans cheaper");
    }
}
