//! Annealing from a rounded choice: switches, exchanges and moved borders of stretches, with every row priced once it is exceeded.
//!
//! What is made small is the objective plus, for each row, its excess times a price somewhat above its multiplier; the room left
//! in a row costs nothing. Segments are taken in order along the road, which keeps neighbours in the memory near the processor.

use super::moves::Mover;
use super::penalty::Penalties;
use super::shortlist::Shortlist;
use super::tally::{Changes, Tally};
use crate::lane::math::{exp, ln};
use crate::random::{Purpose, Stream};

/// How long and how warm.
#[derive(Clone, Copy, Debug)]
pub struct Schedule {
    /// Passes over all segments.
    pub passes: usize,
    /// Temperature at the beginning, in units of the objective.
    pub warm: f64,
    /// Temperature at the end.
    pub cold: f64,
}

/// Passes between two looks whether the plan is within its rows.
const LOOKS: usize = 8;

/// One 64-bit draw cut into the choices of a proposal.
struct Draw {
    kind: usize,
    place: usize,
    option: usize,
    uniform: f64,
}

impl Draw {
    fn of(bits: u64) -> Self {
        Draw {
            kind: (bits & 3) as usize,
            option: ((bits >> 2) & 0x3fff) as usize,
            place: ((bits >> 16) & 0xf_ffff) as usize,
            uniform: ((bits >> 36) as f64 + 0.5) / 268_435_456.0,
        }
    }
}

/// Anneals; the tally is left as the cheapest choice within the rows that was met, or as the last one where none was.
pub fn anneal(tally: &mut Tally, shortlist: &Shortlist, penalties: &Penalties, schedule: Schedule, seed: u64) {
    let problem = tally.problem();
    let mut stream = Stream::open(seed, Purpose::PlanAnnealing, 0, 0);
    let fall = exp(ln((schedule.cold / schedule.warm).max(1e-12)) / schedule.passes.max(2) as f64);
    let mut temperature = schedule.warm;
    let mut best: Option<(f64, Vec<u32>)> = None;
    for pass in 0..schedule.passes {
        let penalties = &penalties.at(pass as f64 / schedule.passes as f64);
        let mut mover = Mover { tally, penalties, shortlist, changes: Changes::new() };
        for segment in 0..problem.segments() {
            let options = shortlist.of(segment);
            if options.len() < 2 {
                continue;
            }
            let draw = Draw::of(stream.next_u64());
            let option = options[(draw.option * options.len()) >> 14] as usize;
            let threshold = -temperature * ln(draw.uniform);
            match (problem.stretch > 0.0, draw.kind) {
                (false, 0) => mover.switch(segment, option, threshold),
                (false, _) => mover.exchange(segment, draw.place, threshold),
                (true, 0) => mover.switch_stretch(segment, option, draw.place, threshold),
                (true, kind) => mover.move_border(segment, draw.place, kind > 1, threshold),
            }
        }
        temperature *= fall;
        if pass % LOOKS != 0 && pass + LOOKS <= schedule.passes {
            continue;
        }
        tally.recount();
        let cost = tally.cost();
        if tally.broken().is_empty() && best.as_ref().is_none_or(|(known, _)| cost < *known) {
            best = Some((cost, tally.choice.clone()));
        }
    }
    if let Some((_, choice)) = best {
        tally.choice = choice;
    }
    tally.recount();
}
