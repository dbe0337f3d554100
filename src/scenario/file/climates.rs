//! Climates in `[climate]`: which, how they come, and the CO2 that goes with them.

use super::keys::{Item, Keys, Located, shown};
use crate::weather::climate::knmi14::Earlier;
use crate::weather::climate::{HORIZONS, Variant};

/// The climates of a run as the user wrote them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClimatesFile {
    /// Climates in the order of the file; empty: the reference alone.
    pub scenarios: Vec<Located<ClimateName>>,
    /// Whether the climate changes from year to year instead of being that of the horizon.
    pub transient: bool,
    /// Table of changes of the user.
    pub factors: Option<Located<String>>,
    /// How observed weather is changed.
    pub delta: Delta,
    /// CO2 for every climate, ppm.
    pub co2_ppm: Option<f64>,
    /// CO2 by climate, ppm.
    pub co2_by_climate: Vec<(String, Located<f64>)>,
}

/// A climate by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClimateName {
    /// The climate of 1991-2020.
    Reference,
    /// A scenario of KNMI'23 at a horizon.
    Changed(Variant, i16),
    /// A scenario of KNMI'14.
    Earlier(Earlier),
}

impl ClimateName {
    /// The name in files: `reference`, `Hd-2050`.
    pub fn text(&self) -> String {
        match self {
            ClimateName::Reference => "reference".to_owned(),
            ClimateName::Changed(variant, horizon) => format!("{}-{horizon}", variant.name()),
            ClimateName::Earlier(earlier) => earlier.text(),
        }
    }

    fn parse(text: &str) -> Option<Self> {
        if text == "reference" {
            return Some(ClimateName::Reference);
        }
        if let Some(earlier) = Earlier::named(text) {
            return Some(ClimateName::Earlier(earlier));
        }
        let (name, horizon) = text.split_once('-')?;
        let horizon = horizon.parse().ok().filter(|year| HORIZONS.contains(year))?;
        Some(ClimateName::Changed(Variant::named(name)?, horizon))
    }
}

/// How observed weather is changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Delta {
    /// By percentile, with wet days added or dried.
    #[default]
    Quantile,
    /// By one addition or factor a month.
    Simple,
}

/// Limits of a concentration of CO2, ppm.
const PLAUSIBLE_PPM: std::ops::RangeInclusive<f64> = 150.0..=2500.0;

/// Reads the keys of `[climate]` that say which climates are run.
pub fn climates(keys: &Keys<'_>) -> ClimatesFile {
    let mut file = ClimatesFile::default();
    for item in keys.list("scenarios") {
        let Some(text) = item.text() else { continue };
        match ClimateName::parse(&text) {
            Some(name) if file.scenarios.iter().any(|other| other.value == name) => {
                item.problem("S124", format!("climate \"{text}\" is listed twice"), "list each climate once");
            }
            Some(name) => file.scenarios.push(item.locate(name)),
            None => {
                let hint =
                    "reference, or Ld Ln Md Mn Hd Hn with -2050 or -2100, or GL GH WL WH (KNMI'14) with -2050 or -2085";
                item.problem("S106", format!("climate \"{}\" is unknown", shown(&text)), hint);
            }
        }
    }
    file.transient = keys.get("mode").and_then(|item| item.word(&["stationary", "transient"])) == Some(1);
    if let Some(1) = keys.get("delta").and_then(|item| item.word(&["quantile", "simple"])) {
        file.delta = Delta::Simple;
    }
    file.factors = super::plan::file_name(keys, "factors");
    if let Some(item) = keys.get("co2_ppm") {
        co2(&item, &mut file);
    }
    file
}

fn co2(item: &Item<'_>, file: &mut ClimatesFile) {
    if !item.is_table() {
        file.co2_ppm = item.number(PLAUSIBLE_PPM);
        return;
    }
    let Some(keys) = item.keys() else { return };
    for (name, value) in keys.entries() {
        if ClimateName::parse(&name).is_none() {
            let hint = "co2_ppm = { reference = 381, Hd-2050 = 560 }";
            value.problem("S106", format!("climate \"{}\" is unknown", shown(&name)), hint);
        } else if let Some(ppm) = value.number(PLAUSIBLE_PPM) {
            file.co2_by_climate.push((name, value.locate(ppm)));
        }
    }
}
