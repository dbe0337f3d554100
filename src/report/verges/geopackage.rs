//! The layer as GeoPackage (OGC 12-128r18) in RD New, with styles that QGIS takes up when it opens the file.

use super::qgis::style;
use super::{Kind, Layer};
use crate::error::Problem;
use crate::network::segment::Point;
use rusqlite::types::Value as Cell;
use rusqlite::{Connection, params, params_from_iter};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// Marks a file as GeoPackage, version 1.3.
const IDENTITY: &str = "PRAGMA application_id = 1196444487; PRAGMA user_version = 10300;";
/// The national grid.
const RD_NEW: i32 = 28992;
/// Its definition in well-known text, after the EPSG register.
const RD_NEW_DEFINITION: &str = "PROJCS[\"Amersfoort / RD New\",GEOGCS[\"Amersfoort\",DATUM[\"Amersfoort\",\
    SPHEROID[\"Bessel 1841\",6377397.155,299.1528128,AUTHORITY[\"EPSG\",\"7004\"]],AUTHORITY[\"EPSG\",\"6289\"]],\
    PRIMEM[\"Greenwich\",0,AUTHORITY[\"EPSG\",\"8901\"]],UNIT[\"degree\",0.0174532925199433,AUTHORITY[\"EPSG\",\"9122\"]],\
    AUTHORITY[\"EPSG\",\"4289\"]],PROJECTION[\"Oblique_Stereographic\"],PARAMETER[\"latitude_of_origin\",52.1561605555556],\
    PARAMETER[\"central_meridian\",5.38763888888889],PARAMETER[\"scale_factor\",0.9999079],\
    PARAMETER[\"false_easting\",155000],PARAMETER[\"false_northing\",463000],UNIT[\"metre\",1,AUTHORITY[\"EPSG\",\"9001\"]],\
    AXIS[\"Easting\",EAST],AXIS[\"Northing\",NORTH],AUTHORITY[\"EPSG\",\"28992\"]]";
const WGS_84_DEFINITION: &str = "GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563,\
    AUTHORITY[\"EPSG\",\"7030\"]],AUTHORITY[\"EPSG\",\"6326\"]],PRIMEM[\"Greenwich\",0,AUTHORITY[\"EPSG\",\"8901\"]],\
    UNIT[\"degree\",0.0174532925199433,AUTHORITY[\"EPSG\",\"9122\"]],AUTHORITY[\"EPSG\",\"4326\"]]";
/// The tables that the standard asks for, and the one that QGIS keeps styles in.
const TABLES: &str = "
    CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
        organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
    CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
        description TEXT DEFAULT '', last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,
        srs_id INTEGER REFERENCES gpkg_spatial_ref_sys(srs_id));
    CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
        geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL REFERENCES gpkg_spatial_ref_sys(srs_id),
        z TINYINT NOT NULL, m TINYINT NOT NULL, PRIMARY KEY (table_name, column_name),
        UNIQUE (table_name), FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name));
    CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT, f_table_catalog TEXT, f_table_schema TEXT,
        f_table_name TEXT, f_geometry_column TEXT, styleName TEXT, styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN,
        description TEXT, owner TEXT, ui TEXT, update_time DATETIME);";

/// Line of two places: the header of a GeoPackage, then well-known binary, little end first.
fn blob(ends: [Point; 2]) -> Vec<u8> {
    let mut bytes = b"GP\x00\x01".to_vec();
    bytes.extend(RD_NEW.to_le_bytes());
    bytes.push(1);
    for number in [2_u32, ends.len() as u32] {
        bytes.extend(number.to_le_bytes());
    }
    for number in ends.into_iter().flat_map(|end| [end.x_m, end.y_m]) {
        bytes.extend(number.to_le_bytes());
    }
    bytes
}

fn cell(value: &Value) -> Cell {
    match value {
        Value::Number(number) => match number.as_i64() {
            Some(whole) => Cell::Integer(whole),
            None => number.as_f64().map_or(Cell::Null, Cell::Real),
        },
        Value::String(text) => Cell::Text(text.clone()),
        _ => Cell::Null,
    }
}

/// Smallest and largest east and north.
fn extent(layer: &Layer) -> [Option<f64>; 4] {
    let ends = || layer.features.iter().filter_map(|(ends, _)| *ends).flatten();
    let least = |of: fn(Point) -> f64| ends().map(of).reduce(f64::min);
    let most = |of: fn(Point) -> f64| ends().map(of).reduce(f64::max);
    [least(|end| end.x_m), least(|end| end.y_m), most(|end| end.x_m), most(|end| end.y_m)]
}

fn fill(layer: &Layer, connection: &mut Connection) -> rusqlite::Result<()> {
    connection.execute_batch(IDENTITY)?;
    let transaction = connection.transaction()?;
    transaction.execute_batch(TABLES)?;
    let system = "INSERT INTO gpkg_spatial_ref_sys VALUES (?1, ?2, ?3, ?4, ?5, NULL)";
    for (name, id, organisation, definition) in [
        ("Undefined cartesian SRS", -1, "NONE", "undefined"),
        ("Undefined geographic SRS", 0, "NONE", "undefined"),
        ("WGS 84 geodetic", 4326, "EPSG", WGS_84_DEFINITION),
        ("Amersfoort / RD New", RD_NEW, "EPSG", RD_NEW_DEFINITION),
    ] {
        transaction.execute(system, params![name, id, organisation, id, definition])?;
    }
    let day = format!("{:04}-01-01T00:00:00.000Z", layer.first_year);
    let [min_x, min_y, max_x, max_y] = extent(layer);
    transaction.execute(
        "INSERT INTO gpkg_contents VALUES ('verges', 'features', 'verges', '', ?1, ?2, ?3, ?4, ?5, ?6)",
        params![day, min_x, min_y, max_x, max_y, RD_NEW],
    )?;
    transaction
        .execute("INSERT INTO gpkg_geometry_columns VALUES ('verges', 'geom', 'LINESTRING', ?1, 0, 0)", [RD_NEW])?;
    let declared: Vec<String> = layer
        .columns
        .iter()
        .map(|(name, kind)| {
            let kind = match kind {
                Kind::Text => "TEXT",
                Kind::Number => "DOUBLE",
                Kind::Whole => "INTEGER",
            };
            format!("{name} {kind}")
        })
        .collect();
    transaction.execute_batch(&format!(
        "CREATE TABLE verges (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom LINESTRING, {})",
        declared.join(", ")
    ))?;
    let marks: Vec<String> = (1..=layer.columns.len() + 1).map(|place| format!("?{place}")).collect();
    let mut insert = transaction.prepare(&format!("INSERT INTO verges VALUES (NULL, {})", marks.join(", ")))?;
    for (ends, cells) in &layer.features {
        let geometry = ends.map_or(Cell::Null, |ends| Cell::Blob(blob(ends)));
        let values = std::iter::once(geometry).chain(cells.iter().map(cell));
        insert.execute(params_from_iter(values))?;
    }
    drop(insert);
    for (place, (column, theme)) in layer.themes.iter().enumerate() {
        transaction.execute(
            "INSERT INTO layer_styles VALUES (NULL, '', '', 'verges', 'geom', ?1, ?2, '', ?3, '', '', NULL, ?4)",
            params![theme.quantity, style(column, theme), place == 0, day],
        )?;
    }
    transaction.commit()
}

/// Writes the file beside its place and renames it.
pub(super) fn write(layer: &Layer, path: &Path) -> Result<(), Problem> {
    let beside = path.with_extension("gpkg.part");
    let cannot = |why: String| {
        // What was begun is taken away; the error that made it useless is the one to tell.
        let _ = fs::remove_file(&beside);
        Problem::new("I931", path.display().to_string(), format!("cannot be written: {why}"))
            .hint("free the disk, or choose another folder with -o")
    };
    let _ = fs::remove_file(&beside);
    let mut connection = Connection::open(&beside).map_err(|error| cannot(error.to_string()))?;
    fill(layer, &mut connection).map_err(|error| cannot(error.to_string()))?;
    connection.close().map_err(|(_, error)| cannot(error.to_string()))?;
    fs::rename(&beside, path).map_err(|error| cannot(error.to_string()))
}
