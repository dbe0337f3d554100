//! Verdicts, and rows of the table of published against simulated.

use crate::scenario::Language;

/// How a check came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// As published.
    Holds,
    /// For the greater part.
    InPart,
    /// Not.
    Fails,
    /// Not run: what it needs was not given.
    NotRun,
}

impl Verdict {
    /// Holds or fails.
    pub fn of(holds: bool) -> Self {
        if holds { Verdict::Holds } else { Verdict::Fails }
    }

    /// Name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Holds => "holds",
            Verdict::InPart => "in part",
            Verdict::Fails => "fails",
            Verdict::NotRun => "not run",
        }
    }

    /// Name for people.
    pub fn words(self, language: Language) -> &'static str {
        match (self, language) {
            (_, Language::En) => self.name(),
            (Verdict::Holds, Language::Nl) => "klopt",
            (Verdict::InPart, Language::Nl) => "deels",
            (Verdict::Fails, Language::Nl) => "klopt niet",
            (Verdict::NotRun, Language::Nl) => "niet uitgevoerd",
        }
    }
}

/// Group of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Findings of field research.
    Findings,
    /// Published contrasts of plants and insects.
    Life,
    /// Growth: yields, depletion, curing.
    Growth,
    /// Fire: tables, season, years.
    Fire,
    /// Weather.
    Weather,
    /// Planning.
    Planning,
}

impl Group {
    /// Every group, in the order of the page.
    pub const ALL: [Group; 6] =
        [Group::Findings, Group::Life, Group::Growth, Group::Fire, Group::Weather, Group::Planning];

    /// Name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Group::Findings => "findings",
            Group::Life => "life",
            Group::Growth => "growth",
            Group::Fire => "fire",
            Group::Weather => "weather",
            Group::Planning => "planning",
        }
    }

    /// Name for people.
    pub fn words(self, language: Language) -> &'static str {
        match (self, language) {
            (Group::Findings, Language::En) => "Findings of field research",
            (Group::Findings, Language::Nl) => "Bevindingen uit veldonderzoek",
            (Group::Life, Language::En) => "Plants and insects",
            (Group::Life, Language::Nl) => "Planten en insecten",
            (Group::Growth, Language::En) => "Growth",
            (Group::Growth, Language::Nl) => "Groei",
            (Group::Fire, Language::En) => "Fire",
            (Group::Fire, Language::Nl) => "Brand",
            (Group::Weather, Language::En) => "Weather",
            (Group::Weather, Language::Nl) => "Weer",
            (Group::Planning, _) => "Planning",
        }
    }
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// Name: `F1`, `V7`, `fire.rothermel`.
    pub id: String,
    /// Group.
    pub group: Group,
    /// What is checked, in English and Dutch.
    pub subject: [String; 2],
    /// What was published.
    pub published: String,
    /// What the program finds.
    pub simulated: String,
    /// How it came out.
    pub verdict: Verdict,
    /// Whether a program that fails it must not be released.
    pub must_hold: bool,
    /// Where the published number or direction comes from.
    pub source: String,
    /// What decides, where it does not hold; what else must be known.
    pub remark: String,
}

impl Check {
    /// What is checked, for people.
    pub fn subject(&self, language: Language) -> &str {
        &self.subject[usize::from(language == Language::Nl)]
    }
}

/// A number with three significant digits, for tables.
///
/// ```
/// assert_eq!(zeis::validation::verdict::short(0.123_456), "0.123");
/// assert_eq!(zeis::validation::verdict::short(1234.5), "1230");
/// assert_eq!(zeis::validation::verdict::short(-0.0), "0");
/// ```
pub fn short(value: f64) -> String {
    if !value.is_finite() {
        return "-".to_owned();
    }
    // Rust's scientific form rounds correctly, and what it prints always parses.
    let rounded: f64 = format!("{value:.2e}").parse().unwrap_or(value);
    if rounded == 0.0 { "0".to_owned() } else { rounded.to_string() }
}
