//! Courses: programmes that follow one another over the years, such as two cuts for three years and one from then on.
//!
//! A course is a [`Programme`] with stages. Its visits are those of its stages one after the other, so that each visit has one
//! number through all years; years and rounds of a pattern are counted from the first planned year in every stage, so that a
//! programme that goes on does exactly what it would have done alone. Parts of two stages meet part by part: part `i` takes part
//! `i mod n` of the `n` parts of each.

use super::patches::{self, CutList, PlannedCut, Programme, Split, gcd};
use super::regime::Pattern;
use std::ops::Range;

/// What holds from a day on until the next stage begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    /// Year in which it begins, counted from the first planned year.
    pub year: usize,
    /// Day of that year from which its visits count, 1-365; a visit by rule counts by the first day of its window.
    pub day: u16,
    /// Regime of its programme.
    pub regime: usize,
    /// Pattern of its programme.
    pub pattern: Pattern,
    /// Its visits among those of the course.
    pub visits: Range<usize>,
    /// Those of them (numbers in the course) that are left out in this stage, as they were missed.
    pub missed: Vec<usize>,
}

/// A part of a course to be made.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    /// Year in which it begins.
    pub year: usize,
    /// Day of that year from which it counts.
    pub day: u16,
    /// Programme; if it is a course itself, its stages from then on.
    pub programme: &'a Programme,
}

/// The stages of a programme: those of a course, or the one of a plain programme.
pub fn stages(programme: &Programme) -> Vec<Stage> {
    if !programme.stages.is_empty() {
        return programme.stages.clone();
    }
    vec![Stage {
        year: 0,
        day: 1,
        regime: programme.regime,
        pattern: programme.pattern,
        visits: 0..programme.visits.len(),
        missed: Vec::new(),
    }]
}

/// A stage as a programme of its own.
fn alone(programme: &Programme, stage: &Stage) -> Programme {
    Programme {
        name: programme.name.clone(),
        regime: stage.regime,
        pattern: stage.pattern,
        visits: programme.visits[stage.visits.clone()].to_vec(),
        stages: Vec::new(),
    }
}

/// Joins parts to a course with this name; `None` where their patterns divide the verge over segments in different ways.
///
/// Parts are in order of time and the first begins in year 0. The regime of the course is that of its first stage.
pub fn join(name: String, parts: &[Part<'_>]) -> Option<Programme> {
    let mut course = Programme {
        name,
        regime: parts.first()?.programme.regime,
        pattern: parts.first()?.programme.pattern,
        visits: Vec::new(),
        stages: Vec::new(),
    };
    for (at, part) in parts.iter().enumerate() {
        let begin = (part.year, part.day);
        let end = parts.get(at + 1).map(|next| (next.year, next.day));
        let own = stages(part.programme);
        for (place, stage) in own.iter().enumerate() {
            let until = own.get(place + 1).map(|next| (next.year, next.day));
            let from = begin.max((stage.year, stage.day));
            if until.is_some_and(|until| until <= begin) || end.is_some_and(|end| from >= end) {
                continue;
            }
            let first = course.visits.len();
            course.visits.extend_from_slice(&part.programme.visits[stage.visits.clone()]);
            let moved = |visit: &usize| visit - stage.visits.start + first;
            course.stages.push(Stage {
                year: from.0,
                day: from.1,
                visits: first..course.visits.len(),
                missed: stage.missed.iter().map(moved).collect(),
                ..stage.clone()
            });
        }
    }
    for (visit, number) in course.visits.iter_mut().zip(0..=u8::MAX) {
        visit.cut.visit = number;
    }
    let mut splits = course.stages.iter().map(|stage| alone(&course, stage).split()).filter(|&one| one != Split::Alike);
    let first = splits.next();
    let agree = splits.all(|split| Some(split) == first);
    (agree && u8::try_from(course.visits.len()).is_ok()).then_some(course)
}

/// How a course divides over segments: as its first stage that does.
pub(super) fn split(course: &Programme) -> Split {
    let mut splits = course.stages.iter().map(|stage| alone(course, stage).split());
    splits.find(|&split| split != Split::Alike).unwrap_or(Split::Alike)
}

/// Share left standing on each visit of a course.
pub(super) fn shares_left(course: &Programme) -> Vec<f64> {
    course.stages.iter().flat_map(|stage| alone(course, stage).shares_left()).collect()
}

/// The lists of cuts of a course, by variant and part.
pub(super) fn lists_of(course: &Programme) -> Vec<Vec<CutList>> {
    let of_stages: Vec<Vec<Vec<CutList>>> =
        course.stages.iter().map(|stage| patches::lists_of(&alone(course, stage))).collect();
    let variant = |variant: usize| {
        let lists: Vec<&Vec<CutList>> = of_stages.iter().map(|lists| &lists[variant.min(lists.len() - 1)]).collect();
        let parts = lists.iter().map(|lists| lists.len()).fold(1, |n, m| n / gcd(n, m) * m);
        (0..parts).map(|part| list_of_part(course, &lists, part)).collect()
    };
    (0..split(course).variants()).map(variant).collect()
}

/// List of one part: year by year until the last stage has begun, and then its cycle.
fn list_of_part(course: &Programme, lists: &[&Vec<CutList>], part: usize) -> CutList {
    let of_stage = |at: usize| &lists[at][part % lists[at].len()];
    let last = course.stages.len() - 1;
    let once = course.stages[last].year + 1;
    let cycle = of_stage(last).years.len();
    let year = |year: usize| -> Vec<PlannedCut> {
        let stages = course.stages.iter().enumerate();
        let mut cuts: Vec<PlannedCut> = stages
            .flat_map(|(at, stage)| {
                let end = course.stages.get(at + 1).map_or((usize::MAX, 1), |next| (next.year, next.day));
                let within = move |cut: &&PlannedCut| {
                    let when = (year, cut.span().first.day_of_year());
                    (stage.year, stage.day) <= when && when < end
                };
                let held = move |cut: &&PlannedCut| !stage.missed.contains(&usize::from(cut.visit));
                of_stage(at).year(year).iter().filter(within).filter(held).copied()
            })
            .collect();
        cuts.sort_by_key(|cut| cut.span().first);
        cuts
    };
    CutList { years: (0..once + cycle).map(year).collect(), once }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::MonthDay;
    use crate::mowing::patches::{Timing, Visit};
    use crate::mowing::regime::{Machine, Removal};

    fn plain(name: &str, pattern: Pattern, cuts: &[(u16, f64)]) -> Programme {
        let visits = cuts.iter().zip(0..).map(|(&(day, leave), visit)| Visit {
            week: None,
            cut: PlannedCut {
                timing: Timing::Day(MonthDay::from_day_of_year(day)),
                visit,
                height_m: 0.1,
                machine: Machine::DiscHay,
                removal: Removal::Hay,
                lying_days: 3,
            },
            leave,
        });
        Programme { name: name.into(), regime: 0, pattern, visits: visits.collect(), stages: Vec::new() }
    }

    fn days(list: &CutList, year: usize) -> Vec<(u8, u16)> {
        list.year(year).iter().map(|cut| (cut.visit, cut.span().first.day_of_year())).collect()
    }

    #[test]
    fn one_programme_follows_another_from_a_year_on() {
        let (two, one) =
            (plain("two", Pattern::Full, &[(170, 0.0), (260, 0.0)]), plain("one", Pattern::Full, &[(180, 0.0)]));
        let parts = [Part { year: 0, day: 1, programme: &two }, Part { year: 3, day: 1, programme: &one }];
        let course = join("both".into(), &parts).expect("they agree");
        let lists = patches::lists_of(&course);
        assert_eq!((lists.len(), lists[0].len(), course.split()), (1, 1, Split::Alike));
        let list = &lists[0][0];
        for year in 0..3 {
            assert_eq!(days(list, year), [(0, 170), (1, 260)]);
        }
        for year in 3..9 {
            assert_eq!(days(list, year), [(2, 180)]);
        }
    }

    #[test]
    fn a_day_within_a_year_divides_it_and_a_missed_visit_is_left_out() {
        let (old, new) = (
            plain("old", Pattern::Full, &[(170, 0.0), (260, 0.0)]),
            plain("new", Pattern::Full, &[(175, 0.0), (240, 0.0)]),
        );
        let parts = |day| [Part { year: 0, day: 1, programme: &old }, Part { year: 1, day, programme: &new }];
        let course = join("c".into(), &parts(200)).expect("they agree");
        let list = &patches::lists_of(&course)[0][0];
        assert_eq!(days(list, 1), [(0, 170), (3, 240)]);
        assert_eq!(days(list, 2), [(2, 175), (3, 240)]);
        let mut missed = course.clone();
        missed.stages[0].missed = vec![0];
        assert_eq!(days(&patches::lists_of(&missed)[0][0], 1), [(3, 240)]);
        // A course taken up again from a later year keeps its stages.
        let third = plain("third", Pattern::Full, &[(100, 0.0)]);
        let parts = [Part { year: 0, day: 1, programme: &course }, Part { year: 4, day: 1, programme: &third }];
        let longer = join("l".into(), &parts).expect("they agree");
        assert_eq!(longer.stages.len(), 3);
        let list = &patches::lists_of(&longer)[0][0];
        assert_eq!(
            (days(list, 1), days(list, 3), days(list, 4)),
            (vec![(0, 170), (3, 240)], vec![(2, 175), (3, 240)], vec![(4, 100)])
        );
    }

    #[test]
    fn a_pattern_that_goes_on_cuts_the_parts_it_would_have_cut_alone() {
        let quarter = plain("quarter", Pattern::Rotating, &[(170, 0.25), (260, 0.25)]);
        let parts = [Part { year: 0, day: 1, programme: &quarter }, Part { year: 3, day: 200, programme: &quarter }];
        let lists = &patches::lists_of(&join("same".into(), &parts).expect("they agree"))[0];
        for (list, whole) in lists.iter().zip(&patches::lists_of(&quarter)[0]) {
            for year in 0..12 {
                let dates = |list: &CutList| days(list, year).into_iter().map(|(_, day)| day).collect::<Vec<_>>();
                assert_eq!(dates(list), dates(whole), "year {year}");
            }
        }
        let third = plain("third", Pattern::Rotating, &[(200, 1.0 / 3.0)]);
        let parts = [Part { year: 0, day: 1, programme: &quarter }, Part { year: 2, day: 1, programme: &third }];
        assert_eq!(patches::lists_of(&join("twelve".into(), &parts).expect("they agree"))[0].len(), 12);
        let blocks = plain("blocks", Pattern::Blocks, &[(170, 0.5)]);
        let sides = plain("sides", Pattern::Sides, &[(170, 0.5)]);
        let parts = [Part { year: 0, day: 1, programme: &blocks }, Part { year: 2, day: 1, programme: &sides }];
        assert_eq!(join("none".into(), &parts), None);
        let parts = [Part { year: 0, day: 1, programme: &quarter }, Part { year: 2, day: 1, programme: &sides }];
        let mixed = join("mixed".into(), &parts).expect("one of them treats segments alike");
        assert_eq!(patches::lists_of(&mixed).iter().map(Vec::len).collect::<Vec<_>>(), [4, 4]);
    }
}
