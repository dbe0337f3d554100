//! Verdicts, and rows of the table of published against simulated.

use crate::scenario::Language;

/// A text in English and Dutch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text([String; 2]);

impl Text {
    /// The two texts; numbers in the Dutch one get their comma.
    ///
    /// ```
    /// use zeis::{scenario::Language, validation::verdict::Text};
    /// let text = Text::new("1.5 times", "1.5 keer. Of meer.");
    /// assert_eq!((text.of(Language::En), text.of(Language::Nl)), ("1.5 times", "1,5 keer. Of meer."));
    /// ```
    pub fn new(en: impl Into<String>, nl: impl AsRef<str>) -> Self {
        Text([en.into(), with_commas(nl.as_ref())])
    }

    /// Numbers and names alone, which need no words.
    pub fn same(text: impl AsRef<str>) -> Self {
        Text::new(text.as_ref(), text.as_ref())
    }

    /// The text that a language gives.
    pub fn told(tell: impl Fn(Language) -> String) -> Self {
        Text::new(tell(Language::En), tell(Language::Nl))
    }

    /// The text in a language.
    pub fn of(&self, language: Language) -> &str {
        &self.0[usize::from(language == Language::Nl)]
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0[0].is_empty()
    }
}

/// The text with a comma for every point between two digits.
fn with_commas(text: &str) -> String {
    let digit = |one: Option<&u8>| one.is_some_and(u8::is_ascii_digit);
    let bytes = text.as_bytes();
    let is_point = |at: usize| at > 0 && digit(bytes.get(at - 1)) && digit(bytes.get(at + 1));
    text.char_indices().map(|(at, letter)| if letter == '.' && is_point(at) { ',' } else { letter }).collect()
}

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
    /// What is checked.
    pub subject: Text,
    /// What was published.
    pub published: Text,
    /// What the program finds.
    pub simulated: Text,
    /// How it came out.
    pub verdict: Verdict,
    /// Whether a program that fails it must not be released.
    pub must_hold: bool,
    /// Where the published number or direction comes from.
    pub source: String,
    /// What decides, where it does not hold; what else must be known.
    pub remark: Text,
}

impl Check {
    /// Whether it must hold, was run, and does not hold.
    pub fn is_broken(&self) -> bool {
        self.must_hold && !matches!(self.verdict, Verdict::Holds | Verdict::NotRun)
    }
}

/// Numbers below it are written with a power of ten.
const LEAST_PLAIN: f64 = 1e-4;

/// A number with three significant digits, for tables.
///
/// Numbers below 0.0001 have two, and a power of ten.
///
/// ```
/// assert_eq!(zeis::validation::verdict::short(0.123_456), "0.123");
/// assert_eq!(zeis::validation::verdict::short(1234.5), "1230");
/// assert_eq!(zeis::validation::verdict::short(-0.0), "0");
/// assert_eq!(zeis::validation::verdict::short(1.85e-15), "1.9e-15");
/// ```
pub fn short(value: f64) -> String {
    if !value.is_finite() {
        return "-".to_owned();
    }
    if value != 0.0 && value.abs() < LEAST_PLAIN {
        return format!("{value:.1e}");
    }
    // Rust's scientific form rounds correctly, and what it prints always parses.
    let rounded: f64 = format!("{value:.2e}").parse().unwrap_or(value);
    if rounded == 0.0 { "0".to_owned() } else { rounded.to_string() }
}
