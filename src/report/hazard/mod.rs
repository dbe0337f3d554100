//! The hazard of a day as table, map and answer: `hazard.csv`, `hazard.geojson`, the lines on screen.

mod words;

pub use words::{class_word, reason, screen_lines};

use super::csv::{Sheet, number};
use super::geojson::{collection, feature, rounded};
use crate::kpi::hazard::{HazardDay, HazardStretch};
use crate::kpi::stretch::{kilometres, line};
use crate::network::Network;
use crate::scenario::Language;
use serde_json::{Value, json};

/// Columns of `hazard.csv`.
const HEAD: [&str; 21] = [
    "date",
    "road",
    "letter",
    "side",
    "km_from",
    "km_to",
    "class",
    "flame_m",
    "spread_m_min",
    "susceptibility",
    "curing",
    "dead_moisture",
    "fwi",
    "reason",
    "length_km",
    "expected_fires",
    "basis",
    "class_low",
    "class_high",
    "expected_fires_q05",
    "expected_fires_q95",
];

/// What the days of a table rest on: observed weather, or the outlook.
fn basis(day: &HazardDay) -> &'static str {
    if day.is_outlook { "outlook" } else { "observed" }
}

/// `hazard.csv`: one row per date and stretch.
pub fn sheet(days: &[HazardDay], network: &Network, language: Language) -> Sheet {
    let mut sheet = Sheet::new(&HEAD);
    for day in days {
        for stretch in &day.stretches {
            let first = &network.segments[stretch.segments[0]];
            let (from, to) = kilometres(&network.segments, &stretch.segments);
            let values = &stretch.values;
            let numbers =
                [values.flame_m, values.spread_m_min, values.susceptibility, values.curing, values.dead_moisture];
            let mut row =
                vec![day.date.to_string(), first.road.clone(), first.letter.clone(), first.side.name().into()];
            row.extend([number(from), number(to), values.class.to_string()]);
            row.extend(numbers.map(number));
            row.extend([number(values.fwi), reason(values, language)]);
            row.extend([number(stretch.length_km), number(values.fires), basis(day).into()]);
            row.extend(values.class_range.map(|class| class.to_string()));
            row.extend(stretch.fires_interval.map(number));
            sheet.rows.push(row);
        }
    }
    sheet
}

fn properties(day: &HazardDay, stretch: &HazardStretch, network: &Network, language: Language) -> Value {
    let first = &network.segments[stretch.segments[0]];
    let (from, to) = kilometres(&network.segments, &stretch.segments);
    let values = &stretch.values;
    json!({
        "date": day.date.to_string(),
        "road": first.road,
        "letter": first.letter,
        "side": first.side.name(),
        "km_from": rounded(from),
        "km_to": rounded(to),
        "class": values.class,
        "flame_m": rounded(values.flame_m),
        "spread_m_min": rounded(values.spread_m_min),
        "susceptibility": rounded(values.susceptibility),
        "curing": rounded(values.curing),
        "dead_moisture": rounded(values.dead_moisture),
        "fwi": rounded(values.fwi),
        "reason": reason(values, language),
        "length_km": rounded(stretch.length_km),
        "expected_fires": rounded(values.fires),
        "basis": basis(day),
        "class_low": values.class_range[0],
        "class_high": values.class_range[1],
        "expected_fires_q05": rounded(stretch.fires_interval[0]),
        "expected_fires_q95": rounded(stretch.fires_interval[1]),
    })
}

/// `hazard.geojson`: the same rows as lines in longitude and latitude (WGS 84); a stretch of unknown place has no geometry.
pub fn geojson(days: &[HazardDay], network: &Network, language: Language) -> String {
    let feature = |day: &HazardDay, stretch: &HazardStretch| {
        feature(line(network, &stretch.segments).as_deref(), &properties(day, stretch, network, language))
    };
    let features: Vec<Value> =
        days.iter().flat_map(|day| day.stretches.iter().map(move |stretch| feature(day, stretch))).collect();
    collection(&features)
}

/// The answer for scripts: per day the length per class, the nodes and the stretches.
pub fn json(days: &[HazardDay], network: &Network, language: Language) -> Value {
    let one = |day: &HazardDay| {
        let nodes = day.nodes.iter().map(|node| {
            json!({
                "node": node.node,
                "fwi": rounded(node.fwi),
                "ignition_probability": rounded(node.ignition_probability),
                "mowing_waits": node.mowing_waits,
            })
        });
        let stretches = day.stretches.iter().map(|stretch| properties(day, stretch, network, language));
        json!({
            "date": day.date.to_string(),
            "basis": basis(day),
            "km_per_class": day.km_per_class().map(rounded),
            "expected_fires": rounded(day.fires()),
            "expected_fires_q05": rounded(day.fires_interval[0]),
            "expected_fires_q95": rounded(day.fires_interval[1]),
            "nodes": nodes.collect::<Vec<_>>(),
            "stretches": stretches.collect::<Vec<_>>(),
        })
    };
    json!({ "days": days.iter().map(one).collect::<Vec<_>>() })
}
