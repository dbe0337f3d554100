//! How many members a sure answer takes: until every difference between two regimes is known, or shown to be none.
//!
//! The error of a mean falls with the root of the members. A difference `d` whose error is `s` with `n` members, of values up to
//! `v`, is
//!
//! - known to a share `a` of itself after `n (1.96 s / (a |d|))^2` members;
//! - shown to be none, where it lies within a share `b` of the value, after `n (1.96 s / (b v - |d|))^2`;
//!
//! and decided after the smaller of the two. That is so for each of the [methods](Method), all from the same members, so that plain Monte
//! Carlo and better ways are compared at the same work. Estimates of an error from 40 members are themselves within about a fifth,
//! numbers of members thus within about a half.

use super::precision::{Method, PrecisionRow, STANDARD_ERRORS, gain};
use crate::ensemble::summary::quantile;
use crate::kpi::define::Kpi;

/// What the differences of a KPI in a climate take by a method.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Answer {
    /// The method; none: the best of them for each difference.
    pub method: Option<Method>,
    /// Variance that plain Monte Carlo leaves over that of this method, with as many members: 10 %, 50 % and 90 % of the differences.
    pub ratios: [f64; 3],
    /// Members until half, nine tenths and all of the differences are decided.
    pub members: [f64; 3],
}

/// The differences of a KPI in a climate, one by one.
#[derive(Clone, Debug)]
pub struct Answers {
    /// The KPI.
    pub kpi: Kpi,
    /// Climate (index).
    pub climate: usize,
    members: f64,
    limits: (f64, f64),
    rows: Vec<PrecisionRow>,
}

/// Members until a difference is decided.
///
/// - `error`: its standard error with `members`; `mean`: the difference; `level`: the larger of the two values, as a size
/// - `within`, `equal`: shares of the difference and of the value
///
/// ```
/// use zeis::kpi::study::answer::members_to_decide;
/// let known = members_to_decide(0.1, 40.0, 5.0, 10.0, (0.01, 0.01));
/// assert!((known - 40.0 * (1.96f64 * 0.1 / 0.05).powi(2)).abs() < 1e-9);
/// assert!(members_to_decide(0.1, 40.0, 0.01, 10.0, (0.01, 0.01)) < 1000.0, "soon shown to be none");
/// ```
pub fn members_to_decide(error: f64, members: f64, mean: f64, level: f64, (within, equal): (f64, f64)) -> f64 {
    let after = |half_width: f64| {
        let ratio = STANDARD_ERRORS * error / half_width;
        members * ratio * ratio
    };
    if error == 0.0 {
        return 0.0;
    }
    let known = after(within * mean.abs());
    let room = equal * level - mean.abs();
    if room > 0.0 { known.min(after(room)) } else { known }
}

impl Answers {
    /// The first difference.
    pub fn new(row: PrecisionRow, members: usize, limits: (f64, f64)) -> Self {
        Answers { kpi: row.kpi, climate: row.climate, members: members as f64, limits, rows: vec![row] }
    }

    /// Takes the next difference, unless it is of another KPI or climate.
    pub fn take(&mut self, row: PrecisionRow) -> bool {
        let is_own = (self.kpi.id, self.climate) == (row.kpi.id, row.climate);
        if is_own {
            self.rows.push(row);
        }
        is_own
    }

    /// Differences.
    pub fn rows(&self) -> &[PrecisionRow] {
        &self.rows
    }

    /// What each method takes, then the best for each difference; none for methods that the study cannot judge.
    pub fn all(&self) -> Vec<Answer> {
        let own = Method::ALL.into_iter().map(Some).chain([None]);
        own.filter_map(|method| self.of(method)).collect()
    }

    /// What a method takes; `None`: the best of them.
    pub fn of(&self, method: Option<Method>) -> Option<Answer> {
        let error = |row: &PrecisionRow| method.map_or(Some(row.corrected.error), |method| row.error(method));
        let plain = |row: &PrecisionRow| row.error(Method::Independent).unwrap_or(0.0);
        let mut ratios: Vec<f64> = self.rows.iter().filter_map(|row| gain(plain(row), error(row)?)).collect();
        let mut members: Vec<f64> = self
            .rows
            .iter()
            .filter_map(|row| {
                Some(members_to_decide(error(row)?, self.members, row.plain.mean, row.level, self.limits))
            })
            .collect();
        if members.is_empty() {
            return None;
        }
        ratios.sort_unstable_by(f64::total_cmp);
        members.sort_unstable_by(f64::total_cmp);
        let at = |p: f64| if ratios.is_empty() { 1.0 } else { quantile(&ratios, p) };
        Some(Answer {
            method,
            ratios: [0.1, 0.5, 0.9].map(at),
            members: [0.5, 0.9, 1.0].map(|p| quantile(&members, p).ceil()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ensemble::two_phase::Estimate;
    use crate::kpi::define::find;
    use crate::kpi::study::precision::Decision;

    fn row(mean: f64, [independent, common, best]: [f64; 3]) -> PrecisionRow {
        PrecisionRow {
            kpi: *find("fire").expect("listed"),
            climate: 0,
            pair: (0, 1),
            plain: Estimate { mean, error: common },
            corrected: Estimate { mean, error: best },
            errors: [Some(independent), Some(common), None, None, Some(best), None, None],
            level: 10.0,
            decision: Decision::Open,
        }
    }

    #[test]
    fn fewer_members_by_the_square_of_the_error() {
        let mut answers = Answers::new(row(1.0, [0.4, 0.2, 0.05]), 40, (0.01, 0.01));
        assert!(answers.take(row(2.0, [0.4, 0.2, 0.05])));
        assert!(!answers.take(PrecisionRow { climate: 1, ..row(2.0, [0.4, 0.2, 0.05]) }));
        let found = answers.all();
        let names: Vec<_> = found.iter().map(|answer| answer.method.map(Method::name)).collect();
        assert_eq!(names, [Some("independent"), Some("common"), Some("draws"), None]);
        assert_eq!(found.iter().map(|answer| answer.ratios[1].round()).collect::<Vec<_>>(), [1.0, 4.0, 64.0, 64.0]);
        // the smaller difference is known last: 40 (1.96 x 0.4 / 0.01)^2
        assert!((found[0].members[2] - 245_863.0).abs() < 1.5, "{:?}", found[0]);
        assert!((found[0].members[2] / found[3].members[2] - 64.0).abs() < 0.1);
        assert!(found[0].members[0] < found[0].members[2]);
    }

    #[test]
    fn what_varies_nowhere_is_known_at_once() {
        let answers = Answers::new(row(1.0, [0.0, 0.0, 0.0]), 40, (0.01, 0.01));
        assert_eq!(answers.of(None).map(|answer| (answer.ratios, answer.members)), Some(([1.0; 3], [0.0; 3])));
        assert_eq!(answers.of(Some(Method::Antithetic)), None);
    }
}
