//! What may be cut at about the same time: a share of each zone along the road, and one side of the road of two.
//!
//! A zone is a stretch of a road, all its sides together: in two weeks that follow each other at most a share of its area is cut.
//! Opposite sides (`Li` and `Re` of the same kilometres, with one owner) are not both cut for more than half within some weeks. Both
//! are rows that add up like hours, so that they have prices. Strips that must be cut in any case do not count. Only rows that some
//! choice would break are kept; in a contract of several years the rows hold in every year, and one that asks the same as in a year
//! before stands there once.

use super::candidate::Candidate;
use super::instance::Instance;
use crate::kpi::Setting;
use crate::network::Network;
use crate::scenario::PlanOptions;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

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
    /// Calendar year, where years are planned one by one; the row also holds for later years that ask the same.
    pub year: Option<i16>,
    /// First week.
    pub week: u8,
    /// Most hectares, or sides.
    pub limit: f64,
}

impl SyncRow {
    /// Zone or pair as tables name it, with its year if it has one.
    pub fn place_name(&self) -> String {
        self.year.map_or_else(|| self.name.clone(), |year| format!("{}/{year}", self.name))
    }

    /// Name in certificates.
    pub fn row_name(&self) -> String {
        format!("{}/{}/{}", self.kind.name(), self.place_name(), self.week)
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

/// Amounts that the candidates of some places use of a row.
type Amounts = Vec<Vec<f64>>;

/// The rows of one zone or pair, year by year.
struct Maker<'a> {
    places: &'a [usize],
    /// Amounts of the rows made so far, by their first week.
    made: BTreeMap<u8, Vec<Amounts>>,
}

impl Maker<'_> {
    /// Adds a row with what each candidate uses of it, where together they could use more than the limit and no row of a year
    /// before asks the same.
    fn add(&mut self, instance: &mut Instance, row: SyncRow, amount: impl Fn(&Candidate, usize) -> f64) {
        let of = |&place: &usize| instance.places[place].candidates.iter().map(|one| amount(one, place)).collect();
        let amounts: Amounts = self.places.iter().map(of).collect();
        let most: f64 = amounts.iter().map(|own| own.iter().copied().fold(0.0, f64::max)).sum();
        let known = self.made.entry(row.week).or_default();
        if most <= row.limit * (1.0 + 1e-9) || known.contains(&amounts) {
            return;
        }
        let number = instance.synchrony.len();
        for (&place, own) in self.places.iter().zip(&amounts) {
            let candidates = instance.places[place].candidates.iter_mut();
            for (candidate, &amount) in candidates.zip(own).filter(|(_, amount)| **amount > 0.0) {
                candidate.together.push((number, amount));
            }
        }
        known.push(amounts);
        instance.synchrony.push(row);
    }
}

/// Sum of the areas that a candidate cuts in some weeks of a year, ha.
fn cut_ha(candidate: &Candidate, year: usize, weeks: &Range<u8>) -> f64 {
    candidate.cuts[year].iter().filter(|(week, _)| weeks.contains(week)).map(|(_, area)| area).sum()
}

/// Whether a candidate cuts more than half of an area in one visit of some weeks of a year, as a number.
fn cuts_most(candidate: &Candidate, year: usize, weeks: &Range<u8>, area_ha: f64) -> f64 {
    let mut cuts = candidate.cuts[year].iter();
    f64::from(u8::from(cuts.any(|(week, cut)| weeks.contains(week) && *cut > HALF * area_ha)))
}

/// Adds the rows that a scenario asks for, and drops candidates that exceed one by themselves.
///
/// - `calendar`: the years that are planned one by one; none where one year stands for all
pub fn limit(instance: &mut Instance, setting: &Setting, options: &PlanOptions, calendar: &[i16]) {
    let years: Vec<Option<i16>> =
        if calendar.is_empty() { vec![None] } else { calendar.iter().copied().map(Some).collect() };
    let area_ha = |instance: &Instance, place: usize| {
        setting.segments[instance.places[place].segment].mown_area_m2 * crate::units::HA_PER_M2
    };
    if let Some((zone_km, share)) = options.synchrony {
        for (name, places) in zones(setting, instance, zone_km) {
            if places.len() < LEAST {
                continue;
            }
            let limit = share * places.iter().map(|&place| area_ha(instance, place)).sum::<f64>();
            let mut maker = Maker { places: &places, made: BTreeMap::new() };
            for (at, &year) in years.iter().enumerate() {
                for week in options.weeks.0..options.weeks.1 {
                    let row = SyncRow { kind: Kind::Zone, name: name.clone(), year, week, limit };
                    maker.add(instance, row, |one, _| cut_ha(one, at, &(week..week + PAIR)));
                }
            }
        }
    }
    if let Some(apart) = options.opposite_weeks {
        for (name, places) in pairs(setting, instance) {
            let areas: BTreeMap<usize, f64> = places.iter().map(|&place| (place, area_ha(instance, place))).collect();
            let mut maker = Maker { places: &places, made: BTreeMap::new() };
            for (at, &year) in years.iter().enumerate() {
                let candidates = places.iter().flat_map(|&place| &instance.places[place].candidates);
                let weeks: BTreeSet<u8> =
                    candidates.flat_map(|one| one.cuts[at].iter().map(|(week, _)| *week)).collect();
                for week in weeks {
                    let row = SyncRow { kind: Kind::Sides, name: name.clone(), year, week, limit: 1.0 };
                    maker.add(instance, row, |one, place| cuts_most(one, at, &(week..week + apart), areas[&place]));
                }
            }
        }
    }
    let rows = &instance.synchrony;
    for place in &mut instance.places {
        let mut at = 0;
        place.candidates.retain(|one| {
            at += 1;
            // Where a plan is adjusted, the first one, which is to keep it, stays.
            let kept = options.adjusted && at == 1;
            kept || one.together.iter().all(|&(row, amount)| amount <= rows[row].limit * (1.0 + 1e-9))
        });
    }
}

/// Opposite sides of which no two programmes lie far enough apart, so that no plan exists.
#[derive(Clone, Debug, PartialEq)]
pub struct Collision {
    /// The pair.
    pub name: String,
    /// Its owner.
    pub owner: String,
    /// District of its first side.
    pub district: String,
    /// First and last week in which one of its programmes cuts.
    pub weeks: (u8, u8),
}

/// Pairs of opposite sides that no plan can keep apart.
pub fn collisions(instance: &Instance, setting: &Setting) -> Vec<Collision> {
    let mut list = Vec::new();
    for (name, [one, two]) in pairs(setting, instance) {
        let of = |place: usize| &instance.places[place].candidates;
        let sides = |candidate: &Candidate| -> Vec<usize> {
            let rows = candidate.together.iter().map(|(row, _)| *row);
            rows.filter(|row| instance.synchrony[*row].kind == Kind::Sides).collect()
        };
        let apart = |a: &Candidate| {
            let own = sides(a);
            of(two).iter().any(|b| sides(b).iter().all(|row| !own.contains(row)))
        };
        if of(one).iter().any(apart) {
            continue;
        }
        let weeks = || of(one).iter().chain(of(two)).flat_map(|one| one.weeks.iter().copied());
        let segment = &setting.segments[instance.places[one].segment];
        list.push(Collision {
            name,
            owner: segment.owner.clone(),
            district: segment.district.clone(),
            weeks: (weeks().min().unwrap_or(0), weeks().max().unwrap_or(0)),
        });
    }
    list
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
    fn sides_that_cannot_be_kept_apart_are_told() {
        let mut sample = Sample::new();
        (sample.segments[1].side, sample.segments[1].km_from, sample.segments[1].km_to) =
            (Side::Left, sample.segments[0].km_from, sample.segments[0].km_to);
        // Every programme cuts in weeks 24 to 38 and every verge must be mown.
        let apart = |weeks: u8| PlanOptions { opposite_weeks: Some(weeks), unmown: false, ..options() };
        let refusal = planned(&sample, &apart(20)).plan.expect_err("no two programmes lie 20 weeks apart");
        assert_eq!(refusal.collisions.len(), 1, "{refusal:?}");
        let found = &refusal.collisions[0];
        assert!(found.name.starts_with("A1 ") && found.weeks.1 - found.weeks.0 < 20, "{found:?}");
        // Leaving one side unmown is a way out.
        assert!(planned(&sample, &PlanOptions { unmown: true, limits: Vec::new(), ..apart(20) }).plan.is_ok());
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
