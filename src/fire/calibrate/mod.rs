//! Rate of ignition and exponent of traffic from a register of fires, as far as its counts carry them.
//!
//! Fires of a segment on a day are a Poisson count with mean `k E`, exposure `E = L AADT^g h` (length times the segment's
//! share of its road, traffic, daily susceptibility). So with `n` fires in all
//!
//! `k(g) = n / Z(g)`, `Z(g) = sum L AADT^g h` over segments and days,
//!
//! with the exact interval of a Poisson mean, and what is left of the likelihood is where and when they burned:
//!
//! `l(g, form) = sum over fires ln[(1 - e) E / Z + e L / (sum L, days)]`.
//!
//! A register has misdated and misplaced rows: a share `e` = 0.02 of its fires is allowed to lie anywhere (assumption), so
//! that one fire on a wet day does not decide. `g` and the form of susceptibility are judged by this likelihood; an interval
//! is where twice its fall stays below 2.71 (5-95 %). Below stated counts neither is estimated.
//!
//! | told | asks for |
//! |---|---|
//! | upper bound of `k` | nothing |
//! | `k` with its interval | 1 fire |
//! | `k` to put in a scenario | 5 fires |
//! | `g` | 30 fires, and traffic so unlike that its standard error is expected below 0.2 |
//! | forms of susceptibility compared | 50 fires |
//! | overdispersion | 30 fires in 10 cells with an expectation of 1 or more |
//!
//! What the counts cannot tell: fires that nobody registered (`k` is the rate of registered fires), and `k` apart from a
//! level of susceptibility that is wrong everywhere.

pub mod counts;

use super::ignition::traffic_weight;
use crate::lane::math::{exp, ln};
use counts::mean_interval;

/// Share of the fires of a register that may lie anywhere (assumption).
const ASTRAY: f64 = 0.02;
/// Fires from which a rate is given to put in a scenario.
pub const LEAST_FOR_RATE: usize = 5;
/// Fires from which the exponent of traffic is estimated.
pub const LEAST_FOR_EXPONENT: usize = 30;
/// Expected standard error of the exponent above which it is not estimated.
pub const EXPONENT_ERROR: f64 = 0.2;
/// Fires from which forms of susceptibility are compared.
pub const LEAST_FOR_FORMS: usize = 50;
/// Fires, and cells with an expectation of 1 or more, from which overdispersion is estimated.
pub const LEAST_FOR_DISPERSION: (usize, usize) = (30, 10);
/// Fall of twice the log-likelihood at the ends of a 5-95 % interval.
const INTERVAL_FALL: f64 = 2.706;
/// Steps of the exponent between 0 and 1.
const EXPONENT_STEPS: usize = 100;

/// A verge with its exposure over the days of the register.
#[derive(Clone, Debug, PartialEq)]
pub struct Place<const FORMS: usize> {
    /// Length times the share of the segment-side in its road, km.
    pub length_km: f64,
    /// Vehicles a day.
    pub vehicles_per_day: f64,
    /// Sum of susceptibility over the days, in every form.
    pub susceptibility: [f64; FORMS],
}

/// A fire: the places it may have been at (indices), each with the susceptibility of its day in every form.
pub type Burnt<const FORMS: usize> = Vec<(usize, [f64; FORMS])>;

/// What a register and a simulation of its years hold together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Observed<const FORMS: usize> {
    /// Verges.
    pub places: Vec<Place<FORMS>>,
    /// Fires.
    pub fires: Vec<Burnt<FORMS>>,
    /// Days of the register.
    pub days: f64,
}

/// An exponent of traffic.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exponent {
    /// Most likely value.
    pub value: f64,
    /// 5-95 % interval, within 0-1.
    pub interval: [f64; 2],
}

/// Why the exponent of traffic is not estimated, or the estimate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ExponentFound {
    /// Too few fires.
    FewFires,
    /// Traffic is too much alike: so many fires would be needed; infinite where all roads are alike.
    AlikeTraffic {
        /// Fires needed.
        needed: f64,
    },
    /// The estimate.
    Found(Exponent),
}

/// Rate at an exponent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RateFound {
    /// Fires.
    pub fires: usize,
    /// Exposure `Z`, so that the rate is fires over exposure.
    pub exposure: f64,
    /// The rate; 0 without fires.
    pub k: f64,
    /// 5-95 % interval, widened by the dispersion; from 0 without fires.
    pub interval: [f64; 2],
    /// Standard deviation of `ln k`; infinite without fires.
    pub sd_log: f64,
}

impl<const FORMS: usize> Observed<FORMS> {
    fn weights(&self, g: f64) -> Vec<f64> {
        self.places.iter().map(|place| place.length_km * traffic_weight(place.vehicles_per_day, g)).collect()
    }

    /// Exposure `Z(g)` in a form.
    pub fn exposure(&self, g: f64, form: usize) -> f64 {
        self.weights(g).iter().zip(&self.places).map(|(weight, place)| weight * place.susceptibility[form]).sum()
    }

    /// Log-likelihood of where and when the fires burned, in every form, at an exponent.
    pub fn log_likelihood(&self, g: f64) -> [f64; FORMS] {
        let weights = self.weights(g);
        let length_days = self.places.iter().map(|place| place.length_km).sum::<f64>() * self.days;
        let mut sums = [0.0; FORMS];
        for (form, sum) in sums.iter_mut().enumerate() {
            let exposures = weights.iter().zip(&self.places);
            let exposure: f64 = exposures.map(|(weight, place)| weight * place.susceptibility[form]).sum();
            for fire in &self.fires {
                let burns: f64 = fire.iter().map(|&(place, found)| weights[place] * found[form]).sum();
                let length: f64 = fire.iter().map(|&(place, _)| self.places[place].length_km).sum();
                let chance = if exposure > 0.0 { burns / exposure } else { 0.0 };
                *sum += ln((1.0 - ASTRAY) * chance + ASTRAY * length / length_days);
            }
        }
        sums
    }

    /// Mean and variance of the logarithm of traffic, weighed by exposure; places without traffic have none.
    fn log_traffic(&self, g: f64, form: usize) -> [f64; 2] {
        let mut sums = [0.0; 3];
        for (weight, place) in self.weights(g).iter().zip(&self.places) {
            let exposure = weight * place.susceptibility[form];
            if exposure > 0.0 && place.vehicles_per_day > 0.0 {
                let log = ln(place.vehicles_per_day);
                sums.iter_mut().zip([1.0, log, log * log]).for_each(|(sum, of)| *sum += exposure * of);
            }
        }
        let mean = if sums[0] > 0.0 { sums[1] / sums[0] } else { 0.0 };
        let variance = if sums[0] > 0.0 { sums[2] / sums[0] - mean * mean } else { 0.0 };
        [mean, variance.max(0.0)]
    }

    /// Traffic at which the rate holds whatever the exponent: the mean over the exposure, of logarithms.
    pub fn pivot_traffic(&self, g: f64, form: usize) -> f64 {
        exp(self.log_traffic(g, form)[0])
    }

    /// Log-likelihood at every step of the exponent, in every form.
    pub fn profile(&self) -> Vec<(f64, [f64; FORMS])> {
        let at = |step: usize| step as f64 / EXPONENT_STEPS as f64;
        (0..=EXPONENT_STEPS).map(|step| (at(step), self.log_likelihood(at(step)))).collect()
    }

    /// The exponent of traffic in a form, where the counts carry it; `start` is the exponent in use.
    pub fn exponent(&self, profile: &[(f64, [f64; FORMS])], start: f64, form: usize) -> ExponentFound {
        /// Variance of log traffic below which roads count as alike.
        const ALIKE: f64 = 1e-6;
        let variance = self.log_traffic(start, form)[1];
        let needed = 1.0 / (EXPONENT_ERROR * EXPONENT_ERROR * variance.max(ALIKE * ALIKE));
        if variance < ALIKE {
            return ExponentFound::AlikeTraffic { needed: f64::INFINITY };
        }
        if self.fires.len() < LEAST_FOR_EXPONENT {
            return ExponentFound::FewFires;
        }
        if (self.fires.len() as f64) < needed {
            return ExponentFound::AlikeTraffic { needed };
        }
        let best = profile.iter().max_by(|a, b| a.1[form].total_cmp(&b.1[form]));
        let Some(&(value, top)) = best else { return ExponentFound::FewFires };
        let falls: Vec<(f64, f64)> = profile.iter().map(|(g, found)| (*g, 2.0 * (top[form] - found[form]))).collect();
        let low = interval_end(falls.iter(), value);
        let high = interval_end(falls.iter().rev(), value);
        ExponentFound::Found(Exponent { value, interval: [low, high] })
    }

    /// The rate at an exponent in a form; `dispersion` widens its interval.
    pub fn rate(&self, g: f64, form: usize, dispersion: f64) -> RateFound {
        let (fires, exposure) = (self.fires.len(), self.exposure(g, form));
        let over = |count: f64| if exposure > 0.0 { count / exposure } else { 0.0 };
        let count = fires as f64;
        // The interval of the logarithm is stretched where counts vary more than chance alone.
        let stretch = dispersion.max(1.0).sqrt();
        let stretched = |end: f64| if fires == 0 { end } else { count * exp(stretch * ln(end / count)) };
        RateFound {
            fires,
            exposure,
            k: over(count),
            interval: mean_interval(fires).map(stretched).map(over),
            sd_log: if fires == 0 { f64::INFINITY } else { stretch / count.sqrt() },
        }
    }

    /// How likely each form is beside the others, summing to 1, at one exponent; `None` with too few fires.
    pub fn form_shares(&self, g: f64, forms: usize) -> Option<Vec<f64>> {
        if self.fires.len() < LEAST_FOR_FORMS {
            return None;
        }
        let found = self.log_likelihood(g);
        let best = found[..forms].iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let shares: Vec<f64> = found[..forms].iter().map(|value| exp(value - best)).collect();
        let sum: f64 = shares.iter().sum();
        Some(shares.into_iter().map(|share| share / sum).collect())
    }
}

/// Where a fall of twice the log-likelihood, met from outside, first comes below that of a 5-95 % interval: between two steps in
/// proportion.
fn interval_end<'a>(falls: impl Iterator<Item = &'a (f64, f64)>, best: f64) -> f64 {
    let mut outside: Option<(f64, f64)> = None;
    for &(g, fall) in falls {
        if fall <= INTERVAL_FALL {
            return outside
                .map_or(g, |(before, above)| before + (g - before) * (above - INTERVAL_FALL) / (above - fall));
        }
        outside = Some((g, fall));
    }
    best
}

/// Variance of counts over what chance alone gives: Pearson's sum over cells (observed, expected) with an expectation of 1
/// or more, over their number less one; at least 1. Smaller cells are put together. `None` with too few fires or cells.
///
/// Source: McCullagh and Nelder (1989), Generalized linear models, section 6.2.
pub fn dispersion(cells: &[(f64, f64)]) -> Option<f64> {
    let (mut pooled, mut rest) = (Vec::new(), (0.0, 0.0));
    for &(observed, expected) in cells {
        if expected >= 1.0 {
            pooled.push((observed, expected));
        } else {
            rest = (rest.0 + observed, rest.1 + expected);
            if rest.1 >= 1.0 {
                pooled.push(std::mem::take(&mut rest));
            }
        }
    }
    let fires: f64 = cells.iter().map(|cell| cell.0).sum();
    let (least_fires, least_cells) = LEAST_FOR_DISPERSION;
    if fires < least_fires as f64 || pooled.len() < least_cells {
        return None;
    }
    let square = |(observed, expected): &(f64, f64)| (observed - expected) * (observed - expected) / expected;
    let pearson: f64 = pooled.iter().map(square).sum();
    Some((pearson / (pooled.len() - 1) as f64).max(1.0))
}

#[cfg(test)]
mod tests;
