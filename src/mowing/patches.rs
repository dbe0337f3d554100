//! Patches: regime, strips and pattern turned into area shares with their own lists of cuts.
//!
//! A programme is a regime made concrete for a year: every cut has a day, a week or a rule. Its pattern splits the main
//! strip into parts that are skipped in turn, so one part's list of cuts repeats after a few years. Parts with equal
//! lists on equal sites are one stand.

use super::course::{self, Stage};
use super::regime::{self, Cut, Machine, Otherwise, Pattern, Removal, Trigger};
use crate::calendar::{DayRange, MonthDay};
use crate::network::segment::Side;

/// When a planned cut happens.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Timing {
    /// On this day.
    Day(MonthDay),
    /// On the day a rule finds inside the window.
    Rule {
        /// Days on which it may happen.
        window: DayRange,
        /// The rule.
        trigger: Trigger,
        /// What to do when the rule finds no day.
        otherwise: Otherwise,
    },
}

/// One cut of a list of cuts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlannedCut {
    /// When.
    pub timing: Timing,
    /// Index of the visit in its programme (or of the strip's cut in its list), from 0.
    pub visit: u8,
    /// Cutting height, m.
    pub height_m: f64,
    /// Machine.
    pub machine: Machine,
    /// What happens to the cuttings.
    pub removal: Removal,
    /// Days the hay lies.
    pub lying_days: u8,
}

impl PlannedCut {
    /// The cut of a regime or strip on its own day or rule.
    pub fn of(cut: &Cut, visit: u8) -> Self {
        let timing = match cut.when {
            Some((trigger, otherwise)) => Timing::Rule { window: cut.window, trigger, otherwise },
            None => Timing::Day(cut.default_day()),
        };
        PlannedCut {
            timing,
            visit,
            height_m: cut.height_m,
            machine: cut.machine,
            removal: cut.removal,
            lying_days: cut.lying_days,
        }
    }

    /// The span of days on which the cut may happen: one day, or the window of its rule.
    pub fn span(&self) -> DayRange {
        match self.timing {
            Timing::Day(day) => DayRange { first: day, last: day },
            Timing::Rule { window, .. } => window,
        }
    }
}

/// The cuts of one patch over the years: the first `once` years come once, the rest are a cycle.
#[derive(Clone, Debug, PartialEq)]
pub struct CutList {
    /// One entry per year, each in order of date; at least one entry after those that come once.
    pub years: Vec<Vec<PlannedCut>>,
    /// Years at the start that do not come again.
    pub once: usize,
}

impl CutList {
    /// The list without any cut.
    pub fn uncut() -> Self {
        CutList { years: vec![Vec::new()], once: 0 }
    }

    /// The cuts of a year, counted from the first planned year.
    pub fn year(&self, year: usize) -> &[PlannedCut] {
        let cycle = self.years.len() - self.once;
        &self.years[if year < self.once { year } else { self.once + (year - self.once) % cycle }]
    }
}

/// One visit of a programme: a cut of the regime with its day settled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Visit {
    /// Week of the plan; `None` where the regime's own day or rule holds.
    pub week: Option<u8>,
    /// The cut.
    pub cut: PlannedCut,
    /// Share left standing in this round.
    pub leave: f64,
}

/// A regime made concrete for a year, or a course of several over the years ([`course`]).
#[derive(Clone, Debug, PartialEq)]
pub struct Programme {
    /// Unique name, such as `two_cuts_phased@25+39`, or the regime's name for its own days.
    pub name: String,
    /// Index of the regime in the scenario.
    pub regime: usize,
    /// Pattern of the regime.
    pub pattern: Pattern,
    /// Visits in order of date; of a course those of its stages, one after the other.
    pub visits: Vec<Visit>,
    /// Stages of a course; empty where every year is alike.
    pub stages: Vec<Stage>,
}

/// How a pattern divides the verge over segments: what decides the list of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Split {
    /// Every segment is treated alike.
    Alike,
    /// The side of the carriageway decides.
    Sides,
    /// The index in the chain modulo this number decides.
    Blocks(usize),
}

impl Split {
    /// Number of variants.
    pub fn variants(self) -> usize {
        match self {
            Split::Alike => 1,
            Split::Sides => 2,
            Split::Blocks(parts) => parts,
        }
    }

    /// Variant of a segment: for sides 0 is `Li` (cut in even rounds) and 1 is `Re` or `middle` (cut in odd rounds); for
    /// blocks the index in the chain modulo the number of parts.
    pub fn variant(self, side: Side, chain_index: usize) -> usize {
        match self {
            Split::Alike => 0,
            Split::Sides => usize::from(side != Side::Left),
            Split::Blocks(parts) => chain_index % parts,
        }
    }
}

impl Programme {
    /// Number of parts of the pattern ([`regime::parts`]).
    pub fn parts(&self) -> usize {
        let leaves: Vec<f64> = self.visits.iter().map(|visit| visit.leave).collect();
        regime::parts(self.pattern, &leaves).expect("the scenario check accepts only shares that fit whole parts")
    }

    /// How the programme divides over segments.
    pub fn split(&self) -> Split {
        if !self.stages.is_empty() {
            return course::split(self);
        }
        match (self.pattern, self.parts()) {
            (_, 1) | (Pattern::Full | Pattern::Rotating | Pattern::Sinus, _) => Split::Alike,
            (Pattern::Sides, _) => Split::Sides,
            (Pattern::Blocks, parts) => Split::Blocks(parts),
        }
    }

    /// Share of the main verge left standing on each visit, in whole parts: `m/n`.
    pub fn shares_left(&self) -> Vec<f64> {
        if !self.stages.is_empty() {
            return course::shares_left(self);
        }
        let n = self.parts();
        self.visits.iter().map(|visit| parts_left_on(self.pattern, visit, n) as f64 / n as f64).collect()
    }
}

/// Parts `m` out of `n` that a visit leaves.
fn parts_left_on(pattern: Pattern, visit: &Visit, n: usize) -> usize {
    if pattern == Pattern::Sides { n - 1 } else { regime::parts_left(visit.leave, n) }
}

/// The lists of cuts of a programme: for each variant ([`Split`]) the lists of its patches, which have equal areas.
///
/// With `n` parts, rounds are numbered through from the first planned year. A round of a visit that leaves `m` of `n`
/// parts skips the `m` parts that follow those the round before skipped, so that with `R` equal visits a year round `j`
/// skips parts `mj .. mj + m - 1` modulo `n`. Where visits leave different shares the same rule holds with the sum of the
/// `m` of all earlier rounds in place of `mj`: every part is skipped in turn and equally often in the long run. The first
/// round skips part 0; that a segment starts at its index in the chain only renames the parts of `rotating` and `sinus`,
/// so that all segments share lists, while for `blocks` the variant is that index. A list repeats after
/// `n / gcd(sum of m over a year, n)` years, or sooner.
///
/// `sides` has two variants of one patch: `Li` is cut in even rounds, `Re` and `middle` in odd ones. `full`, and a
/// programme without visits, has one list.
pub fn lists_of(programme: &Programme) -> Vec<Vec<CutList>> {
    if !programme.stages.is_empty() {
        return course::lists_of(programme);
    }
    let n = programme.parts();
    let part_lists: Vec<CutList> = (0..n).map(|part| list_of_part(programme, part, n)).collect();
    match programme.split() {
        Split::Alike => vec![part_lists],
        Split::Blocks(_) => part_lists.into_iter().map(|list| vec![list]).collect(),
        // Part 0 is skipped in even rounds, hence cut in odd ones.
        Split::Sides => part_lists.into_iter().rev().map(|list| vec![list]).collect(),
    }
}

/// List of cuts of one of `n` parts.
fn list_of_part(programme: &Programme, part: usize, n: usize) -> CutList {
    let left: Vec<usize> = programme.visits.iter().map(|visit| parts_left_on(programme.pattern, visit, n)).collect();
    let cycle = n / gcd(left.iter().sum(), n);
    let mut first_skipped = 0;
    let mut years = Vec::with_capacity(cycle);
    for _ in 0..cycle {
        let mut year = Vec::new();
        for (visit, &m) in programme.visits.iter().zip(&left) {
            if (part + n - first_skipped) % n >= m {
                year.push(visit.cut);
            }
            first_skipped = (first_skipped + m) % n;
        }
        years.push(year);
    }
    shortest_cycle(years)
}

/// The list of a strip: all its cuts, every year.
pub fn strip_list(cuts: &[Cut]) -> CutList {
    let year = cuts.iter().zip(0..).map(|(cut, visit)| PlannedCut::of(cut, visit)).collect();
    CutList { years: vec![year], once: 0 }
}

/// The list that repeats soonest with the same cuts every year.
fn shortest_cycle(mut years: Vec<Vec<PlannedCut>>) -> CutList {
    let whole = years.len();
    let repeats =
        |period: usize| whole.is_multiple_of(period) && (period..whole).all(|y| years[y] == years[y - period]);
    let period = (1..=whole).find(|&period| repeats(period)).unwrap_or(whole);
    years.truncate(period);
    CutList { years, once: 0 }
}

/// Greatest common divisor; that of 0 and `b` is `b`.
pub(super) fn gcd(a: usize, b: usize) -> usize {
    if a == 0 { b } else { gcd(b % a, a) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A programme of equal cuts in June, August and October, leaving these shares.
    fn programme(pattern: Pattern, leaves: &[f64]) -> Programme {
        let visits = leaves.iter().zip(0..).map(|(&leave, visit)| {
            let day = MonthDay::new(6 + 2 * visit, 15).expect("valid");
            let cut = PlannedCut {
                timing: Timing::Day(day),
                visit,
                height_m: 0.1,
                machine: Machine::DiscHay,
                removal: Removal::Hay,
                lying_days: 3,
            };
            Visit { week: None, cut, leave }
        });
        Programme { name: "p".into(), regime: 0, pattern, visits: visits.collect(), stages: Vec::new() }
    }

    /// Visits of each year of a list.
    fn visits(list: &CutList) -> Vec<Vec<u8>> {
        list.years.iter().map(|year| year.iter().map(|cut| cut.visit).collect()).collect()
    }

    #[test]
    fn two_cuts_that_leave_a_quarter_repeat_after_two_years() {
        let lists = lists_of(&programme(Pattern::Rotating, &[0.25, 0.25]));
        assert_eq!(lists.len(), 1);
        let found: Vec<_> = lists[0].iter().map(visits).collect();
        let expected = vec![
            vec![vec![1], vec![0, 1]],
            vec![vec![0], vec![0, 1]],
            vec![vec![0, 1], vec![1]],
            vec![vec![0, 1], vec![0]],
        ];
        assert_eq!(found, expected);
        assert_eq!(lists_of(&programme(Pattern::Sinus, &[0.25, 0.25])), lists);
    }

    #[test]
    fn two_cuts_in_blocks_that_leave_half_cut_each_half_once() {
        let blocks = programme(Pattern::Blocks, &[0.5, 0.5]);
        let found: Vec<_> = lists_of(&blocks).iter().map(|lists| visits(&lists[0])).collect();
        assert_eq!(found, vec![vec![vec![1]], vec![vec![0]]]);
        assert_eq!(blocks.split(), Split::Blocks(2));
        assert_eq!(blocks.split().variant(Side::Left, 7), 1);
        assert_eq!(blocks.shares_left(), vec![0.5, 0.5]);
    }

    #[test]
    fn sides_alternate_by_round() {
        let once = programme(Pattern::Sides, &[0.5]);
        let found: Vec<_> = lists_of(&once).iter().map(|lists| visits(&lists[0])).collect();
        assert_eq!(found, vec![vec![vec![0], vec![]], vec![vec![], vec![0]]]);
        let twice: Vec<_> =
            lists_of(&programme(Pattern::Sides, &[0.0, 0.0])).iter().map(|lists| visits(&lists[0])).collect();
        assert_eq!(twice, vec![vec![vec![0]], vec![vec![1]]]);
        assert_eq!(once.split().variant(Side::Left, 3), 0);
        assert_eq!(once.split().variant(Side::Middle, 3), 1);
    }

    #[test]
    fn each_round_skips_its_share_and_every_part_in_turn() {
        for leaves in [vec![0.4], vec![0.25, 0.5], vec![0.15, 0.0, 0.33], vec![0.3, 0.7]] {
            let programme = programme(Pattern::Rotating, &leaves);
            let (n, lists) = (programme.parts(), &lists_of(&programme)[0]);
            let years = 2 * n;
            for year in 0..years {
                for (visit, share) in programme.shares_left().into_iter().enumerate() {
                    let cut = lists.iter().filter(|list| list.year(year).iter().any(|c| usize::from(c.visit) == visit));
                    assert_eq!(cut.count(), n - (share * n as f64).round() as usize, "{leaves:?}");
                }
            }
            let cuts = |list: &CutList| (0..years).map(|year| list.year(year).len()).sum::<usize>();
            assert!(lists.iter().all(|list| cuts(list) == cuts(&lists[0])), "{leaves:?}");
        }
    }

    #[test]
    fn uncut_and_full_programmes_have_one_list() {
        for pattern in [Pattern::Full, Pattern::Sides, Pattern::Blocks, Pattern::Rotating] {
            assert_eq!(lists_of(&programme(pattern, &[])), vec![vec![CutList::uncut()]]);
        }
        let full = lists_of(&programme(Pattern::Full, &[0.0, 0.0]));
        assert_eq!(visits(&full[0][0]), vec![vec![0, 1]]);
        assert_eq!(full[0][0].year(17).len(), 2);
    }
}
