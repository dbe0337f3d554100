//! The segment table of sections: one row for each side of a hectometre, with what the user's own tables say of it.

use super::hectometre::{Cell, cells};
use super::{OwnerKind, Section};
use crate::network::geometry::distance_m;
use crate::network::join::{Joined, Target};
use crate::network::nature::{NatureArea, nearest_area_m};
use std::collections::BTreeSet;

/// Columns that a conversion always writes.
const HEAD: [&str; 14] = [
    "id",
    "road",
    "letter",
    "carriageway",
    "side",
    "km_from",
    "km_to",
    "x_from_m",
    "y_from_m",
    "x_to_m",
    "y_to_m",
    "length_m",
    "owner",
    "district",
];

/// What to make of the sections.
#[derive(Clone, Copy, Debug)]
pub struct Wish<'a> {
    /// Length of a cell, m.
    pub cell_m: f64,
    /// Kinds of owners that are kept; empty: all.
    pub owners: &'a [OwnerKind],
    /// Roads that are kept; empty: all.
    pub roads: &'a [String],
    /// Tables of the user.
    pub tables: &'a [Joined],
    /// Protected areas.
    pub areas: &'a [NatureArea],
}

/// A table of segments.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Converted {
    /// Column names.
    pub head: Vec<String>,
    /// Rows.
    pub rows: Vec<Vec<String>>,
    /// Remarks.
    pub notices: Vec<String>,
}

impl Converted {
    /// The table as csv.
    pub fn text(&self) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        // Writing to memory cannot fail.
        for row in std::iter::once(&self.head).chain(&self.rows) {
            let _ = writer.write_record(row);
        }
        String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
    }
}

/// Metres and kilometres with three decimals, without zeros at the end.
fn three(value: f64) -> String {
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Coordinates to the centimetre.
fn two(value: f64) -> String {
    format!("{value:.2}")
}

fn id(cell: &Cell) -> String {
    let carriageway = cell.position.name();
    let middle = if carriageway.is_empty() { String::new() } else { format!("-{carriageway}") };
    format!("{}{}{middle}-{}-{}", cell.road, cell.letter, cell.side, three(cell.km[0]))
}

/// The table: cells of the sections that are wished for, each with the values of the tables that cover it.
pub fn convert(sections: &[Section], wish: &Wish<'_>) -> Converted {
    let wanted = |section: &&Section| {
        (wish.owners.is_empty() || wish.owners.contains(&section.kind))
            && (wish.roads.is_empty() || section.road.as_ref().is_some_and(|road| wish.roads.contains(road)))
    };
    let sections: Vec<Section> = sections.iter().filter(wanted).cloned().collect();
    let mut table = Converted { head: HEAD.map(str::to_owned).to_vec(), ..Converted::default() };
    let added = added(wish.tables, &mut table.notices);
    table.head.extend(added.iter().map(|(_, _, name)| name.clone()));
    if !wish.areas.is_empty() {
        table.head.push("natura2000_dist_m".to_owned());
    }
    let mut unmatched = vec![0_usize; added.len()];
    for cell in cells(&sections, wish.cell_m / 1000.0) {
        let section = &sections[cell.section];
        let [from, to] = cell.km;
        let ends = cell.ends.map(|[a, b]| [a.x_m, a.y_m, b.x_m, b.y_m].map(two)).unwrap_or_default();
        let length_m = cell.ends.map_or(1000.0 * (to - from), |[a, b]| {
            // The chord of a bend is shorter than the road; kilometres tell its length.
            distance_m(a, b).max(1000.0 * (to - from))
        });
        let mut row = vec![
            id(&cell),
            cell.road.clone(),
            cell.letter.clone(),
            cell.position.name().to_owned(),
            cell.side.to_owned(),
            three(from),
            three(to),
        ];
        row.extend(ends);
        row.extend([three(length_m), section.owner.clone(), section.district.clone().unwrap_or_default()]);
        let target = Target { keys: [&cell.road, &cell.letter, cell.position.name(), cell.side], km: cell.km };
        for ((table, column, _), missing) in added.iter().zip(&mut unmatched) {
            let value = wish.tables[*table].value(*column, target);
            *missing += usize::from(value.is_none());
            row.push(value.unwrap_or_default().to_owned());
        }
        if !wish.areas.is_empty() {
            let distance = cell.ends.and_then(|ends| nearest_area_m(ends, wish.areas));
            row.push(distance.map(|metres| format!("{metres:.0}")).unwrap_or_default());
        }
        table.rows.push(row);
    }
    for ((joined, _, name), missing) in added.iter().zip(unmatched) {
        if missing > 0 {
            let file = &wish.tables[*joined].name;
            table.notices.push(format!("{file}: {missing} of {} segments have no {name}", table.rows.len()));
        }
    }
    table
}

/// Columns that the tables add: table, column in it, name. A column that is there already is not taken again, which is said.
fn added(tables: &[Joined], notices: &mut Vec<String>) -> Vec<(usize, usize, String)> {
    let mut seen: BTreeSet<String> = HEAD.map(str::to_owned).into_iter().collect();
    // Owner and district of the user go before those of the sections.
    let mut list = Vec::new();
    for (table, joined) in tables.iter().enumerate() {
        for (column, name) in joined.columns.iter().enumerate() {
            if seen.insert(name.clone()) {
                list.push((table, column, name.clone()));
            } else {
                notices.push(format!("{}: column {name} is there already and is not taken", joined.name));
            }
        }
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::gis::tests::layer;

    #[test]
    fn a_table_of_segments_reads_back_as_a_network() {
        let features = layer(
            "{\"type\":\"FeatureCollection\",\"crs\":{\"properties\":{\"name\":\"EPSG:28992\"}},\"features\":[\
             {\"properties\":{\"WVK_ID\":1,\"WEGBEHSRT\":\"P\",\"WEGBEHNAAM\":\"Gelderland\",\"WEGNUMMER\":\"N781\",\"BEGINKM\":1.25,\
             \"EINDKM\":1.0},\"geometry\":{\"type\":\"MultiLineString\",\"coordinates\":[[[174250,444000],[174000,444000]]]}},\
             {\"properties\":{\"WVK_ID\":2,\"WEGBEHSRT\":\"G\",\"WEGNUMMER\":null},\"geometry\":null}]}",
        )
        .features;
        let sections: Vec<Section> = features.iter().filter_map(Section::of).collect();
        let widths = Joined::read("w.csv", b"road,side,km_from,km_to,width_m\nN781,Li,1,1.1,7\n").expect("sound");
        let tables = [widths];
        let wish = Wish { cell_m: 100.0, owners: &[], roads: &[], tables: &tables, areas: &[] };
        let table = convert(&sections, &wish);
        assert_eq!((table.rows.len(), table.notices.len()), (6, 1));
        let network =
            crate::network::read::segments("s.csv", table.text().as_bytes(), &[], 1.5).expect("a sound segment table");
        assert_eq!((network.segments.len(), network.chains.len()), (6, 2));
        assert_eq!(network.segments[0].id, "N781-Li-1");
        assert_eq!((network.segments[0].width_m, network.segments[0].owner.as_str()), (7.0, "Gelderland"));
        assert_eq!(network.segments[1].width_m, 10.0);
        let none = convert(&sections, &Wish { owners: &[OwnerKind::State], ..wish });
        assert!(none.rows.is_empty());
    }
}
