//! The verges with their results for maps in other programs: `verges.geojson` and `verges.gpkg`.
//!
//! One feature per segment with grass, a line along the road; a segment of unknown place has no geometry. The columns of classes
//! hold the classes of the report's maps, so that a map drawn elsewhere tells the same.

mod geojson;
mod geopackage;
mod qgis;

use super::compose::Results;
use super::compose::maps::{Theme, themes, weeks};
use super::geojson::rounded;
use crate::error::Problem;
use crate::kpi::define::find;
use crate::kpi::segment_value::expected;
use crate::network::segment::{Point, Segment};
use crate::planning::Choice;
use crate::planning::reason::reason_text;
use crate::units::KM_PER_M;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
    Whole,
}

/// A layer of lines.
#[derive(Clone, Debug)]
pub struct Layer {
    columns: Vec<(&'static str, Kind)>,
    /// Place and cells of each feature.
    features: Vec<(Option<[Point; 2]>, Vec<Value>)>,
    /// Themes, with the column that holds their classes.
    themes: Vec<(&'static str, Theme)>,
    /// Day that the file carries: the first of the period, never that on which it was written.
    first_year: i16,
}

/// Columns before those of the themes. Sums are a year's; `now` is the regime of today.
const COLUMNS: [(&str, Kind); 25] = [
    ("segment", Kind::Text),
    ("road", Kind::Text),
    ("letter", Kind::Text),
    ("carriageway", Kind::Text),
    ("side", Kind::Text),
    ("km_from", Kind::Number),
    ("km_to", Kind::Number),
    ("owner", Kind::Text),
    ("district", Kind::Text),
    ("contract", Kind::Text),
    ("length_m", Kind::Number),
    ("width_m", Kind::Number),
    ("soil", Kind::Text),
    ("productivity_class", Kind::Text),
    ("regime_now", Kind::Text),
    ("fires_per_100_km_now", Kind::Number),
    ("target_richness_now", Kind::Number),
    ("regime", Kind::Text),
    ("programme", Kind::Text),
    ("weeks", Kind::Text),
    ("first_week", Kind::Whole),
    ("cost_eur", Kind::Number),
    ("fires_per_100_km", Kind::Number),
    ("target_richness", Kind::Number),
    ("reason", Kind::Text),
];

/// Columns of them that a plan fills.
const PLANNED: usize = 8;

/// Column of the classes of each map.
const THEME_COLUMNS: [(&str, &str); 3] =
    [("map_regimes", "regime_class"), ("map_weeks", "week_class"), ("map_risk", "risk_class")];

fn optional(value: Option<f64>) -> Value {
    value.map_or(Value::Null, rounded)
}

/// Cells that the plan fills.
fn planned(results: &Results, choice: &Choice, length_km: f64) -> Vec<Value> {
    let setting = results.setting();
    let mut cut: Vec<u8> = weeks(choice).collect();
    cut.sort_unstable();
    cut.dedup();
    let told: Vec<String> = cut.iter().map(u8::to_string).collect();
    let limit = results.plan.and_then(|plan| plan.limit_of(choice.reason));
    vec![
        setting.regimes[choice.regime].into(),
        setting.programmes[choice.programme].name.as_str().into(),
        told.join(", ").into(),
        cut.first().map_or(Value::Null, |&week| week.into()),
        rounded((100.0 * choice.cost_eur).round() / 100.0),
        rounded(choice.value("fire") / length_km * 100.0),
        rounded(choice.value("target_richness")),
        reason_text(choice.reason, limit, setting.language).into(),
    ]
}

/// The layer of a run.
pub fn layer(results: &Results) -> Layer {
    let (scenario, setting) = (results.scenario, results.setting());
    let themes: Vec<(&'static str, Theme)> = themes(results)
        .into_iter()
        .filter_map(|theme| Some((THEME_COLUMNS.iter().find(|(file, _)| *file == theme.file)?.1, theme)))
        .collect();
    let mut columns = COLUMNS.to_vec();
    columns.extend(themes.iter().map(|(column, _)| (*column, Kind::Text)));
    let choices: BTreeMap<usize, &Choice> =
        results.plan.iter().flat_map(|plan| &plan.choices).map(|choice| (choice.segment, choice)).collect();
    let classes: Vec<BTreeMap<usize, &str>> = themes
        .iter()
        .map(|(_, theme)| {
            let label = |&(segment, class, _): &(usize, usize, String)| (segment, theme.classes[class].label.as_str());
            theme.segments.iter().map(label).collect()
        })
        .collect();
    let feature = |(at, segment): (usize, &Segment)| {
        let length_km = segment.length_m * KM_PER_M;
        let present = scenario.segment_present[at];
        let now = |name: &str| expected(results.evidence, find(name)?, at, present);
        let mut cells: Vec<Value> = vec![
            segment.id.as_str().into(),
            segment.road.as_str().into(),
            segment.letter.as_str().into(),
            segment.carriageway.as_str().into(),
            segment.side.name().into(),
            rounded(segment.km_from),
            rounded(segment.km_to),
            segment.owner.as_str().into(),
            segment.district.as_str().into(),
            segment.contract.as_str().into(),
            rounded(segment.length_m),
            rounded(segment.width_m),
            segment.site.soil.name().into(),
            segment.site.productivity.name().into(),
            setting.regimes[present].into(),
            optional(now("fire").map(|fires| fires / length_km * 100.0)),
            optional(now("target_richness")),
        ];
        cells.extend(choices.get(&at).map_or(vec![Value::Null; PLANNED], |choice| planned(results, choice, length_km)));
        cells.extend(classes.iter().map(|of| of.get(&at).map_or(Value::Null, |&label| label.into())));
        (segment.ends, cells)
    };
    let grass = scenario.network.segments.iter().enumerate().filter(|(_, segment)| segment.is_grass());
    let features = grass.map(feature).collect();
    Layer { columns, features, themes, first_year: scenario.first_year }
}

impl Layer {
    /// Writes `verges.geojson`.
    pub fn write_geojson(&self, path: &Path) -> Result<(), Problem> {
        super::csv::write_whole(path, geojson::text(self).as_bytes())
    }

    /// Writes `verges.gpkg`.
    pub fn write_geopackage(&self, path: &Path) -> Result<(), Problem> {
        geopackage::write(self, path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::gis;
    use crate::plot::network_map::MapClass;
    use crate::plot::palette::Colour;

    fn layer() -> Layer {
        let end = |x_m| Point { x_m, y_m: 444_000.0 };
        let class = |label: &str, colour| MapClass { label: label.to_owned(), colour };
        Layer {
            columns: vec![
                ("segment", Kind::Text),
                ("fires", Kind::Number),
                ("week", Kind::Whole),
                ("class", Kind::Text),
            ],
            features: vec![
                (
                    Some([end(174_000.0), end(174_100.0)]),
                    vec!["a".into(), 0.25.into(), 27.into(), "<b> & \"c\"".into()],
                ),
                (None, vec!["o'b".into(), Value::Null, Value::Null, Value::Null]),
            ],
            themes: vec![(
                "class",
                Theme {
                    file: "map",
                    quantity: "Class",
                    rising: false,
                    subtitle: String::new(),
                    classes: vec![class("<b> & \"c\"", Colour(1, 2, 3)), class("other", Colour(4, 5, 6))],
                    segments: Vec::new(),
                },
            )],
            first_year: 2027,
        }
    }

    #[test]
    fn a_geopackage_is_read_back_and_repeats_to_the_byte() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let [one, two] = ["one.gpkg", "two.gpkg"].map(|name| folder.path().join(name));
        layer().write_geopackage(&one).expect("written");
        layer().write_geopackage(&two).expect("written");
        assert!(std::fs::read(&one).expect("read") == std::fs::read(&two).expect("read"));
        let read = gis::read(&one).expect("sound");
        assert_eq!((read.len(), read[0].system), (1, Some(gis::System::RdNew)));
        let [first, second] = &read[0].features[..] else { panic!("two features") };
        assert_eq!(first.shape, gis::Shape::Lines(vec![vec![[174_000.0, 444_000.0], [174_100.0, 444_000.0]]]));
        assert_eq!((first.text(&["segment"]), first.number_of(&["fires"])), (Some("a"), Some(0.25)));
        assert_eq!((second.text(&["segment"]), second.text(&["fires"])), (Some("o'b"), None));
        assert!(layer().write_geopackage(&folder.path().join("none/there.gpkg")).is_err());
        assert_eq!(std::fs::read_dir(folder.path()).expect("read").count(), 2, "nothing half-written stays");
    }

    #[test]
    fn lines_carry_the_colour_of_their_class_and_styles_are_well_formed() {
        let text = geojson::text(&layer());
        let value: Value = serde_json::from_str(&text).expect("json");
        assert_eq!(value["features"][0]["properties"]["stroke"], "#010203");
        assert_eq!(value["features"][1]["geometry"], Value::Null);
        let style = qgis::style("class", &layer().themes[0].1);
        assert!(style.contains("<category value=\"&lt;b&gt; &amp; &quot;c&quot;\""), "{style}");
        assert_eq!(style.matches("<symbol type").count(), style.matches("</symbol>").count());
        assert!(style.contains("4,5,6,255"));
    }
}
