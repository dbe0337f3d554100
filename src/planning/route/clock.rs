//! Times of a day: a shift, the hours that owners allow, and moving closures that are shared.

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

/// A closure that is out.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Out {
    from: f64,
    to: f64,
    road: usize,
    up: bool,
    km: (f64, f64),
}

/// Moving closures of a district on one day. Machines on one stretch go in one train and need one closure.
#[derive(Clone, Debug, Default)]
pub struct Closures {
    /// How many there are; `None`: as many as are needed.
    pub most: Option<usize>,
    out: Vec<Out>,
}

impl Closures {
    /// As many closures as these.
    pub fn new(most: Option<usize>) -> Self {
        Closures { most, out: Vec::new() }
    }

    /// First time from `at` on at which a closure is free for so long.
    fn free(&self, at: f64, hours: f64, task: &Task, up: bool) -> f64 {
        let Some(most) = self.most else { return at };
        let joins = |one: &Out| {
            one.road == task.road && one.up == up && one.km.0 < task.km.1 + 1e-9 && task.km.0 < one.km.1 + 1e-9
        };
        let mut starts: Vec<f64> = self.out.iter().map(|one| one.to).filter(|&to| to > at).collect();
        starts.push(at);
        starts.sort_by(f64::total_cmp);
        let possible = |&start: &f64| {
            let meets = |one: &&Out| one.from < start + hours - 1e-9 && start < one.to - 1e-9;
            self.out.iter().filter(meets).any(joins) || self.out.iter().filter(meets).count() < most
        };
        starts.into_iter().find(possible).unwrap_or(at)
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

/// Times of a day with these stops.
pub fn time(tasks: &[Task], legs: &Legs, stops: &[Stop], shift: &Shift, closures: &mut Closures) -> Day {
    let Some(first) = stops.first() else { return Day { depart: shift.first, back: shift.first, ..Day::default() } };
    let drive = |km: f64| km / DRIVE_KM_H;
    let way = legs.km(None, Some(*first));
    let opens = shift.open(&tasks[first.task].allowed).0[0].0;
    let depart = (opens - drive(way)).max(shift.first);
    let mut day = Day { depart, ..Day::default() };
    let (mut now, mut before) = (depart, None);
    for &stop in stops {
        let task = &tasks[stop.task];
        let way_km = legs.km(before, Some(stop));
        let arrived = now + drive(way_km);
        let (open, possible) = shift.open(&task.allowed);
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
            closures.out.push(Out { from: begin, to: end, road: task.road, up: stop.up, km: task.km });
        }
        let last = open.last().map_or(shift.last, |part| part.1);
        let idle = (end - arrived - task.hours).max(0.0);
        day.stops.push(Timed { stop, way_km, idle, begin, end, allowed: possible && end <= last + 1e-6 });
        (now, before) = (end, Some(stop));
    }
    day.home_km = legs.km(before, None);
    day.back = now + drive(day.home_km);
    day
}
