//! What the numbers of a stored unit mean: names of climates, groups, regimes, KPIs and classes, in the order of the numbers.

use crate::biodiversity::season::HALF_MONTHS;
use crate::error::Problem;
use serde::{Deserialize, Serialize};

/// Version of the layout of stored units.
pub const FORMAT: u32 = 5;

/// Names for the numbers of every unit of a study.
///
/// A unit holds, one block after the other:
///
/// | block | numbers |
/// |---|---|
/// | network | `[kpi][group][choice]`; not a number where a KPI does not apply |
/// | classes | `[class][regime][column]`: means over the years, per unit of area or exposure |
/// | years | `[kpi][choice][year]` of the network, for the KPIs whose years are kept |
/// | season | `[quantity][year][half-month]` of the network under the regimes of today |
/// | controls | the weather of the member, the mean of its further weathers ([`controls`](super::controls)), and how its fires come about: factor, forms, exponent |
/// | parameters | the drawn value of each uncertain parameter |
/// | work | column-days |
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Labels {
    /// Version of the layout.
    pub format: u32,
    /// Version of the program.
    pub program: String,
    /// Digest of everything that decides the numbers.
    pub digest: String,
    /// Name of the scenario.
    pub scenario: String,
    /// Language of the scenario: `en` or `nl`.
    pub language: String,
    /// First simulated year, and how many.
    pub period: (i16, usize),
    /// Climates.
    pub climates: Vec<String>,
    /// Members of the whole study.
    pub members: usize,
    /// Whether members come in pairs that mirror each other, each two in a row.
    pub antithetic: bool,
    /// Whether draws of fires and parameters are spread evenly over their laws.
    pub even: bool,
    /// When fewer members are enough.
    pub until: Option<Until>,
    /// Members of the sample of the network that goes with them, in a study of its own; 0 without one.
    pub sample: usize,
    /// Level and name of every group of segments; the network comes first.
    pub groups: Vec<(String, String)>,
    /// Regimes on the whole network; after them comes the choice of today, each segment's own regime.
    pub regimes: Vec<String>,
    /// KPIs by id.
    pub kpis: Vec<String>,
    /// KPIs whose years are kept, by id.
    pub yearly: Vec<String>,
    /// Quantities of the season.
    pub season: Vec<String>,
    /// What is known of draws beyond those of the members; none where controls are not kept.
    pub controls: Option<Controls>,
    /// Numbers of the controls of a unit.
    pub control_count: usize,
    /// Points of a study of sensitivity; none in an ensemble.
    pub points: Option<Points>,
    /// What a contract asks otherwise than the catalogue of KPIs.
    pub asked: Vec<Asked>,
    /// Classes of sites.
    pub classes: Vec<ClassLabel>,
    /// Measures of a class: name and unit.
    pub columns: Vec<(String, String)>,
    /// Uncertain parameters: name and unit.
    pub parameters: Vec<(String, String)>,
}

/// What a contract asks of a KPI.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// The KPI.
    pub kpi: String,
    /// Value that is asked, in the unit of the KPI; none: as in the catalogue.
    pub threshold: Option<f64>,
    /// Whether more is better; none: as in the catalogue.
    pub more_is_better: Option<bool>,
}

/// A class of sites in tables.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassLabel {
    /// Id of its first segment.
    pub name: String,
    /// Soil.
    pub soil: String,
    /// Productivity.
    pub productivity: String,
    /// Weather node.
    pub node: String,
}

/// When members are enough; KPIs by their ids.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Until {
    /// The mean of a KPI on the network is known well enough under every regime in every climate.
    HalfWidth {
        /// The KPI.
        kpi: String,
        /// Largest half-width of the 95 % interval of its mean, in its unit.
        half_width: f64,
    },
    /// Every difference between two regimes on the network is decided, in every climate.
    Decided {
        /// The KPIs.
        kpis: Vec<String>,
        /// Largest half-width of the 95 % interval of a difference, as a share of it.
        within: f64,
        /// A difference that surely stays below this share of the value counts as none.
        equal: f64,
    },
}

/// What makes the members of a study of sensitivity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Points {
    /// Base points.
    pub base: usize,
    /// Names of the factors.
    pub factors: Vec<String>,
    /// Seed of the intervals.
    pub seed: u64,
}

/// What is known of draws beyond those of the members.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Controls {
    /// Further weathers of each member, of which the controls alone are kept.
    pub further: usize,
    /// Mean of the factor of fires.
    pub mean_factor: f64,
    /// What is drawn: forms of susceptibility, exponent of traffic, parameters.
    pub draws: Vec<KnownDraw>,
}

/// A drawn number over many draws.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownDraw {
    /// Its name.
    pub name: String,
    /// Its mean.
    pub mean: f64,
    /// Mean of the factor of fires times it.
    pub factored_mean: f64,
}

impl Labels {
    /// Choices on the network: the regimes, and today.
    pub fn choices(&self) -> usize {
        self.regimes.len() + 1
    }

    /// Numbers of the block of the network.
    pub fn network_count(&self) -> usize {
        self.kpis.len() * self.groups.len() * self.choices()
    }

    /// Numbers of the block of the classes.
    pub fn class_count(&self) -> usize {
        self.classes.len() * self.regimes.len() * self.columns.len()
    }

    /// Numbers of the block of the years.
    pub fn year_count(&self) -> usize {
        self.yearly.len() * self.choices() * self.period.1
    }

    /// Numbers of the block of the season.
    pub fn season_count(&self) -> usize {
        self.season.len() * self.period.1 * HALF_MONTHS
    }

    /// Numbers of a unit.
    pub fn count(&self) -> usize {
        let blocks = self.network_count() + self.class_count() + self.year_count() + self.season_count();
        blocks + self.control_count + self.parameters.len() + 1
    }

    /// The digest as a number.
    pub fn digest_number(&self) -> Result<u64, Problem> {
        u64::from_str_radix(&self.digest, 16).map_err(|_| {
            Problem::new("E813", "labels.json", format!("\"{}\" is no digest", self.digest))
                .hint("the file was changed by hand; begin anew with --fresh")
        })
    }

    /// The text of the file.
    pub fn to_json(&self) -> Result<String, Problem> {
        serde_json::to_string_pretty(self).map_err(|error| {
            Problem::new("E813", "labels.json", format!("cannot be written as JSON: {error}"))
                .hint("a fault of the program; please report it with the scenario")
        })
    }

    /// Reads the text of a file; `place` names it.
    pub fn from_json(place: &str, text: &str) -> Result<Self, Problem> {
        let labels: Labels = serde_json::from_str(text).map_err(|error| {
            Problem::new("E813", place, format!("is no list of labels: {error}"))
                .hint("the file is damaged or of another version; begin anew with --fresh")
        })?;
        if labels.format != FORMAT {
            let what = format!("has layout {}, this version reads {FORMAT}", labels.format);
            return Err(Problem::new("E813", place, what).hint("begin anew with --fresh"));
        }
        Ok(labels)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn labels() -> Labels {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        Labels {
            format: FORMAT,
            program: "0".into(),
            digest: "0123456789abcdef".into(),
            scenario: "test".into(),
            language: "en".into(),
            period: (2027, 2),
            climates: vec!["reference".into(), "Hd-2050".into()],
            members: 30,
            antithetic: false,
            even: false,
            until: None,
            sample: 0,
            groups: vec![pair("network", "")],
            regimes: vec!["late".into(), "early".into()],
            kpis: vec!["fire".into()],
            yearly: vec!["fire".into()],
            season: vec!["fire".into()],
            controls: None,
            control_count: 0,
            points: None,
            asked: Vec::new(),
            classes: Vec::new(),
            columns: Vec::new(),
            parameters: vec![pair("growth.RUEmax", "g/MJ")],
        }
    }

    #[test]
    fn labels_come_back_and_foreign_texts_are_refused() {
        let labels = labels();
        assert_eq!(labels.count(), 3 + 3 * 2 + 2 * 24 + 1 + 1);
        let text = labels.to_json().expect("written");
        assert_eq!(Labels::from_json("labels.json", &text), Ok(labels.clone()));
        for wrong in ["{}".to_owned(), text.replace("\"format\": 5", "\"format\": 9"), text[..40].to_owned()] {
            assert_eq!(Labels::from_json("labels.json", &wrong).expect_err("refused").code, "E813");
        }
        assert_eq!(Labels { digest: "xyz".into(), ..labels }.digest_number().expect_err("refused").code, "E813");
    }
}
