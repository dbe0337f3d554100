//! A figure as a list of marks in a frame of 1200 x 675 units, before it becomes SVG or PNG.

use super::font::{text_width, wrap, wrap_evenly};
use super::palette::{BLACK, Colour, DARK_GREY, PALE_GREY};

/// Width of the frame.
pub const WIDTH: f64 = 1200.0;
/// Height of the frame.
pub const HEIGHT: f64 = 675.0;
/// Size of labels.
pub const LABEL: f64 = 15.0;
/// Size of the title.
pub const TITLE: f64 = 24.0;
/// Left and right border of titles.
pub const BORDER: f64 = 24.0;

/// Which point of a text stands at its place; vertically it is always the base line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The left end.
    Start,
    /// The middle.
    Middle,
    /// The right end.
    End,
}

/// What a mark looks like.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A filled polygon.
    Area {
        /// Corners.
        points: Vec<(f64, f64)>,
        /// Colour.
        fill: Colour,
        /// 0 (not seen) to 1.
        opacity: f64,
    },
    /// A line through points.
    Line {
        /// Points.
        points: Vec<(f64, f64)>,
        /// Colour.
        colour: Colour,
        /// Width.
        width: f64,
        /// Whether it is broken.
        dashed: bool,
    },
    /// A dot; hollow ones are filled white.
    Dot {
        /// Centre.
        at: (f64, f64),
        /// Radius.
        radius: f64,
        /// Colour.
        colour: Colour,
        /// Whether it is a ring.
        hollow: bool,
    },
    /// A text on one line.
    Text {
        /// Place of the anchor on the base line.
        at: (f64, f64),
        /// The text.
        text: String,
        /// Size of the letters.
        size: f64,
        /// Colour.
        colour: Colour,
        /// Whether it is bold.
        bold: bool,
        /// Which point stands at the place.
        anchor: Anchor,
    },
}

/// A shape, with what a reader sees who points at it (empty: nothing).
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The shape.
    pub shape: Shape,
    /// Text shown on pointing at it, in SVG.
    pub tip: String,
}

/// A figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// The finding.
    pub title: String,
    /// What is plotted: quantity, unit, place, years, members.
    pub subtitle: String,
    /// Marks from back to front.
    pub marks: Vec<Mark>,
    /// Where the room below the titles begins.
    pub top: f64,
}

impl Drawing {
    /// An empty figure with its titles, broken into lines where they are too long.
    pub fn new(title: impl Into<String>, subtitle: impl Into<String>) -> Self {
        let (title, subtitle) = (title.into(), subtitle.into());
        let mut figure = Drawing { title, subtitle, marks: Vec::new(), top: 0.0 };
        let room = WIDTH - 2.0 * BORDER;
        let mut y = 14.0;
        for line in wrap_evenly(&figure.title, TITLE, true, room) {
            y += TITLE + 6.0;
            figure.label((BORDER, y - 4.0), &line, TITLE, BLACK, true, Anchor::Start);
        }
        for line in wrap(&figure.subtitle, LABEL, false, room) {
            y += LABEL + 6.0;
            figure.label((BORDER, y), &line, LABEL, DARK_GREY, false, Anchor::Start);
        }
        figure.top = y + 20.0;
        figure
    }

    /// Adds a shape.
    pub fn add(&mut self, shape: Shape) {
        self.marks.push(Mark { shape, tip: String::new() });
    }

    /// Adds a shape that tells more when pointed at.
    pub fn add_with_tip(&mut self, shape: Shape, tip: impl Into<String>) {
        self.marks.push(Mark { shape, tip: tip.into() });
    }

    /// Adds an unbroken line.
    pub fn line(&mut self, points: Vec<(f64, f64)>, colour: Colour, width: f64) {
        self.add(Shape::Line { points, colour, width, dashed: false });
    }

    /// Adds a filled rectangle.
    pub fn bar(&mut self, left_top: (f64, f64), size: (f64, f64), fill: Colour) {
        self.add(bar(left_top, size, fill));
    }

    /// Adds a text of the usual size.
    pub fn text(&mut self, at: (f64, f64), text: &str, colour: Colour, anchor: Anchor) {
        self.label(at, text, LABEL, colour, false, anchor);
    }

    /// Adds a text.
    pub fn label(&mut self, at: (f64, f64), text: &str, size: f64, colour: Colour, bold: bool, anchor: Anchor) {
        self.add(Shape::Text { at, text: text.to_string(), size, colour, bold, anchor });
    }

    /// Adds a key in one row: boxes with their texts, from `at` to the right. Returns where it ends.
    pub fn key(&mut self, at: (f64, f64), entries: &[(Colour, String)]) -> f64 {
        let (mut x, y) = at;
        for (colour, text) in entries {
            self.bar((x - 0.5, y - 12.5), (15.0, 15.0), PALE_GREY);
            self.bar((x, y - 12.0), (14.0, 14.0), *colour);
            self.text((x + 19.0, y), text, DARK_GREY, Anchor::Start);
            x += 19.0 + text_width(text, LABEL, false) + 18.0;
        }
        x
    }
}

/// A filled rectangle.
pub fn bar(left_top: (f64, f64), size: (f64, f64), fill: Colour) -> Shape {
    let ((x, y), (width, height)) = (left_top, size);
    Shape::Area { points: vec![(x, y), (x + width, y), (x + width, y + height), (x, y + height)], fill, opacity: 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_titles_are_broken_and_push_the_figure_down() {
        let short = Drawing::new("A finding", "what is plotted");
        let long = Drawing::new("A finding that goes on and on ".repeat(5), "what is plotted");
        assert!(long.top > short.top);
        assert!(long.marks.len() > short.marks.len());
    }
}
