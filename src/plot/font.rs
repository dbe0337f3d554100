//! The font of the figures: how wide a text is, and where it is broken into lines.

use plotters::style::{FontDesc, FontFamily, FontStyle, register_font};
use std::sync::Once;

/// Name under which the font is known to the drawing library.
const NAME: &str = "zeis";
/// Ascent plus descent of the font over its em square: the library scales by the former.
const LINE_OVER_EM: f64 = 1.164;
static REGISTERED: Once = Once::new();

/// The font for letters of this size in pixels.
pub fn font(size: f64, bold: bool) -> FontDesc<'static> {
    REGISTERED.call_once(|| {
        // A face that cannot be read is left out; the drawing then reports a missing font.
        let _ = register_font(NAME, FontStyle::Normal, dejavu::sans_condensed::regular());
        let _ = register_font(NAME, FontStyle::Bold, dejavu::sans_condensed::bold());
    });
    let style = if bold { FontStyle::Bold } else { FontStyle::Normal };
    FontDesc::new(FontFamily::Name(NAME), size * LINE_OVER_EM, style)
}

/// Width of a text; half an em per letter where the font cannot be read.
pub fn text_width(text: &str, size: f64, bold: bool) -> f64 {
    // Measured large, since the library gives whole pixels.
    font(100.0, bold)
        .layout_box(text)
        .map_or(0.5 * size * text.chars().count() as f64, |(_, (width, _))| f64::from(width) * size / 100.0)
}

/// Breaks a text at spaces into lines no wider than `room`; a single longer word keeps a line of its own.
pub fn wrap(text: &str, size: f64, bold: bool, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if text_width(&format!("{line} {word}"), size, bold) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_string()),
        }
    }
    lines
}

/// As [`wrap`], with lines of about equal width: the last one is never a single word where that can be helped.
pub fn wrap_evenly(text: &str, size: f64, bold: bool, room: f64) -> Vec<String> {
    let mut best = wrap(text, size, bold, room);
    let mut narrower = room;
    while best.len() > 1 && narrower > 0.5 * room {
        narrower -= 0.02 * room;
        let lines = wrap(text, size, bold, narrower);
        if lines.len() > best.len() {
            break;
        }
        best = lines;
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bold_is_wider_and_lines_fit() {
        assert!(text_width("verge", 15.0, true) > text_width("verge", 15.0, false));
        let lines = wrap("one two three four", 20.0, false, text_width("one two three", 20.0, false) + 0.1);
        assert_eq!(lines, vec!["one two three", "four"]);
        assert_eq!(wrap("", 20.0, false, 10.0), Vec::<String>::new());
        let room = text_width("one two three four", 20.0, false) - 1.0;
        assert_eq!(wrap_evenly("one two three four", 20.0, false, room), vec!["one two", "three four"]);
        assert_eq!(wrap("unbreakable", 20.0, false, 1.0), vec!["unbreakable"]);
    }
}
