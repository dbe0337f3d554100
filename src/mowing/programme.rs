//! Programmes: regimes with their days settled, on their own days or in chosen weeks.

use super::patches::{PlannedCut, Programme, Timing, Visit, gcd, lists_of};
use super::regime::{Cut, Machine, Regime};
use crate::calendar::{DayRange, MonthDay};

/// Programmes that a regime gives at most, for one set of restrictions; more are thinned evenly.
pub const PROGRAMMES_PER_REGIME: usize = 120;
/// Room for rounding in a share.
const ROUNDING: f64 = 1e-9;
/// Combinations of weeks that are listed before thinning; regimes with more give up every other week of their longest window.
const COMBINATIONS_LISTED: usize = 200_000;

/// When and with what an owner lets the main verge be mown.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Restrictions<'a> {
    /// Days on which it may be cut; empty: no limit.
    pub windows: &'a [DayRange],
    /// Machines; empty: all.
    pub machines: &'a [Machine],
    /// Breeding season, and the share that must stay when it is cut within it.
    pub breeding: Option<(DayRange, f64)>,
}

impl Restrictions<'_> {
    /// Whether a cut that leaves this share may happen on every day of the span with this machine: the span must lie in one
    /// window, and outside the breeding season unless enough stays.
    pub fn allow(&self, span: DayRange, machine: Machine, leave: f64) -> bool {
        let in_window = |window: &DayRange| window.contains(span.first) && window.contains(span.last);
        (self.windows.is_empty() || self.windows.iter().any(in_window))
            && (self.machines.is_empty() || self.machines.contains(&machine))
            && self.breeding.is_none_or(|(season, share)| !span.overlaps(season) || leave + ROUNDING >= share)
    }

    /// Whether every visit of the programme is allowed.
    pub fn allow_programme(&self, programme: &Programme) -> bool {
        programme.visits.iter().all(|visit| self.allow(visit.cut.span(), visit.cut.machine, visit.leave))
    }
}

/// The regime on its own days and rules; `index` is its place in the scenario.
pub fn own_days(index: usize, regime: &Regime) -> Programme {
    let visits = regime.cuts.iter().zip(0..).map(|(cut, visit)| Visit {
        week: None,
        cut: PlannedCut::of(cut, visit),
        leave: regime.leave_of(cut),
    });
    Programme {
        name: regime.name.clone(),
        regime: index,
        pattern: regime.pattern,
        visits: visits.collect(),
        stages: Vec::new(),
    }
}

/// Every regime with a week for each cut, within the weeks of the plan (both included) and the restrictions.
///
/// A cut's weeks are those whose day lies in its window. A rule's cut keeps its rule and takes no week (`r` in the name);
/// its whole window must be allowed, and for distances it counts as on the middle of its window. Visits that ever touch the
/// same part in one year lie at least `min_gap_weeks` apart; visits to parts that never meet may follow each other at once.
/// Names are `regime@25+39`. A regime without a choice (uncut, or rules alone) gives itself on its own days, under its
/// own name.
///
/// A regime gives at most `most` programmes, never more than [`PROGRAMMES_PER_REGIME`]. Of `N` combinations in the order of their weeks those with
/// index `i s mod N` are kept, `s` the largest number up to 0.618 `N` without a common divisor with `N`: they lie evenly over
/// the first visit's weeks and every week of the later visits is kept about equally often.
pub fn weekly(
    regimes: &[Regime],
    weeks: (u8, u8),
    min_gap_weeks: u8,
    restrictions: Restrictions<'_>,
    most: usize,
) -> Vec<Programme> {
    let of_regime = |(index, regime)| {
        let all = weekly_of(index, regime, weeks, min_gap_weeks, restrictions);
        thinned(all, most.min(PROGRAMMES_PER_REGIME))
    };
    regimes.iter().enumerate().flat_map(of_regime).collect()
}

/// The weekly programmes of one regime.
fn weekly_of(
    index: usize,
    regime: &Regime,
    weeks: (u8, u8),
    min_gap_weeks: u8,
    restrictions: Restrictions<'_>,
) -> Vec<Programme> {
    let base = own_days(index, regime);
    if regime.cuts.iter().all(|cut| cut.when.is_some()) {
        return if restrictions.allow_programme(&base) { vec![base] } else { Vec::new() };
    }
    let of_cut = |cut: &Cut| weeks_of(cut, regime.leave_of(cut), weeks, restrictions);
    let mut choices: Vec<Vec<Option<u8>>> = regime.cuts.iter().map(of_cut).collect();
    shorten(&mut choices);
    let meetings = meetings(&base);
    let mut found = Vec::new();
    for_each_combination(&choices, &mut |combination| {
        let programme = with_weeks(&base, combination);
        let days: Vec<u16> = programme.visits.iter().map(|visit| visit.cut.span().middle().day_of_year()).collect();
        let far_apart = |&(a, b): &(usize, usize)| days[a].abs_diff(days[b]) >= 7 * u16::from(min_gap_weeks);
        if meetings.iter().all(far_apart) {
            found.push(programme);
        }
    });
    found
}

/// Weeks that a cut may take; `None` alone for a rule's cut that is allowed.
fn weeks_of(cut: &Cut, leave: f64, weeks: (u8, u8), restrictions: Restrictions<'_>) -> Vec<Option<u8>> {
    if cut.when.is_some() {
        return if restrictions.allow(cut.window, cut.machine, leave) { vec![None] } else { Vec::new() };
    }
    let allowed = |&week: &u8| {
        let day = MonthDay::of_week(week);
        (weeks.0..=weeks.1).contains(&week)
            && restrictions.allow(DayRange { first: day, last: day }, cut.machine, leave)
    };
    cut.window.weeks().filter(allowed).map(Some).collect()
}

/// Drops every other choice of the longest list until the combinations can be listed.
fn shorten(choices: &mut [Vec<Option<u8>>]) {
    let combinations = |choices: &[Vec<Option<u8>>]| {
        choices.iter().fold(1_usize, |product, weeks| product.saturating_mul(weeks.len()))
    };
    while combinations(choices) > COMBINATIONS_LISTED {
        let Some(longest) = choices.iter_mut().max_by_key(|weeks| weeks.len()) else { return };
        *longest = longest.iter().copied().step_by(2).collect();
    }
}

/// Calls `visit` with every combination of one choice per list, the last list running fastest.
fn for_each_combination(choices: &[Vec<Option<u8>>], visit: &mut impl FnMut(&[Option<u8>])) {
    let total: usize = choices.iter().map(Vec::len).product();
    let mut combination = vec![None; choices.len()];
    for number in 0..total {
        let mut rest = number;
        for (place, weeks) in choices.iter().enumerate().rev() {
            combination[place] = weeks[rest % weeks.len()];
            rest /= weeks.len();
        }
        visit(&combination);
    }
}

/// Pairs of visits that touch the same part in some year.
fn meetings(programme: &Programme) -> Vec<(usize, usize)> {
    let lists = lists_of(programme);
    let together = |a: usize, b: usize| {
        lists.iter().flatten().flat_map(|list| &list.years).any(|year| {
            let has = |visit: usize| year.iter().any(|cut| usize::from(cut.visit) == visit);
            has(a) && has(b)
        })
    };
    let n = programme.visits.len();
    (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b))).filter(|&(a, b)| together(a, b)).collect()
}

/// The programme with these weeks.
fn with_weeks(base: &Programme, weeks: &[Option<u8>]) -> Programme {
    let mut programme = base.clone();
    for (visit, &week) in programme.visits.iter_mut().zip(weeks) {
        visit.week = week;
        if let Some(week) = week {
            visit.cut.timing = Timing::Day(MonthDay::of_week(week));
        }
    }
    let label: Vec<String> = weeks.iter().map(|week| week.map_or("r".into(), |week| week.to_string())).collect();
    programme.name = format!("{}@{}", base.name, label.join("+"));
    programme
}

/// At most `most` of the programmes, spread evenly over their order and over the weeks of every visit.
fn thinned(programmes: Vec<Programme>, most: usize) -> Vec<Programme> {
    let n = programmes.len();
    if n <= most {
        return programmes;
    }
    let step = (1..=n * 618 / 1000).rev().find(|&step| gcd(step, n) == 1).unwrap_or(1);
    let mut kept = vec![false; n];
    for i in 0..most {
        kept[i * step % n] = true;
    }
    programmes.into_iter().zip(kept).filter_map(|(programme, kept)| kept.then_some(programme)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mowing::regime::{At, Otherwise, Pattern, Removal, Trigger};
    use std::collections::BTreeSet;

    fn cut(window: &str, leave: f64) -> Cut {
        Cut {
            window: DayRange::parse(window).expect("valid"),
            at: At::Middle,
            when: None,
            height_m: 0.1,
            machine: Machine::DiscHay,
            removal: Removal::Hay,
            lying_days: 3,
            leave,
        }
    }

    fn regime(pattern: Pattern, cuts: Vec<Cut>) -> Regime {
        Regime { name: "r".into(), cuts, pattern, describe_en: String::new(), describe_nl: String::new() }
    }

    fn names(regime: &Regime, gap: u8, restrictions: Restrictions<'_>) -> Vec<String> {
        weekly(std::slice::from_ref(regime), (14, 44), gap, restrictions, 999).into_iter().map(|p| p.name).collect()
    }

    #[test]
    fn own_days_are_the_days_of_the_windows() {
        let programme = own_days(2, &regime(Pattern::Sides, vec![cut("06-15..07-05", 0.0), cut("09-01..09-01", 0.0)]));
        assert_eq!((programme.name.as_str(), programme.regime), ("r", 2));
        assert_eq!(programme.visits[0].cut.span().first.to_string(), "06-25");
        assert_eq!(
            (programme.visits[1].cut.visit, programme.visits[1].leave, programme.visits[1].week),
            (1, 0.5, None)
        );
    }

    #[test]
    fn weeks_combine_with_the_gap_between_visits_to_one_part() {
        let windows = |leave| vec![cut("06-15..07-05", leave), cut("07-16..08-02", leave)];
        let free = Restrictions::default();
        assert_eq!(names(&regime(Pattern::Full, windows(0.0)), 0, free).len(), 9);
        let full = names(&regime(Pattern::Full, windows(0.0)), 5, free);
        assert_eq!(full, ["r@25+30", "r@25+31", "r@26+31"].map(String::from));
        // Each half is cut once: no visit follows another on the same part.
        assert_eq!(names(&regime(Pattern::Blocks, windows(0.5)), 5, free).len(), 9);
        assert_eq!(names(&regime(Pattern::Rotating, windows(0.25)), 5, free).len(), 3);
    }

    #[test]
    fn owners_restrict_weeks_and_machines() {
        let once = regime(Pattern::Full, vec![cut("06-15..07-05", 0.0)]);
        let late = [DayRange::parse("07-01..10-01").expect("valid")];
        assert_eq!(names(&once, 6, Restrictions { windows: &late, ..Restrictions::default() }), ["r@27"]);
        assert!(names(&once, 6, Restrictions { machines: &[Machine::EcoHead], ..Restrictions::default() }).is_empty());
        let uncut = regime(Pattern::Full, vec![]);
        assert_eq!(
            names(&uncut, 6, Restrictions { windows: &late, machines: &[Machine::EcoHead], breeding: None }),
            ["r"]
        );
    }

    #[test]
    fn the_breeding_season_asks_for_a_share_that_stays() {
        let season = DayRange::parse("03-15..07-15").expect("valid");
        let breeding = Restrictions { breeding: Some((season, 0.5)), ..Restrictions::default() };
        let june = |pattern, leave| regime(pattern, vec![cut("06-15..07-26", leave)]);
        assert_eq!(names(&june(Pattern::Full, 0.0), 6, breeding), ["r@29", "r@30"]);
        assert_eq!(names(&june(Pattern::Rotating, 0.5), 6, breeding).len(), 6);
        assert_eq!(names(&june(Pattern::Full, 0.0), 6, Restrictions::default()).len(), 6);
    }

    #[test]
    fn rules_keep_their_rule() {
        let mut ruled = cut("05-25..07-05", 0.0);
        ruled.when = Some((Trigger::Mass { mass_kg_ha: 3500.0 }, Otherwise::Skip));
        let both = regime(Pattern::Full, vec![ruled.clone(), cut("09-01..09-15", 0.0)]);
        let found = weekly(std::slice::from_ref(&both), (14, 44), 6, Restrictions::default(), 999);
        assert_eq!(found.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), ["r@r+36", "r@r+37"]);
        assert!(matches!(found[0].visits[0].cut.timing, Timing::Rule { .. }));
        assert_eq!(names(&regime(Pattern::Full, vec![ruled]), 6, Restrictions::default()), ["r"]);
    }

    #[test]
    fn thinning_keeps_every_week_of_every_visit() {
        let cuts = vec![cut("04-10..06-10", 0.0), cut("06-20..08-10", 0.0), cut("08-20..10-30", 0.0)];
        let regimes = [regime(Pattern::Full, cuts.clone())];
        let found = weekly(&regimes, (14, 44), 0, Restrictions::default(), 999);
        assert_eq!(found.len(), PROGRAMMES_PER_REGIME);
        assert_eq!(found.iter().map(|p| &p.name).collect::<BTreeSet<_>>().len(), PROGRAMMES_PER_REGIME);
        for (visit, cut) in cuts.iter().enumerate() {
            let kept: BTreeSet<Option<u8>> = found.iter().map(|p| p.visits[visit].week).collect();
            assert_eq!(kept, cut.window.weeks().map(Some).collect(), "visit {visit}");
        }
    }
}
