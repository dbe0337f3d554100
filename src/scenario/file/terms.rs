//! Sections `[kpi.NAME]`, `[tender]` and `[biodiversity.weights.NAME]`: what a contract asks and pays, and whose weights count.

use super::keys::{Keys, shown};
use super::suggest;
use crate::scenario::terms::{Direction, KPI_NAMES, Mode, OPEN_DIRECTION, Term, Terms, WeightSet};

/// Heights above which grass hampers where none is set (V1, V2), m: assumptions. The scales of visual quality (V3) are not public,
/// so that its height is the user's or none.
const HEIGHT_LIMITS_M: [f64; 3] = [0.50, 0.60, f64::INFINITY];
/// KPIs with a height limit.
const WITH_HEIGHTS: [&str; 3] = ["V1", "V2", "V3"];

/// Reads the terms, and the height limits of V1, V2 and V3 in m.
pub fn terms(root: &Keys<'_>) -> (Terms, [f64; 3]) {
    let mut terms = Terms::default();
    let mut heights = HEIGHT_LIMITS_M;
    if let Some(keys) = root.table("kpi") {
        for (name, item) in keys.entries() {
            let Some(table) = item.keys() else { continue };
            if !KPI_NAMES.contains(&name.as_str()) {
                let what = format!("\"{}\" is no KPI with a value", shown(&name));
                item.problem("S148", what, suggest::hint(&name, KPI_NAMES));
                continue;
            }
            if let Some(place) = WITH_HEIGHTS.iter().position(|kpi| *kpi == name) {
                heights[place] = table.number_or("limit_m", 0.02..=3.0, heights[place]);
            }
            if name == "V3" && table.get("limit_m").is_none() {
                let what = "V3 has no value without the height of the agreed level";
                table.problem("S149", what, "limit_m = 0.30, or leave [kpi.V3] out: the field tells it then");
            }
            let term = term(&name, &table);
            table.finish();
            if term != (Term { kpi: name, ..Term::default() }) {
                terms.kpis.push(term);
            }
        }
    }
    terms.quality_limit_m = Some(heights[2]).filter(|limit| limit.is_finite());
    tender(root, &mut terms);
    (terms, heights)
}

fn term(name: &str, keys: &Keys<'_>) -> Term {
    let number = |key| keys.get(key).and_then(|item| item.number(-1e9..=1e9));
    let positive = |key| keys.get(key).and_then(|item| item.number(0.0..=1e9));
    let direction = keys.get("direction").and_then(|item| item.word(&["up", "down"]));
    let term = Term {
        kpi: name.to_owned(),
        threshold: number("threshold"),
        band: keys.get("band").and_then(|item| item.number(1e-9..=1e9)),
        weight: positive("weight"),
        max_eur: positive("max_eur"),
        direction: direction.map(|place| [Direction::Up, Direction::Down][place]),
    };
    if term.weight.is_some() || term.max_eur.is_some() {
        if term.threshold.is_none() || term.band.is_none() {
            keys.problem(
                "S149",
                "a weight or a deduction needs a threshold and a band",
                "threshold = the value asked, band = the distance from it that earns the whole",
            );
        }
        if OPEN_DIRECTION.contains(&name) && term.direction.is_none() {
            keys.problem("S149", "neither way is better for this KPI", "direction = \"up\" or \"down\"");
        }
    }
    term
}

fn tender(root: &Keys<'_>, terms: &mut Terms) {
    let Some(keys) = root.table("tender") else { return };
    terms.base_eur = keys.get("base_eur").and_then(|item| item.number(0.0..=1e10));
    terms.mode = match keys.get("mode").and_then(|item| item.word(&Mode::WORDS)) {
        Some(1) => Mode::Clamped,
        _ => Mode::Scaled,
    };
    terms.max_share = keys.number_or("max", 0.0..=1.0, terms.max_share);
    if let Some(item) = keys.get("assessment_years") {
        let years: Vec<u8> = item.list().iter().filter_map(|year| year.whole(1..=30)).map(|year| year as u8).collect();
        if !years.is_sorted_by(|a, b| a < b) {
            item.problem("S149", "years of assessment must rise", "such as [3, 6]");
        }
        terms.assessment_years = years;
    }
    keys.finish();
}

/// Reads the sets of weights of `[biodiversity]`.
pub(super) fn weights(keys: &Keys<'_>) -> Vec<WeightSet> {
    let Some(sets) = keys.table("weights") else { return Vec::new() };
    let mut all = Vec::new();
    for (name, item) in sets.entries() {
        let Some(table) = item.keys() else { continue };
        let mut set = WeightSet { name, weights: Vec::new() };
        for (kpi, weight) in table.entries() {
            if KPI_NAMES.contains(&kpi.as_str()) {
                set.weights.extend(weight.number(0.0..=1e6).map(|weight| (kpi, weight)));
            } else {
                let what = format!("\"{}\" is no KPI with a value", shown(&kpi));
                weight.problem("S148", what, suggest::hint(&kpi, KPI_NAMES));
            }
        }
        if set.weights.iter().map(|(_, weight)| weight).sum::<f64>() <= 0.0 {
            item.problem("S149", "no KPI of these weights counts", "such as { fire = 2, B1 = 1 }");
        }
        all.push(set);
    }
    all
}
