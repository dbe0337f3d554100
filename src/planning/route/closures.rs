//! Moving closures of a district on one day, by the clock.
//!
//! Machines on one stretch go in one train and need one closure; other trains need their own. However many crews are out, there are
//! never more trains at a time than closures.

use super::Task;

/// Room for the rounding of times, h.
const ROUNDING: f64 = 1e-9;

/// A closure that is out.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Out {
    from: f64,
    to: f64,
    road: usize,
    up: bool,
    km: (f64, f64),
}

impl Out {
    fn of((from, to): (f64, f64), task: &Task, up: bool) -> Self {
        Out { from, to, road: task.road, up, km: task.km }
    }

    /// Whether the stretches of two closures touch in one direction, so that one train does.
    fn joins(&self, other: &Out) -> bool {
        let touch = self.km.0 < other.km.1 + ROUNDING && other.km.0 < self.km.1 + ROUNDING;
        self.road == other.road && self.up == other.up && touch
    }

    fn is_out(&self, at: f64) -> bool {
        self.from <= at + ROUNDING && at < self.to - ROUNDING
    }
}

/// Closures that are out.
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

    /// Trains that are out at a time beside the one that `own` would go in.
    fn others(&self, at: f64, own: &Out) -> usize {
        let mut trains: Vec<&Out> = Vec::new();
        for one in self.out.iter().filter(|one| one.is_out(at) && !one.joins(own)) {
            if !trains.iter().any(|train| train.joins(one)) {
                trains.push(one);
            }
        }
        trains.len()
    }

    /// First time from `at` on at which a closure is free for so long.
    pub fn free(&self, at: f64, hours: f64, task: &Task, up: bool) -> f64 {
        let Some(most) = self.most else { return at };
        let mut starts: Vec<f64> = self.out.iter().map(|one| one.to).filter(|&to| to > at).collect();
        starts.push(at);
        starts.sort_by(f64::total_cmp);
        let possible = |&start: &f64| {
            let own = Out::of((start, start + hours), task, up);
            let begun = self.out.iter().map(|one| one.from).filter(|&from| start < from && from < own.to - ROUNDING);
            std::iter::once(start).chain(begun).all(|time| self.others(time, &own) < most)
        };
        starts.into_iter().find(possible).unwrap_or(at)
    }

    /// Takes a closure from one time to another.
    pub fn take(&mut self, times: (f64, f64), task: &Task, up: bool) {
        self.out.push(Out::of(times, task, up));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::planning::route::Purpose;

    fn task(km: f64) -> Task {
        Task {
            order: 0,
            purpose: Purpose::Cut,
            road: 0,
            km: (km, km + 1.0),
            only: None,
            hours: 2.0,
            allowed: Vec::new(),
            closure: true,
            lies: None,
        }
    }

    #[test]
    fn a_train_that_goes_on_holds_its_closure() {
        let mut one = Closures::new(Some(1));
        one.take((9.0, 11.0), &task(0.0), true);
        one.take((11.0, 13.0), &task(7.0), true);
        // Beside the first stretch until 11 it goes along; until 12 it would be a second train beside the one at km 7.
        assert_eq!(one.free(9.0, 2.0, &task(1.0), true), 9.0);
        assert_eq!(one.free(10.0, 2.0, &task(1.0), true), 13.0);
        assert_eq!(Closures { most: Some(2), ..one.clone() }.free(10.0, 2.0, &task(1.0), true), 10.0);
        // The other direction is another train.
        assert_eq!(one.free(9.0, 2.0, &task(0.0), false), 13.0);
    }
}
