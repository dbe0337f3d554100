//! Bonus, malus and award of every contract under every regime of a run.
//!
//! The median over the simulated years stands for the value that will be measured. KPIs of the whole network have no value in a
//! contract and do not count there.

use super::SLOW;
use super::award::{award_score, deduction_eur};
use super::bonus::{payment_eur, score};
use crate::kpi::define::{Direction, Kpi, find};
use crate::kpi::evaluate::KpiRow;
use crate::kpi::group::Level;
use crate::scenario::terms::{Mode, Term, Terms};
use std::collections::BTreeMap;

/// A KPI of a contract under a regime.
#[derive(Clone, Copy, Debug)]
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
    /// Score in bonus and malus, -1 to 1; none without a value, threshold, band or weight.
    pub score: Option<f64>,
    /// Score in the award, 0-1; none without a value, threshold, band or largest deduction.
    pub award: Option<f64>,
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
    /// Payment of a year in which slow KPIs count, and of one in which they do not, EUR; none without a base.
    pub payment_eur: Option<[f64; 2]>,
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
            let placed = row.zip(threshold).zip(term.band);
            let with = |of: fn(f64, f64, f64, Direction) -> f64| {
                placed.map(|((row, threshold), band)| of(row.value.q50, threshold, band, direction))
            };
            Scored {
                term,
                kpi,
                direction,
                row,
                threshold,
                score: term.weight.and_then(|_| with(score)),
                award: term.max_eur.and_then(|_| with(award_score)),
            }
        })
        .collect();
    let payment = |slow: bool| {
        let counts = scored.iter().filter(|one| slow || !SLOW.contains(&one.kpi.id));
        let scores: Vec<(f64, f64)> = counts.filter_map(|one| Some((one.term.weight?, one.score?))).collect();
        Some(payment_eur(terms.base_eur?, terms.mode, terms.max_share, &scores))
    };
    let criteria: Vec<(f64, f64)> = scored.iter().filter_map(|one| Some((one.term.max_eur?, one.award?))).collect();
    let payment_eur = payment(true).zip(payment(false)).filter(|_| terms.weighs());
    Assessment {
        contract,
        regime,
        payment_eur: payment_eur.map(<[f64; 2]>::from),
        deduction_eur: (!criteria.is_empty()).then(|| deduction_eur(&criteria)),
        scored,
    }
}

/// What a KPI adds to the payment of a year in which slow KPIs count, EUR, before the sum is held within its limits.
pub fn bonus_eur(terms: &Terms, assessment: &Assessment, kpi: &str) -> Option<f64> {
    let counted = assessment.scored.iter().filter(|one| one.score.is_some());
    let weights: f64 = counted.filter_map(|one| one.term.weight).sum();
    let one = assessment.scored.iter().find(|one| one.kpi.id == kpi)?;
    let share = one.term.weight? / weights;
    let most = match terms.mode {
        Mode::Scaled => terms.max_share,
        Mode::Clamped => 1.0,
    };
    Some(terms.base_eur? * share * one.score? * most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::evaluate::evaluate;
    use crate::kpi::sample::Sample;

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
        assert_eq!(late.scored[1].score, None);
        let seeds = late.scored[0].row.expect("a value").value.q50;
        let expected = score(seeds, 0.2, 0.1, Direction::Up);
        assert!((late.payment_eur.expect("a base")[0] - 100_000.0 * (1.0 + 0.05 * expected)).abs() < 1e-6);
        assert!((bonus_eur(&terms, late, "B9").expect("a bonus") - 100_000.0 * expected * 0.05).abs() < 1e-9);
        let none = &all[2];
        assert_eq!(none.scored[0].award, Some(1.0), "seed set 0.45");
        assert_eq!(none.deduction_eur, Some(5_000.0));
    }

    #[test]
    fn without_terms_nothing_is_paid() {
        let rows = Sample::new().with(|evidence| evaluate(evidence, None));
        let terms = Terms::default();
        assert!(assess(&terms, &rows).iter().all(|one| one.payment_eur.is_none() && one.deduction_eur.is_none()));
    }
}
