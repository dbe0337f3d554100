//! Times of a day: a shift, the hours that owners allow, and the closures that crews share ([`super::closures`]).

use super::closures::Closures;
use super::legs::{Legs, Stop};
use super::{DRIVE_KM_H, Task};

/// Hours between which a crew is out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shift {
    /// Earliest departure, h after midnight.
    pub first: f64,
    /// Latest return, h after midnight of the day it began.
    pub last: f64,
    /// Longest time from departure to return, h.
    pub longest: f64,
}

impl Shift {
    /// Shift of a crew by day (7-19 h) or night (20-5 h; both assumptions), so many hours long at most.
    pub fn new(night: bool, longest: f64) -> Self {
        let (first, last) = if night { (20.0, 29.0) } else { (7.0, 19.0) };
        Shift { first, last, longest: f64::min(longest, last - first) }
    }

    /// The parts of the shift in which work is allowed; the whole shift where it never is, with `false`.
    pub fn open(&self, allowed: &[(f64, f64)]) -> (Vec<(f64, f64)>, bool) {
        if allowed.is_empty() {
            return (vec![(self.first, self.last)], true);
        }
        let mut parts: Vec<(f64, f64)> = Vec::new();
        for &(from, to) in allowed {
            let to = if to <= from { to + 24.0 } else { to };
            for shift in [-24.0, 0.0, 24.0] {
                let part = ((from + shift).max(self.first), (to + shift).min(self.last));
                if part.1 > part.0 {
                    parts.push(part);
                }
            }
        }
        parts.sort_by(|a, b| a.0.total_cmp(&b.0));
        if parts.is_empty() { (vec![(self.first, self.last)], false) } else { (parts, true) }
    }
}

/// A stop with its times, h after midnight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Timed {
    /// Task and direction.
    pub stop: Stop,
    /// Way there, km.
    pub way_km: f64,
    /// Waiting before and within the work, h.
    pub idle: f64,
    /// Begin of the work.
    pub begin: f64,
    /// End of the work.
    pub end: f64,
    /// Whether all of it lies in the hours that the owner allows.
    pub allowed: bool,
}

/// A day of a crew.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Day {
    /// Departure, h after midnight.
    pub depart: f64,
    /// Stops in order.
    pub stops: Vec<Timed>,
    /// Way back, km.
    pub home_km: f64,
    /// Return, h after midnight.
    pub back: f64,
}

impl Day {
    /// All ways, work left out, km.
    pub fn ways_km(&self) -> f64 {
        self.stops.iter().map(|stop| stop.way_km).sum::<f64>() + self.home_km
    }

    /// Waiting, h.
    pub fn idle(&self) -> f64 {
        self.stops.iter().map(|stop| stop.idle).sum()
    }

    /// Time beyond the longest shift or after its end, h.
    pub fn overtime(&self, shift: &Shift) -> f64 {
        (self.back - self.depart - shift.longest).max(self.back - shift.last).max(0.0)
    }
}

/// Work that begins at `at` or later within the open parts, pausing where they end: begin, end, and waiting.
fn within(open: &[(f64, f64)], at: f64, hours: f64) -> (f64, f64, f64) {
    let mut begin: Option<f64> = None;
    let (mut now, mut left, mut idle) = (at, hours, 0.0);
    for &(from, to) in open {
        if now >= to - 1e-9 {
            continue;
        }
        let start = now.max(from);
        idle += start - now;
        begin.get_or_insert(start);
        let done = left.min(to - start);
        (now, left) = (start + done, left - done);
        if left <= 1e-9 {
            return (begin.unwrap_or(at), now, idle);
        }
    }
    // What does not fit any more is done after the last part.
    (begin.unwrap_or(at), now + left, idle)
}

/// A day of a crew that is being timed, stop by stop.
#[derive(Clone, Debug)]
pub struct Going<'a> {
    tasks: &'a [Task],
    legs: &'a Legs,
    stops: &'a [Stop],
    shift: &'a Shift,
    day: Day,
    now: f64,
    before: Option<Stop>,
}

impl<'a> Going<'a> {
    /// A crew that leaves so that it arrives when its first work may begin.
    pub fn new(tasks: &'a [Task], legs: &'a Legs, stops: &'a [Stop], shift: &'a Shift) -> Self {
        let depart = stops.first().map_or(shift.first, |first| {
            let opens = shift.open(&tasks[first.task].allowed).0[0].0;
            (opens - drive_h(legs.km(None, Some(*first)))).max(shift.first)
        });
        let day = Day { depart, back: depart, ..Day::default() };
        Going { tasks, legs, stops, shift, day, now: depart, before: None }
    }

    /// The next stop, with the time at which the crew is there.
    fn next(&self) -> Option<(Stop, f64, f64)> {
        let stop = *self.stops.get(self.day.stops.len())?;
        let way_km = self.legs.km(self.before, Some(stop));
        Some((stop, way_km, self.now + drive_h(way_km)))
    }

    /// When the next work would begin if a closure were free; `None` when all is done.
    pub fn wants(&self) -> Option<f64> {
        let (stop, _, arrived) = self.next()?;
        let task = &self.tasks[stop.task];
        Some(within(&self.shift.open(&task.allowed).0, arrived, task.hours).0)
    }

    /// Times the next stop, with the closure that it takes.
    pub fn step(&mut self, closures: &mut Closures) {
        let Some((stop, way_km, arrived)) = self.next() else { return };
        let task = &self.tasks[stop.task];
        let (open, possible) = self.shift.open(&task.allowed);
        let mut at = arrived;
        let (begin, end) = loop {
            let (begin, end, _) = within(&open, at, task.hours);
            let free = if task.closure { closures.free(begin, end - begin, task, stop.up) } else { begin };
            if free <= begin + 1e-9 {
                break (begin, end);
            }
            at = free;
        };
        if task.closure {
            closures.take((begin, end), task, stop.up);
        }
        let last = open.last().map_or(self.shift.last, |part| part.1);
        let idle = (end - arrived - task.hours).max(0.0);
        self.day.stops.push(Timed { stop, way_km, idle, begin, end, allowed: possible && end <= last + 1e-6 });
        (self.now, self.before) = (end, Some(stop));
    }

    /// The day with the way home.
    pub fn home(mut self) -> Day {
        self.day.home_km = self.before.map_or(0.0, |last| self.legs.km(Some(last), None));
        self.day.back = self.now + drive_h(self.day.home_km);
        self.day
    }
}

fn drive_h(km: f64) -> f64 {
    km / DRIVE_KM_H
}

/// Times of a day of one crew with these stops.
pub fn time(tasks: &[Task], legs: &Legs, stops: &[Stop], shift: &Shift, closures: &mut Closures) -> Day {
    let mut going = Going::new(tasks, legs, stops, shift);
    while going.wants().is_some() {
        going.step(closures);
    }
    going.home()
}

/// Times of one day of several crews that share closures: whoever would begin first is served first (ties: the order given).
pub fn time_together(mut crews: Vec<Going<'_>>, closures: &mut Closures) -> Vec<Day> {
    let first = |crews: &[Going<'_>]| {
        let wanting = crews.iter().enumerate().filter_map(|(at, going)| Some((at, going.wants()?)));
        wanting.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(at, _)| at)
    };
    while let Some(at) = first(&crews) {
        crews[at].step(closures);
    }
    crews.into_iter().map(Going::home).collect()
}
