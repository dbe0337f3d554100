//! A drawing as SVG: text stays text, shapes with a tip carry it as a title.

use super::drawing::{Anchor, Drawing, HEIGHT, Mark, Shape, WIDTH};
use std::fmt::Write;

/// Text made safe for XML and HTML.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// The whole document, ready to be saved or set into a page.
pub fn render(figure: &Drawing) -> String {
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" \
         role=\"img\" font-family=\"Arial, Helvetica, 'DejaVu Sans Condensed', sans-serif\">\n<title>{}</title>\n\
         <desc>{}</desc>\n<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#FFFFFF\"/>\n",
        escape(&figure.title),
        escape(&figure.subtitle)
    );
    for mark in &figure.marks {
        out.push_str(&render_mark(mark));
    }
    out.push_str("</svg>\n");
    out
}

fn render_mark(mark: &Mark) -> String {
    let (tag, attributes, content) = match &mark.shape {
        Shape::Area { points, fill, opacity } => {
            ("polygon", format!("points=\"{}\" fill=\"{}\"{}", path(points), fill.hex(), opaque(*opacity)), None)
        }
        Shape::Line { points, colour, width, dashed } => {
            let dash = if *dashed { " stroke-dasharray=\"6 4\"" } else { "" };
            let look = format!("stroke=\"{}\" stroke-width=\"{}\"", colour.hex(), number(*width));
            let attributes =
                format!("points=\"{}\" fill=\"none\" {look} stroke-linejoin=\"round\"{dash}", path(points));
            ("polyline", attributes, None)
        }
        Shape::Dot { at, radius, colour, hollow } => {
            let fill = if *hollow { "#FFFFFF".to_string() } else { colour.hex() };
            let place = format!("cx=\"{}\" cy=\"{}\" r=\"{}\"", number(at.0), number(at.1), number(*radius));
            ("circle", format!("{place} fill=\"{fill}\" stroke=\"{}\" stroke-width=\"2\"", colour.hex()), None)
        }
        Shape::Text { at, text, size, colour, bold, anchor } => {
            let anchor = match anchor {
                Anchor::Start => "",
                Anchor::Middle => " text-anchor=\"middle\"",
                Anchor::End => " text-anchor=\"end\"",
            };
            let weight = if *bold { " font-weight=\"bold\"" } else { "" };
            let place = format!("x=\"{}\" y=\"{}\" font-size=\"{}\"", number(at.0), number(at.1), number(*size));
            ("text", format!("{place} fill=\"{}\"{anchor}{weight}", colour.hex()), Some(escape(text)))
        }
    };
    let tip = if mark.tip.is_empty() { String::new() } else { format!("<title>{}</title>", escape(&mark.tip)) };
    match content {
        None if tip.is_empty() => format!("<{tag} {attributes}/>\n"),
        content => format!("<{tag} {attributes}>{tip}{}</{tag}>\n", content.unwrap_or_default()),
    }
}

fn path(points: &[(f64, f64)]) -> String {
    let mut out = String::new();
    for (place, (x, y)) in points.iter().enumerate() {
        let gap = if place == 0 { "" } else { " " };
        write!(out, "{gap}{},{}", number(*x), number(*y)).expect("writing to a string never fails");
    }
    out
}

fn opaque(opacity: f64) -> String {
    if opacity >= 1.0 { String::new() } else { format!(" fill-opacity=\"{opacity:.2}\"") }
}

/// One decimal is a tenth of a pixel.
fn number(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    format!("{}", if rounded == 0.0 { 0.0 } else { rounded })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::palette::BLACK;

    #[test]
    fn text_is_escaped_and_tips_become_titles() {
        let mut figure = Drawing::new("A < B & C", "");
        figure.add_with_tip(
            Shape::Line { points: vec![(0.0, -0.01), (1.25, 2.0)], colour: BLACK, width: 2.0, dashed: true },
            "<a12>",
        );
        let svg = render(&figure);
        assert!(svg.contains("A &lt; B &amp; C</title>") && !svg.contains("A < B"));
        assert!(svg.contains("points=\"0,0 1.3,2\"") && svg.contains("<title>&lt;a12&gt;</title></polyline>"));
        assert_eq!(svg, render(&figure));
    }
}
