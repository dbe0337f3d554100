//! A tour cut into days: the cut with the shortest ways in which every day fits its shift (Beasley 1983, route first).

use super::Task;
use super::clock::{Shift, time};
use super::closures::Closures;
use super::legs::{Legs, Stop};
use super::tour::improve;

/// Days of a tour; a single stop that does not fit a shift has a day of its own all the same.
pub fn days(tasks: &[Task], legs: &Legs, tour: &[Stop], shift: &Shift) -> Vec<Vec<Stop>> {
    let fits = |stops: &[Stop]| time(tasks, legs, stops, shift, &mut Closures::default()).overtime(shift) <= 1e-6;
    // Least number of days and ways to each place of the tour, and where its last day begins.
    let mut best: Vec<(usize, f64, usize)> = vec![(0, 0.0, 0)];
    for to in 1..=tour.len() {
        let mut found: Option<(usize, f64, usize)> = None;
        for from in (0..to).rev() {
            let stops = &tour[from..to];
            if stops.len() > 1 && !fits(stops) {
                break;
            }
            let (days, km, _) = best[from];
            let cut = (days + 1, km + legs.length(stops), from);
            if found.is_none_or(|known| (cut.0, cut.1) < (known.0, known.1)) {
                found = Some(cut);
            }
        }
        best.push(found.unwrap_or((to, 0.0, to - 1)));
    }
    let mut cuts = Vec::new();
    let mut to = tour.len();
    while to > 0 {
        let from = best[to].2;
        let mut stops = tour[from..to].to_vec();
        let before = stops.clone();
        improve(legs, &mut stops);
        cuts.push(if fits(&stops) { stops } else { before });
        to = from;
    }
    cuts.reverse();
    cuts
}
