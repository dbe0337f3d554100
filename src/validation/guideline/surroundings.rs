//! What lies beside a verge, and what it asks of the mowing.

use crate::calendar::MonthDay;
use crate::scenario::Language;
use crate::validation::table::{Row, Table};
use crate::validation::trial::TrialRegime;

const TABLE: &str = include_str!("surroundings.csv");

/// Surroundings of a verge.
#[derive(Clone, Debug, PartialEq)]
pub struct Surroundings {
    /// Name in tables.
    pub name: String,
    words: [String; 2],
    why: [String; 2],
    /// First day on which mowing is allowed.
    pub from: Option<MonthDay>,
    /// Weights of fire, plants, insects and cost.
    pub weights: [f64; 4],
}

impl Surroundings {
    /// Name for people.
    pub fn words(&self, language: Language) -> &str {
        &self.words[usize::from(language == Language::Nl)]
    }

    /// Why they ask what they ask.
    pub fn why(&self, language: Language) -> &str {
        &self.why[usize::from(language == Language::Nl)]
    }

    /// Whether every cut of a regime is allowed.
    pub fn allows(&self, regime: &TrialRegime) -> bool {
        self.from.is_none_or(|from| regime.days().into_iter().all(|day| day >= from))
    }
}

/// Every kind of surroundings.
pub fn surroundings() -> Vec<Surroundings> {
    let one = |row: Row<'_>| Surroundings {
        name: row.text("surroundings").to_owned(),
        words: [row.text("en").to_owned(), row.text("nl").to_owned()],
        why: [row.text("why_en").to_owned(), row.text("why_nl").to_owned()],
        from: MonthDay::parse(row.text("from")),
        weights: ["fire", "plants", "insects", "cost"].map(|aim| row.sure(aim)),
    };
    Table::embedded(TABLE).rows().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validation::trial::trial_regimes;

    #[test]
    fn weights_sum_to_one_and_birds_keep_early_cuts_out() {
        for one in surroundings() {
            assert!((one.weights.iter().sum::<f64>() - 1.0).abs() < 1e-12, "{}", one.name);
            assert!(!one.why(Language::Nl).is_empty() && !one.words(Language::En).is_empty());
        }
        let birds = surroundings().into_iter().find(|one| one.name == "birds").expect("there");
        let regimes = trial_regimes();
        let allowed: Vec<&str> =
            regimes.iter().filter(|regime| birds.allows(regime)).map(|regime| regime.name.as_str()).collect();
        assert!(allowed.contains(&"U") && allowed.contains(&"KO") && allowed.contains(&"K"));
        assert!(!allowed.contains(&"J") && !allowed.contains(&"LO") && !allowed.contains(&"T3"));
    }
}
