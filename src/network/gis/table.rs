//! A layer of segments as a segment table: its fields are the columns, the ends of its lines the coordinates.

use super::Layer;
use std::collections::BTreeSet;

/// Columns that the shape gives.
const ENDS: [&str; 4] = ["x_from_m", "y_from_m", "x_to_m", "y_to_m"];

/// The table as csv, a row for each feature in their order; `None` where no feature has kilometres (`km_from`).
///
/// A line is taken as drawn from `km_from` to `km_to`, also where the kilometres fall. Features without a line keep their own
/// coordinate fields, if they have them.
pub fn segment_table(layer: &Layer) -> Option<String> {
    let names: BTreeSet<&str> =
        layer.features.iter().flat_map(|feature| feature.fields.keys().map(String::as_str)).collect();
    names.contains("km_from").then_some(())?;
    let head: Vec<&str> = names.iter().copied().filter(|name| !ENDS.contains(name)).chain(ENDS).collect();
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = writer.write_record(&head);
    for feature in &layer.features {
        let lines = feature.lines();
        let ends = match (lines.first().and_then(|line| line.first()), lines.last().and_then(|line| line.last())) {
            (Some(a), Some(b)) => Some([a.x_m, a.y_m, b.x_m, b.y_m].map(|metres| format!("{metres:.2}"))),
            _ => None,
        };
        let row = head.iter().map(|name| {
            let end =
                ENDS.iter().position(|end| end == name).and_then(|at| ends.as_ref().map(|ends| ends[at].as_str()));
            end.or(feature.fields.get(*name).map(String::as_str)).unwrap_or_default()
        });
        let _ = writer.write_record(row);
    }
    String::from_utf8(writer.into_inner().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::gis::tests::layer;

    #[test]
    fn fields_and_ends_become_a_sound_table() {
        let text = "{\"type\":\"FeatureCollection\",\"crs\":{\"properties\":{\"name\":\"EPSG:28992\"}},\"features\":[\
            {\"properties\":{\"road\":\"A12\",\"side\":\"Re\",\"km_from\":117,\"km_to\":117.1,\"owner\":\"RWS, oost\"},\"geometry\":\
            {\"type\":\"LineString\",\"coordinates\":[[182310,449120],[182402,449158]]}}]}";
        let table = segment_table(&layer(text)).expect("has kilometres");
        let network = crate::network::read::segments("s", table.as_bytes(), &[], 1.5).expect("sound");
        assert_eq!(network.segments[0].owner, "RWS, oost");
        assert!(network.segments[0].ends.is_some_and(|[a, _]| (a.x_m - 182_310.0).abs() < 0.01));
        assert_eq!(segment_table(&layer(&text.replace("km_from", "beginkm"))), None);
    }
}
