//! GeoPackage: the feature tables of an SQLite file.

use super::{Feature, Format, Raw, System, set, wkb};
use crate::error::{Problem, Problems};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};
use std::collections::BTreeMap;
use std::path::Path;

/// A feature table.
struct Table {
    name: String,
    geometry: String,
    srs: i64,
}

/// Every feature table of a file.
pub(super) fn layers(name: &str, path: &Path) -> Result<Vec<Raw>, Problems> {
    let fault = |error: rusqlite::Error| {
        Problem::new("N306", name, format!("is no GeoPackage that can be read: {error}"))
            .hint("export it again as GeoPackage, or as GeoJSON")
    };
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(fault)?;
    let tables = tables(&connection).map_err(fault)?;
    if tables.is_empty() {
        return Err(Problem::new("N304", name, "holds no table of features").into());
    }
    let several = tables.len() > 1;
    let layer = |table: &Table| layer(&connection, table, name, several).map_err(|error| fault(error).into());
    tables.iter().map(layer).collect()
}

fn tables(connection: &Connection) -> rusqlite::Result<Vec<Table>> {
    let text = "select table_name, column_name, srs_id from gpkg_geometry_columns order by table_name";
    let mut statement = connection.prepare(text)?;
    let of = |row: &rusqlite::Row<'_>| Ok(Table { name: row.get(0)?, geometry: row.get(1)?, srs: row.get(2)? });
    statement.query_map([], of)?.collect()
}

fn layer(connection: &Connection, table: &Table, file: &str, several: bool) -> rusqlite::Result<Raw> {
    let quoted = table.name.replace('"', "\"\"");
    let mut statement = connection.prepare(&format!("select * from \"{quoted}\""))?;
    let columns: Vec<String> = statement.column_names().map(str::to_lowercase).collect();
    let geometry = table.geometry.to_lowercase();
    let mut raw = Raw {
        name: if several { format!("{file}, layer {}", table.name) } else { file.to_owned() },
        format: Format::GeoPackage,
        system: System::of_epsg(table.srs),
        features: Vec::new(),
        left_out: BTreeMap::new(),
    };
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let mut feature = Feature { number: raw.features.len() + 1, ..Feature::default() };
        for (place, column) in columns.iter().enumerate() {
            let value = row.get_ref(place)?;
            if *column == geometry {
                if let ValueRef::Blob(blob) = value {
                    match wkb::shape(blob) {
                        Some(shape) => feature.shape = shape,
                        None => *raw.left_out.entry("that is not known".to_owned()).or_default() += 1,
                    }
                }
                continue;
            }
            let text = match value {
                ValueRef::Integer(number) => Some(number.to_string()),
                ValueRef::Real(number) => Some(number.to_string()),
                ValueRef::Text(text) => set(&String::from_utf8_lossy(text)),
                ValueRef::Null | ValueRef::Blob(_) => None,
            };
            if let Some(text) = text {
                feature.fields.insert(column.clone(), text);
            }
        }
        raw.features.push(feature);
    }
    Ok(raw)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::gis::Shape;

    #[test]
    fn a_written_geopackage_is_read_back() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("nwb.gpkg");
        let connection = Connection::open(&path).expect("opened");
        connection
            .execute_batch(
                "create table gpkg_geometry_columns (table_name text, column_name text, srs_id integer);
                 insert into gpkg_geometry_columns values ('wegvakken', 'Geom', 28992);
                 create table wegvakken (fid integer primary key, WVK_ID integer, WEGNUMMER text, BEGINKM real, Geom blob);",
            )
            .expect("made");
        let mut blob = b"GP\x00\x01".to_vec();
        blob.extend(28992_u32.to_le_bytes());
        blob.push(1);
        blob.extend(2_u32.to_le_bytes());
        blob.extend(2_u32.to_le_bytes());
        for x in [174_000.0, 444_000.0, 174_100.0, 444_000.0_f64] {
            blob.extend(x.to_le_bytes());
        }
        connection.execute("insert into wegvakken values (1, 348288014, 'N781', 2.386, ?1)", [blob]).expect("written");
        drop(connection);
        let layers = super::super::read(&path).expect("sound");
        assert_eq!((layers.len(), layers[0].system), (1, Some(System::RdNew)));
        let feature = &layers[0].features[0];
        assert_eq!(feature.text(&["wegnummer"]), Some("N781"));
        assert_eq!(feature.number_of(&["beginkm"]), Some(2.386));
        assert_eq!(feature.shape, Shape::Lines(vec![vec![[174_000.0, 444_000.0], [174_100.0, 444_000.0]]]));
        std::fs::write(&path, b"SQLite format 3\0torn").expect("written");
        assert!(super::super::read(&path).is_err());
    }
}
