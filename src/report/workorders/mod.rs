//! Work orders: the schedule as daily routes of the crews.
//!
//! Orders of the schedule become stops of their crew in their week ([`crate::planning::route`]); one too long for a day is cut
//! between segments. Hay that lies is taken away by the crew that cut it, in a round as long as the cut itself (assumption: the
//! hours of the plan are those of cutting, and no rate of raking and collecting is published). [`tables`] writes them,
//! [`calendar`] makes a calendar file of them, [`drying`] tells how often hay finds no dry days in its week.

pub mod calendar;
pub mod drying;
pub mod tables;

use crate::mowing::regime::Removal;
use crate::network::segment::Segment;
use crate::planning::route::clock::Shift;
use crate::planning::route::graph::Graph;
use crate::planning::route::week::{CrewYear, Rules, Worked, work};
use crate::planning::route::{Purpose, Task};
use crate::report::schedule::Order;
use crate::scenario::Scenario;
use std::collections::BTreeMap;

/// Way to and from a stop that a piece of work leaves time for in a shift, h.
const ROOM_FOR_WAYS: f64 = 1.0;
/// Least hours of a piece of work.
const LEAST_PIECE: f64 = 0.5;

/// The routes of a plan.
#[derive(Clone, Debug)]
pub struct WorkPlan {
    /// Roads and nodes.
    pub graph: Graph,
    /// Crews, in the order of the scenario.
    pub crews: Vec<CrewYear>,
    /// Days and weeks.
    pub worked: Worked,
    /// Share of the years in which the week of each order has no dry spell as long as its hay must lie; `None` where none must.
    pub no_dry_spell: Vec<Option<f64>>,
    /// Orders that no crew can do.
    pub without_crew: usize,
}

impl WorkPlan {
    /// Hours of cuts that a week without dry days puts off, in the mean of the years, by crew and Monday.
    pub fn put_off(&self) -> BTreeMap<(usize, crate::calendar::Date), f64> {
        let mut sums = BTreeMap::new();
        for (at, crew) in self.crews.iter().enumerate() {
            for (&monday, tasks) in &crew.weeks {
                let share = |task: &Task| self.no_dry_spell[task.order].unwrap_or(0.0);
                sums.insert((at, monday), tasks.iter().map(|task| share(task) * task.hours).sum());
            }
        }
        sums
    }
}

/// Direction in which a carriageway is driven: `R` towards higher kilometres, `L` towards lower ones; others either way.
fn only(segment: &Segment) -> Option<bool> {
    match segment.carriageway.as_str() {
        "R" => Some(true),
        "L" => Some(false),
        _ => None,
    }
}

/// Work of an order as tasks that fit in a shift.
fn tasks(scenario: &Scenario, graph: &Graph, at: usize, order: &Order, longest: f64) -> Vec<Task> {
    let segments: Vec<&Segment> = order.segments.iter().map(|&segment| &scenario.network.segments[segment]).collect();
    let (Some(first), length) = (segments.first(), order.length_m.max(1e-9)) else { return Vec::new() };
    let owner = scenario.owners.iter().find(|owner| owner.name == first.owner);
    let closure_from = scenario.prices.rates.closure_from_aadt;
    let pieces = (order.cost.hours / longest - 1e-9).ceil().max(1.0);
    let lies = (order.work.removal == Removal::Hay && order.work.lying_days > 0).then_some(order.work.lying_days);
    let mut list: Vec<Task> = Vec::new();
    let (mut done_m, mut piece) = (0.0, -1.0);
    for (segment, &place) in segments.iter().zip(&order.segments) {
        // The piece in which the middle of the segment lies.
        let of = ((done_m + 0.5 * segment.length_m) / length * pieces).floor().min(pieces - 1.0);
        done_m += segment.length_m;
        let hours = order.cost.hours * segment.length_m / length;
        let closure = segment.aadt >= closure_from;
        if of > piece {
            piece = of;
            list.push(Task {
                order: at,
                purpose: Purpose::Cut,
                road: graph.road_of[place],
                km: (segment.km_from, segment.km_to),
                only: only(segment),
                hours,
                allowed: owner.map(|owner| owner.hours.clone()).unwrap_or_default(),
                closure,
                lies,
            });
        } else if let Some(task) = list.last_mut() {
            task.km = (task.km.0.min(segment.km_from), task.km.1.max(segment.km_to));
            task.hours += hours;
            task.closure |= closure;
        }
    }
    list
}

/// The routes of the crews; `None` where no crews are given.
pub fn work_plan(scenario: &Scenario, orders: &[Order]) -> Option<WorkPlan> {
    let options = scenario.plan.as_ref().filter(|_| !scenario.crews.is_empty())?;
    let graph = Graph::new(&scenario.network, &scenario.interchanges);
    let mut crews: Vec<CrewYear> = scenario
        .crews
        .iter()
        .map(|crew| CrewYear {
            name: crew.name.clone(),
            district: crew.district.clone(),
            depot: crew.depot,
            night: crew.night,
            weeks: BTreeMap::new(),
        })
        .collect();
    let mut without_crew = 0;
    for (at, order) in orders.iter().enumerate() {
        let Some(crew) = crews.iter_mut().find(|crew| crew.name == order.crew) else {
            without_crew += 1;
            continue;
        };
        let shift = Shift::new(crew.night, options.day_hours);
        let segment = &scenario.network.segments[order.segments[0]];
        let owner = scenario.owners.iter().find(|owner| owner.name == segment.owner);
        let open: f64 = shift.open(owner.map_or(&[], |owner| &owner.hours)).0.iter().map(|(from, to)| to - from).sum();
        let longest = open.min(shift.longest - ROOM_FOR_WAYS).max(LEAST_PIECE);
        crew.weeks.entry(order.dates.0).or_default().extend(tasks(scenario, &graph, at, order, longest));
    }
    let worked = work(&crews, &graph, &Rules { day_hours: options.day_hours, closures: options.closures });
    let no_dry_spell = drying::no_dry_spell(scenario, orders);
    Some(WorkPlan { graph, crews, worked, no_dry_spell, without_crew })
}
