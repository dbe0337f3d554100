//! Moves that change a plan a little: switches of one segment or a part of a stretch, and exchanges between two segments.

use super::penalty::Penalties;
use super::shortlist::Shortlist;
use super::tally::{Changes, Tally};

/// Longest part of a stretch that is switched at once.
const LONGEST: usize = 12;
/// Segments that are looked at for a partner of a moved border.
const LOOK: usize = 96;
/// Farthest partner of an exchange, in segments.
const REACH: usize = 256;

/// A plan being changed, with the prices of its excess.
pub struct Mover<'t, 'p, 'a> {
    /// The plan.
    pub tally: &'t mut Tally<'p>,
    /// Prices of the excess.
    pub penalties: &'a Penalties,
    /// Options that are tried.
    pub shortlist: &'a Shortlist,
    /// Work sheet.
    pub changes: Changes,
}

impl Mover<'_, '_, '_> {
    /// Switches a segment where that costs less than `threshold`, excess included.
    pub fn switch(&mut self, segment: usize, option: usize, threshold: f64) {
        if option == self.tally.choice[segment] as usize {
            return;
        }
        let cost = self.tally.cost_change(segment, option);
        self.changes.clear();
        self.tally.add_changes(segment, option, &mut self.changes);
        if cost + self.penalties.change(self.tally, &self.changes) < threshold {
            self.tally.switch(segment, option, &self.changes);
        }
    }

    /// Switches a segment and another, not its neighbour.
    fn both(&mut self, one: (usize, usize), other: (usize, usize), threshold: f64) {
        let cost = self.tally.cost_change(one.0, one.1) + self.tally.cost_change(other.0, other.1);
        self.changes.clear();
        self.tally.add_changes(one.0, one.1, &mut self.changes);
        self.tally.add_changes(other.0, other.1, &mut self.changes);
        if cost + self.penalties.change(self.tally, &self.changes) < threshold {
            self.tally.switch(one.0, one.1, &self.changes);
            self.tally.choice[other.0] = other.1 as u32;
        }
    }

    /// Place of a programme among the options worth while of a segment.
    fn listed(&self, segment: usize, programme: u32) -> Option<usize> {
        let programmes = self.tally.problem().programmes(segment);
        let found = self.shortlist.of(segment).iter().find(|&&option| programmes[option as usize] == programme);
        found.map(|&option| option as usize)
    }

    /// The segment so many behind this one, round the end.
    fn behind(&self, segment: usize, offset: usize) -> usize {
        (segment + offset) % self.tally.problem().segments()
    }

    /// Exchanges the programmes of a segment and one of the same area within reach; `draw` chooses it.
    pub fn exchange(&mut self, segment: usize, draw: usize, threshold: f64) {
        let problem = self.tally.problem();
        let reach = REACH.min(problem.segments() - 1);
        let other = self.behind(segment, 1 + draw % reach);
        let (own, theirs) = (self.tally.programme(segment), self.tally.programme(other));
        if problem.area[other] != problem.area[segment] || own == theirs {
            return;
        }
        if let (Some(to), Some(back)) = (self.listed(segment, theirs), self.listed(other, own)) {
            self.both((segment, to), (other, back), threshold);
        }
    }

    /// The programme of the neighbour on one side of a segment, in its chain.
    fn neighbour(&self, segment: usize, left: bool) -> Option<u32> {
        let first = if left { segment } else { segment + 1 };
        (!self.tally.begins(first)).then(|| self.tally.programme(if left { segment - 1 } else { segment + 1 }))
    }

    /// Moves the border of a stretch over a segment: it takes the programme of its neighbour. With a partner, the opposite border
    /// further on moves the other way, so that rows keep about their use; `draw` chooses side and place.
    pub fn move_border(&mut self, segment: usize, draw: usize, partner: bool, threshold: f64) {
        let problem = self.tally.problem();
        let own = self.tally.programme(segment);
        let Some(taken) = self.neighbour(segment, draw & 1 == 0).filter(|&programme| programme != own) else { return };
        let Ok(to) = problem.programmes(segment).binary_search(&taken) else { return };
        if !partner {
            self.switch(segment, to, threshold);
            return;
        }
        let start = 2 + (draw >> 1) % REACH;
        for offset in start..start + LOOK {
            let other = self.behind(segment, offset);
            if self.tally.programme(other) != taken || other.abs_diff(segment) < 2 {
                continue;
            }
            if problem.area[other] != problem.area[segment] {
                return;
            }
            let borders = self.neighbour(other, true) == Some(own) || self.neighbour(other, false) == Some(own);
            if let (true, Ok(back)) = (borders, problem.programmes(other).binary_search(&own)) {
                self.both((segment, to), (other, back), threshold);
                return;
            }
        }
    }

    /// Gives the programme of an option to the rest of a segment's stretch, or to the first part of it; `draw` chooses how long.
    pub fn switch_stretch(&mut self, segment: usize, option: usize, draw: usize, threshold: f64) {
        let problem = self.tally.problem();
        let programme = problem.programmes(segment)[option];
        let now = self.tally.programme(segment);
        let most = if draw & 1 == 1 { LONGEST } else { 1 + (draw >> 1) % LONGEST };
        let mut before: [(u32, u32); LONGEST] = [(0, 0); LONGEST];
        let mut count = 0;
        let mut cost = 0.0;
        self.changes.clear();
        for at in segment..(segment + most).min(problem.segments()) {
            if self.tally.programme(at) != now || (at > segment && self.tally.begins(at)) {
                break;
            }
            let Ok(to) = problem.programmes(at).binary_search(&programme) else { break };
            cost += self.tally.cost_change(at, to);
            self.tally.add_changes(at, to, &mut self.changes);
            before[count] = (at as u32, self.tally.choice[at]);
            // The choice is set at once, so that the next segment sees its new neighbour; the rows follow if it stays.
            self.tally.choice[at] = to as u32;
            count += 1;
        }
        if cost + self.penalties.change(self.tally, &self.changes) < threshold {
            self.tally.book(&self.changes);
        } else {
            for &(at, choice) in &before[..count] {
                self.tally.choice[at as usize] = choice;
            }
        }
    }
}
