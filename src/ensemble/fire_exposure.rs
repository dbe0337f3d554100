//! Susceptibility of every segment under the regimes of today, day by day over the observed years: the exposure that a
//! register of fires is compared with.

use super::fire_pass::{PassYear, STANDS_PER_PASS, pass};
use super::run::{on_each, units_of};
use super::unit::Unit;
use crate::calendar::Date;
use crate::error::Problem;
use crate::scenario::Scenario;
use crate::scenario::stands::Stands;
use crate::scenario::stands::zones::zones;
use crate::simulation::fire_days::FORMS;
use std::collections::{BTreeMap, BTreeSet};

/// Classes of the fire weather index: below the first limit, and from each limit on.
pub const WEATHER_CLASSES: usize = 6;
/// Quarters of a year.
const QUARTERS: usize = 4;

/// Exposure of a segment over the days asked for, per unit of its rate.
#[derive(Clone, Debug, PartialEq)]
pub struct SegmentExposure {
    /// Sum of susceptibility in every form.
    pub sums: [f64; FORMS],
    /// Sum by month, in the default form.
    pub months: [f64; 12],
    /// Sum by class of the fire weather index, in the default form.
    pub classes: [f64; WEATHER_CLASSES],
    /// Sum by quarter of each year, in the default form.
    pub quarters: Vec<f64>,
}

/// A day of a segment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SegmentDay {
    /// Susceptibility in every form.
    pub susceptibility: [f64; FORMS],
    /// Class of the fire weather index.
    pub class: usize,
}

/// Exposure of the network.
#[derive(Clone, Debug, Default)]
pub struct Exposure {
    /// By segment; `None` where no grass grows.
    pub segments: Vec<Option<SegmentExposure>>,
    /// The days that were asked for, by segment and date.
    pub asked: BTreeMap<(usize, Date), SegmentDay>,
}

/// Quarter of a date, counted from the first year that counts.
pub fn quarter_of(date: Date, first_year: i16) -> usize {
    let year = usize::try_from(date.year() - first_year).unwrap_or(0);
    QUARTERS * year + (usize::from(date.month().unsigned_abs()) - 1) / 3
}

/// Sums the susceptibility of every segment over the days `from` to `to`, both included, and keeps the days `asked`.
pub fn exposure(
    scenario: &Scenario,
    stands: &Stands,
    (from, to): (Date, Date),
    asked: &BTreeSet<(usize, Date)>,
) -> Result<Exposure, Problem> {
    let mut units = units_of(scenario, stands, STANDS_PER_PASS);
    units.retain(|unit| unit.member == 0);
    let needed = needed(scenario, stands);
    let work = |unit: &Unit| {
        let mut segments: Vec<Watched> = Vec::new();
        pass(scenario, stands, unit, &|stand| needed[stand], &mut |year| {
            if segments.is_empty() {
                segments = watched(scenario, stands, unit, year, asked);
            }
            for segment in &mut segments {
                segment.see(scenario, year, (from, to));
            }
        })?;
        Ok(segments)
    };
    let mut all = Exposure { segments: vec![None; scenario.network.segments.len()], asked: BTreeMap::new() };
    for segment in on_each(&units, work)?.into_iter().flatten() {
        all.asked.extend(segment.asked.into_iter().map(|(date, day)| ((segment.segment, date), day)));
        all.segments[segment.segment] = Some(segment.exposure);
    }
    Ok(all)
}

/// Stands that grow under the regimes of today.
fn needed(scenario: &Scenario, stands: &Stands) -> Vec<bool> {
    let mut needed = vec![false; stands.stands.len()];
    for (segment, class) in stands.segment_class.iter().enumerate() {
        let Some(class) = *class else { continue };
        for case in cases(scenario, stands, class, segment) {
            stands.cases[case.1].patches.iter().for_each(|patch| needed[patch.stand] = true);
        }
    }
    needed
}

/// Zones of a segment under its regime of today: share of ignitions, and case.
fn cases(scenario: &Scenario, stands: &Stands, class: usize, segment: usize) -> Vec<(f64, usize)> {
    let present = scenario.segment_present[segment];
    let variant = stands.variant_of(scenario, segment, present);
    let zones = zones(&scenario.network.segments[segment], &scenario.strips);
    zones.into_iter().map(|(zone, _, share)| (share, stands.case(class, zone, present, variant))).collect()
}

/// A segment under watch.
struct Watched {
    segment: usize,
    /// Share of ignitions and place of every patch of every zone.
    patches: Vec<(f64, usize)>,
    exposure: SegmentExposure,
    wanted: BTreeSet<Date>,
    asked: Vec<(Date, SegmentDay)>,
}

fn watched(
    scenario: &Scenario,
    stands: &Stands,
    unit: &Unit,
    year: &PassYear<'_>,
    asked: &BTreeSet<(usize, Date)>,
) -> Vec<Watched> {
    let classes = unit.classes.iter();
    classes
        .flat_map(|&class| stands.classes[class].segments.iter().map(move |&segment| (class, segment)))
        .map(|(class, segment)| {
            let zone = |(share, case): (f64, usize)| {
                let patches = year.places(&stands.cases[case]).into_iter();
                patches.map(move |(area, place)| (share * area, place))
            };
            Watched {
                segment,
                patches: cases(scenario, stands, class, segment).into_iter().flat_map(zone).collect(),
                exposure: SegmentExposure {
                    sums: [0.0; FORMS],
                    months: [0.0; 12],
                    classes: [0.0; WEATHER_CLASSES],
                    quarters: vec![0.0; QUARTERS * scenario.years],
                },
                wanted: asked.range((segment, Date::MIN)..=(segment, Date::MAX)).map(|&(_, date)| date).collect(),
                asked: Vec::new(),
            }
        })
        .collect()
}

impl Watched {
    fn see(&mut self, scenario: &Scenario, year: &PassYear<'_>, (from, to): (Date, Date)) {
        let limits = scenario.fire.danger_classes();
        let span = &year.run.years[scenario.warmup + year.year];
        for day in 0..year.days() {
            let index = span.days.start + day;
            let date = year.run.days[index].date;
            let fire = &year.run.fire_days[index];
            let is_asked = self.wanted.contains(&date);
            if date < from || date > to || !(fire.burnable || is_asked) {
                continue;
            }
            let mut found = [0.0; FORMS];
            for &(share, place) in &self.patches {
                for (sum, value) in found.iter_mut().zip(year.at(place, day).susceptibility) {
                    *sum += share * value;
                }
            }
            let class = limits.iter().filter(|&&limit| fire.codes.fwi >= limit).count();
            let sums = &mut self.exposure;
            sums.sums.iter_mut().zip(found).for_each(|(sum, value)| *sum += value);
            sums.months[usize::from(date.month().unsigned_abs()) - 1] += found[0];
            sums.classes[class] += found[0];
            sums.quarters[quarter_of(date, scenario.first_year)] += found[0];
            if is_asked {
                self.asked.push((date, SegmentDay { susceptibility: found, class }));
            }
        }
    }
}
