//! Sums of susceptibility over periods of the year, and curing on single days.

use super::measure::TrialMeasure;
use crate::calendar::MonthDay;
use crate::lane::F64x8;
use crate::lane::dispatch::InstructionSet;
use crate::simulation::fire_days::fire_years;
use crate::simulation::{Breach, Run, StandPlan};

/// A month and a day.
type Day = (u8, u8);
/// A period with its measure: first and last day.
const PERIODS: [(TrialMeasure, Day, Day); 7] = [
    (TrialMeasure::FireMarchApril, (3, 1), (4, 30)),
    (TrialMeasure::FireMayJune, (5, 1), (6, 30)),
    (TrialMeasure::FireJulySeptember, (7, 1), (9, 30)),
    (TrialMeasure::FireLateJune, (6, 15), (6, 28)),
    (TrialMeasure::FireHighSummer, (7, 15), (8, 14)),
    (TrialMeasure::FireAutumn, (9, 15), (10, 26)),
    (TrialMeasure::FireAfterJune, (6, 16), (9, 14)),
];

/// A day on which curing is looked at, with its measure.
const CURING_DAYS: [(TrialMeasure, Day); 3] =
    [(TrialMeasure::CuringApril, (4, 1)), (TrialMeasure::CuringJuly, (7, 1)), (TrialMeasure::CuringAugust, (8, 10))];

/// Sums over the periods of a year of a stand, then curing on its days, with their measures.
pub type PeriodSums = [(TrialMeasure, f64); PERIODS.len() + CURING_DAYS.len()];

/// Sums of every stand and year that counts: `[year][stand]`.
pub fn period_sums(plans: &[StandPlan<'_>], run: &Run<'_>, warmup: usize) -> Result<Vec<Vec<PeriodSums>>, Breach> {
    let mut years = Vec::with_capacity(run.years.len().saturating_sub(warmup));
    fire_years::<F64x8>(InstructionSet::best(), plans, run, warmup, &mut |year, days| {
        let first = run.years[warmup + year].days.start;
        let date = |day: usize| (run.days[first + day].month, run.days[first + day].day);
        let within: Vec<[bool; PERIODS.len()]> = (0..days.days()).map(|day| of_day(date(day).0, date(day).1)).collect();
        let curing_days = CURING_DAYS.map(|(_, wanted)| (0..days.days()).find(|&day| date(day) == wanted));
        let stand = |stand: usize| {
            let mut sums = PERIODS.map(|(measure, ..)| (measure, 0.0));
            for (day, within) in within.iter().enumerate() {
                let h = days.at(stand, day).susceptibility[0];
                sums.iter_mut().zip(within).filter(|(_, within)| **within).for_each(|(sum, _)| sum.1 += h);
            }
            let curing = |place: usize| curing_days[place].map_or(f64::NAN, |day| days.at(stand, day).curing);
            std::array::from_fn(|place| match place.checked_sub(PERIODS.len()) {
                None => sums[place],
                Some(place) => (CURING_DAYS[place].0, curing(place)),
            })
        };
        years.push((0..plans.len()).map(stand).collect());
    })?;
    Ok(years)
}

fn of_day(month: u8, day: u8) -> [bool; PERIODS.len()] {
    let today = MonthDay::new(month, day).map_or((month, day), |date| (date.month(), date.day()));
    PERIODS.map(|(_, from, to)| (from..=to).contains(&today))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_belong_to_their_periods() {
        let names = |month, day| -> Vec<&str> {
            let within = PERIODS.iter().zip(of_day(month, day)).filter(|(_, within)| *within);
            within.map(|((measure, ..), _)| measure.name()).collect()
        };
        assert_eq!(names(4, 30), ["fire_march_april"]);
        assert_eq!(names(6, 16), ["fire_may_june", "fire_late_june", "fire_after_june"]);
        assert_eq!(names(7, 31), ["fire_july_september", "fire_high_summer", "fire_after_june"]);
        assert_eq!(names(10, 26), ["fire_autumn"]);
        assert!(names(2, 29).is_empty() && names(11, 1).is_empty());
    }
}
