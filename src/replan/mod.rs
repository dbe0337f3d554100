//! A plan adjusted on its way: what was measured and mown is taken in, what lies ahead is planned again.
//!
//! The past of every segment is fixed, as planned or as observed. Measurements of growth and counts of species move what is
//! believed of the segments and their classes ([`mod@posterior`], [`mod@learn`]); the rest of the season and the years after it are
//! planned again under these beliefs, within the limits of the scenario and the hours that crews have left ([`lost`]). A segment may
//! keep its plan, go on otherwise in the rest of the season, from the next year on, or in both ([`begun`]); a change may cost
//! something, and one that saves next to nothing is not made ([`search`]). Where nothing is learnt that differs from what was
//! expected, and no hours were lost, the plan stays as it is.
//!
//! Limits are those of the scenario over the years that are left; one that the old plan would already have broken there, had all
//! come as expected, is eased to what it would have been.

pub mod begun;
pub mod fertility;
pub mod learn;
pub mod lost;
pub mod observed;
pub mod options;
pub mod posterior;
pub mod predict;
pub mod search;

use crate::ensemble::Outcomes;
use crate::ensemble::run::run_plain;
use crate::error::Problem;
use crate::kpi::Evidence;
use crate::kpi::sites::{BookPrices, ScenarioSites, setting};
use crate::planning::instance::{Instance, Rules};
use crate::planning::limits::{network_value, place};
use crate::planning::model::{Model, model};
use crate::planning::search::tally::Tally;
use crate::planning::{Missing, Planned, refusal, whole};
use crate::scenario::stands::{Begun as BegunStands, Stands, build_begun};
use crate::scenario::{PlanOptions, Scenario};
use begun::{Begun, Courses};
use learn::{Expected, Learnt, learn};
use observed::Measured;
use options::{Changed, OptionRow, Prices, changed_segments, option_rows};
use search::{adjust, charge_changes};

/// An adjusted plan and what led to it.
#[derive(Debug)]
pub struct Adjusted {
    /// The scenario as it is believed now.
    pub scenario: Scenario,
    /// Its stands.
    pub stands: Stands,
    /// What was learnt.
    pub learnt: Learnt,
    /// Segments on which planned visits were missed.
    pub missed: Vec<usize>,
    /// Whether nothing differs from what was expected, so that the plan stays.
    pub stays: bool,
    /// The instance and the plan, or why there is none.
    pub planned: Planned,
    /// Limits and crew-weeks that the old plan would break now.
    pub broken: Vec<Missing>,
    /// KPIs as expected, if the plan is kept, and as adjusted.
    pub options: Vec<OptionRow>,
    /// Segments whose programme changes, with what triggered it.
    pub changes: Vec<Changed>,
    /// What a change costs, EUR a year of those that are left.
    pub change_eur_a_year: f64,
}

/// The scenario with the sites that are believed, planned from the day on.
fn believed(scenario: &Scenario, learnt: Option<&Learnt>, options: PlanOptions) -> Scenario {
    let mut now = scenario.clone();
    for belief in learnt.iter().flat_map(|learnt| &learnt.beliefs) {
        now.network.segments[belief.segment].site.n_mineralisation_kg_ha *= belief.fertility;
    }
    now.plan = Some(options);
    now
}

/// Simulated stands of a belief.
struct World {
    scenario: Scenario,
    stands: Stands,
    outcomes: Outcomes,
}

impl World {
    fn of(scenario: Scenario, begun: &BegunStands, finished: &(dyn Fn(usize) + Sync)) -> Result<Self, Problem> {
        let stands = build_begun(&scenario, begun);
        let outcomes = run_plain(&scenario, &stands, finished)?;
        Ok(World { scenario, stands, outcomes })
    }

    fn with<T>(&self, work: impl FnOnce(&Evidence<'_>, &Rules<'_>) -> T) -> Option<T> {
        let options = self.scenario.plan.as_ref()?;
        let sites = ScenarioSites::new(&self.scenario, &self.stands);
        let prices = BookPrices { book: &self.scenario.prices, owners: &self.scenario.owners };
        let setting = setting(&self.scenario, &self.stands, &self.scenario.climate().name);
        let evidence = Evidence { setting: &setting, outcomes: &self.outcomes, sites: &sites, prices: &prices };
        let Scenario { crews, owners, depots, network, .. } = &self.scenario;
        let rules = Rules { options, crews, owners, depots, chains: &network.chains };
        Some(work(&evidence, &rules))
    }
}

/// Adjusts a plan.
///
/// - `begun`: the plan, what was done of it, and the day; `measured`: what was measured
/// - `change_eur`: what a change of a segment's programme costs, EUR once
///
/// # Errors
/// A run that fails.
pub fn adjusted(
    begun: &Begun<'_>,
    measured: &[Measured],
    change_eur: f64,
    finished: &(dyn Fn(usize) + Sync),
) -> Result<Adjusted, Problem> {
    let scenario = begun.scenario;
    let asked = scenario.plan.clone().unwrap_or_default();
    let most = (asked.candidates / 2).max(4);
    let courses = begun.courses(most);
    let only_kept = |courses: &Courses| Courses {
        of_segment: courses.of_segment.iter().map(|own| own.iter().take(1).copied().collect()).collect(),
        ..courses.clone()
    };
    let kept = only_kept(&courses);
    // Expected is the plan with its visits, those of lost weeks included.
    let planned =
        if begun.lost.is_empty() { kept.clone() } else { only_kept(&Begun { lost: &[], ..*begun }.courses(1)) };
    let options = PlanOptions { pareto: Vec::new(), contract_years: begun.years, adjusted: true, ..asked };
    let none = vec![None; scenario.network.segments.len()];
    let stands_of = |courses: &Courses, counted: Vec<Option<(usize, f64)>>| BegunStands {
        programmes: courses.programmes.clone(),
        of_segment: courses.of_segment.clone(),
        counted,
    };
    // As everything was expected to come, from the first year on: years before the day are for the measurements.
    let mut before = World::of(believed(scenario, None, options.clone()), &stands_of(&planned, none), finished)?;
    let expected = Expected { scenario: &before.scenario, stands: &before.stands, outcomes: &before.outcomes };
    let learnt = learn(&expected, measured)?;
    let from_now = PlanOptions { from_year: begun.from.year, from_week: begun.from.week(), ..options };
    before.outcomes.by_year.drain(..begun.from.year);
    before.scenario.plan = Some(from_now.clone());

    let mut counted = vec![None; scenario.network.segments.len()];
    for belief in learnt.beliefs.iter().filter(|belief| belief.multiple() != 1.0) {
        counted[belief.segment] = Some((belief.counted_in, belief.multiple()));
    }
    let left = (!begun.lost.is_empty()).then(|| lost::left(&scenario.crews, begun.lost));
    let stays = begun.lost.is_empty() && begun.cuts.is_empty() && !learnt.beliefs.iter().any(learn::Belief::is_news);
    let now = PlanOptions { crews_now: left, ..from_now };
    let choices = if stays { &kept } else { &courses };
    let after = World::of(believed(scenario, Some(&learnt), now), &stands_of(choices, counted), finished)?;

    let change_eur_a_year = change_eur / (begun.years - begun.from.year).max(1) as f64;
    let instance_before = before.with(Instance::build).unwrap_or_default();
    let found = after.with(|evidence, rules| {
        let mut instance = Instance::build(evidence, rules);
        ease(&mut instance, &instance_before, evidence);
        let mut model = model(&instance, evidence.setting, rules.options);
        let keep = keeping(&model, &instance, evidence);
        if change_eur_a_year > 0.0 {
            charge_changes(&mut model, &keep, change_eur_a_year);
        }
        let broken = options::broken(&model, &keep);
        let mut solution = adjust(&model.problem, &keep, scenario.seed);
        if solution.is_err() && ease_to_kept(&mut instance, &mut model, &keep) {
            solution = adjust(&model.problem, &keep, scenario.seed);
        }
        let plan = match &solution {
            Ok(solution) => Ok(whole(evidence, rules, &instance, &model, solution)),
            Err(none) => Err(refusal(&model, none)),
        };
        let (rows, changes) = match (&plan, &solution) {
            (Ok(plan), Ok(solution)) => {
                let prices = Prices { model: &model, solution };
                let changes = changed_segments(evidence, (&instance, &instance_before), plan, &prices, &learnt);
                let rows = option_rows(evidence, (&instance, &instance_before), plan, begun.from.year);
                (rows, changes)
            }
            _ => (Vec::new(), Vec::new()),
        };
        let planned =
            Planned { instance, model, solution, plan, fronts: Vec::new(), together: None, tail: None, worth: None };
        (planned, broken, rows, changes)
    });
    let Some((planned, broken, options, changes)) = found else {
        return Err(Problem::new("P447", scenario.path.display().to_string(), "the scenario has no [plan]"));
    };
    Ok(Adjusted {
        scenario: after.scenario,
        stands: after.stands,
        learnt,
        missed: courses.missed,
        stays,
        planned,
        broken,
        options,
        changes,
        change_eur_a_year,
    })
}

/// Option of each segment of the problem that keeps the plan.
fn keeping(model: &Model, instance: &Instance, evidence: &Evidence<'_>) -> Vec<Option<usize>> {
    let of = |&number: &usize| {
        let place = &instance.places[number];
        let keep = *evidence.sites.candidates(place.segment).first()?;
        place.candidates.iter().position(|candidate| candidate.programme == keep)
    };
    model.order.iter().map(of).collect()
}

/// Eases the limits that the old plan breaks as it is believed now to what it makes of them, so that the best plan that is no
/// worse in them can be found where none keeps them any more; whether any was eased.
fn ease_to_kept(instance: &mut Instance, model: &mut Model, keep: &[Option<usize>]) -> bool {
    let tally = Tally::new(&model.problem, keep.iter().map(|keep| keep.unwrap_or(0) as u32).collect());
    let first = model.problem.hour_rows();
    let broken: Vec<(usize, f64)> = tally.broken().into_iter().filter(|(row, _)| *row >= first).collect();
    let used: Vec<(usize, f64)> = broken.iter().map(|&(row, _)| (row, tally.used[row])).collect();
    for &(row, value) in &used {
        let limit = &mut instance.limits[model.limit_rows[row - first]];
        instance.notes.push(format!(
            "no plan keeps the limit on {} any more: {:.6} in the place of {:.6}, what the old plan makes of it",
            limit.name, value, limit.limit
        ));
        limit.limit = value;
        model.problem.rows[row].limit = value;
    }
    !used.is_empty()
}

/// Eases limits and hours to what the old plan would have made of them in the years that are left, had all come as expected.
fn ease(instance: &mut Instance, before: &Instance, evidence: &Evidence<'_>) {
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
                without.push(format!("week {}, {}: {:.1} h", row.week, row.group, obligatory[at] - *hours));
                *hours = obligatory[at];
            }
        }
    }
    if !without.is_empty() {
        instance
            .notes
            .push(format!("hours are missing for obligatory strip cuts, which move by hand: {}", without.join("; ")));
    }
}
