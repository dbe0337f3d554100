//! The layer as GeoJSON, with the colour of the first theme as `stroke` for viewers that follow simplestyle.

use super::Layer;
use crate::network::segment::Point;
use crate::report::geojson::{collection, feature};
use serde_json::{Map, Value, json};

pub(super) fn text(layer: &Layer) -> String {
    let of = |(ends, cells): &(Option<[Point; 2]>, Vec<Value>)| {
        let mut properties: Map<String, Value> =
            layer.columns.iter().zip(cells).map(|((name, _), cell)| ((*name).to_owned(), cell.clone())).collect();
        if let Some((column, theme)) = layer.themes.first()
            && let Some(class) = theme.classes.iter().find(|class| properties.get(*column) == Some(&json!(class.label)))
        {
            properties.insert("stroke".to_owned(), class.colour.hex().into());
            properties.insert("stroke-width".to_owned(), 4.into());
        }
        feature(ends.as_ref().map(<[Point; 2]>::as_slice), &Value::Object(properties))
    };
    collection(&layer.features.iter().map(of).collect::<Vec<_>>())
}
