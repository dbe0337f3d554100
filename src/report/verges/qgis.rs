//! A theme as a style of QGIS: one line symbol per class, drawn on its own side of the road.

use crate::report::compose::maps::Theme;
use std::fmt::Write;

/// Width of a line and its distance from the axis, mm.
const WIDTH_MM: f64 = 1.0;
const OFFSET_MM: f64 = 0.7;

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The style of the classes of a column as QML.
pub(super) fn style(column: &str, theme: &Theme) -> String {
    let mut text = String::from("<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n");
    let side = format!(
        "CASE WHEN &quot;side&quot; = 'Re' THEN {OFFSET_MM} WHEN &quot;side&quot; = 'Li' THEN -{OFFSET_MM} ELSE 0 END"
    );
    text.push_str("<qgis version=\"3.22\" styleCategories=\"Symbology\">\n");
    let _ = writeln!(
        text,
        " <renderer-v2 type=\"categorizedSymbol\" attr=\"{column}\" symbollevels=\"0\" forceraster=\"0\">"
    );
    text.push_str("  <categories>\n");
    for (place, class) in theme.classes.iter().enumerate() {
        let label = escaped(&class.label);
        let _ = writeln!(text, "   <category value=\"{label}\" label=\"{label}\" symbol=\"{place}\" render=\"true\"/>");
    }
    text.push_str("  </categories>\n  <symbols>\n");
    for (place, class) in theme.classes.iter().enumerate() {
        let colour = class.colour;
        let options = [
            ("line_color", format!("{},{},{},255", colour.0, colour.1, colour.2)),
            ("line_style", "solid".to_owned()),
            ("line_width", WIDTH_MM.to_string()),
            ("line_width_unit", "MM".to_owned()),
            ("offset", "0".to_owned()),
            ("offset_unit", "MM".to_owned()),
            ("capstyle", "flat".to_owned()),
        ];
        let _ = writeln!(text, "   <symbol type=\"line\" name=\"{place}\" alpha=\"1\" clip_to_extent=\"1\">");
        text.push_str(
            "    <layer class=\"SimpleLine\" enabled=\"1\" locked=\"0\" pass=\"0\">\n     <Option type=\"Map\">\n",
        );
        for (name, value) in &options {
            let _ = writeln!(text, "      <Option type=\"QString\" name=\"{name}\" value=\"{value}\"/>");
        }
        text.push_str("     </Option>\n");
        for (name, value) in &options {
            let _ = writeln!(text, "     <prop k=\"{name}\" v=\"{value}\"/>");
        }
        let _ = writeln!(
            text,
            "     <data_defined_properties><Option type=\"Map\"><Option type=\"QString\" name=\"name\" value=\"\"/>\
             <Option type=\"Map\" name=\"properties\"><Option type=\"Map\" name=\"offset\">\
             <Option type=\"bool\" name=\"active\" value=\"true\"/>\
             <Option type=\"QString\" name=\"expression\" value=\"{side}\"/>\
             <Option type=\"int\" name=\"type\" value=\"3\"/></Option></Option>\
             <Option type=\"QString\" name=\"type\" value=\"collection\"/></Option></data_defined_properties>"
        );
        text.push_str("    </layer>\n   </symbol>\n");
    }
    text.push_str("  </symbols>\n </renderer-v2>\n</qgis>\n");
    text
}
