//! Random draws of fires: sources of fire first, the same for every regime, then which of them become fires.
//!
//! A source is what would start a fire in a verge that always burns (susceptibility 1): a hot part, a spark, a cigarette.
//! Sources of a segment fall as a Poisson process whose rate is that of [`super::ignition::daily_rate`] at susceptibility 1,
//! the same on every day of the year. So the number of a year is one Poisson draw, and each source falls on any day with
//! equal chance: the same process as a draw for each day, without looking at the days that have none. A source has a mark
//! `u`, uniform between 0 and 1, and becomes a fire when `u` lies below the susceptibility of its zone on its day.
//!
//! | drawn for each source | law |
//! |---|---|
//! | day | uniform over the year |
//! | mark | uniform 0-1 |
//! | zone | by the shares of the zones in the ignitions of the segment |
//! | place along the segment | uniform |
//! | hour | triangular 12-20 h, mode 16 h (assumption) |
//! | wind | direction of the day, turned by up to 30 degrees to either side (assumption) |
//! | detection | log-normal (see [`super::response`]) |
//!
//! The stream of a segment and year is keyed by seed, segment, member and draw, never by regime: regimes see the same
//! sources with the same marks, and one whose verges are less susceptible on every day never has more fires. A higher rate
//! keeps the sources of a lower one and adds to them.

use super::parameters::FireParameters;
use crate::lane::math::exp;
use crate::random::{Purpose, Stream, digest, normal_quantile};

/// First, commonest and last hour of a fire.
const HOURS: [f64; 3] = [12.0, 16.0, 20.0];
/// Largest turn of the wind from the direction of the day, degrees.
const WIND_TURN_DEG: f64 = 30.0;

/// What tells the sources of one segment and year from all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceKey {
    /// Seed of the scenario.
    pub seed: u64,
    /// Digest of the segment's id, see [`segment_key`].
    pub segment: u64,
    /// Member of the ensemble: whose weather.
    pub member: u32,
    /// Number of the draw in that weather.
    pub draw: u32,
    /// Calendar year.
    pub year: i16,
}

/// Key of a segment by its id.
pub fn segment_key(id: &str) -> u64 {
    digest(id.as_bytes())
}

/// A source of fire.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Source {
    /// Day of the year, from 0.
    pub day: usize,
    /// Mark: a fire where it lies below the susceptibility.
    pub mark: f64,
    /// Place across the zones, 0-1: the zone whose cumulative share of ignitions it falls in.
    pub zone_mark: f64,
    /// Place along the segment, 0-1.
    pub along: f64,
    /// Hour of the day, local time.
    pub hour: f64,
    /// Turn of the wind from the direction of the day, degrees.
    pub wind_turn_deg: f64,
    /// Time until it is reported, min.
    pub detection_min: f64,
}

impl SourceKey {
    fn stream(self, purpose: Purpose) -> Stream {
        let member = u64::from(self.member) | u64::from(self.draw) << 32;
        Stream::open(self.seed, purpose, self.segment, member).part(self.year as u64)
    }

    /// Number of sources of the year at this mean; one with a smaller mean is never larger.
    pub fn count(self, mean: f64) -> u64 {
        if mean > 0.0 { self.stream(Purpose::FireCount).poisson(mean) } else { 0 }
    }

    /// The first `count` sources, in the order in which they are drawn; more sources begin with the same ones.
    pub fn sources(self, count: u64, days: usize, p: &FireParameters) -> Vec<Source> {
        if count == 0 {
            return Vec::new();
        }
        let mut stream = self.stream(Purpose::FireMark);
        (0..count)
            .map(|_| Source {
                day: stream.below(days),
                mark: stream.uniform(),
                zone_mark: stream.uniform(),
                along: stream.uniform(),
                hour: hour_of(stream.uniform()),
                wind_turn_deg: WIND_TURN_DEG * (2.0 * stream.uniform() - 1.0),
                detection_min: p.detection_median_min * exp(p.detection_sd_log * normal_quantile(stream.uniform())),
            })
            .collect()
    }
}

/// Hour below which a share of the fires start: quantile of the triangular law.
///
/// ```
/// assert_eq!(zeis::fire::incidents::hour_of(0.5), 16.0);
/// ```
pub fn hour_of(share: f64) -> f64 {
    let [first, mode, last] = HOURS;
    let rising = (mode - first) / (last - first);
    if share < rising {
        first + (share * (last - first) * (mode - first)).sqrt()
    } else {
        last - ((1.0 - share) * (last - first) * (last - mode)).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: SourceKey = SourceKey { seed: 1, segment: 77, member: 0, draw: 0, year: 2027 };

    #[test]
    fn every_part_of_the_key_tells_and_more_sources_begin_alike() {
        let p = FireParameters::default();
        let base = KEY.sources(5, 365, &p);
        assert_eq!(base, KEY.sources(9, 365, &p)[..5]);
        for other in [
            SourceKey { seed: 2, ..KEY },
            SourceKey { segment: 78, ..KEY },
            SourceKey { member: 1, ..KEY },
            SourceKey { draw: 1, ..KEY },
            SourceKey { year: 2028, ..KEY },
        ] {
            assert_ne!(base, other.sources(5, 365, &p));
        }
        assert_eq!((KEY.count(0.0), KEY.sources(0, 365, &p).len()), (0, 0));
    }

    #[test]
    fn sources_follow_their_laws() {
        let p = FireParameters::default();
        let all: Vec<Source> = (0..400)
            .flat_map(|draw| {
                let key = SourceKey { draw, ..KEY };
                key.sources(key.count(20.0), 366, &p)
            })
            .collect();
        let count = all.len() as f64;
        assert!((count / 400.0 - 20.0).abs() < 4.0 * (20.0_f64 / 400.0).sqrt());
        let mean = |of: fn(&Source) -> f64| all.iter().map(of).sum::<f64>() / count;
        assert!((mean(|one| one.day as f64) - 182.5).abs() < 5.0 && all.iter().all(|one| one.day < 366));
        assert!((mean(|one| one.mark) - 0.5).abs() < 0.02 && (mean(|one| one.zone_mark) - 0.5).abs() < 0.02);
        assert!((mean(|one| one.hour) - 16.0).abs() < 0.1);
        assert!(all.iter().all(|one| one.hour >= 12.0 && one.hour <= 20.0 && one.wind_turn_deg.abs() <= 30.0));
        let early = all.iter().filter(|one| one.detection_min < 5.0).count() as f64 / count;
        assert!((early - 0.5).abs() < 0.03, "the median of detection is 5 min: {early}");
    }

    #[test]
    fn hours_fill_their_triangle() {
        assert_eq!((hour_of(0.0), hour_of(1.0)), (12.0, 20.0));
        assert!((hour_of(0.125) - 14.0).abs() < 1e-12 && (hour_of(0.875) - 18.0).abs() < 1e-12);
    }
}
