//! From measurements to beliefs: how fertile each segment is and which plants it has, against what was expected.

use super::fertility::{AS_IS, NEGLIGIBLE, SCALES, corrected, moved, scale_for};
use super::observed::{Measured, Quantity, Tells};
use super::posterior::{ClassPosterior, Effect, LogRatio, posterior};
use super::predict::{Job, Predicted, predictions};
use crate::ensemble::Outcomes;
use crate::error::Problem;
use crate::lane::math::{exp, ln};
use crate::scenario::Scenario;
use crate::scenario::stands::{Stands, Zone};
use crate::simulation::measure::Measure;

/// Least and largest elasticity of height to mass that is believed.
const ELASTICITY: (f64, f64) = (0.2, 2.0);

/// A measurement beside what was expected.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// The measurement.
    pub measured: Measured,
    /// Expected value, mean of the members; `None` where the model has none, such as the yield of a cut that it does not make.
    pub expected: Option<f64>,
    /// Whether beliefs follow from it.
    pub used: bool,
}

impl Compared {
    /// Measured less expected, in standard deviations of the measurement.
    pub fn deviations(&self) -> Option<f64> {
        Some((self.measured.value - self.expected?) / self.measured.sd)
    }
}

/// What is believed of a segment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Belief {
    /// Segment.
    pub segment: usize,
    /// Class of sites that it belonged to as it was expected.
    pub class: usize,
    /// Whether it was measured itself, or follows its class.
    pub own: bool,
    /// Logarithm of its growth over the expected; `None`: nothing is known of it.
    pub growth: Option<Effect>,
    /// Factor on the mineralisation of the site.
    pub fertility: f64,
    /// Whether that factor was kept within its limits.
    pub at_limit: bool,
    /// Logarithm of its species over the expected.
    pub species: Option<Effect>,
    /// Year of the last count, from the first simulated one.
    pub counted_in: usize,
}

impl Belief {
    /// Whether it changes anything.
    pub fn is_news(&self) -> bool {
        self.fertility != 1.0 || self.multiple() != 1.0
    }

    /// Multiple of the growth expected.
    pub fn growth_multiple(&self) -> f64 {
        self.growth.map_or(1.0, |effect| exp(effect.mean))
    }

    /// Whether it says more than its own doubt: growth or species moved by a standard deviation of the belief or more.
    ///
    /// A class of which one verge was measured moves a little with it; that alone is no ground to change a contract (assumption:
    /// the limit of one standard deviation).
    pub fn is_clear(&self) -> bool {
        let clear = |effect: Option<Effect>| effect.is_some_and(|effect| effect.mean.abs() >= effect.sd);
        (self.fertility != 1.0 && clear(self.growth)) || (self.multiple() != 1.0 && clear(self.species))
    }

    /// Multiple of the species expected.
    pub fn multiple(&self) -> f64 {
        self.species.filter(|effect| effect.mean.abs() >= NEGLIGIBLE).map_or(1.0, |effect| exp(effect.mean))
    }
}

/// What was learnt.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Learnt {
    /// Every measurement, by segment and date.
    pub compared: Vec<Compared>,
    /// Beliefs on the segments of measured classes, by segment.
    pub beliefs: Vec<Belief>,
}

/// What measurements are held against: the scenario, its stands where every segment keeps its plan, and their outcomes by year
/// from the first one on.
#[derive(Clone, Copy)]
pub struct Expected<'a> {
    /// Scenario.
    pub scenario: &'a Scenario,
    /// Stands; the first course of each segment is to keep the plan.
    pub stands: &'a Stands,
    /// Outcomes.
    pub outcomes: &'a Outcomes,
}

impl Expected<'_> {
    /// Case of the main verge of a segment under its plan.
    fn case(&self, segment: usize) -> Option<usize> {
        let class = self.stands.segment_class[segment]?;
        let keep = *self.stands.begun.as_ref()?[segment].first()?;
        self.stands.find_case(class, Zone::Main, keep, self.stands.variant_of(self.scenario, segment, keep))
    }

    fn job(&self, segment: usize, measured: Vec<Measured>) -> Option<Job> {
        let case = &self.stands.cases[self.case(segment)?];
        let patches = case.patches.iter().map(|patch| (patch.share, patch.stand)).collect();
        Some(Job { node: self.stands.classes[case.class].node, patches, measured })
    }

    fn year_of(&self, one: &Measured) -> Option<usize> {
        usize::try_from(one.date.year() - self.scenario.first_year).ok()
    }

    fn counted(&self, one: &Measured) -> Option<f64> {
        let measure = match one.quantity {
            Quantity::Richness => Measure::Richness,
            Quantity::TargetRichness => Measure::TargetRichness,
            _ => Measure::GrassShare,
        };
        let year = self.outcomes.by_year.get(self.year_of(one)?)?;
        Some(year.mean[[self.case(one.segment)?, 0, measure.index()]])
    }
}

/// Growth of the measured segments: their jobs, and predictions at every scale of the table.
struct Growth {
    segments: Vec<usize>,
    jobs: Vec<Job>,
    table: Vec<Vec<Vec<Predicted>>>,
}

impl Growth {
    fn of(expected: &Expected<'_>, measured: &[Measured]) -> Result<Self, Problem> {
        let of_growth = |one: &&Measured| one.quantity.tells() == Tells::Growth || one.quantity == Quantity::Curing;
        let mut segments: Vec<usize> = measured.iter().filter(of_growth).map(|one| one.segment).collect();
        segments.dedup();
        let own = |segment: usize| measured.iter().filter(of_growth).filter(move |one| one.segment == segment).cloned();
        let (segments, jobs): (Vec<usize>, Vec<Job>) = segments
            .into_iter()
            .filter_map(|segment| Some((segment, expected.job(segment, own(segment).collect())?)))
            .unzip();
        let scales = vec![SCALES.to_vec(); jobs.len()];
        let table = predictions(expected.scenario, expected.stands, &jobs, &scales)?;
        Ok(Growth { segments, jobs, table })
    }

    /// Moves of the mass at each scale, over the measurements that tell of growth.
    fn response(&self, at: usize) -> [f64; SCALES.len()] {
        let told: Vec<usize> = (0..self.jobs[at].measured.len())
            .filter(|&one| self.jobs[at].measured[one].quantity.tells() == Tells::Growth)
            .collect();
        let of = |scale: usize| -> Vec<Predicted> { told.iter().map(|&one| self.table[at][scale][one]).collect() };
        std::array::from_fn(|scale| moved(&of(scale), &of(AS_IS)))
    }

    /// The measurements as logarithms of measured over expected growth.
    fn ratios(&self, expected: &Expected<'_>) -> Vec<LogRatio> {
        let mut list = Vec::new();
        for (at, &segment) in self.segments.iter().enumerate() {
            let Some(class) = expected.stands.segment_class[segment] else { continue };
            for (place, one) in self.jobs[at].measured.iter().enumerate() {
                let as_is = self.table[at][AS_IS][place];
                if one.quantity.tells() != Tells::Growth || as_is.value <= 0.0 {
                    continue;
                }
                let elasticity = if one.quantity == Quantity::Height { self.elasticity(at, place) } else { 1.0 };
                list.push(LogRatio {
                    class,
                    segment,
                    value: ln(one.value / as_is.value) / elasticity,
                    sd: one.sd / one.value / elasticity,
                });
            }
        }
        list
    }

    /// How the logarithm of the height follows that of the mass on a day.
    fn elasticity(&self, at: usize, place: usize) -> f64 {
        let [low, high] = [0, SCALES.len() - 1].map(|scale| self.table[at][scale][place]);
        if low.mass <= 0.0 || low.value <= 0.0 || high.mass <= low.mass {
            return 1.0;
        }
        (ln(high.value / low.value) / ln(high.mass / low.mass)).clamp(ELASTICITY.0, ELASTICITY.1)
    }

    /// Scales at which the mass of these jobs moves by these values, corrected by one more run; whether each is within limits.
    fn scales(&self, expected: &Expected<'_>, sought: &[(usize, f64)]) -> Result<Vec<(f64, bool)>, Problem> {
        let first: Vec<(f64, bool)> = sought.iter().map(|&(at, value)| scale_for(&self.response(at), value)).collect();
        let jobs: Vec<Job> = sought.iter().map(|&(at, _)| self.jobs[at].clone()).collect();
        let scales: Vec<Vec<f64>> = first.iter().map(|&(scale, _)| vec![scale]).collect();
        let reached = predictions(expected.scenario, expected.stands, &jobs, &scales)?;
        let correct = |place: usize| {
            let ((at, value), (scale, within), run) = (sought[place], first[place], &reached[place]);
            if !within || value.abs() < NEGLIGIBLE {
                return (if value.abs() < NEGLIGIBLE { 1.0 } else { scale }, within);
            }
            let told = |predicted: &[Predicted]| -> Vec<Predicted> {
                let measured = &self.jobs[at].measured;
                let growth = predicted.iter().zip(measured).filter(|(_, one)| one.quantity.tells() == Tells::Growth);
                growth.map(|(predicted, _)| *predicted).collect()
            };
            let now = moved(&told(&run[0]), &told(&self.table[at][AS_IS]));
            (corrected(&self.response(at), scale, now, value), true)
        };
        Ok((0..sought.len()).map(correct).collect())
    }
}

/// What follows from the measurements.
pub fn learn(expected: &Expected<'_>, measured: &[Measured]) -> Result<Learnt, Problem> {
    let growth = Growth::of(expected, measured)?;
    let of_growth = posterior(&growth.ratios(expected));
    let of_species = posterior(&species(expected, measured));
    let mut learnt = Learnt { compared: compared(expected, measured, &growth), beliefs: Vec::new() };
    let mut classes: Vec<usize> = of_growth.iter().chain(&of_species).map(|one| one.class).collect();
    classes.sort_unstable();
    classes.dedup();
    // A segment that was not measured takes the course of the first measured one of its class as its example.
    let mut sought: Vec<(usize, f64)> = Vec::new();
    let mut places: Vec<(usize, usize)> = Vec::new();
    for class in &of_growth {
        for &(segment, effect) in &class.segments {
            if let Ok(at) = growth.segments.binary_search(&segment) {
                places.push((segment, sought.len()));
                sought.push((at, effect.mean));
            }
        }
        let example = class.segments.first().and_then(|(segment, _)| growth.segments.binary_search(segment).ok());
        if let Some(at) = example {
            places.push((usize::MAX - class.class, sought.len()));
            sought.push((at, class.others.mean));
        }
    }
    let scales = growth.scales(expected, &sought)?;
    let scale_of = |key: usize| places.iter().find(|(own, _)| *own == key).map(|(_, at)| scales[*at]);
    for class in classes {
        let [grown, counted] = [&of_growth, &of_species].map(|list| list.iter().find(|one| one.class == class));
        let last_count = measured
            .iter()
            .filter(|one| {
                one.quantity.tells() == Tells::Species && expected.stands.segment_class[one.segment] == Some(class)
            })
            .filter_map(|one| expected.year_of(one))
            .max();
        for &segment in &expected.stands.classes[class].segments {
            let effect = |found: Option<&ClassPosterior>| -> Option<(Effect, bool)> {
                let found = found?;
                let own = found.segments.iter().find(|(one, _)| *one == segment);
                Some(own.map_or((found.others, false), |(_, effect)| (*effect, true)))
            };
            let (grown, counted) = (effect(grown), effect(counted));
            let key = if grown.is_some_and(|(_, own)| own) { segment } else { usize::MAX - class };
            let (fertility, within) = grown.and_then(|_| scale_of(key)).unwrap_or((1.0, true));
            learnt.beliefs.push(Belief {
                segment,
                class,
                own: grown.is_some_and(|(_, own)| own) || counted.is_some_and(|(_, own)| own),
                growth: grown.map(|(effect, _)| effect),
                fertility,
                at_limit: !within,
                species: counted.map(|(effect, _)| effect),
                counted_in: last_count.unwrap_or(0),
            });
        }
    }
    learnt.beliefs.sort_by_key(|belief| belief.segment);
    Ok(learnt)
}

/// Counts of species as logarithms of measured over expected.
fn species(expected: &Expected<'_>, measured: &[Measured]) -> Vec<LogRatio> {
    let of = |one: &Measured| {
        let found = expected.counted(one).filter(|found| *found > 0.0)?;
        let class = expected.stands.segment_class[one.segment]?;
        Some(LogRatio { class, segment: one.segment, value: ln(one.value / found), sd: one.sd / one.value })
    };
    measured.iter().filter(|one| one.quantity.tells() == Tells::Species).filter_map(of).collect()
}

fn compared(expected: &Expected<'_>, measured: &[Measured], growth: &Growth) -> Vec<Compared> {
    let of = |one: &Measured| {
        let found = match one.quantity {
            Quantity::Richness | Quantity::TargetRichness | Quantity::GrassShare => expected.counted(one),
            _ => growth.segments.binary_search(&one.segment).ok().and_then(|at| {
                let place = growth.jobs[at].measured.iter().position(|own| own == one)?;
                Some(growth.table[at][AS_IS][place].value)
            }),
        };
        let found = found.filter(|value| *value > 0.0);
        let used = found.is_some() && one.quantity.tells() != Tells::Nothing;
        Compared { measured: one.clone(), expected: found, used }
    };
    measured.iter().map(of).collect()
}
