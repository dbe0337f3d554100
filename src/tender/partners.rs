//! Whose weights choose what: several sets of weights over the same regimes.
//!
//! A KPI is brought to 0-1 between the worst and the best of the regimes compared (medians of the network or of an owner); the
//! worth of a regime to a set is the mean of these by the set's weights. Regret is what a set loses when another regime than its
//! own best is taken; the regime whose largest regret over the sets is the smallest is the one to agree on (Savage 1951).
//! A KPI that no regime changes, or without a value, takes no part.

use crate::kpi::define::{Direction, find};
use crate::kpi::evaluate::KpiRow;
use crate::kpi::group::Group;
use crate::scenario::terms::{Terms, WeightSet};

/// Worth of the regimes to one set of weights.
#[derive(Clone, Debug, PartialEq)]
pub struct Worth {
    /// Name of the set.
    pub set: String,
    /// Worth of each regime, 0-1.
    pub worth: Vec<f64>,
    /// The best regime (index; the first of equals).
    pub best: usize,
    /// KPIs of the set that take no part.
    pub left_out: Vec<String>,
}

impl Worth {
    /// What the set loses when a regime is taken.
    pub fn regret(&self, regime: usize) -> f64 {
        self.worth[self.best] - self.worth[regime]
    }
}

/// What the sets of weights say of the regimes of a group.
#[derive(Clone, Debug, PartialEq)]
pub struct Partners {
    /// Names of the regimes.
    pub regimes: Vec<String>,
    /// Worth to each set.
    pub sets: Vec<Worth>,
    /// Regime of the smallest largest regret (index; the first of equals).
    pub compromise: usize,
}

impl Partners {
    /// Largest regret over the sets when a regime is taken.
    pub fn largest_regret(&self, regime: usize) -> f64 {
        self.sets.iter().map(|set| set.regret(regime)).fold(0.0, f64::max)
    }

    /// The regime that every set chooses, if there is one.
    pub fn agreed(&self) -> Option<usize> {
        let first = self.sets.first()?.best;
        self.sets.iter().all(|set| set.best == first).then_some(first)
    }
}

/// What each set of weights would choose in a group; `None` without a set that any KPI of the group speaks to.
pub fn partners(terms: &Terms, rows: &[KpiRow], group: &Group, regimes: &[&str]) -> Option<Partners> {
    let of_group: Vec<&KpiRow> = rows.iter().filter(|row| row.group == *group).collect();
    let sets: Vec<Worth> = terms.weights.iter().filter_map(|set| worth(terms, set, &of_group, regimes)).collect();
    let count = regimes.len();
    let mut all = Partners { regimes: regimes.iter().map(ToString::to_string).collect(), sets, compromise: 0 };
    if all.sets.is_empty() || count == 0 {
        return None;
    }
    for regime in 1..count {
        if all.largest_regret(regime) < all.largest_regret(all.compromise) {
            all.compromise = regime;
        }
    }
    Some(all)
}

fn worth(terms: &Terms, set: &WeightSet, rows: &[&KpiRow], regimes: &[&str]) -> Option<Worth> {
    let mut sums = vec![0.0; regimes.len()];
    let (mut weights, mut left_out) = (0.0, Vec::new());
    for (name, weight) in &set.weights {
        match scaled(terms, name, rows, regimes) {
            Some(scaled) => {
                sums.iter_mut().zip(scaled).for_each(|(sum, value)| *sum += weight * value);
                weights += weight;
            }
            None => left_out.push(name.clone()),
        }
    }
    if weights <= 0.0 {
        return None;
    }
    let worth: Vec<f64> = sums.into_iter().map(|sum| sum / weights).collect();
    let best = (1..worth.len()).fold(0, |best, regime| if worth[regime] > worth[best] { regime } else { best });
    Some(Worth { set: set.name.clone(), worth, best, left_out })
}

/// A KPI of every regime, 0 for the worst and 1 for the best of them; `None` where one has no value or all have the same.
fn scaled(terms: &Terms, kpi: &str, rows: &[&KpiRow], regimes: &[&str]) -> Option<Vec<f64>> {
    let kpi = find(kpi)?;
    let sign = match terms.direction(kpi.id, kpi.direction) {
        Direction::Up => 1.0,
        Direction::Down => -1.0,
        Direction::Neither => return None,
    };
    let of_regime = |regime: &&str| {
        let row = rows.iter().find(|row| row.kpi.id == kpi.id && row.regime == *regime)?;
        Some(sign * row.value.q50)
    };
    let values: Vec<f64> = regimes.iter().map(of_regime).collect::<Option<_>>()?;
    let worst = values.iter().copied().fold(f64::INFINITY, f64::min);
    let best = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    (best > worst).then(|| values.iter().map(|value| (value - worst) / (best - worst)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::evaluate::evaluate;
    use crate::kpi::group::Level;
    use crate::kpi::sample::Sample;

    fn set(name: &str, weights: &[(&str, f64)]) -> WeightSet {
        let weights = weights.iter().map(|(kpi, weight)| ((*kpi).to_owned(), *weight)).collect();
        WeightSet { name: name.into(), weights }
    }

    #[test]
    fn sets_that_disagree_meet_where_the_largest_regret_is_smallest() {
        // fire 10, 6, 14 and seed set 0.2, 0.3, 0.5 under late, early and none
        let rows = Sample::new().with(|evidence| evaluate(evidence, None));
        let sets =
            vec![set("safety", &[("fire", 1.0)]), set("nature", &[("B9", 2.0)]), set("water", &[("B14_dip", 1.0)])];
        let terms = Terms { weights: sets, ..Terms::default() };
        let group = (Level::Route, "A1".to_owned());
        let found = partners(&terms, &rows, &group, &["late", "early", "none"]).expect("two sets speak");
        assert_eq!(found.sets.iter().map(|set| set.best).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(found.agreed(), None);
        // early loses 2/3 of nature; late half of safety and all of nature; none all of safety
        assert_eq!(found.compromise, 1);
        assert!((found.largest_regret(1) - 2.0 / 3.0).abs() < 1e-9);
        assert!((found.largest_regret(0) - 1.0).abs() < 1e-9 && (found.largest_regret(2) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn sets_of_one_mind_agree_and_an_unknown_value_is_left_out() {
        let rows = Sample::new().with(|evidence| evaluate(evidence, None));
        let sets = vec![set("one", &[("fire", 1.0), ("B14", 1.0)]), set("two", &[("fire", 0.5)])];
        let terms = Terms { weights: sets, ..Terms::default() };
        let group = (Level::Route, "A1".to_owned());
        let found = partners(&terms, &rows, &group, &["late", "early", "none"]).expect("both speak");
        assert_eq!((found.agreed(), found.compromise), (Some(1), 1));
        assert_eq!(found.sets[0].left_out, ["B14"]);
        assert_eq!(partners(&Terms::default(), &rows, &group, &["late"]), None);
    }
}
