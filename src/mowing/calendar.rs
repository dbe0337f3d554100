//! Dated cuts of a stand and year, from its list of cuts.
//!
//! Days and rules that look at weather alone are settled before the year starts. Rules that look at the stand (mass,
//! height) stay open: the day loop checks them on each day of their span.

use super::patches::{PlannedCut, Timing};
use super::regime::{Otherwise, Removal, Trigger};
use crate::calendar::MonthDay;

/// Rain below which a day counts as dry, mm.
pub const DRY_DAY_MM: f64 = 0.3;

/// What a stand must reach before it is cut.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Threshold {
    /// Standing mass (green and dead), kg DM/ha.
    MassKgHa(f64),
    /// Sward height, m.
    HeightM(f64),
}

/// Day of the year of a cut, 1-366.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DayOfCut {
    /// On this day.
    On(u16),
    /// On the first day of the span on which the stand reaches the threshold.
    FirstWith {
        /// First day of the span.
        from: u16,
        /// Last day of the span, included.
        to: u16,
        /// What the stand must reach.
        threshold: Threshold,
        /// What to do when it does not: cut on day `to`, or not this year.
        otherwise: Otherwise,
    },
}

impl DayOfCut {
    /// First day on which the cut may happen.
    pub fn first(self) -> u16 {
        match self {
            DayOfCut::On(day) => day,
            DayOfCut::FirstWith { from, .. } => from,
        }
    }
}

/// A cut of a year with its day, or the span and rule that will find it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DatedCut {
    /// When.
    pub day: DayOfCut,
    /// The cut.
    pub plan: PlannedCut,
}

/// Number of the day in a year, 1-366: from 1 March on one more in leap years.
///
/// ```
/// use zeis::{calendar::MonthDay, mowing::calendar::day_of_year};
/// let day = MonthDay::new(6, 15).expect("a day of every year");
/// assert_eq!((day_of_year(day, 2023), day_of_year(day, 2024)), (166, 167));
/// ```
pub fn day_of_year(day: MonthDay, year: i16) -> u16 {
    day.in_year(year).day_of_year() as u16
}

/// Dates the cuts of one year of a list; `tmean` (degrees C) and `rain` (mm) are daily values of that year from 1 January.
///
/// In order of the first day on which each may happen. A rule that finds no day in its window gives its last day, or no cut,
/// as it says; days beyond the end of the columns count as days on which the rule is not met. Cuts that fall on one
/// day become one ([`merged`]); open cuts are left apart, and the day loop merges them when their day is found.
pub fn dated(list_year: &[PlannedCut], year: i16, tmean: &[f64], rain: &[f64]) -> Vec<DatedCut> {
    let mut cuts: Vec<DatedCut> = Vec::with_capacity(list_year.len());
    for plan in list_year {
        let Some(day) = day_of_cut(plan, year, tmean, rain) else { continue };
        let same_day = |cut: &&mut DatedCut| matches!(day, DayOfCut::On(_)) && cut.day == day;
        match cuts.iter_mut().find(same_day) {
            Some(cut) => cut.plan = merged(cut.plan, *plan),
            None => cuts.push(DatedCut { day, plan: *plan }),
        }
    }
    cuts.sort_by_key(|cut| cut.day.first());
    cuts
}

/// Several cuts on one day are one cut at the lowest height, and hay wins (growth.md 9).
///
/// Machine, lying days and visit are those of the cut that is taken away as hay; if both or neither are, of the lower one.
pub fn merged(first: PlannedCut, second: PlannedCut) -> PlannedCut {
    let second_leads = match (first.removal, second.removal) {
        (Removal::Hay, Removal::Mulch) => false,
        (Removal::Mulch, Removal::Hay) => true,
        _ => second.height_m < first.height_m,
    };
    let leading = if second_leads { second } else { first };
    PlannedCut { height_m: first.height_m.min(second.height_m), ..leading }
}

/// Day of a planned cut in a year; `None` where its rule finds none and says to skip.
fn day_of_cut(plan: &PlannedCut, year: i16, tmean: &[f64], rain: &[f64]) -> Option<DayOfCut> {
    let (window, trigger, otherwise) = match plan.timing {
        Timing::Day(day) => return Some(DayOfCut::On(day_of_year(day, year))),
        Timing::Rule { window, trigger, otherwise } => (window, trigger, otherwise),
    };
    let (from, to) = (day_of_year(window.first, year), day_of_year(window.last, year));
    let found = match trigger {
        Trigger::DegreeDays { degree_days, base_c } => day_with_degree_days(tmean, from, to, degree_days, base_c),
        Trigger::DryDays { days } => day_after_dry_run(rain, from, to, days),
        Trigger::Mass { mass_kg_ha } => {
            return Some(DayOfCut::FirstWith { from, to, threshold: Threshold::MassKgHa(mass_kg_ha), otherwise });
        }
        Trigger::Height { height_m } => {
            return Some(DayOfCut::FirstWith { from, to, threshold: Threshold::HeightM(height_m), otherwise });
        }
    };
    found.or((otherwise == Otherwise::LastDay).then_some(to)).map(DayOfCut::On)
}

/// First day of `from..=to` by whose end the sum of `max(0, tmean - base)` since 1 January has reached `degree_days`.
///
/// A sum reached before the span gives its first day.
fn day_with_degree_days(tmean: &[f64], from: u16, to: u16, degree_days: f64, base_c: f64) -> Option<u16> {
    let mut sum = 0.0;
    for (day, &mean) in (1..=to).zip(tmean) {
        sum += (mean - base_c).max(0.0);
        if day >= from && sum >= degree_days {
            return Some(day);
        }
    }
    None
}

/// Last day of the first run of `days` days with less than [`DRY_DAY_MM`] that lies wholly in `from..=to`.
fn day_after_dry_run(rain: &[f64], from: u16, to: u16, days: u8) -> Option<u16> {
    let mut run = 0;
    for (day, &mm) in (1..=to).zip(rain).skip(usize::from(from).saturating_sub(1)) {
        run = if mm < DRY_DAY_MM { run + 1 } else { 0 };
        if run >= u16::from(days) {
            return Some(day);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::DayRange;
    use crate::mowing::regime::Machine;

    fn plan(timing: Timing, visit: u8, height_m: f64) -> PlannedCut {
        PlannedCut { timing, visit, height_m, machine: Machine::DiscHay, removal: Removal::Hay, lying_days: 3 }
    }

    fn rule(window: &str, trigger: Trigger, otherwise: Otherwise) -> PlannedCut {
        plan(Timing::Rule { window: DayRange::parse(window).expect("valid"), trigger, otherwise }, 0, 0.1)
    }

    fn day(plan: PlannedCut, year: i16, tmean: &[f64], rain: &[f64]) -> Option<DayOfCut> {
        dated(&[plan], year, tmean, rain).first().map(|cut| cut.day)
    }

    #[test]
    fn days_move_by_one_after_a_leap_day() {
        let on = |month, day| plan(Timing::Day(MonthDay::new(month, day).expect("valid")), 0, 0.1);
        assert_eq!(day(on(2, 28), 2024, &[], &[]), Some(DayOfCut::On(59)));
        assert_eq!(day(on(3, 1), 2023, &[], &[]), Some(DayOfCut::On(60)));
        assert_eq!(day(on(3, 1), 2024, &[], &[]), Some(DayOfCut::On(61)));
        assert_eq!(day(on(12, 31), 2024, &[], &[]), Some(DayOfCut::On(366)));
    }

    #[test]
    fn degree_days_count_from_new_year_and_cut_inside_the_window() {
        let warm = vec![14.0; 365];
        let sum =
            |degree_days, otherwise| rule("01-11..01-20", Trigger::DegreeDays { degree_days, base_c: 4.0 }, otherwise);
        assert_eq!(day(sum(150.0, Otherwise::Skip), 2023, &warm, &[]), Some(DayOfCut::On(15)));
        assert_eq!(day(sum(30.0, Otherwise::Skip), 2023, &warm, &[]), Some(DayOfCut::On(11)));
        assert_eq!(day(sum(900.0, Otherwise::Skip), 2023, &warm, &[]), None);
        assert_eq!(day(sum(900.0, Otherwise::LastDay), 2023, &warm, &[]), Some(DayOfCut::On(20)));
    }

    #[test]
    fn dry_runs_lie_inside_the_window() {
        let mut rain = vec![0.0; 366];
        rain[60] = 0.3;
        let dry = rule("03-01..03-05", Trigger::DryDays { days: 3 }, Otherwise::Skip);
        // 1 March is day 60 in common years (index 59) and day 61 in leap years (index 60).
        assert_eq!(day(dry, 2023, &[], &rain), Some(DayOfCut::On(64)));
        assert_eq!(day(dry, 2024, &[], &rain), Some(DayOfCut::On(64)));
        rain[62] = 5.0;
        assert_eq!(day(dry, 2023, &[], &rain), None);
    }

    #[test]
    fn rules_on_the_stand_stay_open() {
        let heavy = rule("05-25..07-05", Trigger::Mass { mass_kg_ha: 3500.0 }, Otherwise::LastDay);
        let expected = DayOfCut::FirstWith {
            from: 146,
            to: 187,
            threshold: Threshold::MassKgHa(3500.0),
            otherwise: Otherwise::LastDay,
        };
        assert_eq!(day(heavy, 2024, &[], &[]), Some(expected));
    }

    #[test]
    fn cuts_on_one_day_become_one_low_cut_and_hay_wins() {
        let on = Timing::Day(MonthDay::new(6, 15).expect("valid"));
        let mulch =
            PlannedCut { removal: Removal::Mulch, machine: Machine::FlailMulch, lying_days: 0, ..plan(on, 1, 0.06) };
        let cuts = dated(&[plan(on, 0, 0.1), mulch], 2023, &[], &[]);
        assert_eq!(cuts.len(), 1);
        assert_eq!(cuts[0].plan, plan(on, 0, 0.06));
        assert_eq!(merged(mulch, plan(on, 0, 0.1)), plan(on, 0, 0.06));
        assert_eq!(merged(plan(on, 0, 0.1), plan(on, 1, 0.08)).visit, 1);
    }
}
