//! Return levels of drawn counts: what is reached in one year of so many, and how many weather years that rests on.
//!
//! The level of `T` years is the smallest count that is not passed in a share `1 - 1/T` of the drawn years. Chance gives as
//! many drawn years as one likes, weather does not: a level is *carried* where the weather years are at least five times its
//! return period, and its interval comes from drawing the weather years again and again.

use crate::random::{Purpose, Stream};

/// Return periods of the tables, years.
pub const RETURN_YEARS: [usize; 5] = [2, 5, 10, 30, 100];
/// Weather years per year of the return period from which a level is carried (an assumption).
const YEARS_PER_PERIOD: usize = 5;
/// Times that the weather years are drawn again.
const RESAMPLES: usize = 400;

/// A return level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReturnLevel {
    /// Return period, years.
    pub years: usize,
    /// Count reached once in that time.
    pub count: usize,
    /// 5 and 95 % of the count over resampled weather years.
    pub interval: [usize; 2],
    /// Whether there are enough weather years.
    pub carried: bool,
}

/// Counts of drawn years by weather year: how many draws had each count.
#[derive(Clone, Debug, Default)]
pub struct Histograms(Vec<Vec<u32>>);

impl Histograms {
    /// Empty histograms of so many weather years.
    pub fn new(weather_years: usize) -> Self {
        Histograms(vec![Vec::new(); weather_years])
    }

    /// Adds a drawn year with its count.
    pub fn add(&mut self, weather_year: usize, count: usize) {
        let counts = &mut self.0[weather_year];
        if counts.len() <= count {
            counts.resize(count + 1, 0);
        }
        counts[count] += 1;
    }

    /// Smallest count not passed in a share of the years, each weather year as often as `weights` says.
    fn level(&self, weights: &[u32], share: f64) -> usize {
        let longest = self.0.iter().map(Vec::len).max().unwrap_or(0);
        let all: u64 = self.0.iter().zip(weights).map(|(counts, weight)| total(counts) * u64::from(*weight)).sum();
        let mut reached = 0;
        for count in 0..longest {
            let at = |counts: &Vec<u32>| u64::from(counts.get(count).copied().unwrap_or(0));
            reached += self.0.iter().zip(weights).map(|(counts, weight)| at(counts) * u64::from(*weight)).sum::<u64>();
            if reached as f64 >= share * all as f64 {
                return count;
            }
        }
        longest.saturating_sub(1)
    }

    /// The levels of [`RETURN_YEARS`].
    pub fn levels(&self, seed: u64) -> Vec<ReturnLevel> {
        let years = self.0.len();
        let share = |period: usize| 1.0 - 1.0 / period as f64;
        let mut resampled = vec![Vec::with_capacity(RESAMPLES); RETURN_YEARS.len()];
        for round in 0..RESAMPLES {
            let mut stream = Stream::open(seed, Purpose::Resampling, 0, round as u64);
            let mut weights = vec![0; years];
            (0..years).for_each(|_| weights[stream.below(years)] += 1);
            for (levels, period) in resampled.iter_mut().zip(RETURN_YEARS) {
                levels.push(self.level(&weights, share(period)));
            }
        }
        let plain = vec![1; years];
        RETURN_YEARS
            .into_iter()
            .zip(&mut resampled)
            .map(|(period, levels)| {
                levels.sort_unstable();
                ReturnLevel {
                    years: period,
                    count: self.level(&plain, share(period)),
                    interval: [levels[RESAMPLES / 20], levels[RESAMPLES - 1 - RESAMPLES / 20]],
                    carried: years >= YEARS_PER_PERIOD * period,
                }
            })
            .collect()
    }
}

fn total(counts: &[u32]) -> u64 {
    counts.iter().map(|&count| u64::from(count)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_those_of_the_counts() {
        let mut found = Histograms::new(100);
        // Weather year `y` has `y` fires in every draw: the level of 10 years is passed in a tenth of them.
        for year in 0..100 {
            (0..3).for_each(|_| found.add(year, year));
        }
        let levels = found.levels(1);
        assert_eq!(levels.iter().map(|level| level.count).collect::<Vec<_>>(), [49, 79, 89, 96, 98]);
        assert_eq!(levels.iter().map(|level| level.carried).collect::<Vec<_>>(), [true, true, true, false, false]);
        for level in &levels {
            assert!(level.interval[0] <= level.count && level.count <= level.interval[1], "{level:?}");
        }
        assert!(levels[0].interval[1] - levels[0].interval[0] < 25);
        assert_eq!(levels, found.levels(1));
    }

    #[test]
    fn years_without_fires_give_zero() {
        let mut found = Histograms::new(2);
        found.add(0, 0);
        found.add(1, 0);
        assert!(found.levels(1).iter().all(|level| level.count == 0 && level.interval == [0, 0] && !level.carried));
    }
}
