//! The regimes of the experiments, from their table to lists of cuts.

use crate::calendar::MonthDay;
use crate::mowing::patches::{CutList, PlannedCut, Programme, Timing, Visit, lists_of};
use crate::mowing::regime::{Machine, Pattern, Removal};
use crate::scenario::Language;
use crate::validation::table::{Row, Table};

const TABLE: &str = include_str!("regimes.csv");
/// Days that hay lies.
const HAY_LIES_DAYS: u8 = 3;

/// A regime of the experiments.
#[derive(Clone, Debug, PartialEq)]
pub struct TrialRegime {
    /// Short name.
    pub name: String,
    words: [String; 2],
    /// Whether it belongs to the scan of dates.
    pub is_scan: bool,
    /// The regime, made concrete.
    pub programme: Programme,
}

impl TrialRegime {
    /// Name for people.
    pub fn words(&self, language: Language) -> &str {
        &self.words[usize::from(language == Language::Nl)]
    }

    /// Lists of cuts of its patches, which have equal areas.
    pub fn lists(&self) -> Vec<CutList> {
        lists_of(&self.programme).swap_remove(0)
    }

    /// Days of its cuts.
    pub fn days(&self) -> Vec<MonthDay> {
        self.programme.visits.iter().map(|visit| visit.cut.span().first).collect()
    }

    /// Whether it cuts at all.
    pub fn is_uncut(&self) -> bool {
        self.programme.visits.is_empty()
    }
}

/// Every regime of the table.
pub fn regimes() -> Vec<TrialRegime> {
    Table::embedded(TABLE).rows().map(|row| regime(&row)).collect()
}

/// The regimes of the experiments without the scan of dates.
pub fn trial_regimes() -> Vec<TrialRegime> {
    regimes().into_iter().filter(|regime| !regime.is_scan).collect()
}

/// The scan of dates: one hay cut each.
pub fn scan_regimes() -> Vec<TrialRegime> {
    regimes().into_iter().filter(|regime| regime.is_scan).collect()
}

fn regime(row: &Row<'_>) -> TrialRegime {
    let machine = Machine::parse(row.text("machine")).expect("every embedded table is read by a test");
    let removal = if machine == Machine::FlailMulch { Removal::Mulch } else { Removal::Hay };
    let visit = |(visit, text): (u8, &str)| Visit {
        week: None,
        cut: PlannedCut {
            timing: Timing::Day(MonthDay::parse(text).expect("every embedded table is read by a test")),
            visit,
            height_m: row.sure("height_m"),
            machine,
            removal,
            lying_days: if removal == Removal::Hay { HAY_LIES_DAYS } else { 0 },
        },
        leave: row.sure("leave"),
    };
    let programme = Programme {
        name: row.text("regime").to_owned(),
        regime: 0,
        pattern: if row.sure("leave") > 0.0 { Pattern::Rotating } else { Pattern::Full },
        stages: Vec::new(),
        visits: (0..).zip(row.text("cuts").split_whitespace()).map(visit).collect(),
    };
    TrialRegime {
        name: programme.name.clone(),
        words: [row.text("en").to_owned(), row.text("nl").to_owned()],
        is_scan: row.text("set") == "scan",
        programme,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_regimes_is_read_whole() {
        let all = regimes();
        let of = |name: &str| all.iter().find(|regime| regime.name == name).expect("a regime");
        assert!(of("U").is_uncut() && of("U").lists() == vec![CutList::uncut()]);
        assert_eq!(of("T3").days().len(), 3);
        assert_eq!(of("LO25").lists().len(), 4);
        assert_eq!(of("LO12").programme.visits[0].cut.height_m, 0.12);
        assert_eq!(of("M2").programme.visits[1].cut.removal, Removal::Mulch);
        assert_eq!(scan_regimes().len() + trial_regimes().len(), all.len());
        let one = scan_regimes().iter().all(|regime| regime.days().len() == 1);
        assert!(one && all.iter().all(|regime| !regime.words(Language::Nl).is_empty()));
    }
}
