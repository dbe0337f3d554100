//! When there are members enough: the rules `until = { kpi, half_width }` and `until = { decided, within, equal }`.
//!
//! The rule is looked at after set numbers of members, in their order, so that it stops at the same member on any number of
//! threads, after a resumed run and after a merge. The first points of a sequence of Sobol are as even as all of them; those of
//! a Latin hypercube are even only together.

use super::precision::{Decision, STANDARD_ERRORS, rows};
use super::rows::Study;
use crate::ensemble::labels::{Labels, Until};
use crate::error::Problem;

/// Members after which the rule is looked at first: fewer tell too little about their own spread.
const FIRST: usize = 20;
/// Members between two looks.
const APART: usize = 10;

/// Numbers of members after which the rule is looked at, the last being all of them; all at once without a rule.
pub fn looks(labels: &Labels) -> Vec<usize> {
    if labels.until.is_none() {
        return vec![labels.members];
    }
    let mut looks: Vec<usize> = (FIRST..labels.members).step_by(APART).collect();
    looks.push(labels.members);
    looks
}

/// Largest half-width of the 95 % interval of the mean of the KPI on the network, over regimes, today and climates.
pub fn half_width(study: &Study<'_>, kpi: &str) -> Result<Option<f64>, Problem> {
    let Some(kpi) = study.labels.kpis.iter().position(|id| id == kpi) else { return Ok(None) };
    let values = study.network(kpi)?;
    let there = values.iter().flatten().filter(|values| values.iter().any(|value| value.is_finite()));
    Ok(there.map(|values| STANDARD_ERRORS * study.error(values)).reduce(f64::max))
}

/// Whether the members are enough.
pub fn is_enough(study: &Study<'_>) -> Result<bool, Problem> {
    if study.members >= study.labels.members {
        return Ok(true);
    }
    match &study.labels.until {
        None => Ok(false),
        Some(Until::HalfWidth { kpi, half_width: wanted }) => {
            Ok(half_width(study, kpi)?.is_some_and(|width| width <= *wanted))
        }
        Some(Until::Decided { kpis, within, equal }) => Ok(open(study, kpis, (*within, *equal))? == 0),
    }
}

/// Differences between two choices that are not decided.
fn open(study: &Study<'_>, kpis: &[String], limits: (f64, f64)) -> Result<usize, Problem> {
    let known = &study.labels.kpis;
    let places: Vec<usize> = kpis.iter().filter_map(|name| known.iter().position(|id| id == name)).collect();
    let mut open = 0;
    rows(study, &places, limits, &mut |row| open += usize::from(row.decision == Decision::Open))?;
    Ok(open)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ensemble::labels::Until;
    use crate::ensemble::labels::tests::labels;
    use crate::ensemble::store::Store;
    use crate::kpi::study::rows::tests::filled;

    fn of<'a>(labels: &'a Labels, store: &'a Store, members: usize) -> Study<'a> {
        Study { labels, store, members, sample: None }
    }

    #[test]
    fn a_mean_that_is_known_well_enough_ends_a_study() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let rule = |half_width| Labels { until: Some(Until::HalfWidth { kpi: "fire".into(), half_width }), ..labels() };
        let fires: Vec<[f64; 3]> = (0..20).map(|member| [1.0, f64::from(member % 2), 1.0]).collect();
        let store = filled(folder.path(), &rule(0.1), &fires);
        // values 0 and 2 in the warmer climate: sd sqrt(20/19), error sqrt(1/19)
        let width = half_width(&of(&rule(0.1), &store, 20), "fire").expect("read").expect("a rule");
        assert!((width - 1.96 * (1.0_f64 / 19.0).sqrt()).abs() < 1e-12);
        assert_eq!(is_enough(&of(&rule(0.4), &store, 20)), Ok(false));
        assert_eq!(is_enough(&of(&rule(0.5), &store, 20)), Ok(true));
        assert_eq!(is_enough(&of(&rule(0.4), &store, 30)), Ok(true));
        assert_eq!(looks(&rule(0.4)), [20, 30]);
        assert_eq!(looks(&labels()), [30]);
    }

    #[test]
    fn decided_differences_end_a_study() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let rule = |within, equal| Labels {
            until: Some(Until::Decided { kpis: vec!["fire".into()], within, equal }),
            ..labels()
        };
        // late and today are the same; early is 1 lower, give or take 0.1: error 0.1 / sqrt(19)
        let fires: Vec<[f64; 3]> = (0..20).map(|member| [3.0, 1.9 + 0.2 * f64::from(member % 2), 3.0]).collect();
        let store = filled(folder.path(), &rule(0.1, 0.01), &fires);
        assert_eq!(is_enough(&of(&rule(0.05, 0.01), &store, 20)), Ok(true));
        assert_eq!(is_enough(&of(&rule(0.04, 0.01), &store, 20)), Ok(false));
        assert_eq!(is_enough(&of(&rule(0.04, 0.36), &store, 20)), Ok(true), "a difference below 36 % counts as none");
        assert_eq!(is_enough(&of(&rule(0.04, 0.01), &store, 30)), Ok(true), "all members are all there are");
    }
}
