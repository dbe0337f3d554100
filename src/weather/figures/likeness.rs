//! How alike the days of two places are, season by season.

use super::dates;
use crate::weather::WeatherSeries;
use crate::weather::generate::WET_DAY_MM;
use std::collections::BTreeMap;

/// Fewest common days from which a correlation is told.
const LEAST_DAYS: usize = 100;
/// What is compared; amounts of rain by their ranks on days that are wet at both places.
pub const LIKENESSES: [&str; 7] = ["rain_or_not", "rain_amount", "tmax", "daily_range", "radiation", "rh", "wind"];

/// Correlation of a quantity between two places in a season.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Likeness {
    /// Season, 0 is winter.
    pub season: usize,
    /// One of [`LIKENESSES`].
    pub quantity: &'static str,
    /// Correlation of the departures from the means of the calendar months.
    pub correlation: f64,
    /// Its standard error, by leaving out each year in turn.
    pub error: f64,
}

/// Values of a day at both places, with its year and month.
type Pair = (i16, i8, f64, f64);

/// Likenesses of two series over the days that both have, without days of which a value was made up.
pub fn likenesses(first: &WeatherSeries, second: &WeatherSeries) -> Vec<Likeness> {
    let places: BTreeMap<_, usize> = dates(second).into_iter().zip(0..).collect();
    let whole = |flags: &str| !flags.contains(":c") && !flags.contains(":g");
    let days: Vec<(i16, i8, usize, usize)> = dates(first)
        .into_iter()
        .enumerate()
        .filter_map(|(own, date)| Some((date.year(), date.month(), own, *places.get(&date)?)))
        .filter(|&(_, _, own, other)| whole(&first.flags[own]) && whole(&second.flags[other]))
        .collect();
    let mut list = Vec::new();
    for season in 0..4 {
        let of = |value: &dyn Fn(&WeatherSeries, usize) -> f64| -> Vec<Pair> {
            let of_season = days.iter().filter(|day| day.1 as usize % 12 / 3 == season);
            of_season.map(|&(year, month, i, j)| (year, month, value(first, i), value(second, j))).collect()
        };
        let wet = |mm: f64| mm >= WET_DAY_MM;
        let rain = of(&|series, day| series.rain_mm[day]);
        let amounts = ranked(rain.iter().copied().filter(|pair| wet(pair.2) && wet(pair.3)).collect());
        let values = [
            rain.iter().map(|&(y, m, a, b)| (y, m, f64::from(u8::from(wet(a))), f64::from(u8::from(wet(b))))).collect(),
            amounts,
            of(&|series, day| series.tmax_c[day]),
            of(&|series, day| series.tmax_c[day] - series.tmin_c[day]),
            of(&|series, day| series.radiation_mj_m2[day]),
            of(&|series, day| series.rh_pct[day]),
            of(&|series, day| series.wind_m_s[day]),
        ];
        for (quantity, pairs) in LIKENESSES.into_iter().zip(values) {
            if pairs.len() >= LEAST_DAYS {
                let (correlation, error) = correlation(&pairs);
                list.push(Likeness { season, quantity, correlation, error });
            }
        }
    }
    list
}

/// The pairs with ranks in the place of values; equal values share their mean rank.
fn ranked(mut pairs: Vec<Pair>) -> Vec<Pair> {
    let ranks = |values: Vec<f64>| {
        let mut order: Vec<usize> = (0..values.len()).collect();
        order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
        let mut ranks = vec![0.0; values.len()];
        for equal in order.chunk_by(|&a, &b| values[a] == values[b]).scan(0, |before, equal| {
            *before += equal.len();
            Some((*before as f64 - 0.5 * equal.len() as f64, equal))
        }) {
            equal.1.iter().for_each(|&place| ranks[place] = equal.0);
        }
        ranks
    };
    let (first, second) = (ranks(pairs.iter().map(|p| p.2).collect()), ranks(pairs.iter().map(|p| p.3).collect()));
    for (pair, (a, b)) in pairs.iter_mut().zip(first.into_iter().zip(second)) {
        (pair.2, pair.3) = (a, b);
    }
    pairs
}

/// Number of days, sums and sums of products of a month.
#[derive(Clone, Copy, Default)]
struct Sums([f64; 6]);

impl Sums {
    fn add(&mut self, sign: f64, other: &Sums) {
        self.0.iter_mut().zip(other.0).for_each(|(mine, theirs)| *mine += sign * theirs);
    }

    /// Sums of squares and of products about the means.
    fn central(&self) -> [f64; 3] {
        let [n, a, b, aa, bb, ab] = self.0;
        if n < 1.0 { [0.0; 3] } else { [aa - a * a / n, bb - b * b / n, ab - a * b / n] }
    }
}

/// Correlation about the means of the months, and its error.
fn correlation(pairs: &[Pair]) -> (f64, f64) {
    let mut years: BTreeMap<i16, [Sums; 12]> = BTreeMap::new();
    let mut all = [Sums::default(); 12];
    for &(year, month, a, b) in pairs {
        let day = Sums([1.0, a, b, a * a, b * b, a * b]);
        let month = (month - 1) as usize;
        years.entry(year).or_default()[month].add(1.0, &day);
        all[month].add(1.0, &day);
    }
    let of = |months: &[Sums; 12]| {
        let [aa, bb, ab] =
            months.iter().map(Sums::central).fold([0.0; 3], |sum, month| std::array::from_fn(|i| sum[i] + month[i]));
        ab / (aa * bb).sqrt()
    };
    let whole = of(&all);
    let without = years.values().map(|year| {
        let mut rest = all;
        rest.iter_mut().zip(year).for_each(|(rest, year)| rest.add(-1.0, year));
        of(&rest)
    });
    let squares: f64 = without.map(|value| (value - whole) * (value - whole)).sum();
    let n = years.len() as f64;
    (whole, (squares * (n - 1.0) / n).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::weather::climatology::parameters;
    use crate::weather::figures;
    use crate::weather::generate::Generator;

    #[test]
    fn correlations_are_those_of_the_departures_from_the_months() {
        let series = |member| Generator::new(parameters(260).expect("De Bilt")).series(1, member, 2001, 20);
        let (first, second) = (series(0), series(1));
        let itself = likenesses(&first, &first);
        assert!(itself.len() == 28 && itself.iter().all(|like| (like.correlation - 1.0).abs() < 1e-9));
        let apart = likenesses(&first, &second);
        assert!(apart.iter().all(|like| like.correlation.abs() < 0.25 && (0.005..0.12).contains(&like.error)));
        let month = |series: &WeatherSeries| -> Vec<f64> {
            let of_june = dates(series).into_iter().zip(&series.tmax_c).filter(|(date, _)| date.month() == 6);
            of_june.map(|(_, &value)| value).collect()
        };
        let pairs: Vec<Pair> = month(&first)
            .into_iter()
            .zip(month(&second))
            .enumerate()
            .map(|(i, (a, b))| (i as i16 / 30, 6, a, b))
            .collect();
        let plain = figures::correlation(&month(&first), &month(&second));
        assert!((correlation(&pairs).0 - plain).abs() < 1e-9);
    }

    #[test]
    fn equal_values_share_a_rank() {
        let pair = |a, b| (2001, 1, a, b);
        let ranks = ranked(vec![pair(5.0, 1.0), pair(1.0, 2.0), pair(5.0, 3.0)]);
        assert_eq!(ranks.iter().map(|p| (p.2, p.3)).collect::<Vec<_>>(), [(2.0, 0.5), (0.5, 1.5), (2.0, 2.5)]);
    }

    #[test]
    fn days_that_were_made_up_do_not_count() {
        let first = Generator::new(parameters(260).expect("De Bilt")).series(1, 0, 2001, 2);
        let mut second = first.clone();
        second.tmax_c[..31].fill(0.0);
        second.flags[..31].fill("tmax_c:c".to_owned());
        assert!(likenesses(&first, &second).iter().all(|like| (like.correlation - 1.0).abs() < 1e-9));
    }
}
