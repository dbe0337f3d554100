//! Finished units joined, one after the other and in their order, into what the ensemble leaves behind.

use super::bloom::BLOOM_MEMBERS;
use super::showcase::{DAY_SLOTS, SHOW_COLUMNS, Showcase};
use super::unit::{Unit, UnitRows, visits_of};
use super::{Outcomes, ProblemOutcomes, VisitOutcome};
use crate::biodiversity::problem_species::SpeciesYear;
use crate::biodiversity::season::HALF_MONTHS;
use crate::scenario::Scenario;
use crate::scenario::stands::Stands;
use crate::simulation::case_year::{CaseYears, Measures, VisitYear, add_fires};
use crate::simulation::measure::Measure;
use crate::simulation::outcome::FireTable;
use ndarray::{Array2, Array3, Array4, ArrayView2, ArrayView3, aview1, s};
use std::ops::Range;

/// Which years are kept apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Those of strips and of regimes on their own days.
    Years,
    /// None: means over the years only.
    Means,
}

/// The fold: everything that was added so far.
#[derive(Debug)]
pub struct Fold {
    outcomes: Outcomes,
    visits: Vec<Vec<VisitSums>>,
    assessed_years: Vec<usize>,
    /// Years that a plan is made for.
    planned: Range<usize>,
    years: Vec<OneYear>,
    first_member: usize,
    members: usize,
    member_years: usize,
}

/// A year that is kept by itself, in the mean over the members.
#[derive(Debug)]
struct OneYear {
    year: usize,
    mean: Array3<f64>,
    fires: Vec<FireTable>,
    visits: Vec<Vec<VisitSums>>,
    problems: ProblemOutcomes,
}

impl Fold {
    /// An empty fold for some members; `showcases` are the cases with a daily picture.
    pub fn new(scenario: &Scenario, stands: &Stands, members: Range<usize>, showcases: &[usize], keep: Keep) -> Self {
        let (cases, years, count) = (stands.cases.len(), scenario.years, members.len());
        let regimes = stands.regimes();
        let assessed_years = scenario.terms.assessed_years(years);
        let mut kept = vec![None; cases];
        let mut places = 0;
        for (case, place) in kept.iter_mut().enumerate() {
            if keep == Keep::Years && stands.cases[case].programme.is_none_or(|programme| programme < regimes) {
                *place = Some(places);
                places += 1;
            }
        }
        let pictures = |&case: &usize| Showcase {
            case,
            days: Array4::zeros((count, years, DAY_SLOTS, SHOW_COLUMNS)),
            nectar: Array3::zeros((count, years, DAY_SLOTS)),
            bloom: Array2::zeros((scenario.plants.count, HALF_MONTHS)),
        };
        let visits = |case| vec![VisitSums::default(); visits_of(scenario, stands, case)];
        let one_year = |year| OneYear {
            year,
            mean: Array3::zeros((cases, 1, Measure::COUNT)),
            fires: vec![FireTable::default(); cases],
            visits: stands.cases.iter().map(visits).collect(),
            problems: ProblemOutcomes::zeros(&scenario.problem_species, cases, 0, 1, 1),
        };
        Fold {
            outcomes: Outcomes {
                mean: Array3::zeros((cases, count, Measure::COUNT)),
                planned_fires: Array2::zeros((cases, count)),
                yearly: Array4::zeros((places, count, years, Measure::COUNT)),
                kept,
                visits: Vec::new(),
                fire_weather_days: Array3::zeros((scenario.nodes.len(), count, years)),
                showcases: showcases.iter().map(pictures).collect(),
                fires: vec![FireTable::default(); cases],
                standing: Array3::zeros((cases, count, HALF_MONTHS)),
                assessed: Array4::zeros((cases, count, assessed_years.len(), Measure::ASSESSED.len())),
                problems: ProblemOutcomes::zeros(&scenario.problem_species, cases, places, count, years),
                column_days: 0,
                by_year: Vec::new(),
            },
            planned: if scenario.contract_span().is_empty() { 0..years } else { scenario.contract_span() },
            years: scenario.contract_span().filter(|_| keep == Keep::Years).map(one_year).collect(),
            visits: stands.cases.iter().map(visits).collect(),
            assessed_years,
            members: count,
            first_member: members.start,
            member_years: count * years,
        }
    }

    /// Adds a group of classes of a unit; the order of units and groups decides the last bits.
    pub fn add(&mut self, unit: &Unit, rows: UnitRows) {
        let member = unit.member - self.first_member;
        let outcomes = &mut self.outcomes;
        outcomes.column_days += rows.column_days;
        for ((case, found), standing) in rows.cases.into_iter().zip(rows.standing) {
            outcomes.mean.slice_mut(s![case, member, ..]).assign(&aview1(&mean_of(&found.years)));
            let planned = &found.years[self.planned.start..self.planned.end.min(found.years.len())];
            outcomes.planned_fires[[case, member]] = mean_of(planned)[Measure::Susceptibility.index()];
            let standing = standing.map(|share| share as f32);
            outcomes.standing.slice_mut(s![case, member, ..]).assign(&aview1(&standing));
            if let Some(place) = outcomes.kept[case] {
                for (year, measures) in found.years.iter().enumerate() {
                    outcomes.yearly.slice_mut(s![place, member, year, ..]).assign(&aview1(measures));
                }
            }
            for (place, &year) in self.assessed_years.iter().enumerate() {
                let kept = Measure::ASSESSED.map(|measure| found.years[year][measure.index()]);
                outcomes.assessed.slice_mut(s![case, member, place, ..]).assign(&aview1(&kept));
            }
            add_problems(outcomes, case, member, &found.problems);
            add_fires(&mut outcomes.fires[case], &found.fires, 1.0 / self.member_years as f64);
            for one in &mut self.years {
                one.add(case, &found, self.members);
            }
            for year in &found.visits {
                self.visits[case].iter_mut().zip(year).for_each(|(sums, visit)| sums.add(visit));
            }
        }
        outcomes.fire_weather_days.slice_mut(s![unit.node, member, ..]).assign(&aview1(&rows.fire_weather_days));
        let years = outcomes.fire_weather_days.dim().2;
        let bloom_years = (years * outcomes.fire_weather_days.dim().1.min(BLOOM_MEMBERS)) as f64;
        for (case, picture, bloom) in &rows.pictures {
            let shape = (years, DAY_SLOTS, SHOW_COLUMNS);
            let days = ArrayView3::from_shape(shape, picture).expect("a picture has the days of the simulated years");
            for showcase in outcomes.showcases.iter_mut().filter(|showcase| showcase.case == *case) {
                showcase.days.slice_mut(s![member, .., .., ..]).assign(&days);
                let nectar = ArrayView2::from_shape((years, DAY_SLOTS), &bloom.daily);
                let nectar = nectar.expect("a picture has the days of the simulated years");
                showcase.nectar.slice_mut(s![member, .., ..]).assign(&nectar);
                for (mut sums, halves) in showcase.bloom.outer_iter_mut().zip(&bloom.species) {
                    sums.iter_mut().zip(halves).for_each(|(sum, nectar)| *sum += nectar / bloom_years);
                }
            }
        }
    }

    /// What the units leave behind.
    pub fn finish(self) -> Outcomes {
        let by_year = self.years.into_iter().map(|year| year.finish(&self.outcomes)).collect();
        Outcomes { visits: outcomes_of(self.visits), by_year, ..self.outcomes }
    }
}

fn outcomes_of(visits: Vec<Vec<VisitSums>>) -> Vec<Vec<VisitOutcome>> {
    visits.into_iter().map(|sums| sums.into_iter().map(VisitSums::outcome).collect()).collect()
}

impl OneYear {
    fn add(&mut self, case: usize, found: &CaseYears, members: usize) {
        let share = 1.0 / members as f64;
        let mut mean = self.mean.slice_mut(s![case, 0, ..]);
        mean.iter_mut().zip(&found.years[self.year]).for_each(|(mean, value)| *mean += share * value);
        add_fires(&mut self.fires[case], &found.fires_by_year[self.year], share);
        self.visits[case].iter_mut().zip(&found.visits[self.year]).for_each(|(sums, visit)| sums.add(visit));
        for (place, species) in found.problems[self.year].iter().enumerate() {
            for (what, value) in species.numbers().into_iter().enumerate() {
                self.problems.mean[[case, 0, place, what]] += share * value;
            }
        }
    }

    /// The year as outcomes of one member; what belongs to the weather alone is taken from the whole.
    fn finish(self, whole: &Outcomes) -> Outcomes {
        let cases = whole.kept.len();
        let (nodes, members, _) = whole.fire_weather_days.dim();
        let weather = |(node, _, _)| {
            let days = whole.fire_weather_days.slice(s![node, .., self.year]);
            days.sum() / members.max(1) as f64
        };
        Outcomes {
            fire_weather_days: Array3::from_shape_fn((nodes, 1, 1), weather),
            mean: self.mean,
            planned_fires: Array2::zeros((0, 1)),
            yearly: Array4::zeros((0, 1, 1, Measure::COUNT)),
            kept: vec![None; cases],
            visits: outcomes_of(self.visits),
            showcases: Vec::new(),
            fires: self.fires,
            standing: Array3::zeros((0, 1, HALF_MONTHS)),
            assessed: Array4::zeros((cases, 1, 0, Measure::ASSESSED.len())),
            problems: self.problems,
            column_days: 0,
            by_year: Vec::new(),
        }
    }
}

/// Adds the problem species of a case in a member, year by year where its years are kept.
fn add_problems(outcomes: &mut Outcomes, case: usize, member: usize, years: &[Vec<SpeciesYear>]) {
    let kept = outcomes.kept[case];
    for (year, species) in years.iter().enumerate() {
        for (place, found) in species.iter().enumerate() {
            for (what, value) in found.numbers().into_iter().enumerate() {
                outcomes.problems.mean[[case, member, place, what]] += value / years.len() as f64;
                if let Some(kept) = kept {
                    outcomes.problems.yearly[[kept, member, year, place, what]] = value;
                }
            }
        }
    }
}

fn mean_of(years: &[Measures]) -> Measures {
    let mut mean = [0.0; Measure::COUNT];
    for (measure, mean) in mean.iter_mut().enumerate() {
        *mean = years.iter().map(|year| year[measure]).sum::<f64>() / years.len() as f64;
    }
    mean
}

/// A visit over the years of the members so far.
#[derive(Clone, Debug, Default)]
struct VisitSums {
    years: usize,
    happened: usize,
    share: f64,
    cut_kg_ha: f64,
    exported_kg_ha: f64,
    waiting: f64,
    /// How often it happened on each day of the year, from the first day it did.
    days: Vec<(u16, u32)>,
}

impl VisitSums {
    fn add(&mut self, year: &VisitYear) {
        self.years += 1;
        self.happened += usize::from(year.share > 0.0);
        self.share += year.share;
        self.cut_kg_ha += year.cut_kg_ha;
        self.exported_kg_ha += year.exported_kg_ha;
        self.waiting += year.waiting;
        if year.day > 0 {
            match self.days.binary_search_by_key(&year.day, |&(day, _)| day) {
                Ok(place) => self.days[place].1 += 1,
                Err(place) => self.days.insert(place, (year.day, 1)),
            }
        }
    }

    fn outcome(self) -> VisitOutcome {
        if self.share <= 0.0 {
            return VisitOutcome::default();
        }
        VisitOutcome {
            share: self.share / self.years as f64,
            frequency: self.happened as f64 / self.years as f64,
            cut_kg_ha: self.cut_kg_ha / self.share,
            exported_kg_ha: self.exported_kg_ha / self.share,
            median_day: self.median_day(),
            waiting: self.waiting / self.share,
        }
    }

    /// The upper median of the days on which it happened; 0 where it never did.
    fn median_day(&self) -> u16 {
        let middle = self.days.iter().map(|&(_, count)| count).sum::<u32>() / 2;
        let mut passed = 0;
        let reached = |&&(_, count): &&(u16, u32)| {
            passed += count;
            passed > middle
        };
        self.days.iter().find(reached).map_or(0, |&(day, _)| day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visit_is_averaged_over_what_was_cut() {
        let mut sums = VisitSums::default();
        for (share, day) in [(1.0, 200), (0.0, 0), (0.5, 180), (1.0, 200), (1.0, 210)] {
            sums.add(&VisitYear { share, cut_kg_ha: 3000.0 * share, exported_kg_ha: 0.0, day, waiting: 0.5 * share });
        }
        let found = sums.outcome();
        assert!((found.share - 0.7).abs() < 1e-12 && (found.cut_kg_ha - 3000.0).abs() < 1e-9);
        assert_eq!((found.median_day, found.waiting), (200, 0.5));
        assert_eq!(VisitSums::default().outcome(), VisitOutcome::default());
    }
}
