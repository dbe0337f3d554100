//! Exactly what the user wrote.
//!
//! The file is walked section by section, each key with its line, so that every problem of the file is found in one
//! go: a wrong type in one section hides nothing in another. Unknown keys are errors with a suggestion; keys of the
//! grammar that this version does not serve are refused by name, never ignored.

pub mod climate;
pub mod climates;
pub mod dates;
pub mod ensemble;
pub mod keys;
pub mod life;
pub mod plan;
pub mod regimes;
pub mod suggest;
pub mod templates;
pub mod terms;

use crate::error::{Problem, Problems};
use crate::fire::fwi::season::Season;
use crate::fire::moisture::DeadMoisture;
use crate::fire::parameters::FireParameters;
use crate::fire::rate_doubt::{national_sum_after, rate_at};
use crate::fire::spread::SpreadModel;
use crate::mowing::regime::Regime;
use crate::scenario::terms::Terms;
use crate::scenario::{Language, Owner};
use climate::{ClimateFile, PeriodFile};
use ensemble::EnsembleFile;
use keys::{Keys, Located, Source};
use life::LifeFile;
use plan::PlanFile;
use regimes::StripsFile;
use toml::de::DeTable;

/// `[network]`.
#[derive(Clone, Debug, PartialEq)]
pub struct NetworkFile {
    /// Segment table; `None` if it could not be read.
    pub segments: Option<Located<String>>,
    /// Polygons of Natura 2000 areas.
    pub natura2000: Option<Located<String>>,
    /// Regime of today where a segment names none.
    pub present: Option<Located<String>>,
    /// Columns of the segment table with a value where column or cell is missing.
    pub defaults: Vec<(String, Located<String>)>,
}

/// `[fire]`: values that replace the calibrated ones.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FireFile {
    /// Parameters of fire with those the scenario sets.
    pub parameters: FireParameters,
    /// Moisture of dead fine fuel.
    pub moisture: DeadMoisture,
    /// When the fire weather codes run.
    pub season: Season,
    /// Whether fires take what they burn from the stands.
    pub burnt: bool,
}

/// `[output]`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OutputFile {
    /// Folder, relative to the working folder.
    pub dir: Option<String>,
    /// Files to write; empty: all.
    pub files: Vec<String>,
    /// Segments with daily traces.
    pub daily: Vec<Located<String>>,
}

/// A scenario file, with the defaults of the grammar filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct ScenarioFile {
    /// Name; `None` takes the file's.
    pub name: Option<String>,
    /// Language.
    pub language: Language,
    /// Years.
    pub period: PeriodFile,
    /// Weather.
    pub climate: ClimateFile,
    /// Members.
    pub ensemble: EnsembleFile,
    /// Network.
    pub network: NetworkFile,
    /// Regimes in the order of the file, the uncut one always among them.
    pub regimes: Vec<Located<Regime>>,
    /// Strips.
    pub strips: StripsFile,
    /// Owners with rules of their own.
    pub owners: Vec<Located<Owner>>,
    /// Plan.
    pub plan: Option<PlanFile>,
    /// Fire.
    pub fire: FireFile,
    /// Height limits of KPIs V1, V2 and V3, m; the last infinite where none is set.
    pub height_limits_m: [f64; 3],
    /// What the contract asks and pays, and sets of weights.
    pub terms: Terms,
    /// Draws of plants and insects, and rules for problem species.
    pub life: LifeFile,
    /// Output.
    pub output: OutputFile,
}

/// Files that a run of this version can write.
pub const OUTPUT_FILES: [&str; 19] = [
    "report.html",
    "schedule.csv",
    "schedule.ics",
    "workorders.csv",
    "crew_weeks.csv",
    "kpi.csv",
    "kpi.xlsx",
    "outcomes.csv",
    "plan.csv",
    "programmes.csv",
    "certificate.json",
    "pareto.csv",
    "owners.csv",
    "manifest.toml",
    "timing.toml",
    "plots",
    "daily",
    "verges.geojson",
    "verges.gpkg",
];
/// Files of the grammar that a later version writes.
const LATER_FILES: [&str; 6] =
    ["schedule.xlsx", "outcomes.zarr", "outcomes.parquet", "priority.csv", "hazard.csv", "weather.toml"];

/// Reads the text of a scenario file. What could be read is given with every problem found; a file that is no TOML
/// gives its syntax errors alone.
pub fn parse(name: &str, text: &str) -> Result<(ScenarioFile, Problems), Problems> {
    let source = Source::new(name, text);
    let (table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        for error in errors {
            let at = error.span().map_or(0, |span| span.start);
            let problem = Problem::new("S101", source.line(at), format!("not valid TOML: {}", error.message()));
            source.push(at, problem.hint("texts stand in quotes, lists in [ ], tables in { } or under [head]"));
        }
        return Err(source.into_problems());
    }
    let root = Keys::new(&source, table.get_ref(), String::new(), 0);
    let file = sections(&root);
    root.finish();
    Ok((file, source.into_problems()))
}

fn sections(root: &Keys<'_>) -> ScenarioFile {
    let (terms, height_limits_m) = terms::terms(root);
    let (weights, life) = life::biodiversity(root);
    let terms = Terms { weights, ..terms };
    let language = root.get("lang").and_then(|item| item.word(&["en", "nl"]));
    let fire = fire(root);
    let mut file = ScenarioFile {
        name: root.get("name").and_then(|item| name(&item)),
        language: if language == Some(1) { Language::Nl } else { Language::En },
        period: climate::period(root),
        climate: climate::climate(root),
        ensemble: ensemble::ensemble(root, &fire.parameters),
        network: network(root),
        regimes: regimes::regimes(root),
        strips: regimes::strips(root),
        owners: plan::owners(root),
        plan: plan::plan(root),
        fire,
        height_limits_m,
        terms,
        life,
        output: output(root),
    };
    let templates = file.plan.as_mut().map(|plan| std::mem::take(&mut plan.templates)).unwrap_or_default();
    templates::add(&mut file.regimes, templates);
    file
}

/// The name, which also names the output folder.
fn name(item: &keys::Item<'_>) -> Option<String> {
    let name = item.text()?;
    if name.contains(['/', '\\', '\0', '\n']) || name.trim().chars().all(|c| c == '.') {
        item.problem("S108", "the name cannot name a folder", "leave out / and \\; `dir` in [output] sets the folder");
        return None;
    }
    Some(name)
}

fn network(root: &Keys<'_>) -> NetworkFile {
    let hint = "[network]\nsegments = \"segments.csv\"";
    let mut file = NetworkFile { segments: None, natura2000: None, present: None, defaults: Vec::new() };
    let Some(keys) = root.required("network", hint).and_then(|item| item.keys()) else {
        return file;
    };
    if let Some(item) = keys.required("segments", hint) {
        file.segments = item.text().map(|text| item.locate(text));
    }
    file.present = plan::file_name(&keys, "present");
    file.natura2000 = plan::file_name(&keys, "natura2000");
    if let Some(defaults) = keys.table("defaults") {
        for (column, item) in defaults.entries() {
            file.defaults.extend(item.scalar().map(|text| (column, item.locate(text))));
        }
    }
    keys.finish();
    file
}

fn fire(root: &Keys<'_>) -> FireFile {
    let Some(keys) = root.table("fire") else {
        return FireFile::default();
    };
    let file = FireFile {
        parameters: fire_parameters(&keys),
        moisture: keys
            .get("moisture")
            .and_then(|item| item.word(&DeadMoisture::WORDS))
            .map_or(DeadMoisture::Ffmc, |place| DeadMoisture::ALL[place]),
        season: match keys.get("season").and_then(|item| item.word(&["all_year", "wf93"])) {
            Some(1) => Season::Temperature,
            _ => Season::AllYear,
        },
        burnt: keys.get("burnt").and_then(|item| item.flag()).unwrap_or(false),
    };
    keys.finish();
    file
}

/// Parameters of fire: `spread`, `k`, `g` and `alpha`, and any other by its name in `[fire.parameters]`. Without `k`, `spread` and
/// `g` take the rate that gives the country as many fires.
fn fire_parameters(keys: &Keys<'_>) -> FireParameters {
    let mut p = FireParameters::default();
    if let Some(place) = keys.get("spread").and_then(|item| item.word(&SpreadModel::WORDS)) {
        p.spread_model = SpreadModel::ALL[place];
        let [usual, now] = [SpreadModel::default(), p.spread_model].map(|model| national_sum_after(model, &p));
        p.rate_constant *= usual / now;
    }
    p.residue_starts = keys.number_or("alpha", 0.0..=1.0, p.residue_starts);
    if let Some(g) = keys.get("g").and_then(|item| item.number(0.0..=1.0)) {
        p.rate_constant = rate_at(p.rate_constant, p.traffic_exponent, g, &p);
        p.traffic_exponent = g;
    }
    if let Some(k) = keys.get("k").and_then(|item| item.number(0.0..=1.0)) {
        p.rate_constant = k;
    }
    if let Some(table) = keys.table("parameters") {
        for (name, item) in table.entries() {
            let Some(value) = item.any_number() else { continue };
            if let Err(problem) = p.set(&name, value) {
                item.problem(problem.code, problem.what, problem.hint);
            }
        }
    }
    p
}

fn output(root: &Keys<'_>) -> OutputFile {
    let Some(keys) = root.table("output") else {
        return OutputFile::default();
    };
    let mut file = OutputFile { dir: keys.get("dir").and_then(|item| item.text()), ..OutputFile::default() };
    for item in keys.list("files") {
        let Some(name) = item.text() else { continue };
        if LATER_FILES.contains(&name.as_str()) {
            item.problem("S191", format!("{name} is not in this version"), format!("now: {}", OUTPUT_FILES.join(", ")));
        } else if !OUTPUT_FILES.contains(&name.as_str()) {
            let what = format!("\"{}\" is no file of a run", keys::shown(&name));
            item.problem("S160", what, suggest::hint(&name, OUTPUT_FILES));
        } else {
            file.files.push(name);
        }
    }
    for item in keys.list("daily") {
        file.daily.extend(item.text().map(|id| item.locate(id)));
    }
    keys.finish();
    file
}

#[cfg(test)]
mod tests;
