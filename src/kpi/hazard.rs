//! Hazard of the verges of a network on a day: class, what would burn, why, and how many fires are expected.
//!
//! Each patch of a segment (safety strip, main verge and its parts, ditch side) is grown under the present regime up to the
//! day and has its own danger. The segment shows its *leading part*: the patch of the highest class among those that take at
//! least a tenth of the ignitions, so that what is shown is a fire that can happen and not a mean of unlike ones. Expected
//! fires count every patch with its share of the ignitions. Traffic decides how many fires start, not how they burn. The doubt
//! about rate and form of susceptibility is in the interval of the fires and the range of the class ([`super::hazard_doubt`]).

use super::hazard_doubt::{DayDoubt, class_range, expected_fires, forms, interval};
use super::stretch::{self, stretches};
use crate::calendar::{Date, MonthDay};
use crate::ensemble::unit::{run_of, stand_plan};
use crate::fire::drivers::FireConstants;
use crate::fire::fuel_bed::curing;
use crate::fire::hazard_class::{class_of, mowing_should_wait};
use crate::fire::hazard_reason::{BurnState, Reason, reasons};
use crate::fire::ignition::traffic_weight;
use crate::fire::rate_doubt::FORMS;
use crate::mowing::known::with_known_cut;
use crate::mowing::patches::{CutList, PlannedCut};
use crate::scenario::Scenario;
use crate::scenario::stands::zones::zones;
use crate::scenario::stands::{Stands, Zone};
use crate::simulation::day_state::{DayState, day_states};
use crate::simulation::{Run, StandPlan};
use crate::units::KM_PER_M;
use crate::weather::WeatherSeries;
use std::collections::BTreeMap;

/// Smallest share of the ignitions of a segment with which a patch may lead it (an assumption).
const LEADING_SHARE: f64 = 0.1;
/// Share of the mean traffic weight of the network above or below which a road counts as busy or quiet (an assumption).
const BUSY_RATIO: f64 = 1.25;

/// Traffic of a segment against the rest of the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Traffic {
    /// More than a quarter more fires start than elsewhere, by traffic alone.
    Busy,
    /// About as many.
    Common,
    /// More than a fifth fewer.
    Quiet,
}

/// Values of a segment or stretch on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct HazardValues {
    /// Hazard class, 1-5.
    pub class: u8,
    /// Lowest and highest class over the forms of susceptibility.
    pub class_range: [u8; 2],
    /// Reasons, the most important first.
    pub reasons: Vec<Reason>,
    /// Traffic.
    pub traffic: Traffic,
    /// Flame length, m.
    pub flame_m: f64,
    /// Spread, m/min.
    pub spread_m_min: f64,
    /// Susceptibility, 0-1.
    pub susceptibility: f64,
    /// The same in every form of [`Reading::ALL`](crate::fire::rate_doubt::Reading::ALL); of a segment: by the ignitions of its
    /// patches.
    pub forms: [f64; FORMS],
    /// Dead share of the standing mass, 0-1.
    pub curing: f64,
    /// Moisture of dead fuel, fraction.
    pub dead_moisture: f64,
    /// Fire weather index.
    pub fwi: f64,
    /// Expected fires of the day, at the rate and form of the scenario.
    pub fires: f64,
}

/// A stretch: contiguous segments of a chain with the same class, reasons and traffic.
#[derive(Clone, Debug, PartialEq)]
pub struct HazardStretch {
    /// Its segments.
    pub segments: Vec<usize>,
    /// Length, km.
    pub length_km: f64,
    /// Values: means over the length; fires are summed.
    pub values: HazardValues,
    /// 5 % and 95 % of the expected fires, over rate and form of ignition.
    pub fires_interval: [f64; 2],
}

/// Fire weather of a node on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct NodeDay {
    /// Weather node.
    pub node: String,
    /// Fire weather index.
    pub fwi: f64,
    /// Chance that a source ignites dead fuel.
    pub ignition_probability: f64,
    /// Whether mowing should wait.
    pub mowing_waits: bool,
}

/// The network on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct HazardDay {
    /// The day.
    pub date: Date,
    /// Whether the day lies after the one asked for.
    pub is_outlook: bool,
    /// Stretches in the order of the network.
    pub stretches: Vec<HazardStretch>,
    /// Nodes in the order of the scenario.
    pub nodes: Vec<NodeDay>,
    /// 5 % and 95 % of the expected fires of the whole network, over rate and form of ignition.
    pub fires_interval: [f64; 2],
}

/// A stand with the date of a known cut this year: what has one history.
type Grown = (usize, Option<Date>);

/// Hazard of the network on `day` and on the days of its outlook, as far as every weather node reaches.
///
/// The scenario is one that was loaded to that day (see [`crate::scenario::load::load_to_day`]).
pub fn hazard(scenario: &Scenario, stands: &Stands, day: Date) -> Vec<HazardDay> {
    let nodes: Vec<NodeSeries<'_>> = (0..scenario.nodes.len()).map(|node| NodeSeries::of(scenario, node)).collect();
    let days = nodes.iter().map(|node| node.days_from(day)).min().unwrap_or(0);
    let constants = FireConstants::of(&scenario.fire);
    let mean_weight = mean_traffic_weight(scenario);
    let doubt = DayDoubt::of(scenario.seed, &scenario.network.segments, &scenario.fire);
    let mut grown: BTreeMap<Grown, Vec<HazardValues>> = BTreeMap::new();
    let segments: Vec<Option<Vec<HazardValues>>> = (0..scenario.network.segments.len())
        .map(|segment| {
            let class = stands.segment_class[segment]?;
            let parts = parts(scenario, stands, segment, class, day);
            for &(part, _) in &parts {
                grown.entry(part).or_insert_with(|| {
                    stand_days(scenario, stands, part, segment, &nodes[stands.classes[class].node], day, &constants)
                });
            }
            let values =
                |index: usize| segment_values(scenario, segment, &parts, mean_weight, &|part| &grown[&part][index]);
            Some((0..days).map(values).collect())
        })
        .collect();
    let mut date = day;
    (0..days)
        .map(|index| {
            let at = |segment: usize| segments[segment].as_ref().map(|values| &values[index]);
            let verges = scenario.network.segments.iter().enumerate();
            let all = verges.filter_map(|(segment, row)| Some((row, at(segment)?.forms)));
            let found = HazardDay {
                date,
                is_outlook: index > 0,
                stretches: stretches_of(scenario, &at, &doubt),
                fires_interval: interval(&doubt.fires(all)),
                nodes: nodes.iter().map(|node| node.node_day(scenario, date)).collect(),
            };
            date = date.tomorrow().unwrap_or(date);
            found
        })
        .collect()
}

/// A node with its weather.
struct NodeSeries<'a> {
    name: &'a str,
    series: WeatherSeries,
    run: Run<'a>,
}

impl<'a> NodeSeries<'a> {
    fn of(scenario: &'a Scenario, node: usize) -> Self {
        let first = scenario.first_year - scenario.warmup as i16;
        let years = scenario.warmup + scenario.years;
        let series = scenario.nodes[node].weather.series(scenario.seed, 0, first, years);
        NodeSeries { name: &scenario.nodes[node].name, series, run: run_of(scenario, node, 0) }
    }

    fn index_of(&self, date: Date) -> Option<usize> {
        self.run.days.iter().position(|day| day.date == date)
    }

    fn days_from(&self, date: Date) -> usize {
        self.index_of(date).map_or(0, |index| self.run.days.len() - index)
    }

    fn node_day(&self, scenario: &Scenario, date: Date) -> NodeDay {
        let fire = self.index_of(date).map(|index| &self.run.fire_days[index]);
        let (fwi, chance) = fire.map_or((0.0, 0.0), |day| (day.codes.fwi, day.ignition_probability));
        NodeDay {
            node: self.name.to_owned(),
            fwi,
            ignition_probability: chance,
            mowing_waits: mowing_should_wait(fwi, chance, &scenario.fire),
        }
    }
}

/// Patches of a segment under its present regime: what grew there, and its share of the ignitions.
fn parts(scenario: &Scenario, stands: &Stands, segment: usize, class: usize, day: Date) -> Vec<(Grown, f64)> {
    let row = &scenario.network.segments[segment];
    let regime = scenario.segment_present[segment];
    let variant = stands.variant_of(scenario, segment, regime);
    let known = row.last_cut.filter(|cut| cut.year() == day.year() && *cut <= day);
    let mut parts = Vec::new();
    for (zone, _, ignitions) in zones(row, &scenario.strips) {
        let case = &stands.cases[stands.case(class, zone, regime, variant)];
        let known = known.filter(|_| zone == Zone::Main);
        parts.extend(case.patches.iter().map(|patch| ((patch.stand, known), ignitions * patch.share)));
    }
    parts
}

/// Day of the month for rules; 29 February counts as the 28th.
fn month_day(date: Date) -> MonthDay {
    let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
    MonthDay::new(month, day).or_else(|| MonthDay::new(month, day - 1)).unwrap_or(MonthDay::from_day_of_year(1))
}

/// Every day of what grew on a patch, judged.
fn stand_days(
    scenario: &Scenario,
    stands: &Stands,
    (stand, known): Grown,
    segment: usize,
    node: &NodeSeries<'_>,
    day: Date,
    constants: &FireConstants,
) -> Vec<HazardValues> {
    let plan = stand_plan(scenario, stands, stand);
    let cuts = known.map(|cut| {
        let regime = &stands.programmes[scenario.segment_present[segment]];
        let visits: Vec<PlannedCut> = regime.visits.iter().map(|visit| visit.cut).collect();
        CutList { years: vec![with_known_cut(plan.cuts.year(0), &visits, month_day(cut), month_day(day))], once: 0 }
    });
    let plan = StandPlan { cuts: cuts.as_ref().unwrap_or(plan.cuts), ..plan };
    let first = node.run.days.first().map_or(day, |first| first.date);
    let place = |date: Date| first.until(date).map_or(0, |span| usize::try_from(span.get_days()).unwrap_or(0));
    day_states(&plan, &node.run, scenario.warmup, day)
        .iter()
        .map(|state| judged(state, node.series.temp12_c[place(state.date)], constants))
        .collect()
}

fn judged(state: &DayState, noon_temp_c: f64, constants: &FireConstants) -> HazardValues {
    let burn =
        BurnState { fuel: state.fuel, residue: state.residue, day: state.fire, noon_temp_c, snow_mm: state.snow_mm };
    HazardValues {
        class: class_of(&state.danger, &constants.parameters),
        class_range: class_range(&state.danger, &constants.parameters),
        reasons: reasons(&burn, constants),
        traffic: Traffic::Common,
        flame_m: state.danger.flame_m,
        spread_m_min: state.danger.spread_m_min,
        susceptibility: state.danger.susceptibility,
        forms: forms(&state.danger),
        curing: curing(state.fuel.green_kg_ha, state.fuel.dead_kg_ha),
        dead_moisture: state.fire.dead_moisture,
        fwi: state.fire.codes.fwi,
        fires: 0.0,
    }
}

/// A segment on a day: its leading part, its traffic and the fires of all its parts.
fn segment_values<'a>(
    scenario: &Scenario,
    segment: usize,
    parts: &[(Grown, f64)],
    mean_weight: f64,
    values: &dyn Fn(Grown) -> &'a HazardValues,
) -> HazardValues {
    let row = &scenario.network.segments[segment];
    let leads = |(_, share): &&(Grown, f64)| *share >= LEADING_SHARE;
    let rank = |part: Grown| (values(part).class, values(part).susceptibility);
    let higher = |a: &&(Grown, f64), b: &&(Grown, f64)| {
        let (a, b) = (rank(a.0), rank(b.0));
        a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
    };
    let leading = parts.iter().filter(leads).max_by(higher).or_else(|| parts.iter().max_by(higher));
    let leading = leading.expect("a verge has a zone, and a zone has a patch");
    let mut forms = [0.0; FORMS];
    for &(part, share) in parts {
        forms.iter_mut().zip(values(part).forms).for_each(|(sum, form)| *sum += share * form);
    }
    HazardValues {
        traffic: traffic(traffic_weight(row.aadt, scenario.fire.traffic_exponent), mean_weight),
        fires: expected_fires(row, forms[0], &scenario.fire),
        forms,
        ..values(leading.0).clone()
    }
}

/// Whether a road is busy or quiet beside the mean of the network, by the weight of traffic in the rate of ignitions.
fn traffic(weight: f64, mean_weight: f64) -> Traffic {
    if weight > BUSY_RATIO * mean_weight {
        Traffic::Busy
    } else if weight * BUSY_RATIO < mean_weight {
        Traffic::Quiet
    } else {
        Traffic::Common
    }
}

/// Mean weight of traffic over the length of the network.
fn mean_traffic_weight(scenario: &Scenario) -> f64 {
    let (mut weighted, mut length) = (0.0, 0.0);
    for segment in &scenario.network.segments {
        weighted += traffic_weight(segment.aadt, scenario.fire.traffic_exponent) * segment.length_m;
        length += segment.length_m;
    }
    weighted / length
}

/// Reasons as far as they tell stretches apart.
fn signs(values: &HazardValues) -> Vec<(crate::fire::hazard_reason::Factor, bool)> {
    values.reasons.iter().map(|reason| (reason.factor, reason.raises)).collect()
}

fn stretches_of<'a>(
    scenario: &Scenario,
    at: &dyn Fn(usize) -> Option<&'a HazardValues>,
    doubt: &DayDoubt,
) -> Vec<HazardStretch> {
    let alike = |so_far: &[usize], next: usize| match (so_far.last().and_then(|&last| at(last)), at(next)) {
        (Some(a), Some(b)) => (a.class, a.traffic) == (b.class, b.traffic) && signs(a) == signs(b),
        _ => false,
    };
    let segments = &scenario.network.segments;
    stretches(&scenario.network.chains, |segment| at(segment).is_some(), alike)
        .into_iter()
        .filter_map(|members| {
            let first = at(members[0])?;
            let length_km = stretch::length_km(segments, &members);
            let mean = |of: fn(&HazardValues) -> f64| {
                let parts = members.iter().filter_map(|&segment| Some(of(at(segment)?) * segments[segment].length_m));
                parts.sum::<f64>() * KM_PER_M / length_km
            };
            let rows = || members.iter().filter_map(|&segment| Some((&segments[segment], at(segment)?)));
            let mut range = first.class_range;
            for (_, values) in rows() {
                range = [range[0].min(values.class_range[0]), range[1].max(values.class_range[1])];
            }
            let values = HazardValues {
                class_range: range,
                flame_m: mean(|values| values.flame_m),
                spread_m_min: mean(|values| values.spread_m_min),
                susceptibility: mean(|values| values.susceptibility),
                curing: mean(|values| values.curing),
                dead_moisture: mean(|values| values.dead_moisture),
                fwi: mean(|values| values.fwi),
                fires: rows().map(|(_, values)| values.fires).sum(),
                ..first.clone()
            };
            let fires_interval = interval(&doubt.fires(rows().map(|(row, values)| (row, values.forms))));
            Some(HazardStretch { segments: members, length_km, values, fires_interval })
        })
        .collect()
}

impl HazardDay {
    /// Length of the verges in each class, km; the first is class 1.
    pub fn km_per_class(&self) -> [f64; 5] {
        let mut km = [0.0; 5];
        for stretch in &self.stretches {
            km[usize::from(stretch.values.class.clamp(1, 5)) - 1] += stretch.length_km;
        }
        km
    }

    /// The worst stretches first: by class, then by expected fires per km; at most `n`.
    pub fn worst(&self, n: usize) -> Vec<&HazardStretch> {
        let mut order: Vec<&HazardStretch> = self.stretches.iter().collect();
        let per_km = |stretch: &HazardStretch| stretch.values.fires / stretch.length_km;
        order.sort_by(|a, b| b.values.class.cmp(&a.values.class).then(per_km(b).total_cmp(&per_km(a))));
        order.truncate(n);
        order
    }

    /// Expected fires of the day on the whole network.
    pub fn fires(&self) -> f64 {
        self.stretches.iter().map(|stretch| stretch.values.fires).sum()
    }
}
