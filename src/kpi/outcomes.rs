//! The long table for researchers: class of sites, regime, year and KPI, with mean, quantiles and Monte Carlo error.
//!
//! Values are those of the main verge, per unit of area or exposure; the parts of patterns in whole segments are averaged. The
//! spread is that of the weather, and for plants and insects of the draws of their traits: each row says which. Susceptibility has
//! the form of the scenario, and the doubt about form and rate is in the tables of the network. Rules on problem species are counted
//! over the segments of a class, their seeds averaged by area. The index is that of a verge, without the connectivity of the network and
//! without the cap of broken rules.

use super::Setting;
use super::define::{Holds, KPIS, Quantity, find};
use super::problem::{ProblemPart, of_case};
use crate::ensemble::summary::{Summary, monte_carlo_error, summarise};
use crate::ensemble::{Outcomes, Over};
use crate::scenario::stands::{Stands, Zone};
use crate::simulation::measure::Measure;
use std::collections::BTreeMap;

/// A row of the outcomes.
#[derive(Clone, Debug, PartialEq)]
pub struct OutcomeRow {
    /// Class of sites (index).
    pub class: usize,
    /// Regime (index), on its own days.
    pub regime: usize,
    /// Year, from 0; `None` for the mean over the period.
    pub year: Option<usize>,
    /// KPI.
    pub kpi: &'static str,
    /// Unit.
    pub unit: &'static str,
    /// Spread over members.
    pub value: Summary,
    /// Monte Carlo error of the mean.
    pub mc_error: f64,
    /// What the spread holds.
    pub holds: Holds,
}

/// Measures of the table: name, unit, measure, factor of units.
pub fn columns() -> Vec<(&'static str, &'static str, Measure, f64)> {
    let mut list = vec![
        ("sum_h", "1/yr", Measure::Susceptibility, 1.0),
        ("sum_h_spring", "1/yr", Measure::SusceptibilitySpring, 1.0),
        ("sum_h_summer", "1/yr", Measure::SusceptibilitySummer, 1.0),
    ];
    for kpi in KPIS {
        match kpi.quantity {
            Quantity::Measure(measure, _, factor) => list.push((kpi.id, kpi.unit, measure, factor)),
            Quantity::FormDays([counted, ..]) => list.push((kpi.id, kpi.unit, counted, 1.0)),
            _ => {}
        }
    }
    list
}

/// Cases of the main verge of every class under every regime on its own days, by class and regime: more than one where a
/// pattern works in whole segments.
pub fn cases_of_regimes(stands: &Stands, regimes: usize) -> BTreeMap<(usize, usize), Vec<usize>> {
    let mut cases_of: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (place, case) in stands.cases.iter().enumerate() {
        if let (Zone::Main, Some(programme)) = (case.zone, case.programme)
            && programme < regimes
        {
            cases_of.entry((case.class, programme)).or_default().push(place);
        }
    }
    cases_of
}

/// Outcomes of every class under every regime on its own days, for each year and over the period.
pub fn outcome_rows(stands: &Stands, outcomes: &Outcomes, setting: &Setting) -> Vec<OutcomeRow> {
    let (_, members, _) = outcomes.mean.dim();
    let (_, _, years, _) = outcomes.yearly.dim();
    let columns = columns();
    let holds: Vec<Holds> = columns.iter().map(|&(kpi, ..)| holds(kpi, setting.life_draws)).collect();
    let mut rows = Vec::new();
    for ((class, regime), cases) in cases_of_regimes(stands, setting.regimes.len()) {
        let share = 1.0 / cases.len() as f64;
        for year in std::iter::once(None).chain((0..years).map(Some)) {
            for (&(kpi, unit, measure, factor), &holds) in columns.iter().zip(&holds) {
                let value = |member: usize| -> Option<f64> {
                    let mut sum = 0.0;
                    for &case in &cases {
                        sum += match year {
                            None => outcomes.mean[[case, member, measure.index()]],
                            Some(year) => outcomes.yearly[[outcomes.kept[case]?, member, year, measure.index()]],
                        };
                    }
                    Some(sum * share * factor)
                };
                let values: Vec<f64> = (0..members).filter_map(value).collect();
                if let Some(value) = summarise(&values) {
                    let mc_error = monte_carlo_error(value.sd, value.count);
                    rows.push(OutcomeRow { class, regime, year, kpi, unit, value, mc_error, holds });
                }
            }
            rows.extend(problem_rows(stands, outcomes, setting, (class, regime, &cases), year));
        }
    }
    rows
}

/// What the spread of a column holds: susceptibility has the form of the scenario in every member.
fn holds(kpi: &str, life_draws: bool) -> Holds {
    match find(kpi).map(|kpi| kpi.quantity.holds(life_draws)) {
        Some(Holds::WeatherAndIgnition) | None => Holds::Weather,
        Some(holds) => holds,
    }
}

/// Problem species of a class under a regime in a year, or in the mean over the period; none where no segment of the class names
/// one.
fn problem_rows(
    stands: &Stands,
    outcomes: &Outcomes,
    setting: &Setting,
    (class, regime, cases): (usize, usize, &[usize]),
    year: Option<usize>,
) -> Vec<OutcomeRow> {
    let segments = || stands.classes[class].segments.iter().map(|&segment| &setting.segments[segment]);
    if segments().all(|segment| segment.problem_species.is_empty()) {
        return Vec::new();
    }
    let area: f64 = segments().map(|segment| segment.mown_area_m2).sum();
    let (_, _, years, _) = outcomes.yearly.dim();
    let over = if year.is_some() { Over::MemberYears } else { Over::Members };
    let row = |(part, id): (ProblemPart, &'static str)| {
        let kpi = find(id)?;
        let mut sums = vec![0.0; outcomes.count(over)];
        for &case in cases {
            for segment in segments() {
                let weight = if part == ProblemPart::Violations { 1.0 } else { segment.mown_area_m2 / area };
                let values = of_case(setting, outcomes, segment, case, part, over)?;
                sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += weight * value / cases.len() as f64);
            }
        }
        let of_year: Vec<f64> = match year {
            Some(year) => sums.into_iter().skip(year).step_by(years.max(1)).collect(),
            None => sums,
        };
        let value = summarise(&of_year)?;
        let (mc_error, holds) = (monte_carlo_error(value.sd, value.count), kpi.quantity.holds(setting.life_draws));
        Some(OutcomeRow { class, regime, year, kpi: kpi.id, unit: kpi.unit, value, mc_error, holds })
    };
    [(ProblemPart::Violations, "B18"), (ProblemPart::SeedIndex, "B18_seed")].into_iter().filter_map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::sample::Sample;
    use crate::scenario::stands::{Case, SiteClass};

    #[test]
    fn the_mean_over_the_period_comes_before_the_years() {
        let sample = Sample::new();
        let class = SiteClass {
            name: "a".into(),
            node: 0,
            site: sample.segments[0].site,
            present: 0,
            segments: vec![0, 1],
            counted: None,
        };
        let case = |place: usize| Case {
            class: 0,
            zone: if place == 0 { Zone::Safety } else { Zone::Main },
            programme: place.checked_sub(1),
            variant: 0,
            patches: Vec::new(),
            uncut_around: Vec::new(),
        };
        let stands = Stands { classes: vec![class], cases: (0..7).map(case).collect(), ..Stands::default() };
        let rows = sample.with(|evidence| outcome_rows(&stands, &sample.outcomes, evidence.setting));
        assert_eq!(rows.len(), 3 * 3 * columns().len());
        let first = &rows[0];
        assert_eq!((first.kpi, first.year, first.value.count), ("sum_h", None, 2));
        assert!((first.value.mean - 10.5).abs() < 1e-12);
        assert!((first.mc_error - 0.5).abs() < 1e-12, "{}", first.mc_error);
        let year = rows.iter().find(|row| row.year == Some(1) && row.kpi == "sum_h").expect("there");
        assert!((year.value.mean - 10.5 * 1.1).abs() < 1e-12);
    }
}
