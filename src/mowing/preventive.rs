//! A cut before summer added to a regime, to see what it would avoid.

use super::regime::{At, Cut, Machine, Regime, Removal};
use crate::calendar::{DayRange, MonthDay};

/// Height of the cut where the regime has none, m.
const HEIGHT_M: f64 = 0.10;
/// Days that hay of the cut lies where the regime says nothing, d.
const LYING_DAYS: u8 = 3;

/// Whether a regime cuts before summer of its own accord: a cut whose usual day, or the end of its window where a rule finds
/// the day, is not after `limit`.
pub fn cuts_before(regime: &Regime, limit: MonthDay) -> bool {
    regime.cuts.iter().any(|cut| {
        let day = if cut.when.is_some() { cut.window.last } else { cut.default_day() };
        day <= limit
    })
}

/// The regime with a cut on `day` before its others, cuttings taken away; the rest of it stays.
///
/// Height, machine and the share left standing are those of its first cut; a mower that cannot take cuttings away gives way to
/// a disc mower.
pub fn with_cut_before_summer(regime: &Regime, day: MonthDay) -> Regime {
    let first = regime.cuts.first();
    let machine = match first.map(|cut| cut.machine) {
        Some(machine) if machine != Machine::FlailMulch => machine,
        _ => Machine::DiscHay,
    };
    let cut = Cut {
        window: DayRange { first: day, last: day },
        at: At::Early,
        when: None,
        height_m: first.map_or(HEIGHT_M, |cut| cut.height_m),
        machine,
        removal: Removal::Hay,
        lying_days: if machine == Machine::FlailSuction { 0 } else { LYING_DAYS },
        leave: first.map_or(0.0, |cut| cut.leave),
    };
    let mut changed = regime.clone();
    changed.name = format!("{}+{day}", regime.name);
    changed.cuts.insert(0, cut);
    changed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mowing::regime::Pattern;

    fn autumn(machine: Machine) -> Regime {
        let cut = Cut {
            window: DayRange::parse("09-15..10-15").expect("valid"),
            at: At::Early,
            when: None,
            height_m: 0.08,
            machine,
            removal: Removal::Mulch,
            lying_days: 0,
            leave: 0.25,
        };
        Regime {
            name: "autumn".into(),
            cuts: vec![cut],
            pattern: Pattern::Rotating,
            describe_en: String::new(),
            describe_nl: String::new(),
        }
    }

    #[test]
    fn the_added_cut_comes_first_and_takes_its_cuttings_away() {
        let day = MonthDay::new(6, 20).expect("a day");
        let early = MonthDay::new(7, 7).expect("a day");
        let regime = autumn(Machine::FlailMulch);
        assert!(!cuts_before(&regime, early));
        let changed = with_cut_before_summer(&regime, day);
        assert!(cuts_before(&changed, early));
        assert_eq!(changed.cuts[1..], regime.cuts[..]);
        let added = &changed.cuts[0];
        assert_eq!((added.machine, added.removal, added.leave), (Machine::DiscHay, Removal::Hay, 0.25));
        assert_eq!((added.default_day(), changed.parts()), (day, regime.parts()));
    }
}
