//! A plan adjusted on its way: what was measured and mown is taken in, what lies ahead is planned again.
//!
//! The past of every segment is fixed, as planned or as observed. Measurements of growth and counts of species move what is
//! believed of the segments and their classes ([`mod@posterior`], [`mod@learn`]); the rest of the season and the years after it are
//! planned again under these beliefs, within the limits of the scenario and the hours that crews have left ([`lost`]). A segment may
//! keep its plan, go on otherwise in the rest of the season, from the next year on, or in both ([`begun`]); a change costs a new
//! work order, and one that saves next to nothing is not made ([`search`]). Only segments with news are planned again ([`mod@news`]),
//! the others where limits or hours cannot be kept otherwise. Where nothing is learnt that differs from what was expected, and no
//! hours were lost, the plan stays as it is.
//!
//! Limits are those of the scenario over the years that are left; one that the old plan would already have broken there, had all
//! come as expected, is eased to what it would have been.

pub mod begun;
pub mod ease;
pub mod fertility;
pub mod learn;
pub mod lost;
pub mod news;
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
use crate::planning::limits::LimitResult;
use crate::planning::model::{Model, model};
use crate::planning::search::solve::{NoPlan, Solution};
use crate::planning::{Missing, Planned, refusal, whole};
use crate::scenario::stands::{Begun as BegunStands, Stands, build_begun};
use crate::scenario::{PlanOptions, Scenario};
use begun::{Begun, Courses};
use ease::{Eased, ease, ease_to_kept, keeping, place_of_kept};
use learn::{Expected, Learnt, learn};
use news::{Freed, News, news};
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
    /// What is new about each segment of the network.
    pub news: Vec<News>,
    /// Which segments were planned again: more than those with clear news where limits or hours could not be kept otherwise.
    pub freed: Freed,
    /// What had to be eased so that there is a plan.
    pub eased: Eased,
    /// What a change costs, EUR once.
    pub change_eur: f64,
    /// The same, EUR a year of those that are left.
    pub change_eur_a_year: f64,
    /// Years that are left, that of the adjustment included.
    pub years_left: usize,
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
    let news = news(begun, &courses, &learnt);
    let stays = !news.iter().any(|news| Freed::Clear.holds(*news));
    let now = PlanOptions { crews_now: left, ..from_now };
    let choices = if stays { &kept } else { &courses };
    let after = World::of(believed(scenario, Some(&learnt), now), &stands_of(choices, counted), finished)?;

    let years_left = (begun.years - begun.from.year).max(1);
    let change_eur_a_year = change_eur / years_left as f64;
    let instance_before = before.with(Instance::build).unwrap_or_default();
    let found = after.with(|evidence, rules| {
        let mut instance = Instance::build(evidence, rules);
        let strips = ease(&mut instance, &instance_before, evidence);
        let search = Search { evidence, options: rules.options, news: &news, change_eur_a_year, seed: scenario.seed };
        let (Attempt { instance, model, keep, solution, freed }, limits) = search.run(instance);
        let eased = Eased { limits, strips };
        let broken = options::broken(&model, &keep);
        let plan = match &solution {
            Ok(solution) => Ok(whole(evidence, rules, &instance, &model, solution)),
            Err(none) => Err(refusal(&model, none)),
        };
        let (rows, changes) = match (&plan, &solution) {
            (Ok(plan), Ok(solution)) => {
                let prices = Prices { model: &model, solution };
                let changes = changed_segments(evidence, (&instance, &instance_before), plan, &prices, &news);
                let rows = option_rows(evidence, (&instance, &instance_before), plan, begun.from.year);
                (rows, changes)
            }
            _ => (Vec::new(), Vec::new()),
        };
        let planned =
            Planned { instance, model, solution, plan, fronts: Vec::new(), together: None, tail: None, worth: None };
        (planned, broken, rows, changes, (freed, eased))
    });
    let Some((planned, broken, options, changes, (freed, eased))) = found else {
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
        news,
        freed,
        eased,
        change_eur,
        change_eur_a_year,
        years_left,
    })
}

/// The search for an adjusted plan.
struct Search<'a> {
    evidence: &'a Evidence<'a>,
    options: &'a PlanOptions,
    news: &'a [News],
    change_eur_a_year: f64,
    seed: u64,
}

/// A problem with its answer.
struct Attempt {
    instance: Instance,
    model: Model,
    keep: Vec<Option<usize>>,
    solution: Result<Solution, NoPlan>,
    /// Segments that were planned again.
    freed: Freed,
}

impl Search<'_> {
    /// Plans the segments with clear news again; more of them where no plan is found so; with limits eased where none is found then.
    fn run(&self, mut instance: Instance) -> (Attempt, Vec<(LimitResult, f64)>) {
        let mut last = self.widening(&instance);
        if last.solution.is_ok() {
            return (last, Vec::new());
        }
        let eased = ease_to_kept(&mut instance, &mut last.model, &last.keep);
        if eased.is_empty() { (last, eased) } else { (self.widening(&instance), eased) }
    }

    /// The first attempt that finds a plan as more segments are freed, or the last.
    fn widening(&self, instance: &Instance) -> Attempt {
        let hinted = self.news.contains(&News::Hinted);
        for freed in [Freed::Clear, Freed::Hinted].into_iter().take(1 + usize::from(hinted)) {
            let attempt = self.attempt(instance, freed);
            if attempt.solution.is_ok() {
                return attempt;
            }
        }
        self.attempt(instance, Freed::All)
    }

    fn attempt(&self, instance: &Instance, freed: Freed) -> Attempt {
        let instance = self.only(instance, freed);
        let mut model = model(&instance, self.evidence.setting, self.options);
        let keep = keeping(&model, &instance, self.evidence);
        if self.change_eur_a_year > 0.0 {
            charge_changes(&mut model, &keep, self.change_eur_a_year);
        }
        let solution = adjust(&model.problem, &keep, self.seed);
        Attempt { instance, model, keep, solution, freed }
    }

    /// The instance in which all other segments keep their plan.
    fn only(&self, instance: &Instance, freed: Freed) -> Instance {
        let mut instance = instance.clone();
        for place in instance.places.iter_mut().filter(|place| !freed.holds(self.news[place.segment])) {
            if let Some(at) = place_of_kept(place, self.evidence) {
                place.candidates = vec![place.candidates.swap_remove(at)];
            }
        }
        instance
    }
}
