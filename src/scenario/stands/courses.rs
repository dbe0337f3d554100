//! Courses of a contract: one programme for some years, then another until the end.
//!
//! Mowing that takes the cuttings away makes a verge poorer from year to year, so that what is needed at first may be more than is
//! needed later: two cuts for some years and then one. A course changes once, from each regime to each other one, in years spread
//! over the contract; both programmes are weekly ones of the owner, paired in the order of their weeks. Each lasts two years or
//! more where the contract has four, and the uncut regime takes no part: a verge that is left to itself shortly before the end
//! looks cheap within the contract and is dear after it.

use crate::mowing::course::{Part, join};
use crate::mowing::patches::Programme;

/// Weekly programmes of a regime that take part in courses.
const WEEKS_OF_A_REGIME: usize = 3;
/// Years that each programme of a course lasts, in contracts that have room for it.
const LEAST_YEARS: usize = 2;
/// Years in which a course may change.
const YEARS_OF_CHANGE: usize = 3;

/// Evenly spread items, with the first and the last.
fn spread<T: Clone>(items: &[T], most: usize) -> Vec<T> {
    let last = items.len().saturating_sub(1);
    if items.len() <= most || most < 2 {
        return items.iter().take(most.max(1)).cloned().collect();
    }
    (0..most).map(|at| items[at * last / (most - 1)].clone()).collect()
}

/// The courses of a contract made of the weekly programmes of an owner, at most `most`; none for a contract of one year.
///
/// - `contract`: its years, and the calendar year of the first, for names such as `two_cuts@26+38>2030>one_cut@26`
pub fn courses(weekly: &[Programme], contract: (usize, i16), most: usize) -> Vec<Programme> {
    let (years, first_year) = contract;
    let least = if years < 2 * LEAST_YEARS { 1 } else { LEAST_YEARS };
    let changes: Vec<usize> = (least..(years + 1).saturating_sub(least)).collect();
    let weekly: Vec<&Programme> = weekly.iter().filter(|programme| !programme.visits.is_empty()).collect();
    let mut regimes: Vec<usize> = weekly.iter().map(|programme| programme.regime).collect();
    regimes.dedup();
    let of_regimes: Vec<Vec<&Programme>> = regimes
        .iter()
        .map(|regime| {
            let own: Vec<&Programme> = weekly.iter().copied().filter(|programme| programme.regime == *regime).collect();
            spread(&own, WEEKS_OF_A_REGIME)
        })
        .collect();
    let mut found = Vec::new();
    for (at, first) in of_regimes.iter().enumerate() {
        for (_, second) in of_regimes.iter().enumerate().filter(|(other, _)| *other != at) {
            for year in spread(&changes, YEARS_OF_CHANGE) {
                for pair in 0..first.len().max(second.len()) {
                    let (a, b) = (first[pair % first.len()], second[pair % second.len()]);
                    let name = format!("{}>{}>{}", a.name, first_year + year as i16, b.name);
                    let parts = [Part { year: 0, day: 1, programme: a }, Part { year, day: 1, programme: b }];
                    found.extend(join(name, &parts));
                }
            }
        }
    }
    spread(&found, most)
}

#[cfg(test)]
mod tests {
    use super::super::samples::regime;
    use super::*;
    use crate::mowing::programme::{Restrictions, weekly};
    use crate::mowing::regime::Pattern;

    #[test]
    fn courses_change_from_each_regime_to_each_other() {
        let regimes = [
            regime("none", Pattern::Full, &[]),
            regime("one", Pattern::Full, &[("06-15..07-05", 0.0)]),
            regime("two", Pattern::Full, &[("06-15..06-26", 0.0), ("09-01..09-10", 0.0)]),
        ];
        let all = weekly(&regimes, (14, 44), 6, Restrictions::default(), 999);
        let names = |years: usize| -> Vec<String> {
            courses(&all, (years, 2027), 999).into_iter().map(|course| course.name).collect()
        };
        // Two ordered pairs of regimes, weeks paired three by three, in the years that leave two to each.
        let of_five = names(5);
        assert!(of_five.contains(&"two@25+36>2029>one@25".to_owned()), "{of_five:?}");
        assert_eq!(of_five.len(), 2 * 2 * 3);
        assert!(
            of_five.iter().all(|name| (name.contains(">2029>") || name.contains(">2030>")) && !name.contains("none"))
        );
        assert_eq!((names(2).len(), names(3).len(), names(8).len()), (2 * 3, 2 * 2 * 3, 2 * 3 * 3));
        assert!(names(1).is_empty());
        assert_eq!(courses(&all, (8, 2027), 10).len(), 10);
    }
}
