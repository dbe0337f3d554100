//! Responses that are worked out once for all stands and years with the same cuts and the same warmth of spring.

use crate::biodiversity::plants::Plants;
use crate::biodiversity::response::Response;
use crate::lane::dispatch::{InstructionSet, Instructions, Work};
use crate::mowing::CutEvent;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Responses kept at a time: some 30 kB each.
const MOST_KEPT: usize = 1024;

/// What tells a response: spring, and of each cut its day, height, machine, removal and days of lying.
type Key = (i32, Vec<(u16, u64, u8, u8, u8)>);

/// Responses of a list of species, by their cuts and the shift of spring.
#[derive(Debug)]
pub struct Responses<'a> {
    plants: &'a Plants,
    set: InstructionSet,
    kept: BTreeMap<Key, Rc<Response>>,
}

impl<'a> Responses<'a> {
    /// None yet.
    pub fn new(plants: &'a Plants) -> Self {
        Responses { plants, set: InstructionSet::best(), kept: BTreeMap::new() }
    }

    /// The species.
    pub fn plants(&self) -> &'a Plants {
        self.plants
    }

    /// The response to some cuts, as [`Response::of`].
    ///
    /// When as many are kept as there is room for, all are let go: years that come back soon fill the room again.
    pub fn of(&mut self, cuts: &[CutEvent], shift_days: i32) -> Rc<Response> {
        let key = key(cuts, shift_days);
        if self.kept.len() >= MOST_KEPT && !self.kept.contains_key(&key) {
            self.kept.clear();
        }
        let work = RespondToCuts { plants: self.plants, cuts, shift_days };
        Rc::clone(self.kept.entry(key).or_insert_with(|| Rc::new(self.set.run(work))))
    }
}

/// The response to some cuts, as work over lanes.
struct RespondToCuts<'a> {
    plants: &'a Plants,
    cuts: &'a [CutEvent],
    shift_days: i32,
}

impl Work for RespondToCuts<'_> {
    type Outcome = Response;
    #[inline(always)]
    fn run(self) -> Response {
        Response::of(self.plants, self.cuts, self.shift_days)
    }
}

fn key(cuts: &[CutEvent], shift_days: i32) -> Key {
    let of = |cut: &CutEvent| {
        (cut.day_of_year, cut.height_m.to_bits(), cut.machine as u8, cut.removal as u8, cut.lying_days)
    };
    (shift_days, cuts.iter().map(of).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(day_of_year: u16, cut_kg_ha: f64) -> CutEvent {
        CutEvent {
            lying_days: 3,
            cut_kg_ha,
            exported_kg_ha: 0.9 * cut_kg_ha,
            exported_n_kg_ha: 40.0,
            ..CutEvent::hay(day_of_year, 0.1)
        }
    }

    #[test]
    fn what_flowers_read_of_a_year_tells_its_response() {
        let plants = Plants::shipped();
        let mut responses = Responses::new(plants);
        let first = responses.of(&[cut(178, 3000.0)], -3);
        assert!(Rc::ptr_eq(&first, &responses.of(&[cut(178, 1000.0)], -3)), "the mass is not read");
        for (cuts, shift) in [(vec![cut(179, 3000.0)], -3), (vec![cut(178, 3000.0)], -2), (Vec::new(), -3)] {
            let other = responses.of(&cuts, shift);
            assert!(!Rc::ptr_eq(&first, &other));
            let alone = Response::of(plants, &cuts, shift);
            assert!((0..plants.count).all(|species| other.flowers_of(species) == alone.flowers_of(species)));
            assert!((0..plants.count).all(|species| other.seed_set_of(species) == alone.seed_set_of(species)));
        }
    }

    #[test]
    fn no_more_are_kept_than_there_is_room_for() {
        let mut responses = Responses::new(Plants::shipped());
        for shift in 0..2 {
            for day in 1..=365 {
                responses.of(&[cut(day, 3000.0)], shift);
            }
        }
        assert_eq!(responses.kept.len(), 730);
        (1..=365).for_each(|day| drop(responses.of(&[cut(day, 3000.0)], 2)));
        assert!(responses.kept.len() < 365);
    }
}
