//! What the climates of a run change: the network under the regimes of today, pair by pair in the same members and years.
//!
//! Climates meet the same random numbers, so a difference holds the change of climate and little of the weather's chance.

use super::Evidence;
use super::define::{KPIS, Kpi, Quantity};
use super::evaluate::totals;
use super::group::Level;
use super::segment_value::Over;
use crate::ensemble::summary::{Paired, Summary, paired, summarise};
use crate::scenario::Language;
use crate::simulation::measure::Measure;

/// Values of every KPI on the network in a climate, under the regimes of today, over member-years; `None` where it does not apply.
#[derive(Clone, Debug, PartialEq)]
pub struct ClimateValues {
    /// Name of the climate.
    pub climate: String,
    values: Vec<Option<Vec<f64>>>,
}

/// A KPI in the first climate, and what the others change.
#[derive(Clone, Debug, PartialEq)]
pub struct ClimateRow {
    /// The KPI.
    pub kpi: &'static Kpi,
    /// Title in the language of the run.
    pub title: &'static str,
    /// Spread in the first climate.
    pub first: Summary,
    /// Difference of each other climate against the first, pair by pair.
    pub differences: Vec<Option<Paired>>,
}

/// The values of a climate.
pub fn climate_values(evidence: &Evidence) -> ClimateValues {
    let setting = evidence.setting;
    let values = KPIS.iter().map(|kpi| {
        // connectivity, which is part of the index, is not sought in every climate
        if matches!(kpi.quantity, Quantity::Measure(Measure::BiodiversityIndex, ..)) {
            return None;
        }
        let totals = totals(evidence, kpi, Over::MemberYears, |segment| Some(setting.present[segment]));
        Some(totals.get(&(Level::Network, String::new()))?.values())
    });
    ClimateValues { climate: setting.climate.to_owned(), values: values.collect() }
}

/// Every KPI in the first climate against the others; nothing where there is only one.
pub fn compare(climates: &[ClimateValues], language: Language) -> Vec<ClimateRow> {
    static LIST: [Kpi; KPIS.len()] = KPIS;
    let [first, others @ ..] = climates else { return Vec::new() };
    if others.is_empty() {
        return Vec::new();
    }
    let row = |(place, kpi): (usize, &'static Kpi)| {
        let base = first.values[place].as_ref()?;
        let against = |other: &ClimateValues| paired(other.values[place].as_ref()?, base);
        Some(ClimateRow {
            kpi,
            title: kpi.title(language),
            first: summarise(base)?,
            differences: others.iter().map(against).collect(),
        })
    };
    LIST.iter().enumerate().filter_map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::sample::Sample;

    #[test]
    fn a_climate_is_compared_pair_by_pair() {
        let sample = Sample::new();
        let reference = sample.with(climate_values);
        assert!(compare(std::slice::from_ref(&reference), Language::En).is_empty());
        let mut warmer = reference.clone();
        for values in warmer.values.iter_mut().flatten() {
            for value in values {
                *value += 1.0;
            }
        }
        let rows = compare(&[reference, warmer], Language::En);
        let fire = rows.iter().find(|row| row.kpi.id == "fire").expect("listed");
        let difference = fire.differences[0].expect("paired");
        assert!((difference.q05 - 1.0).abs() < 1e-9 && (difference.q95 - 1.0).abs() < 1e-9);
    }
}
