//! Section `[ensemble]`: members, what varies between them, and when there are enough.

use super::keys::{Item, Keys, shown};
use super::suggest;
use crate::fire::FireParameters;
use crate::scenario::uncertain::law::Law;
use crate::scenario::uncertain::{Known, Part, Uncertain, defaults, known};
use crate::scenario::{Enough, EnsembleOptions, Precision, SampleOptions, Sampling, UntilRule};

/// `[ensemble]`.
#[derive(Clone, Debug, PartialEq)]
pub struct EnsembleFile {
    /// Members.
    pub members: usize,
    /// Seed.
    pub seed: u64,
    /// Arithmetic of the daily path.
    pub precision: Precision,
    /// What else varies, and when members are enough.
    pub options: EnsembleOptions,
}

/// Names of the ways of sampling.
const SAMPLINGS: [(&str, Sampling); 4] =
    [("none", Sampling::None), ("random", Sampling::Random), ("latin", Sampling::Latin), ("sobol", Sampling::Sobol)];
/// Names of the laws.
const LAWS: [&str; 6] = ["uniform", "triangular", "normal", "lognormal", "beta", "fixed"];
/// Numbers of all laws.
const NUMBERS: [&str; 8] = ["low", "mode", "high", "mean", "sd", "median", "sd_ln", "value"];
/// Points that a scrambled sequence of Sobol has.
const MOST_SOBOL: usize = 1 << 16;
/// Coordinates that it has.
const MOST_COORDINATES: usize = 256;
/// Least share of a value that a difference can be known to.
const LEAST_SHARE: f64 = 1e-6;
/// Shares of a network that a sample may have.
const SAMPLE_SHARES: std::ops::RangeInclusive<f64> = 0.001..=0.5;
/// Members of the whole network from which a sample can be judged by them.
const LEAST_WHOLE: usize = 8;
/// Values of a law that must lie within the limits of a parameter, at least; fewer are a mistake.
const LEAST_WITHIN: f64 = 0.5;

/// Reads `[ensemble]`; `fire` are the parameters that the scenario sets.
pub fn ensemble(root: &Keys<'_>, fire: &FireParameters) -> EnsembleFile {
    let mut file =
        EnsembleFile { members: 20, seed: 1, precision: Precision::F64, options: EnsembleOptions::default() };
    let Some(keys) = root.table("ensemble") else {
        return file;
    };
    file.members = keys.whole_or("members", 1..=100_000, 20) as usize;
    file.seed = keys.whole_or("seed", 0..=i64::MAX, 1) as u64;
    if let Some(1) = keys.get("precision").and_then(|item| item.word(&["f64", "f32"])) {
        file.precision = Precision::F32;
    }
    file.options.until = keys.get("until").and_then(|item| until(&item));
    if let Some(item) = keys.get("antithetic") {
        file.options.antithetic = item.flag() == Some(true);
        if file.options.antithetic && file.members % 2 == 1 {
            let what = format!("{} members do not make pairs", file.members);
            item.problem("S150", what, "antithetic members come in pairs: give an even number of members");
        }
    }
    if let Some(item) = keys.get("sample") {
        file.options.sample = sample(&item, &file);
    }
    if let Some(item) = keys.get("parameters") {
        file.options.parameters = parameters(&item, fire);
        file.options.sampling = Sampling::Latin;
    }
    if let Some(item) = keys.get("sampling")
        && let Some(place) = item.word(&SAMPLINGS.map(|(word, _)| word))
    {
        file.options.sampling = SAMPLINGS[place].1;
        check_sampling(&item, &mut file);
    }
    keys.finish();
    file
}

/// Further members of a sample of the network.
fn sample(item: &Item<'_>, file: &EnsembleFile) -> Option<SampleOptions> {
    let keys = item.keys()?;
    let share = keys.number_or("share", SAMPLE_SHARES, 0.05);
    let members = keys.whole_or("members", 1..=100_000, 20 * file.members as i64) as usize;
    keys.finish();
    if file.members < LEAST_WHOLE {
        let what = format!("{} members of the whole network do not tell what a sample is worth", file.members);
        item.problem("S150", what, format!("give {LEAST_WHOLE} members or more"));
    }
    if file.options.antithetic && members % 2 == 1 {
        let what = format!("{members} members of a sample do not make pairs");
        item.problem("S150", what, "antithetic members come in pairs: give an even number of members");
    }
    Some(SampleOptions { share, members })
}

fn check_sampling(item: &Item<'_>, file: &mut EnsembleFile) {
    let options = &mut file.options;
    if options.sampling == Sampling::None {
        options.parameters.clear();
    } else if options.parameters.is_empty() {
        item.problem("S150", "nothing is there to sample", "parameters = \"default\", or [ensemble.parameters]");
    } else if options.sampling == Sampling::Sobol {
        let (_, coordinates) = crate::scenario::uncertain::coordinates(&options.parameters);
        if file.members > MOST_SOBOL || coordinates > MOST_COORDINATES {
            let what = format!("the sequence has {MOST_SOBOL} points of {MOST_COORDINATES} coordinates");
            item.problem("S150", what, "take \"latin\", or fewer members or parameters");
        }
    }
}

fn until(item: &Item<'_>) -> Option<UntilRule> {
    let hint = "until = { kpi = \"fire\", half_width = 0.1 }, or until = { decided = [\"fire\", \"B1\"] }";
    let keys = item.keys()?;
    if let Some(kpis) = keys.get("decided") {
        return decided(&keys, &kpis, hint);
    }
    let kpi = keys.required("kpi", hint).and_then(|item| item.text().map(|text| (text, item.place())));
    let half_width = keys.required("half_width", hint).and_then(|item| {
        let width = item.any_number()?;
        if width <= 0.0 {
            item.problem("S104", format!("{width} is no half-width of an interval, which is above 0"), hint);
            return None;
        }
        Some(width)
    });
    keys.finish();
    let (kpi, place) = kpi?;
    Some(UntilRule { enough: Enough::HalfWidth { kpi, half_width: half_width? }, place })
}

/// The rule that every difference between regimes is decided.
fn decided(keys: &Keys<'_>, item: &Item<'_>, hint: &str) -> Option<UntilRule> {
    let kpis: Vec<String> = item.list().iter().filter_map(Item::text).collect();
    let within = keys.number_or("within", LEAST_SHARE..=1.0, 0.01);
    let equal = keys.number_or("equal", LEAST_SHARE..=1.0, within);
    keys.finish();
    if kpis.is_empty() {
        item.problem("S104", "no KPI is named", hint);
        return None;
    }
    Some(UntilRule { enough: Enough::Decided { kpis, within, equal }, place: item.place() })
}

fn parameters(item: &Item<'_>, fire: &FireParameters) -> Vec<Uncertain> {
    if item.is_text() {
        if item.word(&["default"]).is_none() {
            return Vec::new();
        }
        let growth = crate::scenario::defaults::growth();
        let plants = crate::biodiversity::parameters::PlantParameters::default();
        let in_use = |known: &Known| {
            let value = match known.part {
                Part::Growth => growth.value(&known.name),
                Part::Fire => fire.value(&known.name),
                Part::Biodiversity => plants.value(&known.name),
                Part::Ignition => None,
            };
            value.unwrap_or(0.0)
        };
        return defaults(&in_use, fire);
    }
    let Some(keys) = item.keys() else { return Vec::new() };
    let all = known();
    let mut found: Vec<Uncertain> = Vec::new();
    for (name, item) in keys.entries() {
        let part = Part::WORDS.iter().find(|(word, _)| *word == name);
        let entries = match part {
            Some(&(_, part)) => item.keys().map_or_else(Vec::new, |keys| {
                keys.entries().into_iter().map(|(name, item)| (Some(part), name, item)).collect()
            }),
            None => vec![(None, name, item)],
        };
        for (part, name, item) in entries {
            if let Some(one) = uncertain(part, &name, &item, &all) {
                if found.iter().any(|other| other.known == one.known) {
                    item.problem("S151", format!("\"{}\" is given twice", shown(&name)), "keep one of them");
                } else {
                    found.push(one);
                }
            }
        }
    }
    found
}

fn uncertain(part: Option<Part>, name: &str, item: &Item<'_>, all: &[Known]) -> Option<Uncertain> {
    let (part, bare) = match Part::WORDS.iter().find(|(word, _)| name.starts_with(&format!("{word}."))) {
        Some(&(word, part)) => (Some(part), &name[word.len() + 1..]),
        None => (part, name),
    };
    let fits = |known: &&Known| part.is_none_or(|part| part == known.part);
    let Some(known) = all.iter().filter(fits).find(|known| known.name == bare) else {
        let names = all.iter().filter(fits).map(|known| known.name.as_str());
        let what = format!("no parameter that can be drawn is called \"{}\"", shown(name));
        item.problem("S151", what, suggest::hint(bare, names));
        return None;
    };
    let keys = item.keys()?;
    let law = law(&keys);
    let group = keys.get("group").and_then(|item| item.text());
    keys.finish();
    let law = law?;
    let (low, high) = law.support(known.limits);
    let (least, most) = known.limits;
    if low < least || high > most || law.share_within(known.limits) < LEAST_WITHIN {
        let what = format!("the law leaves the values that {bare} may have, {least} to {most} {}", known.unit);
        item.problem("S152", what, "choose a law within these limits");
        return None;
    }
    Some(Uncertain { known: known.clone(), law, group })
}

/// Reads a law; every number that is missing or wrong is told.
fn law(keys: &Keys<'_>) -> Option<Law> {
    let hint = "such as { dist = \"triangular\", low = 2.0, mode = 3.0, high = 3.5 }";
    let Some(dist) = keys.required("dist", hint).and_then(|item| item.word(&LAWS)) else {
        // Without a law nothing can be said about its numbers.
        for key in NUMBERS {
            keys.get(key);
        }
        return None;
    };
    let number = |key: &'static str| keys.required(key, hint).and_then(|item| item.any_number());
    let law = match LAWS[dist] {
        "uniform" => {
            let (low, high) = (number("low"), number("high"));
            Law::Uniform { low: low?, high: high? }
        }
        "triangular" => {
            let (low, mode, high) = (number("low"), number("mode"), number("high"));
            Law::Triangular { low: low?, mode: mode?, high: high? }
        }
        "normal" => {
            let (mean, sd) = (number("mean"), number("sd"));
            Law::Normal { mean: mean?, sd: sd? }
        }
        "lognormal" => {
            let (median, sd_ln) = (number("median"), number("sd_ln"));
            Law::LogNormal { median: median?, sd_ln: sd_ln? }
        }
        "beta" => {
            let (mean, sd) = (number("mean"), number("sd"));
            Law::Beta { mean: mean?, sd: sd? }
        }
        _ => Law::Fixed(number("value")?),
    };
    let wrong = match law {
        Law::Uniform { low, high } if low >= high => Some("low must be below high"),
        Law::Triangular { low, mode, high } if !(low <= mode && mode <= high && low < high) => {
            Some("low, mode and high must rise")
        }
        Law::Normal { sd, .. } if sd <= 0.0 => Some("sd must be above 0"),
        Law::LogNormal { median, sd_ln } if median <= 0.0 || sd_ln <= 0.0 => Some("median and sd_ln must be above 0"),
        Law::Beta { mean, sd } if !(mean > 0.0 && mean < 1.0 && sd > 0.0 && sd * sd < mean * (1.0 - mean)) => {
            Some("mean must lie between 0 and 1, and sd above 0 and below sqrt(mean (1 - mean))")
        }
        _ => None,
    };
    if let Some(what) = wrong {
        keys.problem("S153", what, hint);
        return None;
    }
    Some(law)
}
