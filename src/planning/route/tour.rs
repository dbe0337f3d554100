//! One tour through all tasks: nearest insertion, then 2-opt and or-opt with choice of direction until neither shortens it.

use super::legs::{Legs, Stop};

/// Most stops that a 2-opt move turns round, and that an or-opt move carries.
const TURNED: usize = 40;
const CARRIED: usize = 3;
/// Most rounds of improvement.
const ROUNDS: usize = 60;
/// What a move must save, km.
const WORTH: f64 = 1e-9;

/// Cheapest place and direction of a task in a tour: added way, place, stop.
fn cheapest(legs: &Legs, tour: &[Stop], task: usize) -> Option<(f64, usize, Stop)> {
    let mut best: Option<(f64, usize, Stop)> = None;
    for at in 0..=tour.len() {
        let before = at.checked_sub(1).map(|at| tour[at]);
        let after = tour.get(at).copied();
        let now = legs.km(before, after);
        for stop in legs.stops(task) {
            let added = legs.km(before, Some(stop)) + legs.km(Some(stop), after) - now;
            if best.is_none_or(|(known, _, _)| added < known - WORTH) {
                best = Some((added, at, stop));
            }
        }
    }
    best
}

/// Nearest insertion: the task nearest to the tour goes in where it adds least.
fn inserted(legs: &Legs) -> Vec<Stop> {
    let mut tour: Vec<Stop> = Vec::with_capacity(legs.count());
    let mut left: Vec<usize> = (0..legs.count()).collect();
    let nearest_to = |task: usize, known: Option<Stop>| {
        let ways = legs.stops(task).map(|stop| match known {
            None => legs.km(None, Some(stop)),
            Some(known) => {
                let known = legs.stops(known.task);
                known
                    .map(|k| legs.km(Some(k), Some(stop)).min(legs.km(Some(stop), Some(k))))
                    .fold(f64::INFINITY, f64::min)
            }
        });
        ways.fold(f64::INFINITY, f64::min)
    };
    let mut nearest: Vec<f64> = left.iter().map(|&task| nearest_to(task, None)).collect();
    while !left.is_empty() {
        let at = (0..left.len()).min_by(|&a, &b| nearest[a].total_cmp(&nearest[b])).unwrap_or(0);
        let task = left.remove(at);
        nearest.remove(at);
        let Some((_, place, stop)) = cheapest(legs, &tour, task) else { continue };
        tour.insert(place, stop);
        for (known, &other) in nearest.iter_mut().zip(&left) {
            *known = known.min(nearest_to(other, Some(stop)));
        }
    }
    tour
}

/// Way through a run of stops between two others.
fn run_km(legs: &Legs, before: Option<Stop>, run: &[Stop], after: Option<Stop>) -> f64 {
    let Some((first, last)) = run.first().zip(run.last()) else { return legs.km(before, after) };
    let inner: f64 = run.windows(2).map(|pair| legs.km(Some(pair[0]), Some(pair[1]))).sum();
    legs.km(before, Some(*first)) + inner + legs.km(Some(*last), after)
}

fn reversed(legs: &Legs, run: &[Stop]) -> Vec<Stop> {
    run.iter().rev().map(|&stop| legs.turned(stop)).collect()
}

/// Turns a run of stops round where that shortens the tour (2-opt; a run of one stop only changes its direction).
fn two_opt(legs: &Legs, tour: &mut [Stop]) -> bool {
    let mut better = false;
    for from in 0..tour.len() {
        for to in from + 1..=(from + TURNED).min(tour.len()) {
            let (before, after) = (from.checked_sub(1).map(|at| tour[at]), tour.get(to).copied());
            let turned = reversed(legs, &tour[from..to]);
            let saved = run_km(legs, before, &tour[from..to], after) - run_km(legs, before, &turned, after);
            if saved > WORTH {
                tour[from..to].copy_from_slice(&turned);
                better = true;
            }
        }
    }
    better
}

/// Carries a run of up to three stops elsewhere, either way round, where that shortens the tour (or-opt).
fn or_opt(legs: &Legs, tour: &mut Vec<Stop>) -> bool {
    let mut better = false;
    for length in 1..=CARRIED {
        let mut from = 0;
        while from + length <= tour.len() {
            let run: Vec<Stop> = tour[from..from + length].to_vec();
            let (before, after) = (from.checked_sub(1).map(|at| tour[at]), tour.get(from + length).copied());
            let freed = run_km(legs, before, &run, after) - legs.km(before, after);
            let mut rest = tour.clone();
            rest.drain(from..from + length);
            let mut best: Option<(f64, usize, Vec<Stop>)> = None;
            for at in 0..=rest.len() {
                let (before, after) = (at.checked_sub(1).map(|at| rest[at]), rest.get(at).copied());
                let now = legs.km(before, after);
                for way in [run.clone(), reversed(legs, &run)] {
                    let added = run_km(legs, before, &way, after) - now;
                    if added < freed - WORTH && best.as_ref().is_none_or(|(known, _, _)| added < *known) {
                        best = Some((added, at, way));
                    }
                }
            }
            if let Some((_, at, way)) = best {
                rest.splice(at..at, way);
                *tour = rest;
                better = true;
            }
            from += 1;
        }
    }
    better
}

/// A short tour through all tasks, from the depot and back.
pub fn tour(legs: &Legs) -> Vec<Stop> {
    let mut tour = inserted(legs);
    improve(legs, &mut tour);
    tour
}

/// Shortens a tour until no move does.
pub fn improve(legs: &Legs, tour: &mut Vec<Stop>) {
    for _ in 0..ROUNDS {
        let turned = two_opt(legs, tour);
        if !(or_opt(legs, tour) || turned) {
            return;
        }
    }
}
