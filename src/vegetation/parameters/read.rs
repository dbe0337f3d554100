//! The table of growth parameters as it is shipped: `traits.toml`, read once.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::vegetation::profile::Profile;

const TABLE: &str = include_str!("../traits.toml");

/// One row of the table of parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct ParameterRow {
    /// Name in files.
    pub name: String,
    /// Unit.
    pub unit: String,
    /// Default value, in profile `verge`.
    pub value: f64,
    /// Default value in profile `inrae`.
    pub inrae: f64,
    /// Default value in profile `growr`.
    pub growr: f64,
    /// Whether profile `verge` with its usual processes leaves it unread.
    pub unread_by_default: bool,
    /// Plausible range, for draws and sensitivity, where a source or a judgement gives one.
    pub range: Option<(f64, f64)>,
    /// Values that may be set.
    pub limits: (f64, f64),
    /// P published, I inferred and verified, C calibrated, D design choice, U unconfirmed, A assumption.
    pub mark: String,
    /// Where the value comes from.
    pub source: String,
}

impl ParameterRow {
    /// Default value in a profile.
    pub fn value_in(&self, profile: Profile) -> f64 {
        match profile {
            Profile::Verge => self.value,
            Profile::Inrae => self.inrae,
            Profile::Growr => self.growr,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TableFile {
    r#trait: Vec<TraitRow>,
    parameter: Vec<ScalarRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TraitRow {
    name: String,
    unit: String,
    values: [f64; 4],
    inrae: Option<[f64; 4]>,
    growr: Option<[f64; 4]>,
    range: Option<(f64, f64)>,
    limits: (f64, f64),
    mark: String,
    source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ScalarRow {
    name: String,
    unit: String,
    value: f64,
    inrae: Option<f64>,
    growr: Option<f64>,
    #[serde(default)]
    unread_by_default: bool,
    range: Option<(f64, f64)>,
    limits: (f64, f64),
    mark: String,
    source: String,
}

/// Every row of the table, traits of the groups first.
pub fn rows() -> &'static [ParameterRow] {
    static ROWS: OnceLock<Vec<ParameterRow>> = OnceLock::new();
    ROWS.get_or_init(|| {
        let file: TableFile = toml::from_str(TABLE).expect("the table in the program is well formed, as a test checks");
        let mut rows = Vec::new();
        for row in file.r#trait {
            for (group, letter) in ["A", "B", "C", "D"].into_iter().enumerate() {
                rows.push(ParameterRow {
                    name: format!("{}_{letter}", row.name),
                    unit: row.unit.clone(),
                    value: row.values[group],
                    inrae: row.inrae.unwrap_or(row.values)[group],
                    growr: row.growr.unwrap_or(row.values)[group],
                    unread_by_default: false,
                    range: row.range,
                    limits: row.limits,
                    mark: row.mark.clone(),
                    source: row.source.clone(),
                });
            }
        }
        rows.extend(file.parameter.into_iter().map(|row| ParameterRow {
            name: row.name,
            unit: row.unit,
            value: row.value,
            inrae: row.inrae.unwrap_or(row.value),
            growr: row.growr.unwrap_or(row.value),
            unread_by_default: row.unread_by_default,
            range: row.range,
            limits: row.limits,
            mark: row.mark,
            source: row.source,
        }));
        rows
    })
}
