//! A finding: its contrasts under every structure, and what they come to.

use super::Experiments;
use super::alternative::Alternative;
use super::contrast::{Expected, Role, contrasts};
use super::judge::Judgement;
use crate::scenario::Language;
use crate::validation::table::Table;
use crate::validation::verdict::Verdict;

const TABLE: &str = include_str!("findings.csv");

/// A contrast under the base structure and the others.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Under the base structure.
    pub base: Judgement,
    /// Under the others that concern it.
    pub others: Vec<(Alternative, Judgement)>,
}

impl Outcome {
    /// Structures under which the median has the other sign, or is no longer small where nothing is expected.
    pub fn turned_by(&self) -> Vec<Alternative> {
        let turns = |judged: &Judgement| match judged.contrast.expected {
            Expected::Below => judged.size[1] > 0.0,
            Expected::Above => judged.size[1] < 0.0,
            Expected::Near(_) => self.base.holds() && !judged.holds(),
            Expected::Open => false,
        };
        self.others.iter().filter(|(_, judged)| turns(judged)).map(|(alternative, _)| *alternative).collect()
    }
}

/// A finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// `F1` to `F10`, `T1`.
    pub id: String,
    words: [String; 2],
    /// Where it was published.
    pub source: String,
    /// Its contrasts.
    pub outcomes: Vec<Outcome>,
}

impl Finding {
    /// The finding in words.
    pub fn words(&self, language: Language) -> &str {
        &self.words[usize::from(language == Language::Nl)]
    }

    /// The contrasts that it hangs on.
    pub fn claims(&self) -> impl Iterator<Item = &Outcome> {
        self.outcomes.iter().filter(|outcome| outcome.base.contrast.role == Role::Claim)
    }

    /// Claims that do not come out as expected.
    pub fn failing(&self) -> impl Iterator<Item = &Outcome> {
        self.claims().filter(|outcome| !outcome.base.holds())
    }

    /// What its claims come to: all hold, most hold, or fewer.
    pub fn verdict(&self) -> Verdict {
        let (claims, failing) = (self.claims().count(), self.failing().count());
        match failing {
            0 => Verdict::Holds,
            _ if 3 * failing <= claims => Verdict::InPart,
            _ => Verdict::Fails,
        }
    }

    /// The smallest share of draws among its claims with a direction.
    pub fn least_p_draw(&self) -> f64 {
        let directed = self.claims().filter(|outcome| !matches!(outcome.base.contrast.expected, Expected::Near(_)));
        directed.map(|outcome| outcome.base.p_draw).fold(1.0, f64::min)
    }

    /// Structures under which a claim that holds turns over, in the order of the list, each once.
    pub fn turned_by(&self) -> Vec<Alternative> {
        let turned: Vec<Alternative> =
            self.claims().filter(|outcome| outcome.base.holds()).flat_map(Outcome::turned_by).collect();
        Alternative::ALL.into_iter().filter(|alternative| turned.contains(alternative)).collect()
    }
}

/// Every finding, judged.
pub fn findings(experiments: &Experiments) -> Vec<Finding> {
    let contrasts = contrasts();
    let outcome = |contrast: &super::Contrast| {
        let base = experiments.judge(contrast, Alternative::Base)?;
        let others = Alternative::ALL.into_iter().skip(1).filter(|one| one.concerns(contrast.measure));
        let others = others.filter_map(|one| Some((one, experiments.judge(contrast, one)?))).collect();
        Some(Outcome { base, others })
    };
    let table = Table::embedded(TABLE);
    let finding = |row: crate::validation::table::Row<'_>| {
        let id = row.text("id").to_owned();
        let own = contrasts.iter().filter(|contrast| contrast.finding == id);
        Finding {
            words: [row.text("en").to_owned(), row.text("nl").to_owned()],
            source: row.text("source").to_owned(),
            outcomes: own.filter_map(outcome).collect(),
            id,
        }
    };
    table.rows().map(finding).collect()
}
