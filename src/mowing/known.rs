//! A cut that is known to have happened this year, put in the place of the planned one.

use super::patches::{PlannedCut, Timing};
use super::regime::{Machine, Removal};
use crate::calendar::{DayRange, MonthDay};

/// Cutting height, lying days, machine and removal of a known cut for which nothing was planned: the defaults of a regime.
const UNPLANNED_HEIGHT_M: f64 = 0.10;
const UNPLANNED_LYING_DAYS: u8 = 3;

/// Days from a day to a span, 0 inside it.
fn distance(span: DayRange, day: MonthDay) -> u16 {
    let (first, last, day) = (span.first.day_of_year(), span.last.day_of_year(), day.day_of_year());
    first.saturating_sub(day).max(day.saturating_sub(last))
}

/// The visit that a known cut stands for: the planned one whose span is nearest, the earlier of two.
fn visit_of(visits: &[PlannedCut], last_cut: MonthDay) -> Option<u8> {
    visits.iter().min_by_key(|cut| (distance(cut.span(), last_cut), cut.visit)).map(|cut| cut.visit)
}

/// The cuts of a patch this year when the last cut up to `today` is known.
///
/// The known cut takes the place of the visit nearest to it among `visits` (the cuts of the whole verge); a patch that this
/// visit leaves standing is not cut. Visits before it stay as planned; later ones happen after `today` or not at all. A known
/// cut where nothing is planned is a hay cut at 0.10 m that lies three days.
///
/// - `planned`: cuts of the patch this year, in order of date; `last_cut` not after `today`
pub fn with_known_cut(
    planned: &[PlannedCut],
    visits: &[PlannedCut],
    last_cut: MonthDay,
    today: MonthDay,
) -> Vec<PlannedCut> {
    let timing = Timing::Day(last_cut);
    let Some(done) = visit_of(visits, last_cut) else {
        return vec![PlannedCut {
            timing,
            visit: 0,
            height_m: UNPLANNED_HEIGHT_M,
            machine: Machine::DiscHay,
            removal: Removal::Hay,
            lying_days: UNPLANNED_LYING_DAYS,
        }];
    };
    let tomorrow = MonthDay::from_day_of_year(today.day_of_year() + 1);
    planned
        .iter()
        .filter_map(|cut| match cut.timing {
            _ if cut.visit == done => Some(PlannedCut { timing, ..*cut }),
            _ if cut.visit < done => (cut.span().last < last_cut).then_some(*cut),
            Timing::Day(day) => (day > today).then_some(*cut),
            Timing::Rule { window, trigger, otherwise } => (window.last > today).then(|| {
                let window = DayRange { first: window.first.max(tomorrow), last: window.last };
                PlannedCut { timing: Timing::Rule { window, trigger, otherwise }, ..*cut }
            }),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mowing::regime::{Otherwise, Trigger};

    fn day(text: &str) -> MonthDay {
        MonthDay::parse(text).expect("a day")
    }

    fn cut(visit: u8, timing: Timing) -> PlannedCut {
        PlannedCut { timing, visit, height_m: 0.08, machine: Machine::EcoHead, removal: Removal::Hay, lying_days: 2 }
    }

    fn days(cuts: &[PlannedCut]) -> Vec<(u8, String)> {
        cuts.iter().map(|cut| (cut.visit, cut.span().to_string())).collect()
    }

    #[test]
    fn a_known_cut_moves_its_visit_and_holds_later_ones_off() {
        let visits = [cut(0, Timing::Day(day("06-25"))), cut(1, Timing::Day(day("09-30")))];
        let known = with_known_cut(&visits, &visits, day("06-03"), day("07-20"));
        assert_eq!(days(&known), [(0, "06-03..06-03".into()), (1, "09-30..09-30".into())]);
        assert_eq!(known[0].machine, Machine::EcoHead);
        let late = with_known_cut(&visits, &visits, day("06-03"), day("10-05"));
        assert_eq!(days(&late), [(0, "06-03..06-03".into())], "the second cut would have been the last one");
        let second = with_known_cut(&visits, &visits, day("09-20"), day("10-05"));
        assert_eq!(days(&second), [(0, "06-25..06-25".into()), (1, "09-20..09-20".into())]);
        let parts = with_known_cut(&visits[1..], &visits, day("06-03"), day("07-20"));
        assert_eq!(days(&parts), [(1, "09-30..09-30".into())], "a part that the first round leaves standing");
    }

    #[test]
    fn a_rule_that_has_not_fired_may_still_fire_tomorrow() {
        let window = DayRange::parse("08-01..09-15").expect("a span");
        let rule =
            Timing::Rule { window, trigger: Trigger::Mass { mass_kg_ha: 3000.0 }, otherwise: Otherwise::LastDay };
        let visits = [cut(0, Timing::Day(day("06-01"))), cut(1, rule)];
        let known = with_known_cut(&visits, &visits, day("05-28"), day("08-20"));
        assert_eq!(days(&known), [(0, "05-28..05-28".into()), (1, "08-21..09-15".into())]);
    }

    #[test]
    fn an_unplanned_cut_is_a_hay_cut() {
        let known = with_known_cut(&[], &[], day("07-01"), day("07-20"));
        assert_eq!((known.len(), known[0].removal), (1, Removal::Hay));
    }
}
