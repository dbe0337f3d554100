//! Bonus, malus and award of every contract under every regime of a run.
//!
//! The median over the simulated years stands for the value that will be measured; of slow KPIs the median of the year in which they
//! are assessed. KPIs of the whole network have no value in a contract and do not count there.

use super::award::{award_score, deduction_eur};
use super::bonus::{payment_eur, score};
use crate::kpi::assessed::SLOW;
use crate::kpi::define::{Direction, Kpi, find};
use crate::kpi::evaluate::KpiRow;
use crate::kpi::group::Level;
use crate::scenario::terms::{Mode, Term, Terms};
use std::collections::BTreeMap;

/// A KPI of a contract under a regime.
#[derive(Clone, Debug)]
pub struct Scored<'a> {
    /// Its terms.
    pub term: &'a Term,
    /// The KPI.
    pub kpi: &'static Kpi,
    /// Which way is better.
    pub direction: Direction,
    /// Its row; none where the KPI has no value.
    pub row: Option<&'a KpiRow>,
    /// Value that is asked.
    pub threshold: Option<f64>,
    /// What it is judged by, in the years in which it counts.
    pub judged: Vec<Judged>,
    /// Score in the award, 0-1; none without a value, threshold, band or largest deduction.
    pub award: Option<f64>,
}

/// A KPI in the years in which it counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judged {
    /// Assessment year of a slow KPI; none: every year.
    pub year: Option<u8>,
    /// Its median; none where the KPI has no value.
    pub value: Option<f64>,
    /// Score in bonus and malus, -1 to 1; none without a value, threshold, band or weight.
    pub score: Option<f64>,
}

impl Scored<'_> {
    /// What counts in a year of the contract.
    pub fn in_year(&self, year: u8) -> Option<&Judged> {
        self.judged.iter().find(|judged| judged.year.is_none_or(|own| own == year))
    }

    /// What it is judged by at last: slow KPIs in their last assessment year.
    pub fn last(&self) -> Option<&Judged> {
        self.judged.last()
    }
}

/// Payments of a contract, EUR.
#[derive(Clone, Debug, PartialEq)]
pub struct Payments {
    /// Assessment years with what is paid in each.
    pub assessed: Vec<(u8, f64)>,
    /// What is paid in every other year.
    pub other: f64,
}

impl Payments {
    /// What is paid in a year.
    pub fn in_year(&self, year: u8) -> f64 {
        self.assessed.iter().find(|(own, _)| *own == year).map_or(self.other, |(_, paid)| *paid)
    }
}

/// A contract under a regime.
#[derive(Clone, Debug)]
pub struct Assessment<'a> {
    /// Name of the contract.
    pub contract: &'a str,
    /// Regime, or `plan`.
    pub regime: &'a str,
    /// Every KPI with terms, in the order of the scenario.
    pub scored: Vec<Scored<'a>>,
    /// Payments; none without a base or a weight.
    pub payments: Option<Payments>,
    /// Deduction from a bid, EUR; none without a criterion that has a value.
    pub deduction_eur: Option<f64>,
}

/// Assessments of every contract and regime, in the order of the rows.
pub fn assess<'a>(terms: &'a Terms, rows: &'a [KpiRow]) -> Vec<Assessment<'a>> {
    let mut places: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut found: Vec<(&str, &str, Vec<&KpiRow>)> = Vec::new();
    for row in rows.iter().filter(|row| row.group.0 == Level::Contract) {
        let key = (row.group.1.as_str(), row.regime.as_str());
        let place = *places.entry(key).or_insert_with(|| {
            found.push((key.0, key.1, Vec::new()));
            found.len() - 1
        });
        found[place].2.push(row);
    }
    found.into_iter().map(|(contract, regime, rows)| of_contract(terms, contract, regime, &rows)).collect()
}

fn of_contract<'a>(terms: &'a Terms, contract: &'a str, regime: &'a str, rows: &[&'a KpiRow]) -> Assessment<'a> {
    let listed = terms.kpis.iter().filter_map(|term| Some((term, find(&term.kpi)?)));
    let scored: Vec<Scored<'a>> = listed
        .map(|(term, kpi)| {
            let row = rows.iter().copied().find(|row| row.kpi.id == kpi.id);
            let direction = terms.direction(kpi.id, kpi.direction);
            let threshold = terms.threshold(kpi.id, kpi.threshold.map(|(value, _)| value));
            let with = |value: Option<f64>, of: fn(f64, f64, f64, Direction) -> f64| {
                Some(of(value?, threshold?, term.band?, direction))
            };
            let judge = |(year, value): (Option<u8>, Option<f64>)| {
                let score = term.weight.and_then(|_| with(value, score));
                Judged { year, value, score }
            };
            let judged: Vec<Judged> = values(terms, kpi, row).into_iter().map(judge).collect();
            let promised = judged.last().and_then(|judged| judged.value);
            let award = term.max_eur.and_then(|_| with(promised, award_score));
            Scored { term, kpi, direction, row, threshold, judged, award }
        })
        .collect();
    let payment = |year: u8| {
        let counted = scored.iter().filter_map(|one| Some((one.term.weight?, one.in_year(year)?.score?)));
        Some(payment_eur(terms.base_eur?, terms.mode, terms.max_share, &counted.collect::<Vec<_>>()))
    };
    let criteria: Vec<(f64, f64)> = scored.iter().filter_map(|one| Some((one.term.max_eur?, one.award?))).collect();
    // no contract has a year 0, so that no slow KPI counts in it
    let payments = payment(0).filter(|_| terms.weighs()).map(|other| Payments {
        assessed: terms.assessment_years.iter().filter_map(|&year| Some((year, payment(year)?))).collect(),
        other,
    });
    Assessment {
        contract,
        regime,
        payments,
        deduction_eur: (!criteria.is_empty()).then(|| deduction_eur(&criteria)),
        scored,
    }
}

/// Medians by which a KPI is judged, with the assessment year of slow ones.
fn values(terms: &Terms, kpi: &Kpi, row: Option<&KpiRow>) -> Vec<(Option<u8>, Option<f64>)> {
    if !SLOW.contains(&kpi.id) {
        return vec![(None, row.map(|row| row.value.q50))];
    }
    let value = |year: u8| row?.assessed.iter().find(|one| one.year == year).map(|one| one.value.q50);
    terms.assessment_years.iter().map(|&year| (Some(year), value(year))).collect()
}

/// What a KPI adds to the payment of the last assessment year, EUR, before the sum is held within its limits.
pub fn bonus_eur(terms: &Terms, assessment: &Assessment, kpi: &str) -> Option<f64> {
    let scored = |one: &Scored| one.last().and_then(|judged| judged.score);
    let counted = assessment.scored.iter().filter(|one| scored(one).is_some());
    let weights: f64 = counted.filter_map(|one| one.term.weight).sum();
    let one = assessment.scored.iter().find(|one| one.kpi.id == kpi)?;
    let share = one.term.weight? / weights;
    let most = match terms.mode {
        Mode::Scaled => terms.max_share,
        Mode::Clamped => 1.0,
    };
    Some(terms.base_eur? * share * scored(one)? * most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::evaluate::evaluate;
    use crate::kpi::sample::Sample;
    use crate::kpi::{Evidence, Setting};

    fn term(kpi: &str, threshold: f64, band: f64, weight: f64) -> Term {
        Term { kpi: kpi.into(), threshold: Some(threshold), band: Some(band), weight: Some(weight), ..Term::default() }
    }

    #[test]
    fn a_regime_is_paid_for_what_it_reaches_and_a_kpi_without_value_never_counts() {
        let rows = Sample::new().with(|evidence| evaluate(evidence, None));
        let award = Term { max_eur: Some(5_000.0), ..term("B9", 0.2, 0.1, 0.5) };
        // B14 is a KPI of the whole network: no contract has a value of it
        let kpis = vec![award, term("B14", 1.0, 1.0, 0.5)];
        let terms = Terms { base_eur: Some(100_000.0), mode: Mode::Scaled, kpis, ..Terms::default() };
        let all = assess(&terms, &rows);
        assert_eq!(all.iter().map(|one| one.regime).collect::<Vec<_>>(), ["late", "early", "none"]);
        let late = &all[0];
        assert_eq!(late.scored[1].last().and_then(|judged| judged.score), None);
        let seeds = late.scored[0].row.expect("a value").value.q50;
        let expected = score(seeds, 0.2, 0.1, Direction::Up);
        assert!((late.payments.as_ref().expect("a base").other - 100_000.0 * (1.0 + 0.05 * expected)).abs() < 1e-6);
        assert!((bonus_eur(&terms, late, "B9").expect("a bonus") - 100_000.0 * expected * 0.05).abs() < 1e-9);
        let none = &all[2];
        assert_eq!(none.scored[0].award, Some(1.0), "seed set 0.45");
        assert_eq!(none.deduction_eur, Some(5_000.0));
    }

    #[test]
    fn slow_kpis_are_paid_for_in_their_years_by_the_value_of_those_years() {
        let mut sample = Sample::new();
        for (place, species) in [5.5, 7.0].into_iter().enumerate() {
            sample.outcomes.assessed.slice_mut(ndarray::s![.., .., place, 0]).fill(species);
        }
        let terms = Terms {
            base_eur: Some(100_000.0),
            assessment_years: vec![3, 6],
            kpis: vec![term("B1", 5.0, 2.0, 1.0)],
            ..Terms::default()
        };
        let rows = sample.with(|evidence| {
            let setting = Setting { terms: &terms, ..evidence.setting.clone() };
            evaluate(&Evidence { setting: &setting, ..*evidence }, None)
        });
        let paid = assess(&terms, &rows)[0].payments.clone().expect("a base");
        // a quarter of the band above the target, then all of it; in other years the base
        assert_eq!([3, 6, 1].map(|year| paid.in_year(year)), [101_250.0, 105_000.0, 100_000.0]);
        assert_eq!(bonus_eur(&terms, &assess(&terms, &rows)[0], "B1"), Some(5_000.0));
    }

    #[test]
    fn without_terms_nothing_is_paid() {
        let rows = Sample::new().with(|evidence| evaluate(evidence, None));
        let terms = Terms::default();
        assert!(assess(&terms, &rows).iter().all(|one| one.payments.is_none() && one.deduction_eur.is_none()));
    }
}
