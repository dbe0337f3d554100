//! Slow KPIs in the years in which a contract measures them.
//!
//! Plants follow a regime over years, so that the middle of a run says little about the year in which they are counted. The value of
//! an assessment year is that of the same simulated year, over members; a year beyond the simulated ones takes the last of them.

use super::Evidence;
use super::define::{KPIS, Kpi, Quantity};
use super::evaluate::Keyed;
use super::group::{Level, Totals, groups, weight};
use super::segment_value::weights;
use crate::ensemble::summary::{Summary, ascending, quantile, summarise};
use crate::simulation::measure::Measure;

/// KPIs that change slowly and count in assessment years alone: target species, species, production.
pub const SLOW: [&str; 3] = ["B1", "B2", "B4"];
/// KPIs that are measured in assessment years.
pub const MEASURED: [&str; 4] = ["B1", "B2", "B3", "B4"];

/// A value in an assessment year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Assessed {
    /// Year of the contract, from 1.
    pub year: u8,
    /// Over members.
    pub value: Summary,
}

/// Adds to sorted rows what slow KPIs are worth in the assessment years of the contract.
pub(super) fn add_assessed(evidence: &Evidence, plan: Option<&[Option<usize>]>, rows: &mut [Keyed]) {
    let setting = evidence.setting;
    for (place, kpi) in KPIS.iter().enumerate().filter(|(_, kpi)| MEASURED.contains(&kpi.id)) {
        for (slot, &year) in setting.terms.assessment_years.iter().enumerate() {
            let mut add = |order: usize, programme: &dyn Fn(usize) -> Option<usize>| {
                for (group, total) in assessed_totals(evidence, kpi, slot, programme) {
                    let found = rows.binary_search_by(|(key, _)| key.cmp(&(group.clone(), order, place)));
                    if let (Ok(at), Some(value)) = (found, summarise(&total.values())) {
                        rows[at].1.assessed.push(Assessed { year, value });
                    }
                }
            };
            (0..setting.regimes.len()).for_each(|regime| add(regime, &|_| Some(regime)));
            if let Some(plan) = plan {
                add(usize::MAX, &|segment| plan[segment]);
            }
        }
    }
}

/// Totals of a KPI in an assessment year (by its place), for groups of segments; none where it is not kept.
fn assessed_totals(evidence: &Evidence, kpi: &Kpi, place: usize, programme: impl Fn(usize) -> Option<usize>) -> Totals {
    let mut totals = Totals::new();
    for (segment, row) in evidence.setting.segments.iter().enumerate() {
        let Some(series) = programme(segment).and_then(|programme| series(evidence, kpi, segment, programme, place))
        else {
            continue;
        };
        let median = quantile(&ascending(&series), 0.5);
        for group in groups(row).into_iter().filter(|group| group.0 != Level::Segment) {
            totals.entry(group).or_default().add(&series, median, weight(kpi, row));
        }
    }
    totals
}

fn series(evidence: &Evidence, kpi: &Kpi, segment: usize, programme: usize, place: usize) -> Option<Vec<f64>> {
    let Quantity::Measure(measure, zones, factor) = kpi.quantity else { return None };
    let slot = Measure::ASSESSED.iter().position(|kept| *kept == measure)?;
    let assessed = &evidence.outcomes.assessed;
    let mut sums = vec![0.0; assessed.dim().1];
    for (case, weight) in weights(evidence, segment, programme, zones)? {
        let values = assessed.slice(ndarray::s![case, .., place, slot]);
        sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += factor * weight * value);
    }
    Some(sums)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::Setting;
    use crate::kpi::evaluate::evaluate;
    use crate::kpi::sample::Sample;
    use crate::scenario::terms::Terms;

    #[test]
    fn the_species_of_a_contract_are_those_of_its_assessment_years() {
        let mut sample = Sample::new();
        sample.outcomes.assessed = ndarray::Array4::zeros((14, 2, 2, Measure::ASSESSED.len()));
        for case in 0..14 {
            for member in 0..2 {
                // four species in the first assessment year, six in the second, a tenth more in the second member
                for (place, species) in [4.0, 6.0].into_iter().enumerate() {
                    sample.outcomes.assessed[[case, member, place, 0]] = species * (1.0 + 0.1 * member as f64);
                }
            }
        }
        let terms = Terms { assessment_years: vec![1, 2], ..Terms::default() };
        let rows = sample.with(|evidence| {
            let setting = Setting { terms: &terms, ..evidence.setting.clone() };
            evaluate(&Evidence { setting: &setting, ..*evidence }, Some(&[Some(3), Some(4), Some(5), None]))
        });
        for regime in ["late", "plan"] {
            let is_it = |row: &&crate::kpi::evaluate::KpiRow| {
                row.group.0 == Level::Contract && row.regime == regime && row.kpi.id == "B1"
            };
            let row = rows.iter().find(is_it).expect("a row");
            let found: Vec<(u8, f64)> = row.assessed.iter().map(|one| (one.year, one.value.q50)).collect();
            assert_eq!(found.len(), 2, "{regime}");
            assert!((found[0].1 - 4.2).abs() < 1e-12 && (found[1].1 - 6.3).abs() < 1e-12, "{found:?}");
        }
        assert!(rows.iter().all(|row| MEASURED.contains(&row.kpi.id) || row.assessed.is_empty()));
    }
}
