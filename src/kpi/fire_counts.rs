//! What drawn fires tell that expected numbers do not: counts of years, clustering, and fires at the same time in one safety
//! region.
//!
//! A safety region is a district of the segment table. A fire asks for an engine from its report until the engine is free
//! again; two fires of one region whose times overlap are *at once*. The brigade of a region is taken as one: which post
//! turns out is not modelled.

use super::return_level::{Histograms, ReturnLevel};
use crate::ensemble::fire_draws::{DrawnFire, FireDraws, Rate, weather_years};
use crate::ensemble::summary::{Summary, monte_carlo_error, summarise};
use crate::fire::FireParameters;
use crate::scenario::Scenario;
use crate::units::MINUTES_PER_HOUR;
use std::collections::BTreeMap;

/// Members from which the spread of their means tells the Monte Carlo error.
const ENOUGH_MEMBERS: usize = 5;

/// Fires of one year of one draw.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct YearCount {
    /// Fires.
    pub fires: usize,
    /// Most fires on a day.
    pub most_on_a_day: usize,
    /// Days with two fires or more in one region.
    pub days_with_two: usize,
    /// Days with two fires or more at once in one region.
    pub days_at_once: usize,
    /// Most fires at once in one region.
    pub most_at_once: usize,
}

/// Counts of a region, or of the network, under a regime.
#[derive(Clone, Debug)]
pub struct FireCounts {
    /// Region (index), or the network.
    pub region: Option<usize>,
    /// Regime on all verges (index), or those of today.
    pub regime: Option<usize>,
    /// Rate.
    pub rate: Rate,
    /// Every drawn year: draw by draw, member by member.
    pub years: Vec<YearCount>,
    /// Sum of the squares of the daily counts of all years.
    daily_squares: f64,
    /// Days of a year, mean.
    days_per_year: f64,
    /// Expected fires of each weather of a member and year; at the rate of the scenario alone.
    pub expected: Vec<f64>,
}

impl FireCounts {
    /// A count of the years, summarised.
    pub fn summary(&self, of: fn(&YearCount) -> usize) -> Summary {
        let values: Vec<f64> = self.years.iter().map(|year| of(year) as f64).collect();
        summarise(&values).unwrap_or_default()
    }

    /// Mean fires a year, and its Monte Carlo error: over members, or over weather years where there are few of them.
    pub fn mean(&self, scenario: &Scenario) -> (f64, f64) {
        let summary = self.summary(|year| year.fires);
        let groups = self.by_weather(scenario, |year| year.fires as f64);
        (summary.mean, monte_carlo_error(summarise(&groups).unwrap_or_default().sd, groups.len()))
    }

    /// Means of a count over the drawn years of each weather that counts as independent of the others: a member where there
    /// are enough of them, else a weather year.
    pub fn by_weather(&self, scenario: &Scenario, of: impl Fn(&YearCount) -> f64) -> Vec<f64> {
        let (distinct, all) = (weather_years(scenario), scenario.members * scenario.years);
        let by_member = distinct == all && scenario.members >= ENOUGH_MEMBERS;
        let groups = if by_member { scenario.members } else { distinct };
        let mut sums = vec![0.0; groups];
        for (place, year) in self.years.iter().enumerate() {
            let within = place % all;
            let group = if by_member { within / scenario.years } else { within % distinct };
            sums[group] += of(year) * groups as f64 / self.years.len() as f64;
        }
        sums
    }

    /// Variance over mean of the yearly counts; 1 for chance alone, `None` without a fire.
    pub fn yearly_clustering(&self) -> Option<f64> {
        let summary = self.summary(|year| year.fires);
        (summary.mean > 0.0).then(|| summary.sd * summary.sd / summary.mean)
    }

    /// The same as the weather alone makes it: `1 + var(Lambda) / mean(Lambda)` of the expected fires; `None` without any.
    pub fn clustering_by_weather(&self) -> Option<f64> {
        let summary = summarise(&self.expected).filter(|summary| summary.mean > 0.0)?;
        Some(1.0 + summary.sd * summary.sd / summary.mean)
    }

    /// Variance over mean of the daily counts; `None` without a fire.
    pub fn daily_clustering(&self) -> Option<f64> {
        let days = self.days_per_year * self.years.len() as f64;
        let fires: f64 = self.years.iter().map(|year| year.fires as f64).sum();
        let mean = fires / days;
        (fires > 0.0).then(|| (self.daily_squares / days - mean * mean) / mean)
    }

    /// Return levels of a count.
    pub fn levels(&self, scenario: &Scenario, of: fn(&YearCount) -> usize) -> Vec<ReturnLevel> {
        let distinct = weather_years(scenario);
        let mut found = Histograms::new(distinct);
        for (place, year) in self.years.iter().enumerate() {
            found.add(place % (scenario.members * scenario.years) % distinct, of(year));
        }
        found.levels(scenario.seed)
    }
}

/// Fires of a day of one region: how many at once at most.
fn most_at_once(fires: &[&DrawnFire], p: &FireParameters) -> usize {
    let call = |fire: &DrawnFire| fire.hour * MINUTES_PER_HOUR + fire.detection_min;
    fires
        .iter()
        .map(|fire| {
            let now = call(fire);
            fires.iter().filter(|other| call(other) <= now && now < call(other) + p.engagement_min).count()
        })
        .max()
        .unwrap_or(0)
}

/// Counts for the network and each region, under the regimes of today and each regime, at both rates.
pub fn fire_counts(scenario: &Scenario, draws: &FireDraws) -> Vec<FireCounts> {
    let regimes = std::iter::once(None).chain((0..scenario.regimes.len()).map(Some));
    let mut all = Vec::new();
    for regime in regimes {
        for rate in [Rate::Central, Rate::Drawn] {
            all.extend(of_regime(scenario, draws, regime, rate));
        }
    }
    all
}

fn of_regime(scenario: &Scenario, draws: &FireDraws, regime: Option<usize>, rate: Rate) -> Vec<FireCounts> {
    let (members, years) = (scenario.members, scenario.years);
    let drawn = draws.draws as usize * members * years;
    let expected = &draws.expected[regime.map_or(0, |regime| regime + 1)];
    let new = |region: Option<usize>| FireCounts {
        region,
        regime,
        rate,
        years: vec![YearCount::default(); drawn],
        daily_squares: 0.0,
        days_per_year: 365.25,
        expected: match region {
            _ if rate == Rate::Drawn => Vec::new(),
            Some(region) => expected[region].clone(),
            None => (0..members * years).map(|year| expected.iter().map(|region| region[year]).sum()).collect(),
        },
    };
    let mut counts: Vec<FireCounts> =
        std::iter::once(None).chain((0..draws.regions.len()).map(Some)).map(new).collect();
    let mut days: BTreeMap<(usize, usize), Vec<&DrawnFire>> = BTreeMap::new();
    for fire in draws.fires.iter().filter(|fire| fire.rate == rate) {
        if FireDraws::counts(fire, regime, &scenario.segment_present) {
            let world = fire.draw as usize * members + fire.member as usize;
            days.entry((world * years + fire.year, fire.day)).or_default().push(fire);
        }
    }
    for ((year, _), fires) in days {
        let regions: BTreeMap<usize, Vec<&DrawnFire>> = fires.iter().fold(BTreeMap::new(), |mut regions, fire| {
            regions.entry(draws.region_of[fire.segment]).or_insert_with(Vec::new).push(*fire);
            regions
        });
        let mut network = (fires.len(), false, 0);
        for (region, fires) in regions {
            let most = most_at_once(&fires, &scenario.fire);
            network = (network.0, network.1 || fires.len() > 1, network.2.max(most));
            counts[region + 1].add_day(year, fires.len(), fires.len() > 1, most);
        }
        counts[0].add_day(year, network.0, network.1, network.2);
    }
    counts
}

impl FireCounts {
    fn add_day(&mut self, year: usize, fires: usize, two: bool, at_once: usize) {
        let count = &mut self.years[year];
        count.fires += fires;
        count.most_on_a_day = count.most_on_a_day.max(fires);
        count.days_with_two += usize::from(two);
        count.days_at_once += usize::from(at_once > 1);
        count.most_at_once = count.most_at_once.max(at_once);
        self.daily_squares += (fires * fires) as f64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::stands::Zone;

    fn fire(hour: f64, detection_min: f64) -> DrawnFire {
        DrawnFire {
            rate: Rate::Central,
            regime: 0,
            draw: 0,
            member: 0,
            year: 0,
            day: 190,
            segment: 0,
            along: 0.5,
            zone: Zone::Main,
            hour,
            detection_min,
            wind_deg: None,
            flame_m: 1.0,
            spread_m_min: 2.0,
        }
    }

    #[test]
    fn fires_are_at_once_from_report_until_the_engine_is_free() {
        let p = FireParameters::default();
        let at = |list: &[DrawnFire]| most_at_once(&list.iter().collect::<Vec<_>>(), &p);
        assert_eq!(at(&[]), 0);
        assert_eq!(at(&[fire(14.0, 5.0)]), 1);
        assert_eq!(at(&[fire(14.0, 5.0), fire(15.2, 5.0)]), 1, "the engine is free after an hour");
        assert_eq!(at(&[fire(14.0, 20.0), fire(15.2, 5.0)]), 2, "a late report binds it longer");
        assert_eq!(at(&[fire(14.0, 5.0), fire(14.9, 5.0), fire(15.1, 5.0)]), 2);
        assert_eq!(at(&[fire(14.0, 5.0), fire(14.0, 5.0), fire(14.0, 5.0)]), 3);
    }

    #[test]
    fn days_add_up_to_years() {
        let mut counts = FireCounts {
            region: None,
            regime: None,
            rate: Rate::Central,
            years: vec![YearCount::default(); 2],
            daily_squares: 0.0,
            days_per_year: 365.25,
            expected: vec![2.0, 1.0],
        };
        counts.add_day(0, 1, false, 1);
        counts.add_day(0, 3, true, 2);
        let year = counts.years[0];
        assert_eq!((year.fires, year.most_on_a_day, year.days_with_two), (4, 3, 1));
        assert_eq!((year.days_at_once, year.most_at_once, counts.years[1]), (1, 2, YearCount::default()));
        assert!((counts.yearly_clustering().expect("fires") - 4.0).abs() < 1e-12, "variance 8 over mean 2");
        assert!((counts.clustering_by_weather().expect("fires") - (1.0 + 0.5 / 1.5)).abs() < 1e-12);
        assert!(counts.daily_clustering().expect("fires") > 2.0);
    }
}
