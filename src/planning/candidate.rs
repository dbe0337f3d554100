//! A programme on a segment: its cost, hours, tonnes and values, and which of many are worth weighing.

use super::capacity::Capacity;
use super::contract::years::Years;
use super::contract::{cost_in, joined, over_years};
use super::disposal::Disposal;
use super::limits::{LIMITED, Values};
use crate::kpi::Evidence;
use crate::kpi::cost::{VisitWork, visits};
use crate::kpi::define::{Direction, Quantity, WorkPart, find, limit_names};
use crate::kpi::segment_value::expected;
use crate::scenario::stands::Zone;
use std::collections::BTreeMap;

/// A programme that a segment may get.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Programme.
    pub programme: usize,
    /// Cost of all visits, strips included, EUR a year.
    pub cost_eur: f64,
    /// Hours that crews work on all visits, strips included.
    pub hours: f64,
    /// Hours of the main verge by capacity row.
    pub usage: Vec<(usize, f64)>,
    /// Tonnes of the main verge by row of disposal.
    pub tonnes: Vec<(usize, f64)>,
    /// Week of each visit of the programme to the main verge, in the first year.
    pub weeks: Vec<u8>,
    /// Cuts of the main verge that lie ahead, year by year of a contract, else one year: week and area, ha.
    pub cuts: Vec<Vec<(u8, f64)>>,
    /// Use of the rows of what may be cut at about the same time.
    pub together: Vec<(usize, f64)>,
    /// KPI values.
    pub values: Values,
    /// Cost of each year of a contract that is planned year by year, EUR; else none.
    pub cost_by_year: Vec<f64>,
}

fn values_of(evidence: &Evidence, segment: usize, programme: usize, cost_eur: f64) -> Option<Values> {
    let mut values = [0.0; LIMITED];
    for (value, name) in values.iter_mut().zip(limit_names()) {
        let kpi = find(name)?;
        *value = match kpi.quantity {
            Quantity::Work(WorkPart::Eur) => cost_eur,
            _ => expected(evidence, kpi, segment, programme)?,
        };
    }
    Some(values)
}

/// KPI values of a segment under any simulated programme, the crews' price included, and the cost of each year of a contract;
/// `None` where it was not simulated.
pub(super) fn cost_and_values(
    evidence: &Evidence,
    years: &Years,
    (capacity, disposal): (&Capacity, &Disposal),
    segment: usize,
    programme: usize,
) -> Option<(Values, Vec<f64>)> {
    let of = |evidence: &Evidence| {
        let work = visits(evidence, segment, programme)?;
        values_of(evidence, segment, programme, cost_of(capacity, disposal, segment, &work))
    };
    if years.is_empty() {
        return Some((of(evidence)?, Vec::new()));
    }
    let by_year: Vec<Values> = years.all().map(|year| of(&year)).collect::<Option<_>>()?;
    Some((over_years(&by_year), by_year.iter().map(cost_in).collect()))
}

/// Hours of visits.
pub(super) struct Usage<'a> {
    /// By capacity row; one visit counts in several where machine lists overlap.
    pub(super) rows: Vec<(usize, f64)>,
    /// In all, each visit once.
    pub(super) hours: f64,
    /// The first visit that no crew can do; it and those after it are not counted.
    pub(super) blocked: Option<&'a VisitWork>,
}

/// Hours of visits by capacity row.
pub(super) fn usage<'a>(capacity: &Capacity, area: usize, work: impl Iterator<Item = &'a VisitWork>) -> Usage<'a> {
    let mut list: Vec<(usize, f64)> = Vec::new();
    let mut hours = 0.0;
    for visit in work.filter(|visit| visit.cost.hours > 0.0) {
        let rows = capacity.rows_of(area, visit.machine, visit.week);
        if rows.is_empty() {
            return Usage { rows: list, hours, blocked: Some(visit) };
        }
        hours += visit.cost.hours;
        for &row in rows {
            match list.iter_mut().find(|(place, _)| *place == row) {
                Some((_, hours)) => *hours += visit.cost.hours,
                None => list.push((row, visit.cost.hours)),
            }
        }
    }
    Usage { rows: list, hours, blocked: None }
}

/// The candidate of a programme on a segment; `None` where it was not simulated, or no crew can do it.
pub(super) fn candidate(
    evidence: &Evidence,
    years: &Years,
    resources: (&Capacity, &Disposal),
    segment: usize,
    programme: usize,
) -> Option<Candidate> {
    if years.is_empty() {
        return in_a_year(evidence, resources, (segment, programme), 0);
    }
    let by_year: Vec<Candidate> = years
        .all()
        .enumerate()
        .map(|(at, year)| in_a_year(&year, resources, (segment, programme), years.from_week(at)))
        .collect::<Option<_>>()?;
    joined(by_year, (resources.0.in_a_year, resources.1.in_a_year()))
}

/// The candidate in one year, or in the mean of all; visits before a week ask for no hours.
fn in_a_year(
    evidence: &Evidence,
    (capacity, disposal): (&Capacity, &Disposal),
    (segment, programme): (usize, usize),
    from_week: u8,
) -> Option<Candidate> {
    let work = visits(evidence, segment, programme)?;
    let area = capacity.segment_area[segment];
    let asked = || work.iter().filter(|visit| visit.zone == Zone::Main && visit.week >= from_week);
    let usage = usage(capacity, area, asked());
    if usage.blocked.is_some() {
        return None;
    }
    let mut main: Vec<&VisitWork> = work.iter().filter(|visit| visit.zone == Zone::Main).collect();
    main.sort_by_key(|visit| (visit.visit, visit.week));
    let cost_eur = cost_of(capacity, disposal, segment, &work);
    Some(Candidate {
        programme,
        cost_eur,
        hours: usage.hours,
        usage: usage.rows,
        tonnes: disposal.usage(segment, asked()),
        weeks: main.iter().map(|visit| visit.week).collect(),
        cuts: vec![
            main.iter().filter(|visit| visit.week >= from_week).map(|visit| (visit.week, visit.area_ha)).collect(),
        ],
        together: Vec::new(),
        values: values_of(evidence, segment, programme, cost_eur)?,
        cost_by_year: Vec::new(),
    })
}

/// Cost of visits with the prices of crews and depots on top of the price book, EUR.
fn cost_of(capacity: &Capacity, disposal: &Disposal, segment: usize, work: &[VisitWork]) -> f64 {
    let (area, eur_per_tonne) = (capacity.segment_area[segment], disposal.extra_eur_per_tonne(segment));
    let extra = |visit: &VisitWork| {
        visit.cost.hours * capacity.extra_eur_per_hour(area, visit.machine) + visit.cost.tonnes_fresh * eur_per_tonne
    };
    work.iter().map(|visit| visit.cost.eur + extra(visit)).sum()
}

/// Whether `other` makes `candidate` superfluous; `signs` is 1 for measures that are better when smaller, else -1.
fn dominates(other: &Candidate, candidate: &Candidate, signs: &[f64]) -> bool {
    let no_more = |a: &[(usize, f64)], b: &[(usize, f64)]| {
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.0 == b.0 && a.1 <= b.1)
    };
    let better_or_equal = other.weeks == candidate.weeks
        && other.cost_eur <= candidate.cost_eur
        && no_more(&other.usage, &candidate.usage)
        && no_more(&other.tonnes, &candidate.tonnes)
        && signs.iter().enumerate().all(|(at, sign)| sign * other.values[at] <= sign * candidate.values[at]);
    let equal = other.cost_eur == candidate.cost_eur && other.values == candidate.values;
    better_or_equal && (!equal || other.programme < candidate.programme)
}

/// Candidates that no other makes superfluous, in the same order.
pub fn undominated(candidates: Vec<Candidate>) -> Vec<Candidate> {
    let mut alike: BTreeMap<&[u8], Vec<&Candidate>> = BTreeMap::new();
    for one in &candidates {
        alike.entry(&one.weeks).or_default().push(one);
    }
    let sign = |name: &str| if find(name).is_some_and(|kpi| kpi.direction == Direction::Up) { -1.0 } else { 1.0 };
    let signs: Vec<f64> = limit_names().map(sign).collect();
    let superfluous = |one: &Candidate| alike[one.weeks.as_slice()].iter().any(|other| dominates(other, one, &signs));
    let keep: Vec<bool> = candidates.iter().map(|one| !superfluous(one)).collect();
    candidates.into_iter().zip(keep).filter_map(|(one, keep)| keep.then_some(one)).collect()
}

/// At most `count` of the items, evenly spread, with the first and the last.
pub fn thin<T>(items: Vec<T>, count: usize) -> Vec<T> {
    let length = items.len();
    if length <= count || count == 0 {
        return items;
    }
    let kept: Vec<usize> = (0..count).map(|i| if count == 1 { 0 } else { i * (length - 1) / (count - 1) }).collect();
    items
        .into_iter()
        .enumerate()
        .filter_map(|(place, item)| kept.binary_search(&place).is_ok().then_some(item))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thinning_keeps_the_ends() {
        assert_eq!(thin((0..10).collect(), 4), vec![0, 3, 6, 9]);
        assert_eq!(thin(vec![1, 2], 4), vec![1, 2]);
        assert_eq!(thin(vec![1, 2, 3], 1), vec![1]);
    }
}
