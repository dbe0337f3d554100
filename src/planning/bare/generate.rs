//! Made instances for tests and benchmarks: roads of 5 to 40 km with growth, width and traffic that change slowly along them.
//!
//! Everything is drawn from the seed. The limits are those of a plan that takes segments in a random order and gives each the best
//! programme that fits in 97 % of the hours, so that a plan within the limits exists. Values are rounded to the digits in which
//! they are written.

use super::{Bare, Limits, Programme, Segment, Values};
use crate::lane::math::{exp, ln};
use crate::random::{Purpose, Stream};

/// Weeks of the instance.
const WEEKS: std::ops::RangeInclusive<u8> = 14..=39;
/// Weights of fire and biodiversity in the plan that gives the limits, EUR per unit.
const GUESS: (f64, f64) = (150.0, 900.0);
/// Segments of a district, and most districts.
const DISTRICT: (usize, usize) = (200, 20);

/// Visits of the 30 programmes: none, 9 with one cut, 10 with two, 5 and 3 that cut a part each time, 2 with three cuts.
const PROGRAMMES: [&[(u8, f64)]; 30] = [
    &[],
    &[(20, 1.0)],
    &[(22, 1.0)],
    &[(24, 1.0)],
    &[(26, 1.0)],
    &[(27, 1.0)],
    &[(28, 1.0)],
    &[(30, 1.0)],
    &[(33, 1.0)],
    &[(36, 1.0)],
    &[(20, 1.0), (32, 1.0)],
    &[(22, 1.0), (34, 1.0)],
    &[(22, 1.0), (36, 1.0)],
    &[(24, 1.0), (34, 1.0)],
    &[(24, 1.0), (36, 1.0)],
    &[(24, 1.0), (38, 1.0)],
    &[(26, 1.0), (36, 1.0)],
    &[(26, 1.0), (38, 1.0)],
    &[(27, 1.0), (38, 1.0)],
    &[(28, 1.0), (38, 1.0)],
    &[(24, 0.5), (28, 0.5)],
    &[(25, 0.5), (29, 0.5)],
    &[(26, 0.5), (30, 0.5)],
    &[(27, 0.5), (32, 0.5)],
    &[(28, 0.5), (36, 0.5)],
    &[(24, 0.75), (27, 0.25), (37, 0.8)],
    &[(25, 0.75), (29, 0.25), (38, 0.8)],
    &[(26, 0.75), (30, 0.25), (39, 0.8)],
    &[(19, 1.0), (27, 1.0), (37, 1.0)],
    &[(20, 1.0), (29, 1.0), (38, 1.0)],
];

/// A number that wanders along the road: standard normal, correlated with the one before.
struct Wander {
    correlation: f64,
    now: f64,
}

impl Wander {
    fn next(&mut self, stream: &mut Stream, begins: bool) -> f64 {
        let draw = stream.normal();
        let c = self.correlation;
        self.now = if begins { draw } else { c * self.now + (1.0 - c * c).sqrt() * draw };
        self.now
    }
}

/// A verge of the instance.
struct Verge {
    productivity: f64,
    area_ha: f64,
    exposure: f64,
}

/// Growth in a week as a share of the yearly growth; highest at the end of May, lower again in September.
fn growth(week: u8) -> f64 {
    let bell =
        |peak: f64, width: f64| exp(-0.5 * ((f64::from(week) - peak) / width) * ((f64::from(week) - peak) / width));
    0.085 * bell(21.0, 4.5) + 0.03 * bell(34.0, 4.0)
}

/// Weather of a week: how often it burns.
fn burning_weather(week: u8) -> f64 {
    let bell =
        |peak: f64, width: f64| exp(-0.5 * ((f64::from(week) - peak) / width) * ((f64::from(week) - peak) / width));
    0.03 + 0.05 * bell(15.5, 2.0) + 0.1 * bell(30.0, 4.0)
}

/// Fire of a programme per unit of exposure and hectare, and dry matter removed, t/ha.
fn season(productivity: f64, visits: &[(u8, f64)]) -> (f64, f64) {
    // The uncut part cures with its age; what is mown starts green again.
    let (mut standing, mut cured, mut fire, mut removed) = (0.15 * productivity, 0.6, 0.0, 0.0);
    for week in WEEKS {
        let new = productivity * growth(week) * (1.0 - standing / (1.3 * productivity)).max(0.1);
        standing += new;
        let dries = if week < 22 { -0.07 } else { 0.035 };
        cured = (cured + dries - 0.3 * cured * new / standing).clamp(0.1, 0.95);
        for &(_, share) in visits.iter().filter(|visit| visit.0 == week) {
            let taken = share * (standing - 0.8).max(0.0);
            removed += taken;
            standing -= taken;
            cured *= 1.0 - 0.7 * share;
        }
        fire += burning_weather(week) * standing * cured;
    }
    (fire, removed)
}

/// Biodiversity of a programme per hectare.
fn biodiversity(productivity: f64, visits: &[(u8, f64)]) -> f64 {
    let best = if productivity < 3.5 {
        1.0
    } else if productivity <= 6.0 {
        1.5
    } else {
        2.0
    };
    if visits.is_empty() {
        // Uncut grass closes up.
        return 0.11;
    }
    let cuts: f64 = visits.iter().map(|visit| visit.1).sum();
    let off = (cuts - best).abs();
    let ill_timed = match visits.first() {
        Some(&(week, _)) if week < 22 => 0.15,
        Some(&(week, _)) if week > 30 => 0.12,
        _ => 0.0,
    };
    let phased = if visits.iter().any(|visit| visit.1 < 1.0) { 0.25 } else { 0.0 };
    (1.1 - 0.35 * off - 0.15 * off * off - ill_timed + phased).max(0.05)
}

fn rounded(x: f64, unit: f64) -> f64 {
    (x * unit).round() / unit
}

/// Segments along their roads.
fn verges(count: usize, stream: &mut Stream) -> (Vec<Segment>, Vec<Verge>) {
    let wander = |correlation| Wander { correlation, now: 0.0 };
    let (mut fertile, mut broad, mut busy) = (wander(0.95), wander(0.8), wander(0.9));
    let districts = (count / DISTRICT.0).clamp(1, DISTRICT.1);
    let (mut segments, mut verges) = (Vec::with_capacity(count), Vec::with_capacity(count));
    let (mut chain, mut position, mut left) = (0, 0, 0);
    for at in 0..count {
        let begins = left == 0;
        if begins {
            left = 50 + stream.below(351);
            chain += 1;
            position = 0;
        }
        left -= 1;
        let productivity = (5.0 * exp(0.45 * fertile.next(stream, begins))).clamp(1.0, 12.0);
        let width_m = exp(ln(18.0) + 0.6 * broad.next(stream, begins)).clamp(2.0, 60.0);
        let exposure = exp(0.5 * busy.next(stream, begins));
        let area_ha = width_m * 100.0 / 10_000.0;
        segments.push(Segment {
            name: at.to_string(),
            district: (at * districts / count) as u32,
            hours_full_cut: rounded(area_ha * (0.9 + 0.12 * productivity) + 0.05, 1e4),
            chain: chain.to_string(),
            position: f64::from(position),
        });
        position += 1;
        verges.push(Verge { productivity, area_ha, exposure });
    }
    (segments, verges)
}

fn values(verges: &[Verge], stream: &mut Stream) -> Values {
    let mut values = Values { first: vec![0], ..Values::default() };
    for verge in verges {
        for (programme, visits) in PROGRAMMES.iter().enumerate() {
            let (fire, removed) = season(verge.productivity, visits);
            let cuts: f64 = visits.iter().map(|visit| visit.1).sum();
            let eur = verge.area_ha * (420.0 * cuts + 2.2 * 38.0 * removed) + 6.0 * visits.len() as f64;
            values.programme.push(programme as u32);
            values.cost.push(rounded(eur * exp(0.05 * stream.normal()), 1e3));
            values.fire.push(rounded(verge.exposure * verge.area_ha * fire, 1e5));
            values.bio.push(rounded(verge.area_ha * biodiversity(verge.productivity, visits), 1e5));
        }
        values.first.push(values.programme.len() as u32);
    }
    values
}

/// Programmes of a segment, best first by their weighted worth.
fn by_worth(values: &Values, segment: usize) -> Vec<usize> {
    let rows = values.first[segment] as usize..values.first[segment + 1] as usize;
    let worth = |at: usize| values.cost[at] + GUESS.0 * values.fire[at] - GUESS.1 * values.bio[at];
    let mut list: Vec<usize> = rows.collect();
    list.sort_by(|&a, &b| worth(a).total_cmp(&worth(b)));
    list
}

/// Hours of each district and week.
fn capacity(bare: &mut Bare) {
    let weeks = f64::from(WEEKS.end() - WEEKS.start() + 1);
    let mut hours = vec![0.0; bare.districts.len()];
    for (at, segment) in bare.segments.iter().enumerate() {
        let best = by_worth(&bare.values, at)[0];
        let visits = &bare.programmes[bare.values.programme[best] as usize].visits;
        hours[segment.district as usize] += segment.hours_full_cut * visits.iter().map(|visit| visit.1).sum::<f64>();
    }
    for (district, hours) in hours.iter().enumerate() {
        for week in WEEKS {
            let factor = if week <= 19 { 0.6 } else { 1.15 };
            bare.capacity.insert((district as u32, week), Some(rounded(1.25 * hours / weeks * factor, 1e4)));
        }
    }
}

/// Fire and biodiversity of the plan that gives the limits.
fn reference_plan(bare: &Bare, stream: &mut Stream) -> (f64, f64) {
    let mut order: Vec<usize> = (0..bare.segments.len()).collect();
    for last in (1..order.len()).rev() {
        order.swap(last, stream.below(last + 1));
    }
    let mut booked = std::collections::BTreeMap::new();
    let (mut fire, mut bio) = (0.0, 0.0);
    for segment in order {
        let own = &bare.segments[segment];
        for at in by_worth(&bare.values, segment) {
            let visits = &bare.programmes[bare.values.programme[at] as usize].visits;
            let fits = visits.iter().all(|&(week, share)| {
                let limit = bare.capacity.get(&(own.district, week)).copied().flatten().unwrap_or(0.0);
                let used = booked.get(&(own.district, week)).copied().unwrap_or(0.0);
                used + share * own.hours_full_cut <= 0.97 * limit
            });
            if fits {
                for &(week, share) in visits {
                    *booked.entry((own.district, week)).or_insert(0.0) += share * own.hours_full_cut;
                }
                fire += bare.values.fire[at];
                bio += bare.values.bio[at];
                break;
            }
        }
    }
    (fire, bio)
}

/// An instance of so many segments.
pub fn generate(count: usize, seed: u64, stretch_eur: f64) -> Bare {
    let mut stream = Stream::open(seed, Purpose::PlanInstance, 0, count as u64);
    let (segments, verges) = verges(count, &mut stream);
    let districts = segments.last().map_or(0, |segment| segment.district + 1);
    let programme = |(at, visits): (usize, &&[(u8, f64)])| Programme { name: at.to_string(), visits: visits.to_vec() };
    let mut bare = Bare {
        segments,
        districts: (0..districts).map(|district| district.to_string()).collect(),
        programmes: PROGRAMMES.iter().enumerate().map(programme).collect(),
        values: values(&verges, &mut stream),
        ..Bare::default()
    };
    capacity(&mut bare);
    let (fire, bio) = reference_plan(&bare, &mut stream);
    bare.limits = Limits {
        // Rounded outwards, so that the plan they come from keeps them.
        fire_max: Some((fire * 1e4).ceil() / 1e4),
        bio_min: Some((bio * 1e4).floor() / 1e4),
        budget_max: None,
        stretch_eur,
    };
    bare
}
