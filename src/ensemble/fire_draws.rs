//! Fires drawn on every segment, year and weather, under every regime from the same sources.
//!
//! A *world* is one draw in the weather of one member. Two lists are drawn from the same sources: fires at the rate and form
//! of the scenario (weather and chance alone), and fires at a rate, traffic exponent and form of susceptibility that each
//! world draws for itself (doubt of [`crate::fire::rate_doubt`]). Beside them stand the sums that the draws must come to.
//!
//! A source becomes a fire in its zone when its mark lies below the zone's susceptibility on its day: the mean over the
//! patches. The mark then tells the patch, each by its part in that mean. Strips are cut alike under all regimes, so a regime
//! with a lower susceptibility of the segment on every day never has more fires.

use super::fire_pass::{PassYear, STANDS_PER_PASS, pass};
use super::run::{on_each, units_of};
use super::unit::Unit;
use crate::error::Problem;
use crate::fire::ignition::daily_rate;
use crate::fire::incidents::{Source, SourceKey, segment_key};
use crate::fire::rate_doubt::{IgnitionDraw, Reading, ignition_draws};
use crate::network::segment::Segment;
use crate::scenario::Scenario;
use crate::scenario::stands::zones::zones;
use crate::scenario::stands::{Stands, Zone};
use crate::units::KM_PER_M;
use crate::weather::nodes::NodeWeather;
use std::collections::{BTreeMap, BTreeSet};

/// Tag of the draws of rate and form, apart from those of other results.
const DOUBT_TAG: u64 = 1 << 32;
/// Sources that are drawn at most.
pub const MOST_SOURCES: f64 = 1e8;

/// At which rate a fire was drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rate {
    /// Rate and form of the scenario.
    Central,
    /// Rate and form of the world.
    Drawn,
}

/// A fire.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DrawnFire {
    /// At which rate.
    pub rate: Rate,
    /// Regime of its verge (index into the regimes of the scenario).
    pub regime: usize,
    /// Draw.
    pub draw: u32,
    /// Member.
    pub member: u32,
    /// Place of the year among those that count.
    pub year: usize,
    /// Day of the year, from 0.
    pub day: usize,
    /// Segment.
    pub segment: usize,
    /// Place along the segment, 0-1.
    pub along: f64,
    /// Zone.
    pub zone: Zone,
    /// Hour of its start, local time.
    pub hour: f64,
    /// Time until it is reported, min.
    pub detection_min: f64,
    /// Direction from which the wind blows, degrees, if known.
    pub wind_deg: Option<f64>,
    /// Flame length, m.
    pub flame_m: f64,
    /// Spread of the head, m/min.
    pub spread_m_min: f64,
}

/// Drawn fires and the sums they must come to.
#[derive(Clone, Debug)]
pub struct FireDraws {
    /// Draws in each weather.
    pub draws: u32,
    /// Fires, by rate, regime, world, year, day, hour and segment.
    pub fires: Vec<DrawnFire>,
    /// Safety regions, in the order of their names: the districts of the segments.
    pub regions: Vec<String>,
    /// Region of each segment (index into `regions`).
    pub region_of: Vec<usize>,
    /// Expected fires at the rate of the scenario: `[region][member * years + year]`, of the regimes of today first, then of
    /// each regime on all verges.
    pub expected: Vec<Vec<Vec<f64>>>,
}

impl FireDraws {
    /// Whether a fire counts under the regimes of today (`None`), or under one regime on all verges.
    pub fn counts(fire: &DrawnFire, regime: Option<usize>, present: &[usize]) -> bool {
        fire.regime == regime.unwrap_or(present[fire.segment])
    }
}

/// Sources of a year of a segment per unit of susceptibility and day.
fn rate_of(segment: &Segment, draw: &IgnitionDraw, scale: f64) -> f64 {
    let length_km = segment.length_m * KM_PER_M;
    scale * daily_rate(draw.k, draw.g, segment.aadt, length_km, 1.0, segment.ignition_share, 1.0)
}

/// Draws fires; refuses where there would be too many.
pub fn fire_draws(scenario: &Scenario, stands: &Stands, draws: u32) -> Result<FireDraws, Problem> {
    let segments = &scenario.network.segments;
    let yearly: f64 =
        segments.iter().map(|segment| 365.25 * rate_of(segment, &IgnitionDraw::central(&scenario.fire), 1.0)).sum();
    let sources = yearly * f64::from(draws) * (scenario.members * scenario.years) as f64;
    if sources > MOST_SOURCES {
        let what = format!("{sources:.2e} sources of fire would be drawn, more than {MOST_SOURCES:.0e}");
        return Err(
            Problem::new("S199", "--draws", what).hint("fewer draws, members or years; or is k in [fire] right?")
        );
    }
    let worlds =
        ignition_draws(scenario.seed, DOUBT_TAG | u64::from(draws), draws as usize * scenario.members, &scenario.fire);
    let units = units_of(scenario, stands, STANDS_PER_PASS);
    let names: BTreeSet<&str> = segments.iter().map(|segment| segment.district.as_str()).collect();
    let names: Vec<&str> = names.into_iter().collect();
    let region_of: Vec<usize> =
        segments.iter().map(|segment| names.partition_point(|name| *name < segment.district.as_str())).collect();
    let work = Work { scenario, stands, draws, worlds: &worlds, region_of: &region_of };
    let found = on_each(&units, |unit| work.unit(unit))?;
    let empty = vec![vec![0.0; scenario.members * scenario.years]; names.len()];
    let mut all = FireDraws {
        draws,
        fires: Vec::new(),
        regions: names.into_iter().map(str::to_owned).collect(),
        expected: vec![empty; stands.regimes() + 1],
        region_of: region_of.clone(),
    };
    for (unit, (fires, sums)) in units.iter().zip(found) {
        all.fires.extend(fires);
        for ((regime, region, year), fires) in sums {
            all.expected[regime][region][unit.member * scenario.years + year] += fires;
        }
    }
    let key = |fire: &DrawnFire| (fire.rate, fire.regime, fire.draw, fire.member, fire.year, fire.day);
    all.fires.sort_by(|a, b| key(a).cmp(&key(b)).then(a.hour.total_cmp(&b.hour)).then(a.segment.cmp(&b.segment)));
    Ok(all)
}

/// Expected fires by regime (0: those of today), region and year.
type Sums = BTreeMap<(usize, usize, usize), f64>;

/// What every unit needs.
struct Work<'a> {
    scenario: &'a Scenario,
    stands: &'a Stands,
    draws: u32,
    worlds: &'a [IgnitionDraw],
    region_of: &'a [usize],
}

/// Where the fires of a segment may be: zones with their shares of ignitions, and for each regime and zone the patches.
struct Places {
    segment: usize,
    key: u64,
    zones: Vec<(Zone, f64)>,
    patches: Vec<Vec<Vec<(f64, usize)>>>,
}

fn places(scenario: &Scenario, stands: &Stands, unit: &Unit, year: &PassYear<'_>) -> Vec<Places> {
    let regimes = stands.regimes();
    let of_segment = |(class, segment): (usize, usize)| {
        let row = &scenario.network.segments[segment];
        let zones: Vec<(Zone, f64)> =
            zones(row, &scenario.strips).into_iter().map(|(zone, _, share)| (zone, share)).collect();
        let of = |regime: usize, zone: Zone| {
            let variant = stands.variant_of(scenario, segment, regime);
            year.places(&stands.cases[stands.case(class, zone, regime, variant)])
        };
        let patches = (0..regimes).map(|regime| zones.iter().map(|&(zone, _)| of(regime, zone)).collect()).collect();
        Places { segment, key: segment_key(&row.id), zones, patches }
    };
    let classes = unit.classes.iter();
    classes
        .flat_map(|&class| stands.classes[class].segments.iter().map(move |&segment| (class, segment)))
        .map(of_segment)
        .collect()
}

impl Work<'_> {
    /// Fires and expected fires of a unit.
    fn unit(&self, unit: &Unit) -> Result<(Vec<DrawnFire>, Sums), Problem> {
        let (mut fires, mut sums) = (Vec::new(), Sums::new());
        let wind = wind(self.scenario, unit);
        let mut segments: Vec<Places> = Vec::new();
        pass(self.scenario, self.stands, unit, &|_| true, &mut |year| {
            if segments.is_empty() {
                segments = places(self.scenario, self.stands, unit, year);
            }
            for places in &segments {
                self.expect(places, year, &mut sums);
                for draw in 0..self.draws {
                    self.draw(places, year, unit, draw, &wind, &mut fires);
                }
            }
        })?;
        Ok((fires, sums))
    }

    fn expect(&self, places: &Places, year: &PassYear<'_>, sums: &mut Sums) {
        let exposure =
            rate_of(&self.scenario.network.segments[places.segment], &IgnitionDraw::central(&self.scenario.fire), 1.0);
        let region = self.region_of[places.segment];
        for (regime, zones) in places.patches.iter().enumerate() {
            let parts = places.zones.iter().zip(zones);
            let sum: f64 = parts.map(|((_, share), patches)| share * year.sums(patches)[0]).sum();
            let mut add = |of: usize| *sums.entry((of, region, year.year)).or_insert(0.0) += exposure * sum;
            add(regime + 1);
            if self.scenario.segment_present[places.segment] == regime {
                add(0);
            }
        }
    }

    fn draw(
        &self,
        places: &Places,
        year: &PassYear<'_>,
        unit: &Unit,
        draw: u32,
        wind: &[Option<f64>],
        fires: &mut Vec<DrawnFire>,
    ) {
        let (scenario, p) = (self.scenario, &self.scenario.fire);
        let (row, days) = (&scenario.network.segments[places.segment], year.days());
        let span = &year.run.years[scenario.warmup + year.year];
        let member = unit.member as u32;
        let key = SourceKey { seed: scenario.seed, segment: places.key, member, draw, year: span.year };
        let world = self.worlds[draw as usize * scenario.members + unit.member];
        let rates =
            [(Rate::Central, IgnitionDraw::central(&scenario.fire), 1.0), (Rate::Drawn, world, world.reading.scale(p))];
        let counts = rates.map(|(_, ignition, scale)| key.count(rate_of(row, &ignition, scale) * days as f64));
        for (number, source) in key.sources(counts[0].max(counts[1]), days, p).iter().enumerate() {
            for ((rate, ignition, _), count) in rates.iter().zip(counts) {
                if number as u64 >= count {
                    continue;
                }
                let burning = burnt(places, year, source, ignition.reading);
                fires.extend(burning.map(|(regime, zone, place)| DrawnFire {
                    rate: *rate,
                    regime,
                    draw,
                    member,
                    year: year.year,
                    day: source.day,
                    segment: places.segment,
                    along: source.along,
                    zone,
                    hour: source.hour,
                    detection_min: source.detection_min,
                    wind_deg: wind[span.days.start + source.day].map(|from| turned(from, source.wind_turn_deg)),
                    flame_m: year.at(place, source.day).flame_m,
                    spread_m_min: year.at(place, source.day).spread_m_min,
                }));
            }
        }
    }
}

/// Wind direction of every day of a unit's run, warm-up included.
fn wind(scenario: &Scenario, unit: &Unit) -> Vec<Option<f64>> {
    let first = scenario.first_year - scenario.warmup as i16;
    let node = &scenario.nodes[unit.node].weather;
    node.series(scenario.seed, unit.member as u64, first, scenario.warmup + scenario.years).wind_dir_deg
}

/// A direction turned by some degrees, 0 and below 360.
fn turned(from_deg: f64, by_deg: f64) -> f64 {
    let sum = from_deg + by_deg;
    sum - 360.0 * (sum / 360.0).floor()
}

/// Regimes under which a source becomes a fire, with its zone and the place of the stand that burns.
fn burnt<'a>(
    places: &'a Places,
    year: &'a PassYear<'_>,
    source: &'a Source,
    reading: Reading,
) -> impl Iterator<Item = (usize, Zone, usize)> + 'a {
    let form = reading as usize;
    let mut reached = 0.0;
    let within = places.zones.iter().position(|&(_, share)| {
        reached += share;
        source.zone_mark < reached
    });
    // Shares sum to 1 but for their last bits.
    let zone = within.unwrap_or(places.zones.len().saturating_sub(1));
    places.patches.iter().enumerate().filter_map(move |(regime, zones)| {
        let mut reached = 0.0;
        let burning = zones.get(zone)?.iter().find(|&&(share, place)| {
            reached += share * year.at(place, source.day).susceptibility[form];
            source.mark < reached
        });
        burning.map(|&(_, place)| (regime, places.zones[zone].0, place))
    })
}

/// Weather years that the draws stand on: with observed weather all members meet the same ones.
pub fn weather_years(scenario: &Scenario) -> usize {
    let observed = scenario.nodes.iter().all(|node| matches!(node.weather, NodeWeather::Observed(_)));
    if observed { scenario.years } else { scenario.years * scenario.members }
}

#[cfg(test)]
mod tests {
    use super::turned;

    #[test]
    fn directions_stay_within_the_circle() {
        assert_eq!(turned(350.0, 20.0), 10.0);
        assert_eq!(turned(10.0, -30.0), 340.0);
        assert_eq!(turned(330.0, 30.0), 0.0);
    }
}
