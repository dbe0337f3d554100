//! A guideline from evidence: which regime suits which site beside which surroundings in which climate, and how sure that is.
//!
//! Of every draw of the trial the regimes that the surroundings allow are scored: each aim (fire, plants, insects, cost) between
//! its worst and its best regime of the draw, 0 to 1, weighed by the surroundings. A regime is **best** in a draw when its
//! score is the highest; its probability is the share of draws. A leaf of the table has a **single best** regime from 0.8 on;
//! else it lists those that no other beats on all four medians (the Pareto set). What choosing otherwise costs is the paired
//! difference in the same draws. The weights are assumptions and stand in the table; a road authority sets its own.

pub mod surroundings;

pub use surroundings::{Surroundings, surroundings};

use super::findings::{Alternative, Experiments};
use super::trial::{Trial, TrialClimate, TrialMeasure, TrialRegime, sites, trial_regimes};
use crate::ensemble::summary::{ascending, quantile};

/// The four aims.
pub const AIMS: [TrialMeasure; 4] =
    [TrialMeasure::Fire, TrialMeasure::TargetSpecies, TrialMeasure::InsectPotential, TrialMeasure::Cost];
/// Probability from which a regime is the single best.
pub const SINGLE_BEST: f64 = 0.8;
/// Climates of the table.
pub const CLIMATES: [TrialClimate; 3] = [TrialClimate::Reference, TrialClimate::Hd2050, TrialClimate::Hd2100];
/// Regimes that are not advised on: other heights, and the lawn.
const NOT_ADVISED: [&str; 3] = ["LO6", "LO12", "M6"];
/// The regime of today that changes are told against.
pub const TODAY: &str = "S";

/// A paired difference over the draws.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// 5, 50 and 95 % quantile.
    pub quantiles: [f64; 3],
    /// Share of draws in which it is for the better.
    pub p_better: f64,
}

/// A regime in a leaf.
#[derive(Clone, Debug, PartialEq)]
pub struct Option4 {
    /// Name of the regime.
    pub regime: String,
    /// Share of draws in which it is the best of the allowed ones.
    pub p_best: f64,
    /// Share of draws in which it is the best on each aim alone.
    pub p_best_on: [f64; 4],
    /// Medians of the four aims.
    pub medians: [f64; 4],
    /// Whether no other allowed regime is at least as good on all four medians.
    pub pareto: bool,
    /// Against the advised regime: fire as a share, the others as differences.
    pub price: [Spread; 4],
    /// Against the cut of today on 15 September, likewise.
    pub against_today: [Spread; 4],
}

/// A leaf of the decision tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Leaf {
    /// Site.
    pub site: String,
    /// Surroundings.
    pub surroundings: Surroundings,
    /// Climate.
    pub climate: TrialClimate,
    /// Allowed regimes, the most probable first.
    pub options: Vec<Option4>,
    /// Share of draws in which the advised regime is the best under other readings of fire.
    pub under: Vec<(Alternative, f64)>,
}

impl Leaf {
    /// The advised regime: the most probable.
    pub fn advised(&self) -> &Option4 {
        &self.options[0]
    }

    /// Whether one regime is the single best.
    pub fn is_single(&self) -> bool {
        self.advised().p_best >= SINGLE_BEST
    }
}

/// Means of the four aims of every allowed regime in a draw.
type DrawMeans = Vec<[f64; 4]>;

/// The decision table.
pub fn guideline(experiments: &Experiments) -> Vec<Leaf> {
    let regimes = trial_regimes();
    let mut leaves = Vec::new();
    for climate in CLIMATES {
        let Some(trial) = experiments.trials.get(&climate) else { continue };
        for site in sites() {
            for around in surroundings() {
                let allowed: Vec<&TrialRegime> = regimes
                    .iter()
                    .filter(|regime| !NOT_ADVISED.contains(&regime.name.as_str()) && around.allows(regime))
                    .collect();
                leaves.extend(leaf(trial, climate, &site.name, around, &allowed));
            }
        }
    }
    leaves
}

fn leaf(
    trial: &Trial,
    climate: TrialClimate,
    site: &str,
    around: Surroundings,
    allowed: &[&TrialRegime],
) -> Option<Leaf> {
    let names: Vec<&str> = allowed.iter().map(|regime| regime.name.as_str()).collect();
    let draws = draws_of(trial, site, &names, TrialMeasure::Fire)?;
    let today: Vec<[f64; 4]> =
        draws_of(trial, site, &[TODAY], TrialMeasure::Fire)?.into_iter().map(|mut draw| draw.remove(0)).collect();
    let best = best_of(&draws, &around.weights);
    let advised = (0..names.len()).max_by(|&a, &b| share(&best, a).total_cmp(&share(&best, b)).then(b.cmp(&a)))?;
    let medians: Vec<[f64; 4]> = (0..names.len()).map(|place| medians(&draws, place)).collect();
    let series = |place: usize| -> Vec<[f64; 4]> { draws.iter().map(|draw| draw[place]).collect() };
    let option = |place: usize| {
        let on = |aim: usize| {
            let mut alone = [0.0; 4];
            alone[aim] = 1.0;
            share(&best_of(&draws, &alone), place)
        };
        Option4 {
            regime: names[place].to_owned(),
            p_best: share(&best, place),
            p_best_on: std::array::from_fn(on),
            medians: medians[place],
            pareto: (0..names.len()).all(|other| other == place || !dominates(&medians[other], &medians[place])),
            price: spreads(&series(place), &series(advised)),
            against_today: spreads(&series(place), &today),
        }
    };
    let mut options: Vec<Option4> = (0..names.len()).map(option).collect();
    let advised_name = names[advised];
    // the advised regime first, whatever ties there are
    options.sort_by(|a, b| {
        (b.regime == advised_name).cmp(&(a.regime == advised_name)).then(b.p_best.total_cmp(&a.p_best))
    });
    let under = [Alternative::ByLoad, Alternative::Cheney, Alternative::FreshCut].into_iter().filter_map(|other| {
        let draws = draws_of(trial, site, &names, other.read(TrialMeasure::Fire))?;
        Some((other, share(&best_of(&draws, &around.weights), advised)))
    });
    Some(Leaf { site: site.to_owned(), climate, under: under.collect(), surroundings: around, options })
}

/// Means of the aims by draw and regime, the base left out; `fire` is the reading of fire.
fn draws_of(trial: &Trial, site: &str, regimes: &[&str], fire: TrialMeasure) -> Option<Vec<DrawMeans>> {
    let aims = [fire, AIMS[1], AIMS[2], AIMS[3]];
    let of = |draw: usize, regime: &str| -> Option<[f64; 4]> {
        let mut means = [0.0; 4];
        for (mean, aim) in means.iter_mut().zip(aims) {
            *mean = trial.mean(draw, site, regime, aim)?;
        }
        Some(means)
    };
    (1..trial.draws.len()).map(|draw| regimes.iter().map(|regime| of(draw, regime)).collect()).collect()
}

/// Score of each regime of a draw: aims between their worst and best, weighed.
fn scores(draw: &DrawMeans, weights: &[f64; 4]) -> Vec<f64> {
    let mut scores = vec![0.0; draw.len()];
    for (aim, weight) in weights.iter().enumerate() {
        let sign = f64::from(AIMS[aim].better());
        let values: Vec<f64> = draw.iter().map(|means| sign * means[aim]).collect();
        let best = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let worst = values.iter().copied().fold(f64::INFINITY, f64::min);
        let range = best - worst;
        for (score, value) in scores.iter_mut().zip(values) {
            *score += if range > 0.0 { weight * (value - worst) / range } else { 0.0 };
        }
    }
    scores
}

/// The best regime of every draw.
fn best_of(draws: &[DrawMeans], weights: &[f64; 4]) -> Vec<usize> {
    draws
        .iter()
        .map(|draw| {
            let scores = scores(draw, weights);
            (0..scores.len()).fold(0, |best, place| if scores[place] > scores[best] { place } else { best })
        })
        .collect()
}

fn share(best: &[usize], place: usize) -> f64 {
    best.iter().filter(|&&one| one == place).count() as f64 / best.len().max(1) as f64
}

fn medians(draws: &[DrawMeans], place: usize) -> [f64; 4] {
    std::array::from_fn(|aim| quantile(&ascending(&draws.iter().map(|draw| draw[place][aim]).collect::<Vec<_>>()), 0.5))
}

/// Whether medians are at least as good on all aims and better on one.
fn dominates(a: &[f64; 4], b: &[f64; 4]) -> bool {
    let gain = |aim: usize| f64::from(AIMS[aim].better()) * (a[aim] - b[aim]);
    (0..4).all(|aim| gain(aim) >= 0.0) && (0..4).any(|aim| gain(aim) > 0.0)
}

/// Differences of two regimes, draw by draw.
fn spreads(one: &[[f64; 4]], other: &[[f64; 4]]) -> [Spread; 4] {
    std::array::from_fn(|aim| {
        let of = |(a, b): (&[f64; 4], &[f64; 4])| if aim == 0 { a[0] / b[0] - 1.0 } else { a[aim] - b[aim] };
        let values: Vec<f64> = one.iter().zip(other).map(of).collect();
        let sign = f64::from(AIMS[aim].better());
        let worth = |value: &f64| if *value == 0.0 { 0.5 } else { f64::from(u8::from(sign * value > 0.0)) };
        let sorted = ascending(&values);
        Spread {
            quantiles: if sorted.is_empty() { [f64::NAN; 3] } else { [0.05, 0.5, 0.95].map(|p| quantile(&sorted, p)) },
            p_better: values.iter().map(worth).sum::<f64>() / values.len().max(1) as f64,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_of_a_draw_follows_the_weights() {
        // fire, plants, insects, cost of two regimes
        let draws = vec![vec![[5.0, 3.0, 0.2, 1500.0], [8.0, 4.0, 0.5, 0.0]]; 3];
        assert_eq!(best_of(&draws, &[1.0, 0.0, 0.0, 0.0]), [0, 0, 0]);
        assert_eq!(best_of(&draws, &[0.3, 0.25, 0.25, 0.2]), [1, 1, 1]);
        assert_eq!((share(&[0, 0, 1, 0], 0), share(&[], 0)), (0.75, 0.0));
        assert!(!dominates(&draws[0][0], &draws[0][1]) && !dominates(&draws[0][1], &draws[0][0]));
        assert!(dominates(&[4.0, 3.0, 0.2, 1500.0], &draws[0][0]));
    }

    #[test]
    fn prices_are_paired_and_better_is_told_by_the_aim() {
        let one = [[6.0, 3.0, 0.3, 100.0], [9.0, 3.0, 0.3, 100.0]];
        let other = [[5.0, 2.0, 0.3, 50.0], [10.0, 4.0, 0.3, 50.0]];
        let [fire, plants, insects, cost] = spreads(&one, &other);
        assert!((fire.quantiles[1] - 0.05).abs() < 1e-12 && fire.p_better == 0.5);
        assert_eq!((plants.p_better, insects.p_better, cost.p_better), (0.5, 0.5, 0.0));
    }
}
