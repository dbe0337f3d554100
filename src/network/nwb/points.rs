//! Hectometre points held against the kilometres of their sections.

use super::Section;
use crate::network::gis::Feature;

/// Difference between a point and its section's kilometre that is told, km.
const OFF_KM: f64 = 0.005;

/// What hectometre points say of the sections.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Agreement {
    /// Points read.
    pub points: usize,
    /// Points whose section is there with kilometres.
    pub compared: usize,
    /// Largest difference, m.
    pub largest_m: f64,
    /// Points more than 5 m off: hectometre sign and section.
    pub off: Vec<(f64, String)>,
}

/// Whether a feature is a hectometre point.
pub fn is_point(feature: &Feature) -> bool {
    feature.text(&["hectomtrng"]).is_some()
}

/// Compares points with sections: `hectomtrng` (0.1 km) against the kilometre at `afstand` metres along section `wvk_id`.
pub fn agreement(points: &[Feature], sections: &[Section]) -> Agreement {
    let mut found = Agreement { points: points.len(), ..Agreement::default() };
    for point in points {
        let (Some(sign), Some(along), Some(id)) =
            (point.number_of(&["hectomtrng"]), point.number_of(&["afstand"]), point.text(&["wvk_id"]))
        else {
            continue;
        };
        let Some(section) = sections.iter().find(|section| section.id == id) else { continue };
        let Some([from, to]) = section.km else { continue };
        let km = if to >= from { from + along / 1000.0 } else { from - along / 1000.0 };
        let off = (km - sign / 10.0).abs();
        found.compared += 1;
        found.largest_m = found.largest_m.max(1000.0 * off);
        if off > OFF_KM {
            found.off.push((sign / 10.0, id.to_owned()));
        }
    }
    found
}
