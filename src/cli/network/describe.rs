//! What road files hold, in lines and as JSON.

use super::sections;
use crate::network::Network;
use crate::network::gis::{Layer, Shape};
use crate::network::nwb::hectometre::by_carriageway;
use crate::network::nwb::points::{self, Agreement, agreement};
use crate::network::nwb::traps::{Trap, traps};
use crate::network::nwb::{OwnerKind, Section};
use crate::units::KM_PER_M;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Features that are named for each trap.
const NAMED: usize = 6;

/// Sections of one kind of owner.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    sections: usize,
    numbered: usize,
    km: f64,
}

/// What there is of a carriageway.
struct Range {
    road: String,
    letter: String,
    carriageway: &'static str,
    /// Lowest and highest kilometre.
    km: [f64; 2],
    sections: usize,
    length_km: f64,
}

/// A layer of sections, points or areas.
struct Described<'a> {
    layer: &'a Layer,
    sections: Vec<Section>,
    points: usize,
    areas: usize,
}

/// Everything that was found.
pub(super) struct Found<'a> {
    layers: Vec<Described<'a>>,
    tables: &'a [(String, Network)],
    /// All sections of all layers against all points.
    agreement: Option<Agreement>,
}

impl<'a> Found<'a> {
    pub(super) fn new(layers: &'a [Layer], tables: &'a [(String, Network)]) -> Self {
        let described: Vec<Described> = layers
            .iter()
            .map(|layer| Described {
                layer,
                sections: sections(layer),
                points: layer.features.iter().filter(|feature| points::is_point(feature)).count(),
                areas: layer.features.iter().filter(|feature| matches!(feature.shape, Shape::Areas(_))).count(),
            })
            .collect();
        let all: Vec<Section> = described.iter().flat_map(|one| one.sections.clone()).collect();
        let signs: Vec<_> =
            layers.iter().flat_map(|layer| &layer.features).filter(|one| points::is_point(one)).cloned().collect();
        let agreement = (!all.is_empty() && !signs.is_empty()).then(|| agreement(&signs, &all));
        Found { layers: described, tables, agreement }
    }

    pub(super) fn lines(&self) -> Vec<String> {
        let mut lines: Vec<String> = self.layers.iter().flat_map(Described::lines).collect();
        for (name, network) in self.tables {
            let grass: f64 = network.segments.iter().filter(|one| one.is_grass()).map(|one| one.length_m).sum();
            lines.push(format!("{name}: segment table"));
            lines.push(format!(
                "  {} segments in {} chains, {:.1} km with grass",
                network.segments.len(),
                network.chains.len(),
                grass * KM_PER_M
            ));
            lines.extend(network.notices.iter().map(|notice| format!("  note: {notice}")));
        }
        if let Some(found) = &self.agreement {
            lines.push(format!(
                "{} of {} hectometre points lie on a section that is here; kilometre of section and sign differ by {:.1} m at most",
                found.compared, found.points, found.largest_m
            ));
            lines.extend(
                found.off.iter().map(|(km, id)| format!("  sign {km:.1} on section {id} is more than 5 m off")),
            );
        }
        lines
    }

    pub(super) fn json(&self) -> String {
        let layers: Vec<Value> = self.layers.iter().map(Described::json).collect();
        let tables: Vec<Value> = self
            .tables
            .iter()
            .map(|(name, network)| {
                json!({ "file": name, "segments": network.segments.len(), "chains": network.chains.len(),
                        "notices": network.notices })
            })
            .collect();
        let points = self.agreement.as_ref().map(|found| {
            json!({ "points": found.points, "compared": found.compared, "largest_m": found.largest_m,
                    "off": found.off.iter().map(|(km, id)| json!({ "km": km, "section": id })).collect::<Vec<_>>() })
        });
        format!("{:#}", json!({ "layers": layers, "tables": tables, "agreement": points }))
    }
}

impl Described<'_> {
    fn owners(&self) -> BTreeMap<OwnerKind, Sum> {
        let mut sums: BTreeMap<OwnerKind, Sum> = BTreeMap::new();
        for section in &self.sections {
            let sum = sums.entry(section.kind).or_default();
            sum.sections += 1;
            sum.numbered += usize::from(section.road.is_some());
            sum.km += section.length_m() * KM_PER_M;
        }
        sums
    }

    /// Hectometre ranges of each carriageway.
    fn ranges(&self) -> Vec<Range> {
        let of = |((road, letter, position), row): (&(&str, &str, crate::network::nwb::Position), &Vec<usize>)| {
            let own = row.iter().map(|&at| &self.sections[at]);
            let ranges = own.clone().filter_map(Section::km_range);
            let km = ranges.fold([f64::INFINITY, 0.0], |all: [f64; 2], one| [all[0].min(one[0]), all[1].max(one[1])]);
            let length: f64 = own.map(Section::length_m).sum();
            Range {
                road: (*road).to_owned(),
                letter: (*letter).to_owned(),
                carriageway: position.name(),
                km,
                sections: row.len(),
                length_km: length * KM_PER_M,
            }
        };
        by_carriageway(&self.sections).iter().map(of).collect()
    }

    fn traps(&self) -> BTreeMap<Trap, Vec<String>> {
        traps(&self.sections)
    }

    fn system(&self) -> &'static str {
        self.layer.system.map_or("no coordinates", crate::network::gis::System::name)
    }

    fn lines(&self) -> Vec<String> {
        let features = self.layer.features.len();
        let mut lines = vec![format!("{}: {}, {}", self.layer.name, self.layer.format.name(), self.system())];
        lines.push(format!(
            "  {features} features: {} road sections, {} hectometre points, {} polygons",
            self.sections.len(),
            self.points,
            self.areas
        ));
        for (kind, sum) in self.owners() {
            lines.push(format!(
                "  owner {}: {} sections, {} of them numbered, {:.2} km",
                kind.name(),
                sum.sections,
                sum.numbered,
                sum.km
            ));
        }
        for Range { road, letter, carriageway, km, sections, length_km } in self.ranges() {
            let of = [("letter", letter.as_str()), ("carriageway", carriageway)];
            let of: Vec<String> =
                of.iter().filter(|(_, text)| !text.is_empty()).map(|(name, text)| format!(" {name} {text}")).collect();
            lines.push(format!(
                "  {road}{}: km {:.3} to {:.3} in {sections} sections, {length_km:.3} km",
                of.concat(),
                km[0],
                km[1]
            ));
        }
        for (trap, ids) in self.traps() {
            let more = ids.len().saturating_sub(NAMED);
            let named = ids.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            lines.push(format!("  {} x {}: {named}{more}", ids.len(), trap.words()));
        }
        lines.extend(self.layer.notices.iter().map(|notice| format!("  note: {notice}")));
        lines
    }

    fn json(&self) -> Value {
        let owners: Vec<Value> = self
            .owners()
            .into_iter()
            .map(|(kind, sum)| {
                json!({ "kind": kind.name(), "sections": sum.sections, "numbered": sum.numbered, "km": sum.km })
            })
            .collect();
        let ranges: Vec<Value> = self
            .ranges()
            .into_iter()
            .map(|one| {
                json!({ "road": one.road, "letter": one.letter, "carriageway": one.carriageway, "km_from": one.km[0],
                        "km_to": one.km[1], "sections": one.sections, "length_km": one.length_km })
            })
            .collect();
        let traps: serde_json::Map<String, Value> =
            self.traps().into_iter().map(|(trap, ids)| (trap.name().to_owned(), json!(ids))).collect();
        json!({
            "layer": self.layer.name, "format": self.layer.format.name(), "system": self.system(),
            "features": self.layer.features.len(), "sections": self.sections.len(), "points": self.points,
            "polygons": self.areas, "owners": owners, "roads": ranges, "traps": traps, "notices": self.layer.notices,
        })
    }
}
