//! Limits and hours of what lies ahead: eased to what the old plan would have made of them, had all come as expected.

use crate::kpi::Evidence;
use crate::planning::Missing;
use crate::planning::candidate::Candidate;
use crate::planning::instance::{Instance, Place};
use crate::planning::limits::{LimitResult, network_value, place};
use crate::planning::model::Model;
use crate::planning::search::tally::Tally;

/// Option of each segment of the problem that keeps the plan.
pub fn keeping(model: &Model, instance: &Instance, evidence: &Evidence<'_>) -> Vec<Option<usize>> {
    model.order.iter().map(|&number| place_of_kept(&instance.places[number], evidence)).collect()
}

/// Where the candidate that keeps the plan stands among those of a place; none where it was left out.
pub fn place_of_kept(place: &Place, evidence: &Evidence<'_>) -> Option<usize> {
    let keep = *evidence.sites.candidates(place.segment).first()?;
    place.candidates.iter().position(|candidate| candidate.programme == keep)
}

/// The candidate of a place that keeps the plan.
pub fn kept_of<'a>(place: &'a Place, evidence: &Evidence<'_>) -> Option<&'a Candidate> {
    place_of_kept(place, evidence).map(|at| &place.candidates[at])
}

/// What had to be eased so that there is a plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Eased {
    /// Limits that no plan keeps any more: the limit as it was, and what the old plan makes of it, which holds instead.
    pub limits: Vec<(LimitResult, f64)>,
    /// Crew-weeks without hours for obligatory strip cuts, which move by hand.
    pub strips: Vec<Missing>,
}

/// Eases the limits that the old plan breaks as it is believed now to what it makes of them, so that the best plan that is no
/// worse in them can be found where none keeps them any more; gives them as they were, with what holds instead.
pub fn ease_to_kept(instance: &mut Instance, model: &mut Model, keep: &[Option<usize>]) -> Vec<(LimitResult, f64)> {
    let tally = Tally::new(&model.problem, keep.iter().map(|keep| keep.unwrap_or(0) as u32).collect());
    // Rows of limits come last, after those of hours, tonnes and what is cut at about the same time.
    let first = model.problem.rows.len() - model.limit_rows.len();
    let broken = tally.broken().into_iter().map(|(row, _)| row).filter(|row| *row >= first);
    let used: Vec<(usize, f64)> = broken.map(|row| (row, tally.used[row])).collect();
    let mut eased = Vec::new();
    for (row, value) in used {
        let limit = &mut instance.limits[model.limit_rows[row - first]];
        eased.push((limit.clone(), value));
        limit.limit = value;
        model.problem.rows[row].limit = value;
    }
    eased
}

/// Eases limits and hours to what the old plan would have made of them in the years that are left, had all come as expected; gives
/// the crew-weeks without hours for obligatory strips.
pub fn ease(instance: &mut Instance, before: &Instance, evidence: &Evidence<'_>) -> Vec<Missing> {
    let segments = evidence.setting.segments;
    let kept = || before.places.iter().filter_map(|place| Some((place, place.candidates.first()?)));
    for limit in &mut instance.limits {
        let Some((kpi, at)) = limit.kpi.and_then(|kpi| Some((kpi, place(kpi.limit)?))) else { continue };
        let counted = kept().filter(|(place, _)| limit.counts(&segments[place.segment]));
        let value = match limit.year {
            Some(year) => counted.map(|(_, one)| one.cost_by_year[year]).sum(),
            None => network_value(kpi, at, counted.map(|(place, one)| (&segments[place.segment], &one.values))),
        };
        limit.limit = if limit.at_least() { limit.limit.min(value) } else { limit.limit.max(value) };
    }
    let mut used = before.obligatory.clone();
    for (row, hours) in kept().flat_map(|(_, one)| &one.usage) {
        used[*row] += hours;
    }
    // What the old plan cuts at about the same time is no news; single years differ a little from the year it was planned for.
    let mut cut = vec![0.0; instance.synchrony.len()];
    for (row, amount) in
        instance.places.iter().filter_map(|place| kept_of(place, evidence)).flat_map(|one| &one.together)
    {
        cut[*row] += amount;
    }
    for (row, cut) in instance.synchrony.iter_mut().zip(cut) {
        row.limit = row.limit.max(cut);
    }
    let obligatory = &instance.obligatory;
    let mut without = Vec::new();
    for (at, ((row, was), used)) in instance.capacity.rows.iter_mut().zip(&before.capacity.rows).zip(used).enumerate() {
        if let (Some(hours), Some(limit)) = (row.hours.as_mut(), was.hours) {
            // Hours that were lost are lost.
            if *hours >= limit {
                *hours += (used - limit).max(0.0);
            }
            // Strips are not planned: what nobody has hours for is told, and must not bar the rest.
            if *hours < obligatory[at] {
                without.push((at, obligatory[at] - *hours, *hours));
                *hours = obligatory[at];
            }
        }
    }
    let missing = |(at, short, limit): (usize, f64, f64)| Missing {
        name: instance.capacity.row_name(at),
        short,
        limit,
        unit: "h",
    };
    without.into_iter().map(missing).collect()
}
