//! What the ways to go on would bring: as expected at the start, the old plan kept, the plan adjusted; and what triggered each
//! change.

use super::ease::kept_of;
use super::news::News;
use crate::ensemble::summary::{Paired, paired};
use crate::kpi::Evidence;
use crate::kpi::define::{Kpi, find, limit_names};
use crate::kpi::group::weight;
use crate::kpi::segment_value::{Over, series};
use crate::planning::candidate::Candidate;
use crate::planning::instance::{Instance, Place};
use crate::planning::limits::{Values, network_value, place};
use crate::planning::model::Model;
use crate::planning::reason::Reason;
use crate::planning::search::solve::Solution;
use crate::planning::search::tally::Tally;
use crate::planning::{Missing, Plan};
use std::collections::BTreeMap;

/// A KPI of the network over the years that are left.
#[derive(Clone, Debug, PartialEq)]
pub struct OptionRow {
    /// The KPI.
    pub kpi: &'static Kpi,
    /// The old plan, as everything was expected to come.
    pub expected: f64,
    /// The old plan, as it is believed now.
    pub kept: f64,
    /// The adjusted plan.
    pub adjusted: f64,
    /// Adjusted less kept, pair by pair over the weathers, mean of the simulated years from the adjustment on; `None` where the
    /// weather has no part.
    pub difference: Option<Paired>,
}

/// What moved a segment to another programme.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Trigger {
    /// This KPI of the segment, under the plan it had, is not what was expected, and of all its move weighs most.
    Kpi(&'static Kpi),
    /// Its visit was missed.
    Missed,
    /// How it was mown before the day.
    Mown,
    /// Its crews lose hours in the week of a coming visit.
    LosesHours,
    /// Nothing is new about it: others need the hours of its week more.
    Hours,
    /// Nothing is new about it: a limit (index into those of the plan) cannot be kept otherwise.
    Limit(usize),
    /// Nothing is new about it, and neither hours nor a limit tell why.
    Others,
}

/// A segment whose programme changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Changed {
    /// Segment.
    pub segment: usize,
    /// Programme before and after (indices into the programmes of the stands).
    pub programmes: (usize, usize),
    /// What triggered it.
    pub trigger: Trigger,
    /// Value of the triggering KPI: expected, and as it is believed under the old plan.
    pub moved: Option<(f64, f64)>,
    /// Old plan and adjusted one: cost, EUR a year.
    pub cost_eur: (f64, f64),
    /// Fires a year.
    pub fires: (f64, f64),
    /// Target species.
    pub target_richness: (f64, f64),
}

/// Marginal prices of a solution.
#[derive(Clone, Copy)]
pub struct Prices<'a> {
    /// The problem.
    pub model: &'a Model,
    /// Its solution.
    pub solution: &'a Solution,
}

/// Part of a segment's value of a measure in that of the network.
fn part_of_network(instance: &Instance, evidence: &Evidence<'_>, kpi: &Kpi, segment: usize) -> f64 {
    let segments = evidence.setting.segments;
    let (factor, _) = weight(kpi, &segments[segment]);
    let divisor: f64 = instance.places.iter().map(|place| weight(kpi, &segments[place.segment]).1).sum();
    let mean = kpi.aggregate != crate::kpi::define::Aggregate::Sum && divisor > 0.0;
    if mean { factor / divisor } else { factor }
}

impl Prices<'_> {
    /// How much a move of a measure on a segment weighs: as a share of its limit, or at its marginal price as a share of the cost,
    /// whichever is more; nothing for a measure without a limit.
    fn weight_of_move(
        &self,
        instance: &Instance,
        evidence: &Evidence<'_>,
        kpi: &Kpi,
        (segment, moved): (usize, f64),
    ) -> f64 {
        let cost = self.solution.cost.abs().max(f64::MIN_POSITIVE);
        if kpi.limit == "budget_eur" {
            return moved.abs() / cost;
        }
        let row_of = self.model.problem.hour_rows();
        let moved = moved.abs() * part_of_network(instance, evidence, kpi, segment);
        let of = |(at, limit): (usize, &usize)| {
            let limit = &instance.limits[*limit];
            let is_it = limit.kpi.is_some_and(|own| own.limit == kpi.limit);
            let share = moved / limit.limit.abs().max(f64::MIN_POSITIVE);
            is_it.then(|| share.max(self.solution.multipliers[row_of + at] * moved / cost))
        };
        self.model.limit_rows.iter().enumerate().filter_map(of).fold(0.0, f64::max)
    }
}

/// Rows that the old plan would break, with what it lacks.
pub fn broken(model: &Model, keep: &[Option<usize>]) -> Vec<Missing> {
    let choice = keep.iter().map(|keep| keep.unwrap_or(0) as u32).collect();
    let tally = Tally::new(&model.problem, choice);
    let of = |(row, short): (usize, f64)| {
        let row = &model.problem.rows[row];
        Missing { name: row.name.clone(), short, limit: row.limit, unit: row.unit }
    };
    tally.broken().into_iter().map(of).collect()
}

/// Places of an instance by their segment.
fn by_segment(instance: &Instance) -> BTreeMap<usize, &Place> {
    instance.places.iter().map(|place| (place.segment, place)).collect()
}

/// KPIs of the network under the three ways.
///
/// - `from_year`: year of the adjustment, counted from the first simulated one
pub fn option_rows(
    evidence: &Evidence<'_>,
    (instance, before): (&Instance, &Instance),
    plan: &Plan,
    from_year: usize,
) -> Vec<OptionRow> {
    let segments = evidence.setting.segments;
    let old = |instance: &Instance| -> Vec<(usize, Values)> {
        let of = |place: &Place| {
            let kept = kept_of(place, evidence).or_else(|| place.candidates.first())?;
            Some((place.segment, kept.values))
        };
        instance.places.iter().filter_map(of).collect()
    };
    let expected: Vec<(usize, Values)> =
        before.places.iter().filter_map(|place| Some((place.segment, place.candidates.first()?.values))).collect();
    let kept = old(instance);
    let adjusted: Vec<(usize, Values)> = plan.choices.iter().map(|choice| (choice.segment, choice.values)).collect();
    let places = by_segment(instance);
    let row = |name: &'static str| {
        let (kpi, at) = (find(name)?, place(name)?);
        let value = |list: &[(usize, Values)]| {
            network_value(kpi, at, list.iter().map(|(segment, values)| (&segments[*segment], values)))
        };
        let difference = difference(evidence, &places, plan, (kpi, from_year));
        Some(OptionRow { kpi, expected: value(&expected), kept: value(&kept), adjusted: value(&adjusted), difference })
    };
    limit_names().filter_map(row).collect()
}

/// Adjusted less kept over the weathers.
fn difference(
    evidence: &Evidence<'_>,
    places: &BTreeMap<usize, &Place>,
    plan: &Plan,
    (kpi, from_year): (&'static Kpi, usize),
) -> Option<Paired> {
    let setting = evidence.setting;
    let members = evidence.outcomes.count(Over::Members);
    let (mut old, mut new) = (vec![0.0; members], vec![0.0; members]);
    let mut divisor = 0.0;
    for choice in &plan.choices {
        let keep = kept_of(places.get(&choice.segment)?, evidence)?.programme;
        let (factor, part) = weight(kpi, &setting.segments[choice.segment]);
        divisor += part;
        if keep != choice.programme {
            for (sum, programme) in [(&mut old, keep), (&mut new, choice.programme)] {
                let values = series(evidence, kpi, choice.segment, programme, Over::Members)?;
                sum.iter_mut().zip(values).for_each(|(sum, value)| *sum += factor * value);
            }
        }
    }
    // The years before the adjustment are the same in both, so that the mean of all years holds them back.
    let all = evidence.outcomes.yearly.dim().2.max(1);
    let since = all.saturating_sub(from_year);
    let mean = kpi.aggregate != crate::kpi::define::Aggregate::Sum && divisor > 0.0;
    let scale = all as f64 / since.max(1) as f64 / if mean { divisor } else { 1.0 };
    old.iter_mut().chain(&mut new).for_each(|sum| *sum *= scale);
    paired(&new, &old).filter(|found| found.q95 - found.q05 > 0.0 || found.q50 == 0.0)
}

/// Segments whose programme changes, each with what triggered it: of cost and the measures that are limited, the one whose move
/// under the old plan weighs most.
pub fn changed_segments(
    evidence: &Evidence<'_>,
    (instance, before): (&Instance, &Instance),
    plan: &Plan,
    prices: &Prices<'_>,
    news: &[News],
) -> Vec<Changed> {
    let (places, places_before) = (by_segment(instance), by_segment(before));
    let mut list = Vec::new();
    for choice in &plan.choices {
        let Some(keep) = places.get(&choice.segment).and_then(|place| kept_of(place, evidence)) else { continue };
        if keep.programme == choice.programme {
            continue;
        }
        let was = places_before.get(&choice.segment).and_then(|one| one.candidates.first());
        let about = (choice.segment, choice.reason, news[choice.segment]);
        let (trigger, moved) = trigger(evidence, instance, prices, about, (was, keep));
        let at = |name: &str| (value_of(&keep.values, name), choice.value(name));
        list.push(Changed {
            segment: choice.segment,
            programmes: (keep.programme, choice.programme),
            trigger,
            moved,
            cost_eur: (keep.cost_eur, choice.cost_eur),
            fires: at("fire"),
            target_richness: at("target_richness"),
        });
    }
    list
}

fn value_of(values: &Values, name: &str) -> f64 {
    place(name).map_or(0.0, |at| values[at])
}

/// What triggered a change, and the value of the triggering KPI as expected and as it is believed.
fn trigger(
    evidence: &Evidence<'_>,
    instance: &Instance,
    prices: &Prices<'_>,
    (segment, reason, news): (usize, Reason, News),
    (was, keep): (Option<&Candidate>, &Candidate),
) -> (Trigger, Option<(f64, f64)>) {
    match news {
        News::Missed => return (Trigger::Missed, None),
        News::LosesHours => return (Trigger::LosesHours, None),
        News::Believed | News::Hinted | News::Mown => {
            let of = |name: &'static str| {
                let kpi = find(name)?;
                let (from, to) = (value_of(&was?.values, name), value_of(&keep.values, name));
                let weight = prices.weight_of_move(instance, evidence, kpi, (segment, to - from));
                (weight > 0.0).then_some((Trigger::Kpi(kpi), Some((from, to)), weight))
            };
            let most = limit_names().filter_map(of).max_by(|a, b| a.2.total_cmp(&b.2));
            if let Some((trigger, moved, _)) = most {
                return (trigger, moved);
            }
            if news == News::Mown {
                return (Trigger::Mown, None);
            }
        }
        News::Nothing => {}
    }
    let trigger = match reason {
        Reason::Hours => Trigger::Hours,
        Reason::Limit(limit) => Trigger::Limit(limit),
        _ => Trigger::Others,
    };
    (trigger, None)
}
