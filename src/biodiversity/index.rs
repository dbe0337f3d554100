//! The biodiversity index: one number for ranking, with weights that a user may set.
//!
//! Always to be read beside its parts in their own units. A part without a value leaves the index and the rest keeps its
//! proportions.

use crate::lane::math::{exp, ln};

/// Part of the index: value at which it is worth nothing, value at which it is worth all, and weight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IndexPart {
    /// Name.
    pub name: &'static str,
    /// Value worth 0.
    pub worst: f64,
    /// Value worth 1.
    pub best: f64,
    /// Weight before they are made to sum to 1.
    pub weight: f64,
}

/// Parts of the index, in the order in which values are given (assumed spans and weights).
pub const INDEX_PARTS: [IndexPart; 11] = {
    const fn part(name: &'static str, worst: f64, best: f64, weight: f64) -> IndexPart {
        IndexPart { name, worst, best, weight }
    }
    [
        part("target_richness", 1.0, 8.0, 0.20),
        part("richness", 10.0, 30.0, 0.05),
        part("lean", 0.0, 6.0, 0.05),
        part("target_nectar_kg_ha", 0.0, 30.0, 0.10),
        part("forage_days", 60.0, 190.0, 0.10),
        part("seed_set", 0.0, 0.6, 0.10),
        part("insect_survival", 0.1, 0.8, 0.10),
        part("insect_potential", 0.0, 0.5, 0.15),
        part("winter_survival", 0.3, 1.0, 0.05),
        part("structure", 0.2, 0.8, 0.05),
        part("connectivity", 0.1, 0.6, 0.05),
    ]
};
/// The part that belongs to the network and not to a verge.
const CONNECTIVITY: usize = 10;
/// Days of the season of forage.
const FORAGE_DAYS: f64 = 214.0;
/// Production from which a verge is not lean at all, t DM/ha.
const NOT_LEAN_T_HA: f64 = 9.5;
/// Largest index where a rule on problem species is broken.
const WITH_VIOLATIONS: f64 = 0.5;
/// Below this power of the mean the geometric mean is taken.
const GEOMETRIC_BELOW: f64 = 1e-6;
/// A part of no worth counts as this in a mean of low power, so that it is finite.
const LEAST_WORTH: f64 = 1e-9;

/// Natural values that the index is made of; `None` where there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct IndexValues {
    /// Target species expected in 25 m2.
    pub target_richness: Option<f64>,
    /// Species expected in 25 m2.
    pub richness: Option<f64>,
    /// Production that clipping would find, t DM/ha.
    pub production_t_ha: Option<f64>,
    /// Nectar of target species, kg sugar/ha/yr.
    pub target_nectar_kg_ha: Option<f64>,
    /// Days of the forage season with too little nectar.
    pub gap_days: Option<f64>,
    /// Seed set of target species, 0-1.
    pub seed_set: Option<f64>,
    /// Insect survival index, 0-1.
    pub insect_survival: Option<f64>,
    /// Insect potential, 0-1.
    pub insect_potential: Option<f64>,
    /// Survival of stages that winter above ground, 0-1.
    pub winter_survival: Option<f64>,
    /// Structure, 0-1.
    pub structure: Option<f64>,
    /// Least connected area of the season over the whole area, 0-1.
    pub connectivity: Option<f64>,
}

impl IndexValues {
    fn by_part(&self) -> [Option<f64>; INDEX_PARTS.len()] {
        [
            self.target_richness,
            self.richness,
            self.production_t_ha.map(|production| NOT_LEAN_T_HA - production),
            self.target_nectar_kg_ha,
            self.gap_days.map(|gap| FORAGE_DAYS - gap),
            self.seed_set,
            self.insect_survival,
            self.insect_potential,
            self.winter_survival,
            self.structure,
            self.connectivity,
        ]
    }
}

/// Worth of a value: `clamp((x - a)/(b - a), 0, 1)`.
pub fn worth(value: f64, part: &IndexPart) -> f64 {
    ((value - part.worst) / (part.best - part.worst)).clamp(0.0, 1.0)
}

/// Weight of connectivity beside all other parts by the default weights, and the worth of a connectivity: the plain index of a
/// verge `B` becomes `(1 - share) B + share worth`.
///
/// - `connectivity`: least connected area of the season over the whole area, 0-1; the wider a network, the smaller, since
///   verges far apart are not joined, so that regimes compare and networks do not
///
/// ```
/// let (share, worth) = zeis::biodiversity::index::connectivity_part(0.35);
/// assert!((share - 0.05).abs() < 1e-12 && (worth - 0.5).abs() < 1e-12);
/// ```
pub fn connectivity_part(connectivity: f64) -> (f64, f64) {
    let weights = default_weights();
    (weights[CONNECTIVITY] / weights.iter().sum::<f64>(), worth(connectivity, &INDEX_PARTS[CONNECTIVITY]))
}

/// Biodiversity index, 0-1: weighted mean of power `power` of the worths of the parts that have a value.
///
/// - `weights`: weights of [`INDEX_PARTS`], 0 or more; made to sum to 1 over the parts with a value
/// - `power`: 1 the plain mean; towards 0 the geometric one, which lets no part be bought off by another
/// - `violations`: whether a rule on problem species is broken, which caps the index at 0.5
///
/// `None` without any value of positive weight.
///
/// ```
/// use zeis::biodiversity::index::{IndexValues, default_weights, index};
/// let values = IndexValues { target_richness: Some(4.5), ..IndexValues::default() };
/// assert_eq!(index(&values, &default_weights(), 1.0, false), Some(0.5));
/// ```
pub fn index(values: &IndexValues, weights: &[f64; INDEX_PARTS.len()], power: f64, violations: bool) -> Option<f64> {
    let (mut sum, mut total) = (0.0, 0.0);
    let geometric = power < GEOMETRIC_BELOW;
    for ((value, part), &weight) in values.by_part().into_iter().zip(&INDEX_PARTS).zip(weights) {
        let Some(value) = value.filter(|_| weight > 0.0) else { continue };
        let worth = worth(value, part);
        total += weight;
        sum += weight
            * if power == 1.0 {
                worth
            } else if geometric {
                ln(worth.max(LEAST_WORTH))
            } else {
                exp(power * ln(worth.max(LEAST_WORTH)))
            };
    }
    if total <= 0.0 {
        return None;
    }
    let mean = sum / total;
    let index = if power == 1.0 {
        mean
    } else if geometric {
        exp(mean)
    } else {
        exp(ln(mean.max(LEAST_WORTH)) / power)
    };
    Some(if violations { index.min(WITH_VIOLATIONS) } else { index })
}

/// Weights of the parts as proposed.
pub fn default_weights() -> [f64; INDEX_PARTS.len()] {
    INDEX_PARTS.map(|part| part.weight)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values() -> IndexValues {
        IndexValues {
            target_richness: Some(8.0),
            seed_set: Some(0.3),
            insect_survival: Some(0.05),
            ..IndexValues::default()
        }
    }

    #[test]
    fn parts_without_a_value_leave_the_rest_in_proportion() {
        let weights = default_weights();
        assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        let found = index(&values(), &weights, 1.0, false).expect("three parts");
        assert!((found - (0.2 + 0.1 * 0.5) / 0.4).abs() < 1e-12);
        assert_eq!(index(&IndexValues::default(), &weights, 1.0, false), None);
        let lean = IndexValues { production_t_ha: Some(3.5), gap_days: Some(24.0), ..IndexValues::default() };
        assert_eq!(index(&lean, &weights, 1.0, false), Some(1.0));
    }

    #[test]
    fn a_low_power_lets_no_part_hide_another_and_violations_cap() {
        let weights = default_weights();
        let at = |power| index(&values(), &weights, power, false).expect("three parts");
        assert!(at(1e-9) < at(0.5) && at(0.5) < at(1.0));
        assert_eq!(index(&values(), &weights, 1.0, true), Some(0.5));
        let even = IndexValues { target_richness: Some(4.5), seed_set: Some(0.3), ..IndexValues::default() };
        let [geometric, root] = [0.0, 0.5].map(|power| index(&even, &weights, power, false).expect("two parts"));
        assert!((geometric - 0.5).abs() < 1e-12 && (root - 0.5).abs() < 1e-12);
    }
}
