//! Ways between all tasks of a tour, in both directions of each.

use super::Task;
use super::graph::Ways;

/// A stop of a tour: a task and the direction in which it is worked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Task.
    pub task: usize,
    /// Whether towards higher kilometres.
    pub up: bool,
}

/// Ways between tasks, km.
#[derive(Clone, Debug, Default)]
pub struct Legs {
    count: usize,
    between: Vec<f64>,
    out: Vec<f64>,
    home: Vec<f64>,
    both: Vec<[bool; 2]>,
}

impl Legs {
    /// Ways between these tasks.
    pub fn new(tasks: &[Task], ways: &mut Ways<'_>) -> Self {
        let count = tasks.len();
        let sides = || tasks.iter().flat_map(|task| [false, true].map(|up| (task, up)));
        let mut between = Vec::with_capacity(4 * count * count);
        for (from, up) in sides() {
            for (to, to_up) in sides() {
                let possible = from.can(up) && to.can(to_up);
                between.push(if possible { ways.between(from.end(up), to.begin(to_up)) } else { f64::INFINITY });
            }
        }
        let out =
            sides().map(|(task, up)| if task.can(up) { ways.out(task.begin(up)) } else { f64::INFINITY }).collect();
        let home =
            sides().map(|(task, up)| if task.can(up) { ways.home(task.end(up)) } else { f64::INFINITY }).collect();
        Legs { count, between, out, home, both: tasks.iter().map(|task| [task.can(false), task.can(true)]).collect() }
    }

    fn index(stop: Stop) -> usize {
        2 * stop.task + usize::from(stop.up)
    }

    /// Number of tasks.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Directions in which a task can be worked.
    pub fn stops(&self, task: usize) -> impl Iterator<Item = Stop> + use<> {
        let both = self.both[task];
        [false, true].into_iter().filter(move |&up| both[usize::from(up)]).map(move |up| Stop { task, up })
    }

    /// The same task the other way round where that is possible, else as it is.
    pub fn turned(&self, stop: Stop) -> Stop {
        if self.both[stop.task][usize::from(!stop.up)] { Stop { up: !stop.up, ..stop } } else { stop }
    }

    /// Way from a stop to the next; `None` is the depot.
    pub fn km(&self, from: Option<Stop>, to: Option<Stop>) -> f64 {
        match (from, to) {
            (Some(from), Some(to)) => self.between[2 * self.count * Self::index(from) + Self::index(to)],
            (None, Some(to)) => self.out[Self::index(to)],
            (Some(from), None) => self.home[Self::index(from)],
            (None, None) => 0.0,
        }
    }

    /// Ways of a day from the depot through the stops and back, km.
    pub fn length(&self, stops: &[Stop]) -> f64 {
        let Some((first, last)) = stops.first().zip(stops.last()) else { return 0.0 };
        let inner: f64 = stops.windows(2).map(|pair| self.km(Some(pair[0]), Some(pair[1]))).sum();
        self.km(None, Some(*first)) + inner + self.km(Some(*last), None)
    }
}
